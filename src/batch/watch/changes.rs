//! What the system says of files → the files that changed, once a save is over.

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// An editor writes a file in several steps: after so long without another it has been saved.
const QUIET: Duration = Duration::from_millis(25);

/// Something that never stops writing is not waited for longer than this.
const LONGEST: Duration = Duration::from_millis(60);

/// How often it is looked whether the watch is to stop.
const LOOK_UP: Duration = Duration::from_millis(200);

/// Watches folders.
pub struct Changes {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    /// Real folders, each with whether all below it is watched.
    watched: BTreeSet<(PathBuf, bool)>,
    /// Those that were removed. The system forgets such a folder; it is watched again when it is there again.
    gone: BTreeSet<(PathBuf, bool)>,
}

/// What changed at about the same time.
pub struct Change {
    /// Real paths; those that are gone, too.
    pub paths: BTreeSet<PathBuf>,
    /// When the first of it was told.
    pub begin: Instant,
    /// Whether something was missed, so that any file may have changed.
    pub missed: bool,
}

impl Changes {
    /// Watches nothing yet.
    ///
    /// # Errors
    /// The system's own words.
    pub fn new() -> Result<Changes, String> {
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(sender).map_err(|error| error.to_string())?;
        Ok(Changes { watcher, events, watched: BTreeSet::new(), gone: BTreeSet::new() })
    }

    /// Watches a folder, with all below it or alone, from now on.
    ///
    /// # Errors
    /// A folder that is not there, or more folders than the system can watch.
    pub fn add(&mut self, folder: &Path, mode: RecursiveMode) -> Result<(), String> {
        let fault = |error: &dyn std::fmt::Display| format!("{}: {error}", folder.display());
        let real = folder.canonicalize().map_err(|error| fault(&error))?;
        let all = mode == RecursiveMode::Recursive;
        let covered = |(of, deep): &(PathBuf, bool)| *of == real && (*deep || !all) || *deep && real.starts_with(of);
        if !self.watched.iter().any(covered) {
            self.watcher.watch(&real, mode).map_err(|error| fault(&error))?;
            self.watched.insert((real, all));
        }
        Ok(())
    }

    /// Waits for the next change; `None` when the watch is to stop.
    ///
    /// # Errors
    /// The system watches no longer.
    pub fn next(&mut self, stop: &AtomicBool) -> Result<Option<Change>, String> {
        loop {
            let first = match self.events.recv_timeout(LOOK_UP) {
                _ if stop.load(Ordering::Relaxed) => return Ok(None),
                Ok(first) => first,
                Err(RecvTimeoutError::Timeout) if self.is_back() => return Ok(Some(Change::missed())),
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => return Err("files are no longer watched".to_owned()),
            };
            let mut change = Change::begin();
            change.add(first);
            if change.is_nothing() {
                continue;
            }
            while let Some(left) = LONGEST.checked_sub(change.begin.elapsed()) {
                match self.events.recv_timeout(QUIET.min(left)) {
                    Ok(event) => change.add(event),
                    Err(_) => break,
                }
            }
            self.forget(&change.paths);
            change.missed |= self.is_back();
            return Ok(Some(change));
        }
    }

    /// Takes folders for gone that something happened to themselves: they may be there again, but then they are others.
    fn forget(&mut self, paths: &BTreeSet<PathBuf>) {
        let happened = |(folder, _): &(PathBuf, bool)| paths.contains(folder);
        let forgotten: Vec<_> = self.watched.iter().filter(|folder| happened(folder)).cloned().collect();
        for folder in forgotten {
            self.watched.remove(&folder);
            self.gone.insert(folder);
        }
    }

    /// Whether a folder that was gone is there again; it is watched from now on.
    fn is_back(&mut self) -> bool {
        let back: Vec<_> = self.gone.iter().filter(|(folder, _)| folder.is_dir()).cloned().collect();
        for (folder, all) in &back {
            let mode = if *all { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            if self.watcher.watch(folder, mode).is_ok() {
                self.gone.remove(&(folder.clone(), *all));
                self.watched.insert((folder.clone(), *all));
            }
        }
        !back.is_empty()
    }
}

impl Change {
    fn begin() -> Change {
        Change { paths: BTreeSet::new(), begin: Instant::now(), missed: false }
    }

    fn missed() -> Change {
        Change { missed: true, ..Change::begin() }
    }

    fn is_nothing(&self) -> bool {
        self.paths.is_empty() && !self.missed
    }

    fn add(&mut self, event: notify::Result<Event>) {
        match event {
            Ok(event) => {
                self.missed |= event.need_rescan();
                if tells_of_content(&event.kind) {
                    self.paths.extend(event.paths);
                }
            }
            Err(_) => self.missed = true,
        }
    }
}

/// Whether what a file holds may be another: reading it, or opening it, changes nothing.
fn tells_of_content(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Other => true,
    }
}
