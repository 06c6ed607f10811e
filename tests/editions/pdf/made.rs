//! Pages made by hand, for what no article need bring about.

use quatrefoil::diagnostic::{Diagnostic, SourceSpan};
use quatrefoil::export::{Edition, Exporter, Job, pdf::Pdf};
use quatrefoil::layout::Fonts;
use quatrefoil::layout::pages::{
    ContentId, FontId, Glyph, GlyphRun, Item, Kid, Node, NodeId, Owner, Page, Pages, Rect, Shape, Tag,
};
use quatrefoil::picture::Pictures;
use quatrefoil::style::{Colour, Pt, Style};
use quatrefoil::tree::{Body, Direction, Draft, Inline, Lang, Meta, SCHEMA};
use std::sync::OnceLock;

/// Pages in the making: two sheets of 300 by 400 points, and the document's node.
pub struct Made {
    pub pages: Pages,
    contents: u32,
}

impl Made {
    pub fn new() -> Made {
        let faces = Fonts::builtin().faces().map(|(_, face)| face.file.clone()).collect();
        let mut pages = Pages { faces, ..Pages::default() };
        for label in ["1", "2"] {
            pages.pages.push(Page { width: Pt(300.0), height: Pt(400.0), label: label.to_owned(), items: Vec::new() });
        }
        let mut made = Made { pages, contents: 0 };
        made.pages.nodes.push(made.bare(Tag::Document));
        made
    }

    fn bare(&self, tag: Tag) -> Node {
        let line = self.pages.nodes.len() as u32 + 1;
        let at: SourceSpan = [line, 1, line, 9].into();
        Node { tag, kids: Vec::new(), lang: None, ids: Vec::new(), at }
    }

    /// A further node. Its article line is its place among the nodes, from 1.
    pub fn node(&mut self, parent: NodeId, tag: Tag) -> NodeId {
        let id = NodeId(self.pages.nodes.len() as u32);
        let node = self.bare(tag);
        self.pages.nodes.push(node);
        self.pages.nodes[parent.0 as usize].kids.push(Kid::Node(id));
        id
    }

    pub fn content(&mut self, node: NodeId) -> ContentId {
        let id = ContentId(self.contents);
        self.contents += 1;
        self.pages.nodes[node.0 as usize].kids.push(Kid::Content(id));
        id
    }

    /// A node with words on a page.
    pub fn words(&mut self, parent: NodeId, tag: Tag, page: usize, text: &str) -> NodeId {
        let node = self.node(parent, tag);
        let content = self.content(node);
        self.show(page, Owner::Content(content), text);
        node
    }

    /// Shows a text below what stands on a page, a glyph for each character; U+2011 as a hyphen, as layout does.
    pub fn show(&mut self, page: usize, owner: Owner, text: &str) {
        self.run(page, owner, text, Direction::Ltr);
    }

    pub fn run(&mut self, page: usize, owner: Owner, text: &str, direction: Direction) {
        let fonts = Fonts::builtin();
        let face = fonts.face(FontId(0));
        let glyph = |(at, c): (usize, char)| Glyph {
            id: face.glyph(if c == '\u{2011}' { '-' } else { c }).unwrap_or(0),
            advance: Pt(6.0),
            offset: (Pt::ZERO, Pt::ZERO),
            text: (at as u32, (at + c.len_utf8()) as u32),
        };
        let mut glyphs: Vec<Glyph> = text.char_indices().map(glyph).collect();
        if direction == Direction::Rtl {
            glyphs.reverse();
        }
        let y = Pt(40.0 + 20.0 * self.pages.pages[page].items.len() as f32);
        let colour = Colour { red: 0, green: 0, blue: 0 };
        let (font, size, text) = (FontId(0), Pt(12.0), text.to_owned());
        let run = GlyphRun { font, size, colour, x: Pt(30.0), y, glyphs, text, direction };
        self.pages.pages[page].items.push(Item { owner, shape: Shape::Glyphs(run), place: None });
    }

    pub fn area(&mut self, page: usize, content: ContentId, node: NodeId, y: f32) {
        let area = Rect { x: Pt(30.0), y: Pt(y), width: Pt(60.0), height: Pt(14.0) };
        let item = Item { owner: Owner::Content(content), shape: Shape::LinkArea { node, area }, place: None };
        self.pages.pages[page].items.push(item);
    }

    /// A link of one word.
    pub fn link(&mut self, parent: NodeId, page: usize, to: quatrefoil::layout::pages::PageTarget) -> NodeId {
        let node = self.node(parent, Tag::Link { to, contents: "there".to_owned() });
        let content = self.content(node);
        self.show(page, Owner::Content(content), "there");
        self.area(page, content, node, 30.0);
        node
    }

    pub fn export(&self) -> Result<Edition, Vec<Diagnostic>> {
        let meta = Meta::new(vec![Inline::Text("Made".to_owned())], Lang::english());
        let draft = Draft { schema: SCHEMA, meta, body: Body::default(), notes: Vec::new() };
        let document = draft.seal().expect("a document without a body is one");
        let lock = OnceLock::from(self.pages.clone());
        let (style, pictures) = (Style::handout(), Pictures::new());
        Pdf.export(Job::new(&document, &style, &pictures, Fonts::builtin(), "made", &lock))
    }
}
