//! Links: the areas that can be followed, and the places that they lead to.

use super::file::{File, name, rounded};
use super::places::{Place, Places, union};
use super::tags::Elements;
use super::text::text_string;
use crate::layout::pages::{NodeId, PageTarget, Pages, Rect, Shape, Tag};
use crate::tree::ArticleLink;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeMap;

/// Writes the annotation of each link on each page, and the names of all places that can be led to.
pub(super) fn write(file: &mut File, pages: &Pages, places: &Places, elements: &mut Elements) {
    let places = places.at_or_after(pages);
    let mut links = LinkWriter { file, pages, places, elements, anchors: Anchors::new(pages) };
    for number in 0..pages.pages.len() {
        let areas = areas(pages, number);
        let annotations: Vec<Object> =
            areas.into_iter().map(|(node, areas)| links.annotate(number, node, &areas).into()).collect();
        if !annotations.is_empty() {
            let page = links.file.pages[number];
            links.file.dictionary(page).set("Annots", annotations);
        }
    }
    links.name_places();
}

/// The nodes that links lead to.
struct Anchors<'a> {
    named: BTreeMap<&'a str, NodeId>,
    notes: BTreeMap<u32, NodeId>,
    /// The first reference to each note.
    references: BTreeMap<u32, NodeId>,
}

impl<'a> Anchors<'a> {
    fn new(pages: &'a Pages) -> Anchors<'a> {
        let mut anchors = Anchors { named: BTreeMap::new(), notes: BTreeMap::new(), references: BTreeMap::new() };
        for (at, node) in pages.nodes.iter().enumerate() {
            let here = NodeId(at as u32);
            for id in &node.ids {
                anchors.named.entry(id.as_str()).or_insert(here);
            }
            if let Tag::Note(note) = node.tag {
                anchors.notes.entry(note.number()).or_insert(here);
            }
            if let Tag::Reference(note) = node.tag {
                anchors.references.entry(note.number()).or_insert(here);
            }
        }
        anchors
    }
}

/// The areas of each link on a page, links in the order of reading.
fn areas(pages: &Pages, number: usize) -> Vec<(NodeId, Vec<Rect>)> {
    let mut links: Vec<(NodeId, Vec<Rect>)> = Vec::new();
    for item in &pages.pages[number].items {
        if let Shape::LinkArea { node, area } = &item.shape {
            match links.iter_mut().find(|(known, _)| known == node) {
                Some((_, areas)) => areas.push(*area),
                None => links.push((*node, vec![*area])),
            }
        }
    }
    links
}

struct LinkWriter<'a> {
    file: &'a mut File,
    pages: &'a Pages,
    /// Where a link to each node leads.
    places: Vec<Option<Place>>,
    elements: &'a mut Elements,
    anchors: Anchors<'a>,
}

