//! The outcome of a run: its exit code.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The end of a run; each outcome is an exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Exit code 0.
    AllMade,
    /// Exit code 1: an article has errors; the others were made.
    ArticleErrors,
    /// Exit code 2.
    CouldNotRun,
    /// Exit code 130: the run was asked to end, and ended when what had been started was finished.
    Interrupted,
}

impl Outcome {
    /// The exit code.
    pub fn exit_code(self) -> u8 {
        match self {
            Outcome::AllMade => 0,
            Outcome::ArticleErrors => 1,
            Outcome::CouldNotRun => 2,
            Outcome::Interrupted => 130,
        }
    }
}

/// The outcome of some diagnostics: our bugs give exit code 2, errors of articles 1; warnings and notes do not count.
pub fn outcome_of(diagnostics: &[Diagnostic]) -> Outcome {
    if diagnostics.iter().any(|diagnostic| diagnostic.rule == Rule::Bug) {
        return Outcome::CouldNotRun;
    }
    let errors = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    if errors { Outcome::ArticleErrors } else { Outcome::AllMade }
}
