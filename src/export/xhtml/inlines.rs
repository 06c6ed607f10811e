//! Inlines → phrasing content: one function for each kind.

use super::held::{Held, HeldPart, words_of_code};
use super::pending::{LinkMode, PendingMarks};
use super::{
    Dialect, Mark, PictureUse, Reference, Writer, XhtmlHost, push_attribute, push_number, push_text, reference_id,
};
use crate::style::paper::LeadIn;
use crate::tree::{Alt, Code, Direction, Image, ImageSource, Inline, Lang, Line, NoteReference, Target, walk};

impl<S: XhtmlHost> Writer<'_, S> {
    /// Writes inlines that a walk over the document meets, with the marks among them.
    pub fn marked(&mut self, text: &[Inline]) {
        let marks = self.surroundings.marks_in(text);
        self.among_marks(marks, |writer| writer.inlines(text));
    }

    /// As [`marked`](Self::marked), for the words at the head of an item: its lead-in stands out where the style says so.
    pub(super) fn marked_with_lead_in(&mut self, text: &[Inline], lead_in: LeadIn) {
        match lead_in {
            LeadIn::Plain => self.marked(text),
            LeadIn::Strong => {
                let marks = self.surroundings.marks_in(text);
                self.among_marks(marks, |writer| writer.with_lead_in(text));
            }
        }
    }

    /// Writes the lines of a code block, with the marks among them.
    pub(super) fn marked_code(&mut self, code: &Code) {
        let marks = self.surroundings.marks_in_code(code);
        self.among_marks(marks, |writer| writer.text(&code.text));
    }

    fn among_marks(&mut self, mut marks: Vec<Mark>, write: impl FnOnce(&mut Self)) {
        marks.reverse();
        self.marks = PendingMarks { left: marks, written: 0 };
        write(self);
        for mark in std::mem::take(&mut self.marks.left).iter().rev() {
            self.out.push_str(&mark.markup);
        }
    }

    /// `b` draws the eye and says no more than that (HTML, 4.5.21). What the author made strong, or a link that goes on after the
    /// colon, is left as it is.
    fn with_lead_in(&mut self, text: &[Inline]) {
        let Some(head) = head_of(text) else { return self.inlines(text) };
        self.held = Held::of(text, self.labels);
        self.out.push_str("<b>");
        self.each(&text[..head.whole]);
        match &text[head.whole..] {
            [Inline::Text(words), rest @ ..] if head.of_next > 0 => {
                self.words(&words[..head.of_next]);
                self.out.push_str("</b>");
                self.words(&words[head.of_next..]);
                self.each(rest);
            }
            rest => {
                self.out.push_str("</b>");
                self.each(rest);
            }
        }
    }

    /// Writes inlines without asking for marks: such as the title, or a heading in a list of contents.
    pub fn inlines(&mut self, text: &[Inline]) {
        self.held = Held::of(text, self.labels);
        self.each(text);
    }

    fn each(&mut self, text: &[Inline]) {
        for inline in text {
            self.inline(inline);
        }
    }

    /// Writes inlines inside a link: the words of their links alone.
    pub fn unlinked(&mut self, text: &[Inline]) {
        let outer = std::mem::replace(&mut self.links, LinkMode::WordsAlone);
        self.inlines(text);
        self.links = outer;
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.words(text),
            Inline::Emphasis(text) => self.span("em", text),
            Inline::Strong(text) => self.span("strong", text),
            Inline::Struck(text) => self.span("s", text),
            Inline::Subscript(text) => self.span("sub", text),
            Inline::Superscript(text) => self.span("sup", text),
            Inline::Code(code) => self.code_words(code),
            Inline::Link { to, text, .. } => self.link(to, text),
            Inline::Image(image) => self.inline_image(image),
            Inline::Note(reference) => self.note_reference(*reference),
            Inline::Foreign { lang, dir, text } => self.foreign(lang, *dir, text),
            Inline::Abbreviation { expansion, text } => self.abbreviation(expansion, text),
            Inline::Break => self.line_break(),
        }
    }

    /// Words, with what no line ends in held together.
    fn words(&mut self, text: &str) {
        for piece in self.held.pieces(text) {
            self.piece(&piece);
        }
    }

    fn piece(&mut self, piece: &HeldPart<'_>) {
        match piece {
            HeldPart::Loose(words) => self.text(words),
            HeldPart::Whole(words) => {
                self.out.push_str("<span class=\"q-whole\">");
                self.text(words);
                self.out.push_str("</span>");
            }
        }
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(mark) = self.marks.left.last() {
            let before = mark.after.saturating_sub(self.marks.written);
            let Some((at, _)) = rest.char_indices().nth(before) else {
                self.marks.written += rest.chars().count();
                break;
            };
            push_text(&mut self.out, &rest[..at]);
            self.out.push_str(&mark.markup);
            rest = &rest[at..];
            self.marks.written += before;
            self.marks.left.pop();
        }
        push_text(&mut self.out, rest);
    }

    fn span(&mut self, name: &str, text: &[Inline]) {
        self.out.push('<');
        self.out.push_str(name);
        self.out.push('>');
        self.each(text);
        self.close(name);
    }

    fn code_words(&mut self, code: &str) {
        self.out.push_str("<code>");
        for piece in words_of_code(code) {
            self.piece(&piece);
        }
        self.held.pass(code.len());
        self.out.push_str("</code>");
    }

    fn link(&mut self, to: &Target, text: &[Inline]) {
        match self.links {
            LinkMode::Live => {}
            LinkMode::WordsAlone => return self.each(text),
        }
        let address = match to {
            Target::Web(address) => Some(address.as_str().to_owned()),
            Target::Place(id) => Some(self.surroundings.place(id)),
            Target::Article(link) => self.surroundings.article(link),
        };
        let Some(address) = address else { return self.each(text) };
        self.out.push_str("<a");
        push_attribute(&mut self.out, "href", &address);
        self.address_on_paper(to, text);
        self.out.push('>');
        self.each(text);
        self.out.push_str("</a>");
    }

    /// The address that a printed page says behind the words of a link, where they do not say it themselves.
    fn address_on_paper(&mut self, to: &Target, text: &[Inline]) {
        match (to, self.surroundings.dialect()) {
            (Target::Web(address), Dialect::Page) => {
                if !address.is_said_by(&walk::text_of(text)) {
                    push_attribute(&mut self.out, "data-address", address.in_words());
                }
            }
            (Target::Web(_), Dialect::Book)
            | (Target::Place(_) | Target::Article(_), Dialect::Page | Dialect::Book) => {}
        }
    }

    fn inline_image(&mut self, image: &Image) {
        match self.picture_of(image) {
            Some(picture) => self.img(&picture, &image.alt, Some("q-inline")),
            None => self.words_of_image(&image.alt, "span"),
        }
        if let Alt::Text(words) = &image.alt {
            self.marks.written += words.as_str().chars().count();
            self.held.pass(words.as_str().len());
        }
    }

    /// The picture of an image; `None` where its words stand for it.
    pub(super) fn picture_of(&mut self, image: &Image) -> Option<PictureUse> {
        match &image.source {
            ImageSource::File(path) => self.surroundings.picture(path),
            ImageSource::Unreachable(_) => None,
        }
    }

    pub(super) fn img(&mut self, picture: &PictureUse, alt: &Alt, class: Option<&str>) {
        self.open("img", class, None);
        push_attribute(&mut self.out, "src", &picture.address);
        let words = match alt {
            Alt::Text(words) => words.as_str(),
            Alt::Decorative => "",
        };
        push_attribute(&mut self.out, "alt", words);
        for (name, pixels) in [("width", picture.width), ("height", picture.height)] {
            push_attribute(&mut self.out, name, &pixels.to_string());
        }
        self.out.push_str(self.surroundings.dialect().void_end());
    }

    /// "Image: its words", in a frame; nothing where the image says nothing.
    pub(super) fn words_of_image(&mut self, alt: &Alt, name: &str) {
        match alt {
            Alt::Text(words) => {
                self.open(name, Some("q-words"), None);
                self.out.push('>');
                self.label("q-kind", self.labels.image());
                self.out.push_str(self.labels.colon());
                push_text(&mut self.out, words.as_str());
                self.close(name);
            }
            Alt::Decorative => {}
        }
    }

    fn note_reference(&mut self, reference: NoteReference) {
        let note = reference.note;
        let count = &mut self.references[note.index()];
        *count += 1;
        let reference = Reference { note, nth: *count };
        self.surroundings.wrote(reference);
        self.out.push_str("<a class=\"q-ref\"");
        push_attribute(&mut self.out, "id", &reference_id(reference));
        self.semantics("doc-noteref", "noteref");
        push_attribute(&mut self.out, "href", &self.surroundings.note(note));
        push_attribute(&mut self.out, "aria-label", &self.labels.note(note));
        self.label_lang();
        self.out.push('>');
        push_number(&mut self.out, note.number() as usize);
        self.out.push_str("</a>");
    }

    /// The kind of an element: its role, and in a book its `epub:type` too.
    pub(super) fn semantics(&mut self, role: &str, epub_type: &str) {
        match self.surroundings.dialect() {
            Dialect::Page => {}
            Dialect::Book => push_attribute(&mut self.out, "epub:type", epub_type),
        }
        push_attribute(&mut self.out, "role", role);
    }

    /// The language of an element that is named by a label and holds no words of the article.
    pub(super) fn label_lang(&mut self) {
        if self.labels.lang != self.lang {
            let lang = self.labels.lang.clone();
            self.lang_attributes(&lang);
        }
    }

    fn foreign(&mut self, lang: &Lang, dir: Option<Direction>, text: &[Inline]) {
        let turns = dir.unwrap_or_else(|| lang.direction()) != self.dir;
        // What runs the other way is kept apart from the punctuation around it.
        let name = if turns { "bdi" } else { "span" };
        self.out.push('<');
        self.out.push_str(name);
        let outer = self.enter(Some(lang), dir);
        self.out.push('>');
        self.each(text);
        self.close(name);
        self.leave(outer);
    }

    fn abbreviation(&mut self, expansion: &Line, text: &[Inline]) {
        self.out.push_str("<abbr");
        push_attribute(&mut self.out, "title", expansion.as_str());
        self.out.push('>');
        self.each(text);
        self.out.push_str("</abbr>");
    }

    fn line_break(&mut self) {
        self.out.push_str("<br");
        self.out.push_str(self.surroundings.dialect().void_end());
        self.out.push('\n');
        self.marks.written += 1;
        self.held.pass(1);
    }
}

/// The inlines that a lead-in is made of: some of them whole, and so many bytes of the text that follows.
struct Head {
    whole: usize,
    of_next: usize,
}

/// The lead-in of an item; `None` where there is none, where it ends within an inline that cannot be split, or where the author
/// made it stand out already.
fn head_of(text: &[Inline]) -> Option<Head> {
    if matches!(text.first(), Some(Inline::Strong(_))) {
        return None;
    }
    let first_line = text.iter().position(|inline| matches!(inline, Inline::Break)).unwrap_or(text.len());
    let end = walk::lead_in(&walk::text_of(&text[..first_line]))?;
    let mut seen = 0;
    for (whole, inline) in text.iter().enumerate() {
        if seen == end {
            return Some(Head { whole, of_next: 0 });
        }
        let length = walk::text_of(std::slice::from_ref(inline)).len();
        if end < seen + length {
            let parts = matches!(inline, Inline::Text(_));
            return parts.then_some(Head { whole, of_next: end - seen });
        }
        seen += length;
    }
    None
}
