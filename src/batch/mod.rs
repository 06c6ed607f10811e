//! The only room with doors: finds and loads articles, runs every exporter on every core, stores whole files or none.

mod about;
mod article;
mod begun;
mod build;
mod command_words;
mod config;
mod digest;
mod editions;
mod excludes;
mod find;
mod fonts;
mod foreign;
mod gone;
mod init;
mod interrupt;
mod journal;
mod ledger;
mod lock;
mod manifest;
mod obstacles;
mod opened;
mod pictures;
mod plan;
mod press;
mod recipe;
mod report;
mod run;
mod same_name;
#[cfg(feature = "serve")]
mod serve;
mod settle;
mod shard;
mod stamp;
mod standard_output;
mod store;
mod suspects;
mod verify;
#[cfg(feature = "watch")]
mod watch;
mod workers;

pub use shard::Shard;
#[cfg(feature = "watch")]
pub use watch::{watch, watch_with};

use crate::cli::{
    BuildOrder, Choices, CompletionsOrder, ConfigOrder, InitOrder, ManOrder, ManifestOrder, MessageForm, RulesOrder,
    Say, SourceForm, TreeOrder, VerifyOrder,
};
use crate::diagnostic::Severity;
use crate::export::{EXPORTERS, Exporter};
use crate::read::Form;
use crate::tree::Date;
use config::{Looks, Settings};
use excludes::Excludes;
use report::Reporter;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

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

/// Makes the editions of an order. What is to be said goes to standard error, in the order of the command line.
pub fn build(order: &BuildOrder) -> Outcome {
    build_with(order, EXPORTERS)
}

