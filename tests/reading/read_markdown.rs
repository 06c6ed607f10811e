//! What the readers hold to for every input: they never fail, what they read seals, and no word of it is lost.

use proptest::prelude::*;
use quatrefoil::diagnostic::Rule;
use quatrefoil::limits::{Count, Limits};
use quatrefoil::read::{Article, Form, Neighbours, ReadDefaults, Reading, read, read_with};
use quatrefoil::tree::walk::{self, Visit};
use quatrefoil::tree::{Alt, BlockKind, Document, Inline};
use std::path::Path;

fn read_as(form: Form, bytes: &[u8]) -> Reading {
    read(&Article { bytes, form, stem: "article", neighbours: &Neighbours::default() })
}

/// Reads Markdown and seals what was read; `None` for an article without words.
fn sealed(text: &str) -> Option<Document> {
    // Repetition without end would have too many parts and cells.
    let endless: Count = 1_000_000_000.try_into().expect("a count");
    let limits = Limits { parts: endless, table_cells: endless, ..Limits::default() };
    let (bytes, neighbours) = (text.as_bytes(), Neighbours::default());
    let article = Article { bytes, form: Form::Markdown, stem: "article", neighbours: &neighbours };
    let reading = read_with(&ReadDefaults { limits, ..ReadDefaults::default() }, &article);
    let Some(draft) = reading.draft else {
        assert!(reading.diagnostics.iter().any(|diagnostic| diagnostic.rule == Rule::Empty), "{:.200}", text);
        return None;
    };
    match draft.seal() {
        Ok(document) => Some(document),
        Err(flaws) => panic!("{text:?} does not seal: {flaws:#?}"),
    }
}

/// All that a reader of an edition would read.
fn words_of(document: &Document) -> String {
    let mut words = String::new();
    let mut add = |text: &str| {
        words.push('\n');
        words.push_str(text);
    };
    let add_inlines = |add: &mut dyn FnMut(&str), text: &[Inline]| {
        add(&walk::text_of(text));
        walk::inlines(text, &mut |inline| {
            if let Inline::Abbreviation { expansion, .. } = inline {
                add(expansion.as_str());
            }
        });
    };
    add_inlines(&mut add, &document.meta().title);
    walk::document(document, &mut |visit| match visit {
        Visit::Inlines(text) => add_inlines(&mut add, text),
        Visit::Block(block) => match &block.kind {
            BlockKind::Code(code) => add(&code.text),
            BlockKind::Figure(figure) => {
                if let Alt::Text(alt) = &figure.image.alt {
                    add(alt.as_str());
                }
            }
            _ => {}
        },
        Visit::Section(..) => {}
    });
    words
}

