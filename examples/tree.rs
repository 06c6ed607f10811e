//! A tree built in Rust, to JSON and back, and to PDF:
//!
//!     cargo run --example tree -- FILE.pdf

use quatrefoil::tree::{
    Block, BlockKind, Body, Id, Inline, Item, List, Marker, Meta, Numbering, SCHEMA, Section, Spacing,
};
use quatrefoil::{Article, Draft, Lang, SourceSpan, Style};
use std::error::Error;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let file = env::args_os().nth(1).ok_or("usage: tree FILE.pdf")?;
    let draft = Draft {
        schema: SCHEMA,
        meta: Meta::new(words("Eye drops"), Lang::english()),
        body: Body { blocks: vec![paragraph("How to use your eye drops.")], sections: vec![steps()?] },
        notes: Vec::new(),
    };

    // The gate: a document holds every invariant of the tree, or every flaw is named.
    let document = match draft.seal() {
        Ok(document) => document,
        Err(flaws) => return Err(flaws.iter().map(|flaw| format!("{flaw}\n")).collect::<String>().into()),
    };
    let json = serde_json::to_string_pretty(&document)?;
    println!("{json}");

    let article = Article::from_tree_json(json).named("eye-drops").read()?;
    assert_eq!(article.document(), &document);
    fs::write(file, article.to_pdf(&Style::default())?.bytes)?;
    Ok(())
}

fn steps() -> Result<Section, Box<dyn Error>> {
    let step = |text| Item { task: None, blocks: vec![paragraph(text)], at: SourceSpan::NOWHERE };
    let list = List {
        marker: Marker::Ordered { start: 1, numbering: Numbering::Decimal },
        spacing: Spacing::Tight,
        items: ["Wash your hands.", "Tilt your head back.", "Let one drop fall into the eye."].map(step).into(),
    };
    Ok(Section {
        id: Id::new("steps")?,
        title: words("Step by step"),
        body: Body { blocks: vec![Block::new(BlockKind::List(list), SourceSpan::NOWHERE)], sections: Vec::new() },
        at: SourceSpan::NOWHERE,
    })
}

fn paragraph(text: &str) -> Block {
    Block::new(BlockKind::Paragraph(words(text)), SourceSpan::NOWHERE)
}

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}
