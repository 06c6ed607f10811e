//! The pictures on the pages: each is one object, however often it is shown.
//!
//! A JPEG goes in as it is, a PNG as it is where PDF can read its rows, else unpacked with its transparency as a mask; an SVG is
//! drawn as vectors by [`super::drawing`].

use super::places::Places;
use super::write::Packer;
use super::{File, check, drawing, icc, name};
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::layout::pages::{Owner, Pages, Rect, Shape};
use crate::picture::room::ROOM;
use crate::picture::{Picture, PictureKind, Pictures, jpeg, png};
use crate::style::Pt;
use crate::tree::AssetPath;
use lopdf::{Dictionary, Object, ObjectId};
use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject, XObjectId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The pictures that the pages show.
pub(super) struct Gathered {
    shown: BTreeMap<AssetPath, Shown>,
    /// Pages that show something one can see through.
    see_through: BTreeSet<usize>,
    /// What of them PDF cannot show, by their numbers.
    losses: BTreeMap<usize, Diagnostic>,
}

struct Shown {
    /// From 0 on, as they are first shown.
    number: usize,
    /// The name among the resources of the pages.
    key: String,
    form: Form,
    /// How the unit square that a picture fills is turned.
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
            let frame = jpeg::frame(&picture.bytes).ok()?;
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

