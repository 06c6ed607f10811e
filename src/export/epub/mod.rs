//! A document → an EPUB 3.3 that a library can lend.
//!
//! ```text
//! Document ── spine ──▶ content documents ─┐
//! Pages ───── breaks ─▶ page marks, list ──┼─ package, nav ─▶ container (epub-builder, then the finishing pass)
//! Style ───── cover, stylesheet ───────────┘
//! ```
//!
//! Everything that the book says of itself is derived from the document; nothing depends on clock, chance or thread.

mod accessibility;
mod breaks;
mod container;
mod cover;
mod cover_drawing;
mod cover_lines;
mod front;
mod gallery;
mod identifier;
mod markup;
mod metadata;
mod nav;
mod package;
mod resource;
mod spine;
mod stylesheet;
mod text;
mod typefaces;

use super::{Edition, Exporter, Inputs, Job, Table};
use crate::diagnostic::{Diagnostic, Rule};
use crate::style::Labels;
use crate::tree::walk::{self, Visit};
use crate::tree::{Document, Inline, Target};
use accessibility::{PageList, Statement};
use breaks::PageBreaks;
use container::Contents;
use cover::Cover;
use metadata::Metadata;
use nav::Navigation;
use spine::Spine;
use text::{Text, text_of_book};

/// The EPUB exporter.
pub struct Epub;

impl Exporter for Epub {
    fn name(&self) -> &'static str {
        "epub"
    }

    fn inputs(&self) -> Inputs {
        Inputs { tables: &[Table::Colours, Table::Paper, Table::Book], pictures: true, pages: true }
    }

    fn extension(&self) -> &'static str {
        "epub"
    }

    fn mark(&self, bytes: &[u8], _document: &crate::tree::Document) -> Option<String> {
        container::mark(bytes)
    }

    fn export(&self, job: Job<'_>) -> Result<Edition, Vec<Diagnostic>> {
        let labels = Labels::of(&job.document.meta().lang);
        let spine = Spine::of(job.document, job.style.book.split_after);
        let breaks = PageBreaks::of(job.document, job.pages());
        let Text { documents, pictures, pages } = text_of_book(job, &labels, &spine, &breaks);
        let Cover { picture, page } = Cover::of(job, &labels);
        let mut resources = vec![picture, page];
        resources.extend(documents);
        resources.extend(pictures);
        let (typefaces, font_rules) = typefaces::typefaces(job);
        resources.extend(typefaces);
        let (accessibility, mut losses) = Statement::of(job, page_list(&pages));
        losses.extend(links_to_others(job.document));
        losses.extend(metadata::missing_date(job));
        let metadata = Metadata::of(job, &labels, accessibility);
        let navigation = Navigation {
            document: job.document,
            labels: &labels,
            spine: &spine,
            breaks: &breaks,
            pages: &pages,
            cover: cover::PAGE,
        };
        let contents = Contents {
            package: &package::package_document(&metadata, &resources),
            nav: &navigation.write(),
            stylesheet: &(font_rules + &stylesheet::stylesheet(&job.style.book)),
            resources: &resources,
        };
        let bytes = container::pack(&contents).map_err(|bug| vec![bug])?;
        Ok(Edition { bytes, losses, pages: None })
    }
}

/// The coverage of the list of pages, from the document that each page begins in.
fn page_list(pages: &[Option<usize>]) -> PageList {
    match pages {
        [] => PageList::None,
        pages if pages.iter().all(Option::is_some) => PageList::Whole,
        _ => PageList::Broken,
    }
}

/// A book is alone on a reader's shelf: it cannot lead to another, so the words of such a link stay without it.
fn links_to_others(document: &Document) -> Vec<Diagnostic> {
    let mut losses = Vec::new();
    walk::document(document, &mut |visit| {
        let Visit::Inlines(list) = visit else { return };
        walk::inlines(list, &mut |inline| {
            if let Inline::Link { to: Target::Article(link), text, at } = inline {
                let message = format!("`{}` cannot lead to `{}` from a book", walk::text_of(text), link.stem);
                losses.push(Diagnostic::new(Rule::Loss, *at, message).with_help("name the other article in words"));
            }
        });
    });
    losses
}
