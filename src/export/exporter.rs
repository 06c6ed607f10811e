//! One format: the trait that each implements, what it reads and what it gives back.

use super::inputs::Inputs;
use crate::diagnostic::Diagnostic;
use crate::layout::{Fonts, Pages, lay_out};
use crate::picture::Pictures;
use crate::style::Style;
use crate::tree::{Date, Document};
use std::sync::OnceLock;

/// One format. Pure: reads its job and nothing else. The same job gives the same bytes, on any thread.
pub trait Exporter: Sync {
    /// The name that `--to` takes.
    fn name(&self) -> &'static str;

    /// The extension of the edition's file, without the dot.
    fn extension(&self) -> &'static str;

    /// The inputs of the editions, besides their article.
    fn inputs(&self) -> Inputs;

    /// The same text for every edition of an article under one title that this program made, read from finished bytes. `None` for
    /// bytes that it did not make, and where that cannot be told.
    fn mark(&self, _bytes: &[u8], _document: &Document) -> Option<String> {
        None
    }

    /// Makes the edition. Whatever the format cannot show is reported in [`Edition::losses`]; nothing is dropped in silence.
    ///
    /// # Errors
    /// An edition that would not hold what its own checks ask is not made; the diagnostics say why. Never an empty list.
    fn export(&self, job: Job<'_>) -> Result<Edition, Vec<Diagnostic>>;
}

/// The input of one export.
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
    /// The diagnostics of reading the article; empty where it came as a tree.
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
    /// The content that the format could not show; empty where it showed everything.
    pub losses: Vec<Diagnostic>,
    /// Numbered pages; `None` for a format that has none.
    pub pages: Option<usize>,
}
