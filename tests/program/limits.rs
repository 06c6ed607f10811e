//! Hostile and broken input: every limit gives a diagnostic, can be set, and costs neither the shelf nor its other articles.

use crate::program::{LEAFLET, fed, files, folder, printed, run, said, said_by, write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A shelf with a good article, a bad one and limits.
fn shelf(name: &str, limits: &str, bad: impl AsRef<[u8]>) -> PathBuf {
    let folder = folder(name);
    write(&folder, "quatrefoil.toml", format!("to = ['txt']\n[limits]\n{limits}\n"));
    write(&folder, "shelf/good.md", LEAFLET);
    write(&folder, "shelf/bad.md", bad);
    folder
}

/// Asserts that the bad article is refused with `words` and the good one is made.
#[track_caller]
fn refused(folder: &Path, words: &str) {
    let told = said(1, folder, &["build", "shelf"]);
    assert!(told.contains(words), "{told}");
    assert_eq!(files(&folder.join("out")), ["good.txt"], "{told}");
}

/// Asserts that the bad article is made all the same, with `words` reported.
#[track_caller]
fn told(code: i32, folder: &Path, words: &str) {
    let told = said(code, folder, &["build", "shelf"]);
    assert!(told.contains(words), "{told}");
    assert_eq!(files(&folder.join("out")), ["bad.txt", "good.txt"], "{told}");
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let folder = shelf("limit-article", "article = '1 KiB'", "word ".repeat(300));
    refused(&folder, "error[too-large]: the article is larger than 1 KiB\n  --> shelf/bad.md\n");
    let output = fed(&folder, &["build", "-", "--out", "piped"], &"word ".repeat(300));
    assert!(said_by(1, &output).contains("larger than 1 KiB"));
}

#[test]
fn a_pipe_on_a_shelf_is_no_article() {
    let folder = shelf("limit-pipe", "", LEAFLET);
    let pipe = folder.join("shelf/pipe.md");
    if !Command::new("mkfifo").arg(&pipe).status().is_ok_and(|code| code.success()) {
        println!("skipped: no mkfifo");
        return;
    }
    std::os::unix::fs::symlink("pipe.md", folder.join("shelf/link.md")).unwrap();
    told(0, &folder, "2 articles");
}

#[test]
fn front_matter_ends_within_its_limit() {
    let text = |size: usize| format!("---\ntitle: Eye\n{}---\n\nWash your hands.\n", "# so\n".repeat(size / 5));
    told(0, &shelf("limit-front-matter", "", text(60_000)), "2 articles");
    let words =
        "error[front-matter-syntax]: the front matter is not closed by `---` within 64 KiB\n  --> shelf/bad.md:1:1";
    told(1, &shelf("limit-front-matter", "", text(70_000)), words);
    told(0, &shelf("limit-front-matter", "front-matter = '80 KiB'", text(70_000)), "2 articles");
    told(1, &shelf("limit-front-matter", "front-matter = '1 KiB'", text(2_000)), "within 1 KiB");
}

#[test]
fn too_many_words_are_reported_at_the_first_of_them() {
    let text = format!("# Eye\n\n{}\n", "one two three four five\n".repeat(4));
    refused(
        &shelf("limit-words", "words = 10", &text),
        "error[too-large]: the article has more than 10 words\n  --> shelf/bad.md:4:15",
    );
    told(0, &shelf("limit-words", "words = 22", &text), "2 articles");
}

#[test]
fn too_many_parts_are_reported_at_the_first_of_them() {
    let code = "```\none\ntwo\n```\n";
    let table = "| a | b |\n|---|---|\n| 1 | 2 |\n";
    for (text, parts, place) in [
        ("one\n\ntwo\n\nthree\n", 3, "7:1"),
        ("## one\n\ntwo\n\n## three\n", 5, "7:1"),
        ("- one\n- two\n", 4, "4:3"),
        ("one *two* [three](https://example.org)\n", 3, "3:1"),
        ("one[^1]\n\n[^1]: two\n", 4, "5:"),
        (code, 2, "3:1"),
        (table, 6, "3:1"),
        ("one\\\ntwo\\\nthree\n", 3, "3:1"),
    ] {
        let text = format!("# Eye\n\n{text}");
        let words =
            format!("error[too-large]: the article has more than {} parts\n  --> shelf/bad.md:{place}", parts - 1);
        refused(&shelf("limit-parts", &format!("parts = {}", parts - 1), &text), &words);
        told(0, &shelf("limit-parts", &format!("parts = {parts}"), &text), "2 articles");
    }
}

#[test]
fn too_many_cells_are_reported_at_their_row_or_table() {
    let rows = "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n";
    let words = "error[too-large]: the table has more than 5 cells\n  --> shelf/bad.md:";
    for (text, place) in [
        (format!("# Eye\n\n{rows}"), "6:1"),
        (
            "# Eye\n\n<table><tr><th>a</th></tr><tr><td>1</td></tr><tr><td>2</td></tr>\
          <tr><td>3</td></tr><tr><td>4</td></tr><tr><td>5</td></tr></table>\n"
                .to_owned(),
            "3:",
        ),
        (format!("# Eye\n\n> - {}\n", rows.replace('\n', "\n>   ")), "6:"),
    ] {
        refused(&shelf("limit-cells", "table-cells = 5", &text), &format!("{words}{place}"));
        told(0, &shelf("limit-cells", "table-cells = 6", &text), "2 articles");
    }
    // Short rows below a wide header would expand to endless cells.
    let bomb = format!("# Eye\n\n{}\n{}\n{}", "|a".repeat(60), "|-".repeat(60), "|b\n".repeat(5_000));
    refused(&shelf("limit-cells", "", bomb), "the table has more than 50000 cells");
}

#[test]
fn what_nests_too_deep_keeps_its_words() {
    let deep = format!("# Eye\n\n{} Wash your hands.\n", "> ".repeat(5_000));
    told(0, &shelf("limit-depth", "", &deep), "warning[nesting-too-deep]");
    let quoted = |depth: usize| format!("# Eye\n\n{} Wash.\n", "> ".repeat(depth));
    for (limit, depth) in [("depth = 3", 3), ("depth = 1", 1), ("", 24)] {
        let folder = shelf("limit-depth", limit, quoted(depth));
        assert!(!said(0, &folder, &["build", "shelf"]).contains("nesting-too-deep"), "{depth}");
        told(0, &shelf("limit-depth", limit, quoted(depth + 1)), "warning[nesting-too-deep]");
    }
    for open in ["<div>", "<blockquote>", "<ul><li>", "<b>", "[", "![", "*a "] {
        told_or_made(&shelf("limit-depth", "", format!("# Eye\n\nWash {}\n", open.repeat(2_000))));
    }
    let mut tree = String::from("[{\"kind\": {\"rule\": null}}]");
    for _ in 0..300 {
        tree = format!("[{{\"quote\": {tree}}}]");
    }
    let folder = shelf("limit-depth", "", LEAFLET);
    write(&folder, "shelf/deep.tree.json", tree);
    let said = said(1, &folder, &["build", "shelf"]);
    assert!(said.contains("error[tree-syntax]: the JSON nests deeper than 256 brackets"), "{said}");
}

/// Asserts that the program ends normally and the good article is made.
#[track_caller]
fn told_or_made(folder: &Path) {
    let output = run(folder, &["build", "shelf"]);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(files(&folder.join("out")).contains(&"good.txt".to_owned()));
}

#[test]
fn a_tree_deeper_than_its_limit_is_refused() {
    let folder = shelf("limit-tree", "", "# Eye\n\n> > > > Wash.\n");
    let tree = printed(&folder, &["tree", "shelf/bad.md"]);
    std::fs::remove_file(folder.join("shelf/bad.md")).unwrap();
    write(&folder, "shelf/bad.tree.json", tree);
    told(0, &folder, "2 articles");
    std::fs::remove_dir_all(folder.join("out")).unwrap();
    write(&folder, "quatrefoil.toml", "to = ['txt']\n[limits]\ndepth = 4\n");
    told(0, &folder, "2 articles");
    std::fs::remove_dir_all(folder.join("out")).unwrap();
    write(&folder, "quatrefoil.toml", "to = ['txt']\n[limits]\ndepth = 3\n");
    refused(&folder, "error[too-large]: quotations, lists and callouts nest deeper than 3");
}

/// A PNG of one colour in bits: the header and, where it is asked for, the rows.
fn png(width: u32, height: u32, with_rows: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().unwrap();
    if with_rows {
        writer.write_image_data(&vec![0xff; (width as usize).div_ceil(8) * height as usize]).unwrap();
    }
    drop(writer);
    bytes
}

#[test]
fn a_picture_of_too_many_pixels_is_refused_and_its_words_stand_for_it() {
    let article = "# Eye\n\nLook:\n\n![The eye](eye.png)\n";
    let folder = shelf("limit-pixels", "", article);
    write(&folder, "shelf/eye.png", png(100_000, 100_000, false));
    told(
        1,
        &folder,
        "error[image-broken]: the image `eye.png` has 100000 × 100000 pixels, more than 40000000\n  --> shelf/bad.md:5:1",
    );
    // With a higher limit a large picture is shown, on paper too.
    write(&folder, "shelf/eye.png", png(7_000, 7_000, true));
    write(&folder, "quatrefoil.toml", "to = ['pdf', 'html']\nout = 'large'\n[limits]\npicture-pixels = 50000000\n");
    said(0, &folder, &["build", "shelf"]);
    write(&folder, "quatrefoil.toml", "to = ['html']\nout = 'large'\n[limits]\npicture-pixels = 48000000\n");
    assert!(said(1, &folder, &["build", "shelf"]).contains("more than 48000000"));
    write(&folder, "quatrefoil.toml", "to = ['html']\nout = 'large'\n[limits]\npicture = '1 KiB'\n");
    assert!(said(1, &folder, &["build", "shelf"]).contains("the image `eye.png` is larger than 1 KiB"));
}

/// A drawing.
fn svg(inside: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='40' height='30'>{inside}</svg>"
    )
}

