//! Places in a source text: lines and columns as an editor counts them.
//! A place is only a pair of numbers; it does not know the file it is in.

use serde::{Deserialize, Serialize};

/// A point in a source text. Lines and columns count from 1; a column is one Unicode scalar value wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

impl Position {
    /// The first character of a text.
    pub const START: Position = Position { line: 1, column: 1 };
}

/// From the first character of a stretch of source to the place just after its last one.
///
/// A span serialises as `[line, column, line, column]`. In a tree that was not read from text (JSON made by
/// another program) it is [`SourceSpan::NOWHERE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "[u32; 4]", into = "[u32; 4]")]
pub struct SourceSpan {
    pub start: Position,
    pub end: Position,
}

impl SourceSpan {
    /// The span of what stands in no source text: line 0.
    pub const NOWHERE: SourceSpan =
        SourceSpan { start: Position { line: 0, column: 0 }, end: Position { line: 0, column: 0 } };

    /// A span that begins and ends at one place.
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

/// Where each line of a text begins: turns byte offsets into lines and columns.
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<usize>,
    first_line: u32,
}

impl<'t> LineIndex<'t> {
    /// Indexes a text whose first line is line 1.
    pub fn new(text: &'t str) -> Self {
        Self::starting_at(text, 1)
    }

    /// Indexes a text that is the rest of a larger one, from its line `first_line` on.
    pub fn starting_at(text: &'t str, first_line: u32) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        LineIndex { text, starts, first_line }
    }

    /// The place of a byte offset. An offset past the end, or inside a character, is the place just before it.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let column = self.text[self.starts[line]..offset].chars().count();
        Position { line: self.first_line + line as u32, column: column as u32 + 1 }
    }

    /// The span of a range of bytes.
    pub fn span(&self, bytes: std::ops::Range<usize>) -> SourceSpan {
        SourceSpan { start: self.position(bytes.start), end: self.position(bytes.end) }
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
}
