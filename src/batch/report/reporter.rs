//! The reporter: messages go to standard error, results to standard output. Records for programs are results.

use super::records;
use super::run_id;
use super::tally::Tally;
use super::words::plural;
use crate::batch::outcome::{ArticleOutcome, Outcome};
use crate::batch::source_article::SourceArticle;
use crate::batch::state::manifest::Listed;
use crate::cli::{Colour, MessageForm, Say};
use crate::diagnostic::render::{self, printable};
use crate::diagnostic::{self, Diagnostic, Severity, Shown};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Write as _;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Number of similar diagnostics that are shown.
#[derive(Clone, Copy)]
enum Detail {
    /// Every listed one.
    Each,
    /// The first few, and the number of others.
    Few,
}

/// Writes messages and results. A closed pipe is not an error: nobody is reading. A result that cannot be written is one.
pub struct Reporter {
    form: MessageForm,
    loudness: Loudness,
    /// True in a dry run.
    dry_run: bool,
    /// True if the word for the severity is coloured.
    coloured: bool,
    /// Name of the run in records.
    run: String,
    /// The first error in writing a result.
    lost: Mutex<Option<String>>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Loudness {
    /// Warnings and errors.
    Quiet,
    /// Also a line for each article with a new edition.
    Usual,
    /// Also a line for every other article, and the reasons.
    Verbose,
}

impl Reporter {
    /// A reporter for people.
    pub fn new() -> Reporter {
        let (form, loudness) = (MessageForm::Human, Loudness::Usual);
        let coloured = has_colours(Colour::Auto);
        Reporter { form, loudness, dry_run: false, coloured, run: run_id::run_id(), lost: Mutex::new(None) }
    }

    /// A reporter with the options of the command line.
    pub fn of(say: &Say, dry_run: bool) -> Reporter {
        let loudness = match say {
            Say { quiet: true, .. } => Loudness::Quiet,
            Say { verbose: true, .. } => Loudness::Verbose,
            _ => Loudness::Usual,
        };
        Reporter { form: say.format, loudness, dry_run, coloured: has_colours(say.color), ..Reporter::new() }
    }

    /// Reports the fault that prevented the run.
    pub fn could_not_run(&self, message: &str) -> Outcome {
        match self.form {
            MessageForm::Json => self.write_result(&records::error(message)),
            MessageForm::Human | MessageForm::Short => {
                // A path in the message may hold any character; a fault of a style sheet has several lines.
                let lines: Vec<_> = message.lines().map(printable).collect();
                let _ = writeln!(std::io::stderr().lock(), "error: {}", lines.join("\n"));
            }
        }
        Outcome::CouldNotRun
    }

    /// Writes the first record of a run.
    pub fn begin(&self) {
        if self.form == MessageForm::Json {
            self.say(&records::run(&self.run));
        }
    }

    /// The final outcome: `CouldNotRun` if a result could not be written.
    pub fn ended(&self, outcome: Outcome) -> Outcome {
        let lost = self.lost.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(why) = lost else { return outcome };
        let _ = writeln!(std::io::stderr().lock(), "error: standard output cannot be written: {why}");
        Outcome::CouldNotRun
    }

    /// The report of an article: its diagnostics, then its editions in the folder `out`.
    pub fn article(&self, found: &SourceArticle, outcome: &ArticleOutcome, out: &Path) -> String {
        let mut messages = String::new();
        let least = if self.loudness == Loudness::Verbose { Severity::Note } else { Severity::Warning };
        let reported: Vec<_> = outcome.diagnostics.iter().filter(|diagnostic| least <= diagnostic.severity).collect();
        let text = if reported.is_empty() || self.form != MessageForm::Human { None } else { outcome.text_of(found) };
        let detail = if self.loudness == Loudness::Verbose { Detail::Each } else { Detail::Few };
        self.render(&mut messages, &found.name(), text.as_deref(), &reported, detail);
        match self.form {
            MessageForm::Json => records::editions(&mut messages, &found.name(), outcome, self.dry_run),
            MessageForm::Human | MessageForm::Short => self.line(&mut messages, found, outcome, out),
        }
        messages
    }

