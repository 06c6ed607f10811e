//! Inlines → prose: one text, and the spans that say how each part of it is set and whose it is.

use super::fonts::Cut;
use super::pages::{ContentId, NodeId, Owner, PageTarget, Tag, TextPlace};
use super::structure::Structure;
use crate::diagnostic::SourceSpan;
use crate::picture::Pictures;
use crate::style::Style;
use crate::style::paper::{LinkAddress, NoteMark, Stress};
use crate::style::{Colour, Pt};
use crate::tree::{Alt, Direction, Image, ImageSource, Inline, Lang, NoteId, Target, WebAddress};
use std::ops::Range;

/// The look of letters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LetterStyle {
    pub cut: Cut,
    pub size: Pt,
    pub colour: Colour,
    /// Of the baseline, upwards.
    pub rise: Pt,
    pub underlined: bool,
    pub struck: bool,
}

/// A part of a text that is set in one way and belongs to one piece of content.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    pub range: Range<usize>,
    pub look: LetterStyle,
    pub owner: Owner,
    /// The link that it is in.
    pub link: Option<NodeId>,
    /// The language, where it is not that of the whole text.
    pub lang: Option<Lang>,
    pub dir: Option<Direction>,
    /// Spaces and lines stay as they are, and no face of another cut is asked for.
    pub code: bool,
    /// Its beginning in the text of the document, of which it is a part byte for byte; `None` for what layout adds.
    pub place: Option<TextPlace>,
}

impl Span {
    /// The place in the text of the document of a byte of the prose in this span.
    pub fn place_at(&self, byte: usize) -> Option<TextPlace> {
        let before = byte.saturating_sub(self.range.start) as u32;
        self.place.map(|place| TextPlace { offset: place.offset + before, ..place })
    }
}

/// Text ready to be shaped. Spans cover it from end to end. `\n` ends a line, U+FFFC stands for an image.
#[derive(Clone, Debug, PartialEq)]
pub struct Prose {
    pub text: String,
    pub spans: Vec<Span>,
    /// The images and the places of their U+FFFC, in order.
    pub images: Vec<(usize, Image)>,
    /// The notes that the text refers to, with the places of their marks.
    pub notes: Vec<(usize, NoteId)>,
    /// The direction of the whole.
    pub direction: Direction,
}

impl Prose {
    /// The image at a place of the text; `None` where there is none.
    pub fn image_at(&self, at: usize) -> Option<usize> {
        self.images.binary_search_by_key(&at, |(place, _)| *place).ok()
    }

    fn empty(direction: Direction) -> Prose {
        Prose { text: String::new(), spans: Vec::new(), images: Vec::new(), notes: Vec::new(), direction }
    }

    /// One text in one look, all of it one piece of content.
    pub fn plain(text: &str, look: LetterStyle, owner: Owner, direction: Direction) -> Prose {
        let span =
            Span { range: 0..text.len(), look, owner, link: None, lang: None, dir: None, code: false, place: None };
        Prose { text: text.to_owned(), spans: vec![span], ..Prose::empty(direction) }
    }
}

/// Reads inlines into prose. Each stretch of text becomes a piece of content of `node` or of a node in it.
pub struct Reader<'a> {
    pub style: &'a Style,
    pub pictures: &'a Pictures,
    pub structure: &'a mut Structure,
    /// The addresses that a list at the end will say, where the style wants one.
    pub addresses: &'a mut Vec<WebAddress>,
    prose: Prose,
    link: Option<NodeId>,
    lang: Option<Lang>,
    dir: Option<Direction>,
    at: SourceSpan,
    /// The piece of content that text goes on in; `None` after another node.
    open: Option<(NodeId, ContentId)>,
    /// The place in the text of the document of what is read next.
    place: Option<TextPlace>,
}

