//! The gate: a draft becomes a document, or every flaw is named. It repairs nothing.

use super::characters::{is_collapsible, is_forbidden};
use super::*;
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The deepest nesting of sections: the title is the only `h1`, and HTML ends at `h6`.
pub const MAX_SECTION_DEPTH: usize = 5;
/// The deepest nesting of blocks; no reader can follow even half of it.
pub const MAX_BLOCK_DEPTH: usize = 24;
/// The deepest nesting of inlines.
pub const MAX_INLINE_DEPTH: usize = 24;
/// Ids that begin with this belong to the exporters.
pub const RESERVED_ID_PREFIX: &str = "q-";

/// One broken invariant of the tree and where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Flaw {
    /// The invariant.
    pub kind: FlawKind,
    /// The place in the source; [`SourceSpan::NOWHERE`] where the tree came from none.
    pub at: SourceSpan,
}

/// The invariants that a draft can break.
#[derive(Clone, Debug, PartialEq)]
pub enum FlawKind {
    /// The tree has another schema than [`SCHEMA`].
    Schema(u32),
    /// Sections nest deeper than [`MAX_SECTION_DEPTH`].
    SectionsTooDeep,
    /// Blocks nest deeper than [`MAX_BLOCK_DEPTH`].
    BlocksTooDeep,
    /// Inlines nest deeper than [`MAX_INLINE_DEPTH`].
    InlinesTooDeep,
    /// Something that must hold words or blocks holds none; the name of what.
    Empty(&'static str),
    /// A thing inside another that must not hold it: `("a note", "a heading")`.
    Misplaced(&'static str, &'static str),
    /// Two things have one id.
    IdTwice(Id),
    /// The id begins with [`RESERVED_ID_PREFIX`].
    IdReserved(Id),
    /// A link leads to an id that nothing has.
    LinkNowhere(Id),
    /// A note is referred to and is not there.
    NoteMissing(NoteId),
    /// No reference leads to the note.
    NoteUnused(NoteId),
    /// The note is referred to before one with a lower number.
    NoteOrder(NoteId),
    /// The row has `cells` cells, the table `columns` columns.
    RowLength {
        /// Cells of the row.
        cells: usize,
        /// Columns of the table.
        columns: usize,
    },
    /// A text holds a control character.
    ControlCharacter(char),
    /// Text next to text, an empty text, or white space that is not one space between words.
    TextNotTidy(String),
}

impl Draft {
    /// Checks every invariant of the tree.
    ///
    /// # Errors
    /// Every flaw, in reading order; never an empty list.
    pub fn seal(self) -> Result<Document, Vec<Flaw>> {
        let mut inspection = Inspection::default();
        inspection.draft(&self);
        if inspection.flaws.is_empty() { Ok(Document { draft: self }) } else { Err(inspection.flaws) }
    }
}

impl TryFrom<Draft> for Document {
    type Error = Flaw;

    /// The same gate, for serde: the first flaw stands for all.
    fn try_from(draft: Draft) -> Result<Document, Flaw> {
        draft.seal().map_err(|mut flaws| flaws.swap_remove(0))
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            FlawKind::Schema(schema) => write!(f, "the tree has schema {schema}, not {SCHEMA}"),
            FlawKind::SectionsTooDeep => write!(f, "sections nest deeper than {MAX_SECTION_DEPTH}"),
            FlawKind::BlocksTooDeep => write!(f, "blocks nest deeper than {MAX_BLOCK_DEPTH}"),
            FlawKind::InlinesTooDeep => write!(f, "inlines nest deeper than {MAX_INLINE_DEPTH}"),
            FlawKind::Empty(what) => write!(f, "{what} is empty"),
            FlawKind::Misplaced(what, place) => write!(f, "{what} stands in {place}"),
            FlawKind::IdTwice(id) => write!(f, "the id `{id}` is given twice"),
            FlawKind::IdReserved(id) => {
                write!(f, "the id `{id}` begins with `{RESERVED_ID_PREFIX}`, which is reserved")
            }
            FlawKind::LinkNowhere(id) => write!(f, "a link leads to `{id}`, which is not in the document"),
            FlawKind::NoteMissing(note) => write!(f, "note {} is referred to but not there", note.number()),
            FlawKind::NoteUnused(note) => write!(f, "note {} is never referred to", note.number()),
            FlawKind::NoteOrder(note) => {
                write!(f, "note {} is referred to before the one with the number below it", note.number())
            }
            FlawKind::RowLength { cells, columns } => {
                write!(f, "a row has {cells} cells in a table of {columns} columns")
            }
            FlawKind::ControlCharacter(c) => write!(f, "a text holds the control character U+{:04X}", u32::from(*c)),
            FlawKind::TextNotTidy(text) => {
                write!(f, "the text `{text}` is empty, beside another text, or has stray spaces")
            }
        }
    }
}

