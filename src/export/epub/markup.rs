//! XML that grows line by line: the package document, and the pages of the book. Escapes.

use super::super::xhtml::{push_attribute, push_text};
use crate::tree::Document;

/// XML text under construction. What goes in as text or as an attribute's value comes out escaped.
#[derive(Debug, Default)]
pub struct Markup {
    text: String,
    depth: usize,
}

impl Markup {
    /// A document that begins with the XML declaration.
    pub fn document() -> Markup {
        Markup { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), depth: 0 }
    }

    /// An XHTML document of the book, opened to its body: in the language and direction of the article, with the book's style
    /// sheet. [`Markup::close_page`] ends it.
    pub fn page(article: &Document, title: &str, body: &[(&str, &str)]) -> Markup {
        let lang = article.meta().lang.as_str();
        let mut xml = Markup::document();
        xml.raw("<!DOCTYPE html>\n");
        let attributes = [
            ("xmlns", "http://www.w3.org/1999/xhtml"),
            ("xmlns:epub", "http://www.idpf.org/2007/ops"),
            ("lang", lang),
            ("xml:lang", lang),
            ("dir", article.direction().name()),
        ];
        xml.open("html", &attributes);
        xml.open("head", &[]);
        xml.element("title", &[], title);
        xml.empty("link", &[("rel", "stylesheet"), ("type", "text/css"), ("href", "stylesheet.css")]);
        xml.close("head");
        xml.open("body", body);
        xml
    }

    /// Ends what [`Markup::page`] began.
    pub fn close_page(mut self) -> String {
        self.close("body");
        self.close("html");
        self.finish()
    }

    /// Opens an element on a line of its own; what follows is in it until [`Markup::close`].
    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.text.push_str(">\n");
        self.depth += 1;
    }

    /// Closes the element that [`Markup::open`] opened.
    pub fn close(&mut self, name: &str) {
        self.depth -= 1;
        self.indent();
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push_str(">\n");
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.text.push_str("/>\n");
    }

    /// An element that holds one line of text.
    pub fn element(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.start(name, attributes);
        self.text.push('>');
        push_text(&mut self.text, text);
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push_str(">\n");
    }

    /// An element that holds markup which is escaped already.
    pub fn element_of_markup(&mut self, name: &str, attributes: &[(&str, &str)], markup: &str) {
        self.start(name, attributes);
        self.text.push('>');
        self.text.push_str(markup);
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push_str(">\n");
    }

    /// Markup that is written already, as it is.
    pub fn raw(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    /// The finished text.
    pub fn finish(self) -> String {
        debug_assert_eq!(self.depth, 0, "every element that was opened is closed");
        self.text
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.indent();
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes {
            push_attribute(&mut self.text, name, value);
        }
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out_escaped() {
        let mut xml = Markup::default();
        xml.open("a", &[("b", "\"<&>\"")]);
        xml.element("c", &[], "1 < 2 & 3 > 2");
        xml.close("a");
        assert_eq!(xml.finish(), "<a b=\"&quot;&lt;&amp;&gt;&quot;\">\n  <c>1 &lt; 2 &amp; 3 &gt; 2</c>\n</a>\n");
    }
}