/// Pieces of Markdown and HTML that fit together badly.
const SNIPPETS: &[&str] = &[
    "word",
    " ",
    "\n",
    "\n\n",
    "  \n",
    "\\\n",
    "    ",
    "\t",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```\n",
    "~~~ x\n",
    "> ",
    "- ",
    "1. ",
    "7) ",
    "- [ ] ",
    "- [x] ",
    "# ",
    "## ",
    "###### ",
    "#",
    "===\n",
    "---\n",
    "***\n",
    "| a | b |\n|---|:-:|\n",
    "| c | d | e |\n",
    "|  |  |\n|--|--|\n",
    "|",
    "[a](#a)",
    "[b](https://b.org 't')",
    "[",
    "](",
    ")",
    "![",
    "![alt](x.png)",
    "![](y.png 'cap')",
    "[^1]",
    "[^2]",
    "[^1]: note\n",
    "[^2]: [^1] [^3]\n",
    "[^3]: [^2]\n",
    "[ref]: https://r.org\n",
    "[ref]",
    "[x][ref]",
    "[x][y]",
    "term\n: ",
    ": ",
    "<div>",
    "</div>",
    "<div lang='fr' id='a'>\n\n",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<i lang='de'>",
    "</i>",
    "<details>\n",
    "<summary>",
    "</summary>",
    "</details>",
    "<ul>",
    "<li>",
    "</ul>",
    "<ol start='3' type='i'>",
    "<table>",
    "<tr>",
    "<td>",
    "<th colspan='3'>",
    "</table>",
    "<dl><dt>",
    "<dd>",
    "</dl>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<a href='#q'>",
    "<a id='z'>",
    "</a>",
    "<img src='a.png' alt=''>",
    "<img>",
    "<br>",
    "<hr>",
    "<figure>",
    "<figcaption>",
    "</figure>",
    "<h2>",
    "</h2>",
    "<q>",
    "</q>",
    "<abbr title='t'>",
    "</abbr>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<blockquote>",
    "</blockquote>",
    "<span lang='ar'>",
    "</span>",
    "<sup>",
    "</sup>",
    "<custom>",
    "<input type=checkbox>",
    "&amp;",
    "&#1;",
    "&nbsp;",
    "\u{0}",
    "\u{7}",
    "\u{feff}",
    "\u{2028}",
    "\u{fffe}",
    "{#id}",
    "{{x}}",
    "{%",
    "%}",
    "[[",
    "]]",
    "www.a.org",
    "a@b.org",
    "http://",
    "> [!NOTE]\n",
    "é",
    "س",
    "<",
    ">",
    "&",
    "\\",
    "\"",
    "'",
    "title: x\n",
    "+++\n",
    "author: [a, {name: b}]\n",
    "cover: a.png\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_and_seal(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for form in [Form::Markdown, Form::PlainText, Form::Json] {
            if let Some(draft) = read_as(form, &bytes).draft {
                prop_assert!(draft.seal().is_ok());
            }
        }
    }

    #[test]
    fn any_text_is_read_and_seals(text in "\\PC{0,200}") {
        sealed(&text);
    }

    #[test]
    fn whatever_is_spliced_seals(parts in proptest::collection::vec(proptest::sample::select(SNIPPETS), 0..40)) {
        sealed(&parts.concat());
    }

    #[test]
    fn the_json_of_a_document_reads_as_that_document(
        parts in proptest::collection::vec(proptest::sample::select(SNIPPETS), 1..40),
    ) {
        if let Some(document) = sealed(&parts.concat()) {
            let json = serde_json::to_string(&document).unwrap();
            let reading = read_as(Form::Json, json.as_bytes());
            prop_assert_eq!(reading.diagnostics, []);
            prop_assert_eq!(reading.draft.unwrap().seal().unwrap(), document);
        }
    }

    #[test]
    fn no_word_is_lost(blocks in proptest::collection::vec(block(), 1..12)) {
        let mut text = String::new();
        let mut count = 0;
        for block in &blocks {
            // Each W is a word of its own.
            for part in block.split_inclusive('W') {
                match part.strip_suffix('W') {
                    Some(before) => {
                        text.push_str(before);
                        text.push_str(&format!("word{count}x"));
                        count += 1;
                    }
                    None => text.push_str(part),
                }
            }
            text.push_str("\n\n");
        }
        let words = words_of(&sealed(&text).unwrap());
        for number in 0..count {
            let word = format!("word{number}x");
            prop_assert_eq!(words.matches(&word).count(), 1, "{} in {:?} of {:?}", word, words, text);
        }
    }
}

/// A block of simple Markdown in which every `W` becomes a word that must be read once.
fn block() -> impl Strategy<Value = String> {
    let inline = proptest::sample::select(vec![
        "W",
        "*W*",
        "**W W**",
        "~~W~~",
        "`W`",
        "[W](https://example.org)",
        "[W](#nowhere)",
        "[W](gone.html)",
        "![W](a.png)",
        "<sup>W</sup>",
        "<abbr title=\"W\">W</abbr>",
        "<custom>W</custom>",
        "W[^n]",
        "**W *W* W**",
        "<span lang=\"fr\">W</span>",
        "[W][nothing]",
        "[*W*](javascript:x)",
        "W<br>W",
        "W\\\nW",
        "{{ W }}",
        "[[W]]",
        "&lt;W&gt;",
        "<u>W",
    ]);
    let line = proptest::collection::vec(inline, 1..5).prop_map(|parts| parts.join(" "));
    let shape = proptest::sample::select(vec![
        "L",
        "# L",
        "### L",
        "###### L",
        "> L",
        "> > L",
        "- L\n- L",
        "- L\n\n  L\n- L",
        "1. L\n2. L",
        "- [ ] L\n- [x] L",
        "| L | L |\n|---|---|\n| L | L | L |\n| L |",
        "|  |  |\n|--|--|\n| L | L |",
        "> [!WARNING]\n> L",
        "L\n: L\n: L",
        "```\nW\n```",
        "    W",
        "<div>L</div>",
        "<details><summary>L</summary>\n\nL\n\n</details>",
        "<ul><li>W<li>W</ul>",
        "<table><tr><td>W<td>W<tr><td>W</table>",
        "[^m]: L",
        "<p>W<p>W",
        "<h2>W</h2>",
        "> ## L",
        "- # L",
        "![W](a.png \"W\")",
        "<dl><dt>W<dd>W<dt>W</dl>",
        "<blockquote>W",
        "<figure><img src=a.png alt=W><figcaption>W</figcaption></figure>",
        "L\n===",
    ]);
    (shape, proptest::collection::vec(line, 6)).prop_map(|(shape, lines)| {
        let mut lines = lines.into_iter().cycle();
        let mut block = String::new();
        for part in shape.split_inclusive('L') {
            match part.strip_suffix('L') {
                Some(before) => {
                    // A table's row is one line, and a bar in it would end a cell.
                    let line = lines.next().unwrap_or_default().replace("\\\n", " ");
                    block.push_str(before);
                    block.push_str(&line);
                }
                None => block.push_str(part),
            }
        }
        block
    })
}

#[test]
fn deep_nesting_neither_overflows_nor_stalls() {
    let times = 100_000;
    for (open, rest) in [
        (">", " words"),
        ("> ", "words"),
        ("[", "words"),
        ("*", "words"),
        ("**a ", "words"),
        ("- ", "words"),
        ("1. ", "words"),
        ("<div>", "words"),
        ("<b>", "words"),
        ("<ul><li>", "words"),
        ("<table><tr><td>", "words"),
        ("![", "words"),
        ("[a](", "words"),
        ("`", "words"),
        ("<", "words"),
        ("&", "words"),
        ("<q>", "words"),
        ("</div>", "words"),
        ("<i>", "</b>"),
        ("{{", "words"),
        ("[[", "words"),
        ("(www.a.org", "words"),
        ("a@", "words"),
        ("[^a]", "words"),
        ("[^a]:", "words"),
        ("|", "words"),
        ("~", "words"),
        ("#", "words"),
        ("a*", "words"),
        ("<!--", "words"),
    ] {
        let start = std::time::Instant::now();
        let text = open.repeat(times) + rest;
        let document = sealed(&text);
        // A fence with a word behind it is an empty block of code, and a comment is none.
        let read = document.is_some_and(|document| words_of(&document).contains(rest.trim()));
        assert!(read || matches!(open, "`" | "~" | "<!--") || rest == "</b>", "{open}");
        let took = start.elapsed();
        println!("{open:?} × {times}: {took:?}");
        assert!(took.as_secs() < 300, "{open:?} × {times} took {took:?}");
    }
}

