//! Paths of a command line → the articles they mean, each once, in a stable order.

use super::config::FILE_NAME;
use super::excludes::Excludes;
use crate::cli::command_names;
use crate::diagnostic::nearest;
use crate::read::Form;
use ignore::WalkBuilder;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// One article to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// `None` is standard input.
    pub path: Option<PathBuf>,
    /// Where its editions go, below the folder for editions, without extension.
    pub stem: PathBuf,
    /// `None` is told by the words of the article: standard input has no name to tell it.
    pub form: Option<Form>,
    /// The number of its look; 0 is that of the shelf.
    pub look: usize,
    /// The real folder that was searched for it, which its file and the one beside it have to lie in; `None` for what the command
    /// line names itself.
    pub shelf: Option<Arc<Path>>,
    /// Whether its file is a link on the shelf.
    pub is_link: bool,
}

impl Found {
    /// Where its editions go in the form that links have: `/` between the parts.
    pub fn stem_of_links(&self) -> String {
        self.stem.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    }

    /// Its path below its shelf, with `/` between the parts; `-` for standard input.
    pub fn source(&self) -> String {
        let Some(name) = self.path.as_deref().and_then(Path::file_name) else {
            return "-".to_owned();
        };
        let folder = self.stem.parent().unwrap_or(Path::new(""));
        folder.join(name).iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    }

    /// The folder that it lies in, where its pictures are looked for.
    pub fn folder(&self) -> &Path {
        self.path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""))
    }

    /// What messages call it: the name of its file as it is. Whatever shows it makes it fit to be shown.
    pub fn name(&self) -> String {
        self.path.as_deref().map_or("<stdin>".to_owned(), |path| path.display().to_string())
    }
}

/// What the paths of a command line mean.
#[derive(Default)]
pub struct Finding {
    pub articles: Vec<Found>,
    pub shut: Vec<Shut>,
    /// Configurations below a shelf: none of them is read.
    pub unread: Vec<PathBuf>,
    /// Files in a folder that no reader takes and no article can need, in the order of their names.
    pub passed_over: Vec<PathBuf>,
}

/// A folder below a shelf that could not be looked into. What is in it is neither there nor gone.
pub struct Shut {
    pub path: PathBuf,
    /// The system's words.
    pub why: String,
}

/// The articles that paths mean: a file itself, a folder all articles below it that nothing excludes, `-` standard input, in the form
/// of `from`. One that is named twice is one.
///
/// # Errors
/// A path that is not there or not readable, and excludes that cannot be understood.
pub fn articles(paths: &[PathBuf], from: Option<Form>, excludes: &Excludes) -> Result<Finding, String> {
    let mut finding = Finding::default();
    for path in paths {
        if path.as_os_str() == "-" {
            let stem = PathBuf::from("stdin");
            let article = Found { path: None, stem, form: from, look: 0, shelf: None, is_link: false };
            finding.articles.push(article);
            continue;
        }
        let kind = std::fs::metadata(path).map_err(|error| out_of_reach(path, &error))?;
        if kind.is_dir() {
            folder(path, excludes, &mut finding)?;
        } else {
            let stem = PathBuf::from(path.file_name().map(stem_of).unwrap_or_default());
            let form = Some(named_form(path));
            finding.articles.push(Found { path: Some(path.clone()), stem, form, look: 0, shelf: None, is_link: false });
        }
    }
    if 1 < paths.len() {
        leave_once(&mut finding.articles);
    }
    Ok(finding)
}

/// Why something that was named cannot be used.
pub fn out_of_reach(path: &Path, error: &io::Error) -> String {
    match error.kind() {
        // Whoever types nothing but the name of the program has no shelf yet.
        io::ErrorKind::NotFound if path == Path::new("sources") => {
            "there is no folder `sources`: name articles, or a folder of them, or make a shelf with `quatrefoil init`"
                .to_owned()
        }
        io::ErrorKind::NotFound => {
            let near = command_near(path).map(|name| format!(": did you mean `quatrefoil {name}`?"));
            format!("`{}` is not there{}", path.display(), near.unwrap_or_default())
        }
        _ => format!("{}: {error}", path.display()),
    }
}

/// The command whose name was probably mistyped where a path was taken for one.
fn command_near(path: &Path) -> Option<String> {
    let names = command_names();
    nearest(path.to_str()?, names.iter().map(String::as_str)).map(str::to_owned)
}

/// Leaves out what stands in the list already: the same file for the same editions.
fn leave_once(found: &mut Vec<Found>) {
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

/// Walks a folder by name. Hidden files, files of other forms and what is excluded are no articles; a link to a folder is not
/// followed, so no walk goes round in circles.
fn folder(root: &Path, excludes: &Excludes, finding: &mut Finding) -> Result<(), String> {
    let fault = |error: &dyn std::fmt::Display| format!("{}: {error}", root.display());
    let real = root.canonicalize().map_err(|error| fault(&error))?;
    excludes.enter(&real);
    // To open a pipe is to wait for whoever writes into it, so each folder's file of excludes is looked at before it is opened.
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
            Err(error) => match Shut::of(&error).filter(|_| error.depth() != Some(0)) {
                Some(folder) => {
                    finding.shut.push(folder);
                    continue;
                }
                None => return Err(fault(&error)),
            },
        };
        // A line that cannot be understood may be the one that keeps a draft from its readers.
        if let Some(error) = entry.error() {
            return Err(fault(error));
        }
        let path = entry.path();
        // A pipe or a device has no end that could be waited for.
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
        // A link to a folder or a pipe may be named like an article; one that leads nowhere is told when it is read.
        if !is_link || path.is_file() || !path.exists() {
            let (form, shelf) = (Some(form), Some(Arc::clone(&shelf)));
            finding.articles.push(Found { stem, path: Some(path.to_owned()), form, look: 0, shelf, is_link });
        }
    }
    no_file.get().map_or(Ok(()), |fault| Err(String::clone(fault)))
}

impl Shut {
    fn of(error: &ignore::Error) -> Option<Shut> {
        match error {
            ignore::Error::WithPath { path, err } => Some(Shut { path: path.clone(), why: err.to_string() }),
            ignore::Error::WithDepth { err, .. } => Shut::of(err),
            _ => None,
        }
    }
}

/// The form of a file that the command line names itself: what its extension says, else bare lines.
fn named_form(path: &Path) -> Form {
    let json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    if json { Form::Json } else { form_of(path).unwrap_or(Form::PlainText) }
}

/// The form that a file's extension names; `None` for a file that is no article.
pub fn form_of(path: &Path) -> Option<Form> {
    let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
    match name.rsplit_once('.')?.1 {
        "md" | "markdown" => Some(Form::Markdown),
        "txt" | "text" => Some(Form::PlainText),
        "json" if name.ends_with(".tree.json") => Some(Form::Json),
        _ => None,
    }
}

/// True if a file may belong to an article or to the shelf: a picture, a file beside an article, the configuration.
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
