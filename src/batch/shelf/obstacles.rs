//! Keeps editions apart from each other and from articles: no article is ever overwritten.

use crate::batch::files::same_name::folded;
use crate::batch::source_article::SourceArticle;
use crate::export::Exporter;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::path::{Path, PathBuf};

/// The reason why an article is not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// An earlier article, named here, has the same editions.
    Earlier(String),
    /// The name differs from that of an earlier article, named here, only in case or in how accents are encoded.
    Alike(String),
    /// An edition would overwrite the article named here.
    Article(String),
}

impl Obstacle {
    /// Help for the author.
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

/// The obstacle of each article; `None` for none. Names that differ only in case or in how accents are encoded are the same file on
/// many systems, so they count as the same.
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

/// Articles that the command line names, by canonical path. [`keep_apart`] protects those of a folder.
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
    // Without such articles no file needs to be looked up.
    let taken = |format: &&dyn Exporter| named.get(&article.edition_path(out, *format).canonicalize().ok()?);
    let place = if named.is_empty() { None } else { formats.iter().find_map(taken) };
    place.map(|path| Obstacle::Article(path.display().to_string()))
}

/// Checks that no edition is written among the articles of a folder, where the next run would take it for an article. The folder
/// for editions may be on the shelf, since it is never searched, or above it if no edition leads back into the shelf.
///
/// # Errors
/// One clause that names the folder.
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
