//! Names and text as a PDF spells them.

use lopdf::{Object, StringFormat};

/// Text as PDF writes it outside of pages: ASCII as it is, all else as UTF-16 with a mark (ISO 32000-1, 7.9.2.2).
pub(super) fn text_string(text: &str) -> Object {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    Object::String(utf16(text), StringFormat::Hexadecimal)
}

/// UTF-16, most significant byte first, with a byte order mark.
pub(super) fn utf16(text: &str) -> Vec<u8> {
    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
}

const DIGITS: &[u8; 16] = b"0123456789ABCDEF";

/// A name, whatever its characters (ISO 32000-1, 7.3.5).
pub(super) fn write_name(bytes: &mut Vec<u8>, text: &[u8]) {
    bytes.push(b'/');
    for byte in text {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            bytes.push(*byte);
        } else {
            bytes.extend_from_slice(&[b'#', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
        }
    }
}

/// A string between brackets (7.3.4.2).
pub(super) fn literal(bytes: &mut Vec<u8>, text: &[u8]) {
    bytes.push(b'(');
    for byte in text {
        push_escaped(bytes, *byte);
    }
    bytes.push(b')');
}

/// A byte as written between the brackets of a string.
pub(super) fn push_escaped(bytes: &mut Vec<u8>, byte: u8) {
    match byte {
        b'(' | b')' | b'\\' => bytes.extend_from_slice(&[b'\\', byte]),
        // A bare one would be read as a line feed.
        b'\r' => bytes.extend_from_slice(b"\\r"),
        _ => bytes.push(byte),
    }
}

/// A string as its digits (7.3.4.3).
pub(super) fn hexadecimal(bytes: &mut Vec<u8>, text: &[u8]) {
    bytes.push(b'<');
    for byte in text {
        bytes.extend_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
    bytes.push(b'>');
}
