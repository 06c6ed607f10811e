//! What the pages of a finished PDF print: words with their face, size, colour and place, and filled rectangles, as the operators
//! of the content streams say it. Nothing of the code that wrote them is used.
//!
//! Each test file uses a part of it.
#![allow(dead_code)]

use crate::pdf::opened::{Opened, text_of};
use lopdf::content::{Content, Operation};
use lopdf::{Object, ObjectId};
use std::collections::BTreeMap;

/// One page. Lengths are in points from its top left corner, y downwards.
pub struct PrintedPage {
    pub width: f64,
    pub height: f64,
    pub runs: Vec<Run>,
    /// Filled rectangles and filled paths, as the rectangles around them.
    pub fills: Vec<Fill>,
    pub pictures: Vec<Area>,
}

/// Words shown by one operator.
#[derive(Clone, Debug)]
pub struct Run {
    pub text: String,
    /// The name of the face without the mark of its subset.
    pub face: String,
    pub size: f64,
    /// From the left end of the first glyph to the right end of the last, and the baseline.
    pub x: f64,
    pub end: f64,
    pub y: f64,
    pub colour: [f64; 3],
    /// How far each space moves the words after it, in parts of the size.
    pub spaces: Vec<f64>,
    /// Of its marked content; `None` for an artifact.
    pub mcid: Option<i64>,
    /// The kind of artifact; empty for none.
    pub artifact: String,
}

/// A rectangle from its left top corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

#[derive(Clone, Debug)]
pub struct Fill {
    pub area: Area,
    pub colour: [f64; 3],
}

/// One line of a piece of content.
#[derive(Clone, Debug)]
pub struct Line {
    pub text: String,
    pub runs: Vec<Run>,
    pub x: f64,
    /// Without the spaces that end it.
    pub end: f64,
    pub y: f64,
}

/// A font as a page names it: its face, what its codes mean, and how wide they are in thousandths.
struct Font {
    face: String,
    meanings: BTreeMap<u16, String>,
    widths: BTreeMap<u16, f64>,
}

/// The pages of a file in their order.
pub fn pages(opened: &Opened) -> Vec<PrintedPage> {
    let fonts: BTreeMap<Vec<u8>, Font> =
        opened.fonts().iter().map(|(name, id)| (name.clone(), font(opened, *id))).collect();
    opened.pages().into_iter().map(|page| Press::print(opened, page, &fonts)).collect()
}

/// The lines of one page that are content, in the order in which they are painted.
pub fn lines(page: &PrintedPage) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for run in page.runs.iter().filter(|run| run.mcid.is_some()) {
        let trimmed = run.text.trim_end().len() < run.text.len();
        let hanging = if trimmed { run.spaces.last().copied().unwrap_or_default() * run.size } else { 0.0 };
        match lines.last_mut() {
            // Raised letters stand on the line that they are raised from.
            Some(line) if (line.y - run.y).abs() < 0.45 * run.size && run.x >= line.runs[0].x => {
                line.text.push_str(&run.text);
                line.end = run.end - hanging;
                line.runs.push(run.clone());
            }
            _ => lines.push(Line {
                text: run.text.clone(),
                runs: vec![run.clone()],
                x: run.x,
                end: run.end - hanging,
                y: run.y,
            }),
        }
    }
    lines
}

fn font(opened: &Opened, id: ObjectId) -> Font {
    let dictionary = opened.dictionary(id);
    let base = String::from_utf8_lossy(dictionary.get(b"BaseFont").unwrap().as_name().unwrap()).into_owned();
    let descendant = opened.entry(dictionary, "DescendantFonts").unwrap().as_array().unwrap();
    let descendant = opened.follow(&descendant[0]).as_dict().unwrap();
    let mut widths = BTreeMap::new();
    for group in opened.entry(descendant, "W").unwrap().as_array().unwrap().chunks(2) {
        let first = group[0].as_i64().unwrap();
        for (place, width) in group[1].as_array().unwrap().iter().enumerate() {
            widths.insert((first + place as i64) as u16, number(width));
        }
    }
    Font { face: base.split_once('+').expect("a subset").1.to_owned(), meanings: opened.meanings(id), widths }
}

