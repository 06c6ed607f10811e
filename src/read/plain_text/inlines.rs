//! The words of some lines → inlines: lines joined, addresses turned into links, `*strong*` and `_emphasis_` read.

use super::lines::{Lines, Traits, is_spaceless};
use super::pieces::Shape;
use crate::diagnostic::SourceSpan;
use crate::text::{BareAddress, bare_addresses};
use crate::tree::{Inline, Target, is_collapsible, is_forbidden};
use std::ops::Range;

/// Which inlines may stand in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    Read,
    /// In the title, where no link may stand.
    Left,
}

/// Reads some lines. `skip` is how many bytes of the first one are a marker. Empty where nothing is left.
pub fn inlines(lines: &Lines<'_>, range: Range<usize>, skip: usize, shape: Shape, links: Links) -> Vec<Inline> {
    let at = lines.span(range.clone());
    if shape == Shape::Lines {
        return kept_lines(lines, range, skip, at, links);
    }
    let [first, last] = [lines.list[range.start], lines.list[range.end - 1]];
    let mut text = String::with_capacity(last.end.saturating_sub(first.start + skip));
    append(&mut text, behind(lines, range.start, skip), first.traits);
    let mut traits = first.traits;
    for line in range.start + 1..range.end {
        let (words, here) = (lines.words(line), lines.list[line].traits);
        join(&mut text, words);
        append(&mut text, words, here);
        traits = traits.and(here);
    }
    if text.ends_with(' ') {
        text.truncate(text.trim_end_matches(' ').len());
    }
    let mut list = Vec::new();
    read(text, traits, at, links, &mut list);
    list
}

/// The words of a line behind its marker.
fn behind<'t>(lines: &Lines<'t>, line: usize, skip: usize) -> &'t str {
    let words = lines.words(line);
    if skip == 0 { words } else { words.get(skip..).unwrap_or(words).trim_start() }
}

fn kept_lines(lines: &Lines<'_>, range: Range<usize>, skip: usize, at: SourceSpan, links: Links) -> Vec<Inline> {
    let mut list = Vec::with_capacity(2 * range.len());
    for line in range.clone() {
        let words = behind(lines, line, if line == range.start { skip } else { 0 });
        let mut text = String::with_capacity(words.len());
        append(&mut text, words, lines.list[line].traits);
        if text.is_empty() {
            continue;
        }
        if !list.is_empty() {
            list.push(Inline::Break);
        }
        read(text, lines.list[line].traits, at, links, &mut list);
    }
    list
}

/// Reads a stretch of one line, such as a cell.
pub fn inlines_of(lines: &Lines<'_>, line: usize, bytes: Range<usize>) -> Vec<Inline> {
    let at = lines.span_in(line, bytes.clone());
    let mut text = String::with_capacity(bytes.len());
    append(&mut text, &lines.text[bytes], lines.list[line].traits);
    let mut list = Vec::new();
    read(text, lines.list[line].traits, at, Links::Read, &mut list);
    list
}

/// Adds words, with single spaces and without what the tree does not take.
fn append(text: &mut String, words: &str, traits: Traits) {
    if !traits.any(Traits::UNCLEAN) {
        text.push_str(words);
        return;
    }
    let bytes = words.as_bytes();
    let (mut at, mut kept) = (0, 0);
    let mut after_space = text.is_empty() || text.ends_with(' ');
    while at < bytes.len() {
        let plain = !COULD_BE_UNCLEAN[usize::from(bytes[at])];
        if plain || bytes[at] == b' ' && !after_space {
            after_space = !plain;
            at += 1;
            continue;
        }
        let Some(c) = words[at..].chars().next() else { break };
        let next = at + c.len_utf8();
        if is_collapsible(c) || is_forbidden(c) {
            text.push_str(&words[kept..at]);
            kept = next;
            if !after_space {
                text.push(' ');
            }
            after_space = true;
        } else {
            after_space = false;
        }
        at = next;
    }
    text.push_str(&words[kept..]);
    text.truncate(text.trim_end_matches(' ').len());
}

