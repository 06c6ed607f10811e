//! The laws of reading text that people type by hand, each in the conventions of its author: where headings stand, what is drawn
//! around them, how items are marked and counted.

use quatrefoil::read::{Article, Form, Neighbours, Reading, read};
use quatrefoil::tree::walk::{self, Visit};
use quatrefoil::tree::{Block, BlockKind, Body};

fn reading(text: &str) -> Reading {
    let neighbours = Neighbours::default();
    read(&Article { bytes: text.as_bytes(), form: Form::PlainText, stem: "typed", neighbours: &neighbours })
}

fn outline(body: &Body, depth: usize, list: &mut Vec<String>) {
    for section in &body.sections {
        list.push(format!("{}{}", "  ".repeat(depth), walk::text_of(&section.title)));
        outline(&section.body, depth + 1, list);
    }
}

fn items(blocks: &[Block], list: &mut Vec<String>) {
    for block in blocks {
        if let BlockKind::List(found) = &block.kind {
            for item in &found.items {
                if let Some(BlockKind::Paragraph(text)) = item.blocks.first().map(|block| &block.kind) {
                    list.push(walk::text_of(text));
                }
                items(&item.blocks, list);
            }
        }
    }
}

fn all_items(body: &Body, list: &mut Vec<String>) {
    items(&body.blocks, list);
    body.sections.iter().for_each(|section| all_items(&section.body, list));
}

/// Reads a text below a title; these are its headings, each two spaces deeper than the one that holds it.
#[track_caller]
fn check(text: &str, headings: &[&str]) {
    let draft = reading(&format!("Welcome to the ward\n\n{text}")).draft.expect("plain text is always read");
    let mut found = Vec::new();
    outline(&draft.body, 0, &mut found);
    assert_eq!(found, headings, "{text}");
}

/// Reads a text below a title; these are its items.
#[track_caller]
fn check_items(text: &str, expected: &[&str]) {
    let draft = reading(&format!("Welcome to the ward\n\n{text}")).draft.expect("plain text is always read");
    let mut found = Vec::new();
    all_items(&draft.body, &mut found);
    assert_eq!(found, expected, "{text}");
}

/// Running text in lines of 44 columns.
const WRAPPED: &str = "The nurse will call you in and ask for your\nname. She may ask again later, which is only\nto be sure of \
                       it, and she writes it down.\n";

#[test]
fn a_heading_may_stand_right_above_its_text() {
    let text = format!(
        "Before you come\n{WRAPPED}\nWhat to bring\n{WRAPPED}\nHow you feel\nThe first days are the hardest ones.\n"
    );
    check(&text, &["Before you come", "What to bring", "How you feel"]);
    check(
        &text.to_uppercase().replace(&WRAPPED.to_uppercase(), WRAPPED),
        &["BEFORE YOU COME", "WHAT TO BRING", "HOW YOU FEEL"],
    );
}

#[test]
fn a_heading_may_stand_right_below_the_text_before_it() {
    let text = format!("{WRAPPED}What to bring\n\n{WRAPPED}Getting here\n\n{WRAPPED}Going home\n\n{WRAPPED}");
    check(&text, &["What to bring", "Getting here", "Going home"]);
}

#[test]
fn a_heading_may_stand_left_of_its_text_or_above_an_indented_line() {
    let deep = WRAPPED.lines().map(|line| format!("    {line}\n")).collect::<String>();
    check(
        &format!("Before you come\n{deep}\nWhat to bring\n{deep}\nHow you feel\n{deep}"),
        &["Before you come", "What to bring", "How you feel"],
    );
    let first = format!("   {}", WRAPPED.replacen("ask for your\n", "ask\nfor your ", 1));
    check(
        &format!("Before you come\n{first}{first}\nWhat to bring\n{first}{first}\n{first}"),
        &["Before you come", "What to bring"],
    );
}

#[test]
fn an_abbreviation_among_letters_without_case_is_not_capitals() {
    check("用 DNS 加密。\n\n请先联系护士，然后再来医院做检查，谢谢您。\n", &[]);
}

#[test]
fn numbered_headings_are_told_from_numbered_items() {
    let steps = "1. Wash your hands.\n2. Sit down.\n";
    for [first, second] in [["(1)", "(2)"], ["1)", "2)"], ["a)", "b)"], ["I.", "II."], ["(a)", "(b)"]] {
        let text = format!("{first} Before you come\n\n{WRAPPED}\n{second} What to bring\n\n{steps}\n{WRAPPED}");
        check(&text, &[&format!("{first} Before you come"), &format!("{second} What to bring")]);
    }
    let text = format!("1. Before you come\n\n{steps}\n{WRAPPED}\n2. What to bring\n\n{steps}\n{WRAPPED}");
    check(&text, &["1. Before you come", "2. What to bring"]);
}

#[test]
fn headings_may_have_numbers_without_a_sign() {
    let names = ["Before", "At home", "On the way", "At the desk", "Afterwards"];
    let headings: Vec<String> = (1..).zip(names).map(|(number, name)| format!("{number} {name}")).collect();
    let text: String = headings.iter().map(|heading| format!("{heading}\n\n{WRAPPED}\n")).collect();
    check(&text, &headings.iter().map(String::as_str).collect::<Vec<_>>());
    // Most of what counts is running text, and so is a short question among it.
    let mut asked: Vec<String> = (1..=5).map(|number| format!("{number} {WRAPPED}\n")).collect();
    asked[3] = "4 May I show a picture?\n\n".to_owned();
    check(&asked.concat(), &[]);
}

