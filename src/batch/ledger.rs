//! What an earlier run left in the folder for editions, and what this one leaves: the manifest, and beside it a cache. Until a run
//! ends, a journal stands for what it will leave.
//!
//! The manifest says what the files held; the cache how they looked from outside then. A file that still looks so is not read
//! again. A cache is good only for the very manifest it was written beside, so it can be removed at any time, and one that is
//! old, foreign or broken only makes the next run read every file once.

use super::begun::BEGUN;
use super::digest::Digest;
use super::journal::{self, JOURNAL, Journal};
use super::lock::LOCK;
use super::manifest::{self, Kept, Listed, ListedEdition, Manifest, Recipe};
use super::shard::Shard;
use super::stamp::Stamp;
use super::store;
use super::suspects::SUSPECTS;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// How the name of every cache begins.
pub const CACHE: &str = ".quatrefoil-cache";

/// How the name of a file ends that stood in the place of a manifest and is none of ours: it may be dear to somebody.
pub const UNUSABLE: &str = ".unusable";

/// One article as an earlier run left it.
#[derive(Clone, Debug)]
pub struct Known {
    pub listed: Listed,
    pub stamps: Stamps,
}

impl Known {
    /// Takes note of how the file of an edition looks in its place: to be renamed changes how a file looks.
    pub fn is_in_place(&mut self, place: &Path) {
        let is_it = |edition: &ListedEdition| place.extension().is_some_and(|format| *format == *edition.format);
        if let Some(number) = self.listed.editions.iter().position(is_it) {
            self.stamps.editions[number] = Stamp::of_path(place);
        }
    }
}

/// How the files of an article looked; `None` where they have to be read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stamps {
    pub source: Option<Stamp>,
    /// One for each image of the list.
    pub images: Vec<Option<Stamp>>,
    /// One for each edition of the list.
    pub editions: Vec<Option<Stamp>>,
    /// The program that made each edition, as [`program`] names it; 0 where that is not known.
    pub programs: Vec<u64>,
}

/// A number for the file of the program that runs, never 0: whoever builds the program anew has other editions of the same version.
pub fn program() -> u64 {
    // Asked for once: a program that is replaced while it runs is still the one that it was.
    static PROGRAM: OnceLock<u64> = OnceLock::new();
    *PROGRAM.get_or_init(|| {
        let stamp = std::env::current_exe().ok().and_then(|program| Stamp::of_path(&program));
        Digest::blake3(stamp.map(Stamp::of_contents).unwrap_or_default().as_bytes()).number().max(1)
    })
}

impl Stamps {
    /// Whether there is a stamp for each file of an article.
    pub fn fit(&self, listed: &Listed) -> bool {
        let editions = listed.editions.len();
        self.images.len() == listed.images.len() && [self.editions.len(), self.programs.len()] == [editions; 2]
    }

    fn unknown(listed: &Listed) -> Stamps {
        let (images, editions) = (vec![None; listed.images.len()], vec![None; listed.editions.len()]);
        Stamps { source: None, images, editions, programs: vec![0; listed.editions.len()] }
    }
}

/// The books of a folder.
pub struct Ledger {
    manifest: PathBuf,
    cache: PathBuf,
    recipes: BTreeMap<Digest<8>, Recipe>,
    /// By stem.
    known: BTreeMap<String, Known>,
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
            Kept::Nothing => None,
            Kept::Unusable(why) => {
                ledger.is_taken = true;
                Some((ledger.manifest.clone(), why))
            }
            Kept::Whole(manifest, digest) => {
                ledger.digest = Some(digest);
                ledger.fill(manifest, digest);
                None
            }
        };
        if let Some(journal::Kept { recipes, known }) = ledger.journal.kept(ledger.digest) {
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
                (stem, Known { listed, stamps })
            })
            .collect();
    }

    /// Takes an article out, to be put back as it is then.
    pub fn take(&mut self, stem: &str) -> Option<Known> {
        self.known.remove(stem)
    }

    /// Puts an article in.
    pub fn put(&mut self, known: Known) {
        self.known.insert(known.listed.stem.clone(), known);
    }

    /// Writes articles into the journal whose editions are about to be put into their places.
    pub fn announce<'a>(&mut self, articles: impl Iterator<Item = &'a Known>) {
        let mut articles = articles.peekable();
        if articles.peek().is_some() && !self.goes_on {
            // Without a journal a run that is cut off is done once more, and that is all.
            let _ = self.journal.write(self.digest, &self.recipes, articles);
        }
    }

    /// Whether the manifest is the one that was read or written here last.
    #[cfg(feature = "watch")]
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

    /// Closes the books: writes what has changed since they were opened.
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

/// First free name for a file that stood in the manifest's place and cannot be used: none that was kept earlier is overwritten.
pub fn free_name(manifest: &Path) -> PathBuf {
    let name = |number: u64| {
        let mut name = manifest.as_os_str().to_owned();
        name.push(if number == 1 { UNUSABLE.to_owned() } else { format!("{UNUSABLE}-{number}") });
        PathBuf::from(name)
    };
    (1..u64::MAX).map(name).find(|path| path.symlink_metadata().is_err()).unwrap_or_else(|| name(u64::MAX))
}

/// The name of the manifest of a shard, or of the whole shelf.
pub fn manifest_name(shard: Option<Shard>) -> String {
    shard.map_or("manifest.json".to_owned(), |shard| format!("manifest-{}.json", shard.file_part()))
}

/// Whether a file in the folder for editions belongs to the books of a run.
pub fn is_book(name: &str) -> bool {
    let manifest = match name.split_once(UNUSABLE) {
        Some((manifest, rest)) if rest.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit()) => manifest,
        _ => name,
    };
    let is_manifest = manifest == manifest_name(None) || Shard::of_manifest(manifest).is_some();
    is_manifest || [CACHE, JOURNAL, BEGUN, SUSPECTS, LOCK].iter().any(|book| name.starts_with(book))
}

/// Whether the run of a shard has not ended, or was cut off.
pub fn is_open(out: &Path, shard: Shard) -> bool {
    out.join(name_of(JOURNAL, Some(shard))).exists()
}

/// The name of a book of a shard, or of the whole shelf.
pub fn name_of(book: &str, shard: Option<Shard>) -> String {
    shard.map_or(book.to_owned(), |shard| format!("{book}-{}", shard.file_part()))
}

/// `None` for a cache that is not there or not whole. A pipe is none: it has no end that could be waited for.
fn read_cache(path: &Path) -> Option<(CacheHead, BTreeMap<String, Stamps>)> {
    let text = path.is_file().then(|| fs::read_to_string(path).ok())??;
    let mut lines = text.lines();
    let head = serde_json::from_str(lines.next()?).ok()?;
    let stamps = lines.map(serde_json::from_str).collect::<Result<_, _>>().ok()?;
    Some((head, stamps))
}
