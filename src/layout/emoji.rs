//! Emoji that no face has → their names, so that a patient reads `[stethoscope]` and no code.
//!
//! The names are those of Unicode CLDR. They are English in an article of every language, as the codes are of none.

/// The longest name in characters: what has no glyph is never broken, and has to fit on a line of large print.
const LONGEST: usize = 24;

/// The name of an emoji; `None` for a character that is none, or whose name is longer than a line can spare.
pub fn name(c: char) -> Option<&'static str> {
    let mut bytes = [0; 4];
    let emoji = emojis::get(c.encode_utf8(&mut bytes))?;
    Some(emoji.name()).filter(|name| name.chars().count() <= LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceSpan;
    use crate::layout::pages::Shape;
    use crate::layout::{Fonts, lay_out};
    use crate::picture::Pictures;
    use crate::style::Style;
    use crate::tree::{Block, BlockKind, Body, Draft, Inline, Lang, Meta, SCHEMA};

    #[test]
    fn what_patients_are_told_with_has_a_name() {
        for (c, called) in
            [('\u{1fa7a}', "stethoscope"), ('\u{1fa78}', "drop of blood"), ('\u{1f912}', "face with thermometer")]
        {
            assert_eq!(name(c), Some(called));
        }
        // The last is the "face with open eyes and hand over mouth".
        assert_eq!(['ह', 'a', '1', '\u{1fae2}'].map(name), [None; 4]);
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
        assert_eq!(told, ["no font at hand has the emoji `\u{1fa7a}`: the handout says `[stethoscope]`"]);
    }
}
