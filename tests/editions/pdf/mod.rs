//! The PDF edition, read back from its finished bytes: structure, fonts, links, metadata, and that it refuses what does not hold.

mod handout;
mod made;
pub mod opened;
pub mod printed;

use lopdf::Object;
use made::Made;
use opened::{Opened, text_of};
use quatrefoil::diagnostic::Rule;
use quatrefoil::export::{Edition, Exporter, Job, pdf::Pdf};
use quatrefoil::layout::Fonts;
use quatrefoil::layout::pages::{Artifact, NodeId, Owner, PageTarget, Path, Segment, Shape, Tag};
use quatrefoil::picture::Pictures;
use quatrefoil::read::{Article, Form, Neighbours, read};
use quatrefoil::style::{Colour, Pt, Style};
use quatrefoil::tree::{ArticleLink, Date, Direction, Document, Id, Line, NoteId, WebAddress};
use std::collections::BTreeSet;
use std::sync::OnceLock;

const TOP: NodeId = NodeId(0);

/// An article in Markdown.
fn article(text: &str) -> Document {
    let neighbours = Neighbours::default();
    let reading =
        read(&Article { bytes: text.as_bytes(), form: Form::Markdown, stem: "article", neighbours: &neighbours });
    reading.draft.expect("an article with words").seal().expect("what a reader makes seals")
}

fn edition(document: &Document, pictures: &Pictures, build_date: Option<&str>) -> Edition {
    let (style, pages) = (Style::handout(), OnceLock::new());
    let mut job = Job::new(document, &style, pictures, Fonts::builtin(), "article", &pages);
    job.build_date = build_date.map(|date| Date::new(date).unwrap());
    Pdf.export(job).unwrap_or_else(|faults| panic!("{faults:?}"))
}

#[track_caller]
fn structure_of(made: &Made, expected: &str) {
    let edition = made.export().unwrap_or_else(|faults| panic!("{faults:?}"));
    let found = Opened::new(&edition.bytes).structure();
    let expected: String = expected.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    assert_eq!(found.trim(), expected.trim(), "\n{found}");
}

#[test]
fn every_article_reads_back_whole() {
    for article in crate::support::articles::articles() {
        let bytes = edition(&article.document, &article.pictures, None).bytes;
        let opened = Opened::new(&bytes);
        let structure = opened.structure();
        assert!(structure.starts_with("Document"), "{}", article.name);
        assert_eq!(
            structure.matches("\n  H1\n").count(),
            1,
            "{}: the title is the only heading of its level",
            article.name
        );
        for (font, codes) in &opened.shown {
            check_font(&opened, *font, codes, &article.name);
        }
        assert_eq!(bytes, edition(&article.document, &article.pictures, None).bytes, "{}", article.name);
    }
}

/// Each code shown is a glyph of the program, as wide as the file says, and means something.
fn check_font(opened: &Opened, font: lopdf::ObjectId, codes: &[u16], name: &str) {
    use skrifa::MetadataProvider;
    let dictionary = opened.dictionary(font);
    let base = dictionary.get(b"BaseFont").unwrap().as_name().unwrap();
    assert!(base[..6].iter().all(u8::is_ascii_uppercase) && base[6] == b'+', "{name}: a subset says so");
    let descendant = opened.entry(dictionary, "DescendantFonts").unwrap().as_array().unwrap()[0].as_dict().unwrap();
    assert_eq!(descendant.get(b"CIDToGIDMap").unwrap().as_name().unwrap(), b"Identity");
    let descriptor = opened.entry(descendant, "FontDescriptor").unwrap().as_dict().unwrap();
    assert_eq!(descriptor.get(b"FontName").unwrap().as_name().unwrap(), base);
    let program = opened.entry(descriptor, "FontFile2").unwrap().as_stream().unwrap().decompressed_content().unwrap();
    let program = skrifa::FontRef::new(&program).unwrap();
    let size = skrifa::instance::Size::new(1000.0);
    let metrics = program.glyph_metrics(size, skrifa::instance::LocationRef::default());
    let widths = opened.entry(descendant, "W").unwrap().as_array().unwrap();
    let mut known = std::collections::BTreeMap::new();
    for group in widths.chunks(2) {
        let first = group[0].as_i64().unwrap();
        for (place, width) in group[1].as_array().unwrap().iter().enumerate() {
            known.insert((first + place as i64) as u16, width.as_float().unwrap());
        }
    }
    for code in codes.iter().collect::<BTreeSet<_>>() {
        assert_ne!(*code, 0, "{name}");
        let real = metrics.advance_width(skrifa::GlyphId::new((*code).into())).expect("a glyph of the program");
        assert!((known[code] - real).abs() < 1.0, "{name}: {} for {real}", known[code]);
    }
}

