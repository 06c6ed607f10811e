//! A folder of Markdown to PDF and HTML, in a style of one's own; links between the articles lead from edition to edition:
//!
//!     cargo run --example folder -- FOLDER OUT

use quatrefoil::limits::WORKER_STACK;
use quatrefoil::{Article, Fonts, Lang, Style};
use std::collections::BTreeSet;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs, thread};

/// Only what differs from the built-in style sheet, `styles/handout.toml`.
const STYLE: &str = r##"
name = "ward 7"

[colours]
accent = "#5C1A3B"

[paper]
size = "A5"

[paper.text]
size = "11pt"
leading = "16pt"
"##;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [folder, out] = arguments.as_slice() else {
        return Err("usage: folder FOLDER OUT".into());
    };
    let (folder, out) = (folder.clone(), out.clone());
    // The deepest article that the limits let through needs more stack than the first thread of a program has.
    let worker = thread::Builder::new().stack_size(WORKER_STACK);
    let made = worker.spawn(move || build(&folder, &out).map_err(|error| error.to_string()))?.join();
    Ok(made.map_err(|_| "an article could not be made")??)
}

fn build(folder: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let style = Style::from_toml(STYLE)?;
    // Shared, so that a word that was shaped for one article need not be shaped for the next.
    let fonts = Arc::new(Fonts::default());
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, Box<dyn Error>>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    let name = |path: &PathBuf| path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let names: Arc<BTreeSet<String>> = Arc::new(paths.iter().map(name).collect());

    fs::create_dir_all(out)?;
    for path in &paths {
        let article = Article::from_markdown(fs::read(path)?)
            .named(name(path))
            .among(Arc::clone(&names))
            .with_fonts(Arc::clone(&fonts))
            .with_default_language(Lang::english());
        // One bad article does not stop the others.
        let article = match article.read() {
            Ok(article) => article,
            Err(error) => {
                eprintln!("{}: {error}", path.display());
                continue;
            }
        };
        let file = out.join(name(path));
        fs::write(file.with_extension("pdf"), article.to_pdf(&style)?.bytes)?;
        fs::write(file.with_extension("html"), article.to_html(&style)?.bytes)?;
        println!("{}: {} messages", path.display(), article.diagnostics().len());
    }
    Ok(())
}