impl LinkWriter<'_> {
    /// One annotation for a link, also where it runs over several lines: it is one stop of the Tab key.
    fn annotate(&mut self, number: usize, node: NodeId, areas: &[Rect]) -> ObjectId {
        let mut annotation = Dictionary::new();
        annotation.set("Type", name("Annot"));
        annotation.set("Subtype", name("Link"));
        // 4: printed (ISO 19005-2, 6.3.2).
        annotation.set("F", 4);
        annotation.set("Border", vec![0.into(), 0.into(), 0.into()]);
        if let Some(whole) = areas.iter().copied().reduce(union) {
            annotation.set("Rect", self.corners(number, whole).map(Object::Real).to_vec());
        }
        if areas.len() > 1 {
            let points = areas.iter().flat_map(|area| {
                let [left, foot, right, top] = self.corners(number, *area);
                // As all viewers read them, against ISO 32000-1, 12.5.6.5: the upper two points, then the lower two.
                [left, top, right, top, left, foot, right, foot].map(Object::Real)
            });
            annotation.set("QuadPoints", points.collect::<Vec<Object>>());
        }
        let page = self.file.pages[number];
        annotation.set("P", page);
        annotation.set("StructParent", self.elements.next_key);
        if let Tag::Link { to, contents } = &self.pages.nodes[node.0 as usize].tag {
            annotation.set("Contents", text_string(contents));
            if let Some(action) = self.action(to) {
                annotation.set("A", action);
            }
        }
        let annotation = self.file.add_one_of_many(annotation);
        self.enter(page, node, annotation);
        annotation
    }

    /// Makes the element of a link hold its annotation, and the parent tree lead back.
    fn enter(&mut self, page: ObjectId, node: NodeId, annotation: ObjectId) {
        let element = self.elements.of(node);
        let mut reference = Dictionary::new();
        reference.set("Type", name("OBJR"));
        reference.set("Obj", annotation);
        reference.set("Pg", page);
        self.file.change_one_of_many(element, |dictionary| {
            let mut kids = match dictionary.remove(b"K") {
                None => Vec::new(),
                Some(Object::Array(kids)) => kids,
                Some(kid) => vec![kid],
            };
            kids.push(reference.into());
            dictionary.set("K", kids);
        });
        if let Ok(Object::Array(numbers)) = self.file.dictionary(self.elements.parent_tree).get_mut(b"Nums") {
            numbers.push(self.elements.next_key.into());
            numbers.push(element.into());
        }
        self.elements.next_key += 1;
    }

    /// Left, bottom, right, top, as PDF counts them.
    fn corners(&self, number: usize, area: Rect) -> [f32; 4] {
        let height = self.pages.pages[number].height;
        [area.x, height - area.y - area.height, area.x + area.width, height - area.y].map(|length| rounded(length.0))
    }

    /// The action of a link; `None` where its target is nowhere on the pages, which the check then reports.
    fn action(&self, to: &PageTarget) -> Option<Dictionary> {
        let anchor = match to {
            PageTarget::Web(address) => {
                let mut action = Dictionary::new();
                action.set("S", name("URI"));
                action.set("URI", text_string(address.as_str()));
                return Some(action);
            }
            PageTarget::Article(link) => return Some(to_article(link)),
            PageTarget::Place(id) => self.anchors.named.get(id.as_str()),
            PageTarget::Note(note) => self.anchors.notes.get(&note.number()),
            PageTarget::NoteReference(note) => self.anchors.references.get(&note.number()),
        };
        let mut action = Dictionary::new();
        action.set("S", name("GoTo"));
        action.set("D", self.destination(*anchor?)?);
        Some(action)
    }

    fn destination(&self, node: NodeId) -> Option<Object> {
        let Place { page, area } = self.places[node.0 as usize]?;
        Some(destination(self.file, page, (self.pages.pages[page].height - area.y).0))
    }

    /// The names that other files lead to (ISO 32000-1, 12.3.2.3), sorted as a name tree must be.
    fn name_places(&mut self) {
        let named = self.anchors.named.iter();
        let names: Vec<Object> =
            named.filter_map(|(id, node)| Some([text_string(id), self.destination(*node)?])).flatten().collect();
        if names.is_empty() {
            return;
        }
        let mut destinations = Dictionary::new();
        destinations.set("Names", names);
        let mut trees = Dictionary::new();
        trees.set("Dests", destinations);
        self.file.catalog().set("Names", trees);
    }
}

/// A place on a page, shown at the top of the window; how large it is shown stays as it is.
pub(super) fn destination(file: &File, page: usize, top: f32) -> Object {
    // The line is not to touch the window's edge.
    let above = 8.0;
    vec![file.pages[page].into(), name("XYZ"), Object::Null, rounded(top + above).into(), Object::Null].into()
}

/// To the PDF of another article, which lies beside this one (ISO 32000-1, 12.6.4.3).
fn to_article(link: &ArticleLink) -> Dictionary {
    let path = format!("{}.pdf", link.stem.as_str());
    let mut specification = Dictionary::new();
    specification.set("Type", name("Filespec"));
    specification.set("F", Object::string_literal(path.as_bytes()));
    specification.set("UF", text_string(&path));
    let mut action = Dictionary::new();
    action.set("S", name("GoToR"));
    action.set("F", specification);
    let beginning = || vec![0.into(), name("XYZ"), Object::Null, Object::Null, Object::Null].into();
    action.set("D", link.place.as_ref().map_or_else(beginning, |place| text_string(place.as_str())));
    action
}
