//! Ctrl-C, and the other ways in which a system asks a program to end.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

static STOP: AtomicBool = AtomicBool::new(false);

/// Files that are removed as soon as a run is asked to end: those that say which articles are in the making.
static TO_REMOVE: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Watches from now on, and gives what is set when the run is to end: what is begun is finished, nothing new is begun. Whoever asks
/// a second time does not want to wait, and no edition is harmed by it.
pub fn watch() -> &'static AtomicBool {
    let asked = || {
        let again = STOP.swap(true, Ordering::Relaxed);
        // Whoever ends the process now, with however much force, ends it for reasons of their own: no article is to blame.
        for path in TO_REMOVE.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            let _ = std::fs::remove_file(path);
        }
        if again {
            std::process::exit(130);
        }
        // What is begun may be waiting for somebody to type an article.
        let _ = writeln!(std::io::stderr(), "ending when what is begun is finished; once more ends at once");
    };
    // A handler that is set already is this one. Where none can be set, Ctrl-C ends the program at once, as ever.
    let _ = ctrlc::set_handler(asked);
    &STOP
}

/// What is set when a run is to end that watches for it; Ctrl-C ends the program at once before.
pub fn asked() -> &'static AtomicBool {
    &STOP
}

/// Has a file removed as soon as the run is asked to end.
pub fn remove_when_asked(path: &Path) {
    TO_REMOVE.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
}

/// Takes that back.
pub fn forget(path: &Path) {
    TO_REMOVE.lock().unwrap_or_else(PoisonError::into_inner).retain(|of| of != path);
}
