//! Web, mail and telephone addresses: made only by their check. Knows no network.

use super::percent::push_escape;
use super::words::{Malformed, checked_string};
use serde::{Deserialize, Serialize};
use std::fmt;

checked_string! {
    /// An absolute address with one of the schemes `http`, `https`, `mailto` and `tel`, and only characters that a URL may
    /// hold (RFC 3986): what others there were are percent-encoded.
    WebAddress
}

impl WebAddress {
    /// Checks the scheme and percent-encodes what may not be in an address.
    pub fn new(text: &str) -> Result<WebAddress, Malformed> {
        let malformed = || Malformed(format!("`{text}` is not a web, mail or telephone address"));
        let text = text.trim();
        let (scheme, rest) = text.split_once(':').ok_or_else(malformed)?;
        let scheme = scheme.to_ascii_lowercase();
        let well_formed = match scheme.as_str() {
            "http" | "https" => is_web_authority(rest),
            "mailto" => rest.contains('@') || rest.starts_with('?'),
            "tel" => rest.contains(|c: char| c.is_ascii_digit()),
            _ => false,
        };
        if !well_formed {
            return Err(malformed());
        }
        Ok(WebAddress(format!("{scheme}:{}", address_encoded(rest))))
    }

    /// As people write it: without the scheme, and without a slash at its end.
    pub fn in_words(&self) -> &str {
        without_scheme(&self.0)
    }

    /// True if the words of a link say where it leads.
    pub fn is_said_by(&self, words: &str) -> bool {
        words.contains(self.in_words()) || without_scheme(words) == self.in_words()
    }
}

fn without_scheme(address: &str) -> &str {
    let schemes = ["https://", "http://", "mailto:", "tel:"];
    let short = schemes.iter().find_map(|scheme| address.strip_prefix(scheme)).unwrap_or(address);
    short.strip_suffix('/').unwrap_or(short)
}

/// True if `rest`, which follows `http:`, is `//` and a host that URL parsers accept (URL Standard, 3.5): no name and password, no empty
/// label, an IP address only where it is one, a port below 65,536.
fn is_web_authority(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix("//") else {
        return false;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = match authority.rsplit_once(':') {
        Some((name, port)) if !authority.ends_with(']') => (name, port),
        _ => (authority, ""),
    };
    let digits = port.bytes().all(|b| b.is_ascii_digit());
    digits && (port.is_empty() || port.parse::<u16>().is_ok()) && is_host(name)
}

fn is_host(name: &str) -> bool {
    if let Some(address) = name.strip_prefix('[') {
        return address.strip_suffix(']').is_some_and(|address| address.parse::<std::net::Ipv6Addr>().is_ok());
    }
    if name.is_ascii() && !name.contains('%') {
        return is_plain_host(name);
    }
    let plain = |bytes: Vec<u8>| idna::domain_to_ascii_cow(&bytes, idna::AsciiDenyList::URL).ok().map(String::from);
    unescaped(name).and_then(plain).is_some_and(|plain| is_plain_host(&plain))
}

fn is_plain_host(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    let last = name.rsplit('.').next().unwrap_or_default();
    if !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit()) {
        return name.parse::<std::net::Ipv4Addr>().is_ok();
    }
    name.split('.').all(|label| !label.is_empty())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b))
}

/// The bytes of a host that was given escapes when it was first read; `None` where one stands for anything but a letter of
/// another script.
fn unescaped(name: &str) -> Option<Vec<u8>> {
    let mut parts = name.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let escape = u8::from_str_radix(part.get(..2)?, 16).ok().filter(|byte| !byte.is_ascii())?;
        bytes.push(escape);
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    Some(bytes)
}

/// RFC 3986, 2: encodes every byte that may not be in a URL; `%` stays where it begins an escape; a second `#` is encoded, and
/// so are brackets anywhere but around an IP address.
fn address_encoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let host_end = if text.starts_with("//[") { text.find(']').map_or(0, |end| end + 1) } else { 0 };
    let mut encoded = String::with_capacity(text.len());
    let mut fragment = false;
    for (at, byte) in bytes.iter().copied().enumerate() {
        let escape = byte == b'%' && bytes.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        let hash = byte == b'#' && !fragment;
        fragment |= byte == b'#';
        let bracket = matches!(byte, b'[' | b']') && at < host_end;
        if byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(&byte) || escape || hash || bracket {
            encoded.push(byte as char);
        } else {
            push_escape(&mut encoded, byte);
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_a_known_scheme_and_legal_characters() {
        for (text, address) in [
            ("HTTPS://nhs.uk/ü b?q=[1]#a#b", "https://nhs.uk/%C3%BC%20b?q=%5B1%5D#a%23b"),
            ("mailto:a@b.org", "mailto:a@b.org"),
            ("tel:+44 20", "tel:+44%2020"),
            ("http://[::1]:80/%20%", "http://[::1]:80/%20%25"),
            ("http://é.org", "http://%C3%A9.org"),
            ("http://%C3%A9.org", "http://%C3%A9.org"),
            (
                "http://परीक्षा.भारत",
                "http://%E0%A4%AA%E0%A4%B0%E0%A5%80%E0%A4%95%E0%A5%8D%E0%A4%B7%E0%A4%BE.%E0%A4%AD%E0%A4%BE%E0%A4%B0%E0%A4%A4",
            ),
        ] {
            assert_eq!(WebAddress::new(text).unwrap().as_str(), address);
        }
        for text in [
            "javascript:x",
            "http:a",
            "https://",
            "ftp://a",
            "mailto:",
            "/x",
            "http://a b/",
            "http://x:port/",
            "//a",
            "http://%20.org",
            "http://x:65536/",
            "http://me:word@a.org/",
            "http://a..org/",
            "http://[g::1]/",
            "http://1.2.3.4.5/",
            "http://256.1.1.1/",
            "http://./",
            "http://nhs\u{b4}uk/",
            "http://nhs\u{fffd}uk/",
            "http://nhs%EF%BF%BDuk/",
            "http://nhs%C3uk/",
        ] {
            assert!(WebAddress::new(text).is_err(), "{text}");
        }
    }

    #[test]
    fn words_that_say_an_address_are_known() {
        for (address, words, said) in [
            ("https://example.org/", "example.org", true),
            ("https://example.org/a", "https://example.org/a/", true),
            ("mailto:me@example.org", "Write to me@example.org", true),
            ("https://example.org/a", "example.org", false),
        ] {
            assert_eq!(WebAddress::new(address).unwrap().is_said_by(words), said, "{address}");
        }
    }
}
