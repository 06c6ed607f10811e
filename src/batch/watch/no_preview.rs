//! The preview of a program that was built without the feature `serve`: there is none.

use crate::batch::outcome::ArticleOutcome;
use crate::batch::source_article::SourceArticle;
use crate::cli::WatchOrder;
use std::collections::BTreeSet;
use std::path::Path;

/// A preview, which cannot be.
pub enum Preview {}

impl Preview {
    /// No preview: this command line has no word that asks for one.
    ///
    /// # Errors
    /// None.
    pub fn of(_order: &WatchOrder, _out: &Path) -> Result<Option<Preview>, String> {
        Ok(None)
    }

    /// The address of the preview.
    pub fn address(&self) -> &str {
        match *self {}
    }

    /// Shows another folder of editions.
    pub fn moved_to(&self, _out: &Path) {
        match *self {}
    }

    /// Shows an article that was made.
    pub fn made(&self, _found: &SourceArticle, _outcome: &ArticleOutcome) {
        match *self {}
    }

    /// Tells the pages that something has changed.
    pub fn changed(&self, _stems: &BTreeSet<String>) {
        match *self {}
    }
}
