//! Numeric references (`&#150;`, `&#x1;`): what they mean by HTML's rule, and a report of each whose character no edition can show.

use super::composition::Composition;
use crate::diagnostic::Rule;
use crate::tree::{is_unprintable, windows_1252};
use std::borrow::Cow;
use std::ops::Range;

/// A string that `pulldown-cmark` decoded, with C1 controls as HTML means them. They were references: in the source itself
/// [`cleaned`](crate::read::charset::cleaned) left none.
pub(super) fn meant(decoded: &str) -> Cow<'_, str> {
    if decoded.contains(|c| windows_1252(c).is_some()) {
        Cow::Owned(decoded.chars().map(|c| windows_1252(c).unwrap_or(c)).collect())
    } else {
        Cow::Borrowed(decoded)
    }
}

/// The places in a text of references whose character cannot be shown.
pub(super) fn unprintable(text: &str) -> impl Iterator<Item = Range<usize>> {
    memchr::memmem::find_iter(text.as_bytes(), "&#").filter_map(|start| {
        let digits = &text[start + 2..];
        let (prefix, radix) = if digits.starts_with(['x', 'X']) { (1, 16) } else { (0, 10) };
        let length = digits[prefix..].find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len() - prefix);
        let end = start + 2 + prefix + length;
        // A number with too many digits names no character.
        let number = u32::from_str_radix(&text[start + 2 + prefix..end], radix).unwrap_or(u32::MAX);
        let shown = char::from_u32(number).filter(|c| *c != '\0');
        let is_shown = shown.is_some_and(|c| windows_1252(c).is_some() || !is_unprintable(c));
        let end = end + usize::from(text[end..].starts_with(';'));
        (length > 0 && !is_shown).then_some(start..end)
    })
}

impl Composition<'_> {
    /// Words of Markdown, or one reference, which `pulldown-cmark` hands out by itself.
    pub(super) fn markdown_text(&mut self, text: &str, range: Range<usize>) {
        let source = self.source.text.get(range.clone()).unwrap_or_default();
        if !source.starts_with("&#") {
            return self.text(text, range);
        }
        if text.contains(|c| c == char::REPLACEMENT_CHARACTER || is_unprintable(c)) {
            self.check_references(range.clone());
        }
        self.text(&meant(text), range);
    }

    /// Reports the references in a stretch of source whose characters cannot be shown.
    pub(super) fn check_references(&mut self, range: Range<usize>) {
        let source = self.source.text.get(range.clone()).unwrap_or_default();
        for reference in unprintable(source) {
            self.complain_of_reference(&source[reference.clone()], reference.start + range.start);
        }
    }

    /// Reports one reference, which stands at an offset of the source.
    pub(super) fn complain_of_reference(&mut self, reference: &str, start: usize) {
        let at = self.span(start..start + reference.len());
        let message =
            format!("`{reference}` is a control character, which was left out, or replaced by a space or U+FFFD");
        self.complain(Rule::ControlCharacter, at, message, "write the character that is meant");
    }

    /// Reports the references in a string that was decoded from some place in a stretch of source, if any.
    pub(super) fn check_decoded(&mut self, decoded: &str, range: Range<usize>) {
        if decoded.contains(|c| windows_1252(c).is_none() && is_unprintable(c)) {
            let said = self.diagnostics.len();
            self.check_references(range.clone());
            // A definition further down may have it.
            if said == self.diagnostics.len() {
                let at = self.span(range);
                let message = "a control character was left out, or replaced by a space".to_owned();
                self.complain(Rule::ControlCharacter, at, message, None);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_references_to_what_cannot_be_shown_are_found() {
        for (text, found) in [
            ("&#1;", vec!["&#1;"]),
            (
                "a&#x81; &#0; &#xD800; &#xFFFE &#99999999999;",
                vec!["&#x81;", "&#0;", "&#xD800;", "&#xFFFE", "&#99999999999;"],
            ),
            ("&#150; &#x85; &#9; &#10; &#65; &# &#; &#x; &#xé", vec![]),
        ] {
            let references: Vec<&str> = unprintable(text).map(|range| &text[range]).collect();
            assert_eq!(references, found, "{text}");
        }
    }
}
