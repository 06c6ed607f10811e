//! The structure tree: one element for each node of the pages, and the way back from each marked content to its element.

use super::file::{File, name, rounded};
use super::places::Places;
use super::text::text_string;
use crate::layout::pages::{ContentId, Kid, ListTag, Node, NodeId, Pages, Scope, Tag};
use crate::tree::{NoteId, Numbering};
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// The elements of the structure tree, for all that refers to them.
pub(super) struct Elements {
    /// By [`NodeId`].
    pub ids: Vec<ObjectId>,
    /// The parent tree: links add themselves to it.
    pub parent_tree: ObjectId,
    /// The next free key of the parent tree.
    pub next_key: i64,
}

impl Elements {
    /// The element of a node.
    pub fn of(&self, node: NodeId) -> ObjectId {
        self.ids[node.0 as usize]
    }
}

/// The structure type of a tag (ISO 32000-1, 14.8.4). Types of PDF 2.0 are mapped to those of 1.7 by [`ROLES`].
pub(super) fn type_of(tag: &Tag) -> &'static str {
    match tag {
        Tag::Document => "Document",
        Tag::Section => "Sect",
        Tag::Heading(level) => match level {
            0 | 1 => "H1",
            2 => "H2",
            3 => "H3",
            4 => "H4",
            5 => "H5",
            6.. => "H6",
        },
        Tag::Paragraph => "P",
        Tag::List(_) => "L",
        Tag::ListItem => "LI",
        Tag::Label => "Lbl",
        Tag::ListBody => "LBody",
        Tag::Table => "Table",
        Tag::TableHead => "THead",
        Tag::TableBody => "TBody",
        Tag::TableRow => "TR",
        Tag::HeaderCell(..) => "TH",
        Tag::DataCell(_) => "TD",
        Tag::Figure { .. } => "Figure",
        Tag::Caption => "Caption",
        Tag::Quote => "BlockQuote",
        Tag::CodeBlock | Tag::Code => "Code",
        Tag::Aside => "Aside",
        Tag::Span | Tag::Added | Tag::Expansion(_) => "Span",
        Tag::Strong => "Strong",
        Tag::Emphasis => "Em",
        Tag::Link { .. } => "Link",
        Tag::Reference(_) => "Reference",
        Tag::Note(_) => "Note",
        Tag::Contents => "TOC",
        Tag::ContentsItem => "TOCI",
    }
}

/// The types of PDF 1.7 that stand for those of PDF 2.0.
pub(super) const ROLES: [(&str, &str); 3] = [("Aside", "Div"), ("Em", "Span"), ("Strong", "Span")];

/// Writes the structure tree of pages whose marked contents are `marks`.
pub(super) fn write(file: &mut File, pages: &Pages, places: &Places, marks: &[Vec<ContentId>]) -> Elements {
    let root = file.document.new_object_id();
    let ids: Vec<ObjectId> = pages.nodes.iter().map(|_| file.document.new_object_id()).collect();
    let drawn = Drawn::new(marks);
    for (at, node) in pages.nodes.iter().enumerate() {
        let node_id = NodeId(at as u32);
        let mut element = Dictionary::new();
        element.set("Type", name("StructElem"));
        element.set("S", name(type_of(&node.tag)));
        element.set("P", if at == 0 { root } else { ids[places.parents[at].0 as usize] });
        kids(&mut element, file, node, &ids, &drawn);
        properties(&mut element, node);
        if let Some(attributes) = attributes(pages, places, node_id, node) {
            element.set("A", attributes);
        }
        file.set_one_of_many(ids[at], element);
    }
    let parent_tree = parent_tree(file, places, &ids, marks);
    tree_root(file, root, pages, &ids, parent_tree, marks.len());
    for (number, page) in file.pages.clone().into_iter().enumerate() {
        let page = file.dictionary(page);
        page.set("StructParents", number as i64);
        page.set("Tabs", name("S"));
    }
    let mut mark_info = Dictionary::new();
    mark_info.set("Marked", true);
    file.catalog().set("MarkInfo", mark_info);
    file.catalog().set("StructTreeRoot", root);
    Elements { ids, parent_tree, next_key: marks.len() as i64 }
}

