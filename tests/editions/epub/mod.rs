//! The book as a stranger reads it: out of the finished bytes, by a zip reader and an XML parser that the exporter does not use.

mod opened;

use crate::support::articles;
use opened::Opened;
use quatrefoil::diagnostic::{Diagnostic, Rule, SourceSpan};
use quatrefoil::export::{Edition, Exporter, Job, epub::Epub};
use quatrefoil::layout::{Fonts, Pages};
use quatrefoil::picture::{Picture, Pictures};
use quatrefoil::style::Style;
use quatrefoil::tree::walk::text_of;
use quatrefoil::tree::{AssetPath, Document};
use std::collections::BTreeSet;
use std::sync::OnceLock;

const WHOLE: &str = include_str!("whole.json");
const RIGHT_TO_LEFT: &str = include_str!("right-to-left.json");

/// One white pixel.
const PIXEL: &[u8] = include_bytes!("pictures/pixel.png");

/// An article, the sheet it is bound by and the pictures at hand.
struct Article {
    document: Document,
    style: Style,
    pictures: Pictures,
    pages: OnceLock<Pages>,
    /// What was said while it was read.
    complaints: Vec<Diagnostic>,
}

impl Article {
    fn of(json: &str) -> Article {
        let document = serde_json::from_str(json).expect("the article is a whole tree");
        Article {
            document,
            style: Style::handout(),
            pictures: Pictures::new(),
            pages: OnceLock::new(),
            complaints: Vec::new(),
        }
    }

    /// The article with one thing of its JSON changed.
    fn changed(json: &str, change: impl FnOnce(&mut serde_json::Value)) -> Article {
        let mut tree = serde_json::from_str(json).unwrap();
        change(&mut tree);
        Article::of(&tree.to_string())
    }

    fn with_picture(mut self, path: &str, bytes: &[u8]) -> Article {
        self.pictures.insert(AssetPath::new(path).unwrap(), Picture::read(bytes).expect("the picture is whole"));
        self
    }

    fn with_sheet(mut self, sheet: &str) -> Article {
        self.style = Style::parse(sheet).unwrap();
        self
    }

    fn complained_of(mut self, rule: Rule) -> Article {
        self.complaints.push(Diagnostic::new(rule, SourceSpan::NOWHERE, "as it was read"));
        self
    }

    /// The rules that the book's losses break.
    fn losses(&self) -> Vec<Rule> {
        self.edition().losses.iter().map(|loss| loss.rule).collect()
    }

    fn edition(&self) -> Edition {
        let mut job = Job::new(&self.document, &self.style, &self.pictures, Fonts::builtin(), "water", &self.pages);
        job.complaints = &self.complaints;
        Epub.export(job).expect("nothing keeps an article from being bound")
    }

    /// The finished bytes, and the pages of the same build's PDF.
    fn bound(&self) -> (Vec<u8>, Pages, usize) {
        let edition = self.edition();
        let pages = self.pages.get().expect("a book asks for the pages").clone();
        (edition.bytes, pages, edition.losses.len())
    }

    fn opened(&self) -> Opened {
        Opened::new(&self.bound().0)
    }
}

fn whole() -> Article {
    Article::of(WHOLE).with_picture("glass of water.png", PIXEL)
}

/// A text of many sections, each with a link to the one before it and a note that the first section refers to as well.
fn long(sections: usize) -> Article {
    let paragraph = |text: &str| serde_json::json!({"kind": {"paragraph": [{"text": text}]}});
    let sections: Vec<_> = (1..=sections)
        .map(|n| {
            let back = if n == 1 { 1 } else { n - 1 };
            serde_json::json!({
                "id": format!("part-{n}"), "title": [{"text": format!("Part {n}")}],
                "body": {"blocks": [
                    {"kind": {"paragraph": [
                        {"text": "Read "}, {"link": {"to": {"place": format!("part-{back}")}, "text": [{"text": "the part before"}]}},
                        {"text": " of this one"}, {"note": {"note": 1}}, {"text": "."},
                    ]}},
                    paragraph(&format!("This is the text of part {n}. {}", "It goes on and on for a long while. ".repeat(60).trim())),
                ]},
            })
        })
        .collect();
    let tree = serde_json::json!({
        "schema": 1, "meta": {"title": [{"text": "A long book"}], "lang": "en"},
        "body": {"blocks": [paragraph("It begins.")], "sections": sections},
        "notes": [{"blocks": [paragraph("Said everywhere.")]}],
    });
    Article::of(&tree.to_string())
}

