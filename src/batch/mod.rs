//! The only room with doors: finds and loads articles, runs every exporter on every core, stores whole files or none.

mod article;
mod find;
mod fonts;
mod pictures;
mod report;
mod run;
mod store;

use crate::cli::{BuildOrder, TreeOrder};
use crate::diagnostic::Severity;
use crate::export::{EXPORTERS, Exporter};
use crate::style::Style;
use crate::tree::Date;
use article::{Made, Shelf};
use report::{Reporter, Tally};
use std::panic::{AssertUnwindSafe, catch_unwind};
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
}

/// Makes the editions of an order. What is to be said goes to standard error, in the order of the command line.
pub fn build(order: &BuildOrder) -> Outcome {
    let reporter = Reporter::new();
    match try_build(order, &reporter) {
        Ok(outcome) => outcome,
        Err(message) => reporter.could_not_run(&message),
    }
}

/// Prints the sealed tree of an article on standard output.
pub fn tree(order: &TreeOrder) -> Outcome {
    let reporter = Reporter::new();
    match try_tree(order, &reporter) {
        Ok(outcome) => outcome,
        Err(message) => reporter.could_not_run(&message),
    }
}

fn try_build(order: &BuildOrder, reporter: &Reporter) -> Result<Outcome, String> {
    let begin = Instant::now();
    let style = load_style(order)?;
    let fonts = fonts::load(order.style.as_deref())?;
    let build_date = build_date()?;
    let exporters: Vec<&'static dyn Exporter> =
        EXPORTERS.iter().copied().filter(|exporter| order.to.iter().any(|name| name == exporter.name())).collect();
    let found = find::articles(&order.paths)?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(order.jobs.map_or(0, |jobs| jobs.get()))
        .build()
        .map_err(|error| format!("no threads can be started: {error}"))?;
    store::prepare(&order.out)?;
    let stems = Arc::new(found.iter().map(find::Found::stem_of_links).collect());
    let clashes = find::clashes(&found);
    let shelf =
        Shelf { style: &style, fonts: &fonts, build_date, exporters: &exporters, out: &order.out, stems: &stems };
    let (mut outcome, mut tally) = (Outcome::AllMade, Tally::default());
    let work = |number: usize| match clashes[number] {
        Some(earlier) => Made::clash(&found[earlier]),
        None => catch_unwind(AssertUnwindSafe(|| article::make(&shelf, &found[number])))
            .unwrap_or_else(|_| Made::ours("the article")),
    };
    let take = |number: usize, made: Made| {
        reporter.article(&found[number], &made);
        tally.add(&made);
        outcome = outcome.max(report::outcome_of(&made.diagnostics));
    };
    pool.install(|| run::in_order(found.len(), work, take));
    reporter.summary(&tally, begin.elapsed());
    Ok(outcome)
}

fn try_tree(order: &TreeOrder, reporter: &Reporter) -> Result<Outcome, String> {
    let found = find::articles(std::slice::from_ref(&order.article))?;
    let [found] = found.as_slice() else {
        return Err(format!("`{}` is not one article", order.article.display()));
    };
    let read = article::read(found, &Arc::default(), &article::load(found)?);
    let least = if order.explain { Severity::Note } else { Severity::Warning };
    reporter.diagnostics(found, &read.text, &read.diagnostics, least);
    let Some(document) = read.document else {
        return Ok(Outcome::ArticleErrors);
    };
    let json = serde_json::to_string_pretty(&document).map_err(|error| format!("the tree is no JSON: {error}"))?;
    reporter.print(&json);
    Ok(report::outcome_of(&read.diagnostics))
}

fn load_style(order: &BuildOrder) -> Result<Style, String> {
    let Some(path) = &order.style else {
        return Ok(Style::handout());
    };
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Style::parse(&text).map_err(|fault| format!("{}:{fault}", path.display()))
}

/// The day that `SOURCE_DATE_EPOCH` names (reproducible-builds.org): the only date that does not come from an article.
fn build_date() -> Result<Option<Date>, String> {
    let Some(seconds) = std::env::var_os("SOURCE_DATE_EPOCH") else {
        return Ok(None);
    };
    let date = seconds.to_str().and_then(|seconds| Date::from_unix_seconds(seconds.trim().parse().ok()?));
    date.map(Some).ok_or_else(|| "SOURCE_DATE_EPOCH is not a number of seconds since 1970".to_owned())
}
