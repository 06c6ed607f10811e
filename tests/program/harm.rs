//! Harm that careless orders, hostile manifests and locked folders must not do: no article is overwritten, nothing outside is
//! removed.

use crate::program::{LEAFLET, as_nobody, files, folder, run, said, said_by, state, write};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

#[test]
fn no_edition_takes_the_place_of_an_article() {
    let folder = folder("harm-overwritten");
    write(&folder, "eye.md", LEAFLET);
    write(&folder, "ear.txt", "Ear drops\n\nPrecious.\n");
    write(&folder, "eye.txt", "Eye\n\nPrecious, too.\n");
    write(&folder, "page.html", "Page\n\nPrecious as well.\n");
    symlink(".", folder.join("here")).unwrap();
    let mut before = state(&folder);
    for (arguments, named) in [
        (&["ear.txt", "--out", "."][..], "ear.txt"),
        (&["eye.md", "eye.txt", "--out", "."], "eye.txt"),
        (&["page.html", "--out", "here"], "page.html"),
        (&["./here/ear.txt", "--out", "../harm-overwritten"], "./here/ear.txt"),
    ] {
        let told = said(1, &folder, &[&["build"], arguments].concat());
        let words = format!("error[same-edition]: an edition of it would take the place of the article `{named}`");
        assert!(told.contains(&words), "{arguments:?}: {told}");
        assert!(told.contains("name another folder with `--out`"), "{told}");
        let now = state(&folder);
        before.keys().for_each(|name| assert!(now[name] == before[name] || name == "manifest.json", "{name}"));
    }
    // Without an edition of that format, nothing is overwritten.
    said(0, &folder, &["build", "ear.txt", "--out", ".", "--to", "pdf"]);
    before.retain(|name, _| name == "ear.txt");
    assert!(state(&folder)["ear.txt"] == before["ear.txt"] && folder.join("ear.pdf").exists());
}

#[test]
fn no_edition_lies_among_the_articles_of_a_folder() {
    let folder = folder("harm-among");
    write(&folder, "shelf/eye.md", LEAFLET);
    symlink("shelf", folder.join("link")).unwrap();
    for out in ["shelf", "./shelf/../shelf", "link"] {
        let told = said(2, &folder, &["build", "shelf", "--out", out]);
        let words = format!("error: the editions in `{out}` would lie among the articles of `shelf`: name another");
        assert!(told.starts_with(&words), "{told}");
    }
    assert_eq!(said(2, &folder.join("shelf"), &["watch", ".", "--out", "."]).matches("would lie among").count(), 1);
    assert_eq!(files(&folder.join("shelf")), ["eye.md"]);
    // Below the shelf the folder is never searched; above it, it is allowed if no edition leads back.
    for _ in 0..2 {
        said(0, &folder, &["build", "shelf", "--out", "shelf/out", "--to", "txt"]);
        said(0, &folder, &["build", "shelf", "--out", ".", "--to", "txt"]);
    }
    assert!(folder.join("eye.txt").exists() && folder.join("shelf/out/eye.txt").exists());
    write(&folder, "shelf/shelf/ear.md", LEAFLET);
    assert!(said(2, &folder, &["build", "shelf", "--out", ".", "--to", "txt"]).contains("would lie among"));
    assert!(!folder.join("shelf/ear.txt").exists());
}

#[test]
fn an_article_that_is_named_twice_is_one() {
    let folder = folder("harm-twice");
    write(&folder, "shelf/eye.md", LEAFLET);
    for paths in
        [["shelf", "shelf"], ["shelf", "shelf/eye.md"], ["shelf", "./shelf/../shelf"], ["shelf/eye.md", "shelf/eye.md"]]
    {
        let told = said(0, &folder, &["build", paths[0], paths[1], "--to", "txt"]);
        assert!(told.contains("1 article, "), "{told}");
    }
    let output = crate::program::fed(&folder, &["build", "-", "-", "--to", "txt"], LEAFLET);
    assert!(said_by(0, &output).contains("1 article, 1 edition in "));
}

