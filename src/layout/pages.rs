//! The result of layout: pages of items, and the structure that the items belong to.
//!
//! The structure is a tree of nodes of its own beside the pages, so tags are never guessed from positions: each item names the
//! piece of content that it draws, and the tree holds the pieces in reading order. A piece may be drawn on several pages.

use crate::diagnostic::{Diagnostic, SourceSpan};
use crate::style::{Colour, Pt};
use crate::tree::{Align, ArticleLink, AssetPath, Id, Lang, Line, NoteId, Numbering, WebAddress};
use std::borrow::Cow;
use std::sync::Arc;

/// An article laid out. Lengths are in points from the top left corner of the page, y downwards.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    pub pages: Vec<Page>,
    /// The structure tree in reading order; node 0 is the document. A parent precedes its kids.
    pub nodes: Vec<Node>,
    /// The faces that the runs are set in: [`FontId`] is a place in this list. Some may be unused.
    pub faces: Vec<Arc<Face>>,
    /// One for each section, in document order.
    pub outline: Vec<OutlineEntry>,
    /// The complaints of layout: characters without a glyph, tables that do not fit.
    pub diagnostics: Vec<Diagnostic>,
    /// Why nothing was laid out; there are then no pages.
    pub unset: Option<Diagnostic>,
}

/// One page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub width: Pt,
    pub height: Pt,
    /// The name that readers know it by: "1", "iv".
    pub label: String,
    /// In the order in which they are painted, which is that of reading.
    pub items: Vec<Item>,
}

/// A node's place in [`Pages::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// A piece of content: what the items that carry it draw together, read as one. Counted through the whole document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentId(pub u32);

/// One element of the structure.
#[derive(Clone, Debug)]
pub struct Node {
    pub tag: Tag,
    pub kids: Vec<Kid>,
    /// The language, where it is not that of the node around it.
    pub lang: Option<Lang>,
    /// The names that links lead to: its own, after those of what precedes it and draws nothing.
    pub ids: Vec<Id>,
    /// The place of it in the article.
    pub at: SourceSpan,
}

/// A part of a node, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kid {
    Node(NodeId),
    Content(ContentId),
}

/// The kind of a node. The names are those of PDF 1.7 (ISO 32000-1, 14.8.4), as the field's own terms.
#[derive(Clone, Debug, PartialEq)]
pub enum Tag {
    Document,
    /// A section: a heading and what belongs to it.
    Section,
    /// 1 for the title, 2 to 6 for sections.
    Heading(u8),
    Paragraph,
    List(ListTag),
    ListItem,
    /// The number, bullet or box of an item; a term of a definition.
    Label,
    ListBody,
    Table,
    TableHead,
    TableBody,
    TableRow,
    HeaderCell(Scope, Align),
    DataCell(Align),
    /// A picture, with its words. Its box is that of the items it draws.
    Figure {
        alt: Line,
    },
    Caption,
    Quote,
    /// A block of code.
    CodeBlock,
    /// Code among words.
    Code,
    /// A group of blocks beside the text, such as a callout.
    Aside,
    /// Words whose language differs.
    Span,
    /// Words that the article does not hold: the kind of a callout, the address of a link, the heading of the notes.
    Added,
    /// Words that an abbreviation stands for.
    Expansion(Line),
    Strong,
    Emphasis,
    Link {
        to: PageTarget,
        contents: String,
    },
    /// A reference to a note, and the note's number.
    Reference(NoteId),
    Note(NoteId),
    Contents,
    ContentsItem,
}

/// The marking of the items of a list (ISO 32000-1, table 347).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListTag {
    Bullet,
    Ordered(Numbering),
    /// Definitions: a label says what its item is about.
    Definitions,
    /// Boxes to tick.
    Tasks,
}

/// The cells that a header cell belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Row,
    Column,
}

