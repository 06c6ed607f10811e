//! The style sheet: every measure, colour and choice that an edition is made with.
//!
//! A sheet is TOML. What it does not say, `styles/handout.toml` says: that sheet is complete, documented value by value, and
//! compiled in. A [`Style`] is whole and checked: units are types, colours have their contrast. It knows no document.

mod book;
mod colour;
mod furniture;
mod labels;
pub mod paper;
mod screen;
mod sheet;
mod text;
mod units;

pub use book::{BookFonts, BookStyle, CoverStyle};
pub use colour::{Colour, Colours};
pub use labels::Labels;
pub use screen::{PageKind, Screen};
pub use sheet::StyleError;
pub use text::{
    ByteOrderMark, Characters, Columns, EmphasisMarks, HeadingMarks, LineEnd, PageLines, TextStyle, Underline,
};
pub use units::{Em, Pt};

use serde::Deserialize;

/// One checked style sheet. Exporters read it; none of them holds a measure of its own.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Style {
    /// The name that people know the sheet by.
    pub name: String,
    /// Colours of all editions that have any: `[colours]`.
    pub colours: Colours,
    /// The handout: `[paper]`.
    pub paper: paper::Paper,
    /// The plain-text edition: `[text]`.
    pub text: TextStyle,
    /// The HTML page: `[screen]`.
    pub screen: Screen,
    /// The EPUB: `[book]`.
    pub book: BookStyle,
}
