//! The imprint around an article: who answers for it, the number to call, rights, series and where it is online.

use super::{Dialect, Writer, XhtmlHost, held_together, push_attribute, push_text};
use crate::tree::Meta;

/// Writes one line of words as a paragraph.
pub fn push_line(out: &mut String, words: &str) {
    out.push_str("<p>");
    push_text(out, words);
    out.push_str("</p>\n");
}

/// Writes who answers for the article, and the number to call; nothing where neither is known.
pub fn push_publisher(out: &mut String, meta: &Meta) {
    if let Some(publisher) = &meta.publisher {
        push_line(out, publisher.as_str());
    }
    if let Some(phone) = &meta.phone {
        push_phone(out, phone.as_str());
    }
}

/// A number to call, whose groups stay in their order in a right-to-left text too. Words without a number are no link.
fn push_phone(out: &mut String, phone: &str) {
    let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    if !digits.contains(|c: char| c.is_ascii_digit()) {
        return push_line(out, phone);
    }
    out.push_str("<p><a dir=\"ltr\"");
    push_attribute(out, "href", &format!("tel:{digits}"));
    out.push('>');
    push_text(out, phone);
    out.push_str("</a></p>\n");
}

impl<S: XhtmlHost> Writer<'_, S> {
    /// Writes who made the article and when it was checked; nothing where neither is known. A page lets the phrases follow each
    /// other, a book has no rules for that and gives each a line.
    pub fn facts(&mut self, meta: &Meta) {
        let between = match self.surroundings.dialect() {
            Dialect::Page => " ",
            Dialect::Book => "<br/>\n",
        };
        let facts = self.labels.facts(meta);
        if facts.is_empty() {
            return;
        }
        self.out.push_str("<p class=\"q-facts\">");
        for (index, fact) in facts.iter().enumerate() {
            if index > 0 {
                self.out.push_str(between);
            }
            let fact = held_together(fact, self.labels);
            self.label("q-fact", &fact);
        }
        self.close_line("p");
    }
}

/// Writes what is to be known of the article that nobody reads it for; nothing where nothing is known.
pub fn push_foot(out: &mut String, meta: &Meta) {
    let series = meta.series.as_ref().map(|series| series.words());
    let [rights, identifier] = [&meta.rights, &meta.identifier].map(|line| line.as_ref().map(ToString::to_string));
    let lines: Vec<String> = [rights, series, identifier].into_iter().flatten().collect();
    if lines.is_empty() && meta.canonical.is_none() {
        return;
    }
    out.push_str("<footer class=\"q-foot\">\n");
    for line in &lines {
        push_line(out, line);
    }
    if let Some(address) = &meta.canonical {
        out.push_str("<p><a");
        push_attribute(out, "href", address.as_str());
        out.push('>');
        push_text(out, address.as_str());
        out.push_str("</a></p>\n");
    }
    out.push_str("</footer>\n");
}
