//! The files of a book and their place in it.

use std::borrow::Cow;

/// One file of the book besides package, navigation document and style sheet.
#[derive(Debug)]
pub struct Resource<'a> {
    /// Below the folder of the package: ASCII letters, digits, `-`, `.` and `/`.
    pub path: String,
    pub media_type: &'static str,
    pub bytes: Cow<'a, [u8]>,
    pub place: Place,
    /// Content of the manifest's `properties`; `None` where the file has none besides its place.
    pub properties: Option<&'static str>,
}

/// The purpose of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Read, in the order of the list.
    Spine,
    /// Shown or used by a file that is read.
    Beside,
    /// The picture that stands for the book on a shelf.
    CoverImage,
}

impl<'a> Resource<'a> {
    /// A content document. Whether it holds SVG is seen from its text (EPUB 3.3, 5.6.2.1.7: such an item says so).
    pub fn content_document(path: String, text: String) -> Resource<'a> {
        let properties = text.contains("<svg").then_some("svg");
        let media_type = "application/xhtml+xml";
        Resource { path, media_type, bytes: Cow::Owned(text.into_bytes()), place: Place::Spine, properties }
    }

    /// True for bytes that are compressed already: compressing them again would only cost time.
    pub fn is_packed(&self) -> bool {
        matches!(self.media_type, "image/png" | "image/jpeg")
    }

    /// Content of the manifest's `properties`.
    pub fn properties(&self) -> Option<&'static str> {
        match self.place {
            Place::CoverImage => Some("cover-image"),
            Place::Spine | Place::Beside => self.properties,
        }
    }
}

/// The id of the cover image in the manifest.
pub const COVER_IMAGE_ID: &str = "cover-image";
