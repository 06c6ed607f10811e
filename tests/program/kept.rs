//! Files that no run made are never overwritten; editions are, even after their manifest was lost.

use crate::program::{LEAFLET, fed, files, folder, quatrefoil, run, said, said_by, write};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

const FORMATS: [&str; 4] = ["epub", "html", "pdf", "txt"];

/// Files that are not editions, or not editions of this article.
fn foreign(folder: &Path) -> Vec<(&'static str, Vec<u8>)> {
    write(folder, "others/eye.md", "# Glaucoma\n\nWash your hands.\n");
    run(folder, &["build", "others", "--out", "of-another"]);
    let of_another = FORMATS.map(|format| fs::read(folder.join(format!("of-another/eye.{format}"))).unwrap());
    let own: [&[u8]; 4] = [
        b"PK my own book",
        b"<title>Eye drops</title><p>My own page",
        b"%PDF-1.7 my own",
        b"Eye drops\n\nMy own words.\n",
    ];
    let own = FORMATS.into_iter().zip(own.map(<[u8]>::to_vec));
    own.chain(FORMATS.into_iter().zip(of_another)).chain(FORMATS.map(|format| (format, Vec::new()))).collect()
}

#[test]
fn a_file_that_no_run_made_is_never_overwritten() {
    let folder = folder("kept-foreign");
    write(&folder, "shelf/eye.md", LEAFLET);
    for (format, bytes) in foreign(&folder) {
        let name = format!("eye.{format}");
        let _ = fs::remove_dir_all(folder.join("out"));
        write(&folder, &format!("out/{name}"), &bytes);
        for _ in 0..2 {
            let told = said(1, &folder, &["build", "shelf"]);
            let words = format!("error[file-in-the-way]: `out/{name}` is there, and no run is known to have made it");
            assert!(told.contains(&words) && told.contains("with `--force`"), "{told}");
            assert_eq!(told.matches("error[").count(), 1, "{told}");
            assert!(fs::read(folder.join("out").join(&name)).unwrap() == bytes, "{name}");
            assert_eq!(files(&folder.join("out")).len(), 4, "the other editions are made");
        }
        assert!(said(1, &folder, &["verify"]).contains(&format!("out/{name}")));
        said(0, &folder, &["build", "shelf", "--force"]);
        said(0, &folder, &["verify"]);
        // Now it is an edition, and a change to it is repaired.
        write(&folder, &format!("out/{name}"), &bytes);
        said(0, &folder, &["build", "shelf"]);
        said(0, &folder, &["verify"]);
    }
}

#[test]
fn a_link_in_an_editions_place_is_somebodys_own() {
    let folder = folder("kept-link");
    write(&folder, "shelf/eye.md", LEAFLET);
    write(&folder, "precious", "precious");
    fs::create_dir(folder.join("out")).unwrap();
    for to in ["../precious", "../nowhere"] {
        symlink(to, folder.join("out/eye.txt")).unwrap();
        assert!(said(1, &folder, &["build", "shelf", "--to", "txt"]).contains("error[file-in-the-way]"));
        assert_eq!(fs::read_link(folder.join("out/eye.txt")).unwrap(), Path::new(to));
        fs::remove_file(folder.join("out/eye.txt")).unwrap();
    }
    assert_eq!(fs::read_to_string(folder.join("precious")).unwrap(), "precious");
}

