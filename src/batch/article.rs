//! One article through the whole flow: plan, load, read, seal, export, store.

use super::begun::{Begun, BegunFile};
use super::config::{Look, Looks};
use super::digest::Digest;
use super::find::Found;
use super::ledger::{Changed, Known};
use super::manifest::{Listed, Recipe};
use super::obstacles::Obstacle;
use super::plan::{self, Reason};
use super::recipe::Recipes;
use super::stamp::{self, Stamp};
use super::store::Aside;
use super::suspects::{self, Suspects};
use super::{editions, pictures};
use crate::diagnostic::{Diagnostic, Rule, SourceSpan, cap_per_rule};
use crate::export::Exporter;
use crate::limits::Limits;
use crate::read::{Article, Form, Neighbours, Ways};
use crate::tree::{Date, Document};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// What all articles of a run have in common.
pub struct Shelf {
    pub looks: Looks,
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
    pub fn recipe(&self, found: &Found, exporter: &dyn Exporter) -> &(Digest<8>, Recipe) {
        &self.recipes[found.look][exporter.name()]
    }

    /// An article that is about to be read, and what it is made from.
    fn begun(&self, found: &Found, loaded: &Loaded) -> Begun {
        let recipes = self.exporters.iter().map(|exporter| self.recipe(found, *exporter).0);
        let mut from = [&loaded.digest.bytes()[..], &self.program.to_be_bytes()].concat();
        recipes.for_each(|recipe| from.extend(recipe.bytes()));
        Begun { stem: found.stem_of_links(), made_from: Digest::blake3(&from).key() }
    }
}

/// An article as far as reading brings it.
pub struct Read {
    /// `None` where nothing can be made of it; its diagnostics say why.
    pub document: Option<Document>,
    pub diagnostics: Vec<Diagnostic>,
    pub text: String,
    pub ways: Ways,
}

/// What became of one article.
#[derive(Default)]
pub struct Done {
    /// Of the article and of each edition that was asked for, whether it was made now or before.
    pub diagnostics: Vec<Diagnostic>,
    /// `None` where the article was not read.
    pub text: Option<String>,
    /// The formats that were stored, or in a dry run that would be, and why.
    pub made: Vec<(&'static str, Reason)>,
    /// The formats that were asked for and are as they should be.
    pub kept: Vec<&'static str>,
    /// What was made now and is not in its place yet.
    pub asides: Vec<Aside>,
    /// For the manifest; `None` where nothing is known of it.
    pub known: Option<Known>,
    pub changed: Changed,
}

impl Done {
    /// What became of an article that has no place for its editions.
    fn kept_from(obstacle: &Obstacle) -> Done {
        let diagnostic = Diagnostic::new(Rule::SameEdition, SourceSpan::NOWHERE, obstacle.to_string());
        Done { diagnostics: vec![diagnostic.with_help(obstacle.help())], ..Done::default() }
    }

    /// What became of an article on which Quatrefoil itself failed; `what` failed is named.
    fn ours(what: &str) -> Done {
        Done { diagnostics: vec![bug(what)], ..Done::default() }
    }

    /// What became of one of the articles of a run. A panic is our bug and is told as one; what was known before is then still
    /// known.
    pub fn of(shelf: &Shelf, found: &Found, obstacle: Option<&Obstacle>, mut known: Option<Known>) -> Done {
        let mut done = match obstacle {
            Some(obstacle) => Done::kept_from(obstacle),
            None => catch_unwind(AssertUnwindSafe(|| make(shelf, found, &mut known)))
                .unwrap_or_else(|_| Done::ours("the article")),
        };
        done.known = done.known.or(known);
        done
    }

    /// The same without the article's text: what waits for its turn to be counted is small.
    pub fn without_words(self) -> Done {
        Done { text: None, ..self }
    }

    /// The text that its diagnostics speak of. Where it was not read, or is not held any more, its file is, if that is UTF-8.
    pub fn text_of(&self, found: &Found) -> Option<Cow<'_, str>> {
        match (&self.text, &found.path) {
            (Some(text), _) => Some(Cow::Borrowed(text)),
            // A pipe was read to its end: there is nothing more in it.
            (None, Some(path)) if path.is_file() => std::fs::read_to_string(path).ok().map(Cow::Owned),
            (None, _) => None,
        }
    }
}

