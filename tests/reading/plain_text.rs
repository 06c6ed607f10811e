//! The laws of reading plain text, through the same door as the program.

use crate::numbers::Numbers;
use quatrefoil::diagnostic::Rule;
use quatrefoil::read::{Article, Form, Neighbours, Reading, read};
use quatrefoil::tree::walk::{self, Visit};
use quatrefoil::tree::{Block, BlockKind, Body, Inline, Marker};

fn reading(bytes: &[u8]) -> Reading {
    let neighbours = Neighbours::default();
    read(&Article { bytes, form: Form::PlainText, stem: "article", neighbours: &neighbours })
}

/// The words of an article in reading order, description last; marks of lists and emphasis are no words.
fn words_of(reading: &Reading) -> Vec<String> {
    let Some(draft) = &reading.draft else { return Vec::new() };
    let mut text = walk::text_of(&draft.meta.title);
    walk::body(&draft.body, &mut |visit| {
        if let Visit::Inlines(inlines) = visit {
            text.push('\n');
            text.push_str(&walk::text_of(inlines));
        }
    });
    if let Some(description) = &draft.meta.description {
        text.push('\n');
        text.push_str(description.as_str());
    }
    words(&text)
}

/// Runs of letters and digits.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn outline(body: &Body, depth: usize, lines: &mut Vec<String>) {
    for section in &body.sections {
        lines.push(format!("{} {}", "#".repeat(depth), walk::text_of(&section.title)));
        outline(&section.body, depth + 1, lines);
    }
}

fn blocks_of(body: &Body) -> Vec<&Block> {
    let mut blocks = Vec::new();
    walk::body(body, &mut |visit| {
        if let Visit::Block(block) = visit {
            blocks.push(block);
        }
    });
    blocks
}

/// Items of the ordered lists, and of the others, in reading order.
fn list_lengths(body: &Body) -> (Vec<usize>, Vec<usize>) {
    let (mut ordered, mut bullets) = (Vec::new(), Vec::new());
    for block in blocks_of(body) {
        if let BlockKind::List(list) = &block.kind {
            match list.marker {
                Marker::Ordered { .. } => ordered.push(list.items.len()),
                Marker::Bullet => bullets.push(list.items.len()),
            }
        }
    }
    (ordered, bullets)
}

