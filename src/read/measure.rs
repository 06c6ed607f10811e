//! Checks that an article is within its limits. An article that is not is refused as a whole: nothing is cut off silently.

use crate::diagnostic::{Diagnostic, LineIndex, Rule, SourceSpan};
use crate::limits::{Depth, Limits};
use crate::tree::walk::{self, Visit};
use crate::tree::{Block, BlockKind, Body, Draft, Inline};

/// Reports a file that is larger than an article may be, before it is decoded.
pub(super) fn file(bytes: &[u8], limits: &Limits) -> Option<Diagnostic> {
    (limits.article.count() < bytes.len()).then(|| {
        let message = format!("the article is larger than {}", limits.article);
        let help = "divide it, or raise `article` below `[limits]` in `quatrefoil.toml`";
        Diagnostic::new(Rule::TooLarge, SourceSpan::NOWHERE, message).with_help(help)
    })
}

/// Reports the word at which a text has too many. Words are separated by white space.
pub(super) fn words(text: &str, limits: &Limits) -> Option<Diagnostic> {
    let most = usize::try_from(limits.words.number()).unwrap_or(usize::MAX);
    // Each word but the last has at least one letter and a space. Stretches of spaces are counted without a look at what they
    // part, and beyond ASCII by what two bytes tell: no fewer than there are.
    if text.len() / 2 < most || spaces(text.as_bytes()) < most {
        return None;
    }
    let word = text.split_whitespace().nth(most)?;
    let start = word.as_ptr().addr() - text.as_ptr().addr();
    let at = LineIndex::new(text).span(start..start + word.len());
    Some(too_large(format!("the article has more than {most} words"), at, "words"))
}

/// Upper bound on the number of spaces between words: bytes of ASCII white space, and each character beyond ASCII. Without a
/// branch, so that the compiler vectorises it.
fn spaces(bytes: &[u8]) -> usize {
    /// A block has fewer than a byte can count.
    const BLOCK: usize = 128;
    let plain = |byte: u8| (byte == b' ') | (byte.wrapping_sub(b'\t') < 5);
    let begins = |(byte, before): (&u8, &u8)| u8::from(plain(*byte) & !plain(*before));
    let beyond = |(byte, before): (&u8, &u8)| {
        let (byte, before) = (*byte, *before);
        let latin = (before == 0xc2) & ((byte == 0x85) | (byte == 0xa0));
        let ogham = (before == 0xe1) & (byte == 0x9a);
        let general = (before == 0xe2) & ((byte == 0x80) | (byte == 0x81));
        let wide = (before == 0xe3) & (byte == 0x80);
        u8::from(latin | ogham | general | wide)
    };
    let nexts = bytes.get(1..).unwrap_or_default();
    let pairs = || nexts.chunks(BLOCK).zip(bytes.chunks(BLOCK));
    let count = pairs().map(|(block, before)| usize::from(block.iter().zip(before).map(begins).sum::<u8>())).sum();
    if bytes.is_ascii() {
        return count;
    }
    count + pairs().map(|(block, before)| usize::from(block.iter().zip(before).map(beyond).sum::<u8>())).sum::<usize>()
}

/// Reports the row at which a table has too many cells.
pub(super) fn table(at: SourceSpan, limits: &Limits) -> Diagnostic {
    too_large(format!("the table has more than {} cells", limits.table_cells.number()), at, "table-cells")
}

/// Reports the row, or the table, that has too many columns.
pub(super) fn columns(at: SourceSpan, limits: &Limits) -> Diagnostic {
    too_large(format!("the table has more than {} columns", limits.table_columns.number()), at, "table-columns")
}

