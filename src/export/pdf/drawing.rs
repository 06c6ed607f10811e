//! A cleaned SVG → one form of vectors that fills the unit square, as a picture of pixels would.
//!
//! `usvg` has resolved styles, shapes, uses and words into groups, paths and pictures; each becomes what PDF calls the same.

use super::canvas::{Canvas, number, soft_mask};
use super::file::{File, name};
use super::{paint, pixels};
use crate::picture::room::ROOM;
use crate::picture::svg;
use lopdf::{Dictionary, Object, ObjectId};
use std::fmt::Write;
use usvg::tiny_skia_path::{PathSegment, Point};
use usvg::{
    BlendMode, ClipPath, Fill, FillRule, Group, Image, ImageKind, LineCap, LineJoin, Mask, MaskType, Node, NonZeroRect,
    Paint, PaintOrder, Path, Stroke, Transform,
};

/// A drawing as an object of the file.
pub(super) struct Drawn {
    pub form: ObjectId,
    /// Feature of it that PDF cannot draw; `None` if all of it is drawn.
    pub lost: Option<&'static str>,
    pub is_see_through: bool,
}

/// Bytes of memory for each byte of a drawing while it is drawn.
const MEMORY: usize = 16;

/// Draws an SVG that was cleaned before into a form.
pub(super) fn draw(bytes: &[u8], file: &mut File) -> Drawn {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    // A picture in it may have to be unpacked as a whole.
    let memory = if text.contains(":href=\"data:") { usize::MAX } else { bytes.len().saturating_mul(MEMORY) };
    let _room = ROOM.take(memory);
    let Ok(tree) = svg::parse(text) else {
        let form = Canvas::new(file).into_form(None, None);
        return Drawn { form, lost: Some("shapes"), is_see_through: false };
    };
    let size = tree.size();
    let mut canvas = Canvas::new(file);
    canvas.group(tree.root());
    let whole = NonZeroRect::from_xywh(0.0, 0.0, size.width(), size.height());
    let form = canvas.into_form(whole, None);
    let to_unit_square = [1.0 / size.width(), 0.0, 0.0, -1.0 / size.height(), 0.0, 1.0];
    if let Ok(Object::Stream(stream)) = file.document.get_object_mut(form) {
        stream.dict.set("Matrix", to_unit_square.map(Object::Real).to_vec());
    }
    let lost = (!tree.filters().is_empty()).then_some("filters");
    Drawn { form, lost, is_see_through: !tree.masks().is_empty() || see_through(tree.root()) }
}

fn see_through(group: &Group) -> bool {
    let own = group.opacity().get() < 1.0 || group.blend_mode() != BlendMode::Normal;
    own || group.children().iter().any(|node| match node {
        Node::Group(group) => see_through(group),
        Node::Path(path) => {
            let fill =
                path.fill().is_some_and(|fill| fill.opacity().get() < 1.0 || paint::is_see_through(fill.paint()));
            let thin = |line: &Stroke| line.opacity().get() < 1.0 || paint::is_see_through(line.paint());
            fill || path.stroke().is_some_and(thin)
        }
        Node::Image(image) => matches!(image.kind(), ImageKind::PNG(_)),
        Node::Text(text) => see_through(text.flattened()),
    })
}

/// ISO 19005-2, 6.1.13: at most 28 states may be saved. Shapes save one more than the groups around them, and so does the page.
const MOST_SAVED: usize = 20;

