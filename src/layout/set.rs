//! Prose in a column → strips, one for each line.

use super::draw::{LinePlace, draw_line};
use super::fonts::{BOLD, Cut, Fonts};
use super::galley::{Galley, Strip, keep_ends};
use super::geometry::PageGeometry;
use super::lines::{Edge, break_lines};
use super::ordinals::Ordinals;
use super::pages::{NodeId, OutlineEntry};
use super::picture_size::inline_extent;
use super::prose::{LetterStyle, Prose, Reader};
use super::shape::{Ink, Shaper, Word};
use super::structure::Structure;
use crate::diagnostic::SourceSpan;
use crate::picture::Pictures;
use crate::style::{Colour, Labels, Pt, Style};
use crate::tree::{Direction, ImageSource, Inline, Lang, WebAddress};

/// The state of setting a document: its inputs, and the galley, structure and outline that grow.
pub struct Setter<'a> {
    pub style: &'a Style,
    pub fonts: &'a Fonts,
    pub pictures: &'a Pictures,
    pub labels: &'a Labels,
    pub shaper: Shaper<'a>,
    pub ordinals: Ordinals,
    pub structure: Structure,
    pub galley: Galley,
    pub addresses: Vec<WebAddress>,
    /// The language of the block that is being set, where it is not that of the document.
    pub lang: Option<Lang>,
    /// The direction of the document.
    pub direction: Direction,
    /// The sections met so far.
    pub outline: Vec<OutlineEntry>,
    /// The height of a full page of text.
    pub page_height: f32,
    /// The backgrounds of the next strips.
    pub backgrounds: Vec<usize>,
}

/// A column: the room for lines, and the direction in which they run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    pub left: f32,
    pub width: f32,
    pub direction: Direction,
}

impl Column {
    /// The column that begins `start` later and ends `end` sooner in the direction of its lines.
    pub fn within(self, start: f32, end: f32) -> Column {
        // Nested deeply, lists must still leave room for words.
        let start = start.min((self.width - 48.0).max(0.0));
        let end = end.min((self.width - start - 36.0).max(0.0));
        let left = match self.direction {
            Direction::Ltr => self.left + start,
            Direction::Rtl => self.left + end,
        };
        Column { left, width: self.width - start - end, ..self }
    }

    /// The left edge of something of a width at the start of the lines.
    pub fn start_of(self, width: f32) -> f32 {
        match self.direction {
            Direction::Ltr => self.left,
            Direction::Rtl => self.left + self.width - width,
        }
    }
}

/// The place of lines in their column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Start,
    Center,
    End,
}

/// The setting of text: its look and leading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    pub look: LetterStyle,
    pub leading: f32,
    pub edge: Edge,
}

impl<'a> Setter<'a> {
    /// Letters of a size in the colour of running text.
    pub fn setting(&self, size: Pt, leading: Pt) -> Setting {
        self.coloured(size, leading, self.style.colours.text, Cut::default())
    }

    pub fn coloured(&self, size: Pt, leading: Pt, colour: Colour, cut: Cut) -> Setting {
        let look = LetterStyle { cut, size, colour, rise: Pt::ZERO, underlined: false, struck: false };
        Setting { look, leading: leading.0, edge: Edge::Running }
    }

    /// Bold letters in the accent colour, in lines of about one length.
    pub fn heading_setting(&self, size: Pt, leading: Pt) -> Setting {
        let setting = self.coloured(size, leading, self.style.colours.accent, BOLD);
        Setting { edge: Edge::Balanced, ..setting }
    }

    /// The geometry of the style's pages, with lines no longer than it wants.
    pub fn geometry(&mut self) -> PageGeometry {
        let text = self.style.paper.text;
        let longest = match text.line_length {
            0 => f32::INFINITY,
            characters => {
                let look = self.setting(text.size, text.leading).look;
                // Running English, to find how wide a character is in the mean.
                const SAMPLE: &str =
                    "It is good to write down what you want to ask before you see the doctor or the nurse.";
                f32::from(characters) * self.width_of(SAMPLE, look) / SAMPLE.len() as f32
            }
        };
        PageGeometry::new(&self.style.paper, self.direction, longest)
    }

    /// The longest line in characters.
    pub fn line_length(&self) -> usize {
        match self.style.paper.text.line_length {
            0 => usize::MAX,
            characters => usize::from(characters),
        }
    }

    /// Inlines as prose whose pieces of content are kids of `node`.
    pub fn prose(
        &mut self,
        inlines: &[Inline],
        look: LetterStyle,
        node: NodeId,
        direction: Direction,
        at: SourceSpan,
    ) -> Prose {
        self.shaper.at = at;
        let reader = Reader::new(
            self.style,
            self.pictures,
            &mut self.structure,
            &mut self.addresses,
            self.lang.clone(),
            direction,
            at,
        );
        reader.read(inlines, self.ordinals.of_inlines(inlines), look, node)
    }

    /// The words of a prose, none wider than the measure.
    pub fn words(&mut self, prose: &Prose, measure: f32) -> Vec<Word> {
        let pictures = self.pictures;
        let size = prose.spans.first().map_or(Pt(12.0), |span| span.look.size);
        let image = |index: usize| match &prose.images[index].1.source {
            ImageSource::File(path) => pictures.get(path).map_or(0.0, |picture| inline_extent(picture, size).0),
            ImageSource::Unreachable(_) => 0.0,
        };
        let words = self.shaper.words(prose, &image);
        self.shaper.fit(words, prose, measure)
    }