impl std::error::Error for Flaw {}

impl From<Flaw> for Diagnostic {
    fn from(flaw: Flaw) -> Diagnostic {
        Diagnostic::new(Rule::TreeFlaw, flaw.at, flaw.to_string())
    }
}

/// The place of a list of inlines, and so what it may hold.
#[derive(Clone, Copy, PartialEq)]
enum Within {
    Title,
    Heading,
    Link,
    Note,
    Text,
}

#[derive(Default)]
struct Inspection {
    flaws: Vec<Flaw>,
    ids: BTreeSet<Id>,
    links: Vec<(Id, SourceSpan)>,
    /// The last note of the running count, and whether each note was referred to.
    last_note: usize,
    referred: BTreeMap<NoteId, SourceSpan>,
}

impl Inspection {
    fn draft(&mut self, draft: &Draft) {
        if draft.schema != SCHEMA {
            self.flaw(FlawKind::Schema(draft.schema), SourceSpan::NOWHERE);
        }
        self.words("the title", &draft.meta.title, Within::Title, SourceSpan::NOWHERE);
        self.body(&draft.body, 0);
        for note in &draft.notes {
            self.some("a note", &note.blocks, note.at);
            self.blocks(&note.blocks, 1, Within::Note);
        }
        self.all_notes_are_used(draft);
        for (id, at) in std::mem::take(&mut self.links) {
            if !self.ids.contains(&id) {
                self.flaw(FlawKind::LinkNowhere(id), at);
            }
        }
    }

    fn flaw(&mut self, kind: FlawKind, at: SourceSpan) {
        self.flaws.push(Flaw { kind, at });
    }

    fn some<T>(&mut self, what: &'static str, list: &[T], at: SourceSpan) {
        if list.is_empty() {
            self.flaw(FlawKind::Empty(what), at);
        }
    }

    fn id(&mut self, id: &Id, at: SourceSpan) {
        if id.as_str().starts_with(RESERVED_ID_PREFIX) {
            self.flaw(FlawKind::IdReserved(id.clone()), at);
        }
        if !self.ids.insert(id.clone()) {
            self.flaw(FlawKind::IdTwice(id.clone()), at);
        }
    }

    fn body(&mut self, body: &Body, depth: usize) {
        self.blocks(&body.blocks, 0, Within::Text);
        for section in &body.sections {
            if depth == MAX_SECTION_DEPTH {
                self.flaw(FlawKind::SectionsTooDeep, section.at);
                return;
            }
            self.id(&section.id, section.at);
            self.words("a heading", &section.title, Within::Heading, section.at);
            self.body(&section.body, depth + 1);
        }
    }

    fn blocks(&mut self, blocks: &[Block], depth: usize, within: Within) {
        for block in blocks {
            if MAX_BLOCK_DEPTH < depth {
                self.flaw(FlawKind::BlocksTooDeep, block.at);
                return;
            }
            if let Some(id) = &block.id {
                self.id(id, block.at);
            }
            self.block(block, depth, within);
        }
    }

