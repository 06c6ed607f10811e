//! Goes through the inlines of a draft that is still being made and lets them be changed. The order is the reading order, which
//! is also the order in which the gate counts notes.

use crate::tree::{Alt, Block, BlockKind, Body, Callout, Definition, Inline, Item, NoteReference, Table, walk};

/// Visits every list of inlines of a body.
pub(super) fn body(tree: &mut Body, visit: &mut impl FnMut(&mut Vec<Inline>)) {
    blocks(&mut tree.blocks, visit);
    for section in &mut tree.sections {
        visit(&mut section.title);
        body(&mut section.body, visit);
    }
}

/// Visits every list of inlines of some blocks.
pub(super) fn blocks(list: &mut [Block], visit: &mut impl FnMut(&mut Vec<Inline>)) {
    for block in list {
        match &mut block.kind {
            BlockKind::Paragraph(text) => visit(text),
            BlockKind::List(list) => list.items.iter_mut().for_each(|Item { blocks: inner, .. }| blocks(inner, visit)),
            BlockKind::Quote(quoted) => blocks(quoted, visit),
            BlockKind::Callout(Callout { title, blocks: inner, .. }) => {
                visit(title);
                blocks(inner, visit);
            }
            BlockKind::Figure(figure) => visit(&mut figure.caption),
            BlockKind::Table(table) => cells(table, visit),
            BlockKind::Definitions(definitions) => {
                for Definition { terms, meanings, .. } in definitions {
                    terms.iter_mut().for_each(&mut *visit);
                    meanings.iter_mut().for_each(|meaning| blocks(meaning, visit));
                }
            }
            BlockKind::Code(_) | BlockKind::Rule => {}
        }
    }
}

fn cells(table: &mut Table, visit: &mut impl FnMut(&mut Vec<Inline>)) {
    visit(&mut table.caption);
    table.columns.iter_mut().for_each(|column| visit(&mut column.header));
    table.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(visit);
}

/// Puts the inlines that `change` returns in the place of each inline, and looks at those too. `Err` hands an inline back, as it
/// was or changed in itself, and what is in it is looked at next.
pub(super) fn inlines(list: &mut Vec<Inline>, change: &mut impl FnMut(Inline) -> Result<Vec<Inline>, Inline>) {
    let mut changed = Vec::with_capacity(list.len());
    for inline in std::mem::take(list) {
        match change(inline) {
            Ok(mut instead) => {
                inlines(&mut instead, change);
                changed.append(&mut instead);
            }
            Err(mut same) => {
                if let Some(inner) = walk::children_mut(&mut same) {
                    inlines(inner, change);
                }
                changed.push(same);
            }
        }
    }
    *list = changed;
}

/// Leaves only words: links and images become theirs. Notes are handed to `notes`.
pub(super) fn words_only(list: &mut Vec<Inline>, keep_links: KeepLinks, notes: &mut Vec<NoteReference>) {
    inlines(list, &mut |inline| match inline {
        Inline::Link { text, .. } if keep_links == KeepLinks::No => Ok(text),
        Inline::Image(image) => Ok(match image.alt {
            Alt::Text(words) => vec![Inline::Text(words.into())],
            Alt::Decorative => Vec::new(),
        }),
        Inline::Note(reference) => {
            notes.push(reference);
            Ok(Vec::new())
        }
        other => Err(other),
    });
}

/// Choice to keep links in content that is words only.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum KeepLinks {
    Yes,
    No,
}
