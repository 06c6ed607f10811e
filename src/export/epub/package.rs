//! The package document: what the book is, which files it has and in which order they are read (EPUB 3.3, 5).

use super::markup::Markup;
use super::metadata::Metadata;
use super::resource::{COVER_IMAGE_ID, Place, Resource};
use crate::tree::Direction;

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