#[test]
fn deep_json_is_refused_and_the_deepest_document_is_read() {
    let reading = read_as(Form::Json, "[".repeat(1_000_000).as_bytes());
    assert_eq!(reading.draft, None);
    assert_eq!(reading.diagnostics[0].rule, Rule::TreeSyntax);

    let lists = "<dl><dt>a<dd>".repeat(60);
    let deepest =
        format!("# a\n\n## a\n\n### a\n\n#### a\n\n##### a\n\n###### a\n\n{lists}\n{}\n", "<b><i>".repeat(60) + "x");
    let document = sealed(&deepest).unwrap();
    let json = serde_json::to_string(&document).unwrap();
    let reading = read_as(Form::Json, json.as_bytes());
    assert_eq!(reading.diagnostics, []);
    assert_eq!(reading.draft.unwrap().seal().unwrap(), document);
}

#[test]
fn json_that_is_no_tree_says_where() {
    let reading = read_as(Form::Json, b"{\n  \"schema\": 1,\n  \"mata\": {}\n}");
    assert_eq!(reading.draft, None);
    let [diagnostic] = reading.diagnostics.as_slice() else {
        panic!("one complaint: {:?}", reading.diagnostics);
    };
    assert_eq!((diagnostic.rule, diagnostic.at.start.line), (Rule::TreeSyntax, 3));
    assert!(diagnostic.message.contains("mata"), "{}", diagnostic.message);
}

#[test]
fn words_have_their_letters_whole_and_names_of_files_stay_as_they_are() {
    let apart = "# Cafe\u{301}\n\n*Cafe\u{301}* `cafe\u{301}`\n\n![Cafe\u{301}](cafe\u{301}.png)\n\n| Cafe\u{301} |\n|---|\n| the\u{301} |\n";
    let document = sealed(apart).unwrap();
    let whole = words_of(&document);
    assert_eq!((whole.matches("Caf\u{e9}").count(), whole.matches("th\u{e9}").count()), (4, 1), "{whole}");
    assert_eq!(whole.matches("cafe\u{301}").count(), 1, "code stays: {whole}");
    let json = serde_json::to_string(&document).unwrap();
    assert!(json.contains("cafe\u{301}.png"), "{json}");
    let escaped = json.replace("Caf\u{e9}", "Cafe\\u0301");
    let read = read_as(Form::Json, escaped.as_bytes()).draft.unwrap().seal().unwrap();
    assert_eq!(read, document);
}

#[test]
fn our_own_articles_give_no_cause_for_complaint() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("sources");
    let mut articles = 0;
    for entry in std::fs::read_dir(sources).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let bytes = std::fs::read(&path).unwrap();
            let reading = read_as(Form::Markdown, &bytes);
            assert_eq!(reading.diagnostics, [], "{}", path.display());
            assert!(reading.draft.unwrap().seal().is_ok(), "{}", path.display());
            articles += 1;
        }
    }
    assert!(articles > 0, "there are no articles");
}
