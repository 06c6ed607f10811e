//! The document: one tree that four formats share.
//!
//! A reader builds a [`Draft`]; [`Draft::seal`] turns it into a [`Document`] or names every flaw. There is no other way to
//! a `Document`, so whoever holds one need not check it again. The tree knows no format, no style and no file: what one
//! format alone could show has no place in it. It depends on nothing but places in a source text.

mod address;
mod characters;
mod inline;
mod meta;
mod numbering;
mod percent;
mod seal;
pub mod walk;
mod words;

pub use address::WebAddress;
pub use characters::{
    is_blank, is_collapsible, is_forbidden, is_unprintable, joins_words, windows_1252, without_unprintable,
};
pub use inline::{Alt, ArticleLink, Image, ImageSource, Inline, NoteId, NoteReference, Target};
pub use meta::{Contributor, Meta, Series};
pub use numbering::roman_value;
pub use percent::{percent_decoded, percent_encoded};
pub use seal::{Flaw, FlawKind, MAX_BLOCK_DEPTH, MAX_INLINE_DEPTH, MAX_SECTION_DEPTH, RESERVED_ID_PREFIX};
pub use words::{AssetPath, Date, Direction, Id, Lang, Line, Malformed, Role, is_rtl};

use crate::diagnostic::SourceSpan;
use serde::{Deserialize, Serialize};

/// The version of the JSON form of the tree that this crate reads and writes.
pub const SCHEMA: u32 = 1;

/// An article as a reader understood it, not checked yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// [`SCHEMA`]; another number is a flaw.
    pub schema: u32,
    /// Title, language and all else that is said about the article.
    pub meta: Meta,
    /// The text below the title.
    pub body: Body,
    /// In the order of their numbers: note 1 first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// A whole document: every invariant of the tree holds, always. Made only by [`Draft::seal`], and JSON goes through the same
/// gate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Draft", into = "Draft")]
pub struct Document {
    draft: Draft,
}

impl Document {
    /// Title, language and all else that is said about the article rather than in it.
    pub fn meta(&self) -> &Meta {
        &self.draft.meta
    }

    /// The text of the article.
    pub fn body(&self) -> &Body {
        &self.draft.body
    }

    /// The notes, in the order of their first references; empty where there are none.
    pub fn notes(&self) -> &[Note] {
        &self.draft.notes
    }

    /// The note that a reference means.
    pub fn note(&self, id: NoteId) -> &Note {
        &self.draft.notes[id.index()]
    }

    /// The direction of the whole document: what the front matter says, else that of its language's script.
    pub fn direction(&self) -> Direction {
        let meta = self.meta();
        meta.dir.unwrap_or_else(|| meta.lang.direction())
    }

    /// The tree without its proof.
    pub fn into_draft(self) -> Draft {
        self.draft
    }
}

impl From<Document> for Draft {
    fn from(document: Document) -> Draft {
        document.draft
    }
}

/// Blocks, then sections: what is below the title, or below one heading.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Blocks before the first section.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
    /// The sections of this level, in reading order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
}

/// A heading and what belongs to it. Its level is how many sections it is in, so levels cannot skip (WCAG 2.2, 1.3.1; ISO
/// 14289-1, 7.4.2).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// The name that links lead to.
    pub id: Id,
    /// Never without words. Holds no image and no note.
    pub title: Vec<Inline>,
    /// Blocks and sections below the heading.
    #[serde(default)]
    pub body: Body,
    /// The heading in the source.
    #[serde(default)]
    pub at: SourceSpan,
}

/// One block of text and where it came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// The content.
    pub kind: BlockKind,
    /// A name that links can lead to; `None` where none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// The language of this block; `None` means that of its parent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// The direction of this block; `None` means that of its language, or of its parent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dir: Option<Direction>,
    /// The place in the source.
    #[serde(default)]
    pub at: SourceSpan,
}

impl Block {
    /// A block in the language of its parent, with no name.
    pub fn new(kind: BlockKind, at: SourceSpan) -> Block {
        Block { kind, id: None, lang: None, dir: None, at }
    }

    /// The words of a paragraph; `None` for any other kind.
    pub fn paragraph(&self) -> Option<&[Inline]> {
        match &self.kind {
            BlockKind::Paragraph(text) => Some(text),
            BlockKind::List(_) | BlockKind::Quote(_) | BlockKind::Callout(_) | BlockKind::Code(_) => None,
            BlockKind::Figure(_) | BlockKind::Table(_) | BlockKind::Definitions(_) | BlockKind::Rule => None,
        }
    }
}

