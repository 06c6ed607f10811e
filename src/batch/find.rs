//! Paths of a command line → the articles they mean, each once, in a stable order.

use crate::read::Form;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};

/// One article to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// `None` is standard input.
    pub path: Option<PathBuf>,
    /// Where its editions go, below the folder for editions, without extension.
    pub stem: PathBuf,
    pub form: Form,
    /// The number of its look; 0 is that of the shelf.
    pub look: usize,
}

impl Found {
    /// Where its editions go in the form that links have: `/` between the parts.
    pub fn stem_of_links(&self) -> String {
        self.stem.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    }

    /// What messages call it.
    pub fn name(&self) -> String {
        self.path.as_ref().map_or("<stdin>".to_owned(), |path| path.display().to_string())
    }
}

/// The articles that paths mean: a file itself, a folder all articles below it, `-` standard input.
///
/// # Errors
/// A path that is not there or not readable.
pub fn articles(paths: &[PathBuf]) -> Result<Vec<Found>, String> {
    let mut found = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(Found { path: None, stem: PathBuf::from("stdin"), form: Form::Markdown, look: 0 });
            continue;
        }
        let kind = std::fs::metadata(path).map_err(|error| format!("{}: {error}", path.display()))?;
        if kind.is_dir() {
            folder(path, Path::new(""), &mut found)?;
        } else {
            let stem = PathBuf::from(path.file_name().map(stem_of).unwrap_or_default());
            found.push(Found { path: Some(path.clone()), stem, form: named_form(path), look: 0 });
        }
    }
    Ok(found)
}

/// For each article the earlier one that would write the same editions; `None` where there is none. Names that differ only in the
/// case of their letters are the same file on many systems, so they are the same here.
pub fn clashes(found: &[Found]) -> Vec<Option<usize>> {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let earlier = |(number, found): (usize, &Found)| match first.entry(found.stem_of_links().to_lowercase()) {
        Entry::Occupied(earlier) => Some(*earlier.get()),
        Entry::Vacant(vacant) => {
            vacant.insert(number);
            None
        }
    };
    found.iter().enumerate().map(earlier).collect()
}

/// Walks a folder by name; hidden files and files of other forms are not articles.
fn folder(path: &Path, below: &Path, found: &mut Vec<Found>) -> Result<(), String> {
    let fault = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut entries = std::fs::read_dir(path).map_err(fault)?.collect::<Result<Vec<_>, _>>().map_err(fault)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let (name, entry_path) = (entry.file_name(), entry.path());
        if name.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if entry.file_type().map_err(fault)?.is_dir() {
            folder(&entry_path, &below.join(&name), found)?;
        } else if let Some(form) = form_of(&entry_path) {
            found.push(Found { stem: below.join(stem_of(&name)), path: Some(entry_path), form, look: 0 });
        }
    }
    Ok(())
}

/// The form of a file that the command line names itself: what its extension says, else bare lines.
fn named_form(path: &Path) -> Form {
    let json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    if json { Form::Json } else { form_of(path).unwrap_or(Form::PlainText) }
}

/// The form that a file's extension names; `None` for a file that is no article.
fn form_of(path: &Path) -> Option<Form> {
    let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
    match name.rsplit_once('.')?.1 {
        "md" | "markdown" => Some(Form::Markdown),
        "txt" | "text" => Some(Form::PlainText),
        "json" if name.ends_with(".tree.json") => Some(Form::Json),
        _ => None,
    }
}

fn stem_of(name: &std::ffi::OsStr) -> String {
    let name = name.to_string_lossy();
    let name = name.strip_suffix(".tree.json").unwrap_or(&name);
    Path::new(name).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}
