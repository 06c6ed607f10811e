//! The faces that layout may set type in, in the order in which they are asked for a glyph.
//!
//! A face is parsed once. Fonts come as bytes: no file is opened here.

use super::memory::Memories;
use super::pages::{self, FontId};
use harfrust::Font;
use skrifa::instance::{LocationRef, Size};
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};
use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// The faces of one run: the built-in Noto Sans first, then those of symbols, then further ones in the order of their fallback.
#[derive(Clone)]
pub struct Fonts {
    faces: Vec<Face>,
    memories: Arc<Memories>,
}

impl Default for Fonts {
    /// The built-in faces alone.
    fn default() -> Fonts {
        Fonts::builtin().clone()
    }
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.faces.iter().map(|face| &face.postscript_name)).finish()
    }
}

/// The bytes of a file hold no face that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAFont;

impl fmt::Display for NotAFont {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the bytes are no font")
    }
}

impl std::error::Error for NotAFont {}

/// One face: its file and what layout and the PDF need to know of it.
#[derive(Clone)]
pub struct Face {
    /// The file that the face is in.
    pub file: Arc<pages::Face>,
    /// The PostScript name in the font: `NotoSans`, `NotoSans-Bold`.
    pub postscript_name: String,
    pub cut: Cut,
    pub metrics: FaceMetrics,
    /// Fallbacks for what no other face has; one of them is the face of code.
    is_of_symbols: bool,
    font: Font,
}

/// One of a family's four faces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cut {
    pub bold: bool,
    pub italic: bool,
}

/// The bold cut.
pub const BOLD: Cut = Cut { bold: true, italic: false };

/// Measures of a face, in its own units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FaceMetrics {
    pub units_per_em: u16,
    /// Above the baseline.
    pub ascent: f32,
    /// Below the baseline, and so negative.
    pub descent: f32,
    pub cap_height: f32,
    pub x_height: f32,
    /// Degrees to the left of upright: negative for a face that leans to the right.
    pub italic_angle: f32,
    /// From the baseline to the middle of the line, and its thickness.
    pub underline: (f32, f32),
    pub strikeout: (f32, f32),
    /// Left, bottom, right, top of the box around all glyphs.
    pub bounds: [f32; 4],
}

/// The place of Hack among the built-in faces.
const CODE: FontId = FontId(5);

impl Fonts {
    /// Noto Sans in its four cuts: regular, bold, italic, bold italic. Latin, Vietnamese, Greek and Cyrillic. And two faces of
    /// symbols: Noto Emoji, and Hack for arrows, boxes and the signs of mathematics, which is the face of code too.
    pub fn builtin() -> &'static Fonts {
        static BUILTIN: OnceLock<Fonts> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            let mut fonts = Fonts { faces: Vec::new(), memories: Arc::default() };
            for bytes in [notosans::REGULAR_TTF, notosans::BOLD_TTF, notosans::ITALIC_TTF, notosans::BOLD_ITALIC_TTF] {
                fonts.add(Cow::Borrowed(bytes));
            }
            let text = fonts.faces.len();
            for bytes in [epaint_default_fonts::NOTO_EMOJI_REGULAR, epaint_default_fonts::HACK_REGULAR] {
                fonts.add(Cow::Borrowed(bytes));
            }
            fonts.faces[text..].iter_mut().for_each(|face| face.is_of_symbols = true);
            debug_assert!(
                fonts.faces.len() == 6,
                "the compiled-in faces are whole: `the_built_in_faces_are_whole` tests it"
            );
            fonts
        })
    }

    /// Adds the faces of a font file after all others and returns their number: 0 where the bytes are no font.
    pub fn add(&mut self, bytes: Cow<'static, [u8]>) -> usize {
        let before = self.faces.len();
        // What the new faces are numbered with may be another face among the fonts that these are a copy of.
        self.memories = Arc::default();
        // A collection of more faces than this is none that anyone made in good faith.
        for index in 0..64 {
            if self.faces.len() >= usize::from(u16::MAX) {
                break;
            }
            match Face::new(pages::Face { bytes: bytes.clone(), index }) {
                Some(face) => self.faces.push(face),
                None => break,
            }
        }
        self.faces.len() - before
    }

    /// The same fonts and, after all others, the faces of one more font file: TrueType, OpenType, or a collection of them.
    ///
    /// # Errors
    /// The bytes are no font.
    pub fn with_file(mut self, bytes: impl Into<Cow<'static, [u8]>>) -> Result<Fonts, NotAFont> {
        match self.add(bytes.into()) {
            0 => Err(NotAFont),
            _ => Ok(self),
        }
    }

    /// The face of a run.
    pub fn face(&self, id: FontId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// The words that were shaped in these faces.
    pub(super) fn memories(&self) -> &Memories {
        &self.memories
    }

    /// Every face with its id.
    pub fn faces(&self) -> impl Iterator<Item = (FontId, &Face)> {
        self.faces.iter().enumerate().map(|(at, face)| (FontId(at as u16), face))
    }

    /// The first face of text that has a glyph for a character, one of the asked cut before any other; `None` where none has.
    pub fn face_for(&self, c: char, cut: Cut) -> Option<FontId> {
        let having = |(_, face): &(FontId, &Face)| !face.is_of_symbols && face.glyph(c).is_some();
        let mut fitting = self.faces().filter(|(_, face)| face.cut == cut);
        fitting.find(having).or_else(|| self.faces().find(having)).map(|(id, _)| id)
    }

    /// The face of symbols that has a glyph for a character; `None` where none has.
    pub fn symbols_for(&self, c: char) -> Option<FontId> {
        self.faces().find(|(_, face)| face.is_of_symbols && face.glyph(c).is_some()).map(|(id, _)| id)
    }

    /// The built-in face of code. Its letters are all of one width; bold code is set as other text is, since it has no bold cut.
    pub fn code_face(&self, cut: Cut) -> FontId {
        if cut.bold { self.text_face(cut) } else { CODE }
    }

    /// The built-in face of a cut.
    pub fn text_face(&self, cut: Cut) -> FontId {
        self.faces().find(|(_, face)| face.cut == cut).map_or(FontId(0), |(id, _)| id)
    }
}

