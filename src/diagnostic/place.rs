//! Places in a source text: lines and columns as an editor counts them. A place does not know its file.

use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// A point in a source text. Lines and columns count from 1; a column is one Unicode scalar value wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// Counts from 1; 0 in no text.
    pub line: u32,
    /// Counts characters from 1; 0 in no text.
    pub column: u32,
}

impl Position {
    /// The first character of a text.
    pub const START: Position = Position { line: 1, column: 1 };
}

/// The range from the first character of a passage to the place just after its last one.
///
/// A span serialises as `[line, column, line, column]`. In a tree that was not read from text (JSON made by
/// another program) it is [`SourceSpan::NOWHERE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "[u32; 4]", into = "[u32; 4]")]
pub struct SourceSpan {
    /// The first character.
    pub start: Position,
    /// The place just after the last character.
    pub end: Position,
}

impl SourceSpan {
    /// The span of content that is in no source text: line 0.
    pub const NOWHERE: SourceSpan =
        SourceSpan { start: Position { line: 0, column: 0 }, end: Position { line: 0, column: 0 } };

    /// An empty span at one place.
    pub fn point(at: Position) -> SourceSpan {
        SourceSpan { start: at, end: at }
    }
}

impl Default for SourceSpan {
    fn default() -> Self {
        SourceSpan::NOWHERE
    }
}

impl From<[u32; 4]> for SourceSpan {
    fn from([line, column, end_line, end_column]: [u32; 4]) -> Self {
        SourceSpan { start: Position { line, column }, end: Position { line: end_line, column: end_column } }
    }
}

impl From<SourceSpan> for [u32; 4] {
    fn from(span: SourceSpan) -> Self {
        [span.start.line, span.start.column, span.end.line, span.end.column]
    }
}

/// Turns byte offsets of a text into lines and columns, however long a line is.
pub struct LineIndex<'t> {
    text: &'t str,
    first_line: u32,
    /// Counts before each [`STRIDE`]th byte. Computed with the first place: most texts have no diagnostics.
    before: OnceLock<Vec<Before>>,
}

/// Counts before one byte.
#[derive(Clone, Copy, Default)]
struct Before {
    /// Number of line ends.
    lines: usize,
    /// Start of the last line.
    start: usize,
    /// Number of characters that start before it.
    characters: usize,
}

/// Small enough that one byte can count the matches in a stride, so that many bytes are counted at a time.
const STRIDE: usize = 128;

impl Before {
    /// The counts after `bytes`, which start at `at`.
    fn and(self, bytes: &[u8], at: usize) -> Before {
        let last = bytes.iter().rposition(|byte| *byte == b'\n');
        Before {
            lines: self.lines + count(bytes, |byte| byte == b'\n'),
            start: last.map_or(self.start, |last| at + last + 1),
            // Each character has one byte that is not a continuation byte.
            characters: self.characters + count(bytes, |byte| byte & 0xc0 != 0x80),
        }
    }

    fn each_stride(text: &str) -> Vec<Before> {
        let strides = text.as_bytes().chunks(STRIDE).zip((0..).step_by(STRIDE));
        let next = |before: &mut Before, (bytes, at): (&[u8], usize)| {
            let after = before.and(bytes, at);
            Some(std::mem::replace(before, after))
        };
        strides.scan(Before::default(), next).collect()
    }
}

/// Number of bytes of a kind in a stride.
fn count(bytes: &[u8], is_it: impl Fn(u8) -> bool) -> usize {
    usize::from(bytes.iter().map(|byte| u8::from(is_it(*byte))).sum::<u8>())
}

impl<'t> LineIndex<'t> {
    /// Indexes a text whose first line is line 1.
    pub fn new(text: &'t str) -> Self {
        Self::starting_at(text, 1)
    }

    /// Indexes a text that is the rest of a larger one, from its line `first_line` on.
    pub fn starting_at(text: &'t str, first_line: u32) -> Self {
        LineIndex { text, first_line, before: OnceLock::new() }
    }

    /// The place of a byte offset. An offset past the end, or inside a character, is the place just before it.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        if offset == 0 {
            return Position { line: self.first_line, column: 1 };
        }
        let before = self.before(offset);
        let column = before.characters - self.before(before.start).characters;
        Position { line: self.first_line + before.lines as u32, column: column as u32 + 1 }
    }

    /// The span of a range of bytes.
    pub fn span(&self, bytes: std::ops::Range<usize>) -> SourceSpan {
        SourceSpan { start: self.position(bytes.start), end: self.position(bytes.end) }
    }

    fn before(&self, offset: usize) -> Before {
        let strides = self.before.get_or_init(|| Before::each_stride(self.text));
        let stride = (offset / STRIDE).min(strides.len().saturating_sub(1));
        let at = stride * STRIDE;
        strides.get(stride).copied().unwrap_or_default().and(&self.text.as_bytes()[at..offset], at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_not_bytes() {
        let index = LineIndex::new("één\ntwo\n");
        assert_eq!(index.position(5), Position { line: 1, column: 4 });
        assert_eq!(index.position(6), Position { line: 2, column: 1 });
        assert_eq!(index.position(99), Position { line: 3, column: 1 });
    }

    #[test]
    fn long_lines_are_counted_to_the_end() {
        let text = format!("é\n{}", "é!".repeat(500));
        let index = LineIndex::new(&text);
        assert_eq!(index.position(3), Position { line: 2, column: 1 });
        assert_eq!(index.position(3 + 3 * 300), Position { line: 2, column: 601 });
        assert_eq!(index.position(text.len()), Position { line: 2, column: 1001 });
        assert_eq!(LineIndex::new("").position(5), Position::START);
    }
}
