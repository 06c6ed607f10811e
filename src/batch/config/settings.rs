//! The settings of a run: the configuration file, and the command line on top of it.

use super::file::ConfigFile;
use super::parse;
use super::values::{Config, FILE_NAME, Format};
use crate::batch::files::out_of_reach::out_of_reach;
use crate::batch::report::Reporter;
use crate::cli::Choices;
use crate::diagnostic::{Diagnostic, Rule};
use crate::export::Exporter;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The settings of a run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Every value in force. Values of `out` and `style` from the command line are relative to the current folder; all other paths
    /// are relative to the file's folder.
    pub config: Config,
    /// `None` without a configuration file.
    pub file: Option<ConfigFile>,
    /// Keys that the command line sets.
    pub chosen: BTreeSet<&'static str>,
}

impl Settings {
    /// Reads the configuration for some paths, and lays the command line over it.
    ///
    /// # Errors
    /// A file that cannot be read or has faults, which are reported first.
    pub fn load(paths: &[PathBuf], choices: &Choices, reporter: &Reporter) -> Result<Settings, String> {
        let found = match &choices.config {
            Some(path) if path.is_file() => Some(path.clone()),
            Some(path) if path.exists() => return Err(format!("`{}` is not a file", path.display())),
            Some(path) => return Err(format!("`{}` is not there", path.display())),
            None => find(paths)?,
        };
        let (mut config, file) = match found {
            Some(path) => {
                let (config, file) = parse::read(&path, reporter)?;
                (config, Some(file))
            }
            None => (Config::default(), None),
        };
        let mut chosen = BTreeSet::new();
        if let Some(out) = &choices.out {
            config.out.clone_from(out);
            chosen.insert("out");
        }
        if !choices.to.is_empty() {
            config.to = choices.to.iter().map(|name| Format(name.to_ascii_lowercase())).collect();
            chosen.insert("to");
        }
        if let Some(style) = &choices.style {
            config.style = Some(style.display().to_string());
            chosen.insert("style");
        }
        Ok(Settings { config, file, chosen })
    }

    /// The folder for editions.
    pub fn out(&self) -> PathBuf {
        self.path_of("out", &self.config.out)
    }

    /// Those of `formats` that are to be made, in their order.
    pub fn chosen(&self, formats: &[&'static dyn Exporter]) -> Vec<&'static dyn Exporter> {
        let is_named = |exporter: &&dyn Exporter| self.config.to.iter().any(|format| format.name() == exporter.name());
        formats.iter().copied().filter(is_named).collect()
    }

    /// The files that all articles depend on: the configuration, the style sheets and the logo.
    #[cfg(feature = "watch")]
    pub fn files(&self) -> Vec<PathBuf> {
        let config = &self.config;
        let mut files: Vec<PathBuf> = self.file.iter().map(|file| file.path.clone()).collect();
        files.extend(self.sheets());
        if !config.clinic.logo.is_empty() {
            files.push(self.path_of("clinic.logo", Path::new(&config.clinic.logo)));
        }
        files
    }

    /// The style sheets of the shelf and of its folders.
    #[cfg(feature = "watch")]
    pub fn sheets(&self) -> Vec<PathBuf> {
        let of_shelf = self.config.style.iter().map(|style| self.path_of("style", Path::new(style)));
        let of_folders = self.config.folders.iter().filter_map(|(name, folder)| {
            let key = format!("folders.{name}.style");
            folder.style.as_ref().map(|style| self.path_of(&key, Path::new(style)))
        });
        of_shelf.chain(of_folders).collect()
    }

    /// Reports a value that prevents the run at its place in the file. Returns the message for the end of the run; `message` itself
    /// if the value is not from the file.
    pub fn fault(&self, key: &str, message: &str, reporter: &Reporter) -> String {
        let file = self.file.as_ref().filter(|_| !self.chosen.contains(key));
        match file.and_then(|file| Some((file, file.place(key)?))) {
            None => message.to_owned(),
            Some((file, place)) => {
                let diagnostic = Diagnostic::new(Rule::ConfigValue, place, message);
                reporter.file(&file.path, &file.text, &[diagnostic]);
                parse::refusal(&file.path)
            }
        }
    }

    /// The path in a key's value: relative to the file's folder, unless the command line sets it.
    pub(super) fn path_of(&self, key: &str, path: &Path) -> PathBuf {
        match &self.file {
            Some(file) if !self.chosen.contains(key) => file.path.parent().unwrap_or(Path::new("")).join(path),
            _ => path.to_owned(),
        }
    }
}

/// The configuration in the folder of a path or above it. All paths of a run must find the same one, or none.
fn find(paths: &[PathBuf]) -> Result<Option<PathBuf>, String> {
    let mut found: Option<Option<PathBuf>> = None;
    for path in paths {
        let config = above(path)?;
        match &found {
            Some(earlier) if *earlier != config => {
                let name = |path: &Option<PathBuf>| {
                    path.as_ref().map_or("none".to_owned(), |path| format!("`{}`", path.display()))
                };
                let (one, other) = (name(earlier), name(&config));
                return Err(format!(
                    "`{}` has another configuration ({other}) than the first path ({one}): build them one by one",
                    path.display()
                ));
            }
            _ => found = Some(config),
        }
    }
    Ok(found.flatten())
}

fn above(path: &Path) -> Result<Option<PathBuf>, String> {
    let fault = |error: std::io::Error| out_of_reach(path, &error);
    let here = Path::new(".");
    let start = if path.as_os_str() == "-" || path.as_os_str().is_empty() { here } else { path };
    let real = start.canonicalize().map_err(fault)?;
    let own = if real.is_dir() { Some(real.as_path()) } else { real.parent() };
    let Some(own) = own else { return Ok(None) };
    // A path that is not a file is reported when it is read; a folder of that name is no configuration.
    let found = own.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.exists() && !path.is_dir());
    // Paths below the current folder are shown relative to it.
    let started = here.canonicalize().map_err(fault)?;
    Ok(found.map(|found| found.strip_prefix(&started).map_or(found.clone(), Path::to_owned)))
}