    fn block(&mut self, block: &Block, depth: usize, within: Within) {
        let at = block.at;
        match &block.kind {
            BlockKind::Paragraph(text) => {
                self.some("a paragraph", text, at);
                self.inlines(text, within, at);
            }
            BlockKind::List(list) => {
                self.some("a list", &list.items, at);
                for item in &list.items {
                    self.some("a list item", &item.blocks, item.at);
                    self.blocks(&item.blocks, depth + 1, within);
                }
            }
            BlockKind::Quote(blocks) => {
                self.some("a quote", blocks, at);
                self.blocks(blocks, depth + 1, within);
            }
            BlockKind::Callout(callout) => {
                self.inlines(&callout.title, within, at);
                self.some("a callout", &callout.blocks, at);
                self.blocks(&callout.blocks, depth + 1, within);
            }
            BlockKind::Code(code) => self.code(&code.text, at),
            BlockKind::Figure(figure) => self.inlines(&figure.caption, within, at),
            BlockKind::Table(table) => self.table(table, within, at),
            BlockKind::Definitions(definitions) => self.definitions(definitions, depth, within, at),
            BlockKind::Rule => {}
        }
    }

    fn code(&mut self, text: &str, at: SourceSpan) {
        if text.trim().is_empty() {
            self.flaw(FlawKind::Empty("a block of code"), at);
        }
        self.characters(text.split('\n').flat_map(str::chars), at);
    }

    fn table(&mut self, table: &Table, within: Within, at: SourceSpan) {
        self.inlines(&table.caption, within, at);
        self.some("a table's header row", &table.columns, at);
        for column in &table.columns {
            self.inlines(&column.header, within, at);
        }
        for row in &table.rows {
            if row.cells.len() != table.columns.len() {
                self.flaw(FlawKind::RowLength { cells: row.cells.len(), columns: table.columns.len() }, row.at);
            }
            for cell in &row.cells {
                self.inlines(cell, within, row.at);
            }
        }
    }

    fn definitions(&mut self, definitions: &[Definition], depth: usize, within: Within, at: SourceSpan) {
        self.some("a list of definitions", definitions, at);
        for definition in definitions {
            self.some("a definition's list of terms", &definition.terms, definition.at);
            for term in &definition.terms {
                self.words("a term", term, within, definition.at);
            }
            self.some("a definition's list of meanings", &definition.meanings, definition.at);
            for meaning in &definition.meanings {
                self.some("a meaning", meaning, definition.at);
                self.blocks(meaning, depth + 1, within);
            }
        }
    }

    /// Inlines that must say something.
    fn words(&mut self, what: &'static str, text: &[Inline], within: Within, at: SourceSpan) {
        if !walk::has_words(text) {
            self.flaw(FlawKind::Empty(what), at);
        }
        self.inlines(text, within, at);
    }

    fn inlines(&mut self, list: &[Inline], within: Within, at: SourceSpan) {
        self.nested(list, 0, within, at);
        self.white_space(list, at);
    }

    fn nested(&mut self, list: &[Inline], depth: usize, within: Within, at: SourceSpan) {
        if depth == MAX_INLINE_DEPTH {
            self.flaw(FlawKind::InlinesTooDeep, at);
            return;
        }
        for pair in list.windows(2) {
            if let [Inline::Text(_), Inline::Text(second)] = pair {
                self.flaw(FlawKind::TextNotTidy(second.clone()), at);
            }
        }
        for inline in list {
            self.inline(inline, depth, within, at);
        }
    }

    fn inline(&mut self, inline: &Inline, depth: usize, within: Within, at: SourceSpan) {
        match inline {
            Inline::Text(text) | Inline::Code(text) => {
                if text.is_empty() {
                    self.flaw(FlawKind::TextNotTidy(String::new()), at);
                }
                self.characters(text.chars(), at);
            }
            Inline::Emphasis(text)
            | Inline::Strong(text)
            | Inline::Struck(text)
            | Inline::Subscript(text)
            | Inline::Superscript(text) => {
                self.span("a span of text", text, depth, within, at);
            }
            Inline::Foreign { text, .. } => self.span("a span in another language", text, depth, within, at),
            Inline::Abbreviation { text, .. } => self.span("an abbreviation", text, depth, within, at),
            Inline::Link { to, text, at } => self.link(to, text, depth, within, *at),
            Inline::Image(image) => {
                if matches!(within, Within::Title | Within::Heading) {
                    self.flaw(FlawKind::Misplaced("an image", "a heading"), image.at);
                }
            }
            Inline::Note(reference) => self.note_reference(*reference, within),
            Inline::Break => {}
        }
    }

