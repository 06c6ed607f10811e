//! The handout: a tagged PDF that is PDF/UA-1 and PDF/A-2a in one file.
//!
//! `printpdf` writes the frame: pages, fonts, pictures. What it does not write (structure, links, outline, metadata, the output
//! intent) is set by `lopdf` in the objects that it hands out, and so is what the pages hold. Both are named in this folder only.
//! Then `check` looks over the result, and only what holds is stamped and written.
//!
//! ```text
//! Pages ─┬─ fonts    subsets of the faces that are used ─┐
//!        ├─ pictures what the pages show, once each ─────┼─ draw ─▶ printpdf ─▶ lopdf ─┬─ tags        structure tree
//!        └─ places   where each piece of content is ─────┘                            ├─ links       annotations, destinations
//!                                                                                     ├─ outline     bookmarks, page labels
//!                                                                                     ├─ metadata    XMP, Info, output intent
//!                                                                                     └─ check ─▶ write ─▶ bytes
//! ```

mod canvas;
mod check;
mod content;
mod draw;
mod drawing;
mod file;
mod fonts;
mod frame;
mod icc;
mod links;
mod metadata;
mod operators;
mod outline;
mod packed;
mod packer;
mod paint;
mod pictures;
mod pixels;
mod places;
mod tags;
mod text;
mod words;
mod write;

use super::{Edition, Exporter, Inputs, Job, Table};
use crate::diagnostic::Diagnostic;
use crate::layout::Pages;
use crate::layout::pages::{Item, Owner, Shape};

/// The PDF edition.
pub struct Pdf;

impl Exporter for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn inputs(&self) -> Inputs {
        Inputs { tables: &[Table::Colours, Table::Paper], pictures: true, pages: true }
    }

    fn extension(&self) -> &'static str {
        "pdf"
    }

    fn mark(&self, bytes: &[u8], _document: &crate::tree::Document) -> Option<String> {
        metadata::mark(bytes)
    }

    fn export(&self, job: Job<'_>) -> Result<Edition, Vec<Diagnostic>> {
        let pages = job.pages();
        if let Some(why) = &pages.unset {
            return Err(vec![why.clone()]);
        }
        export(job, pages, MANY_NODES < pages.nodes.len())
    }
}

/// The most nodes of a file whose objects are held as `lopdf` holds them, which is quicker and takes a kilobyte or two for each.
const MANY_NODES: usize = 20_000;

/// Draws, tags, checks and writes pages. Whether objects are packed meanwhile makes no difference to what is written.
fn export(job: Job<'_>, pages: &Pages, packs: bool) -> Result<Edition, Vec<Diagnostic>> {
    let places = places::find(pages);
    let subsets = fonts::subset(pages).map_err(|faults| at_first_void(faults, pages, &places))?;
    let pictures = pictures::gather(job.pictures, pages, &places);
    let drawn = draw::draw(pages, &places, &subsets, &pictures);
    let mut file = frame::framed(pages, drawn.pages, &subsets, &pictures, packs)?;
    let mut losses = pictures.draw(&mut file);
    subsets.complete(&mut file);
    let mut elements = tags::write(&mut file, pages, &places, &drawn.marks);
    links::write(&mut file, pages, &places, &mut elements);
    outline::write(&mut file, pages, &elements);
    metadata::write(&mut file, job);
    let faults = check::check(&file, pages, |node| places.at_node(pages, node), &elements);
    if !faults.is_empty() {
        return Err(faults);
    }
    metadata::stamp(&mut file, job);
    let bytes = write::bytes(file);
    losses.extend(pages.diagnostics.iter().cloned());
    Ok(Edition { bytes, losses, pages: Some(pages.pages.len()) })
}

/// Faults of fonts, at the line of the first text that has a glyph which stands for no character.
fn at_first_void(mut faults: Vec<Diagnostic>, pages: &Pages, places: &places::Places) -> Vec<Diagnostic> {
    let is_void = |item: &&Item| match &item.shape {
        Shape::Glyphs(run) => run.glyphs.iter().any(|glyph| glyph.id == 0),
        Shape::Rectangle { .. } | Shape::Path(_) | Shape::Picture { .. } | Shape::LinkArea { .. } => false,
    };
    let first = pages.pages.iter().flat_map(|page| &page.items).find(is_void);
    if let Some(Owner::Content(content)) = first.map(|item| item.owner) {
        let at = places.at(pages, content);
        faults.iter_mut().for_each(|fault| fault.at = at);
    }
    faults
}
