//! Reads and seals an article that is loaded.

use super::load::LoadedArticle;
use crate::batch::config::BuildProfile;
use crate::batch::source_article::SourceArticle;
use crate::diagnostic::{Diagnostic, Rule, SourceSpan, cap_per_rule};
use crate::read::{Article, Form, Neighbours, ResolvedLinks};
use crate::tree::Document;
use std::collections::BTreeSet;
use std::sync::Arc;

/// An article that was read.
pub struct ReadArticle {
    /// `None` if no edition can be made; the diagnostics say why.
    pub document: Option<Document>,
    pub diagnostics: Vec<Diagnostic>,
    pub text: String,
    pub links: ResolvedLinks,
}

/// The articles that relative links of an article can lead to.
pub fn neighbours(profile: &BuildProfile, found: &SourceArticle, stems: &Arc<BTreeSet<String>>) -> Neighbours {
    let folder = found.stem_of_links().rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    Neighbours { stems: Arc::clone(stems), folder, base_url: profile.base_url.clone(), beside: String::new() }
}

/// Reads and seals an article.
pub fn read(
    found: &SourceArticle,
    profile: &BuildProfile,
    stems: &Arc<BTreeSet<String>>,
    loaded: &LoadedArticle,
) -> ReadArticle {
    let bytes = loaded.bytes.as_slice();
    let largest = profile.defaults.limits.article;
    if bytes.len() > largest.count() {
        let message = format!("the article is larger than {largest}");
        let help = "divide it, or raise `article` below `[limits]` in `quatrefoil.toml`";
        let diagnostics = vec![Diagnostic::new(Rule::TooLarge, SourceSpan::NOWHERE, message).with_help(help)];
        return ReadArticle { document: None, diagnostics, text: String::new(), links: ResolvedLinks::new() };
    }
    let stem = found.file_stem();
    let mut reported = Vec::new();
    let beside = loaded.beside.clone().unwrap_or_else(|why| {
        let message = format!("the `.toml` beside the article was not read: {why}");
        reported.push(Diagnostic::new(Rule::FrontMatterSyntax, SourceSpan::NOWHERE, message));
        String::new()
    });
    let neighbours = Neighbours { beside, ..neighbours(profile, found, stems) };
    let article = Article {
        bytes,
        form: found.form.unwrap_or_else(|| Form::told_by(bytes)),
        stem: &stem,
        neighbours: &neighbours,
    };
    let reading = crate::read::read_with(&profile.defaults, &article);
    let mut diagnostics = reading.diagnostics;
    diagnostics.append(&mut reported);
    let document = match reading.draft.map(|draft| draft.seal()) {
        Some(Ok(document)) => Some(document),
        Some(Err(flaws)) => {
            diagnostics.extend(flaws.into_iter().map(Diagnostic::from));
            None
        }
        None => None,
    };
    ReadArticle { document, diagnostics: cap_per_rule(diagnostics), text: reading.text, links: reading.links }
}
