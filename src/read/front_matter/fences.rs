//! The head of an article → the values that it gives about itself. Whatever is wrong in the head, the article is read.
//!
//! Front matter is at the very start: YAML between two lines of `---`, or TOML between two lines of `+++`.

use super::head::Head;
use super::keys;
use super::values::{self, Fault, Node, Value};
use crate::diagnostic::{Diagnostic, LineIndex, Rule, SourceSpan};
use crate::limits::Limits;

/// The two languages of front matter.
#[derive(Clone, Copy, PartialEq)]
enum Syntax {
    Yaml,
    Toml,
}

/// Cuts the front matter off: what it says, and where the article goes on (in bytes, at the beginning of a line). A rule that
/// happens to be the first line of an article is no front matter.
pub(in crate::read) fn front_matter(text: &str, limits: &Limits, diagnostics: &mut Vec<Diagnostic>) -> (Head, usize) {
    let places = LineIndex::new(text);
    let Some(found) = find(text, limits.front_matter.count()) else {
        if let Some(fence) = unclosed(text) {
            let message = format!("the front matter is not closed by `{fence}` within {}", limits.front_matter);
            diagnostics.push(Diagnostic::new(Rule::FrontMatterSyntax, places.span(0..fence.len()), message));
        }
        return (Head::silent(), 0);
    };
    let written = match found.syntax {
        Syntax::Yaml => values::yaml(found.inside, found.start),
        Syntax::Toml => values::toml(found.inside, found.start),
    };
    match written {
        Ok(Node { value: Value::Map(entries), .. }) => (keys::head(text, entries, diagnostics), found.end),
        Ok(Node { value: Value::Null, .. }) => (Head::silent(), found.end),
        // Words between two rules are words.
        Ok(_) => (Head::silent(), 0),
        Err(_) if !begins_with_key(found.inside, found.syntax) => (Head::silent(), 0),
        Err(Fault { message, at }) => {
            diagnostics.push(Diagnostic::new(Rule::FrontMatterSyntax, places.span(at..at + 1), message));
            (Head::silent(), found.end)
        }
    }
}

/// The values in the TOML beside an article. A fault is reported with its line in the message, since its place is not in the
/// article.
pub(in crate::read) fn beside(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Head {
    let mut faults = Vec::new();
    let head = match values::toml(text, 0) {
        Ok(Node { value: Value::Map(entries), .. }) => keys::head(text, entries, &mut faults),
        Ok(_) => Head::silent(),
        Err(Fault { message, at }) => {
            let span = LineIndex::new(text).span(at.min(text.len())..at.min(text.len()));
            faults.push(Diagnostic::new(Rule::FrontMatterSyntax, span, message));
            Head::silent()
        }
    };
    diagnostics.extend(faults.into_iter().map(|fault| Diagnostic {
        message: format!("in the `.toml` beside the article, line {}: {}", fault.at.start.line, fault.message),
        at: SourceSpan::NOWHERE,
        ..fault
    }));
    head
}

/// The value of a key on a line of its own in front matter, where the charset is not known yet and only ASCII can be read.
pub(in crate::read) fn line_of<'t>(text: &'t str, limits: &Limits, key: &str) -> Option<&'t str> {
    line_among(find(text, limits.front_matter.count())?.inside, key)
}

/// The same among the lines of a file that is nothing but front matter.
pub(in crate::read) fn line_among<'t>(inside: &'t str, key: &str) -> Option<&'t str> {
    inside.lines().find_map(|line| {
        let (word, value) = line.split_once([':', '='])?;
        let value = value.split('#').next().unwrap_or_default().trim().trim_matches(['"', '\'']);
        (keys::known(word.trim_matches(['"', '\''])) == Some(key)).then_some(value)
    })
}

/// Front matter between two fences.
struct Found<'t> {
    syntax: Syntax,
    inside: &'t str,
    start: usize,
    /// Behind the line of the second fence.
    end: usize,
}

/// Looks for front matter in so many bytes.
fn find(text: &str, longest: usize) -> Option<Found<'_>> {
    let (syntax, fence) = fence_of(text)?;
    let start = text.find('\n')? + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let next = at + line.len();
        if next > longest {
            return None;
        }
        let line = line.trim_end();
        if line == fence || syntax == Syntax::Yaml && line == "..." {
            return Some(Found { syntax, inside: &text[start..at], start, end: next });
        }
        at = next;
    }
    None
}

fn fence_of(text: &str) -> Option<(Syntax, &'static str)> {
    match text.lines().next()?.trim_end() {
        "---" => Some((Syntax::Yaml, "---")),
        "+++" => Some((Syntax::Toml, "+++")),
        _ => None,
    }
}

/// The fence that is missing, where an article begins like front matter.
fn unclosed(text: &str) -> Option<&'static str> {
    let (syntax, fence) = fence_of(text)?;
    let rest = text.split_once('\n')?.1;
    begins_with_key(rest, syntax).then_some(fence)
}

/// True if the first line that is neither blank nor a comment is a key and its value.
fn begins_with_key(inside: &str, syntax: Syntax) -> bool {
    let Some(first) = inside.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')) else {
        return false;
    };
    let key = |c: char| c.is_alphanumeric() || "-_\"'".contains(c);
    let rest = first.trim_start_matches(key);
    let separated = match syntax {
        Syntax::Yaml => rest == ":" || rest.starts_with(": "),
        Syntax::Toml => rest.trim_start().starts_with('='),
    };
    rest.len() < first.len() && separated
}
