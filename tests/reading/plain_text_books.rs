//! What a careful reader takes for the headings of a book, rule by rule; every text here is our own.

use quatrefoil::read::{Article, Form, Neighbours, Reading, read};
use quatrefoil::tree::{Body, walk};

/// A few lines of running text, as the books of Project Gutenberg are broken.
const PROSE: &str = "The ferry left at nine, and those who had come late stood on the pier and\n\
watched it go. Nobody spoke for a while. Then the old man said that there\n\
would be another one at noon, and that it was better to be late than wet.";

fn reading(text: &str) -> Reading {
    let neighbours = Neighbours::default();
    read(&Article { bytes: text.as_bytes(), form: Form::PlainText, stem: "book", neighbours: &neighbours })
}

/// A book between the lines that Project Gutenberg puts around it; `¶` stands for running text, `§` for much of it.
fn book(inner: &str) -> String {
    format!(
        "Title: The Ferry\nAuthor: Ada Writer\nLanguage: English\n\n*** START OF THE PROJECT GUTENBERG EBOOK THE FERRY ***\n\n\n{}\n\n\n\
         End of the Project Gutenberg EBook of The Ferry, by Ada Writer\n\n*** END OF THE PROJECT GUTENBERG EBOOK THE FERRY ***\n",
        inner.replace('§', &[PROSE; 9].join("\n\n")).replace('¶', PROSE)
    )
}

fn headings_of(body: &Body, list: &mut Vec<String>) {
    for section in &body.sections {
        list.push(walk::text_of(&section.title));
        headings_of(&section.body, list);
    }
}

#[track_caller]
fn check<S: AsRef<str>>(inner: &str, headings: &[S]) -> Reading {
    let reading = reading(&book(inner));
    let mut found = Vec::new();
    headings_of(&reading.draft.as_ref().unwrap().body, &mut found);
    assert_eq!(found, headings.iter().map(AsRef::as_ref).collect::<Vec<&str>>());
    reading
}

#[track_caller]
fn check_reason(reading: &Reading, words: &str, reason: &str) {
    let told = reading.diagnostics.iter().any(|said| said.message.contains(words) && said.message.ends_with(reason));
    assert!(told, "{words}: {:?}", reading.diagnostics);
}

#[test]
fn the_contents_are_a_list_and_name_the_chapters() {
    let reading = check(
        "CONTENTS\n\n  The Pier          1\n  The Old Man said  9\n  On Water         17\n\n\n\n\
         The Pier\n\n§\n\n\n\nThe Old Man said\n\n§\n\n\n\nOn Water\n\n§\n",
        &["CONTENTS", "The Pier", "The Old Man said", "On Water"],
    );
    check_reason(&reading, "CONTENTS", "it names a part of a book");
    // With one blank line above it, only the contents tell that a line is a heading.
    let reading = check(
        "CONTENTS\n\nI. The Pier. 1\nII. The Weir. 9\nIII. On Water. 17\n\n\n\nI. The Pier.\n\n§\n\n\
         The Weir.\n\n§\n\n\n\nIII. On Water.\n\n§\n",
        &["CONTENTS", "I. The Pier.", "The Weir.", "III. On Water."],
    );
    check_reason(&reading, "The Weir.", "the contents of the book name it");
}

#[test]
fn chapters_in_the_contents_are_no_headings() {
    let list = "CHAPTER I  Page\n\nA Ferry  1\n\n\nCHAPTER II\n\nA Weir  8\n\n\nCHAPTER III\n\nA Mill  20\n\n\n\n";
    let body = "CHAPTER I\n\nA FERRY\n\n§\n\n\n\nCHAPTER II\n\nA WEIR\n\n§\n\n\n\nCHAPTER III\n\nA MILL\n\n§\n";
    let chapters = ["CHAPTER I", "A FERRY", "CHAPTER II", "A WEIR", "CHAPTER III", "A MILL"];
    let with_contents = [&["CONTENTS"][..], &chapters].concat();
    check(&format!("CONTENTS\n\n\n{list}{body}"), &with_contents);
    let bare = "CHAPTER I.\n\nCHAPTER II.\n\nCHAPTER III.\n\nCHAPTER IV.\n\nCHAPTER V.\n\n\n\n";
    check(
        &format!("{bare}{}", body.replace("\n\nA FERRY", "").replace("\n\nA WEIR", "").replace("\n\nA MILL", "")),
        &["CHAPTER I", "CHAPTER II", "CHAPTER III"],
    );
}

