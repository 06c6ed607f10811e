//! The images that a document names → pictures, each file opened once.

use super::article;
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::limits::Limits;
use crate::picture::{Picture, Pictures};
use crate::tree::walk::{self, Visit};
use crate::tree::{AssetPath, BlockKind, Document, Image, ImageSource, Inline};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Loads the pictures of a document from the folder of its article. One that is not there or broken is told, and its words stand
/// for it.
pub fn load(document: &Document, folder: &Path, limits: &Limits, diagnostics: &mut Vec<Diagnostic>) -> Pictures {
    let mut pictures = Pictures::new();
    for (path, at) in named(document) {
        match picture(&path, folder, limits) {
            Ok(picture) => {
                pictures.insert(path, picture);
            }
            Err((rule, why, help)) => {
                let mut diagnostic = Diagnostic::new(rule, at, format!("the image `{path}` {why}"));
                diagnostic.help = help.map(str::to_owned);
                diagnostics.push(diagnostic);
            }
        }
    }
    pictures
}

/// Each path that the document names, with the first place where it does.
fn named(document: &Document) -> BTreeMap<AssetPath, SourceSpan> {
    let mut named = BTreeMap::new();
    let mut name = |image: &Image| match &image.source {
        ImageSource::File(path) => {
            named.entry(path.clone()).or_insert(image.at);
        }
        ImageSource::Unreachable(_) => {}
    };
    if let Some(cover) = &document.meta().cover {
        name(cover);
    }
    walk::document(document, &mut |visit| match visit {
        Visit::Block(block) => {
            if let BlockKind::Figure(figure) = &block.kind {
                name(&figure.image);
            }
        }
        Visit::Inlines(list) => walk::inlines(list, &mut |inline| {
            if let Inline::Image(image) = inline {
                name(image);
            }
        }),
        Visit::Section(..) => {}
    });
    named
}

type Fault = (Rule, String, Option<&'static str>);

fn picture(path: &AssetPath, folder: &Path, limits: &Limits) -> Result<Picture, Fault> {
    let file = below(folder, path).map_err(|why| (Rule::ImageMissing, why, None))?;
    // A larger file is not even loaded; that it is larger is what the first byte too many tells.
    let bytes = article::read_at_most(&file, limits.picture.count().saturating_add(1));
    let bytes = bytes.map_err(|error| (Rule::ImageMissing, format!("cannot be read: {error}"), None))?;
    Picture::read_within(limits, &bytes).map_err(|fault| (Rule::ImageBroken, fault.why, fault.help))
}

/// The file that a path means. A symbolic link may not lead out of the article's folder.
fn below(folder: &Path, path: &AssetPath) -> Result<PathBuf, String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let real = |path: &Path| {
        path.canonicalize().map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => "is not there".to_owned(),
            _ => format!("cannot be read: {error}"),
        })
    };
    let (folder, file) = (real(folder)?, real(&folder.join(path.as_str()))?);
    if !file.starts_with(&folder) {
        return Err("is a link that leads out of the article's folder".to_owned());
    }
    if !file.is_file() {
        return Err("is not a file".to_owned());
    }
    Ok(file)
}
