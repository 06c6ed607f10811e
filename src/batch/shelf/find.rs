//! Paths of a command line → the articles that they name, each once, in a stable order.

use super::excludes::Excludes;
use crate::batch::config::FILE_NAME;
use crate::batch::files::out_of_reach::out_of_reach;
use crate::batch::source_article::SourceArticle;
use crate::cli::SourceForm;
use crate::read::Form;
use ignore::WalkBuilder;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// Everything that the paths of a command line name.
#[derive(Default)]
pub struct Finding {
    pub articles: Vec<SourceArticle>,
    pub unreadable: Vec<UnreadableDir>,
    /// Configurations below the shelf, which are ignored.
    pub unread: Vec<PathBuf>,
    /// Files that are neither articles nor anything that an article may need, in the order of their names.
    pub passed_over: Vec<PathBuf>,
}

/// A folder of the shelf that cannot be read. Its articles count neither as present nor as removed.
pub struct UnreadableDir {
    pub path: PathBuf,
    /// The system's message.
    pub why: String,
}

/// Finds articles: a file is itself, a folder is all articles below it that are not excluded, `-` is standard input in the form
/// `from`. An article that is named twice is found once.
///
/// # Errors
/// A path that does not exist or cannot be read, and excludes with syntax errors.
pub fn articles(paths: &[PathBuf], from: Option<Form>, excludes: &Excludes) -> Result<Finding, String> {
    let mut finding = Finding::default();
    for path in paths {
        if path.as_os_str() == "-" {
            let stem = PathBuf::from("stdin");
            let article = SourceArticle { path: None, stem, form: from, profile: 0, shelf: None, is_link: false };
            finding.articles.push(article);
            continue;
        }
        let kind = std::fs::metadata(path).map_err(|error| out_of_reach(path, &error))?;
        if kind.is_dir() {
            folder(path, excludes, &mut finding)?;
        } else {
            let stem = PathBuf::from(path.file_name().map(stem_of).unwrap_or_default());
            let form = Some(named_form(path));
            finding.articles.push(SourceArticle {
                path: Some(path.clone()),
                stem,
                form,
                profile: 0,
                shelf: None,
                is_link: false,
            });
        }
    }
    if 1 < paths.len() {
        leave_once(&mut finding.articles);
    }
    Ok(finding)
}

/// Removes articles that are in the list already: the same file for the same editions.
fn leave_once(found: &mut Vec<SourceArticle>) {
    let real = |path: &Option<PathBuf>| path.as_deref().and_then(|path| path.canonicalize().ok());
    let mut first: BTreeMap<PathBuf, Option<PathBuf>> = BTreeMap::new();
    found.retain(|article| match first.get(&article.stem) {
        Some(earlier) => real(earlier) != real(&article.path),
        None => {
            first.insert(article.stem.clone(), article.path.clone());
            true
        }
    });
}

