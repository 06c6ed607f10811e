//! Numbers as an ordered list counts them. Knows no format: the marks around a number are each format's own.

use super::Numbering;

impl Numbering {
    /// The number in figures or letters: `3`, `c`, `C`, `iii`, `III`. Where letters or numerals have no such number (0, or more
    /// than 3999 in Roman ones) it is written in figures, as in browsers.
    pub fn figure(self, number: u32) -> String {
        match self {
            Numbering::Decimal => number.to_string(),
            Numbering::LowerAlpha => letters(number),
            Numbering::UpperAlpha => letters(number).to_ascii_uppercase(),
            Numbering::LowerRoman => roman(number),
            Numbering::UpperRoman => roman(number).to_ascii_uppercase(),
        }
    }
}

/// `a` to `z`, then `aa`.
fn letters(number: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = number;
    while rest > 0 {
        rest -= 1;
        letters.push(b'a' + (rest % 26) as u8);
        rest /= 26;
    }
    if letters.is_empty() { number.to_string() } else { letters.into_iter().rev().map(char::from).collect() }
}

fn roman(number: u32) -> String {
    const NUMERALS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number == 0 || number > 3999 {
        return number.to_string();
    }
    let mut rest = number;
    let mut roman = String::new();
    for (value, numeral) in NUMERALS {
        while rest >= value {
            roman.push_str(numeral);
            rest -= value;
        }
    }
    roman
}

/// The value of a roman numeral in one case, up to 399; `None` for anything else.
pub fn roman_value(name: &str) -> Option<u32> {
    if !name.starts_with(['I', 'V', 'X', 'L', 'C', 'i', 'v', 'x', 'l', 'c']) {
        return None;
    }
    let upper = name.bytes().all(|b| b.is_ascii_uppercase());
    if name.is_empty() || name.len() > 12 || !upper && !name.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let digit = |b: u8| match b.to_ascii_uppercase() {
        b'I' => Some(1),
        b'V' => Some(5),
        b'X' => Some(10),
        b'L' => Some(50),
        b'C' => Some(100),
        _ => None,
    };
    let (mut value, mut behind) = (0_i64, 0);
    for byte in name.bytes().rev() {
        let digit = digit(byte)?;
        value += if digit < behind { -digit } else { digit };
        behind = digit;
    }
    let value = u32::try_from(value).ok()?;
    (value <= 399 && roman(value).eq_ignore_ascii_case(name)).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_numerals_count() {
        for (number, alpha, numeral) in [
            (1, "a", "i"),
            (26, "z", "xxvi"),
            (27, "aa", "xxvii"),
            (703, "aaa", "dcciii"),
            (0, "0", "0"),
            (1994, "bxr", "mcmxciv"),
        ] {
            assert_eq!(Numbering::LowerAlpha.figure(number), alpha);
            assert_eq!(Numbering::LowerRoman.figure(number), numeral);
        }
        assert_eq!(Numbering::UpperRoman.figure(4000), "4000");
    }

    #[test]
    fn roman_numerals_are_written_one_way() {
        for (name, value) in [("i", 1), ("iv", 4), ("XIV", 14), ("xc", 90), ("XLIX", 49)] {
            assert_eq!(roman_value(name), Some(value));
        }
        for name in ["iiii", "IVI", "Iv", "", "ic", "mm"] {
            assert_eq!(roman_value(name), None, "{name}");
        }
    }
}
