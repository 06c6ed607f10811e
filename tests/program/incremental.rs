//! The second run: it makes exactly the editions that are out of date, and reports why.

use crate::program::{files, folder, printed, said, state, write};
use std::fs;
use std::path::Path;

/// One pixel.
const DOT: &[u8] = include_bytes!("../editions/epub/pictures/pixel.png");

/// Two leaflets in a folder, one with a picture and a link to the other.
fn shelf(name: &str) -> std::path::PathBuf {
    let folder = folder(name);
    write(&folder, "shelf/eye.md", "# Eye\n\nSee [the ear](clinic/ear.md).\n\n![The eye](eye.png)\n");
    write(&folder, "shelf/eye.png", DOT);
    write(&folder, "shelf/clinic/ear.md", "# Ear\n\nWarm the bottle.\n");
    folder
}

/// The editions that a run made: `eye txt source`, in the order of the records.
#[track_caller]
fn made(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let arguments: Vec<_> = ["build", "shelf", "--format", "json"].iter().chain(arguments).copied().collect();
    let records = printed(folder, &arguments);
    let records = records.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let made = records.filter(|record| record["type"] == "edition" && record["state"] != "unchanged");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let name = |record: &serde_json::Value| {
        let article = text(&record["article"]).replace("shelf/", "").replace(".md", "");
        format!("{article} {} {}", text(&record["format"]), text(&record["reason"]))
    };
    made.map(|record| name(&record)).collect()
}

fn every(article: &str, reason: &str) -> Vec<String> {
    ["pdf", "epub", "html", "txt"].map(|format| format!("{article} {format} {reason}")).into()
}

const NOTHING: [&str; 0] = [];

#[test]
fn a_second_run_makes_nothing_and_changes_nothing() {
    let folder = shelf("incremental-nothing");
    assert_eq!(made(&folder, &[]), [every("clinic/ear", "new"), every("eye", "new")].concat());
    let (before, cache) = (state(&folder.join("out")), fs::metadata(folder.join("out/manifest.json")).unwrap());
    assert_eq!(made(&folder, &[]), NOTHING);
    assert!(state(&folder.join("out")) == before);
    assert_eq!(fs::metadata(folder.join("out/manifest.json")).unwrap().modified().unwrap(), cache.modified().unwrap());
    let said = said(0, &folder, &["build", "shelf"]);
    assert!(said.contains("2 articles, 0 editions, 8 unchanged in "), "{said}");
}

#[test]
fn what_changed_is_made_again_and_nothing_else() {
    let folder = shelf("incremental-changed");
    made(&folder, &[]);
    write(&folder, "shelf/clinic/ear.md", "# Ear\n\nWarm the bottle well.\n");
    assert_eq!(made(&folder, &[]), every("clinic/ear", "source"));
    write(&folder, "shelf/eye.png", [DOT, b"\n"].concat());
    // The text edition shows the alternative text, whatever the picture is.
    assert_eq!(made(&folder, &[]), every("eye", "image")[..3]);
    assert_eq!(made(&folder, &[]), NOTHING);
    fs::remove_file(folder.join("out/eye.txt")).unwrap();
    write(&folder, "out/clinic/ear.html", "by other hands");
    assert_eq!(made(&folder, &[]), ["clinic/ear html altered", "eye txt gone"]);
    // A file with another stamp is read and found unchanged.
    fs::write(folder.join("shelf/eye.png"), [DOT, b"\n"].concat()).unwrap();
    write(&folder, "shelf/clinic/ear.md", "# Ear\n\nWarm the bottle well.\n");
    assert_eq!(made(&folder, &[]), NOTHING);
    write(&folder, "quatrefoil.toml", "[folders.'shelf/clinic']\nstyle = 'clinic.toml'\n");
    write(&folder, "clinic.toml", "[colours]\ntext = '#111111'\n[text]\nwidth = 50\n");
    assert_eq!(made(&folder, &[]), every("clinic/ear", "style"));
    write(&folder, "quatrefoil.toml", "[folders.'shelf/clinic']\nstyle = 'clinic.toml'\n[clinic]\nphone = '01'\n");
    assert_eq!(made(&folder, &[]), [every("clinic/ear", "option"), every("eye", "option")].concat());
    assert_eq!(made(&folder, &[]), NOTHING);
    assert_eq!(made(&folder, &["--force", "--to", "txt"]), ["clinic/ear txt forced", "eye txt forced"]);
}

