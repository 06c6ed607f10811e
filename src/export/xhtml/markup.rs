//! Text → markup: escaping, and the two ways to write the same element. Knows no tree.

/// The serialisation of HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// HTML, for `text/html`: `<br>`, `lang` alone.
    Page,
    /// XHTML in a book: `<br/>`, `xml:lang` beside `lang`, `epub:type` beside `role`.
    Book,
}

impl Dialect {
    /// The end of the tag of an element that holds nothing.
    pub fn void_end(self) -> &'static str {
        match self {
            Dialect::Page => ">",
            Dialect::Book => "/>",
        }
    }
}

/// Writes text between tags. Quotes stay as they are.
pub fn push_text(out: &mut String, text: &str) {
    push_escaped(out, text, |byte| matches!(byte, b'&' | b'<' | b'>'));
}

/// Writes ` name="value"`.
pub fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_escaped(out, value, |byte| matches!(byte, b'&' | b'<' | b'>' | b'"'));
    out.push('"');
}

/// Copies whole runs of text that needs no escape: almost all of an article is one.
fn push_escaped(out: &mut String, text: &str, special: impl Fn(u8) -> bool) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(&special) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// Writes a whole number in decimal.
pub fn push_number(out: &mut String, number: usize) {
    use std::fmt::Write;
    write!(out, "{number}").expect("writing into a string does not fail");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_markup_stays_unescaped() {
        let mut out = String::new();
        push_text(&mut out, "a < b && \"c\" > é");
        assert_eq!(out, "a &lt; b &amp;&amp; \"c\" &gt; é");
        out.clear();
        push_attribute(&mut out, "alt", "\"<&>'");
        assert_eq!(out, " alt=\"&quot;&lt;&amp;&gt;'\"");
    }
}
