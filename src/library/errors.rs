//! Why an article gives no document, or a document no edition.

use crate::diagnostic::render::short;
use crate::diagnostic::{Diagnostic, Severity};
use std::error::Error;
use std::fmt;

/// An article that there is nothing to make an edition from.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadError {
    /// The file name of the article, without extension.
    name: String,
    diagnostics: Vec<Diagnostic>,
    text: String,
}

impl ReadError {
    pub(super) fn new(name: &str, diagnostics: Vec<Diagnostic>, text: String) -> ReadError {
        ReadError { name: name.to_owned(), diagnostics, text }
    }

    /// All that was found in the article; at least one of them is an error.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The article's text as it was decoded, for messages that quote it; empty where the bytes are no text.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for ReadError {
    /// The errors, one a line, after the name of the article: `eye-drops: error[empty]: the article has no words`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_errors(f, &self.name, &self.diagnostics)
    }
}

impl Error for ReadError {}

/// An edition that would not hold what its own checks ask, and so was not made.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportError {
    format: &'static str,
    diagnostics: Vec<Diagnostic>,
}

impl ExportError {
    pub(super) fn new(format: &'static str, diagnostics: Vec<Diagnostic>) -> ExportError {
        ExportError { format, diagnostics }
    }

    /// The name of the format: `pdf`, `epub`, `html` or `txt`.
    pub fn format(&self) -> &'static str {
        self.format
    }

    /// The reasons; never empty.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

impl fmt::Display for ExportError {
    /// The errors, one a line: `pdf: error[…]: …`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_errors(f, self.format, &self.diagnostics)
    }
}

impl Error for ExportError {}

/// Writes each error on a line of its own, without a line end after the last.
fn write_errors(f: &mut fmt::Formatter<'_>, name: &str, diagnostics: &[Diagnostic]) -> fmt::Result {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    for (index, error) in errors.enumerate() {
        if 0 < index {
            f.write_str("\n")?;
        }
        f.write_str(&short(name, error))?;
    }
    Ok(())
}