#[test]
fn the_real_article_comes_out_as_a_careful_editor_would_mark_it() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/articles/hope-in-sight.txt");
    let Ok(bytes) = std::fs::read(path) else {
        println!("skipped: no ../shared/articles/hope-in-sight.txt");
        return;
    };
    let source = String::from_utf8(bytes.clone()).unwrap();
    let reading = reading(&bytes);
    let draft = reading.draft.as_ref().unwrap();
    let body = &draft.body;

    let title = source.lines().next().unwrap();
    assert_eq!(walk::text_of(&draft.meta.title), title);
    let mut headings = Vec::new();
    outline(body, 1, &mut headings);
    let depths: Vec<usize> = headings.iter().map(|line| line.find(' ').unwrap()).collect();
    assert_eq!(depths, [1, 1, 1, 1, 2, 1, 1, 1, 2, 1, 2, 1, 1], "{headings:#?}");

    let (ordered, bullets) = list_lengths(body);
    assert_eq!(ordered, [4, 1, 2, 2]);
    assert!(bullets == [3, 5] || bullets == [8], "{bullets:?}");
    let blocks = blocks_of(body);
    assert!(!blocks.iter().any(|block| matches!(block.kind, BlockKind::Code(_) | BlockKind::Quote(_))));
    let continued: usize = blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::List(list) => Some(list.items.iter().map(|item| item.blocks.len() - 1).sum::<usize>()),
            _ => None,
        })
        .sum();
    assert_eq!(continued, 9);
    for line in [21, 115] {
        let at_line: Vec<&&Block> = blocks.iter().filter(|block| block.at.start.line == line).collect();
        assert!(
            matches!(at_line.as_slice(), [Block { kind: BlockKind::Paragraph(_), .. }]),
            "line {line}: {at_line:?}"
        );
    }

    let last = source.trim_end().lines().last().unwrap();
    assert_eq!(draft.meta.description.as_ref().map(|line| line.as_str()), Some(last.trim()));
    assert!(reading.diagnostics.iter().any(|diagnostic| diagnostic.rule == Rule::TitleRepeated));
    let once = source.replacen(&format!("\n{title}"), "\n", 1);
    let is_number = |word: &str| word.len() == 1 && word.chars().all(|c| c.is_ascii_digit());
    let plain: String = once
        .lines()
        .map(|line| match line.trim_start().split_once(". ") {
            Some((number, rest)) if is_number(number) => format!("{rest}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    assert_eq!(words_of(&reading), words(&plain));
    assert!(draft.clone().seal().is_ok());
}

/// Text that a random splice is made of: each has what makes a reader stumble.
const SNIPPETS: &[&str] = &[
    "The Title\n\n",
    "A short block\n\n",
    "CHAPTER IV.\n\n",
    "Heading\n=======\n\n",
    "* * *\n\n",
    "----\n",
    "  • one\n\n",
    "  • two\n\n    more\n\n",
    "1. first\n2. second\n\n",
    "a) alpha\nb) beta\n\n",
    "iv. four\n",
    "> quoted\n> > deeper\n\n",
    "Dose   Time\n1 mg   noon\n2 mg   night\n\n",
    "a\tb\nc\td\n\n",
    "| a | b |\n|---|---|\n| c | d |\n\n",
    "See https://example.org/a_b (or www.example.org).\n\n",
    "*strong* and _soft_ and **both*\n\n",
    "A line that goes on for long enough to be wrapped by some typewriter\nand goes on here, and here, and then ends at the right place at\nlast.\n\n",
    "short\nlines\nof verse\n\n",
    "   indented\n   lines of prose that are quoted from somebody else, quite long\n\n",
    "\u{c}",
    "\t",
    "  ",
    "\n",
    "\n\n\n",
    "By Ada Writer\n\n",
    "Last reviewed: 12 May 2026\n\n",
    "第三章 薬\n\n",
    "これは段落です。\n\n",
    "— Да?\n\n",
    "o sub\n",
    "#",
    "## Hash\n\n",
    "\u{0}",
    "\u{a0}",
    "\u{3000}",
    "_",
    "*",
    "**",
    ">",
    "•",
    "- [x] done\n",
    "☐ open\n",
    "Mixed سلام\n\n",
    "*** START OF THE PROJECT GUTENBERG EBOOK X ***\n",
    "*** END OF THE PROJECT GUTENBERG EBOOK X ***\n",
    "From: a@b.org\nSubject: Hello\nDate: now\n\n",
    "\u{feff}",
    "\u{2028}",
    "\r\n",
    "\r",
    "a@b.org",
    "://",
    "www.",
    "(",
    ")",
    ".",
    "1.",
    "x ",
];

#[track_caller]
fn check_sealed(bytes: &[u8]) -> Reading {
    let reading = reading(bytes);
    if let Some(draft) = reading.draft.clone()
        && let Err(flaws) = draft.seal()
    {
        panic!("{:?} does not seal: {flaws:?}", String::from_utf8_lossy(bytes));
    }
    reading
}

#[test]
fn any_bytes_make_a_draft_that_seals() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for _ in 0..2000 {
        let length = numbers.below(200);
        let bytes: Vec<u8> = (0..length).map(|_| numbers.below(256) as u8).collect();
        check_sealed(&bytes);
    }
}

#[test]
fn any_splice_of_snippets_seals() {
    let mut numbers = Numbers(42);
    for _ in 0..4000 {
        let count = 1 + numbers.below(14);
        let text: String = (0..count).map(|_| SNIPPETS[numbers.below(SNIPPETS.len())]).collect();
        check_sealed(text.as_bytes());
    }
}

#[test]
fn words_stay_as_they_are_and_in_their_order() {
    let plain = [
        "The Title\n\n",
        "A short block\n\n",
        "It stands here, as it was written.\n",
        "and goes on\n\n",
        "short\nlines\nof verse\n\n",
        "CHAPTER IV.\n\n",
        "Heading\n=======\n\n",
        "* * *\n\n",
        "• one\n",
        "  - two three\n\n    more of it\n\n",
        "> quoted\n> > deeper\n\n",
        "Dose   Time\n1 mg   noon\n\n",
        "a\tb\nc\td\n\n",
        "| e | f |\n|---|---|\n| g | h |\n",
        "See https://example.org/a_b (or www.example.org).\n\n",
        "*strong* and _soft_ and **both*\n",
        "    indented\n",
        "第三章 薬\n\n",
        "これは段落です。\n",
        "— Да, — сказал он.\n",
        "## Hash\n",
        "\u{c}",
        "\n",
        "a@b.org\n",
    ];
    let mut numbers = Numbers(7);
    for _ in 0..4000 {
        let count = 1 + numbers.below(12);
        let text: String = (0..count).map(|_| plain[numbers.below(plain.len())]).collect();
        let reading = check_sealed(text.as_bytes());
        let found = words_of(&reading);
        // A title that was made or that returns is told in a diagnostic; its words are there once.
        let told = reading.diagnostics.iter().any(|d| matches!(d.rule, Rule::TitleMissing | Rule::TitleRepeated));
        if !told {
            assert_eq!(found, words(&text), "{text:?}");
        }
    }
}

/// What takes long where every line looks at all others, or every word at the rest of its line. `cargo bench --bench plain_text`
/// tells how long it takes; here it takes minutes where it is not linear.
#[test]
fn hostile_text_is_read_and_seals() {
    let hostile = [
        "> ",
        "*a ",
        "- ",
        "1. ",
        "a  ",
        "|",
        "\t",
        "www.a",
        "(www.a/",
        "://",
        "http://",
        "http://a..b/",
        "a@",
        "(",
        "  \n- a\n",
        "---\n",
        "a\n=\n",
        "a|b\n",
        "a  b\na  b  c\n",
        "i. a\n",
        "— a\n",
        "\u{c}",
        "\0\n",
        "\u{3000}a",
        "END OF ",
    ];
    for pattern in hostile {
        check_sealed(pattern.repeat(400_000 / pattern.len()).as_bytes());
    }
    let book = "The keeper climbed the ladder every evening at six, and every evening he\ncounted the rungs.\n\n\n";
    check_sealed([book.repeat(200), "CONTENTS\n\n".repeat(20_000), book.repeat(2000)].concat().as_bytes());
    let gutenberg = "*** START OF THE PROJECT GUTENBERG EBOOK X ***\n".to_owned() + &"END OF ".repeat(60_000);
    check_sealed(gutenberg.as_bytes());
}

#[test]
fn emphasis_marks_are_no_words_but_stay_where_they_pair_with_nothing() {
    let reading = check_sealed(b"Title\n\nTake *two* at 2 * 3 o'clock, _now_.\n");
    let draft = reading.draft.unwrap();
    let BlockKind::Paragraph(text) = &draft.body.blocks[0].kind else { panic!("a paragraph") };
    assert_eq!(walk::text_of(text), "Take two at 2 * 3 o'clock, now.");
    assert!(matches!(text[1], Inline::Strong(_)));
    assert!(matches!(text[3], Inline::Emphasis(_)));
}

#[test]
fn every_item_keeps_the_number_that_its_author_gave_it() {
    let text =
        "Title\n\nDo this:\n\n1. One\n2. Two\n2. Two again\n3. Three\n\nThen this:\n\n1. One\n3. Three\n4. Four\n";
    let draft = check_sealed(text.as_bytes()).draft.unwrap();
    let mut numbers = Vec::new();
    for block in blocks_of(&draft.body) {
        if let BlockKind::List(list) = &block.kind
            && let Marker::Ordered { start, .. } = list.marker
        {
            numbers.extend((start..).take(list.items.len()));
        }
    }
    assert_eq!(numbers, [1, 2, 2, 3, 1, 3, 4]);
}
