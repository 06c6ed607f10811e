//! Large print on paper: each number that a guideline asks for, read back from the laid-out pages.

use quatrefoil::layout::pages::{GlyphRun, Owner, Page, Pages, Shape};
use quatrefoil::layout::{Fonts, lay_out};
use quatrefoil::picture::Pictures;
use quatrefoil::style::Style;
use quatrefoil::tree::{
    Block, BlockKind, Body, Document, Draft, Id, Inline, Item as ListItem, Lang, List, Marker, Meta, SCHEMA, Section,
    Spacing,
};

const ACB: &str = include_str!("../styles/large-print-acb.toml");
const APH: &str = include_str!("../styles/large-print-aph.toml");
const UKAAF: &str = include_str!("../styles/large-print-ukaaf.toml");
const CNIB: &str = include_str!("../styles/large-print-cnib.toml");

fn text(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

fn block(kind: BlockKind) -> Block {
    Block::new(kind, Default::default())
}

fn paragraph(words: &str) -> Block {
    block(BlockKind::Paragraph(vec![text(words)]))
}

const LONG: &str = "Take one tablet with a glass of water after breakfast and call 0800 123 456 if you feel unwell or if your skin turns \
    yellow, because some medicines change how the liver works and it is better to see this early than late. Most people notice \
    nothing at all, and those who do feel better within two or three days of the last dose.";

fn document() -> Document {
    let mut sections = Vec::new();
    for index in 0..8 {
        let inner = Section {
            id: Id::new(&format!("i{index}")).unwrap(),
            title: vec![text("How to take it")],
            body: Body { blocks: vec![paragraph(LONG), paragraph(LONG)], sections: vec![] },
            at: Default::default(),
        };
        let stressed = vec![
            text("Take it "),
            Inline::Emphasis(vec![text("always")]),
            text(" and "),
            Inline::Strong(vec![text("daily")]),
            text("."),
        ];
        let item = |words: &str| ListItem { task: None, blocks: vec![paragraph(words)], at: Default::default() };
        let list = List { marker: Marker::Bullet, spacing: Spacing::Tight, items: vec![item("one"), item("two")] };
        sections.push(Section {
            id: Id::new(&format!("s{index}")).unwrap(),
            title: vec![text("Your medicine")],
            body: Body {
                blocks: vec![paragraph(LONG), block(BlockKind::Paragraph(stressed)), block(BlockKind::List(list))],
                sections: vec![inner],
            },
            at: Default::default(),
        });
    }
    let meta = Meta::new(vec![text("Medicines at home")], Lang::english());
    Draft { schema: SCHEMA, meta, body: Body { blocks: vec![paragraph(LONG)], sections }, notes: vec![] }
        .seal()
        .unwrap()
}

fn laid_out(sheet: &str) -> (Style, Pages) {
    let style = Style::parse(sheet).unwrap();
    let pages = lay_out(&document(), &style, Fonts::builtin(), &Pictures::new());
    (style, pages)
}

/// One run: text, face, size, left end, baseline.
type Run<'p> = (&'p str, &'p str, f32, f32, f32);

fn runs(page: &Page, owner: impl Fn(Owner) -> bool) -> Vec<Run<'_>> {
    let fonts = Fonts::builtin();
    let drawn = page.items.iter().filter_map(|item| match &item.shape {
        Shape::Glyphs(run) if owner(item.owner) => Some(run),
        _ => None,
    });
    let of = |run: &'_ GlyphRun| fonts.face(run.font).postscript_name.as_str();
    drawn.map(|run| (run.text.as_str(), of(run), run.size.0, run.x.0, run.y.0)).collect()
}

fn content(page: &Page) -> Vec<Run<'_>> {
    runs(page, |owner| matches!(owner, Owner::Content(_)))
}

/// The distances between the baselines of the lines of one long paragraph.
fn leading(pages: &Pages) -> f32 {
    let page = content(&pages.pages[0]);
    let start = page.iter().position(|run| run.0.starts_with("Take one tablet")).expect("the first paragraph");
    page[start + 1].4 - page[start].4
}

