//! The files of a book → one archive that is the same today and tomorrow (EPUB 3.3, 4: OCF).
//!
//! `epub-builder` makes the archive. Its package document cannot say what ours must (language and direction of the package, roles,
//! accessibility, item properties), and it adds an NCX, a guide and a file for an old reading system. So a finishing pass copies
//! what was packed, without packing it again, and puts package and navigation document in as we write them.

use super::package::{Place, Resource};
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ZipLibrary};
use std::io::{Cursor, Write};
use uuid::Uuid;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The folder of the archive that `epub-builder` puts all files into.
const FOLDER: &str = "OEBPS/";

/// Owner may read and write, others may read: what a file would have that someone made by hand.
const MODE: u32 = 0o644;

/// What an archive is made of.
pub struct Contents<'a> {
    /// For `epub-builder`, which would draw one at random.
    pub uuid: Uuid,
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
    let built = build(contents).map_err(|error| bug(&error.to_string()))?;
    finish(&built, contents).map_err(|error| bug(&error.to_string()))
}

fn bug(words: &str) -> Diagnostic {
    Diagnostic::new(Rule::Bug, SourceSpan::NOWHERE, format!("the book could not be packed: {words}"))
}

fn build(contents: &Contents<'_>) -> epub_builder::Result<Vec<u8>> {
    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    builder.epub_version(EpubVersion::V33);
    builder.set_uuid(contents.uuid);
    builder.stylesheet(contents.stylesheet.as_bytes())?;
    for resource in contents.resources.iter().filter(|resource| !resource.is_packed()) {
        let bytes = resource.bytes.as_ref();
        match resource.place {
            Place::Spine => builder.add_content(EpubContent::new(resource.path.as_str(), bytes))?,
            Place::Beside => builder.add_resource(&resource.path, bytes, resource.media_type)?,
            Place::CoverImage => builder.add_cover_image(&resource.path, bytes, resource.media_type)?,
        };
    }
    let mut archive = Vec::new();
    builder.generate(&mut archive)?;
    Ok(archive)
}

/// Fixed dates and modes; `mimetype` first and stored (EPUB 3.3, 4.2.3.3); what we write ourselves in place of what was made.
fn finish(built: &[u8], contents: &Contents<'_>) -> Result<Vec<u8>, ZipError> {
    let mut built = ZipArchive::new(Cursor::new(built))?;
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..built.len() {
        let file = built.by_index_raw(index)?;
        if !replaced_or_dropped(file.name()) {
            archive.raw_copy_file_touch(file, DateTime::default(), Some(MODE))?;
        }
    }
    let deflated = SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(MODE);
    add(&mut archive, "content.opf", contents.package.as_bytes(), deflated)?;
    add(&mut archive, "nav.xhtml", contents.nav.as_bytes(), deflated)?;
    let stored = deflated.compression_method(CompressionMethod::Stored);
    for resource in contents.resources.iter().filter(|resource| resource.is_packed()) {
        add(&mut archive, &resource.path, resource.bytes.as_ref(), stored)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn replaced_or_dropped(name: &str) -> bool {
    let ours = ["content.opf", "nav.xhtml", "toc.ncx"];
    name == "META-INF/com.apple.ibooks.display-options.xml"
        || name.strip_prefix(FOLDER).is_some_and(|name| ours.contains(&name))
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
