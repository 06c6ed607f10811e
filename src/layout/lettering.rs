//! Short texts in large type as outlines, for pictures that must look the same wherever they are shown, whatever fonts are there.
//!
//! Text is measured at a size of one, so that a line can be drawn at any. What no face has a glyph for is not lettered at all: its
//! words are then better left to a font of the place where they are shown.

use super::draw::{LinePlace, draw_line};
use super::fonts::{Cut, Fonts};
use super::lines::{Edge, break_lines};
use super::pages::{Artifact, GlyphRun, Owner, Shape};
use super::prose::{Look, Prose};
use super::shape::{Shaper, Word};
use crate::picture::Pictures;
use crate::style::{Colour, Labels, Pt};
use crate::tree::{Direction, Lang};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::fmt::Write;

/// Letters texts of one language and direction.
pub struct Letterer<'a> {
    fonts: &'a Fonts,
    shaper: Shaper<'a>,
    direction: Direction,
}

/// One line of letters, measured in ems.
#[derive(Clone, Debug)]
pub struct LetteredLine {
    pub text: String,
    pub width: f32,
    runs: Vec<GlyphRun>,
}

impl<'a> Letterer<'a> {
    /// A letterer for texts in a language.
    pub fn new(fonts: &'a Fonts, labels: &'a Labels, lang: &Lang, direction: Direction) -> Letterer<'a> {
        Letterer { fonts, shaper: Shaper::new(fonts, labels, lang), direction }
    }

    /// The width of the widest stretch that no line ends in, in ems; `None` where a glyph is missing.
    pub fn widest(&mut self, text: &str, cut: Cut) -> Option<f32> {
        let (_, words) = self.words(text, cut)?;
        Some(words.iter().map(|word| word.width).fold(0.0, f32::max))
    }

    /// Text in lines no wider than a measure in ems, all about as long as each other. A word that is wider is parted; what has no
    /// room in `most` lines is left out, and an ellipsis says so. `None` where a glyph is missing.
    pub fn lines(&mut self, text: &str, cut: Cut, measure: f32, most: usize) -> Option<Vec<LetteredLine>> {
        let (prose, words) = self.words(text, cut)?;
        let words = self.shaper.fit(words, &prose, measure);
        let lines = break_lines(&words, measure, usize::MAX, Edge::Balanced);
        if lines.len() <= most {
            return lines.into_iter().map(|line| self.line(&prose, &words[line])).collect();
        }
        let mut kept = lines[most.max(1) - 1].end;
        while kept > 0 {
            let end = words[kept - 1].parts.last().map_or(0, |part| part.range.end);
            let shorter = format!("{}…", prose.text[..end].trim_end());
            let (prose, words) = self.words(&shorter, cut)?;
            let words = self.shaper.fit(words, &prose, measure);
            let lines = break_lines(&words, measure, usize::MAX, Edge::Running);
            if lines.len() <= most.max(1) {
                return lines.into_iter().map(|line| self.line(&prose, &words[line])).collect();
            }
            kept -= 1;
        }
        None
    }

    fn words(&mut self, text: &str, cut: Cut) -> Option<(Prose, Vec<Word>)> {
        const BLACK: Colour = Colour { red: 0, green: 0, blue: 0 };
        let look = Look { cut, size: Pt(1.0), colour: BLACK, rise: Pt::ZERO, underlined: false, struck: false };
        let prose = Prose::plain(text, look, Owner::Artifact(Artifact::Layout), self.direction);
        let words = self.shaper.words(&prose, &|_| 0.0);
        self.shaper.missing.is_empty().then_some((prose, words))
    }

    /// `None` for a line with more in it than letters.
    fn line(&self, prose: &Prose, words: &[Word]) -> Option<LetteredLine> {
        let mut items = Vec::new();
        let at = LinePlace { x: 0.0, baseline: 0.0, top: 0.0, height: 1.0 };
        draw_line(prose, words, at, self.fonts, &Pictures::new(), &mut items);
        let runs: Option<Vec<GlyphRun>> = items
            .into_iter()
            .map(|item| match item.shape {
                Shape::Glyphs(run) => Some(run),
                Shape::Rectangle { .. } | Shape::Path(_) | Shape::Picture { .. } | Shape::LinkArea { .. } => None,
            })
            .collect();
        let last_space = words.last().map_or(0.0, |word| word.space);
        let width = words.iter().map(|word| word.width + word.space).sum::<f32>() - last_space;
        let start = words.first()?.parts.first()?.range.start;
        let end = words.last()?.parts.last()?.range.end;
        Some(LetteredLine { text: prose.text[start..end].trim_end().to_owned(), width, runs: runs? })
    }

    /// The outlines of a line as the `d` of an SVG path, with its left end at `x` and its baseline at `y`; `None` where a face does
    /// not draw a glyph.
    pub fn outlines(&self, line: &LetteredLine, (x, y): (f32, f32), size: f32) -> Option<String> {
        let mut pen = SvgPen { path: String::new(), x: 0.0, y: 0.0, last: (0, 0), start: (0, 0) };
        for run in &line.runs {
            let face = &self.fonts.face(run.font).file;
            let outlines = FontRef::from_index(&face.bytes, face.index).ok()?.outline_glyphs();
            let mut left = run.x.0;
            for glyph in &run.glyphs {
                pen.x = x + (left + glyph.offset.0.0) * size;
                pen.y = y + (run.y.0 - glyph.offset.1.0) * size;
                let settings = DrawSettings::unhinted(Size::new(size), LocationRef::default());
                outlines.get(GlyphId::from(glyph.id))?.draw(settings, &mut pen).ok()?;
                left += glyph.advance.0;
            }
        }
        Some(pen.path)
    }
}

