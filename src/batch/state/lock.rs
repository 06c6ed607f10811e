//! One run at a time writes into a folder for editions: each holds a lock while it reads and writes what runs leave there.

use super::names::{LOCK, name_of};
use crate::shard::Shard;
use std::fs::{self, File, TryLockError};
use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How often a run that waits looks again.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// How to meet another run that holds the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// Wait until the other run has ended.
    Wait,
    /// Give up at once.
    Refuse,
}

/// A lock that is held. It ends with its value, and with the process, however that ends.
#[derive(Debug)]
pub struct Lock {
    /// `None` where the file system keeps no locks, or the file cannot be made: then no run waits for another.
    _file: Option<File>,
}

impl Lock {
    /// Takes the lock of a folder, or of one shard in it: shards of one shelf may be made at the same time. Waiting for another run is
    /// reported once.
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
