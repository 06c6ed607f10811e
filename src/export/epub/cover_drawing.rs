//! The drawn cover: the title set well on the style's colour, subtitle below it, the publisher at the foot.

use super::super::Job;
use super::markup::Markup;
use crate::style::{Colour, CoverStyle};
use crate::tree::Direction;
use crate::tree::walk::text_of;

/// A cover as lines of type.
pub struct Drawing<'a> {
    style: &'a CoverStyle,
    ground: Colour,
    ink: Colour,
    direction: Direction,
    lang: &'a str,
    lines: Vec<SetLine>,
    /// The top of the rule above the title.
    rule_top: f32,
}

/// One line of type.
struct SetLine {
    text: String,
    size: f32,
    weight: Weight,
    baseline: f32,
}

/// How heavy type is.
#[derive(Clone, Copy)]
enum Weight {
    Regular,
    Bold,
}

impl<'a> Drawing<'a> {
    /// Sets the cover of a job's book.
    pub fn of(job: Job<'a>) -> Drawing<'a> {
        let style = &job.style.book.cover;
        let meta = job.document.meta();
        let mut drawing = Drawing {
            style,
            ground: job.style.colours.accent,
            ink: job.style.colours.paper,
            direction: job.document.direction(),
            lang: meta.lang.as_str(),
            lines: Vec::new(),
            rule_top: style.size[1] * 0.2,
        };
        let title = text_of(&meta.title);
        let size = drawing.title_size(&title);
        let mut y = drawing.rule_top + style.rule + size * 0.6;
        y = drawing.set(&title, size, Weight::Bold, y);
        if let Some(subtitle) = &meta.subtitle {
            y = drawing.set(subtitle.as_str(), style.line_size, Weight::Regular, y + style.line_size * 0.5);
        }
        if let Some(publisher) = &meta.publisher {
            drawing.set_at_foot(publisher.as_str(), y);
        }
        drawing
    }

    /// Writes the picture.
    pub fn write(&self) -> String {
        let [width, height] = self.style.size;
        let mut svg = Markup::document();
        let view_box = format!("0 0 {width} {height}");
        let (lang, dir) = (self.lang, self.direction.name());
        let attributes =
            [("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", &*view_box), ("xml:lang", lang), ("direction", dir)];
        svg.open("svg", &attributes);
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
        let (x, y, size) = (self.start_of(0.0).to_string(), line.baseline.to_string(), line.size.to_string());
        let weight = match line.weight {
            Weight::Regular => "400",
            Weight::Bold => "700",
        };
        let ink = String::from(self.ink);
        let attributes = [
            ("x", x.as_str()),
            ("y", &y),
            ("font-family", "Noto Sans, Helvetica, Arial, sans-serif"),
            ("font-size", &size),
            ("font-weight", weight),
            ("fill", &ink),
        ];
        svg.element("text", &attributes, &line.text);
    }

    /// The x of something as wide as `width` that stands at the start of a line.
    fn start_of(&self, width: f32) -> f32 {
        match self.direction {
            Direction::Ltr => self.style.margin,
            Direction::Rtl => self.style.size[0] - self.style.margin - width,
        }
    }

    /// The largest size at which the title takes no more than half of the height and no word is wider than the measure.
    fn title_size(&self, title: &str) -> f32 {
        let style = self.style;
        let mut size = style.title_size;
        while size > style.least_title_size {
            let lines = broken(title, self.measure() / size);
            let fits = lines.iter().all(|line| width_of(line) * size <= self.measure());
            if fits && lines.len() as f32 * size * style.leading <= style.size[1] * 0.5 {
                break;
            }
            size = (size * 0.92).max(style.least_title_size);
        }
        size
    }

    fn measure(&self) -> f32 {
        self.style.size[0] - 2.0 * self.style.margin
    }

    /// Sets text from `top` on and returns where it ends.
    fn set(&mut self, text: &str, size: f32, weight: Weight, top: f32) -> f32 {
        let leading = size * self.style.leading;
        let mut y = top;
        for line in broken(text, self.measure() / size) {
            self.lines.push(SetLine { text: line, size, weight, baseline: y + leading * 0.8 });
            y += leading;
        }
        y
    }

    /// Sets text so that it ends at the foot, but never above `least_top`.
    fn set_at_foot(&mut self, text: &str, least_top: f32) {
        let size = self.style.line_size;
        let count = broken(text, self.measure() / size).len() as f32;
        let top = self.style.size[1] - self.style.margin - count * size * self.style.leading;
        self.set(text, size, Weight::Regular, top.max(least_top + size));
    }
}

fn rectangle(svg: &mut Markup, area: [f32; 4], colour: Colour) {
    let [x, y, width, height] = area.map(|length| length.to_string());
    let fill = String::from(colour);
    svg.empty("rect", &[("x", &*x), ("y", &y), ("width", &width), ("height", &height), ("fill", &fill)]);
}

/// Text broken at spaces into lines no wider than a measure, in ems, and all about as long as each other; a word that is wider
/// stands alone.
fn broken(text: &str, measure: f32) -> Vec<String> {
    let mut best = broken_full(text, measure);
    let mut narrower = measure * 0.95;
    while narrower > measure * 0.5 {
        let lines = broken_full(text, narrower);
        if lines.len() > best.len() || lines.iter().any(|line| width_of(line) > narrower) {
            break;
        }
        best = lines;
        narrower *= 0.95;
    }
    best
}

/// Each line as full as it can be.
fn broken_full(text: &str, measure: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if width_of(line) + width_of(word) + width_of_character(' ') <= measure => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// About how wide text is in a bold sans serif, in ems: the reading system sets it in a face of its own.
fn width_of(text: &str) -> f32 {
    text.chars().map(width_of_character).sum()
}

fn width_of_character(c: char) -> f32 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' => 0.32,
        ' ' => 0.3,
        'f' | 't' | 'r' | 's' | 'c' | '-' | '(' | ')' => 0.45,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.98,
        c if c.is_uppercase() => 0.74,
        c if unicode_width::UnicodeWidthChar::width(c) == Some(2) => 1.05,
        _ => 0.64,
    }
}
