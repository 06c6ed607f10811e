//! The leaves of a document as its tree holds them: what every edition has to say.

use super::{Holder, Leaf, Leaves, cell, image_mark, link_mark, note_mark, without_colons};
use quatrefoil::style::Labels;
use quatrefoil::tree::*;

/// Title, body, notes.
pub fn leaves(document: &Document) -> Vec<Leaf> {
    drawn(document, Form::Whole)
}

/// As [`leaves`], in what lines of text tell apart: a paragraph that begins like an item (`A. Milne wrote it.`) looks like one.
pub fn leaves_in_lines(document: &Document) -> Vec<Leaf> {
    drawn(document, Form::Lines)
}

/// As [`leaves`], in what the tags of a PDF tell apart: the title of a callout is a paragraph in it, the terms of a meaning are one,
/// a task has only its box. Subtitle and description are read after the title.
pub fn leaves_on_paper(document: &Document) -> Vec<Leaf> {
    drawn(document, Form::Tags)
}

#[derive(Clone, Copy, PartialEq)]
enum Form {
    Whole,
    Lines,
    Tags,
}

fn drawn(document: &Document, form: Form) -> Vec<Leaf> {
    let labels = Labels::of(&document.meta().lang);
    let mut tree = Tree { leaves: Leaves::default(), labels, form };
    let title = tree.words(&document.meta().title);
    tree.leaves.say(Leaf::Title, &title);
    if form == Form::Tags {
        for line in [&document.meta().subtitle, &document.meta().description].into_iter().flatten() {
            tree.leaves.say(Leaf::Paragraph, line.as_str());
        }
    }
    tree.body(document.body(), 2);
    for (index, note) in document.notes().iter().enumerate() {
        tree.hold(Holder::Note(index + 1), |tree| tree.blocks(&note.blocks));
    }
    tree.leaves.list
}

struct Tree {
    leaves: Leaves,
    labels: Labels,
    form: Form,
}

impl Tree {
    fn hold(&mut self, holder: Holder, inside: impl FnOnce(&mut Self)) {
        self.leaves.list.push(Leaf::Open(holder));
        inside(self);
        self.leaves.list.push(Leaf::Close);
    }

    fn body(&mut self, body: &Body, level: usize) {
        self.blocks(&body.blocks);
        for section in &body.sections {
            let title = self.words(&section.title);
            self.leaves.list.push(Leaf::Heading(level, super::normal(&title)));
            self.body(&section.body, level + 1);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(text) => {
                let words = self.words(text);
                match super::text::label_of(&words).filter(|_| self.form == Form::Lines) {
                    Some((label, rest)) => {
                        self.hold(Holder::Item(label), |tree| tree.leaves.say(Leaf::Paragraph, rest));
                    }
                    None => self.leaves.say(Leaf::Paragraph, &words),
                }
            }
            BlockKind::List(list) => {
                for (index, item) in list.items.iter().enumerate() {
                    let marker =
                        if self.form == Form::Tags && item.task.is_some() { Marker::Bullet } else { list.marker };
                    let label = label_of(marker, index, item.task);
                    self.hold(Holder::Item(label), |tree| tree.blocks(&item.blocks));
                }
            }
            BlockKind::Quote(quoted) => self.hold(Holder::Quote, |tree| tree.blocks(quoted)),
            BlockKind::Callout(callout) => {
                let title = self.words(&callout.title);
                let kind = self.labels.callout(callout.kind);
                let says_kind = callout.kind != CalloutKind::Aside || title.is_empty();
                if self.form == Form::Tags {
                    let kind = if says_kind { kind } else { "" };
                    return self.hold(Holder::Callout(kind.to_owned()), |tree| {
                        tree.leaves.say(Leaf::Paragraph, &title);
                        tree.blocks(&callout.blocks);
                    });
                }
                let head = if says_kind { format!("{kind} {title}") } else { title };
                self.hold(Holder::Callout(without_colons(&head)), |tree| tree.blocks(&callout.blocks));
            }
            BlockKind::Code(code) => self.leaves.say(Leaf::Code, &code.text),
            BlockKind::Figure(figure) => {
                if let Alt::Text(alt) = &figure.image.alt {
                    self.leaves.say(Leaf::Image, alt.as_str());
                }
                let caption = self.words(&figure.caption);
                self.leaves.say(Leaf::Caption, &caption);
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    let terms: Vec<String> = definition.terms.iter().map(|term| self.words(term)).collect();
                    terms.iter().for_each(|term| self.leaves.say(Leaf::Term, term));
                    self.hold(Holder::Meaning, |tree| {
                        definition.meanings.iter().for_each(|meaning| tree.blocks(meaning))
                    });
                }
            }
            BlockKind::Rule => {}
        }
    }

    fn table(&mut self, table: &Table) {
        let caption = self.words(&table.caption);
        self.hold(Holder::Table(without_colons(&caption)), |tree| {
            let no_cells = vec![Vec::new(); table.columns.len()];
            let rows: Vec<&Vec<Vec<Inline>>> = table.rows.iter().map(|row| &row.cells).collect();
            // A table of headers alone says them once, each with an empty cell.
            for row in if rows.is_empty() { vec![&no_cells] } else { rows } {
                tree.hold(Holder::Row, |tree| {
                    for (column, words) in table.columns.iter().zip(row) {
                        let header = tree.words(&column.header);
                        let words = tree.words(words);
                        tree.leaves.list.push(cell(&header, &words));
                    }
                });
            }
        });
    }

    fn words(&mut self, text: &[Inline]) -> String {
        let mut words = String::new();
        for inline in text {
            match inline {
                Inline::Text(text) | Inline::Code(text) => words.push_str(text),
                Inline::Emphasis(text)
                | Inline::Strong(text)
                | Inline::Struck(text)
                | Inline::Subscript(text)
                | Inline::Superscript(text)
                | Inline::Foreign { text, .. } => words.push_str(&self.words(text)),
                Inline::Link { to, text, .. } => {
                    words.push_str(&self.words(text));
                    if let Target::Web(address) = to {
                        words.push_str(&link_mark(address.as_str()));
                    }
                }
                Inline::Image(image) => {
                    if let Alt::Text(alt) = &image.alt {
                        words.push_str(&image_mark(alt.as_str()));
                    }
                }
                Inline::Note(reference) => words.push_str(&note_mark(reference.note.number() as usize)),
                Inline::Abbreviation { expansion, text } => {
                    let short = self.words(text);
                    let long = self.leaves.expansion(&short, expansion.as_str());
                    words.push_str(&short);
                    words.push_str(&long);
                }
                Inline::Break => words.push(' '),
            }
        }
        words
    }
}

/// A label as a reader sees it.
fn label_of(marker: Marker, index: usize, task: Option<Task>) -> String {
    let task = task.map(|task| match task {
        Task::Open => "[ ]",
        Task::Done => "[x]",
    });
    match (marker, task) {
        (Marker::Bullet, None) => "•".to_owned(),
        (Marker::Bullet, Some(task)) => task.to_owned(),
        (Marker::Ordered { start, numbering }, task) => {
            let number = format!("{}.", numbering.figure(start + index as u32));
            task.map_or(number.clone(), |task| format!("{number} {task}"))
        }
    }
}
