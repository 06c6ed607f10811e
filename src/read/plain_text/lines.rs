//! Text → its lines that are not blank, each with what later steps ask of it, found in one pass over the bytes.

use crate::diagnostic::{Position, SourceSpan};
use crate::tree::{is_collapsible, is_forbidden};
use std::ops::Range;

/// Columns from one tab stop to the next.
const TAB: u32 = 4;

/// What a line holds, so that no later step looks for what is not there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits(u8);

impl Traits {
    /// A character outside ASCII.
    pub const NON_ASCII: u8 = 1;
    /// Two spaces beside each other, or a tab: columns, perhaps.
    pub const COLUMNS: u8 = 2;
    /// `*` or `_`: emphasis, perhaps.
    pub const EMPHASIS: u8 = 4;
    /// `@`, `:` or `.` beside something that could make it an address.
    pub const ADDRESS: u8 = 8;
    /// White space or characters that the tree does not take as they are.
    pub const UNCLEAN: u8 = 16;
    /// A form feed stands before the line.
    pub const NEW_PAGE: u8 = 32;
    /// `|`.
    pub const PIPE: u8 = 64;

    /// Whether any of these traits holds.
    pub fn any(self, traits: u8) -> bool {
        self.0 & traits != 0
    }

    /// The traits of both.
    pub fn and(self, other: Traits) -> Traits {
        Traits(self.0 | other.0)
    }
}

/// One line that is not blank: where its words stand.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Bytes of the words in the text, without white space at either end.
    pub start: usize,
    pub end: usize,
    /// Counted from 0, blank lines included.
    pub number: u32,
    /// Columns before the words.
    pub indent: u32,
    /// Columns that the words take: wide characters take two.
    pub width: u32,
    pub traits: Traits,
    /// Characters that take no column: some programs count them all the same when they break lines.
    pub thin: u16,
}

impl Line {
    /// The column after the last word, counted from 0.
    pub fn edge(&self) -> u32 {
        self.indent + self.width
    }

    /// Whether most of its characters are two columns wide: they have three bytes each.
    pub fn is_wide(&self) -> bool {
        let bytes = (self.end - self.start) as u32;
        self.traits.any(Traits::NON_ASCII) && self.width * 5 < bytes * 4 && bytes * 4 < self.width * 7
    }
}

/// A text and its lines.
pub struct Lines<'t> {
    pub text: &'t str,
    pub list: Vec<Line>,
    /// The number of the text's first line in the article, counted from 1.
    first_line: u32,
    /// Characters of the article that stand before each line of the text (marks of quotation).
    first_column: u32,
}

impl<'t> Lines<'t> {
    /// Finds the lines of a text that begins on a line of an article, with `margin` characters cut off before each line.
    pub fn new(text: &'t str, first_line: u32, margin: u32) -> Lines<'t> {
        let mut list = Vec::with_capacity(text.len() / 48);
        let mut new_page = 0;
        let mut start = 0;
        for (number, end) in (0..).zip(memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()])) {
            let line = &text[start..end];
            if let Some(line) = measure(line, start, number, &mut new_page) {
                list.push(line);
            }
            start = end + 1;
        }
        Lines { text, list, first_line, first_column: margin + 1 }
    }

    /// The words of a line.
    pub fn words(&self, line: usize) -> &'t str {
        let line = &self.list[line];
        &self.text[line.start..line.end]
    }

    /// Blank lines above a line; those above the first one count too.
    pub fn gap(&self, line: usize) -> u32 {
        let above = line.checked_sub(1).map_or(0, |above| self.list[above].number + 1);
        self.list[line].number - above
    }

    /// Whether a line stands right below another, with no blank line and no page break between.
    pub fn follows(&self, line: usize) -> bool {
        line > 0 && self.gap(line) == 0 && !self.list[line].traits.any(Traits::NEW_PAGE)
    }

    /// From the first word of the first line to the last word of the last.
    pub fn span(&self, lines: Range<usize>) -> SourceSpan {
        let (Some(first), Some(last)) = (self.list.get(lines.start), self.list.get(lines.end.wrapping_sub(1))) else {
            return SourceSpan::NOWHERE;
        };
        SourceSpan { start: self.place(first, first.start), end: self.place(last, last.end) }
    }

    /// From one byte of a line to another.
    pub fn span_in(&self, line: usize, bytes: Range<usize>) -> SourceSpan {
        let line = &self.list[line];
        SourceSpan { start: self.place(line, bytes.start), end: self.place(line, bytes.end) }
    }

    fn place(&self, line: &Line, at: usize) -> Position {
        let begin = self.text[..line.start].rfind('\n').map_or(0, |end| end + 1);
        let before = &self.text[begin..at];
        let columns = if line.traits.any(Traits::NON_ASCII) { before.chars().count() } else { before.len() };
        Position { line: self.first_line + line.number, column: self.first_column + columns as u32 }
    }
}

