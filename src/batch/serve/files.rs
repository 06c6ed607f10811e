//! Editions on disk → bodies of answers. The manifest lists the editions; a file is read only if its canonical path is in the
//! folder for editions.

use super::http::Body;
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use zip::ZipArchive;

/// The kinds of file that the preview shows, by extension.
const KINDS: [(&str, &str); 12] = [
    ("html", "text/html; charset=utf-8"),
    ("pdf", "application/pdf"),
    ("epub", "application/epub+zip"),
    ("txt", "text/plain; charset=utf-8"),
    ("xhtml", "application/xhtml+xml; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("ttf", "font/ttf"),
    ("otf", "font/otf"),
];

/// The media type of a file; `None` for a kind that the preview does not show.
pub fn media_type(name: &str) -> Option<&'static str> {
    let (_, extension) = name.rsplit_once('.')?;
    KINDS.iter().find(|(known, _)| *known == extension).map(|(_, kind)| *kind)
}

/// File of a listed edition; `None` if it is missing, is not a file, or a link leads out of the folder.
pub fn edition(out: &Path, stem: &str, format: &str) -> Option<PathBuf> {
    let real = out.join(format!("{stem}.{format}")).canonicalize().ok()?;
    (real.starts_with(out.canonicalize().ok()?) && real.is_file()).then_some(real)
}

/// The bytes of a file.
pub fn whole(path: &Path) -> Option<Body> {
    let file = File::open(path).ok()?;
    let length = file.metadata().ok()?.len();
    Some(Body::Written(length, Box::new(move |out| copy(file, length, out))))
}

/// A file inside an EPUB, with its name; an empty name is the first page of the text.
pub fn in_epub(epub: &Path, name: &str) -> Option<(String, Body)> {
    let mut archive = ZipArchive::new(BufReader::new(File::open(epub).ok()?)).ok()?;
    let name = if name.is_empty() { first_page(&archive)? } else { name.to_owned() };
    let length = archive.by_name(&name).ok()?.size();
    let entry = name.clone();
    let write = move |out: &mut dyn Write| copy(archive.by_name(&entry)?, length, out);
    Some((name, Body::Written(length, Box::new(write))))
}

/// Copies at most `length` bytes: a file may grow while it is sent.
fn copy(from: impl Read, length: u64, out: &mut dyn Write) -> io::Result<()> {
    io::copy(&mut from.take(length), out).map(|_| ())
}

/// First page that is neither the cover nor the contents.
fn first_page(archive: &ZipArchive<BufReader<File>>) -> Option<String> {
    let is_text =
        |name: &&str| name.ends_with(".xhtml") && !name.ends_with("cover.xhtml") && !name.ends_with("nav.xhtml");
    archive.file_names().filter(is_text).min_by_key(|name| (name.len(), name.to_owned())).map(str::to_owned)
}
