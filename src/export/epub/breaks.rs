//! Where the pages of this build's own PDF begin in the text of the book (EPUB Accessibility 1.1, 4.1: page navigation).
//!
//! Layout's structure and the document have their words in the same order. So each stretch of printed text (a paragraph, a heading,
//! a cell) is found again in the document by its words, the nth of several alike as the nth; a page begins in the first stretch that
//! it draws, after as many characters as earlier pages drew of it. What only the printed page has (its contents list, numbers of
//! items) is found nowhere and passed over.

use super::super::xhtml::Mark;
use super::printed::{Printed, is_printed, push_printed, squeezed};
use crate::layout::Pages;
use crate::tree::walk::{self, Visit};
use crate::tree::{Alt, Block, BlockKind, Code, Document, Inline, Section};
use std::collections::BTreeMap;

/// The page breaks of a book, in the order of pages.
#[derive(Debug, Default)]
pub struct PageBreaks<'d> {
    breaks: Vec<PageBreak<'d>>,
    /// The breaks of each spot, by what the spot is.
    at: BTreeMap<SpotKey, Vec<usize>>,
}

/// The beginning of one page.
#[derive(Clone, Debug)]
pub struct PageBreak<'d> {
    /// What the printed page is called.
    pub label: String,
    spot: Spot<'d>,
}

/// A place in the document that a mark can stand at.
#[derive(Clone, Copy, Debug)]
pub enum Spot<'d> {
    /// Before the title.
    Top,
    /// Before a section's heading.
    Section(&'d Section),
    /// Before a block.
    Block(&'d Block),
    /// Among inlines, after a number of characters of their text.
    Text(&'d [Inline], usize),
    /// Among the lines of a code block, after a number of its characters.
    Code(&'d Code, usize),
    /// After everything.
    End,
}

/// A spot as the thing in memory that it is at: a document does not move while it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum SpotKey {
    Top,
    Section(usize),
    Block(usize),
    Text(usize),
    Code(usize),
    End,
}

impl Spot<'_> {
    fn key(self) -> SpotKey {
        match self {
            Spot::Top => SpotKey::Top,
            Spot::Section(section) => SpotKey::Section(std::ptr::from_ref(section).addr()),
            Spot::Block(block) => SpotKey::Block(std::ptr::from_ref(block).addr()),
            Spot::Text(list, _) => SpotKey::Text(list.as_ptr().addr()),
            Spot::Code(code, _) => SpotKey::Code(std::ptr::from_ref(code).addr()),
            Spot::End => SpotKey::End,
        }
    }

    fn after(self) -> usize {
        match self {
            Spot::Text(_, after) | Spot::Code(_, after) => after,
            Spot::Top | Spot::Section(_) | Spot::Block(_) | Spot::End => 0,
        }
    }
}

impl<'d> PageBreaks<'d> {
    /// Finds where each page begins; no breaks where nothing was laid out.
    pub fn of(document: &'d Document, pages: &Pages) -> PageBreaks<'d> {
        let stretches = stretches_of(document);
        let printed = Printed::of(pages);
        let found = printed.found_in(&stretches);
        let begun = |page: &Vec<(usize, usize)>| page.iter().find_map(|(text, drawn)| Some((found[*text]?, *drawn)));
        let begun: Vec<Option<(usize, usize)>> = printed.pages.iter().map(begun).collect();
        let mut spots: Vec<Option<Spot<'d>>> = Vec::with_capacity(begun.len());
        // Pages that begin in one stretch are looked for together: it is read once, over however many pages it goes on.
        for pages in begun.chunk_by(|page, next| page.map(|(stretch, _)| stretch) == next.map(|(stretch, _)| stretch)) {
            let drawn: Vec<usize> = pages.iter().flatten().map(|(_, drawn)| *drawn).collect();
            match pages[0] {
                Some((stretch, _)) => spots.extend(stretches[stretch].spots_after(&drawn).into_iter().map(Some)),
                None => spots.extend(pages.iter().map(|_| None)),
            }
        }
        if let Some(first) = spots.first_mut() {
            *first = Some(Spot::Top);
        }
        // A page that shows nothing of the document (its contents list alone) begins where the next one does.
        let mut next = Spot::End;
        for spot in spots.iter_mut().rev() {
            next = spot.unwrap_or(next);
            *spot = Some(next);
        }
        let labels = pages.pages.iter().map(|page| page.label.clone());
        let breaks: Vec<PageBreak<'d>> =
            labels.zip(spots.into_iter().flatten()).map(|(label, spot)| PageBreak { label, spot }).collect();
        let mut at: BTreeMap<SpotKey, Vec<usize>> = BTreeMap::new();
        for (index, page) in breaks.iter().enumerate() {
            at.entry(page.spot.key()).or_default().push(index);
        }
        PageBreaks { breaks, at }
    }

    /// Whether the book has no pages to turn to.
    pub fn is_empty(&self) -> bool {
        self.breaks.is_empty()
    }

    /// The breaks, in the order of pages.
    pub fn iter(&self) -> impl Iterator<Item = &PageBreak<'d>> {
        self.breaks.iter()
    }

    /// The pages that begin at a spot: their places in the order of pages, and how many characters stand before each.
    pub fn pages_at(&self, spot: Spot<'_>) -> impl Iterator<Item = (usize, usize)> {
        let pages = self.at.get(&spot.key()).map_or(&[][..], Vec::as_slice);
        pages.iter().map(|page| (*page, self.breaks[*page].spot.after()))
    }

    /// The marks that begin the pages at a spot.
    pub fn marks_at(&self, spot: Spot<'_>) -> Vec<Mark> {
        self.pages_at(spot).map(|(page, after)| Mark { after, markup: self.markup(page) }).collect()
    }

    /// EPUB Structural Semantics, `pagebreak`; DPUB-ARIA 1.1, `doc-pagebreak`: its name is the page's.
    fn markup(&self, page: usize) -> String {
        let mut markup = format!("<span id=\"{}\" epub:type=\"pagebreak\" role=\"doc-pagebreak\"", id_of(page));
        super::super::xhtml::push_attribute(&mut markup, "aria-label", &self.breaks[page].label);
        markup.push_str("></span>");
        markup
    }
}

/// The id of a page's mark; pages count from 0 in the order of the list.
pub fn id_of(page: usize) -> String {
    format!("q-page-{}", page + 1)
}

/// A stretch of the document's text that is printed in one piece.
#[derive(Debug)]
pub struct Stretch<'d> {
    /// Its characters without white space.
    pub words: String,
    /// Where a page begins that begins with it.
    start: Spot<'d>,
    inside: Inside<'d>,
}

