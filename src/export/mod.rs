//! A document → the bytes of an edition. Pure: an exporter reads its job and nothing else.

mod accessibility;
pub mod epub;
pub mod html;
pub mod large_print;
pub mod pdf;
pub mod xhtml;

use crate::diagnostic::Diagnostic;
use crate::layout::{Fonts, Pages, lay_out};
use crate::picture::Pictures;
use crate::style::Style;
use crate::tree::{Date, Document};
use std::sync::OnceLock;

/// One format. Pure: reads its job and nothing else. The same job gives the same bytes, on any thread.
pub trait Exporter: Sync {
    /// What `--to` takes.
    fn name(&self) -> &'static str;

    /// The extension of the edition's file, without the dot.
    fn extension(&self) -> &'static str;

    /// Those values of a style that the edition is made with, written out. As long as they are the same, another style makes the same
    /// edition.
    fn values(&self, style: &Style) -> String;

    /// Whether the edition depends on the bytes of pictures, or only on the words for them.
    fn shows_pictures(&self) -> bool {
        true
    }

    /// Whether the edition depends on [`Job::pages`], and so on the fonts and the logo.
    fn has_pages(&self) -> bool {
        true
    }

    /// Mark of this program and of an article in finished bytes: the same for every edition of the article under one title, whatever else
    /// has changed since. `None` for bytes that this program did not make, and where nothing in them shows that it did.
    fn mark(&self, _bytes: &[u8], _document: &Document) -> Option<String> {
        None
    }

    /// Makes the edition. Whatever the format cannot show is told in [`Edition::losses`]; nothing is dropped in silence.
    ///
    /// # Errors
    /// An edition that would not hold what its own checks ask is not made; the diagnostics say why. Never an empty list.
    fn export(&self, job: Job<'_>) -> Result<Edition, Vec<Diagnostic>>;
}

/// Text between the first `open` and the next `close`; `None` where one is missing or the text is not in UTF-8.
fn between<'b>(bytes: &'b [u8], open: &str, close: &str) -> Option<&'b str> {
    let start = position(bytes, open)? + open.len();
    let end = start + position(&bytes[start..], close)?;
    std::str::from_utf8(&bytes[start..end]).ok()
}

fn position(bytes: &[u8], words: &str) -> Option<usize> {
    bytes.windows(words.len()).position(|window| window == words.as_bytes())
}

/// Every format, in the order in which editions are listed.
pub const EXPORTERS: &[&dyn Exporter] = &[&pdf::Pdf, &epub::Epub, &html::Html, &large_print::LargePrint];

/// What an exporter reads.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    pub document: &'a Document,
    pub style: &'a Style,
    pub pictures: &'a Pictures,
    pub fonts: &'a Fonts,
    /// The file name of the editions, without extension.
    pub stem: &'a str,
    /// The day given by `SOURCE_DATE_EPOCH`, for articles that tell no date; `None` where neither does.
    pub build_date: Option<Date>,
    /// What was said of the article while it was read; empty where it came as a tree.
    pub complaints: &'a [Diagnostic],
    pages: &'a OnceLock<Pages>,
}

impl<'a> Job<'a> {
    /// A job over a document. `pages` is empty and shared by the jobs of one article, so that it is laid out once.
    pub fn new(
        document: &'a Document,
        style: &'a Style,
        pictures: &'a Pictures,
        fonts: &'a Fonts,
        stem: &'a str,
        pages: &'a OnceLock<Pages>,
    ) -> Job<'a> {
        Job { document, style, pictures, fonts, stem, build_date: None, complaints: &[], pages }
    }

    /// The article laid out: made on first use, by whichever exporter asks first.
    pub fn pages(&self) -> &'a Pages {
        self.pages.get_or_init(|| lay_out(self.document, self.style, self.fonts, self.pictures))
    }
}

/// One finished output file.
#[derive(Clone, Debug, PartialEq)]
pub struct Edition {
    pub bytes: Vec<u8>,
    /// What the format could not show; empty where it showed everything.
    pub losses: Vec<Diagnostic>,
    /// Numbered pages; `None` for a format that has none.
    pub pages: Option<usize>,
}
