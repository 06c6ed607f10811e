//! One article through the whole flow: load, read, seal, export, store.

use super::config::{Look, Looks};
use super::find::Found;
use super::{pictures, store};
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::export::{Exporter, Job};
use crate::limits::Limits;
use crate::read::{Article, Form, Neighbours};
use crate::tree::{Date, Document};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io::Read as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// What all articles of a run have in common.
pub struct Shelf<'a> {
    pub looks: &'a Looks,
    /// `None` where nothing names a day.
    pub build_date: Option<Date>,
    pub exporters: &'a [&'static dyn Exporter],
    /// The folder for the editions.
    pub out: &'a Path,
    /// Where the editions of every article go, for the links between them.
    pub stems: &'a Arc<BTreeSet<String>>,
}

/// An article as far as reading brings it.
pub struct Read {
    /// `None` where nothing can be made of it; its diagnostics say why.
    pub document: Option<Document>,
    pub diagnostics: Vec<Diagnostic>,
    pub text: String,
}

/// What became of one article.
#[derive(Default)]
pub struct Made {
    pub diagnostics: Vec<Diagnostic>,
    /// Empty where nothing is to be quoted.
    pub text: String,
    /// The formats that were stored.
    pub editions: Vec<&'static str>,
    /// Of the PDF; `None` where none was made.
    pub pages: Option<usize>,
}

impl Made {
    /// What became of an article whose editions would be those of an earlier one.
    pub fn clash(earlier: &Found) -> Made {
        let message = format!("its editions would be those of `{}`", earlier.name());
        let diagnostic = Diagnostic::new(Rule::SameEdition, SourceSpan::NOWHERE, message);
        Made { diagnostics: vec![diagnostic.with_help("rename one of the two articles")], ..Made::default() }
    }

    /// What became of an article on which Quatrefoil itself failed; `what` failed is named.
    pub fn ours(what: &str) -> Made {
        Made { diagnostics: vec![bug(what)], ..Made::default() }
    }
}

/// The bytes of an article; of one that is larger than the limit one byte more than that.
pub fn load(found: &Found, limits: &Limits) -> Result<Vec<u8>, String> {
    let most = limits.article.count().saturating_add(1);
    let loaded = match &found.path {
        Some(path) if !lies_within(path, found.within.as_deref()) => {
            return Err(format!("{}: a link that leads out of the shelf is no article", found.name()));
        }
        Some(path) => read_at_most(path, most),
        None => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().take(most as u64).read_to_end(&mut bytes).map(|_| bytes)
        }
    };
    loaded.map_err(|error| format!("{}: {error}", found.name()))
}