/// The target of a link.
#[derive(Clone, Debug, PartialEq)]
pub enum PageTarget {
    Web(WebAddress),
    /// The node with this id.
    Place(Id),
    /// From the reference to the note.
    Note(NoteId),
    /// From the note back to its first reference.
    NoteReference(NoteId),
    Article(ArticleLink),
}

/// Whose an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    Content(ContentId),
    /// Not read: it belongs to the page, not to the article.
    Artifact(Artifact),
}

/// The kinds of artifact (ISO 32000-1, 14.8.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Artifact {
    Header,
    Footer,
    /// Rules, tints, repeated table headers, decorative images.
    Layout,
}

/// One thing drawn on a page.
#[derive(Clone, Debug)]
pub struct Item {
    pub owner: Owner,
    pub shape: Shape,
    /// The beginning of it in the text of the document; `None` for what the document does not say in a text.
    pub place: Option<TextPlace>,
}

/// A place in a text of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextPlace {
    /// The text's ordinal in [`walk::numbered`](crate::tree::walk::numbered).
    pub ordinal: u32,
    /// Bytes before the place of the inlines' [`text_of`](crate::tree::walk::text_of), or of the code; of no meaning in a figure.
    pub offset: u32,
}

/// A shape that is drawn.
#[derive(Clone, Debug)]
pub enum Shape {
    Glyphs(GlyphRun),
    /// A filled rectangle: a rule, a bar or a tint.
    Rectangle {
        area: Rect,
        colour: Colour,
    },
    /// A filled or stroked path: the boxes and signs that the font lacks.
    Path(Path),
    /// A picture fitted into a rectangle.
    Picture {
        path: AssetPath,
        area: Rect,
    },
    /// The area of a link; `node` is its [`Tag::Link`] node. Not painted; the owner is that of the words it covers.
    LinkArea {
        node: NodeId,
        area: Rect,
    },
}

/// A rectangle: its top left corner and its size.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    pub x: Pt,
    pub y: Pt,
    pub width: Pt,
    pub height: Pt,
}

/// A stroke of glyphs in one font on one baseline.
#[derive(Clone, Debug)]
pub struct GlyphRun {
    pub font: FontId,
    pub size: Pt,
    pub colour: Colour,
    /// The start of the baseline: its left end, in whichever direction the text reads.
    pub x: Pt,
    pub y: Pt,
    /// From left to right.
    pub glyphs: Vec<Glyph>,
    /// The text that the glyphs show, in the order of reading.
    pub text: String,
    /// The direction in which the text reads.
    pub direction: crate::tree::Direction,
}

/// A face of a font file, as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// The whole file.
    pub bytes: Cow<'static, [u8]>,
    /// The face's place in a collection; 0 in a file with one face.
    pub index: u32,
}

/// A face's place in [`Pages::faces`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontId(pub u16);

/// One glyph of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// In the font; never 0, which stands for no glyph.
    pub id: u16,
    /// From this glyph's origin to the next one's.
    pub advance: Pt,
    /// From the origin to where the glyph is drawn; x to the right, y upwards.
    pub offset: (Pt, Pt),
    /// The bytes of [`GlyphRun::text`] that it stands for; empty for a further glyph of the same cluster.
    pub text: (u32, u32),
}

/// A path in page coordinates.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    pub segments: Vec<Segment>,
    pub colour: Colour,
    /// `None` fills the path; a width strokes it.
    pub stroke: Option<Pt>,
    /// The characters that the path stands for, for search, copying and speech; `None` for decoration.
    pub text: Option<String>,
}

/// One segment of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    Move(Pt, Pt),
    Line(Pt, Pt),
    /// Two control points and the end.
    Curve([(Pt, Pt); 3]),
    Close,
}

/// A bookmark.
#[derive(Clone, Debug, PartialEq)]
pub struct OutlineEntry {
    /// 1 for sections just below the title.
    pub depth: u8,
    pub title: String,
    /// Index of the page that the section begins on.
    pub page: u32,
    /// The top of its heading.
    pub y: Pt,
    /// The heading's node.
    pub node: NodeId,
}