#[test]
fn whatever_a_manifest_says_nothing_outside_is_removed() {
    let folder = folder("harm-manifest");
    write(&folder, "shelf/eye.md", LEAFLET);
    write(&folder, "empty/other.md", LEAFLET);
    said(0, &folder, &["build", "shelf", "--to", "txt", "--out", "good"]);
    let manifest = fs::read_to_string(folder.join("good/manifest.json")).unwrap();
    write(&folder, "precious.txt", "precious");
    write(&folder, "other/precious.txt", "precious");
    for (from, to) in [
        ("\"stem\":\"eye\"", "\"stem\":\"../precious\""),
        ("\"stem\":\"eye\"", "\"stem\":\"eye.x/../../precious\""),
        ("\"stem\":\"eye\"", "\"stem\":\"link/precious\""),
        ("\"format\":\"txt\"", "\"format\":\"x/../../precious.txt\""),
        ("\"format\":\"txt\"", "\"format\":\"x/../../other/precious.txt\""),
        ("\"source\":\"eye.md\"", "\"source\":\"\\u001b[31m../precious.txt\""),
    ] {
        assert!(manifest.contains(from));
        let _ = fs::remove_dir_all(folder.join("bad"));
        write(&folder, "bad/manifest.json", manifest.replacen(from, to, 1));
        fs::create_dir(folder.join("bad/eye.x")).unwrap();
        symlink("../other", folder.join("bad/link")).unwrap();
        let output = run(&folder, &["build", "empty", "--to", "txt", "--out", "bad", "--prune"]);
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{told}");
        assert!(!told.contains('\u{1b}'), "{told:?}");
        for file in ["precious.txt", "other/precious.txt"] {
            assert_eq!(fs::read_to_string(folder.join(file)).unwrap(), "precious", "{to}: {told}");
        }
    }
}

#[test]
fn pipes_and_links_in_the_place_of_books_and_editions_stop_nobody() {
    let folder = folder("harm-pipes");
    write(&folder, "shelf/eye.md", LEAFLET);
    write(&folder, "precious", "precious");
    fs::create_dir(folder.join("out")).unwrap();
    let books = ["manifest.json", ".quatrefoil-cache", ".quatrefoil-journal", "eye.txt"];
    let pipes: Vec<String> = books.iter().map(|name| format!("out/{name}")).collect();
    if !Command::new("mkfifo").args(&pipes).current_dir(&folder).status().is_ok_and(|code| code.success()) {
        println!("skipped: no mkfifo");
        return;
    }
    let told = said(1, &folder, &["build", "shelf", "--to", "txt"]);
    assert!(told.contains("cannot be used: it is not a file"), "{told}");
    assert!(
        told.contains("error[file-in-the-way]: `out/eye.txt` is there, and no run is known to have made it"),
        "{told}"
    );
    said(0, &folder, &["build", "shelf", "--to", "txt", "--force"]);
    said(0, &folder, &["verify"]);
    fs::remove_file(folder.join("out/eye.txt")).unwrap();
    Command::new("mkfifo").arg("out/eye.txt").current_dir(&folder).status().unwrap();
    assert!(said(1, &folder, &["verify"]).contains("error[edition-changed]: the edition is not a file"));
    for book in books {
        let _ = fs::remove_file(folder.join("out").join(book));
        symlink("../precious", folder.join("out").join(book)).unwrap();
    }
    said(1, &folder, &["build", "shelf", "--to", "txt"]);
    said(0, &folder, &["build", "shelf", "--to", "txt", "--force"]);
    assert_eq!(fs::read_to_string(folder.join("precious")).unwrap(), "precious");
    said(0, &folder, &["verify"]);
}

#[test]
fn a_part_of_a_shelf_prunes_nothing_of_the_rest() {
    let folder = folder("harm-part");
    for name in ["eye", "skin/rash", "skin/deep/itch"] {
        write(&folder, &format!("shelf/{name}.md"), LEAFLET);
    }
    said(0, &folder, &["build", "shelf", "--to", "txt"]);
    let before = state(&folder.join("out"));
    for arguments in [&["--prune"][..], &["--prune", "--dry-run"]] {
        let told = said(0, &folder, &[&["build", "shelf/skin", "--to", "txt"], arguments].concat());
        assert!(told.contains("`--prune` removes nothing while only a part of the shelf is built"), "{told}");
    }
    let now = state(&folder.join("out"));
    assert!(before.keys().filter(|name| name.ends_with(".txt")).all(|name| now.get(name) == before.get(name)));
    // A run over the whole shelf finds the removed articles.
    fs::remove_file(folder.join("shelf/eye.md")).unwrap();
    let told = said(0, &folder, &["build", "shelf", "--to", "txt", "--prune"]);
    assert!(told.contains("eye.md: removed") && told.contains("rash.md: removed"), "{told}");
    assert_eq!(files(&folder.join("out")), ["skin/deep/itch.txt", "skin/rash.txt"]);
}

