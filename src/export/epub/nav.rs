//! The navigation document: contents, landmarks and page list (EPUB 3.3, 7).

use super::super::xhtml::{push_attribute, push_text};
use super::breaks::{PageBreaks, id_of};
use super::markup::Markup;
use super::spine::Spine;
use crate::style::Labels;
use crate::tree::walk::direction_of_heading;
use crate::tree::{Direction, Document, Inline, Lang, Section};

/// The targets of the navigation.
pub struct Navigation<'a> {
    pub document: &'a Document,
    pub labels: &'a Labels,
    pub spine: &'a Spine<'a>,
    pub breaks: &'a PageBreaks<'a>,
    /// The content document in which each page begins; `None` for one that is not listed.
    pub pages: &'a [Option<usize>],
    pub cover: &'a str,
}

impl Navigation<'_> {
    /// Writes the navigation document.
    pub fn write(&self) -> String {
        let title = crate::tree::walk::text_of(&self.document.meta().title);
        let mut xml = Markup::page(self.document, &title, &[]);
        self.contents(&mut xml);
        self.landmarks(&mut xml);
        self.page_list(&mut xml);
        xml.close_page()
    }

    fn contents(&self, xml: &mut Markup) {
        self.open_nav(xml, ("toc", "doc-toc"), ("h1", "q-toc", self.labels.contents()));
        xml.open("ol", &[]);
        self.entry(xml, "li", self.first_document(), &self.document.meta().title);
        self.sections(xml, &self.document.body().sections);
        xml.close("ol");
        xml.close("nav");
    }

    fn sections(&self, xml: &mut Markup, sections: &[Section]) {
        for section in sections {
            let document = &self.spine.documents[self.spine.document_of(&section.id)];
            let address = format!("{}#{}", document.path, section.id);
            if section.body.sections.is_empty() {
                self.entry(xml, "li", &address, &section.title);
            } else {
                xml.open("li", &[]);
                let mut attributes = vec![("href", address.as_str())];
                attributes.extend(self.turn(&section.title));
                xml.element_of_markup("a", &attributes, &self.phrase(&section.title));
                xml.open("ol", &[]);
                self.sections(xml, &section.body.sections);
                xml.close("ol");
                xml.close("li");
            }
        }
    }

    fn entry(&self, xml: &mut Markup, name: &str, address: &str, title: &[Inline]) {
        let mut link = "<a".to_owned();
        push_attribute(&mut link, "href", address);
        if let Some((name, direction)) = self.turn(title) {
            push_attribute(&mut link, name, direction);
        }
        link.push('>');
        link.push_str(&self.phrase(title));
        link.push_str("</a>");
        xml.element_of_markup(name, &[], &link);
    }

    /// The direction of a heading, where it is not that of the book.
    fn turn(&self, title: &[Inline]) -> Option<(&'static str, &'static str)> {
        let around = self.document.direction();
        let own = direction_of_heading(title, around);
        (own != around).then_some(("dir", own.name()))
    }

    fn landmarks(&self, xml: &mut Markup) {
        self.open_nav(xml, ("landmarks", ""), ("h2", "q-landmarks", self.labels.landmarks()));
        xml.open("ol", &[]);
        for (kind, address, words) in
            [("cover", self.cover, self.labels.cover()), ("bodymatter", self.first_document(), self.labels.article())]
        {
            xml.open("li", &[]);
            let mut attributes = vec![("epub:type", kind), ("href", address)];
            attributes.extend(self.label_lang());
            xml.element("a", &attributes, words);
            xml.close("li");
        }
        xml.close("ol");
        xml.close("nav");
    }

    fn page_list(&self, xml: &mut Markup) {
        if self.breaks.is_empty() {
            return;
        }
        self.open_nav(xml, ("page-list", "doc-pagelist"), ("h2", "q-pages", self.labels.pages()));
        xml.open("ol", &[]);
        for (page, (begin, document)) in self.breaks.iter().zip(self.pages).enumerate() {
            let Some(document) = document else { continue };
            let address = format!("{}#{}", self.spine.documents[*document].path, id_of(page));
            xml.open("li", &[]);
            xml.element("a", &[("href", &address)], &begin.label);
            xml.close("li");
        }
        xml.close("ol");
        xml.close("nav");
    }

    /// Opens a `nav` that its heading names.
    fn open_nav(&self, xml: &mut Markup, (kind, role): (&str, &str), (heading, id, words): (&str, &str, &str)) {
        let mut attributes = vec![("id", kind), ("epub:type", kind), ("aria-labelledby", id)];
        if !role.is_empty() {
            attributes.push(("role", role));
        }
        xml.open("nav", &attributes);
        let mut attributes = vec![("id", id)];
        attributes.extend(self.label_lang());
        xml.element(heading, &attributes, words);
    }

    fn label_lang(&self) -> Vec<(&'static str, &str)> {
        let labels = &self.labels.lang;
        let differs = *labels != self.document.meta().lang;
        let mut attributes =
            if differs { vec![("lang", labels.as_str()), ("xml:lang", labels.as_str())] } else { vec![] };
        if labels.direction() != self.document.direction() {
            attributes.push(("dir", labels.direction().name()));
        }
        attributes
    }

    fn first_document(&self) -> &str {
        &self.spine.documents[0].path
    }

    /// A heading as one line of links' text: what is emphasised or lowered stays so, languages stay marked, links do not lead away.
    fn phrase(&self, title: &[Inline]) -> String {
        let mut out = String::new();
        phrase(&mut out, title, self.document.direction());
        out
    }
}

fn phrase(out: &mut String, list: &[Inline], around: Direction) {
    for inline in list {
        match inline {
            Inline::Text(text) | Inline::Code(text) => push_text(out, text),
            Inline::Emphasis(text) => element(out, "em", text, around),
            Inline::Strong(text) => element(out, "strong", text, around),
            Inline::Struck(text) => element(out, "s", text, around),
            Inline::Subscript(text) => element(out, "sub", text, around),
            Inline::Superscript(text) => element(out, "sup", text, around),
            Inline::Foreign { lang, dir, text } => foreign(out, lang, dir.unwrap_or(lang.direction()), text, around),
            Inline::Link { text, .. } | Inline::Abbreviation { text, .. } => phrase(out, text, around),
            Inline::Break => out.push(' '),
            // Sealed: a heading holds neither.
            Inline::Image(_) | Inline::Note(_) => {}
        }
    }
}

fn element(out: &mut String, name: &str, text: &[Inline], around: Direction) {
    out.push('<');
    out.push_str(name);
    out.push('>');
    phrase(out, text, around);
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

fn foreign(out: &mut String, lang: &Lang, dir: Direction, text: &[Inline], around: Direction) {
    out.push_str("<span");
    push_attribute(out, "lang", lang.as_str());
    push_attribute(out, "xml:lang", lang.as_str());
    if dir != around {
        push_attribute(out, "dir", dir.name());
    }
    out.push('>');
    phrase(out, text, dir);
    out.push_str("</span>");
}
