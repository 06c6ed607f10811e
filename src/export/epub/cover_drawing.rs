//! The drawn cover: the title set well on the style's colour, subtitle below it, the publisher at the foot.
//!
//! Its letters are outlines, so that it looks the same in every reading system. Only a script that no font at hand has is left to
//! the fonts of the place where the book is read.

use super::super::Job;
use super::cover_lines::{broken, widest};
use super::markup::Markup;
use crate::layout::{Cut, LetteredLine, Letterer};
use crate::style::{Colour, CoverStyle, Labels};
use crate::tree::Direction;
use crate::tree::walk::text_of;

const REGULAR: Cut = Cut { bold: false, italic: false };
const BOLD: Cut = Cut { bold: true, italic: false };

/// A cover as lines of type.
pub struct Drawing<'a> {
    style: &'a CoverStyle,
    ground: Colour,
    ink: Colour,
    direction: Direction,
    lang: &'a str,
    letterer: Letterer<'a>,
    lines: Vec<SetLine>,
    /// The top of the rule above the title.
    rule_top: f32,
}

/// One line of type.
struct SetLine {
    words: LineWords,
    size: f32,
    cut: Cut,
    baseline: f32,
}

/// The words of a line: as letters that can be drawn, or as text where a glyph is missing.
enum LineWords {
    Lettered(LetteredLine),
    Text(String),
}

impl<'a> Drawing<'a> {
    /// Sets the cover of a job's book.
    pub fn of(job: Job<'a>, labels: &'a Labels) -> Drawing<'a> {
        let style = &job.style.book.cover;
        let meta = job.document.meta();
        let direction = job.document.direction();
        let mut drawing = Drawing {
            style,
            ground: job.style.colours.accent,
            ink: job.style.colours.paper,
            direction,
            lang: meta.lang.as_str(),
            letterer: Letterer::new(job.fonts, labels, &meta.lang, direction),
            lines: Vec::new(),
            rule_top: style.size[1] * 0.2,
        };
        let title = text_of(&meta.title);
        let size = drawing.title_size(&title);
        let height = style.size[1];
        let top = drawing.rule_top + style.rule + size * 0.6;
        let end = drawing.set(&title, (size, BOLD), top, height * 0.7);
        if let Some(subtitle) = &meta.subtitle {
            let top = end + style.line_size;
            drawing.set(subtitle.as_str(), (style.line_size, REGULAR), top, height * 0.8);
        }
        if let Some(publisher) = &meta.publisher {
            drawing.set_at_foot(publisher.as_str());
        }
        drawing
    }

    /// Writes the picture. `words` are what it says.
    pub fn write(&self, words: &str) -> String {
        let [width, height] = self.style.size;
        let mut svg = Markup::document();
        let view_box = format!("0 0 {width} {height}");
        let (lang, dir) = (self.lang, self.direction.name());
        let attributes =
            [("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", &*view_box), ("xml:lang", lang), ("direction", dir)];
        svg.open("svg", &attributes);
        svg.element("title", &[], words);
        rectangle(&mut svg, [0.0, 0.0, width, height], self.ground);
        let margin = self.style.margin;
        let rule = [self.start_of(margin), self.rule_top, margin, self.style.rule];
        rectangle(&mut svg, rule, self.ink);
        for line in &self.lines {
            self.write_line(&mut svg, line);
        }
        svg.close("svg");
        svg.finish()
    }

    fn write_line(&self, svg: &mut Markup, line: &SetLine) {
        match &line.words {
            LineWords::Lettered(lettered) => {
                let left = self.start_of(lettered.width * line.size);
                match self.letterer.outlines(lettered, (left, line.baseline), line.size) {
                    Some(path) => svg.empty("path", &[("d", &path), ("fill", &String::from(self.ink))]),
                    None => self.write_text(svg, &lettered.text, line),
                }
            }
            LineWords::Text(text) => self.write_text(svg, text, line),
        }
    }

    fn write_text(&self, svg: &mut Markup, text: &str, line: &SetLine) {
        let (x, y, size) = (self.start_of(0.0).to_string(), line.baseline.to_string(), line.size.to_string());
        let ink = String::from(self.ink);
        let attributes = [
            ("x", x.as_str()),
            ("y", &y),
            ("font-family", "Noto Sans, Helvetica, Arial, sans-serif"),
            ("font-size", &size),
            ("font-weight", if line.cut.bold { "700" } else { "400" }),
            ("fill", &ink),
        ];
        svg.element("text", &attributes, text);
    }

    /// The x of something as wide as `width` at the start of a line.
    fn start_of(&self, width: f32) -> f32 {
        match self.direction {
            Direction::Ltr => self.style.margin,
            Direction::Rtl => self.style.size[0] - self.style.margin - width,
        }
    }

    /// The largest size at which the title takes no more than two fifths of the height and no word is wider than the measure.
    fn title_size(&mut self, title: &str) -> f32 {
        let style = self.style;
        let widest = self.letterer.widest(title, BOLD).unwrap_or_else(|| widest(title));
        let mut size = style.title_size;
        while size > style.least_title_size {
            let fits = widest * size <= self.measure() && {
                let lines = self.broken(title, BOLD, self.measure() / size, usize::MAX).len() as f32;
                lines * size * style.leading <= style.size[1] * 0.4
            };
            if fits {
                break;
            }
            size = (size * 0.92).max(style.least_title_size);
        }
        size
    }

    fn measure(&self) -> f32 {
        self.style.size[0] - 2.0 * self.style.margin
    }

    /// Text in lines no wider than a measure in ems.
    fn broken(&mut self, text: &str, cut: Cut, measure: f32, most: usize) -> Vec<LineWords> {
        match self.letterer.lines(text, cut, measure, most) {
            Some(lines) => lines.into_iter().map(LineWords::Lettered).collect(),
            None => broken(text, measure, most).into_iter().map(LineWords::Text).collect(),
        }
    }

    /// Sets as many lines of text as there is room for between two heights, at least one, and returns where they end.
    fn set(&mut self, text: &str, (size, cut): (f32, Cut), top: f32, bottom: f32) -> f32 {
        let leading = size * self.style.leading;
        let most = ((bottom - top) / leading).floor().max(1.0) as usize;
        let mut y = top;
        for words in self.broken(text, cut, self.measure() / size, most) {
            self.lines.push(SetLine { words, size, cut, baseline: y + leading * 0.8 });
            y += leading;
        }
        y
    }

    /// Sets one or two lines that end at the foot.
    fn set_at_foot(&mut self, text: &str) {
        let size = self.style.line_size;
        let leading = size * self.style.leading;
        let bottom = self.style.size[1] - self.style.margin;
        let count = self.broken(text, REGULAR, self.measure() / size, 2).len() as f32;
        self.set(text, (size, REGULAR), bottom - count * leading, bottom + leading * 0.1);
    }
}

fn rectangle(svg: &mut Markup, area: [f32; 4], colour: Colour) {
    let [x, y, width, height] = area.map(|length| length.to_string());
    let fill = String::from(colour);
    svg.empty("rect", &[("x", &*x), ("y", &y), ("width", &width), ("height", &height), ("fill", &fill)]);
}
