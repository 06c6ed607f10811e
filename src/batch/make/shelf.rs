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

/// What all articles of a run have in common.
pub struct Shelf {
    pub profiles: BuildProfiles,
    /// What editions are made with, by the number of the look.
    pub recipes: Vec<Recipes>,
    /// What the editions of earlier runs were made with.
    pub earlier_recipes: BTreeMap<Digest<8>, Recipe>,
    /// The program that runs, as the cache names it.
    pub program: u64,
    /// `None` where nothing names a day.
    pub build_date: Option<Date>,
    /// The formats that are asked for.
    pub exporters: Vec<&'static dyn Exporter>,
    /// The folder for the editions.
    pub out: PathBuf,
    /// Where the editions of every article go, for the links between them.
    pub stems: Arc<BTreeSet<String>>,
    /// Make what need not be made, too.
    pub force: bool,
    /// Only say what would be made.
    pub dry_run: bool,
    /// Which articles are in the making, for the run after one whose process died.
    pub begun: BegunFile,
    pub suspects: Suspects,
    /// Once it is set, no edition is begun.
    pub stop: &'static AtomicBool,
}

impl Shelf {
    /// What an edition of an article is made with, and its name in the manifest.
    pub fn recipe(&self, found: &SourceArticle, exporter: &dyn Exporter) -> &(Digest<8>, Recipe) {
        &self.recipes[found.profile][exporter.name()]
    }

    /// An article that is about to be read, and what it is made from.
    pub fn begun(&self, found: &SourceArticle, loaded: &LoadedArticle) -> Begun {
        let recipes = self.exporters.iter().map(|exporter| self.recipe(found, *exporter).0);
        let mut from = [&loaded.digest.bytes()[..], &self.program.to_be_bytes()].concat();
        recipes.for_each(|recipe| from.extend(recipe.bytes()));
        Begun { stem: found.stem_of_links(), made_from: Digest::blake3(&from).key() }
    }
}
