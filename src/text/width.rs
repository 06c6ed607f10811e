//! The width of a text in columns.
//!
//! Two rooms measure otherwise, and stay apart: the plain-text reader adds up bytes of whole articles, near enough to tell a full
//! line from a short one (`read/plain_text/lines.rs`), and a cover without glyphs guesses ems (`export/epub/cover_lines.rs`).

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The columns that a text takes on a terminal or in a typewriter face.
pub fn display_width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    // Every letter below U+0300 and every general mark is one column wide.
    let simple =
        |c: char| matches!(c, ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2010}'..='\u{2027}');
    let mut count = 0;
    for c in text.chars() {
        if !simple(c) {
            return text.graphemes(true).map(UnicodeWidthStr::width).sum();
        }
        count += 1;
    }
    count
}
