//! The bytes of an image file → a picture: its kind is told by its first bytes.

use super::checked_picture::Picture;
use super::unshowable::{SMALLER, Unshowable};
use super::{jpeg, png, svg};
use crate::limits::Limits;

impl Picture {
    /// Looks through the bytes of a file within the usual limits.
    ///
    /// # Errors
    /// As [`Picture::read_within`].
    pub fn read(bytes: &[u8]) -> Result<Picture, Unshowable> {
        Picture::read_within(&Limits::default(), bytes)
    }

    /// Looks through the bytes of a file, whatever its name: a PNG is unpacked once, a JPEG's parts are followed to its end, an
    /// SVG is read, cleaned and written anew.
    ///
    /// # Errors
    /// Another kind of file, a broken one, or one that is larger than the limits.
    pub fn read_within(limits: &Limits, bytes: &[u8]) -> Result<Picture, Unshowable> {
        if bytes.len() > limits.picture.count() {
            return Err(Unshowable::with_help(format!("is larger than {}", limits.picture), SMALLER));
        }
        match bytes {
            [] => Err(Unshowable::new("is an empty file")),
            [0x89, b'P', b'N', b'G', ..] => png::read(bytes, limits.picture_pixels.number()),
            [0xff, 0xd8, ..] => jpeg::read(bytes, limits.picture_pixels.number()),
            _ => match foreign_kind(bytes) {
                Some(kind) => {
                    Err(Unshowable::with_help(format!("is a {kind} file"), "save it as PNG, JPEG or plain SVG"))
                }
                None => svg::read(bytes, limits),
            },
        }
    }
}

/// Kinds of image file that are known but not shown everywhere.
fn foreign_kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b'G', b'I', b'F', b'8', ..] => Some("GIF"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("WebP"),
        [b'B', b'M', ..] => Some("BMP"),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Some("TIFF"),
        [0, 0, 1, 0, ..] => Some("ICO"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', ..] => Some("AVIF"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'h', b'e', ..] => Some("HEIC"),
        [0, 0, 0, 12, b'j', b'P', ..] => Some("JPEG 2000"),
        [b'%', b'P', b'D', b'F', ..] => Some("PDF"),
        [0x1f, 0x8b, ..] => Some("compressed SVG"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_kinds_are_named() {
        for (bytes, why) in [
            (&b"GIF89a"[..], "is a GIF file"),
            (b"RIFF....WEBPVP8 ", "is a WebP file"),
            (b"", "is an empty file"),
            (b"%PDF-1.7", "is a PDF file"),
            (b"\xff\xfe\x00", "is no PNG, JPEG or SVG file"),
            (b"a few words", "is no PNG, JPEG or SVG file"),
        ] {
            assert_eq!(Picture::read(bytes).unwrap_err().why, why);
        }
    }
}
