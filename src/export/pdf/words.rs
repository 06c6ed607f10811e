//! A run of glyphs → runs that a reader program reads back as the text that they show.
//!
//! A program reads a glyph as what its font's ToUnicode map says. Where that is not what the text says (one sign for several,
//! a hyphen that does not break, a script that runs from right to left), the word is a part of its own that carries its text
//! along as `ActualText`. Knows no PDF.

use crate::layout::pages::GlyphRun;
use crate::tree::Direction;
use std::ops::Range;

/// Glyphs of a run that are drawn together.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ReadRun {
    /// Places in [`GlyphRun::glyphs`].
    pub glyphs: Range<usize>,
    /// The bytes of [`GlyphRun::text`] that must be said in so many words; `None` where the glyphs say it.
    pub actual: Option<Range<usize>>,
}

/// The parts of a run in reading order. `meaning` is what the font's map says of a glyph.
pub(super) fn read_runs<'f>(run: &GlyphRun, meaning: impl Fn(u16) -> &'f str) -> Vec<ReadRun> {
    let whole = Word { glyphs: 0..run.glyphs.len(), text: 0..run.text.len() };
    if run.direction == Direction::Ltr && reads_as(run, &whole, &meaning) {
        return vec![ReadRun { glyphs: whole.glyphs, actual: None }];
    }
    let mut words = words(run);
    match run.direction {
        Direction::Ltr => {
            let mut whole: Vec<ReadRun> = Vec::new();
            for word in words {
                if !reads_as(run, &word, &meaning) {
                    whole.push(ReadRun { glyphs: word.glyphs, actual: Some(word.text) });
                    continue;
                }
                match whole.last_mut() {
                    Some(ReadRun { glyphs, actual: None }) => glyphs.end = word.glyphs.end,
                    _ => whole.push(ReadRun { glyphs: word.glyphs, actual: None }),
                }
            }
            whole
        }
        Direction::Rtl => {
            words.sort_by_key(|word| word.text.start);
            words.into_iter().map(|word| ReadRun { glyphs: word.glyphs, actual: Some(word.text) }).collect()
        }
    }
}

/// Glyphs between two spaces, or one space, and their bytes of the text.
struct Word {
    glyphs: Range<usize>,
    text: Range<usize>,
}

/// Cuts a run at its spaces, from left to right. Bytes that no glyph stands for belong to the word before them.
fn words(run: &GlyphRun) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut after_space = true;
    for (at, glyph) in run.glyphs.iter().enumerate() {
        let text = glyph.text.0 as usize..glyph.text.1 as usize;
        let is_space = run.text.get(text.clone()) == Some(" ");
        let new = !text.is_empty() && (is_space || after_space);
        match words.last_mut() {
            Some(word) if !new => {
                word.glyphs.end = at + 1;
                if !text.is_empty() {
                    word.text = word.text.start.min(text.start)..word.text.end.max(text.end);
                }
            }
            _ => words.push(Word { glyphs: at..at + 1, text }),
        }
        if !run.glyphs[at].text.0.eq(&run.glyphs[at].text.1) {
            after_space = is_space;
        }
    }
    close_gaps(run, &mut words);
    words
}

/// Stretches the words over the bytes between them, so that none is lost.
fn close_gaps(run: &GlyphRun, words: &mut [Word]) {
    let mut order: Vec<usize> = (0..words.len()).collect();
    order.sort_by_key(|at| words[*at].text.start);
    for (rank, at) in order.iter().enumerate() {
        let next = order.get(rank + 1).map_or(run.text.len(), |next| words[*next].text.start);
        words[*at].text.end = words[*at].text.end.max(next).min(run.text.len());
        if rank == 0 {
            words[*at].text.start = 0;
        }
    }
}

