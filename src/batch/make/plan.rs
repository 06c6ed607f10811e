//! Plan of an article: the editions that must be made and the reasons. Compares what each edition was made from with what it would
//! be made from now.
//!
//! A file with an unchanged stamp is not read. A file with another stamp is read, and only its digest counts.

use super::load::LoadedArticle;
use super::shelf::Shelf;
use super::{load, pictures, read};
use crate::batch::files::digest::Digest;
use crate::batch::files::stamp::Stamp;
use crate::batch::outcome::Reason;
use crate::batch::source_article::SourceArticle;
use crate::batch::state::ledger::Changed;
use crate::batch::state::manifest::{ListedEdition, Recipe};
use crate::batch::state::previous_build::PreviousBuild;
use crate::export::Exporter;

/// The plan of one article.
#[derive(Default)]
pub struct Plan {
    /// Editions to make, in the usual order of the formats; empty if all are up to date.
    pub make: Vec<(&'static dyn Exporter, Reason)>,
    /// The loaded article, if planning had to read it.
    pub loaded: Option<LoadedArticle>,
    /// True if the article must be read and listed again, even if no edition is made.
    pub lists_anew: bool,
    /// Change to the state files by renewed stamps.
    pub changed: Changed,
}

/// Plans an article. Renews the stamps in `known` of files that were touched but hold the same bytes.
///
/// # Errors
/// An article that cannot be read.
pub fn plan(shelf: &Shelf, found: &SourceArticle, known: Option<&mut PreviousBuild>) -> Result<Plan, String> {
    let mut plan = Plan::default();
    let every = |reason: Reason| shelf.exporters.iter().map(|exporter| (*exporter, reason.clone())).collect();
    let Some(known) = known else {
        plan.make = every(Reason::New);
        return Ok(plan);
    };
    let reason = if shelf.force { Some(Reason::Forced) } else { changed(shelf, found, known, &mut plan)? };
    plan.lists_anew = reason.is_some();
    let mut reason_of = |exporter: &&'static dyn Exporter| {
        let reason = reason.clone().filter(|reason| reason.concerns(*exporter));
        let own = || edition_changed(shelf, found, known, *exporter, &mut plan.changed);
        Some((*exporter, reason.or_else(own)?))
    };
    plan.make = shelf.exporters.iter().filter_map(&mut reason_of).collect();
    Ok(plan)
}

/// The first change to the article itself, its images or its links since it was listed.
fn changed(
    shelf: &Shelf,
    found: &SourceArticle,
    known: &mut PreviousBuild,
    plan: &mut Plan,
) -> Result<Option<Reason>, String> {
    if known.listed.source != found.source() {
        return Ok(Some(Reason::Source));
    }
    let limits = &shelf.profiles.of(found).defaults.limits;
    let stamp = load::stamp(found);
    if stamp.is_none() || stamp != known.stamps.source {
        let loaded = load::load(found, limits)?;
        let same = loaded.digest == known.listed.blake3;
        renew(&mut known.stamps.source, loaded.stamp, &mut plan.changed);
        plan.loaded = Some(loaded);
        if !same {
            return Ok(Some(Reason::Source));
        }
    }
    let folder = found.folder();
    for (image, known_stamp) in known.listed.images.iter().zip(&mut known.stamps.images) {
        let stamp = Stamp::of_path(&folder.join(&image.path));
        if stamp.is_some() && stamp == *known_stamp {
            continue;
        }
        let (digest, stamp) = pictures::look(&image.path, folder, limits);
        if digest != image.blake3 {
            return Ok(Some(Reason::Image(image.path.clone())));
        }
        renew(known_stamp, stamp, &mut plan.changed);
    }
    if !known.listed.links.is_empty() {
        let neighbours = read::neighbours(shelf.profiles.of(found), found, &shelf.stems);
        if known.listed.links.iter().any(|(link, way)| neighbours.relative_path(link) != *way) {
            return Ok(Some(Reason::Links));
        }
    }
    Ok(None)
}

/// The reason for making one edition of an unchanged article; `None` if the edition is up to date.
fn edition_changed(
    shelf: &Shelf,
    found: &SourceArticle,
    known: &mut PreviousBuild,
    exporter: &dyn Exporter,
    changed: &mut Changed,
) -> Option<Reason> {
    let Some(place) = known.listed.editions.iter().position(|edition| edition.format == exporter.name()) else {
        return Some(Reason::New);
    };
    let edition = &mut known.listed.editions[place];
    if edition.stale {
        return Some(Reason::Source);
    }
    let (key, recipe) = shelf.recipe(found, exporter);
    if edition.recipe != *key {
        match shelf.earlier_recipes.get(&edition.recipe).map(|earlier| difference(earlier, recipe)) {
            None => return Some(Reason::Program),
            Some(Some(reason)) => return Some(reason),
            // Another style sheet that gives the same edition.
            Some(None) => (edition.recipe, *changed) = (*key, Changed::Manifest),
        }
    }
    let program = &mut known.stamps.programs[place];
    match *program {
        // The cache does not know the program; the manifest confirms its version.
        0 => (*program, *changed) = (shelf.program, (*changed).max(Changed::Cache)),
        program if program != shelf.program => return Some(Reason::Program),
        _ => {}
    }
    let path = found.edition_path(&shelf.out, exporter);
    let Some(stamp) = Stamp::of_path(&path) else {
        return Some(Reason::Gone);
    };
    let known_stamp = &mut known.stamps.editions[place];
    if *known_stamp != Some(stamp) {
        if !holds(&path, &known.listed.editions[place]) {
            return Some(Reason::Altered);
        }
        renew(known_stamp, Some(stamp), changed);
    }
    None
}

fn holds(path: &std::path::Path, edition: &ListedEdition) -> bool {
    Digest::sha256_of_file(path).is_ok_and(|digest| digest == edition.sha256)
}

/// The first difference between two recipes that changes editions; `None` if there is none. Options come before the style's values,
/// since the clinic's values are both.
fn difference(earlier: &Recipe, now: &Recipe) -> Option<Reason> {
    if earlier.program != now.program {
        return Some(Reason::Program);
    }
    let differs = |key: &&String| earlier.options.get(*key) != now.options.get(*key);
    if let Some(key) = earlier.options.keys().chain(now.options.keys()).find(differs) {
        return Some(Reason::Option(key.clone()));
    }
    if earlier.fonts != now.fonts {
        return Some(Reason::Fonts);
    }
    (earlier.values != now.values).then_some(Reason::Style)
}

fn renew(known: &mut Option<Stamp>, stamp: Option<Stamp>, changed: &mut Changed) {
    if *known != stamp {
        *known = stamp;
        *changed = (*changed).max(Changed::Cache);
    }
}
