//! One article on a shelf: its file, its form, and the place of its editions.

use crate::batch::files::digest::Digest;
use crate::export::Exporter;
use crate::read::Form;
use crate::shard::Shard;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One article to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceArticle {
    /// `None` is standard input.
    pub path: Option<PathBuf>,
    /// Where its editions go, below the folder for editions, without extension.
    pub stem: PathBuf,
    /// Form of the article; `None` guesses it from its words, since standard input has no name.
    pub form: Option<Form>,
    /// Number of its build profile; 0 is that of the shelf.
    pub profile: usize,
    /// Canonical path of the shelf, which its file and the one beside it must not leave; `None` if the command line names the
    /// article itself.
    pub shelf: Option<Arc<Path>>,
    /// True if its file is a symbolic link on the shelf.
    pub is_link: bool,
}

impl SourceArticle {
    /// Path of its editions as links write it, without extension: `/` between the parts.
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

    /// Its folder, where its pictures are.
    pub fn folder(&self) -> &Path {
        self.path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""))
    }

    /// Name of its file in messages, not yet made printable.
    pub fn name(&self) -> String {
        self.path.as_deref().map_or("<stdin>".to_owned(), |path| path.display().to_string())
    }

    /// Path of the file of one edition.
    pub fn edition_path(&self, out: &Path, exporter: &dyn Exporter) -> PathBuf {
        let mut path = out.join(&self.stem).into_os_string();
        path.push(".");
        path.push(exporter.extension());
        path.into()
    }

    /// File name of its editions, without folder and extension.
    pub fn file_stem(&self) -> String {
        self.stem.file_name().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
    }
}

/// True if a shard makes the article with this path below the shelf. Articles that come or go move no other one between shards.
pub fn is_in_shard(source: &str, shard: Shard) -> bool {
    Digest::blake3(source.as_bytes()).number() % u64::from(shard.of()) == u64::from(shard.number() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_article_is_in_one_part() {
        let sources: Vec<_> = (0..2000).map(|number| format!("clinic/leaflet-{number}.md")).collect();
        let mut held = 0;
        for number in 1..=16 {
            let shard = Shard::new(number, 16).unwrap();
            let holds = sources.iter().filter(|source| is_in_shard(source, shard)).count();
            assert!((80..=170).contains(&holds), "part {shard} holds {holds}");
            held += holds;
        }
        assert_eq!(held, sources.len());
    }
}
