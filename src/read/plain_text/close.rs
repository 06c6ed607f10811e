//! Headings with no blank line between them and the text below, or the text above: whether the author of a text sets them so.
//! Knows no pieces.

use super::characters::{is_lowercase, is_uppercase};
use super::divisions::division;
use super::frames::{Frame, frame};
use super::likeness::{MOST_CHARACTERS, is_capitals, is_heading_like};
use super::lines::{Lines, Traits};
use super::signs;
use super::survey::{Survey, is_full};
use std::ops::Range;

/// So many headings with no blank line on one side are a habit.
const HABIT: u32 = 2;
/// A line wider than this is a paragraph, where lines were not broken.
const LONG: u32 = 72;

/// Where the headings of a text stand right beside running text. Neither holds where blank lines part more of them from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Close {
    /// Right above their own text.
    pub above_text: bool,
    /// Right above a paragraph whose first line is indented.
    pub above_indent: bool,
    /// Right below the text before them.
    pub below_text: bool,
    /// Between signs that might mean something else, were there but one of them.
    pub framed: bool,
}

impl Close {
    /// Looks at the lines between blank ones of a text whose other habits are known.
    pub fn of(lines: &Lines<'_>, survey: &Survey) -> Close {
        let [mut above, mut likely, mut below, mut framed] = [0u32; 4];
        let mut alone = Vec::new();
        let mut start = 0;
        while start < lines.list.len() {
            let mut end = start + 1;
            while end < lines.list.len() && lines.follows(end) {
                end += 1;
            }
            // The first lines of a text are its title.
            if 0 < start {
                framed += u32::from(frame(lines.words(start)).is_some());
                if end == start + 1 {
                    if end < lines.list.len() {
                        alone.push(start);
                    }
                } else if stands_above_prose(lines, survey, start..end) {
                    above += 1;
                } else if end == start + 2 && stands_above_sentence(lines, start) {
                    likely += 1;
                } else if end < lines.list.len() && stands_below_prose(lines, start..end) {
                    below += 1;
                }
            }
            start = end;
        }
        // Single lines that could be headings speak against a habit; more than those that speak for it need not be counted.
        let most = below.max(above + likely);
        let looked_at = if HABIT <= most { alone.len() } else { 0 };
        let others = alone.into_iter().take(looked_at).filter(|&line| could_head(lines, line));
        let alone = others.take(most as usize + 1).count() as u32;
        let habit = |count: u32, other: u32| HABIT <= count && alone + other <= count;
        // A line above a sentence may be a verse of two, too.
        above += if 0 < above || HABIT < likely { likely } else { 0 };
        let above_indent = survey.first_line_indent.is_some();
        Close {
            above_text: habit(above, below),
            above_indent,
            below_text: habit(below, above),
            framed: HABIT <= framed,
        }
    }
}

/// Whether a line could be a heading by its words.
pub fn could_head(lines: &Lines<'_>, line: usize) -> bool {
    let here = &lines.list[line];
    let long = here.width > MOST_CHARACTERS as u32;
    if long || here.traits.any(Traits::MARKED | Traits::DRAWN) {
        return false;
    }
    let words = lines.words(line);
    is_heading_like(words, is_capitals) && !signs::is_no_heading(words)
}

/// Whether the first of some lines could be a heading, and all others are one paragraph, broken where its lines were full.
fn stands_above_prose(lines: &Lines<'_>, survey: &Survey, run: Range<usize>) -> bool {
    let full = |line: usize| survey.wrap.is_some_and(|wrap| is_full(lines, line, wrap, survey.ruler));
    let second = &lines.list[run.start + 1];
    if full(run.start) || second.traits.any(Traits::MARKED | Traits::DRAWN) || !begins(lines, run.start + 1) {
        return false;
    }
    let prose = match survey.wrap {
        Some(_) => 3 <= run.len() && (run.start + 1..run.end - 1).all(full),
        None => LONG < second.width && lines.list[run.start].width * 2 < second.width,
    };
    prose && could_head(lines, run.start)
}

/// Whether a line could be a heading, and the one below it is a longer sentence.
fn stands_above_sentence(lines: &Lines<'_>, first: usize) -> bool {
    let [here, next] = [&lines.list[first], &lines.list[first + 1]];
    let plain = !next.traits.any(Traits::MARKED | Traits::DRAWN) && begins(lines, first + 1);
    plain && here.width * 5 < next.width * 4 && ends(lines, first + 1) && could_head(lines, first)
}

/// Whether the last of some lines could be a heading, and the line above it ends a sentence.
pub fn stands_below_prose(lines: &Lines<'_>, run: Range<usize>) -> bool {
    let last = run.end - 1;
    let above = &lines.list[last - 1];
    !above.traits.any(Traits::DRAWN)
        && signs::without_closing_marks(lines.words(last - 1))
            .ends_with(['.', '!', '?', '。', '！', '？', '।', '؟', '۔'])
        && could_head(lines, last)
}

/// Whether a line begins a sentence, for all that its first letter says.
fn begins(lines: &Lines<'_>, line: usize) -> bool {
    !lines.words(line).starts_with(is_lowercase)
}

/// Whether a line ends a sentence.
fn ends(lines: &Lines<'_>, line: usize) -> bool {
    signs::without_closing_marks(lines.words(line)).ends_with(signs::ends_sentence)
}

impl Survey {
    /// Whether the first of some lines is a heading right above its text, since no other line of them was ended on purpose. Where a text
    /// has such headings, one line below may be the text; where it has not, the line has to be plainly short.
    pub fn heads_paragraph(&self, lines: &Lines<'_>, run: &Range<usize>, cuts: &[usize]) -> bool {
        let first = run.start;
        if cuts != [first + 1] || !begins(lines, first + 1) || !could_head(lines, first) {
            return false;
        }
        if self.close.above_text {
            return 2 < run.len() && self.wrap.is_some() || ends(lines, run.end - 1);
        }
        let short = self.wrap.is_some_and(|wrap| lines.list[first].edge(self.ruler) * 3 <= wrap * 2);
        short && 2 < run.len() && lines.words(first + 1).starts_with(is_uppercase) && !lines.words(first).contains(':')
    }

    /// The signs around the words of a line, if they make it a heading.
    pub fn frame(&self, words: &str) -> Option<Frame> {
        frame(words).filter(|frame| frame.sure || self.close.framed)
    }

    /// Whether the first of some lines is a heading by how it is written, or by where it stands.
    pub fn heads_line(&self, lines: &Lines<'_>, run: &Range<usize>) -> bool {
        let first = run.start;
        let [here, next] = [first, first + 1].map(|line| lines.list[line].indent);
        let outdented = 2 <= self.base && here + 2 <= self.base && self.base <= next;
        let step = self.first_line_indent.filter(|_| self.close.above_indent);
        let above_indent = step.is_some_and(|step| here == self.base && next == here + step);
        let placed = outdented || above_indent;
        if !placed && !self.close.above_text || first == 0 || lines.list[first + 1].traits.any(Traits::MARKED) {
            return false;
        }
        let written = || {
            let [words, below] = [first, first + 1].map(|line| lines.words(line));
            is_capitals(words) && !is_capitals(below)
                || signs::number_path(words).is_some()
                || division(words).is_some()
        };
        let begins = begins(lines, first + 1);
        // A long heading goes on below, and is no sentence.
        let ended = || !self.is_full(lines, first) || begins && ends(lines, run.end - 1);
        could_head(lines, first) && (placed && ended() || begins && written())
    }
}
