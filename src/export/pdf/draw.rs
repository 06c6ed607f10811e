//! Pages → the operators that draw them, each inside marked content that says whose it is.
//!
//! Marked content is never nested, since readers stop there: a word that carries its text along is a sequence of its own.

use super::fonts::{Subset, Subsets};
use super::operators::Operators;
use super::pictures::Gathered;
use super::places::Places;
use super::tags;
use super::text::utf16;
use super::words::{ReadRun, read_runs};
use crate::layout::pages::{
    Artifact, ContentId, FontId, Glyph, GlyphRun, Item, Owner, Page, Pages, Path, Rect, Segment, Shape,
};
use crate::style::{Colour, Pt};

/// The drawn pages.
pub(super) struct Drawn {
    /// The content of each page.
    pub pages: Vec<Vec<u8>>,
    /// For each page, whose each marked-content sequence is: its MCID is its place in the list.
    pub marks: Vec<Vec<ContentId>>,
}

/// Draws all pages.
pub(super) fn draw(pages: &Pages, places: &Places, subsets: &Subsets, pictures: &Gathered) -> Drawn {
    let mut drawn = Drawn { pages: Vec::new(), marks: Vec::new() };
    for page in &pages.pages {
        let mut pen = Pen {
            pages,
            places,
            subsets,
            pictures,
            page,
            content: Operators::default(),
            marks: Vec::new(),
            open: None,
            in_text: false,
            colour: None,
            font: None,
        };
        for item in &page.items {
            pen.item(item);
        }
        pen.close();
        drawn.pages.push(pen.content.into_bytes());
        drawn.marks.push(pen.marks);
    }
    drawn
}

/// One page while it is drawn.
struct Pen<'a> {
    pages: &'a Pages,
    places: &'a Places,
    subsets: &'a Subsets,
    pictures: &'a Gathered,
    page: &'a Page,
    content: Operators,
    marks: Vec<ContentId>,
    /// Whose sequence is open; `None` between sequences.
    open: Option<Owner>,
    in_text: bool,
    /// The colours and the font that are set; they outlast a sequence.
    colour: Option<Colour>,
    font: Option<(FontId, Pt)>,
}

