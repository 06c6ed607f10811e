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

/// Whether a character may begin at a byte that is a line end of another system or may not stand in a tree. It is told without a branch.
fn could_be_special(byte: u8) -> bool {
    let control = (byte < 32) & (byte != b'\t') & (byte != b'\n') & (byte != 0xc);
    control | (byte == 127) | (byte == 0xc2) | (byte == 0xe2) | (byte == 0xef) | (0xf0 <= byte)
}

/// As [`could_be_special`], by the two bytes behind it too.
fn may_be_special([byte, next, last]: [u8; 3]) -> bool {
    let common = (byte == 0xc2) & (0xa0 <= next)
        | (byte == 0xe2) & ((next != 0x80) | (last != 0xa8) & (last != 0xa9))
        | (byte == 0xef) & (next != 0xb7) & (next != 0xbb) & (next != 0xbf);
    could_be_special(byte) & !common
}

/// The next such character at or behind a byte.
fn special(bytes: &[u8], from: usize) -> Option<usize> {
    const BLOCK: usize = 32;
    let mut at = from;
    loop {
        // Most blocks hold none: they are told without a branch for each byte, so that the compiler takes a block at a time.
        let [here, next, last] =
            [0, 1, 2].map(|ahead| bytes.get(at + ahead..).unwrap_or_default().as_chunks::<BLOCK>().0);
        let special = |block: usize| {
            let could_be = here[block].iter().fold(false, |any, byte| any | could_be_special(*byte));
            let triples = here[block].iter().zip(&next[block]).zip(&last[block]);
            could_be && triples.fold(false, |any, ((byte, next), last)| any | may_be_special([*byte, *next, *last]))
        };
        at += (0..last.len()).find(|&block| special(block)).unwrap_or(last.len()) * BLOCK;
        let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
        let may_be =
            |&at: &usize| could_be_special(bytes[at]) && may_be_special([bytes[at], byte(at + 1), byte(at + 2)]);
        at = (at..bytes.len()).find(may_be)?;
        let is_it = matches!(
            &bytes[at..],
            [0..=127, ..]
                | [0xc2, 0x80..=0x9f, ..]
                | [0xe2, 0x80, 0xa8 | 0xa9, ..]
                | [0xef, 0xbb, 0xbf, ..]
                | [0xef, 0xb7, 0x90..=0xaf, ..]
                | [0xef, 0xbf, 0xbe | 0xbf, ..]
                | [0xf0..=0xf4, _, 0xbf, 0xbe | 0xbf, ..]
        );
        if is_it {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::MOST_PER_RULE;

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
    fn many_complaints_are_a_hundred_and_a_count() {
        let mut diagnostics = Vec::new();
        let text = cleaned("\0\n".repeat(1000), &mut diagnostics);
        assert_eq!((text.len(), diagnostics.len()), (1000, MOST_PER_RULE));
        assert_eq!(diagnostics.iter().map(Diagnostic::count).sum::<usize>(), 1000);
    }
}
