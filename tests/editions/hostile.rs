//! Articles that once took the square of their length are made whole, in all four editions. Each is so large that the square would take
//! minutes: a run that does not end is the fault that this holds. `benches/hostile.rs` prints how long each kind takes.

use quatrefoil::diagnostic::Rule;
use quatrefoil::export::{EXPORTERS, Job};
use quatrefoil::layout::{Fonts, Pages};
use quatrefoil::picture::Pictures;
use quatrefoil::read::{Article, Form, Neighbours, Reading, read};
use quatrefoil::style::Style;
use std::sync::OnceLock;

fn reading(text: &str, form: Form) -> Reading {
    read(&Article { bytes: text.as_bytes(), form, stem: "article", neighbours: &Neighbours::default() })
}

/// All four editions of an article are made, and the large-print text and the page hold some words as often as the article does.
#[track_caller]
fn check(text: &str, words: &str) {
    let document =
        reading(text, Form::Markdown).draft.expect("the article has words").seal().expect("readers give whole drafts");
    let (style, pictures) = (Style::handout(), Pictures::new());
    let pages: OnceLock<Pages> = OnceLock::new();
    let job = Job::new(&document, &style, &pictures, Fonts::builtin(), "article", &pages);
    for exporter in EXPORTERS {
        let edition = exporter.export(job).expect("an article can be shown");
        if ["txt", "html"].contains(&exporter.name()) {
            let said = String::from_utf8(edition.bytes).expect("UTF-8");
            let joined: String = said.chars().filter(|c| !c.is_whitespace()).collect();
            let written: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            assert!(joined.matches(words).count() >= written.matches(words).count(), "{}", exporter.name());
        }
    }
}

#[test]
fn a_word_of_any_length_is_made_in_linear_time() {
    for part in ["\u{1f468}\u{200d}", "\u{1f1e9}\u{1f1ea}", "ÿ", "ผู้ป่วยควรดื่มน้ำ", "سلام", "a\u{2060}"]
    {
        check(&format!("# Title\n\n{}\n", part.repeat(60_000 / part.len())), part);
    }
}

#[test]
fn a_letter_carries_any_number_of_marks_in_linear_time() {
    for mark in ["\u{330}", "\u{e0067}", "\u{330}\u{331}"] {
        let count = 40_000 / mark.len();
        check(&format!("# Title\n\nWash a{} now.\n", mark.repeat(count)), mark);
    }
}

#[test]
fn a_word_over_many_pages_is_bound_in_linear_time() {
    check(&format!("# Title\n\n{}\n", "wash".repeat(100_000)), "wash");
    check(&format!("# Title\n\n```\n{}\n```\n", "wash".repeat(100_000)), "wash");
}

#[test]
fn a_paragraph_holds_any_number_of_links_and_notes_in_linear_time() {
    let links: String = (0..6_000).map(|n| format!("[wash{n}](https://example.org/{n}) ")).collect();
    check(&format!("# Title\n\n{links}\n"), "wash");
    let marks: String = (0..3_000).map(|n| format!("wash[^{n}] ")).collect();
    let notes: String = (0..3_000).map(|n| format!("[^{n}]: Dry.\n\n")).collect();
    check(&format!("# Title\n\n{marks}\n\n{notes}"), "wash");
}

#[test]
fn a_table_of_too_many_columns_is_refused_at_its_row() {
    let row = |cell: &str, columns: usize| cell.repeat(columns) + "|\n";
    let table = |columns: usize, rows: usize| {
        format!("# Title\n\n{}{}{}", row("|a", columns), row("|-", columns), row("|b", columns).repeat(rows))
    };
    let wide = |text: &str, form| {
        let reading = reading(text, form);
        let found: Vec<_> = reading.diagnostics.iter().filter(|found| found.rule == Rule::TooLarge).collect();
        (
            reading.draft.is_none(),
            found.iter().map(|found| (found.message.clone(), found.at.start.line)).collect::<Vec<_>>(),
        )
    };
    let message = "the table has more than 64 columns".to_owned();
    assert_eq!(wide(&table(64, 1), Form::Markdown), (false, vec![]));
    assert_eq!(wide(&table(65, 3), Form::Markdown), (true, vec![(message.clone(), 3)]));
    // As many as once took minutes.
    assert_eq!(wide(&table(30_000, 1), Form::Markdown), (true, vec![(message.clone(), 3)]));
    let html =
        format!("# Title\n\n<table>\n<tr>{}</tr>\n<tr>{}</tr>\n</table>\n", "<th>a</th>".repeat(3), "<td>b".repeat(70));
    assert_eq!(wide(&html, Form::Markdown), (true, vec![(message.clone(), 5)]));
    // Cells without words beyond the last column say nothing that could be lost.
    let spanned = "# Title\n\n<table><tr><th colspan=\"1000\">a</th></tr><tr><td>b</td></tr></table>\n";
    assert_eq!(wide(spanned, Form::Markdown), (false, vec![]));
}
