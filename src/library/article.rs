//! An article in memory with all that reading it asks for, and its reading.

use super::errors::ReadError;
use super::read_article::ReadArticle;
use crate::diagnostic::{Diagnostic, Rule, SourceSpan, cap_per_rule};
use crate::layout::Fonts;
use crate::limits::Limits;
use crate::picture::{ArticlePictures, Pictures, pictures_named_by};
use crate::read::{self, Charset, Form, Neighbours, ReadDefaults, Reading, read_with};
use crate::tree::{AssetPath, Date, Document, Draft, Lang, Line, WebAddress};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The name of an article that was given none.
const NAME: &str = "article";

/// An article, its pictures, and what holds where it says nothing itself.
///
/// Only the source is needed; everything else has a default.
///
/// ```
/// use quatrefoil::{Article, Style};
///
/// let article = Article::from_markdown("# Eye drops\n\nTake **one** drop at night.\n").read()?;
/// let page = article.to_html(&Style::default())?;
/// assert!(page.bytes.starts_with(b"<!DOCTYPE html>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Article {
    source: Source,
    name: String,
    defaults: ReadDefaults,
    neighbours: Neighbours,
    /// The bytes of picture files by the path that the article names.
    pictures: BTreeMap<String, Arc<[u8]>>,
    fonts: Option<Arc<Fonts>>,
    build_date: Option<Date>,
}

/// The form in which an article was given.
#[derive(Clone, Debug)]
enum Source {
    Text(Vec<u8>, Form),
    Tree(Box<Draft>),
}

impl Article {
    /// An article in Markdown: CommonMark with tables, footnotes, task lists and alerts, with or without front matter.
    ///
    /// Text in UTF-8 or the bytes of a file in any charset of the web.
    pub fn from_markdown(text: impl AsRef<[u8]>) -> Article {
        Article::from_bytes(text, Form::Markdown)
    }

    /// An article in plain text. Its headings, lists and tables are recognised by how they are set; each guess is a note among the
    /// diagnostics.
    pub fn from_plain_text(text: impl AsRef<[u8]>) -> Article {
        Article::from_bytes(text, Form::PlainText)
    }

    /// A tree in JSON, as `quatrefoil tree` prints it and [`Document`] serialises.
    pub fn from_tree_json(json: impl AsRef<[u8]>) -> Article {
        Article::from_bytes(json, Form::Json)
    }

    /// The bytes of a file in a form that is known. [`Form::told_by`] tells it from the bytes.
    pub fn from_bytes(bytes: impl AsRef<[u8]>, form: Form) -> Article {
        Article::of(Source::Text(bytes.as_ref().to_vec(), form))
    }

    /// A tree that was built in Rust. [`Article::read`] checks it.
    pub fn from_draft(draft: Draft) -> Article {
        Article::of(Source::Tree(Box::new(draft)))
    }

    /// A tree that was read and sealed before.
    pub fn from_document(document: Document) -> Article {
        Article::from_draft(document.into_draft())
    }

    fn of(source: Source) -> Article {
        Article {
            source,
            name: NAME.to_owned(),
            defaults: ReadDefaults::default(),
            neighbours: Neighbours::default(),
            pictures: BTreeMap::new(),
            fonts: None,
            build_date: None,
        }
    }

    /// The article under a file name without extension, which is its title where it has none; `article` without this call. Before
    /// the last `/` it names the folder that relative links start from: `leaflets/eye-drops`.
    pub fn named(mut self, name: impl Into<String>) -> Article {
        let name = name.into();
        let (folder, stem) = name.rsplit_once('/').unwrap_or(("", &name));
        self.neighbours.folder = folder.to_owned();
        self.name = if stem.is_empty() { NAME.to_owned() } else { stem.to_owned() };
        self
    }

    /// The article as one of several, each with its name as [`Article::named`] takes it: relative links among them lead from edition
    /// to edition. Cheap where the set is in an [`Arc`].
    pub fn among(mut self, names: impl Into<Arc<BTreeSet<String>>>) -> Article {
        self.neighbours.stems = names.into();
        self
    }

    /// The article with the bytes of one picture file, by the path that the article names: `images/eye.png`.
    ///
    /// PNG, JPEG or SVG. Without its bytes, an image is shown as the words for it, and a diagnostic reports it. The logo that a style
    /// names is such a picture, too.
    pub fn with_picture(mut self, path: impl Into<String>, bytes: impl AsRef<[u8]>) -> Article {
        self.pictures.insert(path.into(), bytes.as_ref().into());
        self
    }

    /// The article with metadata from outside it: TOML in the keys of front matter. The article's own front matter comes before it.
    pub fn with_metadata(mut self, toml: impl Into<String>) -> Article {
        self.neighbours.beside = toml.into();
        self
    }

