//! The watch: makes again whatever a saved file changes, by the same steps as `build`.

use super::changes::{Change, Changes};
#[cfg(not(feature = "serve"))]
use super::no_preview::Preview;
use super::session::{self, Session};
use crate::batch::config::{FILE_NAME, Settings, fonts};
use crate::batch::make::pipeline;
use crate::batch::outcome::Outcome;
use crate::batch::report::{Reporter, Tally};
#[cfg(feature = "serve")]
use crate::batch::serve::Preview;
use crate::batch::shelf::excludes::Excludes;
use crate::batch::shelf::find;
use crate::batch::threads::{interrupt, workers};
use crate::cli::{BuildOrder, WatchOrder};
use crate::diagnostic::render::printable;
use crate::export::{EXPORTERS, Exporter};
use crate::tree::percent_decoded;
use notify::RecursiveMode;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// Makes every edition of an order, then whatever changes, until it is stopped.
pub fn watch(order: &WatchOrder) -> Outcome {
    watch_with(order, EXPORTERS)
}

/// Watches with other exporters, each under the name of an existing format.
pub fn watch_with(order: &WatchOrder, formats: &[&'static dyn Exporter]) -> Outcome {
    let reporter = Reporter::new();
    let ended = Watch::begin(order, formats, &reporter).and_then(|mut watch| watch.go_on());
    match ended {
        Ok(()) => Outcome::Interrupted,
        Err(message) => reporter.could_not_run(&message),
    }
}

struct Watch<'a> {
    order: BuildOrder,
    formats: &'a [&'static dyn Exporter],
    reporter: &'a Reporter,
    session: Session,
    /// Files that the current configuration names and that could not be used; empty if all can.
    wanted: BTreeSet<PathBuf>,
    changes: Changes,
    pool: rayon::ThreadPool,
    preview: Option<Preview>,
    stop: &'static AtomicBool,
}