    /// One line with the editions that were made, or would be.
    fn line(&self, messages: &mut String, found: &SourceArticle, outcome: &ArticleOutcome, out: &Path) {
        let verbose = self.loudness == Loudness::Verbose;
        if self.loudness == Loudness::Quiet || (outcome.made.is_empty() && !outcome.kept.is_empty() && !verbose) {
            return;
        }
        let reasons = outcome.made.first().filter(|_| verbose || self.dry_run).map(|(_, reason)| format!(": {reason}"));
        let what = match (outcome.made.is_empty(), self.dry_run) {
            (true, _) if outcome.kept.is_empty() => "nothing made".to_owned(),
            (true, _) => "unchanged".to_owned(),
            (false, true) => format!("would make {}", files(found, outcome, out)),
            (false, false) => files(found, outcome, out),
        };
        let _ = writeln!(messages, "{}: {what}{}", printable(&found.name()), reasons.unwrap_or_default());
    }

    /// Reports diagnostics of at least the severity `least`. If that is a note, similar ones are all shown.
    pub fn diagnostics(&self, found: &SourceArticle, text: &str, diagnostics: &[Diagnostic], least: Severity) {
        let mut messages = String::new();
        let reported: Vec<_> = diagnostics.iter().filter(|diagnostic| least <= diagnostic.severity).collect();
        let detail = if least == Severity::Note { Detail::Each } else { Detail::Few };
        self.render(&mut messages, &found.name(), Some(text), &reported, detail);
        self.say(&messages);
    }

    /// Reports faults of a file that is not an article.
    pub fn file(&self, path: &Path, text: &str, diagnostics: &[Diagnostic]) {
        let mut messages = String::new();
        let reported: Vec<_> = diagnostics.iter().collect();
        self.render(&mut messages, &path.display().to_string(), Some(text), &reported, Detail::Each);
        self.say(&messages);
    }

    /// Renders diagnostics of one file. Programs get a record for each listed one, people only the first few similar ones.
    fn render(&self, messages: &mut String, file: &str, text: Option<&str>, reported: &[&Diagnostic], detail: Detail) {
        let shown = match (self.form, detail) {
            (MessageForm::Json, _) => {
                return reported.iter().for_each(|one| messages.extend([&render::json(file, one), "\n"]));
            }
            (MessageForm::Human | MessageForm::Short, Detail::Each) => diagnostic::all(reported),
            (MessageForm::Human | MessageForm::Short, Detail::Few) => diagnostic::for_people(reported),
        };
        for shown in shown {
            match (shown, self.form) {
                (Shown::Whole(one), MessageForm::Human) => self.human(messages, file, text, one),
                (Shown::Whole(one), _) => messages.extend([&render::short(file, one), "\n"]),
                (Shown::Rest(rest), MessageForm::Human) => messages.push_str(&render::human_rest(file, &rest)),
                (Shown::Rest(rest), _) => messages.extend([&render::short_rest(file, &rest), "\n"]),
            }
        }
    }

    fn human(&self, messages: &mut String, file: &str, text: Option<&str>, diagnostic: &Diagnostic) {
        let human = render::human(file, text, diagnostic);
        if !self.coloured {
            return messages.push_str(&human);
        }
        let code = match diagnostic.severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Note => "1",
        };
        let (head, rest) = human.split_once(':').unwrap_or((&human, ""));
        let _ = write!(messages, "\x1b[{code}m{head}\x1b[0m:{rest}");
    }

    /// Reports that the editions of an article were removed.
    pub fn removed(&self, listed: &Listed) {
        match self.form {
            MessageForm::Json => self.say(&records::removed(listed)),
            _ if self.loudness == Loudness::Quiet => {}
            _ => self.say(&format!("{}: removed\n", printable(&listed.source))),
        }
    }