#[test]
fn the_structure_is_that_of_the_pages() {
    let mut made = Made::new();
    made.words(TOP, Tag::Heading(1), 0, "Title");
    let section = made.node(TOP, Tag::Section);
    made.words(section, Tag::Heading(2), 0, "Part");
    let paragraph = made.node(section, Tag::Paragraph);
    let (before, after) =
        (made.content(paragraph), made.node(paragraph, Tag::Expansion(Line::new("for example").unwrap())));
    made.show(0, Owner::Content(before), "see ");
    let inner = made.content(after);
    made.show(0, Owner::Content(inner), "e.g.");
    made.show(0, Owner::Artifact(Artifact::Footer), "Page 1");
    // The first piece goes on over the page.
    made.show(1, Owner::Content(before), "more");
    structure_of(
        &made,
        "Document
  H1
    \"Title\"
  Sect
    H2
      \"Part\"
    P
      \"see more\"
      Span E=\"for example\"
        \"e.g.\"",
    );
}

#[test]
fn what_glyphs_do_not_say_is_said_in_words() {
    let mut made = Made::new();
    made.words(TOP, Tag::Paragraph, 0, "an e\u{2011}mail, 5\u{a0}ml - of [it]");
    let label = made.node(TOP, Tag::Paragraph);
    let content = made.content(label);
    let black = Colour { red: 0, green: 0, blue: 0 };
    let segments = vec![Segment::Move(Pt(30.0), Pt(90.0)), Segment::Line(Pt(40.0), Pt(99.0)), Segment::Close];
    let path = Path { segments, colour: black, stroke: Some(Pt(1.0)), text: Some("☐".to_owned()) };
    made.pages.pages[0].items.push(quatrefoil::layout::pages::Item {
        owner: Owner::Content(content),
        shape: Shape::Path(path),
        place: None,
    });
    structure_of(&made, "Document\n  P\n    \"an e\u{2011}mail, 5\\u{a0}ml - of [it]\"\n  P\n    \"☐\"");
}

#[test]
fn words_from_right_to_left_stand_in_the_order_of_reading() {
    let mut made = Made::new();
    let node = made.node(TOP, Tag::Paragraph);
    let content = made.content(node);
    // Noto Sans has no Hebrew; the letters do not matter here, only their order.
    made.run(0, Owner::Content(content), "first second", Direction::Rtl);
    structure_of(&made, "Document\n  P\n    \"first second\"");
}

#[test]
fn links_lead_where_they_say() {
    let mut made = Made::new();
    let named = made.words(TOP, Tag::Paragraph, 1, "the place");
    made.pages.nodes[named.0 as usize].ids.push(Id::new("place").unwrap());
    made.link(TOP, 0, PageTarget::Web(WebAddress::new("https://example.org/a b").unwrap()));
    made.link(TOP, 0, PageTarget::Place(Id::new("place").unwrap()));
    let article = ArticleLink { stem: Line::new("../other leaf").unwrap(), place: Some(Id::new("dose").unwrap()) };
    made.link(TOP, 0, PageTarget::Article(article));
    let note = NoteId::from_index(0);
    let reference = made.node(TOP, Tag::Reference(note));
    made.link(reference, 0, PageTarget::Note(note));
    let note_node = made.node(TOP, Tag::Note(note));
    made.link(note_node, 1, PageTarget::NoteReference(note));
    structure_of(
        &made,
        "Document
  P
    \"the place\"
  Link
    \"there\"
    -> https://example.org/a%20b
  Link
    \"there\"
    -> page 2 at 380
  Link
    \"there\"
    -> ../other leaf.pdf dose
  Reference
    Link
      \"there\"
      -> page 2 at 360
  Note ID=\"note-00001\"
    Link
      \"there\"
      -> page 1 at 260",
    );
    let bytes = made.export().unwrap().bytes;
    let opened = Opened::new(&bytes);
    let names = opened.entry(opened.catalog(), "Names").unwrap().as_dict().unwrap();
    let names = opened.entry(names, "Dests").unwrap().as_dict().unwrap().get(b"Names").unwrap().as_array().unwrap();
    assert_eq!(text_of(names[0].as_str().unwrap()), "place");
}

