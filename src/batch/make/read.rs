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
    let mut reading = crate::read::read_with(&profile.defaults, &article);
    reading.diagnostics.append(&mut reported);
    let document = reading.seal();
    ReadArticle { document, diagnostics: cap_per_rule(reading.diagnostics), text: reading.text, links: reading.links }
}
