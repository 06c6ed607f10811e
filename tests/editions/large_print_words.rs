//! What the large-print text does with words: how wide they are, what stays whole on a line, and what each style makes of them.

use crate::support::editions;
use proptest::prelude::*;
use quatrefoil::picture::Pictures;
use quatrefoil::read::{Article, Form, Neighbours, read};
use quatrefoil::style::Style;

/// The finished text of an article in Markdown, in a style that `[text]` lines describe.
fn text_of(markdown: &str, sheet: &str) -> String {
    let neighbours = Neighbours::default();
    let article =
        Article { bytes: markdown.as_bytes(), form: Form::Markdown, stem: "article", neighbours: &neighbours };
    let document = read(&article).draft.unwrap().seal().unwrap();
    let style = Style::parse(&format!("[text]\n{sheet}")).unwrap();
    let edition = editions::edition("txt", &document, &Pictures::new(), &style);
    String::from_utf8(edition.bytes).unwrap()
}

/// An article with one paragraph, and its lines in the finished text.
fn lines_of(paragraph: &str, width: usize) -> Vec<String> {
    let markdown = format!("---\ntitle: Words\nlang: en\n---\n\nBEGINNING\n\n{paragraph}\n\nENDING\n");
    let text = text_of(&markdown, &format!("width = {width}"));
    let lines: Vec<&str> = text.lines().collect();
    let find = |words: &str| lines.iter().position(|line| *line == words).unwrap_or_else(|| panic!("{words}: {text}"));
    lines[find("BEGINNING") + 2..find("ENDING") - 1].iter().map(|line| (*line).to_owned()).collect()
}

/// Words, each with the columns that a terminal gives it, counted by hand.
const WIDTHS: &[(&str, usize)] = &[
    ("word", 4),
    ("naïve", 5),
    // An accent of its own takes no column. No character is `ū` with it.
    ("r\u{16b}\u{301}ta", 4),
    ("नमस्ते", 4),
    // Marks of vowels stand above and below the letters.
    ("بَابٌ", 3),
    ("שָׁלוֹם", 4),
    // Three people joined are one picture, as is a flag of two letters, and a hand with the colour of its skin.
    ("👩\u{200d}👩\u{200d}👧", 2),
    ("🇫🇮", 2),
    ("👍🏽", 2),
    ("❤\u{fe0f}", 2),
    ("한국어", 6),
];

#[test]
fn words_of_every_script_take_the_columns_of_a_terminal() {
    for (word, columns) in WIDTHS {
        for width in [20, 40, 41, 80] {
            // So many words fit, with a space between each two.
            let fit = (width + 1) / (columns + 1);
            let lines = lines_of(&vec![*word; fit * 2].join(" "), width);
            let expected = vec![*word; fit].join(" ");
            assert_eq!(lines, [expected.as_str(), &expected], "{word} in {width} columns");
        }
    }
}

#[test]
fn ideographs_fill_the_line_and_are_never_split() {
    for width in [20, 40, 41] {
        let lines = lines_of(&"薬".repeat(width), width);
        let most = width / 2;
        assert!(lines.iter().rev().skip(1).all(|line| line.chars().count() == most), "{lines:?}");
        assert_eq!(lines.concat().chars().count(), width);
    }
    // Kana of half the width take one column.
    assert_eq!(lines_of(&"ｶ".repeat(41), 40), ["ｶ".repeat(40), "ｶ".to_owned()]);
}

/// What a reader with low vision must not have to put together from two lines.
const WHOLES: &[&str] = &[
    "3.7 months",
    "18 pt",
    "0800 123 456",
    "12 May 2026",
    "345 mg",
    "37.5 °C",
    "10 ml",
    "4 pm",
    "20 %",
    "May 2026",
    "2.5 mg/kg",
];

