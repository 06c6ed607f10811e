//! Prose → runs of one span, face, script and direction.

use super::fonts::Fonts;
use super::pages::FontId;
use super::prose::Prose;
use super::signs::Sign;
use crate::tree::{Direction, is_rtl};
use std::ops::Range;
use unicode_bidi::{BidiInfo, Level};
use unicode_script::{Script, UnicodeScript};

/// A run of text that is shaped in one go.
#[derive(Clone, Debug)]
pub struct TextRun {
    pub range: Range<usize>,
    /// Index of its span.
    pub span: usize,
    pub level: u8,
    /// `None` where no face has the glyph: then the run is one character long.
    pub face: Option<FontId>,
    pub script: Script,
    /// A sign that is drawn, one character long.
    pub sign: Option<Sign>,
}

/// The character whose glyph is shown for another: the no-break hyphen looks like a hyphen, all spaces like the space. A tone of skin
/// and the key around a digit (UTS #51) are not seen: an emoji is black and white, and a digit is read without its key.
pub fn shown(c: char) -> char {
    match c {
        '\u{1f3fb}'..='\u{1f3ff}' | '\u{20e3}' => '\u{fe0f}',
        '\u{2011}' => '-',
        '\n' | '\t' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        _ => c,
    }
}

/// The script of a character; ASCII is answered without a table.
pub fn script_of(c: char) -> Script {
    match c {
        'a'..='z' | 'A'..='Z' => Script::Latin,
        '\0'..='\u{7f}' => Script::Common,
        _ => c.script(),
    }
}

/// The runs of a prose, in reading order.
pub fn text_runs(prose: &Prose, fonts: &Fonts) -> Vec<TextRun> {
    let levels = levels(prose);
    let mut runs = TextRuns { list: Vec::new(), can_grow: false };
    let mut script = Script::Latin;
    for (index, span) in prose.spans.iter().enumerate() {
        let mut face_before = None;
        let usual = if span.code { fonts.code_face(span.look.cut) } else { fonts.text_face(span.look.cut) };
        let mut at = span.range.start;
        while let Some(c) = prose.text[at..span.range.end].chars().next() {
            let plain = if levels.is_none() { plain_length(&prose.text[at..span.range.end]) } else { 0 };
            if plain > 0 {
                // Marks before the first letter go with the script before it.
                let letters = prose.text[at..at + plain].find(|c: char| c.is_ascii_alphabetic());
                let marks = at..at + letters.unwrap_or(plain);
                runs.add(TextRun { range: marks, span: index, level: 0, face: Some(usual), script, sign: None });
                if let Some(letters) = letters {
                    script = Script::Latin;
                    let range = at + letters..at + plain;
                    runs.add(TextRun { range, span: index, level: 0, face: Some(usual), script, sign: None });
                }
                face_before = Some(usual);
                at += plain;
                continue;
            }
            let own = script_of(c);
            if !matches!(own, Script::Common | Script::Inherited) {
                script = own;
            }
            let level = levels.as_ref().map_or(0, |levels| levels[at].number());
            let look = shown(c);
            let face = if look.is_ascii() && !look.is_ascii_control() {
                Some(usual)
            } else if is_invisible(look) {
                Some(face_before.unwrap_or(usual))
            } else {
                let having = |face: &FontId| fonts.face(*face).glyph(look).is_some();
                // A mark stays with its letter where that letter's face has it.
                let kept = face_before.filter(|_| own == Script::Inherited).filter(having);
                kept.or_else(|| Some(usual).filter(having)).or_else(|| fonts.face_for(look, span.look.cut))
            };
            let sign = if face.is_none() { Sign::of(c) } else { None };
            let face = face.or_else(|| if sign.is_none() { fonts.symbols_for(look) } else { None });
            face_before = face.or(face_before);
            let range = at..at + c.len_utf8();
            at = range.end;
            if c == '\u{fffc}' {
                runs.add_alone(TextRun { range, span: index, level, face, script, sign });
            } else {
                runs.add(TextRun { range, span: index, level, face, script, sign });
            }
        }
    }
    runs.list
}

/// The length of the printable ASCII at the beginning of a text, which needs no table.
fn plain_length(text: &str) -> usize {
    text.bytes().take_while(|byte| matches!(byte, b' '..=b'~')).count()
}

/// Runs in the making.
struct TextRuns {
    list: Vec<TextRun>,
    /// True if what follows may belong to the last one.
    can_grow: bool,
}

impl TextRuns {
    /// Adds a run, to the last one where it is of the same kind.
    fn add(&mut self, run: TextRun) {
        if run.range.is_empty() {
            return;
        }
        let kind = |run: &TextRun| (run.span, run.level, run.face, run.script);
        match self.list.last_mut() {
            Some(last) if self.can_grow && run.face.is_some() && kind(last) == kind(&run) => {
                last.range.end = run.range.end;
            }
            _ => self.list.push(run),
        }
        self.can_grow = true;
    }

    fn add_alone(&mut self, run: TextRun) {
        self.list.push(run);
        self.can_grow = false;
    }
}

/// The embedding level of each byte; `None` where all of it runs from left to right.
fn levels(prose: &Prose) -> Option<Vec<Level>> {
    let foreign = prose.spans.iter().any(|span| span.dir == Some(Direction::Rtl));
    if prose.direction == Direction::Ltr && !foreign && !prose.text.chars().any(is_rtl) {
        return None;
    }
    let base = match prose.direction {
        Direction::Ltr => Level::ltr(),
        Direction::Rtl => Level::rtl(),
    };
    // The whole prose is one paragraph: a line that the author ended does not begin a new one. Each byte keeps its place.
    let text = prose.text.replace('\n', " ");
    let mut levels = BidiInfo::new(&text, Some(base)).levels;
    levels.resize(text.len(), base);
    Some(levels)
}

/// Characters that are never seen (UAX #44: Default_Ignorable_Code_Point): the shaper hides them in any face.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}' | '\u{fffc}')
}
