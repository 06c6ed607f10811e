//! Markdown → the body of a draft.

use super::front_matter::Head;
use super::{Source, Written};
use crate::diagnostic::Diagnostic;

/// Reads an article in Markdown.
pub(super) fn markdown(source: &Source<'_>, head: &Head, diagnostics: &mut Vec<Diagnostic>) -> Written {
    super::plain_text::plain_text(source, head, diagnostics)
}