const LOOK: &str = "# Eye\n\nLook:\n\n![The eye](eye.svg)\n";

#[test]
fn drawings_are_held_to_their_limits() {
    let entities: String = (1..9).map(|n| format!("<!ENTITY e{n} '{}'>", format!("&e{};", n - 1).repeat(10))).collect();
    let bomb = format!("<!DOCTYPE svg [<!ENTITY e0 'word'>{entities}]>{}", svg("<text>&e8;</text>"));
    let outside = format!("<!DOCTYPE svg [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>{}", svg("<text>&e;</text>"));
    let path = "<path d='M0 0H9V9'/>";
    for (limits, text, words) in [
        ("", bomb, "is an SVG whose entities unfold to more than a drawing may be large"),
        ("", outside, "error[image-broken]: the image `eye.svg` is a broken SVG"),
        ("drawing = '1 KiB'", svg(&" ".repeat(2_000)), "is a drawing larger than 1 KiB"),
        ("drawing-shapes = 9", svg(&path.repeat(9)), "is a drawing that comes to more than 9 shapes"),
        ("", svg(&path.repeat(100_001)), "is a drawing that comes to more than 100000 shapes"),
        ("drawing-points = 39", svg("<text y='9'>a</text>"), "is a drawing that comes to more than 39 points"),
        ("drawing-cleaned = '200 B'", svg(&path.repeat(9)), "is a drawing larger than 200 B when it is cleaned"),
    ] {
        let folder = shelf("limit-drawing", limits, LOOK);
        write(&folder, "shelf/eye.svg", text);
        told(1, &folder, words);
    }
    for (limits, text) in [
        ("drawing-shapes = 10", svg(&path.repeat(9))),
        ("drawing-points = 40", svg("<text y='9'>a</text>")),
        ("drawing-cleaned = '2 KiB'", svg(&path.repeat(9))),
    ] {
        let folder = shelf("limit-drawing", limits, LOOK);
        write(&folder, "shelf/eye.svg", text);
        told(0, &folder, "2 articles");
    }
}