    fn span(&mut self, what: &'static str, text: &[Inline], depth: usize, within: Within, at: SourceSpan) {
        self.some(what, text, at);
        self.nested(text, depth + 1, within, at);
    }

    fn link(&mut self, to: &Target, text: &[Inline], depth: usize, within: Within, at: SourceSpan) {
        match within {
            Within::Title => self.flaw(FlawKind::Misplaced("a link", "the title"), at),
            Within::Link => self.flaw(FlawKind::Misplaced("a link", "a link"), at),
            Within::Heading | Within::Note | Within::Text => {}
        }
        if !walk::has_words(text) {
            self.flaw(FlawKind::Empty("a link"), at);
        }
        match to {
            Target::Place(id) => self.links.push((id.clone(), at)),
            Target::Web(_) | Target::Article(_) => {}
        }
        self.nested(text, depth + 1, Within::Link, at);
    }

    fn note_reference(&mut self, reference: NoteReference, within: Within) {
        let place = match within {
            Within::Title | Within::Heading => Some("a heading"),
            Within::Link => Some("a link"),
            Within::Note => Some("a note"),
            Within::Text => None,
        };
        if let Some(place) = place {
            self.flaw(FlawKind::Misplaced("a reference to a note", place), reference.at);
        }
        let index = reference.note.index();
        if index > self.last_note {
            self.flaw(FlawKind::NoteOrder(reference.note), reference.at);
        }
        self.last_note = self.last_note.max(index + 1);
        self.referred.entry(reference.note).or_insert(reference.at);
    }

    fn all_notes_are_used(&mut self, draft: &Draft) {
        for (index, note) in draft.notes.iter().enumerate() {
            let id = NoteId::from_index(index);
            if !self.referred.contains_key(&id) {
                self.flaw(FlawKind::NoteUnused(id), note.at);
            }
        }
        for (id, at) in std::mem::take(&mut self.referred) {
            if id.index() >= draft.notes.len() {
                self.flaw(FlawKind::NoteMissing(id), at);
            }
        }
    }

    fn characters(&mut self, mut text: impl Iterator<Item = char>, at: SourceSpan) {
        if let Some(c) = text.find(|c| is_forbidden(*c)) {
            self.flaw(FlawKind::ControlCharacter(c), at);
        }
    }

    /// One space between words, none at either end or beside a break, whatever spans the words are in.
    fn white_space(&mut self, list: &[Inline], at: SourceSpan) {
        let mut after_space = true;
        let mut fault: Option<&str> = None;
        walk::inlines(list, &mut |inline| match inline {
            Inline::Text(text) => {
                let starts = text.starts_with(is_collapsible);
                let odd = text.chars().any(|c| is_collapsible(c) && c != ' ');
                if odd || text.contains("  ") || after_space && starts {
                    fault = fault.or(Some(text));
                }
                after_space = text.ends_with(' ');
            }
            Inline::Break => {
                // The space before a break is looked for in `text_of`'s place: a break leaves the line open for no space.
                if after_space {
                    fault = fault.or(Some(" "));
                }
                after_space = true;
            }
            Inline::Code(_) | Inline::Image(_) | Inline::Note(_) => after_space = false,
            Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Struck(_)
            | Inline::Subscript(_)
            | Inline::Superscript(_) => {}
            Inline::Link { .. } | Inline::Foreign { .. } | Inline::Abbreviation { .. } => {}
        });
        if after_space && !list.is_empty() {
            fault = fault.or(Some(" "));
        }
        if let Some(text) = fault {
            let text = text.chars().take(40).collect();
            self.flaw(FlawKind::TextNotTidy(text), at);
        }
    }
}
