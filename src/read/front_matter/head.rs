//! The values that an article gives about itself.

use crate::tree::{Inline, Lang, Meta, WebAddress};

/// The values of the front matter.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::read) struct Head {
    /// Empty where it gives none.
    pub(in crate::read) title: Vec<Inline>,
    /// `None` where it gives none.
    pub(in crate::read) lang: Option<Lang>,
    /// Base of relative links.
    pub(in crate::read) base_url: Option<WebAddress>,
    /// Lines of bare text that are headings, and lines that are none, whatever they look like.
    pub(in crate::read) headings: Vec<String>,
    pub(in crate::read) not_headings: Vec<String>,
    /// All else. Its title and its language are filled in when the article has been read.
    pub(in crate::read) meta: Meta,
}

impl Head {
    /// The head of an article that says nothing about itself.
    pub(in crate::read) fn silent() -> Head {
        Head {
            title: Vec::new(),
            lang: None,
            base_url: None,
            headings: Vec::new(),
            not_headings: Vec::new(),
            meta: Meta::new(Vec::new(), Lang::english()),
        }
    }

    /// This head, and where it says nothing, what another one says. Lines that either names are named.
    pub(in crate::read) fn filled_from(mut self, other: Head) -> Head {
        self.headings.extend(other.headings);
        self.not_headings.extend(other.not_headings);
        let (own, beside) = (self.meta, other.meta);
        let meta = Meta {
            title: own.title,
            subtitle: own.subtitle.or(beside.subtitle),
            lang: own.lang,
            dir: own.dir.or(beside.dir),
            contributors: if own.contributors.is_empty() { beside.contributors } else { own.contributors },
            description: own.description.or(beside.description),
            publisher: own.publisher.or(beside.publisher),
            published: own.published.or(beside.published),
            modified: own.modified.or(beside.modified),
            reviewed: own.reviewed.or(beside.reviewed),
            next_review: own.next_review.or(beside.next_review),
            version: own.version.or(beside.version),
            identifier: own.identifier.or(beside.identifier),
            subjects: if own.subjects.is_empty() { beside.subjects } else { own.subjects },
            rights: own.rights.or(beside.rights),
            series: own.series.or(beside.series),
            canonical: own.canonical.or(beside.canonical),
            cover: own.cover.or(beside.cover),
            certified_by: own.certified_by.or(beside.certified_by),
            phone: own.phone.or(beside.phone),
        };
        let title = if self.title.is_empty() { other.title } else { self.title };
        Head { title, lang: self.lang.or(other.lang), base_url: self.base_url.or(other.base_url), meta, ..self }
    }
}
