//! The faces that a book carries where its sheet asks for them; else the reader's own are used.

use super::super::Job;
use super::resource::{Place, Resource};
use crate::layout::{Cut, Face};
use crate::style::BookFonts;
use std::borrow::Cow;

/// The cuts that text needs, the upright first.
const CUTS: [Cut; 4] = [
    Cut { bold: false, italic: false },
    Cut { bold: true, italic: false },
    Cut { bold: false, italic: true },
    Cut { bold: true, italic: true },
];

/// The font files of the book, and the rules that name them; nothing where the sheet does not ask.
pub fn typefaces(job: Job<'_>) -> (Vec<Resource<'_>>, String) {
    match job.style.book.fonts {
        BookFonts::Reader => (Vec::new(), String::new()),
        BookFonts::Embedded => embedded(job),
    }
}

fn embedded(job: Job<'_>) -> (Vec<Resource<'_>>, String) {
    let mut files: Vec<Resource<'_>> = Vec::new();
    let mut rules = String::new();
    for cut in CUTS {
        let face = job.fonts.face(job.fonts.text_face(cut));
        let file = file(face);
        let (weight, slant) = (if cut.bold { "bold" } else { "normal" }, if cut.italic { "italic" } else { "normal" });
        rules.push_str(&format!(
            "@font-face {{ font-family: \"Book\"; font-weight: {weight}; font-style: {slant}; src: url({}) }}\n",
            file.path
        ));
        if files.iter().all(|known| known.path != file.path) {
            files.push(file);
        }
    }
    rules.push_str("body { font-family: \"Book\", sans-serif }\n");
    (files, rules)
}

/// EPUB 3.3, 3.2: both are core media types.
fn file(face: &Face) -> Resource<'_> {
    let (extension, media_type) =
        if face.file.bytes.starts_with(b"OTTO") { ("otf", "font/otf") } else { ("ttf", "font/ttf") };
    Resource {
        path: format!("fonts/{}.{extension}", face.postscript_name),
        media_type,
        bytes: Cow::Borrowed(&face.file.bytes),
        place: Place::Beside,
        properties: None,
    }
}
