//! Laws of the library: an article in one expression, errors that say why, editions that do not depend on how they were asked for.

use super::{Article, ReadArticle};
use crate::diagnostic::Rule;
use crate::layout::{Fonts, NotAFont};
use crate::read::Form;
use crate::style::Style;
use crate::tree::{Lang, walk};
use std::collections::BTreeSet;

const TEXT: &str = "# Eye drops\n\nTake **one** drop at night, see [the mask](mask.md).\n\n![A drop](drop.svg)\n";
const DROP: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>"#;

fn article() -> Article {
    Article::from_markdown(TEXT).with_default_language(Lang::english())
}

fn rules(article: &ReadArticle) -> Vec<Rule> {
    article.diagnostics().iter().map(|diagnostic| diagnostic.rule).collect()
}

#[test]
fn editions_at_once_are_those_one_by_one() {
    let article = article().with_picture("drop.svg", DROP).read().unwrap();
    let style = Style::default();
    let editions = article.editions(&style).unwrap();
    assert_eq!(editions.pdf, article.to_pdf(&style).unwrap());
    assert_eq!(editions.epub, article.to_epub(&style).unwrap());
    assert_eq!(editions.html, article.to_html(&style).unwrap());
    assert_eq!(editions.text, article.to_text(&style).unwrap());
}

#[test]
fn a_tree_in_json_or_in_memory_gives_the_editions_of_its_text() {
    let style = Style::default();
    let read = |article: Article| article.with_picture("drop.svg", DROP).read().unwrap();
    let text = read(article());
    let json = serde_json::to_string(text.document()).unwrap();
    for tree in [Article::from_tree_json(json), Article::from_document(text.document().clone())] {
        assert_eq!(read(tree).editions(&style).unwrap(), text.editions(&style).unwrap());
    }
}

#[test]
fn a_picture_is_shown_if_its_bytes_were_given() {
    let of = |article: Article| {
        let article = article.read().unwrap();
        (rules(&article), article.pictures().len())
    };
    let link = Rule::LinkRelative;
    assert_eq!(of(article()), (vec![link, Rule::ImageMissing], 0));
    assert_eq!(of(article().with_picture("drop.svg", DROP)), (vec![link], 1));
    assert_eq!(of(article().with_picture("drop.svg", "no drawing")), (vec![link, Rule::ImageBroken], 0));
    // The logo of a style is not named by the article.
    assert_eq!(of(article().with_picture("drop.svg", DROP).with_picture("logo.svg", DROP)), (vec![link], 2));
}

#[test]
fn links_among_articles_lead_from_edition_to_edition() {
    let names: BTreeSet<String> = ["leaflets/drops", "leaflets/mask"].map(str::to_owned).into();
    let article = article().named("leaflets/drops").among(names).with_picture("drop.svg", DROP).read().unwrap();
    assert_eq!(rules(&article), []);
    let html = String::from_utf8(article.to_html(&Style::default()).unwrap().bytes).unwrap();
    assert!(html.contains("href=\"mask.html\""));
}

#[test]
fn what_the_article_says_comes_before_its_defaults() {
    let lang = |text: &str| {
        let article = Article::from_markdown(text).with_metadata("rights = \"free\"");
        article.with_default_language(Lang::new("de").unwrap()).read().unwrap().into_document()
    };
    assert_eq!(lang("# Eye\n\nDrops.\n").meta().lang.as_str(), "de");
    let document = lang("---\nlang: fr\n---\n# Eye\n\nDrops.\n");
    assert_eq!(document.meta().lang.as_str(), "fr");
    assert_eq!(document.meta().rights.as_ref().map(|rights| rights.as_str()), Some("free"));
}

#[test]
fn an_article_without_title_is_called_after_its_name() {
    let article = Article::from_bytes("Wash your hands.\n", Form::PlainText).named("eye-drops").read().unwrap();
    assert_eq!(walk::text_of(&article.document().meta().title), "Eye drops");
}

#[test]
fn an_error_says_why() {
    let error = Article::from_markdown("").named("eye-drops").read().unwrap_err();
    assert_eq!(error.to_string(), "eye-drops: error[empty]: the article has no words");
    let error = Article::from_tree_json("{").read().unwrap_err();
    assert_eq!(error.diagnostics()[0].rule, Rule::TreeSyntax);
    let mut draft = article().read().unwrap().into_document().into_draft();
    draft.schema = 99;
    let error = Article::from_draft(draft).read().unwrap_err();
    assert_eq!(error.to_string(), "article: error[tree-flaw]: the tree has schema 99, not 1");
    assert_eq!(Fonts::default().with_file(&b"no font"[..]).unwrap_err(), NotAFont);
}
