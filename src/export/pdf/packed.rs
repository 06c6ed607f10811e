//! Objects of a large PDF, each packed into a few bytes until it is written: as `lopdf` holds it, a structure element takes more than
//! a kilobyte, and a long article has hundreds of thousands.

use lopdf::{Dictionary, Object, ObjectId, StringFormat};
use std::collections::BTreeMap;

/// Bytes of a chunk. A single list of all bytes would be copied each time it grows.
const CHUNK: usize = 1 << 20;

/// Packed objects, by their ids.
#[derive(Default)]
pub(super) struct PackedObjects {
    chunks: Vec<Vec<u8>>,
    /// The chunk of each object and its first byte there.
    places: BTreeMap<ObjectId, (u32, u32)>,
}

impl PackedObjects {
    /// Packs an object, which is no stream. An object with this id that was packed before is no more.
    pub fn insert(&mut self, id: ObjectId, object: &Object) {
        if self.chunks.last().is_none_or(|chunk| CHUNK <= chunk.len()) {
            self.chunks.push(Vec::with_capacity(CHUNK + CHUNK / 16));
        }
        let number = self.chunks.len() - 1;
        let chunk = &mut self.chunks[number];
        self.places.insert(id, (number as u32, chunk.len() as u32));
        pack(chunk, object);
    }

    /// The object with an id, unpacked.
    pub fn get(&self, id: ObjectId) -> Option<Object> {
        let (chunk, start) = self.places.get(&id)?;
        let mut rest = self.chunks.get(*chunk as usize)?.get(*start as usize..)?;
        unpack(&mut rest)
    }

    /// The ids of all objects, in order.
    pub fn ids(&self) -> impl Iterator<Item = ObjectId> {
        self.places.keys().copied()
    }
}

const NULL: u8 = 0;
const FALSE: u8 = 1;
const TRUE: u8 = 2;
const INTEGER: u8 = 3;
const REAL: u8 = 4;
const NAME: u8 = 5;
const LITERAL: u8 = 6;
const HEXADECIMAL: u8 = 7;
const ARRAY: u8 = 8;
const DICTIONARY: u8 = 9;
const REFERENCE: u8 = 10;

fn pack(bytes: &mut Vec<u8>, object: &Object) {
    match object {
        // A stream is never an object inside another.
        Object::Null | Object::Stream(_) => bytes.push(NULL),
        Object::Boolean(value) => bytes.push(if *value { TRUE } else { FALSE }),
        Object::Integer(number) => {
            bytes.push(INTEGER);
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        Object::Real(number) => {
            bytes.push(REAL);
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        Object::Name(name) => {
            bytes.push(NAME);
            pack_bytes(bytes, name);
        }
        Object::String(string, format) => {
            bytes.push(match format {
                StringFormat::Literal => LITERAL,
                StringFormat::Hexadecimal => HEXADECIMAL,
            });
            pack_bytes(bytes, string);
        }
        Object::Array(items) => {
            bytes.push(ARRAY);
            pack_length(bytes, items.len());
            items.iter().for_each(|item| pack(bytes, item));
        }
        Object::Dictionary(dictionary) => {
            bytes.push(DICTIONARY);
            pack_length(bytes, dictionary.len());
            for (key, value) in dictionary {
                pack_bytes(bytes, key);
                pack(bytes, value);
            }
        }
        Object::Reference((number, generation)) => {
            bytes.push(REFERENCE);
            bytes.extend_from_slice(&number.to_le_bytes());
            bytes.extend_from_slice(&generation.to_le_bytes());
        }
    }
}

fn pack_bytes(bytes: &mut Vec<u8>, content: &[u8]) {
    pack_length(bytes, content.len());
    bytes.extend_from_slice(content);
}

fn pack_length(bytes: &mut Vec<u8>, length: usize) {
    bytes.extend_from_slice(&(length as u32).to_le_bytes());
}

fn unpack(rest: &mut &[u8]) -> Option<Object> {
    Some(match *rest.split_off_first()? {
        FALSE => Object::Boolean(false),
        TRUE => Object::Boolean(true),
        INTEGER => Object::Integer(i64::from_le_bytes(unpack_array(rest)?)),
        REAL => Object::Real(f32::from_le_bytes(unpack_array(rest)?)),
        NAME => Object::Name(unpack_bytes(rest)?),
        LITERAL => Object::String(unpack_bytes(rest)?, StringFormat::Literal),
        HEXADECIMAL => Object::String(unpack_bytes(rest)?, StringFormat::Hexadecimal),
        ARRAY => {
            let length = unpack_length(rest)?;
            Object::Array((0..length).map(|_| unpack(rest)).collect::<Option<Vec<Object>>>()?)
        }
        DICTIONARY => {
            let length = unpack_length(rest)?;
            let entries = (0..length).map(|_| Some((unpack_bytes(rest)?, unpack(rest)?)));
            Object::Dictionary(entries.collect::<Option<Dictionary>>()?)
        }
        REFERENCE => {
            Object::Reference((u32::from_le_bytes(unpack_array(rest)?), u16::from_le_bytes(unpack_array(rest)?)))
        }
        _ => Object::Null,
    })
}

fn unpack_array<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (array, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(*array)
}

fn unpack_length(rest: &mut &[u8]) -> Option<usize> {
    Some(u32::from_le_bytes(unpack_array(rest)?) as usize)
}

fn unpack_bytes(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let length = unpack_length(rest)?;
    Some(rest.split_off(..length)?.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_as_it_went_in() {
        let mut inner = Dictionary::new();
        inner.set("S", Object::Name(b"URI".to_vec()));
        inner.set("On", true);
        inner.set("Off", false);
        let list = vec![Object::Null, (-7).into(), 0.25.into(), inner.into(), Object::Reference((70_000, 3))];
        let mut element = Dictionary::new();
        element.set("K", list);
        element.set("T", Object::String(vec![0, 255, b'('], StringFormat::Literal));
        element.set("I", Object::String(vec![1; 70_000], StringFormat::Hexadecimal));
        let mut packed = PackedObjects::default();
        let objects: Vec<Object> = vec![Object::Array(Vec::new()), element.into(), 5.into()];
        // Enough of them for several chunks.
        for number in 0..60 {
            packed.insert((number, 0), &objects[number as usize % 3]);
        }
        packed.insert((4, 0), &Object::Null);
        for number in 0..60 {
            let expected = if number == 4 { &Object::Null } else { &objects[number as usize % 3] };
            assert_eq!(packed.get((number, 0)).as_ref(), Some(expected), "{number}");
        }
        assert_eq!((packed.get((60, 0)), packed.ids().count()), (None, 60));
    }
}
