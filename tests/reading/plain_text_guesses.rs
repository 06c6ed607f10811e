//! What the reader of plain text says about its guesses, and what overrules them; what a text says about itself.

use quatrefoil::diagnostic::Rule;
use quatrefoil::read::{Article, Form, Neighbours, Reading, read};
use quatrefoil::tree::walk;
use quatrefoil::tree::{BlockKind, Draft};

fn reading(text: &str, beside: &str) -> Reading {
    let neighbours = Neighbours { beside: beside.to_owned(), ..Neighbours::default() };
    read(&Article { bytes: text.as_bytes(), form: Form::PlainText, stem: "text", neighbours: &neighbours })
}

fn draft(text: &str) -> Draft {
    reading(text, "").draft.unwrap()
}

fn headings(draft: &Draft) -> Vec<String> {
    draft.body.sections.iter().map(|section| walk::text_of(&section.title)).collect()
}

/// The guesses, each with the line it is about.
fn guesses(text: &str) -> Vec<(u32, String)> {
    let said = reading(text, "").diagnostics.into_iter().filter(|said| said.rule == Rule::StructureGuessed);
    said.map(|said| (said.at.start.line, said.message)).collect()
}

#[test]
fn every_guess_is_told_with_its_line_and_its_reason() {
    let text = "The bath\n\nBy Ada Writer\n\nFill it to the knee.\n\nBefore the bath\n\nWash your feet first.\n\n  • a towel\n\n  • soap\n\nDose    Time\n1 cap   noon\n2 caps  night\n\nRub-a-dub-dub,\nThree men in a tub,\nAnd who was the third?\n\nLast reviewed: 12 May 2026\n\nThat is all.\n";
    let found = guesses(text);
    for (line, what, why) in [
        (1, "`The bath` was taken for the title", "it is the first line"),
        (3, "`By Ada Writer` was taken for a remark about the article", "it says who wrote it"),
        (7, "`Before the bath` was taken for a heading", "it is short, stands alone"),
        (11, "`• a towel` was taken for a list", "it begins with a sign"),
        (15, "`Dose    Time…` was taken for a table", "its words stand in columns"),
        (19, "`Rub-a-dub-dub,…` was taken for lines to be kept", "they are short and end on purpose"),
        (23, "`Last reviewed: 12 May 2026` was taken for a remark", "or when"),
    ] {
        let told = found.iter().any(|(at, said)| *at == line && said.contains(what) && said.contains(why));
        assert!(told, "line {line}: {what}: {found:#?}");
    }
    assert_eq!(found.len(), 7, "{found:#?}");
}

#[test]
fn the_toml_beside_an_article_overrules_guesses() {
    let text = "The bath\n\nFill it to the knee.\n\nWarm, not hot.\n\nThe water cools.\n\nA duck\n\nIt swims.\n";
    assert_eq!(headings(&draft(text)), ["A duck"]);
    let beside =
        "title = \"The bath\"\nlang = \"en-GB\"\nheadings = [\"Warm, not hot.\"]\nnot-headings = [\"A duck\"]\n";
    let overruled = reading(text, beside).draft.unwrap();
    assert_eq!(headings(&overruled), ["Warm, not hot."]);
    assert_eq!((walk::text_of(&overruled.meta.title).as_str(), overruled.meta.lang.as_str()), ("The bath", "en-GB"));
    let own = reading(&format!("---\ntitle: My bath\n---\n{text}"), beside).draft.unwrap();
    assert_eq!(walk::text_of(&own.meta.title), "My bath", "an article's own front matter comes first");
    assert_eq!(headings(&own), ["The bath", "Warm, not hot."], "no word of the text is lost");
}

#[test]
fn a_fault_in_the_toml_beside_is_told_with_its_line() {
    let said = reading("The bath\n\nFill it.\n", "title = \"Baths\"\n\nlang = \n").diagnostics;
    let fault = said.iter().find(|said| said.rule == Rule::FrontMatterSyntax).unwrap();
    assert!(fault.message.starts_with("in the `.toml` beside the article, line 3: "), "{}", fault.message);
}

#[test]
fn a_text_says_in_its_language_who_wrote_it_and_when_it_was_checked() {
    for (author, reviewed) in [
        ("By Ada Writer", "Last reviewed: 12 May 2026"),
        ("Von Ada Writer", "Zuletzt geprüft: 12. Mai 2026"),
        ("Par Ada Writer", "Révisé le 12 mai 2026"),
        ("Autora: Ada Writer", "Última revisión: 12 de mayo de 2026"),
        ("Autore: Ada Writer", "Ultima revisione: 12 maggio 2026"),
        ("Por Ada Writer", "Última revisão: 12 de maio de 2026"),
        ("Door Ada Writer", "Laatst herzien: 12 mei 2026"),
        ("Tekst: Ada Writer", "Ostatni przegląd: 12 maja 2026 r."),
        ("Автор: Ada Writer", "Последняя проверка: 12 мая 2026 г."),
        ("著者：Ada Writer", "最終確認日：2026年5月12日"),
        ("作者：Ada Writer", "审阅日期：2026年5月12日"),
    ] {
        let draft = draft(&format!("Feet\n\n{author}\n\nWash them, and dry them well.\n\n{reviewed}\n"));
        let names: Vec<&str> = draft.meta.contributors.iter().map(|person| person.name.as_str()).collect();
        assert_eq!(names, ["Ada Writer"], "{author}");
        assert_eq!(draft.meta.reviewed.map(|date| date.to_string()).as_deref(), Some("2026-05-12"), "{reviewed}");
        assert_eq!(draft.body.blocks.len(), 1, "{author}");
    }
}

#[test]
fn sentences_that_begin_like_a_byline_stay_in_the_text() {
    for words in [
        "Par exemple",
        "Von Anfang an",
        "By the way",
        "By Mouth",
        "By Train",
        "Stand up",
        "Text: see below",
        "Text: Arial",
        "By 2026 it was gone",
    ] {
        let draft = draft(&format!("Feet\n\nWash them.\n\n{words}\n\nDry them well.\n\nRest.\n"));
        assert!(draft.meta.contributors.is_empty() && draft.meta.modified.is_none(), "{words}: {:?}", draft.meta);
    }
}

#[test]
fn captions_page_numbers_and_dates_are_no_headings() {
    for words in [
        "Figure 2: The arch of the foot",
        "Photo: a bare foot",
        "- 12 -",
        "12 May 2026",
        "9:15 Doors open",
        "Toes, 274",
    ] {
        let draft = draft(&format!("Feet\n\nWash them well.\n\n{words}\n\nDry them, too.\n"));
        assert!(headings(&draft).is_empty(), "{words}");
    }
}

#[test]
fn quotes_verse_addresses_and_tables_keep_what_they_are() {
    let text = "Feet\n\nMy aunt writes:\n\n> Wash them.\n> Dry them.\n\nName\tRoom\nAda\t12\nBob\t14\n\nThe clinic\n12 Mill Lane\nOld Town\n\nThat is all there is to say.\n";
    let draft = draft(text);
    let kinds: Vec<&str> = draft
        .body
        .blocks
        .iter()
        .map(|block| match &block.kind {
            BlockKind::Paragraph(text) if text.len() > 1 => "lines",
            BlockKind::Paragraph(_) => "paragraph",
            BlockKind::Quote(_) => "quote",
            BlockKind::Table(table) if table.columns.len() == 2 && table.rows.len() == 2 => "table",
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(kinds, ["paragraph", "quote", "table", "lines", "paragraph"]);
}