fn longest_line(pages: &Pages) -> usize {
    let lines = pages.pages.iter().flat_map(content);
    lines.map(|run| run.0.trim_end().chars().count()).max().unwrap()
}

#[track_caller]
fn check_common(sheet: &str) -> (Style, Pages) {
    let (style, pages) = laid_out(sheet);
    for page in &pages.pages {
        for (words, face, size, ..) in runs(page, |_| true) {
            assert!(size >= 18.0 * 0.85 - 0.01, "{words} is set in {size} points");
            assert!(!face.contains("Italic"), "{words} is set in italics");
        }
        for item in &page.items {
            let colour = match &item.shape {
                Shape::Glyphs(run) => run.colour,
                Shape::Rectangle { colour, .. } => *colour,
                Shape::Path(path) => path.colour,
                Shape::Picture { .. } | Shape::LinkArea { .. } => continue,
            };
            assert_eq!((colour.red, colour.green, colour.blue), (0, 0, 0), "nothing is grey or tinted");
        }
        let (words, face, size, x, y) =
            *runs(page, |owner| !matches!(owner, Owner::Content(_))).last().expect("a page number");
        assert_eq!((words, face, size), (page.label.as_str(), "NotoSans-Bold", 18.0));
        assert!(x > page.width.0 / 2.0 && y > page.height.0 - 72.0, "the number is in the outer lower corner");
    }
    let all: Vec<Run<'_>> = pages.pages.iter().flat_map(content).collect();
    let size_of = |words: &str| all.iter().rfind(|run| run.0.trim() == words).map(|run| (run.1, run.2));
    assert_eq!(size_of("Your medicine"), Some(("NotoSans-Bold", 22.0)));
    assert_eq!(size_of("How to take it"), Some(("NotoSans-Bold", 20.0)));
    assert_eq!(size_of("one"), Some(("NotoSans", 18.0)));
    (style, pages)
}

fn underlined(pages: &Pages) -> bool {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    items
        .filter(
            |item| matches!(item.shape, Shape::Rectangle { area, .. } if area.height.0 < 1.4 && area.width.0 < 100.0),
        )
        .count()
        > 0
}

fn face_of<'p>(pages: &'p Pages, words: &str) -> &'p str {
    pages
        .pages
        .iter()
        .flat_map(content)
        .find(|run| run.0.trim() == words)
        .map(|run| run.1)
        .expect("the words are drawn")
}

fn has_leaders(pages: &Pages) -> bool {
    pages.pages.iter().flat_map(|page| runs(page, |_| true)).any(|run| run.0.starts_with(". . ."))
}

#[test]
fn acb_is_as_the_council_asks() {
    let (style, pages) = check_common(ACB);
    assert!((leading(&pages) - 18.0 * 1.15).abs() < 0.01);
    assert!(underlined(&pages) && face_of(&pages, "always") == "NotoSans");
    assert!(has_leaders(&pages));
    let paper = &style.paper;
    assert_eq!([paper.top.0, paper.inner.0, paper.outer.0], [72.0; 3]);
    assert_eq!((paper.lists.tight.0, paper.text.gap.0), (0.0, 20.7));
}

#[test]
fn aph_is_as_the_printing_house_asks() {
    let (_, pages) = check_common(APH);
    assert!((leading(&pages) - 18.0 * 1.25).abs() < 0.01);
    assert!((39..=43).contains(&longest_line(&pages)), "{}", longest_line(&pages));
    assert_eq!(face_of(&pages, "always"), "NotoSans-Bold");
    assert!(!has_leaders(&pages));
}

#[test]
fn ukaaf_is_as_the_association_asks() {
    let (_, pages) = check_common(UKAAF);
    assert_eq!(face_of(&pages, "always"), "NotoSans-Bold");
    assert!(!underlined(&pages));
    let lines: Vec<&str> = pages.pages.iter().flat_map(content).map(|run| run.0).collect();
    assert!(lines.iter().any(|line| line.contains("0800 123 456")));
}

#[test]
fn cnib_is_as_the_institute_asks() {
    let (_, pages) = check_common(CNIB);
    assert!((1.25..=1.3).contains(&(leading(&pages) / 18.0)));
    assert_eq!(face_of(&pages, "always"), "NotoSans-Bold");
}