/// An article's bytes.
pub struct Loaded {
    /// Of an article that is larger than its limit one byte more than that.
    pub bytes: Vec<u8>,
    /// What the `.toml` beside it says; or why that cannot be read.
    pub beside: Result<String, String>,
    /// Of both.
    pub digest: Digest,
    /// How its file looked; `None` where it has to be read the next time, too.
    pub stamp: Option<Stamp>,
}

/// Loads an article.
///
/// # Errors
/// The file's name and the file system's words.
pub fn load(found: &Found, limits: &Limits) -> Result<Loaded, String> {
    let most = limits.article.count().saturating_add(1);
    let loaded = match &found.path {
        Some(path) if found.is_link && !lies_within(path, found.shelf.as_deref()) => {
            return Err(format!("{}: a link that leads out of the shelf is no article", found.name()));
        }
        Some(path) => stamp::read_named(path, most),
        None => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().take(most as u64).read_to_end(&mut bytes).map(|_| (bytes, None))
        }
    };
    let (bytes, stamp) = loaded.map_err(|error| format!("{}: {error}", found.name()))?;
    let beside = beside(found, limits);
    if beside.as_ref().is_ok_and(String::is_empty) {
        return Ok(Loaded { digest: Digest::blake3(&bytes), bytes, beside, stamp });
    }
    // Another file speaks about the article: its words are part of what the article is.
    let said = beside.as_ref().map_or_else(String::as_bytes, String::as_bytes);
    let digest = Digest::blake3(&[Digest::blake3(&bytes).bytes(), Digest::blake3(said).bytes()].concat());
    Ok(Loaded { digest, bytes, beside, stamp: None })
}

/// Whether a file really lies in a folder. One that cannot be looked at is told when it is read.
fn lies_within(path: &Path, folder: Option<&Path>) -> bool {
    folder.is_none_or(|folder| path.canonicalize().is_ok_and(|real| real.starts_with(folder)) || !path.exists())
}

/// Where the file beside an article that may speak about it lies: `.toml` with its name. `quatrefoil.toml` is about the shelf.
fn beside_path(found: &Found) -> Option<PathBuf> {
    let path = found.path.as_ref()?.with_extension("toml");
    let shelf = path.file_name().is_some_and(|name| name == "quatrefoil.toml");
    (!shelf && path.symlink_metadata().is_ok_and(|kind| !kind.is_dir())).then_some(path)
}

