//! The bytes of an image file → a picture with a kind and a size, or why it is none.
//!
//! A picture is looked at once, before any edition is made, so all editions agree on which images can be shown. Knows no format
//! of edition and no file system: bytes come in.

mod article_pictures;
mod budget;
mod ids;
pub(crate) mod jpeg;
mod markup;
pub(crate) mod png;
pub(crate) mod room;
mod sheets;
pub(crate) mod svg;
mod values;

pub(crate) use article_pictures::ArticlePictures;
pub use article_pictures::pictures_named_by;

use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::limits::Limits;
use crate::tree::AssetPath;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The pictures of one article by their path. A path that is missing here is an image that cannot be shown: its words stand for
/// it, in a frame, in every edition.
pub type Pictures = BTreeMap<AssetPath, Picture>;

/// A picture that every edition can show.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The kind of file.
    pub kind: PictureKind,
    /// The file as it was found, or for SVG as it was cleaned: no script, no reference to anything outside.
    pub bytes: Arc<[u8]>,
    /// In CSS pixels.
    pub width: u32,
    /// In CSS pixels.
    pub height: u32,
    /// Pixels per inch where the file says so; `None` means 96.
    pub resolution: Option<f32>,
}

/// Why bytes are no picture that every edition can show: one clause after "the image", such as `` is a GIF file ``.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unshowable {
    /// The clause.
    pub why: String,
    /// What the author can do about it; `None` where nothing but another file helps.
    pub help: Option<&'static str>,
}

impl Unshowable {
    fn new(why: impl Into<String>) -> Unshowable {
        Unshowable { why: why.into(), help: None }
    }

    fn with_help(why: impl Into<String>, help: &'static str) -> Unshowable {
        Unshowable { why: why.into(), help: Some(help) }
    }

    /// The diagnostic of an image whose file it is.
    pub fn at_image(self, path: &AssetPath, at: SourceSpan) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(Rule::ImageBroken, at, format!("the image `{path}` {}", self.why));
        diagnostic.help = self.help.map(str::to_owned);
        diagnostic
    }
}

impl fmt::Display for Unshowable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for Unshowable {}

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

    /// The length of one pixel's side in points, as the file says it, else 1/96 inch.
    pub fn pixel(&self) -> f32 {
        72.0 / self.resolution.unwrap_or(96.0)
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

const SMALLER: &str = "make the picture smaller: 3,000 pixels are enough for a full page";

/// The longest side of a picture: that of a JPEG, and about what browsers show. A row is held in memory as a whole.
const LONGEST_SIDE: u32 = 65_535;

/// Refuses sizes that a page cannot show or a machine should not unpack.
fn check_size(width: u32, height: u32, most_pixels: u64) -> Result<(), Unshowable> {
    if width == 0 || height == 0 {
        return Err(Unshowable::new("has no size"));
    }
    if LONGEST_SIDE < width.max(height) && u64::from(width) * u64::from(height) <= most_pixels {
        let why = format!("has {width} × {height} pixels, more than {LONGEST_SIDE} on one side");
        return Err(Unshowable::with_help(why, SMALLER));
    }
    if u64::from(width) * u64::from(height) > most_pixels {
        let why = format!("has {width} × {height} pixels, more than {most_pixels}");
        return Err(Unshowable::with_help(why, SMALLER));
    }
    Ok(())
}

/// A resolution in pixels per inch that can be meant; files that say 1 or 0 mean nothing by it.
fn plausible(per_inch: f32) -> Option<f32> {
    (20.0..=10_000.0).contains(&per_inch).then_some(per_inch)
}

/// The kinds of image file that can be shown everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    /// A PNG file, as it was found.
    Png,
    /// A JPEG file, as it was found.
    Jpeg,
    /// An SVG file, cleaned.
    Svg,
}

impl PictureKind {
    /// The media type (EPUB 3.3, 3.2: core media types).
    pub fn media_type(self) -> &'static str {
        match self {
            PictureKind::Png => "image/png",
            PictureKind::Jpeg => "image/jpeg",
            PictureKind::Svg => "image/svg+xml",
        }
    }

    /// The usual file extension.
    pub fn extension(self) -> &'static str {
        match self {
            PictureKind::Png => "png",
            PictureKind::Jpeg => "jpg",
            PictureKind::Svg => "svg",
        }
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