/// The same with a note of its own in each section, which stands at the foot of its printed page.
fn noted(sections: usize) -> Article {
    let mut tree = serde_json::to_value(&long(sections).document).unwrap();
    let paragraph = |text: String| serde_json::json!({"kind": {"paragraph": [{"text": text}]}});
    tree["notes"] = (1..=sections)
        .map(|n| serde_json::json!({"blocks": [paragraph(format!("This is said of part {n} alone."))]}))
        .collect();
    for (index, section) in tree["body"]["sections"].as_array_mut().unwrap().iter_mut().enumerate() {
        section["body"]["blocks"][0]["kind"]["paragraph"][3]["note"]["note"] = (index + 1).into();
    }
    Article::of(&tree.to_string())
}

/// What every book must hold, whatever its article.
fn check(article: &Article) -> Opened {
    let (bytes, ..) = article.bound();
    let book = Opened::new(&bytes);
    book.archive_is_an_ocf();
    book.manifest_lists_every_file();
    book.ids_are_unique();
    book.links_lead_somewhere();
    book.every_document_says_its_language();
    book
}

#[test]
fn every_book_is_whole() {
    for article in [whole(), Article::of(WHOLE), Article::of(RIGHT_TO_LEFT), long(3), long(120)] {
        check(&article);
    }
}

#[test]
fn the_same_article_gives_the_same_bytes() {
    for article in [whole, || Article::of(RIGHT_TO_LEFT), || long(30)] {
        assert_eq!(article().bound().0, article().bound().0);
    }
}

#[test]
fn contents_lead_to_every_section_in_order() {
    let book = check(&whole());
    let entries = [
        ("Water & your kidneys", "article-1.xhtml"),
        ("Why it matters", "article-1.xhtml#why"),
        ("Salt", "article-1.xhtml#salt"),
        ("The doses", "article-1.xhtml#doses"),
    ];
    assert_eq!(book.nav("toc"), entries.map(|(words, href)| (words.to_owned(), href.to_owned())));
    assert_eq!(book.nav_depth("Salt"), 2);
    let landmarks: Vec<_> = book.nav("landmarks").into_iter().map(|(_, href)| href).collect();
    assert_eq!(landmarks, ["cover.xhtml", "article-1.xhtml"]);
}

#[test]
fn metadata_says_what_the_head_says() {
    let book = check(&whole());
    for (name, values) in [
        ("dc:title", &["Water & your kidneys", "What to drink, and when"][..]),
        ("dc:language", &["en-GB"]),
        ("dc:creator", &["Ada Miller"]),
        ("dc:contributor", &["Jo Stone"]),
        ("dc:publisher", &["Riverside Clinic"]),
        ("dc:date", &["2025-11"]),
        ("dc:description", &["How much to drink with kidney disease."]),
        ("dc:subject", &["Kidneys", "Diet <salt>"]),
        ("dc:rights", &["CC BY 4.0"]),
        ("role", &["aut", "ill"]),
        ("file-as", &["Miller, Ada"]),
        ("belongs-to-collection", &["Living well"]),
        ("collection-type", &["series"]),
        ("group-position", &["2.1"]),
        ("schema:version", &["3"]),
        // The latest of its dates.
        ("dcterms:modified", &["2026-05-12T00:00:00Z"]),
    ] {
        assert_eq!(book.metadata(name), values, "{name}");
    }
    assert!(book.metadata("dc:identifier")[0].starts_with("urn:uuid:"));
    assert_eq!(book.package_attributes(), ("en-GB".to_owned(), "ltr".to_owned(), "ltr".to_owned()));
}

#[test]
fn metadata_says_nothing_that_the_head_does_not() {
    let book = check(&Article::of(RIGHT_TO_LEFT));
    for name in ["dc:creator", "dc:contributor", "dc:date", "dc:subject", "dc:rights", "belongs-to-collection", "role"]
    {
        assert_eq!(book.metadata(name), [] as [&str; 0], "{name}");
    }
    assert_eq!(book.metadata("dcterms:modified"), ["1970-01-01T00:00:00Z"]);
    assert_eq!(book.package_attributes(), ("he".to_owned(), "rtl".to_owned(), "rtl".to_owned()));
}

