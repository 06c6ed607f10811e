//! Beside the books of a folder: what a run has done so far, in case it is cut off.
//!
//! The manifest is written when a run ends. Until then an article is a line here, added just before its editions are put into their
//! places, so that the run after one that was killed goes on where that one was, and knows every file that one put there for its own.
//! A line says what was to be, without the stamps of the editions: the next run holds their digests against the files. A journal is
//! good only for the very manifest that it was begun beside; a line that was cut off ends it. It is never flushed: what a power failure
//! undoes shows in the digests, too.

use super::manifest::{Listed, Recipe};
use super::previous_build::{PreviousBuild, Stamps};
use crate::batch::files::digest::Digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;

/// A journal that is being kept.
pub struct Journal {
    path: PathBuf,
    /// `None` until something is written.
    file: Option<File>,
}

/// The first line: the BLAKE3 of the manifest's file, and what editions are made with.
#[derive(Serialize, Deserialize)]
struct Head {
    manifest: Option<Digest>,
    recipes: BTreeMap<Digest<8>, Recipe>,
}

/// Every other line.
#[derive(Serialize, Deserialize)]
struct Line<L, S> {
    listed: L,
    stamps: S,
}

/// What the journal of a run that was cut off holds.
pub struct JournalContents {
    pub recipes: BTreeMap<Digest<8>, Recipe>,
    pub known: Vec<PreviousBuild>,
}

impl Journal {
    /// A journal in which nothing is written yet.
    pub fn at(path: PathBuf) -> Journal {
        Journal { path, file: None }
    }

    /// What an earlier run wrote beside the manifest of that digest; `None` where there is nothing of use.
    pub fn kept(&self, manifest: Option<Digest>) -> Option<JournalContents> {
        // A pipe has no end that could be waited for.
        let text = self.path.is_file().then(|| fs::read_to_string(&self.path).ok())??;
        // The last line has no end where it was cut off.
        let mut lines = text.split_inclusive('\n').map_while(|line| line.strip_suffix('\n'));
        let head: Head = serde_json::from_str(lines.next()?).ok()?;
        let read = |line| serde_json::from_str::<Line<Listed, Stamps>>(line).ok();
        let known = lines.map_while(read).filter(|line| line.listed.is_within() && line.stamps.fit(&line.listed));
        let known: Vec<_> = known.map(|Line { listed, stamps }| PreviousBuild { listed, stamps }).collect();
        (head.manifest == manifest && !known.is_empty()).then_some(JournalContents { recipes: head.recipes, known })
    }

    /// Writes some articles.
    ///
    /// # Errors
    /// The file system's own. A run needs no journal, so nobody has to be told.
    pub fn write<'a>(
        &mut self,
        manifest: Option<Digest>,
        recipes: &BTreeMap<Digest<8>, Recipe>,
        articles: impl Iterator<Item = &'a PreviousBuild>,
    ) -> io::Result<()> {
        let mut bytes = Vec::new();
        if self.file.is_none() {
            serde_json::to_writer(&mut bytes, &Head { manifest, recipes: recipes.clone() })?;
            bytes.push(b'\n');
        }
        for PreviousBuild { listed, stamps } in articles {
            serde_json::to_writer(&mut bytes, &Line { listed, stamps })?;
            bytes.push(b'\n');
        }
        let file = match &mut self.file {
            Some(file) => file,
            none => {
                // Whatever lies there is of no use any more, and where it leads, if it is a link, is nobody's business.
                let _ = fs::remove_file(&self.path);
                none.insert(File::create_new(&self.path)?)
            }
        };
        file.write_all(&bytes)
    }

    /// Ends the journal: all that it holds is in the books.
    pub fn end(&mut self) {
        self.file = None;
        // One that stays is of no use to anybody: the manifest is another now.
        let _ = fs::remove_file(&self.path);
    }
}
