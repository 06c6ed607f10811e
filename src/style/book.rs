//! `[book]` of a sheet: what an EPUB is made with. The reader's own face, size and colours stay the reader's.

use super::Em;
use super::paper::LeadIn;
use serde::{Deserialize, Serialize};

/// The values that a book is made with. `styles/handout.toml` documents each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BookStyle {
    /// About how many characters of text a content document holds before the next section begins a new one.
    pub split_after: usize,
    /// The name of whoever certifies the accessibility of all books made with the sheet; empty for nobody.
    pub certified_by: String,
    /// Whose faces the book is set in.
    pub fonts: BookFonts,
    /// Between paragraphs, and below headings and figures.
    pub paragraph_space: Em,
    /// Above a heading; in its own size.
    pub heading_space: Em,
    /// Between the items of a loose list.
    pub item_space: Em,
    /// The setting of the words before a colon at the head of an item.
    pub lead_in: LeadIn,
    /// The indent of lists, quotes and meanings.
    pub indent: Em,
    /// Sizes of headings, from `h1` to `h6`, relative to the running text.
    pub heading_sizes: [Em; 6],
    /// Leading, relative to the size of the type.
    pub leading: f32,
    /// The cover of an article that names no picture for it.
    pub cover: CoverStyle,
}

/// Whose faces a book is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BookFonts {
    /// Those that the reader has chosen.
    Reader,
    /// The book carries the text face in its four cuts; a reader may still choose another.
    Embedded,
}

/// A cover that is made from title and publisher. Its ground is the accent colour, its words have that of the paper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CoverStyle {
    /// Width and height of the picture, in its own units.
    pub size: [f32; 2],
    /// From each edge to the words.
    pub margin: f32,
    /// The largest type for the title; a long title is set smaller.
    pub title_size: f32,
    /// No title is set smaller than this.
    pub least_title_size: f32,
    /// For subtitle and publisher.
    pub line_size: f32,
    /// Leading, relative to the size of the type.
    pub leading: f32,
    /// The thickness of the rule above the title.
    pub rule: f32,
}
