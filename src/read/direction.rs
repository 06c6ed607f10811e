//! Blocks that run the other way: words in Arabic in an English leaflet say so by their letters, where nobody wrote it down.
//!
//! The reverse is not asked: names in Latin letters are at home in Arabic and Hebrew text.

use crate::tree::walk::{self, Visit};
use crate::tree::{Block, BlockKind, Body, Direction, Draft, Inline};

/// Turns each block of a left-to-right article in which every paragraph has more right-to-left letters than others.
pub fn turn(draft: &mut Draft) {
    let around = draft.meta.dir.unwrap_or_else(|| draft.meta.lang.direction());
    turn_body(&mut draft.body, around);
    for note in &mut draft.notes {
        turn_blocks(&mut note.blocks, around);
    }
}

fn turn_body(body: &mut Body, around: Direction) {
    turn_blocks(&mut body.blocks, around);
    for section in &mut body.sections {
        turn_body(&mut section.body, around);
    }
}

fn turn_blocks(blocks: &mut [Block], around: Direction) {
    for block in blocks {
        // Most articles have no such letter, and are looked through once.
        if !may_run_rtl(block) {
            continue;
        }
        let said = block.dir.or_else(|| block.lang.as_ref().map(|lang| lang.direction()));
        let around = said.unwrap_or(around);
        if said.is_none() && around == Direction::Ltr && runs_rtl(block) {
            block.dir = Some(Direction::Rtl);
            continue;
        }
        match &mut block.kind {
            BlockKind::List(list) => list.items.iter_mut().for_each(|item| turn_blocks(&mut item.blocks, around)),
            BlockKind::Quote(quoted) => turn_blocks(quoted, around),
            BlockKind::Callout(callout) => turn_blocks(&mut callout.blocks, around),
            BlockKind::Definitions(definitions) => {
                let meanings = definitions.iter_mut().flat_map(|definition| &mut definition.meanings);
                meanings.for_each(|meaning| turn_blocks(meaning, around));
            }
            BlockKind::Paragraph(_) | BlockKind::Code(_) | BlockKind::Figure(_) | BlockKind::Table(_) => {}
            BlockKind::Rule => {}
        }
    }
}

/// True if a block may have a right-to-left letter.
fn may_run_rtl(block: &Block) -> bool {
    let mut may = false;
    walk::blocks(std::slice::from_ref(block), &mut |visit| match visit {
        Visit::Inlines(text) => walk::inlines(text, &mut |inline| {
            if let Inline::Text(words) = inline {
                may |= may_have_rtl(words.as_bytes());
            }
        }),
        Visit::Block(_) | Visit::Section(..) => {}
    });
    may
}

/// True if each text of a block that has letters is mostly right-to-left, and there is one.
fn runs_rtl(block: &Block) -> bool {
    let (mut rtl, mut ltr) = (false, false);
    walk::blocks(std::slice::from_ref(block), &mut |visit| match visit {
        Visit::Inlines(text) if !ltr => {
            let (with, against) = walk::letters(text);
            rtl |= with > against;
            ltr |= against > 0 && against >= with;
        }
        Visit::Inlines(_) | Visit::Block(_) | Visit::Section(..) => {}
    });
    rtl && !ltr
}

/// True if UTF-8 may contain the first two bytes of a right-to-left letter. Without a branch, so that the compiler vectorises it.
fn may_have_rtl(bytes: &[u8]) -> bool {
    let could_begin = |byte: u8| (0xd6 <= byte) & (byte <= 0xe0) | (byte == 0xef) | (byte == 0xf0);
    let begins = |byte: u8, next: u8| {
        let common = (byte == 0xe0) & (0xa4 <= next)
            | (byte == 0xef) & ((next < 0xac) | (0xbb < next))
            | (byte == 0xf0) & (next != 0x90) & (next != 0x9e);
        could_begin(byte) & !common
    };
    let nexts = bytes.get(1..).unwrap_or_default();
    bytes.iter().fold(false, |any, byte| any | could_begin(*byte))
        && bytes.iter().zip(nexts).fold(false, |any, (byte, next)| any | begins(*byte, *next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::{Lang, Meta, SCHEMA};

    fn text(words: &str) -> Vec<Inline> {
        vec![Inline::Text(words.to_owned())]
    }

    fn dir_of(lang: &str, words: &str) -> Option<Direction> {
        let block = Block::new(BlockKind::Paragraph(text(words)), Default::default());
        let body = Body { blocks: vec![block], sections: Vec::new() };
        let meta = Meta::new(text("Title"), Lang::new(lang).unwrap());
        let mut draft = Draft { schema: SCHEMA, meta, body, notes: Vec::new() };
        turn(&mut draft);
        draft.body.blocks[0].dir
    }

    #[test]
    fn a_paragraph_in_arabic_letters_is_turned_in_an_english_article() {
        let arabic = "\u{627}\u{62a}\u{635}\u{644} \u{628}\u{646}\u{627} 020 7946 0123.";
        assert_eq!(dir_of("en", arabic), Some(Direction::Rtl));
        assert_eq!(dir_of("ar", arabic), None);
        assert_eq!(dir_of("en", "\u{633}\u{644}\u{627}\u{645} means peace and greets."), None);
        assert_eq!(dir_of("en", "Très chaud"), None);
        assert_eq!(dir_of("en", "345 – 12"), None);
        assert_eq!(dir_of("ar", "Paracetamol"), None);
    }
}
