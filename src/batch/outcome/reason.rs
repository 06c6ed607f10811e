//! The reasons for making an edition.

use crate::export::Exporter;
use std::fmt;

/// The reason for making an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The manifest does not list it.
    New,
    /// `--force` was given.
    Forced,
    Source,
    /// An image changed; its path.
    Image(String),
    /// An article that it links to was added or removed.
    Links,
    Program,
    Style,
    Fonts,
    /// An option changed; its key.
    Option(String),
    /// The edition's file was removed.
    Gone,
    /// The edition's file was changed.
    Altered,
}

impl Reason {
    /// True if this change of an article changes its edition in a format.
    pub fn concerns(&self, exporter: &dyn Exporter) -> bool {
        !matches!(self, Reason::Image(_)) || exporter.inputs().pictures
    }

    /// True if the article itself, an image or a link changed.
    pub fn makes_another_article(&self) -> bool {
        matches!(self, Reason::Source | Reason::Image(_) | Reason::Links)
    }

    /// The image or option that the reason names; `None` for all other reasons.
    pub fn about(&self) -> Option<&str> {
        match self {
            Reason::Image(what) | Reason::Option(what) => Some(what),
            _ => None,
        }
    }

    /// The reason as one word, for programs.
    pub fn name(&self) -> &'static str {
        match self {
            Reason::New => "new",
            Reason::Forced => "forced",
            Reason::Source => "source",
            Reason::Image(_) => "image",
            Reason::Links => "links",
            Reason::Program => "program",
            Reason::Style => "style",
            Reason::Fonts => "fonts",
            Reason::Option(_) => "option",
            Reason::Gone => "gone",
            Reason::Altered => "altered",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::New => f.write_str("new"),
            Reason::Forced => f.write_str("asked for"),
            Reason::Source => f.write_str("the article changed"),
            Reason::Image(path) => write!(f, "the image `{path}` changed"),
            Reason::Links => f.write_str("an article that it links to came or went"),
            Reason::Program => f.write_str("quatrefoil itself changed"),
            Reason::Style => f.write_str("the style changed"),
            Reason::Fonts => f.write_str("the fonts changed"),
            Reason::Option(key) => write!(f, "`{key}` changed"),
            Reason::Gone => f.write_str("the edition was removed"),
            Reason::Altered => f.write_str("the edition was altered"),
        }
    }
}
