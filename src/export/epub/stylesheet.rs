//! The style sheet of the book: structure through margins and weight alone. Face, size, colours and width of the page are the
//! reader's; nothing is fixed in pixels (EPUB Accessibility 1.1, 2.2: display transformability).
//!
//! The rules are in `styles/book.css` and `styles/book-rows.css`; what a sheet decides is in them as a word in braces.

use super::super::xhtml::with_rows;
use crate::style::{BookStyle, Em};
use std::sync::OnceLock;

const RULES: &str = include_str!("../../../styles/book.css");
const ROWS: &str = include_str!("../../../styles/book-rows.css");

/// The conditions under which the tables of a class are taken apart into rows: on pages narrower than they need, in the size that the type there has, and
/// everywhere where no page has room enough. Reading systems that cannot measure a page show rows: they lose no word.
const ROWS_WHERE: [(&str, &str); 6] = [
    (".q-table", "@container (max-width: 13em)"),
    (".q-small", "@container (max-width: 18em)"),
    (".q-middle", "@container (max-width: 24em)"),
    (".q-full", "@container (max-width: 30em)"),
    (".q-rows", "@media all"),
    (":is(.q-small, .q-middle, .q-full)", "@supports not (container-type: inline-size)"),
];

/// Writes the style sheet of every content document.
pub fn stylesheet(style: &BookStyle) -> String {
    let mut css = rules().to_owned();
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

/// The rules of all books, without their comments.
fn rules() -> &'static str {
    static RULES_AND_ROWS: OnceLock<String> = OnceLock::new();
    RULES_AND_ROWS.get_or_init(|| with_rows(RULES, ROWS, &ROWS_WHERE))
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