fn number(object: &Object) -> f64 {
    object.as_float().map(f64::from).or(object.as_i64().map(|whole| whole as f64)).expect("a number")
}

/// Scale and shift: what a matrix comes to where nothing is turned.
type Matrix = [f64; 6];

fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// The state of the page while its operators are followed (ISO 32000-1, 8.4 and 9.3).
struct Press<'f> {
    page: PrintedPage,
    fonts: &'f BTreeMap<Vec<u8>, Font>,
    matrix: Matrix,
    saved: Vec<(Matrix, [f64; 3])>,
    colour: [f64; 3],
    font: Option<&'f Font>,
    size: f64,
    letter: f64,
    word: f64,
    leading: f64,
    rise: f64,
    text: Matrix,
    line: Matrix,
    path: Vec<(f64, f64)>,
    mcid: Option<i64>,
    artifact: String,
    /// What the marked content says instead of its glyphs; told by the first run.
    actual: Option<String>,
}

impl<'f> Press<'f> {
    fn print(opened: &Opened, id: ObjectId, fonts: &'f BTreeMap<Vec<u8>, Font>) -> PrintedPage {
        let mut media = opened.entry(opened.dictionary(id), "MediaBox");
        let parent = opened.dictionary(id).get(b"Parent").and_then(Object::as_reference).unwrap();
        media = media.or(opened.entry(opened.dictionary(parent), "MediaBox"));
        let corners: Vec<f64> = media.expect("a size").as_array().unwrap().iter().map(number).collect();
        let (width, height) = (corners[2] - corners[0], corners[3] - corners[1]);
        let mut press = Press {
            page: PrintedPage { width, height, runs: Vec::new(), fills: Vec::new(), pictures: Vec::new() },
            fonts,
            matrix: UNIT,
            saved: Vec::new(),
            colour: [0.0; 3],
            font: None,
            size: 0.0,
            letter: 0.0,
            word: 0.0,
            leading: 0.0,
            rise: 0.0,
            text: UNIT,
            line: UNIT,
            path: Vec::new(),
            mcid: None,
            artifact: String::new(),
            actual: None,
        };
        let content = opened.file.get_page_content(id);
        for operation in Content::decode(&content).expect("a page that can be read").operations {
            press.follow(&operation);
        }
        press.page
    }

    fn follow(&mut self, operation: &Operation) {
        let operands = &operation.operands;
        let numbers = || operands.iter().map(number).collect::<Vec<f64>>();
        match operation.operator.as_str() {
            "q" => self.saved.push((self.matrix, self.colour)),
            "Q" => (self.matrix, self.colour) = self.saved.pop().expect("a state that was saved"),
            "cm" => self.matrix = times(numbers().try_into().unwrap(), self.matrix),
            "rg" => self.colour = numbers().try_into().unwrap(),
            "g" => self.colour = [numbers()[0]; 3],
            "k" | "sc" | "scn" => panic!("a colour that this reader does not know"),
            "BT" => (self.text, self.line) = (UNIT, UNIT),
            "Tf" => (self.font, self.size) = (Some(&self.fonts[operands[0].as_name().unwrap()]), number(&operands[1])),
            "Tc" => self.letter = numbers()[0],
            "Tw" => self.word = numbers()[0],
            "Tz" => assert_eq!(numbers()[0], 100.0, "letters are neither stretched nor squeezed"),
            "TL" => self.leading = numbers()[0],
            "Ts" => self.rise = numbers()[0],
            "Tm" => (self.line, self.text) = (numbers().try_into().unwrap(), numbers().try_into().unwrap()),
            "Td" => self.next_line(numbers()[0], numbers()[1]),
            "TD" => {
                self.leading = -numbers()[1];
                self.next_line(numbers()[0], numbers()[1]);
            }
            "T*" => self.next_line(0.0, -self.leading),
            "Tj" | "TJ" => self.show(operands),
            "re" => {
                let [x, y, width, height] = numbers().try_into().unwrap();
                self.path.extend([(x, y), (x + width, y + height)]);
            }
            "m" | "l" | "c" => self.path.extend(numbers().chunks(2).map(|pair| (pair[0], pair[1]))),
            "f" | "f*" | "F" => self.fill(),
            "S" | "s" | "n" => self.path.clear(),
            "Do" => {
                let corner = times([0.0, 0.0, 0.0, 0.0, 0.0, 1.0], self.matrix);
                let (x, y) = (self.matrix[4], self.page.height - corner[5]);
                self.page.pictures.push(Area { x, y, width: self.matrix[0], height: self.matrix[3] });
            }
            "BDC" => self.begin(operands),
            "EMC" => (self.mcid, self.artifact, self.actual) = (None, String::new(), None),
            _ => {}
        }
    }

