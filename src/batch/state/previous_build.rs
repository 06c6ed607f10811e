//! One article as an earlier run left it: its entry in the manifest and the stamps of its files.

use super::manifest::{Listed, ListedEdition};
use crate::batch::files::digest::Digest;
use crate::batch::files::stamp::Stamp;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::OnceLock;

/// The entry and the stamps of one article.
#[derive(Clone, Debug)]
pub struct PreviousBuild {
    pub listed: Listed,
    pub stamps: Stamps,
}

impl PreviousBuild {
    /// Renews the stamp of an edition that was just renamed: renaming changes the stamp.
    pub fn is_in_place(&mut self, place: &Path) {
        let is_it = |edition: &ListedEdition| place.extension().is_some_and(|format| *format == *edition.format);
        if let Some(number) = self.listed.editions.iter().position(is_it) {
            self.stamps.editions[number] = Stamp::of_path(place);
        }
    }
}

/// Stamps of an article's files; `None` for a file that must be read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stamps {
    pub source: Option<Stamp>,
    /// One for each listed image.
    pub images: Vec<Option<Stamp>>,
    /// One for each listed edition.
    pub editions: Vec<Option<Stamp>>,
    /// Number of the program that made each edition (see [`program`]); 0 if unknown.
    pub programs: Vec<u64>,
}

/// Number of the running program's file, never 0. A rebuilt program of the same version has another number.
pub fn program() -> u64 {
    // Determined once: the file may be replaced while the program runs.
    static PROGRAM: OnceLock<u64> = OnceLock::new();
    *PROGRAM.get_or_init(|| {
        let stamp = std::env::current_exe().ok().and_then(|program| Stamp::of_path(&program));
        Digest::blake3(stamp.map(Stamp::of_contents).unwrap_or_default().as_bytes()).number().max(1)
    })
}

impl Stamps {
    /// True if there is one stamp for each file of an article.
    pub fn fit(&self, listed: &Listed) -> bool {
        let editions = listed.editions.len();
        self.images.len() == listed.images.len() && [self.editions.len(), self.programs.len()] == [editions; 2]
    }

    pub fn unknown(listed: &Listed) -> Stamps {
        let (images, editions) = (vec![None; listed.images.len()], vec![None; listed.editions.len()]);
        Stamps { source: None, images, editions, programs: vec![0; listed.editions.len()] }
    }
}
