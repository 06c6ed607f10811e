//! The bytes of an image file → a picture with a kind and a size, or why it is none.
//!
//! A picture is looked at once, before any edition is made, so all editions agree on which images can be shown. Knows no format
//! of edition and no file system: bytes come in.

use crate::tree::AssetPath;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The pictures of one article by their path. A path that is missing here is an image that cannot be shown: its words stand for
/// it, in a frame, in every edition.
pub type Pictures = BTreeMap<AssetPath, Picture>;

/// A picture that every edition can show.
#[derive(Clone, Debug)]
pub struct Picture {
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

/// The kinds of image file that can be shown everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    Png,
    Jpeg,
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
