//! The facts of the page for programs: title, description, style sheet, and the facts for search engines (schema.org, JSON-LD).

use super::super::Job;
use super::super::accessibility::{Accessibility, HAZARDS};
use super::page::Body;
use super::stylesheet;
use crate::export::xhtml::{push_attribute, push_text};
use crate::style::{Labels, PageKind};
use crate::tree::{Contributor, Meta, walk};
use serde_json::{Map, Value, json};

/// Writes the page from its first line to `</head>`.
pub(super) fn head(job: Job<'_>, labels: &Labels, body: &Body, out: &mut String) {
    let meta = job.document.meta();
    let title = walk::text_of(&meta.title);
    out.push_str("<!DOCTYPE html>\n<html");
    push_attribute(out, "lang", meta.lang.as_str());
    push_attribute(out, "dir", job.document.direction().name());
    out.push_str(">\n<head>\n<meta charset=\"utf-8\">\n");
    push_meta(out, "viewport", "width=device-width, initial-scale=1");
    out.push_str("<title>");
    push_text(out, &title);
    out.push_str("</title>\n");
    if let Some(description) = &meta.description {
        push_meta(out, "description", description.as_str());
    }
    for author in authors(meta) {
        push_meta(out, "author", author.name.as_str());
    }
    if !meta.subjects.is_empty() {
        let subjects: Vec<&str> = meta.subjects.iter().map(|subject| subject.as_str()).collect();
        push_meta(out, "keywords", &subjects.join(", "));
    }
    push_meta(out, "generator", concat!("Quatrefoil ", env!("CARGO_PKG_VERSION")));
    push_meta(out, "color-scheme", "light dark");
    if let Some(address) = &meta.canonical {
        out.push_str("<link rel=\"canonical\"");
        push_attribute(out, "href", address.as_str());
        out.push_str(">\n");
    }
    out.push_str("<style>\n");
    stylesheet::push(out, job.style);
    out.push_str("</style>\n");
    out.push_str("<script type=\"application/ld+json\">");
    out.push_str(&facts(job, labels, body, title));
    out.push_str("</script>\n</head>\n");
}

fn push_meta(out: &mut String, name: &str, content: &str) {
    out.push_str("<meta");
    push_attribute(out, "name", name);
    push_attribute(out, "content", content);
    out.push_str(">\n");
}

fn authors(meta: &Meta) -> impl Iterator<Item = &Contributor> {
    meta.contributors.iter().filter(|contributor| contributor.role.as_str() == "aut")
}

/// The page in the words of schema.org. Only what the document says is claimed.
fn facts(job: Job<'_>, labels: &Labels, body: &Body, title: String) -> String {
    let meta = job.document.meta();
    let kind = job.style.screen.kind;
    let mut facts = Map::new();
    let mut say = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            facts.insert(name.to_owned(), value);
        }
    };
    say("@context", Some(json!("https://schema.org")));
    say("@type", Some(json!(kind.name())));
    say("name", Some(json!(title)));
    say("headline", (kind == PageKind::Article).then(|| json!(title)));
    say("alternativeHeadline", meta.subtitle.as_ref().map(|subtitle| json!(subtitle)));
    say("description", meta.description.as_ref().map(|description| json!(description)));
    say("inLanguage", Some(json!(meta.lang)));
    say("url", meta.canonical.as_ref().map(|address| json!(address)));
    say("identifier", meta.identifier.as_ref().map(|identifier| json!(identifier)));
    say("version", meta.version.as_ref().map(|version| json!(version)));
    say("datePublished", meta.published.map(|date| json!(date)));
    say("dateModified", meta.modified.map(|date| json!(date)));
    // `lastReviewed` is a property of pages alone.
    say("lastReviewed", meta.reviewed.filter(|_| kind != PageKind::Article).map(|date| json!(date)));
    say("copyrightNotice", meta.rights.as_ref().map(|rights| json!(rights)));
    say("keywords", (!meta.subjects.is_empty()).then(|| json!(meta.subjects)));
    for (name, role) in [("author", "aut"), ("editor", "edt"), ("translator", "trl"), ("illustrator", "ill")] {
        say(name, people(meta, role));
    }
    // So is `reviewedBy`.
    say("reviewedBy", people(meta, "rev").filter(|_| kind != PageKind::Article));
    say("publisher", meta.publisher.as_ref().map(|name| json!({ "@type": "Organization", "name": name })));
    say("isPartOf", meta.series.as_ref().map(|series| json!({ "@type": "CreativeWorkSeries", "name": series.name })));
    say("isAccessibleForFree", Some(json!(true)));
    accessibility(job, labels, body, &mut say);
    // In a data block `</script` and `<!--` would end it or hide its end (HTML, 4.12.1.3).
    Value::Object(facts).to_string().replace('<', "\\u003C")
}

fn people(meta: &Meta, role: &str) -> Option<Value> {
    let people: Vec<Value> = meta
        .contributors
        .iter()
        .filter(|contributor| contributor.role.as_str() == role)
        .map(|contributor| json!({ "@type": "Person", "name": contributor.name }))
        .collect();
    (!people.is_empty()).then_some(Value::Array(people))
}

fn accessibility(job: Job<'_>, labels: &Labels, body: &Body, say: &mut impl FnMut(&str, Option<Value>)) {
    let facts = Accessibility { contents: body.has_contents, ..Accessibility::of(job) };
    let together =
        |modes: &str| json!({ "@type": "ItemList", "itemListElement": modes.split(',').collect::<Vec<_>>() });
    let ways: Vec<Value> = facts.sufficient_modes().into_iter().map(together).collect();
    say("accessMode", Some(json!(facts.modes())));
    say("accessModeSufficient", Some(Value::Array(ways)));
    say("accessibilityFeature", Some(json!(facts.features())));
    say("accessibilityHazard", Some(json!(HAZARDS)));
    let summary = facts.summary(labels);
    // Where the article's language has no words here, those of another one say so (JSON-LD 1.1, 4.2.4).
    let summary = if labels.lang == job.document.meta().lang {
        json!(summary)
    } else {
        json!({ "@language": labels.lang, "@value": summary })
    };
    say("accessibilitySummary", Some(summary));
}
