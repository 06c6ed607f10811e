//! The laws of layout, over made-up documents of every kind of block.

use super::pages::{self, Kid, NodeId, Owner, Page, Pages, Shape, Tag};
use super::{Fonts, lay_out};
use crate::picture::Pictures;
use crate::style::Style;
use crate::tree::*;
use std::collections::BTreeMap;

/// Numbers that are the same every time: a linear congruence (Knuth, MMIX).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn words(&mut self, most: usize) -> String {
        const WORDS: [&str; 24] = [
            "you",
            "may",
            "feel",
            "tired",
            "after",
            "treatment",
            "and",
            "this",
            "is",
            "normal",
            "345 mg of",
            "a",
            "call",
            "0800 123 456 if",
            "well-being",
            "on 12 May 2026 at",
            "progression-free",
            "ER+/HER2-",
            "the",
            "nurse",
            "who",
            "https://www.example.org/a/very/long/address/that-never-ends?with=questions&and=more",
            "to",
            "rest.",
        ];
        let count = 1 + self.below(most);
        let words: Vec<&str> = (0..count).map(|_| WORDS[self.below(WORDS.len())]).collect();
        words.join(" ")
    }

    fn inlines(&mut self, most: usize) -> Vec<Inline> {
        let mut inlines = vec![Inline::Text(self.words(most))];
        let more = vec![Inline::Text(self.words(4))];
        match self.below(8) {
            0 => inlines.extend([Inline::Text(" ".into()), Inline::Strong(more)]),
            1 => inlines.extend([Inline::Text(" ".into()), Inline::Emphasis(more)]),
            2 => inlines.extend([Inline::Break, Inline::Text(self.words(6))]),
            3 => {
                let to = Target::Web(WebAddress::new("https://example.org/page").unwrap());
                inlines.extend([Inline::Text(" ".into()), Inline::Link { to, text: more, at: Default::default() }]);
            }
            4 => inlines.extend([Inline::Subscript(vec![Inline::Text("2".into())]), Inline::Text(" more".into())]),
            _ => {}
        }
        crate::read::tidy::tidy(inlines)
    }

    fn blocks(&mut self, most: usize, depth: usize) -> Vec<Block> {
        (0..1 + self.below(most)).map(|_| self.block(depth)).collect()
    }

    fn block(&mut self, depth: usize) -> Block {
        let kind = match self.below(if depth > 2 { 6 } else { 12 }) {
            0..=3 => BlockKind::Paragraph(self.inlines(60)),
            4 => BlockKind::Code(Code { language: None, text: format!("one  two\n\n    {}", self.words(30)) }),
            5 => BlockKind::Rule,
            6 => self.list(depth, Marker::Bullet),
            7 => self.list(depth, Marker::Ordered { start: 8, numbering: Numbering::Decimal }),
            8 => BlockKind::Quote(self.blocks(2, depth + 1)),
            9 => BlockKind::Callout(Callout {
                kind: [CalloutKind::Warning, CalloutKind::Aside][self.below(2)],
                title: self.inlines(4),
                blocks: self.blocks(2, depth + 1),
            }),
            10 => self.table(),
            _ => BlockKind::Definitions(vec![Definition {
                terms: vec![self.inlines(3)],
                meanings: vec![self.blocks(1, depth + 1)],
                at: Default::default(),
            }]),
        };
        Block::new(kind, Default::default())
    }

    fn list(&mut self, depth: usize, marker: Marker) -> BlockKind {
        let spacing = [Spacing::Tight, Spacing::Loose][self.below(2)];
        let items = (0..1 + self.below(4)).map(|_| Item {
            task: None,
            blocks: self.blocks(2, depth + 1),
            at: Default::default(),
        });
        BlockKind::List(List { marker, spacing, items: items.collect() })
    }

    fn table(&mut self) -> BlockKind {
        let count = 1 + self.below(6);
        let columns = (0..count).map(|_| Column { header: self.inlines(2), align: Align::Auto }).collect();
        let rows = (0..self.below(12))
            .map(|_| Row { cells: (0..count).map(|_| self.inlines(8)).collect(), at: Default::default() });
        BlockKind::Table(Table { caption: vec![], columns, row_headers: RowHeaders::None, rows: rows.collect() })
    }

    fn body(&mut self, depth: usize, name: &str) -> Body {
        let sections = (0..if depth < 3 { self.below(3) } else { 0 }).map(|index| {
            let id = format!("{name}-{index}");
            Section {
                title: self.inlines(5),
                body: self.body(depth + 1, &id),
                id: Id::new(&id).unwrap(),
                at: Default::default(),
            }
        });
        let sections = sections.collect();
        Body { blocks: self.blocks(6, 0), sections }
    }
}

