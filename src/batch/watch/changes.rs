//! Events of the file system → the files that changed, once a save is complete.

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// Pause that ends a save. An editor writes a file in several steps.
const QUIET: Duration = Duration::from_millis(25);

/// Longest wait for a program that never stops writing.
const LONGEST: Duration = Duration::from_millis(60);

/// Interval for checking whether the watch is to stop.
const LOOK_UP: Duration = Duration::from_millis(200);

/// Watches folders.
pub struct Changes {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    /// Canonical paths of watched folders; the flag is true if everything below is watched.
    watched: BTreeSet<(PathBuf, bool)>,
    /// Watched folders that were removed. The system forgets such a folder; it is watched again when it reappears.
    gone: BTreeSet<(PathBuf, bool)>,
}

/// Changes at about the same time.
pub struct Change {
    /// Canonical paths, including removed ones.
    pub paths: BTreeSet<PathBuf>,
    /// Time of the first event.
    pub begin: Instant,
    /// True if events were missed, so that any file may have changed.
    pub missed: bool,
}

impl Changes {
    /// A watcher without folders.
    ///
    /// # Errors
    /// The system's message.
    pub fn new() -> Result<Changes, String> {
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(sender).map_err(|error| error.to_string())?;
        Ok(Changes { watcher, events, watched: BTreeSet::new(), gone: BTreeSet::new() })
    }

    /// Watches a folder from now on, alone or with everything below it.
    ///
    /// # Errors
    /// A missing folder, or more folders than the system can watch.
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

    /// Waits for the next change; `None` if the watch is to stop.
    ///
    /// # Errors
    /// The system has stopped watching.
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

    /// Treats folders as removed that have events of their own: a folder of that name may exist again, but it is another.
    fn forget(&mut self, paths: &BTreeSet<PathBuf>) {
        let happened = |(folder, _): &(PathBuf, bool)| paths.contains(folder);
        let forgotten: Vec<_> = self.watched.iter().filter(|folder| happened(folder)).cloned().collect();
        for folder in forgotten {
            self.watched.remove(&folder);
            self.gone.insert(folder);
        }
    }

    /// Watches removed folders that exist again. True if there is one.
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

/// True if an event may change a file's contents. Reading and opening do not.
fn tells_of_content(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Other => true,
    }
}
