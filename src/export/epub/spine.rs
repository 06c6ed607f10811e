//! A document → the content documents that the book is read in: one, or several for a long article, each about as large as the
//! style says and each beginning with a section.
//!
//! Reading systems lay out a whole content document before they show it, so a book in one piece would make old readers wait.

use super::super::xhtml::Reference;
use crate::tree::walk::{self, Visit};
use crate::tree::{Block, Body, Document, Id, Inline, NoteId, Section};
use std::collections::BTreeMap;

/// The content documents of an article and the place of everything in them.
#[derive(Debug)]
pub struct Spine<'d> {
    pub documents: Vec<ContentDocument<'d>>,
    /// The content document of each id.
    places: BTreeMap<&'d str, usize>,
    /// The content documents of the references to each note, in order. The note is in that of the first.
    references: Vec<Vec<usize>>,
}

/// One file of the article's text.
#[derive(Debug)]
pub struct ContentDocument<'d> {
    pub path: String,
    pub parts: Vec<Part<'d>>,
}

/// A stretch of the article.
#[derive(Clone, Copy, Debug)]
pub enum Part<'d> {
    /// The title and the blocks before the first section.
    Front(&'d [Block]),
    /// A section as a whole. The depth is 1 just below the title.
    Section(&'d Section, usize),
    /// The heading and the own blocks of a section that is too large for one file; its sections follow.
    Opening(&'d Section, usize),
}

impl<'d> Spine<'d> {
    /// Divides a document. `split_after` is about how many characters of text a file holds.
    pub fn of(document: &'d Document, split_after: usize) -> Spine<'d> {
        let mut parts = vec![(Part::Front(&document.body().blocks), text_of_blocks(&document.body().blocks))];
        divide(document.body(), 0, split_after, &mut parts);
        let documents = gathered(parts, split_after);
        let mut spine =
            Spine { documents, places: BTreeMap::new(), references: vec![Vec::new(); document.notes().len()] };
        spine.find_places(document);
        spine
    }

    /// The content document in which an id is.
    pub fn document_of(&self, id: &Id) -> usize {
        *self.places.get(id.as_str()).expect("sealed: every link has its target")
    }

    /// The content document in which a note is: that of its first reference.
    pub fn document_of_note(&self, note: NoteId) -> usize {
        *self.references[note.index()].first().expect("sealed: every note is referred to")
    }

    /// The content document in which a reference to a note is.
    pub fn document_of_reference(&self, reference: Reference) -> usize {
        self.references[reference.note.index()][reference.nth - 1]
    }

    /// The address of a place in one content document, seen from another.
    pub fn address(&self, from: usize, to: usize, fragment: &str) -> String {
        if from == to { format!("#{fragment}") } else { format!("{}#{fragment}", self.documents[to].path) }
    }

    fn find_places(&mut self, document: &'d Document) {
        let mut places = BTreeMap::new();
        for (index, content) in self.documents.iter().enumerate() {
            for part in &content.parts {
                let mut visit = |visit| record(visit, index, &mut places, &mut self.references);
                match part {
                    Part::Front(blocks) => walk::blocks(blocks, &mut visit),
                    Part::Section(section, depth) => {
                        visit(Visit::Section(section, *depth));
                        walk::body(&section.body, &mut visit);
                    }
                    Part::Opening(section, depth) => {
                        visit(Visit::Section(section, *depth));
                        walk::blocks(&section.body.blocks, &mut visit);
                    }
                }
            }
        }
        for (index, note) in document.notes().iter().enumerate() {
            let at = self.document_of_note(NoteId::from_index(index));
            walk::blocks(&note.blocks, &mut |visit| record(visit, at, &mut places, &mut self.references));
        }
        self.places = places;
    }
}

fn record<'d>(visit: Visit<'d>, document: usize, places: &mut BTreeMap<&'d str, usize>, references: &mut [Vec<usize>]) {
    match visit {
        Visit::Section(section, _) => {
            places.insert(section.id.as_str(), document);
        }
        Visit::Block(block) => {
            if let Some(id) = &block.id {
                places.insert(id.as_str(), document);
            }
        }
        Visit::Inlines(list) => walk::inlines(list, &mut |inline| {
            if let Inline::Note(reference) = inline {
                references[reference.note.index()].push(document);
            }
        }),
    }
}

/// Sections in reading order, those that are too large taken apart.
fn divide<'d>(body: &'d Body, depth: usize, limit: usize, parts: &mut Vec<(Part<'d>, usize)>) {
    for section in &body.sections {
        let size = text_of_section(section);
        if size <= limit || section.body.sections.is_empty() {
            parts.push((Part::Section(section, depth + 1), size));
        } else {
            parts.push((Part::Opening(section, depth + 1), text_of_blocks(&section.body.blocks)));
            divide(&section.body, depth + 1, limit, parts);
        }
    }
}

/// Parts packed into files. What opens a large section begins a file, and is never left alone in it: a heading without its text
/// would be a page of its own. The same holds for the title.
fn gathered<'d>(parts: Vec<(Part<'d>, usize)>, limit: usize) -> Vec<ContentDocument<'d>> {
    let mut documents: Vec<ContentDocument<'d>> = Vec::new();
    let mut held = 0;
    for (part, size) in parts {
        let alone = documents.last().is_some_and(|document| match document.parts.as_slice() {
            [Part::Front(_) | Part::Opening(..)] => held < limit / 8,
            _ => false,
        });
        let begins = match part {
            Part::Front(_) => true,
            Part::Opening(..) => !alone,
            Part::Section(..) => !alone && held + size > limit,
        };
        if begins {
            let path = format!("article-{}.xhtml", documents.len() + 1);
            documents.push(ContentDocument { path, parts: Vec::new() });
            held = 0;
        }
        documents.last_mut().expect("the front begins the first").parts.push(part);
        held += size;
    }
    documents
}

fn text_of_section(section: &Section) -> usize {
    let mut count = 0;
    walk::body(&section.body, &mut |visit| count += text_of_visit(visit));
    count
}

fn text_of_blocks(blocks: &[Block]) -> usize {
    let mut count = 0;
    walk::blocks(blocks, &mut |visit| count += text_of_visit(visit));
    count
}

/// Bytes of text are near enough to characters: only the size of the file is asked for.
fn text_of_visit(visit: Visit<'_>) -> usize {
    let mut count = 0;
    if let Visit::Inlines(list) = visit {
        walk::inlines(list, &mut |inline| {
            if let Inline::Text(text) = inline {
                count += text.len();
            }
        });
    }
    count
}
