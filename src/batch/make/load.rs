//! Loads an article's bytes, and the `.toml` file beside it.

use crate::batch::files::digest::Digest;
use crate::batch::files::stamp;
use crate::batch::files::stamp::Stamp;
use crate::batch::source_article::SourceArticle;
use crate::limits::Limits;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The bytes of an article.
pub struct LoadedArticle {
    /// The file's bytes; one more than the limit if the file is larger.
    pub bytes: Vec<u8>,
    /// Text of the `.toml` file beside the article, or the reason why it cannot be read.
    pub beside: Result<String, String>,
    /// Digest of both files.
    pub digest: Digest,
    /// Stamp of the file; `None` if the next run must read the file again.
    pub stamp: Option<Stamp>,
}

/// Loads an article.
///
/// # Errors
/// The file's name and the file system's message.
pub fn load(found: &SourceArticle, limits: &Limits) -> Result<LoadedArticle, String> {
    let most = limits.article.count().saturating_add(1);
    let loaded = match &found.path {
        Some(path) if found.is_link && !lies_within(path, found.shelf.as_deref()) => {
            return Err(format!("{}: a link that leads out of the shelf is no article", found.name()));
        }
        Some(path) => stamp::read_named(path, most),
        None => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().take(most as u64).read_to_end(&mut bytes).map(|_| (bytes, None))
        }
    };
    let (bytes, stamp) = loaded.map_err(|error| format!("{}: {error}", found.name()))?;
    let beside = beside(found, limits);
    if beside.as_ref().is_ok_and(String::is_empty) {
        return Ok(LoadedArticle { digest: Digest::blake3(&bytes), bytes, beside, stamp });
    }
    // The file beside the article is part of what the article is.
    let beside_bytes = beside.as_ref().map_or_else(String::as_bytes, String::as_bytes);
    let digest = Digest::blake3(&[Digest::blake3(&bytes).bytes(), Digest::blake3(beside_bytes).bytes()].concat());
    Ok(LoadedArticle { digest, bytes, beside, stamp: None })
}

/// True if a file is really below a folder. A file that cannot be checked passes: reading it reports the error.
fn lies_within(path: &Path, folder: Option<&Path>) -> bool {
    folder.is_none_or(|folder| path.canonicalize().is_ok_and(|real| real.starts_with(folder)) || !path.exists())
}

/// Path of the `.toml` file with the article's name; `None` if there is none. `quatrefoil.toml` belongs to the shelf.
fn beside_path(found: &SourceArticle) -> Option<PathBuf> {
    let path = found.path.as_ref()?.with_extension("toml");
    let shelf = path.file_name().is_some_and(|name| name == "quatrefoil.toml");
    (!shelf && path.symlink_metadata().is_ok_and(|kind| !kind.is_dir())).then_some(path)
}

/// Text of the file beside an article, empty if there is none; or the reason why it cannot be read.
fn beside(found: &SourceArticle, limits: &Limits) -> Result<String, String> {
    let Some(path) = beside_path(found) else { return Ok(String::new()) };
    if path.is_symlink() && !lies_within(&path, found.shelf.as_deref()) {
        return Err("it is a link that leads out of the shelf".to_owned());
    }
    let most = limits.front_matter.count();
    match stamp::read(&path, most.saturating_add(1)) {
        Ok((bytes, _)) if most < bytes.len() => Err(format!("it is larger than {}", limits.front_matter)),
        Ok((bytes, _)) => String::from_utf8(bytes).map_err(|_| "it is not in UTF-8".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// Current stamp of an article's file; `None` if the file must be read: standard input, or an article with a file beside it.
pub fn stamp(found: &SourceArticle) -> Option<Stamp> {
    match beside_path(found) {
        Some(_) => None,
        None => found.path.as_deref().and_then(Stamp::of_path),
    }
}
