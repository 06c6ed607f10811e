//! What a run says to people, pipes and programs.

use crate::program::{LEAFLET, folder, printed, quatrefoil, run, said, said_by, write};
use serde_json::Value;
use std::fs;
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
        assert_eq!(types, [&["diagnostic"][..], &four, &four, &["summary"]].concat());
        let [diagnostic, edition, summary] = [0, 1, 9].map(|number| &records[number]);
        let named = ["column", "end_column", "end_line", "file", "help", "line", "message", "rule", "severity", "type"];
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
            "seconds",
            "type",
            "unchanged",
            "warnings",
        ];
        assert_eq!(keys(summary), named);
        assert_eq!((&summary["articles"], &summary["warnings"]), (&2.into(), &1.into()));
    }
    let file = std::fs::metadata(folder.join("out/ear.pdf")).unwrap();
    let again = records(&folder, &["build", "shelf", "--format", "json"]);
    assert_eq!((&again[1]["state"], &again[1]["bytes"]), (&"unchanged".into(), &file.len().into()));
}

#[test]
fn pipes_get_quiet_lines_without_colours() {
    let folder = shelf("messages-short");
    let told = said(0, &folder, &["build", "shelf", "--format", "short", "--to", "pdf"]);
    let mut lines = told.lines();
    assert!(
        lines.next().unwrap().starts_with("shelf/ear.md:3:5: warning[link-relative]: `gone.md` is not in this build")
    );
    assert_eq!(lines.next(), Some("shelf/ear.md: pdf (1 page)"));
    assert_eq!(lines.next(), Some("shelf/eye.md: pdf (1 page)"));
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
    assert!(told.contains("shelf/eye.md: txt: the edition was removed\n"), "{told}");
    assert_eq!(run(&folder, &["build", "shelf", "--quiet", "--verbose"]).status.code(), Some(2));
}

#[test]
fn a_result_that_is_lost_on_a_full_disk_is_told() {
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
fn what_was_said_of_an_article_is_not_said_of_another_that_would_be_made() {
    let folder = folder("messages-stale");
    write(&folder, "eye.md", "# Eye\n\n![Drops](gone.png)\n");
    assert!(said(1, &folder, &["build", "eye.md", "--to", "txt"]).contains("error[image-missing]"));
    assert!(said(1, &folder, &["build", "eye.md", "--to", "txt", "--dry-run"]).contains("error[image-missing]"));
    write(&folder, "eye.md", LEAFLET);
    let told = said(0, &folder, &["build", "eye.md", "--to", "txt", "--dry-run"]);
    assert!(told.starts_with("eye.md: would make txt: the article changed\n"), "{told}");
}
