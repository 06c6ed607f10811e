//! The text that a reader of one form takes, and what it makes of it.

use super::article::{Neighbours, ResolvedLinks};
use crate::diagnostic::LineIndex;
use crate::limits::Limits;
use crate::tree::{Body, Contributor, Date, Inline, Lang, Line, Note};

/// The text of an article below its front matter, for the readers of this folder.
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    /// Turns offsets in `text` into places of the whole article.
    pub(super) places: LineIndex<'a>,
    pub(super) stem: &'a str,
    pub(super) neighbours: &'a Neighbours,
    pub(super) limits: &'a Limits,
}

/// The result of the reader of one form, from the text below the front matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Written {
    /// The title that stands in the text; empty where none does, and where the front matter gives it.
    pub(super) title: Vec<Inline>,
    /// Values that the text states about the article. The front matter overrides them.
    pub(super) description: Option<Line>,
    pub(super) contributors: Vec<Contributor>,
    pub(super) published: Option<Date>,
    pub(super) modified: Option<Date>,
    pub(super) reviewed: Option<Date>,
    pub(super) next_review: Option<Date>,
    pub(super) version: Option<Line>,
    pub(super) lang: Option<Lang>,
    pub(super) body: Body,
    pub(super) notes: Vec<Note>,
    pub(super) links: ResolvedLinks,
}
