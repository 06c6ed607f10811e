//! What is no article, though it lies on a shelf and is named like one.

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

/// The excludes of a run: those of the configuration, the folder for the editions, and editions that an earlier run made elsewhere.
/// Files of the name [`Excludes::FILE_NAME`] are read where they stand.
#[derive(Clone, Debug)]
pub struct Excludes {
    globs: Gitignore,
    /// The folder for the editions, really; `None` where it is not there yet.
    out: Option<PathBuf>,
    /// What the manifests of the folders entered so far list: the length of each edition, and what it holds.
    editions: Arc<Mutex<BTreeMap<PathBuf, (u64, Digest)>>>,
}

impl Excludes {
    /// A file that excludes what lies beside it and below, written like a `.gitignore`.
    pub const FILE_NAME: &str = ".quatrefoilignore";

    /// The excludes of a configuration.
    ///
    /// # Errors
    /// A glob that cannot be understood; it is reported with its place before.
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
            let message = format!("`exclude` cannot be understood: {error}");
            settings.fault("exclude", &message, reporter)
        })?;
        Ok(Excludes { globs, out: settings.out().canonicalize().ok(), editions: Arc::default() })
    }

    /// Why a folder's file of excludes cannot be read, where it is a pipe, a device or a folder; `None` where there is none.
    pub fn fault_of(folder: &Path) -> Option<String> {
        let path = folder.join(Excludes::FILE_NAME);
        let is_file = std::fs::metadata(&path).map_or(true, |kind| kind.is_file());
        (!is_file).then(|| format!("{}: it is not a file", path.display()))
    }

    /// Whether a file or folder, named by its real path, is excluded. What is in a folder is asked for after the folder itself.
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

    /// Takes note of what a folder's manifest lists, where it has one: a text edition is named like an article and is none.
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

    /// Whether a file is an edition as it was made. One that somebody has changed since is theirs.
    fn is_edition(&self, real: &Path) -> bool {
        let editions = self.editions.lock().unwrap_or_else(PoisonError::into_inner);
        let listed = editions.get(real).copied();
        listed.is_some_and(|(bytes, sha256)| {
            std::fs::metadata(real).is_ok_and(|file| file.len() == bytes)
                && Digest::sha256_of_file(real).is_ok_and(|digest| digest == sha256)
        })
    }
}
