//! The images that a document names → pictures, each file opened once.

use super::digest::Digest;
use super::manifest::ListedImage;
use super::same_name::folded;
use super::stamp::{self, Stamp};
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::limits::Limits;
use crate::picture::{Picture, Pictures};
use crate::tree::{AssetPath, Document, Image, ImageSource, walk};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The pictures of a document and the files that they were looked for in.
#[derive(Default)]
pub struct Loaded {
    pub pictures: Pictures,
    /// In the order of their paths, whether they can be shown or not.
    pub images: Vec<ListedImage>,
    /// One for each of the images.
    pub stamps: Vec<Option<Stamp>>,
}

/// Loads the pictures of a document from the folder of its article. One that is not there or broken is told, and its words stand
/// for it.
///
/// Each file is read once: its digest is that of the very bytes which the editions show.
pub fn load(document: &Document, folder: &Path, limits: &Limits, diagnostics: &mut Vec<Diagnostic>) -> Loaded {
    let mut loaded = Loaded::default();
    let mut left = limits.pictures.count();
    for (path, (at, uses)) in named(document) {
        let file = read(path.as_str(), folder, limits);
        let (digest, stamp) = outside(&file);
        loaded.images.push(ListedImage { path: path.to_string(), blake3: digest });
        loaded.stamps.push(stamp);
        let picture = file.and_then(|(bytes, _)| {
            let picture = Picture::read_within(limits, &bytes);
            let picture = picture.map_err(|fault| (Rule::ImageBroken, fault.why, fault.help))?;
            // The page holds a picture anew wherever it shows it.
            left =
                picture.bytes.len().checked_mul(uses).and_then(|bytes| left.checked_sub(bytes)).ok_or_else(|| {
                    let each = if uses > 1 { format!(", since it is shown {uses} times") } else { String::new() };
                    let why =
                        format!("makes the pictures of the article larger than {} together{each}", limits.pictures);
                    (Rule::ImageBroken, why, Some("make the pictures smaller: 3,000 pixels are enough for a full page"))
                })?;
            Ok(picture)
        });
        match picture {
            Ok(picture) => {
                loaded.pictures.insert(path, picture);
            }
            Err((rule, why, help)) => {
                let mut diagnostic = Diagnostic::new(rule, at, format!("the image `{path}` {why}"));
                let other = || if rule == Rule::ImageMissing { written_otherwise(path.as_str(), folder) } else { None };
                diagnostic.help = help.map(str::to_owned).or_else(other);
                diagnostics.push(diagnostic);
            }
        }
    }
    loaded
}

/// What the file of an image holds now and how it looks; `None` where it cannot be read.
pub fn look(path: &str, folder: &Path, limits: &Limits) -> (Option<Digest>, Option<Stamp>) {
    outside(&read(path, folder, limits))
}

fn outside(file: &Result<(Vec<u8>, Option<Stamp>), Fault>) -> (Option<Digest>, Option<Stamp>) {
    match file {
        Ok((bytes, stamp)) => (Some(Digest::blake3(bytes)), *stamp),
        Err(_) => (None, None),
    }
}

/// Each path that the document names, with the first place where it does and how often it does.
fn named(document: &Document) -> BTreeMap<AssetPath, (SourceSpan, usize)> {
    let mut named = BTreeMap::new();
    let mut name = |image: &Image| match &image.source {
        ImageSource::File(path) => {
            named.entry(path.clone()).or_insert((image.at, 0)).1 += 1;
        }
        ImageSource::Unreachable(_) => {}
    };
    if let Some(cover) = &document.meta().cover {
        name(cover);
    }
    walk::images(document, &mut name);
    named
}

type Fault = (Rule, String, Option<&'static str>);

fn read(path: &str, folder: &Path, limits: &Limits) -> Result<(Vec<u8>, Option<Stamp>), Fault> {
    let file = below(folder, path).map_err(|why| (Rule::ImageMissing, why, None))?;
    // A larger file is not even loaded; that it is larger is what the first byte too many tells.
    let most = limits.picture.count().saturating_add(1);
    stamp::read(&file, most).map_err(|error| (Rule::ImageMissing, format!("cannot be read: {error}"), None))
}

/// What to do about a picture that is not there, where there is one whose name some systems take for the same: it was shown where the
/// article was written.
fn written_otherwise(path: &str, folder: &Path) -> Option<String> {
    let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
    let beside = std::fs::read_dir(folder.join(above).join(".")).ok()?;
    let names = beside.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let other = names.filter(|other| other != name && folded(other) == folded(name)).min()?;
    Some(format!("there is `{other}`, whose name differs in capitals or in how its accents are written"))
}

/// The file that a path means. A symbolic link may not lead out of the article's folder.
fn below(folder: &Path, path: &str) -> Result<PathBuf, String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let real = |path: &Path| {
        path.canonicalize().map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => "is not there".to_owned(),
            _ => format!("cannot be read: {error}"),
        })
    };
    let (folder, file) = (real(folder)?, real(&folder.join(path))?);
    if !file.starts_with(&folder) {
        return Err("is a link that leads out of the article's folder".to_owned());
    }
    if !file.is_file() {
        return Err("is not a file".to_owned());
    }
    Ok(file)
}
