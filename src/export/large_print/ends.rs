//! The two ends of the text: what is said before the article, and what is collected for its end.

use super::writer::Writer;
use crate::style::{Labels, Underline};
use crate::tree::{Document, Meta, NoteId, Section};

/// How many bytes of a text its front block takes at most, as far as it is looked for.
const FRONT: usize = 16 << 10;

/// The title, where the words on how to use the text stand in its front block: without the spaces and line ends, which depend on the
/// style.
pub(super) fn mark(bytes: &[u8], document: &Document) -> Option<String> {
    let front = String::from_utf8_lossy(&bytes[..bytes.len().min(FRONT)]);
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let labels = Labels::of(&document.meta().lang);
    // The width of the line stands in the words.
    let usage = labels.usage(0);
    let usage = usage.split('0').max_by_key(|part| part.len())?;
    let title = front.trim_start_matches('\u{feff}').lines().take_while(|line| !line.trim().is_empty());
    let title: String = title.filter(|line| !line.chars().all(|c| c == '=')).collect();
    squeezed(&front).contains(&squeezed(usage)).then(|| squeezed(&title))
}

impl Writer<'_> {
    /// The title, who made the article and when, what it is about, and how to use the text.
    pub(super) fn front(&mut self, document: &Document) {
        let meta = document.meta();
        self.write(&meta.title, 0);
        self.underline(0, '=');
        self.sheet.gap(1);
        if let Some(subtitle) = &meta.subtitle {
            self.write_line(subtitle.as_str(), 0);
            self.sheet.gap(1);
        }
        for line in self.provenance(meta) {
            self.write_line(&line, 0);
        }
        if let Some(description) = &meta.description {
            self.sheet.gap(1);
            self.write_line(description.as_str(), 0);
        }
        self.sheet.gap(1);
        let mut usage = self.labels.usage(self.style.width.count());
        for (holds, said) in [
            (self.says_places(&document.body().sections), self.labels.usage_of_headings()),
            (self.has_addresses, self.labels.usage_of_links()),
            (!document.notes().is_empty(), self.labels.usage_of_notes()),
        ] {
            if holds {
                usage.push(' ');
                usage.push_str(said);
            }
        }
        self.write_line(&usage, 0);
    }

    /// True if there are headings, and each of the highest level says its place.
    fn says_places(&self, sections: &[Section]) -> bool {
        !sections.is_empty() && self.places_of(sections, "").iter().all(|place| place.is_said)
    }

    fn provenance(&self, meta: &Meta) -> Vec<String> {
        let mut lines = self.labels.made_by(&meta.contributors);
        lines.extend(meta.publisher.iter().map(|publisher| publisher.as_str().to_owned()));
        lines.extend(meta.version.iter().map(|version| self.labels.version(version.as_str())));
        lines.extend(meta.reviewed.map(|date| self.labels.reviewed(date)));
        lines
    }

    /// The notes, the addresses, and what else is known of the article.
    pub(super) fn back(&mut self, document: &Document) {
        if !document.notes().is_empty() {
            self.back_heading(self.labels.notes());
        }
        for (index, note) in document.notes().iter().enumerate() {
            self.sheet.gap(1);
            let label = format!("{}{}", self.labels.note(NoteId::from_index(index)), self.labels.colon());
            let outer = std::mem::replace(&mut self.sheet.indent, 2);
            self.label_line(&label);
            if note.blocks[0].paragraph().is_none() {
                self.sheet.flush_label();
            }
            self.blocks(&note.blocks);
            self.sheet.flush_label();
            self.sheet.indent = outer;
        }
        if !self.addresses.is_empty() {
            self.back_heading(self.labels.links());
        }
        let addresses = std::mem::take(&mut self.addresses);
        for (index, address) in addresses.iter().enumerate() {
            let label = format!("[{}] ", index + 1);
            let outer = std::mem::replace(&mut self.sheet.indent, label.len());
            self.sheet.label(0, &label);
            let shown = address.strip_prefix("mailto:").or(address.strip_prefix("tel:")).unwrap_or(address);
            self.sheet.words(shown, &[], 0);
            self.sheet.indent = outer;
        }
        let about = self.about(document.meta());
        if !about.is_empty() {
            self.back_heading(self.labels.about());
        }
        for line in about {
            self.write_line(&line, 2);
        }
    }

    /// A label in the characters of the style.
    fn label_line(&mut self, label: &str) {
        let mut words = std::mem::take(&mut self.words);
        words.clear();
        self.say_text(&mut words, label);
        self.sheet.label(0, &words.text);
        self.words = words;
    }

    fn about(&self, meta: &Meta) -> Vec<String> {
        let mut lines = Vec::new();
        lines.extend(meta.phone.iter().map(|number| self.labels.phone(number.as_str())));
        lines.extend(meta.published.map(|date| self.labels.published(date)));
        lines.extend(meta.modified.map(|date| self.labels.modified(date)));
        lines.extend(meta.next_review.map(|date| self.labels.next_review(date)));
        lines.extend(meta.series.iter().map(|series| series.words()));
        lines.extend(meta.identifier.iter().map(|identifier| identifier.as_str().to_owned()));
        lines.extend(meta.canonical.iter().map(|address| self.labels.online(address.as_str())));
        lines.extend(meta.rights.iter().map(|rights| rights.as_str().to_owned()));
        lines
    }

    fn back_heading(&mut self, name: &str) {
        self.sheet.gap(2);
        let start = self.sheet.len();
        self.write_line(name, 0);
        self.underline(start, '=');
        self.sheet.gap(1);
    }

    /// A rule below the lines from `start` on, where the style has one.
    pub(super) fn underline(&mut self, start: usize, mark: char) {
        match self.style.heading_underline {
            Underline::None => {}
            Underline::Rule => self.sheet.underline(start, mark),
        }
    }
}