    /// With `--verbose`, reports the files of a folder that are not articles.
    pub fn passed_over(&self, paths: &[PathBuf]) {
        if self.loudness == Loudness::Verbose && self.form != MessageForm::Json {
            paths
                .iter()
                .for_each(|path| self.say(&format!("{}: passed over\n", printable(&path.display().to_string()))));
        }
    }

    /// Reports the totals and the time.
    pub fn summary(&self, tally: &Tally, took: Duration) {
        match self.form {
            MessageForm::Json => self.say(&tally.record(took, &self.run)),
            _ if self.loudness == Loudness::Quiet && !tally.interrupted => {}
            _ => self.say(&tally.line(took, self.dry_run)),
        }
    }

    /// Reports the result of `verify`.
    pub fn verified(&self, tally: &Tally, took: Duration) {
        match self.form {
            MessageForm::Json => self.say(&tally.record(took, &self.run)),
            _ if self.loudness == Loudness::Quiet => {}
            _ => self.say(&tally.verdict()),
        }
    }

    /// A progress bar; hidden unless people watch a terminal.
    pub fn progress(&self, count: usize) -> ProgressBar {
        let shown =
            self.form == MessageForm::Human && self.loudness > Loudness::Quiet && std::io::stderr().is_terminal();
        // A dumb terminal cannot erase a line. A few articles are made before anyone could read their number.
        if !shown || is_dumb() || self.dry_run || count < 20 {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template("{pos} of {len} articles, {eta} left {wide_bar}");
        let bar = ProgressBar::with_draw_target(Some(count as u64), ProgressDrawTarget::stderr());
        bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
    }

    /// Writes a result and a line end to standard output.
    pub fn print(&self, text: &str) {
        self.write_result(&format!("{text}\n"));
    }

    /// Writes rendered text.
    pub fn say(&self, text: &str) {
        match self.form {
            MessageForm::Json => self.write_result(text),
            MessageForm::Human | MessageForm::Short => {
                let _ = std::io::stderr().lock().write_all(text.as_bytes());
            }
        }
    }

    /// Writes bytes to standard output.
    pub fn print_bytes(&self, bytes: &[u8]) {
        self.write_bytes(bytes);
    }

    fn write_result(&self, text: &str) {
        self.write_bytes(text.as_bytes());
    }

    fn write_bytes(&self, bytes: &[u8]) {
        let mut output = std::io::stdout().lock();
        let written = output.write_all(bytes).and_then(|()| output.flush());
        if let Err(error) = written
            && error.kind() != ErrorKind::BrokenPipe
        {
            self.lost.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_with(|| error.to_string());
        }
    }
}

/// The files of the editions that were made, with their pages: the first by its path, the others by their extensions.
fn files(found: &SourceArticle, outcome: &ArticleOutcome, out: &Path) -> String {
    let stem = out.join(&found.stem).display().to_string();
    let mut files = String::new();
    for (index, (format, _)) in outcome.made.iter().enumerate() {
        let _ = if index == 0 { write!(files, "{}.{format}", printable(&stem)) } else { write!(files, ", .{format}") };
        let mut editions = outcome.known.iter().flat_map(|known| &known.listed.editions);
        if let Some(pages) = editions.find(|edition| edition.format == *format).and_then(|edition| edition.pages) {
            let _ = write!(files, " ({pages} {})", plural(pages, "page"));
        }
    }
    files
}

/// True if messages are coloured. `Auto` colours on a terminal that can, as `NO_COLOR` and `CLICOLOR_FORCE` say (no-color.org,
/// bixense.com/clicolors).
fn has_colours(asked: Colour) -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_forced = || std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0");
    match asked {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto if is_set("NO_COLOR") => false,
        Colour::Auto => is_forced() || std::io::stderr().is_terminal() && !is_dumb(),
    }
}

/// True if the terminal shows nothing but characters.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb")
}
