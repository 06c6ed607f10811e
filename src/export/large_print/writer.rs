//! The writer of large print: title, sections and headings, and what is counted through the whole text.

use super::glued::GluedText;
use super::lines::TextBuffer;
use super::numbers::{self, Place};
use crate::style::{HeadingMarks, Labels, TextStyle};
use crate::tree::walk::{self, Visit};
use crate::tree::{Body, Document, Id, Inline, Section, Target};
use std::collections::{BTreeMap, BTreeSet};

/// Writes one document from its title to its last address.
pub(super) struct Writer<'a> {
    pub(super) style: &'a TextStyle,
    pub(super) labels: &'a Labels,
    pub(super) sheet: TextBuffer,
    /// The buffer in which the next words are put together.
    pub(super) words: GluedText,
    /// The number of the section that each place is in; a place above all sections has none. Empty where no link needs it.
    pub(super) places: BTreeMap<&'a Id, String>,
    /// Addresses in the order of their numbers.
    pub(super) addresses: Vec<String>,
    pub(super) numbers: BTreeMap<String, usize>,
    /// The abbreviations whose meaning was said.
    pub(super) expanded: BTreeSet<(String, String)>,
    /// True if the front block is to speak of numbers in brackets.
    pub(super) has_addresses: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(document: &'a Document, style: &'a TextStyle, labels: &'a Labels) -> Writer<'a> {
        let mut writer = Writer {
            style,
            labels,
            sheet: TextBuffer::new(style.width.count()),
            words: GluedText::default(),
            places: BTreeMap::new(),
            addresses: Vec::new(),
            numbers: BTreeMap::new(),
            expanded: BTreeSet::new(),
            has_addresses: false,
        };
        writer.look_for_links(document);
        writer
    }

    /// The text of the whole document.
    pub(super) fn document(mut self, document: &Document) -> String {
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

    /// Notes the number of the section for each named block and each section in `body`.
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

    pub(super) fn places_of(&self, sections: &[Section], above: &str) -> Vec<Place> {
        match self.style.heading_marks {
            HeadingMarks::Number => numbers::by_headings(sections, above),
            HeadingMarks::Part => numbers::by_position(sections, above),
        }
    }

    /// Writes the blocks, then the sections, of the section with a number.
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
