//! The ledger: manifest, cache and journal of a folder for editions, as earlier runs left them and as this one will.
//!
//! The manifest records what files held; the cache records their stamps. A file with the same stamp is not read again. A cache is
//! valid only for the manifest that it was written with, so it can be deleted at any time; an old, foreign or broken cache only
//! makes the next run read every file once. The journal replaces the manifest until a run ends.

use super::journal::Journal;
use super::journal::JournalContents;
use super::manifest;
use super::manifest::StoredManifest;
use super::manifest::{Listed, Manifest, Recipe};
use super::names::{CACHE, JOURNAL, free_name, manifest_name, name_of};
use super::previous_build::{PreviousBuild, Stamps};
use crate::batch::files::digest::Digest;
use crate::batch::files::stamp::Stamp;
use crate::batch::files::store;
use crate::shard::Shard;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The ledger of a folder.
pub struct Ledger {
    manifest: PathBuf,
    cache: PathBuf,
    recipes: BTreeMap<Digest<8>, Recipe>,
    /// By stem.
    known: BTreeMap<String, PreviousBuild>,
    /// Digest of the manifest's file; `None` if there is no usable manifest.
    digest: Option<Digest>,
    /// Stamp of the manifest's file when it was last read or written here.
    stamp: Option<Stamp>,
    /// True if a file that is not our manifest is in its place.
    is_taken: bool,
    journal: Journal,
    /// True if the journal of a killed run was read.
    goes_on: bool,
}

#[derive(Serialize, Deserialize)]
struct CacheHead {
    manifest: Digest,
}

impl Ledger {
    /// Reads the ledger of a folder. If the manifest is unusable, also returns its path and the reason.
    pub fn open(out: &Path, shard: Option<Shard>) -> (Ledger, Option<(PathBuf, String)>) {
        let manifest = out.join(manifest_name(shard));
        let (cache, journal) = (out.join(name_of(CACHE, shard)), Journal::at(out.join(name_of(JOURNAL, shard))));
        let (recipes, known) = (BTreeMap::new(), BTreeMap::new());
        let (digest, stamp) = (None, Stamp::of_path(&manifest));
        let mut ledger =
            Ledger { manifest, cache, recipes, known, digest, stamp, is_taken: false, journal, goes_on: false };
        let unusable = match manifest::load(&ledger.manifest) {
            StoredManifest::Nothing => None,
            StoredManifest::Unusable(why) => {
                ledger.is_taken = true;
                Some((ledger.manifest.clone(), why))
            }
            StoredManifest::Whole(manifest, digest) => {
                ledger.digest = Some(digest);
                ledger.fill(manifest, digest);
                None
            }
        };
        if let Some(JournalContents { recipes, known }) = ledger.journal.kept(ledger.digest) {
            ledger.recipes.extend(recipes);
            known.into_iter().for_each(|known| ledger.put(known));
            ledger.goes_on = true;
        }
        (ledger, unusable)
    }

    /// Writes the results of a killed run into the manifest, so that this run can keep its own journal.
    ///
    /// # Errors
    /// The manifest cannot be written; the journal stays.
    pub fn go_on(&mut self) -> Result<(), String> {
        if self.goes_on { self.close(Changed::Manifest) } else { Ok(()) }
    }

    fn fill(&mut self, manifest: Manifest, digest: Digest) {
        let mut stamps = BTreeMap::new();
        if let Some((_, known)) = read_cache(&self.cache).filter(|(head, _)| head.manifest == digest) {
            stamps = known;
        }
        self.recipes = manifest.recipes;
        self.known = manifest
            .articles
            .into_iter()
            .map(|(stem, listed)| {
                let stamps = stamps.remove(&stem).filter(|stamps| stamps.fit(&listed));
                let stamps = stamps.unwrap_or_else(|| Stamps::unknown(&listed));
                (stem, PreviousBuild { listed, stamps })
            })
            .collect();
    }

    /// Removes an article's entry, so that it can be changed and put back.
    pub fn take(&mut self, stem: &str) -> Option<PreviousBuild> {
        self.known.remove(stem)
    }

    /// Puts an article's entry in.
    pub fn put(&mut self, known: PreviousBuild) {
        self.known.insert(known.listed.stem.clone(), known);
    }

    /// Writes articles into the journal before their editions are renamed into place.
    pub fn announce<'a>(&mut self, articles: impl Iterator<Item = &'a PreviousBuild>) {
        let mut articles = articles.peekable();
        if articles.peek().is_some() && !self.goes_on {
            // Without a journal, a killed run is only repeated.
            let _ = self.journal.write(self.digest, &self.recipes, articles);
        }
    }

    /// True if the manifest's file is the one that was last read or written here.
    #[cfg(feature = "watch")]
    pub fn is_current(&self) -> bool {
        self.stamp == Stamp::of_path(&self.manifest)
    }

    /// The entries of all articles.
    pub fn articles(&self) -> impl Iterator<Item = &Listed> + Clone {
        self.known.values().map(|known| &known.listed)
    }

    /// Adds a recipe of this run.
    pub fn add_recipe(&mut self, key: Digest<8>, recipe: Recipe) {
        self.recipes.insert(key, recipe);
    }

    /// All recipes by their keys.
    pub fn recipes(&self) -> &BTreeMap<Digest<8>, Recipe> {
        &self.recipes
    }

    /// Closes the ledger: writes the files that have changed since it was read.
    ///
    /// # Errors
    /// The manifest cannot be written; the earlier one stays. A cache that cannot be written only makes the next run slower.
    pub fn close(&mut self, changed: Changed) -> Result<(), String> {
        let digest = match self.digest {
            Some(digest) if changed < Changed::Manifest => digest,
            _ => {
                self.make_room()?;
                manifest::store(&self.manifest, &self.recipes, self.articles())?
            }
        };
        if self.digest != Some(digest) || changed != Changed::Nothing {
            let _ = self.store_cache(digest);
        }
        (self.digest, self.stamp) = (Some(digest), Stamp::of_path(&self.manifest));
        self.goes_on = false;
        self.journal.end();
        Ok(())
    }

    /// Renames a file in the manifest's place that is not a manifest.
    fn make_room(&mut self) -> Result<(), String> {
        if self.is_taken {
            fs::rename(&self.manifest, free_name(&self.manifest))
                .map_err(|error| format!("{}: {error}", self.manifest.display()))?;
            self.is_taken = false;
        }
        Ok(())
    }

    /// A head line, then one line for each article.
    fn store_cache(&self, manifest: Digest) -> Result<(), String> {
        store::store_written(&self.cache, |file| {
            serde_json::to_writer(&mut *file, &CacheHead { manifest })?;
            for (stem, known) in &self.known {
                file.write_all(b"\n")?;
                serde_json::to_writer(&mut *file, &(stem, &known.stamps))?;
            }
            Ok(())
        })
    }
}

/// The most that a run has changed in the ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Changed {
    #[default]
    Nothing,
    /// Files have other stamps and the same contents.
    Cache,
    Manifest,
}

/// Reads a cache; `None` if it is missing or incomplete. A pipe is not read: it could block forever.
fn read_cache(path: &Path) -> Option<(CacheHead, BTreeMap<String, Stamps>)> {
    let text = path.is_file().then(|| fs::read_to_string(path).ok())??;
    let mut lines = text.lines();
    let head = serde_json::from_str(lines.next()?).ok()?;
    let stamps = lines.map(serde_json::from_str).collect::<Result<_, _>>().ok()?;
    Some((head, stamps))
}
