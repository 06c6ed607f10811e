//! One article as an earlier run left it: its entry in the manifest and the stamps of its files.

use super::manifest::{Listed, ListedEdition};
use crate::batch::files::digest::Digest;
use crate::batch::files::stamp::Stamp;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::OnceLock;

/// One article as an earlier run left it.
#[derive(Clone, Debug)]
pub struct PreviousBuild {
    pub listed: Listed,
    pub stamps: Stamps,
}

impl PreviousBuild {
    /// Takes note of how the file of an edition looks in its place: to be renamed changes how a file profiles.
    pub fn is_in_place(&mut self, place: &Path) {
        let is_it = |edition: &ListedEdition| place.extension().is_some_and(|format| *format == *edition.format);
        if let Some(number) = self.listed.editions.iter().position(is_it) {
            self.stamps.editions[number] = Stamp::of_path(place);
        }
    }
}

/// How the files of an article looked; `None` where they have to be read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stamps {
    pub source: Option<Stamp>,
    /// One for each image of the list.
    pub images: Vec<Option<Stamp>>,
    /// One for each edition of the list.
    pub editions: Vec<Option<Stamp>>,
    /// The program that made each edition, as [`program`] names it; 0 where that is not known.
    pub programs: Vec<u64>,
}

/// A number for the file of the program that runs, never 0: whoever builds the program anew has other editions of the same version.
pub fn program() -> u64 {
    // Asked for once: a program that is replaced while it runs is still the one that it was.
    static PROGRAM: OnceLock<u64> = OnceLock::new();
    *PROGRAM.get_or_init(|| {
        let stamp = std::env::current_exe().ok().and_then(|program| Stamp::of_path(&program));
        Digest::blake3(stamp.map(Stamp::of_contents).unwrap_or_default().as_bytes()).number().max(1)
    })
}

impl Stamps {
    /// Whether there is a stamp for each file of an article.
    pub fn fit(&self, listed: &Listed) -> bool {
        let editions = listed.editions.len();
        self.images.len() == listed.images.len() && [self.editions.len(), self.programs.len()] == [editions; 2]
    }

    pub fn unknown(listed: &Listed) -> Stamps {
        let (images, editions) = (vec![None; listed.images.len()], vec![None; listed.editions.len()]);
        Stamps { source: None, images, editions, programs: vec![0; listed.editions.len()] }
    }
}
