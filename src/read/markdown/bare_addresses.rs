//! Addresses that stand bare among words: `www.`, `http://`, `https://` and mail addresses, found as GitHub finds them (GFM 6.9).

use crate::tree::WebAddress;
use std::ops::Range;

/// An address that is longer than this in bytes is none that a reader could follow.
const LONGEST: usize = 2000;

/// The stretches of a text that are addresses, in order, and where each leads.
pub(super) fn bare_addresses(text: &str) -> Vec<(Range<usize>, WebAddress)> {
    let mut found: Vec<(Range<usize>, WebAddress)> = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(['w', 'W', 'h', 'H', '@']).map(|at| from + at) {
        let free_from = found.last().map_or(0, |(range, _)| range.end);
        let address = if text.as_bytes()[at] == b'@' { mail(text, at, free_from) } else { web(text, at) };
        from = at + 1;
        if let Some((range, address)) = address.filter(|(range, _)| range.start >= free_from) {
            from = range.end;
            found.push((range, address));
        }
    }
    found
}

/// A web address that begins at `start`.
fn web(text: &str, start: usize) -> Option<(Range<usize>, WebAddress)> {
    let before = text[..start].chars().next_back();
    if before.is_some_and(|c| !c.is_whitespace() && !"*_~(\"'“‘«[".contains(c)) {
        return None;
    }
    let rest = &text[start..];
    let scheme = ["https://", "http://", "www."]
        .into_iter()
        .find(|scheme| rest.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)))?;
    let skipped = if scheme == "www." { 0 } else { scheme.len() };
    let domain =
        rest[skipped..].find(|c: char| !c.is_alphanumeric() && !"-_.".contains(c)).unwrap_or(rest.len() - skipped);
    if !is_domain(rest[skipped..skipped + domain].trim_end_matches(['.', '_'])) {
        return None;
    }
    let address = if rest[skipped + domain..].starts_with(['/', '?', '#', ':']) {
        let near = &rest[..rest.floor_char_boundary(LONGEST)];
        let length = near.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(near.len());
        if length == near.len() && near.len() < rest.len() {
            return None;
        }
        &near[..length]
    } else {
        &rest[..skipped + domain]
    };
    let address = without_punctuation(address);
    let absolute = if scheme == "www." { format!("http://{address}") } else { address.to_owned() };
    Some((start..start + address.len(), WebAddress::new(&absolute).ok()?))
}

/// GFM 6.9: at least one period, and no underscore in the last two parts.
fn is_domain(domain: &str) -> bool {
    let parts: Vec<&str> = domain.split('.').collect();
    let written = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
    parts.len() > 1 && parts.iter().all(written) && parts.iter().rev().take(2).all(|part| !part.contains('_'))
}

/// GFM 6.9: punctuation at the end is not part of an address, nor a closing bracket that nothing in it opens, nor what looks
/// like an entity. An address of another script's quotation marks ends before them.
fn without_punctuation(address: &str) -> &str {
    let mut address = address;
    let mut open = address.matches('(').count() as isize - address.matches(')').count() as isize;
    while let Some(last) = address.chars().next_back() {
        match last {
            ')' if open < 0 => open += 1,
            ';' => {
                let entity = address[..address.len() - 1].rfind('&').filter(|at| {
                    let name = &address[at + 1..address.len() - 1];
                    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric())
                });
                if let Some(at) = entity {
                    address = &address[..at];
                    continue;
                }
            }
            _ if "?!.,:*_~'\"”’»]。、，；：！？".contains(last) => {}
            _ => break,
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address
}

/// A mail address around the `@` at `at`.
fn mail(text: &str, at: usize, free_from: usize) -> Option<(Range<usize>, WebAddress)> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || ".-_+".contains(c);
    let local = text[free_from..at].chars().rev().take(64).take_while(|c| is_local(*c)).count();
    let is_domain = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    let domain = text[at + 1..].chars().take(255).take_while(|c| is_domain(*c)).count();
    let domain = text[at + 1..at + 1 + domain].trim_end_matches(['.']);
    let start = at - local;
    let glued = text[free_from..start].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '/');
    if local == 0 || glued || !domain.contains('.') || domain.ends_with(['-', '_']) || domain.contains("..") {
        return None;
    }
    let range = start..at + 1 + domain.len();
    let address = WebAddress::new(&format!("mailto:{}", &text[range.clone()])).ok()?;
    Some((range, address))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        bare_addresses(text).into_iter().map(|(range, to)| format!("{} > {to}", &text[range])).collect()
    }

    #[test]
    fn addresses_end_before_punctuation() {
        for (text, expected) in [
            ("See www.nhs.uk.", "www.nhs.uk > http://www.nhs.uk"),
            ("(https://a.org/b_(c))", "https://a.org/b_(c) > https://a.org/b_(c)"),
            ("HTTP://a.org/?q=1&lt; and", "HTTP://a.org/?q=1 > http://a.org/?q=1"),
            ("“https://a.org”", "https://a.org > https://a.org"),
            ("write to a.b+c@clinic-x.org, please", "a.b+c@clinic-x.org > mailto:a.b+c@clinic-x.org"),
            ("https://a.org,", "https://a.org > https://a.org"),
            ("www.a.org: here", "www.a.org > http://www.a.org"),
            ("www.a.org).", "www.a.org > http://www.a.org"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_is_no_address_stays_words() {
        for text in ["@name", "a@b", "http://", "www", "xhttp://a.org", "https://localhost", "a@-", "a@b.c-", "w", "@"]
        {
            assert_eq!(found(text), [] as [&str; 0], "{text}");
        }
    }

    #[test]
    fn several_stand_in_one_text() {
        assert_eq!(found("a@b.org https://x.org/a@b.org www.y.org").len(), 3);
    }
}
