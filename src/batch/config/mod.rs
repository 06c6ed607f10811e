//! `quatrefoil.toml`: what a shelf says once for all its articles.
//!
//! The command line comes before the file, the file before the defaults. What each value is and where it comes from is known to
//! the end of the run, and `quatrefoil config` shows it.

mod faults;
mod looks;
mod shown;

pub use looks::{Look, Looks};
pub use shown::show;

use super::find::out_of_reach;
use super::report::Reporter;
use super::stamp;
use crate::cli::Choices;
use crate::diagnostic::{Diagnostic, LineIndex, Rule, SourceSpan};
use crate::export::EXPORTERS;
use crate::limits::Limits;
use crate::read::Charset;
use crate::tree::{Lang, WebAddress};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The name of the file.
pub const FILE_NAME: &str = "quatrefoil.toml";

/// The whole file with its defaults, documented value by value.
pub const DEFAULT: &str = include_str!("default.toml");

/// Every value that a shelf can set. Paths are as they are written, from the folder of the file on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Config {
    /// Folder for the editions.
    pub out: PathBuf,
    /// Formats to make.
    pub to: Vec<Format>,
    /// Style sheet; `None` is the handout's.
    #[serde(with = "empty")]
    pub style: Option<String>,
    /// The language of articles that name none; `None` lets their words tell.
    #[serde(with = "empty")]
    pub language: Option<Lang>,
    /// The charset of articles that are not in UTF-8 and name none; `None` lets their bytes tell.
    #[serde(with = "empty")]
    pub charset: Option<Charset>,
    /// Where relative links lead that lead to no article of the build.
    #[serde(with = "empty")]
    pub base_url: Option<WebAddress>,
    /// What is no article, as `.gitignore` writes it.
    pub exclude: Vec<String>,
    pub clinic: Clinic,
    /// Folders that differ, by their path with `/` between the parts.
    pub folders: BTreeMap<String, Folder>,
    pub limits: Limits,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            out: PathBuf::from("out"),
            to: EXPORTERS.iter().map(|exporter| Format(exporter.name().to_owned())).collect(),
            style: None,
            language: None,
            charset: None,
            base_url: None,
            exclude: Vec::new(),
            clinic: Clinic::default(),
            folders: BTreeMap::new(),
            limits: Limits::default(),
        }
    }
}

/// Who hands the articles out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Clinic {
    /// Stands on the letterhead, and for the publisher of articles that name none; empty for none.
    pub name: String,
    /// The number to call, on the letterhead and for articles that give none; empty for none.
    pub phone: String,
    /// The picture on the letterhead; empty for none.
    pub logo: String,
}

/// What is different in a folder and those below it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Folder {
    /// `None` leaves it to the folder above.
    #[serde(with = "empty")]
    pub style: Option<String>,
    /// `None` leaves it to the folder above.
    #[serde(with = "empty")]
    pub language: Option<Lang>,
    /// `None` leaves it to the folder above.
    #[serde(with = "empty")]
    pub charset: Option<Charset>,
}

/// The name of a format that there is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Format(String);

impl Format {
    /// What `--to` takes.
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Format {
    type Error = String;
    fn try_from(name: String) -> Result<Format, String> {
        let names: Vec<_> = EXPORTERS.iter().map(|exporter| format!("`{}`", exporter.name())).collect();
        let known = EXPORTERS.iter().any(|exporter| exporter.name() == name);
        if known { Ok(Format(name)) } else { Err(format!("`{name}` is none of the formats {}", names.join(", "))) }
    }
}

impl From<Format> for String {
    fn from(format: Format) -> String {
        format.0
    }
}

/// A text that is empty where there is none.
mod empty {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer, T: Clone + Into<String>>(value: &Option<T>, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&value.clone().map(Into::into).unwrap_or_default())
    }

    pub fn deserialize<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
    where
        D: Deserializer<'de>,
        T: TryFrom<String, Error: std::fmt::Display>,
    {
        let text = String::deserialize(from)?;
        if text.is_empty() {
            return Ok(None);
        }
        T::try_from(text).map(Some).map_err(D::Error::custom)
    }
}

/// The configuration that holds for a run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Every value in force; `out` and `style` start from where the program was started when they come from the command line, all paths
    /// from the folder of the file otherwise.
    pub config: Config,
    /// `None` where there is none.
    pub file: Option<ConfigFile>,
    /// The keys that the command line gave.
    pub chosen: BTreeSet<&'static str>,
}

