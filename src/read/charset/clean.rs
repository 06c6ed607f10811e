//! The line ends of every system → `\n`; control characters left out. Knows no charset.

use super::Complaints;
use crate::diagnostic::{Diagnostic, Rule};
use crate::tree::is_forbidden;

/// Ends every line with `\n` and leaves control characters out; form feeds stay, since they part pages. Says which lines had any.
pub(in crate::read) fn cleaned(text: String, diagnostics: &mut Vec<Diagnostic>) -> String {
    let bytes = text.as_bytes();
    let Some(first) = special(bytes, 0) else { return text };
    let mut clean = String::with_capacity(text.len());
    let mut complaints = Complaints::new(Rule::ControlCharacter);
    let (mut at, mut next) = (0, Some(first));
    while let Some(found) = next {
        clean.push_str(&text[at..found]);
        let c = text[found..].chars().next().unwrap_or('\n');
        at = found + c.len_utf8();
        match c {
            '\r' => {
                // CR LF, CR CR LF (a file converted twice) and CR alone end one line.
                if bytes.get(at..at + 2) == Some(b"\r\n") {
                    at += 2;
                } else if bytes.get(at) == Some(&b'\n') {
                    at += 1;
                }
                clean.push('\n');
            }
            '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
            c if is_forbidden(c) => complaints
                .add(&clean, diagnostics, || format!("the control character U+{:04X} was left out", u32::from(c))),
            c => clean.push(c),
        }
        next = special(bytes, at);
    }
    clean.push_str(&text[at..]);
    complaints.finish(diagnostics);
    clean
}

/// Whether a character may begin at a byte that is a line end of another system or may not stand in a tree; 0 where none does. It is
/// told without a branch.
fn could_be_special(byte: u8) -> u8 {
    let control = u8::from(byte < 32) & u8::from(byte != b'\t') & u8::from(byte != b'\n') & u8::from(byte != 0xc);
    let lead = u8::from(byte == 0xc2) | u8::from(byte == 0xe2) | u8::from(byte == 0xef) | u8::from(0xf0 <= byte);
    control | lead | u8::from(byte == 127)
}

/// The next such character at or behind a byte.
fn special(bytes: &[u8], from: usize) -> Option<usize> {
    const BLOCK: usize = 32;
    let mut at = from;
    loop {
        // Most blocks hold none: they are told without a branch for each byte, so that the compiler takes a block at a time.
        let (blocks, _) = bytes[at..].as_chunks::<BLOCK>();
        let special = |block: &[u8; BLOCK]| block.iter().fold(0, |any, &byte| any | could_be_special(byte)) != 0;
        at += blocks.iter().position(special).unwrap_or(blocks.len()) * BLOCK;
        at += bytes[at..].iter().position(|&byte| could_be_special(byte) != 0)?;
        let is_special = matches!(
            &bytes[at..],
            [0..=127, ..]
                | [0xc2, 0x80..=0x9f, ..]
                | [0xe2, 0x80, 0xa8 | 0xa9, ..]
                | [0xef, 0xbb, 0xbf, ..]
                | [0xef, 0xb7, 0x90..=0xaf, ..]
                | [0xef, 0xbf, 0xbe | 0xbf, ..]
                | [0xf0..=0xf4, _, 0xbf, 0xbe | 0xbf, ..]
        );
        if is_special {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::MOST;
    use super::*;

    #[track_caller]
    fn check(text: &str, clean: &str, rules: &[Rule]) {
        let mut diagnostics = Vec::new();
        assert_eq!(cleaned(text.to_owned(), &mut diagnostics), clean);
        assert_eq!(diagnostics.iter().map(|diagnostic| diagnostic.rule).collect::<Vec<_>>(), rules, "{diagnostics:?}");
    }

    #[test]
    fn every_kind_of_line_end_becomes_one() {
        check("a\r\nb\rc\u{85}d\u{2028}e\u{2029}f\u{b}g\r\r\nh\n", "a\nb\nc\nd\ne\nf\ng\nh\n", &[]);
        check("a\0b\nc\x1b\x07d\x0c\n", "ab\ncd\x0c\n", &[Rule::ControlCharacter, Rule::ControlCharacter]);
        check("a\u{feff}b\u{ffff}\u{fdd0}\u{1ffff}\n", "ab\n", &[Rule::ControlCharacter]);
    }

    #[test]
    fn a_million_complaints_are_a_hundred() {
        let mut diagnostics = Vec::new();
        let text = cleaned("\0\n".repeat(1000), &mut diagnostics);
        assert_eq!((text.len(), diagnostics.len()), (1000, MOST + 1));
    }
}
