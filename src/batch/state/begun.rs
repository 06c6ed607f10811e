//! The list of articles in progress, in case the process dies of a stack overflow, refused memory or `kill -9`.
//!
//! Each worker has its own slot in the file. It writes the article that it starts into the slot, and empties the slot when the
//! article is done. The file is removed when all articles are made or the run is asked to end, so a file that is left means that a
//! process died.

use crate::batch::files::digest::Digest;
use crate::batch::threads::interrupt;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};

/// Bytes of a worker's slot. An entry that is longer is not written.
const PLACE: usize = 8192;

/// An article in progress.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    pub stem: String,
    /// Digest of the article and of everything it is made with, as far as that is known before reading.
    pub made_from: Digest<8>,
}

/// The file of a run.
pub struct BegunFile {
    path: PathBuf,
    /// `None` until an article is started.
    file: Mutex<Option<File>>,
}

impl BegunFile {
    /// A file that is not yet written.
    pub fn at(path: PathBuf) -> BegunFile {
        BegunFile { path, file: Mutex::new(None) }
    }

    /// Articles that were in progress when an earlier process died.
    pub fn left(&self) -> Vec<Begun> {
        let bytes = self.path.is_file().then(|| fs::read(&self.path).ok()).flatten().unwrap_or_default();
        let line = |place: &[u8]| serde_json::from_slice(place.split(|byte| *byte == b'\n').next()?).ok();
        bytes.chunks(PLACE).filter_map(line).collect()
    }

    /// Writes the article that this worker starts; dropping the value empties the slot. Errors are ignored: a run works without the
    /// file.
    pub fn begin(&self, begun: &Begun) -> InTheMaking<'_> {
        let place = rayon::current_thread_index().unwrap_or(0);
        let mut line = serde_json::to_vec(begun).unwrap_or_default();
        line.push(b'\n');
        if line.len() <= PLACE {
            let _ = self.write(place, &line);
        }
        InTheMaking { file: self, place }
    }

    /// Removes the file: no article is in progress.
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
                    // If the process dies after a request to end, no article is to blame.
                    return Ok(());
                }
                // `create_new` does not follow a symbolic link of that name.
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

/// An article in progress until this is dropped.
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
        // An entry that is too long is not written and harms no other.
        assert_eq!(BegunFile::at(path.clone()).left(), [begun(stems[0]), begun(stems[1])]);
        file.remove();
        assert_eq!(BegunFile::at(path).left(), []);
    }
}