/// The marked content of each piece, in the order of its number: content, page, MCID.
struct Drawn(Vec<(u32, usize, i64)>);

impl Drawn {
    fn new(marks: &[Vec<ContentId>]) -> Drawn {
        let all = marks.iter().enumerate().flat_map(|(page, marks)| {
            marks.iter().enumerate().map(move |(mcid, content)| (content.0, page, mcid as i64))
        });
        let mut all: Vec<_> = all.collect();
        all.sort_unstable();
        Drawn(all)
    }

    fn of(&self, content: ContentId) -> &[(u32, usize, i64)] {
        let from = self.0.partition_point(|(other, ..)| *other < content.0);
        let to = from + self.0[from..].partition_point(|(other, ..)| *other == content.0);
        &self.0[from..to]
    }
}

fn kids(element: &mut Dictionary, file: &File, node: &Node, ids: &[ObjectId], drawn: &Drawn) {
    let mut kids: Vec<Object> = Vec::with_capacity(node.kids.len());
    let mut main_page = None;
    for kid in &node.kids {
        match kid {
            Kid::Node(kid) => kids.push(ids[kid.0 as usize].into()),
            Kid::Content(content) => {
                for (_, page, mcid) in drawn.of(*content) {
                    if *main_page.get_or_insert(*page) == *page {
                        kids.push(Object::Integer(*mcid));
                    } else {
                        let mut elsewhere = Dictionary::new();
                        elsewhere.set("Type", name("MCR"));
                        elsewhere.set("Pg", file.pages[*page]);
                        elsewhere.set("MCID", *mcid);
                        kids.push(elsewhere.into());
                    }
                }
            }
        }
    }
    if let Some(page) = main_page {
        element.set("Pg", file.pages[page]);
    }
    match kids.len() {
        0 => {}
        1 => element.set("K", kids.remove(0)),
        _ => element.set("K", kids),
    }
}

fn properties(element: &mut Dictionary, node: &Node) {
    if let Some(lang) = &node.lang {
        element.set("Lang", text_string(lang.as_str()));
    }
    match &node.tag {
        Tag::Figure { alt } => element.set("Alt", text_string(alt.as_str())),
        Tag::Expansion(words) => element.set("E", text_string(words.as_str())),
        // A title tells programs that these words are not the article's.
        Tag::Added => element.set("T", text_string("added")),
        Tag::Note(note) => element.set("ID", text_string(&note_id(*note))),
        Tag::Document | Tag::Section | Tag::Heading(_) | Tag::Paragraph | Tag::Quote | Tag::CodeBlock | Tag::Code => {}
        Tag::List(_) | Tag::ListItem | Tag::Label | Tag::ListBody | Tag::Caption | Tag::Aside | Tag::Span => {}
        Tag::Table | Tag::TableHead | Tag::TableBody | Tag::TableRow | Tag::HeaderCell(..) | Tag::DataCell(_) => {}
        Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Reference(_) | Tag::Contents | Tag::ContentsItem => {}
    }
}

/// The id of a note's element (ISO 14289-1, 7.9: each note has one of its own).
fn note_id(note: NoteId) -> String {
    format!("note-{:05}", note.number())
}

