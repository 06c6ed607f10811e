//! Messages of a run for people, pipes and programs.

use crate::program::{LEAFLET, folder, printed, quatrefoil, run, said, said_by, write};
use serde_json::Value;
use std::fs;
use std::io::BufRead as _;
use std::path::Path;

fn shelf(name: &str) -> std::path::PathBuf {
    let folder = folder(name);
    write(&folder, "shelf/ear.md", "# Ear\n\nSee [this](gone.md).\n");
    write(&folder, "shelf/eye.md", "# Eye\n\nRest your eyes.\n");
    folder
}

fn records(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    printed(folder, arguments).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn keys(record: &Value) -> Vec<&str> {
    let mut keys: Vec<_> = record.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn programs_get_a_record_for_each_message_in_the_order_of_the_articles() {
    let folder = shelf("messages-json");
    for arguments in
        [&["build", "shelf", "--format", "json"][..], &["build", "shelf", "--format", "json", "--jobs", "1"]]
    {
        let records = records(&folder, arguments);
        let types: Vec<_> = records.iter().map(|record| record["type"].as_str().unwrap()).collect();
        let four = ["edition"; 4];
        assert_eq!(types, [&["run", "diagnostic"][..], &four, &four, &["summary"]].concat());
        let [diagnostic, edition, summary] = [1, 2, 10].map(|number| &records[number]);
        let named =
            ["column", "end_column", "end_line", "file", "help", "line", "message", "more", "rule", "severity", "type"];
        assert_eq!(keys(diagnostic), named);
        assert_eq!((diagnostic["rule"].as_str(), diagnostic["line"].as_u64()), (Some("link-relative"), Some(3)));
        let named =
            ["about", "article", "bytes", "file", "format", "pages", "reason", "sha256", "sheets", "state", "type"];
        assert_eq!(keys(edition), named);
        assert_eq!((&edition["file"], &edition["pages"]), (&"ear.pdf".into(), &1.into()));
        let named = [
            "articles",
            "errors",
            "exit_code",
            "gone",
            "interrupted",
            "left",
            "made",
            "made_in_part",
            "not_made",
            "passed_over",
            "run",
            "seconds",
            "time",
            "type",
            "unchanged",
            "warnings",
        ];
        assert_eq!(keys(summary), named);
        assert_eq!((&summary["articles"], &summary["warnings"]), (&2.into(), &1.into()));
    }
    let file = std::fs::metadata(folder.join("out/ear.pdf")).unwrap();
    let again = records(&folder, &["build", "shelf", "--format", "json"]);
    assert_eq!((&again[2]["state"], &again[2]["bytes"]), (&"unchanged".into(), &file.len().into()));
}

#[test]
fn pipes_get_quiet_lines_without_colours() {
    let folder = shelf("messages-short");
    let told = said(0, &folder, &["build", "shelf", "--format", "short", "--to", "pdf"]);
    let mut lines = told.lines();
    assert!(
        lines.next().unwrap().starts_with("shelf/ear.md:3:5: warning[link-relative]: `gone.md` is not in this build")
    );
    assert_eq!(lines.next(), Some("shelf/ear.md: out/ear.pdf (1 page)"));
    assert_eq!(lines.next(), Some("shelf/eye.md: out/eye.pdf (1 page)"));
    assert!(lines.next().unwrap().starts_with("2 articles, 2 editions in "));
    assert_eq!(lines.next(), None);
    assert!(!told.contains('\x1b'));
}

#[test]
fn quiet_says_what_is_wrong_and_verbose_says_why() {
    let folder = shelf("messages-loudness");
    let told = said(0, &folder, &["build", "shelf", "--quiet"]);
    assert!(told.starts_with("warning[link-relative]") && !told.contains("articles"), "{told}");
    std::fs::remove_file(folder.join("out/eye.txt")).unwrap();
    let told = said(0, &folder, &["build", "shelf", "--verbose"]);
    assert!(told.contains("shelf/ear.md: unchanged\n"), "{told}");
    assert!(told.contains("shelf/eye.md: out/eye.txt: the edition was removed\n"), "{told}");
    assert_eq!(run(&folder, &["build", "shelf", "--quiet", "--verbose"]).status.code(), Some(2));
}

#[test]
fn a_result_that_is_lost_on_a_full_disk_is_reported() {
    let folder = folder("messages-full");
    write(&folder, "eye.md", LEAFLET);
    let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else {
        println!("skipped: no /dev/full");
        return;
    };
    for arguments in [
        &["tree", "eye.md"][..],
        &["config"],
        &["config", "--export"],
        &["man"],
        &["completions", "bash"],
        &["init", "new"],
        &["build", "eye.md", "--to", "txt", "--format", "json"],
    ] {
        let output = quatrefoil(&folder).args(arguments).stdout(full.try_clone().unwrap()).output().unwrap();
        let told = said_by(2, &output);
        assert!(told.contains("error: standard output cannot be written: No space left"), "{arguments:?}: {told}");
    }
    assert!(folder.join("out/eye.txt").exists());
}

#[test]
fn what_was_reported_of_an_article_is_not_reported_of_another_that_would_be_made() {
    let folder = folder("messages-stale");
    write(&folder, "eye.md", "# Eye\n\n![Drops](gone.png)\n");
    assert!(said(1, &folder, &["build", "eye.md", "--to", "txt"]).contains("error[image-missing]"));
    assert!(said(1, &folder, &["build", "eye.md", "--to", "txt", "--dry-run"]).contains("error[image-missing]"));
    write(&folder, "eye.md", LEAFLET);
    let told = said(0, &folder, &["build", "eye.md", "--to", "txt", "--dry-run"]);
    assert!(told.starts_with("eye.md: would make out/eye.txt: the article changed\n"), "{told}");
}

#[test]
fn faults_are_in_the_last_line() {
    let folder = folder("messages-last");
    write(&folder, "shelf/ear.md", "# Ear\n\nSee [this](gone.md).\n\n![Drops](gone.png)\n\n![Ear](gone.svg)\n");
    write(&folder, "shelf/empty.md", "");
    let last = |arguments: &[&str]| said(1, &folder, arguments).lines().last().unwrap().to_owned();
    let told = last(&["build", "shelf", "--to", "txt"]);
    assert!(told.starts_with("2 articles, 1 edition in "), "{told}");
    assert!(told.ends_with(" s; 3 errors, 1 warning; 1 article not made"), "{told}");
    // An article that was not made is not made the next time either, and one that was made is still there.
    let told = last(&["build", "shelf", "--to", "txt"]);
    assert!(told.ends_with(" s; 3 errors, 1 warning; 1 article not made"), "{told}");
    let output = run(&folder, &["build", "shelf", "--to", "txt", "--format", "json"]);
    let summary: Value =
        serde_json::from_slice(output.stdout.split_inclusive(|b| *b == b'\n').next_back().unwrap()).unwrap();
    for (field, count) in [("errors", 3), ("warnings", 1), ("not_made", 1), ("made_in_part", 0)] {
        assert_eq!(summary[field], count, "{field}");
    }
    write(&folder, "shelf/empty.md", LEAFLET);
    write(&folder, "shelf/ear.md", LEAFLET);
    let told = said(0, &folder, &["build", "shelf", "--to", "txt"]);
    assert!(told.ends_with(" s\n"), "nothing is wrong, so nothing is counted: {told}");
}

#[test]
fn what_is_reported_of_an_article_is_short_and_its_count_is_exact() {
    let folder = folder("messages-many");
    let links: String = (0..250).map(|number| format!("[a](gone-{number}.md)\n\n")).collect();
    let pictures: String = (0..130).map(|number| format!("![a](gone-{number}.png)\n\n")).collect();
    let blinking = "<blink>a</blink>\n\n".repeat(7);
    write(&folder, "shelf/eye.md", format!("# Eye\n\n{links}{pictures}{blinking}# \n"));
    let build = ["build", "shelf", "--to", "txt,html"];
    let people = said(1, &folder, &build);
    for words in [
        "… and 247 more of link-relative in shelf/eye.md (`quatrefoil build --verbose` shows 97 of them)\n",
        "… and 127 more of image-missing in shelf/eye.md (`quatrefoil build --verbose` shows 97 of them)\n",
        // Each element is reported once, and counted.
        "… and 6 more of raw-html in shelf/eye.md\n",
    ] {
        assert!(people.contains(words), "{people}");
    }
    assert!(people.lines().count() < 60, "{people}");
    let short = said(1, &folder, &[&build[..], &["--format", "short"]].concat());
    assert!(short.contains("\nshelf/eye.md: warning[link-relative]: … and 247 more in this article ("), "{short}");
    let verbose = said(1, &folder, &[&build[..], &["--verbose"]].concat());
    assert!(verbose.contains("`gone-99.md`") && verbose.contains("… and 150 more of link-relative in shelf/eye.md\n"));
    // Programs get every listed diagnostic, and the sum equals that of the summary; also when nothing is read again.
    for _ in 0..2 {
        let output = run(&folder, &[&build[..], &["--format", "json"]].concat());
        let records: Vec<Value> =
            output.stdout.lines().map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect();
        let summary = records.last().unwrap();
        for (severity, field) in [("error", "errors"), ("warning", "warnings")] {
            let of_it = records.iter().filter(|record| record["severity"] == severity);
            let count: u64 = of_it.map(|record| 1 + record["more"].as_u64().unwrap()).sum();
            assert_eq!(Some(count), summary[field].as_u64(), "{severity}");
        }
        let listed = records.iter().filter(|record| record["rule"] == "link-relative").count();
        assert_eq!((listed, summary["warnings"].as_u64() >= Some(250)), (100, true));
    }
    let manifest = fs::metadata(folder.join("out/manifest.json")).unwrap().len();
    assert!(manifest < 80_000, "{manifest}");
}

#[test]
fn names_and_words_that_command_terminals_are_written_out() {
    let folder = folder("messages-hidden");
    let name = "a\u{202e}b\u{2028}\u{200b}\u{7}.md";
    write(&folder, &format!("shelf/{name}"), "# Eye\n\n[x](y\u{202e}z.md)\n");
    write(&folder, "shelf/empty.md", "");
    let hidden = |c: char| c != '\n' && c.is_control() || ['\u{202e}', '\u{2028}', '\u{200b}'].contains(&c);
    for arguments in [
        &["build", "shelf", "--to", "txt"][..],
        &["build", "shelf", "--to", "txt", "--format", "short"],
        &["build", "shelf", "--to", "txt", "--verbose", "--force"],
        &["build", "shelf", "--to", "txt", "--format", "json"],
    ] {
        let output = run(&folder, arguments);
        let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(!told.contains(hidden), "{arguments:?}: {told:?}");
        let is_json = arguments.contains(&"json");
        assert!(told.contains(if is_json { "a\\u202eb" } else { "a\\u{202e}b" }), "{arguments:?}: {told}");
        // A message without a place has no line.
        assert!(!told.contains(":0:") && !told.contains("\"line\":0"), "{told}");
        if is_json {
            let first: Value = serde_json::from_str(told.lines().nth(1).unwrap()).unwrap();
            assert_eq!(first["file"], format!("shelf/{name}"));
        }
    }
    let nowhere = format!("nowhere{name}");
    assert!(!said(2, &folder, &["build", &nowhere]).contains(hidden));
    assert!(!said(2, &folder, &["verify", &nowhere]).contains(hidden));
}
