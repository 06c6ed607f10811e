//! The structure tree as it grows: nodes in reading order and the pieces of content in them.

use super::pages::{ContentId, Kid, Node, NodeId, Tag};
use crate::diagnostic::SourceSpan;
use crate::tree::{Id, Lang};

/// Nodes in reading order; node 0 is the document.
pub struct Structure {
    nodes: Vec<Node>,
    contents: u32,
    /// The names of what drew nothing: the next node takes them.
    unplaced: Vec<Id>,
}

/// The size of a tree at one moment.
#[derive(Clone, Copy)]
pub struct Mark {
    nodes: usize,
    contents: u32,
}

impl Structure {
    /// A tree with nothing but the document.
    pub fn new(lang: Lang) -> Structure {
        let document =
            Node { tag: Tag::Document, kids: Vec::new(), lang: Some(lang), ids: Vec::new(), at: SourceSpan::NOWHERE };
        Structure { nodes: vec![document], contents: 0, unplaced: Vec::new() }
    }

    /// A further kid of a node.
    pub fn open(&mut self, parent: NodeId, tag: Tag, at: SourceSpan) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        let ids = std::mem::take(&mut self.unplaced);
        self.nodes.push(Node { tag, kids: Vec::new(), lang: None, ids, at });
        self.nodes[parent.0 as usize].kids.push(Kid::Node(id));
        id
    }

    /// Makes the last kid of a node the one at a place.
    pub fn move_last_kid(&mut self, parent: NodeId, to: usize) {
        let kids = &mut self.nodes[parent.0 as usize].kids;
        if let Some(last) = kids.pop() {
            kids.insert(to.min(kids.len()), last);
        }
    }

    /// The present size of the tree.
    pub fn mark(&self) -> Mark {
        Mark { nodes: self.nodes.len(), contents: self.contents }
    }

    /// Takes away all that has grown since a mark: the kid of `parent` at a place, and what is in it.
    pub fn forget(&mut self, mark: Mark, parent: NodeId, place: usize) {
        self.nodes.truncate(mark.nodes);
        self.contents = mark.contents;
        self.nodes[parent.0 as usize].kids.remove(place);
    }

    /// The number of kids of a node.
    pub fn kids(&self, node: NodeId) -> usize {
        self.nodes[node.0 as usize].kids.len()
    }

    /// A further piece of content of a node.
    pub fn content(&mut self, parent: NodeId) -> ContentId {
        let id = ContentId(self.contents);
        self.contents += 1;
        self.nodes[parent.0 as usize].kids.push(Kid::Content(id));
        id
    }

    /// Says in which language a node is, where that is not the language around it.
    pub fn say_language(&mut self, node: NodeId, lang: Option<&Lang>) {
        self.nodes[node.0 as usize].lang = lang.cloned();
    }

    /// Gives a node a name that links lead to.
    pub fn name(&mut self, node: NodeId, id: Option<&Id>) {
        self.nodes[node.0 as usize].ids.extend(id.cloned());
    }

    /// Gives a name that links lead to and that nothing was drawn for to the node that comes next.
    pub fn name_next(&mut self, id: &Id) {
        self.unplaced.push(id.clone());
    }

    /// The name of its own that links to a node lead to.
    pub fn id_of(&self, node: NodeId) -> Option<Id> {
        self.nodes[node.0 as usize].ids.last().cloned()
    }

    /// The id that the next node will have.
    pub fn next(&self) -> NodeId {
        NodeId(self.nodes.len() as u32)
    }

    /// Gives the kids of a node from `first` on their language, and the first of them its name.
    pub fn mark_kids(&mut self, parent: NodeId, first: NodeId, lang: Option<&Lang>, id: Option<&Id>) {
        let kids = self.nodes[parent.0 as usize].kids.iter().rev().map_while(|kid| match kid {
            Kid::Node(node) => (*node >= first).then_some(*node),
            Kid::Content(_) => None,
        });
        let kids: Vec<NodeId> = kids.collect();
        let mut id = id;
        for kid in kids.into_iter().rev() {
            if lang.is_some() {
                self.say_language(kid, lang);
            }
            if let Some(id) = id.take() {
                self.name(kid, Some(id));
            }
        }
    }

    /// The finished tree.
    pub fn into_nodes(mut self) -> Vec<Node> {
        if let Some(last) = self.nodes.last_mut() {
            last.ids.append(&mut self.unplaced);
        }
        self.nodes
    }
}

/// The root.
pub const DOCUMENT: NodeId = NodeId(0);
