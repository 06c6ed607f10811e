//! The metadata of the package (EPUB 3.3, 5.5): each statement from the head of the article, nothing made up.

use super::super::Job;
use super::accessibility::Statement;
use super::identifier::Identifier;
use super::markup::Markup;
use super::resource::COVER_IMAGE_ID;
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::style::Labels;
use crate::tree::walk::text_of;
use crate::tree::{Contributor, Date, Direction, Meta};

/// When the book was last modified, for articles that tell no date in a build that has none. EPUB 3.3, 5.5.4, demands a moment: the
/// beginning of 1970 is one that nobody takes for true, and it is the same in every build.
const NO_DATE: &str = "1970-01-01T00:00:00Z";

/// Everything the metadata is derived from.
pub struct Metadata<'a> {
    job: Job<'a>,
    labels: &'a Labels,
    accessibility: Statement,
}

impl<'a> Metadata<'a> {
    /// The metadata of a job's book.
    pub fn of(job: Job<'a>, labels: &'a Labels, accessibility: Statement) -> Metadata<'a> {
        Metadata { job, labels, accessibility }
    }

    /// The head of the article.
    pub fn meta(&self) -> &Meta {
        self.job.document.meta()
    }

    /// The direction in which the book's pages follow each other.
    pub fn direction(&self) -> Direction {
        self.job.document.direction()
    }

    /// Writes the `metadata` element.
    pub fn write(&self, xml: &mut Markup) {
        let meta = self.meta();
        xml.open("metadata", &[("xmlns:dc", "http://purl.org/dc/elements/1.1/")]);
        self.identifier(xml);
        titles(xml, meta);
        xml.element("dc:language", &[], meta.lang.as_str());
        contributors(xml, meta);
        statements(xml, meta);
        series(xml, meta);
        xml.element("meta", &[("property", "dcterms:modified")], &self.modified());
        self.page_source(xml);
        self.accessibility.write(xml, self.labels, self.job.document);
        // Reading systems and shelves that know only EPUB 2 find the cover by this.
        xml.empty("meta", &[("name", "cover"), ("content", COVER_IMAGE_ID)]);
        xml.close("metadata");
    }

    fn identifier(&self, xml: &mut Markup) {
        let identifier = Identifier::of(self.job);
        xml.element("dc:identifier", &[("id", "pub-id")], &identifier.text);
        if let Some(kind) = identifier.onix {
            refine_by_scheme(xml, "#pub-id", ("identifier-type", "onix:codelist5"), kind);
        }
    }

    fn modified(&self) -> String {
        last_modified(self.job).map_or_else(|| NO_DATE.to_owned(), moment)
    }

    /// EPUB Accessibility 1.1, 4.1.3: a book with page breaks names what they are the pages of.
    fn page_source(&self, xml: &mut Markup) {
        if self.accessibility.pages() {
            xml.element("meta", &[("property", "pageBreakSource")], &format!("{}.pdf", self.job.stem));
        }
    }
}

/// The latest date that the article names, for each of them was written into it on that day or later; else the build's. `None` where
/// neither names one.
fn last_modified(job: Job<'_>) -> Option<Date> {
    let meta = job.document.meta();
    let named = [meta.modified, meta.reviewed, meta.published].into_iter().flatten().max_by_key(|date| moment(*date));
    named.or(job.build_date)
}

/// Reports that the book has no true date of its last change.
pub fn missing_date(job: Job<'_>) -> Option<Diagnostic> {
    let message = "nothing names the day of the last change, so the book gives the beginning of 1970";
    let help = "write `modified:` in the front matter, or set SOURCE_DATE_EPOCH";
    let report = || Diagnostic::new(Rule::DateMissing, SourceSpan::NOWHERE, message).with_help(help);
    last_modified(job).is_none().then(report)
}

/// The beginning of a date, as a moment.
fn moment(date: Date) -> String {
    format!("{:04}-{:02}-{:02}T00:00:00Z", date.year(), date.month().unwrap_or(1), date.day().unwrap_or(1))
}

fn titles(xml: &mut Markup, meta: &Meta) {
    xml.element("dc:title", &[("id", "title")], &text_of(&meta.title));
    if let Some(subtitle) = &meta.subtitle {
        refine(xml, "#title", "title-type", "main");
        xml.element("dc:title", &[("id", "subtitle")], subtitle.as_str());
        refine(xml, "#subtitle", "title-type", "subtitle");
    }
}

/// Authors are creators, all others contributors; each with the role that the author gave.
fn contributors(xml: &mut Markup, meta: &Meta) {
    for (index, Contributor { name, role, file_as }) in meta.contributors.iter().enumerate() {
        let element = if role.as_str() == "aut" { "dc:creator" } else { "dc:contributor" };
        let id = format!("contributor-{}", index + 1);
        let refines = format!("#{id}");
        xml.element(element, &[("id", &id)], name.as_str());
        refine_by_scheme(xml, &refines, ("role", "marc:relators"), role.as_str());
        if let Some(file_as) = file_as {
            refine(xml, &refines, "file-as", file_as.as_str());
        }
    }
}

fn statements(xml: &mut Markup, meta: &Meta) {
    let mut say = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            xml.element(name, &[], value);
        }
    };
    say("dc:publisher", meta.publisher.as_ref().map(|line| line.as_str()));
    say("dc:date", meta.published.map(|date| date.to_string()).as_deref());
    say("dc:description", meta.description.as_ref().map(|line| line.as_str()));
    for subject in &meta.subjects {
        say("dc:subject", Some(subject.as_str()));
    }
    say("dc:rights", meta.rights.as_ref().map(|line| line.as_str()));
    say("dc:relation", meta.canonical.as_ref().map(|address| address.as_str()));
    if let Some(version) = &meta.version {
        xml.element("meta", &[("property", "schema:version")], version.as_str());
    }
}

fn series(xml: &mut Markup, meta: &Meta) {
    let Some(series) = &meta.series else { return };
    xml.element("meta", &[("property", "belongs-to-collection"), ("id", "series")], series.name.as_str());
    refine(xml, "#series", "collection-type", "series");
    if let Some(position) = &series.position
        && is_position(position.as_str())
    {
        refine(xml, "#series", "group-position", position.as_str());
    }
}

/// EPUB 3.3, D.3.6: a number, or numbers joined by full stops. Another position is left to the words of the article.
fn is_position(text: &str) -> bool {
    text.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

fn refine(xml: &mut Markup, what: &str, property: &str, value: &str) {
    xml.element("meta", &[("refines", what), ("property", property)], value);
}

fn refine_by_scheme(xml: &mut Markup, what: &str, (property, scheme): (&str, &str), value: &str) {
    xml.element("meta", &[("refines", what), ("property", property), ("scheme", scheme)], value);
}
