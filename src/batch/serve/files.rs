//! Addresses of the preview → bytes. Nothing outside the folder for the editions is ever looked at.

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use zip::ZipArchive;

/// The kinds of file that the preview shows, by extension.
const KINDS: [(&str, &str); 11] = [
    ("html", "text/html; charset=utf-8"),
    ("pdf", "application/pdf"),
    ("epub", "application/epub+zip"),
    ("txt", "text/plain; charset=utf-8"),
    ("xhtml", "application/xhtml+xml; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("ttf", "font/ttf"),
    ("otf", "font/otf"),
];

/// The media type of a file; `None` for a kind that the preview does not show.
pub fn media_type(name: &str) -> Option<&'static str> {
    let (_, extension) = name.rsplit_once('.')?;
    KINDS.iter().find(|(known, _)| *known == extension).map(|(_, kind)| *kind)
}

/// The file of an edition that a path means; `None` where it is not there, is no edition, or lies outside, by whatever way.
pub fn edition(out: &Path, path: &str) -> Option<PathBuf> {
    let plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0']);
    let is_edition = ["html", "pdf", "epub", "txt"].iter().any(|extension| path.ends_with(&format!(".{extension}")));
    if !is_edition || !path.split('/').all(plain) {
        return None;
    }
    // On Windows a part such as `c:` begins anew.
    let below = Path::new(path);
    if below.components().any(|part| !matches!(part, std::path::Component::Normal(_))) {
        return None;
    }
    let real = out.join(below).canonicalize().ok()?;
    (real.starts_with(out.canonicalize().ok()?) && real.is_file()).then_some(real)
}

/// A file inside a book; with an empty name the first page of its text, which the answer names.
pub fn in_book(book: &Path, name: &str) -> Option<(String, Vec<u8>)> {
    const LARGEST: u64 = 64 << 20;
    let bytes = std::fs::read(book).ok()?;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let name = if name.is_empty() { first_page(&archive)? } else { name.to_owned() };
    let mut content = Vec::new();
    archive.by_name(&name).ok()?.take(LARGEST).read_to_end(&mut content).ok()?;
    Some((name, content))
}

/// The first page that is neither cover nor contents.
fn first_page(archive: &ZipArchive<Cursor<Vec<u8>>>) -> Option<String> {
    let is_text =
        |name: &&str| name.ends_with(".xhtml") && !name.ends_with("cover.xhtml") && !name.ends_with("nav.xhtml");
    archive.file_names().filter(is_text).min_by_key(|name| (name.len(), name.to_owned())).map(str::to_owned)
}
