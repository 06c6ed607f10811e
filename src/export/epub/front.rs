//! What stands around the article in the book: its title and facts before it, rights and series after it.

use super::super::xhtml::{Surroundings, Writer, push_attribute, push_text};
use crate::tree::Meta;

/// Title, subtitle, who answers for the article, who made it and when it was checked, and what it is about.
pub fn head<S: Surroundings>(writer: &mut Writer<'_, S>, meta: &Meta) {
    writer.out().push_str("<header>\n<h1>");
    // A very long title may run over to the next printed page.
    writer.marked(&meta.title);
    writer.out().push_str("</h1>\n");
    if let Some(subtitle) = &meta.subtitle {
        let out = writer.out();
        out.push_str("<p class=\"q-subtitle\" epub:type=\"subtitle\" role=\"doc-subtitle\">");
        push_text(out, subtitle.as_str());
        out.push_str("</p>\n");
    }
    if let Some(publisher) = &meta.publisher {
        push_line(writer.out(), publisher.as_str());
    }
    if let Some(phone) = &meta.phone {
        let digits: String = phone.as_str().chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        push_link(writer.out(), &format!("tel:{digits}"), phone.as_str());
    }
    let facts = writer.labels().facts(meta);
    if !facts.is_empty() {
        writer.out().push_str("<p class=\"q-facts\">");
        for (index, fact) in facts.iter().enumerate() {
            if index > 0 {
                writer.out().push_str("<br/>\n");
            }
            writer.label("q-fact", fact);
        }
        writer.out().push_str("</p>\n");
    }
    if let Some(description) = &meta.description {
        let out = writer.out();
        out.push_str("<p class=\"q-lead\">");
        push_text(out, description.as_str());
        out.push_str("</p>\n");
    }
    writer.out().push_str("</header>\n");
}

/// What is to be known of the article that nobody reads it for; nothing where nothing is known.
pub fn colophon(out: &mut String, meta: &Meta) {
    let series = meta.series.as_ref().map(|series| match &series.position {
        Some(position) => format!("{}, {position}", series.name),
        None => series.name.to_string(),
    });
    let [rights, identifier] = [&meta.rights, &meta.identifier].map(|line| line.as_ref().map(ToString::to_string));
    let lines: Vec<String> = [rights, series, identifier].into_iter().flatten().collect();
    if lines.is_empty() && meta.canonical.is_none() {
        return;
    }
    out.push_str("<footer class=\"q-colophon\">\n");
    for line in &lines {
        push_line(out, line);
    }
    if let Some(address) = &meta.canonical {
        push_link(out, address.as_str(), address.as_str());
    }
    out.push_str("</footer>\n");
}

fn push_line(out: &mut String, words: &str) {
    out.push_str("<p>");
    push_text(out, words);
    out.push_str("</p>\n");
}

fn push_link(out: &mut String, address: &str, words: &str) {
    out.push_str("<p><a");
    push_attribute(out, "href", address);
    out.push('>');
    push_text(out, words);
    out.push_str("</a></p>\n");
}