/// Attributes of an element, each owned by the part of the standard that defines it (ISO 32000-1, 14.8.5).
fn attributes(pages: &Pages, places: &Places, node_id: NodeId, node: &Node) -> Option<Dictionary> {
    let mut attributes = Dictionary::new();
    match &node.tag {
        Tag::List(list) => {
            attributes.set("O", name("List"));
            attributes.set("ListNumbering", name(numbering(*list)));
        }
        Tag::HeaderCell(scope, _) => {
            attributes.set("O", name("Table"));
            attributes.set("Scope", name(if *scope == Scope::Row { "Row" } else { "Column" }));
        }
        Tag::Figure { .. } => {
            let place = places.box_of(pages, node_id)?;
            let (area, height) = (place.area, pages.pages[place.page].height);
            let corners = [area.x, height - area.y - area.height, area.x + area.width, height - area.y];
            attributes.set("O", name("Layout"));
            attributes.set("BBox", corners.map(|length| rounded(length.0).into()).to_vec());
        }
        Tag::CodeBlock => {
            attributes.set("O", name("Layout"));
            attributes.set("Placement", name("Block"));
        }
        Tag::Document | Tag::Section | Tag::Heading(_) | Tag::Paragraph | Tag::Quote | Tag::Code => return None,
        Tag::ListItem | Tag::Label | Tag::ListBody | Tag::Caption | Tag::Aside | Tag::Span | Tag::Added => return None,
        Tag::Table | Tag::TableHead | Tag::TableBody | Tag::TableRow | Tag::DataCell(_) => return None,
        Tag::Expansion(_) | Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Reference(_) => return None,
        Tag::Note(_) | Tag::Contents | Tag::ContentsItem => return None,
    }
    Some(attributes)
}

/// ISO 32000-1, table 347. Terms and boxes follow no system of numbers.
fn numbering(list: ListTag) -> &'static str {
    match list {
        ListTag::Bullet => "Disc",
        ListTag::Ordered(Numbering::Decimal) => "Decimal",
        ListTag::Ordered(Numbering::LowerAlpha) => "LowerAlpha",
        ListTag::Ordered(Numbering::UpperAlpha) => "UpperAlpha",
        ListTag::Ordered(Numbering::LowerRoman) => "LowerRoman",
        ListTag::Ordered(Numbering::UpperRoman) => "UpperRoman",
        ListTag::Definitions | ListTag::Tasks => "None",
    }
}

/// From each page's key, the elements of its marked contents by MCID (ISO 32000-1, 14.7.4.4).
fn parent_tree(file: &mut File, places: &Places, ids: &[ObjectId], marks: &[Vec<ContentId>]) -> ObjectId {
    let mut numbers: Vec<Object> = Vec::with_capacity(marks.len() * 2);
    for (page, marks) in marks.iter().enumerate() {
        let owner = |content: &ContentId| places.owners.get(content.0 as usize).copied().flatten();
        let elements =
            marks.iter().map(|content| owner(content).map_or(Object::Null, |node| ids[node.0 as usize].into()));
        let elements = file.add_one_of_many(Object::Array(elements.collect()));
        numbers.push((page as i64).into());
        numbers.push(elements.into());
    }
    let mut tree = Dictionary::new();
    tree.set("Nums", numbers);
    file.add(tree)
}

fn tree_root(file: &mut File, root: ObjectId, pages: &Pages, ids: &[ObjectId], parent_tree: ObjectId, next_key: usize) {
    let mut tree = Dictionary::new();
    tree.set("Type", name("StructTreeRoot"));
    tree.set("K", ids[0]);
    tree.set("ParentTree", parent_tree);
    tree.set("ParentTreeNextKey", next_key as i64);
    let used: BTreeSet<&str> = pages.nodes.iter().map(|node| type_of(&node.tag)).collect();
    let roles = ROLES.iter().filter(|(from, _)| used.contains(from));
    let roles: Dictionary = roles.map(|(from, to)| (from.as_bytes().to_vec(), name(to))).collect();
    if !roles.is_empty() {
        tree.set("RoleMap", roles);
    }
    let notes: BTreeMap<String, ObjectId> = pages
        .nodes
        .iter()
        .zip(ids)
        .filter_map(|(node, id)| match node.tag {
            Tag::Note(note) => Some((note_id(note), *id)),
            _ => None,
        })
        .collect();
    if !notes.is_empty() {
        let names = notes.iter().flat_map(|(key, id)| [text_string(key), (*id).into()]).collect::<Vec<Object>>();
        let mut by_id = Dictionary::new();
        by_id.set("Names", names);
        tree.set("IDTree", by_id);
    }
    file.document.set_object(root, tree);
}
