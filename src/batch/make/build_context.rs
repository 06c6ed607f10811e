//! What every run begins with: the settings, the profiles, what lies on the shelf, and the books of the folder for editions.

use super::recipe;
use super::recipe::Recipes;
use super::shelf::Shelf;
use crate::batch::config::{BuildProfiles, Settings};
use crate::batch::files::clock::build_date;
use crate::batch::files::digest::Digest;
use crate::batch::files::store;
use crate::batch::report::Reporter;
use crate::batch::shelf::excludes::Excludes;
use crate::batch::shelf::find::{Finding, UnreadableDir, requested_form};
use crate::batch::shelf::obstacles::Obstacle;
use crate::batch::shelf::{find, obstacles};
use crate::batch::source_article::SourceArticle;
use crate::batch::state::begun::BegunFile;
use crate::batch::state::ledger::Ledger;
use crate::batch::state::lock::{Lock, Waiting};
use crate::batch::state::manifest::Recipe;
use crate::batch::state::names::{BEGUN, SUSPECTS, free_name, name_of};
use crate::batch::state::suspects::Suspects;
use crate::batch::state::{previous_build, suspects};
use crate::batch::threads::interrupt;
use crate::cli::BuildOrder;
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::export::Exporter;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// All that is known before the first article is read.
pub struct BuildContext {
    pub settings: Settings,
    pub shelf: Shelf,
    pub found: Vec<SourceArticle>,
    /// What keeps each article from being made; `None` for nothing.
    pub obstacles: Vec<Option<Obstacle>>,
    /// Folders that could not be looked into.
    pub unreadable: Vec<UnreadableDir>,
    /// Configurations that are not read.
    pub unread: Vec<PathBuf>,
    /// Files that are no articles.
    pub passed_over: Vec<PathBuf>,
    /// Articles that the last run was making when its process died, each with its report.
    pub died: Vec<(PathBuf, Diagnostic)>,
    pub ledger: Ledger,
    /// Held as long as the books are read and written; `None` in a dry run.
    pub lock: Option<Lock>,
}

impl BuildContext {
    /// Reads the configuration, the styles, what lies on the shelf and the books. `formats` are all that there are; which of them
    /// are made, the settings say.
    ///
    /// # Errors
    /// Whatever keeps a run from beginning.
    pub fn open(
        order: &BuildOrder,
        formats: &[&'static dyn Exporter],
        reporter: &Reporter,
    ) -> Result<BuildContext, String> {
        let settings = Settings::load(&order.paths, &order.choices, reporter)?;
        let profiles = BuildProfiles::load(&settings, reporter)?;
        let (build_date, exporters, out) = (build_date()?, settings.chosen(formats), settings.out());
        let Finding { articles: mut found, unreadable, unread, passed_over } =
            find::articles(&order.paths, requested_form(order.from), &Excludes::of(&settings, reporter)?)?;
        profiles.assign(&mut found);
        obstacles::keep_apart(&found, &order.paths, &out)?;
        let lock = if order.run.dry_run { None } else { Some(prepare(&out, order)?) };
        if lock.is_some() {
            store::remove_strays(&out, order.run.shard);
        }
        let begun = BegunFile::at(out.join(name_of(BEGUN, order.run.shard)));
        let left = begun.left();
        let suspects = Suspects::of(out.join(name_of(SUSPECTS, order.run.shard)), &left);
        if lock.is_some() && !left.is_empty() {
            suspects.store();
            begun.remove();
        }
        let recipes = recipe::all(&profiles, &exporters, build_date);
        let (ledger, earlier_recipes) = open_ledger(&out, order, &recipes, reporter);
        Ok(BuildContext {
            died: suspects::reports(&left, &found),
            obstacles: obstacles::obstacles(&found, &order.paths, &out, &exporters),
            shelf: Shelf {
                stems: Arc::new(found.iter().map(SourceArticle::stem_of_links).collect()),
                profiles,
                recipes,
                earlier_recipes,
                program: previous_build::program(),
                build_date,
                exporters,
                out,
                force: order.run.force,
                dry_run: order.run.dry_run,
                begun,
                suspects,
                stop: interrupt::watch(),
            },
            lock,
            settings,
            found,
            unreadable,
            unread,
            passed_over,
            ledger,
        })
    }
}

impl BuildContext {
    /// Takes the lock again after it was given back; where another run has written into the folder since, its books are read.
    ///
    /// # Errors
    /// Why the lock cannot be had.
    pub fn lock_again(&mut self, order: &BuildOrder, reporter: &Reporter) -> Result<Lock, String> {
        let lock = prepare(&self.shelf.out, order)?;
        if !self.ledger.is_current() {
            let (ledger, recipes) = open_ledger(&self.shelf.out, order, &self.shelf.recipes, reporter);
            (self.ledger, self.shelf.earlier_recipes) = (ledger, recipes);
        }
        Ok(lock)
    }
}

/// Makes the folder for the editions, and sees to it that nobody else writes into it.
fn prepare(out: &Path, order: &BuildOrder) -> Result<Lock, String> {
    store::prepare(out)?;
    let waiting = if order.run.no_wait { Waiting::Refuse } else { Waiting::Wait };
    Lock::take(out, order.run.shard, waiting, interrupt::asked())
}

/// The books of a folder, with the recipes of this run, and the recipes that they had before.
fn open_ledger(
    out: &Path,
    order: &BuildOrder,
    recipes: &[Recipes],
    reporter: &Reporter,
) -> (Ledger, BTreeMap<Digest<8>, Recipe>) {
    let (mut ledger, unusable) = Ledger::open(out, order.run.shard);
    if let Some((path, why)) = unusable {
        let message = format!("the manifest cannot be used: {why}");
        let diagnostic = Diagnostic::new(Rule::ManifestUnusable, SourceSpan::NOWHERE, message);
        let kept = free_name(&path);
        let kept = kept.file_name().map(std::ffi::OsStr::to_string_lossy).unwrap_or_default();
        let help = format!("everything is made again; the file is kept as `{kept}`");
        reporter.file(&path, "", &[diagnostic.with_help(help)]);
    }
    if !order.run.dry_run {
        // Books that cannot be written now are told of when they are closed.
        let _ = ledger.go_on();
    }
    let earlier = ledger.recipes().clone();
    for (key, recipe) in recipes.iter().flat_map(|of_look| of_look.values()) {
        ledger.add_recipe(*key, recipe.clone());
    }
    (ledger, earlier)
}