#[test]
fn a_title_page_heads_nothing() {
    check(
        "THE FERRY\n\n\nBY ADA WRITER\n\n\nWITH TEN PICTURES\n\n\nOLD TOWN\n\nMILL PRESS\n\n\n\nPREFACE\n\n§\n\n\n\n\
         THE FERRY\n\n\nCHAPTER I.\n\n§\n\n\n\nCHAPTER II.\n\n§\n",
        &["PREFACE", "CHAPTER I.", "CHAPTER II."],
    );
}

#[test]
fn speakers_and_lines_that_return_are_no_headings() {
    let speech = "_Miller_\n\n  The wheel stands still,\n  The stream is low.\n\n\n_Ferryman_\n\n  And I am ill,\n  And cannot row.\n\n\n";
    check(&format!("ACT I.\n\n\n{}ACT II.\n\n\n{}", speech.repeat(4), speech.repeat(4)), &["ACT I.", "ACT II."]);
}

#[test]
fn what_every_chapter_has_once_is_a_heading() {
    let chapter = |number: usize| format!("CHAPTER {number}\n\n§\n\n\nSummary\n\n¶\n\n\n\n");
    let all: Vec<String> = (1..=6).flat_map(|number| [format!("CHAPTER {number}"), "Summary".to_owned()]).collect();
    check(&(1..=6).map(chapter).collect::<String>(), &all);
}

#[test]
fn an_index_at_the_end_has_entries() {
    check(
        "CHAPTER I.\n\n§\n\n\n\nCHAPTER II.\n\n§\n\n\n\nINDEX\n\n\nBoats, 2, 9\n\nFerry of Old Town.\n\n\n\
         Mills. See water\n\n\nWeir, the lower\n\n\nFOOTNOTES:\n\n[1] There is none today.\n",
        &["CHAPTER I.", "CHAPTER II.", "INDEX", "FOOTNOTES:"],
    );
}

#[test]
fn numbers_alone_count_the_chapters() {
    let chapter = |number: usize| format!("{number}\n\nThe Name of Ferry {number}\n\n§\n\n\n\n");
    let reading = check(
        &(1..=3).map(chapter).collect::<String>(),
        &["1", "The Name of Ferry 1", "2", "The Name of Ferry 2", "3", "The Name of Ferry 3"],
    );
    check_reason(&reading, "`2`", "it is numbered and stands above running text");
}

#[test]
fn old_chapters_tell_all_in_capitals() {
    let name = "HOW THE FERRYMAN CAME TO THE MILL, WHAT HE SAW THERE, AND WHY\nHE LEFT IT IN THE NIGHT AND WENT BACK TO THE WATER HE KNEW SO WELL.";
    let joined = name.replace('\n', " ");
    check(
        &format!("CHAPTER I\n\n{name}\n\n§\n\n\n\nCHAPTER II\n\n{name}\n\n§\n"),
        &["CHAPTER I", &joined, "CHAPTER II", &joined],
    );
}

#[test]
fn a_book_of_verse_keeps_its_prose_whole() {
    let stanza = "  The wheel stands still,\n  The stream is low,\n  And I am ill\n  And cannot row.\n\n";
    let reading = check(
        &format!(
            "_To a Wheel._\n\n{}\n_To a Weir._\n\n{}\n_To a Mill._\n\n¶\n\n{}",
            stanza.repeat(9),
            stanza.repeat(9),
            stanza.repeat(9)
        ),
        &["To a Wheel.", "To a Weir.", "To a Mill."],
    );
    let draft = reading.draft.unwrap();
    let mut prose = 0;
    walk::body(&draft.body, &mut |visit| {
        if let walk::Visit::Inlines(inlines) = visit {
            prose += usize::from(walk::text_of(inlines) == PROSE.replace('\n', " "));
        }
    });
    assert_eq!(prose, 1);
}

