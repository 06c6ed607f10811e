//! Letters apart from their marks (`e` and an accent behind it, as macOS and some old charsets have it) → the letters that have them
//! (UAX #15), which are what searches, old devices and voices know. Nothing else is changed: no letter becomes another that looks like
//! it, no marks change places without becoming a letter, and code, paths and addresses stay what they are.

use super::rewrite;
use crate::tree::{Alt, Block, BlockKind, Body, Draft, Inline, Line, Meta, walk};
use icu_normalizer::ComposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCompositionBorrowed;
use unicode_segmentation::UnicodeSegmentation;

/// Composes the letters of a draft.
pub(super) fn compose(draft: &mut Draft) {
    meta(&mut draft.meta);
    rewrite::body(&mut draft.body, &mut |text| inlines(text));
    body(&mut draft.body);
    for note in &mut draft.notes {
        rewrite::blocks(&mut note.blocks, &mut |text| inlines(text));
        blocks(&mut note.blocks);
    }
}

/// True if a letter may be apart from its mark. Most texts are decided by their bytes, many at a time.
pub(super) fn may_be_apart(text: &str) -> bool {
    const BLOCK: usize = 256;
    let bytes = text.as_bytes();
    // No mark begins with a byte below; `–`, `’` and `…` begin with the other one.
    let lead = |byte: u8| (0xcc <= byte) & (byte != 0xe2);
    if !bytes.chunks(BLOCK).any(|block| block.iter().fold(false, |any, byte| any | lead(*byte))) {
        return false;
    }
    let mut places = (0..bytes.len()).step_by(BLOCK);
    let any = |at: usize| {
        let [here, next, third] = [0, 1, 2].map(|by| bytes.get(at + by..).unwrap_or_default());
        let here = &here[..here.len().min(BLOCK)];
        let pairs = || here.iter().zip(next);
        let short = pairs().fold(false, |any, (byte, next)| any | may_begin_a_mark(*byte, *next));
        let long =
            pairs().zip(third).fold(false, |any, ((byte, next), third)| any | is_vowel_sign(*byte, *next, *third));
        // Emoji begin as some marks do.
        let may_begin = |(byte, next): (&u8, &u8)| may_begin_a_mark(*byte, *next) | (*byte == 0xe0);
        (short | long) && pairs().enumerate().any(|(by, pair)| may_begin(pair) && is_apart(text, at + by))
    };
    let has_kana = || KANA_MARKS.iter().any(|mark| memchr::memmem::find(bytes, mark.as_bytes()).is_some());
    places.any(any) || has_kana()
}

/// True if the character at a byte is a combining mark. Vowel signs of India are common, and combine with few other signs.
fn is_apart(text: &str, at: usize) -> bool {
    let (before, behind) = text.split_at(at);
    behind.chars().next().filter(|mark| composes(*mark)).is_some_and(|mark| {
        let joins = |letter| CanonicalCompositionBorrowed::new().compose(letter, mark).is_some();
        !('\u{900}'..='\u{dff}').contains(&mark) || before.chars().next_back().is_some_and(joins)
    })
}

const KANA_MARKS: [&str; 2] = ["\u{3099}", "\u{309a}"];

/// True if two bytes may start a combining mark, other than [`KANA_MARKS`] and those of India. Without a branch.
fn may_begin_a_mark(byte: u8, next: u8) -> bool {
    let latin = (byte == 0xcc) | (byte == 0xcd);
    let arabic = (byte == 0xd9) & (0x93 <= next) & (next <= 0x95);
    let korean = (byte == 0xe1) & ((next < 0x88) | (next == 0xac));
    latin | arabic | korean | (byte == 0xf0)
}

/// True if three bytes may be a sign of India that combines with the sign before it. Without a branch.
fn is_vowel_sign(byte: u8, next: u8, third: u8) -> bool {
    let devanagari = (next == 0xa4) & (third == 0xbc);
    let low = (third == 0x82) | (third == 0x8a) | (third == 0x8f) | (third == 0x95) | (third == 0x96);
    let high = (third == 0x97) | (third == 0x9f) | (third == 0xbe);
    (byte == 0xe0) & (devanagari | ((0xa6 <= next) & (next < 0xb8) & (low | high)))
}

fn meta(meta: &mut Meta) {
    inlines(&mut meta.title);
    let Meta { subtitle, description, publisher, version, rights, series, .. } = meta;
    [subtitle, description, publisher, version, rights].into_iter().flatten().for_each(line);
    meta.subjects.iter_mut().for_each(line);
    if let Some(series) = series {
        line(&mut series.name);
    }
    for contributor in &mut meta.contributors {
        line(&mut contributor.name);
        contributor.file_as.iter_mut().for_each(line);
    }
}

fn body(tree: &mut Body) {
    blocks(&mut tree.blocks);
    tree.sections.iter_mut().for_each(|section| body(&mut section.body));
}

