//! The places in the text of the book where the pages of this build's own PDF begin (EPUB Accessibility 1.1, 4.1: page navigation).
//!
//! Layout says of what it draws which text of the document that is, and how far into it. A page begins with the first text that it
//! draws. What only the printed page has (its contents list, numbers of items) has no place in the text and is passed over.

use super::super::xhtml::Mark;
use crate::layout::Pages;
use crate::layout::pages::{Item, Owner, Page, Shape, TextPlace};
use crate::tree::walk::{self, Visit};
use crate::tree::{Block, BlockKind, Code, Document, Inline, Section};
use std::borrow::Cow;
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
    /// The label of the printed page.
    pub label: String,
    spot: Spot<'d>,
}

/// A place in the document for a mark.
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
        let texts = texts_of(document);
        let places: Vec<Option<TextPlace>> = pages.pages.iter().map(|page| first_place(page, &texts)).collect();
        let mut spots: Vec<Option<Spot<'d>>> = Vec::with_capacity(places.len());
        let ordinal = |place: &Option<TextPlace>| place.map(|place| place.ordinal);
        // The text of a block is read once, over however many pages it continues.
        for pages in places.chunk_by(|page, next| ordinal(page) == ordinal(next)) {
            let text = ordinal(&pages[0]).and_then(|ordinal| texts.get(ordinal as usize)?.as_ref());
            match text {
                Some(text) => spots.extend(text.spots_at(pages.iter().flatten()).into_iter().map(Some)),
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

    /// True if the book has no pages to turn to.
    pub fn is_empty(&self) -> bool {
        self.breaks.is_empty()
    }

    /// The breaks, in the order of pages.
    pub fn iter(&self) -> impl Iterator<Item = &PageBreak<'d>> {
        self.breaks.iter()
    }

    /// The pages that begin at a spot: their places in the order of pages, and how many characters are before each.
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

/// A text of the document that a page can begin in.
#[derive(Clone, Copy, Debug)]
struct Text<'d> {
    /// The spot of a page that begins with it.
    start: Spot<'d>,
    inside: Inside<'d>,
}

/// The content of a text that marks can be among.
#[derive(Clone, Copy, Debug)]
enum Inside<'d> {
    Inlines(&'d [Inline]),
    Code(&'d Code),
    /// A figure, which is shown whole.
    Nothing,
}

impl<'d> Text<'d> {
    /// The spots at some places of the text, in the order of reading.
    fn spots_at<'p>(&self, places: impl Iterator<Item = &'p TextPlace>) -> Vec<Spot<'d>> {
        let words = match self.inside {
            Inside::Inlines(text) => Cow::Owned(walk::text_of(text)),
            Inside::Code(code) => Cow::Borrowed(code.text.as_str()),
            Inside::Nothing => Cow::Borrowed(""),
        };
        let mut counted = Counted { text: &words, offset: 0, characters: 0 };
        let spot = |place: &TextPlace| match (self.inside, counted.before(place.offset as usize)) {
            (Inside::Inlines(text), Some(after)) => Spot::Text(text, after),
            (Inside::Code(code), Some(after)) => Spot::Code(code, after),
            (Inside::Nothing, _) | (_, None) => self.start,
        };
        places.map(spot).collect()
    }
}

/// The characters of a text, counted as far as an offset.
struct Counted<'t> {
    text: &'t str,
    offset: usize,
    characters: usize,
}

impl Counted<'_> {
    /// The characters before the first visible one at or after a number of bytes; `None` where none before it is visible.
    fn before(&mut self, offset: usize) -> Option<usize> {
        let offset = if self.text.is_char_boundary(offset) { offset } else { self.text.len() };
        if offset < self.offset {
            (self.offset, self.characters) = (0, 0);
        }
        self.characters += self.text[self.offset..offset].chars().count();
        self.offset = offset;
        let spaces = self.text[offset..].chars().take_while(|c| c.is_whitespace()).count();
        let is_visible = |c: char| !c.is_whitespace();
        self.text[..offset].contains(is_visible).then_some(self.characters + spaces)
    }
}

/// The place of the first text that a page draws; `None` for a page that draws none.
fn first_place(page: &Page, texts: &[Option<Text<'_>>]) -> Option<TextPlace> {
    let places = page.items.iter().filter(|item| is_visible(item)).filter_map(|item| item.place);
    places.into_iter().find(|place| texts.get(place.ordinal as usize).is_some_and(Option::is_some))
}

fn is_visible(item: &Item) -> bool {
    let has_ink = match &item.shape {
        Shape::Glyphs(run) => !run.text.trim().is_empty(),
        Shape::Path(_) | Shape::Picture { .. } => true,
        Shape::Rectangle { .. } | Shape::LinkArea { .. } => false,
    };
    has_ink && matches!(item.owner, Owner::Content(_))
}

/// The texts of a document by their ordinals in the walk; `None` for a visit that is no text.
fn texts_of(document: &Document) -> Vec<Option<Text<'_>>> {
    let mut texts = Vec::new();
    // The section, table or callout that the next text begins.
    let mut begins: Option<Spot<'_>> = Some(Spot::Top);
    walk::numbered(document, &mut |_, visit| {
        let text = match visit {
            Visit::Section(section, _) => {
                begins = Some(Spot::Section(section));
                None
            }
            Visit::Block(block) => match &block.kind {
                BlockKind::Code(code) => Some((Spot::Block(block), Inside::Code(code))),
                BlockKind::Figure(_) => Some((Spot::Block(block), Inside::Nothing)),
                BlockKind::Table(_) | BlockKind::Callout(_) => {
                    begins = begins.or(Some(Spot::Block(block)));
                    None
                }
                BlockKind::Paragraph(_) | BlockKind::List(_) | BlockKind::Quote(_) => None,
                BlockKind::Definitions(_) | BlockKind::Rule => None,
            },
            Visit::Inlines(text) => walk::has_words(text).then_some((Spot::Text(text, 0), Inside::Inlines(text))),
        };
        texts.push(text.map(|(own, inside)| Text { start: begins.take().unwrap_or(own), inside }));
    });
    texts
}