#[test]
fn editions_of_ours_are_known_again_though_the_books_are_lost() {
    let folder = folder("kept-lost-books");
    let article =
        |title: &str, words: &str| format!("---\nlang: en\n---\n# {title}\n\n## How\n\n{words}\n\n## When\n\nSoon.\n");
    let title = "Eye drops & **salves** for everybody who comes to the clinic more often than once in a year or two";
    write(&folder, "shelf/eye.md", article(title, "Wash your hands."));
    write(&folder, "shelf/glaz.md", "---\nlang: ru\n---\n# Глазные капли\n\nМойте руки.\n");
    said(0, &folder, &["build", "shelf"]);
    let lose = || {
        for book in ["manifest.json", ".quatrefoil-cache"] {
            fs::remove_file(folder.join("out").join(book)).unwrap();
        }
    };
    // The same articles; other words; other styles.
    lose();
    said(0, &folder, &["build", "shelf"]);
    lose();
    write(&folder, "shelf/eye.md", article(title, "Sit down."));
    write(&folder, "shelf/glaz.md", "---\nlang: ru\n---\n# Глазные капли\n\nСядьте.\n");
    said(0, &folder, &["build", "shelf"]);
    assert!(fs::read_to_string(folder.join("out/eye.txt")).unwrap().contains("Sit down."));
    lose();
    write(&folder, "quatrefoil.toml", "style = 'own.toml'\nout = 'out'\n");
    write(
        &folder,
        "own.toml",
        "[text]\nwidth = 44\nline-end = 'crlf'\n[paper]\ninner = '60pt'\n[colours]\ntext = '#111111'\n",
    );
    said(0, &folder, &["build", "shelf"]);
    said(0, &folder, &["verify"]);
    // Under another title it might be another article.
    lose();
    write(&folder, "shelf/eye.md", article("Ear drops", "Sit down."));
    let told = said(1, &folder, &["build", "shelf"]);
    assert_eq!(told.matches("error[file-in-the-way]").count(), 4, "{told}");
}

#[test]
fn what_a_killed_run_put_into_place_is_known_for_its_own() {
    let folder = folder("kept-killed");
    let fill = |words: &str| {
        for number in 0..120 {
            write(&folder, &format!("shelf/leaflet-{number}.md"), format!("# {words} {number}\n\n{words}\n"));
        }
    };
    // Each title differs, so no mark matches.
    for (round, words) in ["One", "Two", "Three", "Four"].into_iter().enumerate() {
        fill(words);
        let mut child = quatrefoil(&folder).args(["build", "shelf"]).stderr(Stdio::null()).spawn().unwrap();
        let begin = Instant::now();
        while !folder.join("out").exists() || files(&folder.join("out")).len() < 60 * (round + 1) {
            assert!(begin.elapsed() < Duration::from_secs(60) && child.try_wait().unwrap().is_none());
            std::thread::sleep(Duration::from_millis(1));
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }
    fill("Five");
    let told = said_by(0, &run(&folder, &["build", "shelf"]));
    assert!(!told.contains("file-in-the-way"), "{told}");
    said(0, &folder, &["verify"]);
}

#[test]
fn a_join_that_was_killed_leaves_nothing_behind() {
    let folder = folder("kept-merge");
    write(&folder, "shelf/eye.md", LEAFLET);
    for shard in ["1/2", "2/2"] {
        said(0, &folder, &["build", "shelf", "--to", "txt", "--shard", shard]);
    }
    let scrap = folder.join("out/.quatrefoil-4294967295-0.part");
    let living = folder.join(format!("out/.quatrefoil-{}-0.part", std::process::id()));
    fs::write(&scrap, "half").unwrap();
    fs::write(&living, "half").unwrap();
    said(0, &folder, &["manifest", "merge", "out"]);
    assert!(!scrap.exists() && living.exists());
    fs::remove_file(living).unwrap();
    said(0, &folder, &["verify"]);
}

#[test]
fn an_article_from_standard_input_overwrites_nothing() {
    let folder = folder("kept-stdin");
    write(&folder, "out/stdin.txt", "my own");
    let told = said_by(1, &fed(&folder, &["build", "-", "--to", "txt"], LEAFLET));
    assert!(told.contains("error[file-in-the-way]: `out/stdin.txt`"), "{told}");
    assert_eq!(fs::read_to_string(folder.join("out/stdin.txt")).unwrap(), "my own");
}
