//! `OUT/manifest.json`: every edition, and what it was made from.
//!
//! ```json
//! {
//! "schema": 1,
//! "recipes": {
//! "4f0d…": {"program": "0.1.0", "style": {"name": "handout", "blake3": "…"}, "values": "…", "fonts": [{"name": "NotoSans", "blake3": "…"}], "options": {}}
//! },
//! "articles": [
//! {"source": "clinic/eye.md", "stem": "clinic/eye", "blake3": "…", "words": 412,
//!  "images": [{"path": "eye.png", "blake3": "…"}], "links": {"../ear.md": "../ear"}, "diagnostics": […],
//!  "editions": [{"format": "pdf", "sha256": "…", "bytes": 48213, "pages": 3, "sheets": 3, "recipe": "4f0d…"}, …]}
//! ]
//! }
//! ```
//!
//! Each article is one line, in the order of stems. The manifest holds no time, no machine and no path outside the shelf: the same
//! articles give the same bytes. Stamps of files are in the cache (`ledger`).

use crate::batch::files::digest::Digest;
use crate::batch::files::store;
use crate::diagnostic::Diagnostic;
use crate::read::ResolvedLinks;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind, Write};
use std::path::{Component, Path};

/// Version of the manifest's form. A manifest of another version makes a run build everything again.
pub const SCHEMA: u32 = 1;

/// The contents of a folder for editions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifest {
    pub recipes: BTreeMap<Digest<8>, Recipe>,
    /// By stem.
    pub articles: BTreeMap<String, Listed>,
}

/// Everything that editions of a format are made with, besides their article. Many editions share one recipe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// The version of Quatrefoil.
    pub program: String,
    /// The style sheet's name and the digest of its file.
    pub style: NamedDigest,
    /// The BLAKE3 of those values of the style that the format reads.
    pub values: Digest,
    /// Every available font file in the order of fallback; empty for a format that sets no type.
    pub fonts: Vec<NamedDigest>,
    /// Other options that change the format's bytes, such as `build-date`; empty where all have their defaults.
    pub options: BTreeMap<String, String>,
}

/// A file's name and BLAKE3.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedDigest {
    pub name: String,
    pub blake3: Digest,
}

/// One article and its editions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listed {
    /// The article's path below its shelf, with `/` between the parts; `-` for standard input.
    pub source: String,
    /// Path of its editions below the folder: each is `stem.format`.
    pub stem: String,
    /// Digest of the article's bytes.
    pub blake3: Digest,
    /// Number of words (UAX 29) in the text that is read out.
    pub words: usize,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<ListedImage>,
    /// Each relative link with the path of the article that it leads to; `null` if it leads to none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub links: ResolvedLinks,
    /// Warnings and errors of the article itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<Diagnostic>,
    pub editions: Vec<ListedEdition>,
}

/// An image that an article names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedImage {
    /// Path from the article's folder.
    pub path: String,
    /// Digest of the file; `null` if it could not be read.
    pub blake3: Option<Digest>,
}

/// One edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListedEdition {
    /// The format, which is also the extension of its file.
    pub format: String,
    pub sha256: Digest,
    /// Length of the file.
    pub bytes: u64,
    /// `None` for a format without pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
    /// Sheets of paper for printing it one-sided or two-sided, as its style says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheets: Option<usize>,
    /// A key of the manifest's `recipes`.
    pub recipe: Digest<8>,
    /// Losses of the format.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<Diagnostic>,
    /// True if the article has changed since, and this edition was not requested or could not be made.
    #[serde(default, skip_serializing_if = "is_current")]
    pub stale: bool,
}

fn is_current(stale: &bool) -> bool {
    !stale
}

