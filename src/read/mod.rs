//! What an author wrote → a draft of the tree and what is to be said about it.
//!
//! Pure and total: any bytes give a [`Reading`], and nothing here knows a file system. A reader repairs what it can, because
//! it still knows what the author wrote, and says so; what it guesses it says in a note.

mod charset;
mod composed;
mod defaults;
mod direction;
mod form;
mod front_matter;
mod json;
mod language;
mod markdown;
mod measure;
mod names;
mod no_text;
mod plain_text;
mod relative;
mod rewrite;
mod sectioning;
pub mod tidy;

use crate::diagnostic::{Diagnostic, LineIndex, Rule, SourceSpan, cap_per_rule};
use crate::limits::Limits;
use crate::tree::{Body, Contributor, Date, Draft, Inline, Lang, Line, Meta, Note, SCHEMA, WebAddress, walk};
pub use charset::Charset;
pub use defaults::ReadDefaults;
pub use form::Form;
use front_matter::Head;
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

/// What relative links of an article can lead to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Neighbours {
    /// Where the editions of every article of the build go, without extension: `eye`, `leaflets/asthma`.
    pub stems: Arc<BTreeSet<String>>,
    /// The folder of this article's editions in the same form; empty at the top.
    pub folder: String,
    /// Where all other relative links lead; `None` where nothing says so. The front matter's `base-url` comes before it.
    pub base_url: Option<WebAddress>,
    /// What the `.toml` beside the article says, in the keys of front matter; empty where there is none. The article's own front
    /// matter comes before it.
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

/// What a reader made of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// `None` where there is nothing to make an edition from: an article without words, one that is larger than its house
    /// allows, or JSON that is no tree. It then has an error that says so.
    pub draft: Option<Draft>,
    /// In the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// The article's text as it was decoded, for messages that quote it.
    pub text: String,
    pub ways: ResolvedLinks,
}

/// The text of an article below its front matter, for the readers of this folder.
struct Source<'a> {
    text: &'a str,
    /// Turns offsets in `text` into places of the whole article.
    places: LineIndex<'a>,
    stem: &'a str,
    neighbours: &'a Neighbours,
    limits: &'a Limits,
}

/// What a reader of one form makes of the text below the front matter.
#[derive(Clone, Debug, Default, PartialEq)]
struct Written {
    /// The title that stands in the text; empty where none does, and where the front matter gives it.
    title: Vec<Inline>,
    /// What the text says about the article rather than in it. The front matter comes before it.
    description: Option<Line>,
    contributors: Vec<Contributor>,
    published: Option<Date>,
    modified: Option<Date>,
    reviewed: Option<Date>,
    next_review: Option<Date>,
    version: Option<Line>,
    lang: Option<Lang>,
    body: Body,
    notes: Vec<Note>,
    ways: ResolvedLinks,
}

/// Reads an article that no house says anything about.
pub fn read(article: &Article<'_>) -> Reading {
    read_with(&ReadDefaults::default(), article)
}

/// Reads an article of a defaults. Any bytes give a reading; a draft that it holds always seals, except one read from JSON.
pub fn read_with(defaults: &ReadDefaults, article: &Article<'_>) -> Reading {
    let mut diagnostics = Vec::new();
    if let Some(foreign) = no_text::foreign(article.bytes, article.form) {
        return Reading { draft: None, diagnostics: vec![foreign], text: String::new(), ways: ResolvedLinks::new() };
    }
    let text = charset::decode(article.bytes, defaults, &article.neighbours.beside, &mut diagnostics);
    if let Some(unreadable) = no_text::unreadable(&text) {
        return Reading { draft: None, diagnostics: vec![unreadable], text: String::new(), ways: ResolvedLinks::new() };
    }
    let text = match article.form {
        Form::Json => text,
        Form::PlainText => charset::cleaned(text, &mut diagnostics),
        // Only bare lines have pages.
        Form::Markdown => charset::cleaned(text, &mut diagnostics).replace('\u{c}', " "),
    };
    let many = measure::words(&text, &defaults.limits);
    let (mut draft, ways) = match article.form {
        _ if many.is_some() => (None, ResolvedLinks::new()),
        Form::Json => (json::json(&text, &mut diagnostics), ResolvedLinks::new()),
        Form::Markdown => draft(defaults, article, &text, markdown::markdown, &mut diagnostics),
        Form::PlainText => draft(defaults, article, &text, plain_text::plain_text, &mut diagnostics),
    };
    diagnostics.extend(many);
    // JSON may write marks as escapes.
    if let Some(draft) = &mut draft
        && (article.form == Form::Json || composed::may_be_apart(&text))
    {
        composed::compose(draft);
    }
    if let Some(draft) = &draft {
        measure::draft(draft, &defaults.limits, &mut diagnostics);
    }
    let draft = draft.filter(|_| !diagnostics.iter().any(|diagnostic| diagnostic.rule == Rule::TooLarge));
    diagnostics.sort_by_key(|diagnostic| (diagnostic.at, diagnostic.rule));
    Reading { draft, diagnostics: cap_per_rule(diagnostics), text, ways }
}

