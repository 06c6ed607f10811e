//! The style sheet of the book: structure through margins and weight alone. Face, size, colours and width of the page are the
//! reader's; nothing is fixed in pixels (EPUB Accessibility 1.1, 2.2: display transformability).
//!
//! The rules stand in `styles/book.css`; what a sheet decides stands in them as a word in braces.

use super::super::xhtml::bare_css;
use crate::style::{BookStyle, Em};
use std::sync::OnceLock;

const RULES: &str = include_str!("../../../styles/book.css");

/// Writes the style sheet of every content document.
pub fn stylesheet(style: &BookStyle) -> String {
    static BARE: OnceLock<String> = OnceLock::new();
    let mut css = BARE.get_or_init(|| bare_css(RULES)).clone();
    let leading = style.leading.to_string();
    let measures = [
        ("{leading}", leading),
        ("{paragraph-space}", length(style.paragraph_space)),
        ("{heading-space}", length(style.heading_space)),
        ("{item-space}", length(style.item_space)),
        ("{indent}", length(style.indent)),
    ];
    for (name, value) in measures {
        css = css.replace(name, &value);
    }
    for (level, size) in (1..).zip(style.heading_sizes) {
        css.push_str(&format!("h{level} {{ font-size: {} }}\n", length(size)));
    }
    css
}

fn length(Em(ems): Em) -> String {
    format!("{ems}em")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::Style;

    #[test]
    fn the_sheet_is_whole_and_forces_nothing_on_the_reader() {
        let css = stylesheet(&Style::handout().book);
        assert_eq!(css.matches('{').count(), css.matches('}').count());
        for word in ["px", "color", "background", "font-family", "{indent", "/*"] {
            assert!(!css.contains(word), "{word}");
        }
    }
}
