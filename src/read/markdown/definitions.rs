//! Terms and meanings in a row → definitions; a term that nobody explains, and a meaning of nothing, stay as paragraphs.

use super::composition::Composition;
use super::frames::{Frame, Kind};
use crate::diagnostic::SourceSpan;
use crate::tree::{Block, BlockKind, Definition, Inline, walk};

impl Composition<'_> {
    pub(super) fn close_term(&mut self, term: Vec<Inline>, at: SourceSpan) {
        let Kind::Definitions(list) = &mut self.home().kind else {
            return;
        };
        match list.last_mut() {
            _ if term.is_empty() => {}
            Some(last) if last.meanings.is_empty() => {
                last.at.end = at.end;
                last.terms.push(term);
            }
            _ => list.push(Definition { terms: vec![term], meanings: Vec::new(), at }),
        }
    }

    pub(super) fn close_meaning(&mut self, blocks: Vec<Block>, frame: &Frame, at: SourceSpan) {
        let mut blocks = blocks;
        for block in &mut blocks {
            if block.lang.is_none() && block.dir.is_none() {
                (block.lang, block.dir) = (frame.lang.clone(), frame.dir);
            }
        }
        let Kind::Definitions(list) = &mut self.home().kind else {
            return;
        };
        if list.is_empty() {
            list.push(Definition { terms: Vec::new(), meanings: Vec::new(), at });
        }
        if let Some(last) = list.last_mut().filter(|_| !blocks.is_empty()) {
            last.at.end = at.end;
            last.meanings.push(blocks);
        }
    }
}

/// The blocks that a list of definitions becomes: one, where every term has a meaning.
pub(super) fn finished(list: Vec<Definition>) -> Vec<BlockKind> {
    let mut blocks: Vec<BlockKind> = Vec::new();
    for mut definition in list {
        // A term of nothing but a note mark or a picture without words names nothing.
        let (terms, wordless): (Vec<_>, Vec<_>) = definition.terms.into_iter().partition(|term| walk::has_words(term));
        definition.terms = terms;
        if definition.meanings.is_empty() || definition.terms.is_empty() {
            let terms = definition.terms.into_iter().chain(wordless).map(BlockKind::Paragraph);
            blocks.extend(terms);
            blocks.extend(definition.meanings.into_iter().flatten().map(|block| block.kind));
            continue;
        }
        if let Some(first) = definition.meanings.first_mut() {
            let lost = wordless.into_iter().map(|text| Block::new(BlockKind::Paragraph(text), definition.at));
            first.splice(0..0, lost);
        }
        match blocks.last_mut() {
            Some(BlockKind::Definitions(open)) => open.push(definition),
            _ => blocks.push(BlockKind::Definitions(vec![definition])),
        }
    }
    blocks
}
