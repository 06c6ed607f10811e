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
pub struct Format(pub(super) String);

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
