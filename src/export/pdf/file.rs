//! A PDF in the making: its objects, and how names and lengths are written into them.

use lopdf::{Dictionary, Document, Object, ObjectId};

/// A PDF in the making: its objects, and those that everything is hung onto.
pub(super) struct File {
    pub document: Document,
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
