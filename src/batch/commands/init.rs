//! `quatrefoil init`: writes a shelf that builds, and overwrites nothing.

use crate::batch::files::clock::today;
use crate::batch::outcome::Outcome;
use crate::batch::report::Reporter;
use crate::cli::InitOrder;
use crate::tree::Date;
use std::fs;
use std::io::Write;
use std::path::Path;

/// The files of a new shelf.
const FILES: [(&str, &str); 3] = [
    ("quatrefoil.toml", include_str!("init/quatrefoil.toml")),
    ("sources/welcome.md", include_str!("init/welcome.md")),
    ("sources/images/eye.svg", include_str!("init/eye.svg")),
];

/// Date of modification in the article of a new shelf; replaced by the current day.
const WRITTEN: &str = "2026-11-30";

/// Creates a shelf that builds.
pub fn init(order: &InitOrder) -> Outcome {
    let reporter = Reporter::new();
    match write_shelf(&order.folder, today()) {
        Ok(names) => {
            reporter.print(&names.join("\n"));
            reporter.ended(Outcome::AllMade)
        }
        Err(message) => reporter.could_not_run(&message),
    }
}

/// Writes a shelf into a folder. `today` is `None` if the clock is wrong. Returns the names of the files.
///
/// # Errors
/// A file that exists already, and then nothing is written; or one that cannot be written.
fn write_shelf(folder: &Path, today: Option<Date>) -> Result<Vec<String>, String> {
    let paths = FILES.map(|(name, _)| folder.join(name));
    if let Some(there) = paths.iter().find(|path| path.symlink_metadata().is_ok()) {
        return Err(format!("`{}` is there already; nothing was written", there.display()));
    }
    for (path, (_, text)) in paths.iter().zip(FILES) {
        // `create_new`: a file that somebody creates in between is not overwritten.
        let write = || {
            fs::create_dir_all(path.parent().unwrap_or(folder))?;
            let text = today.map_or(text.to_owned(), |today| text.replace(WRITTEN, &today.to_string()));
            fs::File::create_new(path)?.write_all(text.as_bytes())
        };
        write().map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(paths.iter().map(|path| path.display().to_string()).collect())
}
