//! Pipes, devices, sockets and links in place of a shelf's files: reported at once, never waited for.

use crate::program::{LEAFLET, files, folder, quatrefoil, said, said_by, write};
use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Puts something that is not a file in a file's place; `false` if this system cannot.
fn put(kind: &str, path: &Path) -> bool {
    let _ = fs::remove_file(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    match kind {
        "pipe" => Command::new("mkfifo").arg(path).status().is_ok_and(|code| code.success()),
        "device" => symlink("/dev/zero", path).is_ok() && Path::new("/dev/zero").exists(),
        // The path of a socket may not be longer than a hundred bytes.
        "socket" => {
            let name = std::env::temp_dir().join(format!("quatrefoil-socket-{}", std::process::id()));
            let _ = fs::remove_file(&name);
            UnixListener::bind(&name).is_ok() && symlink(name, path).is_ok()
        }
        _ => false,
    }
}

/// Runs the program, which has to end by itself.
#[track_caller]
fn ended(folder: &Path, arguments: &[&str]) -> Output {
    let mut child = quatrefoil(folder).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let begin = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if Duration::from_secs(60) < begin.elapsed() {
            child.kill().unwrap();
            panic!("it waits: {arguments:?}");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.wait_with_output().unwrap()
}

#[test]
fn what_sets_up_a_shelf_is_a_file() {
    for kind in ["pipe", "device", "socket"] {
        for (name, named) in [
            ("quatrefoil.toml", "quatrefoil.toml"),
            ("own/own.toml", "own/own.toml"),
            ("own/fonts/own.ttf", "own/fonts/own.ttf"),
            ("logo.png", "logo.png"),
            ("shelf/.quatrefoilignore", "shelf/.quatrefoilignore"),
            ("shelf/skin/.quatrefoilignore", "shelf/skin/.quatrefoilignore"),
            (".quatrefoilignore", ".quatrefoilignore"),
        ] {
            let folder = folder("devices-set-up");
            write(&folder, "shelf/skin/rash.md", LEAFLET);
            write(&folder, "own/own.toml", "name = 'own'\n");
            write(&folder, "logo.png", include_bytes!("../editions/epub/pictures/pixel.png"));
            write(&folder, "quatrefoil.toml", "style = 'own/own.toml'\nto = ['txt']\n[clinic]\nlogo = 'logo.png'\n");
            if !put(kind, &folder.join(name)) {
                println!("skipped: no {kind}");
                continue;
            }
            for command in ["build", "watch"] {
                let told = said_by(2, &ended(&folder, &[command, "shelf"]));
                assert!(told.contains(named) && told.contains("it is not a file"), "{command} {kind} {name}: {told}");
            }
        }
    }
}

#[test]
fn what_an_article_brings_along_is_a_file() {
    for kind in ["pipe", "device", "socket"] {
        let folder = folder("devices-beside");
        write(&folder, "shelf/ear.md", LEAFLET);
        write(&folder, "shelf/eye.md", "# Eye\n\n![The eye](eye.png)\n");
        if !put(kind, &folder.join("shelf/eye.png")) || !put(kind, &folder.join("shelf/ear.toml")) {
            println!("skipped: no {kind}");
            continue;
        }
        for _ in 0..2 {
            let told = said_by(1, &ended(&folder, &["build", "shelf", "--to", "txt"]));
            // A device or socket is elsewhere, so the link leads out of the shelf.
            let why = if kind == "pipe" { "it is not a file" } else { "it is a link that leads out of the shelf" };
            let words = format!("error[front-matter-syntax]: the `.toml` beside the article was not read: {why}");
            assert!(told.contains(&words) && told.contains("--> shelf/ear.md"), "{kind}: {told}");
            assert!(told.contains("error[image-missing]: the image `eye.png` is"), "{kind}: {told}");
        }
    }
}

#[test]
fn a_file_beside_an_article_stays_on_the_shelf() {
    let folder = folder("devices-links");
    write(&folder, "shelf/ear.md", LEAFLET);
    write(&folder, "shelf/nose.md", LEAFLET);
    write(&folder, "outside.toml", "title = 'Not for patients'\n");
    write(&folder, "shelf/common.toml", "title = 'In common'\n");
    symlink("../outside.toml", folder.join("shelf/ear.toml")).unwrap();
    symlink("common.toml", folder.join("shelf/nose.toml")).unwrap();
    let told = said(1, &folder, &["build", "shelf", "--to", "txt"]);
    let words =
        "the `.toml` beside the article was not read: it is a link that leads out of the shelf\n  --> shelf/ear.md";
    assert!(told.contains(words) && told.matches("error[").count() == 1, "{told}");
    let text = |name: &str| fs::read_to_string(folder.join("out").join(name)).unwrap();
    assert!(text("ear.txt").starts_with("Eye drops") && text("nose.txt").starts_with("In common"));
    // What the command line names itself may be anywhere.
    assert!(said(0, &folder, &["build", "shelf/ear.md", "--to", "txt", "--out", "named"]).contains("1 article"));
    assert!(fs::read_to_string(folder.join("named/ear.txt")).unwrap().starts_with("Not for patients"));
    // A broken link is reported too.
    fs::remove_file(folder.join("outside.toml")).unwrap();
    assert!(said(1, &folder, &["build", "shelf", "--to", "txt"]).contains("beside the article was not read: "));
    assert_eq!(files(&folder.join("out")), ["ear.txt", "nose.txt"]);
}

#[test]
fn a_pipe_that_is_named_is_read() {
    let folder = folder("devices-named");
    if !put("pipe", &folder.join("pipe.md")) {
        println!("skipped: no mkfifo");
        return;
    }
    let child = quatrefoil(&folder).args(["build", "pipe.md", "--to", "txt"]).stderr(Stdio::piped()).spawn().unwrap();
    fs::write(folder.join("pipe.md"), "# Eye\n\nSee [this](gone.md).\n").unwrap();
    let told = said_by(0, &child.wait_with_output().unwrap());
    assert!(told.contains("warning[link-relative]"), "{told}");
    assert_eq!(files(&folder.join("out")), ["pipe.txt"]);
}
