//! The page's own values: how large it is set, when it has a list of contents, and its colours at night.
//!
//! Rules that are the same for every article are in `styles/page.css`, which reads these values as custom properties.

use super::paper::LeadIn;
use super::{Colours, Em};
use serde::{Deserialize, Serialize};

/// The look of the HTML page on a screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Screen {
    /// Families in the order in which they are looked for on the reader's machine; none is sent along.
    pub faces: Vec<String>,
    /// Of running text, relative to the size that the reader chose.
    pub size: Em,
    /// From one line to the next, as a multiple of the size.
    pub line_height: f32,
    /// The longest line, in digits of running text.
    pub measure: u8,
    /// The list of contents is shown from this many sections on.
    pub contents_from: usize,
    /// The number of levels of sections in the list of contents.
    pub contents_depth: usize,
    /// The setting of the words before a colon at the head of an item.
    pub lead_in: LeadIn,
    /// The kind of page that search engines take it for.
    pub kind: PageKind,
    /// The colours where the reader asks for a dark page. Checked as those of the light one.
    pub dark: Colours,
}

/// The schema.org types of page that an article can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PageKind {
    /// A page about health.
    MedicalWebPage,
    /// Any page.
    WebPage,
    /// An article of a magazine or a journal.
    Article,
}

impl PageKind {
    /// The name of the type.
    pub fn name(self) -> &'static str {
        match self {
            PageKind::MedicalWebPage => "MedicalWebPage",
            PageKind::WebPage => "WebPage",
            PageKind::Article => "Article",
        }
    }
}