impl<'a> Reader<'a> {
    pub fn new(
        style: &'a Style,
        pictures: &'a Pictures,
        structure: &'a mut Structure,
        addresses: &'a mut Vec<WebAddress>,
        lang: Option<Lang>,
        direction: Direction,
        at: SourceSpan,
    ) -> Reader<'a> {
        let prose = Prose::empty(direction);
        Reader {
            style,
            pictures,
            structure,
            addresses,
            prose,
            link: None,
            lang,
            dir: None,
            at,
            open: None,
            place: None,
        }
    }

    /// The prose of a list of inlines, which begins at a place in the text of the document.
    pub fn read(mut self, inlines: &[Inline], place: Option<TextPlace>, look: LetterStyle, node: NodeId) -> Prose {
        self.place = place;
        self.inlines(inlines, look, node);
        self.prose
    }

    fn inlines(&mut self, inlines: &[Inline], look: LetterStyle, node: NodeId) {
        for inline in inlines {
            self.inline(inline, look, node);
        }
    }

    fn inline(&mut self, inline: &Inline, look: LetterStyle, node: NodeId) {
        match inline {
            Inline::Text(text) => {
                self.text(text, self.place, look, node);
                self.pass(text.len());
            }
            Inline::Emphasis(text) => {
                self.within(Tag::Emphasis, text, stressed(look, self.style.paper.text.emphasis), node);
            }
            Inline::Strong(text) => {
                self.within(Tag::Strong, text, stressed(look, self.style.paper.text.strong), node);
            }
            Inline::Struck(text) => self.within(Tag::Span, text, LetterStyle { struck: true, ..look }, node),
            Inline::Subscript(text) => self.within(Tag::Span, text, self.shifted(look, -0.16), node),
            Inline::Superscript(text) => self.within(Tag::Span, text, self.shifted(look, 0.36), node),
            Inline::Code(text) => self.code(text, look, node),
            Inline::Link { to, text, at } => self.link(to, text, *at, look, node),
            Inline::Image(image) => self.image(image, look, node),
            Inline::Note(reference) => self.note(reference.note, reference.at, look, node),
            Inline::Foreign { lang, dir, text } => self.foreign(lang, *dir, text, look, node),
            Inline::Abbreviation { expansion, text } => {
                self.within(Tag::Expansion(expansion.clone()), text, look, node);
            }
            Inline::Break => {
                self.text("\n", self.place, look, node);
                self.pass(1);
            }
        }
    }

    /// Inlines in a node of their own.
    fn within(&mut self, tag: Tag, text: &[Inline], look: LetterStyle, node: NodeId) {
        let inner = self.structure.open(node, tag, self.at);
        self.inlines(text, look, inner);
    }

    /// Goes on by a number of bytes in the text of the document.
    fn pass(&mut self, bytes: usize) {
        if let Some(place) = &mut self.place {
            place.offset += bytes as u32;
        }
    }

    fn text(&mut self, text: &str, place: Option<TextPlace>, look: LetterStyle, node: NodeId) {
        // An image that says nothing and is not there leaves two spaces side by side.
        let shown = if self.prose.text.ends_with(' ') { text.strip_prefix(' ').unwrap_or(text) } else { text };
        if shown.is_empty() {
            return;
        }
        let dropped = (text.len() - shown.len()) as u32;
        let place = place.map(|place| TextPlace { offset: place.offset + dropped, ..place });
        self.span(shown, place, look, node, false);
    }

    fn span(&mut self, text: &str, place: Option<TextPlace>, look: LetterStyle, node: NodeId, code: bool) {
        let content = match self.open {
            Some((open, content)) if open == node => content,
            _ => self.structure.content(node),
        };
        self.open = Some((node, content));
        let start = self.prose.text.len();
        self.prose.text.push_str(text);
        let range = start..self.prose.text.len();
        let owner = Owner::Content(content);
        let (link, lang, dir) = (self.link, self.lang.clone(), self.dir);
        if let Some(last) = self.prose.spans.last_mut()
            && (last.look, last.owner, last.link, last.code) == (look, owner, link, code)
            && last.place_at(last.range.end) == place
        {
            last.range.end = range.end;
            return;
        }
        self.prose.spans.push(Span { range, look, owner, link, lang, dir, code, place });
    }

    fn code(&mut self, text: &str, look: LetterStyle, node: NodeId) {
        let inner = self.structure.open(node, Tag::Code, self.at);
        self.span(text, self.place, look, inner, true);
        self.pass(text.len());
    }

    fn foreign(&mut self, lang: &Lang, dir: Option<Direction>, text: &[Inline], look: LetterStyle, node: NodeId) {
        let inner = self.structure.open(node, Tag::Span, self.at);
        self.structure.say_language(inner, Some(lang));
        let before = (self.lang.replace(lang.clone()), self.dir.replace(dir.unwrap_or_else(|| lang.direction())));
        self.inlines(text, look, inner);
        (self.lang, self.dir) = before;
    }

    fn link(&mut self, to: &Target, text: &[Inline], at: SourceSpan, look: LetterStyle, node: NodeId) {
        let to_page = match to {
            Target::Web(address) => PageTarget::Web(address.clone()),
            Target::Place(id) => PageTarget::Place(id.clone()),
            Target::Article(article) => PageTarget::Article(article.clone()),
        };
        let contents = crate::tree::walk::text_of(text);
        let inner = self.structure.open(node, Tag::Link { to: to_page, contents: contents.clone() }, at);
        self.link = Some(inner);
        let look = LetterStyle { colour: self.style.colours.link, underlined: true, ..look };
        self.inlines(text, look, inner);
        if let Target::Web(address) = to {
            self.address(address, &contents, look, inner);
        }
        self.link = None;
    }

    /// Says on paper where a link leads, unless its words do.
    fn address(&mut self, address: &WebAddress, words: &str, look: LetterStyle, node: NodeId) {
        if address.is_said_by(words) {
            return;
        }
        let short = address.in_words();
        let added = match self.style.paper.links.address {
            LinkAddress::None => return,
            LinkAddress::Words => format!(" ({short})"),
            LinkAddress::List => {
                self.addresses.push(address.clone());
                format!(" [{}]", self.addresses.len())
            }
        };
        self.open = None;
        let inner = self.structure.open(node, Tag::Added, self.at);
        self.text(&added, None, LetterStyle { underlined: false, ..look }, inner);
    }

    fn image(&mut self, image: &Image, look: LetterStyle, node: NodeId) {
        self.open = None;
        let shown = match &image.source {
            ImageSource::File(path) => self.pictures.contains_key(path),
            ImageSource::Unreachable(_) => false,
        };
        match &image.alt {
            Alt::Text(alt) => {
                let figure = self.structure.open(node, Tag::Figure { alt: alt.clone() }, image.at);
                if shown {
                    self.prose.images.push((self.prose.text.len(), image.clone()));
                    self.text("\u{fffc}", self.place, look, figure);
                } else {
                    self.text(&format!("[{alt}]"), self.place, look, figure);
                }
                self.pass(alt.as_str().len());
            }
            Alt::Decorative if shown => {
                let start = self.prose.text.len();
                self.prose.images.push((start, image.clone()));
                self.prose.text.push('\u{fffc}');
                let owner = Owner::Artifact(super::pages::Artifact::Layout);
                let range = start..self.prose.text.len();
                let (link, lang, dir) = (self.link, self.lang.clone(), self.dir);
                self.prose.spans.push(Span { range, look, owner, link, lang, dir, code: false, place: None });
            }
            Alt::Decorative => {}
        }
        self.open = None;
    }

    fn note(&mut self, note: NoteId, at: SourceSpan, look: LetterStyle, node: NodeId) {
        let number = note.number().to_string();
        let reference = self.structure.open(node, Tag::Reference(note), at);
        let tag = Tag::Link { to: PageTarget::Note(note), contents: number.clone() };
        let link = self.structure.open(reference, tag, at);
        self.prose.notes.push((self.prose.text.len(), note));
        let before = self.link.replace(link);
        let mark = match self.style.paper.notes.mark {
            NoteMark::Raised => self.shifted(look, 0.36),
            NoteMark::Bracketed => look,
        };
        let mark = LetterStyle { colour: self.style.colours.link, underlined: false, ..mark };
        match self.style.paper.notes.mark {
            NoteMark::Raised => self.text(&number, None, mark, link),
            NoteMark::Bracketed => self.text(&format!("[{number}]"), None, mark, link),
        }
        self.link = before;
        self.open = None;
    }

    fn shifted(&self, look: LetterStyle, ems: f32) -> LetterStyle {
        LetterStyle {
            size: look.size * self.style.paper.text.raised.clamp(0.3, 1.0),
            rise: look.rise + look.size * ems,
            ..look
        }
    }
}

/// The look of stressed words among words of another look.
pub fn stressed(look: LetterStyle, stress: Stress) -> LetterStyle {
    let Cut { bold, italic } = look.cut;
    match stress {
        // Italics inside italics are upright.
        Stress::Italic => LetterStyle { cut: Cut { bold, italic: !italic }, ..look },
        Stress::Bold => LetterStyle { cut: Cut { bold: true, italic }, ..look },
        Stress::Underline => LetterStyle { underlined: true, ..look },
        Stress::BoldUnderline => LetterStyle { cut: Cut { bold: true, italic }, underlined: true, ..look },
    }
}
