//! Editions keep clear of each other and of the articles: no article is ever overwritten.

use crate::batch::files::same_name::folded;
use crate::batch::source_article::SourceArticle;
use crate::export::Exporter;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::path::{Path, PathBuf};

/// Why an article of a run is not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Its editions would be those of an earlier article, which is named.
    Earlier(String),
    /// Its name is that of an earlier article, which is named, but for case or the way in which its accents are written.
    Alike(String),
    /// One of its editions would take the place of an article, which is named.
    Article(String),
}

impl Obstacle {
    /// What the author can do.
    pub fn help(&self) -> &'static str {
        match self {
            Obstacle::Earlier(_) | Obstacle::Alike(_) => "rename one of the two articles",
            Obstacle::Article(_) => "name another folder with `--out`",
        }
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Obstacle::Earlier(name) => write!(f, "its editions would be those of `{name}`"),
            Obstacle::Alike(name) => write!(
                f,
                "its editions would be those of `{name}` on systems that do not tell their names apart: they differ only in case or in \
                 how accents are written"
            ),
            Obstacle::Article(name) => write!(f, "an edition of it would take the place of the article `{name}`"),
        }
    }
}

/// For each article what keeps it from being made; `None` for nothing. Names that differ only in the case of their letters, or in whether
/// a letter and its accent are one character, are the same file on many systems, so they are the same here.
pub fn obstacles(
    found: &[SourceArticle],
    paths: &[PathBuf],
    out: &Path,
    formats: &[&dyn Exporter],
) -> Vec<Option<Obstacle>> {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let named = named(paths);
    let obstacle = |(number, article): (usize, &SourceArticle)| {
        let stem = article.stem_of_links();
        let earlier = match first.entry(folded(&stem)) {
            Entry::Occupied(earlier) => {
                let earlier = &found[*earlier.get()];
                let is_same = earlier.stem_of_links() == stem;
                Some(if is_same { Obstacle::Earlier(earlier.name()) } else { Obstacle::Alike(earlier.name()) })
            }
            Entry::Vacant(vacant) => {
                vacant.insert(number);
                None
            }
        };
        earlier.or_else(|| in_place_of(article, &named, out, formats))
    };
    found.iter().enumerate().map(obstacle).collect()
}

/// The articles that the command line names itself, by their real paths. Those of a folder are kept clear of by [`keep_apart`].
fn named(paths: &[PathBuf]) -> BTreeMap<PathBuf, &Path> {
    let files = paths.iter().filter(|path| path.is_file());
    files.filter_map(|path| Some((path.canonicalize().ok()?, path.as_path()))).collect()
}

fn in_place_of(
    article: &SourceArticle,
    named: &BTreeMap<PathBuf, &Path>,
    out: &Path,
    formats: &[&dyn Exporter],
) -> Option<Obstacle> {
    // Without articles of that kind no file is asked for.
    let taken = |format: &&dyn Exporter| named.get(&article.edition_path(out, *format).canonicalize().ok()?);
    let place = if named.is_empty() { None } else { formats.iter().find_map(taken) };
    place.map(|path| Obstacle::Article(path.display().to_string()))
}

/// Makes sure that no edition comes to lie among the articles of a folder, where it would be taken for one the next time. The
/// folder for the editions may lie on the shelf (it is never searched) or above it, as long as no edition leads back into it.
///
/// # Errors
/// One clause that says which folder it is.
pub fn keep_apart(found: &[SourceArticle], paths: &[PathBuf], out: &Path) -> Result<(), String> {
    let Ok(real) = out.canonicalize() else { return Ok(()) };
    for folder in paths.iter().filter(|path| path.is_dir()) {
        let Some(below) = folder.canonicalize().ok().and_then(|shelf| Some(shelf.strip_prefix(&real).ok()?.to_owned()))
        else {
            continue;
        };
        let leads_back = |article: &SourceArticle| article.stem.parent().is_some_and(|of| of.starts_with(&below));
        if below.as_os_str().is_empty() || found.iter().any(leads_back) {
            let (out, folder) = (out.display(), folder.display());
            return Err(format!(
                "the editions in `{out}` would lie among the articles of `{folder}`: name another folder with `--out`"
            ));
        }
    }
    Ok(())
}