    fn begin(&mut self, operands: &[Object]) {
        let Ok(properties) = operands[1].as_dict() else { return };
        self.mcid = properties.get(b"MCID").and_then(Object::as_i64).ok();
        if operands[0].as_name().unwrap() == b"Artifact" {
            let kind =
                properties.get(b"Subtype").or(properties.get(b"Type")).and_then(Object::as_name).unwrap_or(b"artifact");
            self.artifact = String::from_utf8_lossy(kind).into_owned();
        }
        self.actual = properties.get(b"ActualText").and_then(Object::as_str).ok().map(text_of);
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = times([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    fn show(&mut self, operands: &[Object]) {
        let font = self.font.expect("a font is set");
        let start = times(self.text, self.matrix);
        let (mut text, mut spaces, mut advance) = (String::new(), Vec::new(), 0.0);
        let mut after_space = false;
        let parts: Vec<&Object> = operands
            .iter()
            .flat_map(|operand| match operand {
                Object::Array(parts) => parts.iter().collect(),
                other => vec![other],
            })
            .collect();
        for part in parts {
            let Object::String(codes, _) = part else {
                advance -= number(part) / 1000.0 * self.size;
                if let Some(space) = spaces.last_mut().filter(|_| after_space) {
                    *space -= number(part) / 1000.0;
                }
                continue;
            };
            for code in codes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])) {
                let meaning = &font.meanings[&code];
                let width = font.widths.get(&code).copied().unwrap_or(1000.0) / 1000.0;
                after_space = meaning == " ";
                advance += width * self.size + self.letter;
                if after_space {
                    spaces.push(width + (self.letter + self.word) / self.size);
                }
                text.push_str(meaning);
            }
        }
        if let Some(actual) = &mut self.actual {
            text = std::mem::take(actual);
        }
        let scale = start[0];
        self.page.runs.push(Run {
            text,
            face: font.face.clone(),
            size: self.size * scale,
            x: start[4],
            end: start[4] + advance * scale,
            y: self.page.height - start[5] - self.rise * scale,
            colour: self.colour,
            spaces,
            mcid: self.mcid,
            artifact: self.artifact.clone(),
        });
        self.text = times([1.0, 0.0, 0.0, 1.0, advance, 0.0], self.text);
    }

    fn fill(&mut self) {
        let points: Vec<(f64, f64)> = self
            .path
            .drain(..)
            .map(|(x, y)| {
                let placed = times([0.0, 0.0, 0.0, 0.0, x, y], self.matrix);
                (placed[4], self.page.height - placed[5])
            })
            .collect();
        let least = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        let (x, y) = (least(|point| point.0), least(|point| point.1));
        let area = Area { x, y, width: most(|point| point.0) - x, height: most(|point| point.1) - y };
        self.page.fills.push(Fill { area, colour: self.colour });
    }
}
