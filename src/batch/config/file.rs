//! A configuration file as text, with the place of each value.

use crate::batch::files::stamp;
use crate::diagnostic::{LineIndex, SourceSpan};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A configuration file.
#[derive(Clone, Debug)]
pub struct ConfigFile {
    pub path: PathBuf,
    /// Canonical path of the file's folder.
    pub folder: PathBuf,
    pub text: String,
    /// Range of bytes of each value, by key; the parts of a key are joined by full stops.
    pub(super) places: BTreeMap<String, std::ops::Range<usize>>,
}

impl ConfigFile {
    /// Place of a key's value; `None` if the file does not set it.
    pub fn place(&self, key: &str) -> Option<SourceSpan> {
        Some(LineIndex::new(&self.text).span(self.places.get(key)?.clone()))
    }
}

/// Most bytes of a configuration or style sheet. One that names ten thousand folders has 1 MiB.
const LARGEST_FILE: usize = 8 << 20;

/// Text of a configuration or style sheet, at most [`LARGEST_FILE`] bytes: a path can lead to an endless file.
///
/// # Errors
/// The reason why it cannot be read, as one clause.
pub fn text_of(path: &Path) -> Result<String, String> {
    let read = stamp::must_be_file(path).and_then(|()| stamp::read(path, LARGEST_FILE + 1));
    let (bytes, _) = read.map_err(|error| error.to_string())?;
    if bytes.len() > LARGEST_FILE {
        return Err("it is larger than 8 MiB".to_owned());
    }
    String::from_utf8(bytes).map_err(|_| "it is not in UTF-8".to_owned())
}
