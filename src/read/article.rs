//! An article as it is handed to a reader, and the other articles of its build.

use super::form::Form;
use crate::tree::WebAddress;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An article as it was found.
#[derive(Clone, Copy, Debug)]
pub struct Article<'a> {
    pub bytes: &'a [u8],
    pub form: Form,
    /// The file's name without extension: the title of an article that has none.
    pub stem: &'a str,
    pub neighbours: &'a Neighbours,
}

/// The articles that relative links can lead to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Neighbours {
    /// Stems of all articles of the build: `eye`, `leaflets/asthma`.
    pub stems: Arc<BTreeSet<String>>,
    /// The folder of this article's editions in the same form; empty at the top.
    pub folder: String,
    /// Base of all other relative links; `None` if there is none. The front matter's `base-url` overrides it.
    pub base_url: Option<WebAddress>,
    /// Text of the `.toml` beside the article, with the keys of front matter; empty if there is none. The article's own front
    /// matter overrides it.
    pub beside: String,
}

impl Neighbours {
    /// The way from the folder of this article's editions to those that a relative link means, without extension: `../eye` for
    /// `../eye.md` or `../eye.html`. `None` where the link leads to no article of the build.
    pub fn relative_path(&self, link: &str) -> Option<String> {
        const EXTENSIONS: [&str; 8] = [".md", ".markdown", ".txt", ".text", ".tree.json", ".html", ".pdf", ".epub"];
        let named = EXTENSIONS.iter().find_map(|extension| link.strip_suffix(extension)).unwrap_or(link);
        let own: Vec<&str> = self.folder.split('/').filter(|part| !part.is_empty()).collect();
        // A link that begins with a stroke starts from the top of the build.
        let mut parts = if link.starts_with('/') { Vec::new() } else { own.clone() };
        for part in named.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        if !self.stems.contains(&parts.join("/")) {
            return None;
        }
        let (_, folder) = parts.split_last()?;
        let common = own.iter().zip(folder).take_while(|(own, other)| own == other).count();
        let up = std::iter::repeat_n("..", own.len() - common);
        Some(up.chain(parts[common..].iter().copied()).collect::<Vec<_>>().join("/"))
    }
}

/// Each relative link of an article and what [`Neighbours::relative_path`] said of it: all that a reading takes from its neighbours.
pub type ResolvedLinks = BTreeMap<String, Option<String>>;