impl Listed {
    /// True if all its files are below the folder. A manifest may come from anybody, and files are removed by it.
    pub fn is_within(&self) -> bool {
        let mut parts = Path::new(&self.stem).components().peekable();
        let is_below = parts.peek().is_some() && parts.all(|part| matches!(part, Component::Normal(_)));
        let is_plain = |format: &str| !format.is_empty() && format.bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_below && self.editions.iter().all(|edition| is_plain(&edition.format))
    }
}

impl Recipe {
    /// Its key in a manifest: the same recipe has the same key on every machine.
    pub fn key(&self) -> Digest<8> {
        Digest::blake3(&serde_json::to_vec(self).expect("strings and digests are JSON")).key()
    }
}

/// The file in the manifest's place.
pub enum StoredManifest {
    /// A manifest, and the BLAKE3 of its file.
    Whole(Manifest, Digest),
    /// No file of that name.
    Nothing,
    /// The reason why it cannot be used, as one clause.
    Unusable(String),
}

/// Reads the manifest that an earlier run left.
pub fn load(path: &Path) -> StoredManifest {
    // A pipe could block forever.
    if std::fs::metadata(path).is_ok_and(|kind| !kind.is_file()) {
        return StoredManifest::Unusable("it is not a file".to_owned());
    }
    match std::fs::read(path) {
        Ok(bytes) => match Manifest::parse(&bytes) {
            Ok(manifest) => StoredManifest::Whole(manifest, Digest::blake3(&bytes)),
            Err(why) => StoredManifest::Unusable(why),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => StoredManifest::Nothing,
        Err(error) => StoredManifest::Unusable(error.to_string()),
    }
}

impl Manifest {
    /// Reads a manifest of this schema.
    ///
    /// # Errors
    /// The reason why it cannot be used, as one clause.
    pub fn parse(bytes: &[u8]) -> Result<Manifest, String> {
        #[derive(Deserialize)]
        struct Schema {
            schema: u32,
        }
        #[derive(Deserialize)]
        struct Written {
            recipes: BTreeMap<Digest<8>, Recipe>,
            articles: Vec<Listed>,
        }
        let broken = |error: serde_json::Error| format!("it is broken: {error}");
        let written = serde_json::from_slice::<Written>(bytes);
        // Another schema explains most faults, so it is checked first.
        let schema = match &written {
            Ok(_) if bytes.starts_with(HEAD.as_bytes()) => SCHEMA,
            _ => serde_json::from_slice::<Schema>(bytes).map_err(broken)?.schema,
        };
        if schema != SCHEMA {
            return Err(format!("its schema is {schema}, and this program writes {SCHEMA}"));
        }
        let Written { recipes, articles } = written.map_err(broken)?;
        if let Some(listed) = articles.iter().find(|listed| !listed.is_within()) {
            return Err(format!("`{}` leads out of the folder", listed.stem));
        }
        let articles = articles.into_iter().map(|listed| (listed.stem.clone(), listed)).collect();
        Ok(Manifest { recipes, articles })
    }
}

/// Writes a manifest, whole or not at all, and returns its BLAKE3. Recipes that no edition uses are left out.
///
/// # Errors
/// The file system's message; an earlier manifest stays.
pub fn store<'a>(
    path: &Path,
    recipes: &BTreeMap<Digest<8>, Recipe>,
    articles: impl Iterator<Item = &'a Listed> + Clone,
) -> Result<Digest, String> {
    let mut hasher = blake3::Hasher::new();
    store::store_written(path, |file| write(&mut Both(file, &mut hasher), recipes, articles))?;
    Ok(hasher.finalize().into())
}

/// One line for each article.
fn write<'a>(
    file: &mut impl Write,
    recipes: &BTreeMap<Digest<8>, Recipe>,
    articles: impl Iterator<Item = &'a Listed> + Clone,
) -> io::Result<()> {
    let used: BTreeSet<_> = articles.clone().flat_map(|listed| &listed.editions).map(|e| e.recipe).collect();
    write!(file, "{HEAD}\"recipes\": {{")?;
    for (number, (key, recipe)) in recipes.iter().filter(|(key, _)| used.contains(key)).enumerate() {
        write!(file, "{}\"{key}\": {}", separator(number), serde_json::to_string(recipe)?)?;
    }
    write!(file, "\n}},\n\"articles\": [")?;
    for (number, listed) in articles.enumerate() {
        file.write_all(separator(number).as_bytes())?;
        serde_json::to_writer(&mut *file, listed)?;
    }
    file.write_all(b"\n]\n}\n")
}

