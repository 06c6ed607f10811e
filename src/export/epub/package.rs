//! The package document: what the book is, which files it has and in which order they are read (EPUB 3.3, 5).

use super::markup::Markup;
use super::metadata::Metadata;
use crate::tree::Direction;
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

/// What a file is for.
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

    /// Whether its bytes are packed already, so that packing them again would only cost time.
    pub fn is_packed(&self) -> bool {
        matches!(self.media_type, "image/png" | "image/jpeg")
    }

    fn properties(&self) -> Option<&'static str> {
        match self.place {
            Place::CoverImage => Some("cover-image"),
            Place::Spine | Place::Beside => self.properties,
        }
    }
}

/// Writes the package document.
pub fn package_document(metadata: &Metadata<'_>, resources: &[Resource<'_>]) -> String {
    let meta = metadata.meta();
    let direction = metadata.direction();
    let mut xml = Markup::document();
    let attributes = [
        ("xmlns", "http://www.idpf.org/2007/opf"),
        ("version", "3.0"),
        ("unique-identifier", "pub-id"),
        ("xml:lang", meta.lang.as_str()),
        ("dir", direction.name()),
    ];
    xml.open("package", &attributes);
    metadata.write(&mut xml);
    manifest(&mut xml, resources);
    spine(&mut xml, resources, direction);
    xml.close("package");
    xml.finish()
}

fn manifest(xml: &mut Markup, resources: &[Resource<'_>]) {
    xml.open("manifest", &[]);
    item(xml, "nav", "nav.xhtml", "application/xhtml+xml", Some("nav"));
    item(xml, "stylesheet", "stylesheet.css", "text/css", None);
    for (index, resource) in resources.iter().enumerate() {
        item(xml, &id_of(index, resource), &resource.path, resource.media_type, resource.properties());
    }
    xml.close("manifest");
}

fn item(xml: &mut Markup, id: &str, path: &str, media_type: &str, properties: Option<&str>) {
    let attributes = [("id", id), ("href", path), ("media-type", media_type), ("properties", properties.unwrap_or(""))];
    let count = if properties.is_some() { attributes.len() } else { attributes.len() - 1 };
    xml.empty("item", &attributes[..count]);
}

fn spine(xml: &mut Markup, resources: &[Resource<'_>], direction: Direction) {
    xml.open("spine", &[("page-progression-direction", direction.name())]);
    for (index, resource) in resources.iter().enumerate().filter(|(_, resource)| resource.place == Place::Spine) {
        xml.empty("itemref", &[("idref", &id_of(index, resource))]);
    }
    xml.close("spine");
}

/// The item's id. The cover's is the one that the line for EPUB 2 readers names.
fn id_of(index: usize, resource: &Resource<'_>) -> String {
    match resource.place {
        Place::CoverImage => COVER_IMAGE_ID.to_owned(),
        Place::Spine | Place::Beside => format!("item-{}", index + 1),
    }
}

/// The id of the cover image in the manifest.
pub const COVER_IMAGE_ID: &str = "cover-image";
