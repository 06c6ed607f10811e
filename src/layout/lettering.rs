//! Short texts in large type as outlines, for pictures that must look the same wherever they are shown, whatever fonts are there.
//!
//! Text is measured at a size of one, so that a line can be drawn at any. What no face has a glyph for is not lettered at all: its
//! words are then better left to a font of the place where they are shown.

use super::draw::{LinePlace, draw_line};
use super::fonts::{Cut, Fonts};
use super::lines::{Edge, break_lines};
use super::pages::{Artifact, FontId, GlyphRun, Owner, Shape};
use super::prose::{LetterStyle, Prose};
use super::shape::{Shaper, Word};
use crate::picture::Pictures;
use crate::style::{Colour, Labels, Pt};
use crate::tree::{Direction, Lang};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

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

    /// Text in lines no wider than a measure in ems, all about as long as each other. A wider word is split; an ellipsis
    /// stands for words beyond `most` lines. `None` where a glyph is missing.
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
        let look = LetterStyle { cut, size: Pt(1.0), colour: BLACK, rise: Pt::ZERO, underlined: false, struck: false };
        let prose = Prose::plain(text, look, Owner::Artifact(Artifact::Layout), self.direction);
        let words = self.shaper.words(&prose, &|_| 0.0);
        self.shaper.missing.is_empty().then_some((prose, words))
    }

    /// `None` for a line with more in it than letters.
    fn line(&self, prose: &Prose, words: &[Word]) -> Option<LetteredLine> {
        let mut items = Vec::new();
        let at = LinePlace { x: 0.0, baseline: 0.0, top: 0.0, height: 1.0 };
        draw_line(prose, words, at, &self.shaper, &Pictures::new(), &mut items);
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
        let mut path = SvgPath::default();
        // Each letter of a face is drawn once for the line.
        let mut drawn: BTreeMap<(FontId, u16), SvgPen> = BTreeMap::new();
        for run in &line.runs {
            let face = &self.fonts.face(run.font).file;
            let outlines = FontRef::from_index(&face.bytes, face.index).ok()?.outline_glyphs();
            let mut left = run.x.0;
            for glyph in &run.glyphs {
                let letter = match drawn.entry((run.font, glyph.id)) {
                    Entry::Occupied(letter) => letter.into_mut(),
                    Entry::Vacant(place) => {
                        let mut pen = SvgPen::default();
                        let settings = DrawSettings::unhinted(Size::new(size), LocationRef::default());
                        outlines.get(GlyphId::from(glyph.id))?.draw(settings, &mut pen).ok()?;
                        place.insert(pen)
                    }
                };
                let origin = (x + (left + glyph.offset.0.0) * size, y + (run.y.0 - glyph.offset.1.0) * size);
                path.add(letter, origin);
                left += glyph.advance.0;
            }
        }
        Some(path.data)
    }
}

/// A point in tenths of the picture's units, rounded as a whole so that rounding errors do not add up.
type Point = (i32, i32);

fn tenths(place: f32) -> i32 {
    (place * 10.0).round() as i32
}

/// The outlines of several letters as SVG path data (SVG 2, 9.3).
#[derive(Default)]
struct SvgPath {
    data: String,
    /// The pen after the last letter.
    last: Point,
}

impl SvgPath {
    fn add(&mut self, letter: &SvgPen, (x, y): (f32, f32)) {
        if letter.rest.is_empty() {
            return;
        }
        let origin = (tenths(x), tenths(y));
        self.data.push('m');
        push_tenths(&mut self.data, origin.0 + letter.first.0 - self.last.0, true);
        push_tenths(&mut self.data, origin.1 + letter.first.1 - self.last.1, false);
        self.data.push_str(&letter.rest);
        self.last = (origin.0 + letter.last.0, origin.1 + letter.last.1);
    }
}

/// A pen that draws one letter from its origin. Each point but the first is relative to the last one: half as long as absolute
/// points, and alike for each instance of a letter, so it compresses well. y points down.
#[derive(Default)]
struct SvgPen {
    /// The first point, and all that comes after it; nothing for a letter that is a space.
    first: Point,
    rest: String,
    last: Point,
    /// The point that the outline began with: there the pen is when it is closed.
    start: Point,
}

impl SvgPen {
    fn push(&mut self, command: char, points: &[(f32, f32)]) {
        self.rest.push(command);
        let from = self.last;
        for (index, (x, y)) in points.iter().enumerate() {
            self.last = (tenths(*x), tenths(-y));
            push_tenths(&mut self.rest, self.last.0 - from.0, index == 0);
            push_tenths(&mut self.rest, self.last.1 - from.1, false);
        }
    }
}

/// Thousands of numbers make a line of letters, and Rust's own way to write them is thorough.
fn push_tenths(path: &mut String, tenths: i32, follows_command: bool) {
    if tenths < 0 {
        path.push('-');
    } else if !follows_command {
        path.push(' ');
    }
    push_digits(path, tenths.unsigned_abs() / 10);
    if tenths % 10 != 0 {
        path.push('.');
        path.push(digit(tenths.unsigned_abs() % 10));
    }
}

fn push_digits(path: &mut String, number: u32) {
    if number >= 10 {
        push_digits(path, number / 10);
    }
    path.push(digit(number % 10));
}

fn digit(number: u32) -> char {
    char::from(b'0' + number as u8)
}

impl OutlinePen for SvgPen {
    fn move_to(&mut self, x: f32, y: f32) {
        if self.rest.is_empty() {
            self.first = (tenths(x), tenths(-y));
            self.last = self.first;
        } else {
            self.push('m', &[(x, y)]);
        }
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
        self.rest.push('Z');
        self.last = self.start;
    }
}

#[cfg(test)]
mod tests {
    use super::super::fonts::BOLD;
    use super::*;

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
