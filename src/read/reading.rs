//! An article → its draft: decoding, front matter, the reader of its form, and the checks that all forms share.

use super::article::{Article, ResolvedLinks};
use super::defaults::ReadDefaults;
use super::form::Form;
use super::front_matter::{self, Head};
use super::source::{Source, Written};
use super::{charset, composed, direction, json, language, markdown, measure, not_text, plain_text};
use crate::diagnostic::{Diagnostic, LineIndex, Rule, SourceSpan, cap_per_rule};
use crate::limits::Limits;
use crate::tree::{Body, Document, Draft, Inline, Line, Meta, SCHEMA, walk};

/// The result of reading an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// `None` where there is nothing to make an edition from: an article without words, one that is larger than its house
    /// allows, or JSON that is no tree. It then has an error that says so.
    pub draft: Option<Draft>,
    /// In the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// The article's text as it was decoded, for messages that quote it.
    pub text: String,
    pub links: ResolvedLinks,
}

impl Reading {
    /// A reading of bytes that are no article.
    fn refused(why: Diagnostic) -> Reading {
        Reading { draft: None, diagnostics: vec![why], text: String::new(), links: ResolvedLinks::new() }
    }

    /// Takes the draft and seals it. The flaws of a draft that breaks an invariant of the tree join the diagnostics.
    pub fn seal(&mut self) -> Option<Document> {
        match self.draft.take()?.seal() {
            Ok(document) => Some(document),
            Err(flaws) => {
                self.diagnostics.extend(flaws.into_iter().map(Diagnostic::from));
                None
            }
        }
    }
}

/// Reads an article with the usual defaults.
pub fn read(article: &Article<'_>) -> Reading {
    read_with(&ReadDefaults::default(), article)
}

/// Reads an article with the defaults of its shelf. Any bytes give a reading; a draft that it holds always seals, except one read from JSON.
pub fn read_with(defaults: &ReadDefaults, article: &Article<'_>) -> Reading {
    let mut diagnostics = Vec::new();
    if let Some(why) = measure::file(article.bytes, &defaults.limits) {
        return Reading::refused(why);
    }
    if let Some(why) = not_text::foreign(article.bytes, article.form) {
        return Reading::refused(why);
    }
    let text = charset::decode(article.bytes, defaults, &article.neighbours.beside, &mut diagnostics);
    if let Some(why) = not_text::unreadable(&text) {
        return Reading::refused(why);
    }
    let text = match article.form {
        Form::Json => text,
        Form::PlainText => charset::cleaned(text, &mut diagnostics),
        // Only bare lines have pages.
        Form::Markdown => charset::cleaned(text, &mut diagnostics).replace('\u{c}', " "),
    };
    let many = measure::words(&text, &defaults.limits);
    let (mut draft, links) = match article.form {
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
    finished(draft, diagnostics, text, links)
}

/// Measures a draft that a program made, and composes its letters and marks.
pub fn read_draft(limits: &Limits, mut draft: Draft) -> Reading {
    let mut diagnostics = Vec::new();
    composed::compose(&mut draft);
    measure::draft(&draft, limits, &mut diagnostics);
    finished(Some(draft), diagnostics, String::new(), ResolvedLinks::new())
}

/// A reading with its diagnostics in order; without its draft if the article is too large.
fn finished(draft: Option<Draft>, mut diagnostics: Vec<Diagnostic>, text: String, links: ResolvedLinks) -> Reading {
    let draft = draft.filter(|_| !diagnostics.iter().any(|diagnostic| diagnostic.rule == Rule::TooLarge));
    diagnostics.sort_by_key(|diagnostic| (diagnostic.at, diagnostic.rule));
    Reading { draft, diagnostics: cap_per_rule(diagnostics), text, links }
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
    let links = std::mem::take(&mut written.links);
    if written.body == Body::default() && written.title.is_empty() {
        diagnostics.push(Diagnostic::new(Rule::Empty, SourceSpan::NOWHERE, "the article has no words"));
        return (None, links);
    }
    let title = title(&head, &mut written, article.stem, diagnostics);
    let lang = head.lang.or(written.lang.take()).or_else(|| defaults.lang.clone());
    let lang = lang.unwrap_or_else(|| language::guess(&title, &written, diagnostics));
    let mut meta = with_what_the_text_says(Meta { title, lang, ..head.meta }, &mut written);
    meta.publisher = meta.publisher.or_else(|| defaults.publisher.clone());
    meta.phone = meta.phone.or_else(|| defaults.phone.clone());
    let mut draft = Draft { schema: SCHEMA, meta, body: written.body, notes: written.notes };
    direction::turn(&mut draft);
    (Some(draft), links)
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
