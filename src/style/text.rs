//! The values of the plain-text edition: the table `[text]` of a sheet.

use serde::{Deserialize, Serialize};

/// The choices of the plain-text edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TextStyle {
    /// The longest line.
    pub width: Columns,
    /// The signs by which a heading shows its level.
    pub heading_marks: HeadingMarks,
    /// The line below a heading.
    pub heading_underline: Underline,
    /// The signs around emphasised words.
    pub emphasis: EmphasisMarks,
    /// The lines of a page.
    pub lines: PageLines,
    /// The characters that end a line.
    pub line_end: LineEnd,
    /// The first character of the file.
    pub byte_order_mark: ByteOrderMark,
    /// The characters that the file may hold.
    pub characters: Characters,
}

/// The width of a line in columns of a terminal: 20 to 80. A wide character (Unicode East Asian Width) takes two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Columns(u8);

impl Columns {
    /// The number of columns.
    pub fn count(self) -> usize {
        usize::from(self.0)
    }
}

impl TryFrom<u32> for Columns {
    type Error = String;
    fn try_from(count: u32) -> Result<Columns, String> {
        match u8::try_from(count) {
            Ok(columns @ 20..=80) => Ok(Columns(columns)),
            _ => Err(format!("a line of {count} columns is not between 20 and 80")),
        }
    }
}

impl From<Columns> for u32 {
    fn from(columns: Columns) -> u32 {
        columns.0.into()
    }
}

/// The number of lines of a page: 0 for a text without pages, else 10 to 1000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct PageLines(u32);

impl PageLines {
    /// The number of lines, the line with the page's number among them; `None` for a text without pages.
    pub fn count(self) -> Option<usize> {
        (self.0 > 0).then_some(self.0 as usize)
    }
}

impl TryFrom<u32> for PageLines {
    type Error = String;
    fn try_from(count: u32) -> Result<PageLines, String> {
        match count {
            0 | 10..=1000 => Ok(PageLines(count)),
            _ => Err(format!("a page of {count} lines is neither 0 nor between 10 and 1000")),
        }
    }
}

impl From<PageLines> for u32 {
    fn from(lines: PageLines) -> u32 {
        lines.0
    }
}

/// The way in which the level of a heading is said, without sight and without capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeadingMarks {
    /// `2.1 Side effects`.
    Number,
    /// A line `Part 2.1 of 2.3:` above the heading.
    Part,
}

/// The rule below a heading, of `=` or `-`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Underline {
    /// No line.
    None,
    /// A line of `=` or `-`.
    Rule,
}

/// The marks of emphasis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EmphasisMarks {
    /// No marks: the words alone.
    None,
    /// `*strong*` and `_emphasis_`.
    Stars,
}

/// The end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineEnd {
    /// `\n`.
    Lf,
    /// `\r\n`.
    Crlf,
}

/// The presence of U+FEFF at the beginning of the file, by which some old programs know UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ByteOrderMark {
    /// The file begins with its first word.
    None,
    /// The file begins with U+FEFF.
    Utf8,
}

/// The characters that the text may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Characters {
    /// Those that the author wrote.
    Unicode,
    /// Quotes, dashes, ellipses, fractions and signs as ASCII marks or words. Letters stay what they are.
    Ascii,
}
