//! The outcome of one article in a run.

use super::reason::Reason;
use crate::batch::files::store::StagedFile;
use crate::batch::source_article::SourceArticle;
use crate::batch::state::ledger::Changed;
use crate::batch::state::previous_build::PreviousBuild;
use crate::diagnostic::Diagnostic;
use std::borrow::Cow;

/// Outcome of one article: its diagnostics, its editions, and its new entry for the manifest.
#[derive(Default)]
pub struct ArticleOutcome {
    /// Diagnostics of the article and of each requested edition, whether that was made in this run or an earlier one.
    pub diagnostics: Vec<Diagnostic>,
    /// The decoded text; `None` where the article was not read.
    pub text: Option<String>,
    /// Formats that were written, or in a dry run would be, each with its reason.
    pub made: Vec<(&'static str, Reason)>,
    /// Requested formats that were up to date.
    pub kept: Vec<&'static str>,
    /// Editions that were written beside their final places and wait to be renamed.
    pub staged: Vec<StagedFile>,
    /// The entry for the manifest; `None` for no entry.
    pub known: Option<PreviousBuild>,
    pub changed: Changed,
}

impl ArticleOutcome {
    /// Drops the article's text, so that an outcome that waits to be recorded takes little memory.
    pub fn without_text(self) -> ArticleOutcome {
        ArticleOutcome { text: None, ..self }
    }

    /// The text that the diagnostics quote. If it is not in memory, the article's file is read again; `None` if that is not UTF-8 or
    /// not a file.
    pub fn text_of(&self, found: &SourceArticle) -> Option<Cow<'_, str>> {
        match (&self.text, &found.path) {
            (Some(text), _) => Some(Cow::Borrowed(text)),
            // A pipe cannot be read twice.
            (None, Some(path)) if path.is_file() => std::fs::read_to_string(path).ok().map(Cow::Owned),
            (None, _) => None,
        }
    }
}