#[test]
fn a_link_over_two_lines_is_one_annotation() {
    let mut made = Made::new();
    let node = made.link(TOP, 0, PageTarget::Web(WebAddress::new("https://example.org").unwrap()));
    let content = quatrefoil::layout::pages::ContentId(0);
    made.area(0, content, node, 60.0);
    let opened = Opened::new(&made.export().unwrap().bytes);
    let page = opened.dictionary(opened.pages()[0]);
    let annotations = opened.entry(page, "Annots").unwrap().as_array().unwrap();
    assert_eq!(annotations.len(), 1);
    let link = opened.follow(&annotations[0]).as_dict().unwrap();
    assert_eq!(link.get(b"QuadPoints").unwrap().as_array().unwrap().len(), 16);
    assert_eq!(text_of(link.get(b"Contents").unwrap().as_str().unwrap()), "there");
    assert_eq!(link.get(b"F").unwrap().as_i64().unwrap(), 4);
}

/// What is not whole is not written, and the fault names the article's line.
#[track_caller]
fn refused(made: &Made, word: &str, line: u32) {
    let faults = made.export().expect_err("a file that does not hold");
    assert!(faults.iter().all(|fault| fault.rule == Rule::EditionCheck));
    let found = faults.iter().any(|fault| fault.message.contains(word) && fault.at.start.line == line);
    assert!(found, "{word}, line {line}: {faults:?}");
}

#[test]
fn what_does_not_hold_is_refused() {
    let mut unclaimed = Made::new();
    unclaimed.show(0, Owner::Content(quatrefoil::layout::pages::ContentId(7)), "lost");
    refused(&unclaimed, "not in the structure tree", 0);

    let mut void = Made::new();
    void.words(TOP, Tag::Paragraph, 0, "\u{10ffff}");
    refused(&void, "no glyph", 2);

    let mut twice = Made::new();
    let paragraph = twice.words(TOP, Tag::Paragraph, 0, "twice");
    twice.pages.nodes[0].kids.push(quatrefoil::layout::pages::Kid::Node(paragraph));
    refused(&twice, "twice", 2);

    let mut skipping = Made::new();
    skipping.words(TOP, Tag::Heading(1), 0, "One");
    skipping.words(TOP, Tag::Heading(3), 0, "Three");
    refused(&skipping, "skips", 3);

    let mut nowhere = Made::new();
    nowhere.link(TOP, 0, PageTarget::Place(Id::new("nowhere").unwrap()));
    refused(&nowhere, "leads nowhere", 2);

    let mut bare = Made::new();
    let contents = "there".to_owned();
    let to = PageTarget::Web(WebAddress::new("https://example.org").unwrap());
    bare.words(TOP, Tag::Link { to, contents }, 0, "there");
    refused(&bare, "no area", 2);

    let mut stray = Made::new();
    stray.words(TOP, Tag::ListItem, 0, "an item of no list");
    refused(&stray, "LI stands in an element Document", 2);
}

const HEAD: &str = r#"{"schema": 1, "meta": {"title": [{"text": "Salt & <sugar>"}], "lang": "de-AT",
    "contributors": [{"name": "Ärztin Ü", "role": "aut"}, {"name": "Tess", "role": "trl"}], "description": "Kurz & gut",
    "published": "2024-03", "modified": "2025-02-01", "subjects": ["Salz", "Zucker"], "publisher": "Haus"},
    "body": {"blocks": [{"kind": {"paragraph": [{"text": "Worte."}]}}]}}"#;

