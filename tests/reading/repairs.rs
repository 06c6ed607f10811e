//! Laws of words in reading: no character, blank line, tag or nesting makes a reader lose a word, join two of them, or fail.

use proptest::prelude::*;
use quatrefoil::diagnostic::{Diagnostic, Rule, Severity};
use quatrefoil::read::{Article, Form, Neighbours, Reading, read};
use quatrefoil::tree::walk::{self, Visit};
use quatrefoil::tree::{Alt, BlockKind, Document};

fn reading(form: Form, text: &str) -> Reading {
    read(&Article { bytes: text.as_bytes(), form, stem: "article", neighbours: &Neighbours::default() })
}

/// The words of an article as it was read, title first; each block on a line of its own. A draft always seals.
fn words(form: Form, text: &str) -> (String, Vec<Diagnostic>) {
    let reading = reading(form, text);
    let Some(draft) = reading.draft else { return (String::new(), reading.diagnostics) };
    match draft.seal() {
        Ok(document) => (words_of(&document), reading.diagnostics),
        Err(flaws) => panic!("{text:?} does not seal: {flaws:?}"),
    }
}

fn words_of(document: &Document) -> String {
    let meta = document.meta();
    let mut words = walk::text_of(&meta.title);
    let said = [&meta.subtitle, &meta.description, &meta.publisher, &meta.version];
    let names = meta.contributors.iter().map(|someone| &someone.name);
    for line in said.into_iter().flatten().chain(names).chain(&meta.subjects) {
        words.push('\n');
        words.push_str(line.as_str());
    }
    walk::document(document, &mut |visit| {
        words.push('\n');
        match visit {
            Visit::Inlines(text) => words.push_str(&walk::text_of(text)),
            Visit::Block(block) => match &block.kind {
                BlockKind::Code(code) => words.push_str(&code.text),
                BlockKind::Figure(figure) => {
                    if let Alt::Text(alt) = &figure.image.alt {
                        words.push_str(alt.as_str());
                    }
                }
                _ => {}
            },
            Visit::Section(..) => {}
        }
    });
    words
}

#[track_caller]
fn check(form: Form, text: &str, parts: &[&str]) -> Vec<Diagnostic> {
    let (words, diagnostics) = words(form, text);
    for part in parts {
        assert!(words.contains(part), "{part:?} is not in {words:?}, from {text:?}: {diagnostics:?}");
    }
    diagnostics
}

/// Where a dose can stand in Markdown; `@` is what is between `1` and `2`, as a reference, or as a character where it may be one.
const PLACES_OF_REFERENCES: &[&str] = &[
    "Take 1@2 tablets",
    "# Take 1@2 tablets",
    "- Take 1@2 tablets",
    "> Take 1@2 tablets",
    "*Take* 1@*2*",
    "Take *1*@*2*",
    "Take **1**@2",
    "| a | Take 1@2 |\n|---|---|\n| b | 1@2 |",
    "| a |\n|---|\n| b | Take 1@2 |",
    "[Take 1@2](https://a.org)",
    "![Take 1@2](a.png)",
    "![](a.png 'Take 1@2')",
    "words ![w](a.png 'Take 1@2') words",
    "a[^1]\n\n[^1]: Take 1@2",
    "term 1@2\n: Take 1@2",
    "<p>Take 1@2</p>",
    "<b>1</b>@<b>2</b>",
    "<pre>Take 1@2</pre>",
    "<code>1@2</code>",
    "<img src=a.png alt='Take 1@2'>",
    "<abbr title='1@2'>1@2</abbr>",
    "---\ntitle: Take 1@2\n---\n\nwords",
];

#[test]
fn a_c1_reference_means_what_html_says() {
    for place in PLACES_OF_REFERENCES {
        for (reference, meant) in [("&#150;", "–"), ("&#x96;", "–"), ("&#X96;", "–"), ("&#133;", "…"), ("&#128;", "€")]
        {
            let text = place.replace('@', reference);
            let (words, diagnostics) = words(Form::Markdown, &text);
            assert!(words.contains(&format!("1{meant}2")), "{text:?} is {words:?}");
            assert!(diagnostics.iter().all(|said| said.rule != Rule::ControlCharacter), "{text:?}: {diagnostics:?}");
        }
    }
}