/// Composes the alternative texts of figures and the words of blocks.
fn blocks(list: &mut [Block]) {
    for block in list {
        match &mut block.kind {
            BlockKind::Figure(figure) => alt(&mut figure.image.alt),
            BlockKind::List(list) => list.items.iter_mut().for_each(|item| blocks(&mut item.blocks)),
            BlockKind::Quote(quoted) => blocks(quoted),
            BlockKind::Callout(callout) => blocks(&mut callout.blocks),
            BlockKind::Definitions(definitions) => {
                definitions.iter_mut().flat_map(|definition| &mut definition.meanings).for_each(|held| blocks(held));
            }
            BlockKind::Paragraph(_) | BlockKind::Code(_) | BlockKind::Table(_) | BlockKind::Rule => {}
        }
    }
}

fn inlines(list: &mut [Inline]) {
    for inline in list {
        match inline {
            Inline::Text(words) => {
                if let Some(composed) = composed(words) {
                    *words = composed;
                }
            }
            Inline::Image(image) => alt(&mut image.alt),
            Inline::Abbreviation { expansion, .. } => line(expansion),
            Inline::Emphasis(_) | Inline::Strong(_) | Inline::Struck(_) | Inline::Subscript(_) => {}
            Inline::Superscript(_) | Inline::Code(_) | Inline::Link { .. } | Inline::Note(_) => {}
            Inline::Foreign { .. } | Inline::Break => {}
        }
        if let Some(inner) = walk::children_mut(inline) {
            inlines(inner);
        }
    }
}

fn alt(alt: &mut Alt) {
    match alt {
        Alt::Text(words) => line(words),
        Alt::Decorative => {}
    }
}

fn line(line: &mut Line) {
    if let Some(composed) = composed(line.as_str()).and_then(|composed| Line::new(&composed).ok()) {
        *line = composed;
    }
}

/// The text with its letters composed; `None` where they are already.
fn composed(text: &str) -> Option<String> {
    if !may_be_apart(text) {
        return None;
    }
    let normalizer = ComposingNormalizerBorrowed::new_nfc();
    let (_, others) = normalizer.split_normalized(text);
    if others.is_empty() {
        return None;
    }
    let mut whole = String::with_capacity(text.len());
    for letter in text.graphemes(true) {
        if letter.chars().any(composes) {
            let one = normalizer.normalize(letter);
            let is_shorter = one.chars().count() < letter.chars().count();
            whole.push_str(if is_shorter { &one } else { letter });
        } else {
            whole.push_str(letter);
        }
    }
    Some(whole)
}

/// True if a character combines with some letter before it.
fn composes(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{345}' | '\u{653}'..='\u{655}' | '\u{93c}' | '\u{9be}' | '\u{9d7}' | '\u{b3e}'
        | '\u{b56}'..='\u{b57}' | '\u{bbe}' | '\u{bd7}' | '\u{c56}' | '\u{cc2}' | '\u{cd5}'..='\u{cd6}' | '\u{d3e}'
        | '\u{d57}' | '\u{dca}' | '\u{dcf}' | '\u{ddf}' | '\u{102e}' | '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}'
        | '\u{1b35}' | '\u{3099}'..='\u{309a}' | '\u{11000}'..='\u{11fff}' | '\u{16000}'..='\u{16fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_normalizer::DecomposingNormalizerBorrowed;

    fn check(text: &str, whole: &str) {
        assert_eq!(composed(text).as_deref().unwrap_or(text), whole);
    }

    #[test]
    fn every_letter_that_has_its_marks_apart_becomes_one() {
        // At the end of a text too.
        let (nfc, nfd) = (ComposingNormalizerBorrowed::new_nfc(), DecomposingNormalizerBorrowed::new_nfd());
        let mut count = 0;
        for c in '\u{80}'..=char::MAX {
            let one = c.to_string();
            let apart = nfd.normalize(&one);
            if apart.chars().count() > 1 && nfc.is_normalized(&one) {
                check(&apart, &one);
                count += 1;
            }
        }
        assert!(12_000 < count, "{count}");
    }

    #[test]
    fn words_are_composed_where_letters_are_apart() {
        check("cafe\u{301} thuo\u{302}\u{301}c", "caf\u{e9} thu\u{1ed1}c");
        check("\u{1100}\u{1161}\u{11bc}\u{110b}\u{1161}", "\u{ac15}\u{c544}");
        check("\u{438}\u{306} \u{304b}\u{3099}", "\u{439} \u{304c}");
    }

    #[test]
    fn what_becomes_no_letter_stays_as_it_was_written() {
        // Points of Hebrew, whose order is the author's; a nukta that no letter has; singletons; a family name's own form.
        for text in [
            "\u{5e9}\u{5c1}\u{5b8}\u{5dc}\u{5d5}\u{5b9}\u{5dd}",
            "\u{fb2a}",
            "\u{915}\u{93c}",
            "\u{958}",
            "5 \u{212b}",
            "\u{fa19}",
            "q\u{323}\u{307}",
        ] {
            check(text, text);
            check(&format!("{text} e\u{301}"), &format!("{text} \u{e9}"));
        }
    }
}