/// Start of the file.
const HEAD: &str = "{\n\"schema\": 1,\n";

fn separator(number: usize) -> &'static str {
    if number == 0 { "\n" } else { ",\n" }
}

/// Writes the same bytes to two writers.
struct Both<A, B>(A, B);

impl<A: Write, B: Write> Write for Both<A, B> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.0.write(bytes)?;
        self.1.write_all(&bytes[..length])?;
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()?;
        self.1.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Manifest {
        let digest = Digest::blake3(b"");
        let style = NamedDigest { name: "handout".to_owned(), blake3: digest };
        let recipe =
            Recipe { program: "0".to_owned(), style, values: digest, fonts: Vec::new(), options: BTreeMap::new() };
        let edition = ListedEdition {
            format: "txt".to_owned(),
            sha256: digest,
            bytes: 3,
            pages: None,
            sheets: None,
            recipe: recipe.key(),
            diagnostics: Vec::new(),
            stale: false,
        };
        let listed = Listed {
            source: "clinic/eye.md".to_owned(),
            stem: "clinic/eye".to_owned(),
            blake3: digest,
            words: 2,
            images: vec![ListedImage { path: "eye.png".to_owned(), blake3: None }],
            links: ResolvedLinks::from([("gone.md".to_owned(), None)]),
            diagnostics: Vec::new(),
            editions: vec![edition],
        };
        let unused = Recipe { program: "1".to_owned(), ..recipe.clone() };
        let recipes = [recipe, unused].map(|recipe| (recipe.key(), recipe)).into();
        Manifest { recipes, articles: [(listed.stem.clone(), listed)].into() }
    }

    fn written(manifest: &Manifest) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&mut bytes, &manifest.recipes, manifest.articles.values()).unwrap();
        bytes
    }

    #[test]
    fn a_manifest_is_read_back_without_unused_recipes() {
        let bytes = written(&sample());
        let read = Manifest::parse(&bytes).unwrap();
        assert_eq!(read.articles, sample().articles);
        assert_eq!(read.recipes.len(), 1);
        assert_eq!(written(&read), bytes);
        assert_eq!(Manifest::parse(&written(&Manifest::default())).unwrap(), Manifest::default());
    }

    #[test]
    fn a_manifest_that_cannot_be_used_says_why() {
        let bytes = String::from_utf8(written(&sample())).unwrap();
        for (found, put, why) in [
            ("\"schema\": 1", "\"schema\": 2", "its schema is 2, and this program writes 1"),
            ("\"stem\":\"clinic/eye\"", "\"stem\":\"../eye\"", "`../eye` leads out of the folder"),
            ("\"stem\":\"clinic/eye\"", "\"stem\":\"/eye\"", "`/eye` leads out of the folder"),
            ("\"stem\":\"clinic/eye\"", "\"stem\":\"\"", "`` leads out of the folder"),
            ("\"format\":\"txt\"", "\"format\":\"x/../../eye.txt\"", "`clinic/eye` leads out of the folder"),
            ("\"format\":\"txt\"", "\"format\":\"\"", "`clinic/eye` leads out of the folder"),
        ] {
            assert!(bytes.contains(found));
            assert_eq!(Manifest::parse(bytes.replace(found, put).as_bytes()).unwrap_err(), why);
        }
        for cut in 0..bytes.len() - 2 {
            assert!(Manifest::parse(&bytes.as_bytes()[..cut]).unwrap_err().starts_with("it is broken"), "{cut}");
        }
    }
}