#[test]
fn letters_below_numerals_count_on_their_own() {
    let text = format!(
        "I. Before\n\nA. Home\n\n{WRAPPED}\nB. Bus\n\n{WRAPPED}\nC. Car\n\n{WRAPPED}\nII. After\n\nA. Rest\n\n{WRAPPED}\nB. Food\n\n{WRAPPED}"
    );
    let draft = reading(&format!("Welcome to the ward\n\n{text}")).draft.expect("plain text is always read");
    let mut found = Vec::new();
    outline(&draft.body, 0, &mut found);
    let found: Vec<&str> = found.iter().map(|heading| heading.trim_start()).collect();
    assert_eq!(found, ["I. Before", "A. Home", "B. Bus", "C. Car", "II. After", "A. Rest", "B. Food"]);
}

#[test]
fn signs_around_a_heading_are_no_words_of_it() {
    for [open, close] in [
        ["== ", " =="],
        ["=== ", ""],
        ["*** ", " ***"],
        ["--- ", " ---"],
        ["-- ", " --"],
        ["----- ", " --------------"],
        ["~ ", " ~"],
        ["[", "]"],
        ["## ", ""],
        ["## ", " ##"],
        ["**", "**"],
        ["<< ", " >>"],
        ["— ", " —"],
    ] {
        for gap in ["\n", ""] {
            let framed = |words: &str| format!("{open}{words}{close}\n{gap}{WRAPPED}\n");
            check(
                &[framed("Before you come"), framed("What to bring")].concat(),
                &["Before you come", "What to bring"],
            );
        }
    }
    for [open, close] in [["【", "】"], ["〔", "〕"]] {
        let framed = |words: &str| format!("{open}{words}{close}\n请先联系护士，然后再来医院做检查，谢谢您。\n\n");
        check(&[framed("用法"), framed("注意")].concat(), &["用法", "注意"]);
    }
}

#[test]
fn comments_of_a_program_are_no_headings() {
    check(
        &format!(
            "Settings\n\n{WRAPPED}\n# The first value.\nsize = 3\n\n# The second value.\nwide = true\n\n{WRAPPED}"
        ),
        &["Settings"],
    );
}

#[test]
fn items_are_marked_and_counted_in_many_ways() {
    for marks in [
        ["-> ", "-> "],
        ["=> ", "=> "],
        ["~ ", "~ "],
        ["-- ", "-- "],
        ["-", "-"],
        ["*", "*"],
        ["[ ] ", "[x] "],
        ["[1] ", "[2] "],
        ["[a] ", "[b] "],
        ["1: ", "2: "],
        ["1 - ", "2 - "],
        ["1- ", "2- "],
        ["1/ ", "2/ "],
        ["1.- ", "2.- "],
        ["1.", "2."],
        ["1)", "2)"],
        ["#1 ", "#2 "],
        ["١- ", "٢- "],
    ] {
        let [first, second] = marks;
        check_items(
            &format!("Please bring:\n\n{first}Pen and paper\n{second}Your old glasses\n\n{WRAPPED}"),
            &["Pen and paper", "Your old glasses"],
        );
    }
}

#[test]
fn numbers_that_the_tree_cannot_count_by_stay_words() {
    for [first, second] in [["一、", "二、"], ["（一）", "（二）"]] {
        let text = format!("请带来：\n\n{first}纸和笔\n{second}旧眼镜\n\n{WRAPPED}");
        check_items(&text, &[]);
        let draft = reading(&text).draft.expect("plain text is always read");
        let mut words = String::new();
        walk::body(&draft.body, &mut |visit| {
            if let Visit::Inlines(inlines) = visit {
                words.push_str(&walk::text_of(inlines));
            }
        });
        assert!(words.contains(&format!("{first}纸和笔")) && words.contains(&format!("{second}旧眼镜")), "{words}");
    }
}

#[test]
fn numbers_of_notes_and_single_signs_are_no_items() {
    let text = format!("{WRAPPED}She knows it [1] and says it [2].\n\n[1] The first note.\n[2] The second note.\n");
    check_items(&text, &[]);
    for line in ["-- Her old friend", "-5 degrees", "~ 20 minutes", "1 - 2 hours", "#1 of many", "*Prices may change"] {
        check_items(&format!("{WRAPPED}\n{line}\n\n{WRAPPED}"), &[]);
    }
}

#[test]
fn a_paragraph_behind_wide_spaces_is_no_part_of_the_item_above_it() {
    let text = "　　请先联系护士，然后再来医院做检查，谢谢您。\n";
    check(&format!("一、来之前\n{text}\n{text}\n二、要带什么\n{text}\n{text}"), &["一、来之前", "二、要带什么"]);
}

#[test]
fn a_heading_may_end_in_a_colon_where_it_announces_no_list() {
    let text = format!(
        "Before you come:\n\n{WRAPPED}\nWhat to bring:\n\n{WRAPPED}\nGoing home:\n\n{WRAPPED}\nPlease bring:\n\n- a pen\n- a towel\n\n{WRAPPED}"
    );
    check(&text, &["Before you come:", "What to bring:", "Going home:"]);
}