#[test]
fn an_article_is_made_again_when_one_it_links_to_comes_or_goes() {
    let folder = shelf("incremental-links");
    made(&folder, &[]);
    write(&folder, "shelf/nose.md", "# Nose\n\nBreathe.\n");
    assert_eq!(made(&folder, &[]), every("nose", "new"), "no article links to it");
    fs::remove_file(folder.join("shelf/clinic/ear.md")).unwrap();
    assert_eq!(made(&folder, &[]), every("eye", "links"));
    assert!(!fs::read_to_string(folder.join("out/eye.html")).unwrap().contains("ear.html"));
    write(&folder, "shelf/clinic/ear.md", "# Ear\n\nWarm the bottle.\n");
    assert_eq!(made(&folder, &[]), every("eye", "links"));
    assert!(fs::read_to_string(folder.join("out/eye.html")).unwrap().contains("href=\"clinic/ear.html\""));
}

#[test]
fn a_format_that_was_not_asked_for_is_made_when_it_is() {
    let folder = shelf("incremental-formats");
    made(&folder, &[]);
    write(&folder, "shelf/clinic/ear.md", "# Ear\n\nWarm the bottle well.\n");
    assert_eq!(made(&folder, &["--to", "txt"]), ["clinic/ear txt source"]);
    assert!(fs::read_to_string(folder.join("out/manifest.json")).unwrap().contains("\"stale\":true"));
    assert_eq!(made(&folder, &["--to", "txt"]), NOTHING);
    assert_eq!(made(&folder, &[]), every("clinic/ear", "source")[..3]);
    assert!(!fs::read_to_string(folder.join("out/manifest.json")).unwrap().contains("stale"));
}

#[test]
fn many_small_runs_leave_the_same_as_one() {
    let (folder, whole) = (shelf("incremental-small-runs"), shelf("incremental-one-run"));
    write(&folder, "shelf/clinic/ear.md", "# Ear\n\nAnother bottle.\n");
    write(&folder, "shelf/gone.md", "# Gone\n\nSoon.\n");
    for format in ["txt", "pdf", "html", "epub"] {
        made(&folder, &["--to", format]);
    }
    write(&folder, "shelf/clinic/ear.md", "# Ear\n\nWarm the bottle.\n");
    fs::remove_file(folder.join("shelf/gone.md")).unwrap();
    made(&folder, &["--prune", "--jobs", "1"]);
    made(&whole, &[]);
    assert!(state(&folder.join("out")) == state(&whole.join("out")));
}

#[test]
fn an_article_that_is_gone_is_reported_and_its_editions_removed_on_demand() {
    let folder = shelf("incremental-gone");
    made(&folder, &[]);
    fs::remove_file(folder.join("shelf/clinic/ear.md")).unwrap();
    for _ in 0..2 {
        let said = said(0, &folder, &["build", "shelf"]);
        assert!(said.contains("warning[article-gone]: the article is no longer on the shelf"), "{said}");
        assert!(folder.join("out/clinic/ear.pdf").exists());
    }
    // A run of one file does not report the others as missing.
    assert!(!said(0, &folder, &["build", "shelf/eye.md"]).contains("article-gone"));
    said(0, &folder, &["build", "shelf", "--prune", "--dry-run"]);
    assert!(folder.join("out/clinic/ear.pdf").exists());
    let told = said(0, &folder, &["build", "shelf", "--prune"]);
    assert!(told.contains("clinic/ear.md: removed"), "{told}");
    assert!(!folder.join("out/clinic").exists());
    assert_eq!(files(&folder.join("out")), ["eye.epub", "eye.html", "eye.pdf", "eye.txt"]);
    assert!(!said(0, &folder, &["build", "shelf"]).contains("gone"));
}

#[test]
fn a_dry_run_says_what_would_be_made_and_writes_nothing() {
    let folder = shelf("incremental-dry");
    let told = said(0, &folder, &["build", "shelf", "--dry-run"]);
    assert!(told.contains("shelf/eye.md: would make out/eye.pdf, .epub, .html, .txt: new\n"), "{told}");
    assert!(told.contains("2 articles, 8 editions to make in "), "{told}");
    assert!(!folder.join("out").exists());
    made(&folder, &[]);
    write(&folder, "shelf/clinic/ear.md", "# Ear\n\nCool it.\n");
    let before = state(&folder.join("out"));
    assert_eq!(made(&folder, &["--dry-run"]), every("clinic/ear", "source"));
    assert!(state(&folder.join("out")) == before);
}

#[test]
fn warnings_are_reported_again_when_nothing_is_made() {
    let folder = folder("incremental-warnings");
    write(&folder, "shelf/eye.md", "# Eye\n\nSee [this](gone.md).\n\n![The eye](eye.png)\n");
    let first = said(1, &folder, &["build", "shelf"]);
    let second = said(1, &folder, &["build", "shelf"]);
    let diagnostics =
        |said: &str| said.split("shelf/eye.md: ").next().unwrap().split("1 article").next().unwrap().to_owned();
    assert_eq!(diagnostics(&first), diagnostics(&second));
    assert!(second.contains("3 | See [this](gone.md)."), "{second}");
    // When the image exists, the editions show it, and the text edition has nothing left to report.
    write(&folder, "shelf/eye.png", DOT);
    let told = said(0, &folder, &["build", "shelf", "--to", "txt"]);
    assert!(!told.contains("image-missing") && told.contains("0 editions, 1 unchanged"), "{told}");
    assert_eq!(made(&folder, &[]), ["pdf", "epub", "html"].map(|format| format!("eye {format} source")));
}

