//! Whole shelves: shards that make a whole, runs that are killed or stopped, folders that cannot be written, and their cost.

use crate::program::{LEAFLET, files, folder, printed, quatrefoil, run, said, state, write};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Leaflets in two folders, each with a link to the first.
fn leaflets(folder: &Path, count: usize, words: &str) {
    for number in 0..count {
        let name = if number % 3 == 0 { format!("clinic/leaflet-{number}") } else { format!("leaflet-{number}") };
        let text = format!(
            "# Leaflet {number}\n\nSee [the first](/clinic/leaflet-0.md).\n\n{}\n",
            words.repeat(3 + number % 5)
        );
        write(folder, &format!("shelf/{name}.md"), text);
    }
}

/// Numbers that look random and are the same in every run (Knuth's multiplier).
fn random(seed: u64) -> u64 {
    seed.wrapping_add(1).wrapping_mul(6_364_136_223_846_793_005).rotate_left(29)
}

#[test]
fn sixteen_shards_are_one_whole() {
    let folder = folder("shards");
    leaflets(&folder, 40, "Wash your hands.\n\n");
    write(&folder, "shelf/Leaflet-1.txt", "A clash\n\nIts editions would be those of another.\n");
    let whole = run(&folder, &["build", "shelf", "--out", "whole"]);
    assert!(!String::from_utf8_lossy(&whole.stderr).contains("link-relative"), "each leaflet finds the first");
    assert_eq!(whole.status.code(), Some(1), "the clash is told");
    for number in (1..=16).rev() {
        let out = run(&folder, &["build", "shelf", "--shard", &format!("{number}/16")]);
        assert!(out.status.code() <= Some(1), "{}", String::from_utf8_lossy(&out.stderr));
    }
    said(0, &folder, &["verify", "out"]);
    assert_eq!(printed(&folder, &["manifest", "merge", "out"]), "out/manifest.json\n");
    let shards = |name: &str| name.starts_with("manifest-") || name.starts_with(".quatrefoil-cache-");
    let mut joined = state(&folder.join("out"));
    assert_eq!(joined.keys().filter(|name| shards(name)).count(), 32);
    joined.retain(|name, _| !shards(name));
    assert!(joined == state(&folder.join("whole")));
    // A shard that is built again makes nothing.
    let again = run(&folder, &["build", "shelf", "--shard", "3/16"]);
    assert!(String::from_utf8_lossy(&again.stderr).contains(" 0 editions, "));
    fs::remove_file(folder.join("out/manifest-7-of-16.json")).unwrap();
    assert_eq!(said(2, &folder, &["manifest", "merge", "out"]), "error: the manifest of shard 7/16 is missing\n");
}

#[test]
fn manifests_of_shards_bring_back_nothing_that_a_later_run_made_anew() {
    let folder = folder("shards-and-whole");
    leaflets(&folder, 6, "Wash your hands.\n\n");
    for shard in ["1/2", "2/2"] {
        said(0, &folder, &["build", "shelf", "--quiet", "--to", "txt", "--shard", shard]);
    }
    said(0, &folder, &["manifest", "merge", "out"]);
    // A run without shards: one article is changed, one removed, one added.
    write(&folder, "shelf/leaflet-1.md", LEAFLET);
    fs::remove_file(folder.join("shelf/leaflet-2.md")).unwrap();
    write(&folder, "shelf/new.md", LEAFLET);
    run(&folder, &["build", "shelf", "--quiet", "--to", "txt", "--prune"]);
    let manifest = || fs::read_to_string(folder.join("out/manifest.json")).unwrap();
    let whole = manifest();
    said(0, &folder, &["manifest", "merge", "out"]);
    assert_eq!(manifest(), whole);
    said(0, &folder, &["verify", "out"]);
    // If the shards were built last, their manifests are right.
    write(&folder, "shelf/leaflet-1.md", "# Leaflet\n\nSit down.\n");
    fs::remove_file(folder.join("shelf/new.md")).unwrap();
    for shard in ["1/2", "2/2"] {
        run(&folder, &["build", "shelf", "--quiet", "--to", "txt", "--prune", "--shard", shard]);
    }
    fs::remove_file(folder.join("out/new.txt")).unwrap();
    said(0, &folder, &["manifest", "merge", "out"]);
    assert!(manifest() != whole && !manifest().contains("new.md"), "{}", manifest());
    said(0, &folder, &["verify", "out"]);
    // If the editions are elsewhere, the manifests of the shards are trusted.
    fs::create_dir(folder.join("books")).unwrap();
    for name in ["manifest-1-of-2.json", "manifest-2-of-2.json"] {
        fs::copy(folder.join("out").join(name), folder.join("books").join(name)).unwrap();
    }
    fs::write(folder.join("books/manifest.json"), &whole).unwrap();
    said(0, &folder, &["manifest", "merge", "books"]);
    assert_eq!(fs::read_to_string(folder.join("books/manifest.json")).unwrap(), manifest());
}

