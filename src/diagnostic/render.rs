//! Diagnostics as text: with the quoted line for people, as one line for pipes, as JSON for programs.
//!
//! File names are made printable here.

use super::printable::{NONE, push_printable, with_previous};
use super::{Diagnostic, Rest, Severity, SourceSpan};
use std::fmt::Write;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

pub use super::printable::{printable, printable_json};

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

/// One line: `FILE:LINE:COLUMN: severity[rule]: message (help)`. Without a place, only the file precedes the severity.
pub fn short(file: &str, diagnostic: &Diagnostic) -> String {
    let mut line = place(file, diagnostic.at);
    let message = printable(&diagnostic.message);
    let _ = write!(line, ": {}[{}]: {message}", diagnostic.severity.name(), diagnostic.rule.name());
    if let Some(help) = &diagnostic.help {
        let _ = write!(line, " ({})", printable(help));
    }
    line
}

/// Several lines: the message, the place, the line with a mark below the place, and the help.
///
/// `source` is the article's text; with `None`, or a place outside it, no line is quoted.
pub fn human(file: &str, source: Option<&str>, diagnostic: &Diagnostic) -> String {
    let mut text = format!(
        "{}[{}]: {}\n  --> {}\n",
        diagnostic.severity.name(),
        diagnostic.rule.name(),
        printable(&diagnostic.message),
        place(file, diagnostic.at)
    );
    let number = diagnostic.at.start.line;
    let source = source.filter(|_| has_place(diagnostic.at));
    let quoted = source.and_then(|source| source.lines().nth(number as usize - 1));
    if let Some(line) = quoted.filter(|line| !line.trim().is_empty()) {
        quote(&mut text, number, line, diagnostic.at);
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(text, "  = help: {}", printable(help));
    }
    text
}

/// One line: `FILE: severity[rule]: … and 97 more`.
pub fn short_rest(file: &str, rest: &Rest) -> String {
    let (severity, rule) = (rest.severity.name(), rest.rule.name());
    format!("{}: {severity}[{rule}]: … and {} more in this article{}", printable(file), rest.count, way_to_see(rest))
}

/// One line that continues the diagnostics above: `… and 97 more of link-relative in FILE`.
pub fn human_rest(file: &str, rest: &Rest) -> String {
    format!("… and {} more of {} in {}{}\n", rest.count, rest.rule.name(), printable(file), way_to_see(rest))
}

fn way_to_see(rest: &Rest) -> String {
    match rest.kept {
        0 => String::new(),
        kept if kept == rest.count => " (`quatrefoil build --verbose` shows them)".to_owned(),
        kept => format!(" (`quatrefoil build --verbose` shows {kept} of them)"),
    }
}

/// One JSON object on one line, without a line end. Without a place, lines and columns are `null`.
pub fn json(file: &str, diagnostic: &Diagnostic) -> String {
    let place = if has_place(diagnostic.at) { <[u32; 4]>::from(diagnostic.at).map(Some) } else { [None; 4] };
    let [line, column, end_line, end_column] = place;
    let record = serde_json::json!({
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
        "more": diagnostic.more,
    });
    printable_json(record.to_string())
}

/// True if a span is a place: lines and columns count from 1.
fn has_place(at: SourceSpan) -> bool {
    0 < at.start.line && 0 < at.start.column
}

fn place(file: &str, at: SourceSpan) -> String {
    let file = printable(file);
    if !has_place(at) {
        return file.into_owned();
    }
    format!("{file}:{}:{}", at.start.line, at.start.column)
}

/// Most terminal columns of a quoted line, without its margin.
const WIDTH: usize = 72;

/// Quotes a line with carets below the place; of a line longer than [`WIDTH`] columns, only the part around the place.
fn quote(text: &mut String, number: u32, line: &str, at: SourceSpan) {
    let first = at.start.column.saturating_sub(1) as usize;
    let last = if at.end.line == at.start.line { at.end.column.saturating_sub(1) as usize } else { usize::MAX };
    let Quoted { before, marked, after } = Quoted::around(line, first, last.max(first + 1));
    let gutter = " ".repeat(number.to_string().len());
    let (indent, carets) = (" ".repeat(before.width()), "^".repeat(marked.width().max(1)));
    let _ = writeln!(text, "{gutter} |\n{number} | {before}{marked}{after}\n{gutter} | {indent}{carets}");
}

/// A line as it is shown, in three parts; the second is marked.
#[derive(Default)]
struct Quoted {
    before: String,
    marked: String,
    after: String,
}

impl Quoted {
    /// The part of a line around the characters from `first` up to `last`, with an ellipsis where text is cut off.
    fn around(line: &str, first: usize, last: usize) -> Quoted {
        let skip = start_of_window(line, first);
        let (mut quoted, mut left) = (Quoted::default(), WIDTH);
        if 0 < skip {
            quoted.before.push('…');
            left -= 1;
        }
        for (index, (before, c)) in with_previous(line).enumerate().skip(skip) {
            let previous = if index == skip { NONE } else { before };
            let mut shown = String::new();
            push_shown(&mut shown, previous, c);
            let part = match index {
                _ if index < first => &mut quoted.before,
                _ if index < last => &mut quoted.marked,
                _ => &mut quoted.after,
            };
            let width = width(&shown);
            if left < width {
                part.push('…');
                break;
            }
            left -= width;
            part.push_str(&shown);
        }
        quoted
    }
}

