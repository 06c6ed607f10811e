//! XML that grows line by line: the package document, the navigation document and the cover. Escapes; knows no vocabulary.

use super::super::xhtml::{push_attribute, push_text};

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

    /// Opens an element on a line of its own; what follows stands in it until [`Markup::close`].
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