#[test]
fn a_changed_style_makes_what_is_made_with_it() {
    let folder = shelf("incremental-style");
    write(&folder, "quatrefoil.toml", "style = 'own.toml'\n");
    write(&folder, "own.toml", "name = 'own'\n");
    made(&folder, &[]);
    let only = |formats: &[&str], reason: &str| -> Vec<String> {
        let of =
            |article: &str| formats.iter().map(|format| format!("{article} {format} {reason}")).collect::<Vec<_>>();
        [of("clinic/ear"), of("eye")].concat()
    };
    for (sheet, formats) in [
        ("name = 'own'\n# A remark.\n", &[][..]),
        ("name = 'another'\n", &[]),
        ("[text]\nwidth = 50\n", &["txt"]),
        ("[text]\nwidth = 50\n[screen]\ncontents-from = 9\n", &["html"]),
        ("[text]\nwidth = 50\n[screen]\ncontents-from = 9\n[book]\nsplit-after = 900\n", &["epub"]),
        ("[text]\nwidth = 50\n[screen]\ncontents-from = 9\n[paper]\ninner = '60pt'\n", &["pdf", "epub"]),
    ] {
        write(&folder, "own.toml", sheet);
        assert_eq!(made(&folder, &[]), only(formats, "style"), "{sheet}");
        // The state files equal those of a fresh run.
        said(0, &folder, &["build", "shelf", "--out", "fresh", "--force"]);
        assert!(state(&folder.join("out")) == state(&folder.join("fresh")), "{sheet}");
    }
    write(
        &folder,
        "logo.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0H9V9'/></svg>",
    );
    write(&folder, "quatrefoil.toml", "style = 'own.toml'\n[clinic]\nlogo = 'logo.svg'\n");
    assert_eq!(made(&folder, &[]), only(&["pdf", "epub"], "option"));
}

#[test]
fn a_manifest_that_cannot_be_used_is_reported_and_everything_made_again() {
    let folder = shelf("incremental-broken");
    made(&folder, &[]);
    let whole = state(&folder.join("out"));
    for broken in ["", "{", "{\"schema\": 2}", "{\n\"schema\": 1,\n\"recipes\": {}, \"articles\": 3}", "\u{0}"] {
        write(&folder, "out/manifest.json", broken);
        let told = said(0, &folder, &["build", "shelf"]);
        assert!(told.contains("warning[manifest-unusable]: the manifest cannot be used: it"), "{told}");
        assert!(told.contains("the file is kept as `manifest.json.unusable`"), "{told}");
        assert!(told.contains("2 articles, 8 editions in "), "{told}");
        // It may be valuable to somebody.
        let kept = folder.join("out/manifest.json.unusable");
        assert_eq!(fs::read(&kept).unwrap(), broken.as_bytes());
        said(0, &folder, &["verify"]);
        // A second one is kept beside it.
        write(&folder, "out/manifest.json", "another");
        assert!(said(0, &folder, &["build", "shelf"]).contains("the file is kept as `manifest.json.unusable-2`"));
        assert_eq!(fs::read(&kept).unwrap(), broken.as_bytes());
        assert_eq!(fs::read(folder.join("out/manifest.json.unusable-2")).unwrap(), b"another");
        said(0, &folder, &["verify"]);
        fs::remove_file(kept).unwrap();
        fs::remove_file(folder.join("out/manifest.json.unusable-2")).unwrap();
        assert!(state(&folder.join("out")) == whole);
    }
    write(&folder, "out/.quatrefoil-cache", "broken");
    assert_eq!(made(&folder, &[]), NOTHING);
}

#[test]
fn what_another_build_of_the_program_made_is_made_again() {
    let folder = shelf("incremental-program");
    write(&folder, "shelf/eye.md", "# Eye\n\nRest your eyes.\n");
    made(&folder, &[]);
    // The same program in another file, as after `cargo build`.
    let other = folder.join("quatrefoil-of-its-own");
    fs::copy(env!("CARGO_BIN_EXE_quatrefoil"), &other).unwrap();
    let run = |path: &str| {
        let mut command = std::process::Command::new(&other);
        let output = command.args(["build", path, "--out", "out"]).current_dir(&folder).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stderr).unwrap()
    };
    // A run of one article leaves the others for the next run.
    assert!(run("shelf/eye.md").contains("1 article, 4 editions in "));
    fs::remove_file(folder.join("out/eye.txt")).unwrap();
    let told = run("shelf");
    assert!(told.contains("2 articles, 5 editions, 3 unchanged in "), "{told}");
    assert!(run("shelf").contains("2 articles, 0 editions, 8 unchanged in "));
}

