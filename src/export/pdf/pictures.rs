//! The pictures on the pages: each is one object, however often it is shown.
//!
//! A JPEG goes in as it is, a PNG as it is where PDF can read its rows, else unpacked with its transparency as a mask; an SVG is
//! drawn as vectors by [`super::drawing`].

use super::places::Places;
use super::{File, check, drawing, icc, name};
use crate::diagnostic::{Diagnostic, Rule};
use crate::layout::pages::{Owner, Pages, Rect, Shape};
use crate::picture::{Picture, PictureKind, Pictures, jpeg, png};
use crate::style::Pt;
use crate::tree::AssetPath;
use lopdf::{Dictionary, ObjectId};
use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject, XObjectId};
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
    /// How the unit square that a picture fills is turned.
    turn: [f32; 6],
}

enum Form {
    Pixels(ExternalStream),
    Vectors(Box<drawing::Drawing>),
}

/// Gets each picture ready once, and tells what of it PDF cannot show.
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

fn from_jpeg(bytes: &[u8], frame: jpeg::Frame) -> ExternalStream {
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
    ExternalStream { dict, content: bytes.to_vec(), compress: false }
}

pub(super) fn from_png(bytes: &[u8]) -> Option<ExternalStream> {
    if let Some(rows) = png::rows(bytes) {
        return Some(from_rows(rows));
    }
    let samples = png::samples(bytes)?;
    let mut dict = frame_of(samples.width, samples.height, 8);
    dict.insert("ColorSpace".to_owned(), device(samples.channels));
    if let Some(alpha) = samples.alpha {
        let mut mask = frame_of(samples.width, samples.height, 8);
        mask.insert("ColorSpace".to_owned(), device(1));
        let stream = ExternalStream { dict: mask, content: alpha, compress: true };
        dict.insert("SMask".to_owned(), DictItem::Stream { stream });
    }
    Some(ExternalStream { dict, content: samples.colours, compress: true })
}

/// PDF reads the rows of a PNG as they are (ISO 32000-1, 7.4.4.4).
fn from_rows(rows: png::Rows) -> ExternalStream {
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
    ExternalStream { dict, content: rows.packed, compress: false }
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
    let stream = match bytes {
        [0xff, 0xd8, ..] => from_jpeg(bytes, jpeg::frame(bytes).ok()?),
        _ => from_png(bytes)?,
    };
    Some(add_stream(file, stream))
}

/// Adds a stream; streams among its entries become objects of their own, as PDF asks.
fn add_stream(file: &mut File, stream: ExternalStream) -> ObjectId {
    let mut dictionary = Dictionary::new();
    for (key, value) in stream.dict {
        dictionary.set(key, to_object(file, value));
    }
    file.add(lopdf::Stream::new(dictionary, stream.content))
}

fn to_object(file: &mut File, item: DictItem) -> lopdf::Object {
    match item {
        DictItem::Stream { stream } => add_stream(file, stream).into(),
        DictItem::Array(items) => items.into_iter().map(|item| to_object(file, item)).collect::<Vec<_>>().into(),
        other => other.to_lopdf(),
    }
}