impl Canvas<'_> {
    pub fn group(&mut self, group: &Group) {
        let is_layer = group.opacity().get() < 1.0 || group.mask().is_some() || group.blend_mode() != BlendMode::Normal;
        let is_plain = group.transform().is_identity() && group.clip_path().is_none() && !is_layer;
        if is_plain {
            return self.nodes(group);
        }
        let before = self.at;
        self.content.push_str("q\n");
        self.saved += 1;
        self.turn(group.transform());
        if let Some(clip) = group.clip_path() {
            self.clip(clip, Transform::identity());
        }
        if is_layer {
            self.layer(group);
        } else if self.saved > MOST_SAVED {
            // A form counts anew.
            let mut inner = Canvas::new(self.file);
            inner.nodes(group);
            let form = inner.into_form(Some(group.layer_bounding_box()), None);
            self.show(form);
        } else {
            self.nodes(group);
        }
        self.saved -= 1;
        self.content.push_str("Q\n");
        self.at = before;
    }

    pub fn nodes(&mut self, group: &Group) {
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group),
                Node::Path(path) => self.path(path),
                Node::Image(image) => self.image(image),
                Node::Text(text) => self.group(text.flattened()),
            }
        }
    }

    /// A group that is mixed with what is below it as a whole.
    fn layer(&mut self, group: &Group) {
        let mut state = Dictionary::new();
        for key in ["ca", "CA"] {
            state.set(key, group.opacity().get());
        }
        state.set("BM", name(blend_mode(group.blend_mode())));
        if let Some(mask) = group.mask() {
            state.set("SMask", self.mask(mask));
        }
        let mut inner = Canvas::new(self.file);
        inner.nodes(group);
        let form = inner.into_form(Some(group.layer_bounding_box()), Some("DeviceRGB"));
        self.set_state(state);
        self.show(form);
    }

    /// A soft mask: the luminosity of what the mask draws, or its opacity.
    fn mask(&mut self, mask: &Mask) -> Dictionary {
        let mut inner = Canvas::new(self.file);
        if let Some(further) = mask.mask() {
            let mut state = Dictionary::new();
            state.set("SMask", inner.mask(further));
            inner.set_state(state);
        }
        inner.nodes(mask.root());
        let form = inner.into_form(Some(mask.rect()), Some("DeviceRGB"));
        soft_mask(form, if mask.kind() == MaskType::Alpha { "Alpha" } else { "Luminosity" })
    }

    /// Clips to the shapes of a clip path, which is itself clipped by another, if by any.
    fn clip(&mut self, clip: &ClipPath, around: Transform) {
        let around = around.pre_concat(clip.transform());
        if let Some(further) = clip.clip_path() {
            self.clip(further, Transform::identity());
        }
        let mut rule = FillRule::NonZero;
        let begin = self.content.len();
        self.outlines(clip.root(), around, &mut rule);
        if self.content.len() == begin {
            // No shape at all: nothing is left to be seen.
            self.content.push_str("0 0 0 0 re\n");
        }
        self.content.push_str(if rule == FillRule::EvenOdd { "W* n\n" } else { "W n\n" });
    }

    fn outlines(&mut self, group: &Group, around: Transform, rule: &mut FillRule) {
        let around = around.pre_concat(group.transform());
        for node in group.children() {
            match node {
                Node::Group(group) => self.outlines(group, around, rule),
                Node::Path(path) => {
                    if let Some(fill) = path.fill() {
                        *rule = fill.rule();
                    }
                    self.outline(path, around);
                }
                Node::Text(text) => self.outlines(text.flattened(), around, rule),
                Node::Image(_) => {}
            }
        }
    }

    fn outline(&mut self, path: &Path, around: Transform) {
        let place = |mut point: Point| {
            around.map_point(&mut point);
            format!("{} {}", number(point.x), number(point.y))
        };
        let mut last = Point::zero();
        for segment in path.data().segments() {
            let _ = match segment {
                PathSegment::MoveTo(to) => writeln!(self.content, "{} m", place(to)),
                PathSegment::LineTo(to) => writeln!(self.content, "{} l", place(to)),
                PathSegment::QuadTo(over, to) => {
                    let third = |end: Point| {
                        Point::from_xy(end.x + (over.x - end.x) * 2.0 / 3.0, end.y + (over.y - end.y) * 2.0 / 3.0)
                    };
                    writeln!(self.content, "{} {} {} c", place(third(last)), place(third(to)), place(to))
                }
                PathSegment::CubicTo(a, b, to) => {
                    writeln!(self.content, "{} {} {} c", place(a), place(b), place(to))
                }
                PathSegment::Close => writeln!(self.content, "h"),
            };
            last = match segment {
                PathSegment::MoveTo(to) | PathSegment::LineTo(to) | PathSegment::QuadTo(_, to) => to,
                PathSegment::CubicTo(_, _, to) => to,
                PathSegment::Close => last,
            };
        }
    }

    fn path(&mut self, path: &Path) {
        if !path.is_visible() {
            return;
        }
        let order = match path.paint_order() {
            PaintOrder::FillAndStroke => [true, false],
            PaintOrder::StrokeAndFill => [false, true],
        };
        for is_fill in order {
            match (is_fill, path.fill(), path.stroke()) {
                (true, Some(fill), _) => self.fill(path, fill),
                (false, _, Some(stroke)) => self.stroke(path, stroke),
                (true, None, _) | (false, _, None) => {}
            }
        }
    }

    fn fill(&mut self, path: &Path, fill: &Fill) {
        self.content.push_str("q\n");
        self.paint(path, fill.paint(), fill.opacity().get(), paint::Use::Fill);
        self.outline(path, Transform::identity());
        self.content.push_str(if fill.rule() == FillRule::EvenOdd { "f*\nQ\n" } else { "f\nQ\n" });
    }

    fn stroke(&mut self, path: &Path, stroke: &Stroke) {
        self.content.push_str("q\n");
        self.paint(path, stroke.paint(), stroke.opacity().get(), paint::Use::Stroke);
        let cap = match stroke.linecap() {
            LineCap::Butt => 0,
            LineCap::Round => 1,
            LineCap::Square => 2,
        };
        let join = match stroke.linejoin() {
            LineJoin::Miter | LineJoin::MiterClip => 0,
            LineJoin::Round => 1,
            LineJoin::Bevel => 2,
        };
        let (width, limit) = (number(stroke.width().get()), number(stroke.miterlimit().get()));
        let _ = writeln!(self.content, "{width} w {cap} J {join} j {limit} M");
        if let Some(dashes) = stroke.dasharray() {
            let dashes: Vec<String> = dashes.iter().copied().map(number).collect();
            let _ = writeln!(self.content, "[{}] {} d", dashes.join(" "), number(stroke.dashoffset()));
        }
        self.outline(path, Transform::identity());
        self.content.push_str("S\nQ\n");
    }

    fn paint(&mut self, path: &Path, paint: &Paint, opacity: f32, to: paint::Use) {
        if opacity < 1.0 {
            let mut state = Dictionary::new();
            state.set("ca", opacity);
            state.set("CA", opacity);
            self.set_state(state);
        }
        paint::set(self, path, paint, to);
    }

    fn image(&mut self, image: &Image) {
        let bytes = match image.kind() {
            ImageKind::PNG(bytes) | ImageKind::JPEG(bytes) => bytes,
            // `picture::svg` lets no others in.
            ImageKind::GIF(_) | ImageKind::WEBP(_) | ImageKind::SVG(_) => return,
        };
        let Some(pixels) = pixels::add_pixels(self.file, bytes).filter(|_| image.is_visible()) else {
            return;
        };
        let size = image.size();
        let (width, height) = (number(size.width()), number(size.height()));
        // Pixels fill the unit square from its foot up, while drawings count from the top down.
        let _ = writeln!(self.content, "q {width} 0 0 -{height} 0 {height} cm");
        self.show(pixels);
        self.content.push_str("Q\n");
    }
}

/// ISO 32000-1, 11.3.5. PDF has no addition of light; to screen comes nearest.
fn blend_mode(mode: BlendMode) -> &'static str {
    match mode {
        BlendMode::Normal => "Normal",
        BlendMode::Multiply => "Multiply",
        BlendMode::Screen | BlendMode::PlusLighter => "Screen",
        BlendMode::Overlay => "Overlay",
        BlendMode::Darken => "Darken",
        BlendMode::Lighten => "Lighten",
        BlendMode::ColorDodge => "ColorDodge",
        BlendMode::ColorBurn => "ColorBurn",
        BlendMode::HardLight => "HardLight",
        BlendMode::SoftLight => "SoftLight",
        BlendMode::Difference => "Difference",
        BlendMode::Exclusion => "Exclusion",
        BlendMode::Hue => "Hue",
        BlendMode::Saturation => "Saturation",
        BlendMode::Color => "Color",
        BlendMode::Luminosity => "Luminosity",
    }
}