#[test]
fn a_reference_to_no_character_parts_words_and_is_reported_at_its_place() {
    for place in PLACES_OF_REFERENCES {
        for reference in ["&#1;", "&#x81;", "&#127;", "&#xFFFE;", "&#x1FFFF;", "&#27;"] {
            let text = place.replace('@', reference);
            let (words, diagnostics) = words(Form::Markdown, &text);
            let said: Vec<_> = diagnostics.iter().filter(|said| said.rule == Rule::ControlCharacter).collect();
            assert!(words.contains("1 2"), "{text:?} is {words:?}");
            assert!(!words.contains("12"), "{text:?} is {words:?}");
            assert!(!said.is_empty(), "{text:?}: {diagnostics:?}");
            let lines: Vec<&str> = text.lines().collect();
            for said in said {
                let line = lines[said.at.start.line as usize - 1];
                let from = line.chars().skip(said.at.start.column as usize - 1).collect::<String>();
                let whole = line.starts_with("title:") && from.starts_with("Take");
                assert!(whole || from.starts_with(reference), "{said:?} of {text:?}");
            }
        }
    }
}

#[test]
fn a_c1_character_means_what_windows_1252_says() {
    let code = [
        "`1@2`",
        "```\n1@2\n```",
        "    1@2",
        "<!-- a comment of some words @ about it -->\n1@2",
        "[a]: https://a.org\n\n1@2 [a]",
    ];
    for place in PLACES_OF_REFERENCES.iter().chain(&code) {
        for (c, instead) in [
            ('\u{96}', "–"),
            ('\u{80}', "€"),
            ('\u{81}', " "),
            ('\0', " "),
            ('\u{7f}', " "),
            ('\u{1b}', " "),
            ('\u{fffe}', " "),
            ('\u{feff}', " "),
        ] {
            let text = place.replace('@', &c.to_string()) + "\n\nwords that are here so that no zeros tell a charset";
            let said = check(Form::Markdown, &text, &[&format!("1{instead}2")]);
            assert!(said.iter().any(|said| said.rule == Rule::ControlCharacter), "{text:?}: {said:?}");
            assert!(!words(Form::Markdown, &text).0.contains("12"), "{text:?}");
        }
    }
    for c in ['\u{96}', '\u{1}', '\u{81}', '\u{fffe}'] {
        let text = format!("About\n\nTake 10{c}20 mg of it.\n\n- 1{c}2 tablets\n- more\n");
        let (words, said) = words(Form::PlainText, &text);
        assert!(!words.contains("1020") && !words.contains("12"), "{words:?}");
        assert_eq!(said.iter().filter(|said| said.rule == Rule::ControlCharacter).count(), 2, "{said:?}");
    }
    let text = "---\ntitle: \"1\\x962\"\ndescription: \"3\\x014\"\n---\n\nwords";
    let said = check(Form::Markdown, text, &["1–2", "3 4"]);
    assert!(said.iter().any(|said| said.rule == Rule::ControlCharacter && said.at.start.line == 3), "{said:?}");
}

/// Containers around a raw element: what stands before and after it.
const AROUND: &[(&str, &str)] = &[
    ("", ""),
    ("<div>", "</div>"),
    ("<section>\n", "\n</section>"),
    ("<blockquote>", "</blockquote>"),
    ("<ul><li>", "</li></ul>"),
    ("<ol><li>", "</li></ol>"),
    ("<table><tr><td>", "</td></tr></table>"),
    ("<table><tr><th>", "</th></tr></table>"),
    ("<table><caption>", "</caption><tr><td>c</td></tr></table>"),
    ("<details><summary>s</summary>", "</details>"),
    ("<details><summary>", "</summary>\n\nd</details>"),
    ("<figure>", "</figure>"),
    ("<figure><figcaption>", "</figcaption></figure>"),
    ("<dl><dt>t</dt><dd>", "</dd></dl>"),
    ("<dl><dt>", "</dt><dd>m</dd></dl>"),
    ("<p>", "</p>"),
    ("<h3>", "</h3>"),
    ("<b>", "</b>"),
    ("<a href='https://a.org'>", "</a>"),
    ("<q>", "</q>"),
    ("<unknown>", "</unknown>"),
    ("<iframe>", "</iframe>"),
    ("<noscript>", "</noscript>"),
    ("- ", ""),
    ("> ", ""),
    ("1. ", ""),
    ("[^1]: ", ""),
    ("term\n: ", ""),
    ("words ", " words"),
];

