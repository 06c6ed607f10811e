//! Codes that turn bytes into characters: the charsets of the Encoding Standard, and UTF-32.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes that are enough to guess a charset by.
pub(super) const SAMPLE: usize = 256 * 1024;

/// Code of characters in bytes.
#[derive(Clone, Copy)]
pub(super) enum Code {
    Known(&'static Encoding),
    Utf32(Order),
}

impl Code {
    pub(super) fn name(self) -> &'static str {
        match self {
            Code::Known(encoding) => encoding.name(),
            Code::Utf32(Order::LittleEnd) => "UTF-32LE",
            Code::Utf32(Order::BigEnd) => "UTF-32BE",
        }
    }

    pub(super) fn decode(self, bytes: &[u8]) -> String {
        match self {
            Code::Known(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Code::Utf32(order) => utf_32(bytes, order),
        }
    }
}

/// Which byte of a number stands first.
#[derive(Clone, Copy)]
pub(super) enum Order {
    LittleEnd,
    BigEnd,
}

/// The code that a byte order mark names, and the length of the mark.
pub(super) fn marked(bytes: &[u8]) -> Option<(Code, usize)> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => Some((Code::Utf32(Order::LittleEnd), 4)),
        [0, 0, 0xfe, 0xff, ..] => Some((Code::Utf32(Order::BigEnd), 4)),
        [0xff, 0xfe, ..] => Some((Code::Known(UTF_16LE), 2)),
        [0xfe, 0xff, ..] => Some((Code::Known(UTF_16BE), 2)),
        [0xef, 0xbb, 0xbf, ..] => Some((Code::Known(UTF_8), 3)),
        [0x84, 0x31, 0x95, 0x33, ..] => Some((Code::Known(encoding_rs::GB18030), 4)),
        _ => None,
    }
}

fn utf_32(bytes: &[u8], order: Order) -> String {
    let word = |word: &[u8]| {
        let word = [word[0], word[1], word[2], word[3]];
        let value = match order {
            Order::LittleEnd => u32::from_le_bytes(word),
            Order::BigEnd => u32::from_be_bytes(word),
        };
        char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER)
    };
    let rest = if bytes.len().is_multiple_of(4) { None } else { Some(char::REPLACEMENT_CHARACTER) };
    bytes.chunks_exact(4).map(word).chain(rest).collect()
}
