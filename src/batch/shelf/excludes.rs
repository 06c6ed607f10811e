//! Files on a shelf that look like articles and are not.

use crate::batch::config::Settings;
use crate::batch::files::digest::Digest;
use crate::batch::report::Reporter;
use crate::batch::state::manifest;
use crate::batch::state::manifest::StoredManifest;
use crate::batch::state::names::manifest_name;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The excludes of a run: those of the configuration, the folder for editions, and editions that an earlier run made elsewhere.
/// Files named [`Excludes::FILE_NAME`] are read by the walk itself.
#[derive(Clone, Debug)]
pub struct Excludes {
    globs: Gitignore,
    /// Canonical path of the folder for editions; `None` if it does not exist yet.
    out: Option<PathBuf>,
    /// Length and digest of each edition that the manifests of the folders entered so far list.
    editions: Arc<Mutex<BTreeMap<PathBuf, (u64, Digest)>>>,
}

impl Excludes {
    /// Name of a file that excludes files beside it and below, in the syntax of `.gitignore`.
    pub const FILE_NAME: &str = ".quatrefoilignore";

    /// The excludes of a configuration.
    ///
    /// # Errors
    /// A glob with a syntax error, which is reported at its place first.
    pub fn of(settings: &Settings, reporter: &Reporter) -> Result<Excludes, String> {
        let root = settings.file.as_ref().map_or(Path::new(""), |file| &file.folder);
        let mut builder = GitignoreBuilder::new(root);
        let mut add = || {
            for glob in &settings.config.exclude {
                builder.add_line(None, glob)?;
            }
            builder.build()
        };
        let globs = add().map_err(|error| {
            let message = format!("`exclude` has a syntax error: {error}");
            settings.fault("exclude", &message, reporter)
        })?;
        Ok(Excludes { globs, out: settings.out().canonicalize().ok(), editions: Arc::default() })
    }

    /// Fault of a folder's file of excludes: it is a pipe, a device or a folder; `None` if it is a file or missing.
    pub fn fault_of(folder: &Path) -> Option<String> {
        let path = folder.join(Excludes::FILE_NAME);
        let is_file = std::fs::metadata(&path).map_or(true, |kind| kind.is_file());
        (!is_file).then(|| format!("{}: it is not a file", path.display()))
    }

    /// True if a file or folder is excluded, by canonical path. A folder must be asked about before its contents.
    pub fn excluded(&self, real: &Path, is_dir: bool) -> bool {
        let is_out = is_dir && self.out.as_deref() == Some(real);
        let below = real.strip_prefix(self.globs.path()).is_ok();
        if is_out || below && self.globs.matched(real, is_dir).is_ignore() {
            return true;
        }
        if is_dir {
            self.enter(real);
        }
        !is_dir && self.is_edition(real)
    }

    /// Notes the editions in a folder's manifest: a text edition has the name of an article and is not one.
    pub fn enter(&self, folder: &Path) {
        let StoredManifest::Whole(manifest, _) = manifest::load(&folder.join(manifest_name(None))) else { return };
        let mut editions = self.editions.lock().unwrap_or_else(PoisonError::into_inner);
        for article in manifest.articles.values() {
            for edition in &article.editions {
                let path = folder.join(format!("{}.{}", article.stem, edition.format));
                editions.insert(path, (edition.bytes, edition.sha256));
            }
        }
    }

    /// True if a file is an unchanged edition. A changed one belongs to whoever changed it.
    fn is_edition(&self, real: &Path) -> bool {
        let editions = self.editions.lock().unwrap_or_else(PoisonError::into_inner);
        let listed = editions.get(real).copied();
        listed.is_some_and(|(bytes, sha256)| {
            std::fs::metadata(real).is_ok_and(|file| file.len() == bytes)
                && Digest::sha256_of_file(real).is_ok_and(|digest| digest == sha256)
        })
    }
}
