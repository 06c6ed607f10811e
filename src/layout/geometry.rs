//! The geometry of a page: the rectangles of its text and of its running foot.

use crate::style::paper::{Paper, Printing};
use crate::tree::Direction;

/// The rectangle of text on a page, and the page around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageGeometry {
    pub width: f32,
    pub height: f32,
    pub top: f32,
    /// The height of the text.
    pub depth: f32,
    /// The width of the text.
    pub measure: f32,
    /// The left edge of the text on right pages, and on left ones.
    pub left: [f32; 2],
    /// The left edge and the width of the running foot, on right pages and on left ones: as wide as the margins leave, however
    /// short the lines of the text are.
    pub foot: [(f32, f32); 2],
}

impl PageGeometry {
    /// The geometry that a style asks for; `longest` is the longest measure of its text.
    pub fn new(paper: &Paper, direction: Direction, longest: f32) -> PageGeometry {
        let (width, height) = paper.size.extent();
        let gutter = match paper.printing {
            Printing::Single => 0.0,
            Printing::Duplex => paper.gutter.0.min(paper.outer.0),
        };
        let (inner, outer) = (paper.inner.0 + gutter, paper.outer.0 - gutter);
        let measure = (width.0 - inner - outer).min(longest);
        let (right_page, left_page) = match direction {
            Direction::Ltr => (inner, width.0 - inner - measure),
            Direction::Rtl => (width.0 - inner - measure, inner),
        };
        let left = match paper.printing {
            Printing::Single => [right_page; 2],
            Printing::Duplex => [right_page, left_page],
        };
        let depth = height.0 - paper.top.0 - paper.bottom.0;
        let wide = width.0 - inner - outer;
        let foot = match (paper.printing, direction) {
            (Printing::Single, Direction::Ltr) => [(inner, wide); 2],
            (Printing::Single, Direction::Rtl) => [(outer, wide); 2],
            (Printing::Duplex, Direction::Ltr) => [(inner, wide), (outer, wide)],
            (Printing::Duplex, Direction::Rtl) => [(outer, wide), (inner, wide)],
        };
        PageGeometry { width: width.0, height: height.0, top: paper.top.0, depth, measure, left, foot }
    }
}
