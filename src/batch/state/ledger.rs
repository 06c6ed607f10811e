//! What an earlier run left in the folder for editions, and what this one leaves: the manifest, and beside it a cache. Until a run
//! ends, a journal stands for what it will leave.
//!
//! The manifest says what the files held; the cache how they looked from outside then. A file that still looks so is not read
//! again. A cache is good only for the very manifest it was written beside, so it can be removed at any time, and one that is
//! old, foreign or broken only makes the next run read every file once.

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

/// The books of a folder.
pub struct Ledger {
    manifest: PathBuf,
    cache: PathBuf,
    recipes: BTreeMap<Digest<8>, Recipe>,
    /// By stem.
    known: BTreeMap<String, PreviousBuild>,
    /// Of the manifest's file as it is; `None` where there is none that can be used.
    digest: Option<Digest>,
    /// How the manifest's file looked when it was read or written here.
    stamp: Option<Stamp>,
    /// Whether a file that is no manifest of ours stands in its place.
    is_taken: bool,
    journal: Journal,
    /// Whether the journal of a run that was cut off was read.
    goes_on: bool,
}

#[derive(Serialize, Deserialize)]
struct CacheHead {
    manifest: Digest,
}

impl Ledger {
    /// Opens the books of a folder. Of a manifest that cannot be used, the path and one clause that says why are given.
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

    /// Brings what a run that was cut off had done into the books, so that this one can keep a journal of its own.
    ///
    /// # Errors
    /// The books cannot be written; the journal stays as it is.
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

    /// Takes an article out, to be put back as it is then.
    pub fn take(&mut self, stem: &str) -> Option<PreviousBuild> {
        self.known.remove(stem)
    }

    /// Puts an article in.
    pub fn put(&mut self, known: PreviousBuild) {
        self.known.insert(known.listed.stem.clone(), known);
    }

    /// Writes articles into the journal whose editions are about to be put into their places.
    pub fn announce<'a>(&mut self, articles: impl Iterator<Item = &'a PreviousBuild>) {
        let mut articles = articles.peekable();
        if articles.peek().is_some() && !self.goes_on {
            // Without a journal a run that is cut off is done once more, and that is all.
            let _ = self.journal.write(self.digest, &self.recipes, articles);
        }
    }

    /// Whether the manifest is the one that was read or written here last.
    pub fn is_current(&self) -> bool {
        self.stamp == Stamp::of_path(&self.manifest)
    }

    /// The articles that are in the books now.
    pub fn articles(&self) -> impl Iterator<Item = &Listed> + Clone {
        self.known.values().map(|known| &known.listed)
    }

    /// Adds what editions of this run are made with.
    pub fn add_recipe(&mut self, key: Digest<8>, recipe: Recipe) {
        self.recipes.insert(key, recipe);
    }

    /// What an edition was made with; `None` where the manifest does not say.
    pub fn recipes(&self) -> &BTreeMap<Digest<8>, Recipe> {
        &self.recipes
    }

    /// Closes the books: writes what has changed since they were context.
    ///
    /// # Errors
    /// The manifest cannot be written; the earlier one stays. A cache that cannot be written costs the next run time and no more.
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

    /// Sets aside what stands in the manifest's place and is none.
    fn make_room(&mut self) -> Result<(), String> {
        if self.is_taken {
            fs::rename(&self.manifest, free_name(&self.manifest))
                .map_err(|error| format!("{}: {error}", self.manifest.display()))?;
            self.is_taken = false;
        }
        Ok(())
    }

    /// A line for the whole, then a line an article.
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

/// What of the books has changed in a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Changed {
    #[default]
    Nothing,
    /// Files look otherwise and hold the same.
    Cache,
    Manifest,
}

/// `None` for a cache that is not there or not whole. A pipe is none: it has no end that could be waited for.
fn read_cache(path: &Path) -> Option<(CacheHead, BTreeMap<String, Stamps>)> {
    let text = path.is_file().then(|| fs::read_to_string(path).ok())??;
    let mut lines = text.lines();
    let head = serde_json::from_str(lines.next()?).ok()?;
    let stamps = lines.map(serde_json::from_str).collect::<Result<_, _>>().ok()?;
    Some((head, stamps))
}
