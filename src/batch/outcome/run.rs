//! The outcome of a run: its exit code.

use crate::diagnostic::{Diagnostic, Rule, Severity};

/// How a run ended; each is an exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Exit code 0.
    AllMade,
    /// Exit code 1: an article has errors; the others were made.
    ArticleErrors,
    /// Exit code 2.
    CouldNotRun,
    /// Exit code 130: somebody asked the run to end, and it did when what was begun was finished.
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

/// Our bugs make exit code 2, articles' errors 1; warnings and notes do not count.
pub fn outcome_of(diagnostics: &[Diagnostic]) -> Outcome {
    if diagnostics.iter().any(|diagnostic| diagnostic.rule == Rule::Bug) {
        return Outcome::CouldNotRun;
    }
    let errors = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    if errors { Outcome::ArticleErrors } else { Outcome::AllMade }
}