const FILLERS: &[&str] =
    &["take", "it", "with", "water", "and", "then", "rest", "before", "breakfast,", "a", "afternoons"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn doses_dates_and_numbers_to_call_stay_whole(
        parts in proptest::collection::vec((0..WHOLES.len() * 2, 0..FILLERS.len()), 1..40),
        width in 20usize..=80,
    ) {
        let mut words = vec!["Please"];
        let mut expected = vec![0; WHOLES.len()];
        for (whole, filler) in parts {
            if let Some(words_of_whole) = WHOLES.get(whole) {
                words.push(words_of_whole);
                expected[whole] += 1;
            }
            words.extend([FILLERS[filler], "slowly"]);
        }
        let lines = lines_of(&words.join(" "), width);
        let expected_dates = expected[3];
        for (whole, expected) in WHOLES.iter().zip(&expected) {
            let found: usize = lines.iter().map(|line| format!(" {line} ").matches(&format!(" {whole} ")).count()).sum();
            // `May 2026` stands in `12 May 2026` too.
            let more = if *whole == "May 2026" { expected_dates } else { 0 };
            prop_assert_eq!(found, expected + more, "{} in {:#?}", whole, lines);
        }
    }

    #[test]
    fn words_of_any_script_come_out_in_their_order_and_fit(
        picks in proptest::collection::vec(0..WIDTHS.len(), 1..60),
        width in 20usize..=80,
    ) {
        let words: Vec<&str> = picks.iter().map(|pick| WIDTHS[*pick].0).collect();
        let lines = lines_of(&words.join(" "), width);
        prop_assert_eq!(lines.join(" "), words.join(" "));
        let columns = |line: &str| -> usize {
            let of = |word: &str| WIDTHS.iter().find(|(known, _)| *known == word).map_or(0, |(_, columns)| columns + 1);
            line.split(' ').map(of).sum::<usize>() - 1
        };
        for pair in lines.windows(2) {
            let next = columns(pair[1].split(' ').next().unwrap());
            prop_assert!(columns(&pair[0]) <= width && width < columns(&pair[0]) + 1 + next, "{:#?}", lines);
        }
        prop_assert!(columns(&lines[lines.len() - 1]) <= width);
    }
}

const ARTICLE: &str = "---\ntitle: Drops\nlang: en\n---\n\nUse them **now**, _not later_ – at ½ past 9.\n\n## Before\n\nWash your \
    hands.\n\n### The bottle\n\nShake it.\n\n## After\n\nRest.\n";

#[test]
fn an_image_that_says_nothing_leaves_one_space() {
    let image = "<img src=\"a.png\" alt=\"\">";
    assert_eq!(lines_of(&format!("one {image} two, {image}three"), 40), ["one two, three"]);
}

#[test]
fn emphasis_is_marked_only_where_the_style_says_so() {
    assert!(text_of(ARTICLE, "").contains("Use them now, not later –"));
    assert!(text_of(ARTICLE, "emphasis = \"stars\"").contains("Use them *now*, _not later_ –"));
}

#[test]
fn ascii_says_signs_in_words_and_marks() {
    let text = text_of(ARTICLE, "characters = \"ascii\"");
    assert!(text.is_ascii() && text.contains("not later - at 1/2 past 9."), "{text}");
}

#[test]
fn headings_say_their_level_as_the_style_asks() {
    let text = text_of(ARTICLE, "");
    for heading in ["\n\n\n1 Before\n\n", "\n\n\n1.1 The bottle\n\n", "\n\n\n2 After\n\n"] {
        assert!(text.contains(heading), "{heading:?}: {text}");
    }
    let text = text_of(ARTICLE, "heading-marks = \"part\"");
    for heading in ["\n\n\nPart 1 of 2:\nBefore\n\n", "\n\n\nPart 2 of 2:\nAfter\n\n"] {
        assert!(text.contains(heading), "{heading:?}: {text}");
    }
    let text = text_of(ARTICLE, "heading-underline = \"rule\"");
    for heading in ["Drops\n=====\n\n", "\n\n\n1 Before\n========\n\n", "\n\n\n1.1 The bottle\n--------------\n\n"] {
        assert!(text.contains(heading), "{heading:?}: {text}");
    }
}

#[test]
fn line_ends_pages_and_the_mark_of_the_encoding_are_the_style_s() {
    let plain = text_of(ARTICLE, "");
    assert!(!plain.contains(['\r', '\u{c}', '\u{feff}']));
    assert_eq!(text_of(ARTICLE, "line-end = \"crlf\""), plain.replace('\n', "\r\n"));
    assert_eq!(text_of(ARTICLE, "byte-order-mark = \"utf8\""), format!("\u{feff}{plain}"));
    let paged = text_of(ARTICLE, "lines = 12");
    let pages: Vec<&str> = paged.split('\u{c}').collect();
    assert!(1 < pages.len());
    for (index, page) in pages.iter().enumerate() {
        assert!(page.ends_with(&format!("\n\nPage {} of {}\n", index + 1, pages.len())), "{page:?}");
        assert!(page.lines().count() <= 12, "{page:?}");
    }
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let body: Vec<&str> = pages.iter().map(|page| page.trim_end().rsplit_once('\n').unwrap().0).collect();
    assert_eq!(words(&body.join("\n")), words(&plain));
}
