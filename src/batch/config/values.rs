//! The values of `quatrefoil.toml` and their defaults.

use crate::export::EXPORTERS;
use crate::limits::Limits;
use crate::read::Charset;
use crate::tree::{Lang, WebAddress};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The name of the file.
pub const FILE_NAME: &str = "quatrefoil.toml";

/// The whole file with every default and its documentation.
pub const DEFAULT: &str = include_str!("default.toml");

/// Every value that a shelf can set. Paths are as written, relative to the file's folder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Config {
    /// Folder for editions.
    pub out: PathBuf,
    /// Formats to make.
    pub to: Vec<Format>,
    /// Style sheet; `None` is the built-in one.
    #[serde(with = "empty")]
    pub style: Option<String>,
    /// Language of articles that name none; `None` guesses it from their words.
    #[serde(with = "empty")]
    pub language: Option<Lang>,
    /// Charset of articles that name none and are not UTF-8; `None` guesses it from their bytes.
    #[serde(with = "empty")]
    pub charset: Option<Charset>,
    /// Base of relative links that lead to no article of the build.
    #[serde(with = "empty")]
    pub base_url: Option<WebAddress>,
    /// Files that are not articles, in the syntax of `.gitignore`.
    pub exclude: Vec<String>,
    pub clinic: Clinic,
    /// Folders with values of their own, by path with `/` between the parts.
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

/// The organisation that hands the articles out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Clinic {
    /// Name on the letterhead, and publisher of articles that name none; empty for none.
    pub name: String,
    /// Telephone number on the letterhead, and of articles that give none; empty for none.
    pub phone: String,
    /// Picture on the letterhead; empty for none.
    pub logo: String,
}

/// The values of a folder and the folders below it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Folder {
    /// `None` takes the value of the folder above.
    #[serde(with = "empty")]
    pub style: Option<String>,
    /// `None` takes the value of the folder above.
    #[serde(with = "empty")]
    pub language: Option<Lang>,
    /// `None` takes the value of the folder above.
    #[serde(with = "empty")]
    pub charset: Option<Charset>,
}

/// The name of an existing format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Format(pub(super) String);

impl Format {
    /// The name, as `--to` takes it.
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

/// Optional values as text, empty for `None`.
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
