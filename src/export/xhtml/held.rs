//! The ranges that no line ends in, on a page and in a book: the spaces of a dose, a date or a number to call are no-break ones, and a word such
//! as `HER2-` or `co-codamol` is an element that does not wrap. The text stays as it is, letter for letter.

use crate::style::Labels;
use crate::text::unbreakable_ranges;
use crate::tree::{Inline, walk};
use std::borrow::Cow;
use std::ops::Range;

/// The wholes of the inlines at hand, and how far they are written.
#[derive(Default)]
pub(super) struct Held {
    /// Bytes of the inlines' [`text_of`](walk::text_of): in order, apart from each other.
    wholes: Vec<Range<usize>>,
    /// The first whole that is not yet written to its end.
    next: usize,
    /// Bytes of the text that are written.
    at: usize,
}

/// A part of a text as it is written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum HeldPart<'t> {
    /// A line ends where its spaces and hyphens let it.
    Loose(Cow<'t, str>),
    /// No line ends in it.
    Whole(Cow<'t, str>),
}

impl Held {
    /// The wholes of inlines that are written next, from the first to the last.
    pub(super) fn of(text: &[Inline], labels: &Labels) -> Held {
        Held { wholes: unbreakable_ranges(&walk::text_of(text), labels.month_names()), next: 0, at: 0 }
    }

    /// Passes over text that is written in another way: a code, the words of an image, the end of a line.
    pub(super) fn pass(&mut self, bytes: usize) {
        self.at += bytes;
        while self.wholes.get(self.next).is_some_and(|whole| whole.end <= self.at) {
            self.next += 1;
        }
    }

    /// The parts of the text that is written next.
    pub(super) fn pieces<'t>(&mut self, text: &'t str) -> Vec<HeldPart<'t>> {
        let (start, end) = (self.at, self.at + text.len());
        let mut pieces = Vec::new();
        let mut written = 0;
        for whole in self.wholes[self.next..].iter().take_while(|whole| whole.start < end) {
            let part = whole.start.max(start) - start..whole.end.min(end) - start;
            let is_entire = start <= whole.start && whole.end <= end;
            if written < part.start {
                pieces.push(HeldPart::Loose(Cow::Borrowed(&text[written..part.start])));
            }
            let words = without_gaps(&text[part.clone()]);
            pieces.push(if is_entire && may_be_parted(&words) {
                HeldPart::Whole(words)
            } else {
                HeldPart::Loose(words)
            });
            written = part.end;
        }
        if written < text.len() {
            pieces.push(HeldPart::Loose(Cow::Borrowed(&text[written..])));
        }
        self.pass(text.len());
        pieces
    }
}

/// A line of words with no-break spaces in its doses, dates and numbers to call.
pub fn held_together<'t>(text: &'t str, labels: &Labels) -> Cow<'t, str> {
    let mut held = String::new();
    let mut written = 0;
    for whole in unbreakable_ranges(text, labels.month_names()) {
        held.push_str(&text[written..whole.start]);
        held.push_str(&without_gaps(&text[whole.clone()]));
        written = whole.end;
    }
    if written == 0 {
        return Cow::Borrowed(text);
    }
    held.push_str(&text[written..]);
    Cow::Owned(held)
}

/// The words of a code, each held in one piece or not: a name that is split at its hyphen reads as two.
pub(super) fn words_of_code(code: &str) -> impl Iterator<Item = HeldPart<'_>> {
    code.split_inclusive(' ').map(|word| {
        let piece = Cow::Borrowed(word);
        if may_be_parted(word.trim_end()) { HeldPart::Whole(piece) } else { HeldPart::Loose(piece) }
    })
}

fn without_gaps(text: &str) -> Cow<'_, str> {
    if text.contains(' ') { Cow::Owned(text.replace(' ', "\u{a0}")) } else { Cow::Borrowed(text) }
}

/// True if a line could end after a hyphen or stroke of a word. A word longer than `LONGEST` may be split, since it would leave the
/// narrowest window under wide spacing (WCAG 2.2, 1.4.10 and 1.4.12), or the page of a phone with the largest type.
fn may_be_parted(word: &str) -> bool {
    const LONGEST: usize = 14;
    let letters = word.trim_matches(|c: char| !c.is_alphanumeric()).chars().count();
    word.contains(['-', '‐', '–', '/']) && letters <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Lang;

    #[track_caller]
    fn check(text: &[Inline], written: &[&str]) {
        let mut held = Held::of(text, &Labels::of(&Lang::english()));
        let mut found = Vec::new();
        walk::inlines(text, &mut |inline| {
            if let Inline::Text(text) = inline {
                found.extend(held.pieces(text).into_iter().map(|piece| match piece {
                    HeldPart::Loose(words) => words.into_owned(),
                    HeldPart::Whole(words) => format!("[{words}]"),
                }));
            }
        });
        assert_eq!(found, written);
    }

    fn text(words: &str) -> Inline {
        Inline::Text(words.to_owned())
    }

    #[test]
    fn doses_dates_and_numbers_are_held_together() {
        let labels = Labels::of(&Lang::english());
        for (text, held) in [
            ("Take 4,000 mg a day", "Take 4,000\u{a0}mg a day"),
            ("on 12 May 2026, at noon", "on 12\u{a0}May\u{a0}2026, at noon"),
            ("ring 0800 123 456 now", "ring 0800\u{a0}123\u{a0}456 now"),
            ("ask Dr. Jones", "ask Dr.\u{a0}Jones"),
            ("no number at all", "no number at all"),
            ("345", "345"),
        ] {
            assert_eq!(held_together(text, &labels), held);
        }
    }

    #[test]
    fn a_whole_goes_on_over_the_inlines_that_it_is_made_of() {
        check(
            &[text("Take 500 "), Inline::Strong(vec![text("mg")]), text(" now")],
            &["Take ", "500\u{a0}", "mg", " now"],
        );
    }

    #[test]
    fn a_short_word_is_not_parted_at_its_hyphen() {
        check(&[text("such as co-codamol. An e-mail")], &["such as ", "[co-codamol.]", " An ", "[e-mail]"]);
        check(&[text("one-size-fits-all well-being")], &["one-size-fits-all well-being"]);
    }

    #[test]
    fn names_in_code_are_not_parted() {
        let whole: Vec<_> = words_of_code("run --dry-run out/a/very/long/path").collect();
        let expected = ["run ", "--dry-run ", "out/a/very/long/path"].map(Cow::Borrowed);
        let [run, dry, path] = expected;
        assert_eq!(whole, [HeldPart::Loose(run), HeldPart::Whole(dry), HeldPart::Loose(path)]);
    }
}
