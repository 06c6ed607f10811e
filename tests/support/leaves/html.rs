//! A finished page → leaves. It is parsed as a browser parses it.

use super::Leaf;
use super::dom::{Node, Reader};
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// The title, and what stands in the text of the page; letterhead, facts, contents and foot are the page's own.
pub fn leaves(bytes: &[u8]) -> Vec<Leaf> {
    let dom = html5ever::parse_document(RcDom::default(), Default::default()).from_utf8().one(bytes);
    let page = node(&dom.document);
    let mut reader = Reader::default();
    let title = page.find(&|node| node.name() == "h1").expect("a page has a title");
    reader.read(&Node::Element { name: "div".to_owned(), attributes: Vec::new(), kids: vec![title.clone()] });
    let text = page.find(&|node| node.attribute("id") == Some("q-text")).expect("a page has a text");
    reader.read(text);
    reader.finish()
}

fn node(handle: &Handle) -> Node {
    let kids = || handle.children.borrow().iter().map(node).collect();
    match &handle.data {
        NodeData::Text { contents } => Node::Text(contents.borrow().to_string()),
        NodeData::Element { name, attrs, .. } => {
            let attributes = attrs.borrow().iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
            Node::Element { name: name.local.to_string(), attributes, kids: kids() }
        }
        NodeData::Document => Node::Element { name: "document".to_owned(), attributes: Vec::new(), kids: kids() },
        NodeData::Doctype { .. } | NodeData::Comment { .. } | NodeData::ProcessingInstruction { .. } => {
            Node::Text(String::new())
        }
    }
}
