//! The writer of XHTML: sections and headings, and the language and direction of what is being written.

use super::held::Held;
use super::host::XhtmlHost;
use super::markup::{Dialect, push_attribute, push_text};
use super::pending::{LinkMode, PendingMarks};
use crate::style::Labels;
use crate::style::paper::LeadIn;
use crate::tree::{Body, Direction, Document, Id, Inline, Lang, Section, walk};

/// Writes the parts of one document, in reading order, into one string or several.
pub struct Writer<'d, S> {
    pub(super) surroundings: S,
    pub(super) labels: &'d Labels,
    /// The setting of the words before a colon at the head of an item.
    pub(super) lead_in: LeadIn,
    pub(super) out: String,
    /// The language and direction of what is being written.
    pub(super) lang: Lang,
    pub(super) dir: Direction,
    /// The references to each note so far.
    pub(super) references: Vec<usize>,
    /// The number of elements that have an id because another one is labelled by them.
    pub(super) labelled: usize,
    pub(super) marks: PendingMarks,
    pub(super) held: Held,
    pub(super) links: LinkMode,
}

impl<'d, S: XhtmlHost> Writer<'d, S> {
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
            marks: PendingMarks::default(),
            held: Held::default(),
            links: LinkMode::default(),
        }
    }

    /// The output since the last [`take`](Self::take); formats write their own parts into it.
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
    pub(super) fn open(&mut self, name: &str, class: Option<&str>, id: Option<&Id>) {
        self.out.push('<');
        self.out.push_str(name);
        if let Some(class) = class {
            push_attribute(&mut self.out, "class", class);
        }
        if let Some(id) = id {
            push_attribute(&mut self.out, "id", id.as_str());
        }
    }

    pub(super) fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    pub(super) fn close_line(&mut self, name: &str) {
        self.close(name);
        self.out.push('\n');
    }

    pub(super) fn lang_attributes(&mut self, lang: &Lang) {
        push_attribute(&mut self.out, "lang", lang.as_str());
        match self.surroundings.dialect() {
            Dialect::Page => {}
            Dialect::Book => push_attribute(&mut self.out, "xml:lang", lang.as_str()),
        }
    }

    /// Writes `lang` and `dir` where they differ from those around, and makes them those of what follows. What they were before is
    /// returned, for [`leave`](Self::leave).
    pub(super) fn enter(&mut self, lang: Option<&Lang>, dir: Option<Direction>) -> Outer {
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

/// The language and direction around an element.
pub struct Outer {
    /// `None` where the element's is the same.
    lang: Option<Lang>,
    dir: Direction,
}
