//! The laws of layout, over made-up documents.

use super::pages::{Item, Kid, NodeId, Owner, Pages, Shape, Tag};
use super::{Fonts, lay_out};
use crate::picture::Pictures;
use crate::style::Style;
use crate::tree::*;

fn text(words: &str) -> Vec<Inline> {
    vec![Inline::Text(words.to_owned())]
}

fn block(kind: BlockKind) -> Block {
    Block::new(kind, Default::default())
}

fn paragraph(words: &str) -> Block {
    block(BlockKind::Paragraph(text(words)))
}

fn section(id: &str, title: &str, blocks: Vec<Block>) -> Section {
    Section {
        id: Id::new(id).unwrap(),
        title: text(title),
        body: Body { blocks, sections: vec![] },
        at: Default::default(),
    }
}

fn sealed(body: Body) -> Document {
    let meta = Meta::new(text("A Leaflet on Sleep: What Helps and What Does Not"), Lang::english());
    Draft { schema: SCHEMA, meta, body, notes: vec![] }.seal().unwrap()
}

fn laid_out(document: &Document) -> Pages {
    lay_out(document, &Style::handout(), Fonts::builtin(), &Pictures::new())
}

/// The words of a node in the order of the structure, pieces of content joined as they are drawn.
fn words_of(pages: &Pages, node: NodeId) -> String {
    let mut words = String::new();
    for kid in &pages.nodes[node.0 as usize].kids {
        match kid {
            Kid::Node(inner) => words.push_str(&words_of(pages, *inner)),
            Kid::Content(content) => {
                for item in pages.pages.iter().flat_map(|page| &page.items) {
                    if item.owner == Owner::Content(*content) {
                        words.push_str(text_of(item));
                    }
                }
            }
        }
    }
    words
}

fn text_of(item: &Item) -> &str {
    match &item.shape {
        Shape::Glyphs(run) => &run.text,
        Shape::Path(path) => path.text.as_deref().unwrap_or_default(),
        Shape::Rectangle { .. } | Shape::Picture { .. } | Shape::LinkArea { .. } => "",
    }
}

#[test]
fn every_word_is_drawn_once_in_order() {
    let long = "We sleep about eight hours a night, and nobody knows quite why. ".repeat(40);
    let document = sealed(Body {
        blocks: vec![paragraph(long.trim())],
        sections: vec![section("one", "What helps?", vec![paragraph(long.trim()), paragraph("Rest.")])],
    });
    let pages = laid_out(&document);
    let paragraphs: Vec<String> = (0..pages.nodes.len())
        .filter(|at| pages.nodes[*at].tag == Tag::Paragraph)
        .map(|at| words_of(&pages, NodeId(at as u32)))
        .collect();
    assert_eq!(paragraphs, [long.trim(), long.trim(), "Rest."]);
}
