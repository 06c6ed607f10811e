//! Prose → words: text between two places where a line may end, shaped and measured.
//!
//! A word is shaped once for each face, script, language and direction, and remembered for the whole run. A character that no face
//! has is drawn as a sign where there is one; else its name or code in brackets is set, and reported.

use super::emoji;
use super::fonts::{Cut, Fonts};
use super::memory::{Kind, Memory, Shaped, ShapedGlyph, ShapedWords};
use super::pages::FontId;
use super::prose::{Prose, Span};
use super::runs::{self, TextRun};
use super::signs::Sign;
use crate::style::{Labels, Pt};
use crate::text::{BreakOpportunity, line_breaks};
use crate::tree::Lang;
use harfrust::{Buffer, Feature, Language, ShapeOptions, ShapePlan, ShaperFont, Tag};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use unicode_script::Script;

/// A run of text that no line ends in, and the space after it.
#[derive(Clone, Debug)]
pub struct Word {
    /// Its parts in reading order; those of the space come last.
    pub parts: Vec<Part>,
    /// Without the space.
    pub width: f32,
    pub space: f32,
    /// In characters, without the space.
    pub length: usize,
    pub end: End,
}

/// The end of a word: what may follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// A line may end.
    Space,
    /// A line may end, but better does not: after a hyphen or stroke.
    Joint,
    /// The author ends the line, or the text ends.
    Line,
}

/// A run of a word in one look, face and direction.
#[derive(Clone, Debug)]
pub struct Part {
    /// Bytes of the prose.
    pub range: Range<usize>,
    /// Index of its span.
    pub span: usize,
    /// The embedding level (UAX #9): odd for right to left.
    pub level: u8,
    pub width: f32,
    pub ink: Ink,
}

/// The content of a part.
#[derive(Clone, Debug)]
pub enum Ink {
    Letters(Letters),
    Sign(Sign),
    /// Index in [`Prose::images`].
    Image(usize),
}

/// Shaped letters and their face.
#[derive(Clone, Copy, Debug)]
pub struct Letters {
    pub face: FontId,
    /// The place of what they were shaped with.
    plan: usize,
    shaped: Shaped,
}

/// The characters of one script, or the emoji, that no face has a glyph for.
#[derive(Clone, Debug)]
pub struct Missing {
    pub first: char,
    pub count: usize,
    pub at: crate::diagnostic::SourceSpan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct PlanKey {
    face: FontId,
    script: Script,
    language: u16,
    rtl: bool,
}

/// A face made ready for one script, language and direction, and the words that were shaped so.
struct Planned<'a> {
    kind: Kind,
    plan: ShapePlan,
    font: ShaperFont<'a, 'a>,
    words: ShapedWords,
    /// The space: every second word.
    space: Option<Shaped>,
}

/// Shapes words and remembers them.
pub struct Shaper<'a> {
    pub fonts: &'a Fonts,
    labels: &'a Labels,
    languages: Vec<(Lang, Option<Language>)>,
    plans: HashMap<PlanKey, usize>,
    set: Vec<Planned<'a>>,
    /// The words of kinds that were not met yet.
    memory: Memory,
    last_plan: Option<(PlanKey, usize)>,
    buffer: Buffer,
    features: [Feature; 2],
    pub missing: BTreeMap<&'static str, Missing>,
    /// The block that is being set.
    pub at: crate::diagnostic::SourceSpan,
}

