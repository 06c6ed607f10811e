//! Texts that are not laid out: those in a script that no font at hand has. Each of its characters would be set as a code of eight
//! letters, `[U+0939]`, for nobody to read; a long text of them would take more memory than all else.

use super::fonts::{Cut, Fonts};
use super::{emoji, runs, signs::Sign};
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::tree::walk::{self, Visit};
use crate::tree::{BlockKind, Document, Inline};
use std::collections::BTreeMap;

/// The most characters without a glyph that are set as their codes: 1,500 pages of them.
const MOST_CODES: usize = 100_000;

/// Says why a document is not laid out; `None` for one that is.
pub fn why_unset(document: &Document, fonts: &Fonts) -> Option<Diagnostic> {
    // A character that is not ASCII has two bytes at least.
    if bytes_of(document) <= 2 * MOST_CODES {
        return None;
    }
    let mut counter = Counter { fonts, known: BTreeMap::new(), count: 0, first: None, at: SourceSpan::NOWHERE };
    walk::document(document, &mut |visit| match visit {
        Visit::Section(section, _) => counter.at = section.at,
        Visit::Block(block) => {
            counter.at = block.at;
            if let BlockKind::Code(code) = &block.kind {
                counter.text(&code.text);
            }
        }
        Visit::Inlines(list) => walk::inlines(list, &mut |inline| {
            if let Inline::Text(text) | Inline::Code(text) = inline {
                counter.text(text);
            }
        }),
    });
    let (c, at) = counter.first.filter(|_| MOST_CODES < counter.count)?;
    let message = format!(
        "the handout is not made: no font at hand has a glyph for `{c}` (U+{:04X}) and {} more of its characters",
        u32::from(c),
        counter.count - 1
    );
    Some(Diagnostic::new(Rule::GlyphMissing, at, message).with_help("put a font file that has it into `styles/fonts`"))
}

fn bytes_of(document: &Document) -> usize {
    let mut bytes = 0;
    walk::document(document, &mut |visit| match visit {
        Visit::Section(..) => {}
        Visit::Block(block) => {
            if let BlockKind::Code(code) = &block.kind {
                bytes += code.text.len();
            }
        }
        Visit::Inlines(list) => walk::inlines(list, &mut |inline| {
            if let Inline::Text(text) | Inline::Code(text) = inline {
                bytes += text.len();
            }
        }),
    });
    bytes
}

struct Counter<'a> {
    fonts: &'a Fonts,
    /// True for a character that is set as its code.
    known: BTreeMap<char, bool>,
    count: usize,
    first: Option<(char, SourceSpan)>,
    at: SourceSpan,
}

impl Counter<'_> {
    fn text(&mut self, text: &str) {
        if text.is_ascii() {
            return;
        }
        for c in text.chars().filter(|c| !c.is_ascii()) {
            let fonts = self.fonts;
            if *self.known.entry(c).or_insert_with(|| is_set_as_code(c, fonts)) {
                self.count += 1;
                self.first.get_or_insert((c, self.at));
            }
        }
    }
}

fn is_set_as_code(c: char, fonts: &Fonts) -> bool {
    let shown = runs::shown(c);
    let has_face = || fonts.face_for(shown, Cut::default()).or_else(|| fonts.symbols_for(shown)).is_some();
    !shown.is_ascii() && !runs::is_invisible(shown) && Sign::of(c).is_none() && emoji::name(c).is_none() && !has_face()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Article, Form, Neighbours, read};

    #[test]
    fn a_long_text_without_glyphs_is_not_laid_out() {
        let neighbours = Neighbours::default();
        for (count, unset) in [(MOST_CODES, false), (MOST_CODES + 1, true)] {
            let text = format!("# Eye\n\nDrops\n\n## Lids\n\n{}\n", "ह".repeat(count));
            let article =
                Article { bytes: text.as_bytes(), form: Form::Markdown, stem: "eye", neighbours: &neighbours };
            let document = read(&article).draft.expect("words").seal().expect("sealed");
            let why = why_unset(&document, Fonts::builtin());
            assert_eq!(why.as_ref().map(|why| why.at.start.line), unset.then_some(7), "{why:?}");
        }
    }
}
