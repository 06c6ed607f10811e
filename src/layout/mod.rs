//! A document and a style → pages of drawn items and their structure. Knows no PDF.
//!
//! ```text
//! inlines ─ prose ─▶ text and spans ─ shape ─▶ words ─ lines ─▶ lines ─ draw ─▶ strips of the galley
//! blocks  ─ flow, lists, tables, figures, notes, front ──────────────────────────┘      │
//!                                        pages ◀─ assembly ─ leaves ◀─ make_up ─────────┘
//! ```
//!
//! Layout works by runs: pieces of text with one font, script, language and direction. All text that a document holds is
//! drawn as content of the structure tree, in the document's order, and the texts of the runs of one piece of content join to
//! the exact words, with one space where a line ends between words.
//!
//! **The words that layout adds** are in [`pages::Tag::Added`] nodes (the kind of a callout, alone in a paragraph; names,
//! publisher and dates below the title; the address of a link at its end; the headings of notes and addresses), in
//! [`pages::Tag::Label`] nodes other than terms (numbers, bullets, boxes, numbers of notes), in [`pages::Tag::Reference`] nodes
//! (numbers of notes), in a [`pages::Tag::Contents`] node, in the list of addresses after the article, and as artifacts (the
//! running foot, the repeated heads of tables). Nothing else is added. Of the head, title, subtitle and description are read.

mod assembly;
mod back;
mod code;
mod columns;
mod contents;
mod draw;
mod emoji;
mod figures;
mod fit;
mod flow;
mod fonts;
mod front;
mod galley;
mod geometry;
mod lettering;
mod lines;
mod lists;
mod make_up;
mod memory;
mod notes;
mod ordinals;
pub mod pages;
mod picture_size;
mod prose;
mod runs;
mod set;
mod shape;
pub(crate) mod signs;
mod structure;
mod tables;
mod unset;

pub use fonts::{Cut, Face, FaceMetrics, Fonts, NotAFont};
pub use lettering::{LetteredLine, Letterer};
pub use pages::Pages;

use crate::diagnostic::{Diagnostic, Rule};
use crate::picture::Pictures;
use crate::style::{Labels, Pt, Style};
use crate::tree::{Document, walk};
use galley::Galley;
use geometry::PageGeometry;
use ordinals::Ordinals;
use set::{Column, Setter};
use shape::Shaper;
use structure::{DOCUMENT, Structure};

/// Lays out a document. Pure: the same document, style, fonts and pictures give the same pages; none where no font has its script.
pub fn lay_out(document: &Document, style: &Style, fonts: &Fonts, pictures: &Pictures) -> Pages {
    if let Some(why) = unset::why_unset(document, fonts) {
        return Pages { unset: Some(why), ..Pages::default() };
    }
    let meta = document.meta();
    let labels = Labels::of(&meta.lang);
    let mut setter = Setter {
        style,
        fonts,
        pictures,
        labels: &labels,
        shaper: Shaper::new(fonts, &labels, &meta.lang),
        ordinals: Ordinals::of(document),
        structure: Structure::new(meta.lang.clone()),
        galley: Galley::default(),
        addresses: Vec::new(),
        lang: None,
        direction: document.direction(),
        outline: Vec::new(),
        page_height: 0.0,
        backgrounds: Vec::new(),
    };
    let geometry = setter.geometry();
    setter.page_height = geometry.depth;
    let column = Column { left: 0.0, width: geometry.measure, direction: document.direction() };
    setter.front(document, column);
    let front = setter.galley.strips.len();
    let front_kids = setter.structure.kids(DOCUMENT);
    setter.body(document.body(), DOCUMENT, column, 2);
    setter.end_notes(document, column);
    setter.address_list(column);
    setter.online(document.meta(), column);
    let (mut note_strips, note_counts) = setter.foot_notes(document, column);
    let parted = |setter: &Setter<'_>| setter.leaves(&note_strips, &note_counts, geometry);
    let (leaves, entries) = setter.with_contents((front, front_kids), column, parted);
    let mut galley = std::mem::take(&mut setter.galley);
    let starts = section_places(&galley, &leaves, &setter, geometry);
    setter.fill_contents(&entries, &starts, &mut galley, column);
    let mut pages = assembly::pages(&mut galley, &mut note_strips, &leaves, geometry, &setter);
    assembly::feet(&mut pages, &walk::text_of(&meta.title), geometry, &mut setter);
    let mut outline = std::mem::take(&mut setter.outline);
    for (entry, (page, y)) in outline.iter_mut().zip(starts) {
        (entry.page, entry.y) = (page, Pt(y));
    }
    let diagnostics = missing_glyphs(&setter);
    let faces = fonts.faces().map(|(_, face)| face.file.clone()).collect();
    Pages { pages, nodes: setter.structure.into_nodes(), faces, outline, diagnostics, unset: None }
}

/// The page and the height of each section's heading.
fn section_places(
    galley: &Galley,
    leaves: &[make_up::Leaf],
    setter: &Setter<'_>,
    geometry: PageGeometry,
) -> Vec<(u32, f32)> {
    let mut places = vec![(0, geometry.top); setter.outline.len()];
    for (page, leaf) in leaves.iter().enumerate() {
        let last = page + 1 == leaves.len();
        let tops = assembly::tops(galley, leaf, geometry, last, setter.style.paper.text.stretch.0);
        for (index, top) in leaf.strips.clone().zip(tops) {
            if let Some(section) = galley.strips[index].section {
                places[section] = (page as u32, top);
            }
        }
    }
    places
}

fn missing_glyphs(setter: &Setter<'_>) -> Vec<Diagnostic> {
    let complaints = setter.shaper.missing.iter().map(|(script, missing)| {
        let others = match missing.count {
            1 => String::new(),
            count => format!(" and {} more like it", count - 1),
        };
        let (first, code) = (missing.first, u32::from(missing.first));
        let (rule, message) = match emoji::name(first) {
            Some(name) => {
                let message = format!("no font at hand has the emoji `{first}`{others}: the handout says `[{name}]`");
                (Rule::EmojiNamed, message)
            }
            None => {
                let message = format!("no font at hand has a glyph for `{first}` (U+{code:04X}, {script}){others}");
                (Rule::GlyphMissing, message)
            }
        };
        Diagnostic::new(rule, missing.at, message).with_help("put a font file that has it into `styles/fonts`")
    });
    let mut complaints: Vec<Diagnostic> = complaints.collect();
    complaints.sort_by_key(|complaint| complaint.at);
    complaints
}

#[cfg(test)]
mod laws;