#[test]
fn info_and_xmp_agree() {
    let bytes = edition(&serde_json::from_str(HEAD).unwrap(), &Pictures::new(), Some("2030-01-01")).bytes;
    let opened = Opened::new(&bytes);
    let info = opened.dictionary(opened.file.trailer.get(b"Info").unwrap().as_reference().unwrap());
    let said = |key: &str| text_of(info.get(key.as_bytes()).unwrap().as_str().unwrap());
    assert_eq!(said("Title"), "Salt & <sugar>");
    assert_eq!(said("Author"), "Ärztin Ü");
    assert_eq!(said("Subject"), "Kurz & gut");
    assert_eq!(said("CreationDate"), "D:202403");
    assert_eq!(said("ModDate"), "D:20250201");
    let xmp = opened.entry(opened.catalog(), "Metadata").unwrap().as_stream().unwrap();
    let xmp = String::from_utf8(xmp.content.clone()).unwrap();
    let packet = xmp.trim_start_matches(|c| c != '\n');
    let packet = roxmltree::Document::parse(&packet[..packet.rfind("<?").unwrap()]).expect("well-formed XML");
    let values = |name: &str| {
        let element =
            packet.descendants().find(|node| node.tag_name().name() == name).unwrap_or_else(|| panic!("{name}"));
        element.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect::<Vec<_>>()
    };
    assert_eq!(values("title"), ["Salt & <sugar>"; 2]);
    assert_eq!(values("creator"), ["Ärztin Ü"]);
    assert_eq!(values("contributor"), ["Tess"]);
    assert_eq!(values("language"), ["de-AT"]);
    assert_eq!(values("publisher"), ["Haus"]);
    assert_eq!(values("CreateDate"), ["2024-03"]);
    assert_eq!(values("ModifyDate"), ["2025-02-01"]);
    assert_eq!((values("part")[0], values("conformance")[0]), ("1", "A"));
    assert_eq!(text_of(opened.catalog().get(b"Lang").unwrap().as_str().unwrap()), "de-AT");
}

#[test]
fn a_date_is_told_only_where_one_is_known() {
    let text = "# Title\n\nWords.\n";
    let dated = |date| {
        let opened = Opened::new(&edition(&article(text), &Pictures::new(), date).bytes);
        let info = opened.dictionary(opened.file.trailer.get(b"Info").unwrap().as_reference().unwrap());
        info.get(b"CreationDate").ok().map(|date| text_of(date.as_str().unwrap()))
    };
    assert_eq!(dated(None), None);
    assert_eq!(dated(Some("2026-11-24")).as_deref(), Some("D:20261124"));
}

#[test]
fn bookmarks_nest_as_sections_do() {
    let text = "# T\n\n## Zebra\n\nw\n\n### Inner\n\nw\n\n#### Deep\n\nw\n\n## Ant\n\nw\n";
    let opened = Opened::new(&edition(&article(text), &Pictures::new(), None).bytes);
    assert_eq!(opened.bookmarks(), "Zebra\n  Inner\n    Deep\nAnt\n");
}

#[test]
fn the_same_job_gives_the_same_bytes_on_any_thread() {
    let document = article("# T\n\nSome *words* and a list:\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n");
    let first = edition(&document, &Pictures::new(), None).bytes;
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert_eq!(edition(&document, &Pictures::new(), None).bytes, first));
        }
    });
    let other = edition(&article("# T\n\nOther words.\n"), &Pictures::new(), None).bytes;
    let identifier = |bytes: &[u8]| Opened::new(bytes).file.trailer.get(b"ID").unwrap().clone();
    assert_ne!(identifier(&first), identifier(&other));
}

#[test]
fn the_catalog_says_what_readers_need() {
    let opened = Opened::new(&edition(&article("# T\n\nWords.\n"), &Pictures::new(), None).bytes);
    let catalog = opened.catalog();
    let on = |dictionary: &str, key: &str| {
        let dictionary = opened.entry(catalog, dictionary).unwrap().as_dict().unwrap();
        dictionary.get(key.as_bytes()).and_then(Object::as_bool).unwrap()
    };
    assert!(on("MarkInfo", "Marked") && on("ViewerPreferences", "DisplayDocTitle"));
    let intent = opened.entry(catalog, "OutputIntents").unwrap().as_array().unwrap()[0].as_dict().unwrap();
    assert_eq!(intent.get(b"S").unwrap().as_name().unwrap(), b"GTS_PDFA1");
    assert!(opened.entry(intent, "DestOutputProfile").unwrap().as_stream().is_ok());
    for page in opened.pages() {
        assert_eq!(opened.dictionary(page).get(b"Tabs").unwrap().as_name().unwrap(), b"S");
    }
    assert!(opened.entry(catalog, "PageLabels").is_some());
}