/// The file that was found.
#[derive(Clone, Debug)]
pub struct ConfigFile {
    pub path: PathBuf,
    /// Real, without links and `..`.
    pub folder: PathBuf,
    pub text: String,
    /// Where the value of each key stands, in bytes of the text; keys are joined by points.
    places: BTreeMap<String, std::ops::Range<usize>>,
}

impl ConfigFile {
    /// Where the value of a key stands; `None` where the file does not say it.
    pub fn place(&self, key: &str) -> Option<SourceSpan> {
        Some(LineIndex::new(&self.text).span(self.places.get(key)?.clone()))
    }
}

impl Settings {
    /// Reads the file that the first of some paths finds, and lays what the command line says over it.
    ///
    /// # Errors
    /// A file that cannot be read or has faults; these are reported before.
    pub fn load(paths: &[PathBuf], choices: &Choices, reporter: &Reporter) -> Result<Settings, String> {
        let found = match &choices.config {
            Some(path) if path.is_file() => Some(path.clone()),
            Some(path) if path.exists() => return Err(format!("`{}` is not a file", path.display())),
            Some(path) => return Err(format!("`{}` is not there", path.display())),
            None => find(paths)?,
        };
        let (mut config, file) = match found {
            Some(path) => {
                let (config, file) = faults::read(&path, reporter)?;
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

    /// The folder for the editions.
    pub fn out(&self) -> PathBuf {
        self.path_of("out", &self.config.out)
    }

    /// The files that hold for the whole shelf: the configuration, the style sheets and the logo.
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

    /// The style sheets of the shelf and its folders.
    #[cfg(feature = "watch")]
    pub fn sheets(&self) -> Vec<PathBuf> {
        let of_shelf = self.config.style.iter().map(|style| self.path_of("style", Path::new(style)));
        let of_folders = self.config.folders.iter().filter_map(|(name, folder)| {
            let key = format!("folders.{name}.style");
            folder.style.as_ref().map(|style| self.path_of(&key, Path::new(style)))
        });
        of_shelf.chain(of_folders).collect()
    }

    /// What is said of a run that a value stops: the message itself, or where the file says the key, that the file cannot be used,
    /// with the message reported at its place.
    pub fn fault(&self, key: &str, message: &str, reporter: &Reporter) -> String {
        let file = self.file.as_ref().filter(|_| !self.chosen.contains(key));
        match file.and_then(|file| Some((file, file.place(key)?))) {
            None => message.to_owned(),
            Some((file, place)) => {
                let diagnostic = Diagnostic::new(Rule::ConfigValue, place, message);
                reporter.file(&file.path, &file.text, &[diagnostic]);
                faults::refusal(&file.path)
            }
        }
    }

    /// A path that a key holds: from the folder of the file on, where there is one, unless the command line says it.
    fn path_of(&self, key: &str, path: &Path) -> PathBuf {
        match &self.file {
            Some(file) if !self.chosen.contains(key) => file.path.parent().unwrap_or(Path::new("")).join(path),
            _ => path.to_owned(),
        }
    }
}

/// Most bytes of a configuration or a style sheet. One that names ten thousand folders has 1 MiB.
const LARGEST_FILE: usize = 8 << 20;

/// The text of a file that a shelf is set up by: at most [`LARGEST_FILE`], since a path can lead to something that never ends.
///
/// # Errors
/// Why it cannot be read, in one clause.
fn text_of(path: &Path) -> Result<String, String> {
    let read = stamp::must_be_file(path).and_then(|()| stamp::read(path, LARGEST_FILE + 1));
    let (bytes, _) = read.map_err(|error| error.to_string())?;
    if bytes.len() > LARGEST_FILE {
        return Err("it is larger than 8 MiB".to_owned());
    }
    String::from_utf8(bytes).map_err(|_| "it is not in UTF-8".to_owned())
}

/// The file in the folder of a path or above it. All paths of a run find the same one, or none does.
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
    // What is no file is told when it is read; a folder of that name is nobody's configuration.
    let found = own.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.exists() && !path.is_dir());
    // What is below where the program was started is named from there, as people know it.
    let started = here.canonicalize().map_err(fault)?;
    Ok(found.map(|found| found.strip_prefix(&started).map_or(found.clone(), Path::to_owned)))
}
