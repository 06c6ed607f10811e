//! Text → its lines that are not blank, each with what later steps ask of it, found in one pass over the bytes.

use super::markers::mark_of;
use super::pieces::drawn_line;
use crate::diagnostic::{Position, SourceSpan};
use crate::tree::{is_collapsible, is_forbidden};
use std::ops::Range;

/// Columns from one tab stop to the next.
const TAB: u32 = 4;

/// What a line holds, so that no later step looks for what is not there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits(u16);

impl Traits {
    /// A character outside ASCII.
    pub const NON_ASCII: u16 = 1;
    /// Two spaces beside each other, or a tab: columns, perhaps.
    pub const COLUMNS: u16 = 2;
    /// `*` or `_`: emphasis, perhaps.
    pub const EMPHASIS: u16 = 4;
    /// `@`, `:` or `.` beside something that could make it an address.
    pub const ADDRESS: u16 = 8;
    /// White space or characters that the tree does not take as they are.
    pub const UNCLEAN: u16 = 16;
    /// A form feed stands before the line.
    pub const NEW_PAGE: u16 = 32;
    /// `|`.
    pub const PIPE: u16 = 64;
    /// It begins with the marker of an item, or with a word that could be one.
    pub const MARKED: u16 = 128;
    /// It is a line of signs.
    pub const DRAWN: u16 = 256;
    /// Half of its columns or more belong to characters that take two.
    pub const WIDE: u16 = 512;

    /// Whether any of these traits holds.
    pub fn any(self, traits: u16) -> bool {
        self.0 & traits != 0
    }

    /// The traits of both.
    pub fn and(self, other: Traits) -> Traits {
        Traits(self.0 | other.0)
    }
}

/// What a program counts when it breaks lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruler {
    /// The columns of a terminal: a wide character takes two, a mark on another one none.
    Columns,
    /// Characters, whatever they look like.
    Letters,
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
    /// Columns and characters of its first word; one where lines may break behind every character.
    first_word: [u32; 2],
    /// Characters before the words, and of the words.
    before: u32,
    letters: u32,
    pub traits: Traits,
    /// Characters that take no column: some programs count some of them all the same when they break lines.
    pub thin: u16,
}

impl Line {
    /// Where the last word ends, counted from 0.
    pub fn edge(&self, ruler: Ruler) -> u32 {
        match ruler {
            Ruler::Columns => self.indent + self.width,
            Ruler::Letters => self.indent + self.letters,
        }
    }

    /// The size of its first word.
    pub fn first_word(&self, ruler: Ruler) -> u32 {
        match ruler {
            Ruler::Columns => self.first_word[0],
            Ruler::Letters => self.first_word[1],
        }
    }

