//! Killed runs: the next run continues where they stopped.

use crate::program::{folder, quatrefoil, run, said, state, write};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const COUNT: usize = 400;

fn shelf(name: &str, words: &str) -> PathBuf {
    let folder = folder(name);
    fill(&folder, words);
    folder
}

fn fill(folder: &Path, words: &str) {
    for number in 0..COUNT {
        write(folder, &format!("shelf/{}/leaflet-{number}.md", number % 7), format!("# Leaflet {number}\n\n{words}\n"));
    }
}

/// Kills a run after it has written a few articles into its journal, and then a second run, so that the first articles are in
/// place. Returns the contents of the journal.
fn cut_off(folder: &Path, arguments: &[&str], journal: &str) -> Vec<u8> {
    let path = folder.join("out").join(journal);
    let read = || fs::read(&path).unwrap_or_default();
    let (earlier, mut first) = (read(), None);
    let mut child = quatrefoil(folder).args(arguments).stderr(Stdio::null()).spawn().unwrap();
    let begin = Instant::now();
    loop {
        let now = read();
        let lines = now.iter().filter(|byte| **byte == b'\n').count();
        if 20 < lines && now != earlier && *first.get_or_insert(lines) < lines {
            break;
        }
        assert!(child.try_wait().unwrap().is_none(), "it ended before it was killed");
        assert!(begin.elapsed() < Duration::from_secs(60), "it kept no journal");
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    read()
}

/// Number of editions that a run would make.
fn planned(folder: &Path) -> usize {
    let told = said(0, folder, &["build", "shelf", "--dry-run"]);
    let line = told.lines().last().unwrap_or_default();
    let count = line.split(", ").nth(1).and_then(|part| part.split(' ').next());
    count.and_then(|count| count.parse().ok()).unwrap_or_else(|| panic!("{told}"))
}

#[test]
fn a_run_after_one_that_was_killed_goes_on_where_it_was() {
    let (folder, whole) = (shelf("cut-off", "Wash your hands."), shelf("cut-off-whole", "Sit down."));
    said(0, &whole, &["build", "shelf", "--quiet"]);
    let arguments = ["build", "shelf", "--jobs", "1"];
    cut_off(&folder, &arguments, ".quatrefoil-journal");
    assert!(!folder.join("out/manifest.json").exists());
    let left = planned(&folder);
    assert!(left < 4 * COUNT, "nothing was remembered");
    // Killed once more: what the first run had done is not forgotten.
    cut_off(&folder, &arguments, ".quatrefoil-journal");
    assert!(planned(&folder) < left);
    // Each article is replaced by another, and the run is killed midway: old and new editions are side by side.
    said(0, &folder, &["build", "shelf", "--quiet"]);
    assert!(!folder.join("out/.quatrefoil-journal").exists());
    fill(&folder, "Sit down.");
    cut_off(&folder, &arguments, ".quatrefoil-journal");
    assert!(planned(&folder) < 4 * COUNT);
    said(0, &folder, &["build", "shelf", "--quiet"]);
    assert!(state(&folder.join("out")) == state(&whole.join("out")));
    assert!(!folder.join("out/.quatrefoil-journal").exists());
    said(0, &folder, &["verify"]);
}

#[test]
fn a_journal_that_is_cut_or_foreign_or_hostile_does_no_harm() {
    let folder = shelf("cut-off-journal", "Wash your hands.");
    let journal = cut_off(&folder, &["build", "shelf", "--to", "txt,html,pdf", "--jobs", "1"], ".quatrefoil-journal");
    let (path, length) = (folder.join("out/.quatrefoil-journal"), journal.len());
    let text = String::from_utf8(journal.clone()).unwrap();
    let (head, first) = (text.lines().next().unwrap(), text.lines().nth(1).unwrap());
    let before = planned(&folder);
    write(&folder, "precious.txt", "precious");
    let hostile = |from: &str, to: &str| format!("{head}\n{}\n", first.replacen(from, to, 1)).into_bytes();
    for (broken, remembers) in [
        (journal[..length - 1].to_vec(), true),
        (journal[..length / 2].to_vec(), true),
        (journal[..head.len() + 1].to_vec(), false),
        (journal[..head.len() / 2].to_vec(), false),
        (Vec::new(), false),
        (vec![0; 4096], false),
        (text.replacen("\"manifest\":null", "\"manifest\":\"00\"", 1).into_bytes(), false),
        (hostile("\"stem\":\"", "\"stem\":\"../"), false),
        (hostile("\"format\":\"pdf\"", "\"format\":\"x/../../precious.txt\""), false),
        (hostile("\"programs\":[", "\"programs\":[1,"), false),
    ] {
        fs::write(&path, &broken).unwrap();
        let now = planned(&folder);
        assert!(before <= now && (now < 4 * COUNT) == remembers, "{now} of {before}");
    }
    fs::write(&path, hostile("\"format\":\"pdf\"", "\"format\":\"x/../../precious.txt\"")).unwrap();
    fs::remove_dir_all(folder.join("shelf/0")).unwrap();
    said(0, &folder, &["build", "shelf", "--quiet", "--prune"]);
    assert_eq!(fs::read_to_string(folder.join("precious.txt")).unwrap(), "precious");
    assert!(!path.exists());
}

#[test]
fn parts_that_have_not_ended_are_not_joined() {
    let folder = shelf("cut-off-parts", "Wash your hands.");
    said(0, &folder, &["build", "shelf", "--quiet", "--to", "txt", "--shard", "1/2"]);
    said(0, &folder, &["build", "shelf", "--quiet", "--to", "txt", "--shard", "2/2"]);
    fill(&folder, "Sit down.");
    cut_off(&folder, &["build", "shelf", "--shard", "2/2", "--jobs", "1"], ".quatrefoil-journal-2-of-2");
    let told = said(2, &folder, &["manifest", "merge", "out"]);
    assert_eq!(told, "error: out: the run of shard 2/2 has not ended: build it again\n");
    for shard in ["1/2", "2/2"] {
        assert_eq!(run(&folder, &["build", "shelf", "--quiet", "--shard", shard]).status.code(), Some(0));
    }
    assert_eq!(run(&folder, &["manifest", "merge", "out"]).status.code(), Some(0));
    said(0, &folder, &["verify"]);
}

/// Fills a disk of one megabyte. Returns the exit codes of all runs, the files before and after, and the messages.
const FULL_DISK: &str = r#"
set -u
mount -t tmpfs -o size=1m tmpfs disk || { echo "no disk: mount"; exit 0; }
build() { "$PROGRAM" build shelf --to txt,html --out disk/out; echo "exit $?"; }
sums() { (cd disk/out && find . -name '*.txt' -o -name '*.html' | sort | xargs cat | cksum); }
strays() { find disk -name '*.part' | wc -l; }
build
sums
for article in shelf/*.md; do echo "And more of it." >> "$article"; done
head -c 2000000 /dev/zero > disk/filler
build
sums
echo "strays $(strays)"
"$PROGRAM" verify disk/out; echo "exit $?"
rm disk/filler
build
echo "strays $(strays)"
"$PROGRAM" verify disk/out; echo "exit $?"
"#;

#[test]
fn a_full_disk_leaves_every_edition_whole_and_the_next_run_makes_the_rest() {
    let folder = folder("cut-off-full-disk");
    fs::create_dir(folder.join("disk")).unwrap();
    for number in 0..12 {
        write(&folder, &format!("shelf/leaflet-{number}.md"), "# Leaflet\n\nTake it with water.\n");
    }
    // Mounting a disk needs a superuser, or a user who may act as one in a namespace.
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--mount", "sh", "-c", FULL_DISK]).current_dir(&folder);
    command.env("PROGRAM", env!("CARGO_BIN_EXE_quatrefoil")).stdin(Stdio::null());
    let output = command.output();
    let (said, told) = match &output {
        Ok(output) => (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)),
        Err(error) => (Default::default(), error.to_string().into()),
    };
    if !said.starts_with("exit") {
        assert!(std::env::var_os("CI").is_none(), "no disk can be mounted: {said}{told}");
        println!("skipped: no disk can be mounted: {said}{told}");
        return;
    }
    let lines: Vec<&str> = said.lines().collect();
    let [first, before, full, after, strays, _, rest @ ..] = lines.as_slice() else { panic!("{said}{told}") };
    assert_eq!((*first, *full, *strays), ("exit 0", "exit 1", "strays 0"), "{said}{told}");
    assert_eq!(before, after, "every edition is the one that it was: {said}{told}");
    assert!(told.contains("No space left on device") && told.contains("error[file]"), "{told}");
    assert_eq!(rest, ["exit 0", "strays 0", "exit 0"], "{said}{told}");
}