/// Measures one line; `None` where it is blank. A form feed marks the next line that is not blank.
fn measure(line: &str, start: usize, number: u32, new_page: &mut u8) -> Option<Line> {
    let mut indent = 0;
    let mut lead = 0;
    for c in line.chars() {
        match c {
            ' ' | '\r' => indent += 1,
            '\t' => indent += TAB - indent % TAB,
            '\u{c}' => (*new_page, indent) = (Traits::NEW_PAGE, 0),
            '\u{3000}' => indent += 2,
            c if c.is_whitespace() => indent += 1,
            _ => break,
        }
        lead += c.len_utf8();
    }
    if lead == line.len() {
        return None;
    }
    let words = line[lead..].trim_end();
    let feed_behind = line.len() != lead + words.len() && line[lead + words.len()..].contains('\u{c}');
    let mut traits = traits_of(words.as_bytes());
    let mut width = words.len() as u32;
    let mut thin = 0u16;
    if traits & Traits::NON_ASCII != 0 {
        width = 0;
        for c in words.chars() {
            let columns = columns_of(c);
            width += columns;
            thin = thin.saturating_add(u16::from(columns == 0));
            traits |= if is_unclean(c) { Traits::UNCLEAN } else { 0 };
        }
    }
    traits |= std::mem::take(new_page);
    if feed_behind {
        *new_page = Traits::NEW_PAGE;
    }
    let start = start + lead;
    Some(Line { start, end: start + words.len(), number, indent, width, traits: Traits(traits), thin })
}

/// What the bytes of a line hold. Each byte is looked at beside the next one, without a branch, so that the compiler takes many
/// at a time.
fn traits_of(bytes: &[u8]) -> u8 {
    let flag = |holds: bool, trait_: u8| if holds { trait_ } else { 0 };
    let mut traits = 0;
    for &byte in bytes {
        traits |= flag(byte < 32 || byte == 127, Traits::UNCLEAN)
            | flag(byte == b'\t', Traits::COLUMNS)
            | flag(byte == b'*' || byte == b'_', Traits::EMPHASIS)
            | flag(byte == b'@', Traits::ADDRESS)
            | flag(byte == b'|', Traits::PIPE)
            | flag(byte >= 128, Traits::NON_ASCII);
    }
    for (&byte, &next) in bytes.iter().zip(bytes.get(1..).unwrap_or_default()) {
        traits |= flag(byte == b' ' && next == b' ', Traits::COLUMNS | Traits::UNCLEAN)
            | flag(byte == b':' && next == b'/' || byte | 32 == b'w' && next | 32 == b'w', Traits::ADDRESS);
    }
    traits
}

/// Whether the tree does not take a character beyond ASCII as it is.
fn is_unclean(c: char) -> bool {
    !c.is_ascii() && (is_forbidden(c) || c.is_whitespace() && is_collapsible(c))
}

/// Columns of a character, near enough to tell a full line from a short one.
pub fn columns_of(c: char) -> u32 {
    match c as u32 {
        0..0x300 => 1,
        0x300..0x370 | 0x610..0x61b | 0x64b..0x660 | 0x200b..0x2010 | 0xfe00..0xfe10 => 0,
        0x1100..0x1160 | 0x2e80..0xa4d0 | 0xac00..0xd7a4 | 0xf900..0xfb00 | 0xfe30..0xfe70 | 0xff00..0xff61 => 2,
        0x1f300..0x1f700 | 0x20000..0x40000 => 2,
        _ => 1,
    }
}

/// Whether a script writes its words without spaces, so that a line's end says nothing about a space.
pub fn is_spaceless(c: char) -> bool {
    matches!(c as u32, 0x2e80..=0x2fff | 0x3001..0xa4d0 | 0xf900..0xfb00 | 0xfe30..0xfe50 | 0xff01..0xff61 | 0x20000..0x40000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_are_counted_not_kept() {
        let lines = Lines::new("one\n\n \t\n  two  words\n\u{c}\nthrée", 5, 0);
        assert_eq!(lines.list.len(), 3);
        assert_eq!((lines.gap(1), lines.gap(2)), (2, 1));
        assert_eq!(lines.words(1), "two  words");
        assert!(lines.list[1].traits.any(Traits::COLUMNS));
        assert!(lines.list[2].traits.any(Traits::NEW_PAGE));
        assert_eq!(lines.span(1..3), [8, 3, 10, 6].into());
    }

    #[test]
    fn wide_characters_take_two_columns() {
        let lines = Lines::new("　薬のラベル", 1, 0);
        assert_eq!((lines.list[0].indent, lines.list[0].width), (2, 10));
    }
}