#[test]
fn a_name_stands_between_its_number_and_a_motto() {
    let chapter = |number: &str| {
        format!(
            "CHAPTER {number}.\n\nOf Ferries and Ford{number}.\n\n  He rows, he rows,\n  And no one knows.\n\n§\n\n\n\n"
        )
    };
    let reading = check(
        &["I", "II", "III"].map(chapter).concat(),
        &[
            "CHAPTER I.",
            "Of Ferries and FordI.",
            "CHAPTER II.",
            "Of Ferries and FordII.",
            "CHAPTER III.",
            "Of Ferries and FordIII.",
        ],
    );
    check_reason(&reading, "FordII.", "it stands below the number of a division");
}

#[test]
fn emphasised_lines_are_headings_where_most_of_them_are() {
    let stanza = "  The wheel stands still,\n  The stream is low.\n\n\n";
    let short: String = (1..=12).map(|at| format!("_Verse {at}{at} of the Mill._\n\n{stanza}")).collect();
    let long =
        "_Written upon the door of a mill by one who had waited there the whole of a night, and was wet to the skin._";
    let reading = check(&format!("CHAPTER I.\n\n§\n\n\n{short}{long}\n\n{stanza}§\n\n\n{stanza}"), &{
        let mut all = vec!["CHAPTER I.".to_owned()];
        all.extend((1..=12).map(|at| format!("Verse {at}{at} of the Mill.")));
        all.push(long.trim_matches('_').to_owned());
        all
    });
    check_reason(&reading, "Written upon", "it is emphasised and set apart like many headings");
}

#[test]
fn what_is_sold_behind_the_end_is_no_part_of_the_book() {
    let book = "CHAPTER I.\n\n§\n\n\n\nCHAPTER II.\n\n§\n\n\n\nCHAPTER III.\n\n§\n\n§\n\n\n\n";
    let sold = "THE END\n\n\n\nBOOKS FOR THE RIVER\n\n\nThe Lock and the Key\n\n¶\n\n\n";
    check(&format!("{book}{sold}"), &["CHAPTER I.", "CHAPTER II.", "CHAPTER III."]);
    check(&format!("{book}THE END\n\n\nNOTES\n\n¶\n"), &["CHAPTER I.", "CHAPTER II.", "CHAPTER III.", "NOTES"]);
}

#[test]
fn mottoes_speech_and_drawings_are_no_headings() {
    check(
        "CHAPTER I.\n\n§\n\n\n\"Who waits, is late.\"\n\n¶\n\n\nPIER          WEIR\n\n¶\n\n\nJack (from the boat).\n\n¶\n\n\n\
         \"THE OLD WEIR\" AT NIGHT.\n\n§\n\n\n\nCHAPTER II.\n\n§\n",
        &["CHAPTER I.", "\"THE OLD WEIR\" AT NIGHT.", "CHAPTER II."],
    );
}

#[test]
fn the_lines_around_a_book_may_be_broken() {
    let text = book("CHAPTER I.\n\n§\n\n\n\nCHAPTER II.\n\n§\n").replace("EBOOK THE FERRY ***", "EBOOK THE\nFERRY***");
    let draft = reading(&text).draft.unwrap();
    let mut found = Vec::new();
    headings_of(&draft.body, &mut found);
    assert_eq!(found, ["CHAPTER I.", "CHAPTER II."]);
    walk::body(&draft.body, &mut |visit| {
        if let walk::Visit::Inlines(inlines) = visit {
            let words = walk::text_of(inlines);
            assert!(!words.contains("FERRY***") && !words.contains("Gutenberg"), "{words}");
        }
    });
}

#[test]
fn the_gap_above_a_picture_is_the_gap_above_the_title_below_it() {
    let chapter = |name: &str| format!("[Illustration: The old man]\n\n{name}\n\n§\n\n\n\n");
    let names = ["The Pier", "The Weir", "The Mill"];
    check(&names.map(chapter).concat(), &names);
}

#[test]
fn below_the_number_of_a_scene_stands_who_is_there() {
    let scene = |number: &str| format!("SCENE {number}.\n\nMiller and a Ferryman.\n\n§\n\n\n");
    let scenes = ["I", "II", "III"].map(scene).concat();
    check(&format!("ACT I.\n\n\n{scenes}"), &["ACT I.", "SCENE I.", "SCENE II.", "SCENE III."]);
}

