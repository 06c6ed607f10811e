//! Articles of a shelf: excludes, hidden files, links, odd and long names.

use crate::program::{LEAFLET, files, folder, run, said, write};
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;

/// Builds a shelf as text. Returns the names of the editions without extension.
#[track_caller]
fn made(folder: &Path, shelf: &str) -> Vec<String> {
    let _ = fs::remove_dir_all(folder.join("made"));
    said(0, folder, &["build", shelf, "--to", "txt", "--out", "made"]);
    files(&folder.join("made")).iter().map(|name| name.strip_suffix(".txt").unwrap().to_owned()).collect()
}

#[test]
fn what_the_configuration_excludes_is_not_made() {
    let folder = folder("excludes-config");
    for name in ["eye", "eye-old", "new-old", "drafts/ear", "skin/drafts/rash", "skin/rash"] {
        write(&folder, &format!("shelf/{name}.md"), LEAFLET);
    }
    write(&folder, "quatrefoil.toml", "exclude = ['*-old.md', '!new-old.md', '/shelf/drafts/']\n");
    assert_eq!(made(&folder, "shelf"), ["eye", "new-old", "skin/drafts/rash", "skin/rash"]);
    // The globs mean the same from every current folder, and for a part of the shelf.
    assert_eq!(made(&folder.join("shelf"), "."), ["eye", "new-old", "skin/drafts/rash", "skin/rash"]);
    assert_eq!(made(&folder, "shelf/skin"), ["drafts/rash", "rash"]);
    // Files that the command line names are made.
    assert_eq!(made(&folder, "shelf/drafts/ear.md"), ["ear"]);
    write(&folder, "quatrefoil.toml", "\nexclude = ['a{']\n");
    let told = said(2, &folder, &["build", "shelf"]);
    assert!(told.contains("error[config-value]: `exclude` has a syntax error"), "{told}");
    assert!(told.contains("--> quatrefoil.toml:2:11"), "{told}");
}

#[test]
fn an_edition_of_an_earlier_run_is_no_article_wherever_it_lies() {
    let folder = folder("finding-editions");
    write(&folder, "shelf/eye.md", LEAFLET);
    write(&folder, "shelf/skin/rash.md", LEAFLET);
    said(0, &folder, &["build", "shelf", "--to", "txt", "--out", "shelf/earlier"]);
    said(0, &folder, &["build", "shelf/skin/rash.md", "--to", "txt,html", "--out", "shelf/skin"]);
    assert_eq!(made(&folder, "shelf"), ["eye", "skin/rash"]);
    // A file that somebody has written in its place since is an article; so is one beside it.
    write(&folder, "shelf/earlier/eye.txt", "My own eye\n\nWords of my own.\n");
    write(&folder, "shelf/earlier/skin/own.md", LEAFLET);
    assert_eq!(made(&folder, "shelf"), ["earlier/eye", "earlier/skin/own", "eye", "skin/rash"]);
    // A manifest of another program is ignored.
    write(&folder, "shelf/skin/manifest.json", "{\"schema\": 1, \"name\": \"app\"}");
    let told = said(1, &folder, &["build", "shelf", "--to", "txt", "--out", "made"]);
    assert!(told.contains("error[same-edition]: its editions would be those of `shelf/skin/rash.md`"), "{told}");
}

#[test]
fn a_picture_whose_name_is_written_otherwise_is_reported() {
    let folder = folder("finding-otherwise");
    let picture = fs::read("sources/images/medicine-bottle.png").unwrap();
    write(&folder, "eye.md", "# Eye\n\n![One](pictures/bottle.png)\n\n![Two](caf\u{e9}.png)\n\n![Three](gone.png)\n");
    write(&folder, "pictures/Bottle.PNG", &picture);
    write(&folder, "cafe\u{301}.png", &picture);
    if folder.join("pictures/bottle.png").exists() {
        println!("skipped: the two names are one file here");
        return;
    }
    let told = said(1, &folder, &["build", "eye.md", "--to", "txt"]);
    assert!(told.contains("help: there is `Bottle.PNG`, whose name differs in capitals or in how"), "{told}");
    assert!(told.contains("help: there is `cafe\u{301}.png`, whose"), "{told}");
    assert_eq!((told.matches("error[image-missing]").count(), told.matches("help:").count()), (3, 2), "{told}");
}

#[test]
fn a_configuration_below_the_shelf_is_reported_and_not_read() {
    let folder = folder("finding-unread");
    write(&folder, "shelf/quatrefoil.toml", "to = ['txt']\n");
    write(&folder, "shelf/skin/rash.md", LEAFLET);
    write(&folder, "shelf/skin/quatrefoil.toml", "to = ['html']\n");
    let told = said(0, &folder, &["build", "shelf"]);
    let words = "warning[config-unread]: this configuration is ignored, since it is below the shelf\n";
    assert!(told.contains(&format!("{words}  --> shelf/skin/quatrefoil.toml\n")), "{told}");
    assert_eq!(files(&folder.join("shelf/out")), ["skin/rash.txt"]);
    assert!(!said(0, &folder, &["build", "shelf/skin"]).contains("config-unread"));
}

