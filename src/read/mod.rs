//! What an author wrote → a draft of the tree and what is to be said about it.
//!
//! Pure and total: any bytes give a [`Reading`], and nothing here knows a file system. A reader repairs what it can, because
//! it still knows what the author wrote, and says so; what it guesses it says in a note.

pub mod tidy;

use crate::diagnostic::Diagnostic;
use crate::tree::{Draft, WebAddress};
use std::collections::BTreeMap;

/// The forms an article can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// CommonMark with GitHub's tables, footnotes, task lists and alerts.
    Markdown,
    /// Bare lines.
    PlainText,
    /// A tree as `quatrefoil tree` prints it.
    Json,
}

/// An article as it was found.
#[derive(Clone, Copy, Debug)]
pub struct Article<'a> {
    pub bytes: &'a [u8],
    pub form: Form,
    /// The file's name without extension: the title of an article that has none.
    pub stem: &'a str,
    pub neighbours: &'a Neighbours,
}

/// What relative links of an article can lead to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Neighbours {
    /// Articles of the same build: the path as a link in this article writes it (`../eye.md`, `asthma.html`) → the way from the
    /// folder of this article's editions to the other's, without extension (`../eye`).
    pub articles: BTreeMap<String, String>,
    /// Where all other relative links lead; `None` where nothing says so. The front matter's `base-url` comes before it.
    pub base_url: Option<WebAddress>,
}

/// What a reader made of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// `None` where there is nothing to make an edition from: an article without words, or JSON that is no tree. It then has an
    /// error that says so.
    pub draft: Option<Draft>,
    /// In the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// The article's text as it was decoded, for messages that quote it.
    pub text: String,
}
