//! The place of each piece of content: its node, and the box of what is drawn for it. Knows no PDF.

use crate::diagnostic::SourceSpan;
use crate::layout::pages::{ContentId, GlyphRun, Kid, NodeId, Owner, Pages, Path, Rect, Segment, Shape};
use crate::style::Pt;

/// The places of all pieces of content and nodes.
pub(super) struct Places {
    /// The node that a piece of content belongs to; `None` for a number that no node claims.
    pub owners: Vec<Option<NodeId>>,
    /// The first appearance of a piece of content; `None` for one that draws nothing.
    pub contents: Vec<Option<Place>>,
    /// The parent of each node; the document is its own.
    pub parents: Vec<NodeId>,
}

/// A box on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    /// Counted from 0.
    pub page: usize,
    pub area: Rect,
}

/// Goes through all pages and nodes once.
pub(super) fn find(pages: &Pages) -> Places {
    let mut places = Places { owners: Vec::new(), contents: Vec::new(), parents: vec![NodeId(0); pages.nodes.len()] };
    for (at, node) in pages.nodes.iter().enumerate() {
        let node_id = NodeId(at as u32);
        for kid in &node.kids {
            match kid {
                Kid::Node(kid) => {
                    if let Some(parent) = places.parents.get_mut(kid.0 as usize) {
                        *parent = node_id;
                    }
                }
                Kid::Content(content) => {
                    *slot(&mut places.owners, content.0) = Some(node_id);
                }
            }
        }
    }
    for (number, page) in pages.pages.iter().enumerate() {
        for item in &page.items {
            let Owner::Content(content) = item.owner else {
                continue;
            };
            let Some(area) = area_of(&item.shape) else {
                continue;
            };
            let place = slot(&mut places.contents, content.0);
            match place {
                None => *place = Some(Place { page: number, area }),
                Some(known) if known.page == number => known.area = union(known.area, area),
                Some(_) => {}
            }
        }
    }
    places
}

impl Places {
    /// The span in the article of what a piece of content shows.
    pub fn at(&self, pages: &Pages, content: ContentId) -> SourceSpan {
        let owner = self.owners.get(content.0 as usize).copied().flatten();
        owner.map_or(SourceSpan::NOWHERE, |node| self.at_node(pages, node))
    }

    /// The span in the article of what a node holds, or of what the nodes around it hold.
    pub fn at_node(&self, pages: &Pages, node: NodeId) -> SourceSpan {
        let mut here = node;
        loop {
            let at = pages.nodes[here.0 as usize].at;
            let above = self.parents[here.0 as usize];
            if at != SourceSpan::NOWHERE || above == here {
                return at;
            }
            here = above;
        }
    }

    /// Where each node first appears: its own content or that of the first node in it that has any.
    fn of_nodes(&self, pages: &Pages) -> Vec<Option<Place>> {
        let mut firsts = vec![None; pages.nodes.len()];
        // Kids stand after their parents in the list, so that those of a node are known before it.
        for (at, node) in pages.nodes.iter().enumerate().rev() {
            // Kids are in reading order, so what comes first in the tree comes first on the pages.
            firsts[at] = node.kids.iter().find_map(|kid| match kid {
                Kid::Node(kid) => firsts.get(kid.0 as usize).copied().flatten(),
                Kid::Content(content) => self.contents.get(content.0 as usize).copied().flatten(),
            });
        }
        firsts
    }

    /// Where each node first appears; for one that draws nothing where the next one does that draws something, or else the last one.
    pub fn at_or_after(&self, pages: &Pages) -> Vec<Option<Place>> {
        let mut places = self.of_nodes(pages);
        let mut next = places.iter().rev().copied().find_map(|place| place);
        for place in places.iter_mut().rev() {
            next = place.or(next);
            *place = next;
        }
        places
    }

    /// The box of all that a node draws itself on the page where it first appears.
    pub fn box_of(&self, pages: &Pages, node: NodeId) -> Option<Place> {
        let mut whole: Option<Place> = None;
        for kid in &pages.nodes[node.0 as usize].kids {
            let place = match kid {
                Kid::Node(_) => continue,
                Kid::Content(content) => self.contents.get(content.0 as usize).copied().flatten(),
            };
            whole = match (whole, place) {
                (Some(whole), Some(more)) if more.page == whole.page => {
                    Some(Place { page: whole.page, area: union(whole.area, more.area) })
                }
                (whole, more) => whole.or(more),
            };
        }
        whole
    }
}

fn slot<T: Clone>(list: &mut Vec<Option<T>>, at: u32) -> &mut Option<T> {
    let at = at as usize;
    if list.len() <= at {
        list.resize(at + 1, None);
    }
    &mut list[at]
}

fn area_of(shape: &Shape) -> Option<Rect> {
    match shape {
        Shape::Glyphs(run) => Some(area_of_run(run)),
        Shape::Rectangle { area, .. } | Shape::Picture { area, .. } => Some(*area),
        Shape::Path(path) => area_of_path(path),
        Shape::LinkArea { .. } => None,
    }
}

/// From the top of tall letters to the foot of deep ones, near enough.
fn area_of_run(run: &GlyphRun) -> Rect {
    let width = run.glyphs.iter().map(|glyph| glyph.advance).sum();
    Rect { x: run.x, y: run.y - run.size, width, height: run.size * 1.25 }
}

fn area_of_path(path: &Path) -> Option<Rect> {
    let points = path.segments.iter().flat_map(|segment| match segment {
        Segment::Move(x, y) | Segment::Line(x, y) => vec![(*x, *y)],
        Segment::Curve(points) => points.to_vec(),
        Segment::Close => Vec::new(),
    });
    let half = path.stroke.map_or(Pt::ZERO, |width| width / 2.0);
    let boxes = points.map(|(x, y)| Rect { x: x - half, y: y - half, width: half * 2.0, height: half * 2.0 });
    boxes.reduce(union)
}

/// The smallest box around two.
pub(super) fn union(a: Rect, b: Rect) -> Rect {
    let (x, y) = (a.x.min(b.x), a.y.min(b.y));
    let right = (a.x + a.width).max(b.x + b.width);
    let foot = (a.y + a.height).max(b.y + b.height);
    Rect { x, y, width: right - x, height: foot - y }
}
