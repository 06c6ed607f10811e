//! One article to all four editions:
//!
//!     cargo run --example all_editions -- ARTICLE FOLDER
//!
//! Pictures are looked for beside the article.

use quatrefoil::{Article, Form, Style, picture};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [path, out] = arguments.as_slice() else {
        return Err("usage: all_editions ARTICLE FOLDER".into());
    };
    let bytes = fs::read(path)?;
    let name = path.file_stem().ok_or("the article has no name")?.to_string_lossy();
    let article = Article::from_bytes(&bytes, Form::told_by(&bytes)).named(name.as_ref());
    let article = with_pictures(article, path.parent().unwrap_or(Path::new(".")))?.read()?;

    let editions = article.editions(&Style::default())?;
    fs::create_dir_all(out)?;
    for (extension, edition) in
        [("pdf", editions.pdf), ("epub", editions.epub), ("html", editions.html), ("txt", editions.text)]
    {
        let file = out.join(format!("{name}.{extension}"));
        fs::write(&file, &edition.bytes)?;
        match edition.pages {
            Some(pages) => println!("{} ({pages} pages)", file.display()),
            None => println!("{}", file.display()),
        }
    }
    Ok(())
}

/// The article with each picture that it names and that is there. What is missing, its diagnostics report.
fn with_pictures(article: Article, folder: &Path) -> Result<Article, Box<dyn Error>> {
    let named = picture::pictures_named_by(article.read()?.document());
    let found = named.into_keys().filter_map(|path| Some((fs::read(folder.join(path.as_str())).ok()?, path)));
    Ok(found.fold(article, |article, (bytes, path)| article.with_picture(path.as_str(), bytes)))
}
