//! Words → lines: of all ways to break a paragraph, the one whose ragged edge is calmest. Knows widths, not glyphs.

use super::shape::{End, Word};
use std::ops::Range;

/// The cost of a line beyond its empty room, in squares of the measure.
mod cost {
    /// Each line, so that a paragraph does not grow by one for a smoother edge.
    pub const LINE: f32 = 0.02;
    /// A line that ends after a hyphen or stroke.
    pub const JOINT: f32 = 0.03;
    /// A last line shorter than [`super::SHORT`].
    pub const SHORT_END: f32 = 0.25;
    /// The part that the empty room of the last line of a heading counts for.
    pub const HEADING_END: f32 = 0.5;
}

/// A last line shorter than this part of the measure looks lost.
const SHORT: f32 = 0.22;

/// The shape of the edge of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The last line is as long as it happens to be.
    Running,
    /// All lines are about equally long, as in a heading.
    Balanced,
}

/// The lengths that lines may have.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// The width of the first line.
    pub first: f32,
    /// The width of the lines after it.
    pub others: f32,
    /// In characters.
    pub longest: usize,
}

/// Breaks words into lines of at most `measure` and at most `longest` characters; each line is a range of words, in order. A word
/// that is wider or longer has a line of its own.
///
/// Every place where a line may end is reached from all places within a measure before it, so the time grows with the number of
/// words times that of a line.
pub fn break_lines(words: &[Word], measure: f32, longest: usize, edge: Edge) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    let measure = Measure { first: measure, others: measure, longest };
    for (index, word) in words.iter().enumerate() {
        if word.end == End::Line || index + 1 == words.len() {
            paragraph(&words[start..=index], measure, edge, start, &mut lines);
            start = index + 1;
        }
    }
    lines
}

/// As [`break_lines`], for words that no author ends a line in.
pub fn break_line(words: &[Word], measure: Measure, edge: Edge) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    paragraph(words, measure, edge, 0, &mut lines);
    lines
}

fn paragraph(words: &[Word], measure: Measure, edge: Edge, offset: usize, lines: &mut Vec<Range<usize>>) {
    if words.len() == 1 {
        lines.push(offset..offset + 1);
        return;
    }
    let widest = measure.first.max(measure.others);
    // best[end]: the least cost of lines that end just before word `end`, and where the last of them begins.
    let mut best: Vec<(f32, usize)> = Vec::with_capacity(words.len() + 1);
    best.push((0.0, 0));
    for end in 1..=words.len() {
        let mut least = (f32::INFINITY, end - 1);
        let mut width = words[end - 1].width;
        let mut length = words[end - 1].length;
        for start in (0..end).rev() {
            if start + 1 < end {
                width += words[start].width + words[start].space;
                length += words[start].length + usize::from(words[start].space > 0.0);
            }
            // Widths are sums: a line that fits in one order of adding may miss by a rounding error in another.
            if (width > widest + 0.01 || length > measure.longest) && start + 1 < end {
                break;
            }
            let room = if start == 0 { measure.first } else { measure.others };
            if width > room + 0.01 && start + 1 < end {
                continue;
            }
            let total = best[start].0 + line_cost(words, end, width, room, edge);
            if total < least.0 {
                least = (total, start);
            }
        }
        best.push(least);
    }
    let first = lines.len();
    let mut end = words.len();
    while end > 0 {
        let start = best[end].1;
        lines.push(offset + start..offset + end);
        end = start;
    }
    lines[first..].reverse();
}

fn line_cost(words: &[Word], end: usize, width: f32, measure: f32, edge: Edge) -> f32 {
    let room = ((measure - width) / measure).max(0.0);
    if end == words.len() {
        let lost = words.len() > 3 && width < SHORT * measure;
        let uneven = if edge == Edge::Balanced { cost::HEADING_END * room * room } else { 0.0 };
        return cost::LINE + uneven + if lost { cost::SHORT_END * (1.0 - width / (SHORT * measure)) } else { 0.0 };
    }
    let joint = if words[end - 1].end == End::Joint { cost::JOINT } else { 0.0 };
    cost::LINE + room * room + joint
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(widths: &[f32]) -> Vec<Word> {
        let word = |width: &f32| Word { parts: Vec::new(), width: *width, space: 1.0, length: 1, end: End::Space };
        widths.iter().map(word).collect()
    }

    #[test]
    fn the_edge_is_calmest_not_first_fit() {
        // First fit would leave a line of 2 between two of 6.
        let lines = break_lines(&words(&[3.0, 2.0, 2.0, 6.0]), 6.0, usize::MAX, Edge::Running);
        assert_eq!(lines, [0..1, 1..3, 3..4]);
    }

    #[test]
    fn no_line_is_wider_than_the_measure_and_every_word_stands_once() {
        let widths: Vec<f32> = (0..400).map(|n| 1.0 + ((n * 7919) % 23) as f32 / 3.0).collect();
        let words = words(&widths);
        let lines = break_lines(&words, 30.0, usize::MAX, Edge::Running);
        let mut next = 0;
        for line in lines {
            assert_eq!(line.start, next);
            next = line.end;
            let width: f32 = widths[line.clone()].iter().sum::<f32>() + (line.len() - 1) as f32;
            assert!(width <= 30.01, "{width}");
        }
        assert_eq!(next, widths.len());
    }

    #[test]
    fn the_first_line_may_be_longer_than_the_others() {
        let measure = Measure { first: 8.0, others: 5.0, longest: usize::MAX };
        assert_eq!(break_line(&words(&[3.0; 6]), measure, Edge::Running), [0..2, 2..3, 3..4, 4..5, 5..6]);
        assert_eq!(break_line(&words(&[2.0; 6]), measure, Edge::Running), [0..3, 3..5, 5..6]);
    }

    #[test]
    fn the_lines_of_a_heading_are_about_equally_long() {
        let lines = |edge| break_lines(&words(&[4.0, 4.0, 4.0, 4.0]), 14.5, usize::MAX, edge);
        assert_eq!(lines(Edge::Running), [0..3, 3..4]);
        assert_eq!(lines(Edge::Balanced), [0..2, 2..4]);
    }

    #[test]
    fn a_last_line_is_not_left_with_one_short_word() {
        let lines = break_lines(&words(&[4.0, 4.0, 4.0, 4.0, 4.0, 1.0]), 14.0, usize::MAX, Edge::Running);
        assert_eq!(lines.last().map(|line| line.len()), Some(3));
    }
}
