//! A document and a style → pages of drawn items and their structure. Knows no PDF.
//!
//! Layout works by runs: stretches of text with one font, script, language and direction.

mod fonts;
pub mod pages;
pub mod wholes;

pub use fonts::{Cut, Face, FaceMetrics, Fonts};
pub use pages::Pages;

use crate::picture::Pictures;
use crate::style::Style;
use crate::tree::Document;

/// Lays out a document. Pure: the same document, style, fonts and pictures give the same pages.
pub fn lay_out(_document: &Document, _style: &Style, _fonts: &Fonts, _pictures: &Pictures) -> Pages {
    Pages::default()
}
