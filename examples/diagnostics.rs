//! What is wrong with an article, for people and for programs:
//!
//!     cargo run --example diagnostics -- [ARTICLE]

use quatrefoil::diagnostic::render;
use quatrefoil::{Article, Severity};
use std::error::Error;
use std::{env, fs};

const FAULTY: &str = "\
# Eye drops

### Before you start

Wash your hands. ![](images/hands.png)

See [the side effects](#side-effects).
";

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1);
    let (name, text) = match &path {
        Some(path) => (path.as_str(), fs::read(path)?),
        None => ("eye-drops.md", FAULTY.into()),
    };
    let read = Article::from_markdown(text).read();
    let (text, diagnostics) = match &read {
        Ok(article) => (article.text(), article.diagnostics()),
        Err(error) => (error.text(), error.diagnostics()),
    };
    for diagnostic in diagnostics {
        match diagnostic.severity {
            // With the line in question.
            Severity::Warning | Severity::Error => print!("{}", render::human(name, Some(text), diagnostic)),
            // On one line.
            Severity::Note => println!("{}", render::short(name, diagnostic)),
        }
    }
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    println!("{errors} errors; editions can{} be made", if read.is_ok() { "" } else { "not" });
    Ok(())
}
