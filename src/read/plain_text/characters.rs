//! What kind a character is, as `char` tells it, and which words white space parts, as `str` tells it; both told at once for the
//! letters that most texts are made of.

/// Letters, and marks that belong to letters.
#[inline]
pub fn is_alphabetic(c: char) -> bool {
    match c as u32 {
        0..0x80 => c.is_ascii_alphabetic(),
        number if is_plain_letter(number) => true,
        0x2000..0x2070 => false,
        _ => c.is_alphabetic(),
    }
}

/// Digits and numbers of all scripts.
#[inline]
pub fn is_numeric(c: char) -> bool {
    match c as u32 {
        0..0x80 => c.is_ascii_digit(),
        0xc0..0x660 | 0x2000..0x2070 | 0x3041..0x3100 | 0x4e00..0xa000 | 0xac00..0xd7a4 => false,
        _ => c.is_numeric(),
    }
}

/// Letters and numbers.
#[inline]
pub fn is_alphanumeric(c: char) -> bool {
    match c as u32 {
        0..0x80 => c.is_ascii_alphanumeric(),
        _ => is_alphabetic(c) || is_numeric(c),
    }
}

/// Small letters; scripts of one case have none.
#[inline]
pub fn is_lowercase(c: char) -> bool {
    match c as u32 {
        0..0x80 => c.is_ascii_lowercase(),
        0x400..0x460 => 0x430 <= c as u32,
        number if has_one_case(number) => false,
        _ => c.is_lowercase(),
    }
}

/// Capitals; scripts of one case have none.
#[inline]
pub fn is_uppercase(c: char) -> bool {
    match c as u32 {
        0..0x80 => c.is_ascii_uppercase(),
        0x400..0x460 => (c as u32) < 0x430,
        number if has_one_case(number) => false,
        _ => c.is_uppercase(),
    }
}

/// The small letter of a letter, and any other character itself. `İ` alone has a mark behind its small letter; it is left out.
#[inline]
pub fn lowercase(c: char) -> char {
    let number = c as u32;
    match number {
        0..0x80 => c.to_ascii_lowercase(),
        0x410..0x430 => char::from_u32(number + 0x20).unwrap_or(c),
        0x430..0x460 => c,
        number if has_one_case(number) => c,
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// The words that white space parts.
pub fn parts(words: &str) -> Parts<'_> {
    Parts { rest: words.trim_start() }
}

/// What is left of some words; begins with none of the white space.
#[derive(Clone)]
pub struct Parts<'t> {
    rest: &'t str,
}

impl<'t> Iterator for Parts<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let (part, rest) = self.rest.split_at(first_space(self.rest));
        self.rest = rest.trim_start();
        (!part.is_empty()).then_some(part)
    }
}

/// Where the first white space stands; at the end where none does.
pub fn first_space(words: &str) -> usize {
    let bytes = words.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|byte| BEGINS_SPACE[usize::from(*byte)]) {
        at += found;
        if words[at..].starts_with(char::is_whitespace) {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

/// Bytes that white space may begin with.
const BEGINS_SPACE: [bool; 256] = {
    let mut begins = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        begins[byte] = matches!(byte as u8, b' ' | b'\t'..=b'\r' | 0xc2 | 0xe1..=0xe3);
        byte += 1;
    }
    begins
};

/// Latin, Greek, Cyrillic, Hebrew, Arabic, Kana, Han and Hangul, where they have no gaps.
#[inline]
fn is_plain_letter(number: u32) -> bool {
    match number {
        0xc0..0x2c2 => number != 0xd7 && number != 0xf7,
        0x3a3..0x3f6 | 0x400..0x482 | 0x48a..0x530 | 0x5d0..0x5eb | 0x620..0x658 | 0x66e..0x6d4 => true,
        0x3041..0x3097 | 0x30a1..0x30fb | 0x4e00..0xa000 | 0xac00..0xd7a4 => true,
        _ => false,
    }
}

/// From Hebrew to the scripts of India, and of East Asia.
#[inline]
fn has_one_case(number: u32) -> bool {
    matches!(number, 0x590..0x10a0 | 0x2e80..0xa640 | 0xac00..0xd7a4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_of_the_kind_that_unicode_says() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_alphabetic(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(is_numeric(c), c.is_numeric(), "{c:?}");
            let words = format!("a{c} {c}b");
            assert!(parts(&words).eq(words.split_whitespace()), "{c:?}");
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
            assert_eq!(is_lowercase(c), c.is_lowercase(), "{c:?}");
            assert_eq!(is_uppercase(c), c.is_uppercase(), "{c:?}");
            let small: String = c.to_lowercase().collect();
            assert_eq!(small.strip_prefix(lowercase(c)), Some(if c == 'İ' { "\u{307}" } else { "" }), "{c:?}");
        }
    }
}
