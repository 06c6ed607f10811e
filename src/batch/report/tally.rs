//! Totals of a run, and its outcome.

use super::run_id;
use super::words::plural;
use crate::batch::outcome::{ArticleOutcome, Outcome, outcome_of};
use crate::diagnostic::render::printable;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use std::time::Duration;

/// Totals of a run.
#[derive(Default)]
pub struct Tally {
    pub articles: usize,
    /// Editions that were made, or would be in a dry run.
    made: usize,
    /// Editions that were up to date.
    pub unchanged: usize,
    /// Articles that are no longer on the shelf.
    pub gone: usize,
    /// Articles that were not reached.
    pub left: usize,
    /// True if the run was asked to end.
    pub interrupted: bool,
    /// Articles with no requested edition.
    not_made: usize,
    /// Articles with some requested editions, but not all.
    made_in_part: usize,
    /// Files that are not articles, by extension; the empty key is for files without one.
    passed_over: BTreeMap<String, usize>,
    /// EPUBs whose date of modification is the start of 1970.
    undated: usize,
    errors: usize,
    warnings: usize,
    worst: Option<Outcome>,
    /// True if warnings count as errors.
    strict: bool,
}

impl Tally {
    /// An empty tally. With `strict`, warnings give exit code 1.
    pub fn new(strict: bool) -> Tally {
        Tally { strict, ..Tally::default() }
    }

    /// Adds the outcome of one article, of which `asked` editions were requested.
    pub fn add(&mut self, outcome: &ArticleOutcome, asked: usize) {
        self.articles += 1;
        self.made += outcome.made.len();
        self.unchanged += outcome.kept.len();
        let whole = outcome.made.len() + outcome.kept.len();
        self.not_made += usize::from(whole == 0 && 0 < asked);
        self.made_in_part += usize::from(0 < whole && whole < asked);
        outcome.diagnostics.iter().for_each(|diagnostic| self.add_diagnostic(diagnostic));
    }

    /// Adds one diagnostic and the others that it counts.
    pub fn add_diagnostic(&mut self, diagnostic: &Diagnostic) {
        self.undated += usize::from(diagnostic.rule == Rule::DateMissing);
        match diagnostic.severity {
            Severity::Error => self.errors += diagnostic.count(),
            Severity::Warning => self.warnings += diagnostic.count(),
            Severity::Note => {}
        }
        self.worst = self.worst.max(Some(outcome_of(std::slice::from_ref(diagnostic))));
    }

    /// Adds files that are not articles.
    pub fn pass_over(&mut self, paths: &[PathBuf]) {
        for path in paths {
            let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
            *self.passed_over.entry(extension.unwrap_or_default()).or_default() += 1;
        }
    }

    /// The outcome of the run.
    pub fn outcome(&self) -> Outcome {
        let warned = self.strict && 0 < self.warnings;
        match self.worst.unwrap_or(Outcome::AllMade) {
            _ if self.interrupted => Outcome::Interrupted,
            Outcome::AllMade if warned => Outcome::ArticleErrors,
            worst => worst,
        }
    }

    /// One line of totals, with the faults last where they are seen best, and a line for each thing that is left to do.
    pub fn line(&self, took: Duration, dry_run: bool) -> String {
        let mut line = format!("{}, {}", count(self.articles, "article"), count(self.made, "edition"));
        if dry_run {
            line.push_str(" to make");
        }
        if 0 < self.unchanged {
            let _ = write!(line, ", {} unchanged", self.unchanged);
        }
        let _ = writeln!(line, " in {:.2} s{}", took.as_secs_f64(), self.faults());
        if 0 < self.passed_over() {
            let _ = writeln!(line, "{} passed over: {}", count(self.passed_over(), "file"), self.extensions());
        }
        if 0 < self.undated {
            let epubs = count(self.undated, "EPUB");
            let _ =
                writeln!(line, "{epubs} without a true date of the last change: see `quatrefoil rules date-missing`");
        }
        if self.interrupted {
            let _ = writeln!(line, "interrupted: {} left; the next run goes on from here", count(self.left, "article"));
        }
        line
    }

    fn passed_over(&self) -> usize {
        self.passed_over.values().sum()
    }

    /// `.docx (2), .pdf, without extension`
    fn extensions(&self) -> String {
        let of = |(extension, number): (&String, &usize)| {
            let kind = if extension.is_empty() {
                "without extension".to_owned()
            } else {
                format!(".{}", printable(extension))
            };
            if *number == 1 { kind } else { format!("{kind} ({number})") }
        };
        self.passed_over.iter().map(of).collect::<Vec<_>>().join(", ")
    }

    /// `; 2 errors, 1 warning; 1 article not made`; empty where there is nothing to count.
    fn faults(&self) -> String {
        let some = |number: usize, word: &str| (0 < number).then(|| count(number, word));
        let messages = [some(self.errors, "error"), some(self.warnings, "warning")];
        let not_made = some(self.not_made, "article").map(|articles| format!("{articles} not made"));
        let in_part = some(self.made_in_part, "article").map(|articles| format!("{articles} made only in part"));
        let parts =
            [messages, [not_made, in_part]].map(|part| part.into_iter().flatten().collect::<Vec<_>>().join(", "));
        parts.into_iter().filter(|part| !part.is_empty()).map(|part| format!("; {part}")).collect()
    }

    /// One line: number of editions that match the manifest.
    pub fn verdict(&self) -> String {
        let wrong = match self.errors {
            0 => "nothing else".to_owned(),
            errors => format!("{errors} {}", plural(errors, "fault")),
        };
        format!("{} {} as the manifest says, {wrong}\n", self.unchanged, plural(self.unchanged, "edition"))
    }

    /// A record: `articles`, `made`, `unchanged`, `gone`, `left` (articles that an interrupted run did not reach), `interrupted`,
    /// `not_made` (articles without one edition that was asked for), `made_in_part` (articles without some of them), `errors`,
    /// `warnings`, `passed_over` (files of a folder that are no articles), `exit_code`, `seconds`, `run` and `time` (RFC 3339).
    pub fn record(&self, took: Duration, run: &str) -> String {
        let record = serde_json::json!({
            "type": "summary",
            "articles": self.articles,
            "made": self.made,
            "unchanged": self.unchanged,
            "gone": self.gone,
            "left": self.left,
            "interrupted": self.interrupted,
            "not_made": self.not_made,
            "made_in_part": self.made_in_part,
            "errors": self.errors,
            "warnings": self.warnings,
            "passed_over": self.passed_over(),
            "exit_code": self.outcome().exit_code(),
            "seconds": took.as_secs_f64(),
            "run": run,
            "time": run_id::now(),
        });
        format!("{record}\n")
    }
}

fn count(count: usize, word: &str) -> String {
    format!("{count} {}", plural(count, word))
}
