//! Pages → the operations that `printpdf` draws them with, each inside marked content that says whose it is.
//!
//! Marked content is never nested, since readers stop there: a word that carries its text along is a sequence of its own.

use super::fonts::{Subset, Subsets};
use super::pictures::Gathered;
use super::places::Places;
use super::words::{Stretch, stretches};
use super::{rounded, tags, utf16};
use crate::layout::pages::{
    Artifact, ContentId, FontId, Glyph, GlyphRun, Item, Owner, Page, Pages, Path, Rect, Segment, Shape,
};
use crate::style::{Colour, Pt};
use printpdf::{DictItem, Op, PdfFontHandle, PdfPage, TextItem, TextMatrix};
use std::collections::BTreeMap;

/// The drawn pages.
pub(super) struct Drawn {
    pub pages: Vec<PdfPage>,
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
            ops: Vec::new(),
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
        let sheet = printpdf::Rect::from_xywh(pt(Pt::ZERO), pt(Pt::ZERO), pt(page.width), pt(page.height));
        drawn.pages.push(PdfPage { media_box: sheet.clone(), trim_box: sheet.clone(), crop_box: sheet, ops: pen.ops });
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
    ops: Vec<Op>,
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
                if let Some(ops) = self.pictures.place(path, *area, self.page.height) {
                    self.begin(item.owner);
                    self.end_text();
                    self.ops.extend(ops);
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
        let mut properties = BTreeMap::new();
        let tag = match owner {
            Owner::Content(content) => {
                properties.insert("MCID".to_owned(), DictItem::Int(self.marks.len() as i64));
                self.marks.push(content);
                let node = self.places.owners.get(content.0 as usize).copied().flatten();
                node.map_or("Span", |node| tags::type_of(&self.pages.nodes[node.0 as usize].tag))
            }
            Owner::Artifact(artifact) => {
                artifact_properties(artifact, &mut properties);
                "Artifact"
            }
        };
        if let Some(text) = actual {
            properties.insert("ActualText".to_owned(), DictItem::String { data: utf16(text), literal: false });
        }
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: tag.to_owned(),
            properties: DictItem::Dict { map: properties },
        });
        self.open = Some(owner);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.end_text();
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn begin_text(&mut self) {
        if !self.in_text {
            self.ops.push(Op::StartTextSection);
            self.in_text = true;
        }
    }

    fn end_text(&mut self) {
        if self.in_text {
            self.ops.push(Op::EndTextSection);
            self.in_text = false;
        }
    }

    fn fill_with(&mut self, colour: Colour) {
        if self.colour != Some(colour) {
            self.colour = Some(colour);
            self.ops.push(Op::SetFillColor { col: rgb(colour) });
        }
    }

    fn run(&mut self, owner: Owner, run: &GlyphRun) {
        if run.glyphs.is_empty() {
            return;
        }
        let subset = self.subsets.of(run.font);
        for Stretch { glyphs, actual } in stretches(run, |glyph| &subset.glyph(glyph).meaning) {
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
            let font = PdfFontHandle::External(printpdf::FontId(subset.key.clone()));
            self.ops.push(Op::SetFont { font, size: pt(run.size) });
        }
        let at = [1.0, 0.0, 0.0, 1.0, rounded(x.0), rounded((self.page.height - run.y).0)];
        self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Raw(at) });
        let mut line =
            Line { subset, em: run.size.0 / 1000.0, items: Vec::new(), text: String::new(), pen: 0.0, due: 0.0 };
        let mut rise = Pt::ZERO;
        for glyph in glyphs {
            if glyph.offset.1 != rise {
                self.show(line.take());
                rise = glyph.offset.1;
                self.ops.push(Op::SetLineOffset { multiplier: rounded(rise.0) });
            }
            line.glyph(glyph);
        }
        self.show(line.take());
        if rise != Pt::ZERO {
            self.ops.push(Op::SetLineOffset { multiplier: 0.0 });
        }
    }

    fn show(&mut self, items: Vec<TextItem>) {
        if !items.is_empty() {
            self.ops.push(Op::ShowText { items });
        }
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
                self.ops.push(Op::SetOutlineColor { col: rgb(path.colour) });
                self.ops.push(Op::SetOutlineThickness { pt: pt(width) });
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

    fn operator(&mut self, key: &str, numbers: &[Pt]) {
        let value = numbers.iter().map(|number| DictItem::Real(rounded(number.0))).collect();
        self.ops.push(Op::Unknown { key: key.to_owned(), value });
    }
}

/// Glyphs on their way into one operation: a string as long as they follow each other at their natural widths.
struct Line<'a> {
    subset: &'a Subset,
    /// A thousandth of the size of type, in points.
    em: f32,
    items: Vec<TextItem>,
    text: String,
    /// In thousandths from the start: where a viewer's pen is, and where it ought to be.
    pen: f64,
    due: f64,
}

impl Line<'_> {
    fn glyph(&mut self, glyph: &Glyph) {
        let at = self.due + f64::from(glyph.offset.0.0 / self.em);
        let back = (self.pen - at).round();
        // A thousandth is a hundredth of a point in large type: less than anyone sees, and it does not add up.
        if back.abs() >= 1.0 {
            self.flush();
            self.items.push(TextItem::Offset(back as f32));
            self.pen -= back;
        }
        let known = self.subset.glyph(glyph.id);
        self.text.push(known.code);
        self.pen += f64::from(known.thousandths);
        self.due += f64::from(glyph.advance.0 / self.em);
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.items.push(TextItem::Text(std::mem::take(&mut self.text)));
        }
    }

    fn take(&mut self) -> Vec<TextItem> {
        self.flush();
        std::mem::take(&mut self.items)
    }
}

/// ISO 32000-1, table 330.
fn artifact_properties(artifact: Artifact, properties: &mut BTreeMap<String, DictItem>) {
    let said = match artifact {
        Artifact::Header => [Some(("Type", "Pagination")), Some(("Subtype", "Header"))],
        Artifact::Footer => [Some(("Type", "Pagination")), Some(("Subtype", "Footer"))],
        Artifact::Layout => [Some(("Type", "Layout")), None],
    };
    for (key, value) in said.into_iter().flatten() {
        properties.insert(key.to_owned(), DictItem::Name(value.as_bytes().to_vec()));
    }
}

fn pt(length: Pt) -> printpdf::Pt {
    printpdf::Pt(rounded(length.0))
}

/// To a thousandth of a channel's range, which is finer than the 256 steps that colours are given in.
fn rgb(colour: Colour) -> printpdf::Color {
    let [r, g, b] = colour.shares().map(|share| (share * 1000.0).round() / 1000.0);
    printpdf::Color::Rgb(printpdf::Rgb { r, g, b, icc_profile: None })
}
