//! Addresses that stand bare among words: `www.`, `http://`, `https://` and mail addresses, found as GitHub finds them (GFM 6.9),
//! in Markdown and in plain text alike.
//!
//! `linkify` would not make this smaller: it links every `word.word` or no `www.` at all, and knows neither the punctuation of
//! East Asian sentences nor the check of a [`WebAddress`].

use crate::tree::WebAddress;
use std::ops::Range;

/// One address in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct BareAddress {
    /// Its bytes in the text.
    pub bytes: Range<usize>,
    /// Where it leads. An address without a scheme leads to `https://`.
    pub to: WebAddress,
}

/// The addresses in a text, in order and apart from each other. Time is linear in the text, however hostile it is.
pub fn bare_addresses(text: &str) -> Vec<BareAddress> {
    let bytes = text.as_bytes();
    let mut found: Vec<BareAddress> = Vec::new();
    let mut at = 0;
    while let Some(step) = memchr::memchr3(b':', b'@', b'.', &bytes[at..]) {
        let mark = at + step;
        at = mark + 1;
        let taken = found.last().map_or(0, |address| address.bytes.end);
        let address = match bytes[mark] {
            b':' if bytes[mark..].starts_with(b"://") => web(text, mark, taken),
            b'.' if bytes[taken..mark].last_chunk().is_some_and(|w: &[u8; 3]| w.eq_ignore_ascii_case(b"www")) => {
                www(text, mark - 3)
            }
            b'@' => mail(text, mark, taken),
            _ => None,
        };
        if let Some(address) = address.filter(|address| taken <= address.bytes.start) {
            at = address.bytes.end;
            found.push(address);
        }
    }
    found
}

fn web(text: &str, colon: usize, taken: usize) -> Option<BareAddress> {
    let head = &text.as_bytes()[taken..colon];
    let scheme = head.iter().rev().take(6).take_while(|b| b.is_ascii_alphabetic()).count();
    let start = colon - scheme;
    let known = ["http", "https"].iter().any(|known| text[start..colon].eq_ignore_ascii_case(known));
    if !known || !is_host(host(text, colon + 3)?) {
        return None;
    }
    let end = address_end(text, colon + 3)?;
    let to = WebAddress::new(&text[start..end]).ok()?;
    Some(BareAddress { bytes: start..end, to })
}

fn www(text: &str, start: usize) -> Option<BareAddress> {
    if text[..start].chars().next_back().is_some_and(|c| c.is_alphanumeric() || "/.-_@".contains(c)) {
        return None;
    }
    let host = host(text, start)?;
    if !is_host(host) || host.split('.').filter(|label| !label.is_empty()).count() < 3 && host.len() < 8 {
        return None;
    }
    let end = address_end(text, start)?;
    let to = WebAddress::new(&format!("https://{}", &text[start..end])).ok()?;
    Some(BareAddress { bytes: start..end, to })
}

/// RFC 1035, 2.3.4: no name of a host is longer; a port may follow it.
const LONGEST_HOST: usize = 255 + ":65535".len();

/// The host of an address that would begin at a byte; `None` where it can be none. Judging a candidate by its host keeps the rest
/// of a long word from being scanned again and again.
fn host(text: &str, start: usize) -> Option<&str> {
    let bytes = text.as_bytes();
    let in_brackets = bytes.get(start) == Some(&b'[');
    let is_of_host = |at: usize| match bytes[at] {
        b'-' | b'.' | b'_' | b'~' | b'%' => true,
        b':' => in_brackets || bytes.get(at + 1).is_some_and(u8::is_ascii_digit),
        b'[' | b']' => in_brackets,
        byte => byte.is_ascii_alphanumeric(),
    };
    let mut end = start;
    while end < bytes.len() {
        let length = if bytes[end].is_ascii() { 1 } else { text[end..].chars().next().map_or(1, char::len_utf8) };
        let goes_on = if length == 1 { is_of_host(end) } else { !text[end..].starts_with(ends_address) };
        if !goes_on {
            break;
        }
        end += length;
        if LONGEST_HOST < end - start {
            return None;
        }
    }
    let rest = text[end..].trim_start_matches(|c| matches!(c, '(' | ')') || is_of_sentence(c));
    if rest.is_empty() || rest.starts_with(ends_address) {
        return Some(text[start..end].trim_end_matches(is_of_sentence));
    }
    text[end..].starts_with(['/', '?', '#']).then_some(&text[start..end])
}

/// GFM 6.9: a host has a period, and no underscore in its last two parts.
fn is_host(host: &str) -> bool {
    is_named(host)
        && !host.rsplit('.').take(2).any(|label| label.contains('_'))
        && WebAddress::new(&format!("https://{host}")).is_ok()
}

