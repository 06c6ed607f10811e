//! What a run says, and where: messages on standard error, results on standard output.

use super::Outcome;
use super::article::Made;
use super::find::Found;
use crate::diagnostic::{Diagnostic, Rule, Severity, render};
use std::io::Write;
use std::path::Path;
use std::time::Duration;

/// Says things. A closed pipe is not an error: nobody is listening any more.
pub struct Reporter {}

impl Reporter {
    /// A reporter for standard error and output.
    pub fn new() -> Reporter {
        Reporter {}
    }

    /// Says why nothing could be done.
    pub fn could_not_run(&self, message: &str) -> Outcome {
        self.say(&format!("error: {message}\n"));
        Outcome::CouldNotRun
    }

    /// Says what became of an article: its diagnostics, then one line.
    pub fn article(&self, found: &Found, made: &Made) {
        self.diagnostics(found, &made.text, &made.diagnostics, Severity::Warning);
        let pages = made.pages.map_or(String::new(), |pages| format!(" ({pages} {})", plural(pages, "page")));
        let formats = if made.editions.is_empty() { "nothing made".to_owned() } else { made.editions.join(" ") };
        self.say(&format!("{}: {formats}{pages}\n", found.name()));
    }

    /// Says diagnostics that weigh at least so much.
    pub fn diagnostics(&self, found: &Found, text: &str, diagnostics: &[Diagnostic], least: Severity) {
        for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.severity >= least) {
            self.say(&render::human(&found.name(), Some(text), diagnostic));
        }
    }

    /// Says what is wrong with a file that is no article.
    pub fn file(&self, path: &Path, text: &str, diagnostics: &[Diagnostic]) {
        for diagnostic in diagnostics {
            self.say(&render::human(&path.display().to_string(), Some(text), diagnostic));
        }
    }

    /// Says how much was made in how long.
    pub fn summary(&self, tally: &Tally, took: Duration) {
        let (articles, editions) = (tally.articles, tally.editions);
        let seconds = took.as_secs_f64();
        self.say(&format!(
            "{articles} {}, {editions} {} in {seconds:.2} s\n",
            plural(articles, "article"),
            plural(editions, "edition")
        ));
    }

    /// A result on standard output.
    pub fn print(&self, text: &str) {
        let _ = writeln!(std::io::stdout().lock(), "{text}");
    }

    fn say(&self, text: &str) {
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }
}

/// How much a run made.
#[derive(Default)]
pub struct Tally {
    articles: usize,
    editions: usize,
}

impl Tally {
    /// Counts what became of one article.
    pub fn add(&mut self, made: &Made) {
        self.articles += 1;
        self.editions += made.editions.len();
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

fn plural(count: usize, word: &str) -> String {
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}
