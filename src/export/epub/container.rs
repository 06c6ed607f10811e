//! The files of a book → one archive that is the same today and tomorrow (EPUB 3.3, 4: OCF).
//!
//! `epub-builder` makes the frame: `mimetype` first and stored, and the container document that leads to the package. Its package
//! document cannot say what ours must (language and direction of the package, roles, accessibility, item properties), and it adds
//! an NCX, a guide and a file for an old reading system; so a finishing pass puts our own files into the frame. That holds nothing
//! of any book, so it is made once: a compressor is set up for each file that is packed, and setting it up costs more than packing
//! a file as small as these.

use super::resource::Resource;
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::export::mark::{between, position};
use epub_builder::{EpubBuilder, EpubVersion, ZipLibrary};
use std::io::{Cursor, Read as _, Write};
use std::sync::OnceLock;
use uuid::Uuid;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The folder of the archive that `epub-builder` puts all files into.
const FOLDER: &str = "OEBPS/";

/// Owner may read and write, others may read: what a file would have that someone made by hand.
const MODE: u32 = 0o644;

/// The level of compression, of nine: beyond it a book gets smaller by a fiftieth only.
const LEVEL: i64 = 3;

/// Bytes of a file that is worth packing.
const LEAST_PACKED: usize = 700;

/// The contents of an archive.
pub struct Contents<'a> {
    /// The package document, whole.
    pub package: &'a str,
    /// The navigation document, whole.
    pub nav: &'a str,
    /// The style sheet of every content document.
    pub stylesheet: &'a str,
    /// All other files, those of the spine in the order of reading.
    pub resources: &'a [Resource<'a>],
}

/// Packs a book.
///
/// # Errors
/// Only where a crate fails at what it cannot fail at, such as writing to memory: our bug, and said so.
pub fn pack(contents: &Contents<'_>) -> Result<Vec<u8>, Diagnostic> {
    let frame = frame().map_err(bug)?;
    fill(frame, contents).map_err(|error| bug(&error.to_string()))
}

/// The title, where the files have the names and the package the ids that they have in books of ours.
pub fn mark(bytes: &[u8]) -> Option<String> {
    /// No package document of ours is longer before its title.
    const MOST: u64 = 1 << 20;
    let mut book = ZipArchive::new(Cursor::new(bytes)).ok()?;
    book.by_name(&format!("{FOLDER}article-1.xhtml")).ok()?;
    let mut package = Vec::new();
    book.by_name(&format!("{FOLDER}content.opf")).ok()?.take(MOST).read_to_end(&mut package).ok()?;
    position(&package, "unique-identifier=\"pub-id\"")?;
    between(&package, "<dc:title id=\"title\">", "</dc:title>").map(str::to_owned)
}

fn bug(words: &str) -> Diagnostic {
    Diagnostic::new(Rule::Bug, SourceSpan::NOWHERE, format!("the book could not be packed: {words}"))
}

/// The archive of a book with nothing in it.
fn frame() -> Result<&'static [u8], &'static str> {
    static FRAME: OnceLock<Result<Vec<u8>, String>> = OnceLock::new();
    let frame = FRAME.get_or_init(|| make_frame().map_err(|error| error.to_string()));
    frame.as_deref().map_err(String::as_str)
}

fn make_frame() -> epub_builder::Result<Vec<u8>> {
    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    builder.epub_version(EpubVersion::V33);
    // It would draw one at random, for the package that is replaced.
    builder.set_uuid(Uuid::nil());
    let mut archive = Vec::new();
    builder.generate(&mut archive)?;
    Ok(archive)
}

/// Fixed dates and modes; `mimetype` first and stored (EPUB 3.3, 4.2.3.3); what we write ourselves in place of what was made.
fn fill(frame: &[u8], contents: &Contents<'_>) -> Result<Vec<u8>, ZipError> {
    let mut frame = ZipArchive::new(Cursor::new(frame))?;
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["mimetype", "META-INF/container.xml"] {
        let index = frame.index_for_name(name).ok_or(ZipError::FileNotFound)?;
        archive.raw_copy_file_touch(frame.by_index_raw(index)?, DateTime::default(), Some(MODE))?;
    }
    let stored = SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(MODE);
    let stored = stored.compression_method(CompressionMethod::Stored);
    let deflated = stored.compression_method(CompressionMethod::Deflated).compression_level(Some(LEVEL));
    add(&mut archive, "content.opf", contents.package.as_bytes(), deflated)?;
    add(&mut archive, "nav.xhtml", contents.nav.as_bytes(), deflated)?;
    add(&mut archive, "stylesheet.css", contents.stylesheet.as_bytes(), deflated)?;
    for resource in contents.resources {
        let small = resource.bytes.len() < LEAST_PACKED;
        let options = if resource.is_packed() || small { stored } else { deflated };
        add(&mut archive, &resource.path, resource.bytes.as_ref(), options)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn add(
    archive: &mut ZipWriter<Cursor<Vec<u8>>>,
    path: &str,
    bytes: &[u8],
    options: SimpleFileOptions,
) -> Result<(), ZipError> {
    archive.start_file(format!("{FOLDER}{path}"), options)?;
    Ok(archive.write_all(bytes)?)
}
