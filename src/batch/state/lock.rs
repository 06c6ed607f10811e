//! One run at a time writes into a folder for editions: each holds a lock while it reads and writes the state files.

use super::names::{LOCK, name_of};
use crate::shard::Shard;
use std::fs::{self, File, TryLockError};
use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Pause between two attempts to take the lock.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// Behaviour when another run holds the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// Wait until the other run has ended.
    Wait,
    /// Fail at once.
    Refuse,
}

/// A lock that is held until the value is dropped or the process ends.
#[derive(Debug)]
pub struct Lock {
    /// `None` if the file system has no locks or the file cannot be created; runs then do not wait for each other.
    _file: Option<File>,
}

impl Lock {
    /// Takes the lock of a folder or of one shard in it; shards of one shelf may be built at the same time. Reports once that it is
    /// waiting.
    ///
    /// # Errors
    /// Something other than a file in the lock's place; another run, with [`Waiting::Refuse`]; a `stop` while waiting.
    pub fn take(out: &Path, shard: Option<Shard>, waiting: Waiting, stop: &AtomicBool) -> Result<Lock, String> {
        let path = out.join(name_of(LOCK, shard));
        if fs::symlink_metadata(&path).is_ok_and(|kind| !kind.is_file()) {
            return Err(format!("{}: it is in the place of a file that runs need: remove it", path.display()));
        }
        let opened = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let Ok(file) = opened else { return Ok(Lock { _file: None }) };
        let mut reported = false;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Lock { _file: Some(file) }),
                Err(TryLockError::Error(_)) => return Ok(Lock { _file: None }),
                Err(TryLockError::WouldBlock) if waiting == Waiting::Refuse => {
                    return Err(format!("another run is writing into `{}`", out.display()));
                }
                Err(TryLockError::WouldBlock) => {}
            }
            if stop.load(Ordering::Relaxed) {
                return Err("interrupted while waiting for another run".to_owned());
            }
            if !reported {
                let _ =
                    writeln!(std::io::stderr(), "waiting for another run, which is writing into `{}`", out.display());
                reported = true;
            }
            std::thread::sleep(LOOK_AGAIN);
        }
    }
}
