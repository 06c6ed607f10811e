//! Text that is safe to show on a terminal or in a log: characters that move the cursor, change the direction or are invisible are
//! escaped.

use std::borrow::Cow;
use std::fmt::Write;

/// Escapes every hidden character as `\u{202e}`. Joiners and variation selectors stay where a script or emoji needs them: directly
/// after a letter or sign beyond ASCII.
pub fn printable(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for (before, c) in with_previous(text) {
        push_printable(&mut shown, before, c);
    }
    Cow::Owned(shown)
}

/// Each character of a text with the one before it; [`NONE`] before the first.
pub(super) fn with_previous(text: &str) -> impl Iterator<Item = (char, char)> + '_ {
    std::iter::once(NONE).chain(text.chars()).zip(text.chars())
}

/// Marks the start of a text, where no character precedes.
pub(super) const NONE: char = '\0';

/// Appends a character as [`printable`] shows it after another.
pub(super) fn push_printable(shown: &mut String, before: char, c: char) {
    if is_hidden(c) && !shapes_what_is_before(before, c) {
        shown.extend(c.escape_unicode());
    } else {
        shown.push(c);
    }
}

/// Escapes every hidden character of JSON as `\u202e`; parsing gives the same strings.
///
/// Outside its strings JSON has no hidden characters, so the whole text is treated alike.
pub fn printable_json(json: String) -> String {
    if is_plain(&json) {
        return json;
    }
    let mut shown = String::with_capacity(json.len());
    for c in json.chars() {
        if is_hidden(c) {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| {
                let _ = write!(shown, "\\u{unit:04x}");
            });
        } else {
            shown.push(c);
        }
    }
    shown
}

/// True if a text is visible ASCII, as most are.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| 0x20 <= byte && byte < 0x7f)
}

/// True for a joiner or variation selector after a letter or sign that it may belong to.
fn shapes_what_is_before(before: char, c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
        && !before.is_ascii()
        && (!is_hidden(before) || before == '\u{fe0f}')
}

/// True for controls (C0, C1), marks and overrides of direction, line and paragraph separators, characters without width and ink
/// (Unicode's `Default_Ignorable_Code_Point`, tags among them), and noncharacters.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
        || u32::from(c) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_written_out() {
        for (text, shown) in [
            ("Wash your hands", "Wash your hands"),
            ("Hände 手 יד", "Hände 手 יד"),
            ("a\u{1b}[2Jb\u{7f}", "a\\u{1b}[2Jb\\u{7f}"),
            ("a\u{202e}b\u{2028}c\u{9b}", "a\\u{202e}b\\u{2028}c\\u{9b}"),
            ("a\u{200b}b\u{feff}\u{2060}", "a\\u{200b}b\\u{feff}\\u{2060}"),
            ("a\u{e0041}\u{ffff}\u{10fffe}\u{fdd0}", "a\\u{e0041}\\u{ffff}\\u{10fffe}\\u{fdd0}"),
            ("a\nb\tc", "a\\u{a}b\\u{9}c"),
            // Persian and emoji are written with joiners and selectors; Latin is not.
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("❤\u{fe0f}\u{200d}🔥", "❤\u{fe0f}\u{200d}🔥"),
            ("pay\u{200d}pal", "pay\\u{200d}pal"),
            ("é\u{200d}\u{200d}", "é\u{200d}\\u{200d}"),
        ] {
            assert_eq!(printable(text), shown);
            assert_eq!(printable(&printable(text)), shown, "what is shown is shown as it is");
        }
    }

    #[test]
    fn json_is_read_back_as_it_was() {
        let all: String = (0..=0x10_ffff).filter_map(char::from_u32).filter(|c| is_hidden(*c)).collect();
        let json = printable_json(serde_json::json!({ "all": all, "手": "\u{202e}" }).to_string());
        assert!(!json.contains(is_hidden), "{json}");
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!((&read["all"], &read["手"]), (&all.into(), &"\u{202e}".into()));
    }
}
