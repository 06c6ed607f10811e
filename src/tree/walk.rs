//! The one traversal of the tree, in reading order, and the plain text of inlines.

use super::{Alt, Block, BlockKind, Body, Direction, Document, Image, Inline, Item, List, Section, is_rtl};

/// One stop of a walk, in reading order.
#[derive(Clone, Copy, Debug)]
pub enum Visit<'d> {
    /// A section begins. Its depth is 1 just below the title.
    Section(&'d Section, usize),
    /// A block begins; the blocks in it follow.
    Block(&'d Block),
    /// A list of inlines: the text of a paragraph, heading, cell, term or caption.
    Inlines(&'d [Inline]),
}

/// Visits the body and then the notes of a document, in reading order. Headings are met as the inlines of their section.
pub fn document<'d>(document: &'d Document, visit: &mut impl FnMut(Visit<'d>)) {
    body(document.body(), visit);
    for note in document.notes() {
        blocks(&note.blocks, visit);
    }
}

/// Visits the title, then all that [`document`] visits, each with its ordinal: the title is 0.
pub fn numbered<'d>(tree: &'d Document, visit: &mut impl FnMut(u32, Visit<'d>)) {
    let mut ordinal = 0;
    visit(ordinal, Visit::Inlines(&tree.meta().title));
    document(tree, &mut |met| {
        ordinal += 1;
        visit(ordinal, met);
    });
}

/// Visits a body: its blocks, then its sections.
pub fn body<'d>(tree: &'d Body, visit: &mut impl FnMut(Visit<'d>)) {
    body_at(tree, 0, visit);
}

fn body_at<'d>(tree: &'d Body, depth: usize, visit: &mut impl FnMut(Visit<'d>)) {
    blocks(&tree.blocks, visit);
    for section in &tree.sections {
        visit(Visit::Section(section, depth + 1));
        visit(Visit::Inlines(&section.title));
        body_at(&section.body, depth + 1, visit);
    }
}

/// Visits blocks and all that is in them.
pub fn blocks<'d>(list: &'d [Block], visit: &mut impl FnMut(Visit<'d>)) {
    for block in list {
        visit(Visit::Block(block));
        match &block.kind {
            BlockKind::Paragraph(text) => visit(Visit::Inlines(text)),
            BlockKind::List(list) => {
                for item in &list.items {
                    blocks(&item.blocks, visit);
                }
            }
            BlockKind::Quote(quoted) => blocks(quoted, visit),
            BlockKind::Callout(callout) => {
                visit(Visit::Inlines(&callout.title));
                blocks(&callout.blocks, visit);
            }
            BlockKind::Figure(figure) => visit(Visit::Inlines(&figure.caption)),
            BlockKind::Table(table) => {
                visit(Visit::Inlines(&table.caption));
                for column in &table.columns {
                    visit(Visit::Inlines(&column.header));
                }
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    visit(Visit::Inlines(cell));
                }
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    for term in &definition.terms {
                        visit(Visit::Inlines(term));
                    }
                    for meaning in &definition.meanings {
                        blocks(meaning, visit);
                    }
                }
            }
            BlockKind::Code(_) | BlockKind::Rule => {}
        }
    }
}

/// Visits each inline of a list and those in it, outer before inner.
pub fn inlines<'d>(list: &'d [Inline], visit: &mut impl FnMut(&'d Inline)) {
    for inline in list {
        visit(inline);
        if let Some(inner) = children(inline) {
            inlines(inner, visit);
        }
    }
}

/// Visits every image of the body and the notes, those of figures and those among words, in reading order.
pub fn images<'d>(tree: &'d Document, visit: &mut impl FnMut(&'d Image)) {
    document(tree, &mut |met| match met {
        Visit::Block(block) => {
            if let BlockKind::Figure(figure) = &block.kind {
                visit(&figure.image);
            }
        }
        Visit::Inlines(list) => inlines(list, &mut |inline| {
            if let Inline::Image(image) = inline {
                visit(image);
            }
        }),
        Visit::Section(..) => {}
    });
}

/// The inlines inside an inline; `None` for one that holds no list.
pub fn children(inline: &Inline) -> Option<&[Inline]> {
    match inline {
        Inline::Emphasis(text)
        | Inline::Strong(text)
        | Inline::Struck(text)
        | Inline::Subscript(text)
        | Inline::Superscript(text) => Some(text),
        Inline::Link { text, .. } | Inline::Foreign { text, .. } | Inline::Abbreviation { text, .. } => Some(text),
        Inline::Text(_) | Inline::Code(_) | Inline::Image(_) | Inline::Note(_) | Inline::Break => None,
    }
}