/// The same with formats of one's own, each under the name of one that there is.
pub fn build_with(order: &BuildOrder, formats: &[&'static dyn Exporter]) -> Outcome {
    let reporter = Reporter::of(&order.say, order.run.dry_run);
    let done = match standard_output::is_asked(order) {
        true => standard_output::print(order, formats, &reporter),
        false => build::build(order, formats, &reporter),
    };
    match done {
        Ok(outcome) => reporter.ended(outcome),
        Err(message) => reporter.could_not_run(&message),
    }
}

/// Prints the sealed tree of an article on standard output.
pub fn tree(order: &TreeOrder) -> Outcome {
    let reporter = Reporter::new();
    match try_tree(order, &reporter) {
        Ok(outcome) => reporter.ended(outcome),
        Err(message) => reporter.could_not_run(&message),
    }
}

/// Prints every value in force and where it comes from, or the whole default file.
pub fn config(order: &ConfigOrder) -> Outcome {
    let reporter = Reporter::new();
    if order.export {
        reporter.print(config::DEFAULT.trim_end());
        return reporter.ended(Outcome::AllMade);
    }
    match Settings::load(std::slice::from_ref(&order.shelf), &order.choices, &reporter) {
        Ok(settings) => {
            reporter.print(config::show(&settings, &order.shelf).trim_end());
            reporter.ended(Outcome::AllMade)
        }
        Err(message) => reporter.could_not_run(&message),
    }
}

/// Holds the editions of a folder against their manifest.
pub fn verify(order: &VerifyOrder) -> Outcome {
    let (begin, reporter) = (Instant::now(), Reporter::of(&order.say, false));
    let out = match &order.out {
        Some(out) => Ok(out.clone()),
        None => {
            // Where `build` without a path looks, else here.
            let shelf = [Path::new("sources"), Path::new(".")].into_iter().find(|folder| folder.is_dir());
            let shelf: Vec<PathBuf> = shelf.into_iter().map(Path::to_owned).collect();
            Settings::load(&shelf, &Choices::default(), &reporter).map(|settings| settings.out())
        }
    };
    match out.and_then(|out| verify::verify(&out, &reporter)) {
        Ok(tally) => {
            reporter.verified(&tally, begin.elapsed());
            reporter.ended(tally.outcome())
        }
        Err(message) => reporter.could_not_run(&message),
    }
}

/// Joins the manifests of shards.
pub fn manifest(order: &ManifestOrder) -> Outcome {
    let reporter = Reporter::new();
    let ManifestOrder::Merge { folders } = order;
    match verify::merge(folders) {
        Ok(path) => {
            reporter.print(&path.display().to_string());
            reporter.ended(Outcome::AllMade)
        }
        Err(message) => reporter.could_not_run(&message),
    }
}

/// Makes a shelf that builds.
pub fn init(order: &InitOrder) -> Outcome {
    let reporter = Reporter::new();
    match init::init(&order.folder, today()) {
        Ok(names) => {
            reporter.print(&names.join("\n"));
            reporter.ended(Outcome::AllMade)
        }
        Err(message) => reporter.could_not_run(&message),
    }
}

/// Prints what a shell reads to complete the words of the command line.
pub fn completions(order: &CompletionsOrder) -> Outcome {
    let reporter = Reporter::new();
    reporter.print(command_words::completions(order.shell).trim_end());
    reporter.ended(Outcome::AllMade)
}

/// Prints a page of the manual.
pub fn man(order: &ManOrder) -> Outcome {
    let reporter = Reporter::new();
    match command_words::manual(&order.command) {
        Ok(page) => {
            reporter.print(page.trim_end());
            reporter.ended(Outcome::AllMade)
        }
        Err(message) => reporter.could_not_run(&message),
    }
}

/// Lists the rules, or explains one.
pub fn rules(order: &RulesOrder) -> Outcome {
    let reporter = Reporter::new();
    match order.name.as_deref().map_or_else(|| Ok(about::rules()), about::rule) {
        Ok(text) => {
            reporter.print(&text);
            reporter.ended(Outcome::AllMade)
        }
        Err(message) => reporter.could_not_run(&message),
    }
}

/// Prints the licences of the program, its fonts and its crates.
pub fn licenses() -> Outcome {
    let reporter = Reporter::new();
    reporter.print(&about::licenses());
    reporter.ended(Outcome::AllMade)
}

/// Prints the version.
pub fn version(say: &Say) -> Outcome {
    let reporter = Reporter::new();
    reporter.print(&about::version(say.verbose));
    reporter.ended(Outcome::AllMade)
}

/// Answers a command line that is not understood, or one that asks for help. A program that asked for JSON gets JSON.
pub fn misused(error: &clap::Error) -> Outcome {
    let words: Vec<_> = std::env::args_os().skip(1).collect();
    let asks_for_json = words.iter().any(|word| word == "--format=json")
        || words.windows(2).any(|pair| pair[0] == "--format" && pair[1] == "json");
    if error.use_stderr() && asks_for_json {
        let reporter = Reporter::of(&Say { format: MessageForm::Json, ..Say::default() }, false);
        let text = error.to_string();
        return reporter.could_not_run(text.lines().next().unwrap_or_default().trim_start_matches("error: "));
    }
    // A closed pipe is not an error: nobody is listening any more.
    let _ = error.print();
    if error.use_stderr() { Outcome::CouldNotRun } else { Outcome::AllMade }
}

fn try_tree(order: &TreeOrder, reporter: &Reporter) -> Result<Outcome, String> {
    let path = std::slice::from_ref(&order.article);
    let settings = Settings::load(path, &Choices::default(), reporter)?;
    let mut found = find::articles(path, form_of(order.from), &Excludes::of(&settings, reporter)?)?.articles;
    let looks = Looks::load(&settings, reporter)?;
    looks.assign(&mut found);
    let [found] = found.as_slice() else {
        return Err(format!("`{}` is not one article", order.article.display()));
    };
    let look = looks.of(found);
    let loaded = article::load(found, &look.house.limits)?;
    let (read, json) = workers::pool(Some(1))?.install(|| {
        let read = article::read(found, look, &Arc::default(), &loaded);
        let json = read.document.as_ref().map(serde_json::to_string_pretty);
        (read, json)
    });
    let least = if order.explain { Severity::Note } else { Severity::Warning };
    reporter.diagnostics(found, &read.text, &read.diagnostics, least);
    let Some(json) = json else {
        return Ok(Outcome::ArticleErrors);
    };
    let json = json.map_err(|error| format!("the tree is no JSON: {error}"))?;
    reporter.print(&json);
    Ok(report::outcome_of(&read.diagnostics))
}

/// The form that the command line names; `None` leaves it to the words of the article.
fn form_of(from: Option<SourceForm>) -> Option<Form> {
    from.map(|form| match form {
        SourceForm::Md => Form::Markdown,
        SourceForm::Txt => Form::PlainText,
        SourceForm::Json => Form::Json,
    })
}

/// Those of some formats that the settings name, in their usual order.
fn chosen(formats: &[&'static dyn Exporter], settings: &Settings) -> Vec<&'static dyn Exporter> {
    let named = |exporter: &&dyn Exporter| settings.config.to.iter().any(|format| format.name() == exporter.name());
    formats.iter().copied().filter(named).collect()
}

/// The day by the clock; `None` where it is set before 1970.
fn today() -> Option<Date> {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?.as_secs();
    Date::from_unix_seconds(seconds.try_into().ok()?)
}

/// The day that `SOURCE_DATE_EPOCH` names (reproducible-builds.org): the only date that does not come from an article.
fn build_date() -> Result<Option<Date>, String> {
    let Some(seconds) = std::env::var_os("SOURCE_DATE_EPOCH") else {
        return Ok(None);
    };
    let date = seconds.to_str().and_then(|seconds| Date::from_unix_seconds(seconds.trim().parse().ok()?));
    date.map(Some).ok_or_else(|| "SOURCE_DATE_EPOCH is not a number of seconds since 1970".to_owned())
}
