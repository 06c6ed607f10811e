//! Editions → files, whole or not at all.

use crate::shard::Shard;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// Start and end of the name of a staged file; between them are the shard, the process number and a counter. The names are short,
/// so that an edition with the longest possible name can be staged too.
const ASIDE: &str = ".quatrefoil-";
const END: &str = ".part";

/// The start of the name, with the shard of this run.
static BEGIN: OnceLock<String> = OnceLock::new();

/// Creates the folder for editions.
///
/// # Errors
/// The file system's message.
pub fn prepare(out: &Path) -> Result<(), String> {
    fs::create_dir_all(out).map_err(|error| format!("{}: {error}", out.display()))
}

/// Removes staged files that a killed run left, and sets the names of this run's staged files.
///
/// Shards may write into one folder from several machines, which do not see each other's processes, so each removes only its own
/// files.
pub fn remove_strays(out: &Path, shard: Option<Shard>) {
    let begin = BEGIN.get_or_init(|| shard.map_or(ASIDE.to_owned(), |shard| format!("{ASIDE}{}-", shard.file_part())));
    remove_strays_below(out, begin);
}

/// True if a name is that of a staged file.
pub fn is_staged(name: &str) -> bool {
    name.starts_with(ASIDE) && name.ends_with(END)
}

/// Skips files of other running processes, and whatever cannot be read or removed: it harms no edition.
fn remove_strays_below(folder: &Path, begin: &str) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let aside = name.strip_prefix(begin).and_then(|rest| rest.strip_suffix(END));
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            remove_strays_below(&entry.path(), begin);
        } else if let Some((process, file)) = aside.and_then(|numbers| numbers.split_once('-'))
            && [process, file].iter().all(|number| number.bytes().all(|digit| digit.is_ascii_digit()))
            && !is_running(process)
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// True if a process with this number is running. Always false on systems without `/proc`.
fn is_running(process: &str) -> bool {
    process != std::process::id().to_string() && Path::new("/proc").join(process).exists()
}

/// A file that is written under another name and not yet in its place.
#[derive(Debug)]
#[must_use = "a staged file is not in its place yet"]
pub struct StagedFile {
    aside: PathBuf,
    place: PathBuf,
}

impl StagedFile {
    /// Writes a file beside its place; `None` if the place already holds these bytes.
    ///
    /// # Errors
    /// The file system's message; no file is left behind.
    pub fn write(place: &Path, bytes: &[u8]) -> Result<Option<StagedFile>, String> {
        if holds(place, bytes) {
            return Ok(None);
        }
        let aside = StagedFile { aside: aside(place), place: place.to_owned() };
        match write_file(&aside.aside, |file| file.write_all(bytes)) {
            Ok(_) => Ok(Some(aside)),
            Err(error) => Err(aside.drop_for(&error)),
        }
    }

    /// The final path.
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// Renames the file into its place, replacing what was there. Call [`flush`] first: the name must not outlive the bytes.
    ///
    /// # Errors
    /// The file system's message; no file is left behind.
    pub fn commit(self) -> Result<(), String> {
        fs::rename(&self.aside, &self.place).map_err(|error| self.drop_for(&error))
    }

    /// Discards the file because of an error. Returns the message.
    pub fn drop_for(self, error: &io::Error) -> String {
        // The first error is reported; a file that cannot be removed is found by the next run.
        let _ = fs::remove_file(&self.aside);
        format!("{}: {error}", self.place.display())
    }
}

/// Threads that flush at the same time. The disk takes simultaneous flushes in one step, so many take hardly longer than one.
const FLUSHERS: usize = 16;

/// Flushes staged files to the disk. Returns the file system's result for each.
///
/// Each file is flushed by itself. Flushing the whole file system is one call, but waits for everything that other programs have
/// written: seconds beside a compiler, once half a minute.
pub fn flush(asides: &[&StagedFile]) -> Vec<io::Result<()>> {
    let each = asides.len().div_ceil(FLUSHERS).max(1);
    thread::scope(|scope| {
        let flushed: Vec<_> = asides
            .chunks(each)
            .map(|chunk| thread::Builder::new().spawn_scoped(scope, || flush_in_turn(chunk)).map_err(|_| chunk))
            .collect();
        let flushed = flushed.into_iter().flat_map(|flusher| match flusher {
            Ok(flusher) => flusher.join().expect("to open and flush a file does not panic"),
            // If the system gives no further thread, this one does it.
            Err(chunk) => flush_in_turn(chunk),
        });
        flushed.collect()
    })
}

fn flush_in_turn(asides: &[&StagedFile]) -> Vec<io::Result<()>> {
    asides.iter().map(|aside| fs::File::open(&aside.aside)?.sync_data()).collect()
}

/// Stages a file in pieces, flushes it and renames it into its place; an earlier file stays whole until then.
///
/// # Errors
/// The file system's message; no file is left behind.
pub fn store_written(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<fs::File>) -> io::Result<()>,
) -> Result<(), String> {
    let aside = StagedFile { aside: aside(path), place: path.to_owned() };
    match write_file(&aside.aside, write).and_then(|file| file.sync_data()) {
        Ok(()) => aside.commit(),
        Err(error) => Err(aside.drop_for(&error)),
    }
}

fn holds(path: &Path, bytes: &[u8]) -> bool {
    let as_long = fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() == bytes.len() as u64);
    as_long && fs::read(path).is_ok_and(|held| held == bytes)
}

/// A staged name beside the edition's, unique within this run.
fn aside(path: &Path) -> PathBuf {
    static FILES: AtomicU64 = AtomicU64::new(0);
    let file = FILES.fetch_add(1, Ordering::Relaxed);
    let begin = BEGIN.get().map_or(ASIDE, String::as_str);
    path.with_file_name(format!("{begin}{}-{file}{END}", std::process::id()))
}

fn write_file(path: &Path, write: impl FnOnce(&mut BufWriter<fs::File>) -> io::Result<()>) -> io::Result<fs::File> {
    // `create_new` does not follow a symbolic link of that name.
    let create = || fs::File::create_new(path);
    let created = create().or_else(|error| match path.parent() {
        Some(folder) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            create()
        }
        _ => Err(error),
    });
    let mut file = BufWriter::new(created?);
    write(&mut file)?;
    file.into_inner().map_err(io::IntoInnerError::into_error)
}
