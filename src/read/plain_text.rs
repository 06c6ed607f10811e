//! Bare lines → the body of a draft.

use super::front_matter::Head;
use super::{Source, Written};
use crate::diagnostic::Diagnostic;
use crate::read::tidy::tidy;
use crate::tree::{Block, BlockKind, Body, Inline};

/// Reads an article that has no markup. `head` is what its front matter said; the title that it gives, or has not given, decides
/// what the first line is.
pub(super) fn plain_text(source: &Source<'_>, head: &Head, _diagnostics: &mut Vec<Diagnostic>) -> Written {
    let mut written = Written::default();
    let mut blocks = Vec::new();
    let mut offset = 0;
    for part in source.text.split("\n\n") {
        let text = tidy(vec![Inline::Text(part.to_owned())]);
        let at = source.places.span(offset..offset + part.trim_end().len());
        offset += part.len() + 2;
        if text.is_empty() {
            continue;
        }
        if head.title.is_empty() && written.title.is_empty() {
            written.title = text;
        } else {
            blocks.push(Block::new(BlockKind::Paragraph(text), at));
        }
    }
    written.body = Body { blocks, sections: Vec::new() };
    written
}
