//! Two runs into one folder: one after the other, and nothing that either made is forgotten.

use crate::program::{LEAFLET, files, folder, quatrefoil, run, said, said_by, write};
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

fn shelf(name: &str, count: usize) -> std::path::PathBuf {
    let folder = folder(name);
    for number in 0..count {
        write(&folder, &format!("shelf/leaflet-{number}.md"), LEAFLET);
    }
    folder
}

/// Holds the lock of a folder, as a run does.
fn lock(folder: &Path, name: &str) -> File {
    fs::create_dir_all(folder.join("out")).unwrap();
    let file = File::create(folder.join("out").join(name)).unwrap();
    file.try_lock().unwrap();
    file
}

fn start(folder: &Path, arguments: &[&str]) -> Child {
    quatrefoil(folder).args(arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn a_run_waits_for_the_one_before_it_and_says_so_once() {
    let folder = shelf("at-once-waits", 1);
    let held = lock(&folder, ".quatrefoil-lock");
    let mut child = start(&folder, &["build", "shelf"]);
    let (mut told, mut line) = (BufReader::new(child.stderr.take().unwrap()), String::new());
    told.read_line(&mut line).unwrap();
    assert_eq!(line, "waiting for another run, which is writing into `out`\n");
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(files(&folder.join("out")), [""; 0]);
    drop(held);
    let mut rest = String::new();
    told.read_to_string(&mut rest).unwrap();
    assert!(child.wait().unwrap().success() && !rest.contains("waiting"), "{rest}");
    assert_eq!(files(&folder.join("out")).len(), 4);
    said(0, &folder, &["verify"]);
}

#[test]
fn a_run_that_shall_not_wait_ends_at_once() {
    let folder = shelf("at-once-refuses", 1);
    let held = lock(&folder, ".quatrefoil-lock");
    assert_eq!(said(2, &folder, &["build", "shelf", "--no-wait"]), "error: another run is writing into `out`\n");
    // A run that only reads need not wait, nor a shard, which has state files of its own.
    said(0, &folder, &["build", "shelf", "--dry-run", "--no-wait"]);
    said(0, &folder, &["build", "shelf", "--shard", "1/1", "--no-wait"]);
    said(0, &folder, &["verify"]);
    drop(held);
    said(0, &folder, &["build", "shelf", "--no-wait"]);
    let _held = lock(&folder, ".quatrefoil-lock-1-of-1");
    said(2, &folder, &["build", "shelf", "--shard", "1/1", "--no-wait"]);
}

#[test]
fn formats_that_are_made_at_the_same_time_are_all_in_the_manifest() {
    let folder = shelf("at-once-formats", 30);
    for round in 0..3 {
        let _ = fs::remove_dir_all(folder.join("out"));
        let runs = ["pdf", "html", "txt", "epub"].map(|format| start(&folder, &["build", "shelf", "--to", format]));
        for child in runs {
            said_by(0, &child.wait_with_output().unwrap());
        }
        assert_eq!(said(0, &folder, &["verify"]), "120 editions as the manifest says, nothing else\n", "{round}");
        assert!(said(0, &folder, &["build", "shelf"]).contains(" 0 editions, 120 unchanged"));
    }
}

#[test]
fn a_watch_takes_the_folder_for_each_making_alone() {
    let folder = shelf("at-once-watch", 2);
    let mut watch = start(&folder, &["watch", "shelf", "--to", "txt"]);
    let wait_until = |what: &str, holds: &dyn Fn() -> bool| {
        let begin = Instant::now();
        while !holds() {
            assert!(begin.elapsed() < Duration::from_secs(20), "{what}");
            std::thread::sleep(Duration::from_millis(5));
        }
    };
    let manifest = || fs::read_to_string(folder.join("out/manifest.json")).unwrap_or_default();
    wait_until("the first making", &|| manifest().matches("\"format\":\"txt\"").count() == 2);
    // A build in between: the watch must keep its editions when it writes the ledger again.
    said_by(0, &run(&folder, &["build", "shelf", "--to", "html"]));
    write(&folder, "shelf/leaflet-1.md", "# Eye drops\n\nSaid anew.\n");
    let anew = || fs::read_to_string(folder.join("out/leaflet-1.txt")).is_ok_and(|text| text.contains("Said anew."));
    wait_until("the second making", &|| anew() && manifest().contains("\"stale\":true"));
    assert_eq!(manifest().matches("\"format\":\"html\"").count(), 2, "{}", manifest());
    assert!(Command::new("kill").args(["-INT", &watch.id().to_string()]).status().unwrap().success());
    watch.wait().unwrap();
    said_by(0, &run(&folder, &["build", "shelf", "--to", "html,txt"]));
    said(0, &folder, &["verify"]);
}

#[test]
fn a_lock_that_is_no_file_is_reported() {
    let folder = shelf("at-once-no-file", 1);
    fs::create_dir(folder.join("out")).unwrap();
    std::os::unix::fs::symlink("../precious", folder.join("out/.quatrefoil-lock")).unwrap();
    let told = said(2, &folder, &["build", "shelf"]);
    assert_eq!(told, "error: out/.quatrefoil-lock: it is in the place of a file that runs need: remove it\n");
    assert!(!folder.join("precious").exists());
}
