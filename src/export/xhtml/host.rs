//! The format that XHTML is written for: addresses, pictures and marks, which page and book each have in their own way.

use super::markup::Dialect;
use crate::tree::{ArticleLink, AssetPath, Block, Code, Id, Inline, NoteId, Section};

/// The questions that page and book answer each in their own way.
pub trait XhtmlHost {
    /// The serialisation.
    fn dialect(&self) -> Dialect;

    /// The level of a section's heading, 1 to 6; its depth is 1 just below the title.
    fn heading_level(&self, depth: usize) -> usize {
        depth + 1
    }

    /// The address of a place in this document.
    fn place(&self, id: &Id) -> String;

    /// The address of a note, whose id is that of [`note_id`].
    fn note(&self, note: NoteId) -> String;

    /// The address of a reference to a note, whose id is that of [`reference_id`].
    fn reference(&self, reference: Reference) -> String;

    /// The address of the same format's edition of another article; `None` where the format cannot lead there, and the words stay.
    fn article(&self, link: &ArticleLink) -> Option<String>;

    /// The address and size of a picture; `None` where its words stand for it.
    fn picture(&mut self, path: &AssetPath) -> Option<PictureUse>;

    /// Called for each reference to a note when it is written, in reading order.
    fn wrote(&mut self, reference: Reference) {
        let _ = reference;
    }

    /// The marks before a section. Called once for each section, in reading order.
    fn marks_before_section(&mut self, section: &Section) -> Vec<Mark> {
        let _ = section;
        Vec::new()
    }

    /// The marks before a block. Called once for each block, in reading order.
    fn marks_before(&mut self, block: &Block) -> Vec<Mark> {
        let _ = block;
        Vec::new()
    }

    /// The marks among inlines, in order. Called once for each list of inlines that
    /// [`walk::document`](crate::tree::walk::document) visits, in its order.
    fn marks_in(&mut self, text: &[Inline]) -> Vec<Mark> {
        let _ = text;
        Vec::new()
    }

    /// The marks among the lines of a code block, in order. Called once for each, in reading order.
    fn marks_in_code(&mut self, code: &Code) -> Vec<Mark> {
        let _ = code;
        Vec::new()
    }
}

/// Markup of the format's own in the text without being part of it, such as the beginning of a printed page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Characters before it of the inlines' [`text_of`](crate::tree::walk::text_of), or of the code; 0 before a block.
    pub after: usize,
    /// Written as it is. It must be phrasing content without a link.
    pub markup: String,
}

/// The address and size of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureUse {
    pub address: String,
    /// In CSS pixels.
    pub width: u32,
    /// In CSS pixels.
    pub height: u32,
}

/// One of the references to a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    pub note: NoteId,
    /// 1 for the first reference to this note.
    pub nth: usize,
}

/// The id of a note's element.
pub fn note_id(note: NoteId) -> String {
    format!("q-note-{}", note.number())
}

/// The id of a reference's element.
pub fn reference_id(Reference { note, nth }: Reference) -> String {
    match nth {
        1 => format!("q-ref-{}", note.number()),
        _ => format!("q-ref-{}-{nth}", note.number()),
    }
}
