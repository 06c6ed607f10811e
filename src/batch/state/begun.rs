//! The articles that are in the making, written down in case the process dies: by a stack that ran out, by memory that was refused, by
//! `kill -9`.
//!
//! Each worker has a place of its own in the file and writes into it which article it begins; when the article is done, the place is
//! emptied. The file is gone when a run has made all of its articles, or is asked to end: what is left of it is the death of a process.

use crate::batch::files::digest::Digest;
use crate::batch::threads::interrupt;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};

/// Bytes of a worker's place. A name that is longer is not written down.
const PLACE: usize = 8192;

/// An article in the making.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    pub stem: String,
    /// The article and all that it is made with, as far as that is known before it is read.
    pub made_from: Digest<8>,
}

/// The file of a run.
pub struct BegunFile {
    path: PathBuf,
    /// `None` until an article is begun.
    file: Mutex<Option<File>>,
}

impl BegunFile {
    /// A file in which nothing is written yet.
    pub fn at(path: PathBuf) -> BegunFile {
        BegunFile { path, file: Mutex::new(None) }
    }

    /// The articles that were in the making when the process of an earlier run died.
    pub fn left(&self) -> Vec<Begun> {
        let bytes = self.path.is_file().then(|| fs::read(&self.path).ok()).flatten().unwrap_or_default();
        let line = |place: &[u8]| serde_json::from_slice(place.split(|byte| *byte == b'\n').next()?).ok();
        bytes.chunks(PLACE).filter_map(line).collect()
    }

    /// Writes down that this worker begins an article; when the value ends, so has the article. What cannot be written is not: a run
    /// needs none of it.
    pub fn begin(&self, begun: &Begun) -> InTheMaking<'_> {
        let place = rayon::current_thread_index().unwrap_or(0);
        let mut line = serde_json::to_vec(begun).unwrap_or_default();
        line.push(b'\n');
        if line.len() <= PLACE {
            let _ = self.write(place, &line);
        }
        InTheMaking { file: self, place }
    }

    /// Removes the file: no article is in the making.
    pub fn remove(&self) {
        *self.file.lock().unwrap_or_else(PoisonError::into_inner) = None;
        interrupt::forget(&self.path);
        let _ = fs::remove_file(&self.path);
    }

    fn write(&self, place: usize, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let file = match &mut *file {
            Some(file) => file,
            none => {
                if interrupt::asked().load(Ordering::Relaxed) {
                    // Whatever becomes of the process now, no article is to blame.
                    return Ok(());
                }
                // A link that somebody left under that name is not followed.
                let _ = fs::remove_file(&self.path);
                let file = none.insert(File::create_new(&self.path)?);
                interrupt::remove_when_asked(&self.path);
                file
            }
        };
        file.seek(SeekFrom::Start((place * PLACE) as u64))?;
        file.write_all(bytes)
    }
}

/// An article in the making, until this ends.
#[must_use = "the article is in the making as long as this lives"]
pub struct InTheMaking<'a> {
    file: &'a BegunFile,
    place: usize,
}

impl Drop for InTheMaking<'_> {
    fn drop(&mut self) {
        let _ = self.file.write(self.place, b"\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_the_making_is_left_when_nobody_ends_it() {
        let path = std::env::temp_dir().join(format!("quatrefoil-begun-{}", std::process::id()));
        let begun = |stem: &str| Begun { stem: stem.to_owned(), made_from: Digest::blake3(stem.as_bytes()).key() };
        let file = BegunFile::at(path.clone());
        assert_eq!(file.left(), []);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
        let stems = ["clinic/a longer name\n", "eye", &"n".repeat(PLACE)];
        pool.broadcast(|worker| {
            drop(file.begin(&begun("earlier, and longer than the later ones")));
            std::mem::forget(file.begin(&begun(stems[worker.index()])));
        });
        // What is too long is not written, and harms no other.
        assert_eq!(BegunFile::at(path.clone()).left(), [begun(stems[0]), begun(stems[1])]);
        file.remove();
        assert_eq!(BegunFile::at(path).left(), []);
    }
}
