//! What a run says, and where: messages on standard error, results on standard output. Records for programs are results.

mod records;
mod tally;

pub use tally::{Tally, outcome_of};

use super::Outcome;
use super::article::Done;
use super::find::{Found, shown};
use super::manifest::Listed;
use super::plan::Reason;
use crate::cli::{MessageForm, Say};
use crate::diagnostic::render::printable;
use crate::diagnostic::{Diagnostic, Severity, render};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Write as _;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Says things. A closed pipe is not an error: nobody is listening any more. A result that is lost on a full disk is one.
pub struct Reporter {
    form: MessageForm,
    loudness: Loudness,
    /// Whether only planning is asked for.
    dry_run: bool,
    /// Whether the words that say how bad it is are coloured.
    colour: bool,
    /// Why a result could not be written, where one could not.
    lost: Mutex<Option<String>>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Loudness {
    /// Warnings and errors alone.
    Quiet,
    /// A line for each article of which something was made, too.
    Usual,
    /// A line for every article, and why editions were made.
    Verbose,
}

impl Reporter {
    /// A reporter for people.
    pub fn new() -> Reporter {
        let (form, loudness) = (MessageForm::Human, Loudness::Usual);
        Reporter { form, loudness, dry_run: false, colour: has_colours(), lost: Mutex::new(None) }
    }

    /// A reporter as an order asks for it.
    pub fn of(say: &Say, dry_run: bool) -> Reporter {
        let loudness = match say {
            Say { quiet: true, .. } => Loudness::Quiet,
            Say { verbose: true, .. } => Loudness::Verbose,
            _ => Loudness::Usual,
        };
        Reporter { form: say.format, loudness, dry_run, ..Reporter::new() }
    }

    /// Says why nothing could be done.
    pub fn could_not_run(&self, message: &str) -> Outcome {
        // A path in it may hold any character; a fault of a style sheet quotes lines.
        let lines: Vec<_> = message.lines().map(printable).collect();
        let _ = writeln!(std::io::stderr().lock(), "error: {}", lines.join("\n"));
        Outcome::CouldNotRun
    }

    /// How a run ended, which is badly where a result of it is lost.
    pub fn ended(&self, outcome: Outcome) -> Outcome {
        let lost = self.lost.lock().unwrap_or_else(PoisonError::into_inner).take();
        lost.map_or(outcome, |why| self.could_not_run(&format!("standard output cannot be written: {why}")))
    }

    /// What is to be said of an article: its diagnostics, then its editions.
    pub fn article(&self, found: &Found, done: &Done) -> String {
        let mut said = String::new();
        let least = if self.loudness == Loudness::Verbose { Severity::Note } else { Severity::Warning };
        let told: Vec<_> = done.diagnostics.iter().filter(|diagnostic| least <= diagnostic.severity).collect();
        let text = if told.is_empty() || self.form != MessageForm::Human { None } else { done.text_of(found) };
        told.iter().for_each(|diagnostic| self.render(&mut said, &found.name(), text.as_deref(), diagnostic));
        match self.form {
            MessageForm::Json => records::editions(&mut said, &found.name(), done, self.dry_run),
            MessageForm::Human | MessageForm::Short => self.line(&mut said, found, done),
        }
        said
    }

    /// One line: what was made, or would be.
    fn line(&self, said: &mut String, found: &Found, done: &Done) {
        let verbose = self.loudness == Loudness::Verbose;
        if self.loudness == Loudness::Quiet || (done.made.is_empty() && !done.kept.is_empty() && !verbose) {
            return;
        }
        let formats: Vec<_> = done.made.iter().map(|(format, _)| *format).collect();
        let reasons = done.made.first().filter(|_| verbose || self.dry_run).map(|(_, reason)| format!(": {reason}"));
        let what = match (formats.is_empty(), self.dry_run) {
            (true, _) if done.kept.is_empty() => "nothing made".to_owned(),
            (true, _) => "unchanged".to_owned(),
            (false, true) => format!("would make {}", formats.join(" ")),
            (false, false) => formats.join(" ") + &pages(done),
        };
        let _ = writeln!(said, "{}: {what}{}", found.name(), reasons.unwrap_or_default());
    }

    /// Says diagnostics that weigh at least so much.
    pub fn diagnostics(&self, found: &Found, text: &str, diagnostics: &[Diagnostic], least: Severity) {
        let mut said = String::new();
        for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.severity >= least) {
            self.render(&mut said, &found.name(), Some(text), diagnostic);
        }
        self.say(&said);
    }

