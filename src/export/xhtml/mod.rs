//! Body → XHTML, for the page and the book alike.
//!
//! One [`Writer`] writes everything that the tree can say into one string. Where page and book differ (addresses, pictures, the
//! serialisation), it asks its [`Surroundings`]. Ids of the document stay as they are; those of the writer begin with `q-`, as do
//! its classes. It knows no file and no package.

mod blocks;
mod css;
mod held;
mod imprint;
mod inlines;
mod markup;
mod notes;
mod tables;

pub use css::with_rows;
pub use held::held_together;
pub use imprint::{push_foot, push_publisher};
pub use markup::{Dialect, push_attribute, push_number, push_text};

use crate::style::Labels;
use crate::style::paper::LeadIn;
use crate::tree::{
    ArticleLink, AssetPath, Block, Body, Code, Direction, Document, Id, Inline, Lang, NoteId, Section, walk,
};

/// What page and book do each in their own way.
pub trait Surroundings {
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

    /// Where a picture's bytes are and how large it is shown; `None` where its words stand for it.
    fn picture(&mut self, path: &AssetPath) -> Option<PictureUse>;

    /// Told of each reference to a note when it is written, in reading order.
    fn wrote(&mut self, reference: Reference) {
        let _ = reference;
    }

    /// The marks that stand before a section. Asked once for each section, in reading order.
    fn marks_before_section(&mut self, section: &Section) -> Vec<Mark> {
        let _ = section;
        Vec::new()
    }

    /// The marks that stand before a block. Asked once for each block, in reading order.
    fn marks_before(&mut self, block: &Block) -> Vec<Mark> {
        let _ = block;
        Vec::new()
    }

    /// The marks that stand among inlines, in order. Asked once for each list of inlines that
    /// [`walk::document`] visits, in its order.
    fn marks_in(&mut self, text: &[Inline]) -> Vec<Mark> {
        let _ = text;
        Vec::new()
    }

    /// The marks that stand among the lines of a code block, in order. Asked once for each, in reading order.
    fn marks_in_code(&mut self, code: &Code) -> Vec<Mark> {
        let _ = code;
        Vec::new()
    }
}

/// Markup of the format's own that stands in the text without being part of it, such as the beginning of a printed page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// How many characters stand before it of the inlines' [`text_of`](crate::tree::walk::text_of), or of the code; 0 before a block.
    pub after: usize,
    /// Written as it is. It must be phrasing content without a link.
    pub markup: String,
}

/// Where a picture's bytes are and how large it is shown.
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

/// Writes the parts of one document, in reading order, into one string or several.
pub struct Writer<'d, S> {
    surroundings: S,
    labels: &'d Labels,
    /// How the words before a colon at the head of an item are set.
    lead_in: LeadIn,
    out: String,
    /// The language and direction of what is being written.
    lang: Lang,
    dir: Direction,
    /// How often each note was referred to so far.
    references: Vec<usize>,
    /// How many elements got an id because another one is labelled by them.
    labelled: usize,
    marks: inlines::Marks,
    held: held::Held,
    links: inlines::Links,
}