/// The kinds of block that all four formats can say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// Never without content. Lines that the author broke on purpose (verse, addresses) are separated by [`Inline::Break`].
    Paragraph(Vec<Inline>),
    /// Items one below the other.
    List(List),
    /// Words of someone else. Never empty.
    Quote(Vec<Block>),
    /// Blocks set apart from the text.
    Callout(Callout),
    /// Text as it was typed.
    Code(Code),
    /// An image of its own, with its caption.
    Figure(Figure),
    /// Cells in rows and columns.
    Table(Table),
    /// Terms and what they mean. Never empty.
    Definitions(Vec<Definition>),
    /// A change of subject without a heading.
    Rule,
}

/// A list of items.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// The sign before each item.
    pub marker: Marker,
    /// The space between items.
    pub spacing: Spacing,
    /// Never empty.
    pub items: Vec<Item>,
}

/// The marker before the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Marker {
    /// The same sign before each item.
    Bullet,
    /// Counted from `start`.
    Ordered {
        /// The number of the first item.
        start: u32,
        /// The numerals.
        numbering: Numbering,
    },
}

/// The numerals that an ordered list counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Numbering {
    /// 1, 2, 3.
    Decimal,
    /// a, b, c.
    LowerAlpha,
    /// A, B, C.
    UpperAlpha,
    /// i, ii, iii.
    LowerRoman,
    /// I, II, III.
    UpperRoman,
}

/// The spacing of the items of a list, as the author wrote them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spacing {
    /// Items follow each other like lines.
    Tight,
    /// Items follow each other like paragraphs.
    Loose,
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// `None` for an item that is not a task.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<Task>,
    /// Never empty.
    pub blocks: Vec<Block>,
    /// The place in the source.
    #[serde(default)]
    pub at: SourceSpan,
}

/// The state of an item that can be ticked off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// Not ticked off.
    Open,
    /// Ticked off.
    Done,
}

/// A few blocks that must not be overlooked, or that are set apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Callout {
    /// Its purpose and urgency.
    pub kind: CalloutKind,
    /// The author's own heading for it, shown after the kind in words. Empty means the kind alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub title: Vec<Inline>,
    /// Never empty.
    pub blocks: Vec<Block>,
}

/// The purpose of a callout, from the least to the most urgent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CalloutKind {
    /// More on the matter for those who want it; what HTML hides in `<details>`. Its kind is not said where it has a title.
    Aside,
    /// Something to know.
    Note,
    /// Something that helps.
    Tip,
    /// Something that must be known.
    Important,
    /// Something that may do harm.
    Warning,
    /// Something that does harm if it is overlooked.
    Caution,
}

/// Text whose spaces and lines matter: a program, a command, a letter as it was typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// The language of the program, as the author named it; `None` where it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Line>,
    /// Lines separated by `\n`, the last one without; no other control character. Never empty.
    pub text: String,
}

/// A figure: an image with its caption.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The picture and its words.
    pub image: Image,
    /// Empty where there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caption: Vec<Inline>,
}

/// A rectangle of cells below one header row: every row has as many cells as there are columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Empty where there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caption: Vec<Inline>,
    /// Never empty.
    pub columns: Vec<Column>,
    /// The headers of the rows.
    pub row_headers: RowHeaders,
    /// Below the header row; empty where there are none.
    pub rows: Vec<Row>,
}

/// One column of a table: its header and how its cells are set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The words of the header cell. Empty only in a corner cell or where the author gave none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub header: Vec<Inline>,
    /// The alignment of its cells.
    pub align: Align,
}

/// The alignment of the cells of a column. `Auto` leaves it to the style, which may align numbers at the decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// As the style wants it.
    Auto,
    /// At the start of the line: left in left-to-right text.
    Start,
    /// In the middle.
    Center,
    /// At the end of the line: right in left-to-right text.
    End,
}

/// The headers of rows: none, or the first cell of each (`<th scope="row">`; ISO 14289-1, 7.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowHeaders {
    /// All cells of a row are data.
    None,
    /// The first cell of each row is its header.
    FirstCell,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// As many as the table has columns. An empty cell is an empty list.
    pub cells: Vec<Vec<Inline>>,
    /// The place in the source.
    #[serde(default)]
    pub at: SourceSpan,
}

/// One or more terms and what they mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Never empty.
    pub terms: Vec<Vec<Inline>>,
    /// Each meaning as blocks. Never empty.
    pub meanings: Vec<Vec<Block>>,
    /// The place in the source.
    #[serde(default)]
    pub at: SourceSpan,
}

/// A remark outside the running text. Its number is its place in the list of notes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Never empty; holds no reference to a note.
    pub blocks: Vec<Block>,
    /// The place in the source.
    #[serde(default)]
    pub at: SourceSpan,
}