#[test]
fn verify_without_a_folder_takes_the_one_that_the_configuration_names() {
    let folder = folder("verify-out");
    write(&folder, "quatrefoil.toml", "out = 'editions'\nto = ['txt']\n");
    write(&folder, "sources/eye.md", LEAFLET);
    write(&folder, "leaflets/ear.md", LEAFLET);
    said(0, &folder, &["build"]);
    let whole = "1 edition as the manifest says, nothing else\n";
    assert_eq!(said(0, &folder, &["verify"]), whole);
    assert_eq!(said(0, &folder.join("leaflets"), &["verify"]), whole);
    fs::write(folder.join("editions/eye.txt"), "other words").unwrap();
    assert!(said(1, &folder, &["verify"]).contains("editions/eye.txt"));
    write(&folder, "quatrefoil.toml", "out = 7\n");
    assert!(said(2, &folder, &["verify"]).contains("error[config-value]"));
    assert!(said(2, &folder, &["verify", "out"]).contains("`out` is not there"));
}

#[test]
fn a_folder_is_held_against_its_manifest() {
    let folder = folder("verify");
    leaflets(&folder, 3, "Sit down.\n\n");
    assert_eq!(said(2, &folder, &["verify", "shelf"]), "error: shelf: there is no manifest\n");
    said(0, &folder, &["build", "shelf"]);
    assert_eq!(said(0, &folder, &["verify"]), "12 editions as the manifest says, nothing else\n");
    fs::remove_file(folder.join("out/leaflet-1.pdf")).unwrap();
    write(&folder, "out/leaflet-2.txt", "other words");
    let html = fs::read_to_string(folder.join("out/leaflet-2.html")).unwrap();
    write(&folder, "out/leaflet-2.html", html.replacen("Sit", "Get", 1));
    write(&folder, "out/clinic/own.txt", "by other hands");
    let told = said(1, &folder, &["verify", "--format", "short"]);
    let lines: Vec<_> = told.lines().map(|line| line.split(" (").next().unwrap()).collect();
    assert_eq!(lines[0], "out/leaflet-1.pdf: error[edition-missing]: the edition is not there");
    assert_eq!(lines[1], "out/leaflet-2.html: error[edition-changed]: the edition is not the one that was made");
    assert!(lines[2].starts_with("out/leaflet-2.txt: error[edition-changed]: the edition has 11 bytes, not "));
    assert_eq!(lines[3], "out/clinic/own.txt: error[edition-unlisted]: the file is not in the manifest");
    assert_eq!(lines[4], "9 editions as the manifest says, 4 faults");
    fs::remove_file(folder.join("out/clinic/own.txt")).unwrap();
    said(0, &folder, &["build", "shelf"]);
    said(0, &folder, &["verify"]);
    write(&folder, "out/manifest.json", "{\"schema\": 9, \"articles\": []}");
    assert!(said(2, &folder, &["verify"]).contains("its schema is 9, and this program writes 1"));
}