impl Pen<'_> {
    fn item(&mut self, item: &Item) {
        match &item.shape {
            Shape::Glyphs(run) => self.run(item.owner, run),
            Shape::Rectangle { area, colour } => {
                self.begin(item.owner);
                self.end_text();
                self.fill_with(*colour);
                self.rectangle(*area);
            }
            Shape::Path(path) => self.path(item.owner, path),
            Shape::Picture { path, area } => {
                if let Some((key, matrix)) = self.pictures.place(path, *area, self.page.height) {
                    self.begin(item.owner);
                    self.end_text();
                    self.content.operator("q").numbers(matrix).operator("cm");
                    self.content.name(key).operator("Do").operator("Q");
                }
            }
            Shape::LinkArea { .. } => {}
        }
    }

    /// Goes on in the sequence of an owner, or opens one.
    fn begin(&mut self, owner: Owner) {
        if self.open != Some(owner) {
            self.open(owner, None);
        }
    }

    fn open(&mut self, owner: Owner, actual: Option<&str>) {
        self.close();
        let actual = actual.map(utf16);
        match owner {
            Owner::Content(content) => {
                let node = self.places.owners.get(content.0 as usize).copied().flatten();
                // ISO 32000-1, 14.9.4: text is said in place of marked content where that is a span.
                let tag = match (node, &actual) {
                    (Some(node), None) => tags::type_of(&self.pages.nodes[node.0 as usize].tag),
                    (None, _) | (_, Some(_)) => "Span",
                };
                self.content.begin_marked(tag, Some(self.marks.len()), &[], actual.as_deref());
                self.marks.push(content);
            }
            Owner::Artifact(artifact) => {
                self.content.begin_marked("Artifact", None, properties_of(artifact), actual.as_deref());
            }
        }
        self.open = Some(owner);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.end_text();
            self.content.operator("EMC");
        }
    }

    fn begin_text(&mut self) {
        if !self.in_text {
            self.content.operator("BT");
            self.in_text = true;
        }
    }

    fn end_text(&mut self) {
        if self.in_text {
            self.content.operator("ET");
            self.in_text = false;
        }
    }

    fn fill_with(&mut self, colour: Colour) {
        if self.colour != Some(colour) {
            self.colour = Some(colour);
            self.paint(colour, "rg");
        }
    }

    fn run(&mut self, owner: Owner, run: &GlyphRun) {
        if run.glyphs.is_empty() {
            return;
        }
        let subset = self.subsets.of(run.font);
        for ReadRun { glyphs, actual } in read_runs(run, |glyph| &subset.glyph(glyph).meaning) {
            let actual = actual.and_then(|bytes| run.text.get(bytes));
            // What an artifact shows is not read, so it need not say it.
            match (owner, actual) {
                (Owner::Content(_), Some(text)) => self.open(owner, Some(text)),
                (Owner::Content(_), None) | (Owner::Artifact(_), _) => self.begin(owner),
            }
            let before: Pt = run.glyphs[..glyphs.start].iter().map(|glyph| glyph.advance).sum();
            self.glyphs(run, subset, run.x + before, &run.glyphs[glyphs]);
            if let (Owner::Content(_), Some(_)) = (owner, actual) {
                self.close();
            }
        }
    }

    fn glyphs(&mut self, run: &GlyphRun, subset: &Subset, x: Pt, glyphs: &[Glyph]) {
        self.begin_text();
        self.fill_with(run.colour);
        if self.font != Some((run.font, run.size)) {
            self.font = Some((run.font, run.size));
            self.content.name(&subset.key).number(run.size.0).operator("Tf");
        }
        self.content.numbers([1.0, 0.0, 0.0, 1.0, x.0, (self.page.height - run.y).0]).operator("Tm");
        let mut line = Line { subset, thousandths: 1000.0 / f64::from(run.size.0), pen: 0.0, due: 0.0 };
        let mut rise = Pt::ZERO;
        for glyphs in glyphs.chunk_by(|one, next| one.offset.1 == next.offset.1) {
            if glyphs[0].offset.1 != rise {
                rise = glyphs[0].offset.1;
                self.content.number(rise.0).operator("Ts");
            }
            line.show(glyphs, &mut self.content);
        }
        if rise != Pt::ZERO {
            self.content.number(0.0).operator("Ts");
        }
    }

    fn paint(&mut self, colour: Colour, operator: &str) {
        for share in colour.shares() {
            self.content.share(share);
        }
        self.content.operator(operator);
    }

    fn rectangle(&mut self, area: Rect) {
        let y = self.page.height - area.y - area.height;
        let numbers = [area.x, y, area.width, area.height];
        self.operator("re", &numbers);
        self.operator("f", &[]);
    }

    fn path(&mut self, owner: Owner, path: &Path) {
        match (&path.text, owner) {
            (Some(text), Owner::Content(_)) => self.open(owner, Some(text)),
            (None, Owner::Content(_)) | (_, Owner::Artifact(_)) => self.begin(owner),
        }
        self.end_text();
        match path.stroke {
            None => self.fill_with(path.colour),
            Some(width) => {
                self.paint(path.colour, "RG");
                self.content.number(width.0).operator("w");
            }
        }
        let height = self.page.height;
        for segment in &path.segments {
            match segment {
                Segment::Move(x, y) => self.operator("m", &[*x, height - *y]),
                Segment::Line(x, y) => self.operator("l", &[*x, height - *y]),
                Segment::Curve([a, b, c]) => {
                    self.operator("c", &[a.0, height - a.1, b.0, height - b.1, c.0, height - c.1]);
                }
                Segment::Close => self.operator("h", &[]),
            }
        }
        self.operator(if path.stroke.is_some() { "S" } else { "f" }, &[]);
        if path.text.is_some() {
            self.close();
        }
    }

    fn operator(&mut self, operator: &str, lengths: &[Pt]) {
        self.content.numbers(lengths.iter().map(|length| length.0)).operator(operator);
    }
}

/// Glyphs of a run that are shown one after another.
struct Line<'a> {
    subset: &'a Subset,
    /// In a point, of the size of type.
    thousandths: f64,
    /// In thousandths from the start: where a viewer's pen is, and where it ought to be.
    pen: f64,
    due: f64,
}

impl Line<'_> {
    fn show(&mut self, glyphs: &[Glyph], content: &mut Operators) {
        let mut shown = content.begin_glyphs();
        for glyph in glyphs {
            let at = self.due + f64::from(glyph.offset.0.0) * self.thousandths;
            let back = self.pen - at;
            // So much is a fiftieth of a point in usual type: less than anyone sees, and it does not add up.
            if back.abs() >= 1.5 {
                let back = back.round() as i32;
                shown.back(back);
                self.pen -= f64::from(back);
            }
            let known = self.subset.glyph(glyph.id);
            shown.glyph(known.id);
            self.pen += known.width;
            self.due += f64::from(glyph.advance.0) * self.thousandths;
        }
        shown.show();
    }
}

/// ISO 32000-1, table 330.
fn properties_of(artifact: Artifact) -> &'static [(&'static str, &'static str)] {
    match artifact {
        Artifact::Header => &[("Type", "Pagination"), ("Subtype", "Header")],
        Artifact::Footer => &[("Type", "Pagination"), ("Subtype", "Footer")],
        Artifact::Layout => &[("Type", "Layout")],
    }
}
