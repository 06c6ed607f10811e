//! The containers that are open while an article is read, from the article itself to the innermost span.

use crate::diagnostic::SourceSpan;
use crate::tree::{
    Align, Block, CalloutKind, Definition, Direction, ImageSource, Inline, Item, Lang, Line, Marker, Target, Task,
};
use std::ops::Range;

/// One open container. What is read goes into its `home`: itself, or for one that the tree does not know the nearest
/// container around it which the tree knows.
pub(super) struct Frame {
    pub(super) kind: Kind,
    pub(super) origin: Origin,
    /// Index of the frame that holds what is read here.
    pub(super) home: usize,
    /// In the source. The end is known beforehand for what Markdown opened, and is that of the last word for all else.
    pub(super) range: Range<usize>,
    /// Depth of its blocks in the tree.
    pub(super) block_depth: usize,
    /// Depth of its inlines in the tree.
    pub(super) inline_depth: usize,
    /// True if it is a link or an image, or inside one: no link may start.
    pub(super) linked: bool,
    /// True if it is a note or inside one.
    pub(super) noted: bool,
    pub(super) lang: Option<Lang>,
    pub(super) dir: Option<Direction>,
    /// Number of blocks in its home when it was opened.
    pub(super) mark: usize,
    pub(super) blocks: Vec<Block>,
    pub(super) inlines: Vec<Inline>,
}

/// Who opened a container, and so who may close it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Origin {
    Markdown,
    /// An element of HTML and its name.
    Html(String),
    /// Nobody: words stood where the tree wants a paragraph, an item or a cell around them.
    Implied,
}

/// The content that a container becomes in the tree.
pub(super) enum Kind {
    /// The article itself.
    Root,
    /// Nothing, or nothing at this place: the blocks in it stay.
    Through,
    /// Nothing: the words in it stay.
    InlineThrough,
    Quote,
    Callout {
        kind: CalloutKind,
        title: Vec<Inline>,
    },
    List(OpenList),
    Item {
        task: Option<Task>,
    },
    /// The note with this place in the list of labels.
    Note(usize),
    Definitions(Vec<Definition>),
    Meaning,
    Figure {
        caption: Vec<Inline>,
    },
    Table(OpenTable),
    Row(OpenRow),
    Paragraph {
        /// The titles of the images in it, which become captions where an image stands alone.
        titles: Vec<(SourceSpan, Line)>,
    },
    Heading {
        level: u8,
        names: Vec<String>,
    },
    Cell {
        header: bool,
        columns: usize,
    },
    Term,
    Summary,
    Caption,
    /// Text whose spaces and lines matter.
    Verbatim {
        language: Option<Line>,
        text: String,
    },
    Rule,
    /// Content that no reader sees: scripts and styles.
    Dropped,
    Span(Span),
    Link(LinkTo),
    Image {
        source: ImageSource,
        title: Option<Line>,
    },
    CodeSpan,
}

/// Target of an open link.
pub(super) enum LinkTo {
    Target(Target),
    /// Nowhere; it was said already, and the words stay.
    Nowhere,
}

/// Property of a span of words.
#[derive(Clone)]
pub(super) enum Span {
    Emphasis,
    Strong,
    Struck,
    Subscript,
    Superscript,
    Foreign(Lang, Option<Direction>),
    Abbreviation(Line),
}

pub(super) struct OpenList {
    pub(super) marker: Marker,
    pub(super) loose: bool,
    /// With the place that each has among all that were written: empty ones are not kept.
    pub(super) items: Vec<(usize, Item)>,
    pub(super) written: usize,
}

#[derive(Default)]
pub(super) struct OpenTable {
    pub(super) caption: Vec<Inline>,
    pub(super) aligns: Vec<Align>,
    pub(super) rows: Vec<OpenRow>,
    /// Number of cells in its widest row.
    pub(super) width: usize,
    /// True if a row was left out because there were too many cells; the article is then refused.
    pub(super) too_large: bool,
    /// True if a row has words in more columns than a table may have; the article is then refused.
    pub(super) too_wide: bool,
}

#[derive(Default)]
pub(super) struct OpenRow {
    pub(super) cells: Vec<Vec<Inline>>,
    /// True if it is in the head of the table.
    pub(super) head: bool,
    /// Number of header cells (`<th>`).
    pub(super) header_cells: usize,
    /// Number of cells that the author wrote.
    pub(super) written: usize,
    /// True if there were words in more columns than a table may have.
    pub(super) too_wide: bool,
    pub(super) at: SourceSpan,
}

/// Kind of content that a container accepts.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Holds {
    Blocks,
    Inlines,
    Items,
    Meanings,
    Rows,
    Cells,
    Verbatim,
    Nothing,
}

impl Kind {
    pub(super) fn holds(&self) -> Holds {
        match self {
            Kind::Root | Kind::Quote | Kind::Callout { .. } | Kind::Item { .. } => Holds::Blocks,
            Kind::Note(_) | Kind::Meaning | Kind::Figure { .. } => Holds::Blocks,
            Kind::List(_) => Holds::Items,
            Kind::Definitions(_) => Holds::Meanings,
            Kind::Table(_) => Holds::Rows,
            Kind::Row(_) => Holds::Cells,
            Kind::Verbatim { .. } => Holds::Verbatim,
            Kind::Dropped | Kind::Rule => Holds::Nothing,
            Kind::Paragraph { .. } | Kind::Heading { .. } | Kind::Cell { .. } | Kind::Term => Holds::Inlines,
            Kind::Summary | Kind::Caption | Kind::Span(_) | Kind::Link(_) | Kind::Image { .. } => Holds::Inlines,
            Kind::CodeSpan => Holds::Inlines,
            // These hold nothing themselves; their home does.
            Kind::Through | Kind::InlineThrough => Holds::Nothing,
        }
    }

    /// True if its content goes to its home.
    pub(super) fn is_through(&self) -> bool {
        matches!(self, Kind::Through | Kind::InlineThrough)
    }

    /// True if it is inline.
    pub(super) fn is_inline(&self) -> bool {
        matches!(self, Kind::InlineThrough | Kind::Span(_) | Kind::Link(_) | Kind::Image { .. } | Kind::CodeSpan)
    }

    /// True if its blocks are one level deeper in the tree.
    pub(super) fn deepens(&self) -> bool {
        matches!(self, Kind::Quote | Kind::Callout { .. } | Kind::List(_) | Kind::Definitions(_))
    }
}
