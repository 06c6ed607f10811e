//! The galley: everything that is set, in one long column that is not yet split into pages.

use super::pages::Item;
use crate::tree::NoteId;

/// Strips from top to bottom, and the grounds and bars that lie behind some of them.
#[derive(Default)]
pub struct Galley {
    pub strips: Vec<Strip>,
    pub backgrounds: Vec<BlockBackground>,
    /// The header rows of tables, which every further page of the table repeats.
    pub heads: Vec<Vec<Strip>>,
}

/// The smallest unit of a page, which no page break splits: a line, a row, a picture.
#[derive(Clone, Default)]
pub struct Strip {
    /// Space above; the larger of this and the `below` of the strip before counts. None at the top of a page.
    pub above: f32,
    pub below: f32,
    pub height: f32,
    /// Measured from the left edge of the column and the top of the strip.
    pub items: Vec<Item>,
    pub keep: Keep,
    /// Its backgrounds, as places in [`Galley::backgrounds`], outer before inner.
    pub backgrounds: Vec<usize>,
    /// The section that begins here, as its place in the outline.
    pub section: Option<usize>,
    /// The notes whose first reference is here.
    pub notes: Vec<NoteId>,
    /// The table that this is a row of, as the place of its head.
    pub table: Option<usize>,
    /// The strip only holds air inside a frame.
    pub air: bool,
}

/// The space between parts of one thing, such as a term and its meaning. It never grows.
pub const WITHIN: f32 = 2.0;

impl Strip {
    /// The height on a page: air that ends a frame is left out at the top.
    pub fn height_at(&self, top: bool) -> f32 {
        if self.air && top && self.keep == Keep::Free { 0.0 } else { self.height }
    }
}

/// The strength with which a strip stays on one page with the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keep {
    #[default]
    Free,
    /// A group that is kept whole where it can be.
    Group,
    /// Widows and orphans; the line that introduces a list.
    Lines,
    /// A heading and its text, a caption and its figure.
    Always,
}

/// The background of strips: a ground, a bar at the start of the lines, or both.
#[derive(Clone, Debug)]
pub struct BlockBackground {
    pub left: f32,
    pub width: f32,
    pub ground: Option<crate::style::Colour>,
    /// Left edge, thickness, colour.
    pub bar: Option<(f32, f32, crate::style::Colour)>,
    /// A line around it, as a missing picture has.
    pub outline: Option<crate::style::Colour>,
}

impl Galley {
    /// Keeps strips from `first` on together as far as a page can hold them.
    pub fn group(&mut self, first: usize, tallest: f32) {
        let Some(strips) = self.strips.get_mut(first..) else { return };
        let height: f32 = strips.iter().map(|strip| strip.height + strip.above.max(strip.below)).sum();
        if height > tallest {
            return;
        }
        if let Some((_, rest)) = strips.split_last_mut() {
            for strip in rest {
                strip.keep = strip.keep.max(Keep::Group);
            }
        }
    }
}

/// Keeps the first two and the last two lines of a paragraph together.
pub fn keep_ends(lines: &mut [Strip]) {
    let count = lines.len();
    if count >= 2 {
        lines[0].keep = Keep::Lines;
        lines[count - 2].keep = Keep::Lines;
    }
}
