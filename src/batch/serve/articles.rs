//! The articles that the preview shows.

use std::collections::BTreeMap;

/// The articles by stem.
pub type Articles = BTreeMap<String, Previewed>;

/// An article of the preview.
pub struct Previewed {
    /// Listed editions by format, and whether each is current.
    pub editions: BTreeMap<String, Age>,
    /// Its diagnostics, for people.
    pub messages: String,
    /// True if one of them is an error.
    pub faults: bool,
}

/// The state of the article that an edition was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// The current state.
    Current,
    /// An earlier state: the edition was not requested now, or could not be made.
    Earlier,
}
