//! Raw HTML that never ends: an element whose content is no Markdown (`pre`, `script`, `style`), or a comment. Taken by its letter
//! it swallows the rest of the article. So its opening is taken for text, and the article is read once more.
//!
//! So is an article in which `pulldown-cmark` takes words for the label of a link, though a backslash stands before their bracket:
//! `[a]\[words]`, where `[words]: …` is somewhere.

use super::composition::Composition;
use super::masks::masked;
use crate::diagnostic::{Diagnostic, LineIndex, Rule};
use crate::read::Source;
use crate::read::front_matter::Head;
use std::collections::BTreeSet;

/// The most readings of one article. More than two are needed only where openings hide each other.
const MAX_READINGS: usize = 4;
/// Openings and their ends.
const PAIRS: [(&str, &str); 4] = [("<script", "</script"), ("<style", "</style"), ("<pre", "</pre"), ("<!--", "-->")];

/// Reads an article, again while openings are found that never end, and finishes the last reading.
pub(super) fn composed<T>(
    source: &Source<'_>,
    head: &Head,
    diagnostics: &mut Vec<Diagnostic>,
    finish: impl FnOnce(Composition<'_>) -> T,
) -> T {
    again(source, head, 1, diagnostics, finish)
}

fn again<T>(
    source: &Source<'_>,
    head: &Head,
    reading: usize,
    diagnostics: &mut Vec<Diagnostic>,
    finish: impl FnOnce(Composition<'_>) -> T,
) -> T {
    let mut composition = Composition::new(source, head);
    composition.is_masked = reading > 1;
    composition.read();
    if composition.unclosed.is_empty() && composition.misread.is_empty() {
        return finish(composition);
    }
    let is_last = reading == MAX_READINGS;
    let openings = openings(source.text, &composition.unclosed);
    for &opening in composition.unclosed.iter().filter(|opening| openings.contains(opening)) {
        diagnostics.push(complaint(source, opening, is_last));
    }
    let misread = std::mem::take(&mut composition.misread);
    if is_last || openings.is_empty() && misread.is_empty() {
        return finish(composition);
    }
    let text = masked(source.text, &openings, misread);
    let places = LineIndex::starting_at(&text, source.places.position(0).line);
    let masked = Source { text: &text, places, ..*source };
    again(&masked, head, reading + 1, diagnostics, finish)
}

fn complaint(source: &Source<'_>, opening: usize, is_last: bool) -> Diagnostic {
    let name: String = source.text[opening + 1..].chars().take(20).collect();
    let name = name.split(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/' | '<')).next().unwrap_or_default();
    let at = source.places.span(opening..opening + 1 + name.len());
    let (what, end) = match name.chars().next() {
        Some('!') => ("<!--".to_owned(), "-->".to_owned()),
        Some('?') => ("<?".to_owned(), "?>".to_owned()),
        _ => (format!("<{name}>"), format!("</{name}>")),
    };
    let done = if is_last { "what is in it was left out" } else { "it was taken for text" };
    let message = format!("`{what}` has no end; {done}");
    Diagnostic::new(Rule::HtmlUnclosed, at, message).with_help(format!("close it with `{end}`"))
}

/// The offsets of openings without end, and of those further down that are like one of them and have none either.
fn openings(text: &str, unclosed: &[usize]) -> BTreeSet<usize> {
    let bytes = text.as_bytes();
    let is_at = |at: usize, word: &str| {
        bytes.get(at..at + word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word.as_bytes()))
    };
    let mut all: BTreeSet<usize> = unclosed.iter().copied().filter(|at| bytes.get(*at) == Some(&b'<')).collect();
    for (open, close) in PAIRS {
        let Some(first) = all.iter().copied().find(|at| is_at(*at, open)) else { continue };
        let last_end = memchr::memrchr_iter(close.as_bytes()[0], bytes).find(|at| is_at(*at, close)).unwrap_or(0);
        let from = first.max(last_end);
        let further = memchr::memchr_iter(b'<', &bytes[from..]).map(|at| from + at);
        let ends_name =
            |at: usize| !bytes.get(at + open.len()).is_some_and(u8::is_ascii_alphanumeric) || open == "<!--";
        all.extend(further.filter(|at| is_at(*at, open) && ends_name(*at)));
    }
    all
}
