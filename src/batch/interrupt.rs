//! Ctrl-C, and the other ways in which a system asks a program to end.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};

static STOP: AtomicBool = AtomicBool::new(false);

/// Watches from now on, and gives what is set when the run is to end: what is begun is finished, nothing new is begun. Whoever asks
/// a second time does not want to wait, and no edition is harmed by it.
pub fn watch() -> &'static AtomicBool {
    let asked = || {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        // What is begun may be waiting for somebody to type an article.
        let _ = writeln!(std::io::stderr(), "ending when what is begun is finished; once more ends at once");
    };
    // A handler that is set already is this one. Where none can be set, Ctrl-C ends the program at once, as ever.
    let _ = ctrlc::set_handler(asked);
    &STOP
}