impl<'d, S: Surroundings> Writer<'d, S> {
    /// A writer for a document; `labels` are the words for its language.
    pub fn new(document: &'d Document, labels: &'d Labels, lead_in: LeadIn, surroundings: S) -> Writer<'d, S> {
        Writer {
            surroundings,
            labels,
            lead_in,
            out: String::new(),
            lang: document.meta().lang.clone(),
            dir: document.direction(),
            references: vec![0; document.notes().len()],
            labelled: 0,
            marks: inlines::Marks::default(),
            held: held::Held::default(),
            links: inlines::Links::default(),
        }
    }

    /// What was written since the last [`take`](Self::take); formats write what is their own into it.
    pub fn out(&mut self) -> &mut String {
        &mut self.out
    }

    /// Hands over what was written and begins anew. Notes and labels are counted on.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    /// The words for the document's language.
    pub fn labels(&self) -> &'d Labels {
        self.labels
    }

    /// Ends the writing.
    pub fn into_surroundings(self) -> S {
        self.surroundings
    }

    /// The format that is written for.
    pub fn surroundings(&mut self) -> &mut S {
        &mut self.surroundings
    }

    /// Writes blocks and sections; `depth` is how many sections the body is in.
    pub fn body(&mut self, body: &Body, depth: usize) {
        self.blocks(&body.blocks);
        for section in &body.sections {
            self.section(section, depth + 1);
        }
    }

    /// Writes a section with its heading; its depth is 1 just below the title.
    pub fn section(&mut self, section: &Section, depth: usize) {
        self.open_section(section, depth);
        self.body(&section.body, depth);
        self.out.push_str("</section>\n");
    }

    /// Writes a section without the sections in it.
    pub fn section_opening(&mut self, section: &Section, depth: usize) {
        self.open_section(section, depth);
        self.blocks(&section.body.blocks);
        self.out.push_str("</section>\n");
    }

    fn open_section(&mut self, section: &Section, depth: usize) {
        for mark in self.surroundings.marks_before_section(section) {
            self.out.push_str(&mark.markup);
        }
        self.open("section", None, Some(&section.id));
        self.out.push_str(">\n");
        self.heading(&section.title, self.surroundings.heading_level(depth));
    }

    /// Writes a section's heading alone.
    pub fn heading(&mut self, title: &[Inline], level: usize) {
        const NAMES: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
        let name = NAMES[level.clamp(1, 6) - 1];
        self.open(name, None, None);
        let outer = self.turn(title);
        self.out.push('>');
        self.marked(title);
        self.close_line(name);
        self.leave(outer);
    }

    /// Says that what an element holds runs the other way, where the letters of a heading do.
    pub fn turn(&mut self, title: &[Inline]) -> Outer {
        self.enter(None, Some(walk::direction_of_heading(title, self.dir)))
    }

    /// Words of a label, marked with their language where it is not that of the text around them.
    pub fn label(&mut self, class: &str, words: &str) {
        self.out.push_str("<span");
        push_attribute(&mut self.out, "class", class);
        if self.labels.lang != self.lang {
            let lang = self.labels.lang.clone();
            self.lang_attributes(&lang);
        }
        let dir = self.labels.lang.direction();
        if dir != self.dir {
            push_attribute(&mut self.out, "dir", dir.name());
        }
        self.out.push('>');
        push_text(&mut self.out, words);
        self.out.push_str("</span>");
    }

    /// `<name class id`, left open for more attributes.
    fn open(&mut self, name: &str, class: Option<&str>, id: Option<&Id>) {
        self.out.push('<');
        self.out.push_str(name);
        if let Some(class) = class {
            push_attribute(&mut self.out, "class", class);
        }
        if let Some(id) = id {
            push_attribute(&mut self.out, "id", id.as_str());
        }
    }

    fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    fn close_line(&mut self, name: &str) {
        self.close(name);
        self.out.push('\n');
    }

    fn lang_attributes(&mut self, lang: &Lang) {
        push_attribute(&mut self.out, "lang", lang.as_str());
        match self.surroundings.dialect() {
            Dialect::Page => {}
            Dialect::Book => push_attribute(&mut self.out, "xml:lang", lang.as_str()),
        }
    }

    /// Writes `lang` and `dir` where they differ from those around, and makes them those of what follows. What they were before is
    /// returned, for [`leave`](Self::leave).
    fn enter(&mut self, lang: Option<&Lang>, dir: Option<Direction>) -> Outer {
        let mut outer = Outer { lang: None, dir: self.dir };
        if let Some(lang) = lang {
            if *lang != self.lang {
                self.lang_attributes(lang);
                outer.lang = Some(std::mem::replace(&mut self.lang, lang.clone()));
            }
            self.dir = lang.direction();
        }
        if let Some(dir) = dir {
            self.dir = dir;
        }
        if self.dir != outer.dir {
            push_attribute(&mut self.out, "dir", self.dir.name());
        }
        outer
    }

    /// Goes back to what was before.
    pub fn leave(&mut self, outer: Outer) {
        if let Some(lang) = outer.lang {
            self.lang = lang;
        }
        self.dir = outer.dir;
    }
}

/// Language and direction of what an element stands in.
pub struct Outer {
    /// `None` where the element's is the same.
    lang: Option<Lang>,
    dir: Direction,
}
