//! One article through the whole flow: plan, load, read, seal, export, stage.

use super::load::load;
use super::pictures::LoadedPictures;
use super::read::read;
use super::shelf::Shelf;
use super::{editions, pictures, plan};
use crate::batch::outcome::ArticleOutcome;
use crate::batch::outcome::faults::{bug, file_fault};
use crate::batch::shelf::obstacles::Obstacle;
use crate::batch::source_article::SourceArticle;
use crate::batch::state::manifest::Listed;
use crate::batch::state::previous_build::PreviousBuild;
use crate::batch::state::suspects;
use crate::diagnostic::{Diagnostic, Rule, SourceSpan, cap_per_rule};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Builds one article of a run. A panic is caught and reported as our bug; the article's earlier entry is then kept.
pub fn build(
    shelf: &Shelf,
    found: &SourceArticle,
    obstacle: Option<&Obstacle>,
    mut known: Option<PreviousBuild>,
) -> ArticleOutcome {
    let mut outcome = match obstacle {
        Some(obstacle) => blocked_by(obstacle),
        None => catch_unwind(AssertUnwindSafe(|| make(shelf, found, &mut known)))
            .unwrap_or_else(|_| ArticleOutcome { diagnostics: vec![bug("the article")], ..ArticleOutcome::default() }),
    };
    outcome.known = outcome.known.or(known);
    outcome
}

/// The outcome of an article whose editions have no place.
fn blocked_by(obstacle: &Obstacle) -> ArticleOutcome {
    let diagnostic = Diagnostic::new(Rule::SameEdition, SourceSpan::NOWHERE, obstacle.to_string());
    ArticleOutcome { diagnostics: vec![diagnostic.with_help(obstacle.help())], ..ArticleOutcome::default() }
}

/// Makes and stages the editions of one article that its plan asks for. Every failure is among the outcome's diagnostics.
///
/// `known` is taken only when a new entry can replace it, so the earlier entry survives a panic.
fn make(shelf: &Shelf, found: &SourceArticle, known: &mut Option<PreviousBuild>) -> ArticleOutcome {
    let profile = shelf.profiles.of(found);
    let limits = &profile.defaults.limits;
    let planned = plan::plan(shelf, found, known.as_mut()).and_then(|mut plan| {
        let loaded = match plan.loaded.take() {
            _ if shelf.dry_run || plan.make.is_empty() && !plan.lists_anew => None,
            Some(loaded) => Some(loaded),
            None => Some(load(found, limits)?),
        };
        Ok((plan, loaded))
    });
    match planned {
        Ok((plan, Some(loaded))) => {
            let begun = shelf.begun(found, &loaded);
            if !shelf.force && shelf.suspects.skips(&begun) {
                return ArticleOutcome {
                    diagnostics: vec![suspects::skipped()],
                    known: known.take(),
                    ..ArticleOutcome::default()
                };
            }
            let _in_the_making = shelf.begun.begin(&begun);
            let mut read = read(found, profile, &shelf.stems, &loaded);
            let pictures = match &read.document {
                Some(document) => pictures::load(document, found.folder(), limits, &mut read.diagnostics),
                None => LoadedPictures::default(),
            };
            read.diagnostics.sort_by_key(|diagnostic| (diagnostic.at, diagnostic.rule));
            read.diagnostics = cap_per_rule(read.diagnostics);
            editions::make(shelf, found, editions::EditionInputs { loaded, read, pictures }, &plan.make, known)
        }
        Ok((plan, None)) => {
            let asked = shelf.exporters.iter().map(|exporter| exporter.name());
            let kept = asked.filter(|format| plan.make.iter().all(|(exporter, _)| exporter.name() != *format));
            let kept: Vec<_> = kept.collect();
            let mut diagnostics = known.as_ref().map_or_else(Vec::new, |known| recorded(&known.listed, &kept));
            if plan.make.iter().any(|(_, reason)| reason.makes_another_article()) {
                // Diagnostics of the earlier article may no longer be true.
                diagnostics.clear();
            }
            let made = plan.make.into_iter().map(|(exporter, reason)| (exporter.name(), reason)).collect();
            ArticleOutcome {
                diagnostics,
                made,
                kept,
                known: known.take(),
                changed: plan.changed,
                ..ArticleOutcome::default()
            }
        }
        Err(message) => {
            ArticleOutcome { diagnostics: vec![file_fault(message)], known: known.take(), ..ArticleOutcome::default() }
        }
    }
}

/// Diagnostics that were recorded for an article and for those of its editions that are named.
fn recorded(listed: &Listed, formats: &[&str]) -> Vec<Diagnostic> {
    let editions = listed.editions.iter().filter(|edition| formats.contains(&edition.format.as_str()));
    listed.diagnostics.iter().chain(editions.flat_map(|edition| &edition.diagnostics)).cloned().collect()
}
