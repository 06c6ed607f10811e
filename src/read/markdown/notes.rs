//! Footnotes: numbered by their first reference, none unused, none in another.
//!
//! Until then a reference holds the place of its label among all labels. Nothing is lost: a note that only another note refers
//! to joins that one, and one that nothing refers to stands at the end.

use super::composition::Composition;
use crate::diagnostic::{Diagnostic, Rule};
use crate::read::rewrite;
use crate::read::tidy::tidy;
use crate::tree::{Block, BlockKind, Body, Inline, Note, NoteId, NoteReference};
use std::collections::BTreeMap;

/// The place that a note gets.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    /// The text refers to it; its number, counted from 0.
    Numbered(usize),
    /// It stands in another note or in the text.
    Placed,
}

struct Settling {
    labels: Vec<String>,
    /// By the place of the label; `None` for one that was never written, or was put somewhere.
    written: Vec<Option<Note>>,
    fates: BTreeMap<usize, Fate>,
    /// The notes that the text refers to, in this order.
    numbered: Vec<usize>,
    diagnostics: Vec<Diagnostic>,
}

/// Numbers the notes and puts those that have no reference where their words are read.
pub(super) fn settle(composition: &mut Composition<'_>, body: &mut Body) -> Vec<Note> {
    let mut labels: Vec<(usize, String)> = composition.labels.iter().map(|(label, at)| (*at, label.clone())).collect();
    labels.sort_unstable();
    let mut settling = Settling {
        labels: labels.into_iter().map(|(_, label)| label).collect(),
        written: std::mem::take(&mut composition.notes),
        fates: BTreeMap::new(),
        numbered: Vec::new(),
        diagnostics: Vec::new(),
    };
    rewrite::body(body, &mut |list| settling.number(list));
    for note in std::mem::take(&mut composition.second_notes) {
        settling.complain_of_unused("a second footnote has a label that is taken", &note);
        settling.append(body, note.blocks);
    }
    let mut done: Vec<Note> = Vec::new();
    let mut next = 0;
    loop {
        while let Some(index) = settling.numbered.get(done.len()).copied() {
            let note = settling.written[index].take();
            done.extend(note.map(|note| settling.whole(note)));
        }
        // Only when all references of the text are known is a note unused; what then stands at the end may refer to others.
        let Some(index) = (next..settling.written.len()).find(|index| settling.written[*index].is_some()) else {
            break;
        };
        next = index + 1;
        if let Some(note) = settling.written[index].take() {
            settling.fates.insert(index, Fate::Placed);
            let message = format!("nothing refers to the footnote `{}`", settling.labels[index]);
            settling.complain_of_unused(&message, &note);
            settling.append(body, note.blocks);
        }
    }
    composition.diagnostics.append(&mut settling.diagnostics);
    done
}

impl Settling {
    /// Numbers the references in a list of the text.
    fn number(&mut self, list: &mut Vec<Inline>) {
        let mut changed = false;
        rewrite::inlines(list, &mut |inline| {
            let Inline::Note(reference) = inline else {
                return Err(inline);
            };
            let index = reference.note.index();
            let number = match self.fates.get(&index) {
                Some(Fate::Numbered(number)) => *number,
                None if self.written.get(index).is_some_and(Option::is_some) => {
                    self.fates.insert(index, Fate::Numbered(self.numbered.len()));
                    self.numbered.push(index);
                    self.numbered.len() - 1
                }
                _ => {
                    changed = true;
                    return Ok(vec![self.dead(reference)]);
                }
            };
            Err(Inline::Note(NoteReference { note: NoteId::from_index(number), at: reference.at }))
        });
        if changed {
            *list = tidy(std::mem::take(list));
        }
    }

    /// A reference that leads nowhere, as its author wrote it.
    fn dead(&mut self, reference: NoteReference) -> Inline {
        let label = &self.labels[reference.note.index()];
        if !self.fates.contains_key(&reference.note.index()) {
            let message = format!("the footnote `{label}` has no words");
            self.diagnostics.push(Diagnostic::new(Rule::NoteUndefined, reference.at, message));
        }
        Inline::Text(format!("[{label}]"))
    }

    /// A note that refers to no other: where it did, the number or the label stands, and a note that has no other place joins it.
    fn whole(&mut self, note: Note) -> Note {
        let mut blocks = Vec::new();
        let mut waiting = vec![(None, note.blocks)];
        while let Some((label, mut part)) = waiting.pop() {
            let mut joined = Vec::new();
            rewrite::blocks(&mut part, &mut |list| self.without_notes(list, &mut joined));
            blocks.extend(labelled(label, part));
            waiting.extend(joined.into_iter().rev());
        }
        Note { blocks, at: note.at }
    }

    /// Puts words in the place of the references in a list of a note. Notes that have no other place are handed to `joined`.
    fn without_notes(&mut self, list: &mut Vec<Inline>, joined: &mut Vec<(Option<String>, Vec<Block>)>) {
        let mut changed = false;
        rewrite::inlines(list, &mut |inline| {
            let Inline::Note(reference) = inline else {
                return Err(inline);
            };
            changed = true;
            let index = reference.note.index();
            if let Some(Fate::Numbered(number)) = self.fates.get(&index).copied() {
                self.complain_of_nested(reference, "its number stands here");
                return Ok(vec![Inline::Text(format!("[{}]", number + 1))]);
            }
            if let Some(note) = self.written.get_mut(index).and_then(Option::take) {
                self.fates.insert(index, Fate::Placed);
                self.complain_of_nested(reference, "its words stand below");
                joined.push((Some(format!("[{}]", self.labels[index])), note.blocks));
            }
            Ok(vec![self.dead(reference)])
        });
        if changed {
            *list = tidy(std::mem::take(list));
        }
    }

    fn complain_of_nested(&mut self, reference: NoteReference, instead: &str) {
        let message = format!("a footnote refers to the footnote `{}`; {instead}", self.labels[reference.note.index()]);
        self.diagnostics.push(Diagnostic::new(Rule::NoteNested, reference.at, message));
    }

    fn complain_of_unused(&mut self, found: &str, note: &Note) {
        let message = format!("{found}; it stands at the end of the article");
        self.diagnostics.push(Diagnostic::new(Rule::NoteUnused, note.at, message));
    }

    /// Puts the blocks of a note at the end of the text, and numbers what they refer to.
    fn append(&mut self, body: &mut Body, mut blocks: Vec<Block>) {
        rewrite::blocks(&mut blocks, &mut |list| self.number(list));
        let mut last = body;
        while !last.sections.is_empty() {
            let end = last.sections.len() - 1;
            last = &mut last.sections[end].body;
        }
        last.blocks.append(&mut blocks);
    }
}

/// Puts the label of a note before its first words.
fn labelled(label: Option<String>, mut blocks: Vec<Block>) -> Vec<Block> {
    let Some(label) = label else {
        return blocks;
    };
    match blocks.first_mut() {
        Some(Block { kind: BlockKind::Paragraph(text), .. }) => {
            text.insert(0, Inline::Text(format!("{label} ")));
            *text = tidy(std::mem::take(text));
        }
        Some(Block { at, .. }) => {
            let at = *at;
            blocks.insert(0, Block::new(BlockKind::Paragraph(vec![Inline::Text(label)]), at));
        }
        None => {}
    }
    blocks
}