impl<'a> Shaper<'a> {
    pub fn new(fonts: &'a Fonts, labels: &'a Labels, lang: &Lang) -> Shaper<'a> {
        let language = Language::new(lang.as_str());
        Shaper {
            fonts,
            labels,
            languages: vec![(lang.clone(), language)],
            plans: HashMap::new(),
            set: Vec::new(),
            memory: fonts.memories().take(),
            last_plan: None,
            buffer: Buffer::new(),
            // One letter, one glyph: a ligature hides letters from those who follow with a finger or a magnifier.
            features: [Feature::new(Tag::new(b"liga"), 0, ..), Feature::new(Tag::new(b"clig"), 0, ..)],
            missing: BTreeMap::new(),
            at: crate::diagnostic::SourceSpan::NOWHERE,
        }
    }

    /// The language of all text that names no other.
    pub fn document_language(&self) -> &Lang {
        &self.languages[0].0
    }

    /// The words of a prose, in reading order; images are measured by `image`, from their index.
    pub fn words(&mut self, prose: &Prose, image: &dyn Fn(usize) -> f32) -> Vec<Word> {
        let text = prose.text.as_str();
        if text.is_empty() {
            return Vec::new();
        }
        let mut text_runs = runs::text_runs(prose, self.fonts).into_iter().peekable();
        let mut words = Vec::new();
        let mut start = 0;
        for (end, opportunity) in line_breaks(text, self.labels.month_names()) {
            let mut word = Word {
                parts: Vec::with_capacity(2),
                width: 0.0,
                space: 0.0,
                length: 0,
                end: ending(text, end, opportunity),
            };
            while let Some(run) = text_runs.peek_mut() {
                if run.range.start >= end {
                    break;
                }
                let piece = TextRun { range: run.range.start..run.range.end.min(end), ..run.clone() };
                if run.range.end <= end {
                    text_runs.next();
                } else {
                    run.range.start = end;
                }
                self.parts(prose, &piece, image, &mut word.parts);
            }
            debug_assert!(start < end);
            start = end;
            measure(&mut word, text);
            words.push(word);
        }
        words
    }

    /// Shapes a run of one kind: its letters, and the spaces after them as a part of their own.
    fn parts(&mut self, prose: &Prose, run: &TextRun, image: &dyn Fn(usize) -> f32, parts: &mut Vec<Part>) {
        let text = &prose.text[run.range.clone()];
        let look = prose.spans[run.span].look;
        let part =
            |range: Range<usize>, width: f32, ink: Ink| Part { range, span: run.span, level: run.level, width, ink };
        if text == "\u{fffc}"
            && let Some(index) = prose.image_at(run.range.start)
        {
            parts.push(part(run.range.clone(), image(index), Ink::Image(index)));
            return;
        }
        if let Some(sign) = run.sign {
            parts.push(part(run.range.clone(), sign.width() * look.size.0, Ink::Sign(sign)));
            return;
        }
        let letters = text.trim_end_matches([' ', '\n']).len();
        let middle = run.range.start + letters;
        for range in [run.range.start..middle, middle..run.range.end] {
            if range.is_empty() {
                continue;
            }
            let letters = self.letters(&prose.text[range.clone()], run, &prose.spans[run.span]);
            parts.push(part(range, self.width(letters, look.size), Ink::Letters(letters)));
        }
    }

    fn letters(&mut self, text: &str, run: &TextRun, span: &Span) -> Letters {
        let language = self.language(span.lang.as_ref());
        let Some(face) = run.face else {
            self.miss(text, run.script);
            return self.called(text, span.look.cut);
        };
        let plan = self.plan(PlanKey { face, script: run.script, language, rtl: run.level % 2 == 1 });
        let Planned { space, words, .. } = &mut self.set[plan];
        let known = if text == " " && space.is_some() { *space } else { words.get(text) };
        let shaped = known.unwrap_or_else(|| {
            let shaped = self.shape(plan, text);
            self.set[plan].words.name(text, shaped);
            shaped
        });
        if !shaped.is_whole {
            // The face knows the characters but not what they become together.
            self.miss(text, run.script);
            return self.called(text, span.look.cut);
        }
        if text == " " {
            self.set[plan].space = Some(shaped);
        }
        Letters { face, plan, shaped }
    }

    /// The glyphs of letters, from left to right.
    pub fn glyphs(&self, letters: Letters) -> &[ShapedGlyph] {
        self.set[letters.plan].words.glyphs(letters.shaped)
    }

    fn width(&self, letters: Letters, size: Pt) -> f32 {
        letters.shaped.advance * size.0 / f32::from(self.fonts.face(letters.face).metrics.units_per_em)
    }

    fn language(&mut self, lang: Option<&Lang>) -> u16 {
        let Some(lang) = lang else { return 0 };
        let known = self.languages.iter().position(|(known, _)| known == lang);
        known.unwrap_or_else(|| {
            self.languages.push((lang.clone(), Language::new(lang.as_str())));
            self.languages.len() - 1
        }) as u16
    }

    fn plan(&mut self, key: PlanKey) -> usize {
        if let Some((last, plan)) = self.last_plan
            && last == key
        {
            return plan;
        }
        let plan = match self.plans.get(&key) {
            Some(plan) => *plan,
            None => {
                let font = self.fonts.face(key.face).font();
                let (lang, language) = self.languages[usize::from(key.language)].clone();
                let direction =
                    if key.rtl { harfrust::Direction::RightToLeft } else { harfrust::Direction::LeftToRight };
                let plan = ShapePlan::new(font, direction, script_tag(key.script), language.as_ref(), &self.features);
                let kind = Kind { face: key.face, script: key.script, lang, rtl: key.rtl };
                let words = self.memory.remove(&kind).unwrap_or_default();
                self.set.push(Planned { kind, plan, font: ShaperFont::new(font), words, space: None });
                self.plans.insert(key, self.set.len() - 1);
                self.set.len() - 1
            }
        };
        self.last_plan = Some((key, plan));
        plan
    }

    fn shape(&mut self, plan: usize, text: &str) -> Shaped {
        let Planned { plan, font, words, .. } = &mut self.set[plan];
        let buffer = &mut self.buffer;
        buffer.reset();
        for (at, c) in text.char_indices() {
            buffer.push(u32::from(runs::shown(c)), at as u32);
        }
        buffer.set_direction(plan.direction());
        buffer.set_script(plan.script());
        buffer.set_language(plan.language().cloned());
        let options = ShapeOptions::new().plan(Some(plan)).features(&self.features);
        if harfrust::shape(font, buffer, options).is_err() {
            return words.keep([ShapedGlyph { id: 0, advance: 0.0, offset: (0.0, 0.0), text: (0, 0) }]);
        }
        let glyphs = buffer.glyph_infos().iter().zip(buffer.glyph_positions()).map(|(info, at)| ShapedGlyph {
            id: u16::try_from(info.glyph_id).unwrap_or(0),
            advance: at.x_advance as f32,
            offset: (at.x_offset as f32, at.y_offset as f32),
            text: (info.cluster, info.cluster),
        });
        let shaped = words.keep(glyphs);
        give_text(words.glyphs_mut(shaped), text.len() as u32);
        shaped
    }

    /// Sets the name of a character without a glyph, of an emoji in words and of any other as its code: `[stethoscope]`, `[U+0939]`.
    /// Each part holds one character, so that lines can end between them. The character is what is copied or read aloud.
    fn called(&mut self, text: &str, cut: Cut) -> Letters {
        let called = |c| emoji::name(c).map_or_else(|| format!("U+{:04X}", u32::from(c)), str::to_owned);
        let names: Vec<String> = text.chars().map(called).collect();
        let face = self.fonts.text_face(Cut { italic: false, ..cut });
        let plan = self.plan(PlanKey { face, script: Script::Latin, language: 0, rtl: false });
        let shaped = self.shape(plan, &format!("[{}]", names.join(" ")));
        for (at, glyph) in self.set[plan].words.glyphs_mut(shaped).iter_mut().enumerate() {
            glyph.text = if at == 0 { (0, text.len() as u32) } else { (text.len() as u32, text.len() as u32) };
        }
        Letters { face, plan, shaped }
    }

    fn miss(&mut self, text: &str, script: Script) {
        for c in text.chars() {
            let at = self.at;
            // An emoji has the script of the word before it.
            let kind = if emoji::name(c).is_some() { "Emoji" } else { script.full_name() };
            let missing = self.missing.entry(kind);
            missing.and_modify(|missing| missing.count += 1).or_insert(Missing { first: c, count: 1, at });
        }
    }

    /// A piece of a part, shaped anew.
    pub(super) fn cut(&mut self, part: &Part, range: Range<usize>, prose: &Prose) -> Part {
        let Ink::Letters(Letters { face, .. }) = part.ink else { return part.clone() };
        let span = &prose.spans[part.span];
        let text = &prose.text[range.clone()];
        let script =
            text.chars().map(runs::script_of).find(|script| *script != Script::Common).unwrap_or(Script::Latin);
        let has_all = text.chars().all(|c| self.fonts.face(face).glyph(runs::shown(c)).is_some());
        let face = has_all.then_some(face);
        let run = TextRun { range: range.clone(), span: part.span, level: part.level, face, script, sign: None };
        let letters = self.letters(text, &run, span);
        Part { range, width: self.width(letters, span.look.size), ink: Ink::Letters(letters), ..part.clone() }
    }
}

