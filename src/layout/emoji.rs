//! Emoji that the built-in faces lack → their names, so that a patient reads `[stethoscope]` and no code.
//!
//! The names are those of the Unicode Character Database, shorter where they are longer than a line can spare. They are English in an
//! article of every language, as the codes are of none.

/// Each line is a code and a name, in the order of the codes.
const NAMES: &str = include_str!("emoji-names.txt");

/// What an emoji is called; `None` for a character that is none, or that the built-in faces have.
pub fn name(c: char) -> Option<&'static str> {
    let code = format!("{:x} ", u32::from(c));
    NAMES.lines().find_map(|line| line.strip_prefix(code.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceSpan;
    use crate::layout::pages::Shape;
    use crate::layout::runs::shown;
    use crate::layout::signs::Sign;
    use crate::layout::{Cut, Fonts, lay_out};
    use crate::picture::Pictures;
    use crate::style::Style;
    use crate::tree::{Block, BlockKind, Body, Draft, Inline, Lang, Meta, SCHEMA};

    #[test]
    fn names_are_short_words_of_emoji_that_no_built_in_face_has() {
        let fonts = Fonts::builtin();
        let mut last = 0;
        for line in NAMES.lines() {
            let (code, name) = line.split_once(' ').expect("a code and a name");
            let code = u32::from_str_radix(code, 16).expect("a code");
            assert!(last < code, "{line}");
            last = code;
            let c = char::from_u32(code).expect("a character");
            assert_eq!(super::name(c), Some(name));
            let has_face = fonts.face_for(shown(c), Cut::default()).or(fonts.symbols_for(c)).is_some();
            assert!(!has_face && Sign::of(c).is_none(), "{line}");
            assert!(name.len() <= 24 && name.is_ascii() && name == name.trim() && !name.contains("  "), "{line}");
        }
    }

    #[test]
    fn what_patients_are_told_with_has_a_name() {
        for (c, called) in
            [('\u{1fa7a}', "stethoscope"), ('\u{1fa78}', "drop of blood"), ('\u{1f912}', "face with thermometer")]
        {
            assert_eq!(name(c), Some(called));
        }
        assert_eq!((name('💊'), name('ह'), name('a')), (None, None, None));
    }

    #[test]
    fn an_emoji_without_a_glyph_is_drawn_as_its_name_and_said_as_itself() {
        let words = vec![Inline::Text("Ask \u{1fa7a}".to_owned())];
        let body =
            Body { blocks: vec![Block::new(BlockKind::Paragraph(words), SourceSpan::NOWHERE)], sections: Vec::new() };
        let meta = Meta::new(vec![Inline::Text("Ask".to_owned())], Lang::new("en").expect("a language"));
        let draft = Draft { schema: SCHEMA, meta, body, notes: Vec::new() };
        let document = draft.seal().expect("no flaw");
        let pages = lay_out(&document, &Style::handout(), Fonts::builtin(), &Pictures::new());
        let runs = pages.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.shape {
            Shape::Glyphs(run) if run.text.contains('\u{1fa7a}') => Some(run),
            _ => None,
        });
        let drawn: Vec<(usize, &str)> = runs.map(|run| (run.glyphs.len(), run.text.as_str())).collect();
        assert_eq!(drawn, [("Ask [stethoscope]".len(), "Ask \u{1fa7a}")]);
        let told: Vec<&str> = pages.diagnostics.iter().map(|told| told.message.as_str()).collect();
        assert_eq!(told, ["no font at hand has a glyph for `\u{1fa7a}` (U+1FA7A, Emoji)"]);
    }
}
