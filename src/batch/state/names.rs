//! Names of the state files that a run keeps in the folder for editions.

use crate::shard::Shard;
use std::path::{Path, PathBuf};

/// Start of the name of a cache.
pub const CACHE: &str = ".quatrefoil-cache";

/// Start of the name of a journal.
pub const JOURNAL: &str = ".quatrefoil-journal";

/// Start of the name of a list of articles in progress.
pub const BEGUN: &str = ".quatrefoil-begun";

/// Start of the name of a list of suspects.
pub const SUSPECTS: &str = ".quatrefoil-suspects";

/// Start of the name of a lock file. The file is empty and is never removed by a run; it may be removed while no run is in progress.
pub const LOCK: &str = ".quatrefoil-lock";

/// End of the name of a file that was in the manifest's place and is not ours. It is kept, since it may be valuable to its owner.
const UNUSABLE: &str = ".unusable";

/// First free name for an unusable file in the manifest's place, so that no file kept earlier is overwritten.
pub fn free_name(manifest: &Path) -> PathBuf {
    let name = |number: u64| {
        let mut name = manifest.as_os_str().to_owned();
        name.push(if number == 1 { UNUSABLE.to_owned() } else { format!("{UNUSABLE}-{number}") });
        PathBuf::from(name)
    };
    (1..u64::MAX).map(name).find(|path| path.symlink_metadata().is_err()).unwrap_or_else(|| name(u64::MAX))
}

/// File name of the manifest of a shard; `None` is the whole shelf.
pub fn manifest_name(shard: Option<Shard>) -> String {
    shard.map_or("manifest.json".to_owned(), |shard| format!("manifest-{}.json", shard.file_part()))
}

/// True if a file in the folder for editions is a state file.
pub fn is_state_file(name: &str) -> bool {
    let manifest = match name.split_once(UNUSABLE) {
        Some((manifest, rest)) if rest.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit()) => manifest,
        _ => name,
    };
    let is_manifest = manifest == manifest_name(None) || Shard::of_manifest(manifest).is_some();
    is_manifest || [CACHE, JOURNAL, BEGUN, SUSPECTS, LOCK].iter().any(|start| name.starts_with(start))
}

/// True if the run of a shard is still in progress or was killed.
pub fn is_open(out: &Path, shard: Shard) -> bool {
    out.join(name_of(JOURNAL, Some(shard))).exists()
}

/// File name of a state file of a shard; `None` is the whole shelf. `start` is one of the constants above.
pub fn name_of(start: &str, shard: Option<Shard>) -> String {
    shard.map_or(start.to_owned(), |shard| format!("{start}-{}", shard.file_part()))
}
