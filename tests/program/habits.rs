//! What people expect of any program on a command line.

use crate::program::{LEAFLET, fed, files, folder, printed, quatrefoil, run, said, said_by, write};
use serde_json::Value;
use std::fs;

#[test]
fn articles_are_built_without_a_command() {
    let folder = folder("habits-no-command");
    write(&folder, "eye.md", LEAFLET);
    let told = said(0, &folder, &["eye.md", "-t", "TXT,Html", "-o", "made", "-j", "1"]);
    assert_eq!(files(&folder.join("made")), ["eye.html", "eye.txt"]);
    assert!(told.starts_with("eye.md: made/eye.html, .txt\n"), "{told}");
    // A word that is no path and nearly a command is one that was mistyped.
    let told = said(2, &folder, &["buidl"]);
    assert_eq!(told, "error: `buidl` is not there: did you mean `quatrefoil build`?\n");
}

#[test]
fn standard_input_is_read_as_its_words_or_the_command_line_say() {
    let folder = folder("habits-from");
    let title = |arguments: &[&str], text: &str| -> String {
        let output = fed(&folder, arguments, text);
        said_by(0, &output);
        let tree: Value = serde_json::from_slice(&output.stdout).unwrap();
        tree["body"].to_string()
    };
    let marked = "Take *care*.\n\n## Dose\n\nOne.\n";
    assert!(title(&["tree", "-"], marked).contains("emphasis"));
    assert!(!title(&["tree", "-", "--from", "txt"], marked).contains("emphasis"));
    let bare = "EYE DROPS\n\nHow to use them\n\nTake 2 *stars* at night.\n\nHow to keep them\n\nIn the fridge.\n";
    assert!(!title(&["tree", "-"], bare).contains("emphasis"));
    assert!(title(&["tree", "-", "--from", "markdown"], bare).contains("emphasis"));
}

#[test]
fn one_edition_goes_to_standard_output() {
    let folder = folder("habits-out");
    write(&folder, "eye.md", LEAFLET);
    said(0, &folder, &["build", "eye.md"]);
    for format in ["pdf", "epub", "html", "txt"] {
        let output = run(&folder, &["eye.md", "--to", format, "--out", "-"]);
        assert_eq!(said_by(0, &output), "", "{format}");
        assert!(output.stdout == fs::read(folder.join(format!("out/eye.{format}"))).unwrap(), "{format}");
    }
    let output = fed(&folder, &["-", "--to", "txt", "-o", "-"], LEAFLET);
    assert!(String::from_utf8(output.stdout).unwrap().contains("Wash your hands."));
    assert!(!folder.join("-").exists());
    for arguments in [&["eye.md", "-o", "-"][..], &["eye.md", "eye.md", ".", "-o", "-", "-t", "txt"]] {
        let told = said(2, &folder, arguments);
        assert!(told.contains("`--out -` writes one edition"), "{told}");
    }
    write(&folder, "ear.md", "# Ear\n\n![The ear](gone.png)\n");
    let output = run(&folder, &["ear.md", "--to", "html", "-o", "-"]);
    assert!(said_by(1, &output).contains("error[image-missing]"));
    assert!(String::from_utf8(output.stdout).unwrap().contains("The ear"));
}

#[test]
fn strict_runs_fail_on_warnings() {
    let folder = folder("habits-strict");
    write(&folder, "eye.md", "# Eye\n\nSee [this](gone.md).\n");
    said(0, &folder, &["eye.md", "-t", "txt"]);
    said(1, &folder, &["eye.md", "-t", "txt", "--strict"]);
    let output = run(&folder, &["eye.md", "-t", "txt", "-o", "-", "--strict"]);
    said_by(1, &output);
    write(&folder, "ear.md", LEAFLET);
    said(0, &folder, &["ear.md", "-t", "txt", "--strict"]);
}

