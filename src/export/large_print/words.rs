//! Inlines → words: what other formats show is said, each addition in square brackets.

use super::Writer;
use super::fold::push_ascii;
use super::lines::columns;
use crate::layout::wholes::wholes;
use crate::style::{Characters, EmphasisMarks};
use crate::tree::{Alt, Image, Inline, Line, Target, walk};
use std::ops::Range;

/// Words as they will stand in lines.
#[derive(Default)]
pub(super) struct Words {
    /// `\n` where the author ended a line.
    pub(super) text: String,
    /// What stays on one line: in order, apart from each other.
    pub(super) glued: Vec<Range<usize>>,
}

impl Words {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.glued.clear();
    }
}

/// Wholes and what is glued to the word before it: one list in order, apart from each other. Those that overlap are one where it fits;
/// else the whole stays, and what was glued to it is so no more. Both are in order.
fn joined_where(
    text: &str,
    wholes: Vec<Range<usize>>,
    glued: &[Range<usize>],
    fits: impl Fn(&Range<usize>) -> bool,
) -> Vec<Range<usize>> {
    if glued.is_empty() {
        return wholes;
    }
    let mut list: Vec<Range<usize>> = Vec::with_capacity(wholes.len() + glued.len());
    let mut glued = glued.iter().cloned().peekable();
    let mut wholes = wholes.into_iter().peekable();
    loop {
        let (range, is_whole) = match (wholes.peek(), glued.peek()) {
            (Some(whole), Some(other)) if other.start < whole.start => (glued.next(), false),
            (Some(_), _) => (wholes.next(), true),
            (None, _) => (glued.next(), false),
        };
        let Some(range) = range else { return list };
        match list.last_mut() {
            Some(last) if range.start < last.end => {
                let union = last.start..last.end.max(range.end);
                if fits(&union) {
                    *last = union;
                } else if is_whole {
                    last.end = text[..range.start].trim_end_matches(' ').len();
                    list.push(range);
                } else if let Some(space) = text.get(last.end..range.end).and_then(|rest| rest.find(' ')) {
                    let start = last.end + space + 1;
                    list.push(start..range.end);
                }
            }
            Some(_) | None => list.push(range),
        }
    }
}

/// Words that would be taken for the label of an item at the head of a line, each with the word before it: `such as 1.`
fn like_labels(text: &str) -> impl Iterator<Item = Range<usize>> {
    const LONGEST: usize = 10;
    text.match_indices('.').filter_map(move |(point, _)| {
        let bytes = text.as_bytes();
        let ends = bytes.get(point + 1).is_none_or(|next| matches!(next, b' ' | b'\n'));
        let length = bytes[..point].iter().rev().take(LONGEST + 1).take_while(|b| b.is_ascii_alphanumeric()).count();
        let start = point - length;
        if !ends || length == 0 || LONGEST < length || start < 2 || bytes[start - 1] != b' ' {
            return None;
        }
        let word = &bytes[start..point];
        let all = |is: fn(&u8) -> bool| word.iter().all(is);
        let is_letters = length <= 2 && (all(u8::is_ascii_lowercase) || all(u8::is_ascii_uppercase));
        let is_roman = all(|b| b"ivxlcdm".contains(b)) || all(|b| b"IVXLCDM".contains(b));
        let before = text[..start - 1].rfind([' ', '\n']).map_or(0, |space| space + 1);
        (is_letters || is_roman || all(u8::is_ascii_digit)).then_some(before..point + 1)
    })
}

/// A text as it goes on after other words: where a decorative image stood between them, the spaces on its two sides are one.
fn joined<'t>(words: &Words, text: &'t str) -> &'t str {
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
    pub(super) fn put(&mut self, words: &mut Words, hang: usize) {
        let wholes = wholes(&words.text, self.labels);
        words.glued.extend(like_labels(&words.text));
        words.glued.sort_unstable_by_key(|range| range.start);
        let room = self.sheet.room(hang);
        let fits = |range: &Range<usize>| columns(&words.text[range.clone()]) <= room;
        words.glued = joined_where(&words.text, wholes, &words.glued, fits);
        self.sheet.words(&words.text, &words.glued, hang);
    }

    /// Adds inlines to words.
    pub(super) fn say(&mut self, words: &mut Words, text: &[Inline]) {
        for inline in text {
            self.say_one(words, inline);
        }
    }

    fn say_one(&mut self, words: &mut Words, inline: &Inline) {
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
    pub(super) fn say_text(&self, words: &mut Words, text: &str) {
        match self.style.characters {
            Characters::Unicode if !text.contains('\u{ad}') => words.text.push_str(text),
            Characters::Unicode => words.text.extend(text.chars().filter(|c| *c != '\u{ad}')),
            Characters::Ascii => push_ascii(&mut words.text, &text.replace('\u{ad}', "")),
        }
    }

    fn say_marked(&mut self, words: &mut Words, mark: char, text: &[Inline]) {
        match self.style.emphasis {
            EmphasisMarks::None => self.say(words, text),
            EmphasisMarks::Stars => {
                words.text.push(mark);
                self.say(words, text);
                words.text.push(mark);
            }
        }
    }

    /// What no longer holds must not be read as if it did.
    fn say_struck(&mut self, words: &mut Words, text: &[Inline]) {
        words.text.push('[');
        self.say_text(words, self.labels.deleted());
        self.say_text(words, self.labels.colon());
        self.say(words, text);
        words.text.push(']');
    }

    /// A power is said by `^`, so that `10^9` is not read as 109; `1st` needs no mark.
    fn say_superscript(&mut self, words: &mut Words, text: &[Inline]) {
        let raised = walk::text_of(text);
        let digits = raised.trim_start_matches(['+', '-', '−', '–']);
        let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
        if is_number && words.text.ends_with(|c: char| !c.is_whitespace()) {
            words.text.push('^');
        }
        self.say(words, text);
    }

    fn say_link(&mut self, words: &mut Words, to: &Target, text: &[Inline]) {
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
    fn say_address(&mut self, words: &mut Words, address: &str) {
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
    fn say_mark(&mut self, words: &mut Words, mark: &str) {
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

    pub(super) fn say_image(&mut self, words: &mut Words, image: &Image) {
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

    /// What an abbreviation stands for is said once.
    fn say_abbreviation(&mut self, words: &mut Words, expansion: &Line, text: &[Inline]) {
        self.say(words, text);
        if self.expanded.insert((walk::text_of(text), expansion.as_str().to_owned())) {
            words.text.push_str(" [");
            self.say_text(words, expansion.as_str());
            words.text.push(']');
        }
    }
}