/// Bytes at which a character may begin that the tree does not take as it is.
const COULD_BE_UNCLEAN: [bool; 256] = {
    let mut unclean = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        unclean[byte] = matches!(byte as u8, 0..=b' ' | 127 | 0xc2 | 0xe1..=0xe3 | 0xef..);
        byte += 1;
    }
    unclean
};

/// What stands between two lines: a space, nothing where the script has none, and nothing behind a hyphen inside a word.
fn join(text: &mut String, next: &str) {
    let Some(first) = next.chars().next() else { return };
    let mut before = text.chars().rev();
    let Some(last) = before.next() else { return };
    let compound =
        last == '-' && first.is_lowercase() && before.next().is_some_and(char::is_alphabetic) && !leads_on(next);
    let spaceless = is_spaceless(last) && is_spaceless(first);
    if !compound && !spaceless {
        text.push(' ');
    }
}

/// `short- and long-term`: the hyphen waits for a word that comes later.
fn leads_on(next: &str) -> bool {
    let word = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    matches!(
        word,
        "and" | "or" | "to" | "und" | "oder" | "bis" | "et" | "ou" | "y" | "o" | "e" | "och" | "og" | "en" | "of"
    )
}

/// Reads joined words into inlines.
fn read(text: String, traits: Traits, at: SourceSpan, links: Links, list: &mut Vec<Inline>) {
    if text.is_empty() {
        return;
    }
    let addresses =
        if links == Links::Read && traits.any(Traits::ADDRESS) { bare_addresses(&text) } else { Vec::new() };
    let spans = if traits.any(Traits::EMPHASIS) { spans(&text, &addresses) } else { Vec::new() };
    if addresses.is_empty() && spans.is_empty() {
        list.reserve_exact(1);
        list.push(Inline::Text(text));
        return;
    }
    let mut writer =
        Writer { text: &text, at, addresses: addresses.into_iter().peekable(), spans: spans.into_iter().peekable() };
    writer.until(text.len(), 0, list);
}

/// Words between marks: the marks' bytes are `outer` without `inner`.
#[derive(Clone, Debug)]
struct Span {
    outer: Range<usize>,
    inner: Range<usize>,
    strong: bool,
}

struct Writer<'t> {
    text: &'t str,
    at: SourceSpan,
    addresses: std::iter::Peekable<std::vec::IntoIter<BareAddress>>,
    spans: std::iter::Peekable<std::vec::IntoIter<Span>>,
}

impl Writer<'_> {
    /// Writes the text from one byte to another.
    fn until(&mut self, end: usize, start: usize, list: &mut Vec<Inline>) {
        let mut at = start;
        loop {
            let address = self.addresses.peek().map_or(usize::MAX, |address| address.bytes.start);
            let span = self.spans.peek().map_or(usize::MAX, |span| span.outer.start);
            let next = address.min(span);
            if end <= next {
                break;
            }
            self.words(at..next, list);
            if address < span {
                let Some(address) = self.addresses.next() else { break };
                at = address.bytes.end;
                let text = vec![Inline::Text(self.text[address.bytes].to_owned())];
                list.push(Inline::Link { to: Target::Web(address.to), text, at: self.at });
            } else {
                let Some(span) = self.spans.next() else { break };
                at = span.outer.end;
                let mut inner = Vec::new();
                self.until(span.inner.end, span.inner.start, &mut inner);
                list.push(if span.strong { Inline::Strong(inner) } else { Inline::Emphasis(inner) });
            }
        }
        self.words(at..end, list);
    }

    fn words(&self, bytes: Range<usize>, list: &mut Vec<Inline>) {
        if !bytes.is_empty() {
            list.push(Inline::Text(self.text[bytes].to_owned()));
        }
    }
}

