//! Notes: a list at the end of a page, or asides in a book; each leads back to where it was referred to.

use super::{Dialect, Reference, Writer, XhtmlHost, note_id, push_attribute, push_number, push_text};
use crate::tree::{Document, Note, NoteId};

impl<S: XhtmlHost> Writer<'_, S> {
    /// Writes the section of all notes with its heading; nothing where there are none. The text that refers to them is written
    /// before.
    pub fn endnotes(&mut self, document: &Document, level: usize) {
        if document.notes().is_empty() {
            return;
        }
        self.out.push_str("<section class=\"q-notes\"");
        self.semantics("doc-endnotes", "endnotes");
        self.out.push_str(" aria-labelledby=\"q-notes\">\n");
        let heading = format!("h{}", level.clamp(1, 6));
        self.open(&heading, None, None);
        self.out.push_str(" id=\"q-notes\"");
        self.label_lang();
        self.out.push('>');
        push_text(&mut self.out, self.labels.notes());
        self.close_line(&heading);
        self.out.push_str("<ol>\n");
        for (index, note) in document.notes().iter().enumerate() {
            let id = NoteId::from_index(index);
            self.out.push_str("<li");
            push_attribute(&mut self.out, "id", &note_id(id));
            self.out.push('>');
            self.note_with_ways_back(note, id);
            self.close_line("li");
        }
        self.out.push_str("</ol>\n</section>\n");
    }

    /// Writes one note as an aside that a reading system can show in place (EPUB Structural Semantics, `footnote`). Its number
    /// is before it and leads back.
    pub fn footnote(&mut self, note: &Note, id: NoteId) {
        self.out.push_str("<aside");
        push_attribute(&mut self.out, "id", &note_id(id));
        self.semantics("doc-footnote", "footnote");
        // An attribute has no language of its own: words in another than the note's would be read as if they were in it.
        if self.labels.lang == self.lang {
            push_attribute(&mut self.out, "aria-label", &self.labels.note(id));
        }
        self.out.push_str(">\n");
        self.out.push_str("<p class=\"q-number\">");
        push_number(&mut self.out, id.number() as usize);
        self.out.push_str(".</p>\n");
        self.note_with_ways_back(note, id);
        self.close_line("aside");
    }

    /// The ways back are at the end of the last paragraph, or in one of their own.
    fn note_with_ways_back(&mut self, note: &Note, id: NoteId) {
        let (last, before) = note.blocks.split_last().expect("sealed: a note is not empty");
        self.blocks(before);
        let Some(text) = last.paragraph() else {
            self.blocks(std::slice::from_ref(last));
            self.out.push_str("<p>");
            self.ways_back(id);
            return self.close_line("p");
        };
        self.marks_before(last);
        self.paragraph(last, |writer| {
            writer.marked(text);
            writer.out.push(' ');
            writer.ways_back(id);
        });
    }

    fn ways_back(&mut self, note: NoteId) {
        let count = self.references[note.index()];
        for nth in 1..=count {
            if nth > 1 {
                self.out.push(' ');
            }
            self.way_back(Reference { note, nth }, count);
        }
    }

    fn way_back(&mut self, reference: Reference, count: usize) {
        self.out.push_str("<a class=\"q-back\"");
        match self.surroundings.dialect() {
            Dialect::Page => {}
            Dialect::Book => push_attribute(&mut self.out, "epub:type", "backlink"),
        }
        push_attribute(&mut self.out, "role", "doc-backlink");
        push_attribute(&mut self.out, "href", &self.surroundings.reference(reference));
        self.label_lang();
        self.out.push('>');
        push_text(&mut self.out, self.labels.back());
        if count > 1 {
            self.out.push(' ');
            push_number(&mut self.out, reference.nth);
        }
        self.out.push_str("</a>");
    }
}
