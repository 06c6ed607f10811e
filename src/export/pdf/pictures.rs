//! The pictures on the pages: each is one object, however often it is shown.
//!
//! A JPEG goes in as it is, a PNG as it is where PDF can read its rows, else unpacked with its transparency as a mask; an SVG is
//! drawn as vectors by [`super::drawing`].

use super::file::{File, name};
use super::pixels::{from_jpeg, from_png};
use super::places::Places;
use super::{check, drawing};
use crate::diagnostic::{Diagnostic, Rule};
use crate::layout::pages::{Owner, Pages, Rect, Shape};
use crate::picture::{Picture, PictureKind, Pictures, jpeg};
use crate::style::Pt;
use crate::tree::AssetPath;
use lopdf::{Dictionary, ObjectId};
use printpdf::{ExternalStream, ExternalXObject, XObject, XObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// The pictures that the pages show.
pub(super) struct Gathered {
    shown: BTreeMap<AssetPath, Shown>,
    /// Pages that show something one can see through.
    see_through: BTreeSet<usize>,
}

struct Shown {
    /// The name among the resources of the pages.
    key: String,
    form: Form,
    /// The turn of the unit square that a picture fills.
    turn: [f32; 6],
}

enum Form {
    Pixels(ExternalStream),
    Vectors(Box<drawing::Drawing>),
}

/// Gets each picture ready once, and reports what of it PDF cannot show.
pub(super) fn gather(pictures: &Pictures, pages: &Pages, places: &Places) -> (Gathered, Vec<Diagnostic>) {
    let mut gathered = Gathered { shown: BTreeMap::new(), see_through: BTreeSet::new() };
    let mut losses = Vec::new();
    for (number, page) in pages.pages.iter().enumerate() {
        for item in &page.items {
            let Shape::Picture { path, .. } = &item.shape else {
                continue;
            };
            if !gathered.shown.contains_key(path) {
                let at = match item.owner {
                    Owner::Content(content) => places.at(pages, content),
                    Owner::Artifact(_) => crate::diagnostic::SourceSpan::NOWHERE,
                };
                let key = format!("P{}", gathered.shown.len());
                match pictures.get(path).and_then(|picture| ready(picture, key)) {
                    Some((shown, lost)) => {
                        losses.extend(lost.into_iter().map(|what| {
                            Diagnostic::new(Rule::Loss, at, format!("`{path}` is drawn without its {what}"))
                        }));
                        gathered.shown.insert(path.clone(), shown);
                    }
                    None => losses.push(check::fault(at, format!("`{path}` cannot be drawn"))),
                }
            }
            if gathered.shown.get(path).is_some_and(Shown::is_see_through) {
                gathered.see_through.insert(number);
            }
        }
    }
    (gathered, losses)
}

fn ready(picture: &Picture, key: String) -> Option<(Shown, Vec<&'static str>)> {
    const UPRIGHT: [f32; 6] = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
    match picture.kind {
        PictureKind::Png => {
            Some((Shown { key, form: Form::Pixels(from_png(&picture.bytes)?), turn: UPRIGHT }, Vec::new()))
        }
        PictureKind::Jpeg => {
            let frame = jpeg::frame(&picture.bytes).ok()?;
            let form = Form::Pixels(from_jpeg(&picture.bytes, frame));
            Some((Shown { key, form, turn: turn(frame.orientation) }, Vec::new()))
        }
        PictureKind::Svg => {
            let drawing = drawing::Drawing::read(std::str::from_utf8(&picture.bytes).ok()?)?;
            let lost = drawing.losses();
            Some((Shown { key, form: Form::Vectors(Box::new(drawing)), turn: UPRIGHT }, lost))
        }
    }
}

/// From the unit square as a JPEG fills it to the unit square as it is to be seen (Exif 2.3, 4.6.4, Orientation).
fn turn(orientation: u8) -> [f32; 6] {
    match orientation {
        2 => [-1.0, 0.0, 0.0, 1.0, 1.0, 0.0],
        3 => [-1.0, 0.0, 0.0, -1.0, 1.0, 1.0],
        4 => [1.0, 0.0, 0.0, -1.0, 0.0, 1.0],
        5 => [0.0, -1.0, -1.0, 0.0, 1.0, 1.0],
        6 => [0.0, -1.0, 1.0, 0.0, 0.0, 1.0],
        7 => [0.0, 1.0, 1.0, 0.0, 0.0, 0.0],
        8 => [0.0, 1.0, -1.0, 0.0, 1.0, 0.0],
        _ => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
    }
}

impl Gathered {
    /// The pictures as `printpdf` takes them.
    pub fn for_printpdf(&self) -> BTreeMap<XObjectId, XObject> {
        let pixels = self.shown.values().filter_map(|shown| match &shown.form {
            Form::Pixels(stream) => {
                let external = ExternalXObject { stream: stream.clone(), width: None, height: None, dpi: None };
                Some((XObjectId(shown.key.clone()), XObject::External(external)))
            }
            Form::Vectors(_) => None,
        });
        pixels.collect()
    }

    /// The name of a picture and the matrix that fits it into an area of a page of some height; `None` for one that is not there.
    pub fn place(&self, path: &AssetPath, area: Rect, height: Pt) -> Option<(&str, [f32; 6])> {
        let shown = self.shown.get(path)?;
        let [a, b, c, d, e, f] = shown.turn;
        let (width, tall) = (area.width.0, area.height.0);
        let (x, y) = (area.x.0, height.0 - area.y.0 - tall);
        Some((&shown.key, [a * width, b * tall, c * width, d * tall, e * width + x, f * tall + y]))
    }

    /// Adds the drawings, which are more objects than `printpdf` takes for one picture, and says on which pages one can see
    /// through something.
    pub fn draw_vectors(&self, file: &mut File) {
        for shown in self.shown.values() {
            if let Form::Vectors(drawing) = &shown.form {
                let form = drawing.write(file);
                let resources = file.resources;
                let among = file.dictionary(resources).get(b"XObject").and_then(lopdf::Object::as_reference);
                let among: ObjectId = among.expect("`printpdf` writes a dictionary of pictures, if an empty one");
                file.dictionary(among).set(shown.key.as_bytes(), form);
            }
        }
        for page in &self.see_through {
            // ISO 19005-2, 6.2.10: says in which colours what is seen through is mixed.
            let mut group = Dictionary::new();
            group.set("Type", name("Group"));
            group.set("S", name("Transparency"));
            group.set("CS", name("DeviceRGB"));
            let page = file.pages[*page];
            file.dictionary(page).set("Group", group);
        }
    }
}

impl Shown {
    fn is_see_through(&self) -> bool {
        match &self.form {
            Form::Pixels(stream) => stream.dict.contains_key("SMask"),
            Form::Vectors(drawing) => drawing.is_see_through(),
        }
    }
}
