//! The start of every run: settings, profiles, the articles on the shelf, and the state files of the folder for editions.

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

/// Everything that is known before the first article is read.
pub struct BuildContext {
    #[cfg_attr(not(feature = "watch"), expect(dead_code, reason = "only `watch` looks at it again"))]
    pub settings: Settings,
    pub shelf: Shelf,
    pub found: Vec<SourceArticle>,
    /// The obstacle of each article; `None` where the article can be made.
    pub obstacles: Vec<Option<Obstacle>>,
    /// Folders that could not be read.
    pub unreadable: Vec<UnreadableDir>,
    /// Configurations below the shelf, which are ignored.
    pub unread: Vec<PathBuf>,
    /// Files that are not articles.
    pub passed_over: Vec<PathBuf>,
    /// Articles that were in progress when the last run died, each with its report.
    pub died: Vec<(PathBuf, Diagnostic)>,
    pub ledger: Ledger,
    /// The lock on the state files; `None` in a dry run.
    #[cfg_attr(not(feature = "watch"), expect(dead_code, reason = "held until it is dropped"))]
    pub lock: Option<Lock>,
}

impl BuildContext {
    /// Reads the configuration, the style sheets, the shelf and the state files. `formats` are all that exist; the settings choose
    /// among them.
    ///
    /// # Errors
    /// The first fault that prevents the run.
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

#[cfg(feature = "watch")]
impl BuildContext {
    /// Takes the lock again after it was released. If another run wrote into the folder meanwhile, the state files are read again.
    ///
    /// # Errors
    /// The reason why the lock cannot be taken.
    pub fn lock_again(&mut self, order: &BuildOrder, reporter: &Reporter) -> Result<Lock, String> {
        let lock = prepare(&self.shelf.out, order)?;
        if !self.ledger.is_current() {
            let (ledger, recipes) = open_ledger(&self.shelf.out, order, &self.shelf.recipes, reporter);
            (self.ledger, self.shelf.earlier_recipes) = (ledger, recipes);
        }
        Ok(lock)
    }
}

/// Creates the folder for editions and locks it against other runs.
fn prepare(out: &Path, order: &BuildOrder) -> Result<Lock, String> {
    store::prepare(out)?;
    let waiting = if order.run.no_wait { Waiting::Refuse } else { Waiting::Wait };
    Lock::take(out, order.run.shard, waiting, interrupt::asked())
}

/// Reads the ledger of a folder and adds the recipes of this run. Also returns the recipes that it held before.
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
        // A ledger that cannot be written is reported when it is closed.
        let _ = ledger.go_on();
    }
    let earlier = ledger.recipes().clone();
    for (key, recipe) in recipes.iter().flat_map(|of_look| of_look.values()) {
        ledger.add_recipe(*key, recipe.clone());
    }
    (ledger, earlier)
}
