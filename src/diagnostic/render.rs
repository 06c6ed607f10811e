//! Diagnostics as text: for people with the line in question, for pipes as one line, for programs as JSON.

use super::{Diagnostic, Severity, SourceSpan};
use std::borrow::Cow;
use std::fmt::Write;

impl Severity {
    /// The severity as one lowercase word.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One line: `FILE:LINE:COLUMN: severity[rule]: message (help)`. Without a place, only the file stands before it.
pub fn short(file: &str, diagnostic: &Diagnostic) -> String {
    let mut line = place(file, diagnostic.at);
    let message = printable(&diagnostic.message);
    let _ = write!(line, ": {}[{}]: {message}", diagnostic.severity.name(), diagnostic.rule.name());
    if let Some(help) = &diagnostic.help {
        let _ = write!(line, " ({})", printable(help));
    }
    line
}

/// Several lines: what is wrong, where, the line itself with a mark under the place, and what to do.
///
/// `source` is the article's text; `None`, or a place outside it, leaves the quoted line out.
pub fn human(file: &str, source: Option<&str>, diagnostic: &Diagnostic) -> String {
    let mut text = format!(
        "{}[{}]: {}\n  --> {}\n",
        diagnostic.severity.name(),
        diagnostic.rule.name(),
        printable(&diagnostic.message),
        place(file, diagnostic.at)
    );
    let number = diagnostic.at.start.line;
    let quoted = source.and_then(|source| source.lines().nth((number as usize).checked_sub(1)?));
    if let Some(line) = quoted {
        quote(&mut text, number, line, diagnostic.at);
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(text, "  = help: {}", printable(help));
    }
    text
}

/// One JSON object on one line, without the line end.
pub fn json(file: &str, diagnostic: &Diagnostic) -> String {
    let [line, column, end_line, end_column] = diagnostic.at.into();
    serde_json::json!({
        "type": "diagnostic",
        "file": file,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "severity": diagnostic.severity.name(),
        "rule": diagnostic.rule.name(),
        "message": diagnostic.message,
        "help": diagnostic.help,
    })
    .to_string()
}

/// Text that does nothing to the terminal that it is shown in: what would move its cursor or turn its direction is written out.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(commands_terminals) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::new();
    for c in text.chars() {
        if commands_terminals(c) { shown.extend(c.escape_unicode()) } else { shown.push(c) }
    }
    Cow::Owned(shown)
}

fn commands_terminals(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn place(file: &str, at: SourceSpan) -> String {
    let file = printable(file);
    if at == SourceSpan::NOWHERE {
        return file.into_owned();
    }
    format!("{file}:{}:{}", at.start.line, at.start.column)
}

/// Quotes at most [`WIDTH`] characters of the line, around the place, with carets below it.
fn quote(text: &mut String, number: u32, line: &str, at: SourceSpan) {
    const WIDTH: usize = 72;
    let column = at.start.column.saturating_sub(1) as usize;
    let skipped = column.saturating_sub(WIDTH / 2);
    let shown: String =
        line.chars().skip(skipped).take(WIDTH).map(|c| if commands_terminals(c) { ' ' } else { c }).collect();
    let end =
        if at.end.line == at.start.line { at.end.column.saturating_sub(1) as usize } else { line.chars().count() };
    let marks = end.saturating_sub(column).clamp(1, WIDTH.saturating_sub(column - skipped).max(1));
    let gutter = " ".repeat(number.to_string().len());
    let _ = writeln!(text, "{gutter} |\n{number} | {shown}");
    let _ = writeln!(text, "{gutter} | {}{}", " ".repeat(column - skipped), "^".repeat(marks));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Rule;

    fn sample() -> Diagnostic {
        Diagnostic::new(Rule::HeadingLevel, [2, 1, 2, 9].into(), "`### Veins` is two levels below `# Leaf`")
            .with_help("write it as a level-2 heading")
    }

    #[test]
    fn short_is_one_line_with_the_place_first() {
        assert_eq!(
            short("leaf.md", &sample()),
            "leaf.md:2:1: warning[heading-level]: `### Veins` is two levels below `# Leaf` (write it as a level-2 heading)"
        );
    }

    #[test]
    fn human_points_at_the_words() {
        let text = human("leaf.md", Some("# Leaf\n### Veins\n"), &sample());
        assert!(text.contains("2 | ### Veins\n  | ^^^^^^^^\n"), "{text}");
    }

    #[test]
    fn nothing_that_is_shown_commands_the_terminal() {
        let hostile = Diagnostic::new(Rule::HeadingLevel, [1, 1, 1, 2].into(), "`\u{1b}[2J` is\nno `\u{202e}heading`")
            .with_help("leave out `\u{7}`");
        let shown = [short("a\u{1b}c.md", &hostile), human("a\u{1b}c.md", Some("\u{1b}[2J\u{202e}"), &hostile)];
        for text in shown {
            assert!(text.lines().all(|line| !line.contains(commands_terminals)), "{text:?}");
            assert!(text.contains("`\\u{1b}[2J` is\\u{a}no") && text.contains("a\\u{1b}c.md"), "{text:?}");
        }
    }

    #[test]
    fn json_is_one_object_on_one_line() {
        let line = json("leaf.md", &sample());
        assert!(!line.contains('\n'));
        let object: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(object["line"], 2);
        assert_eq!(object["rule"], "heading-level");
    }
}
