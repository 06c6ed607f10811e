//! File names → one form for all spellings that some system treats as the same file. Knows no file system.
//!
//! Systems differ in two ways: whether case counts, and whether an accented letter is one character (`é`, as Linux and Windows keep
//! what is typed) or a letter and a combining accent (as macOS writes names).

use icu_normalizer::DecomposingNormalizerBorrowed;

/// A name in lower case and normalization form D (UAX #15).
pub fn folded(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    DecomposingNormalizerBorrowed::new_nfd().normalize(&name.to_lowercase()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_some_system_takes_for_the_same_fold_to_the_same() {
        for (one, other) in [
            ("Eye", "eYE"),
            ("caf\u{e9}", "cafe\u{301}"),
            ("CAF\u{c9}", "cafe\u{301}"),
            ("thu\u{1ed1}c", "thuo\u{302}\u{301}c"),
            ("o\u{323}\u{302}", "o\u{302}\u{323}"),
            ("\u{ac15}\u{c544}", "\u{1100}\u{1161}\u{11bc}\u{110b}\u{1161}"),
            ("\u{304c}", "\u{304b}\u{3099}"),
            ("\u{439}", "\u{438}\u{306}"),
            ("\u{212b}", "A\u{30a}"),
        ] {
            assert_eq!(folded(one), folded(other), "{one:?} {other:?}");
        }
        for (one, other) in [("cafe", "caf\u{e9}"), ("\u{438}", "\u{439}"), ("a", "b"), ("\u{ac15}", "\u{ac16}")] {
            assert_ne!(folded(one), folded(other), "{one:?} {other:?}");
        }
    }
}
