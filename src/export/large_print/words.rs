//! Inlines → words: what other formats show is said, each addition in square brackets.

use super::fold::push_ascii;
use super::glued::{GluedText, joined_where, like_labels};
use super::writer::Writer;
use crate::style::{Characters, EmphasisMarks};
use crate::text::{display_width, unbreakable_ranges};
use crate::tree::{Alt, Image, Inline, Line, Target, walk};
use std::ops::Range;

/// A text as it goes on after other words: where a decorative image stood between them, the spaces on its two sides are one.
fn joined<'t>(words: &GluedText, text: &'t str) -> &'t str {
    let begins = words.text.is_empty() || words.text.ends_with([' ', '\n']);
    if begins { text.strip_prefix(' ').unwrap_or(text) } else { text }
}

impl Writer<'_> {
    /// Writes inlines as words.
    pub(super) fn write(&mut self, text: &[Inline], hang: usize) {
        let mut words = std::mem::take(&mut self.words);
        words.clear();
        self.say(&mut words, text);
        self.put(&mut words, hang);
        self.words = words;
    }

    /// Writes words of which nothing more is to be said.
    pub(super) fn write_line(&mut self, text: &str, hang: usize) {
        let mut words = std::mem::take(&mut self.words);
        words.clear();
        self.say_text(&mut words, text);
        self.put(&mut words, hang);
        self.words = words;
    }

    /// Writes the words at hand; doses, dates and numbers stay on one line, and marks with the word before them where that fits.
    pub(super) fn put(&mut self, words: &mut GluedText, hang: usize) {
        let unbreakable = unbreakable_ranges(&words.text, self.labels.month_names());
        words.glued.extend(like_labels(&words.text));
        words.glued.sort_unstable_by_key(|range| range.start);
        let room = self.sheet.room(hang);
        let fits = |range: &Range<usize>| display_width(&words.text[range.clone()]) <= room;
        words.glued = joined_where(&words.text, unbreakable, &words.glued, fits);
        self.sheet.words(&words.text, &words.glued, hang);
    }

    /// Adds inlines to words.
    pub(super) fn say(&mut self, words: &mut GluedText, text: &[Inline]) {
        for inline in text {
            self.say_one(words, inline);
        }
    }

    fn say_one(&mut self, words: &mut GluedText, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.say_text(words, joined(words, text)),
            Inline::Code(text) => self.say_text(words, text),
            Inline::Emphasis(text) => self.say_marked(words, '_', text),
            Inline::Strong(text) => self.say_marked(words, '*', text),
            Inline::Struck(text) => self.say_struck(words, text),
            Inline::Subscript(text) | Inline::Foreign { text, .. } => self.say(words, text),
            Inline::Superscript(text) => self.say_superscript(words, text),
            Inline::Link { to, text, .. } => self.say_link(words, to, text),
            Inline::Image(image) => self.say_image(words, image),
            Inline::Note(reference) => {
                let name = self.labels.note(reference.note);
                self.say_mark(words, &name);
            }
            Inline::Abbreviation { expansion, text } => self.say_abbreviation(words, expansion, text),
            Inline::Break => words.text.push('\n'),
        }
    }

    /// Adds text in the characters of the style. Soft hyphens go: no word is hyphenated.
    pub(super) fn say_text(&self, words: &mut GluedText, text: &str) {
        match self.style.characters {
            Characters::Unicode if !text.contains('\u{ad}') => words.text.push_str(text),
            Characters::Unicode => words.text.extend(text.chars().filter(|c| *c != '\u{ad}')),
            Characters::Ascii => push_ascii(&mut words.text, &text.replace('\u{ad}', "")),
        }
    }

    fn say_marked(&mut self, words: &mut GluedText, mark: char, text: &[Inline]) {
        match self.style.emphasis {
            EmphasisMarks::None => self.say(words, text),
            EmphasisMarks::Stars => {
                words.text.push(mark);
                self.say(words, text);
                words.text.push(mark);
            }
        }
    }

    /// Struck words are marked, so that they are not read as if they held.
    fn say_struck(&mut self, words: &mut GluedText, text: &[Inline]) {
        words.text.push('[');
        self.say_text(words, self.labels.deleted());
        self.say_text(words, self.labels.colon());
        self.say(words, text);
        words.text.push(']');
    }

    /// A power is said by `^`, so that `10^9` is not read as 109; `1st` needs no mark.
    fn say_superscript(&mut self, words: &mut GluedText, text: &[Inline]) {
        let raised = walk::text_of(text);
        let digits = raised.trim_start_matches(['+', '-', '−', '–']);
        let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
        if is_number && words.text.ends_with(|c: char| !c.is_whitespace()) {
            words.text.push('^');
        }
        self.say(words, text);
    }

    fn say_link(&mut self, words: &mut GluedText, to: &Target, text: &[Inline]) {
        self.say(words, text);
        match to {
            Target::Web(address) => self.say_address(words, address.as_str()),
            Target::Article(link) => {
                let place = link.place.as_ref().map(|place| format!("#{place}")).unwrap_or_default();
                self.say_address(words, &format!("{}.txt{place}", link.stem));
            }
            Target::Place(id) => {
                if let Some(number) = self.places.get(id) {
                    let place = self.labels.section(number);
                    self.say_mark(words, &place);
                }
            }
        }
    }

    /// The number of an address; the same address has the same number.
    fn say_address(&mut self, words: &mut GluedText, address: &str) {
        let number = match self.numbers.get(address) {
            Some(number) => *number,
            None => {
                self.addresses.push(address.to_owned());
                self.numbers.insert(address.to_owned(), self.addresses.len());
                self.addresses.len()
            }
        };
        self.say_mark(words, &number.to_string());
    }

    /// Adds ` [mark]`, on the same line as the word before it.
    fn say_mark(&mut self, words: &mut GluedText, mark: &str) {
        let last = words.text.trim_end_matches(' ').len();
        let word = words.text[..last].rfind([' ', '\n']).map_or(0, |space| space + 1);
        if last == words.text.len() && last > word {
            words.text.push(' ');
        }
        words.text.push('[');
        self.say_text(words, mark);
        words.text.push(']');
        words.glued.push(word..words.text.len());
    }

    pub(super) fn say_image(&mut self, words: &mut GluedText, image: &Image) {
        match &image.alt {
            Alt::Text(alt) => {
                words.text.push('[');
                self.say_text(words, self.labels.image());
                self.say_text(words, self.labels.colon());
                self.say_text(words, alt.as_str());
                words.text.push(']');
            }
            Alt::Decorative => {}
        }
    }

    /// Says once what an abbreviation stands for.
    fn say_abbreviation(&mut self, words: &mut GluedText, expansion: &Line, text: &[Inline]) {
        self.say(words, text);
        if self.expanded.insert((walk::text_of(text), expansion.as_str().to_owned())) {
            words.text.push_str(" [");
            self.say_text(words, expansion.as_str());
            words.text.push(']');
        }
    }
}