    /// Sets prose as lines, kept together at both ends.
    pub fn lines(&mut self, prose: &Prose, setting: Setting, column: Column, place: Place) -> Vec<Strip> {
        let words = self.words(prose, column.width);
        self.set_words(prose, &words, setting, column, place)
    }

    /// Sets words that are shaped already.
    pub fn set_words(
        &mut self,
        prose: &Prose,
        words: &[Word],
        setting: Setting,
        column: Column,
        place: Place,
    ) -> Vec<Strip> {
        let lines = break_lines(words, column.width, self.line_length(), setting.edge);
        let mut strips: Vec<Strip> = Vec::with_capacity(lines.len());
        let ends = if prose.notes.is_empty() { Vec::new() } else { ends_of(words) };
        // Lines come in the order of the text, and so do the marks of notes: each mark is met once.
        let mut marks = prose.notes.iter().peekable();
        for line in lines {
            let marks_of_line = std::iter::from_fn(|| marks.next_if(|(at, _)| *at < ends[line.end - 1]));
            let notes = marks_of_line.map(|(_, note)| *note).collect();
            let mut strip = self.line(prose, &words[line], setting, column, place);
            strip.notes = notes;
            strips.push(strip);
        }
        keep_ends(&mut strips);
        strips
    }

    /// Sets words as one line.
    pub(super) fn line(
        &mut self,
        prose: &Prose,
        words: &[Word],
        setting: Setting,
        column: Column,
        place: Place,
    ) -> Strip {
        let width: f32 =
            words.iter().map(|word| word.width + word.space).sum::<f32>() - words.last().map_or(0.0, |word| word.space);
        let free = column.width - width;
        let x = column.left
            + match (place, prose.direction) {
                (Place::Start, Direction::Ltr) | (Place::End, Direction::Rtl) => 0.0,
                (Place::Center, _) => free / 2.0,
                (Place::End, Direction::Ltr) | (Place::Start, Direction::Rtl) => free,
            };
        let tallest = self.tallest_image(prose, words).max(self.tallest_raised(prose, words));
        let usual = self.baseline(setting);
        let baseline = usual.max(tallest);
        let height = setting.leading + baseline - usual;
        let mut items = Vec::new();
        let at = LinePlace { x, baseline, top: baseline - usual, height: setting.leading };
        draw_line(prose, words, at, &self.shaper, self.pictures, &mut items);
        Strip { height, items, backgrounds: self.backgrounds.clone(), ..Strip::default() }
    }

    fn tallest_image(&self, prose: &Prose, words: &[Word]) -> f32 {
        if prose.images.is_empty() {
            return 0.0;
        }
        let parts = words.iter().flat_map(|word| &word.parts);
        let heights = parts.filter_map(|part| match &part.ink {
            Ink::Image(index) => match &prose.images[*index].1.source {
                ImageSource::File(path) => {
                    let size = prose.spans[part.span].look.size;
                    self.pictures.get(path).map(|picture| inline_extent(picture, size).1)
                }
                ImageSource::Unreachable(_) => None,
            },
            Ink::Letters(_) | Ink::Sign(_) => None,
        });
        heights.fold(0.0, f32::max)
    }

    /// The height of raised letters above the baseline; 0 without any. Large ones must not run into the line above.
    fn tallest_raised(&self, prose: &Prose, words: &[Word]) -> f32 {
        let mut parts = words.iter().flat_map(|word| &word.parts);
        let Some(first) = parts.next() else { return 0.0 };
        let last = parts.next_back().unwrap_or(first);
        // The spans of this line alone: a paragraph of many links has as many lines as it has spans.
        let spans = &prose.spans[first.span..last.span.max(first.span) + 1];
        if spans.iter().all(|span| span.look.rise.0 <= 0.0) {
            return 0.0;
        }
        let looks = words.iter().flat_map(|word| &word.parts).map(|part| prose.spans[part.span].look);
        let heights = looks.filter(|look| look.rise.0 > 0.0).map(|look| {
            let metrics = self.fonts.face(self.fonts.text_face(look.cut)).metrics;
            let air = look.size.0 * 0.1;
            look.rise.0 + look.size.0 * metrics.cap_height / f32::from(metrics.units_per_em) + air
        });
        heights.fold(0.0, f32::max)
    }

    /// The distance from the top of a line to its baseline. Half of the spare leading is above the letters, half below.
    pub fn baseline(&self, setting: Setting) -> f32 {
        let metrics = self.fonts.face(self.fonts.text_face(setting.look.cut)).metrics;
        let em = setting.look.size.0 / f32::from(metrics.units_per_em);
        (setting.leading - (metrics.ascent - metrics.descent) * em) / 2.0 + metrics.ascent * em
    }

    /// Adds strips with space above the first and below the last.
    pub fn push(&mut self, mut strips: Vec<Strip>, above: f32, below: f32) {
        if let Some(first) = strips.first_mut() {
            first.above = first.above.max(above);
        }
        if let Some(last) = strips.last_mut() {
            last.below = last.below.max(below);
        }
        self.galley.strips.append(&mut strips);
    }
}

/// The end of each word in its prose.
fn ends_of(words: &[Word]) -> Vec<usize> {
    let mut end = 0;
    let ends = words.iter().map(|word| {
        end = word.parts.last().map_or(end, |part| part.range.end);
        end
    });
    ends.collect()
}