#[test]
fn a_note_before_the_title_page_does_not_end_it() {
    check(
        "Transcriber's Notes:\n\n¶\n\n\n\nFERRYMEN OF OLD\n\n\nTWO LIVES\n\n\nPublished by the Mill Press\n\n\n\nCHAPTER I.\n\n§\n\n\n\nCHAPTER II.\n\n§\n",
        &["CHAPTER I.", "CHAPTER II."],
    );
}

/// An article that is no book of Project Gutenberg.
#[track_caller]
fn check_article(text: &str, headings: &[&str]) {
    let reading = reading(&text.replace('¶', PROSE));
    let mut found = Vec::new();
    headings_of(&reading.draft.as_ref().unwrap().body, &mut found);
    assert_eq!(found, headings);
}

#[test]
fn lines_of_programs_are_no_headings() {
    check_article(
        "Ferries in Rust\n\n¶\n\nRowing\n\n¶\n\nboats::row(pier)\n\n¶\n\nFilename: src/pier.rs\n\n¶\n\n    # Row to the pier\n    \
         row(1)\n\n    # And back\n    row(2)\n\n¶\n\nSteering\n\n¶\n",
        &["Rowing", "Steering"],
    );
}

#[test]
fn wide_gaps_between_paragraphs_do_not_hide_headings() {
    check_article(
        "Ferries in Rust\n\n¶\n\nRowing\n\n¶\n\n\n\n¶\n\nSteering\n\n¶\n\n\n\n¶\n\nMooring\n\n¶\n",
        &["Rowing", "Steering", "Mooring"],
    );
}

#[test]
fn a_line_drawn_in_parts_stands_around_columns() {
    check_article(
        "The Ferry\n\n¶\n\nA Play\n\n¶\n\n  ------- ----------------------------------------\n  Miller  The wheel stands still, and I am ill and cannot row.\n  \
         ------- ----------------------------------------\n\n¶\n",
        &["A Play"],
    );
}

#[test]
fn the_line_that_dates_a_letter_is_no_heading() {
    let letter = |number: &str, date: &str| format!("{number}.\n\nTO THE MILLER.\n\n\n{date}\n\n§\n\n\n\n");
    check(
        &[letter("I", "Old Town, 12 May 1826."), letter("II", "Tuesday morning."), letter("III", "3 June.")].concat(),
        &["I.", "TO THE MILLER.", "II.", "TO THE MILLER.", "III.", "TO THE MILLER."],
    );
}

#[test]
fn a_sentence_below_a_title_begins_its_text() {
    let tale = |name: &str| format!("{name}\n\n\nThe river was high.\n\n§\n\n\n\n");
    let names = ["The pier", "The weir", "The mill"];
    check(&names.map(tale).concat(), &names);
}

#[test]
fn the_title_of_a_poem_may_have_a_line_below_it() {
    let poem = "  The wheel stands still,\n  The stream is low,\n  And I am ill,\n  And cannot row.\n\n";
    let written = |name: &str| format!("{name}\n\nTO A MILLER\n\n\n{}\n\n\n", poem.repeat(5));
    let names = ["THE PIER", "THE WEIR", "THE MILL"];
    let all: Vec<&str> = names.iter().flat_map(|name| [*name, "TO A MILLER"]).collect();
    check(&names.map(written).concat(), &all);
}

#[test]
fn in_a_story_that_no_gaps_divide_people_ask_and_call() {
    let said = "“I am ill,” said the miller, “and I cannot row today, whatever the old man says of it.”\n\n".repeat(25);
    check_article(
        &format!("Ferries of Old\n\nThe Pier\n\n¶\n\n{said}Would he row?\n\n¶\n\nWhat a day!\n\n¶\n\nThe Weir\n\n¶\n"),
        &["The Pier", "The Weir"],
    );
}

#[test]
fn numerals_above_verse_count_its_stanzas() {
    let stanza = |number: &str| {
        format!("{number}\n\nThe wheel stands still,\nThe stream is low,\nAnd I am ill,\nAnd cannot row.\n\n")
    };
    let poem = ["I", "II", "III"].map(stanza).concat();
    check_article(
        &format!("Ferries of Old\n\n¶\n\nThe Pier\n\n{poem}The Weir\n\n{poem}¶\n"),
        &["The Pier", "The Weir"],
    );
}

