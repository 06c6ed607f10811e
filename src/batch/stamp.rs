//! What a file looks like from outside: enough to see that it was not touched, without reading it.

use serde::{Deserialize, Serialize};
use std::fs::{File, Metadata};
use std::io::{self, Read as _};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Length, time of the last change in nanoseconds, and the number of the file where the system has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp(u64, u64, u64);

/// File systems tell the time of a change in steps of up to two seconds (FAT). A file that changed so lately may change again
/// within the same step and look the same.
const STEP: Duration = Duration::from_secs(2);

impl Stamp {
    /// The stamp of a file that is there; `None` of any other.
    pub fn of_path(path: &Path) -> Option<Stamp> {
        std::fs::metadata(path).ok().filter(Metadata::is_file).map(|file| Stamp::of(&file))
    }

    /// The stamp of a file.
    pub fn of(file: &Metadata) -> Stamp {
        let modified = file.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified = modified.and_then(|since| u64::try_from(since.as_nanos()).ok()).unwrap_or_default();
        Stamp(file.len(), modified, number(file))
    }

    /// The stamp, where the file rested long enough for every later change to show in it.
    pub fn settled(self) -> Option<Stamp> {
        let modified = UNIX_EPOCH + Duration::from_nanos(self.1);
        SystemTime::now().duration_since(modified).is_ok_and(|rested| STEP <= rested).then_some(self)
    }
}

/// Reads a file, at most so many bytes however fast it grows: its bytes, and how it looked before they were read; `None` where a change could go unseen.
pub fn read(path: &Path, most: usize) -> io::Result<(Vec<u8>, Option<Stamp>)> {
    let file = File::open(path)?;
    let stamp = Stamp::of(&file.metadata()?);
    let length = usize::try_from(stamp.0).unwrap_or(usize::MAX);
    let mut bytes = Vec::with_capacity(length.saturating_add(1).min(most));
    file.take(most as u64).read_to_end(&mut bytes)?;
    Ok((bytes, stamp.settled()))
}

#[cfg(unix)]
fn number(file: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(file)
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}
