//! The program as its users run it: exit codes, messages, and that no edition is ever lost.

use crate::program::{LEAFLET, fed, files, folder, printed, quatrefoil, run, said, said_by};
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn a_folder_of_articles_becomes_four_editions_of_each() {
    let folder = folder("four-editions");
    fs::create_dir_all(folder.join("sources/clinic/.hidden")).unwrap();
    fs::write(folder.join("sources/eye.md"), LEAFLET).unwrap();
    fs::write(folder.join("sources/clinic/ear.txt"), "Ear drops\n\nWarm the bottle in your hands.\n").unwrap();
    fs::write(folder.join("sources/clinic/.hidden/draft.md"), LEAFLET).unwrap();
    fs::write(folder.join("sources/picture.png"), "no article").unwrap();
    let told = said(0, &folder, &[]);
    let formats = ["epub", "html", "pdf", "txt"];
    let made = ["clinic/ear", "eye"].iter().flat_map(|stem| formats.map(|format| format!("{stem}.{format}")));
    assert_eq!(files(&folder.join("out")), made.collect::<Vec<_>>());
    assert!(told.contains("2 articles, 8 editions in "), "{told}");
}

#[test]
fn an_article_with_errors_is_reported_and_the_others_are_made() {
    let folder = folder("errors");
    fs::write(folder.join("bad.md"), "# Eye\n\nSee:\n\n![The eye](eye.png)\n").unwrap();
    fs::write(folder.join("empty.md"), "").unwrap();
    fs::write(folder.join("good.md"), LEAFLET).unwrap();
    let told = said(1, &folder, &["build", "bad.md", "empty.md", "good.md", "--to", "txt"]);
    assert!(told.contains("error[image-missing]: the image `eye.png` is not there\n  --> bad.md:5:1"), "{told}");
    assert!(told.contains("error[empty]"), "{told}");
    assert_eq!(files(&folder.join("out")), ["bad.txt", "good.txt"]);
}