/// Elements whose content is raw, or which browsers read in a way of their own.
const RAW: &[&str] = &[
    "pre",
    "code",
    "textarea",
    "title",
    "iframe",
    "xmp",
    "noembed",
    "noframes",
    "plaintext",
    "listing",
    "kbd",
    "samp",
];

/// What stands in a raw element; each `W` is one word.
const CONTENTS: &[&str] = &[
    "W\n\nW",
    "\nW\n\nW\n\n",
    "W\n\n# W\n\n- W\n- W\n\nW",
    "W\n\n| W | W |\n|---|---|\n| W | W | W |\n\nW",
    "W\n\n> W\n\n```\nW\n```\n\n    W\n\n***\n\nW",
    "W\n\n<div>W</div>\n\n<p>W</p><ul><li>W</ul>\n\nW",
    "W\n\n[W](https://a.org) **W** `W` ![W](a.png) W\\\nW",
    "W\n\nterm W\n: W\n\n1. W\n\n   W\n2. W",
    "<code>W</code>\n\n<b>W</b> <script>s</script> W",
    "W <pre>W</pre> W\n\nW",
];

/// The text with each `W` a word of its own, and how many there are.
fn with_words(text: &str) -> (String, usize) {
    let parts: Vec<&str> = text.split('W').collect();
    let count = parts.len() - 1;
    let words = (0..count).map(|n| format!("word{n}x")).chain([String::new()]);
    (parts.iter().zip(words).map(|(part, word)| format!("{part}{word}")).collect(), count)
}

/// Every word is read, once, and stands apart from the next.
#[track_caller]
fn check_words(text: &str) {
    let (text, count) = with_words(text);
    let (words, said) = words(Form::Markdown, &text);
    for n in 0..count {
        assert_eq!(words.matches(&format!("word{n}x")).count(), 1, "word{n}x in {words:?} from {text:?}: {said:?}");
        assert!(!words.contains(&format!("word{n}xword")), "{words:?} from {text:?}");
    }
}

#[test]
fn no_raw_element_loses_a_word_in_any_container() {
    for (before, after) in AROUND {
        for element in RAW {
            for content in CONTENTS {
                for end in [format!("</{element}>"), String::new()] {
                    check_words(&format!("W\n\n{before}<{element}>{content}{end}{after}\n\nW\n\n## W\n\nW"));
                }
            }
        }
    }
}

#[test]
fn what_never_ends_swallows_nothing_and_is_an_error_at_its_opening() {
    for (before, _) in AROUND {
        for (open, close) in [("<pre>", "</pre>"), ("<script>", "</script>"), ("<style>", "</style>"), ("<!-- ", "-->")]
        {
            for content in
                CONTENTS.iter().filter(|content| !content.contains("</script>") && !content.contains("</pre>"))
            {
                check_words(&format!("W\n\n{before}{open}{content}\n\nW\n\n## W\n\n{open}W"));
            }
            let text = format!("word\n\n{before}{open}word\n\nword");
            let (words, said) = self::words(Form::Markdown, &text);
            // Among words `<!--` without end is no HTML, and in `<iframe>` nothing is: then it is there to be read.
            let error = said.iter().find(|said| said.rule == Rule::HtmlUnclosed);
            assert!(error.is_some() || words.contains(open.trim()), "{words:?} from {text:?}: {said:?}");
            if let Some(error) = error {
                assert_eq!(error.rule.severity(), Severity::Error);
                let at = error.at.start;
                let line = text.lines().nth(at.line as usize - 1).unwrap();
                assert!(line[at.column as usize - 1..].starts_with(open.trim()), "{error:?} of {text:?}");
            }
            // What ends is left out, and no more.
            let (words, said) = self::words(Form::Markdown, &format!("one\n\n{open}hidden{close}\n\ntwo"));
            assert!(words.contains("one") && words.contains("two"), "{words:?}: {said:?}");
            assert!(said.iter().all(|said| said.rule != Rule::HtmlUnclosed), "{said:?}");
        }
    }
}

