//! The canvas of a drawing: what is drawn into one form of a PDF, and the resources that it names.

use super::file::{File, name};
use super::operators::push_decimal;
use lopdf::{Dictionary, Object, ObjectId, Stream};
use std::fmt::Write;
use usvg::{NonZeroRect, Transform};

/// The content stream of one form, and the resources that it names.
pub(super) struct Canvas<'f> {
    pub file: &'f mut File,
    pub content: String,
    resources: [(&'static str, Dictionary); 3],
    /// From where the form begins to where the pen is.
    pub at: Transform,
    /// The number of states that are saved and not restored yet.
    pub saved: usize,
}

const STATES: usize = 0;
const PATTERNS: usize = 1;
const FORMS: usize = 2;

impl<'f> Canvas<'f> {
    pub fn new(file: &'f mut File) -> Canvas<'f> {
        let kinds = ["ExtGState", "Pattern", "XObject"];
        let resources = kinds.map(|kind| (kind, Dictionary::new()));
        Canvas { file, content: String::new(), resources, at: Transform::identity(), saved: 0 }
    }

    /// Ends a form. `space` makes it a group of its own, in whose colours what is seen through is mixed.
    pub fn into_form(self, bounds: Option<NonZeroRect>, space: Option<&str>) -> ObjectId {
        let mut form = Dictionary::new();
        form.set("Type", name("XObject"));
        form.set("Subtype", name("Form"));
        let (file, stream) = self.into_stream(form, bounds);
        let mut stream = stream;
        if let Some(space) = space {
            let mut group = Dictionary::new();
            group.set("Type", name("Group"));
            group.set("S", name("Transparency"));
            group.set("CS", name(space));
            group.set("I", true);
            stream.dict.set("Group", group);
        }
        file.add(stream)
    }

    pub fn into_stream(self, mut dictionary: Dictionary, bounds: Option<NonZeroRect>) -> (&'f mut File, Stream) {
        let corners = bounds.map_or([0.0; 4], |area| [area.left(), area.top(), area.right(), area.bottom()]);
        dictionary.set("BBox", corners.map(Object::Real).to_vec());
        let used = self.resources.into_iter().filter(|(_, named)| !named.is_empty());
        let resources: Dictionary = used.map(|(kind, named)| (kind.as_bytes().to_vec(), named.into())).collect();
        dictionary.set("Resources", resources);
        (self.file, Stream::new(dictionary, self.content.into_bytes()))
    }

    fn named(&mut self, kind: usize, object: Object) -> String {
        let named = &mut self.resources[kind].1;
        let key = format!("{}{}", &["G", "N", "X"][kind], named.len());
        named.set(key.as_bytes(), object);
        key
    }

    pub fn pattern(&mut self, pattern: ObjectId) -> String {
        self.named(PATTERNS, pattern.into())
    }

    /// Sets a graphics state.
    pub fn set_state(&mut self, mut state: Dictionary) {
        state.set("Type", name("ExtGState"));
        let key = self.named(STATES, state.into());
        let _ = writeln!(self.content, "/{key} gs");
    }

    pub fn show(&mut self, form: ObjectId) {
        let key = self.named(FORMS, form.into());
        let _ = writeln!(self.content, "/{key} Do");
    }

    /// Turns, scales and moves what is drawn from here on.
    pub fn turn(&mut self, by: Transform) {
        if !by.is_identity() {
            let numbers = [by.sx, by.ky, by.kx, by.sy, by.tx, by.ty].map(number);
            let _ = writeln!(self.content, "{} cm", numbers.join(" "));
            self.at = self.at.pre_concat(by);
        }
    }
}

/// A soft mask (ISO 32000-1, 11.6.5.3).
pub(super) fn soft_mask(form: ObjectId, kind: &str) -> Dictionary {
    let mut mask = Dictionary::new();
    mask.set("Type", name("Mask"));
    mask.set("S", name(kind));
    mask.set("G", form);
    mask
}

/// A number as it is written: fine enough for a drawing that is a hundred times enlarged.
pub(super) fn number(value: f32) -> String {
    let mut number = Vec::new();
    push_decimal(&mut number, value.into(), 10_000);
    String::from_utf8(number).expect("digits, a point and a sign are ASCII")
}
