//! Inputs that all articles of a run share.

use super::load::LoadedArticle;
use super::recipe::Recipes;
use crate::batch::config::BuildProfiles;
use crate::batch::files::digest::Digest;
use crate::batch::source_article::SourceArticle;
use crate::batch::state::begun::{Begun, BegunFile};
use crate::batch::state::manifest::Recipe;
use crate::batch::state::suspects::Suspects;
use crate::export::Exporter;
use crate::tree::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Inputs that all articles of a run share.
pub struct Shelf {
    pub profiles: BuildProfiles,
    /// Recipes by number of the build profile.
    pub recipes: Vec<Recipes>,
    /// Recipes of the editions of earlier runs.
    pub earlier_recipes: BTreeMap<Digest<8>, Recipe>,
    /// Number of the running program's file, as in the cache.
    pub program: u64,
    /// Date of `SOURCE_DATE_EPOCH`; `None` if it is not set.
    pub build_date: Option<Date>,
    /// The requested formats.
    pub exporters: Vec<&'static dyn Exporter>,
    /// The folder for editions.
    pub out: PathBuf,
    /// Stems of all articles, for the links between them.
    pub stems: Arc<BTreeSet<String>>,
    /// Make every edition, even those that are up to date.
    pub force: bool,
    /// Report what would be made; write nothing.
    pub dry_run: bool,
    /// The list of articles in progress, for the next run in case this process dies.
    pub begun: BegunFile,
    pub suspects: Suspects,
    /// When it is set, no further edition is started.
    pub stop: &'static AtomicBool,
}

impl Shelf {
    /// The recipe of an article's edition, and its key in the manifest.
    pub fn recipe(&self, found: &SourceArticle, exporter: &dyn Exporter) -> &(Digest<8>, Recipe) {
        &self.recipes[found.profile][exporter.name()]
    }

    /// The entry for the list of articles in progress.
    pub fn begun(&self, found: &SourceArticle, loaded: &LoadedArticle) -> Begun {
        let recipes = self.exporters.iter().map(|exporter| self.recipe(found, *exporter).0);
        let mut from = [&loaded.digest.bytes()[..], &self.program.to_be_bytes()].concat();
        recipes.for_each(|recipe| from.extend(recipe.bytes()));
        Begun { stem: found.stem_of_links(), made_from: Digest::blake3(&from).key() }
    }
}