#[test]
fn escaped_brackets_beside_links_lose_nothing() {
    let ends = [
        "",
        "\n\n[a]: https://a.org",
        "\n\n[a]: https://a.org\n[b]: https://b.org",
        "\n\n[word]: https://w.org",
        "\n\n[a]: https://a.org\n[word]: https://w.org",
    ];
    let links = [
        "[a]",
        "[a][]",
        "[a][b]",
        "[a](https://a.org)",
        "![a]",
        "![a](a.png)",
        "\\[a]",
        "[\\[a]]",
        "[a\\]",
        "<https://a.org>",
    ];
    let tails = [
        "\\[word]",
        "\\[word\\]",
        "\\(word)",
        "[word\\]",
        "\\][word]",
        "\\[b]word",
        "[\\[word]",
        " [word][\\b]",
        " \\[word]",
        "\\[word][b]",
        "[^word]",
        "\\[^word]",
        "\\![word]",
    ];
    for end in ends {
        for link in links {
            for tail in tails {
                for before in ["", "- ", "> ", "# ", "*", "words ", "| x |\n|---|\n| "] {
                    check(Form::Markdown, &format!("first\n\n{before}{link}{tail}{end}"), &["word"]);
                }
            }
        }
    }
}

/// Constructs with a place for white space, `@`, in Markdown; words are `w` and a number.
const BLANKS: &[&str] = &[
    "| w0 | w1 |\n|---|---|\n| w2 | w3 |\n@\nw4",
    "| w0 | w1 |\n|---|---|\n| w2 | w3 |\n@",
    "@\n| w0 | w1 |\n|---|---|\n| w2 | w3 |",
    "| w0 | w1 |\n@\n|---|---|\n| w2 | w3 |",
    "| w0 | w1 |\n|---|---|\n@\n| w2 | w3 |",
    "| w0 |@|\n|---|---|\n|@|@|\n| w1 |",
    "@| w0 | w1 |@\n@|---|---|@\n@| w2 | w3 | w4 |@\n| w5 | w6 |@",
    "| w0 | w1 |\n|---|---|\n@| w2 | w3 |",
    "> | w0 |\n> |---|\n> @\n> w1",
    "- | w0 |\n  |---|\n  @\n  w1",
    "- w0\n@\n- w1\n@\n  w2",
    "- @\n- w0\n-@w1",
    "1. w0\n@\n   w1\n1.@w2",
    "# w0\n@\nw1",
    "#@w0\n\n##@\n\nw1 @ w2",
    "w0\n@\n===\nw1",
    "> w0\n>@\n> w1\n@\n> w2",
    ">@w0",
    "w0[^1]\n\n[^1]: w1\n@\n    w2",
    "w0[^1]\n\n[^1]:@w1",
    "w0\n@\n: w1",
    "w0\n: w1\n@\n  w2",
    "w0\n:@w1",
    "```\nw0\n@\nw1\n```\n@",
    "    w0\n@\n    w1",
    "<div>\nw0\n@\nw1\n</div>",
    "<table><tr><td>@</td><td>w0</td></tr></table>",
    "---\ntitle: w0\n@\nauthor: w1\n---\n@\nw2",
    "---@\ntitle: w0@w1\n---@\nw2",
    "---\ntitle: w0\nauthor: [w1,@w2]\n@---\n\nw3",
    "+++\ntitle = 'w0'\n@\nauthor = 'w1'\n+++\nw2",
    "[w0]: https://a.org\n@\nw1 [w0]",
    "***@\nw0\n@***",
    "- [ ]@w0\n- [x] w1\n@",
    "**w0@** w1 *@w2*",
    "@\n@w0@\n@",
];

#[test]
fn white_space_of_every_kind_loses_nothing_anywhere() {
    let kinds = ('\0'..=char::MAX).filter(|c| c.is_whitespace());
    for c in kinds.collect::<Vec<_>>() {
        for construct in BLANKS {
            for space in [c.to_string(), format!(" {c}\t")] {
                let text = construct.replace('@', &space);
                for form in [Form::Markdown, Form::PlainText] {
                    let (words, said) = words(form, &text);
                    let all = (0..7).map(|n| format!("w{n}"));
                    // In bare lines a repeated title and a link's definition are what they look like.
                    for word in all.filter(|word| text.contains(word)) {
                        assert!(
                            words.contains(&word) || is_reported(&said, &word),
                            "{word} of {text:?} is not in {words:?}: {said:?}"
                        );
                    }
                }
            }
        }
    }
}

