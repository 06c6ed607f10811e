//! What holds for a whole text: how its author set lines, indents and gaps. Later steps ask it before they judge one line.

use super::characters::is_lowercase;
use super::close::Close;
use super::lines::{Line, Lines, Ruler, Traits};
use super::markers::{self, MarkKind};
use super::signs;

/// A line wider than this was not broken by a typewriter's habit.
const WIDEST_WRAP: usize = 160;
/// A line narrower than this is a column, not a page.
const NARROWEST_WRAP: usize = 32;

/// A line wider than this is a paragraph, where lines were not broken.
const UNBROKEN: u32 = 100;
/// A line of wide characters that is narrower than this may be a heading.
const LONG: u32 = 40;

/// Columns beyond the edge of other lines that no word explains.
const FAR_OUT: usize = 24;

/// The habits of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Survey {
    /// The column at which the author's lines were broken; `None` where every line end is meant.
    pub wrap: Option<u32>,
    /// What was counted to break them.
    pub ruler: Ruler,
    /// Whether lines of wide characters end anywhere inside sentences, so that their ends mean nothing.
    pub broken_anywhere: bool,
    /// The indent of most lines of running text.
    pub base: u32,
    /// Whether paragraphs begin with an indented line: how deep, counted from [`Survey::base`].
    pub first_line_indent: Option<u32>,
    /// Whether blank lines part the paragraphs; if not, each line is one.
    pub blank_lines: bool,
    /// Whether paragraphs stand on one long line each, most of them right below another line: then every line end is meant.
    pub tight: bool,
    /// Whether lines that begin with a dash are speech, not items.
    pub dashes_speak: bool,
    /// Whether headings stand right beside running text.
    pub close: Close,
    /// Whether numbers in square brackets stand inside lines, so that those which begin lines are the numbers of notes.
    pub notes: bool,
}

impl Survey {
    /// Looks at all lines of a text.
    pub fn of(lines: &Lines<'_>) -> Survey {
        let Wrapping { wrap, ruler, blank_lines, .. } = wrapping(lines);
        let base = base_indent(lines);
        let survey = Survey {
            wrap,
            ruler,
            broken_anywhere: blank_lines && broken_anywhere(lines),
            base,
            first_line_indent: first_line_indent(lines, base),
            blank_lines,
            tight: wrap.is_none() && tight(lines),
            dashes_speak: dashes_speak(lines),
            close: Close::default(),
            notes: calls_notes(lines.text),
        };
        Survey { close: Close::of(lines, &survey), ..survey }
    }

    /// Looks at all lines of a book of Project Gutenberg: those are always broken, even where most lines are verse.
    pub fn of_book(lines: &Lines<'_>) -> Survey {
        let survey = Survey::of(lines);
        Survey {
            wrap: survey.wrap.or_else(|| Some(widest_lines(lines))),
            blank_lines: true,
            close: Close::default(),
            ..survey
        }
    }

    /// Whether the author's lines end where they do because the next word did not fit.
    pub fn is_full(&self, lines: &Lines<'_>, line: usize) -> bool {
        self.wrap.is_some_and(|wrap| is_full(lines, line, wrap, self.ruler))
    }
}

/// Whether the first word of the next line would not have fitted on this one.
pub fn is_full(lines: &Lines<'_>, line: usize, wrap: u32, ruler: Ruler) -> bool {
    let here = &lines.list[line];
    let slack = match ruler {
        // A line of wide characters ends earlier where a sign must not begin the next one.
        Ruler::Columns if here.is_wide() => wrap / 6,
        Ruler::Columns => u32::from(here.thin),
        Ruler::Letters => 0,
    };
    here.edge(ruler) + 1 + lines.list[line + 1].first_word(ruler) + slack > wrap
}

/// How the lines of a text were broken.
struct Wrapping {
    wrap: Option<u32>,
    ruler: Ruler,
    blank_lines: bool,
    /// Lines that reach the edge.
    full: u32,
}

/// How the lines were broken, by the ruler that explains more of their ends.
fn wrapping(lines: &Lines<'_>) -> Wrapping {
    let columns = wrapping_by(lines, Ruler::Columns);
    let unlike = lines.list.iter().filter(|line| line.edge(Ruler::Columns) != line.edge(Ruler::Letters)).count();
    if unlike * 8 < lines.list.len() {
        return columns;
    }
    let letters = wrapping_by(lines, Ruler::Letters);
    let better = letters.wrap.is_some() && (columns.wrap.is_none() || columns.full < letters.full);
    if better { letters } else { columns }
}

