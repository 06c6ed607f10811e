//! A finished page, read as a browser reads it.

use html5ever::parse_document;
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// A page as a parser understood it.
pub struct Page {
    /// What the parser had to mend.
    pub errors: Vec<String>,
    root: Element,
}

/// One element and what is in it.
#[derive(Debug)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub nodes: Vec<Node>,
}

/// What is in an element.
#[derive(Debug)]
pub enum Node {
    Element(Element),
    Text(String),
}

impl Page {
    pub fn read(html: &str) -> Page {
        let dom = parse_document(RcDom::default(), Default::default()).one(html);
        let errors = dom.errors.borrow().iter().map(|error| error.to_string()).collect();
        let nodes = nodes_of(&dom.document);
        Page { errors, root: Element { name: String::new(), attributes: Vec::new(), nodes } }
    }

    /// Every element, outer before inner.
    pub fn all(&self) -> impl Iterator<Item = &Element> {
        self.root.all()
    }

    /// The only element of a name.
    #[track_caller]
    pub fn one(&self, name: &str) -> &Element {
        let found: Vec<&Element> = self.all().filter(|element| element.name == name).collect();
        assert_eq!(found.len(), 1, "<{name}>");
        found[0]
    }

    /// What the skip link leads to.
    pub fn text_of_article(&self) -> &Element {
        self.all().find(|element| element.attribute("id") == Some("q-text")).expect("a page has its text")
    }
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }

    pub fn children(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Every element in this one, outer before inner.
    pub fn all(&self) -> Box<dyn Iterator<Item = &Element> + '_> {
        Box::new(self.children().flat_map(|child| std::iter::once(child).chain(child.all())))
    }

    /// All text in it.
    pub fn text(&self) -> String {
        let words = |node: &Node| match node {
            Node::Element(element) => element.text(),
            Node::Text(text) => text.clone(),
        };
        self.nodes.iter().map(words).collect()
    }
}

fn nodes_of(handle: &Handle) -> Vec<Node> {
    let mut nodes = Vec::new();
    for child in handle.children.borrow().iter() {
        match &child.data {
            NodeData::Element { name, attrs, .. } => nodes.push(Node::Element(Element {
                name: name.local.to_string(),
                attributes: attrs
                    .borrow()
                    .iter()
                    .map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()))
                    .collect(),
                nodes: nodes_of(child),
            })),
            NodeData::Text { contents } => nodes.push(Node::Text(contents.borrow().to_string())),
            NodeData::Comment { contents } => panic!("a page has no comments: {contents}"),
            NodeData::Document | NodeData::Doctype { .. } | NodeData::ProcessingInstruction { .. } => {}
        }
    }
    nodes
}
