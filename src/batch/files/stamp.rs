//! What a file looks like from outside: enough to see that it was not touched, without reading it.

use serde::{Deserialize, Serialize};
use std::fs::{File, Metadata};
use std::io::{self, Read as _};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How a file looked: if it looks so again, it was not written to in between.
///
/// `tar` and `cp -p` give a file the length and the time of another, but no program can set the time of the status change. The device
/// is left out: it differs from one start of a machine or container to the next, and tells no more than the other four.
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

/// A stamp as the cache holds it.
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
        let modified = file.modified().map_or(0, nanoseconds);
        Stamp { length: file.len(), modified, status: status(file), number: number(file) }
    }

    /// The stamp, where the file rested long enough for every later change to show in it.
    pub fn settled(self) -> Option<Stamp> {
        let now = nanoseconds(SystemTime::now());
        let rested = now.saturating_sub(self.modified.max(self.status));
        (nanoseconds(UNIX_EPOCH + STEP) <= rested).then_some(self)
    }

    /// What stays the same of a file that is moved, linked or given other rights, as text.
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

/// Reads a file, at most so many bytes however fast it grows: its bytes, and how it looked before they were read; `None` where a change
/// could go unseen.
///
/// # Errors
/// The file system's own, and what is no file: a pipe has no end that could be waited for.
pub fn read(path: &Path, most: usize) -> io::Result<(Vec<u8>, Option<Stamp>)> {
    must_be_file(path)?;
    read_named(path, most)
}

/// The same for what somebody named for this run: a pipe is read to its end.
///
/// # Errors
/// The file system's own.
pub fn read_named(path: &Path, most: usize) -> io::Result<(Vec<u8>, Option<Stamp>)> {
    let file = File::open(path)?;
    let stamp = Stamp::of(&file.metadata()?);
    let length = usize::try_from(stamp.length).unwrap_or(usize::MAX);
    let mut bytes = Vec::with_capacity(length.saturating_add(1).min(most));
    file.take(most as u64).read_to_end(&mut bytes)?;
    Ok((bytes, stamp.settled()))
}

/// Refuses pipes, devices, sockets and folders before they are context: to open a pipe is to wait for whoever writes into it.
///
/// # Errors
/// One clause that says so; the file system's own.
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
        // Beyond what 64 bits hold, the nearest that they do.
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
        // A time that is still to come says nothing of what comes before it.
        assert_eq!(Stamp { modified: i64::MAX, ..stamp }.settled(), None);
    }
}
