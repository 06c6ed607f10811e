//! The frame of a PDF: pages, fonts and pictures as `printpdf` writes them, made into what PDF/A asks for.

use super::check;
use super::file::{File, rounded};
use super::fonts::Subsets;
use super::packed::PackedObjects;
use super::pictures::Gathered;
use crate::diagnostic::{Diagnostic, SourceSpan};
use crate::layout::Pages;
use lopdf::{Dictionary, Document, ObjectId, Stream};
use printpdf::{PdfDocument, PdfFontMap, PdfMetadata, PdfPage, PdfResources, PdfSaveOptions};

/// Lets `printpdf` write the frame, makes of it what PDF/A asks, and puts what was drawn on its pages. A file that `packs` holds
/// packed what it has many of.
pub(super) fn framed(
    pages: &Pages,
    contents: Vec<Vec<u8>>,
    subsets: &Subsets,
    pictures: &Gathered,
    packs: bool,
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
    let unsound = |what: String| vec![check::fault(SourceSpan::NOWHERE, what)];
    if let Some(warning) = warnings.first() {
        return Err(unsound(format!("the pages could not be written: {}", warning.msg)));
    }
    with_contents(document, contents, packs)
        .ok_or_else(|| unsound("the pages could not be written: no catalog".to_owned()))
}

/// Puts the content streams into the pages, which share one dictionary of resources.
fn with_contents(mut document: Document, contents: Vec<Vec<u8>>, packs: bool) -> Option<File> {
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
    Some(File { document, packed: packs.then(PackedObjects::default), catalog, pages, resources: resources? })
}