    /// Whether most of its characters are two columns wide.
    pub fn is_wide(&self) -> bool {
        self.traits.any(Traits::WIDE)
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
        let mut new_page = 0u16;
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

    /// Whether a line begins with wide spaces, as paragraphs do in East Asia.
    pub fn is_set_in(&self, line: usize) -> bool {
        self.text[..self.list[line].start].ends_with('\u{3000}')
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
        let columns = match at {
            at if at == line.start => 0,
            at if at == line.end => line.letters,
            at if line.traits.any(Traits::NON_ASCII) => self.text[line.start..at].chars().count() as u32,
            at => (at - line.start) as u32,
        };
        Position { line: self.first_line + line.number, column: self.first_column + line.before + columns }
    }
}

/// Measures one line; `None` where it is blank. A form feed marks the next line that is not blank.
fn measure(line: &str, start: usize, number: u32, new_page: &mut u16) -> Option<Line> {
    let (mut indent, mut lead, mut before) = (0, 0, 0);
    // Most lines begin and end with what is no white space.
    let is_inked = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let begins = is_inked(line.as_bytes().first());
    let blank = if begins { "" } else { line };
    for c in blank.chars() {
        match c {
            ' ' | '\r' => indent += 1,
            '\t' => indent += TAB - indent % TAB,
            '\u{c}' => (*new_page, indent) = (Traits::NEW_PAGE, 0),
            '\u{3000}' => indent += 2,
            c if c.is_whitespace() => indent += 1,
            _ => break,
        }
        lead += c.len_utf8();
        before += 1;
    }
    if lead == line.len() {
        return None;
    }
    let words = if is_inked(line.as_bytes().last()) { &line[lead..] } else { line[lead..].trim_end() };
    let feed_behind = line.len() != lead + words.len() && line[lead + words.len()..].contains('\u{c}');
    let mut traits = traits_of(words.as_bytes());
    let mut size = Size { width: words.len() as u32, letters: words.len() as u32, thin: 0 };
    let first = memchr::memchr(b' ', words.as_bytes()).unwrap_or(words.len());
    let mut first_word = [first as u32; 2];
    if traits & Traits::NON_ASCII != 0 {
        let unclean;
        (size, unclean) = size_of(words);
        traits |= unclean;
        first_word = match words.chars().next() {
            Some(c) if is_spaceless(c) => [1; 2],
            _ if first <= 200 => {
                let (Size { width, letters, .. }, _) = size_of(&words[..first]);
                [width, letters]
            }
            _ => words[..first]
                .chars()
                .take(200)
                .fold([0; 2], |[columns, letters], c| [columns + columns_of(c), letters + 1]),
        };
    }
    traits |= std::mem::take(new_page);
    if feed_behind {
        *new_page = Traits::NEW_PAGE;
    }
    traits |= if mark_of(words).is_some() { Traits::MARKED } else { 0 };
    traits |= if drawn_line(words).is_some() { Traits::DRAWN } else { 0 };
    let start = start + lead;
    let Size { width, letters, thin } = size;
    let (end, traits) = (start + words.len(), Traits(traits));
    Some(Line { start, end, number, indent, width, first_word, before, letters, traits, thin })
}

/// So many bytes are looked at at once.
const BLOCK: usize = 16;

/// What the bytes of a line hold. Each byte is looked at beside the next one, in blocks and without a branch, so that the compiler
/// takes a block at a time; the last block overlaps the one before it.
fn traits_of(bytes: &[u8]) -> u16 {
    let mut found = [0; BLOCK];
    let nexts = bytes.get(1..).unwrap_or_default();
    for (here, next) in bytes.as_chunks().0.iter().zip(nexts.as_chunks().0) {
        look(here, next, &mut found);
    }
    // Nothing stands behind the last byte: a letter, which says nothing, fills the block.
    let (mut last, mut next) = ([b'a'; BLOCK], [b'a'; BLOCK]);
    match bytes.last_chunk() {
        Some(end) => last = *end,
        None => last[..bytes.len()].copy_from_slice(bytes),
    }
    next[..BLOCK - 1].copy_from_slice(&last[1..]);
    look(&last, &next, &mut found);
    found.iter().fold(0, |all, found| all | u16::from(*found))
}

#[inline]
fn look(bytes: &[u8; BLOCK], nexts: &[u8; BLOCK], found: &mut [u8; BLOCK]) {
    let flag = |holds: bool, traits: u16| if holds { traits as u8 } else { 0 };
    for ((&byte, &next), found) in bytes.iter().zip(nexts).zip(found) {
        *found |= flag(byte < 32 || byte == 127, Traits::UNCLEAN)
            | flag(byte == b'\t', Traits::COLUMNS)
            | flag(byte == b'*' || byte == b'_', Traits::EMPHASIS)
            | flag(byte == b'@', Traits::ADDRESS)
            | flag(byte == b'|', Traits::PIPE)
            | flag(byte >= 128, Traits::NON_ASCII)
            | flag(byte == b' ' && next == b' ', Traits::COLUMNS | Traits::UNCLEAN)
            | flag(byte == b':' && next == b'/' || byte | 32 == b'w' && next | 32 == b'w', Traits::ADDRESS);
    }
}

/// How much room words take.
struct Size {
    width: u32,
    letters: u32,
    thin: u16,
}

/// The size of words beyond ASCII, and whether the tree does not take them as they are. Most letters are told by their first byte.
fn size_of(words: &str) -> (Size, u16) {
    let bytes = words.as_bytes();
    let (mut width, mut letters, mut wide, mut thin, mut traits) = (0, 0, 0, 0u16, 0);
    let mut at = 0;
    while at < bytes.len() {
        letters += 1;
        match bytes[at] {
            0..0x80 => (width, at) = (width + 1, at + 1),
            // Latin, Greek, Cyrillic, Hebrew; between them stand the marks that combine.
            0xc3..=0xcb | 0xce..=0xd7 => (width, at) = (width + 1, at + 2),
            0xc2 if 0xa1 <= bytes[at + 1] => (width, at) = (width + 1, at + 2),
            // Arabic, and its marks.
            0xd8 if !matches!(bytes[at + 1], 0x90..=0x9a) => (width, at) = (width + 1, at + 2),
            0xd9 if !matches!(bytes[at + 1], 0x8b..=0x9f) => (width, at) = (width + 1, at + 2),
            0xda | 0xdb => (width, at) = (width + 1, at + 2),
            // The scripts of India and of South-East Asia.
            0xe0 => {
                let mark = is_mark(u16::from(bytes[at + 1] & 0x3f) << 6 | u16::from(bytes[at + 2] & 0x3f));
                (width, thin, at) = (width + u32::from(!mark), thin.saturating_add(u16::from(mark)), at + 3);
            }
            // Dashes, quotation marks and dots.
            0xe2 if bytes[at + 1] == 0x80 && matches!(bytes[at + 2], 0x90..=0xa7) => (width, at) = (width + 1, at + 3),
            // Han and Hangul.
            0xe4..=0xe9 | 0xeb | 0xec => (width, wide, at) = (width + 2, wide + 2, at + 3),
            0xea if 0xb0 <= bytes[at + 1] => (width, wide, at) = (width + 2, wide + 2, at + 3),
            0xed if bytes[at + 1] < 0x9e => (width, wide, at) = (width + 2, wide + 2, at + 3),
            // Kana, and the marks of East Asia but for its space.
            0xe3 if 0x81 <= bytes[at + 1].max(bytes[at + 2]) => (width, wide, at) = (width + 2, wide + 2, at + 3),
            0xef if bytes[at + 1] == 0xbc => (width, wide, at) = (width + 2, wide + 2, at + 3),
            _ => {
                let Some(c) = words[at..].chars().next() else { break };
                let columns = columns_of(c);
                width += columns;
                wide += if columns == 2 { 2 } else { 0 };
                thin = thin.saturating_add(u16::from(columns == 0));
                traits |= if is_unclean(c) { Traits::UNCLEAN } else { 0 };
                at += c.len_utf8();
            }
        }
    }
    traits |= if width <= wide * 2 { Traits::WIDE } else { 0 };
    (Size { width, letters, thin }, traits)
}

/// Whether a character of the scripts of India or of Thai, by its last twelve bits, stands above or below another one.
fn is_mark(code: u16) -> bool {
    match code {
        0x900..0xb00 => {
            matches!(code & 0x7f, 0..=2 | 0x3c | 0x41..=0x48 | 0x4d | 0x51..=0x57 | 0x62 | 0x63)
        }
        0xe31 | 0xe34..=0xe3a | 0xe47..=0xe4e => true,
        _ => false,
    }
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
        code @ 0x900..0xe80 => u32::from(!is_mark(code as u16)),
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
    fn a_character_is_measured_by_its_bytes_as_by_itself() {
        for c in '\u{80}'..=char::MAX {
            let (Size { width, letters, thin }, traits) = size_of(c.encode_utf8(&mut [0; 4]));
            let columns = columns_of(c);
            assert_eq!((width, letters, thin), (columns, 1, u16::from(columns == 0)), "{c:?}");
            assert_eq!(traits & Traits::UNCLEAN != 0, is_unclean(c), "{c:?}");
        }
    }

    #[test]
    fn wide_characters_take_two_columns() {
        let lines = Lines::new("　薬のラベル", 1, 0);
        assert_eq!((lines.list[0].indent, lines.list[0].width), (2, 10));
    }
}
