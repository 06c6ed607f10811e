//! What is no article, though it lies on a shelf and is named like one.

use super::config::Settings;
use super::report::Reporter;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::path::{Path, PathBuf};

/// The excludes of a run: those of the configuration, and the folder for the editions. Files of the name
/// [`Excludes::FILE_NAME`] are read where they stand.
#[derive(Clone, Debug)]
pub struct Excludes {
    globs: Gitignore,
    /// The folder for the editions, really; `None` where it is not there yet.
    out: Option<PathBuf>,
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
        Ok(Excludes { globs, out: settings.out().canonicalize().ok() })
    }

    /// Whether a file or folder, named by its real path, is excluded.
    pub fn excluded(&self, real: &Path, is_dir: bool) -> bool {
        let is_out = is_dir && self.out.as_deref() == Some(real);
        let below = real.strip_prefix(self.globs.path()).is_ok();
        is_out || below && self.globs.matched(real, is_dir).is_ignore()
    }
}
