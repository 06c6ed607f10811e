//! The library makes the editions that the program makes.

use super::program::{folder, said, write};
use quatrefoil::{Article, Style};
use std::fs;

#[test]
fn library_and_program_make_the_same_bytes() {
    let folder = folder("library");
    let text =
        "---\nlang: en\n---\n# Eye drops\n\nTake **one** drop.\n\n![A drop](drop.svg)\n\n- [ ] morning\n- [ ] night\n";
    let drop = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>"#;
    write(&folder, "eye-drops.md", text);
    write(&folder, "drop.svg", drop);
    said(0, &folder, &["build", "eye-drops.md", "--out", "out"]);

    let article = Article::from_markdown(text).named("eye-drops").with_picture("drop.svg", drop).read().unwrap();
    let editions = article.editions(&Style::default()).unwrap();
    for (extension, edition) in
        [("pdf", editions.pdf), ("epub", editions.epub), ("html", editions.html), ("txt", editions.text)]
    {
        let made = fs::read(folder.join(format!("out/eye-drops.{extension}"))).unwrap();
        assert!(made == edition.bytes, "{extension}");
    }
}