#[test]
fn a_run_that_is_killed_at_any_moment_leaves_whole_editions() {
    let folder = folder("killed");
    let words = ["Wash your hands, then sit down.\n\n", "Sit down, then wash your hands.\n\n"];
    for (words, out) in words.iter().zip(["odd", "even"]) {
        leaflets(&folder, 9, words);
        said(0, &folder, &["build", "shelf", "--out", out]);
    }
    let begin = Instant::now();
    said(0, &folder, &["build", "shelf", "--out", "timed"]);
    let longest = begin.elapsed().as_micros() as u64 * 5 / 4;
    let whole = ["odd", "even"].map(|out| state(&folder.join(out)));
    let is_aside = |name: &str| name.contains(".quatrefoil-");
    let (mut killed_at_work, mut before) = (0, Vec::new());
    for round in 0..200 {
        leaflets(&folder, 9, words[round % 2]);
        let mut child = quatrefoil(&folder).args(["build", "shelf"]).stderr(Stdio::null()).spawn().unwrap();
        // Some are killed before they begin, most at work, a few not at all.
        std::thread::sleep(Duration::from_micros(random(round as u64) % longest));
        child.kill().unwrap();
        let was_killed = !child.wait().unwrap().success();
        let out = folder.join("out");
        let name_of_any = |name: &String| whole[0].contains_key(name) && name != "manifest.json";
        let editions = |out: &Path| state(out).into_iter().filter(|(name, _)| name_of_any(name)).collect::<Vec<_>>();
        let now = if out.exists() { editions(&out) } else { Vec::new() };
        killed_at_work += usize::from(was_killed && now != before);
        before = now;
        for (name, bytes) in if out.exists() { state(&out) } else { BTreeMap::new() } {
            if is_aside(&name) || name == "manifest.json" {
                continue;
            }
            assert!(whole.iter().any(|whole| whole[&name] == bytes), "{name}, killed in round {round}");
        }
    }
    assert!(killed_at_work > 0, "no run was killed after it had begun to change editions");
    leaflets(&folder, 9, words[0]);
    said(0, &folder, &["build", "shelf"]);
    assert!(state(&folder.join("out")) == whole[0]);
    said(0, &folder, &["verify"]);
}

