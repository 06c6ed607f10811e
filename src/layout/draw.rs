//! The words of a line → its items: runs of glyphs, signs, pictures, underlines and the areas of links.

use super::pages::{Artifact, FontId, Glyph, GlyphRun, Item, NodeId, Owner, Rect, Shape};
use super::picture_size::inline_extent;
use super::prose::Prose;
use super::shape::{Ink, Part, Shaper, Word};
use crate::picture::Pictures;
use crate::style::Pt;
use crate::tree::{Direction, ImageSource};
use unicode_bidi::{BidiInfo, Level};

/// The place of a line.
#[derive(Clone, Copy)]
pub struct LinePlace {
    /// The left end of its words.
    pub x: f32,
    pub baseline: f32,
    pub top: f32,
    pub height: f32,
}

/// Parts next to each other in reading order that are drawn as one: in one span, face and direction.
struct Group<'w> {
    parts: Vec<&'w Part>,
    level: u8,
    width: f32,
    /// Of the spaces that end the line.
    hanging: f32,
}

/// Draws the words of a line from its left end.
pub fn draw_line(
    prose: &Prose,
    words: &[Word],
    place: LinePlace,
    shaper: &Shaper<'_>,
    pictures: &Pictures,
    items: &mut Vec<Item>,
) {
    let groups = groups(prose, words);
    let levels: Vec<Level> = groups.iter().map(|group| Level::new(group.level).unwrap_or(Level::ltr())).collect();
    let order: Vec<usize> = if levels.iter().all(|level| level.number() == 0) {
        (0..groups.len()).collect()
    } else {
        BidiInfo::reorder_visual(&levels)
    };
    // Spaces at the end of a line stick out of it: to the left where the text runs to the left.
    let hanging: f32 =
        if prose.direction == Direction::Rtl { groups.iter().map(|group| group.hanging).sum() } else { 0.0 };
    let mut places = vec![0.0; groups.len()];
    let mut x = place.x - hanging;
    for index in order {
        places[index] = x;
        x += groups[index].width;
    }
    // Painted in the order of reading, wherever that is on the line.
    let mut areas: Vec<(NodeId, Owner, f32, f32)> = Vec::new();
    for (group, x) in groups.iter().zip(places) {
        let span = &prose.spans[group.parts[0].span];
        draw_group(prose, group, x, place, shaper, pictures, items);
        let left = if group.level % 2 == 1 { x + group.hanging } else { x };
        let right = left + group.width - group.hanging;
        if let Some(link) = span.link {
            match areas.last_mut() {
                Some(area) if area.0 == link => (area.2, area.3) = (area.2.min(left), area.3.max(right)),
                _ => areas.push((link, span.owner, left, right)),
            }
        }
    }
    for (node, owner, left, right) in areas {
        let area = Rect { x: Pt(left), y: Pt(place.top), width: Pt(right - left), height: Pt(place.height) };
        items.push(Item { owner, shape: Shape::LinkArea { node, area }, place: None });
    }
}

fn groups<'w>(prose: &Prose, words: &'w [Word]) -> Vec<Group<'w>> {
    let parts: Vec<&Part> = words.iter().flat_map(|word| &word.parts).collect();
    let blank = |part: &Part| prose.text[part.range.clone()].chars().all(|c| c == ' ' || c == '\n');
    let last_ink = parts.iter().rposition(|part| !blank(part)).map_or(0, |at| at + 1);
    let base = u8::from(prose.direction == Direction::Rtl);
    let mut groups: Vec<Group<'w>> = Vec::new();
    for (index, part) in parts.into_iter().enumerate() {
        let hangs = index >= last_ink;
        let level = if hangs { base } else { part.level };
        let hanging = if hangs { part.width } else { 0.0 };
        match groups.last_mut() {
            Some(group) if group.level == level && joins(group.parts[group.parts.len() - 1], part) => {
                group.parts.push(part);
                group.width += part.width;
                group.hanging += hanging;
            }
            _ => groups.push(Group { parts: vec![part], level, width: part.width, hanging }),
        }
    }
    groups
}