/// What the file beside an article says, empty where there is none; or why it cannot be read.
fn beside(found: &Found, limits: &Limits) -> Result<String, String> {
    let Some(path) = beside_path(found) else { return Ok(String::new()) };
    if path.is_symlink() && !lies_within(&path, found.shelf.as_deref()) {
        return Err("it is a link that leads out of the shelf".to_owned());
    }
    let most = limits.front_matter.count();
    match stamp::read(&path, most.saturating_add(1)) {
        Ok((bytes, _)) if most < bytes.len() => Err(format!("it is larger than {}", limits.front_matter)),
        Ok((bytes, _)) => String::from_utf8(bytes).map_err(|_| "it is not in UTF-8".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// How an article's file looks now; `None` where it has to be read: where there is no file, or another speaks about it.
pub fn stamp(found: &Found) -> Option<Stamp> {
    match beside_path(found) {
        Some(_) => None,
        None => found.path.as_deref().and_then(Stamp::of_path),
    }
}

/// What the relative links of an article can lead to.
pub fn neighbours(look: &Look, found: &Found, stems: &Arc<BTreeSet<String>>) -> Neighbours {
    let folder = found.stem_of_links().rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    Neighbours { stems: Arc::clone(stems), folder, base_url: look.base_url.clone(), beside: String::new() }
}

/// Reads and seals an article.
pub fn read(found: &Found, look: &Look, stems: &Arc<BTreeSet<String>>, loaded: &Loaded) -> Read {
    let bytes = loaded.bytes.as_slice();
    let stem = file_stem(found);
    let mut complaints = Vec::new();
    let beside = loaded.beside.clone().unwrap_or_else(|why| {
        let message = format!("the `.toml` beside the article was not read: {why}");
        complaints.push(Diagnostic::new(Rule::FrontMatterSyntax, SourceSpan::NOWHERE, message));
        String::new()
    });
    let neighbours = Neighbours { beside, ..neighbours(look, found, stems) };
    let article = Article {
        bytes,
        form: found.form.unwrap_or_else(|| Form::told_by(bytes)),
        stem: &stem,
        neighbours: &neighbours,
    };
    let mut reading = crate::read::read_for(&look.house, &article);
    reading.diagnostics.append(&mut complaints);
    let document = reading.seal();
    Read { document, diagnostics: cap_per_rule(reading.diagnostics), text: reading.text, ways: reading.ways }
}

/// Makes and stores what is to be made of one article; all that goes wrong is told in its diagnostics.
///
/// What was known is taken out of its place only when that of now can be given, so it is still there if Quatrefoil fails.
fn make(shelf: &Shelf, found: &Found, known: &mut Option<Known>) -> Done {
    let look = shelf.looks.of(found);
    let limits = &look.house.limits;
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
                return Done { diagnostics: vec![suspects::skipped()], known: known.take(), ..Done::default() };
            }
            let _in_the_making = shelf.begun.begin(&begun);
            let mut read = read(found, look, &shelf.stems, &loaded);
            let pictures = match &read.document {
                Some(document) => pictures::load(document, found.folder(), limits, &mut read.diagnostics),
                None => pictures::Loaded::default(),
            };
            read.diagnostics.sort_by_key(|diagnostic| (diagnostic.at, diagnostic.rule));
            read.diagnostics = cap_per_rule(read.diagnostics);
            editions::make(shelf, found, editions::Made { loaded, read, pictures }, &plan.make, known)
        }
        Ok((plan, None)) => {
            let asked = shelf.exporters.iter().map(|exporter| exporter.name());
            let kept = asked.filter(|format| plan.make.iter().all(|(exporter, _)| exporter.name() != *format));
            let kept: Vec<_> = kept.collect();
            let mut diagnostics = known.as_ref().map_or_else(Vec::new, |known| told(&known.listed, &kept));
            if plan.make.iter().any(|(_, reason)| reason.makes_another_article()) {
                // What was said of the earlier one may hold no more.
                diagnostics.clear();
            }
            let made = plan.make.into_iter().map(|(exporter, reason)| (exporter.name(), reason)).collect();
            Done { diagnostics, made, kept, known: known.take(), changed: plan.changed, ..Done::default() }
        }
        Err(message) => Done { diagnostics: vec![file_fault(message)], known: known.take(), ..Done::default() },
    }
}

/// What was said of an article and some of its editions when they were made.
fn told(listed: &Listed, formats: &[&str]) -> Vec<Diagnostic> {
    let editions = listed.editions.iter().filter(|edition| formats.contains(&edition.format.as_str()));
    listed.diagnostics.iter().chain(editions.flat_map(|edition| &edition.diagnostics)).cloned().collect()
}

/// The file of an edition.
pub fn edition_path(out: &Path, found: &Found, exporter: &dyn Exporter) -> PathBuf {
    let mut path = out.join(&found.stem).into_os_string();
    path.push(".");
    path.push(exporter.extension());
    path.into()
}

/// The name of its editions, without folder and extension.
pub fn file_stem(found: &Found) -> String {
    found.stem.file_name().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// What the file system said.
pub fn file_fault(message: String) -> Diagnostic {
    Diagnostic::new(Rule::File, SourceSpan::NOWHERE, message)
}

/// What the file system said of a folder that could not be looked into.
pub fn shut(why: &str) -> Diagnostic {
    file_fault(format!("the folder cannot be looked into: {why}")).with_help("what is in it stays as it was")
}

/// What is said of a configuration below the shelf.
pub fn unread_configuration() -> Diagnostic {
    let message = "this configuration is not read, since it stands below the shelf";
    let help = "say what differs below `[folders]` in the configuration of the shelf, or build this folder by itself";
    Diagnostic::new(Rule::ConfigUnread, SourceSpan::NOWHERE, message).with_help(help)
}

/// Says that Quatrefoil itself failed.
pub fn bug(what: &str) -> Diagnostic {
    let message = format!("quatrefoil failed while it made {what}: this is our bug");
    Diagnostic::new(Rule::Bug, SourceSpan::NOWHERE, message)
        .with_help("send us the article; the other editions are not affected")
}
