//! Font files → the faces that layout may use: the built-in ones, then those of a folder in the order of their names.

use crate::batch::files::stamp;
use crate::layout::Fonts;
use std::path::{Path, PathBuf};

/// Largest font file, in bytes: all files of the folder are held in memory for the whole run. Collections of the faces for Chinese,
/// Japanese and Korean in all weights take 130 MiB.
const LARGEST_FONT: usize = 256 << 20;

/// Folder of a style sheet's faces: `fonts` beside the sheet; without a sheet, `styles/fonts`.
pub fn folder(sheet: Option<&Path>) -> PathBuf {
    sheet.and_then(Path::parent).unwrap_or(Path::new("styles")).join("fonts")
}

/// The built-in faces and those in the [`folder`] of a style sheet. A missing folder adds none.
///
/// # Errors
/// A file that cannot be read, or that has a font's name and is not a font.
pub fn load(sheet: Option<&Path>) -> Result<Fonts, String> {
    let folder = folder(sheet);
    let mut fonts = Fonts::builtin().clone();
    let Ok(entries) = std::fs::read_dir(&folder) else {
        return Ok(fonts);
    };
    let named_so = |path: &Path| {
        let extension = path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase);
        matches!(extension.as_deref(), Some("ttf" | "otf" | "ttc" | "otc"))
    };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).filter(|path| named_so(path)).collect();
    paths.sort();
    for path in paths {
        let read = stamp::read(&path, LARGEST_FONT + 1);
        let (bytes, _) = read.map_err(|error| format!("{}: {error}", path.display()))?;
        if LARGEST_FONT < bytes.len() {
            return Err(format!("{}: it is larger than 256 MiB", path.display()));
        }
        if fonts.add(bytes.into()) == 0 {
            return Err(format!("{}: not a font", path.display()));
        }
    }
    Ok(fonts)
}
