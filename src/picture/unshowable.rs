//! Reasons why a file is no picture, and what its author can do.

use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::tree::AssetPath;
use std::fmt;

/// The reason why a file is not a picture that every edition can show: one clause after "the image", such as `` is a GIF file ``.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unshowable {
    /// The clause.
    pub why: String,
    /// Help for the author; `None` if only another file helps.
    pub help: Option<&'static str>,
}

impl Unshowable {
    pub(super) fn new(why: impl Into<String>) -> Unshowable {
        Unshowable { why: why.into(), help: None }
    }

    pub(super) fn with_help(why: impl Into<String>, help: &'static str) -> Unshowable {
        Unshowable { why: why.into(), help: Some(help) }
    }

    /// The diagnostic of an image whose file it is.
    pub fn at_image(self, path: &AssetPath, at: SourceSpan) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(Rule::ImageBroken, at, format!("the image `{path}` {}", self.why));
        diagnostic.help = self.help.map(str::to_owned);
        diagnostic
    }
}

impl fmt::Display for Unshowable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for Unshowable {}

/// Help for a picture that is larger than a limit.
pub(super) const SMALLER: &str = "make the picture smaller: 3,000 pixels are enough for a full page";

/// Help for a drawing that is over a limit.
pub(super) const SIMPLER: &str = "simplify the drawing, or save it as PNG";
