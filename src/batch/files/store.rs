//! Editions → files: whole or not at all.

use crate::shard::Shard;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// How the name of a file begins that is being written, and how it ends; between them stand the shard, the number of the process
/// and that of the file. The names are short, so an edition whose own name is as long as names can be is written too.
const ASIDE: &str = ".quatrefoil-";
const END: &str = ".part";

/// The beginning with the shard of this run.
static BEGIN: OnceLock<String> = OnceLock::new();

/// Makes the folder for the editions.
///
/// # Errors
/// The file system's own words.
pub fn prepare(out: &Path) -> Result<(), String> {
    fs::create_dir_all(out).map_err(|error| format!("{}: {error}", out.display()))
}

/// Removes what a run that was killed left half-written in a folder for editions, and names the files of this run.
///
/// The shards of a shelf may write into one folder from several machines, which do not see each other's processes: each removes
/// its own strays alone.
pub fn remove_strays(out: &Path, shard: Option<Shard>) {
    let begin = BEGIN.get_or_init(|| shard.map_or(ASIDE.to_owned(), |shard| format!("{ASIDE}{}-", shard.file_part())));
    remove_strays_below(out, begin);
}

/// Whether a name is that of a file that is being written, or was when its run was killed.
pub fn is_staged(name: &str) -> bool {
    name.starts_with(ASIDE) && name.ends_with(END)
}

/// A file that another run is still writing stays. What cannot be looked at or removed is left: it harms no edition.
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

/// Whether a process of that number runs, where the system shows its processes as folders; elsewhere none is taken to run.
fn is_running(process: &str) -> bool {
    process != std::process::id().to_string() && Path::new("/proc").join(process).exists()
}

/// A file that is written aside and waits for its place.
#[derive(Debug)]
#[must_use = "what is written aside has no place yet"]
pub struct StagedFile {
    aside: PathBuf,
    place: PathBuf,
}

impl StagedFile {
    /// Writes a file beside its place; `None` where the place holds these very bytes already, which is left as it is.
    ///
    /// # Errors
    /// The file system's own words; nothing is left behind.
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

    /// Where the bytes are to be.
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// Puts the file into its place, whatever was there before. [`flush`] comes first: a name must not last longer than the bytes.
    ///
    /// # Errors
    /// The file system's own words; nothing is left behind.
    pub fn commit(self) -> Result<(), String> {
        fs::rename(&self.aside, &self.place).map_err(|error| self.drop_for(&error))
    }

    /// Gives a file up: what is to be said of it.
    pub fn drop_for(self, error: &io::Error) -> String {
        // The failure to write is what is told; a file that cannot be removed either is found by the next run.
        let _ = fs::remove_file(&self.aside);
        format!("{}: {error}", self.place.display())
    }
}

/// How many files are flushed at a time. The disk takes what comes together in one step, so many wait hardly longer than one.
const FLUSHERS: usize = 16;

/// Brings the bytes of files that wait onto the disk: for each the file system's own error.
///
/// Each file is flushed by itself. To flush the whole file system at once is one call, but waits for all that others have written to
/// it: for seconds beside a compiler, and once for half a minute.
pub fn flush(asides: &[&StagedFile]) -> Vec<io::Result<()>> {
    let each = asides.len().div_ceil(FLUSHERS).max(1);
    thread::scope(|scope| {
        let flushed: Vec<_> = asides
            .chunks(each)
            .map(|chunk| thread::Builder::new().spawn_scoped(scope, || flush_in_turn(chunk)).map_err(|_| chunk))
            .collect();
        let flushed = flushed.into_iter().flat_map(|flusher| match flusher {
            Ok(flusher) => flusher.join().expect("to open and flush a file does not panic"),
            // Where the system gives no further thread, this one does it.
            Err(chunk) => flush_in_turn(chunk),
        });
        flushed.collect()
    })
}

fn flush_in_turn(asides: &[&StagedFile]) -> Vec<io::Result<()>> {
    asides.iter().map(|aside| fs::File::open(&aside.aside)?.sync_data()).collect()
}

/// Writes a file aside piece by piece, flushes it and renames it into its place: an earlier file stays whole until then.
///
/// # Errors
/// The file system's own words; nothing is left behind.
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

/// A name beside the edition's that no other file of this run has.
fn aside(path: &Path) -> PathBuf {
    static FILES: AtomicU64 = AtomicU64::new(0);
    let file = FILES.fetch_add(1, Ordering::Relaxed);
    let begin = BEGIN.get().map_or(ASIDE, String::as_str);
    path.with_file_name(format!("{begin}{}-{file}{END}", std::process::id()))
}

fn write_file(path: &Path, write: impl FnOnce(&mut BufWriter<fs::File>) -> io::Result<()>) -> io::Result<fs::File> {
    // A link that somebody left under that name is not followed.
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