/// Walks a folder in the order of names. Skips hidden files, files of other forms, excluded files and symbolic links to folders, so
/// no walk is endless.
fn folder(root: &Path, excludes: &Excludes, finding: &mut Finding) -> Result<(), String> {
    let fault = |error: &dyn std::fmt::Display| format!("{}: {error}", root.display());
    let real = root.canonicalize().map_err(|error| fault(&error))?;
    excludes.enter(&real);
    // Opening a pipe waits for its writer, so the file of excludes is checked before it is opened.
    if let Some(fault) = real.ancestors().find_map(Excludes::fault_of) {
        return Err(fault);
    }
    let no_file: Arc<OnceLock<String>> = Arc::default();
    let shelf: Arc<Path> = Arc::from(real.as_path());
    let (keep, walked, note) = (excludes.clone(), root.to_owned(), Arc::clone(&no_file));
    let mut walk = WalkBuilder::new(root);
    walk.standard_filters(false)
        .hidden(true)
        .parents(true)
        .add_custom_ignore_filename(Excludes::FILE_NAME)
        .sort_by_file_name(|one, other| one.cmp(other))
        .filter_entry(move |entry| {
            let below = entry.path().strip_prefix(&walked).unwrap_or(entry.path());
            let is_dir = entry.file_type().is_some_and(|kind| kind.is_dir());
            if keep.excluded(&real.join(below), is_dir) {
                return false;
            }
            let fault = if is_dir { Excludes::fault_of(entry.path()) } else { None };
            match fault {
                Some(fault) => {
                    let _ = note.set(fault);
                    false
                }
                None => true,
            }
        });
    for entry in walk.build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => match UnreadableDir::of(&error).filter(|_| error.depth() != Some(0)) {
                Some(folder) => {
                    finding.unreadable.push(folder);
                    continue;
                }
                None => return Err(fault(&error)),
            },
        };
        // The line with the error may be the one that excludes a draft.
        if let Some(error) = entry.error() {
            return Err(fault(error));
        }
        let path = entry.path();
        // A pipe or device could block forever.
        if 1 < entry.depth() && entry.file_name() == FILE_NAME {
            finding.unread.push(path.to_owned());
        }
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file() || kind.is_symlink());
        let Some(form) = form_of(path).filter(|_| is_file) else {
            if is_file && !is_companion(path) {
                finding.passed_over.push(path.to_owned());
            }
            continue;
        };
        let below = path.strip_prefix(root).unwrap_or(path);
        let stem = below.with_file_name(stem_of(entry.file_name()));
        let is_link = entry.path_is_symlink();
        // A link to a folder or a pipe may have an article's name; a broken link is reported when it is read.
        if !is_link || path.is_file() || !path.exists() {
            let (form, shelf) = (Some(form), Some(Arc::clone(&shelf)));
            finding.articles.push(SourceArticle {
                stem,
                path: Some(path.to_owned()),
                form,
                profile: 0,
                shelf,
                is_link,
            });
        }
    }
    no_file.get().map_or(Ok(()), |fault| Err(String::clone(fault)))
}

impl UnreadableDir {
    fn of(error: &ignore::Error) -> Option<UnreadableDir> {
        match error {
            ignore::Error::WithPath { path, err } => Some(UnreadableDir { path: path.clone(), why: err.to_string() }),
            ignore::Error::WithDepth { err, .. } => UnreadableDir::of(err),
            _ => None,
        }
    }
}

/// Form of a file that the command line names: from its extension, else plain text.
fn named_form(path: &Path) -> Form {
    let json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    if json { Form::Json } else { form_of(path).unwrap_or(Form::PlainText) }
}

/// Form that the command line asks for; `None` guesses it from the article's words.
pub fn requested_form(from: Option<SourceForm>) -> Option<Form> {
    from.map(|form| match form {
        SourceForm::Md => Form::Markdown,
        SourceForm::Txt => Form::PlainText,
        SourceForm::Json => Form::Json,
    })
}

/// Form of a file by its extension; `None` if it is not an article.
pub fn form_of(path: &Path) -> Option<Form> {
    let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
    match name.rsplit_once('.')?.1 {
        "md" | "markdown" => Some(Form::Markdown),
        "txt" | "text" => Some(Form::PlainText),
        "json" if name.ends_with(".tree.json") => Some(Form::Json),
        _ => None,
    }
}

/// True if a file may belong to an article or the shelf: a picture, a file beside an article, the configuration.
fn is_companion(path: &Path) -> bool {
    const EXTENSIONS: [&str; 5] = ["png", "jpg", "jpeg", "svg", "toml"];
    let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| EXTENSIONS.iter().any(|known| extension == *known))
}

fn stem_of(name: &std::ffi::OsStr) -> String {
    let name = name.to_string_lossy();
    let name = name.strip_suffix(".tree.json").unwrap_or(&name);
    Path::new(name).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}
