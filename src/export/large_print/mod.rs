//! A document → plain text for large type. Nothing is said by layout alone, and no line wraps again.
//!
//! The grammar of the text, by which it can be read back:
//!
//! - The **front block**: the title, who made the article and when, what it is about, and last how to use the text.
//! - A **heading** has two empty lines before it, one after it and none in it. It begins with its number (`2.1 Side effects`), its
//!   author's own where it has one (`2.1. Side effects`), or with a line such as `Part 2.1 of 2.3:`; one of the highest level that
//!   stands before its author's first number has none. All other blocks have one empty line before them; items of a tight list have none.
//! - A **list item** begins with its label: `•`, `1.`, `a.`, `iv.`, `[ ]` or `[x]`. Its words hang beside the label, and all that
//!   belongs to the item begins in the column of its words.
//! - **Table**, **Quote**, **Exact text** (code) and callouts (**Warning**) begin with a line that names them and ends in a colon; what
//!   they hold stands two columns further in, and where it is more than one block, `[End: Table]` follows.
//! - A **row** of a table is a block. Each cell begins a line with the header of its column and a colon; `–` stands for an empty cell.
//! - A **term** ends in a colon; its meaning follows two columns further in. `* * *` is a change of subject.
//! - **Square brackets** hold what this edition adds: `[1]` after the words of a link, `[Note 1]`, `[Section 2.1]` after a link within the
//!   text, `[Image: …]`, `[Deleted: …]`, and once what an abbreviation stands for. `^` stands before a power.
//! - The **back block**: the notes (`Note 1: …`), the addresses (`[1] https://…`) and what else is known of the article, each below a
//!   heading without a number.
//!
//! No list, quote or row begins further in than half a line. A word longer than the line is broken only at `/ ? & - .`; one that has
//! none of these stays whole, and it alone may be longer than the line.

mod blocks;
mod ends;
mod fold;
mod lines;
mod numbers;
mod pages;
mod words;

use super::{Edition, Exporter, Job};
use crate::diagnostic::Diagnostic;
use crate::style::{HeadingMarks, Labels, Style, TextStyle};
use crate::tree::walk::{self, Visit};
use crate::tree::{Body, Document, Id, Inline, Section, Target};
use lines::Sheet;
use numbers::Place;
use std::collections::{BTreeMap, BTreeSet};
use words::Words;

/// The large-print text.
pub struct LargePrint;

impl Exporter for LargePrint {
    fn name(&self) -> &'static str {
        "txt"
    }

    fn values(&self, style: &Style) -> String {
        format!("{:?}", style.text)
    }

    fn shows_pictures(&self) -> bool {
        false
    }

    fn has_pages(&self) -> bool {
        false
    }

    fn extension(&self) -> &'static str {
        "txt"
    }

    fn mark(&self, bytes: &[u8], document: &Document) -> Option<String> {
        ends::mark(bytes, document)
    }

    fn export(&self, job: Job<'_>) -> Result<Edition, Vec<Diagnostic>> {
        let style = &job.style.text;
        let labels = Labels::of(&job.document.meta().lang);
        let text = Writer::new(job.document, style, &labels).document(job.document);
        let (bytes, pages) = pages::bound(text, style, &labels);
        Ok(Edition { bytes, losses: Vec::new(), pages })
    }
}

/// Writes one document from its title to its last address.
struct Writer<'a> {
    style: &'a TextStyle,
    labels: &'a Labels,
    sheet: Sheet,
    /// Where the next words are put together.
    words: Words,
    /// The number of the section that each place is in; a place above all sections has none. Empty where no link needs it.
    places: BTreeMap<&'a Id, String>,
    /// Addresses in the order of their numbers.
    addresses: Vec<String>,
    numbers: BTreeMap<String, usize>,
    /// The abbreviations whose meaning was said.
    expanded: BTreeSet<(String, String)>,
    /// Whether the front block is to speak of numbers in brackets.
    has_addresses: bool,
}

impl<'a> Writer<'a> {
    fn new(document: &'a Document, style: &'a TextStyle, labels: &'a Labels) -> Writer<'a> {
        let mut writer = Writer {
            style,
            labels,
            sheet: Sheet::new(style.width.count()),
            words: Words::default(),
            places: BTreeMap::new(),
            addresses: Vec::new(),
            numbers: BTreeMap::new(),
            expanded: BTreeSet::new(),
            has_addresses: false,
        };
        writer.look_for_links(document);
        writer
    }

    fn document(mut self, document: &Document) -> String {
        self.front(document);
        self.body(document.body(), "");
        self.back(document);
        self.sheet.finish()
    }

    fn look_for_links(&mut self, document: &'a Document) {
        let mut leads_inside = false;
        walk::document(document, &mut |visit| match visit {
            Visit::Inlines(text) => walk::inlines(text, &mut |inline| {
                if let Inline::Link { to, .. } = inline {
                    match to {
                        Target::Web(_) | Target::Article(_) => self.has_addresses = true,
                        Target::Place(_) => leads_inside = true,
                    }
                }
            }),
            Visit::Section(..) | Visit::Block(_) => {}
        });
        if leads_inside {
            self.number_places(document.body(), "");
        }
    }

    /// Notes where the blocks and sections are that stand in the section with a number.
    fn number_places(&mut self, body: &'a Body, number: &str) {
        if !number.is_empty() {
            walk::blocks(&body.blocks, &mut |visit| match visit {
                Visit::Block(block) => {
                    if let Some(id) = &block.id {
                        self.places.insert(id, number.to_owned());
                    }
                }
                Visit::Section(..) | Visit::Inlines(_) => {}
            });
        }
        for (section, place) in body.sections.iter().zip(self.places_of(&body.sections, number)) {
            self.number_places(&section.body, &place.number);
            if place.is_said {
                self.places.insert(&section.id, place.number);
            }
        }
    }

    fn places_of(&self, sections: &[Section], above: &str) -> Vec<Place> {
        match self.style.heading_marks {
            HeadingMarks::Number => numbers::by_headings(sections, above),
            HeadingMarks::Part => numbers::by_position(sections, above),
        }
    }

    /// Blocks, then sections, that stand in the section with a number.
    fn body(&mut self, body: &Body, number: &str) {
        self.sheet.gap(1);
        self.blocks(&body.blocks);
        let places = self.places_of(&body.sections, number);
        let last = places.last().map(|place| place.number.clone()).unwrap_or_default();
        for (section, place) in body.sections.iter().zip(&places) {
            self.heading(&section.title, place, &last);
            self.body(&section.body, &place.number);
        }
    }

    fn heading(&mut self, title: &[Inline], place: &Place, last: &str) {
        self.sheet.gap(2);
        let mut words = std::mem::take(&mut self.words);
        words.clear();
        match self.style.heading_marks {
            HeadingMarks::Number => words.text.push_str(&place.mark),
            HeadingMarks::Part => {
                self.say_text(&mut words, &self.labels.part_of(&place.number, last));
                self.say_text(&mut words, self.labels.colon().trim_end());
                words.text.push('\n');
            }
        }
        self.say(&mut words, title);
        let start = self.sheet.len();
        self.put(&mut words, 0);
        self.words = words;
        self.underline(start, if place.number.contains('.') { '-' } else { '=' });
        self.sheet.gap(1);
    }
}