/// True if a message says that a word of front matter counts for nothing, or that front matter cannot be read.
fn is_reported(said: &[Diagnostic], _word: &str) -> bool {
    said.iter().any(|said| matches!(said.rule, Rule::FrontMatterSyntax | Rule::FrontMatterKey | Rule::FrontMatterValue))
}

/// Pieces that a head of Project Gutenberg, mail and bare lines are made of.
const PIECES: &[&str] = &[
    "Title:",
    "Author:",
    "Language: French",
    "*** START OF THE PROJECT GUTENBERG EBOOK X ***\n",
    "*** END OF THE PROJECT GUTENBERG EBOOK X ***\n",
    "From: a@b.org\n",
    "Subject:",
    "Date: today\n",
    "By ",
    "Version ",
    "Last reviewed: 12 May 2026",
    "word",
    "Word two",
    "é",
    "薬",
    ":",
    " ",
    "  ",
    "\t",
    "\u{a0}",
    "\u{3000}",
    "\u{2003}",
    "\u{202f}",
    "\u{1}",
    "\u{96}",
    "\u{85}",
    "\u{feff}",
    "\u{c}",
    "\n",
    "\n\n",
    "\n  ",
    "> ",
    "- ",
    "1. ",
    "* ",
    "=====\n",
    "-----\n",
    "| ",
    "*",
    "_",
    "https://a.org",
    "---\n",
    "title: ",
    "\"\\x01\"",
    "author: ",
    "description:",
    "+++\n",
    "title = ",
    "# ",
    "&#1;",
    "&#150;",
    "|---|\n",
    "<b>",
    "<pre>",
    "</pre>",
    "<script>",
    "<!--",
    "[a]",
    "\\[b]",
    "`",
    ".",
    "?",
    "CHAPTER I",
    "*** ",
];