/// Pairs of `*`, `**` and `_` that stand close around words. One pass; a mark without its other half is a character.
fn spans(text: &str, addresses: &[BareAddress]) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut open: [Option<usize>; 3] = [None; 3];
    let mut spans: Vec<Span> = Vec::new();
    let mut addresses = addresses.iter().peekable();
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'*', b'_', &bytes[at..]) {
        at += found;
        while addresses.next_if(|address| address.bytes.end <= at).is_some() {}
        if let Some(address) = addresses.peek().filter(|address| address.bytes.start <= at) {
            at = address.bytes.end;
            continue;
        }
        let length = bytes[at..].iter().take_while(|&&b| b == bytes[at]).count();
        let end = at + length;
        let kind = match (bytes[at], length) {
            (b'_', 1) => 0,
            (b'*', 1) => 1,
            (b'*', 2) => 2,
            _ => {
                at = end;
                continue;
            }
        };
        let before = text[..at].chars().next_back();
        let after = text[end..].chars().next();
        let opens = before.is_none_or(|c| !c.is_alphanumeric() && c != '*' && c != '_')
            && after.is_some_and(|c| !c.is_whitespace());
        let closes = after.is_none_or(|c| !c.is_alphanumeric()) && before.is_some_and(|c| !c.is_whitespace());
        match open[kind] {
            Some(begin) if closes && begin + length < at => {
                spans.push(Span { outer: begin..end, inner: begin + length..at, strong: kind != 0 });
                // What was opened inside and not closed there is a character.
                for other in &mut open {
                    *other = other.filter(|&opened| opened < begin);
                }
            }
            _ if opens => open[kind] = Some(at),
            _ => {}
        }
        at = end;
    }
    spans.sort_by_key(|span| span.outer.start);
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    fn shown(list: &[Inline]) -> String {
        let mut text = String::new();
        for inline in list {
            match inline {
                Inline::Text(words) => text.push_str(words),
                Inline::Strong(inner) => write!(text, "<b>{}</b>", shown(inner)).unwrap(),
                Inline::Emphasis(inner) => write!(text, "<i>{}</i>", shown(inner)).unwrap(),
                Inline::Link { to: Target::Web(to), text: inner, .. } => {
                    write!(text, "[{}]({to})", shown(inner)).unwrap()
                }
                Inline::Break => text.push('/'),
                other => panic!("{other:?}"),
            }
        }
        text
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let lines = Lines::new(text, 1, 0);
        let list = inlines(&lines, 0..lines.list.len(), 0, Shape::Prose, Links::Read);
        assert_eq!(shown(&list), expected);
    }

    #[test]
    fn marks_count_only_in_pairs_around_words() {
        check("Take it *now*, _not later_.", "Take it <b>now</b>, <i>not later</i>.");
        check("**Never** stop", "<b>Never</b> stop");
        check("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name");
        check("a *b _c* d_", "a <b>b _c</b> d_");
        check("_one *two* three_", "<i>one <b>two</b> three</i>");
        check("*", "*");
        check("___", "___");
    }

    #[test]
    fn addresses_end_before_the_punctuation_of_their_sentence() {
        check(
            "See https://www.nhs.uk/a_b_c (or www.nice.org.uk).",
            "See [https://www.nhs.uk/a_b_c](https://www.nhs.uk/a_b_c) (or [www.nice.org.uk](https://www.nice.org.uk)).",
        );
        check("https://a.org/x_(y), then", "[https://a.org/x_(y)](https://a.org/x_(y)), then");
        check("Write to help@clinic.example.", "Write to [help@clinic.example](mailto:help@clinic.example).");
        check("a@b @c http:// www. ://", "a@b @c http:// www. ://");
        check("www.(a http://a..b/http://c.d?", "www.(a http://a..b/[http://c.d](http://c.d)?");
        check(
            "http://[::1]:80/x http://a.b:80, http://a.b:",
            "http://[::1]:80/x [http://a.b:80](http://a.b:80), [http://a.b](http://a.b):",
        );
        check("詳しくはhttps://a.jp。次", "詳しくは[https://a.jp](https://a.jp)。次");
    }

    #[test]
    fn joined_lines_keep_words_and_compounds() {
        check("a self-\nexamination of short-\nand long  term\tuse", "a self-examination of short- and long term use");
        check("薬は\n毎日 飲みます", "薬は毎日 飲みます");
    }
}
