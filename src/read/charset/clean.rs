//! The line ends of every system → `\n`; control characters replaced or left out; blank lines empty. Knows no charset.

use super::complaints::Complaints;
use crate::diagnostic::{Diagnostic, Rule};
use crate::tree::{is_blank, is_forbidden, joins_words, windows_1252};
use std::ops::Range;

/// Ends every line with `\n`, and replaces control characters or leaves them out; form feeds stay, since they part pages. Reports
/// the lines that had any. A line of nothing but white space beyond ASCII is emptied: no syntax sees that it is blank.
pub(in crate::read) fn cleaned(text: String, diagnostics: &mut Vec<Diagnostic>) -> String {
    emptied(without_controls(text, diagnostics))
}

fn without_controls(text: String, diagnostics: &mut Vec<Diagnostic>) -> String {
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
            c if is_forbidden(c) => {
                let instead = windows_1252(c).or(parts_words(&clean, &text[at..]).then_some(' '));
                complaints.add(&clean, diagnostics, || complaint(c, instead));
                clean.extend(instead);
            }
            c => clean.push(c),
        }
        next = special(bytes, at);
    }
    clean.push_str(&text[at..]);
    complaints.finish(diagnostics);
    clean
}

fn complaint(c: char, instead: Option<char>) -> String {
    let name = format!("the control character U+{:04X}", u32::from(c));
    match instead {
        None => format!("{name} was left out"),
        Some(' ') => format!("{name} was replaced by a space"),
        Some(meant) => format!("{name} was replaced by `{meant}`, which it is in Windows-1252"),
    }
}

/// True where two texts would become one word if nothing stood between them. Marks of emphasis and further control characters
/// are looked past, but no more than a few, so that hostile text takes linear time.
fn parts_words(before: &str, after: &str) -> bool {
    const FURTHEST: usize = 32;
    let is_word = |c: &char| !matches!(c, '*' | '_' | '~' | '`');
    let before = before.chars().rev().take(FURTHEST).find(is_word);
    let after = after.chars().take(FURTHEST).find(|c| is_word(c) && (!is_forbidden(*c) || c.is_whitespace()));
    before.zip(after).is_some_and(|(before, after)| joins_words(before, after))
}

/// Empties lines that are blank but for white space beyond ASCII. A line with a form feed stays: it ends a page.
fn emptied(text: String) -> String {
    if text.is_ascii() {
        return text;
    }
    let blank: Vec<Range<usize>> = blank_beyond_ascii(&text).collect();
    if blank.is_empty() {
        return text;
    }
    let mut clean = String::with_capacity(text.len());
    let mut kept = 0;
    for line in blank {
        clean.push_str(&text[kept..line.start]);
        kept = line.end;
    }
    clean.push_str(&text[kept..]);
    clean
}

/// The lines, without their ends, that have nothing but white space, some of it beyond ASCII.
fn blank_beyond_ascii(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', bytes).map(|end| end + 1));
    starts.filter_map(move |start| {
        let inked = bytes[start..].iter().position(|byte| !matches!(byte, b' ' | b'\t'))?;
        // White space beyond ASCII begins with one of these.
        if !matches!(bytes[start + inked], 0xc2 | 0xe1..=0xe3) {
            return None;
        }
        let end = memchr::memchr(b'\n', &bytes[start..]).map_or(text.len(), |length| start + length);
        let line = &text[start..end];
        (is_blank(line) && !line.contains('\u{c}')).then_some(start..end)
    })
}

/// True if a byte may start a character that is a foreign line end or forbidden in a tree. Without a branch.
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
    }

    #[test]
    fn control_characters_part_words_or_mean_another() {
        let one = [Rule::ControlCharacter];
        for (text, clean) in [
            ("a\0b\n", "a b\n"),
            ("c\x1b\x07d\x0c\n", "c d\x0c\n"),
            ("a\u{feff}b\u{ffff}\u{fdd0}\u{1ffff}\n", "a b\n"),
            ("Take 1\u{96}2 tablets \u{93}now\u{94}\n", "Take 1–2 tablets “now”\n"),
            ("10\u{81}20", "10 20"),
            ("*10*\u{1}20, **10**\u{1}**20**", "*10* 20, **10** **20**"),
            ("\u{1}a \u{7f}b\u{fffe} c\u{90}.", "a b c."),
            ("<b>1</b>\0<b>2</b>", "<b>1</b> <b>2</b>"),
        ] {
            check(text, clean, &one);
        }
    }

    #[test]
    fn blank_lines_are_empty_whatever_white_space_they_have() {
        for c in ('\0'..=char::MAX).filter(|c| c.is_whitespace() && !c.is_ascii()) {
            let ends_line = matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}');
            let (clean, inner) = if ends_line { ("a\n\n\nb", "a\nb") } else { ("a\n\nb", "a{c}b") };
            check(&format!("a\n{c}\nb"), clean, &[]);
            check(&format!("a{c}b"), &inner.replace("{c}", &c.to_string()), &[]);
            if !ends_line {
                check(&format!("{c} \t{c}\na\n\t{c}"), "\na\n", &[]);
                check(&format!("{c}\x0c\na"), &format!("{c}\x0c\na"), &[]);
            }
        }
    }

    #[test]
    fn many_complaints_are_a_hundred_and_a_count() {
        let mut diagnostics = Vec::new();
        let text = cleaned("\0\n".repeat(1000), &mut diagnostics);
        assert_eq!((text.len(), diagnostics.len()), (1000, MOST_PER_RULE));
        assert_eq!(diagnostics.iter().map(Diagnostic::count).sum::<usize>(), 1000);
    }
}
