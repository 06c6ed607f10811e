//! Pictures of pixels → image streams.

use super::file::{File, name};
use super::icc;
use super::packer::Packer;
use crate::picture::{jpeg, png};
use lopdf::{Dictionary, Object, ObjectId};
use printpdf::{DictItem, ExternalStream};
use std::collections::BTreeMap;

/// A picture of pixels: its object, and the samples that go into it.
pub(super) struct Pixels {
    /// The object without samples. With transparency, one for the mask is among its entries.
    pub frame: ExternalStream,
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
    /// A JPEG, as it is.
    pub fn from_jpeg(bytes: &[u8], frame: jpeg::JpegHeader) -> Pixels {
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

    /// A PNG, as it is where PDF can read its rows, else unpacked row by row; `None` for one that cannot be read.
    pub fn from_png(bytes: &[u8]) -> Option<Pixels> {
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

    /// True if some of it is transparent.
    pub fn is_see_through(&self) -> bool {
        self.alpha.is_some()
    }

    /// Puts the samples into the objects that were made of the frame.
    pub fn fill(self, file: &mut File, place: ObjectId) {
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
        [0xff, 0xd8, ..] => Pixels::from_jpeg(bytes, jpeg::header(bytes).ok()?),
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
