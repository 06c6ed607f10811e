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

mod check;
mod content;
mod draw;
mod drawing;
mod fonts;
mod icc;
mod links;
mod metadata;
mod operators;
mod outline;
mod paint;
mod pictures;
mod places;
mod tags;
mod text;
mod words;
mod write;

use super::{Edition, Exporter, Job};
use crate::diagnostic::Diagnostic;
use crate::layout::Pages;
use crate::layout::pages::{Item, Owner, Shape};
use crate::style::Style;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use printpdf::{PdfDocument, PdfFontMap, PdfMetadata, PdfPage, PdfResources, PdfSaveOptions};

/// The PDF edition.
pub struct Pdf;

impl Exporter for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn values(&self, style: &Style) -> String {
        format!("{:?}", (&style.colours, &style.paper))
    }

    fn extension(&self) -> &'static str {
        "pdf"
    }

    fn export(&self, job: Job<'_>) -> Result<Edition, Vec<Diagnostic>> {
        export(job, job.pages())
    }
}

/// Draws, tags, checks and writes pages.
fn export(job: Job<'_>, pages: &Pages) -> Result<Edition, Vec<Diagnostic>> {
    let places = places::find(pages);
    let subsets = fonts::subset(pages).map_err(|faults| at_first_void(faults, pages, &places))?;
    let pictures = pictures::gather(job.pictures, pages, &places);
    let drawn = draw::draw(pages, &places, &subsets, &pictures);
    let mut file = File::drawn(pages, drawn.pages, &subsets, &pictures)?;
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

/// A PDF in the making: its objects, and those that everything is hung onto.
struct File {
    document: Document,
    catalog: ObjectId,
    /// In the order of the pages.
    pages: Vec<ObjectId>,
    /// The resources that all pages share.
    resources: ObjectId,
}

impl File {
    /// Lets `printpdf` write the frame, makes of it what PDF/A asks, and puts what was drawn on its pages.
    fn drawn(
        pages: &Pages,
        contents: Vec<Vec<u8>>,
        subsets: &fonts::Subsets,
        pictures: &pictures::Gathered,
    ) -> Result<File, Vec<Diagnostic>> {
        let mut specimen = subsets.specimen();
        let sheets = pages.pages.iter().map(|page| {
            let [width, height] = [page.width, page.height].map(|length| printpdf::Pt(rounded(length.0)));
            let sheet = printpdf::Rect::from_xywh(printpdf::Pt(0.0), printpdf::Pt(0.0), width, height);
            let (trim_box, crop_box) = (sheet.clone(), sheet.clone());
            PdfPage { media_box: sheet, trim_box, crop_box, ops: std::mem::take(&mut specimen) }
        });
        let source = PdfDocument {
            metadata: PdfMetadata { info: printpdf::PdfDocumentInfo::default(), xmp: None },
            resources: PdfResources {
                fonts: PdfFontMap { map: subsets.for_printpdf() },
                xobjects: printpdf::XObjectMap { map: pictures.for_printpdf() },
                ..PdfResources::default()
            },
            bookmarks: printpdf::PageAnnotMap::default(),
            pages: sheets.collect(),
        };
        let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
        let mut warnings = Vec::new();
        let document = source.to_lopdf_document(&options, &mut warnings);
        let unsound = |what: String| vec![check::fault(crate::diagnostic::SourceSpan::NOWHERE, what)];
        if let Some(warning) = warnings.first() {
            return Err(unsound(format!("the pages could not be written: {}", warning.msg)));
        }
        File::framed(document, contents).ok_or_else(|| unsound("the pages could not be written: no catalog".to_owned()))
    }

    fn framed(mut document: Document, contents: Vec<Vec<u8>>) -> Option<File> {
        document.version = "1.7".to_owned();
        let catalog = document.trailer.get(b"Root").ok()?.as_reference().ok()?;
        let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
        let mut resources = None;
        for (page, content) in pages.iter().zip(contents) {
            let dictionary = document.get_object_mut(*page).ok()?.as_dict_mut().ok()?;
            for key in ["Annots", "CropBox", "TrimBox"] {
                dictionary.remove(key.as_bytes());
            }
            let place = dictionary.get(b"Contents").ok()?.as_reference().ok()?;
            let own = dictionary.get(b"Resources").ok()?.as_reference().ok()?;
            let shared = *resources.get_or_insert(own);
            dictionary.set("Resources", shared);
            if own != shared {
                document.objects.remove(&own);
            }
            document.set_object(place, Stream::new(Dictionary::new(), content));
        }
        let frame = document.get_object_mut(catalog).ok()?.as_dict_mut().ok()?;
        frame.remove(b"PageLayout");
        Some(File { document, catalog, pages, resources: resources? })
    }

    fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        self.document.add_object(object)
    }

    fn dictionary(&mut self, id: ObjectId) -> &mut Dictionary {
        self.document
            .get_object_mut(id)
            .and_then(Object::as_dict_mut)
            .expect("made by `framed` or here: a dictionary has this id")
    }

    fn catalog(&mut self) -> &mut Dictionary {
        self.dictionary(self.catalog)
    }
}

/// A name object.
fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

/// A length as it is written: to a hundredth of a point, and never `-0`.
fn rounded(length: f32) -> f32 {
    let rounded = (length * 100.0).round() / 100.0;
    if rounded == 0.0 { 0.0 } else { rounded }
}
