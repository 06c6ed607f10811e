//! The state of a writer inside one list of inlines.

use super::host::Mark;

/// Marks still to be written into the current inlines.
#[derive(Default)]
pub(super) struct PendingMarks {
    /// The last one first.
    pub left: Vec<Mark>,
    /// Characters of text written so far.
    pub written: usize,
}

/// The form of links.
#[derive(Clone, Copy, Default)]
pub(super) enum LinkMode {
    #[default]
    Live,
    /// Inside another link, where no link may be.
    WordsAlone,
}