/// The block at which a draft has too many parts.
fn parts(draft: &Draft, limits: &Limits) -> Option<Diagnostic> {
    let most = limits.parts.number();
    let (mut count, mut at, mut over) = (0, SourceSpan::NOWHERE, None);
    let mut visit = |visit: Visit<'_>| {
        count += match visit {
            // Its title is visited too.
            Visit::Section(section, _) => {
                at = section.at;
                1
            }
            Visit::Block(block) => {
                at = block.at;
                own_parts(&block.kind)
            }
            Visit::Inlines(list) => {
                let mut marked = 0;
                walk::inlines(list, &mut |inline| marked += u64::from(!matches!(inline, Inline::Text(_))));
                marked + 1
            }
        };
        if most < count {
            over.get_or_insert(at);
        }
    };
    walk::body(&draft.body, &mut visit);
    for note in &draft.notes {
        // The note itself.
        visit(Visit::Inlines(&[]));
        walk::blocks(&note.blocks, &mut visit);
    }
    Some(too_large(format!("the article has more than {most} parts"), over?, "parts"))
}

/// The parts of a block that are no texts.
fn own_parts(kind: &BlockKind) -> u64 {
    match kind {
        BlockKind::List(list) => list.items.len() as u64,
        BlockKind::Code(code) => code.text.bytes().filter(|byte| *byte == b'\n').count() as u64 + 1,
        BlockKind::Table(table) => table.rows.len() as u64,
        BlockKind::Paragraph(_) => 0,
        BlockKind::Quote(_) | BlockKind::Callout(_) | BlockKind::Figure(_) | BlockKind::Rule => 1,
        BlockKind::Definitions(definitions) => definitions.len() as u64,
    }
}

/// Reports the part of a draft that is one too many, and each table and block that is over a limit.
pub(super) fn draft(draft: &Draft, limits: &Limits, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(parts(draft, limits));
    let mut measure = Measure { limits, diagnostics };
    measure.body(&draft.body);
    for note in &draft.notes {
        measure.blocks(&note.blocks, 1);
    }
}

struct Measure<'a> {
    limits: &'a Limits,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Measure<'_> {
    fn body(&mut self, body: &Body) {
        self.blocks(&body.blocks, 0);
        body.sections.iter().for_each(|section| self.body(&section.body));
    }

    fn blocks(&mut self, blocks: &[Block], depth: usize) {
        let levels = self.limits.depth.levels();
        // What is too deep for any tree is a flaw of this one, and told by the gate.
        let own = self.limits.depth < Depth::DEEPEST;
        if let Some(first) = blocks.first().filter(|_| own && levels < depth) {
            let message = format!("quotations, lists and callouts nest deeper than {levels}");
            self.diagnostics.push(too_large(message, first.at, "depth"));
            return;
        }
        for block in blocks {
            match &block.kind {
                BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(&item.blocks, depth + 1)),
                BlockKind::Quote(quoted) => self.blocks(quoted, depth + 1),
                BlockKind::Callout(callout) => self.blocks(&callout.blocks, depth + 1),
                BlockKind::Definitions(definitions) => {
                    let meanings = definitions.iter().flat_map(|definition| &definition.meanings);
                    meanings.for_each(|meaning| self.blocks(meaning, depth + 1));
                }
                BlockKind::Table(table) => {
                    let rows = table.rows.len() as u64 + 1;
                    let columns = table.columns.len() as u64;
                    if rows.saturating_mul(columns) > self.limits.table_cells.number() {
                        self.diagnostics.push(self::table(block.at, self.limits));
                    }
                    if columns > self.limits.table_columns.number() {
                        self.diagnostics.push(self::columns(block.at, self.limits));
                    }
                }
                BlockKind::Paragraph(_) | BlockKind::Figure(_) | BlockKind::Code(_) | BlockKind::Rule => {}
            }
        }
    }
}

fn too_large(message: String, at: SourceSpan, key: &str) -> Diagnostic {
    let help = format!("divide it, or raise `{key}` below `[limits]` in `quatrefoil.toml`");
    Diagnostic::new(Rule::TooLarge, at, message).with_help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_white_space_goes_uncounted() {
        for c in ('\0'..=char::MAX).filter(|c| c.is_whitespace()) {
            for words in [300, 7, 1] {
                let text = format!("{c}é{}", format!("{c}b").repeat(words));
                assert!(words <= spaces(text.as_bytes()), "{c:?}");
            }
        }
        assert_eq!((spaces(b""), spaces(b" a b\n"), spaces("日本語".as_bytes())), (0, 2, 0));
    }
}
