//! The reasons for making an edition.

use crate::export::Exporter;
use std::fmt;

/// Why an edition is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The manifest does not list it.
    New,
    /// Asked for with `--force`.
    Forced,
    Source,
    /// With the path of the image.
    Image(String),
    /// An article that it links to came or went.
    Links,
    Program,
    Style,
    Fonts,
    /// With the key of the option.
    Option(String),
    /// The file is not in the folder any more.
    Gone,
    /// The file is not the one that was made.
    Altered,
}

impl Reason {
    /// Whether an article that changed in this way has another edition of a format.
    pub fn concerns(&self, exporter: &dyn Exporter) -> bool {
        !matches!(self, Reason::Image(_)) || exporter.inputs().pictures
    }

    /// Whether it is the article itself, or what it shows or leads to, that changed.
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
