//! Notes: at the foot of their page or after the article, each with a way back to the text.

use super::fonts::BOLD;
use super::galley::Strip;
use super::pages::{NodeId, Owner, PageTarget, Tag};
use super::prose::Prose;
use super::set::{Column, Place, Setter};
use super::structure::DOCUMENT;
use crate::diagnostic::SourceSpan;
use crate::style::paper::NotePlace;
use crate::tree::{Block, BlockKind, Document, Note, NoteId};

impl Setter<'_> {
    /// Sets notes after the article, under a heading, where the style wants them there.
    pub fn end_notes(&mut self, document: &Document, column: Column) {
        if self.style.paper.notes.place != NotePlace::End || document.notes().is_empty() {
            return;
        }
        let section = self.structure.open(DOCUMENT, Tag::Section, SourceSpan::NOWHERE);
        self.added_heading(self.labels.notes(), section, column);
        for (index, note) in document.notes().iter().enumerate() {
            self.note(NoteId::from_index(index), note, section, column);
        }
    }

    /// Sets notes for the foot of their pages: their strips, and how many each note has.
    pub fn foot_notes(&mut self, document: &Document, column: Column) -> (Vec<Strip>, Vec<usize>) {
        if self.style.paper.notes.place != NotePlace::Foot {
            return (Vec::new(), Vec::new());
        }
        let text = std::mem::take(&mut self.galley.strips);
        let mut counts = Vec::new();
        for (index, note) in document.notes().iter().enumerate() {
            let first = self.galley.strips.len();
            self.note(NoteId::from_index(index), note, DOCUMENT, column);
            counts.push(self.galley.strips.len() - first);
        }
        let notes = std::mem::replace(&mut self.galley.strips, text);
        (notes, counts)
    }

    fn note(&mut self, id: NoteId, note: &Note, parent: NodeId, column: Column) {
        let style = self.style.paper.notes;
        let node = self.structure.open(parent, Tag::Note(id), note.at);
        let label = self.structure.open(node, Tag::Label, note.at);
        let number = id.number().to_string();
        let to = PageTarget::NoteReference(id);
        let link = self.structure.open(label, Tag::Link { to, contents: self.labels.back().to_owned() }, note.at);
        let owner = Owner::Content(self.structure.content(link));
        let mut setting = self.coloured(style.size, style.leading, self.style.colours.link, BOLD);
        let indent = (self.width_of(&number, setting.look) + style.size.0 * 0.6).max(style.size.0 * 1.5);
        let mut prose = Prose::plain(&number, setting.look, owner, column.direction);
        prose.spans.iter_mut().for_each(|span| span.link = Some(link));
        let drawn = self.lines(&prose, setting, column, Place::Start).into_iter().next();
        setting = self.setting(style.size, style.leading);
        let first = self.galley.strips.len();
        let inner = column.within(indent, 0.0);
        for block in &note.blocks {
            self.note_block(block, node, inner, setting);
        }
        if self.galley.strips.len() == first {
            // A note with nothing to be seen still has its number, and the way back.
            let backgrounds = self.backgrounds.clone();
            self.galley.strips.push(Strip { height: style.leading.0, backgrounds, ..Strip::default() });
        }
        if let Some(strip) = self.galley.strips.get_mut(first) {
            strip.above = style.gap.0;
            strip.items.splice(0..0, drawn.into_iter().flat_map(|drawn| drawn.items));
        }
    }

    /// A paragraph of a note is smaller than running text; all else is set as it is there.
    fn note_block(&mut self, block: &Block, node: NodeId, column: Column, setting: super::set::Setting) {
        match &block.kind {
            BlockKind::Paragraph(inlines) if block.lang.is_none() && block.dir.is_none() => {
                let paragraph = self.structure.open(node, Tag::Paragraph, block.at);
                self.structure.name(paragraph, block.id.as_ref());
                let prose = self.prose(inlines, setting.look, paragraph, column.direction, block.at);
                let lines = self.lines(&prose, setting, column, Place::Start);
                self.push(lines, self.style.paper.notes.gap.0, 0.0);
            }
            _ => self.blocks(std::slice::from_ref(block), node, column),
        }
    }
}