fn text(words: &str) -> Vec<Inline> {
    vec![Inline::Text(words.to_owned())]
}

fn sealed(body: Body) -> Document {
    let meta = Meta::new(text("A Leaflet on Sleep: What Helps and What Does Not"), Lang::english());
    Draft { schema: SCHEMA, meta, body, notes: vec![] }.seal().unwrap()
}

/// Documents of every kind of block, laid out in turns on A4, in large print and as a booklet.
fn check(law: impl Fn(&Document, &Style, &Pages)) {
    let styles = ["", include_str!("../../styles/large-print-aph.toml"), include_str!("../../styles/booklet-a5.toml")];
    let styles: Vec<Style> = styles.iter().map(|sheet| Style::from_toml(sheet).unwrap()).collect();
    for seed in 0..24 {
        let document = sealed(Dice(seed).body(0, "s"));
        let style = &styles[seed as usize % styles.len()];
        law(&document, style, &lay_out(&document, style, Fonts::builtin(), &Pictures::new()));
    }
}

fn text_of(item: &pages::Item) -> &str {
    match &item.shape {
        Shape::Glyphs(run) => &run.text,
        Shape::Path(path) => path.text.as_deref().unwrap_or_default(),
        Shape::Rectangle { .. } | Shape::Picture { .. } | Shape::LinkArea { .. } => "",
    }
}

/// The text of each piece of content, as its items join to.
fn contents(pages: &Pages) -> BTreeMap<u32, String> {
    let mut contents: BTreeMap<u32, String> = BTreeMap::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        if let Owner::Content(content) = item.owner {
            contents.entry(content.0).or_default().push_str(text_of(item));
        }
    }
    contents
}

/// The words of a node in the order of the structure, without those that layout adds.
fn words_of(pages: &Pages, contents: &BTreeMap<u32, String>, node: NodeId, words: &mut String) {
    for kid in &pages.nodes[node.0 as usize].kids {
        match kid {
            Kid::Content(content) => words.push_str(contents.get(&content.0).map_or("", |text| text)),
            Kid::Node(inner) => match pages.nodes[inner.0 as usize].tag {
                Tag::Contents | Tag::Reference(_) | Tag::Added => {}
                Tag::Label if !is_term(pages, node) => {}
                Tag::Link { .. } | Tag::Span | Tag::Strong | Tag::Emphasis | Tag::Code | Tag::Expansion(_) => {
                    words_of(pages, contents, *inner, words);
                }
                _ => {
                    words.push(' ');
                    words_of(pages, contents, *inner, words);
                    words.push(' ');
                }
            },
        }
    }
}

/// The label of a definition is its term, which the article holds.
fn is_term(pages: &Pages, item: NodeId) -> bool {
    let list = pages.nodes.iter().find(|node| node.kids.contains(&Kid::Node(item)));
    list.is_some_and(|list| list.tag == Tag::List(super::pages::ListTag::Definitions))
}

fn words_in(document: &Document) -> Vec<String> {
    let mut all = walk::text_of(&document.meta().title);
    walk::document(document, &mut |visit| {
        all.push(' ');
        match visit {
            walk::Visit::Inlines(inlines) => all.push_str(&walk::text_of(inlines)),
            walk::Visit::Block(block) => {
                if let BlockKind::Code(code) = &block.kind {
                    all.push_str(&code.text);
                }
            }
            walk::Visit::Section(..) => {}
        }
    });
    all.split_whitespace().map(str::to_owned).collect()
}

/// Left edge, right edge without spaces at the end, and baseline of each run of glyphs that is content.
fn lines(page: &Page) -> impl Iterator<Item = (f32, f32, f32, u32, &str)> {
    page.items.iter().filter_map(|item| match (&item.shape, item.owner) {
        (Shape::Glyphs(run), Owner::Content(content)) => {
            // Spaces at the end of a line hang out of it, on the side that the text runs to.
            let hanging = run.text.len() - run.text.trim_end_matches(' ').len();
            let width_of = |glyphs: &[pages::Glyph]| glyphs.iter().map(|glyph| glyph.advance.0).sum::<f32>();
            let width = width_of(&run.glyphs);
            let (left, right) = match run.direction {
                Direction::Ltr => (0.0, width_of(&run.glyphs[run.glyphs.len().saturating_sub(hanging)..])),
                Direction::Rtl => (width_of(&run.glyphs[..hanging.min(run.glyphs.len())]), 0.0),
            };
            Some((run.x.0 + left, run.x.0 + width - right, run.y.0, content.0, run.text.as_str()))
        }
        _ => None,
    })
}

