//! Words wider than the measure, broken where it hurts least.

use super::prose::Prose;
use super::shape::{End, Part, Shaper, Word, measure};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

impl Shaper<'_> {
    /// Breaks a word that is wider than the measure: at its spaces, then after `/ ? & - .`, then anywhere.
    pub fn fit(&mut self, words: Vec<Word>, prose: &Prose, measure: f32) -> Vec<Word> {
        if words.iter().all(|word| word.width <= measure) {
            return words;
        }
        let mut fitted = Vec::with_capacity(words.len() + 8);
        for word in words {
            if word.width <= measure || word.parts.is_empty() {
                fitted.push(word);
            } else {
                broken(self, word, prose, measure, &mut fitted);
            }
        }
        fitted
    }
}

/// Breaks a word into words that fit the measure: at its spaces, then after `/ ? & - .` and before `%`, then between any two
/// characters.
///
/// One character that is wider than the measure stays as it is.
fn broken(shaper: &mut Shaper<'_>, word: Word, prose: &Prose, widest: f32, into: &mut Vec<Word>) {
    let (Some(first), Some(last)) = (word.parts.first(), word.parts.last()) else { return };
    let (start, end) = (first.range.start, last.range.end);
    let mut cuts = Vec::new();
    let mut piece = Piece { start, width: 0.0, space: None, mark: None };
    let mut ahead = word.parts.as_slice();
    for (at, cluster) in prose.text[start..end].grapheme_indices(true) {
        let at = start + at;
        ahead = parts_from(ahead, at);
        let width = width_at(shaper, ahead.first(), at..at + cluster.len(), prose);
        let blank = cluster == " " || cluster == "\n";
        if !blank && piece.width + width > widest && at > piece.start {
            let cut = piece.space.or(piece.mark).unwrap_or((at, piece.width));
            cuts.push(cut.0);
            piece = Piece { start: cut.0, width: piece.width - cut.1, space: None, mark: None };
        }
        // The escapes of an address stay whole.
        if cluster == "%" && at > piece.start {
            piece.mark = Some((at, piece.width));
        }
        piece.width += width;
        let after = (at + cluster.len(), piece.width);
        if blank {
            piece.space = Some(after);
        } else if matches!(cluster, "/" | "?" | "&" | "-" | "." | "=" | "_") && at + cluster.len() < end {
            piece.mark = Some(after);
        }
    }
    cuts.push(end);
    let mut from = start;
    let mut ahead = word.parts.as_slice();
    for cut in cuts {
        let mut parts = Vec::new();
        ahead = parts_from(ahead, from);
        for part in ahead.iter().take_while(|part| part.range.start < cut) {
            let range = part.range.start.max(from)..part.range.end.min(cut);
            parts.push(if range == part.range { part.clone() } else { shaper.cut(part, range, prose) });
        }
        let ending = if cut == end { word.end } else { End::Space };
        let mut piece = Word { parts, width: 0.0, space: 0.0, length: 0, end: ending };
        measure(&mut piece, &prose.text);
        into.push(piece);
        from = cut;
    }
}

/// The piece that grows: where it begins, how wide it is, and the last places to cut it, with its width up to there.
struct Piece {
    start: usize,
    width: f32,
    space: Option<(usize, f32)>,
    mark: Option<(usize, f32)>,
}

/// The parts that end behind a place. Places come in order, so that no part of a long word is passed over twice.
fn parts_from(parts: &[Part], at: usize) -> &[Part] {
    let behind = parts.iter().take_while(|part| part.range.end <= at).count();
    &parts[behind..]
}

/// The width of a cluster that begins in a part.
fn width_at(shaper: &mut Shaper<'_>, part: Option<&Part>, range: Range<usize>, prose: &Prose) -> f32 {
    let Some(part) = part.filter(|part| part.range.start <= range.start) else { return 0.0 };
    if part.range == range {
        part.width
    } else {
        shaper.cut(part, range.start..range.end.min(part.range.end), prose).width
    }
}
