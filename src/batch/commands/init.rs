//! `quatrefoil init`: a shelf that builds. Nothing that is there already is touched.

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

/// The day of the last change in the article of a new shelf, for which the day of its making is written.
const WRITTEN: &str = "2026-11-30";

/// Makes a shelf that builds.
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

/// Makes a shelf in a folder on a day; `None` where the clock names none. Gives the names of the files that were written.
///
/// # Errors
/// A file of these names that is there already, and then nothing is written; or one that cannot be written.
fn write_shelf(folder: &Path, today: Option<Date>) -> Result<Vec<String>, String> {
    let paths = FILES.map(|(name, _)| folder.join(name));
    if let Some(there) = paths.iter().find(|path| path.symlink_metadata().is_ok()) {
        return Err(format!("`{}` is there already; nothing was written", there.display()));
    }
    for (path, (_, text)) in paths.iter().zip(FILES) {
        // A file that somebody else made in between is not overwritten either.
        let write = || {
            fs::create_dir_all(path.parent().unwrap_or(folder))?;
            let text = today.map_or(text.to_owned(), |today| text.replace(WRITTEN, &today.to_string()));
            fs::File::create_new(path)?.write_all(text.as_bytes())
        };
        write().map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(paths.iter().map(|path| path.display().to_string()).collect())
}