#[test]
fn a_shelf_that_is_not_there_prunes_nothing() {
    let folder = folder("harm-prune");
    write(&folder, "shelf/eye.md", LEAFLET);
    write(&folder, "shelf/broken.md", "");
    said(1, &folder, &["build", "shelf", "--to", "txt"]);
    // For example, the disk with the articles is not mounted.
    fs::rename(folder.join("shelf"), folder.join("away")).unwrap();
    fs::create_dir(folder.join("shelf")).unwrap();
    let told = said(0, &folder, &["build", "shelf", "--to", "txt", "--prune"]);
    assert!(told.contains("`--prune` removes nothing while the shelf has no article at all"), "{told}");
    // An article that never had an edition leaves nothing, so nothing is reported.
    assert!(!told.contains("broken"), "{told}");
    assert!(folder.join("out/eye.txt").exists());
    said(0, &folder, &["verify"]);
    write(&folder, "shelf/ear.md", LEAFLET);
    assert!(said(0, &folder, &["build", "shelf", "--to", "txt", "--prune"]).contains("eye.md: removed"));
    assert_eq!(files(&folder.join("out")), ["ear.txt"]);
}

#[test]
fn what_may_not_be_read_or_written_harms_no_other() {
    let Some((place, command)) = as_nobody("harm-locked") else { return };
    for name in ["eye", "locked/ear", "nose", "open/mouth"] {
        write(&place, &format!("shelf/{name}.md"), LEAFLET);
    }
    fs::create_dir(place.join("out")).unwrap();
    let mode = |path: &str, mode: u32| fs::set_permissions(place.join(path), fs::Permissions::from_mode(mode)).unwrap();
    mode("out", 0o777);
    let build =
        |arguments: &[&str]| command().args(["build", "shelf", "--to", "txt,pdf"]).args(arguments).output().unwrap();
    assert!(said_by(0, &build(&[])).contains("4 articles, 8 editions in "));
    for name in ["eye", "locked/ear", "nose", "open/mouth"] {
        write(&place, &format!("shelf/{name}.md"), "# Eye drops\n\nSaid anew.\n");
    }
    let before = state(&place.join("out"));
    // A folder that cannot be read, a file that cannot be read, a folder that cannot be written.
    mode("shelf/locked", 0o000);
    mode("shelf/nose.md", 0o000);
    mode("out/open", 0o555);
    let told = said_by(1, &build(&["--prune"]));
    mode("shelf/locked", 0o755);
    mode("out/open", 0o755);
    assert!(told.contains("error[file]: the folder cannot be read: "), "{told}");
    assert!(told.contains("  --> shelf/locked\n"), "{told}");
    assert!(told.contains("error[file]: shelf/nose.md: Permission denied"), "{told}");
    assert!(told.contains("error[file]: out/open/mouth.txt: Permission denied"), "{told}");
    assert!(told.contains("shelf/open/mouth.md: nothing made\n"), "{told}");
    assert!(told.contains("shelf/eye.md: out/eye.pdf (1 page), .txt\n"), "{told}");
    let now = state(&place.join("out"));
    assert!(
        before.iter().all(|(name, bytes)| now[name] == *bytes || name.starts_with("eye.") || name == "manifest.json")
    );
    assert!(now["eye.txt"] != before["eye.txt"]);
    assert_eq!(before.len(), now.len(), "nothing is pruned that could not be looked for, and nothing lies around");
    // When the permissions are restored, everything is made.
    mode("shelf/nose.md", 0o644);
    assert!(said_by(0, &build(&["--prune"])).contains("4 articles, 6 editions, 2 unchanged in "));
    let _ = fs::remove_dir_all(&place);
}
