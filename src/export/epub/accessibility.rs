//! What a book says of its own accessibility, each word of it derived from what the document holds (EPUB Accessibility 1.1, 2 and 3;
//! Schema.org Accessibility Properties for Discoverability Vocabulary).
//!
//! Nothing is claimed that is not so: no words for images where there are none, no page list where nothing was laid out, no
//! conformance unless someone answers for it by name.

use super::super::Job;
use super::breaks::PageBreaks;
use super::markup::Markup;
use crate::style::Labels;
use crate::tree::walk::{self, Visit};
use crate::tree::{Alt, BlockKind, Document, Image, ImageSource, Inline, Line};

/// The only string that says so (EPUB Accessibility 1.1, 3.2.1).
const CONFORMANCE: &str = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA";

/// What was found in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accessibility {
    /// The book shows images that say something; each has words, for the tree knows no other.
    images: bool,
    sections: bool,
    pages: bool,
    /// Who certifies that the book keeps to the standard.
    certified_by: Option<Line>,
}

impl Accessibility {
    /// Looks through the document. An image that cannot be shown counts as the words that stand for it.
    pub fn of(job: Job<'_>, breaks: &PageBreaks<'_>) -> Accessibility {
        let meta = job.document.meta();
        let style_certifier = Line::new(&job.style.book.certified_by).ok();
        Accessibility {
            images: shows_images(job),
            sections: !job.document.body().sections.is_empty(),
            pages: !breaks.is_empty(),
            certified_by: meta.certified_by.clone().or(style_certifier),
        }
    }

    /// Writes the properties into the package's metadata.
    pub fn write(&self, xml: &mut Markup, labels: &Labels, document: &Document) {
        let mut say = |property: &str, values: &[&str]| {
            for value in values {
                xml.element("meta", &[("property", property)], value);
            }
        };
        say("schema:accessMode", &self.modes());
        say("schema:accessModeSufficient", &self.sufficient_modes());
        say("schema:accessibilityFeature", &self.features());
        // Nothing in a book of ours sounds, and `picture` refuses whatever moves.
        say("schema:accessibilityHazard", &["none"]);
        let mut attributes = vec![("property", "schema:accessibilitySummary")];
        if labels.lang != document.meta().lang {
            attributes.extend([("xml:lang", labels.lang.as_str()), ("dir", labels.lang.direction().name())]);
        }
        xml.element("meta", &attributes, &self.summary(labels));
        if let Some(certifier) = &self.certified_by {
            xml.element("meta", &[("property", "dcterms:conformsTo"), ("id", "conformance")], CONFORMANCE);
            let refines = [("property", "a11y:certifiedBy"), ("refines", "#conformance")];
            xml.element("meta", &refines, certifier.as_str());
        }
    }

    fn modes(&self) -> Vec<&'static str> {
        if self.images { vec!["textual", "visual"] } else { vec!["textual"] }
    }

    /// Text alone is always enough: what an image says is said in words as well.
    fn sufficient_modes(&self) -> Vec<&'static str> {
        if self.images { vec!["textual", "textual,visual"] } else { vec!["textual"] }
    }

    fn features(&self) -> Vec<&'static str> {
        let mut features = vec!["tableOfContents", "readingOrder", "displayTransformability", "unlocked"];
        let mut also = |holds: bool, names: &[&'static str]| {
            if holds {
                features.extend(names);
            }
        };
        also(self.sections, &["structuralNavigation"]);
        also(self.pages, &["pageBreakMarkers", "pageNavigation"]);
        also(self.images, &["alternativeText"]);
        features
    }

    fn summary(&self, labels: &Labels) -> String {
        let images = (self.images).then(|| labels.summary_images());
        let sections = self.sections.then(|| labels.summary_headings());
        let pages = self.pages.then(|| labels.summary_pages());
        let sentences = [Some(labels.summary_text()), images, sections, pages];
        sentences.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

fn shows_images(job: Job<'_>) -> bool {
    let mut found = false;
    let mut look = |image: &Image| {
        let shown = match &image.source {
            ImageSource::File(path) => job.pictures.contains_key(path),
            ImageSource::Unreachable(_) => false,
        };
        found |= shown && image.alt != Alt::Decorative;
    };
    walk::document(job.document, &mut |visit| match visit {
        Visit::Block(block) => {
            if let BlockKind::Figure(figure) = &block.kind {
                look(&figure.image);
            }
        }
        Visit::Inlines(list) => walk::inlines(list, &mut |inline| {
            if let Inline::Image(image) = inline {
                look(image);
            }
        }),
        Visit::Section(..) => {}
    });
    found
}
