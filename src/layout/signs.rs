//! Signs that the built-in face lacks, drawn as paths: boxes to tick, ticks, crosses, warning triangles, bullets.

use super::pages::{Path, Segment};
use crate::style::{Colour, Pt};
use crate::tree::CalloutKind;

/// A sign that can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Box,
    TickedBox,
    CrossedBox,
    Tick,
    Cross,
    Warning,
    Disc,
    Circle,
    Square,
    /// A small "i" in a ring.
    Information,
}

impl Sign {
    /// The sign that shows a character; `None` for characters that are not signs.
    pub fn of(c: char) -> Option<Sign> {
        Some(match c {
            '☐' | '□' | '▢' | '⬜' => Sign::Box,
            '☑' | '✅' => Sign::TickedBox,
            '☒' | '❎' => Sign::CrossedBox,
            '✓' | '✔' => Sign::Tick,
            '✗' | '✘' | '✕' | '✖' | '❌' => Sign::Cross,
            '⚠' => Sign::Warning,
            '•' | '●' | '⚫' => Sign::Disc,
            '○' | '⚪' => Sign::Circle,
            '■' | '▪' | '⬛' => Sign::Square,
            'ℹ' | 'ⓘ' => Sign::Information,
            _ => return None,
        })
    }

    /// The sign beside the kind of a callout, on paper and on the page; an aside has none.
    pub fn of_callout(kind: CalloutKind) -> Option<Sign> {
        match kind {
            CalloutKind::Aside => None,
            CalloutKind::Note => Some(Sign::Information),
            CalloutKind::Tip => Some(Sign::Tick),
            CalloutKind::Important | CalloutKind::Warning | CalloutKind::Caution => Some(Sign::Warning),
        }
    }

    /// In ems, with the air around it.
    pub fn width(self) -> f32 {
        match self {
            Sign::Disc => 0.5,
            Sign::Circle | Sign::Square => 0.7,
            Sign::Box | Sign::TickedBox | Sign::CrossedBox | Sign::Tick | Sign::Cross => 0.9,
            Sign::Warning | Sign::Information => 1.1,
        }
    }

    /// The paths that draw it with its left end on a baseline. The first says the text.
    pub fn draw(self, x: Pt, y: Pt, size: Pt, colour: Colour, text: &str) -> Vec<Path> {
        let pen = Pen { x: x.0, y: y.0, size: size.0 };
        let stroke = Some(size * 0.08);
        let mut paths = match self {
            Sign::Box => vec![(pen.lines(&BOX, true), stroke)],
            Sign::TickedBox => vec![(pen.lines(&BOX, true), stroke), (pen.lines(&TICK, false), Some(size * 0.1))],
            Sign::CrossedBox => vec![(pen.lines(&BOX, true), stroke), (pen.crossed(0.24, 0.66), Some(size * 0.09))],
            Sign::Tick => vec![(pen.lines(&TICK, false), Some(size * 0.11))],
            Sign::Cross => vec![(pen.crossed(0.14, 0.76), Some(size * 0.11))],
            Sign::Warning => vec![
                (pen.lines(&[(0.55, 0.82), (1.02, 0.0), (0.08, 0.0)], true), stroke),
                (pen.lines(&[(0.5, 0.56), (0.6, 0.56), (0.58, 0.26), (0.52, 0.26)], true), None),
                (pen.circle(0.55, 0.145, 0.055), None),
            ],
            Sign::Disc => vec![(pen.circle(0.25, 0.33, 0.16), None)],
            Sign::Circle => vec![(pen.circle(0.35, 0.35, 0.24), stroke)],
            Sign::Square => vec![(pen.lines(&[(0.12, 0.12), (0.58, 0.12), (0.58, 0.58), (0.12, 0.58)], true), None)],
            Sign::Information => vec![
                (pen.circle(0.55, 0.36, 0.42), stroke),
                (pen.circle(0.55, 0.57, 0.06), None),
                (pen.lines(&[(0.5, 0.44), (0.6, 0.44), (0.6, 0.14), (0.5, 0.14)], true), None),
            ],
        }
        .into_iter();
        let first =
            paths.next().map(|(segments, stroke)| Path { segments, colour, stroke, text: Some(text.to_owned()) });
        let rest = paths.map(|(segments, stroke)| Path { segments, colour, stroke, text: None });
        first.into_iter().chain(rest).collect()
    }
}

const BOX: [(f32, f32); 4] = [(0.1, 0.0), (0.8, 0.0), (0.8, 0.7), (0.1, 0.7)];
const TICK: [(f32, f32); 3] = [(0.2, 0.36), (0.38, 0.15), (0.76, 0.62)];

/// Draws in ems: x to the right of the sign's left end, y above its baseline.
struct Pen {
    x: f32,
    y: f32,
    size: f32,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (Pt, Pt) {
        (Pt(self.x + x * self.size), Pt(self.y - y * self.size))
    }

    fn lines(&self, points: &[(f32, f32)], closed: bool) -> Vec<Segment> {
        let mut segments = Vec::with_capacity(points.len() + 1);
        for (index, point) in points.iter().enumerate() {
            let (x, y) = self.at(point.0, point.1);
            segments.push(if index == 0 { Segment::Move(x, y) } else { Segment::Line(x, y) });
        }
        if closed {
            segments.push(Segment::Close);
        }
        segments
    }

    fn crossed(&self, low: f32, high: f32) -> Vec<Segment> {
        let base = low - 0.1;
        let mut segments = self.lines(&[(low, base), (high, base + high - low)], false);
        segments.extend(self.lines(&[(low, base + high - low), (high, base)], false));
        segments
    }

    /// Four curves that come as near to a circle as curves can.
    fn circle(&self, x: f32, y: f32, radius: f32) -> Vec<Segment> {
        const K: f32 = 0.552_284_8;
        let at = |dx: f32, dy: f32| self.at(x + dx * radius, y + dy * radius);
        let start = at(1.0, 0.0);
        vec![
            Segment::Move(start.0, start.1),
            Segment::Curve([at(1.0, K), at(K, 1.0), at(0.0, 1.0)]),
            Segment::Curve([at(-K, 1.0), at(-1.0, K), at(-1.0, 0.0)]),
            Segment::Curve([at(-1.0, -K), at(-K, -1.0), at(0.0, -1.0)]),
            Segment::Curve([at(K, -1.0), at(1.0, -K), start]),
            Segment::Close,
        ]
    }
}
