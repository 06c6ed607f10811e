//! Bookmarks as deep as the sections are, in the order of the document, and the names of the pages.

use super::file::{File, name};
use super::links::destination;
use super::tags::Elements;
use super::text::text_string;
use crate::layout::pages::{OutlineEntry, Pages};
use lopdf::{Dictionary, Object, ObjectId};

/// More bookmarks than this open at their first level only.
const MOST_OPEN: usize = 40;

/// Writes bookmarks and page labels.
pub(super) fn write(file: &mut File, pages: &Pages, elements: &Elements) {
    page_labels(file, pages);
    if pages.outline.is_empty() {
        return;
    }
    let root = file.document.new_object_id();
    let ids: Vec<ObjectId> = pages.outline.iter().map(|_| file.document.new_object_id()).collect();
    let mut top = Dictionary::new();
    top.set("Type", name("Outlines"));
    let all_open = pages.outline.len() <= MOST_OPEN;
    let level = kids_of(&pages.outline, None);
    let shown = if all_open { pages.outline.len() } else { level.len() };
    hang(&mut top, &level, &ids);
    top.set("Count", shown as i64);
    file.document.set_object(root, top);
    write_level(file, pages, elements, &ids, root, &level, all_open);
    file.catalog().set("Outlines", root);
    file.catalog().set("PageMode", name("UseOutlines"));
}

/// The entries just below one, or below the title.
fn kids_of(entries: &[OutlineEntry], parent: Option<usize>) -> Vec<usize> {
    let (from, depth) = match parent {
        Some(parent) => (parent + 1, Some(entries[parent].depth)),
        None => (0, None),
    };
    let below = |at: &usize| depth.is_none_or(|depth| entries[*at].depth > depth);
    let mut kids: Vec<usize> = Vec::new();
    for at in (from..entries.len()).take_while(below) {
        // A deeper entry without one of the level between hangs where it would be.
        if kids.last().is_none_or(|before| entries[at].depth <= entries[*before].depth) {
            kids.push(at);
        }
    }
    kids
}

fn hang(parent: &mut Dictionary, kids: &[usize], ids: &[ObjectId]) {
    if let (Some(first), Some(last)) = (kids.first(), kids.last()) {
        parent.set("First", ids[*first]);
        parent.set("Last", ids[*last]);
    }
}

fn write_level(
    file: &mut File,
    pages: &Pages,
    elements: &Elements,
    ids: &[ObjectId],
    parent: ObjectId,
    level: &[usize],
    all_open: bool,
) {
    for (place, at) in level.iter().enumerate() {
        let entry = &pages.outline[*at];
        let page = (entry.page as usize).min(pages.pages.len().saturating_sub(1));
        let top = pages.pages[page].height - entry.y;
        let mut item = Dictionary::new();
        item.set("Title", text_string(&entry.title));
        item.set("Parent", parent);
        if let Some(before) = place.checked_sub(1) {
            item.set("Prev", ids[level[before]]);
        }
        if let Some(after) = level.get(place + 1) {
            item.set("Next", ids[*after]);
        }
        item.set("Dest", destination(file, page, top.0));
        item.set("SE", elements.of(entry.node));
        let kids = kids_of(&pages.outline, Some(*at));
        if !kids.is_empty() {
            hang(&mut item, &kids, ids);
            let end = level.get(place + 1).copied().unwrap_or_else(|| end_of(&pages.outline, *at));
            let below = (end - at - 1) as i64;
            item.set("Count", if all_open { below } else { -(kids.len() as i64) });
        }
        file.set_one_of_many(ids[*at], item);
        write_level(file, pages, elements, ids, ids[*at], &kids, all_open);
    }
}

/// The place after the last entry below one.
fn end_of(entries: &[OutlineEntry], at: usize) -> usize {
    let below = entries[at + 1..].iter().take_while(|entry| entry.depth > entries[at].depth).count();
    at + 1 + below
}

/// ISO 32000-1, 12.4.2: a range begins wherever the names stop counting on.
fn page_labels(file: &mut File, pages: &Pages) {
    let mut ranges: Vec<Object> = Vec::new();
    let mut before: Option<Label> = None;
    for (number, page) in pages.pages.iter().enumerate() {
        let label = Label::of(&page.label);
        if before.as_ref().and_then(Label::next).as_ref() != Some(&label) {
            ranges.push((number as i64).into());
            ranges.push(label.range().into());
        }
        before = Some(label);
    }
    let mut tree = Dictionary::new();
    tree.set("Nums", ranges);
    file.catalog().set("PageLabels", tree);
}

/// The label of a page.
#[derive(Clone, Debug, PartialEq)]
enum Label {
    Decimal(u32),
    LowerRoman(u32),
    Words(String),
}

impl Label {
    fn of(label: &str) -> Label {
        match label.parse() {
            Ok(number) if number > 0 && !label.starts_with(['0', '+']) => Label::Decimal(number),
            _ => match (1..=399).find(|number| lower_roman(*number) == label) {
                Some(number) => Label::LowerRoman(number),
                None => Label::Words(label.to_owned()),
            },
        }
    }

    fn next(&self) -> Option<Label> {
        match self {
            Label::Decimal(number) => Some(Label::Decimal(number + 1)),
            Label::LowerRoman(number) => Some(Label::LowerRoman(number + 1)),
            Label::Words(_) => None,
        }
    }

    fn range(&self) -> Dictionary {
        let mut range = Dictionary::new();
        let (style, start) = match self {
            Label::Decimal(number) => ("D", *number),
            Label::LowerRoman(number) => ("r", *number),
            Label::Words(words) => {
                range.set("P", text_string(words));
                return range;
            }
        };
        range.set("S", name(style));
        if start != 1 {
            range.set("St", i64::from(start));
        }
        range
    }
}

fn lower_roman(mut number: u32) -> String {
    const DIGITS: [(u32, &str); 9] =
        [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let mut roman = String::new();
    for (value, digits) in DIGITS {
        while number >= value {
            roman.push_str(digits);
            number -= value;
        }
    }
    roman
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::pages::NodeId;

    fn entries(depths: &[u8]) -> Vec<OutlineEntry> {
        let entry = |depth: &u8| OutlineEntry {
            depth: *depth,
            title: String::new(),
            page: 0,
            y: crate::style::Pt::ZERO,
            node: NodeId(0),
        };
        depths.iter().map(entry).collect()
    }

    #[test]
    fn bookmarks_nest_as_sections_do() {
        let list = entries(&[1, 2, 3, 2, 1, 3, 1]);
        assert_eq!(kids_of(&list, None), [0, 4, 6]);
        assert_eq!(kids_of(&list, Some(0)), [1, 3]);
        assert_eq!(kids_of(&list, Some(1)), [2]);
        assert_eq!(kids_of(&list, Some(4)), [5]);
        assert_eq!(end_of(&list, 0), 4);
    }

    #[test]
    fn labels_are_known_by_their_form() {
        for (text, label) in [
            ("1", Label::Decimal(1)),
            ("iv", Label::LowerRoman(4)),
            ("A", Label::Words("A".to_owned())),
            ("", Label::Words(String::new())),
            ("01", Label::Words("01".to_owned())),
        ] {
            assert_eq!(Label::of(text), label);
        }
    }
}
