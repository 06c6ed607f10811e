//! Percent-encoding (RFC 3986, 2.1), for paths that become parts of addresses and back.
//!
//! `percent-encoding` would replace twenty of these lines and none of those in `address.rs`, where escapes are kept.

/// A path as a part of an address: whatever could be taken for anything else is encoded (RFC 3986, 3.3). `/` stays.
pub fn percent_encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            push_escape(&mut encoded, byte);
        }
    }
    encoded
}

/// Adds a byte as an escape: `%C3`.
pub(super) fn push_escape(encoded: &mut String, byte: u8) {
    let hex = |half: u8| char::from(b"0123456789ABCDEF"[usize::from(half)]);
    encoded.extend(['%', hex(byte >> 4), hex(byte & 15)]);
}

/// A text without its percent-encoding; as it was where that does not give UTF-8.
pub fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escape = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        let escape = escape.filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match escape.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_escape_stays() {
        assert_eq!(percent_decoded("%C3%A9%2"), "é%2");
        assert_eq!(percent_decoded("%ff"), "%ff");
        assert_eq!(percent_decoded("%+1é"), "%+1é");
        assert_eq!(percent_decoded("%252e"), "%2e");
    }

    #[test]
    fn a_path_comes_back() {
        for path in ["clinic/eye", "augen für alle/50 %", "眼/?#&"] {
            assert_eq!(percent_decoded(&percent_encoded(path)), path);
        }
    }
}
