//! The statements of page and book on their own accessibility, each word derived from what the document holds (Schema.org
//! Accessibility Properties for Discoverability Vocabulary), and what keeps an edition from conforming to WCAG 2.2 AA.
//!
//! Nothing is claimed that is not so: no words for images where there are none, no pages where nothing was laid out.

use super::Job;
use crate::diagnostic::{Rule, SourceSpan};
use crate::style::Labels;
use crate::tree::walk::{self, Visit};
use crate::tree::{Alt, Block, BlockKind, Figure, ImageSource, RowHeaders, Table};

/// Nothing in an edition sounds or flashes, and [`picture`](crate::picture) refuses whatever moves.
pub const HAZARDS: [&str; 1] = ["none"];

/// The features of an edition that readers look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accessibility {
    /// It shows images that say something; each has words, for the tree knows no other.
    pub images: bool,
    pub sections: bool,
    /// It has a list of its contents.
    pub contents: bool,
    /// It says where the pages of the handout begin.
    pub pages: bool,
}

impl Accessibility {
    /// Looks through the document. An image that cannot be shown counts as the words that stand for it.
    pub fn of(job: Job<'_>) -> Accessibility {
        let sections = !job.document.body().sections.is_empty();
        Accessibility { images: shows_images(job), sections, contents: false, pages: false }
    }

    /// The senses by which it is taken in.
    pub fn modes(self) -> Vec<&'static str> {
        if self.images { vec!["textual", "visual"] } else { vec!["textual"] }
    }

    /// The modes that are enough, with commas between those that are needed together. Text alone always is: what an image says is
    /// said in words as well.
    pub fn sufficient_modes(self) -> Vec<&'static str> {
        if self.images { vec!["textual", "textual,visual"] } else { vec!["textual"] }
    }

    /// The features that help in reading it.
    pub fn features(self) -> Vec<&'static str> {
        let mut features = vec!["readingOrder", "displayTransformability", "unlocked"];
        let mut also = |holds: bool, names: &[&'static str]| {
            if holds {
                features.extend(names);
            }
        };
        also(self.contents, &["tableOfContents"]);
        also(self.sections, &["structuralNavigation"]);
        also(self.pages, &["pageBreakMarkers", "pageNavigation"]);
        also(self.images, &["alternativeText"]);
        features
    }

    /// The same in whole sentences, in the language of the labels.
    pub fn summary(self, labels: &Labels) -> String {
        let images = self.images.then(|| labels.summary_images());
        let headings = (self.sections && self.contents).then(|| labels.summary_headings());
        let pages = self.pages.then(|| labels.summary_pages());
        let sentences = [Some(labels.summary_text()), images, headings, pages];
        sentences.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

fn shows_images(job: Job<'_>) -> bool {
    let mut found = false;
    walk::images(job.document, &mut |image| {
        let shown = match &image.source {
            ImageSource::File(path) => job.pictures.contains_key(path),
            ImageSource::Unreachable(_) => false,
        };
        found |= shown && image.alt != Alt::Decorative;
    });
    found
}

/// Why an edition of an article does not conform to WCAG 2.2 AA: one clause, and the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    pub why: &'static str,
    pub at: SourceSpan,
    /// How many more like it reading found and did not list.
    pub more: usize,
}

/// Complaints of the reading stage whose cause the tree no longer shows.
const AGAINST: [(Rule, &str); 2] = [
    (Rule::ImageWithoutWords, "an image has no words (WCAG 2.2, 1.1.1)"),
    (Rule::LanguageGuessed, "nothing says which language the article is in (WCAG 2.2, 3.1.1)"),
];

/// Everything known to keep the article's editions from conforming, in the order of reading. That levels of headings do not skip,
/// links have words and ids lead somewhere is held by the tree itself; that colours can be told apart, by the style.
pub fn obstacles(job: Job<'_>) -> Vec<Obstacle> {
    let against = |rule: Rule| AGAINST.iter().find(|(known, _)| *known == rule).map(|(_, why)| *why);
    let complaints = job.complaints.iter();
    let mut obstacles: Vec<Obstacle> = complaints
        .filter_map(|complaint| {
            against(complaint.rule).map(|why| Obstacle { why, at: complaint.at, more: complaint.more })
        })
        .collect();
    walk::document(job.document, &mut |visit| {
        if let Visit::Block(block) = visit
            && let Some(why) = obstacle_in(block)
        {
            let at = if let BlockKind::Figure(figure) = &block.kind { figure.image.at } else { block.at };
            obstacles.push(Obstacle { why, at, more: 0 });
        }
    });
    // A place is reported once; the complaint of the reading stage comes first.
    obstacles.sort_by_key(|obstacle| obstacle.at);
    obstacles.dedup_by_key(|obstacle| obstacle.at);
    obstacles
}

fn obstacle_in(block: &Block) -> Option<&'static str> {
    match &block.kind {
        BlockKind::Table(table) => {
            (!has_headers(table)).then_some("a column of a table has no header (WCAG 2.2, 1.3.1)")
        }
        BlockKind::Figure(Figure { image, caption }) => (image.alt == Alt::Decorative && !caption.is_empty())
            .then_some("an image has a caption and no words (WCAG 2.2, 1.1.1)"),
        BlockKind::Paragraph(_)
        | BlockKind::List(_)
        | BlockKind::Quote(_)
        | BlockKind::Callout(_)
        | BlockKind::Code(_)
        | BlockKind::Definitions(_)
        | BlockKind::Rule => None,
    }
}

/// True if each column that says anything says what it is. The corner above the names of rows needs no words.
fn has_headers(table: &Table) -> bool {
    table.columns.iter().enumerate().all(|(index, column)| {
        let is_corner = index == 0 && table.row_headers == RowHeaders::FirstCell;
        let is_silent = || table.rows.iter().all(|row| row.cells[index].is_empty());
        is_corner || walk::has_words(&column.header) || is_silent()
    })
}