#[test]
fn every_word_is_drawn_once_in_order() {
    check(|document, _, pages| {
        let mut words = String::new();
        words_of(pages, &contents(pages), NodeId(0), &mut words);
        let drawn: Vec<&str> = words.split_whitespace().collect();
        assert_eq!(drawn, words_in(document));
    });
}

#[test]
fn nothing_leaves_the_measure() {
    check(|_, style, pages| {
        let paper = &style.paper;
        let (width, height) = paper.size.extent();
        let least = paper.inner.0.min(paper.outer.0 - paper.gutter.0).min(paper.inner.0 + paper.gutter.0);
        for page in &pages.pages {
            for (left, right, y, _, text) in lines(page) {
                assert!(
                    left >= least - 0.1 && right <= width.0 - least + 0.1,
                    "{left}–{right} on {}: {text}",
                    page.label
                );
                assert!(paper.top.0 <= y && y <= height.0 - paper.bottom.0 + 0.1, "{y} on page {}: {text}", page.label);
            }
        }
    });
}

#[test]
fn no_page_is_without_words() {
    check(|_, _, pages| {
        assert!(pages.pages.iter().all(|page| lines(page).next().is_some()));
    });
}

#[test]
fn wholes_stay_on_one_line() {
    check(|_, _, pages| {
        for page in &pages.pages {
            let runs: Vec<_> = lines(page).collect();
            for pair in runs.windows(2) {
                let parted = pair[0].2 != pair[1].2 && pair[0].3 == pair[1].3;
                for (end, start) in [
                    ("345 ", "mg"),
                    ("12 ", "May"),
                    ("May ", "2026"),
                    ("0800 ", "123"),
                    ("123 ", "456"),
                    ("/", "HER2-"),
                ] {
                    let split = pair[0].4.ends_with(end) && pair[1].4.starts_with(start);
                    assert!(!(parted && split), "{} | {}", pair[0].4, pair[1].4);
                }
            }
        }
    });
}

#[test]
fn no_letters_stand_on_others_however_deep_lists_go() {
    let deepest = vec![Block::new(BlockKind::Paragraph(text("deep down")), Default::default())];
    let blocks = (0..20).fold(deepest, |blocks, depth| {
        let items = vec![Item { task: None, blocks, at: Default::default() }];
        let marker = [Marker::Bullet, Marker::Ordered { start: 99, numbering: Numbering::Decimal }][depth % 2];
        vec![Block::new(BlockKind::List(List { marker, spacing: Spacing::Tight, items }), Default::default())]
    });
    let document = sealed(Body { blocks, sections: vec![] });
    let pages = lay_out(&document, &Style::handout(), Fonts::builtin(), &Pictures::new());
    let mut runs: Vec<_> = lines(&pages.pages[0]).collect();
    runs.sort_by(|one, other| one.2.total_cmp(&other.2).then(one.0.total_cmp(&other.0)));
    for pair in runs.windows(2).filter(|pair| pair[0].2 == pair[1].2) {
        assert!(pair[0].1 <= pair[1].0 + 0.1, "{} and {} at {}", pair[0].4, pair[1].4, pair[0].2);
    }
}

#[test]
fn a_ground_reaches_beyond_the_letters_on_it_at_the_end_of_a_page_too() {
    let code = Code { language: None, text: vec!["line"; 90].join("\n") };
    let document =
        sealed(Body { blocks: vec![Block::new(BlockKind::Code(code), Default::default())], sections: vec![] });
    let style = Style::handout();
    let pages = lay_out(&document, &style, Fonts::builtin(), &Pictures::new());
    assert_eq!(pages.pages.len(), 3);
    for page in &pages.pages {
        let mut grounds = page.items.iter().filter_map(|item| match &item.shape {
            Shape::Rectangle { area, colour } if *colour == style.colours.tint => Some(area),
            _ => None,
        });
        let ground = grounds.next_back().unwrap();
        let code: Vec<f32> = lines(page).filter(|line| line.4.starts_with("line")).map(|line| line.2).collect();
        let (first, last) = (code[0], code[code.len() - 1]);
        assert!(ground.y.0 + 4.0 < first - style.paper.code.size.0, "page {}", page.label);
        assert!(last + 4.0 < ground.y.0 + ground.height.0, "page {}", page.label);
    }
}