    /// The language of an article that names none. Without this call, it is guessed from the words.
    pub fn with_default_language(mut self, lang: Lang) -> Article {
        self.defaults.lang = Some(lang);
        self
    }

    /// The charset of an article that is not in UTF-8 and names none. Without this call, it is guessed from the bytes.
    pub fn with_default_charset(mut self, charset: Charset) -> Article {
        self.defaults.charset = Some(charset);
        self
    }

    /// The publisher of an article that names none.
    pub fn with_default_publisher(mut self, publisher: Line) -> Article {
        self.defaults.publisher = Some(publisher);
        self
    }

    /// The telephone number to call, where the article gives none.
    pub fn with_default_phone(mut self, phone: Line) -> Article {
        self.defaults.phone = Some(phone);
        self
    }

    /// The address that relative links start from, where the front matter gives none.
    pub fn with_base_url(mut self, base_url: WebAddress) -> Article {
        self.neighbours.base_url = Some(base_url);
        self
    }

    /// The article with limits of one's own. Without this call, those of [`Limits::default`] hold.
    pub fn with_limits(mut self, limits: Limits) -> Article {
        self.defaults.limits = limits;
        self
    }

    /// The article set in further fonts than the built-in ones. Cheap where they are in an [`Arc`]; the words that were shaped for one
    /// article are then shaped already for the next.
    pub fn with_fonts(mut self, fonts: impl Into<Arc<Fonts>>) -> Article {
        self.fonts = Some(fonts.into());
        self
    }

    /// The date of editions whose article tells none. No clock is ever read.
    pub fn with_build_date(mut self, date: Date) -> Article {
        self.build_date = Some(date);
        self
    }

    /// Reads and checks the article and its pictures. Pure: the same article gives the same reading.
    ///
    /// Repairs, guesses and losses are in [`ReadArticle::diagnostics`], and an article that breaks rules can still be read:
    /// [`ReadArticle::has_errors`] tells.
    ///
    /// # Errors
    /// There is nothing to make an edition from: no words, bytes that are no text, JSON that is no tree or breaks an invariant of it,
    /// or more than the limits allow.
    pub fn read(&self) -> Result<ReadArticle, ReadError> {
        let mut reading = self.reading();
        let document = reading.seal();
        let Reading { mut diagnostics, text, .. } = reading;
        let Some(document) = document else {
            return Err(ReadError::new(&self.name, cap_per_rule(diagnostics), text));
        };
        let pictures = self.read_pictures(&document, &mut diagnostics);
        diagnostics.sort_by_key(|diagnostic| (diagnostic.at, diagnostic.rule));
        Ok(ReadArticle {
            name: self.name.clone(),
            document,
            diagnostics: cap_per_rule(diagnostics),
            text,
            pictures,
            fonts: self.fonts.clone(),
            build_date: self.build_date,
        })
    }

    fn reading(&self) -> Reading {
        match &self.source {
            Source::Text(bytes, form) => {
                let article = read::Article { bytes, form: *form, stem: &self.name, neighbours: &self.neighbours };
                read_with(&self.defaults, &article)
            }
            Source::Tree(draft) => read::read_draft(&self.defaults.limits, Draft::clone(draft)),
        }
    }

    /// The pictures that the document names, then those that only a style can.
    fn read_pictures(&self, document: &Document, diagnostics: &mut Vec<Diagnostic>) -> Pictures {
        let mut reader = ArticlePictures::within(&self.defaults.limits);
        let mut named = pictures_named_by(document);
        for (path, (at, uses)) in &named {
            let fault = match self.pictures.get(path.as_str()) {
                Some(bytes) => reader.read(path.clone(), *uses, bytes).err(),
                None => {
                    let message = format!("the image `{path}` was not given");
                    diagnostics.push(Diagnostic::new(Rule::ImageMissing, *at, message));
                    continue;
                }
            };
            diagnostics.extend(fault.map(|fault| fault.at_image(path, *at)));
        }
        for (path, bytes) in &self.pictures {
            let Ok(path) = AssetPath::new(path) else {
                let message = format!("`{path}` is no path that an article can name");
                diagnostics.push(Diagnostic::new(Rule::ImageBroken, SourceSpan::NOWHERE, message));
                continue;
            };
            if named.insert(path.clone(), (SourceSpan::NOWHERE, 1)).is_none() {
                let fault = reader.read(path.clone(), 1, bytes).err();
                diagnostics.extend(fault.map(|fault| fault.at_image(&path, SourceSpan::NOWHERE)));
            }
        }
        reader.into_pictures()
    }
}