#[test]
fn an_identifier_outlives_a_correction() {
    let identifier = |article: &Article| article.opened().metadata("dc:identifier");
    let plain = r#"{"schema":1,"meta":{"title":[{"text":"T"}],"lang":"en"},"body":{"blocks":[{"kind":{"paragraph":[{"text":"a"}]}}]}}"#;
    let corrected = plain.replace("\"a\"", "\"b\"");
    let other = plain.replace("\"T\"", "\"U\"");
    assert_eq!(identifier(&Article::of(plain)), identifier(&Article::of(&corrected)));
    assert_ne!(identifier(&Article::of(plain)), identifier(&Article::of(&other)));
    let isbn = Article::changed(plain, |tree| tree["meta"]["identifier"] = "978-3-16-148410-0".into());
    assert_eq!(identifier(&isbn), ["urn:isbn:9783161484100"]);
    assert_eq!(isbn.opened().metadata("identifier-type"), ["15"]);
}

#[test]
fn accessibility_is_claimed_where_it_holds() {
    let book = check(&whole());
    for (property, values) in [
        ("schema:accessMode", &["textual", "visual"][..]),
        ("schema:accessModeSufficient", &["textual", "textual,visual"]),
        ("schema:accessibilityHazard", &["none"]),
        ("dcterms:conformsTo", &["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]),
        ("a11y:certifiedBy", &["Riverside Clinic accessibility team"]),
    ] {
        assert_eq!(book.metadata(property), values, "{property}");
    }
    let features = book.metadata("schema:accessibilityFeature");
    assert!(features.iter().any(|feature| feature == "alternativeText"));
    assert!(features.iter().any(|feature| feature == "structuralNavigation"));
    assert!(book.metadata("schema:accessibilitySummary")[0].contains("described in words"));
}

#[test]
fn accessibility_is_not_claimed_where_it_does_not_hold() {
    // The pictures are missing: their words stand for them.
    let uncertified = Article::changed(WHOLE, |tree| {
        tree["meta"].as_object_mut().unwrap().remove("certified_by");
    });
    let book = check(&uncertified);
    assert_eq!(book.metadata("schema:accessMode"), ["textual"]);
    assert_eq!(book.metadata("schema:accessModeSufficient"), ["textual"]);
    assert_eq!(book.metadata("dcterms:conformsTo"), [] as [&str; 0]);
    assert_eq!(book.metadata("a11y:certifiedBy"), [] as [&str; 0]);
    let features = book.metadata("schema:accessibilityFeature");
    assert!(features.iter().all(|feature| feature != "alternativeText"));
    let flat = r#"{"schema":1,"meta":{"title":[{"text":"T"}],"lang":"en"},"body":{"blocks":[{"kind":{"paragraph":[{"text":"a"}]}}]}}"#;
    let features = check(&Article::of(flat)).metadata("schema:accessibilityFeature");
    assert!(features.iter().all(|feature| feature != "structuralNavigation"));
    let styled = Article::of(flat).with_sheet("[book]\ncertified-by = \"The board\"");
    assert_eq!(check(&styled).metadata("a11y:certifiedBy"), ["The board"]);
}

/// A change to the tree that keeps the book from conforming.
type Change = fn(&mut serde_json::Value);

#[test]
fn conformance_is_stated_only_where_nothing_speaks_against_it() {
    let stated = |article: &Article| check(article).metadata("dcterms:conformsTo").len() == 1;
    assert!(stated(&whole()) && !whole().losses().contains(&Rule::ConformanceWithheld));
    let table = |headers: [&str; 2], first: &str| {
        let cell = |words: &str| match words {
            "" => serde_json::json!([]),
            words => serde_json::json!([{"text": words}]),
        };
        serde_json::json!({"kind": {"table": {
            "columns": [{"header": cell(headers[0]), "align": "auto"}, {"header": cell(headers[1]), "align": "auto"}],
            "row_headers": first,
            "rows": [{"cells": [cell("Morning"), cell("1 glass")]}],
        }}})
    };
    let with = |block: serde_json::Value| {
        let push = |tree: &mut serde_json::Value| tree["body"]["blocks"].as_array_mut().unwrap().push(block);
        Article::changed(WHOLE, push)
    };
    let figure: Change = |tree| {
        let figure = serde_json::json!({"kind": {"figure": {
            "image": {"source": {"file": "a.png"}, "alt": "decorative"}, "caption": [{"text": "The heart"}],
        }}});
        tree["body"]["blocks"].as_array_mut().unwrap().push(figure);
    };
    for (article, conforms) in [
        (with(table(["When", "How much"], "none")), true),
        (with(table(["", "How much"], "first-cell")), true),
        (with(table(["", "How much"], "none")), false),
        (with(table(["When", ""], "first-cell")), false),
        (Article::changed(WHOLE, figure), false),
        (whole().complained_of(Rule::ImageWithoutWords), false),
        (whole().complained_of(Rule::LanguageGuessed), false),
        (whole().complained_of(Rule::LinkTitle), true),
    ] {
        assert_eq!(stated(&article), conforms, "{:?}", article.losses());
        assert_eq!(article.losses().contains(&Rule::ConformanceWithheld), !conforms);
        assert_eq!(article.opened().metadata("a11y:certifiedBy").is_empty(), !conforms);
    }
    // Nobody certifies: nothing is stated, and nothing is complained of.
    let uncertified = Article::changed(WHOLE, |tree| {
        tree["meta"].as_object_mut().unwrap().remove("certified_by");
        figure(tree);
    });
    assert!(!stated(&uncertified) && !uncertified.losses().contains(&Rule::ConformanceWithheld));
}

#[test]
fn what_the_article_is_about_is_read_before_it() {
    let text = check(&whole()).text("OEBPS/article-1.xhtml");
    assert!(text.contains("<p class=\"q-lead\">How much to drink with kidney disease.</p>"), "{text}");
}

#[test]
fn a_picture_shown_twice_is_carried_once() {
    let twice = Article::changed(WHOLE, |tree| {
        let figure = serde_json::json!({"kind": {"figure": {
            "image": {"source": {"file": "glass of water.png"}, "alt": {"text": "The glass again"}},
        }}});
        tree["body"]["blocks"].as_array_mut().unwrap().push(figure);
    });
    let book = check(&twice.with_picture("glass of water.png", PIXEL));
    let pictures = book.names().iter().filter(|name| name.starts_with("OEBPS/pictures/")).count();
    let shown = book.text("OEBPS/article-1.xhtml").matches("src=\"pictures/picture-1.png\"").count();
    assert_eq!((pictures, shown), (1, 2));
}

#[test]
fn pictures_have_safe_names_and_missing_ones_their_words() {
    let book = check(&whole());
    assert_eq!(book.file("OEBPS/pictures/picture-1.png"), PIXEL);
    let text = book.text("OEBPS/article-1.xhtml");
    assert!(text.contains("alt=\"A glass, half full\""));
    assert!(text.contains("A kidney") && !text.contains("gone.png"));
}

#[test]
fn a_book_cannot_lead_to_another_and_says_so() {
    let (bytes, _, losses) = whole().bound();
    assert_eq!(losses, 1);
    let text = Opened::new(&bytes).text("OEBPS/article-1.xhtml");
    assert!(text.contains("salt") && !text.contains("../salt"));
}

#[test]
fn notes_stand_where_they_are_referred_to_and_lead_back() {
    let book = check(&whole());
    let text = book.text("OEBPS/article-1.xhtml");
    let document = roxmltree::Document::parse_with_options(&text, opened::with_doctype()).unwrap();
    let by_role = |role: &str| document.descendants().filter(|node| node.attribute("role") == Some(role)).count();
    assert_eq!((by_role("doc-noteref"), by_role("doc-footnote"), by_role("doc-backlink")), (3, 2, 3));
    for role in ["doc-noteref", "doc-footnote", "doc-backlink"] {
        for node in document.descendants().filter(|node| node.attribute("role") == Some(role)) {
            let kind = node.attribute(("http://www.idpf.org/2007/ops", "type"));
            assert_eq!(kind, role.strip_prefix("doc-"));
        }
    }
}

#[test]
fn a_long_article_is_read_in_several_files() {
    let article = long(120);
    let book = check(&article);
    let spine = book.spine();
    assert_eq!(spine[0], "cover.xhtml");
    assert!(spine.len() >= 3 && spine.len() <= 8, "{spine:?}");
    // Sections stay in order over all of them.
    let mut sections = Vec::new();
    for path in &spine[1..] {
        let text = book.text(&format!("OEBPS/{path}"));
        let document = roxmltree::Document::parse_with_options(&text, opened::with_doctype()).unwrap();
        sections.extend(
            document
                .descendants()
                .filter(|n| n.has_tag_name(("http://www.w3.org/1999/xhtml", "h2")))
                .map(|n| opened::words(n)),
        );
    }
    // A name and its number stay on one line.
    assert_eq!(sections, (1..=120).map(|n| format!("Part\u{a0}{n}")).collect::<Vec<_>>());
    // The note stands once, and leads back to all 120 references in whichever file they are.
    let first = book.text("OEBPS/article-1.xhtml");
    assert_eq!(first.matches("role=\"doc-backlink\"").count(), 120);
    assert_eq!(check(&long(3)).spine(), ["cover.xhtml", "article-1.xhtml"]);
}

#[test]
fn the_page_list_is_that_of_the_printed_pages() {
    let real = articles::articles().into_iter().map(|read| Article {
        document: read.document,
        pictures: read.pictures,
        style: Style::handout(),
        pages: OnceLock::new(),
        complaints: Vec::new(),
    });
    for article in [whole(), long(120), noted(60), Article::of(RIGHT_TO_LEFT)].into_iter().chain(real) {
        let (bytes, pages, _) = article.bound();
        let book = Opened::new(&bytes);
        let labels: Vec<_> = book.nav("page-list").into_iter().map(|(label, _)| label).collect();
        assert_eq!(labels, pages.pages.iter().map(|page| page.label.clone()).collect::<Vec<_>>());
        let claims = book.metadata("schema:accessibilityFeature").iter().any(|feature| feature == "pageBreakMarkers");
        assert_eq!(claims, !labels.is_empty());
        assert_eq!(book.metadata("pageBreakSource").len(), usize::from(!labels.is_empty()));
        for (page, (label, href)) in pages.pages.iter().zip(book.nav("page-list")) {
            // The first page's words are the title; what follows it are facts that each edition says in its own order.
            let title = text_of(&article.document.meta().title).chars().filter(|c| !c.is_whitespace()).count();
            let count = if label == "1" { title.min(40) } else { 40 };
            let (marked, name) = book.words_after(&href, count);
            assert_eq!(name, label);
            let printed = opened::first_words_of(page, &pages, count);
            assert!(printed.is_empty() || marked.starts_with(&printed), "page {label}: `{marked}` is not `{printed}`");
        }
    }
}

#[test]
fn a_cover_is_drawn_from_title_and_publisher() {
    let book = check(&whole());
    let svg = book.text("OEBPS/cover.svg");
    roxmltree::Document::parse(&svg).unwrap();
    let page = book.text("OEBPS/cover.xhtml");
    assert!(
        page.contains("alt=\"Cover: Water &amp; your kidneys. What to drink, and when. Riverside Clinic\""),
        "{page}"
    );
    let endless = Article::changed(WHOLE, |tree| {
        tree["meta"]["title"] = serde_json::json!([{"text": "Water ".repeat(900).trim()}])
    });
    let svg = check(&endless).text("OEBPS/cover.svg");
    let drawing = roxmltree::Document::parse(&svg).unwrap();
    assert_eq!(drawing.descendants().filter(|node| node.tag_name().name() == "text").count(), 0);
    let lines = drawing.descendants().filter(|node| node.tag_name().name() == "path");
    let boxes: Vec<[f32; 4]> = lines.map(|line| bounds_of(line.attribute("d").unwrap())).collect();
    assert!(boxes.len() > 8 && boxes.windows(2).all(|pair| pair[0][1] < pair[1][1]), "{boxes:?}");
    for [left, top, right, bottom] in boxes {
        assert!(0.0 < left && 0.0 < top && right < 1200.0 && bottom < 1600.0, "{left} {top} {right} {bottom}");
    }
    let given = Article::changed(WHOLE, |tree| {
        tree["meta"]["cover"] = serde_json::json!({"source": {"file": "c.png"}, "alt": {"text": "A kidney"}});
    });
    let book = check(&given.with_picture("c.png", PIXEL));
    assert_eq!(book.file("OEBPS/cover.png"), PIXEL);
    assert!(!book.names().contains(&"OEBPS/cover.svg".to_owned()));
}

/// Left, top, right and bottom of all points of a path of relative commands, those that its curves bend towards among them.
fn bounds_of(path: &str) -> [f32; 4] {
    let (mut at, mut start) = ([0.0, 0.0], [0.0, 0.0]);
    let mut bounds = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
    for outline in path.split_inclusive(|c: char| c.is_ascii_alphabetic()).collect::<Vec<_>>().windows(2) {
        let (command, operands) = (outline[0].chars().last().unwrap(), outline[1]);
        let spaced = operands.trim_end_matches(|c: char| c.is_ascii_alphabetic()).replace('-', " -");
        let numbers: Vec<f32> = spaced.split_whitespace().map(|number| number.parse().unwrap()).collect();
        let points: Vec<[f32; 2]> = numbers.chunks(2).map(|point| [at[0] + point[0], at[1] + point[1]]).collect();
        for [x, y] in &points {
            bounds = [bounds[0].min(*x), bounds[1].min(*y), bounds[2].max(*x), bounds[3].max(*y)];
        }
        at = points.last().copied().unwrap_or(at);
        match command {
            'm' => start = at,
            'z' | 'Z' => at = start,
            _ => {}
        }
    }
    bounds
}

#[test]
fn a_script_without_a_font_is_left_to_the_reading_system() {
    let svg = check(&Article::of(RIGHT_TO_LEFT)).text("OEBPS/cover.svg");
    let drawing = roxmltree::Document::parse(&svg).unwrap();
    let lines: Vec<_> = drawing.descendants().filter(|node| node.tag_name().name() == "text").collect();
    assert!(!lines.is_empty());
    for line in lines {
        // Right to left, a line starts at the right margin.
        assert_eq!(line.attribute("x"), Some("1080"));
    }
}

#[test]
fn fonts_are_carried_only_where_the_sheet_asks() {
    let fonts = |article: &Article| check(article).names().iter().filter(|name| name.contains("/fonts/")).count();
    assert_eq!(fonts(&whole()), 0);
    let asked = whole().with_sheet("[book]\nfonts = \"embedded\"");
    assert_eq!(fonts(&asked), 4);
    assert!(check(&asked).text("OEBPS/stylesheet.css").contains("src: url(fonts/NotoSans-Bold.ttf)"));
}

#[test]
fn marks_of_pages_and_ids_of_the_article_do_not_collide() {
    let book = check(&long(40));
    let ids: BTreeSet<String> = book.ids().into_values().flatten().collect();
    let articles: BTreeSet<&String> = ids.iter().filter(|id| !id.starts_with("q-")).collect();
    let known = (1..=40).map(|n| format!("part-{n}")).chain(["toc", "landmarks", "page-list"].map(str::to_owned));
    assert_eq!(articles, known.collect::<Vec<_>>().iter().collect());
}

#[test]
fn a_section_too_large_for_one_file_is_taken_apart_at_its_own_sections() {
    let article = Article::of(WHOLE).with_sheet("[book]\nsplit-after = 50");
    let book = check(&article);
    assert_eq!(
        book.spine(),
        ["cover.xhtml", "article-1.xhtml", "article-2.xhtml", "article-3.xhtml", "article-4.xhtml"]
    );
    let entries: Vec<_> = book.nav("toc").into_iter().map(|(_, href)| href).collect();
    assert_eq!(entries, ["article-1.xhtml", "article-2.xhtml#why", "article-3.xhtml#salt", "article-4.xhtml#doses"]);
    let text = book.text("OEBPS/article-4.xhtml");
    assert!(text.contains("href=\"article-2.xhtml#why\""));
    assert!(text.contains("href=\"article-1.xhtml#q-note-1\""), "a note stands in the file that refers to it first");
    assert!(book.text("OEBPS/article-1.xhtml").contains("href=\"article-4.xhtml#q-ref-1-2\""));
}
