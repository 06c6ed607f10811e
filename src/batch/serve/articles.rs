//! The articles that the preview shows.

use std::collections::BTreeMap;

/// What is shown, by where its editions lie below the folder for editions, without extension.
pub type Articles = BTreeMap<String, Previewed>;

/// An article of the preview.
pub struct Previewed {
    /// By format: the editions that the manifest lists, and whether each is of an earlier state of the article.
    pub editions: BTreeMap<String, Age>,
    /// Its diagnostics, for people.
    pub said: String,
    /// Whether one of them is an error.
    pub faults: bool,
}

/// Of which state of its article an edition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Of the one that is read now.
    Current,
    /// Of one that was read before: it was not asked for now, or could not be made.
    Earlier,
}
