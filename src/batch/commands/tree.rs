//! `quatrefoil tree`: the sealed tree of one article as JSON.

use crate::batch::config::{BuildProfiles, Settings};
use crate::batch::make::{load, read};
use crate::batch::outcome::{Outcome, outcome_of};
use crate::batch::report::Reporter;
use crate::batch::shelf::excludes::Excludes;
use crate::batch::shelf::find;
use crate::batch::shelf::find::requested_form;
use crate::batch::threads::workers;
use crate::cli::{Choices, TreeOrder};
use crate::diagnostic::Severity;
use std::sync::Arc;

/// Prints the sealed tree of an article on standard output.
pub fn tree(order: &TreeOrder) -> Outcome {
    let reporter = Reporter::new();
    match try_tree(order, &reporter) {
        Ok(outcome) => reporter.ended(outcome),
        Err(message) => reporter.could_not_run(&message),
    }
}

fn try_tree(order: &TreeOrder, reporter: &Reporter) -> Result<Outcome, String> {
    let path = std::slice::from_ref(&order.article);
    let settings = Settings::load(path, &Choices::default(), reporter)?;
    let mut found = find::articles(path, requested_form(order.from), &Excludes::of(&settings, reporter)?)?.articles;
    let profiles = BuildProfiles::load(&settings, reporter)?;
    profiles.assign(&mut found);
    let [found] = found.as_slice() else {
        return Err(format!("`{}` is not one article", order.article.display()));
    };
    let profile = profiles.of(found);
    let loaded = load::load(found, &profile.defaults.limits)?;
    let (read, json) = workers::pool(Some(1))?.install(|| {
        let read = read::read(found, profile, &Arc::default(), &loaded);
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
    Ok(outcome_of(&read.diagnostics))
}
