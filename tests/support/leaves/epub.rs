//! A finished book → leaves: its package document says which files are read, and in which order.

use super::Leaf;
use super::dom::{Node, Reader};
use std::io::{Cursor, Read};

/// What the linear files of the spine say, without the cover.
pub fn leaves(bytes: &[u8]) -> Vec<Leaf> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a book is a ZIP archive");
    let container = file(&mut archive, "META-INF/container.xml");
    let container = roxmltree::Document::parse(&container).expect("well-formed XML");
    let package_path = container
        .descendants()
        .find_map(|node| node.attribute("full-path"))
        .expect("the container names the package document")
        .to_owned();
    let package = file(&mut archive, &package_path);
    let package = roxmltree::Document::parse(&package).expect("well-formed XML");
    let folder = package_path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let mut reader = Reader::default();
    for reference in package.descendants().filter(|node| node.has_tag_name_local("itemref")) {
        let id = reference.attribute("idref").expect("an itemref has an idref");
        let item = package
            .descendants()
            .find(|node| node.has_tag_name_local("item") && node.attribute("id") == Some(id))
            .expect("the manifest has the item");
        let own = item.attribute("properties").is_some_and(|properties| properties.contains("nav"));
        let text = file(&mut archive, &format!("{folder}{}", item.attribute("href").expect("an item has a href")));
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let page = roxmltree::Document::parse_with_options(&text, options).expect("well-formed XHTML");
        let page = node(page.root_element());
        let body = page.find(&|node| node.name() == "body").expect("a page has a body");
        let cover = page.find(&|node| {
            node.attribute("type")
                .is_some_and(|kind| kind.split(' ').any(|kind| kind == "cover" || kind == "frontmatter-page"))
        });
        if !own && cover.is_none() {
            reader.read(body);
        }
    }
    reader.finish()
}

/// Element names without their namespace's prefix.
trait LocalName {
    fn has_tag_name_local(&self, name: &str) -> bool;
}

impl LocalName for roxmltree::Node<'_, '_> {
    fn has_tag_name_local(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}

fn file(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, path: &str) -> String {
    let mut text = String::new();
    archive.by_name(path).unwrap_or_else(|error| panic!("{path}: {error}")).read_to_string(&mut text).expect("UTF-8");
    text
}

/// A node with its attributes by their local names: `epub:type` is `type` where no other is.
fn node(xml: roxmltree::Node<'_, '_>) -> Node {
    if xml.is_text() {
        return Node::Text(xml.text().unwrap_or_default().to_owned());
    }
    let plain = xml.attributes().filter(|a| a.namespace().is_none());
    let spaced = xml.attributes().filter(|a| a.namespace().is_some());
    let attributes = plain.chain(spaced).map(|a| (a.name().to_owned(), a.value().to_owned())).collect();
    let kids = xml.children().filter(|kid| kid.is_element() || kid.is_text()).map(node).collect();
    Node::Element { name: xml.tag_name().name().to_owned(), attributes, kids }
}
