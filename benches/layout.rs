//! How long layout takes, on one core: an article of three pages, and books of ten to a thousand pages.
//!
//! `cargo bench --bench layout` prints one line for each: pages, milliseconds, microseconds a page. On one core of a loaded machine
//! of 2026, with its dependencies hardly optimised, it printed 7 pages 2.3 ms, 22 pages 7.8 ms, 216 pages 78 ms, 645 pages 248 ms,
//! 2153 pages 854 ms: about 0.35 ms a page, and linear.

use quatrefoil::layout::{Fonts, lay_out};
use quatrefoil::picture::Pictures;
use quatrefoil::style::Style;
use quatrefoil::tree::{
    Block, BlockKind, Body, Document, Draft, Id, Inline, Item, Lang, List, Marker, Meta, Numbering, SCHEMA, Section,
    Spacing,
};
use std::time::Instant;

const WORDS: &str = "Your doctor may ask for a blood test before the treatment begins and again after 12 weeks because some medicines \
    change how the liver works and it is better to see this early than late most people notice nothing at all but if you feel \
    very tired lose your appetite or see that your skin turns yellow call the ward on 0800 123 456 at any hour of day or night";

fn main() {
    let fonts = Fonts::builtin();
    let style = Style::handout();
    for sections in [9, 32, 320, 960, 3200] {
        let document = book(sections);
        let runs = if sections < 100 { 20 } else { 3 };
        let mut best = f64::INFINITY;
        let mut pages = 0;
        for _ in 0..runs {
            let start = Instant::now();
            pages = lay_out(&document, &style, fonts, &Pictures::new()).pages.len();
            best = best.min(start.elapsed().as_secs_f64() * 1e3);
        }
        println!("{pages:5} pages {best:9.2} ms {:7.1} µs a page", best * 1e3 / pages as f64);
    }
}

/// A book whose words are never the same twice in a row: sections of three paragraphs and a list.
fn book(sections: usize) -> Document {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut state = 7usize;
    let mut sentence = |length: usize| {
        let picked = (0..length).map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            words[(state >> 33) % words.len()]
        });
        format!("{}.", picked.collect::<Vec<_>>().join(" "))
    };
    let mut list = Vec::new();
    for index in 0..sections {
        let mut blocks: Vec<Block> = (0..3).map(|_| block(paragraph(sentence(58)))).collect();
        let items =
            (0..3).map(|_| Item { task: None, blocks: vec![block(paragraph(sentence(16)))], at: Default::default() });
        let marker = Marker::Ordered { start: 1, numbering: Numbering::Decimal };
        blocks.push(block(BlockKind::List(List { marker, spacing: Spacing::Loose, items: items.collect() })));
        let id = Id::new(&format!("s{index}")).expect("a letter and digits");
        let title = vec![Inline::Text(sentence(5))];
        list.push(Section { id, title, body: Body { blocks, sections: vec![] }, at: Default::default() });
    }
    let meta = Meta::new(vec![Inline::Text("A book to measure".to_owned())], Lang::english());
    let body = Body { blocks: vec![], sections: list };
    Draft { schema: SCHEMA, meta, body, notes: vec![] }.seal().expect("a book without a flaw")
}

fn block(kind: BlockKind) -> Block {
    Block::new(kind, Default::default())
}

fn paragraph(words: String) -> BlockKind {
    BlockKind::Paragraph(vec![Inline::Text(words)])
}
