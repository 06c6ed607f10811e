//! Paths of a command line → the articles they mean, each once, in a stable order.

use super::config::FILE_NAME;
use super::excludes::Excludes;
use crate::read::Form;
use ignore::WalkBuilder;
use std::collections::BTreeMap;
use std::io;
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
    /// The real folder that its file has to lie in: `None` for what the command line names itself and for what is no link.
    pub within: Option<PathBuf>,
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
}

/// A folder below a shelf that could not be looked into. What is in it is neither there nor gone.
pub struct Shut {
    pub path: PathBuf,
    /// The system's words.
    pub why: String,
}

/// The articles that paths mean: a file itself, a folder all articles below it that nothing excludes, `-` standard input. One that
/// is named twice is one.
///
/// # Errors
/// A path that is not there or not readable, and excludes that cannot be understood.
pub fn articles(paths: &[PathBuf], excludes: &Excludes) -> Result<Finding, String> {
    let mut finding = Finding::default();
    for path in paths {
        if path.as_os_str() == "-" {
            let stem = PathBuf::from("stdin");
            finding.articles.push(Found { path: None, stem, form: Form::Markdown, look: 0, within: None });
            continue;
        }
        let kind = std::fs::metadata(path).map_err(|error| out_of_reach(path, &error))?;
        if kind.is_dir() {
            folder(path, excludes, &mut finding)?;
        } else {
            let stem = PathBuf::from(path.file_name().map(stem_of).unwrap_or_default());
            let form = named_form(path);
            finding.articles.push(Found { path: Some(path.clone()), stem, form, look: 0, within: None });
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
        io::ErrorKind::NotFound => format!("`{}` is not there", path.display()),
        _ => format!("{}: {error}", path.display()),
    }
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
    let (keep, walked) = (excludes.clone(), root.to_owned());
    let real_of = real.clone();
    let mut walk = WalkBuilder::new(root);
    walk.standard_filters(false)
        .hidden(true)
        .parents(true)
        .add_custom_ignore_filename(Excludes::FILE_NAME)
        .sort_by_file_name(|one, other| one.cmp(other))
        .filter_entry(move |entry| {
            let below = entry.path().strip_prefix(&walked).unwrap_or(entry.path());
            !keep.excluded(&real_of.join(below), entry.file_type().is_some_and(|kind| kind.is_dir()))
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
            continue;
        };
        let below = path.strip_prefix(root).unwrap_or(path);
        let stem = below.with_file_name(stem_of(entry.file_name()));
        let within = entry.path_is_symlink().then(|| real.clone());
        // A link to a folder or a pipe may be named like an article; one that leads nowhere is told when it is read.
        if within.is_none() || path.is_file() || !path.exists() {
            finding.articles.push(Found { stem, path: Some(path.to_owned()), form, look: 0, within });
        }
    }
    Ok(())
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

fn stem_of(name: &std::ffi::OsStr) -> String {
    let name = name.to_string_lossy();
    let name = name.strip_suffix(".tree.json").unwrap_or(&name);
    Path::new(name).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}