    /// Says what is wrong with a file that is no article.
    pub fn file(&self, path: &Path, text: &str, diagnostics: &[Diagnostic]) {
        let mut said = String::new();
        for diagnostic in diagnostics {
            self.render(&mut said, &shown(path), Some(text), diagnostic);
        }
        self.say(&said);
    }

    fn render(&self, said: &mut String, file: &str, text: Option<&str>, diagnostic: &Diagnostic) {
        match self.form {
            MessageForm::Human if self.colour => {
                let code = match diagnostic.severity {
                    Severity::Error => "1;31",
                    Severity::Warning => "1;33",
                    Severity::Note => "1",
                };
                let human = render::human(file, text, diagnostic);
                let (head, rest) = human.split_once(':').unwrap_or((&human, ""));
                let _ = write!(said, "\x1b[{code}m{head}\x1b[0m:{rest}");
            }
            MessageForm::Human => said.push_str(&render::human(file, text, diagnostic)),
            MessageForm::Short => said.extend([&render::short(file, diagnostic), "\n"]),
            MessageForm::Json => said.extend([&render::json(file, diagnostic), "\n"]),
        }
    }

    /// Says that the editions of an article were removed.
    pub fn removed(&self, listed: &Listed) {
        match self.form {
            MessageForm::Json => self.say(&records::removed(listed)),
            _ if self.loudness == Loudness::Quiet => {}
            _ => self.say(&format!("{}: removed\n", shown(Path::new(&listed.source)))),
        }
    }

    /// Says how much was made in how long.
    pub fn summary(&self, tally: &Tally, took: Duration) {
        match self.form {
            MessageForm::Json => self.say(&tally.record(took)),
            _ if self.loudness == Loudness::Quiet && !tally.interrupted => {}
            _ => self.say(&tally.line(took, self.dry_run)),
        }
    }

    /// Says how a folder was found.
    pub fn verified(&self, tally: &Tally, took: Duration) {
        match self.form {
            MessageForm::Json => self.say(&tally.record(took)),
            _ if self.loudness == Loudness::Quiet => {}
            _ => self.say(&tally.verdict()),
        }
    }

    /// How far a run is, on a terminal; hidden elsewhere.
    pub fn progress(&self, count: usize) -> ProgressBar {
        let shown =
            self.form == MessageForm::Human && self.loudness > Loudness::Quiet && std::io::stderr().is_terminal();
        // A dumb terminal cannot take a line back. A few articles are made before anyone could read how many there are.
        if !shown || is_dumb() || self.dry_run || count < 20 {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template("{pos} of {len} articles, {eta} left {wide_bar}");
        let bar = ProgressBar::with_draw_target(Some(count as u64), ProgressDrawTarget::stderr());
        bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
    }

    /// A result on standard output.
    pub fn print(&self, text: &str) {
        self.write_result(&format!("{text}\n"));
    }

    /// Says what was put into words before.
    pub fn say(&self, text: &str) {
        match self.form {
            MessageForm::Json => self.write_result(text),
            MessageForm::Human | MessageForm::Short => {
                let _ = std::io::stderr().lock().write_all(text.as_bytes());
            }
        }
    }

    fn write_result(&self, text: &str) {
        let mut output = std::io::stdout().lock();
        let written = output.write_all(text.as_bytes()).and_then(|()| output.flush());
        if let Err(error) = written
            && error.kind() != ErrorKind::BrokenPipe
        {
            self.lost.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_with(|| error.to_string());
        }
    }
}

/// The pages of the first edition that has any, of those that were made.
fn pages(done: &Done) -> String {
    let editions = done.known.iter().flat_map(|known| &known.listed.editions);
    let mut made = editions.filter(|edition| done.made.iter().any(|(format, _)| *format == edition.format));
    let pages = made.find_map(|edition| edition.pages);
    pages.map_or(String::new(), |pages| format!(" ({pages} {})", plural(pages, "page")))
}

/// Colours are for a terminal that can show them and a person who wants them (no-color.org).
fn has_colours() -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    std::io::stderr().is_terminal() && set("NO_COLOR").is_none() && !is_dumb()
}

/// Whether the terminal shows letters and nothing else.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb")
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}

/// A reason as a program reads it: a word, and what it is about.
fn about(reason: &Reason) -> (&'static str, Option<&str>) {
    match reason {
        Reason::Image(what) | Reason::Option(what) => (reason.name(), Some(what)),
        _ => (reason.name(), None),
    }
}