/// As [`children`], for a draft that is still being made.
pub fn children_mut(inline: &mut Inline) -> Option<&mut Vec<Inline>> {
    match inline {
        Inline::Emphasis(text)
        | Inline::Strong(text)
        | Inline::Struck(text)
        | Inline::Subscript(text)
        | Inline::Superscript(text) => Some(text),
        Inline::Link { text, .. } | Inline::Foreign { text, .. } | Inline::Abbreviation { text, .. } => Some(text),
        Inline::Text(_) | Inline::Code(_) | Inline::Image(_) | Inline::Note(_) | Inline::Break => None,
    }
}

/// The words of inlines as one line: images as their words, breaks as a space, notes as nothing.
pub fn text_of(list: &[Inline]) -> String {
    let mut line = String::new();
    inlines(list, &mut |inline| match inline {
        Inline::Text(text) | Inline::Code(text) => line.push_str(text),
        Inline::Image(image) => match &image.alt {
            Alt::Text(words) => line.push_str(words.as_str()),
            Alt::Decorative => {}
        },
        Inline::Break => line.push(' '),
        Inline::Emphasis(_) | Inline::Strong(_) | Inline::Struck(_) | Inline::Subscript(_) | Inline::Superscript(_) => {
        }
        Inline::Link { .. } | Inline::Note(_) | Inline::Foreign { .. } | Inline::Abbreviation { .. } => {}
    });
    line
}

/// The end of the lead-in of an item: after the colon of a short clause at its head that has words after it ("Detachment: cells
/// leave …"). In bytes; `None` where the item has none.
pub fn lead_in(words: &str) -> Option<usize> {
    const LONGEST: usize = 72;
    let colon = words.find(": ")?;
    let before = &words[..colon];
    let is_clause = before.chars().count() <= LONGEST && !before.contains(". ") && !before.contains('\n');
    is_clause.then_some(colon + 1)
}

/// True if lead-ins of a list's items are a pattern of the author's: half of the items have one, or more. A colon in one item of many
/// is only a colon.
pub fn has_lead_ins(list: &List) -> bool {
    let leads = |item: &&Item| {
        let first = item.blocks.first().and_then(Block::paragraph);
        first.is_some_and(|text| lead_in(&text_of(text)).is_some())
    };
    list.items.iter().filter(leads).count() * 2 >= list.items.len()
}

/// The number of letters that run from right to left, and of those that do not. Words in a named language are not counted.
pub fn letters(text: &[Inline]) -> (usize, usize) {
    let mut counts = (0, 0);
    for inline in text {
        let (rtl, ltr) = match inline {
            Inline::Text(words) => {
                let letters = words.chars().filter(|c| is_letter(*c));
                letters.fold((0, 0), |(rtl, ltr), c| if is_rtl(c) { (rtl + 1, ltr) } else { (rtl, ltr + 1) })
            }
            Inline::Foreign { .. } | Inline::Code(_) | Inline::Image(_) | Inline::Note(_) | Inline::Break => (0, 0),
            Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Struck(_)
            | Inline::Subscript(_)
            | Inline::Superscript(_)
            | Inline::Link { .. }
            | Inline::Abbreviation { .. } => children(inline).map_or((0, 0), letters),
        };
        counts = (counts.0 + rtl, counts.1 + ltr);
    }
    counts
}

/// As [`char::is_alphabetic`], with a fast path for Hebrew and Arabic, whose letters come up most.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{657}' | '\u{66e}'..='\u{6d3}') || c.is_alphabetic()
}

/// The direction of a heading: that of the text around it, unless that runs from left to right and most of its letters do not. A
/// section says no direction of its own, since its letters do.
pub fn direction_of_heading(title: &[Inline], around: Direction) -> Direction {
    match around {
        Direction::Rtl => Direction::Rtl,
        Direction::Ltr => {
            let (with, against) = letters(title);
            if with > against { Direction::Rtl } else { Direction::Ltr }
        }
    }
}

/// True if inlines say anything at all: a word, an image with words, a mark. White space alone says nothing.
pub fn has_words(list: &[Inline]) -> bool {
    text_of(list).chars().any(|c| !c.is_whitespace())
}