/// True if the glyphs of a word, read one after another, say its text.
fn reads_as<'f>(run: &GlyphRun, word: &Word, meaning: &impl Fn(u16) -> &'f str) -> bool {
    let Some(text) = run.text.get(word.text.clone()) else {
        return false;
    };
    // ISO 19005-2, 6.2.11.7.3: what a character for private use means must be said.
    if text.bytes().any(|byte| byte >= FIRST_OF_PRIVATE) && text.chars().any(is_private) {
        return false;
    }
    let mut left = text.as_bytes();
    for glyph in &run.glyphs[word.glyphs.clone()] {
        left = match (meaning(glyph.id).as_bytes(), left) {
            // Nearly always; a comparison of slices would be a call.
            ([said], [first, rest @ ..]) if said == first => rest,
            (said, left) => match left.strip_prefix(said) {
                Some(rest) => rest,
                None => return false,
            },
        };
    }
    left.is_empty()
}

/// No character for private use has a smaller byte to begin with.
const FIRST_OF_PRIVATE: u8 = 0xee;

fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::pages::{FontId, Glyph};
    use crate::style::{Colour, Pt};

    /// One glyph for each range of the text; what a glyph means is what it stood for first, as in a font's map.
    fn check(text: &str, ranges: &[(u32, u32)], direction: Direction, expected: &[(Range<usize>, Option<&str>)]) {
        let mut meanings: Vec<&str> = Vec::new();
        let mut glyphs = Vec::new();
        for (start, end) in ranges {
            let said = match &text[*start as usize..*end as usize] {
                "\u{2011}" => "-",
                said => said,
            };
            meanings.push(said);
            glyphs.push(Glyph {
                id: meanings.len() as u16,
                advance: Pt(1.0),
                offset: (Pt::ZERO, Pt::ZERO),
                text: (*start, *end),
            });
        }
        let black = Colour { red: 0, green: 0, blue: 0 };
        let (font, size, text) = (FontId(0), Pt(10.0), text.to_owned());
        let run = GlyphRun { font, size, colour: black, x: Pt::ZERO, y: Pt::ZERO, glyphs, text, direction };
        let found = read_runs(&run, |id| meanings[usize::from(id) - 1]);
        let found: Vec<_> = found.into_iter().map(|s| (s.glyphs, s.actual.map(|bytes| &run.text[bytes]))).collect();
        assert_eq!(found, expected, "{}", run.text);
    }

    #[test]
    fn plain_words_are_one_stretch() {
        check("a bc", &[(0, 1), (1, 2), (2, 3), (3, 4)], Direction::Ltr, &[(0..4, None)]);
        check("ofﬁce", &[(0, 1), (1, 5), (5, 6), (6, 7)], Direction::Ltr, &[(0..4, None)]);
    }

    #[test]
    fn a_word_that_glyphs_do_not_say_says_it_itself() {
        let text = "a x\u{2011}y b";
        let ranges = [(0, 1), (1, 2), (2, 3), (3, 6), (6, 7), (7, 8), (8, 9)];
        check(text, &ranges, Direction::Ltr, &[(0..2, None), (2..5, Some("x\u{2011}y")), (5..7, None)]);
    }

    #[test]
    fn characters_for_private_use_are_said() {
        check("a \u{e001}", &[(0, 1), (1, 2), (2, 5)], Direction::Ltr, &[(0..2, None), (2..3, Some("\u{e001}"))]);
    }

    #[test]
    fn bytes_without_a_glyph_are_said() {
        check(
            "ab\u{ad}c d",
            &[(0, 1), (1, 2), (4, 5), (5, 6), (6, 7)],
            Direction::Ltr,
            &[(0..3, Some("ab\u{ad}c")), (3..5, None)],
        );
        check("ab ", &[(0, 1), (1, 2)], Direction::Ltr, &[(0..2, Some("ab "))]);
    }

    #[test]
    fn from_right_to_left_each_word_stands_in_the_order_of_reading() {
        check(
            "אב ג",
            &[(5, 7), (4, 5), (2, 4), (0, 2)],
            Direction::Rtl,
            &[(2..4, Some("אב")), (1..2, Some(" ")), (0..1, Some("ג"))],
        );
    }
}
