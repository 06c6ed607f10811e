//! How much a run made, and how it ended.

use super::plural;
use crate::batch::Outcome;
use crate::batch::article::Done;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use std::fmt::Write;
use std::time::Duration;

/// How much a run made.
#[derive(Default)]
pub struct Tally {
    pub articles: usize,
    /// Editions that were made, or in a dry run would be.
    made: usize,
    /// Editions that are as they should be.
    pub unchanged: usize,
    /// Articles that are not in the shelf any more.
    pub gone: usize,
    /// Articles that were not reached.
    pub left: usize,
    /// Somebody asked the run to end.
    pub interrupted: bool,
    errors: usize,
    warnings: usize,
    worst: Option<Outcome>,
    /// Warnings are as bad as errors.
    strict: bool,
}

impl Tally {
    /// Counts of nothing yet. Where `strict`, warnings make exit code 1.
    pub fn new(strict: bool) -> Tally {
        Tally { strict, ..Tally::default() }
    }

    /// Counts what became of one article.
    pub fn add(&mut self, done: &Done) {
        self.articles += 1;
        self.made += done.made.len();
        self.unchanged += done.kept.len();
        done.diagnostics.iter().for_each(|diagnostic| self.add_diagnostic(diagnostic));
    }

    /// Counts one thing that was said.
    pub fn add_diagnostic(&mut self, diagnostic: &Diagnostic) {
        self.errors += usize::from(diagnostic.severity == Severity::Error);
        self.warnings += usize::from(diagnostic.severity == Severity::Warning);
        self.worst = self.worst.max(Some(outcome_of(std::slice::from_ref(diagnostic))));
    }

    /// How the run ended.
    pub fn outcome(&self) -> Outcome {
        let warned = self.strict && 0 < self.warnings;
        match self.worst.unwrap_or(Outcome::AllMade) {
            _ if self.interrupted => Outcome::Interrupted,
            Outcome::AllMade if warned => Outcome::ArticleErrors,
            worst => worst,
        }
    }

    /// One line, and another where something is left to be done.
    pub fn line(&self, took: Duration, dry_run: bool) -> String {
        let count = |count: usize, word: &str| format!("{count} {}", plural(count, word));
        let mut line = format!("{}, {}", count(self.articles, "article"), count(self.made, "edition"));
        if dry_run {
            line.push_str(" to make");
        }
        if 0 < self.unchanged {
            let _ = write!(line, ", {} unchanged", self.unchanged);
        }
        let _ = writeln!(line, " in {:.2} s", took.as_secs_f64());
        if self.interrupted {
            let _ = writeln!(line, "interrupted: {} left; the next run goes on from here", count(self.left, "article"));
        }
        line
    }

    /// One line: how many editions are as their manifest says.
    pub fn verdict(&self) -> String {
        let wrong = match self.errors {
            0 => "nothing else".to_owned(),
            errors => format!("{errors} {}", plural(errors, "fault")),
        };
        format!("{} {} as the manifest says, {wrong}\n", self.unchanged, plural(self.unchanged, "edition"))
    }

    /// A record: `articles`, `made`, `unchanged`, `gone`, `left` (articles that an interrupted run did not reach), `interrupted`,
    /// `errors`, `warnings`, `exit_code` and `seconds`.
    pub fn record(&self, took: Duration) -> String {
        let record = serde_json::json!({
            "type": "summary",
            "articles": self.articles,
            "made": self.made,
            "unchanged": self.unchanged,
            "gone": self.gone,
            "left": self.left,
            "interrupted": self.interrupted,
            "errors": self.errors,
            "warnings": self.warnings,
            "exit_code": self.outcome().exit_code(),
            "seconds": took.as_secs_f64(),
        });
        format!("{record}\n")
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
