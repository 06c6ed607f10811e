//! Pictures of pixels → image streams.

use super::file::File;
use super::icc;
use crate::picture::{jpeg, png};
use lopdf::{Dictionary, ObjectId};
use printpdf::{DictItem, ExternalStream};
use std::collections::BTreeMap;

/// A JPEG, as it is.
pub(super) fn from_jpeg(bytes: &[u8], frame: jpeg::Frame) -> ExternalStream {
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

/// A PNG, as it is where PDF can read its rows, else unpacked; `None` for one that cannot be read.
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