/// What marks can stand inside of.
#[derive(Clone, Copy, Debug)]
enum Inside<'d> {
    Inlines(&'d [Inline]),
    Code(&'d Code),
    Nothing,
}

impl<'d> Stretch<'d> {
    /// The spots after numbers of its printed characters, which do not fall.
    fn spots_after(&self, drawn: &[usize]) -> Vec<Spot<'d>> {
        // What begins with a page, and is no more than begun there, is at its start.
        let at_start = drawn.iter().take_while(|drawn| **drawn == 0).count();
        let (beginning, later) = drawn.split_at(at_start);
        let mut spots = vec![self.start; beginning.len()];
        match self.inside {
            _ if later.is_empty() => {}
            Inside::Inlines(text) => {
                spots.extend(after_characters(text, later).into_iter().map(|after| Spot::Text(text, after)));
            }
            Inside::Code(code) => {
                let mut printed = code.text.chars().enumerate().filter(|(_, c)| is_printed(*c));
                let (mut next, mut found) = (0, None);
                spots.extend(later.iter().map(|drawn| {
                    if next <= *drawn {
                        found = printed.nth(drawn - next);
                        next = drawn + 1;
                    }
                    found.map_or(self.start, |(after, _)| Spot::Code(code, after))
                }));
            }
            Inside::Nothing => spots.extend(later.iter().map(|_| self.start)),
        }
        spots
    }
}

/// For each number of printed characters, which do not fall, the number of characters of the inlines' text before the one that
/// follows them. Images are not text on paper.
fn after_characters(text: &[Inline], counts: &[usize]) -> Vec<usize> {
    let (mut seen, mut after) = (0, 0);
    let mut found = Vec::with_capacity(counts.len());
    walk::inlines(text, &mut |inline| match inline {
        Inline::Text(text) | Inline::Code(text) => {
            for c in text.chars() {
                if is_printed(c) {
                    while counts.get(found.len()) == Some(&seen) {
                        found.push(after);
                    }
                    seen += 1;
                }
                after += 1;
            }
        }
        Inline::Image(image) => match &image.alt {
            Alt::Text(words) => after += words.as_str().chars().count(),
            Alt::Decorative => {}
        },
        Inline::Break => after += 1,
        Inline::Emphasis(_) | Inline::Strong(_) | Inline::Struck(_) | Inline::Subscript(_) | Inline::Superscript(_) => {
        }
        Inline::Link { .. } | Inline::Note(_) | Inline::Foreign { .. } | Inline::Abbreviation { .. } => {}
    });
    found.resize(counts.len(), after);
    found
}

/// All stretches in the order of reading.
fn stretches_of(document: &Document) -> Vec<Stretch<'_>> {
    let mut stretches = Vec::new();
    // What the next inlines begin, where it is more than themselves: a section, a table, a callout.
    let mut begins: Option<Spot<'_>> = Some(Spot::Top);
    let mut add = |visit| match visit {
        Visit::Section(section, _) => begins = Some(Spot::Section(section)),
        Visit::Block(block) => match &block.kind {
            BlockKind::Code(code) => {
                let (words, start) = (squeezed(&code.text), Spot::Block(block));
                stretches.push(Stretch { words, start, inside: Inside::Code(code) });
            }
            BlockKind::Figure(figure) => {
                if let Alt::Text(words) = &figure.image.alt {
                    stretches.push(Stretch {
                        words: squeezed(words.as_str()),
                        start: Spot::Block(block),
                        inside: Inside::Nothing,
                    });
                }
            }
            BlockKind::Table(_) | BlockKind::Callout(_) => begins = Some(Spot::Block(block)),
            BlockKind::Paragraph(_) | BlockKind::List(_) | BlockKind::Quote(_) => {}
            BlockKind::Definitions(_) | BlockKind::Rule => {}
        },
        Visit::Inlines(text) => {
            let words = words_of(text);
            if !words.is_empty() {
                let start = begins.take().unwrap_or(Spot::Text(text, 0));
                stretches.push(Stretch { words, start, inside: Inside::Inlines(text) });
            }
        }
    };
    add(Visit::Inlines(&document.meta().title));
    walk::document(document, &mut add);
    stretches
}

/// The characters that are printed of inlines.
fn words_of(text: &[Inline]) -> String {
    let mut words = String::new();
    walk::inlines(text, &mut |inline| {
        if let Inline::Text(text) | Inline::Code(text) = inline {
            push_printed(&mut words, text);
        }
    });
    words
}
