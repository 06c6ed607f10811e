//! Editions → files: whole or not at all.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Makes the folder for the editions.
pub fn prepare(out: &Path) -> Result<(), String> {
    fs::create_dir_all(out).map_err(|error| format!("{}: {error}", out.display()))
}

/// Writes a file aside, flushes it and renames it into its place: an earlier edition stays whole until then.
///
/// # Errors
/// The file system's own words; nothing is left behind.
pub fn store(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let aside = aside(path);
    let written = write_through(&aside, bytes).and_then(|()| fs::rename(&aside, path));
    written.map_err(|error| {
        // The failure to write is what is told; a file that cannot be removed either is found by the next run.
        let _ = fs::remove_file(&aside);
        format!("{}: {error}", path.display())
    })
}

fn aside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".part");
    path.with_file_name(name)
}

fn write_through(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_data()
}
