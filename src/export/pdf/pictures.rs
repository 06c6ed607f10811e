//! The pictures on the pages: each is one object, however often it is shown.
//!
//! A JPEG goes in as it is, a PNG as it is where PDF can read its rows, else unpacked with its transparency as a mask; an SVG is
//! drawn as vectors by [`super::drawing`].

use super::file::{File, name};
use super::pixels::Pixels;
use super::places::Places;
use super::{check, drawing};
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::layout::pages::{Owner, Pages, Rect, Shape};
use crate::picture::room::ROOM;
use crate::picture::{Picture, PictureKind, Pictures, jpeg, png};
use crate::style::Pt;
use crate::tree::AssetPath;
use lopdf::{Dictionary, Object, ObjectId};
use printpdf::{ExternalXObject, XObject, XObjectId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The pictures that the pages show.
pub(super) struct Gathered {
    shown: BTreeMap<AssetPath, Shown>,
    /// Pages that show something one can see through.
    see_through: BTreeSet<usize>,
    /// Reports of what PDF cannot show, by the numbers of the pictures.
    losses: BTreeMap<usize, Diagnostic>,
}

struct Shown {
    /// From 0 on, as they are first shown.
    number: usize,
    /// The name among the resources of the pages.
    key: String,
    form: Form,
    /// The turn of the unit square that a picture fills.
    turn: [f32; 6],
    /// Where it is first shown, in the article.
    at: SourceSpan,
    pages: BTreeSet<usize>,
}

enum Form {
    Pixels(Pixels),
    /// A cleaned SVG. It is read when it is drawn, since it takes many times its size then.
    Vectors(Arc<[u8]>),
}

/// Gets each picture ready once.
pub(super) fn gather(pictures: &Pictures, pages: &Pages, places: &Places) -> Gathered {
    let mut gathered = Gathered { shown: BTreeMap::new(), see_through: BTreeSet::new(), losses: BTreeMap::new() };
    for (number, page) in pages.pages.iter().enumerate() {
        for item in &page.items {
            let Shape::Picture { path, .. } = &item.shape else {
                continue;
            };
            if !gathered.shown.contains_key(path) {
                let at = match item.owner {
                    Owner::Content(content) => places.at(pages, content),
                    Owner::Artifact(_) => SourceSpan::NOWHERE,
                };
                let next = gathered.shown.len();
                match pictures.get(path).and_then(|picture| ready(picture, next, at)) {
                    Some(shown) => {
                        gathered.shown.insert(path.clone(), shown);
                    }
                    None => {
                        gathered.losses.insert(next, check::fault(at, format!("`{path}` cannot be drawn")));
                    }
                }
            }
            if let Some(shown) = gathered.shown.get_mut(path) {
                shown.pages.insert(number);
            }
        }
    }
    gathered
}

fn ready(picture: &Picture, number: usize, at: SourceSpan) -> Option<Shown> {
    let (form, orientation) = match picture.kind {
        PictureKind::Png => {
            let _room = ROOM.take(png::memory(&picture.bytes));
            (Form::Pixels(Pixels::from_png(&picture.bytes)?), 1)
        }
        PictureKind::Jpeg => {
            let frame = jpeg::header(&picture.bytes).ok()?;
            (Form::Pixels(Pixels::from_jpeg(&picture.bytes, frame)), frame.orientation)
        }
        PictureKind::Svg => (Form::Vectors(Arc::clone(&picture.bytes)), 1),
    };
    Some(Shown { number, key: format!("P{number}"), form, turn: turn(orientation), at, pages: BTreeSet::new() })
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
    /// The pictures as `printpdf` takes them, their samples left out: it would copy them.
    pub fn for_printpdf(&self) -> BTreeMap<XObjectId, XObject> {
        let pixels = self.shown.values().filter_map(|shown| match &shown.form {
            Form::Pixels(pixels) => {
                let stream = pixels.frame.clone();
                let external = ExternalXObject { stream, width: None, height: None, dpi: None };
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

    /// Adds the samples, and the drawings, which are more objects than `printpdf` takes for one picture, and marks the pages that have
    /// something transparent. Reports what PDF cannot show of the pictures.
    pub fn draw(mut self, file: &mut File) -> Vec<Diagnostic> {
        let resources = file.resources;
        let among = file.dictionary(resources).get(b"XObject").and_then(Object::as_reference);
        let among: ObjectId = among.expect("`printpdf` writes a dictionary of pictures, if an empty one");
        for (path, shown) in self.shown {
            let see_through = match shown.form {
                Form::Pixels(pixels) => {
                    let place = file.dictionary(among).get(shown.key.as_bytes()).and_then(Object::as_reference);
                    let see_through = pixels.is_see_through();
                    pixels.fill(file, place.expect("`printpdf` was given the picture by this name"));
                    see_through
                }
                Form::Vectors(bytes) => {
                    let drawn = drawing::draw(&bytes, file);
                    file.dictionary(among).set(shown.key.as_bytes(), drawn.form);
                    if let Some(what) = drawn.lost {
                        let words = format!("`{path}` is drawn without its {what}");
                        self.losses.insert(shown.number, Diagnostic::new(Rule::Loss, shown.at, words));
                    }
                    drawn.is_see_through
                }
            };
            if see_through {
                self.see_through.extend(shown.pages);
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
        self.losses.into_values().collect()
    }
}
