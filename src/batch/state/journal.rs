//! The journal: what a run has done so far, in case it is killed.
//!
//! The manifest is written when a run ends. Until then each article is one line here, added just before its editions are renamed
//! into place, so that the next run continues where this one stopped and recognises its files. A line has no stamps of editions:
//! the next run compares their digests with the files. A journal is valid only for the manifest that it was started with, and an
//! incomplete line ends it. It is never flushed: whatever a power failure undoes shows in the digests.

use super::manifest::{Listed, Recipe};
use super::previous_build::{PreviousBuild, Stamps};
use crate::batch::files::digest::Digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;

/// A journal that is being written.
pub struct Journal {
    path: PathBuf,
    /// `None` until the first line is written.
    file: Option<File>,
}

/// The first line: the BLAKE3 of the manifest's file, and the recipes.
#[derive(Serialize, Deserialize)]
struct Head {
    manifest: Option<Digest>,
    recipes: BTreeMap<Digest<8>, Recipe>,
}

/// Each further line: one article.
#[derive(Serialize, Deserialize)]
struct Line<L, S> {
    listed: L,
    stamps: S,
}

/// The contents of a killed run's journal.
pub struct JournalContents {
    pub recipes: BTreeMap<Digest<8>, Recipe>,
    pub known: Vec<PreviousBuild>,
}

impl Journal {
    /// A journal without lines.
    pub fn at(path: PathBuf) -> Journal {
        Journal { path, file: None }
    }

    /// Contents of a journal that an earlier run started with the same manifest; `None` if there is no such journal or it is empty.
    pub fn kept(&self, manifest: Option<Digest>) -> Option<JournalContents> {
        // A pipe could block forever.
        let text = self.path.is_file().then(|| fs::read_to_string(&self.path).ok())??;
        // A line that was cut off has no end.
        let mut lines = text.split_inclusive('\n').map_while(|line| line.strip_suffix('\n'));
        let head: Head = serde_json::from_str(lines.next()?).ok()?;
        let read = |line| serde_json::from_str::<Line<Listed, Stamps>>(line).ok();
        let known = lines.map_while(read).filter(|line| line.listed.is_within() && line.stamps.fit(&line.listed));
        let known: Vec<_> = known.map(|Line { listed, stamps }| PreviousBuild { listed, stamps }).collect();
        (head.manifest == manifest && !known.is_empty()).then_some(JournalContents { recipes: head.recipes, known })
    }

    /// Appends articles.
    ///
    /// # Errors
    /// The file system's error. It need not be reported: a run works without a journal.
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
                // Remove a stale file; `create_new` then cannot follow a symbolic link.
                let _ = fs::remove_file(&self.path);
                none.insert(File::create_new(&self.path)?)
            }
        };
        file.write_all(&bytes)
    }

    /// Ends the journal: the manifest now holds all of it.
    pub fn end(&mut self) {
        self.file = None;
        // A journal that cannot be removed is invalid: the manifest has changed.
        let _ = fs::remove_file(&self.path);
    }
}