#[test]
fn a_page_never_ends_in_a_heading() {
    check(|_, _, pages| {
        let mut headings = Vec::new();
        for node in pages.nodes.iter().filter(|node| matches!(node.tag, Tag::Heading(_))) {
            headings.extend(node.kids.iter().filter_map(|kid| match kid {
                Kid::Content(content) => Some(content.0),
                Kid::Node(_) => None,
            }));
        }
        let count = pages.pages.len();
        for page in &pages.pages[..count - 1] {
            let last = lines(page).last().unwrap();
            assert!(!headings.contains(&last.3), "page {} ends in the heading {}", page.label, last.4);
        }
    });
}

#[test]
fn every_paragraph_keeps_two_lines_on_each_page() {
    check(|_, _, pages| {
        let mut places: BTreeMap<u32, Vec<(usize, i32)>> = BTreeMap::new();
        for (number, page) in pages.pages.iter().enumerate() {
            for (_, _, y, content, _) in lines(page) {
                let rows = places.entry(content).or_default();
                let row = (number, (y * 4.0) as i32);
                if rows.last() != Some(&row) {
                    rows.push(row);
                }
            }
        }
        for node in pages.nodes.iter().filter(|node| node.tag == Tag::Paragraph) {
            let [Kid::Content(content)] = node.kids[..] else { continue };
            let Some(rows) = places.get(&content.0).filter(|rows| rows.len() > 1) else { continue };
            for page in rows.iter().map(|row| row.0) {
                assert!(
                    rows.iter().filter(|row| row.0 == page).count() > 1,
                    "one line of {rows:?} alone on page {}",
                    page + 1
                );
            }
        }
    });
}

#[test]
fn every_piece_of_content_has_one_node_and_parents_come_first() {
    check(|_, _, pages| {
        let mut seen = BTreeMap::new();
        for (at, node) in pages.nodes.iter().enumerate() {
            for kid in &node.kids {
                match kid {
                    Kid::Content(content) => assert!(seen.insert(content.0, at).is_none()),
                    Kid::Node(inner) => assert!(inner.0 as usize > at),
                }
            }
        }
        let drawn = contents(pages);
        assert_eq!(drawn.keys().collect::<Vec<_>>(), seen.keys().collect::<Vec<_>>());
    });
}

#[test]
fn glyph_zero_is_never_drawn() {
    let blocks = vec![Block::new(
        BlockKind::Paragraph(text("हिन्दी and 漢字 ☐ ✓ a\u{2011}b \u{1f600} \u{1fa7a}\u{200d}")),
        Default::default(),
    )];
    let document = sealed(Body { blocks, sections: vec![] });
    let pages = lay_out(&document, &Style::handout(), Fonts::builtin(), &Pictures::new());
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        if let Shape::Glyphs(run) = &item.shape {
            assert!(run.glyphs.iter().all(|glyph| glyph.id != 0), "{}", run.text);
        }
    }
    let mut words = String::new();
    words_of(&pages, &contents(&pages), NodeId(0), &mut words);
    assert!(words.contains("हिन्दी and 漢字 ☐ ✓ a\u{2011}b \u{1f600} \u{1fa7a}\u{200d}"), "{words}");
    let scripts: Vec<&str> = pages.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(scripts.len(), 3, "{scripts:?}");
    assert!(scripts.iter().any(|message| message.contains("`ह` (U+0939, Devanagari)")), "{scripts:?}");
}

#[test]
fn emoji_are_set_as_they_are_written() {
    let words = "\u{1f4de} 999 \u{1f44d}\u{1f3fd} 1\u{fe0f}\u{20e3} \u{1f468}\u{200d}\u{1f469}";
    let blocks = vec![Block::new(BlockKind::Paragraph(text(words)), Default::default())];
    let pages =
        lay_out(&sealed(Body { blocks, sections: vec![] }), &Style::handout(), Fonts::builtin(), &Pictures::new());
    assert_eq!(pages.diagnostics, []);
    let mut said = String::new();
    words_of(&pages, &contents(&pages), NodeId(0), &mut said);
    assert!(said.contains(words), "{said}");
}