#[test]
fn the_head_of_a_letter_has_more_than_one_line() {
    let letter = |number: &str| format!("{number}\n\nTO THE MILLER (AT THE WEIR)\n\nOLD TOWN\n\n\n§\n\n\n\n");
    let letters = ["I (A 1)", "II (A 7)", "III (B 2)", "IV (B 3)", "V (B 9)", "VI (C 1)"];
    let all: Vec<&str> =
        letters.iter().flat_map(|number| [*number, "TO THE MILLER (AT THE WEIR)", "OLD TOWN"]).collect();
    check(&letters.map(letter).concat(), &all);
}

#[test]
fn names_of_two_words_below_numbers_are_headings_though_speakers_return() {
    let speech = "MILLER.\n\n¶\n\n\nFERRYMAN.\n\n¶\n\n\n".repeat(3);
    let chapter = |number: &str, name: &str| format!("CHAPTER {number}.\n\n{name}.\n\n¶\n\n\n{speech}");
    let names = ["OLD PIERS", "LOW WEIRS", "FIRST MILLS"];
    let numbers = ["TWENTY", "TWENTY ONE", "TWENTY TWO"];
    let chapters: String = numbers.iter().zip(names).map(|(number, name)| chapter(number, name)).collect();
    let all: Vec<String> = numbers
        .iter()
        .zip(names)
        .flat_map(|(number, name)| [format!("CHAPTER {number}."), format!("{name}.")])
        .collect();
    check(&chapters, &all);
}

#[test]
fn sentences_among_chapters_are_no_headings() {
    let chapter = |number: &str| format!("Chapter {number}\n\n¶\n\nThe river was high.\n\n¶\n\n");
    check_article(
        &format!("Ferries of Old\n\n{}", ["I", "II", "III", "IV"].map(chapter).concat()),
        &["Chapter I", "Chapter II", "Chapter III", "Chapter IV"],
    );
}

#[test]
fn a_line_above_more_of_the_same_is_drawn_for_no_heading() {
    check(
        "CHAPTER I.\n\n§\n\nAll piers are wet\nThis is a pier\n--------------\nIt is wet\n\n§\n\n\n\nCHAPTER II.\n\n§\n",
        &["CHAPTER I.", "CHAPTER II."],
    );
}

#[test]
fn poems_may_share_a_title_and_be_a_call() {
    let verse = "  The wheel stands still,\n  The stream is low,\n  And I am ill,\n  And cannot row.\n\n".repeat(4);
    let poem = |name: &str| format!("{name}\n\n\n{verse}\n\n\n");
    let names = [["To the Old Ferryman"; 6].as_slice(), &["Row on!", "On Low Water"]].concat();
    check(&names.iter().map(|name| poem(name)).collect::<String>(), &names);
}

#[test]
fn contents_go_on_where_a_part_holds_chapters() {
    let chapters = "CHAPTER I.\n\nTHE PIER.\n\nIts stones--Its lamps      1\n\nCHAPTER II.\n\nTHE WEIR.\n\nIts water--Its fish     20\n\n\n";
    let body = "CHAPTER I.\n\nTHE PIER.\n\n§\n\n\n\nCHAPTER II.\n\nTHE WEIR.\n\n§\n\n\n\n";
    let second = body.replace("PIER", "LOCK").replace("WEIR", "MILL");
    check(
        &format!(
            "CONTENTS.\n\n\nBook I.\n\n{chapters}Book II.\n\n{}\n\n\nBOOK I.\n\n\n{body}BOOK II.\n\n\n{second}",
            chapters.replace("PIER", "LOCK").replace("WEIR", "MILL")
        ),
        &[
            "CONTENTS.",
            "BOOK I.",
            "CHAPTER I.",
            "THE PIER.",
            "CHAPTER II.",
            "THE WEIR.",
            "BOOK II.",
            "CHAPTER I.",
            "THE LOCK.",
            "CHAPTER II.",
            "THE MILL.",
        ],
    );
}

