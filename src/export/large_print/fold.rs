//! Signs → ASCII marks and words, for devices that have no others. Letters stay what they are: another spelling is another word.

/// Adds a text to words, each sign as ASCII says it: quotes, dashes, ellipses, fractions, units and arrows.
pub(super) fn push_ascii(words: &mut String, text: &str) {
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if let Some(word) = word(c) {
            if words.ends_with(char::is_alphanumeric) {
                words.push(' ');
            }
            words.push_str(word);
            if characters.peek().is_some_and(|next| next.is_alphanumeric()) {
                words.push(' ');
            }
        } else if let Some(mark) = mark(c) {
            // `1½` is one and a half, not eleven halves.
            if mark.starts_with(|first: char| first.is_ascii_digit())
                && words.ends_with(|last: char| last.is_ascii_digit())
            {
                words.push(' ');
            }
            words.push_str(mark);
        } else {
            words.push(c);
        }
    }
}

/// The word that stands for a sign, apart from what is beside it.
fn word(c: char) -> Option<&'static str> {
    Some(match c {
        '°' => "degrees",
        '€' => "EUR",
        '£' => "GBP",
        '‰' => "per thousand",
        '§' => "section",
        '¶' => "paragraph",
        '№' => "No.",
        _ => return None,
    })
}

/// The marks that stand for a character; `None` for one that stays.
fn mark(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => " ",
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '‵' | 'ʼ' => "'",
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '‶' => "\"",
        '‐' | '\u{2011}' | '‒' | '–' | '−' | '⁃' => "-",
        '—' | '―' => "--",
        '…' => "...",
        '•' | '‣' | '·' | '●' | '▪' | '◦' => "*",
        '½' => "1/2",
        '⅓' => "1/3",
        '⅔' => "2/3",
        '¼' => "1/4",
        '¾' => "3/4",
        '⅕' => "1/5",
        '⅖' => "2/5",
        '⅗' => "3/5",
        '⅘' => "4/5",
        '⅙' => "1/6",
        '⅚' => "5/6",
        '⅛' => "1/8",
        '⅜' => "3/8",
        '⅝' => "5/8",
        '⅞' => "7/8",
        '⁄' | '∕' => "/",
        '×' => "x",
        '÷' => "/",
        '±' => "+/-",
        '≤' => "<=",
        '≥' => ">=",
        '≠' => "!=",
        '≈' => "~",
        // A handwritten or folded u reads as a unit: micro is written `mc`, as prescriptions do.
        'µ' => "mc",
        '©' => "(c)",
        '®' => "(R)",
        '™' => "(TM)",
        '→' => "->",
        '←' => "<-",
        '↑' => "(up)",
        '↓' => "(down)",
        '✓' | '✔' => "(yes)",
        '✗' | '✘' => "(no)",
        '²' => "^2",
        '³' => "^3",
        '¹' => "^1",
        '†' => "+",
        '‡' => "++",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_become_marks_or_words_and_letters_stay() {
        for (text, ascii) in [
            ("“It’s – well…”", "\"It's - well...\""),
            ("1½ tablets, ½ cup", "1 1/2 tablets, 1/2 cup"),
            ("25 µg ≥ 5 %", "25 mcg >= 5 %"),
            ("naïve Ελλάδα", "naïve Ελλάδα"),
            ("a—b", "a--b"),
            ("20 °C, 20°C, 45°.", "20 degrees C, 20 degrees C, 45 degrees."),
            ("€5, 5 €, 10 m²", "EUR 5, 5 EUR, 10 m^2"),
        ] {
            let mut words = String::new();
            push_ascii(&mut words, text);
            assert_eq!(words, ascii);
        }
    }
}