#[test]
fn the_escapes_of_an_address_stay_whole() {
    let address = format!("example.org/#{}", "word%20".repeat(60));
    let blocks = vec![Block::new(BlockKind::Paragraph(text(&address)), Default::default())];
    let pages =
        lay_out(&sealed(Body { blocks, sections: vec![] }), &Style::handout(), Fonts::builtin(), &Pictures::new());
    let ends: Vec<&str> = lines(&pages.pages[0]).map(|line| line.4.trim()).filter(|line| line.contains('%')).collect();
    assert!(ends.len() > 3, "{ends:?}");
    assert!(ends.iter().all(|line| !line.ends_with('%') && !line.ends_with("%2")), "{ends:?}");
    assert!(ends[1..].iter().all(|line| line.starts_with('%')), "{ends:?}");
}

#[test]
fn right_to_left_words_stand_from_right_to_left() {
    let mut meta = Meta::new(text("\u{5d0}"), Lang::new("he").unwrap());
    meta.dir = None;
    let words = "\u{5d0} mg 345 \u{5d1}";
    let body =
        Body { blocks: vec![Block::new(BlockKind::Paragraph(text(words)), Default::default())], sections: vec![] };
    let document = Draft { schema: SCHEMA, meta, body, notes: vec![] }.seal().unwrap();
    let style = Style::handout();
    let pages = lay_out(&document, &style, Fonts::builtin(), &Pictures::new());
    let runs: Vec<_> = lines(&pages.pages[0]).filter(|line| line.4 != "\u{5d0}" || line.2 > 120.0).collect();
    let at = |word: &str| runs.iter().find(|run| run.4.trim() == word).map(|run| (run.0, run.1)).unwrap();
    let (first, last) = (at("\u{5d0}"), at("\u{5d1}"));
    assert!(last.1 <= first.0, "the last word {last:?} stands left of the first {first:?}");
    let right = style.paper.size.extent().0.0 - style.paper.inner.0;
    assert!((first.1 - right).abs() < 0.5, "the line begins at the right margin: {first:?}");
}

#[test]
fn the_groups_of_a_telephone_number_keep_their_order_among_right_to_left_words() {
    let number = "020 7946 0123";
    let mut meta = Meta::new(text("\u{5d0}"), Lang::new("he").unwrap());
    meta.phone = Some(Line::new(number).unwrap());
    meta.publisher = Some(Line::new("\u{5d1}").unwrap());
    let document = Draft { schema: SCHEMA, meta, body: Body::default(), notes: vec![] }.seal().unwrap();
    let pages = lay_out(&document, &Style::handout(), Fonts::builtin(), &Pictures::new());
    let whole = lines(&pages.pages[0]).any(|line| line.4.contains(number));
    assert!(whole, "{:?}", lines(&pages.pages[0]).collect::<Vec<_>>());
}

#[test]
fn a_further_face_is_asked_for_what_the_built_in_one_lacks() {
    const FILE: &str = "/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf";
    let Ok(bytes) = std::fs::read(FILE) else {
        println!("skipped: no {FILE}");
        return;
    };
    let mut fonts = Fonts::builtin().clone();
    assert_eq!(fonts.add(bytes.into()), 1);
    let words = "\u{633}\u{644}\u{627}\u{645} 345 mg \u{639}\u{644}\u{64a}\u{643}\u{645}";
    let blocks = vec![Block::new(BlockKind::Paragraph(text(words)), Default::default())];
    let document = Draft {
        schema: SCHEMA,
        meta: Meta::new(text("A"), Lang::new("ar").unwrap()),
        body: Body { blocks, sections: vec![] },
        notes: vec![],
    };
    let pages = lay_out(&document.seal().unwrap(), &Style::handout(), &fonts, &Pictures::new());
    assert_eq!(pages.diagnostics, []);
    let joined: Vec<_> = pages.pages[0]
        .items
        .iter()
        .filter_map(|item| match &item.shape {
            Shape::Glyphs(run) if run.font.0 == 6 => Some(run),
            _ => None,
        })
        .collect();
    assert!(!joined.is_empty());
    for run in joined {
        assert_eq!(run.direction, Direction::Rtl);
        let unjoined = |glyph: &pages::Glyph| glyph.id == fonts.face(run.font).glyph('\u{644}').unwrap_or(0);
        assert!(!run.glyphs.iter().any(unjoined), "lam is joined to its neighbours in {}", run.text);
    }
}
