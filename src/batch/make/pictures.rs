//! The images that a document names → pictures, each file opened once.

use crate::batch::files::digest::Digest;
use crate::batch::files::same_name::folded;
use crate::batch::files::stamp;
use crate::batch::files::stamp::Stamp;
use crate::batch::state::manifest::ListedImage;
use crate::diagnostic::{Diagnostic, Rule};
use crate::limits::Limits;
use crate::picture::{ArticlePictures, Pictures, pictures_named_by};
use crate::tree::Document;
use std::path::{Path, PathBuf};

/// The pictures of a document and the files that they come from.
#[derive(Default)]
pub struct LoadedPictures {
    pub pictures: Pictures,
    /// Every image that the document names, in the order of paths, shown or not.
    pub images: Vec<ListedImage>,
    /// One stamp for each of `images`.
    pub stamps: Vec<Option<Stamp>>,
}

/// Loads the pictures of a document from its article's folder. A missing or broken picture is reported, and its alternative text
/// replaces it.
///
/// Each file is read once, so its digest is that of the bytes in the editions.
pub fn load(document: &Document, folder: &Path, limits: &Limits, diagnostics: &mut Vec<Diagnostic>) -> LoadedPictures {
    let mut loaded = LoadedPictures::default();
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

/// Current digest and stamp of an image's file; `None` if it cannot be read.
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
    // One byte over the limit is enough to see that a file is too large.
    let most = limits.picture.count().saturating_add(1);
    stamp::read(&file, most).map_err(|error| (Rule::ImageMissing, format!("cannot be read: {error}"), None))
}

/// Help for a missing image: suggests a file whose name differs only in case or Unicode form.
fn written_otherwise(path: &str, folder: &Path) -> Option<String> {
    let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
    let beside = std::fs::read_dir(folder.join(above).join(".")).ok()?;
    let names = beside.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let other = names.filter(|other| other != name && folded(other) == folded(name)).min()?;
    Some(format!("there is `{other}`, whose name differs in capitals or in how its accents are written"))
}

/// The file that a path names. A symbolic link must not lead out of the article's folder.
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
