//! The front of the book: its title, what it is about, and its facts.

use super::super::xhtml::{Writer, XhtmlHost, held_together, push_publisher, push_text};
use crate::tree::Meta;

/// Title, subtitle, who answers for the article, who made it and when it was checked, and what it is about.
pub fn head<S: XhtmlHost>(writer: &mut Writer<'_, S>, meta: &Meta) {
    writer.out().push_str("<header>\n<h1>");
    // A very long title may run over to the next printed page.
    writer.marked(&meta.title);
    writer.out().push_str("</h1>\n");
    if let Some(subtitle) = &meta.subtitle {
        let words = held_together(subtitle.as_str(), writer.labels());
        let out = writer.out();
        out.push_str("<p class=\"q-subtitle\" epub:type=\"subtitle\" role=\"doc-subtitle\">");
        push_text(out, &words);
        out.push_str("</p>\n");
    }
    push_publisher(writer.out(), meta);
    writer.facts(meta);
    if let Some(description) = &meta.description {
        let words = held_together(description.as_str(), writer.labels());
        let out = writer.out();
        out.push_str("<p class=\"q-lead\">");
        push_text(out, &words);
        out.push_str("</p>\n");
    }
    writer.out().push_str("</header>\n");
}
