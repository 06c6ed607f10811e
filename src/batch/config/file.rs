//! A configuration file as text, with the place of each value.

use crate::batch::files::stamp;
use crate::diagnostic::{LineIndex, SourceSpan};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The file that was found.
#[derive(Clone, Debug)]
pub struct ConfigFile {
    pub path: PathBuf,
    /// Real, without links and `..`.
    pub folder: PathBuf,
    pub text: String,
    /// Where the value of each key stands, in bytes of the text; keys are joined by points.
    pub(super) places: BTreeMap<String, std::ops::Range<usize>>,
}

impl ConfigFile {
    /// Where the value of a key stands; `None` where the file does not say it.
    pub fn place(&self, key: &str) -> Option<SourceSpan> {
        Some(LineIndex::new(&self.text).span(self.places.get(key)?.clone()))
    }
}

/// Most bytes of a configuration or a style sheet. One that names ten thousand folders has 1 MiB.
const LARGEST_FILE: usize = 8 << 20;

/// The text of a file that a shelf is set up by: at most [`LARGEST_FILE`], since a path can lead to something that never ends.
///
/// # Errors
/// Why it cannot be read, in one clause.
pub fn text_of(path: &Path) -> Result<String, String> {
    let read = stamp::must_be_file(path).and_then(|()| stamp::read(path, LARGEST_FILE + 1));
    let (bytes, _) = read.map_err(|error| error.to_string())?;
    if bytes.len() > LARGEST_FILE {
        return Err("it is larger than 8 MiB".to_owned());
    }
    String::from_utf8(bytes).map_err(|_| "it is not in UTF-8".to_owned())
}
