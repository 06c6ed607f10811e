//! What every run begins with: the settings, the looks, what lies on the shelf, and the books of the folder for editions.

use super::article::Shelf;
use super::config::{Looks, Settings};
use super::excludes::Excludes;
use super::find::{self, Finding, Found, Shut};
use super::ledger::{self, Ledger};
use super::obstacles::{self, Obstacle};
use super::report::Reporter;
use super::{build_date, chosen, form_of, interrupt, recipe, store};
use crate::cli::BuildOrder;
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::export::Exporter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// All that is known before the first article is read.
pub struct Opened {
    pub settings: Settings,
    pub shelf: Shelf,
    pub found: Vec<Found>,
    /// What keeps each article from being made; `None` for nothing.
    pub obstacles: Vec<Option<Obstacle>>,
    /// Folders that could not be looked into.
    pub shut: Vec<Shut>,
    /// Configurations that are not read.
    pub unread: Vec<PathBuf>,
    /// Files that are no articles.
    pub passed_over: Vec<PathBuf>,
    pub ledger: Ledger,
}

impl Opened {
    /// Reads the configuration, the styles, what lies on the shelf and the books. `formats` are all that there are; which of them
    /// are made, the settings say.
    ///
    /// # Errors
    /// Whatever keeps a run from beginning.
    pub fn open(order: &BuildOrder, formats: &[&'static dyn Exporter], reporter: &Reporter) -> Result<Opened, String> {
        let settings = Settings::load(&order.paths, &order.choices, reporter)?;
        let looks = Looks::load(&settings, reporter)?;
        let (build_date, exporters, out) = (build_date()?, chosen(formats, &settings), settings.out());
        let Finding { articles: mut found, shut, unread, passed_over } =
            find::articles(&order.paths, form_of(order.from), &Excludes::of(&settings, reporter)?)?;
        looks.assign(&mut found);
        obstacles::keep_apart(&found, &order.paths, &out)?;
        if !order.run.dry_run {
            store::prepare(&out, order.run.shard)?;
        }
        let mut ledger = open_ledger(&out, order, reporter);
        if !order.run.dry_run {
            // Books that cannot be written now are told of when they are closed.
            let _ = ledger.go_on();
        }
        let earlier_recipes = ledger.recipes().clone();
        let recipes = recipe::all(&looks, &exporters, build_date);
        for (key, recipe) in recipes.iter().flat_map(|of_look| of_look.values()) {
            ledger.add_recipe(*key, recipe.clone());
        }
        Ok(Opened {
            obstacles: obstacles::obstacles(&found, &order.paths, &out, &exporters),
            shelf: Shelf {
                stems: Arc::new(found.iter().map(Found::stem_of_links).collect()),
                looks,
                recipes,
                earlier_recipes,
                program: ledger::program(),
                build_date,
                exporters,
                out,
                force: order.run.force,
                dry_run: order.run.dry_run,
                stop: interrupt::watch(),
            },
            settings,
            found,
            shut,
            unread,
            passed_over,
            ledger,
        })
    }
}

fn open_ledger(out: &Path, order: &BuildOrder, reporter: &Reporter) -> Ledger {
    let (ledger, unusable) = Ledger::open(out, order.run.shard);
    if let Some((path, why)) = unusable {
        let message = format!("the manifest cannot be used: {why}");
        let diagnostic = Diagnostic::new(Rule::ManifestUnusable, SourceSpan::NOWHERE, message);
        let name = path.file_name().map(std::ffi::OsStr::to_string_lossy).unwrap_or_default();
        let help = format!("everything is made again; the file is kept as `{name}{}`", ledger::UNUSABLE);
        reporter.file(&path, "", &[diagnostic.with_help(help)]);
    }
    ledger
}
