//! Ctrl-C and other requests of the system to end the program.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

static STOP: AtomicBool = AtomicBool::new(false);

/// Files that are removed as soon as the run is asked to end: the list of articles in progress.
static TO_REMOVE: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Installs the handler. Returns the flag that it sets: what has been started is finished, nothing new is started. A second request
/// ends the process at once; no edition is harmed.
pub fn watch() -> &'static AtomicBool {
    let asked = || {
        let again = STOP.swap(true, Ordering::Relaxed);
        // If the process is killed after a request to end, no article is to blame.
        for path in TO_REMOVE.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            let _ = std::fs::remove_file(path);
        }
        if again {
            std::process::exit(130);
        }
        // A worker may be waiting for an article on standard input.
        let _ = writeln!(std::io::stderr(), "finishing what was started; interrupt again to end at once");
    };
    // A second call fails because the handler is already set. Without a handler Ctrl-C ends the program at once.
    let _ = ctrlc::set_handler(asked);
    &STOP
}

/// The flag, without installing the handler.
pub fn asked() -> &'static AtomicBool {
    &STOP
}

/// Registers a file to be removed when the run is asked to end.
pub fn remove_when_asked(path: &Path) {
    TO_REMOVE.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
}

/// Unregisters a file.
pub fn forget(path: &Path) {
    TO_REMOVE.lock().unwrap_or_else(PoisonError::into_inner).retain(|of| of != path);
}
