//! A picture that was checked: every edition can show it.

use crate::tree::AssetPath;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The pictures of one article by path. An image without an entry cannot be shown: every edition shows its alternative text in a
/// frame.
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

impl Picture {
    /// The length of one pixel's side in points, as the file says it, else 1/96 inch.
    pub fn pixel(&self) -> f32 {
        72.0 / self.resolution.unwrap_or(96.0)
    }
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