impl Drop for Shaper<'_> {
    fn drop(&mut self) {
        let mut memory = std::mem::take(&mut self.memory);
        memory.extend(self.set.drain(..).map(|planned| (planned.kind, planned.words)));
        self.fonts.memories().give(memory);
    }
}

fn ending(text: &str, end: usize, opportunity: BreakOpportunity) -> End {
    match opportunity {
        BreakOpportunity::Mandatory => End::Line,
        BreakOpportunity::Allowed if text[..end].ends_with(' ') => End::Space,
        BreakOpportunity::Allowed => End::Joint,
    }
}

/// Adds up the widths of a word's parts. The spaces at its end are counted apart.
pub(super) fn measure(word: &mut Word, text: &str) {
    (word.width, word.space, word.length) = (0.0, 0.0, 0);
    let mut after = true;
    for part in word.parts.iter().rev() {
        let blank = text[part.range.clone()].chars().all(|c| c == ' ' || c == '\n');
        after &= blank;
        if after {
            word.space += part.width;
        } else {
            word.width += part.width;
            word.length += text[part.range.clone()].chars().count();
        }
    }
}

/// Gives each cluster's bytes to its first glyph in reading order, which for both directions is the one met first from its side.
fn give_text(glyphs: &mut [ShapedGlyph], length: u32) {
    let mut starts: Vec<u32> = glyphs.iter().map(|glyph| glyph.text.0).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut last = None;
    for glyph in glyphs {
        let start = glyph.text.0;
        let next = starts.partition_point(|at| *at <= start);
        let end = starts.get(next).copied().unwrap_or(length);
        glyph.text = if last == Some(start) { (end, end) } else { (start, end) };
        last = Some(start);
    }
}

fn script_tag(script: Script) -> Option<harfrust::Script> {
    script.short_name().parse().ok()
}