#[test]
fn the_pictures_of_an_article_are_limited_together() {
    let article = "# Eye\n\n![The eye](a.png)\n\n![The lid](b.png)\n";
    let size = png(9, 9, true).len();
    for (limit, code, words) in [
        (2 * size, 0, "2 articles"),
        (2 * size - 1, 1, "error[image-broken]: the image `b.png` makes the pictures of the article larger than"),
    ] {
        let folder = shelf("limit-pictures", &format!("pictures = '{limit} B'"), article);
        for name in ["shelf/a.png", "shelf/b.png"] {
            write(&folder, name, png(9, 9, true));
        }
        told(code, &folder, words);
    }
}

#[test]
fn a_picture_counts_as_often_as_it_is_shown() {
    let size = png(9, 9, true).len();
    for (limit, code, words) in [
        (3 * size, 0, "2 articles"),
        (3 * size - 1, 1, "larger than"),
        (3 * size - 1, 1, "together, since it is shown 3 times\n  --> shelf/bad.md:3:1"),
    ] {
        let text = format!("# Eye\n\n{}", "![The eye](a.png)\n\n".repeat(3));
        let folder = shelf("limit-shown-often", &format!("pictures = '{limit} B'"), text);
        write(&folder, "shelf/a.png", png(9, 9, true));
        told(code, &folder, words);
    }
}

#[test]
fn words_stand_for_a_drawing_that_is_refused_in_every_edition() {
    let loops =
        "<pattern id='p' width='9' height='9'><rect width='9' height='9'/></pattern><rect width='9' height='9'/>";
    let folder = shelf("limit-words-for-drawing", "", LOOK);
    write(&folder, "quatrefoil.toml", "");
    write(&folder, "shelf/eye.svg", svg(&format!("<g fill='url(#p)'>{loops}</g>")));
    let told = said(1, &folder, &["build", "shelf"]);
    assert!(
        told.contains("the image `eye.svg` is a drawing with an element that uses itself\n  --> shelf/bad.md:5:1"),
        "{told}"
    );
    let made = ["bad.epub", "bad.html", "bad.pdf", "bad.txt", "good.epub", "good.html", "good.pdf", "good.txt"];
    assert_eq!(files(&folder.join("out")), made, "{told}");
    for edition in ["out/bad.html", "out/bad.txt"] {
        assert!(std::fs::read_to_string(folder.join(edition)).unwrap().contains("The eye"), "{edition}");
    }
}

#[test]
fn every_limit_is_in_the_configuration_and_the_guide_says_where() {
    let shown = printed(&folder("limit-shown"), &["config"]);
    let limits: Vec<&str> = shown.lines().filter_map(|line| line.strip_prefix("limits.")?.split(' ').next()).collect();
    let guide = std::fs::read_to_string("sources/quatrefoil-guide.md").unwrap();
    assert_eq!(limits.len(), 14);
    for limit in limits {
        assert!(guide.contains(&format!("| `{limit}` |")), "{limit}");
    }
}
