//! What a run says, and where: messages on standard error, results on standard output. Records for programs are results.

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

/// How many of the messages that are alike are shown.
#[derive(Clone, Copy)]
enum Detail {
    /// Each that is listed.
    Each,
    /// A few, and how many more there are.
    Few,
}

/// Says things. A closed pipe is not an error: nobody is listening any more. A result that is lost on a full disk is one.
pub struct Reporter {
    form: MessageForm,
    loudness: Loudness,
    /// Whether only planning is asked for.
    dry_run: bool,
    /// Colour the word that names the severity.
    coloured: bool,
    /// The name of this run in records for programs.
    run: String,
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
        let coloured = has_colours(Colour::Auto);
        Reporter { form, loudness, dry_run: false, coloured, run: run_id::run_id(), lost: Mutex::new(None) }
    }

    /// A reporter as an order asks for it.
    pub fn of(say: &Say, dry_run: bool) -> Reporter {
        let loudness = match say {
            Say { quiet: true, .. } => Loudness::Quiet,
            Say { verbose: true, .. } => Loudness::Verbose,
            _ => Loudness::Usual,
        };
        Reporter { form: say.format, loudness, dry_run, coloured: has_colours(say.color), ..Reporter::new() }
    }

    /// Reports why nothing could be outcome.
    pub fn could_not_run(&self, message: &str) -> Outcome {
        match self.form {
            MessageForm::Json => self.write_result(&records::error(message)),
            MessageForm::Human | MessageForm::Short => {
                // A path in it may hold any character; a fault of a style sheet quotes lines.
                let lines: Vec<_> = message.lines().map(printable).collect();
                let _ = writeln!(std::io::stderr().lock(), "error: {}", lines.join("\n"));
            }
        }
        Outcome::CouldNotRun
    }

    /// Begins the records of a run.
    pub fn begin(&self) {
        if self.form == MessageForm::Json {
            self.say(&records::run(&self.run));
        }
    }

    /// How a run ended, which is badly where a result of it is lost.
    pub fn ended(&self, outcome: Outcome) -> Outcome {
        let lost = self.lost.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(why) = lost else { return outcome };
        let _ = writeln!(std::io::stderr().lock(), "error: standard output cannot be written: {why}");
        Outcome::CouldNotRun
    }

    /// The report on an article: its diagnostics, then its editions in the folder `out`.
    pub fn article(&self, found: &SourceArticle, outcome: &ArticleOutcome, out: &Path) -> String {
        let mut said = String::new();
        let least = if self.loudness == Loudness::Verbose { Severity::Note } else { Severity::Warning };
        let told: Vec<_> = outcome.diagnostics.iter().filter(|diagnostic| least <= diagnostic.severity).collect();
        let text = if told.is_empty() || self.form != MessageForm::Human { None } else { outcome.text_of(found) };
        let detail = if self.loudness == Loudness::Verbose { Detail::Each } else { Detail::Few };
        self.render(&mut said, &found.name(), text.as_deref(), &told, detail);
        match self.form {
            MessageForm::Json => records::editions(&mut said, &found.name(), outcome, self.dry_run),
            MessageForm::Human | MessageForm::Short => self.line(&mut said, found, outcome, out),
        }
        said
    }

    /// One line: the editions that were made, and where they are; or that would be made.
    fn line(&self, said: &mut String, found: &SourceArticle, outcome: &ArticleOutcome, out: &Path) {
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
        let _ = writeln!(said, "{}: {what}{}", printable(&found.name()), reasons.unwrap_or_default());
    }

    /// Says diagnostics that weigh at least so much. Where notes are asked for, so is each diagnostic.
    pub fn diagnostics(&self, found: &SourceArticle, text: &str, diagnostics: &[Diagnostic], least: Severity) {
        let mut said = String::new();
        let told: Vec<_> = diagnostics.iter().filter(|diagnostic| least <= diagnostic.severity).collect();
        let detail = if least == Severity::Note { Detail::Each } else { Detail::Few };
        self.render(&mut said, &found.name(), Some(text), &told, detail);
        self.say(&said);
    }

    /// Says what is wrong with a file that is no article.
    pub fn file(&self, path: &Path, text: &str, diagnostics: &[Diagnostic]) {
        let mut said = String::new();
        let told: Vec<_> = diagnostics.iter().collect();
        self.render(&mut said, &path.display().to_string(), Some(text), &told, Detail::Each);
        self.say(&said);
    }

    /// Puts diagnostics of one file into words. Programs get a record for each that is listed, people few that are alike.
    fn render(&self, said: &mut String, file: &str, text: Option<&str>, told: &[&Diagnostic], detail: Detail) {
        let shown = match (self.form, detail) {
            (MessageForm::Json, _) => return told.iter().for_each(|one| said.extend([&render::json(file, one), "\n"])),
            (MessageForm::Human | MessageForm::Short, Detail::Each) => diagnostic::all(told),
            (MessageForm::Human | MessageForm::Short, Detail::Few) => diagnostic::for_people(told),
        };
        for shown in shown {
            match (shown, self.form) {
                (Shown::Whole(one), MessageForm::Human) => self.human(said, file, text, one),
                (Shown::Whole(one), _) => said.extend([&render::short(file, one), "\n"]),
                (Shown::Rest(rest), MessageForm::Human) => said.push_str(&render::human_rest(file, &rest)),
                (Shown::Rest(rest), _) => said.extend([&render::short_rest(file, &rest), "\n"]),
            }
        }
    }

    fn human(&self, said: &mut String, file: &str, text: Option<&str>, diagnostic: &Diagnostic) {
        let human = render::human(file, text, diagnostic);
        if !self.coloured {
            return said.push_str(&human);
        }
        let code = match diagnostic.severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Note => "1",
        };
        let (head, rest) = human.split_once(':').unwrap_or((&human, ""));
        let _ = write!(said, "\x1b[{code}m{head}\x1b[0m:{rest}");
    }

    /// Says that the editions of an article were removed.
    pub fn removed(&self, listed: &Listed) {
        match self.form {
            MessageForm::Json => self.say(&records::removed(listed)),
            _ if self.loudness == Loudness::Quiet => {}
            _ => self.say(&format!("{}: removed\n", printable(&listed.source))),
        }
    }

    /// Reports the files of a folder that are no articles, one a line, where every detail is asked for.
    pub fn passed_over(&self, paths: &[PathBuf]) {
        if self.loudness == Loudness::Verbose && self.form != MessageForm::Json {
            paths
                .iter()
                .for_each(|path| self.say(&format!("{}: passed over\n", printable(&path.display().to_string()))));
        }
    }

    /// Says how much was made in how long.
    pub fn summary(&self, tally: &Tally, took: Duration) {
        match self.form {
            MessageForm::Json => self.say(&tally.record(took, &self.run)),
            _ if self.loudness == Loudness::Quiet && !tally.interrupted => {}
            _ => self.say(&tally.line(took, self.dry_run)),
        }
    }

    /// Says how a folder was found.
    pub fn verified(&self, tally: &Tally, took: Duration) {
        match self.form {
            MessageForm::Json => self.say(&tally.record(took, &self.run)),
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

    /// A result on standard output, as it is.
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

/// The files of the editions that were made: the first with its whole path, the others by their extensions, with their pages.
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

/// True if messages are coloured. By itself that is on a terminal that can show colours, for a person who wants them
/// (no-color.org, bixense.com/clicolors).
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

/// Whether the terminal shows letters and nothing else.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb")
}