/// The first bytes of a file, at most so many, however fast it grows.
pub fn read_at_most(path: &Path, most: usize) -> std::io::Result<Vec<u8>> {
    let file = std::fs::File::open(path)?;
    let length = file.metadata().map_or(0, |file| usize::try_from(file.len()).unwrap_or(usize::MAX));
    let mut bytes = Vec::with_capacity(length.saturating_add(1).min(most));
    file.take(most as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether a file really lies in a folder. One that cannot be looked at is told when it is read.
fn lies_within(path: &Path, folder: Option<&Path>) -> bool {
    folder.is_none_or(|folder| path.canonicalize().is_ok_and(|real| real.starts_with(folder)) || !path.exists())
}

/// Reads and seals an article.
pub fn read(found: &Found, look: &Look, stems: &Arc<BTreeSet<String>>, bytes: &[u8]) -> Read {
    let largest = look.house.limits.article;
    if bytes.len() > largest.count() {
        let message = format!("the article is larger than {largest}");
        let help = "divide it, or raise `article` below `[limits]` in `quatrefoil.toml`";
        let diagnostics = vec![Diagnostic::new(Rule::TooLarge, SourceSpan::NOWHERE, message).with_help(help)];
        return Read { document: None, diagnostics, text: String::new() };
    }
    let stem = file_stem(found);
    let folder = found.stem_of_links().rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    let neighbours = Neighbours { stems: Arc::clone(stems), folder, base_url: look.base_url.clone() };
    let article = Article { bytes, form: form(found, bytes), stem: &stem, neighbours: &neighbours };
    let reading = crate::read::read_for(&look.house, &article);
    let mut diagnostics = reading.diagnostics;
    let document = match reading.draft.map(|draft| draft.seal()) {
        Some(Ok(document)) => Some(document),
        Some(Err(flaws)) => {
            diagnostics.extend(flaws.into_iter().map(Diagnostic::from));
            None
        }
        None => None,
    };
    Read { document, diagnostics, text: reading.text }
}

/// Makes and stores the editions of one article; all that goes wrong is told in its diagnostics.
pub fn make(shelf: &Shelf<'_>, found: &Found) -> Made {
    let look = shelf.looks.of(found);
    let bytes = match load(found, &look.house.limits) {
        Ok(bytes) => bytes,
        Err(message) => return Made { diagnostics: vec![file_fault(message)], ..Made::default() },
    };
    let read = read(found, look, shelf.stems, &bytes);
    let mut made = Made { diagnostics: read.diagnostics, text: read.text, ..Made::default() };
    let Some(document) = read.document else {
        return made;
    };
    let folder = found.path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
    let mut pictures = pictures::load(&document, folder, &look.house.limits, &mut made.diagnostics);
    if let Some((path, logo)) = &look.logo {
        pictures.entry(path.clone()).or_insert_with(|| logo.clone());
    }
    let (stem, pages) = (file_stem(found), OnceLock::new());
    let mut job = Job::new(&document, &look.style, &pictures, &look.fonts, &stem, &pages);
    job.build_date = shelf.build_date;
    job.complaints = &made.diagnostics;
    let results: Vec<_> =
        shelf.exporters.par_iter().map(|exporter| edition(*exporter, job, &shelf.out.join(&found.stem))).collect();
    for (exporter, result) in shelf.exporters.iter().zip(results) {
        match result {
            Ok((losses, pages)) => {
                made.diagnostics.extend(losses);
                made.editions.push(exporter.name());
                made.pages = made.pages.or(pages);
            }
            Err(diagnostics) => made.diagnostics.extend(diagnostics),
        }
    }
    made
}

/// Makes one edition and stores it: its losses and its pages.
fn edition(
    exporter: &dyn Exporter,
    job: Job<'_>,
    stem: &Path,
) -> Result<(Vec<Diagnostic>, Option<usize>), Vec<Diagnostic>> {
    let export = || exporter.export(job);
    let edition = catch_unwind(AssertUnwindSafe(export)).unwrap_or_else(|_| Err(vec![bug(exporter.name())]))?;
    let mut path = stem.as_os_str().to_owned();
    path.push(".");
    path.push(exporter.extension());
    store::store(Path::new(&path), &edition.bytes).map_err(|message| vec![file_fault(message)])?;
    Ok((edition.losses, edition.pages))
}

/// The form of an article. What comes from standard input has no name to tell: a tree begins with a brace, and no other article is
/// likely to.
fn form(found: &Found, bytes: &[u8]) -> Form {
    match &found.path {
        None if bytes.trim_ascii_start().starts_with(b"{") => Form::Json,
        _ => found.form,
    }
}

fn file_stem(found: &Found) -> String {
    found.stem.file_name().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

fn file_fault(message: String) -> Diagnostic {
    Diagnostic::new(Rule::File, SourceSpan::NOWHERE, message)
}

fn bug(what: &str) -> Diagnostic {
    let message = format!("quatrefoil failed while it made {what}: this is our bug");
    Diagnostic::new(Rule::Bug, SourceSpan::NOWHERE, message)
        .with_help("send us the article; the other editions are not affected")
}