/// The words of such a heading once ended before they began.
#[test]
fn headings_of_nothing_but_signs_are_read() {
    for text in ["  # # ", "# #", "## ##\n\nWords.\n", "# # #\n\nWords.\n", "Eye\n\n## ##\n\nWords.\n"] {
        let (words, _) = words(Form::PlainText, text);
        assert_eq!(words.contains("Words."), text.contains("Words."), "{text:?}: {words:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_reader_makes_seals(parts in proptest::collection::vec(proptest::sample::select(PIECES), 0..40)) {
        let text = parts.concat();
        for form in [Form::Markdown, Form::PlainText] {
            words(form, &text);
        }
    }

    #[test]
    fn no_two_numbers_become_one(
        gaps in proptest::collection::vec(proptest::sample::select(&[
            "\u{1}", "\u{7f}", "\u{81}", "\u{96}", "\u{fffe}", "\u{feff}", "*", "**", "`", "_", "&#1;", "&#x81;", "&#150;", "<b>", "</b>", "\u{85}", "\u{2028}",
        ][..]), 1..6),
    ) {
        // Some gap has no width in any reading: only those that are characters or references part words.
        let parts = gaps.iter().any(|gap| !matches!(*gap, "*" | "**" | "`" | "_" | "<b>" | "</b>"));
        let text = format!("Take 10{}20 mg", gaps.concat());
        if parts {
            prop_assert!(!words(Form::Markdown, &text).0.contains("1020"), "{:?}", text);
        }
        if parts && !text.contains('&') {
            prop_assert!(!words(Form::PlainText, &text).0.contains("1020"), "{:?}", text);
        }
    }
}

#[test]
fn a_head_of_project_gutenberg_is_tidied() {
    let text = "Title: Alice  in\tWonderland\n  and \t more\nAuthor: Lewis  Carroll\n\n*** START OF THE PROJECT GUTENBERG EBOOK ALICE ***\n\nDown the rabbit hole.\n\n*** END OF THE PROJECT GUTENBERG EBOOK ALICE ***\n";
    check(Form::PlainText, text, &["Alice in Wonderland and more", "Lewis Carroll"]);
}

#[test]
fn a_tag_that_is_refused_is_text_at_its_place() {
    let text = |count: usize| format!("first <a{}>second</a> third", " b=\"c\"".repeat(count));
    let (words, said) = with_little_stack(Form::Markdown, text(100_000));
    assert!(words.contains("first") && words.ends_with("second third"), "{}", words.len());
    assert!(said.iter().any(|said| said.rule == Rule::RawHtml && said.at.start.column == 7), "{said:?}");
}

/// Reads on a thread with little stack; the words.
fn with_little_stack(form: Form, text: String) -> (String, Vec<Diagnostic>) {
    let thread = std::thread::Builder::new().stack_size(512 * 1024);
    thread.spawn(move || words(form, &text)).unwrap().join().expect("reading never fails")
}

#[test]
fn no_tag_exhausts_the_stack() {
    for count in [65, 4_500] {
        for attribute in [" a=\"b\"", " a{n}=\"b\"", " a=''", " a", " a=b", "\na=\"&amp;\"", "/a=\"b\"/"] {
            for tag in ["p", "/p", "div", "img", "pre", "script", "unknown", "b"] {
                let attributes: String = (0..count).map(|n| attribute.replace("{n}", &n.to_string())).collect();
                for around in ["", "words "] {
                    let text = format!("first\n\n{around}<{tag}{attributes}>second\n\n</{tag}> third\n\nfourth");
                    let (words, said) = with_little_stack(Form::Markdown, text);
                    let all = ["first", "second", "third", "fourth"].iter().all(|word| words.contains(word));
                    assert!(all, "{tag} {attribute}: {said:?} {}", words.len());
                }
            }
        }
    }
}

#[test]
fn no_nesting_exhausts_the_stack() {
    let times = 5_000;
    for open in [
        "[",
        "[[",
        "![",
        "*",
        "**a ",
        "_a ",
        "> ",
        ">",
        "- ",
        "1. ",
        "<div>",
        "<b>",
        "<ul><li>",
        "<table><tr><td>",
        "<pre>",
        "<pre>\n\n",
        "<script>\n\n",
        "<style>",
        "<!--",
        "<!-- ",
        "\n<!-- \n\n",
        "</",
        "</a ",
        "<a ",
        "<a b=\"",
        "<a b='c' ",
        "&",
        "&#",
        "&#1;",
        "&amp",
        "<",
        "<!",
        "<!x ",
        "<?",
        "<![CDATA[",
        "`",
        "``a",
        "~~",
        "|",
        "| a |\n|-|\n",
        "[a](",
        "[a]: ",
        "[^a]",
        "[^a]: ",
        "[a][",
        "\\[",
        "\n: ",
        "# ",
        "<q>",
        "<svg>",
        "<math>",
        "<textarea>",
        "<title>",
        "<plaintext>",
        "\u{a0}\n",
        "\u{3000}",
        "\u{1}",
        "\u{96}*",
        "{{",
        "www.a",
        "a@b",
        "http://",
        "<!doctype ",
        "-->",
        "]]>",
        "(",
    ] {
        let start = std::time::Instant::now();
        with_little_stack(Form::Markdown, format!("{}words", open.repeat(times)));
        let markdown = start.elapsed();
        with_little_stack(Form::PlainText, format!("{}words", open.repeat(times)));
        println!("{open:?}: {markdown:?}, {:?}", start.elapsed() - markdown);
    }
    for front in [
        "---\ntitle: @\n---\nwords",
        "---\n@\n---\nwords",
        "+++\ntitle = @\n+++\nwords",
        "---\ntitle: \"@\"\n---\nwords",
        "+++\n@a = 1\n+++\nwords",
        "+++\n[@a]\nb = 1\n+++\nwords",
    ] {
        for open in ["[", "{", "{a: ", "[[a,", "- ", "? ", "{a = ", "a: &b ", "*a ", "!!a ", "|\n ", "a.", "\n a:"] {
            let start = std::time::Instant::now();
            with_little_stack(Form::Markdown, front.replace('@', &open.repeat(60_000 / open.len())));
            println!("{front:?} {open:?}: {:?}", start.elapsed());
        }
    }
    for open in ["[", "{\"a\":", "[{\"a\":[", "\""] {
        with_little_stack(Form::Json, open.repeat(times));
    }
}