/// Writes outlines as SVG path data (SVG 2, 9.3): y points down. Each point is told from the last one, in tenths that are rounded
/// where they stand and so do not add up: half as long as places on the page.
struct SvgPen {
    path: String,
    x: f32,
    y: f32,
    /// The last point, in tenths, and that which the outline began with: there the pen is when it is closed.
    last: (i32, i32),
    start: (i32, i32),
}

impl SvgPen {
    fn push(&mut self, command: char, points: &[(f32, f32)]) {
        self.path.push(command);
        let from = self.last;
        for (index, (x, y)) in points.iter().enumerate() {
            let tenths = |place: f32| (place * 10.0).round() as i32;
            self.last = (tenths(self.x + x), tenths(self.y - y));
            self.number(self.last.0 - from.0, index == 0);
            self.number(self.last.1 - from.1, false);
        }
    }

    /// Thousands of numbers make a line of letters, and Rust's own way to write them is thorough.
    fn number(&mut self, tenths: i32, follows_command: bool) {
        if tenths < 0 {
            self.path.push('-');
        } else if !follows_command {
            self.path.push(' ');
        }
        let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
        write!(self.path, "{whole}").expect("writing into a string does not fail");
        if rest > 0 {
            self.path.push('.');
            self.path.push(char::from(b'0' + rest as u8));
        }
    }
}

impl OutlinePen for SvgPen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.push('m', &[(x, y)]);
        self.start = self.last;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.push('l', &[(x, y)]);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.push('q', &[(cx, cy), (x, y)]);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.push('c', &[(cx0, cy0), (cx1, cy1), (x, y)]);
    }

    fn close(&mut self) {
        self.path.push('Z');
        self.last = self.start;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOLD: Cut = Cut { bold: true, italic: false };

    fn lines(text: &str, measure: f32, most: usize) -> Option<Vec<LetteredLine>> {
        let labels = Labels::of(&Lang::english());
        let mut letterer = Letterer::new(Fonts::builtin(), &labels, &Lang::english(), Direction::Ltr);
        let lines = letterer.lines(text, BOLD, measure, most)?;
        for line in &lines {
            let path = letterer.outlines(line, (0.0, 0.0), 10.0).expect("each glyph is drawn");
            assert!(path.starts_with('m') && path.ends_with('Z'), "{path}");
        }
        Some(lines)
    }

    #[test]
    fn lines_fit_their_measure_and_say_everything() {
        for text in [
            "Hope in Sight: Breakthroughs in Metastatic Breast Cancer Care",
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
            "A",
        ] {
            let lines = lines(text, 7.5, 100).expect("the built-in faces have each glyph");
            assert!(lines.iter().all(|line| line.width <= 7.51), "{lines:?}");
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            let said: String = lines.iter().map(|line| line.text.as_str()).collect();
            assert_eq!(letters(&said), letters(text));
        }
    }

    #[test]
    fn what_has_no_room_is_told_by_an_ellipsis() {
        for most in [1, 2] {
            let lines = lines("one two three four five six seven", 4.0, most).unwrap();
            assert_eq!(lines.len(), most);
            assert!(lines[most - 1].text.ends_with('…') && lines[most - 1].width <= 4.01, "{lines:?}");
        }
    }

    #[test]
    fn what_has_no_glyph_is_not_lettered() {
        assert!(lines("शांति", 9.0, 9).is_none());
    }
}