impl<'a> Watch<'a> {
    fn begin(
        order: &'a WatchOrder,
        formats: &'a [&'static dyn Exporter],
        reporter: &'a Reporter,
    ) -> Result<Watch<'a>, String> {
        let begin = Instant::now();
        let stop = interrupt::watch();
        let (paths, choices) = (order.paths.clone(), order.choices.clone());
        let run = BuildOrder { paths, choices, ..BuildOrder::default() };
        let session = Session::open(&run, formats, reporter)?;
        let pool = workers::pool(None)?;
        let preview = Preview::of(order, &session.context.shelf.out)?;
        let (wanted, changes) = (BTreeSet::new(), Changes::new()?);
        let mut watch = Watch { order: run, formats, reporter, session, wanted, changes, pool, preview, stop };
        // Start watching before the first article is read, so that no save is missed.
        watch.watch_all()?;
        watch.make(&watch.all(), begin);
        if let Some(preview) = &watch.preview {
            reporter.say(&format!("preview at {}\n", preview.address()));
        }
        reporter.say("watching; press Ctrl-C to stop\n");
        Ok(watch)
    }

    fn go_on(&mut self) -> Result<(), String> {
        while let Some(change) = self.changes.next(self.stop)? {
            self.take(&change);
        }
        Ok(())
    }

    /// Watches the shelf and every other file that editions are made from.
    fn watch_all(&mut self) -> Result<(), String> {
        let parent = |path: &Path| match path.parent() {
            Some(parent) if parent != Path::new("") => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        for path in self.order.paths.iter().filter(|path| path.as_os_str() != "-") {
            if path.is_dir() {
                self.changes.add(path, RecursiveMode::Recursive)?;
            } else {
                // Pictures are beside an article or below.
                self.changes.add(&parent(path), RecursiveMode::Recursive)?;
            }
        }
        for file in self.session.files() {
            self.changes.add(&parent(&file), RecursiveMode::NonRecursive)?;
        }
        for fonts in self.fonts_folders().into_iter().filter(|fonts| fonts.is_dir()) {
            self.changes.add(&fonts, RecursiveMode::NonRecursive)?;
        }
        Ok(())
    }

    /// Makes the editions that a change affects.
    fn take(&mut self, change: &Change) {
        let paths: BTreeSet<&PathBuf> = change.paths.iter().filter(|path| !self.session.is_made(path)).collect();
        if paths.is_empty() && !change.missed {
            return;
        }
        let (for_all, beside) = (self.holds_for_all(), self.beside_sheets());
        // A style sheet's fonts and logo are beside it.
        let is_beside = |path: &Path| {
            let inside = path.parent().is_some_and(|parent| beside.contains(parent));
            inside && !self.session.by_file.contains_key(path) && !may_be_article(path)
        };
        let is_wanted = |path: &Path| self.wanted.iter().any(|wanted| wanted.starts_with(path));
        let is_for_all = |path: &Path| for_all.contains(path) || is_rule(path) || is_beside(path) || is_wanted(path);
        if change.missed || paths.iter().any(|path| is_for_all(path)) {
            return self.begin_again(change.begin);
        }
        let mut again: BTreeSet<usize> = BTreeSet::new();
        let (mut others, mut shelf_changed) = (Vec::new(), false);
        for path in &paths {
            match self.session.by_file.get(*path) {
                Some(numbers) if path.is_file() => again.extend(numbers),
                Some(_) => shelf_changed = true,
                None => others.push(path.as_path()),
            }
        }
        // A folder that appears or disappears may hold articles; a new file may be one. A picture is found by its name below.
        let held = |path: &Path| self.session.by_file.keys().any(|file| file.starts_with(path));
        shelf_changed |= others.iter().any(|path| path.is_dir() || may_be_article(path) || held(path));
        if shelf_changed {
            let stems: Vec<String> = again.iter().map(|number| self.stem(*number)).collect();
            return self.find_again(change.begin, &stems, &others);
        }
        again.extend(self.that_mention(&names_of(&others), &others));
        // Nothing depends on other files, such as an editor's own.
        if !again.is_empty() {
            self.make(&again.into_iter().collect::<Vec<_>>(), change.begin);
        }
    }

    /// Files that every edition depends on.
    fn holds_for_all(&self) -> BTreeSet<PathBuf> {
        let real = |path: PathBuf| match (path.canonicalize(), path.parent().map(Path::canonicalize), path.file_name())
        {
            (Ok(real), _, _) => real,
            (Err(_), Some(Ok(parent)), Some(name)) => parent.join(name),
            _ => path,
        };
        self.session.files().into_iter().map(real).collect()
    }

    /// Folders of the style sheets, and their folders of fonts.
    fn beside_sheets(&self) -> BTreeSet<PathBuf> {
        let sheets = self.session.context.settings.sheets();
        let folders = sheets.iter().filter_map(|sheet| sheet.canonicalize().ok()?.parent().map(Path::to_owned));
        let fonts = self.fonts_folders().into_iter().filter_map(|folder| folder.canonicalize().ok());
        folders.chain(fonts).collect()
    }

    /// Folders of fonts: one for each sheet, and one for the built-in sheet.
    fn fonts_folders(&self) -> BTreeSet<PathBuf> {
        let sheets = self.session.context.settings.sheets();
        sheets.iter().map(|sheet| Some(sheet.as_path())).chain([None]).map(fonts::folder).collect()
    }

    /// Reads the configuration and styles again and makes what they change. If they have faults, the editions stay.
    fn begin_again(&mut self, begin: Instant) {
        match self.open_again() {
            Ok(session) => {
                if let Some(preview) = &self.preview {
                    preview.moved_to(&session.context.shelf.out);
                }
                self.session = session;
                let watched = self.watch_all();
                self.say_if_failed(watched);
                self.make(&self.all(), begin);
            }
            Err(message) => self.say_if_failed(Err(message)),
        }
    }

    /// Reads everything again. Files that prevent this are watched first, so that the watch continues when they appear.
    fn open_again(&mut self) -> Result<Session, String> {
        let settings = Settings::load(&self.order.paths, &self.order.choices, self.reporter)?;
        let named: Vec<PathBuf> = settings.files().into_iter().chain(session::logos_of_sheets(&settings)).collect();
        self.wanted = BTreeSet::new();
        for file in named {
            // If a file's folder is missing, the nearest one above it is watched.
            let Some((folder, real)) = file.ancestors().skip(1).find_map(|folder| {
                let folder = if folder == Path::new("") { Path::new(".") } else { folder };
                Some((folder, folder.canonicalize().ok().filter(|real| real.is_dir())?))
            }) else {
                continue;
            };
            self.changes.add(folder, RecursiveMode::NonRecursive)?;
            self.wanted.insert(real.join(file.strip_prefix(folder).unwrap_or(&file)));
        }
        let session = Session::open(&self.order, self.formats, self.reporter)?;
        self.wanted.clear();
        Ok(session)
    }

    /// Searches the shelf again. Makes new and saved articles, and those that name a new or removed file.
    fn find_again(&mut self, begin: Instant, saved: &[String], others: &[&Path]) {
        let stems = Arc::clone(&self.session.context.shelf.stems);
        match self.open_again() {
            Ok(session) => self.session = session,
            Err(message) => return self.say_if_failed(Err(message)),
        }
        let now = Arc::clone(&self.session.context.shelf.stems);
        let gone: Vec<&String> = stems.difference(&now).collect();
        for stem in &gone {
            self.reporter.say(&format!("{}: the article is gone; its editions stay\n", printable(stem)));
        }
        let is_new = |number: &usize| {
            let stem = self.stem(*number);
            !stems.contains(&stem) || saved.contains(&stem)
        };
        let mut again: BTreeSet<usize> = self.all().into_iter().filter(is_new).collect();
        // A file that was renamed over an article is a save of that article.
        again.extend(others.iter().filter_map(|path| self.session.by_file.get(*path)).flatten());
        let mut names = names_of(others);
        names.extend(gone.into_iter().chain(now.difference(&stems)).map(|stem| last_of(stem).to_owned()));
        again.extend(self.that_mention(&names, &[]));
        self.make(&again.into_iter().collect::<Vec<_>>(), begin);
    }

    /// Articles whose text contains one of `names`, plain or percent-encoded: they link to those files or show them. If `files` are
    /// given, only articles that can show one of them, since pictures are beside an article or below.
    fn that_mention(&self, names: &BTreeSet<String>, files: &[&Path]) -> Vec<usize> {
        if names.is_empty() {
            return Vec::new();
        }
        let can_show = |article: &Path| {
            let folder = article.parent().unwrap_or(article);
            files.is_empty() || files.iter().any(|file| file.starts_with(folder))
        };
        let mentions = |article: &Path| {
            let text = if article.is_file() { std::fs::read(article).unwrap_or_default() } else { Vec::new() };
            let text = percent_decoded(&String::from_utf8_lossy(&text));
            names.iter().any(|name| holds_word(&text, name))
        };
        let articles = self.session.by_file.iter().filter(|(path, _)| can_show(path) && mentions(path));
        articles.flat_map(|(_, numbers)| numbers.iter().copied()).collect()
    }

    /// Makes some articles, reports them, and updates the preview.
    fn make(&mut self, numbers: &[usize], begin: Instant) {
        let (context, reporter, preview) = (&mut self.session.context, self.reporter, &self.preview);
        // Another run may write into the folder while this one waits.
        let lock = match context.lock_again(&self.order, reporter) {
            Ok(lock) => lock,
            Err(message) => return self.say_if_failed(Err(message)),
        };
        let (mut tally, mut made) = (Tally::default(), 0);
        let asked = context.shelf.exporters.len();
        let changed = self.pool.install(|| {
            pipeline::make(context, numbers, reporter, |found, outcome, messages| {
                reporter.say(messages);
                tally.add(outcome, asked);
                made += outcome.made.len() + outcome.diagnostics.len();
                if let Some(preview) = preview {
                    preview.made(found, outcome);
                }
            })
        });
        if let Some(preview) = preview {
            preview.changed(&context.shelf.stems);
        }
        if made > 0 {
            reporter.summary(&tally, begin.elapsed());
        }
        // The preview is updated before the ledger is written.
        let closed = context.ledger.close(changed);
        drop(lock);
        self.say_if_failed(closed);
    }

    fn all(&self) -> Vec<usize> {
        (0..self.session.context.found.len()).collect()
    }

    fn stem(&self, number: usize) -> String {
        self.session.context.found[number].stem_of_links()
    }

    fn say_if_failed(&self, result: Result<(), String>) {
        if let Err(message) = result {
            self.reporter.say(&format!("error: {}\n", printable(&message)));
        }
    }
}

/// True if a file of that name decides which files are articles, or how they are made.
fn is_rule(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == FILE_NAME || name == Excludes::FILE_NAME)
}

/// True if a file of that name on a shelf is an article; hidden files are not.
fn may_be_article(path: &Path) -> bool {
    let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    !is_hidden && find::form_of(path).is_some()
}

/// True if a text contains a name that is not part of a longer word.
fn holds_word(text: &str, name: &str) -> bool {
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(name)
        .any(|(at, _)| apart(text[..at].chars().next_back()) && apart(text[at + name.len()..].chars().next()))
}

fn names_of(paths: &[&Path]) -> BTreeSet<String> {
    paths.iter().filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect()
}

fn last_of(stem: &str) -> &str {
    stem.rsplit('/').next().unwrap_or(stem)
}