fn is_named(host: &str) -> bool {
    host.contains('.') && !host.starts_with('.')
}

/// White space, brackets, quotation marks and East Asian punctuation end an address.
fn ends_address(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»')
        || matches!(c as u32, 0x3000..0x3040 | 0xff00..0xffef)
}

/// Signs at the end of an address that belong to the sentence around it.
fn is_of_sentence(c: char) -> bool {
    matches!(c, '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | ';' | '’' | ']' | '…')
}

/// The most bytes of an address; a longer one is none that a reader could follow.
const LONGEST: usize = 2000;

/// The end of an address, without the punctuation of the sentence around it, an entity (`&lt;`), or a closing bracket that nothing
/// in the address opens.
fn address_end(text: &str, start: usize) -> Option<usize> {
    let near = &text[start..text.floor_char_boundary(start + LONGEST)];
    let length = near.find(ends_address).or_else(|| (start + near.len() == text.len()).then_some(near.len()))?;
    let mut address = &near[..length];
    let mut open = address.matches('(').count();
    let mut closed = address.matches(')').count();
    loop {
        let last = address.chars().next_back()?;
        match last {
            ')' if open < closed => closed -= 1,
            '(' => open -= 1,
            ';' if let Some(length) = before_entity(address) => {
                address = &address[..length];
                continue;
            }
            c if is_of_sentence(c) => {}
            _ => break,
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    let host = address.split(['/', '?', '#']).next().unwrap_or_default();
    is_named(host).then_some(start + address.len())
}

/// The length of an address without the entity that it ends with; `None` where it ends with none.
fn before_entity(address: &str) -> Option<usize> {
    let (before, name) = address[..address.len() - 1].rsplit_once('&')?;
    (!name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(before.len())
}

fn mail(text: &str, sign: usize, taken: usize) -> Option<BareAddress> {
    let bytes = text.as_bytes();
    let local = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+');
    let name = sign - bytes[taken..sign].iter().rev().take(64).take_while(local).count();
    let start = if bytes[taken..name].ends_with(b"mailto:") { name - "mailto:".len() } else { name };
    // Half of a longer word or path is no address.
    let is_glued = text[taken..start].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '/');
    let domain = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    let length = bytes[sign + 1..].iter().take(254).take_while(domain).count();
    let host = text[sign + 1..sign + 1 + length].trim_end_matches('.');
    if name == sign || is_glued || !is_named(host) || host.ends_with(['-', '_']) || host.contains("..") {
        return None;
    }
    let end = sign + 1 + host.len();
    let to = WebAddress::new(&format!("mailto:{}", &text[name..end])).ok()?;
    Some(BareAddress { bytes: start..end, to })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        bare_addresses(text).into_iter().map(|found| format!("{} > {}", &text[found.bytes], found.to)).collect()
    }

    #[test]
    fn addresses_end_before_punctuation() {
        for (text, expected) in [
            ("See www.nhs.uk.", "www.nhs.uk > https://www.nhs.uk"),
            ("WWW.nhs.uk/A", "WWW.nhs.uk/A > https://WWW.nhs.uk/A"),
            ("(https://a.org/b_(c))", "https://a.org/b_(c) > https://a.org/b_(c)"),
            ("HTTP://a.org/?q=1&lt; and", "HTTP://a.org/?q=1 > http://a.org/?q=1"),
            ("“https://a.org”", "https://a.org > https://a.org"),
            ("write to a.b+c@clinic-x.org, please", "a.b+c@clinic-x.org > mailto:a.b+c@clinic-x.org"),
            ("mailto:a@b.org", "mailto:a@b.org > mailto:a@b.org"),
            ("https://a.org,", "https://a.org > https://a.org"),
            ("www.a.org: here", "www.a.org > https://www.a.org"),
            ("www.a.org).", "www.a.org > https://www.a.org"),
            ("詳しくはhttps://a.jp。次", "https://a.jp > https://a.jp"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_is_no_address_stays_words() {
        let long = format!("https://a.org/{}", "x".repeat(LONGEST));
        for text in [
            "@name",
            "a@b",
            "http://",
            "www",
            "www.",
            "xhttp://a.org",
            "https://localhost",
            "https://a.b_c.org",
            "a@-",
            "a@b.c-",
            "ünal@b.org",
            "a/b@c.org",
            "w",
            "@",
            long.as_str(),
        ] {
            assert_eq!(found(text), [] as [&str; 0], "{text}");
        }
    }

    #[test]
    fn several_stand_in_one_text() {
        assert_eq!(found("a@b.org https://x.org/a@b.org www.y.org").len(), 3);
    }
}