/// Waits until a condition holds, at most a minute.
#[track_caller]
fn wait_until(mut holds: impl FnMut() -> bool) {
    let begin = Instant::now();
    while !holds() {
        assert!(begin.elapsed() < Duration::from_secs(60), "it never came about");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_run_that_is_stopped_says_what_is_left_and_the_next_goes_on() {
    let folder = folder("stopped");
    leaflets(&folder, 300, "Wash your hands, then sit down.\n\n");
    let mut command = quatrefoil(&folder);
    command.args(["build", "shelf", "--jobs", "1", "--format", "json"]).stdout(Stdio::piped());
    let child: Child = command.spawn().unwrap();
    wait_until(|| folder.join("out/clinic/leaflet-12.txt").exists());
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    let records = String::from_utf8(output.stdout).unwrap();
    let summary: serde_json::Value = serde_json::from_str(records.lines().last().unwrap()).unwrap();
    let number = |key: &str| summary[key].as_u64().unwrap();
    assert_eq!((&summary["interrupted"], number("exit_code")), (&serde_json::Value::Bool(true), 130));
    assert!(0 < number("left") && number("articles") + number("left") == 300, "{summary}");
    assert!(!files(&folder.join("out")).iter().any(|name| name.ends_with(".part")));
    said(0, &folder, &["verify"]);
    let next = run(&folder, &["build", "shelf", "--dry-run"]);
    let planned = format!("{} editions to make, {} unchanged", 1200 - number("made"), number("made"));
    assert!(String::from_utf8_lossy(&next.stderr).contains(&planned), "{planned}");
}

#[test]
fn a_folder_that_cannot_be_written_is_reported_and_harms_no_other() {
    let folder = folder("unwritable");
    leaflets(&folder, 4, "Sit down.\n\n");
    write(&folder, "out/clinic", "a file where a folder has to be");
    let told = said(1, &folder, &["build", "shelf"]);
    assert!(told.contains("error[file]: out/clinic/leaflet-0.pdf: "), "{told}");
    assert!(folder.join("out/leaflet-1.pdf").exists());
    fs::remove_file(folder.join("out/clinic")).unwrap();
    let told = said(0, &folder, &["build", "shelf"]);
    assert!(told.contains("4 articles, 8 editions, 8 unchanged in "), "{told}");
}

#[test]
fn a_source_that_vanishes_is_reported_and_its_editions_stay() {
    let folder = folder("vanished");
    leaflets(&folder, 2, "Sit down.\n\n");
    said(0, &folder, &["build", "shelf"]);
    let before = fs::read(folder.join("out/leaflet-1.pdf")).unwrap();
    // A broken link is found and cannot be read, like a file that vanished in between.
    fs::remove_file(folder.join("shelf/leaflet-1.md")).unwrap();
    std::os::unix::fs::symlink("nowhere.md", folder.join("shelf/leaflet-1.md")).unwrap();
    let told = said(1, &folder, &["build", "shelf"]);
    assert!(told.contains("error[file]: shelf/leaflet-1.md: "), "{told}");
    assert_eq!(fs::read(folder.join("out/leaflet-1.pdf")).unwrap(), before);
    said(0, &folder, &["verify"]);
}

#[test]
fn an_image_that_is_replaced_while_it_is_read_is_the_one_that_is_listed() {
    let folder = folder("replaced");
    let pictures = [&include_bytes!("../pictures/page.png")[..], include_bytes!("../pictures/book.png")];
    write(&folder, "shelf/eye.md", "# Eye\n\n![The eye](eye.png)\n");
    for round in 0..12 {
        write(&folder, "shelf/eye.png", pictures[round % 2]);
        let mut child =
            quatrefoil(&folder).args(["build", "shelf", "--to", "html"]).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(random(round as u64) % 40_000));
        write(&folder, "aside.png", pictures[(round + 1) % 2]);
        fs::rename(folder.join("aside.png"), folder.join("shelf/eye.png")).unwrap();
        child.wait().unwrap();
        // Whichever was read, the next run makes the edition again exactly if the other is there now.
        said(0, &folder, &["build", "shelf", "--to", "html"]);
        let now = fs::read(folder.join("out/eye.html")).unwrap();
        said(0, &folder, &["build", "shelf", "--to", "html", "--out", "fresh", "--force"]);
        assert!(now == fs::read(folder.join("fresh/eye.html")).unwrap(), "round {round}");
    }
}

/// The most memory that a run took by the time that all articles of its shelf were made, in KiB, as Linux counts it; `None` without
/// `mkfifo`. The run then waits for one more article, which comes through a pipe: the peak of a process that ended is not known any more.
#[cfg(target_os = "linux")]
fn peak(folder: &Path, count: usize) -> Option<u64> {
    let pipe = folder.join("last.md");
    let _ = fs::remove_file(&pipe);
    if !Command::new("mkfifo").arg(&pipe).status().is_ok_and(|code| code.success()) {
        return None;
    }
    let arguments = ["build", "shelf", "last.md", "--to", "txt", "--jobs", "2"];
    let mut child = quatrefoil(folder).args(arguments).stderr(Stdio::null()).spawn().unwrap();
    // The last editions are beside their places until the run ends.
    let out = folder.join("out");
    let is_edition = |file: &String| file.ends_with(".txt") || file.ends_with(".part");
    wait_until(|| {
        if child.try_wait().unwrap().is_some() {
            panic!("it ended before its last article came");
        }
        out.is_dir() && files(&out).iter().filter(|file| is_edition(file)).count() >= count
    });
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("Linux counts it");
    fs::write(&pipe, "# Last\n\nWash your hands.\n").unwrap();
    assert!(child.wait().unwrap().success());
    Some(peak.trim().trim_end_matches(" kB").parse().expect("a number"))
}

#[test]
#[cfg(target_os = "linux")]
fn memory_does_not_grow_with_the_shelf() {
    let folder = folder("memory");
    let mut peaks = Vec::new();
    for count in [200, 1500] {
        let _ = fs::remove_dir_all(folder.join("out"));
        leaflets(&folder, count, "Wash your hands, then sit down.\n\n");
        match peak(&folder, count) {
            Some(peak) => peaks.push(peak),
            None => return println!("skipped: no mkfifo"),
        }
    }
    // What is known of an article takes some 2 KiB, and the allocator warms up; what is made of 1,300 articles would take far more.
    let grown = peaks[1].saturating_sub(peaks[0]);
    assert!(grown < 12_000, "{peaks:?} KiB");
}
