//! The images that a document names → pictures, each file opened once.

use super::digest::Digest;
use super::manifest::ListedImage;
use super::same_name::folded;
use super::stamp::{self, Stamp};
use crate::diagnostic::{Diagnostic, Rule};
use crate::limits::Limits;
use crate::picture::{ArticlePictures, Pictures, pictures_named_by};
use crate::tree::Document;
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
    let mut reader = ArticlePictures::within(limits);
    for (path, (at, uses)) in pictures_named_by(document) {
        let file = read(path.as_str(), folder, limits);
        let (digest, stamp) = outside(&file);
        loaded.images.push(ListedImage { path: path.to_string(), blake3: digest });
        loaded.stamps.push(stamp);
        let read = file.and_then(|(bytes, _)| {
            let read = reader.read(path.clone(), uses, &bytes);
            read.map_err(|fault| (Rule::ImageBroken, fault.why, fault.help))
        });
        match read {
            Ok(()) => {}
            Err((rule, why, help)) => {
                let mut diagnostic = Diagnostic::new(rule, at, format!("the image `{path}` {why}"));
                let other = || if rule == Rule::ImageMissing { written_otherwise(path.as_str(), folder) } else { None };
                diagnostic.help = help.map(str::to_owned).or_else(other);
                diagnostics.push(diagnostic);
            }
        }
    }
    loaded.pictures = reader.into_pictures();
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