/// Gives a file other bytes of the same length and restores its time, as `tar` and `cp -p` do.
fn replace_in_silence(path: &Path, from: &str, to: &str) {
    let time = fs::metadata(path).unwrap().modified().unwrap();
    let bytes = fs::read(path).unwrap();
    let place = bytes.windows(from.len()).position(|window| window == from.as_bytes()).expect("it holds the words");
    let mut bytes = bytes.clone();
    assert_eq!(from.len(), to.len());
    bytes[place..place + to.len()].copy_from_slice(to.as_bytes());
    fs::write(path, bytes).unwrap();
    fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

/// Gives files an old time, and waits until the time of their last status change is old enough too.
fn rest(paths: &[&Path], time: std::time::SystemTime) {
    for path in paths {
        fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
    }
    std::thread::sleep(std::time::Duration::from_millis(2_100));
}

#[test]
fn a_change_is_seen_though_length_and_time_are_the_same() {
    use std::time::{Duration, UNIX_EPOCH};
    let day = Duration::from_secs(86_400);
    for (name, time) in [("now", UNIX_EPOCH + 20_000 * day), ("before-1970", UNIX_EPOCH - 3_000 * day)] {
        let folder = folder(&format!("incremental-silent-{name}"));
        write(&folder, "shelf/eye.md", "# Eye\n\nTake 50 mg.\n\n![The eye](eye.svg)\n");
        write(
            &folder,
            "shelf/eye.svg",
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0H9V9'/></svg>",
        );
        write(&folder, "shelf/ear.txt", "Ear drops\n\nTake 50 mg.\n");
        write(&folder, "shelf/ear.toml", "title = 'One ear'\n");
        let paths = ["shelf/eye.md", "shelf/eye.svg", "shelf/ear.txt", "shelf/ear.toml"].map(|name| folder.join(name));
        rest(&paths.each_ref().map(std::path::PathBuf::as_path), time);
        made(&folder, &[]);
        assert_eq!(made(&folder, &[]), NOTHING);
        replace_in_silence(&paths[0], "50 mg", "10 mg");
        assert_eq!(made(&folder, &[]), every("eye", "source"));
        replace_in_silence(&paths[1], "H9V9", "H8V8");
        assert_eq!(made(&folder, &[]), every("eye", "image")[..3]);
        replace_in_silence(&paths[2], "50 mg", "10 mg");
        assert_eq!(made(&folder, &[]), every("ear.txt", "source"));
        replace_in_silence(&paths[3], "One ear", "Two ear");
        assert_eq!(made(&folder, &[]), every("ear.txt", "source"));
        // Another file in its place, with the same length and time.
        let bytes = fs::read_to_string(&paths[0]).unwrap().replace("10 mg", "90 mg");
        fs::write(folder.join("aside"), bytes).unwrap();
        fs::File::options().write(true).open(folder.join("aside")).unwrap().set_modified(time).unwrap();
        fs::rename(folder.join("aside"), &paths[0]).unwrap();
        assert_eq!(made(&folder, &[]), every("eye", "source"));
        assert!(fs::read_to_string(folder.join("out/eye.txt")).unwrap().contains("Take 90 mg."));
        // Editions that somebody changed are made again, as `verify` reports.
        replace_in_silence(&folder.join("out/eye.txt"), "90 mg", "10 mg");
        assert!(said(1, &folder, &["verify"]).contains("error[edition-changed]"));
        assert_eq!(made(&folder, &[]), ["eye txt altered"]);
        said(0, &folder, &["verify"]);
        assert_eq!(made(&folder, &[]), NOTHING);
    }
}

#[test]
fn a_cache_of_an_earlier_form_is_passed_over() {
    let folder = shelf("incremental-old-cache");
    made(&folder, &[]);
    let cache = fs::read_to_string(folder.join("out/.quatrefoil-cache")).unwrap();
    let head = cache.lines().next().unwrap();
    let old = "[\"eye\",{\"source\":[1,2,3],\"images\":[[1,2,3]],\"editions\":[[1,2,3]],\"programs\":[1]}]";
    write(&folder, "out/.quatrefoil-cache", format!("{head}\n{old}\n"));
    assert_eq!(made(&folder, &[]), NOTHING);
    assert!(fs::read_to_string(folder.join("out/.quatrefoil-cache")).unwrap() != format!("{head}\n{old}\n"));
}