#[test]
fn what_cannot_run_says_why_and_makes_nothing() {
    let folder = folder("cannot-run");
    fs::write(folder.join("eye.md"), LEAFLET).unwrap();
    fs::write(folder.join("faulty.toml"), "[colours]\ntext = \"#999999\"\n").unwrap();
    for arguments in [
        &["build", "nowhere"][..],
        &["build", "eye.md", "--style", "nowhere.toml"],
        &["build", "eye.md", "--style", "faulty.toml"],
        &["build", "eye.md", "--to", "docx"],
        &["build", "eye.md", "--jobs", "0"],
        &["build", "eye.md", "--jobs", "5000"],
        &["build", "eye.md", "--out", "eye.md"],
        &["tree", "nowhere"],
        &["frobnicate"],
    ] {
        let told = said(2, &folder, arguments);
        assert!(told.starts_with("error: "), "{arguments:?}: {told}");
        assert_eq!(files(&folder), ["eye.md", "faulty.toml"], "{arguments:?}");
    }
    let output = quatrefoil(&folder).arg("build").env("SOURCE_DATE_EPOCH", "today").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn what_was_mistyped_is_reported_in_plain_words() {
    let folder = folder("mistyped");
    let no_shelf =
        "there is no folder `sources`: name articles, or a folder of them, or make a shelf with `quatrefoil init`";
    let jobs = |given| format!("invalid value '{given}' for '--jobs <N>': write a number from 1 to 512\n");
    for (arguments, told) in [
        (&[][..], format!("{no_shelf}\n")),
        (&["build", "*.md"], "`*.md` is not there\n".to_owned()),
        (&["tree", "nowhere.md"], "`nowhere.md` is not there\n".to_owned()),
        (&["watch", "nowhere"], "`nowhere` is not there\n".to_owned()),
        (&["config", "nowhere"], "`nowhere` is not there\n".to_owned()),
        (&["verify", "nowhere"], "`nowhere` is not there\n".to_owned()),
        (&["build", "--jobs", "many"], jobs("many")),
        (&["build", "--jobs", "-3"], jobs("-3")),
        (
            &["watch", "--serve=x"],
            "invalid value 'x' for '--serve [<PORT>]': write the number of a port, from 0 to 65535\n".to_owned(),
        ),
    ] {
        let found = said(2, &folder, arguments);
        assert!(found.starts_with(&format!("error: {told}")), "{arguments:?}: {found}");
    }
}

#[test]
fn a_file_that_is_no_text_is_an_error() {
    let folder = folder("not-text");
    fs::write(folder.join("eye.pdf"), "%PDF-1.7\n").unwrap();
    fs::write(folder.join("ear.md"), LEAFLET).unwrap();
    let told = said(1, &folder, &["build", "eye.pdf", "ear.md", "--to", "txt"]);
    assert!(told.contains("error[not-text]: the file is a PDF, and no text\n  --> eye.pdf\n  = help: "), "{told}");
    assert_eq!(files(&folder.join("out")), ["ear.txt"]);
}

#[test]
fn a_tree_is_a_source_and_makes_the_same_editions() {
    let folder = folder("tree");
    fs::write(
        folder.join("stdin.md"),
        "# Doses\n\n| Drug | Dose |\n|---|---|\n| A | 5 mg |\n\nA note.[^1]\n\n[^1]: Here.\n",
    )
    .unwrap();
    let tree = printed(&folder, &["tree", "stdin.md"]);
    let output = fed(&folder, &["build", "-", "--out", "from-tree"], &tree);
    said_by(0, &output);
    said(0, &folder, &["build", "stdin.md", "--out", "from-article"]);
    let (from_tree, from_article) = (folder.join("from-tree"), folder.join("from-article"));
    assert_eq!(files(&from_tree).len(), 4);
    for name in files(&from_tree) {
        assert_eq!(fs::read(from_tree.join(&name)).unwrap(), fs::read(from_article.join(&name)).unwrap(), "{name}");
    }
}

#[test]
fn two_articles_never_write_the_same_edition() {
    let folder = folder("clash");
    fs::write(folder.join("eye.md"), LEAFLET).unwrap();
    fs::write(folder.join("Eye.txt"), "Another\n\nWith other words.\n").unwrap();
    let told = said(1, &folder, &["build", "eye.md", "Eye.txt", "--to", "txt"]);
    assert!(told.contains("error[same-edition]: its editions would be those of `eye.md`"), "{told}");
    assert_eq!(files(&folder.join("out")), ["eye.txt"]);
    assert!(fs::read_to_string(folder.join("out/eye.txt")).unwrap().contains("Wash your hands."));
}

#[test]
fn names_that_differ_only_in_how_their_accents_are_written_are_one_name() {
    let folder = folder("clash-form");
    // The accented letter as one character and as two, as Linux and macOS write it.
    fs::create_dir_all(folder.join("shelf")).unwrap();
    fs::write(folder.join("shelf/caf\u{e9}.md"), LEAFLET).unwrap();
    fs::write(folder.join("shelf/cafe\u{301}.md"), "# Another\n\nWith other words.\n").unwrap();
    if fs::read_dir(folder.join("shelf")).unwrap().count() != 2 {
        println!("skipped: the two names are one file here");
        return;
    }
    let told = said(1, &folder, &["build", "shelf", "--to", "txt"]);
    let words = "error[same-edition]: its editions would be those of `shelf/cafe\u{301}.md` on systems that do not";
    assert!(told.contains(words) && told.contains("--> shelf/caf\u{e9}.md"), "{told}");
    assert_eq!(files(&folder.join("out")).len(), 1);
}

#[test]
fn links_between_articles_lead_to_their_editions() {
    let folder = folder("neighbours");
    fs::create_dir_all(folder.join("shelf/eyes")).unwrap();
    fs::write(
        folder.join("shelf/eyes/drops.md"),
        "# Drops\n\nSee [asthma](../asthma.md#spacer) and [nothing](gone.md).\n",
    )
    .unwrap();
    fs::write(folder.join("shelf/asthma.md"), "# Asthma\n\nSee [drops](eyes/drops.md).\n").unwrap();
    let told = said(0, &folder, &["build", "shelf", "--to", "html"]);
    assert!(told.contains("warning[link-relative]: `gone.md`"), "{told}");
    let drops = fs::read_to_string(folder.join("out/eyes/drops.html")).unwrap();
    assert!(drops.contains("href=\"../asthma.html#spacer\""), "{drops}");
    let asthma = fs::read_to_string(folder.join("out/asthma.html")).unwrap();
    assert!(asthma.contains("href=\"eyes/drops.html\""), "{asthma}");
}

#[test]
fn an_edition_that_cannot_be_written_leaves_the_earlier_one_whole() {
    let folder = folder("full-disk");
    fs::write(folder.join("eye.md"), LEAFLET).unwrap();
    said(0, &folder, &["build", "eye.md"]);
    let earlier = fs::read(folder.join("out/eye.pdf")).unwrap();
    fs::write(folder.join("eye.md"), format!("{LEAFLET}\nAnd again.\n")).unwrap();
    // A limit of one block on file sizes simulates a full disk: writing fails in the middle of a file.
    let script =
        format!("ulimit -f 1; trap '' XFSZ; exec '{}' build eye.md --to pdf", env!("CARGO_BIN_EXE_quatrefoil"));
    let output = Command::new("sh").args(["-c", &script]).current_dir(&folder).output().unwrap();
    let told = said_by(1, &output);
    assert!(told.contains("error[file]"), "{told}");
    assert_eq!(fs::read(folder.join("out/eye.pdf")).unwrap(), earlier);
    assert_eq!(files(&folder.join("out")), ["eye.epub", "eye.html", "eye.pdf", "eye.txt"]);
}

#[test]
fn a_stray_of_a_dead_process_is_removed_and_one_of_a_living_stays() {
    let folder = folder("strays");
    fs::write(folder.join("eye.md"), LEAFLET).unwrap();
    fs::create_dir_all(folder.join("out/below")).unwrap();
    let living = format!("out/.quatrefoil-{}-0.part", std::process::id());
    for stray in
        ["out/.quatrefoil-4294967295-0.part", "out/below/.quatrefoil-4294967295-1.part", &living, "out/own.part"]
    {
        fs::write(folder.join(stray), "half").unwrap();
    }
    said(0, &folder, &["build", "eye.md", "--to", "txt"]);
    let kept = [living.strip_prefix("out/").unwrap(), "eye.txt", "own.part"];
    assert_eq!(files(&folder.join("out")), kept);
}

#[test]
fn a_file_that_is_the_same_is_not_written_again() {
    let folder = folder("unchanged");
    fs::write(folder.join("eye.md"), LEAFLET).unwrap();
    said(0, &folder, &["build", "eye.md"]);
    let written = |name: &str| fs::metadata(folder.join("out").join(name)).unwrap().modified().unwrap();
    let before: Vec<_> = files(&folder.join("out")).iter().map(|name| written(name)).collect();
    said(0, &folder, &["build", "eye.md", "--jobs", "1"]);
    let after: Vec<_> = files(&folder.join("out")).iter().map(|name| written(name)).collect();
    assert_eq!(before, after);
}

#[test]
fn a_link_out_of_the_folder_is_no_picture() {
    let folder = folder("symlink");
    fs::create_dir_all(folder.join("shelf")).unwrap();
    fs::write(folder.join("secret.png"), "secret").unwrap();
    std::os::unix::fs::symlink("../secret.png", folder.join("shelf/eye.png")).unwrap();
    std::os::unix::fs::symlink(".", folder.join("shelf/loop")).unwrap();
    fs::write(folder.join("shelf/eye.md"), "# Eye\n\nLook:\n\n![The eye](eye.png)\n").unwrap();
    let told = said(1, &folder, &["build", "shelf", "--to", "html"]);
    assert!(told.contains("leads out of the article's folder"), "{told}");
    assert_eq!(files(&folder.join("out")), ["eye.html"]);
}

#[test]
fn an_article_with_a_name_as_long_as_names_can_be_is_made() {
    let folder = folder("long-name");
    let stem = "a".repeat(250);
    fs::write(folder.join(format!("{stem}.md")), LEAFLET).unwrap();
    said(0, &folder, &["build", ".", "--to", "pdf,txt,html,epub"]);
    assert_eq!(files(&folder.join("out")).len(), 4);
}

#[test]
fn a_toml_beside_an_article_speaks_about_it() {
    let folder = folder("beside");
    fs::write(folder.join("bath.txt"), "The bath\n\nFill it.\n\nA duck\n\nIt swims.\n").unwrap();
    fs::write(folder.join("bath.toml"), "lang = \"en\"\nnot-headings = [\"A duck\"]\n").unwrap();
    said(0, &folder, &["build", "bath.txt", "--to", "txt", "--out", "out"]);
    let text = fs::read_to_string(folder.join("out/bath.txt")).unwrap();
    assert!(text.contains("\n\nA duck\n\n") && !text.contains("1 A duck"), "{text}");
    // Its text is part of what the editions are made from, and so is its removal.
    fs::write(folder.join("bath.toml"), "lang = \"en\"\ntitle = \"Baths\"\n").unwrap();
    run(&folder, &["build", "bath.txt", "--to", "txt", "--out", "out"]);
    assert!(fs::read_to_string(folder.join("out/bath.txt")).unwrap().starts_with("Baths\n"));
    fs::remove_file(folder.join("bath.toml")).unwrap();
    run(&folder, &["build", "bath.txt", "--to", "txt", "--out", "out"]);
    assert!(fs::read_to_string(folder.join("out/bath.txt")).unwrap().starts_with("The bath\n"));
}

#[test]
fn the_help_names_every_command_and_the_exit_codes() {
    let folder = folder("help");
    let help = printed(&folder, &["--help"]);
    for command in
        ["build", "watch", "tree", "config", "verify", "manifest", "init", "completions", "man", "rules", "licenses"]
    {
        assert!(help.contains(&format!("\n  {command} ")), "{command} is not in: {help}");
    }
    // A narrow terminal breaks the line.
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in ["0 all made", "1 an article has errors", "2 could not run", "130 interrupted"] {
        assert!(help.contains(words), "{words} is not in: {help}");
    }
}

/// Bad input, the messages about it, and the text that the editions show instead.
const BAD: [(&str, &str, i32, &str); 4] = [
    (
        "![The eye from the side](gone.png)",
        "error[image-missing]: the image `gone.png` is not there\n  --> eye.md:5:3",
        1,
        "The eye from the side",
    ),
    ("![The eye in front](broken.png)", "error[image-broken]: the image `broken.png`", 1, "The eye in front"),
    ("See [the drops](#nowhere).", "warning[link-nowhere]: ", 0, "the drops"),
    ("![](whole.png)", "error[image-without-words]: ", 1, "<img"),
];

#[test]
fn bad_input_is_reported_with_its_place_and_both_editions_are_made() {
    for (index, (markdown, told, code, shown)) in BAD.into_iter().enumerate() {
        let folder = folder(&format!("bad-input-{index}"));
        let pixel: &[u8] = include_bytes!("../editions/epub/pictures/pixel.png");
        fs::write(folder.join("whole.png"), pixel).unwrap();
        fs::write(folder.join("broken.png"), &pixel[..pixel.len() / 2]).unwrap();
        // The list moves the trouble away from the first column.
        fs::write(folder.join("eye.md"), format!("---\nlang: en\n---\n\n- {markdown}\n- The end.\n")).unwrap();
        let said = said(code, &folder, &["build", "eye.md", "--to", "epub,html"]);
        assert!(said.contains(told), "{said}");
        let column = if markdown.starts_with('!') { 3 } else { 7 };
        assert!(said.contains(&format!("--> eye.md:5:{column}\n")), "{said}");
        assert_eq!(files(&folder.join("out")), ["eye.epub", "eye.html"], "{said}");
        let page = fs::read_to_string(folder.join("out/eye.html")).unwrap();
        let book = text_of_book(&folder.join("out/eye.epub"));
        for (text, format) in [(&page, "page"), (&book, "book")] {
            let article = &text[text.find("<h1>").expect("it has a title")..];
            assert!(article.contains(shown), "{format}: {article}");
            assert_eq!(article.contains("<img"), shown == "<img", "{format}: {article}");
            assert!(!article.contains("nowhere"), "{format}: {article}");
        }
    }
}

/// The first file of a book's text, which is well-formed.
fn text_of_book(path: &Path) -> String {
    let mut book = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let text = std::io::read_to_string(book.by_name("OEBPS/article-1.xhtml").unwrap()).unwrap();
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    roxmltree::Document::parse_with_options(&text, options).expect("well-formed XHTML");
    text
}
