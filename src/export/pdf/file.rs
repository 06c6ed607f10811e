//! A PDF in the making: its objects, and how names and lengths are written into them.

use super::packed::PackedObjects;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// A PDF in the making: its objects, and those that everything is hung onto.
pub(super) struct File {
    pub document: Document,
    /// The objects that are packed until they are written; `None` for a file that has few.
    pub packed: Option<PackedObjects>,
    pub catalog: ObjectId,
    /// In the order of the pages.
    pub pages: Vec<ObjectId>,
    /// The resources that all pages share.
    pub resources: ObjectId,
}

impl File {
    pub fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        self.document.add_object(object)
    }

    /// Adds one of many objects, which is packed in a large file.
    pub fn add_one_of_many(&mut self, object: impl Into<Object>) -> ObjectId {
        let id = self.document.new_object_id();
        self.set_one_of_many(id, object);
        id
    }

    /// Sets one of many objects, which is packed in a large file.
    pub fn set_one_of_many(&mut self, id: ObjectId, object: impl Into<Object>) {
        match &mut self.packed {
            Some(packed) => packed.insert(id, &object.into()),
            None => self.document.set_object(id, object),
        }
    }

    /// Changes one of many dictionaries.
    pub fn change_one_of_many(&mut self, id: ObjectId, change: impl FnOnce(&mut Dictionary)) {
        match &mut self.packed {
            Some(packed) => {
                if let Some(Object::Dictionary(mut dictionary)) = packed.get(id) {
                    change(&mut dictionary);
                    packed.insert(id, &dictionary.into());
                }
            }
            None => change(self.dictionary(id)),
        }
    }

    pub fn dictionary(&mut self, id: ObjectId) -> &mut Dictionary {
        self.document
            .get_object_mut(id)
            .and_then(Object::as_dict_mut)
            .expect("made by `framed` or here: a dictionary has this id")
    }

    pub fn catalog(&mut self) -> &mut Dictionary {
        self.dictionary(self.catalog)
    }
}

/// A name object.
pub(super) fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

/// A length as it is written: to a hundredth of a point, and never `-0`.
pub(super) fn rounded(length: f32) -> f32 {
    let rounded = (length * 100.0).round() / 100.0;
    if rounded == 0.0 { 0.0 } else { rounded }
}