#[test]
fn a_file_of_excludes_holds_for_its_folder_and_those_below() {
    let folder = folder("excludes-file");
    for name in ["eye", "draft", "skin/draft", "skin/rash", "skin/deep/secret", ".hidden", ".git/notes"] {
        write(&folder, &format!("shelf/{name}.md"), LEAFLET);
    }
    write(&folder, "shelf/.quatrefoilignore", "# not yet\ndraft.md\n");
    write(&folder, "shelf/skin/.quatrefoilignore", "!draft.md\ndeep/\n");
    // What git ignores may well be an article.
    write(&folder, "shelf/.gitignore", "eye.md\n");
    assert_eq!(made(&folder, "shelf"), ["eye", "skin/draft", "skin/rash"]);
    assert_eq!(made(&folder, "shelf/skin"), ["draft", "rash"]);
    write(&folder, "shelf/skin/.quatrefoilignore", "deep/\n{\n");
    let told = said(2, &folder, &["build", "shelf"]);
    assert!(told.contains(".quatrefoilignore: line 2"), "{told}");
}

#[test]
fn editions_are_no_articles() {
    let folder = folder("excludes-out");
    write(&folder, "eye.md", LEAFLET);
    for _ in 0..2 {
        said(0, &folder, &["build", ".", "--to", "txt"]);
        assert_eq!(files(&folder.join("out")), ["eye.txt"]);
    }
}

#[test]
fn links_stay_on_the_shelf() {
    let folder = folder("excludes-links");
    write(&folder, "shelf/eye.md", LEAFLET);
    write(&folder, "secret.md", "# Secret\n\nNot for patients.\n");
    symlink("../secret.md", folder.join("shelf/outside.md")).unwrap();
    symlink("nowhere.md", folder.join("shelf/dangling.md")).unwrap();
    symlink("eye.md", folder.join("shelf/also-eye.md")).unwrap();
    symlink(".", folder.join("shelf/loop")).unwrap();
    symlink("..", folder.join("shelf/up.md")).unwrap();
    let told = said(1, &folder, &["build", "shelf", "--to", "txt"]);
    assert!(told.contains("shelf/outside.md: a link that leads out of the shelf is no article"), "{told}");
    assert!(told.contains("shelf/dangling.md"), "{told}");
    assert_eq!(files(&folder.join("out")), ["also-eye.txt", "eye.txt"]);
    // A link that the command line names itself is made.
    said(0, &folder, &["build", "shelf/outside.md", "--to", "txt", "--out", "named"]);
    assert_eq!(files(&folder.join("named")), ["outside.txt"]);
}

#[test]
fn pictures_above_the_article_are_not_looked_at() {
    let folder = folder("excludes-dots");
    write(&folder, "logo.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
    for address in
        ["../logo.svg", "%2e%2e/logo.svg", "a/../../logo.svg", "..\\logo.svg", "/etc/hostname", "file:///etc/hostname"]
    {
        write(&folder, "shelf/eye.md", format!("# Eye\n\nLook:\n\n![The eye]({address})\n"));
        let told = said(1, &folder, &["build", "shelf", "--to", "html"]);
        assert!(told.contains("error[image-missing]"), "{address}: {told}");
        let page = fs::read_to_string(folder.join("out/eye.html")).unwrap();
        assert!(page.contains("The eye") && !page.contains("<img"), "{address}");
    }
}

#[test]
fn names_with_odd_characters_are_names() {
    let folder = folder("excludes-names");
    let names = [
        "a b",
        "100% #1?",
        "it's \"quoted\" & <b>",
        "-dash",
        "dots...",
        "é e\u{301}",
        "日本語",
        "\u{5e9}\u{5dc}",
        "👁",
        "back\\slash",
        "new\nline",
        "esc\u{1b}[31m",
        "con",
        "semi;colon",
    ];
    for name in names {
        write(&folder, &format!("shelf/{name}.md"), LEAFLET);
    }
    let not_utf8 = std::ffi::OsStr::from_bytes(b"caf\xe9.md");
    fs::write(folder.join("shelf").join(not_utf8), LEAFLET).unwrap();
    let told = said(0, &folder, &["build", "shelf"]);
    assert!(!told.contains('\u{1b}'), "{told:?}");
    assert_eq!(told.lines().count(), names.len() + 3, "{told}");
    let mut expected: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    expected.push("caf\u{fffd}".to_owned());
    let formats = ["epub", "html", "pdf", "txt"];
    let mut expected: Vec<String> =
        expected.iter().flat_map(|name| formats.map(|format| format!("{name}.{format}"))).collect();
    expected.sort();
    assert_eq!(files(&folder.join("out")), expected);
}

#[test]
fn names_longer_than_names_can_be_are_reported() {
    let folder = folder("excludes-long");
    // The file system takes 255 bytes: the article's own name fits, those of its editions do not.
    write(&folder, &format!("shelf/{}.md", "a".repeat(252)), LEAFLET);
    write(&folder, &format!("shelf/{}.md", "é".repeat(125)), LEAFLET);
    write(&folder, "shelf/eye.md", LEAFLET);
    let told = said(1, &folder, &["build", "shelf"]);
    assert_eq!(told.matches("error[file]").count(), 4, "{told}");
    let made = files(&folder.join("out"));
    assert_eq!(made.len(), 8, "{made:?}");
    // No file can have a name of 300 characters.
    let output = run(&folder, &["build", &format!("{}.md", "a".repeat(300))]);
    assert_eq!(output.status.code(), Some(2));
    // Nested folders, each name as long as possible.
    let deep = ["b".repeat(200), "c".repeat(200), "d".repeat(200)].join("/");
    write(&folder, &format!("deep/{deep}/eye.md"), LEAFLET);
    said(0, &folder, &["build", "deep", "--out", "deep-out"]);
    assert_eq!(files(&folder.join("deep-out")).len(), 4);
}