    /// Adds the samples, and the drawings, which are more objects than `printpdf` takes for one picture, and says on which pages
    /// one can see through something. What of the pictures PDF cannot show is told.
    pub fn draw(mut self, file: &mut File) -> Vec<Diagnostic> {
        let resources = file.resources;
        let among = file.dictionary(resources).get(b"XObject").and_then(Object::as_reference);
        let among: ObjectId = among.expect("`printpdf` writes a dictionary of pictures, if an empty one");
        for (path, shown) in self.shown {
            let see_through = match shown.form {
                Form::Pixels(pixels) => {
                    let place = file.dictionary(among).get(shown.key.as_bytes()).and_then(Object::as_reference);
                    let see_through = pixels.alpha.is_some();
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

/// A picture of pixels: its object, and the samples that go into it.
struct Pixels {
    /// The object without samples. With transparency, one for the mask is among its entries.
    frame: ExternalStream,
    samples: Samples,
    /// The opacity of each pixel, packed.
    alpha: Option<Vec<u8>>,
}

enum Samples {
    /// As the filter says that the object names.
    AsTheyAre(Vec<u8>),
    /// By a packer; the object is still to name its filter.
    Packed(Vec<u8>),
}

impl Pixels {
    fn from_jpeg(bytes: &[u8], frame: jpeg::Frame) -> Pixels {
        let mut dict = frame_of(frame.width.into(), frame.height.into(), 8);
        let space = match frame.components {
            1 => item_name("DeviceGray"),
            4 => {
                let profile = BTreeMap::from([("N".to_owned(), DictItem::Int(4))]);
                let profile = ExternalStream { dict: profile, content: icc::inks(), compress: true };
                DictItem::Array(vec![item_name("ICCBased"), DictItem::Stream { stream: profile }])
            }
            _ => item_name("DeviceRGB"),
        };
        dict.insert("ColorSpace".to_owned(), space);
        dict.insert("Filter".to_owned(), item_name("DCTDecode"));
        if frame.components == 4 && frame.inverted {
            let inverted = [1, 0, 1, 0, 1, 0, 1, 0].map(DictItem::Int);
            dict.insert("Decode".to_owned(), DictItem::Array(inverted.to_vec()));
        }
        Pixels { frame: empty(dict), samples: Samples::AsTheyAre(bytes.to_vec()), alpha: None }
    }

    fn from_png(bytes: &[u8]) -> Option<Pixels> {
        if let Some(rows) = png::rows(bytes) {
            return Some(Pixels::from_rows(rows));
        }
        let (mut colours, mut opacity) = (Packer::default(), Packer::default());
        let samples = png::unpack(bytes, |row, alpha| {
            colours.push(row);
            opacity.push(alpha);
        })?;
        let mut dict = frame_of(samples.width, samples.height, 8);
        dict.insert("ColorSpace".to_owned(), device(samples.channels));
        if samples.see_through {
            let mut mask = frame_of(samples.width, samples.height, 8);
            mask.insert("ColorSpace".to_owned(), device(1));
            dict.insert("SMask".to_owned(), DictItem::Stream { stream: empty(mask) });
        }
        let alpha = samples.see_through.then(|| opacity.finish());
        Some(Pixels { frame: empty(dict), samples: Samples::Packed(colours.finish()), alpha })
    }

    /// PDF reads the rows of a PNG as they are (ISO 32000-1, 7.4.4.4).
    fn from_rows(rows: png::Rows) -> Pixels {
        let mut dict = frame_of(rows.width, rows.height, rows.depth);
        let space = match rows.palette {
            Some(palette) => {
                let last = (palette.len() / 3).saturating_sub(1) as i64;
                let colours = DictItem::String { data: palette, literal: false };
                DictItem::Array(vec![item_name("Indexed"), item_name("DeviceRGB"), DictItem::Int(last), colours])
            }
            None => device(rows.channels),
        };
        let parameters = [
            ("Predictor", 15),
            ("Colors", i64::from(rows.channels)),
            ("BitsPerComponent", i64::from(rows.depth)),
            ("Columns", i64::from(rows.width)),
        ];
        let parameters = parameters.map(|(key, value)| (key.to_owned(), DictItem::Int(value)));
        dict.insert("ColorSpace".to_owned(), space);
        dict.insert("Filter".to_owned(), item_name("FlateDecode"));
        dict.insert("DecodeParms".to_owned(), DictItem::Dict { map: BTreeMap::from(parameters) });
        Pixels { frame: empty(dict), samples: Samples::AsTheyAre(rows.packed), alpha: None }
    }

    /// Puts the samples into the objects that were made of the frame.
    fn fill(self, file: &mut File, place: ObjectId) {
        let mask = match file.document.get_object_mut(place) {
            Ok(Object::Stream(stream)) => {
                match self.samples {
                    Samples::AsTheyAre(samples) => stream.content = samples,
                    Samples::Packed(samples) => set_packed(stream, samples),
                }
                stream.dict.get(b"SMask").and_then(Object::as_reference).ok()
            }
            _ => None,
        };
        if let (Some(alpha), Some(mask)) = (self.alpha, mask)
            && let Ok(Object::Stream(stream)) = file.document.get_object_mut(mask)
        {
            set_packed(stream, alpha);
        }
    }
}

fn set_packed(stream: &mut lopdf::Stream, samples: Vec<u8>) {
    stream.content = samples;
    stream.dict.set("Filter", name("FlateDecode"));
}

fn empty(dict: BTreeMap<String, DictItem>) -> ExternalStream {
    ExternalStream { dict, content: Vec::new(), compress: false }
}

fn frame_of(width: u32, height: u32, depth: u8) -> BTreeMap<String, DictItem> {
    let entries = [
        ("Type", item_name("XObject")),
        ("Subtype", item_name("Image")),
        ("Width", DictItem::Int(width.into())),
        ("Height", DictItem::Int(height.into())),
        ("BitsPerComponent", DictItem::Int(depth.into())),
    ];
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn device(channels: u8) -> DictItem {
    item_name(if channels == 1 { "DeviceGray" } else { "DeviceRGB" })
}

fn item_name(text: &str) -> DictItem {
    DictItem::Name(text.as_bytes().to_vec())
}

/// A picture inside a drawing, with its mask, as objects of the file.
pub(super) fn add_pixels(file: &mut File, bytes: &[u8]) -> Option<ObjectId> {
    let pixels = match bytes {
        [0xff, 0xd8, ..] => Pixels::from_jpeg(bytes, jpeg::frame(bytes).ok()?),
        _ => Pixels::from_png(bytes)?,
    };
    let place = add_stream(file, pixels.frame.clone());
    pixels.fill(file, place);
    Some(place)
}

/// Adds a stream; streams among its entries become objects of their own, as PDF asks.
fn add_stream(file: &mut File, stream: ExternalStream) -> ObjectId {
    let mut dictionary = Dictionary::new();
    for (key, value) in stream.dict {
        dictionary.set(key, to_object(file, value));
    }
    file.add(lopdf::Stream::new(dictionary, stream.content))
}

fn to_object(file: &mut File, item: DictItem) -> Object {
    match item {
        DictItem::Stream { stream } => add_stream(file, stream).into(),
        DictItem::Array(items) => items.into_iter().map(|item| to_object(file, item)).collect::<Vec<_>>().into(),
        other => other.to_lopdf(),
    }
}