/// The character that the quoted part starts with, so that at most half of it precedes the place. Never a combining mark.
fn start_of_window(line: &str, first: usize) -> usize {
    let shown = |(before, c): (char, char)| {
        let mut shown = String::new();
        push_shown(&mut shown, before, c);
        width(&shown)
    };
    // Characters further away are not looked at: a line may be megabytes long.
    let widths: Vec<usize> =
        with_previous(line).skip(first.saturating_sub(WIDTH)).take(first.min(WIDTH)).map(shown).collect();
    let (mut start, mut taken) = (widths.len(), 0);
    while 0 < start && taken + widths[start - 1] <= WIDTH / 2 {
        start -= 1;
        taken += widths[start];
    }
    if start == 0 && first <= WIDTH {
        return 0;
    }
    start += widths[start..].iter().take_while(|width| **width == 0).count();
    first.saturating_sub(widths.len()) + start
}

/// A tab is always four columns wide.
fn push_shown(shown: &mut String, before: char, c: char) {
    if c == '\t' { shown.push_str("    ") } else { push_printable(shown, before, c) }
}

fn width(shown: &str) -> usize {
    shown.chars().map(|c| c.width().unwrap_or(0)).sum()
}

#[cfg(test)]
mod tests {
    use super::super::printable::is_hidden;
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
    fn carets_stand_below_the_place_in_columns_of_a_terminal() {
        for (line, [first, end], shown, below) in [
            ("take 5 mg", [5, 6], "take 5 mg", "     ^"),
            ("毎日5錠", [2, 4], "毎日5錠", "    ^^^"),
            ("毎日", [0, 2], "毎日", "^^^^"),
            ("e\u{301}te\u{301} ici", [6, 9], "e\u{301}te\u{301} ici", "    ^^^"),
            ("\tone\ttwo", [5, 8], "    one    two", "           ^^^"),
            ("a\u{202e}b", [2, 3], "a\\u{202e}b", "         ^"),
            ("a\u{202e}b", [1, 2], "a\\u{202e}b", " ^^^^^^^^"),
            ("one", [3, 3], "one", "   ^"),
            ("one", [9, 12], "one", "   ^"),
            ("one", [1, 0], "one", " ^"),
        ] {
            let at = [1, first + 1, 1, end + 1].into();
            let text = human("a.md", Some(line), &Diagnostic { at, ..sample() });
            assert!(text.contains(&format!("1 | {shown}\n  | {below}\n")), "{line:?}: {text}");
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let line = format!("{}DOSE{}", "手手\u{301}".repeat(400_000), "é ".repeat(400_000));
        let at = [1, 1_200_001, 1, 1_200_005].into();
        let text = human("a.md", Some(&line), &Diagnostic { at, ..sample() });
        let [quoted, carets] = [3, 4].map(|number| text.lines().nth(number).unwrap().split_once("| ").unwrap().1);
        assert!(quoted.starts_with("…手") && quoted.ends_with('…') && quoted.width() <= 73, "{text}");
        assert_eq!(quoted[..quoted.find("DOSE").unwrap()].width(), carets.find("^^^^").unwrap());
        // So is a place that is longer than what is shown.
        let text = human("a.md", Some(&line), &Diagnostic { at: [1, 1, 2, 1].into(), ..sample() });
        assert!(text.lines().all(|line| line.width() <= 80), "{text}");
    }

    #[test]
    fn what_has_no_place_has_no_line() {
        for at in [SourceSpan::NOWHERE, [0, 0, 3, 4].into(), [0, 3, 0, 3].into(), [2, 0, 2, 0].into()] {
            let diagnostic = Diagnostic { at, ..sample() };
            assert!(short("a.md", &diagnostic).starts_with("a.md: warning"), "{at:?}");
            assert!(human("a.md", Some("one\n"), &diagnostic).contains("\n  --> a.md\n"), "{at:?}");
            let record: serde_json::Value = serde_json::from_str(&json("a.md", &diagnostic)).unwrap();
            assert_eq!((&record["line"], &record["end_column"]), (&serde_json::Value::Null, &serde_json::Value::Null));
        }
    }

    #[test]
    fn nothing_that_is_shown_commands_the_terminal() {
        let hostile = Diagnostic::new(Rule::HeadingLevel, [1, 1, 1, 2].into(), "`\u{1b}[2J` is\nno `\u{202e}heading`")
            .with_help("leave out `\u{7}`");
        let file = "a\u{1b}c\u{2028}.md";
        let shown = [
            short(file, &hostile),
            human(file, Some("\u{1b}[2J\u{202e}"), &hostile),
            json(file, &hostile),
            short_rest(file, &Rest { rule: Rule::HeadingLevel, severity: Severity::Warning, count: 7, kept: 7 }),
        ];
        for text in &shown {
            assert!(text.lines().all(|line| !line.contains(is_hidden)), "{text:?}");
        }
        for text in &shown[..2] {
            assert!(text.contains("`\\u{1b}[2J` is\\u{a}no") && text.contains("a\\u{1b}c\\u{2028}.md"), "{text:?}");
        }
        let record: serde_json::Value = serde_json::from_str(&shown[2]).unwrap();
        assert_eq!((&record["file"], &record["message"]), (&file.into(), &hostile.message.into()));
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
