//! The statement of a book on its own accessibility (EPUB Accessibility 1.1, 2 and 3): the facts of
//! [`super::super::accessibility`], in names and in words, and conformance where someone answers for it by name and nothing that can
//! be known here speaks against it.

use super::super::Job;
use super::super::accessibility::{Accessibility, HAZARDS, Obstacle, obstacles};
use super::markup::Markup;
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::style::Labels;
use crate::tree::{Document, Line};

/// The only string that says so (EPUB Accessibility 1.1, 3.2.1).
const CONFORMANCE: &str = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA";

/// The accessibility statement of a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    facts: Accessibility,
    /// The name of whoever certifies that the book keeps to the standard; `None` where nobody does, or something speaks against it.
    certified_by: Option<Line>,
}

/// The coverage of the book's list of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageList {
    /// Nothing was laid out: the book claims no pages.
    None,
    /// Each page of the handout begins somewhere in the text.
    Whole,
    /// Some page begins nowhere.
    Broken,
}

impl Statement {
    /// The statement for a job's book, and why conformance is not in it where someone certifies it.
    pub fn of(job: Job<'_>, pages: PageList) -> (Statement, Vec<Diagnostic>) {
        let facts = Accessibility { contents: true, pages: pages != PageList::None, ..Accessibility::of(job) };
        let style_certifier = Line::new(&job.style.book.certified_by).ok();
        let certifier = job.document.meta().certified_by.clone().or(style_certifier);
        let Some(certifier) = certifier else {
            return (Statement { facts, certified_by: None }, Vec::new());
        };
        let withheld = withheld(job, pages, &certifier);
        (Statement { facts, certified_by: withheld.is_empty().then_some(certifier) }, withheld)
    }

    /// True if the book says where pages begin.
    pub fn pages(&self) -> bool {
        self.facts.pages
    }

    /// Writes the properties into the package's metadata.
    pub fn write(&self, xml: &mut Markup, labels: &Labels, document: &Document) {
        let mut say = |property: &str, values: &[&str]| {
            for value in values {
                xml.element("meta", &[("property", property)], value);
            }
        };
        say("schema:accessMode", &self.facts.modes());
        say("schema:accessModeSufficient", &self.facts.sufficient_modes());
        say("schema:accessibilityFeature", &self.facts.features());
        say("schema:accessibilityHazard", &HAZARDS);
        let mut attributes = vec![("property", "schema:accessibilitySummary")];
        if labels.lang != document.meta().lang {
            attributes.extend([("xml:lang", labels.lang.as_str()), ("dir", labels.lang.direction().name())]);
        }
        xml.element("meta", &attributes, &self.facts.summary(labels));
        if let Some(certifier) = &self.certified_by {
            xml.element("meta", &[("property", "dcterms:conformsTo"), ("id", "conformance")], CONFORMANCE);
            let refines = [("property", "a11y:certifiedBy"), ("refines", "#conformance")];
            xml.element("meta", &refines, certifier.as_str());
        }
    }
}

/// One complaint for each obstacle.
fn withheld(job: Job<'_>, pages: PageList, certifier: &Line) -> Vec<Diagnostic> {
    let why = "its page list is not whole";
    let broken = (pages == PageList::Broken).then_some(Obstacle { why, at: SourceSpan::NOWHERE, more: 0 });
    obstacles(job)
        .into_iter()
        .chain(broken)
        .map(|Obstacle { why, at, more }| {
            let message = format!("the book states no conformance, which `{certifier}` certifies: {why}");
            let diagnostic = Diagnostic::new(Rule::ConformanceWithheld, at, message);
            Diagnostic { more, ..diagnostic.with_help("mend this, or name no `certified-by`") }
        })
        .collect()
}
