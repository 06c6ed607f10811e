//! The head of an article → what it says about itself. The article is read all the same, whatever is wrong in its head.

use crate::diagnostic::Diagnostic;
use crate::tree::{Inline, Lang, Meta, WebAddress};

/// What the front matter says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Head {
    /// Empty where it gives none.
    pub(super) title: Vec<Inline>,
    /// `None` where it gives none.
    pub(super) lang: Option<Lang>,
    /// Where relative links lead.
    pub(super) base_url: Option<WebAddress>,
    /// All else. Its title and its language are filled in when the article has been read.
    pub(super) meta: Meta,
}

impl Head {
    /// The head of an article that says nothing about itself.
    pub(super) fn silent() -> Head {
        Head { title: Vec::new(), lang: None, base_url: None, meta: Meta::new(Vec::new(), Lang::english()) }
    }
}

/// Cuts the front matter off: what it says, and where the article goes on (in bytes, at the beginning of a line).
pub(super) fn front_matter(_text: &str, _diagnostics: &mut Vec<Diagnostic>) -> (Head, usize) {
    (Head::silent(), 0)
}