#[test]
fn colours_are_as_the_person_asks() {
    let folder = folder("habits-colour");
    write(&folder, "eye.md", "# Eye\n\nSee [this](gone.md).\n");
    let coloured = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = quatrefoil(&folder);
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").envs(variables.iter().copied());
        let output = command.args(["eye.md", "-t", "txt"]).args(arguments).output().unwrap();
        said_by(0, &output).contains('\u{1b}')
    };
    assert!(!coloured(&[], &[]));
    assert!(coloured(&["--color", "always"], &[]) && coloured(&["--colour=always"], &[("NO_COLOR", "1")]));
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]) && !coloured(&[], &[("CLICOLOR_FORCE", "0")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn a_configuration_can_be_named() {
    let folder = folder("habits-config");
    write(&folder, "eye.md", LEAFLET);
    write(&folder, "quatrefoil.toml", "to = [\"pdf\"]\n");
    write(&folder, "other/print.toml", "to = [\"txt\"]\nout = \"made\"\n");
    said(0, &folder, &["eye.md", "--config", "other/print.toml"]);
    assert_eq!(files(&folder.join("other/made")), ["eye.txt"]);
    assert!(printed(&folder, &["config", "--config", "other/print.toml"]).contains("print.toml"));
    assert_eq!(said(2, &folder, &["eye.md", "--config", "gone.toml"]), "error: `gone.toml` is not there\n");
}

#[test]
fn files_that_are_no_articles_are_counted_and_named_on_request() {
    let folder = folder("habits-passed-over");
    for name in ["eye.md", "eye.toml", "eye.png", "a.docx", "below/b.DOCX", "c.pdf", "README", ".hidden"] {
        write(&folder, &format!("shelf/{name}"), if name == "eye.md" { LEAFLET } else { "" });
    }
    let told = said(0, &folder, &["shelf", "-t", "txt"]);
    assert!(told.ends_with("\n4 files passed over: without extension, .docx (2), .pdf\n"), "{told}");
    assert!(!told.contains("a.docx"), "{told}");
    let told = said(0, &folder, &["shelf", "-t", "txt", "--verbose"]);
    for name in ["a.docx", "below/b.DOCX", "c.pdf", "README"] {
        assert!(told.contains(&format!("shelf/{name}: passed over\n")), "{told}");
    }
}

#[test]
fn programs_get_json_whatever_goes_wrong() {
    let folder = folder("habits-json");
    write(&folder, "eye.md", LEAFLET);
    let records = |code: i32, arguments: &[&str]| -> Vec<Value> {
        let output = run(&folder, arguments);
        assert_eq!(said_by(code, &output), "", "{arguments:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    for arguments in [
        &["nowhere", "--format", "json"][..],
        &["--format=json", "eye.md", "--style", "gone.toml"],
        &["eye.md", "--format", "json", "--jobs", "many"],
        &["eye.md", "--format", "json", "--frobnicate"],
        &["verify", "nowhere", "--format", "json"],
    ] {
        let records = records(2, arguments);
        let [error] = records.as_slice() else { panic!("{arguments:?}: {records:?}") };
        assert_eq!((&error["type"], &error["exit_code"]), (&"error".into(), &2.into()));
        assert!(!error["message"].as_str().unwrap().is_empty());
    }
    let records = records(0, &["eye.md", "-t", "txt", "--format", "json"]);
    let (first, last) = (&records[0], records.last().unwrap());
    assert_eq!((&first["type"], &last["type"]), (&"run".into(), &"summary".into()));
    assert_eq!(first["run"], last["run"]);
    assert!(last["time"].as_str().unwrap().ends_with('Z'));
}

#[test]
fn the_program_tells_its_version_its_rules_and_its_licences() {
    let folder = folder("habits-about");
    let version = concat!("quatrefoil ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(printed(&folder, &["--version"]), version);
    assert_eq!(printed(&folder, &["-V"]), version);
    let facts = printed(&folder, &["--version", "--verbose"]);
    assert!(facts.starts_with(version) && facts.contains("\nsystem: ") && facts.contains("\nbuild: "), "{facts}");
    let rules = printed(&folder, &["rules"]);
    let one = printed(&folder, &["rules", "image-missing"]);
    assert!(rules.contains("\nimage-missing ") && one.starts_with("image-missing (error)\n\n"), "{one}");
    assert_eq!(
        said(2, &folder, &["rules", "image-mising"]),
        "error: there is no rule `image-mising`: did you mean `image-missing`?\n"
    );
    let licences = printed(&folder, &["licenses"]);
    for words in ["MIT License", "Apache License", "Noto Sans", "SIL OPEN FONT LICENSE", "\nprintpdf "] {
        assert!(licences.contains(words), "{words}");
    }
}

#[test]
fn a_book_without_a_date_is_not_dated_in_silence() {
    let folder = folder("habits-undated");
    write(&folder, "eye.md", LEAFLET);
    write(&folder, "ear.md", format!("---\nmodified: 2026-11-30\n---\n{LEAFLET}"));
    let told = said(0, &folder, &["."]);
    assert!(
        told.contains("\n1 EPUB without a true date of the last change: see `quatrefoil rules date-missing`\n"),
        "{told}"
    );
    let told = said(0, &folder, &[".", "--force", "--verbose", "--format", "short"]);
    assert!(told.contains("eye.md: note[date-missing]: "), "{told}");
    let output = quatrefoil(&folder).args([".", "--force"]).env("SOURCE_DATE_EPOCH", "1796083199").output().unwrap();
    assert!(!said_by(0, &output).contains("date-missing"));
}
