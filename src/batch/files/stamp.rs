//! Stamps: metadata that shows, without reading a file, that it was not changed.

use serde::{Deserialize, Serialize};
use std::fs::{File, Metadata};
use std::io::{self, Read as _};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Stamp of a file. A file with the same stamp was not written in between.
///
/// `tar` and `cp -p` can restore length and modification time, but no program can set the time of the status change. The device
/// number is left out: it changes when a machine or container restarts, and the other four suffice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Numbers", into = "Numbers")]
pub struct Stamp {
    length: u64,
    /// Time of the last change of the bytes, in nanoseconds since 1970; negative before.
    modified: i64,
    /// Time of the last change of the file's status, in nanoseconds since 1970; 0 where the system keeps none.
    status: i64,
    /// Number of the file (inode); 0 where the system has none.
    number: u64,
}

/// A stamp in the cache.
type Numbers = (u64, i64, i64, u64);

impl From<Numbers> for Stamp {
    fn from((length, modified, status, number): Numbers) -> Stamp {
        Stamp { length, modified, status, number }
    }
}

impl From<Stamp> for Numbers {
    fn from(Stamp { length, modified, status, number }: Stamp) -> Numbers {
        (length, modified, status, number)
    }
}

/// The coarsest step of a file system's clock (FAT). A file that changed within the last step may change again without a new stamp.
const STEP: Duration = Duration::from_secs(2);

impl Stamp {
    /// The stamp of a file; `None` if the path is not a file.
    pub fn of_path(path: &Path) -> Option<Stamp> {
        std::fs::metadata(path).ok().filter(Metadata::is_file).map(|file| Stamp::of(&file))
    }

    /// The stamp of a file.
    pub fn of(file: &Metadata) -> Stamp {
        let modified = file.modified().map_or(0, nanoseconds);
        Stamp { length: file.len(), modified, status: status(file), number: number(file) }
    }

    /// The stamp, if the file is older than `STEP`, so that every later change shows; else `None`.
    pub fn settled(self) -> Option<Stamp> {
        let now = nanoseconds(SystemTime::now());
        let rested = now.saturating_sub(self.modified.max(self.status));
        (nanoseconds(UNIX_EPOCH + STEP) <= rested).then_some(self)
    }

    /// The parts that stay the same when a file is moved, linked or given other permissions, as text.
    pub fn of_contents(self) -> String {
        format!("{} {} {}", self.length, self.modified, self.number)
    }
}

fn nanoseconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |nanoseconds| -nanoseconds),
    }
}

/// Reads at most `most` bytes of a file. Returns the bytes and the stamp from before reading; `None` for the stamp if a later
/// change could go unseen.
///
/// # Errors
/// The file system's error, or a path that is not a file: reading a pipe could wait forever.
pub fn read(path: &Path, most: usize) -> io::Result<(Vec<u8>, Option<Stamp>)> {
    must_be_file(path)?;
    read_named(path, most)
}

/// Reads a file that the user named for this run: a pipe is read to its end.
///
/// # Errors
/// The file system's error.
pub fn read_named(path: &Path, most: usize) -> io::Result<(Vec<u8>, Option<Stamp>)> {
    let file = File::open(path)?;
    let stamp = Stamp::of(&file.metadata()?);
    let length = usize::try_from(stamp.length).unwrap_or(usize::MAX);
    let mut bytes = Vec::with_capacity(length.saturating_add(1).min(most));
    file.take(most as u64).read_to_end(&mut bytes)?;
    Ok((bytes, stamp.settled()))
}

/// Rejects pipes, devices, sockets and folders before they are opened: opening a pipe waits for its writer.
///
/// # Errors
/// The file system's error, or a clause that says that the path is not a file.
pub fn must_be_file(path: &Path) -> io::Result<()> {
    if std::fs::metadata(path)?.is_file() { Ok(()) } else { Err(io::Error::other("it is not a file")) }
}

#[cfg(unix)]
fn status(file: &Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt as _;
    file.ctime().saturating_mul(1_000_000_000).saturating_add(file.ctime_nsec())
}

#[cfg(not(unix))]
fn status(_: &Metadata) -> i64 {
    0
}

#[cfg(unix)]
fn number(file: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(file)
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_before_1970_are_told_apart() {
        let before = |seconds| nanoseconds(UNIX_EPOCH - Duration::from_secs(seconds));
        assert_eq!(before(1), -1_000_000_000);
        assert!(before(2) < before(1) && before(1) < nanoseconds(UNIX_EPOCH));
        // Beyond 64 bits, the nearest value.
        assert_eq!(nanoseconds(UNIX_EPOCH + Duration::from_secs(1 << 40)), i64::MAX);
        assert_eq!(nanoseconds(UNIX_EPOCH - Duration::from_secs(1 << 40)), i64::MIN);
    }

    #[test]
    fn a_file_that_changed_just_now_is_not_settled() {
        let now = nanoseconds(SystemTime::now());
        let stamp = Stamp { length: 1, modified: -5, status: 0, number: 1 };
        assert_eq!(stamp.settled(), Some(stamp));
        for changed in [Stamp { modified: now, ..stamp }, Stamp { status: now, ..stamp }] {
            assert_eq!(changed.settled(), None, "{changed:?}");
        }
        // A time in the future does not show changes before it.
        assert_eq!(Stamp { modified: i64::MAX, ..stamp }.settled(), None);
    }
}
