//! The content documents of the book, written one by one, with their notes at the end and the beginnings of pages among the words.

use super::super::Job;
use super::super::xhtml::{
    Dialect, Mark, PictureUse, Reference, Writer, XhtmlHost, note_id, push_attribute, push_foot, reference_id,
};
use super::breaks::{PageBreaks, Spot};
use super::front;
use super::gallery::Gallery;
use super::markup::Markup;
use super::resource::Resource;
use super::spine::{ContentDocument, Part, Spine};
use crate::style::Labels;
use crate::tree::walk::text_of;
use crate::tree::{ArticleLink, AssetPath, Block, Code, Id, Inline, NoteId, Section};

/// The text of a book as files.
pub struct Text<'a> {
    pub documents: Vec<Resource<'a>>,
    /// The pictures that the documents show.
    pub pictures: Vec<Resource<'a>>,
    /// The content document in which each page begins; `None` where the text did not come to it.
    pub pages: Vec<Option<usize>>,
}

/// Writes all content documents.
pub fn text_of_book<'a>(job: Job<'a>, labels: &Labels, spine: &Spine<'a>, breaks: &PageBreaks<'a>) -> Text<'a> {
    let book = BookHost {
        spine,
        breaks,
        gallery: Gallery::of(job.pictures),
        current: 0,
        pages: vec![None; breaks.iter().count()],
    };
    let mut writer = Writer::new(job.document, labels, job.style.book.lead_in, book);
    let mut bodies: Vec<String> = Vec::new();
    for (index, content) in spine.documents.iter().enumerate() {
        writer.surroundings().current = index;
        parts(&mut writer, job, content);
        bodies.push(writer.take());
    }
    // A note leads back to every reference to it, and the last of them may be in the last file: notes are written when all
    // else is.
    let mut notes_of = vec![Vec::new(); bodies.len()];
    for note in (0..job.document.notes().len()).map(NoteId::from_index) {
        notes_of[spine.document_of_note(note)].push(note);
    }
    for (index, (body, here)) in bodies.iter_mut().zip(&notes_of).enumerate() {
        writer.surroundings().current = index;
        notes(&mut writer, job, labels, here);
        if index + 1 == spine.documents.len() {
            let end = writer.surroundings().marks(Spot::End);
            push_marks(writer.out(), &end);
            push_foot(writer.out(), job.document.meta());
        }
        body.push_str(&writer.take());
    }
    let BookHost { gallery, pages, .. } = writer.into_surroundings();
    let documents = spine.documents.iter().zip(bodies);
    let documents = documents.map(|(content, body)| {
        let text = whole(job, content, &body);
        Resource::content_document(content.path.clone(), text)
    });
    Text { documents: documents.collect(), pictures: gallery.into_resources().collect(), pages }
}

/// The book as the XHTML writer sees it.
struct BookHost<'b, 'a> {
    spine: &'b Spine<'a>,
    breaks: &'b PageBreaks<'a>,
    gallery: Gallery<'a>,
    /// The content document that is being written.
    current: usize,
    pages: Vec<Option<usize>>,
}

impl BookHost<'_, '_> {
    fn marks(&mut self, spot: Spot<'_>) -> Vec<Mark> {
        for (page, _) in self.breaks.pages_at(spot) {
            self.pages[page] = Some(self.current);
        }
        self.breaks.marks_at(spot)
    }
}

impl XhtmlHost for BookHost<'_, '_> {
    fn dialect(&self) -> Dialect {
        Dialect::Book
    }

    fn place(&self, id: &Id) -> String {
        self.spine.address(self.current, self.spine.document_of(id), id.as_str())
    }

    fn note(&self, note: NoteId) -> String {
        self.spine.address(self.current, self.spine.document_of_note(note), &note_id(note))
    }

    fn reference(&self, reference: Reference) -> String {
        let document = self.spine.document_of_reference(reference);
        self.spine.address(self.current, document, &reference_id(reference))
    }

    /// No book can lead into another.
    fn article(&self, _link: &ArticleLink) -> Option<String> {
        None
    }

    fn picture(&mut self, path: &AssetPath) -> Option<PictureUse> {
        self.gallery.show(path)
    }

    fn marks_before_section(&mut self, section: &Section) -> Vec<Mark> {
        self.marks(Spot::Section(section))
    }

    fn marks_before(&mut self, block: &Block) -> Vec<Mark> {
        self.marks(Spot::Block(block))
    }

    fn marks_in(&mut self, text: &[Inline]) -> Vec<Mark> {
        self.marks(Spot::Text(text, 0))
    }

    fn marks_in_code(&mut self, code: &Code) -> Vec<Mark> {
        self.marks(Spot::Code(code, 0))
    }
}

fn push_marks(out: &mut String, marks: &[Mark]) {
    for mark in marks {
        out.push_str(&mark.markup);
    }
}

fn parts(writer: &mut Writer<'_, BookHost<'_, '_>>, job: Job<'_>, content: &ContentDocument<'_>) {
    for part in &content.parts {
        match *part {
            Part::Front(blocks) => {
                let top = writer.surroundings().marks(Spot::Top);
                push_marks(writer.out(), &top);
                front::head(writer, job.document.meta());
                writer.blocks(blocks);
            }
            Part::Section(section, depth) => writer.section(section, depth),
            Part::Opening(section, depth) => writer.section_opening(section, depth),
        }
    }
}

fn notes(writer: &mut Writer<'_, BookHost<'_, '_>>, job: Job<'_>, labels: &Labels, here: &[NoteId]) {
    if here.is_empty() {
        return;
    }
    let out = writer.out();
    out.push_str("<section class=\"q-notes\" epub:type=\"footnotes\"");
    if labels.lang == job.document.meta().lang {
        push_attribute(out, "aria-label", labels.notes());
    }
    out.push_str(">\n");
    for id in here {
        writer.footnote(&job.document.notes()[id.index()], *id);
    }
    writer.out().push_str("</section>\n");
}

/// A content document around its body. Its title is that of the article, and in a further file that of its first section too.
fn whole(job: Job<'_>, content: &ContentDocument<'_>, body: &str) -> String {
    let mut title = String::new();
    match content.parts.first() {
        Some(Part::Section(section, _) | Part::Opening(section, _)) => {
            title.push_str(&text_of(&section.title));
            title.push_str(" – ");
        }
        Some(Part::Front(_)) | None => {}
    }
    title.push_str(&text_of(&job.document.meta().title));
    let mut page = Markup::page(job.document, &title, &[("epub:type", "bodymatter")]);
    page.raw(body);
    page.close_page()
}
