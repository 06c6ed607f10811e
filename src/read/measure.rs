//! Whether an article is larger than its house allows. It is then refused whole: no part of it is cut off in silence.

use crate::diagnostic::{Diagnostic, LineIndex, Rule, SourceSpan};
use crate::limits::{Depth, Limits};
use crate::tree::{Block, BlockKind, Body, Draft};

/// Tells the word at which a text has too many; counts what white space parts.
pub(super) fn words(text: &str, limits: &Limits) -> Option<Diagnostic> {
    let most = usize::try_from(limits.words.number()).unwrap_or(usize::MAX);
    // Each word but the last has at least one letter and a space. Spaces are counted without a look at what they part, and
    // beyond ASCII by what two bytes tell: no fewer than there are.
    if text.len() / 2 < most || spaces(text.as_bytes()) < most {
        return None;
    }
    let word = text.split_whitespace().nth(most)?;
    let start = word.as_ptr().addr() - text.as_ptr().addr();
    let at = LineIndex::new(text).span(start..start + word.len());
    Some(too_large(format!("the article has more than {most} words"), at, "words"))
}

/// How many bytes could be white space, or end in what could be some.
fn spaces(bytes: &[u8]) -> usize {
    let is_space = |byte: u8, before: u8| {
        let ascii = byte == b' ' || (b'\t'..=b'\r').contains(&byte);
        let beyond = matches!((before, byte), (0xc2, 0x85 | 0xa0) | (0xe1, 0x9a) | (0xe2, 0x80 | 0x81) | (0xe3, 0x80));
        ascii | beyond
    };
    let pairs = bytes.iter().skip(1).zip(bytes).filter(|(byte, before)| is_space(**byte, **before)).count();
    pairs + usize::from(bytes.first().is_some_and(u8::is_ascii_whitespace))
}

/// Tells the row at which a table has too many cells.
pub(super) fn table(at: SourceSpan, limits: &Limits) -> Diagnostic {
    too_large(format!("the table has more than {} cells", limits.table_cells.number()), at, "table-cells")
}

/// Tells each table and each block of a draft that is over a limit.
pub(super) fn draft(draft: &Draft, limits: &Limits, diagnostics: &mut Vec<Diagnostic>) {
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
                    if rows.saturating_mul(table.columns.len() as u64) > self.limits.table_cells.number() {
                        self.diagnostics.push(self::table(block.at, self.limits));
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
