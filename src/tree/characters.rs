//! Single characters: white space, the characters that no edition may hold, and what is put in place of those.
//!
//! A character is never left out where two words, or two halves of a number, would become one: a space is put there.

use std::borrow::Cow;

/// White space that joins into one space. The no-break spaces (U+00A0, U+202F) are characters like any other.
pub fn is_collapsible(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

/// True for a line of nothing but white space, of any kind that Unicode has (property White_Space).
pub fn is_blank(line: &str) -> bool {
    line.chars().all(char::is_whitespace)
}

/// Characters that no edition may hold: controls, noncharacters (XML 1.0, 2.2) and U+FEFF, which is a mark of the encoding.
/// Tab and line end are controls too.
pub fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{fdd0}'..='\u{fdef}')
        || (c as u32) & 0xfffe == 0xfffe
}

/// True for a forbidden character that is not white space: it has to be replaced or left out.
pub fn is_unprintable(c: char) -> bool {
    is_forbidden(c) && !c.is_whitespace()
}

/// The character that a C1 control means (U+0080–U+009F; HTML, 13.2.5.80): the one at its place in Windows-1252. `None` for the
/// five places that Windows-1252 leaves empty, and for every other character.
pub fn windows_1252(c: char) -> Option<char> {
    const MEANT: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', //
        '\0', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    let place = u32::from(c).checked_sub(0x80)?;
    MEANT.get(place as usize).copied().filter(|meant| *meant != '\0')
}

/// True where leaving out what stands between two characters would make one word or number of two. Brackets count as parts of a
/// word where they may be the end of a link or a tag.
pub fn joins_words(before: char, after: char) -> bool {
    let is_part = |c: char| match c {
        c if c.is_ascii() => c.is_ascii_alphanumeric(),
        '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' => false,
        c => !c.is_whitespace() && !is_forbidden(c),
    };
    (is_part(before) || ")]}>;%".contains(before)) && (is_part(after) || "([<&\\$".contains(after))
}

/// A text without unprintable characters. A C1 control becomes what it means in Windows-1252, any other is left out, or becomes a
/// space between two words. White space stays as it is, U+0085 too.
pub fn without_unprintable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut left_out = false;
    for c in text.chars() {
        let c = windows_1252(c).filter(|_| !c.is_whitespace()).unwrap_or(c);
        if is_unprintable(c) {
            left_out = true;
            continue;
        }
        let before = clean.chars().next_back().filter(|_| std::mem::take(&mut left_out));
        if before.is_some_and(|before| joins_words(before, c)) {
            clean.push(' ');
        }
        clean.push(c);
    }
    Cow::Owned(clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c1_controls_mean_what_windows_1252_has() {
        for byte in 0x80..=0x9f_u8 {
            let bytes = [byte];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
            let meant = text.chars().next().filter(|c| !c.is_control());
            assert_eq!(windows_1252(char::from(byte)), meant, "{byte:x}");
        }
        assert_eq!((windows_1252('\u{7f}'), windows_1252('\u{a0}'), windows_1252('a')), (None, None, None));
    }

    #[test]
    fn nothing_is_glued_and_nothing_forbidden_stays() {
        for (text, clean) in [
            ("10\u{96}20 mg", "10–20 mg"),
            ("10\u{1}20 mg", "10 20 mg"),
            ("10\u{1}\u{81}\u{7f}20", "10 20"),
            ("a\u{feff}b\u{ffff}\u{fdd0}\u{1ffff}", "a b"),
            ("\0a\0 b\0.\0", "a b."),
            ("é\u{fffe}é", "é é"),
            ("cafe\u{301}\u{1}au", "cafe\u{301} au"),
            ("5\u{1}€", "5 €"),
            ("1\u{85}2\n\t", "1\u{85}2\n\t"),
        ] {
            assert_eq!(without_unprintable(text), clean, "{text:?}");
        }
    }
}