#[test]
fn scenes_above_speech_in_columns_are_no_list() {
    let rows = |row: &str| (0..14).map(|at| format!("{row}         {at} boats lie at the pier\n")).collect::<String>();
    let scene = |number: &str| format!("Scene {number}\n\nA pier.\n\n{}\n\n", rows("Miller"));
    let scenes = ["I", "II", "III", "IV"].map(scene).concat();
    check(&format!("Act I\n\n\n{scenes}\n"), &["Act I", "Scene I", "Scene II", "Scene III", "Scene IV"]);
}

#[test]
fn the_letters_of_the_alphabet_stand_above_entries_and_count_nothing() {
    let letters = ('A'..='K').map(|letter| letter.to_string());
    let entries = ('A'..='K').map(|letter| format!("{letter}\n\n{letter}nchors of old, 12\n\n\n")).collect::<String>();
    let headings: Vec<String> =
        ["CHAPTER I.", "CHAPTER II.", "GLOSSARY"].into_iter().map(str::to_owned).chain(letters).collect();
    check(&format!("CHAPTER I.\n\n§\n\n\n\nCHAPTER II.\n\n§\n\n\n\nGLOSSARY\n\n\n{entries}"), &headings);
}

#[test]
fn behind_a_poem_that_ends_the_book_goes_on() {
    let book = "CHAPTER I.\n\n§\n\n\n\nCHAPTER II.\n\n§\n\n\n\nCHAPTER III.\n\n§\n\n§\n\n\n\n";
    check(
        &format!(
            "{book}  The boat is in,\n  The day is done.\n\nFIN.\n\n[1] That is the end.\n\n\n\nThe Old Weir\n\n§\n"
        ),
        &["CHAPTER I.", "CHAPTER II.", "CHAPTER III.", "The Old Weir"],
    );
}

#[test]
fn up_to_the_contents_all_is_title_page() {
    check(
        "THE FERRY\n\n\nA TALE FOR THE YOUNG\n\n¶\n\n\n\nTHE MILL PRESS\n\n\nCONTENTS\n\n  The Pier          1\n  The Old Man said  9\n  On Water         17\n\n\n\n\
         The Pier\n\n§\n\n\n\nThe Old Man said\n\n§\n\n\n\nOn Water\n\n§\n",
        &["A TALE FOR THE YOUNG", "CONTENTS", "The Pier", "The Old Man said", "On Water"],
    );
    check(
        "CHAPTER I.\n\n§\n\n\n\nTHE\n\nFERRY\n\n\n\nCHAPTER II.\n\n§\n\n\n\nCHAPTER III.\n\n§\n",
        &["CHAPTER I.", "CHAPTER II.", "CHAPTER III."],
    );
}

#[test]
fn who_signs_and_what_is_said_of_a_picture_heads_nothing() {
    let letter = "CHAPTER I.\n\n§\n\nYours faithfully,\n\nJOHN MILLER.\n\n§\n\n";
    let picture = "CHAPTER II.\n\n§\n\n[Illustration: THE OLD WEIR\n\nA FRAGMENT\n\nThe water is high.]\n\n§\n\n";
    check(
        &format!("{letter}{picture}CHAPTER III.\n\n§\n\nTHE MILL\n\n§\n"),
        &["CHAPTER I.", "CHAPTER II.", "CHAPTER III.", "THE MILL"],
    );
}

#[test]
fn a_remark_in_brackets_may_stand_above_a_title() {
    let story = |name: &str| format!("[Begun in our first number.]\n\n{name}\n\n§\n\n\n\n");
    let names = ["The Pier", "The Weir", "The Mill"];
    check(&names.map(story).concat(), &names);
}

#[test]
fn numbers_between_paragraphs_count_them_unless_they_break_a_sentence() {
    let chapter = |number: usize| format!("{number}\n\n¶\n\n¶\n\n");
    let chapters = (1..=4).map(chapter).collect::<String>();
    check_article(
        &format!("Ferries\n\nBook I\n\n{chapters}Book II\n\n{chapters}"),
        &["Book I", "1", "2", "3", "4", "Book II", "1", "2", "3", "4"],
    );
    let page = |number: usize| format!("¶ And then the\n\n{number}\n\nferry {}\n\n", PROSE.to_lowercase());
    check_article(
        &format!("Ferries\n\nRowing\n\n{}Steering\n\n¶\n", (1..=4).map(page).collect::<String>()),
        &["Rowing", "Steering"],
    );
}