fn wrapping_by(lines: &Lines<'_>, ruler: Ruler) -> Wrapping {
    let mut edges = [0u32; WIDEST_WRAP + 2];
    let [mut pairs, mut gaps, mut lowercase] = [0u32; 3];
    let mut ends: Vec<usize> = Vec::new();
    let broken = |line: &&Line| line.is_wide() || line.edge(ruler) as usize <= WIDEST_WRAP;
    let long = lines.list.iter().filter(|line| !broken(line)).count() as u32;
    for line in 1..lines.list.len() {
        if !lines.follows(line) {
            gaps += 1;
            continue;
        }
        // Items and drawn lines begin where they do for their own reasons.
        let [above, here] = [line - 1, line].map(|line| lines.list[line].traits);
        if here.any(Traits::MARKED | Traits::DRAWN) || above.any(Traits::DRAWN) {
            continue;
        }
        pairs += 1;
        lowercase += u32::from(lines.words(line).starts_with(is_lowercase));
        edges[(lines.list[line - 1].edge(ruler) as usize).min(WIDEST_WRAP + 1)] += 1;
        ends.push(line - 1);
    }
    let blank_lines = lines.list.len() < 6 || gaps * 12 >= lines.list.len() as u32;
    // A few lines stick out (addresses, tables): the widest two in a hundred do not count.
    let edge_within = |mut beyond: u32| {
        (0..edges.len()).rev().find(|&edge| {
            let covered = beyond < edges[edge];
            beyond = beyond.saturating_sub(edges[edge]);
            covered
        })
    };
    let [widest, usual] = [pairs / 50, pairs / 50 + (pairs / 12).min(3)].map(edge_within);
    // In a short text, so many are one or two: then a few more do not count if they stick out far.
    let wrap = usual.filter(|&usual| widest.is_some_and(|widest| usual + FAR_OUT < widest)).or(widest);
    // Where paragraphs stand on one long line each, short lines below each other are rows and verses.
    let unbroken = 2 <= long && pairs <= long * 8;
    let Some(wrap) = wrap.filter(|wrap| !unbroken && (NARROWEST_WRAP..=WIDEST_WRAP).contains(wrap)) else {
        return Wrapping { wrap: None, ruler, blank_lines, full: 0 };
    };
    let full = ends.iter().filter(|&&line| is_full(lines, line, wrap as u32, ruler)).count() as u32;
    let wrapped = pairs <= full * 2 || 3 <= full && pairs <= full * 3 && pairs <= lowercase * 2;
    Wrapping { wrap: wrapped.then_some(wrap as u32), ruler, blank_lines: blank_lines || wrapped, full }
}

/// Whether many longer lines of wide characters that another one follows end inside a sentence: those that nobody broke hardly ever do.
fn broken_anywhere(lines: &Lines<'_>) -> bool {
    let [mut ended, mut all] = [0u32; 2];
    for line in 1..lines.list.len() {
        let above = &lines.list[line - 1];
        if above.is_wide() && LONG <= above.width && lines.follows(line) && !lines.list[line].traits.any(Traits::MARKED)
        {
            all += 1;
            ended += u32::from(signs::without_closing_marks(lines.words(line - 1)).ends_with(signs::ends_sentence));
        }
    }
    ended * 3 < all * 2
}

/// Whether most long lines stand right below another line.
fn tight(lines: &Lines<'_>) -> bool {
    let (mut close, mut all) = (0, 0);
    for line in (1..lines.list.len()).filter(|&line| UNBROKEN < lines.list[line].width) {
        close += u32::from(lines.follows(line));
        all += 1;
    }
    2 <= all && all <= close * 2
}

/// The column that one line in fifty reaches, as far as it could be a typewriter's.
fn widest_lines(lines: &Lines<'_>) -> u32 {
    let mut edges: Vec<u32> =
        lines.list.iter().map(|line| line.edge(Ruler::Columns)).filter(|edge| *edge <= WIDEST_WRAP as u32).collect();
    edges.sort_unstable();
    let at = edges.len() - edges.len() / 50;
    edges.get(at.saturating_sub(1)).map_or(72, |&edge| edge.clamp(60, 76))
}

