//! An article that was read, and its editions.

use super::errors::ExportError;
use crate::diagnostic::{Diagnostic, Severity, cap_per_rule};
use crate::export::epub::Epub;
use crate::export::html::Html;
use crate::export::large_print::LargePrint;
use crate::export::pdf::Pdf;
use crate::export::{Edition, Exporter, Job};
use crate::layout::{Fonts, Pages};
use crate::picture::Pictures;
use crate::style::Style;
use crate::tree::{Date, Document};
use std::sync::{Arc, OnceLock};

/// An article that was read and checked: its document, its pictures and what was found on the way. Made by
/// [`Article::read`](super::Article::read).
///
/// Editions are pure: the same article and style give the same bytes, on any machine and any day.
#[derive(Clone, Debug)]
pub struct ReadArticle {
    pub(super) name: String,
    pub(super) document: Document,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) text: String,
    pub(super) pictures: Pictures,
    pub(super) fonts: Option<Arc<Fonts>>,
    pub(super) build_date: Option<Date>,
}

/// The four editions of one article.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Editions {
    /// The handout: tagged PDF, PDF/UA-1 and PDF/A-2a in one file.
    pub pdf: Edition,
    /// EPUB 3.3.
    pub epub: Edition,
    /// One self-contained page.
    pub html: Edition,
    /// Large print: plain text in short lines.
    pub text: Edition,
}

impl ReadArticle {
    /// The article's tree.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Diagnostics of the article and its pictures, in the order of their places; empty if there is nothing to report.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// True if the article breaks a rule. Its editions can be made nevertheless.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The article's text as it was decoded, for messages that quote it; empty where it came as a tree in memory.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The pictures that can be shown, by their path.
    pub fn pictures(&self) -> &Pictures {
        &self.pictures
    }

    /// The tree alone.
    pub fn into_document(self) -> Document {
        self.document
    }

    /// The handout: tagged PDF, PDF/UA-1 and PDF/A-2a in one file.
    ///
    /// # Errors
    /// The finished file would not conform; the diagnostics say why.
    pub fn to_pdf(&self, style: &Style) -> Result<Edition, ExportError> {
        self.edition(&Pdf, style, &OnceLock::new())
    }

    /// EPUB 3.3 with the page list of the handout.
    ///
    /// # Errors
    /// The finished file would not conform; the diagnostics say why.
    pub fn to_epub(&self, style: &Style) -> Result<Edition, ExportError> {
        self.edition(&Epub, style, &OnceLock::new())
    }

    /// One self-contained HTML page.
    ///
    /// # Errors
    /// The page would not conform; the diagnostics say why.
    pub fn to_html(&self, style: &Style) -> Result<Edition, ExportError> {
        self.edition(&Html, style, &OnceLock::new())
    }

    /// Large print: plain text in short lines.
    ///
    /// # Errors
    /// The text would not hold what its own checks ask; the diagnostics say why.
    pub fn to_text(&self, style: &Style) -> Result<Edition, ExportError> {
        self.edition(&LargePrint, style, &OnceLock::new())
    }

    /// All four editions. The article is laid out once, so this is faster than one after another.
    ///
    /// # Errors
    /// The first edition that cannot be made; each of the others can still be asked for by itself.
    pub fn editions(&self, style: &Style) -> Result<Editions, ExportError> {
        let pages = OnceLock::new();
        Ok(Editions {
            pdf: self.edition(&Pdf, style, &pages)?,
            epub: self.edition(&Epub, style, &pages)?,
            html: self.edition(&Html, style, &pages)?,
            text: self.edition(&LargePrint, style, &pages)?,
        })
    }

    fn edition(&self, exporter: &dyn Exporter, style: &Style, pages: &OnceLock<Pages>) -> Result<Edition, ExportError> {
        let fonts = self.fonts.as_deref().unwrap_or_else(|| Fonts::builtin());
        let mut job = Job::new(&self.document, style, &self.pictures, fonts, &self.name, pages);
        (job.build_date, job.complaints) = (self.build_date, &self.diagnostics);
        let edition = exporter.export(job).map_err(|why| ExportError::new(exporter.name(), cap_per_rule(why)))?;
        Ok(Edition { losses: cap_per_rule(edition.losses), ..edition })
    }
}