fn joins(last: &Part, part: &Part) -> bool {
    let same_face = match (&last.ink, &part.ink) {
        (Ink::Letters(last), Ink::Letters(letters)) => last.face == letters.face,
        (Ink::Letters(_) | Ink::Sign(_) | Ink::Image(_), _) => false,
    };
    same_face && last.span == part.span
}

fn draw_group(
    prose: &Prose,
    group: &Group<'_>,
    x: f32,
    place: LinePlace,
    shaper: &Shaper<'_>,
    pictures: &Pictures,
    items: &mut Vec<Item>,
) {
    let part = group.parts[0];
    let span = &prose.spans[part.span];
    let look = span.look;
    let baseline = Pt(place.baseline) - look.rise;
    let drawn = span.place_at(part.range.start);
    match &part.ink {
        Ink::Letters(letters) => {
            let run = glyph_run(prose, group, letters.face, x, baseline, shaper);
            items.push(Item { owner: span.owner, shape: Shape::Glyphs(run), place: drawn });
            let metrics = shaper.fonts.face(letters.face).metrics;
            let left = if group.level % 2 == 1 { x + group.hanging } else { x };
            for (wanted, (offset, thickness)) in
                [(look.underlined, metrics.underline), (look.struck, metrics.strikeout)]
            {
                let width = Pt(group.width - group.hanging);
                if wanted && width.0 > 0.0 {
                    let scale = look.size / f32::from(metrics.units_per_em);
                    let area = Rect {
                        x: Pt(left),
                        y: baseline - scale * (offset + thickness * 0.5),
                        width,
                        height: scale * thickness,
                    };
                    let shape = Shape::Rectangle { area, colour: look.colour };
                    items.push(Item { owner: Owner::Artifact(Artifact::Layout), shape, place: None });
                }
            }
        }
        Ink::Sign(sign) => {
            let text = &prose.text[part.range.clone()];
            for path in sign.draw(Pt(x), baseline, look.size, look.colour, text) {
                items.push(Item { owner: span.owner, shape: Shape::Path(path), place: drawn });
            }
        }
        Ink::Image(index) => {
            if let ImageSource::File(path) = &prose.images[*index].1.source
                && let Some(picture) = pictures.get(path)
            {
                let (width, height) = inline_extent(picture, look.size);
                let area = Rect { x: Pt(x), y: baseline - Pt(height), width: Pt(width), height: Pt(height) };
                items.push(Item {
                    owner: span.owner,
                    shape: Shape::Picture { path: path.clone(), area },
                    place: drawn,
                });
            }
        }
    }
}

fn glyph_run(prose: &Prose, group: &Group<'_>, font: FontId, x: f32, y: Pt, shaper: &Shaper<'_>) -> GlyphRun {
    let look = prose.spans[group.parts[0].span].look;
    let scale = look.size / f32::from(shaper.fonts.face(font).metrics.units_per_em);
    let rtl = group.level % 2 == 1;
    let first = group.parts[0].range.start;
    let last = group.parts[group.parts.len() - 1].range.end;
    // A line that the author ended is followed by a space, like any other.
    let text = prose.text[first..last].replace('\n', " ");
    let mut glyphs = Vec::with_capacity(text.len());
    let mut add = |part: &Part| {
        let Ink::Letters(letters) = part.ink else { return };
        let from = (part.range.start - first) as u32;
        for glyph in shaper.glyphs(letters) {
            glyphs.push(Glyph {
                id: glyph.id,
                advance: scale * glyph.advance,
                offset: (scale * glyph.offset.0, scale * glyph.offset.1),
                text: (from + glyph.text.0, from + glyph.text.1),
            });
        }
    };
    if rtl {
        group.parts.iter().rev().for_each(|part| add(part));
    } else {
        group.parts.iter().for_each(|part| add(part));
    }
    let direction = if rtl { Direction::Rtl } else { Direction::Ltr };
    GlyphRun { font, size: look.size, colour: look.colour, x: Pt(x), y, glyphs, text, direction }
}