/// The indent of most lines that stand in a paragraph of two or more lines, else of most lines.
fn base_indent(lines: &Lines<'_>) -> u32 {
    let mut all = [0u32; 41];
    for (at, line) in lines.list.iter().enumerate() {
        let weight = if lines.follows(at) || line.width > 60 { 3 } else { 1 };
        all[line.indent.min(40) as usize] += if line.traits.any(Traits::MARKED) { 0 } else { weight };
    }
    let most = all[..40].iter().copied().max().unwrap_or(0);
    let base = all.iter().position(|&count| 0 < count && count == most).unwrap_or(0);
    // Text at the margin is the text, even where longer items or quotations stand deeper.
    let margin = all.iter().position(|&count| most <= count * 8 && 0 < count).unwrap_or(base);
    margin.min(base) as u32
}

fn first_line_indent(lines: &Lines<'_>, base: u32) -> Option<u32> {
    let mut steps = [0u32; 12];
    let mut paragraphs = 0;
    for line in 1..lines.list.len() {
        let [above, below] = [lines.list[line - 1].indent, lines.list[line].indent];
        if !lines.follows(line) || below != base {
            continue;
        }
        let begins = !lines.follows(line - 1) || base < above;
        paragraphs += u32::from(begins);
        if base < above && above < base + 12 {
            steps[(above - base) as usize] += 1;
        }
    }
    let (step, count) = steps.iter().enumerate().max_by_key(|(_, count)| **count)?;
    (2 <= *count && paragraphs <= *count * 2).then_some(step as u32)
}

/// Whether `[1]` stands behind a word.
fn calls_notes(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let closes = |at: usize| bytes[at..].iter().take(4).any(|&byte| byte == b']');
    memchr::memchr_iter(b'[', bytes)
        .any(|at| digit(at + 1) && closes(at + 1) && 0 < at && !matches!(bytes[at - 1], b'\n' | b'\t'))
}

/// Speech is asked and shouted, and is interrupted by who says it (`— Да, — сказал он.`); items are introduced by a colon.
fn dashes_speak(lines: &Lines<'_>) -> bool {
    let [mut dashes, mut interrupted, mut asked, mut groups, mut introduced] = [0u32; 5];
    let mut after_dash = false;
    for line in 0..lines.list.len() {
        // Dashes are no ASCII, and begin no word.
        let words = if lines.list[line].traits.any(Traits::MARKED) { lines.words(line) } else { "" };
        let is_dash = words.starts_with(['–', '—', '―'])
            && matches!(markers::mark_of(words), Some(mark) if matches!(mark.kind, MarkKind::WeakBullet(_)));
        if is_dash {
            dashes += 1;
            asked += u32::from(words.ends_with(['?', '!', '…', '؟']));
            interrupted += u32::from(
                [", —", ", –", "! —", "! –", "? —", "? –", "… —", "… –"].iter().any(|sign| words.contains(sign)),
            );
            if !after_dash {
                groups += 1;
                introduced += u32::from(0 < line && lines.words(line - 1).ends_with([':', '：']));
            }
        }
        after_dash = is_dash;
    }
    dashes < interrupted * 10 || dashes < asked * 3 && introduced * 3 < groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wrap: Option<u32>, blank_lines: bool) {
        let survey = Survey::of(&Lines::new(text, 1, 0));
        assert_eq!((survey.wrap, survey.blank_lines), (wrap, blank_lines), "{survey:?}");
    }

    #[test]
    fn lines_that_end_where_the_next_word_did_not_fit_are_wrapped() {
        check(
            "The nurse will call you in and ask for your\nname. She may ask again later, which is only to\nbe sure.\n",
            Some(47),
            true,
        );
        check("12 Mill Lane\nOld Town\nNorthshire\n\nPhone the clinic.\n", None, true);
    }

    #[test]
    fn rows_among_paragraphs_on_one_line_each_are_not_wrapped() {
        let long = "The nurse will call you in and ask for your name. ".repeat(4);
        let rows =
            "the first of the rows, to the end of it\nthe second one of all the rows, to its end\nand the third\n";
        check(&format!("{long}\n\n{rows}\n{long}\n"), None, true);
    }

    #[test]
    fn a_few_lines_that_stick_out_far_do_not_hide_the_edge() {
        let wrapped = "The nurse will call you in and ask for your\nname. She may ask again later, which is only to\nbe sure of it.\n\n";
        let far = "A line that nobody broke, since it has an address of so many letters at its end that no page is wide\nenough.\n\n";
        check(&format!("{}{far}", wrapped.repeat(8)), Some(47), true);
    }
}
