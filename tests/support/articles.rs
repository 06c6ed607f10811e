//! The articles that the laws are tried on: `tests/corpus`, `sources`, and `../shared/articles` where it is there.

use quatrefoil::picture::{Picture, Pictures};
use quatrefoil::read::{Article, Form, Neighbours, read};
use quatrefoil::tree::walk::{self, Visit};
use quatrefoil::tree::{BlockKind, Document, Image, ImageSource, Inline};
use std::path::{Path, PathBuf};

/// An article as it was read.
pub struct ReadArticle {
    /// Its path, for messages.
    pub name: String,
    pub stem: String,
    pub document: Document,
    pub pictures: Pictures,
}

/// Every article at hand that can be read, in the order of their paths. A folder that is not there is told.
pub fn articles() -> Vec<ReadArticle> {
    let mut paths = Vec::new();
    for folder in ["tests/corpus", "sources", "../shared/articles"] {
        if Path::new(folder).is_dir() {
            find(Path::new(folder), &mut paths);
        } else {
            println!("skipped: no {folder}");
        }
    }
    paths.sort();
    paths.iter().filter_map(|path| read_article(path)).collect()
}

/// An article of the checkout; `None` where it holds nothing to make an edition from.
pub fn read_article(path: &Path) -> Option<ReadArticle> {
    let form = match path.extension()?.to_str()? {
        "md" => Form::Markdown,
        "txt" => Form::PlainText,
        "json" => Form::Json,
        _ => return None,
    };
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let stem = path.file_stem()?.to_str()?.to_owned();
    let neighbours = Neighbours::default();
    let reading = read(&Article { bytes: &bytes, form, stem: &stem, neighbours: &neighbours });
    let document = match reading.draft?.seal() {
        Ok(document) => document,
        // A tree in JSON may be faulty on purpose; what a reader made always seals.
        Err(_) if form == Form::Json => return None,
        Err(flaws) => panic!("{}: {}", path.display(), flaws[0]),
    };
    let pictures = pictures_of(&document, path.parent()?);
    Some(ReadArticle { name: path.display().to_string(), stem, document, pictures })
}

fn find(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            find(&path, paths);
        } else if path
            .extension()
            .is_some_and(|extension| ["md", "txt", "json"].iter().any(|known| extension == *known))
        {
            paths.push(path);
        }
    }
}

/// The pictures that a document shows and that can be shown.
fn pictures_of(document: &Document, folder: &Path) -> Pictures {
    let mut images: Vec<&Image> = document.meta().cover.iter().collect();
    walk::document(document, &mut |visit| match visit {
        Visit::Block(block) => {
            if let BlockKind::Figure(figure) = &block.kind {
                images.push(&figure.image);
            }
        }
        Visit::Inlines(text) => walk::inlines(text, &mut |inline| {
            if let Inline::Image(image) = inline {
                images.push(image);
            }
        }),
        Visit::Section(..) => {}
    });
    let mut pictures = Pictures::new();
    for image in images {
        if let ImageSource::File(path) = &image.source
            && let Ok(bytes) = std::fs::read(folder.join(path.as_str()))
            && let Ok(picture) = Picture::read(&bytes)
        {
            pictures.insert(path.clone(), picture);
        }
    }
    pictures
}