/// A reader of one form.
type Reader = fn(&Source<'_>, &Head, &mut Vec<Diagnostic>) -> Written;

fn draft(
    defaults: &ReadDefaults,
    article: &Article<'_>,
    text: &str,
    reader: Reader,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Option<Draft>, ResolvedLinks) {
    let (mut head, rest) = front_matter::front_matter(text, &defaults.limits, diagnostics);
    if !article.neighbours.beside.is_empty() {
        head = head.filled_from(front_matter::beside(&article.neighbours.beside, diagnostics));
    }
    let first_line = text[..rest].matches('\n').count() as u32 + 1;
    let source = Source {
        text: &text[rest..],
        places: LineIndex::starting_at(&text[rest..], first_line),
        stem: article.stem,
        neighbours: article.neighbours,
        limits: &defaults.limits,
    };
    let mut written = reader(&source, &head, diagnostics);
    let ways = std::mem::take(&mut written.ways);
    if written.body == Body::default() && written.title.is_empty() {
        diagnostics.push(Diagnostic::new(Rule::Empty, SourceSpan::NOWHERE, "the article has no words"));
        return (None, ways);
    }
    let title = title(&head, &mut written, article.stem, diagnostics);
    let lang = head.lang.or(written.lang.take()).or_else(|| defaults.lang.clone());
    let lang = lang.unwrap_or_else(|| language::guess(&title, &written, diagnostics));
    let mut meta = with_what_the_text_says(Meta { title, lang, ..head.meta }, &mut written);
    meta.publisher = meta.publisher.or_else(|| defaults.publisher.clone());
    meta.phone = meta.phone.or_else(|| defaults.phone.clone());
    let mut draft = Draft { schema: SCHEMA, meta, body: written.body, notes: written.notes };
    direction::turn(&mut draft);
    (Some(draft), ways)
}

/// Fills in what the front matter leaves open.
fn with_what_the_text_says(meta: Meta, written: &mut Written) -> Meta {
    let said = std::mem::take(&mut written.contributors);
    Meta {
        description: meta.description.or(written.description.take()),
        contributors: if meta.contributors.is_empty() { said } else { meta.contributors },
        published: meta.published.or(written.published),
        modified: meta.modified.or(written.modified),
        reviewed: meta.reviewed.or(written.reviewed),
        next_review: meta.next_review.or(written.next_review),
        version: meta.version.or(written.version.take()),
        ..meta
    }
}

/// The title: from the front matter, from the text, or from the name of the file.
fn title(head: &Head, written: &mut Written, stem: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Inline> {
    let title = if head.title.is_empty() { std::mem::take(&mut written.title) } else { head.title.clone() };
    if walk::has_words(&title) {
        return title;
    }
    let name = stem.replace(['-', '_'], " ");
    let made = Line::new(&name).map_or_else(|_| "Article".to_owned(), String::from);
    let mut letters = made.chars();
    let made: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let message = format!("the article has no title; it is called `{made}` after its file");
    let help = "write `title:` in the front matter, or a heading of level 1 at the head";
    diagnostics.push(Diagnostic::new(Rule::TitleMissing, SourceSpan::NOWHERE, message).with_help(help));
    vec![Inline::Text(made)]
}
