//! The objects of a finished PDF → its bytes.
//!
//! Objects are numbered without gaps and in a fixed order, all but streams go into object streams (ISO 32000-1, 7.5.7), and the
//! file's identifier is derived from its bytes. Written here and not by `lopdf`, whose line end after a compressed stream that
//! ends in a carriage return makes the stream look one byte short to checkers of PDF/A.

use super::file::{File, name};
use super::operators::{push_decimal, push_integer};
use super::packed::PackedObjects;
use super::packer::Packer;
use super::text::{hexadecimal, literal, write_name};
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat};
use sha2::{Digest, Sha256};
use std::io::Write;

/// A binary comment right after the header says that the file is not text (ISO 19005-2, 6.1.2).
const HEADER: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";

/// Objects in one object stream: readers unpack a whole one for any object in it.
const IN_ONE_STREAM: usize = 200;

/// Writes a file.
pub(super) fn bytes(file: File) -> Vec<u8> {
    let document = file.document;
    let packed = file.packed.unwrap_or_default();
    let mut ids: Vec<ObjectId> = document.objects.keys().copied().chain(packed.ids()).collect();
    // Two lists in order, one after the other.
    ids.sort();
    let mut writer = Writer { ids, bytes: HEADER.to_vec(), entries: Vec::new(), packer: Packer::default() };
    writer.entries = vec![Entry::Free; writer.ids.len() + 1];
    let mut gathered = Vec::new();
    for (id, object) in document.objects {
        let number = writer.number(id);
        match object {
            Object::Stream(stream) => writer.stream(number, stream),
            object => gathered.push((number, Some(object))),
        }
    }
    gathered.extend(packed.ids().map(|id| (writer.number(id), None)));
    gathered.sort_by_key(|(number, _)| *number);
    for some in gathered.chunks(IN_ONE_STREAM) {
        writer.object_stream(some, &packed);
    }
    writer.finish(&document.trailer)
}

/// The offset of an object.
#[derive(Clone, Copy)]
enum Entry {
    Free,
    At(usize),
    Inside { stream: usize, place: usize },
}

struct Writer {
    /// The numbers that objects had, in order.
    ids: Vec<ObjectId>,
    bytes: Vec<u8>,
    /// By number.
    entries: Vec<Entry>,
    packer: Packer,
}

impl Writer {
    fn number(&self, id: ObjectId) -> usize {
        // A reference to an object that is not there is one to nothing: number 0.
        self.ids.binary_search(&id).map_or(0, |at| at + 1)
    }

    fn stream(&mut self, number: usize, mut stream: Stream) {
        if stream.allows_compression && !stream.dict.has(b"Filter") {
            self.packer.push(&stream.content);
            stream.content = self.packer.finish();
            stream.dict.set("Filter", name("FlateDecode"));
        }
        stream.dict.set("Length", stream.content.len() as i64);
        self.entries[number] = Entry::At(self.bytes.len());
        let mut bytes = std::mem::take(&mut self.bytes);
        let _ = writeln!(bytes, "{number} 0 obj");
        self.dictionary(&mut bytes, &stream.dict);
        bytes.extend_from_slice(b"stream\n");
        bytes.extend_from_slice(&stream.content);
        // A bare line feed after a carriage return would be taken for one line end with it.
        bytes.extend_from_slice(if stream.content.last() == Some(&b'\r') { b"\r\n" } else { b"\n" });
        bytes.extend_from_slice(b"endstream\nendobj\n");
        self.bytes = bytes;
    }

    /// Writes objects; those that are `None` are packed.
    fn object_stream(&mut self, objects: &[(usize, Option<Object>)], packed: &PackedObjects) {
        let container = self.entries.len();
        self.entries.push(Entry::Free);
        let (mut index, mut content) = (Vec::new(), Vec::new());
        for (place, (number, object)) in objects.iter().enumerate() {
            let _ = write!(index, "{number} {} ", content.len());
            match object {
                Some(object) => self.object(&mut content, object),
                None => {
                    let object = packed.get(self.ids[number - 1]);
                    self.object(&mut content, &object.expect("numbered because it is packed"));
                }
            }
            content.push(b'\n');
            self.entries[*number] = Entry::Inside { stream: container, place };
        }
        let mut dictionary = Dictionary::new();
        dictionary.set("Type", name("ObjStm"));
        dictionary.set("N", objects.len() as i64);
        dictionary.set("First", index.len() as i64);
        index.append(&mut content);
        self.stream(container, Stream::new(dictionary, index));
    }

    /// The cross-reference stream, which is the trailer too.
    fn finish(mut self, trailer: &Dictionary) -> Vec<u8> {
        let seal = Sha256::digest(&self.bytes);
        let identifier = Object::String(seal[..16].to_vec(), StringFormat::Hexadecimal);
        let number = self.entries.len();
        let begin = self.bytes.len();
        self.entries.push(Entry::At(begin));
        let mut table = Vec::with_capacity(self.entries.len() * 7);
        for (at, entry) in self.entries.iter().enumerate() {
            let (kind, first, second) = match entry {
                Entry::Free => (0, 0, if at == 0 { u16::MAX } else { 0 }),
                Entry::At(offset) => (1, *offset as u32, 0),
                Entry::Inside { stream, place } => (2, *stream as u32, *place as u16),
            };
            table.push(kind);
            table.extend_from_slice(&first.to_be_bytes());
            table.extend_from_slice(&second.to_be_bytes());
        }
        let mut dictionary = Dictionary::new();
        dictionary.set("Type", name("XRef"));
        dictionary.set("Size", self.entries.len() as i64);
        dictionary.set("W", vec![1.into(), 4.into(), 2.into()]);
        for key in [&b"Root"[..], b"Info"] {
            if let Ok(value) = trailer.get(key) {
                dictionary.set(key, value.clone());
            }
        }
        dictionary.set("ID", vec![identifier.clone(), identifier]);
        self.stream(number, Stream::new(dictionary, table));
        let _ = write!(self.bytes, "startxref\n{begin}\n%%EOF\n");
        self.bytes
    }

    fn object(&self, bytes: &mut Vec<u8>, object: &Object) {
        match object {
            Object::Null => bytes.extend_from_slice(b"null"),
            Object::Boolean(true) => bytes.extend_from_slice(b"true"),
            Object::Boolean(false) => bytes.extend_from_slice(b"false"),
            Object::Integer(number) => push_integer(bytes, *number),
            // Seven digits are all that such a number has.
            Object::Real(number) => {
                push_decimal(bytes, f64::from(*number), if number.abs() < 1.0 { 10_000_000 } else { 10_000 });
            }
            Object::Name(text) => write_name(bytes, text),
            Object::String(text, StringFormat::Literal) => literal(bytes, text),
            Object::String(text, StringFormat::Hexadecimal) => hexadecimal(bytes, text),
            Object::Array(items) => {
                bytes.push(b'[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        bytes.push(b' ');
                    }
                    self.object(bytes, item);
                }
                bytes.push(b']');
            }
            Object::Dictionary(dictionary) => self.dictionary(bytes, dictionary),
            Object::Stream(_) => bytes.extend_from_slice(b"null"),
            Object::Reference(id) => {
                push_integer(bytes, self.number(*id) as i64);
                bytes.extend_from_slice(b" 0 R");
            }
        }
    }

    fn dictionary(&self, bytes: &mut Vec<u8>, dictionary: &Dictionary) {
        bytes.extend_from_slice(b"<<");
        for (key, value) in dictionary {
            write_name(bytes, key);
            bytes.push(b' ');
            self.object(bytes, value);
        }
        bytes.extend_from_slice(b">>");
    }
}