impl Face {
    fn new(file: pages::Face) -> Option<Face> {
        let file = Arc::new(file);
        let parsed = FontRef::from_index(&file.bytes, file.index).ok()?;
        let found = parsed.metrics(Size::unscaled(), LocationRef::default());
        if found.units_per_em == 0 {
            return None;
        }
        let attributes = parsed.attributes();
        let em = f32::from(found.units_per_em);
        let line = |decoration: Option<skrifa::metrics::Decoration>, offset: f32| {
            decoration.map_or((offset * em, em * 0.05), |line| (line.offset, line.thickness))
        };
        let name = parsed.localized_strings(StringId::POSTSCRIPT_NAME).english_or_first();
        let postscript_name: String = name.map(|name| name.chars().collect()).unwrap_or_default();
        let clean: String = postscript_name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let metrics = FaceMetrics {
            units_per_em: found.units_per_em,
            ascent: found.ascent,
            descent: found.descent,
            cap_height: found.cap_height.unwrap_or(em * 0.7),
            x_height: found.x_height.unwrap_or(em * 0.5),
            italic_angle: found.italic_angle,
            underline: line(found.underline, -0.1),
            strikeout: line(found.strikeout, 0.3),
            bounds: found
                .bounds
                .map_or([0.0, found.descent, em, found.ascent], |b| [b.x_min, b.y_min, b.x_max, b.y_max]),
        };
        let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = file.clone();
        Some(Face {
            postscript_name: if clean.is_empty() { format!("Face-{}", file.index) } else { clean },
            cut: Cut {
                bold: attributes.weight.value() >= 600.0,
                italic: attributes.style != skrifa::attribute::Style::Normal,
            },
            metrics,
            is_of_symbols: false,
            font: Font::new(shared, file.index)?,
            file,
        })
    }

    /// The glyph of a character; `None` where the face has none.
    pub fn glyph(&self, c: char) -> Option<u16> {
        let glyph = self.font.charmap().map_unicode(c)?.to_u32();
        u16::try_from(glyph).ok().filter(|glyph| *glyph != 0)
    }

    /// The face as the shaper takes it.
    pub(super) fn font(&self) -> &Font {
        &self.font
    }
}

impl AsRef<[u8]> for pages::Face {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_faces_are_whole() {
        let fonts = Fonts::builtin();
        let names: Vec<&str> = fonts.faces().map(|(_, face)| face.postscript_name.as_str()).collect();
        let text = ["NotoSans", "NotoSans-Bold", "NotoSans-Italic", "NotoSans-BoldItalic"];
        assert_eq!(names, [&text[..], &["NotoEmoji", "Hack-Regular"]].concat());
        assert_eq!(names[usize::from(fonts.code_face(Cut::default()).0)], "Hack-Regular");
        for (id, face) in fonts.faces().take(text.len()) {
            assert_eq!(fonts.text_face(face.cut), id);
            assert!(face.glyph('ß').is_some() && face.glyph('Ж').is_some() && face.glyph('ệ').is_some());
            assert!(face.glyph('\u{2011}').is_none() && face.glyph('ह').is_none());
        }
    }

    #[test]
    fn faces_of_symbols_are_asked_last() {
        let fonts = Fonts::builtin();
        let name = |id: Option<FontId>| id.map(|id| fonts.face(id).postscript_name.as_str());
        assert_eq!(
            (name(fonts.face_for('💊', Cut::default())), name(fonts.symbols_for('💊'))),
            (None, Some("NotoEmoji"))
        );
        assert_eq!(
            (name(fonts.face_for('↳', Cut::default())), name(fonts.symbols_for('↳'))),
            (None, Some("Hack-Regular"))
        );
        assert_eq!(name(fonts.face_for('a', Cut::default())), Some("NotoSans"));
        assert_eq!((fonts.face_for('ह', Cut::default()), fonts.symbols_for('ह')), (None, None));
    }

    #[test]
    fn bytes_that_are_no_font_add_no_face() {
        let mut fonts = Fonts::builtin().clone();
        assert_eq!(fonts.add(Cow::Borrowed(b"no font")), 0);
        assert_eq!(fonts.add(Cow::Borrowed(notosans::BOLD_TTF)), 1);
        assert_eq!(fonts.face(FontId(6)).postscript_name, "NotoSans-Bold");
        assert!(fonts.face(FontId(6)).cut.bold);
    }
}