#[test]
fn a_book_may_count_with_a_word_of_its_own() {
    let air = |number: usize| format!("FERRYING {number}. He rowed, she sang, &c.\n\n¶\n\n");
    let airs = (1..=5).map(air).collect::<String>();
    let reading = check(
        &format!("CHAPTER I.\n\n§\n\n\n\nCHAPTER II.\n\n{airs}\n\n\nCHAPTER III.\n\n§\n"),
        &[
            "CHAPTER I.",
            "CHAPTER II.",
            "FERRYING 1. He rowed, she sang, &c.",
            "FERRYING 2. He rowed, she sang, &c.",
            "FERRYING 3. He rowed, she sang, &c.",
            "FERRYING 4. He rowed, she sang, &c.",
            "FERRYING 5. He rowed, she sang, &c.",
            "CHAPTER III.",
        ],
    );
    check_reason(&reading, "FERRYING 3", "its word and its number count with others");
    // Pages are counted, too, and pictures.
    for word in ["Page", "Figure"] {
        let counted = airs.replace("FERRYING", word);
        check(
            &format!("CHAPTER I.\n\n§\n\n\n\nCHAPTER II.\n\n§\n\n{counted}\n\n\nCHAPTER III.\n\n§\n"),
            &["CHAPTER I.", "CHAPTER II.", "CHAPTER III."],
        );
    }
}

#[test]
fn run_in_heads_and_sums_head_nothing() {
    check(
        "CHAPTER I.\n\n§\n\n_Chorus._ What is it?\n\n¶\n\n=Weir.=--See dam\n\n¶\n\n     12 4 0\n     8 11 2\n    -------\n    20 15 2\n    =======\n\n¶\n\n\
         CHAPTER II.\n\n§\n\nCHAPTER III.\n\n§\n",
        &["CHAPTER I.", "CHAPTER II.", "CHAPTER III."],
    );
}

#[test]
fn a_title_in_capitals_may_have_a_second_line_between_wide_gaps() {
    // Wide gaps part scenes, too.
    let part = |name: &str, more: &str| format!("{name}.\n\n{more}.\n\n\n§\n\n\n¶\n\n\n¶\n\n\n¶\n\n\n\n");
    check(
        &[part("THE PIER", "ITS STONES AND LAMPS"), part("THE WEIR", "ITS WATER"), part("THE MILL", "ITS WHEEL")]
            .concat(),
        &["THE PIER.", "ITS STONES AND LAMPS.", "THE WEIR.", "ITS WATER.", "THE MILL.", "ITS WHEEL."],
    );
}

#[test]
fn what_is_sold_has_prices_where_no_line_says_that_the_book_ends() {
    let chapters = (1..=12).map(|number| format!("CHAPTER {number}.\n\n§\n\n\n\n")).collect::<String>();
    let sold = (1..=6)
        .map(|price| format!("THE LOCK AND THE KEY\n\nCrown 8vo, cloth, {price}s. 6d.\n\n\n"))
        .collect::<String>();
    let headings: Vec<String> = (1..=12).map(|number| format!("CHAPTER {number}.")).collect();
    check(&format!("{chapters}BOOKS ABOUT RIVERS\n\n\n{sold}"), &headings);
}

#[test]
fn an_entry_of_one_word_has_a_page_too() {
    check(
        "CONTENTS\n\n  Ferry          1\n  Weirs          9\n  Water         17\n\n\n\n\
         FERRY\n\n  The boat is in,\n  The day is done.\n\n\n\nWEIRS\n\n  The stream is low,\n  The wheel is still.\n\n\n\nWATER\n\n§\n",
        &["CONTENTS", "FERRY", "WEIRS", "WATER"],
    );
}

#[test]
fn a_picture_that_is_closed_hides_no_heading() {
    check(
        "CHAPTER I.\n\n§\n\n[Illustration: The weir] It is old, they say.\n\nTHE OLD LOCK\n\n¶\n\n[1] It was shut. [Editor]\n\n§\n\n\
         CHAPTER II.\n\n§\n\nCHAPTER III.\n\n§\n",
        &["CHAPTER I.", "THE OLD LOCK", "CHAPTER II.", "CHAPTER III."],
    );
}
