//! Our own look over a finished PDF, before it may say what it conforms to.
//!
//! It reads the objects as they will be written and trusts nothing of how they were made: each marked content is in the
//! structure tree exactly once and the parent tree leads back to it, nothing is painted outside, no glyph stands for no
//! character, figures and links have their words, notes their ids, the document its title and language.

use super::file::File;
use super::packed::PackedObjects;
use super::tags::Elements;
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::layout::pages::{NodeId, Pages};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A finished edition does not hold what it has to.
pub(super) fn fault(at: SourceSpan, what: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Rule::EditionCheck, at, what)
        .with_help("this is a fault of Quatrefoil: report it with the article, which need not change")
}

/// Everything that a file does not hold; empty where all is well.
pub(super) fn check(
    file: &File,
    pages: &Pages,
    spans: impl Fn(NodeId) -> SourceSpan,
    elements: &Elements,
) -> Vec<Diagnostic> {
    let at = |(at, id): (usize, &ObjectId)| (*id, spans(NodeId(at as u32)));
    let spans = elements.ids.iter().enumerate().take(pages.nodes.len()).map(at).collect();
    look_over(&file.document, file.packed.as_ref(), spans)
}

/// Looks over a document and its objects that are packed. `spans` says where the article says what an element holds.
pub(super) fn look_over(
    document: &Document,
    packed: Option<&PackedObjects>,
    spans: BTreeMap<ObjectId, SourceSpan>,
) -> Vec<Diagnostic> {
    let mut look = PdfChecker {
        document,
        packed,
        spans,
        faults: Vec::new(),
        claims: BTreeMap::new(),
        objects: BTreeMap::new(),
        notes: BTreeSet::new(),
        seen: BTreeSet::new(),
        level: 0,
    };
    if look.all().is_none() {
        look.say(None, "the PDF lacks a part that it must have");
    }
    look.faults
}

struct PdfChecker<'a> {
    document: &'a Document,
    packed: Option<&'a PackedObjects>,
    spans: BTreeMap<ObjectId, SourceSpan>,
    faults: Vec<Diagnostic>,
    /// The element that claims each marked content, by page and MCID.
    claims: BTreeMap<(ObjectId, i64), ObjectId>,
    /// The element that holds each annotation.
    objects: BTreeMap<ObjectId, ObjectId>,
    notes: BTreeSet<Vec<u8>>,
    seen: BTreeSet<ObjectId>,
    /// Of the last heading; 0 before the first.
    level: u8,
}

/// The properties that one element inherits from those around it.
#[derive(Clone, Copy)]
struct Around<'a> {
    page: Option<ObjectId>,
    parent: &'a [u8],
}

impl<'a> PdfChecker<'a> {
    fn say(&mut self, element: Option<ObjectId>, what: impl Into<String>) {
        let at = element.and_then(|id| self.spans.get(&id).copied()).unwrap_or_default();
        self.faults.push(fault(at, what));
    }

    fn dictionary(&self, id: ObjectId) -> Option<&'a Dictionary> {
        self.document.get_object(id).ok()?.as_dict().ok()
    }

    /// One of the many dictionaries, packed or not.
    fn one_of_many(&self, id: ObjectId) -> Option<Cow<'a, Dictionary>> {
        match self.packed.and_then(|packed| packed.get(id)) {
            Some(Object::Dictionary(dictionary)) => Some(Cow::Owned(dictionary)),
            _ => self.dictionary(id).map(Cow::Borrowed),
        }
    }

    /// The elements of the marked contents of a page, packed or not.
    fn parents(&self, object: &'a Object) -> Option<Cow<'a, [Object]>> {
        let packed = object.as_reference().ok().zip(self.packed).and_then(|(id, packed)| packed.get(id));
        match packed {
            Some(Object::Array(parents)) => Some(Cow::Owned(parents)),
            _ => self.follow(object).as_array().ok().map(|parents| Cow::Borrowed(parents.as_slice())),
        }
    }

    fn follow(&self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).map_or(object, |(_, object)| object)
    }

    fn entry(&self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Object> {
        Some(self.follow(dictionary.get(key.as_bytes()).ok()?))
    }

    fn all(&mut self) -> Option<()> {
        let catalog = self.dictionary(self.document.trailer.get(b"Root").ok()?.as_reference().ok()?)?;
        let info = self.dictionary(self.document.trailer.get(b"Info").ok()?.as_reference().ok()?)?;
        if !says_something(info, "Title") {
            self.say(None, "the PDF has no title");
        }
        if !says_something(catalog, "Lang") {
            self.say(None, "the PDF has no language");
        }
        let root = self.dictionary(catalog.get(b"StructTreeRoot").ok()?.as_reference().ok()?)?;
        let top = root.get(b"K").ok()?.as_reference().ok()?;
        self.element(top, Around { page: None, parent: b"" }, 0);
        let tree = self.entry(root, "ParentTree")?.as_dict().ok()?;
        let numbers = self.entry(tree, "Nums")?.as_array().ok()?;
        let pairs = numbers.chunks_exact(2).filter_map(|pair| Some((pair[0].as_i64().ok()?, &pair[1])));
        let back: BTreeMap<i64, &Object> = pairs.collect();
        let mut marks = 0;
        for page in self.document.get_pages().into_values() {
            marks += self.page(page, &back)?;
        }
        if marks < self.claims.len() {
            self.say(None, "the structure tree names content that is on no page");
        }
        Some(())
    }

    /// Walks the structure tree. The depth of the tree of an article is bounded, so this is no endless way down.
    fn element(&mut self, id: ObjectId, around: Around<'_>, depth: usize) {
        let Some(element) = self.one_of_many(id) else {
            return self.say(None, "the structure tree names an element that is not there");
        };
        if depth > 500 || !self.seen.insert(id) {
            return self.say(Some(id), "an element stands in the structure tree twice");
        }
        let kind = element.get(b"S").and_then(Object::as_name).unwrap_or_default();
        let page = element.get(b"Pg").and_then(Object::as_reference).ok().or(around.page);
        self.words(id, &element, kind, around.parent);
        let kids = match element.get(b"K") {
            Ok(Object::Array(kids)) => kids.iter().collect(),
            Ok(kid) => vec![kid],
            Err(_) => Vec::new(),
        };
        let mut holds_object = false;
        for kid in kids {
            match kid {
                Object::Reference(kid) => self.element(*kid, Around { page, parent: kind }, depth + 1),
                Object::Integer(mcid) => self.claim(id, page, *mcid),
                Object::Dictionary(kid) => {
                    let page = kid.get(b"Pg").and_then(Object::as_reference).ok().or(page);
                    if let Ok(mcid) = kid.get(b"MCID").and_then(Object::as_i64) {
                        self.claim(id, page, mcid);
                    }
                    if let Ok(object) = kid.get(b"Obj").and_then(Object::as_reference) {
                        holds_object = true;
                        self.objects.insert(object, id);
                    }
                }
                _ => self.say(Some(id), "an element holds something that is no content"),
            }
        }
        if kind == b"Link" && !holds_object {
            self.say(Some(id), "a link has no area that can be followed");
        }
    }

    fn claim(&mut self, id: ObjectId, page: Option<ObjectId>, mcid: i64) {
        let Some(page) = page else {
            return self.say(Some(id), "an element holds content of no page");
        };
        if self.claims.insert((page, mcid), id).is_some() {
            self.say(Some(id), "a piece of content stands in the structure tree twice");
        }
    }

    /// Checks what elements of each kind must say.
    fn words(&mut self, id: ObjectId, element: &Dictionary, kind: &[u8], parent: &[u8]) {
        match kind {
            b"Figure" if !says_something(element, "Alt") => self.say(Some(id), "a figure has no words"),
            b"Note" => match element.get(b"ID").and_then(Object::as_str) {
                Ok(note) if self.notes.insert(note.to_vec()) => {}
                Ok(_) | Err(_) => self.say(Some(id), "a note has no id of its own"),
            },
            [b'H', digit @ b'1'..=b'6'] => {
                let level = digit - b'0';
                if level > self.level + 1 {
                    self.say(Some(id), "a heading skips a level");
                }
                self.level = level;
            }
            _ => {}
        }
        let fits = match kind {
            b"LI" => parent == b"L",
            b"Lbl" => !matches!(parent, b"L" | b"Table" | b"TR"),
            b"LBody" => parent == b"LI",
            b"TR" => matches!(parent, b"Table" | b"THead" | b"TBody"),
            b"TH" | b"TD" => parent == b"TR",
            b"THead" | b"TBody" => parent == b"Table",
            b"TOCI" => parent == b"TOC",
            _ => true,
        };
        if !fits {
            let (kind, parent) = (String::from_utf8_lossy(kind), String::from_utf8_lossy(parent));
            self.say(Some(id), format!("an element {kind} stands in an element {parent}"));
        }
    }

    /// Looks at a page and what can be followed on it, and counts its marked contents.
    fn page(&mut self, id: ObjectId, back: &BTreeMap<i64, &'a Object>) -> Option<usize> {
        let page = self.dictionary(id)?;
        let content = self.entry(page, "Contents")?.as_stream().ok()?;
        let marks = match super::content::marks(&content.content) {
            Ok(marks) => marks,
            Err((what, marks)) => {
                let element = marks.last().and_then(|mark| self.claims.get(&(id, *mark)).copied());
                self.say(element, what);
                return Some(marks.len());
            }
        };
        let key = page.get(b"StructParents").and_then(Object::as_i64).ok();
        let parents = key.and_then(|key| self.parents(back.get(&key)?));
        let mut known = BTreeSet::new();
        for mark in &marks {
            let element = self.claims.get(&(id, *mark)).copied();
            let parent = parents.as_ref().and_then(|parents| parents.get(*mark as usize)?.as_reference().ok());
            if !known.insert(mark) {
                self.say(element, "two pieces of content have the same number");
            }
            if element.is_none() {
                self.say(parent, "a piece of content is not in the structure tree");
            } else if element != parent {
                self.say(element, "the parent tree leads elsewhere than the structure tree");
            }
        }
        if let Some(annotations) = self.entry(page, "Annots").and_then(|annotations| annotations.as_array().ok()) {
            for annotation in annotations {
                self.annotation(annotation.as_reference().ok()?, back)?;
            }
        }
        Some(marks.len())
    }

    fn annotation(&mut self, id: ObjectId, back: &BTreeMap<i64, &'a Object>) -> Option<()> {
        let annotation = self.one_of_many(id)?;
        let element = self.objects.get(&id).copied();
        let key = annotation.get(b"StructParent").and_then(Object::as_i64).ok();
        let parent = key.and_then(|key| back.get(&key)?.as_reference().ok());
        if element.is_none() || element != parent {
            self.say(element.or(parent), "a link is not in the structure tree");
        }
        if !says_something(&annotation, "Contents") {
            self.say(element, "a link has no words");
        }
        if !annotation.has(b"A") {
            self.say(element, "a link leads nowhere");
        }
        Some(())
    }
}

fn says_something(dictionary: &Dictionary, key: &str) -> bool {
    dictionary.get(key.as_bytes()).and_then(Object::as_str).is_ok_and(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Exporter, Job, pdf::Pdf};
    use crate::layout::Fonts;
    use crate::read::{Article, Form, Neighbours, read};
    use crate::style::Style;
    use std::sync::OnceLock;

    const ARTICLE: &str = "# Eye drops\n\nSee [more](https://example.org)[^1].\n\n![A drop](gone.png)\n\n## Dose\n\n- one\n\n[^1]: A note.\n";

    /// A finished handout as its bytes say it, its pages unpacked.
    fn finished() -> Document {
        let neighbours = Neighbours::default();
        let article = Article { bytes: ARTICLE.as_bytes(), form: Form::Markdown, stem: "eye", neighbours: &neighbours };
        let document = read(&article).draft.expect("words").seal().expect("sealed");
        let (style, pictures, pages) = (Style::handout(), Default::default(), OnceLock::new());
        let job = Job::new(&document, &style, &pictures, Fonts::builtin(), "eye", &pages);
        let mut file = Document::load_mem(&Pdf.export(job).expect("an edition").bytes).expect("a PDF");
        for page in file.get_pages().into_values() {
            let content = file.get_page_content(page);
            let stream = file.get_page_contents(page)[0];
            let stream = file.get_object_mut(stream).unwrap().as_stream_mut().unwrap();
            stream.dict.remove(b"Filter");
            stream.set_plain_content(content);
        }
        file
    }

    /// The first element of a kind.
    fn element(file: &Document, kind: &str) -> ObjectId {
        let is_kind = |object: &Object| {
            let dictionary = object.as_dict().ok()?;
            (dictionary.get(b"S").and_then(Object::as_name).ok()? == kind.as_bytes() && dictionary.has(b"P"))
                .then_some(())
        };
        *file.objects.iter().find(|(_, object)| is_kind(object).is_some()).expect("an element of the kind").0
    }

    fn root<'f>(file: &'f mut Document, key: &str) -> &'f mut Dictionary {
        let id = file.trailer.get(key.as_bytes()).unwrap().as_reference().unwrap();
        file.get_object_mut(id).unwrap().as_dict_mut().unwrap()
    }

    fn content(file: &mut Document, change: impl Fn(&str) -> String) {
        let page = file.get_pages()[&1];
        let stream = file.get_page_contents(page)[0];
        let stream = file.get_object_mut(stream).unwrap().as_stream_mut().unwrap();
        // Bytes as characters, one for one: strings of glyphs are no UTF-8.
        let text: String = stream.content.iter().map(|byte| char::from(*byte)).collect();
        let changed: Vec<u8> = change(&text).chars().map(|c| c as u8).collect();
        assert_ne!(stream.content, changed, "the change is one");
        stream.set_plain_content(changed);
    }

    /// Breaks a finished handout and says what the look over it finds. Every element is said to be at line 7.
    #[track_caller]
    fn broken(word: &str, line: u32, change: impl FnOnce(&mut Document)) {
        let mut file = finished();
        let spans = |file: &Document| file.objects.keys().map(|id| (*id, [7, 1, 7, 2].into())).collect();
        assert_eq!(look_over(&file, None, spans(&file)), [], "whole before it is broken");
        change(&mut file);
        let faults = look_over(&file, None, spans(&file));
        let found = faults.iter().any(|fault| fault.message.contains(word) && fault.at.start.line == line);
        assert!(found && faults.iter().all(|fault| fault.rule == Rule::EditionCheck), "{word}: {faults:?}");
    }

    fn change(file: &mut Document, kind: &str, key: &str, value: Option<Object>) {
        let id = element(file, kind);
        let dictionary = file.get_object_mut(id).unwrap().as_dict_mut().unwrap();
        match value {
            Some(value) => dictionary.set(key, value),
            None => drop(dictionary.remove(key.as_bytes())),
        }
    }

    #[test]
    fn a_document_without_title_or_language_is_found() {
        broken("no title", 0, |file| drop(root(file, "Info").remove(b"Title")));
        broken("no language", 0, |file| drop(root(file, "Root").remove(b"Lang")));
        broken("lacks a part", 0, |file| drop(root(file, "Root").remove(b"StructTreeRoot")));
    }

    #[test]
    fn an_element_that_does_not_say_what_it_must_is_found() {
        broken("a figure has no words", 7, |file| change(file, "Figure", "Alt", None));
        broken("a figure has no words", 7, |file| change(file, "Figure", "Alt", Some(Object::string_literal(""))));
        broken("a note has no id", 7, |file| change(file, "Note", "ID", None));
        broken("a heading skips", 7, |file| change(file, "H2", "S", Some("H4".into())));
        broken("LI stands in", 7, |file| change(file, "L", "S", Some("P".into())));
        broken("a link has no area", 7, |file| change(file, "Link", "K", Some(Object::Array(Vec::new()))));
    }

    #[test]
    fn content_that_is_not_in_the_tree_once_is_found() {
        broken("a piece of content is not in the structure tree", 7, |file| change(file, "H1", "K", None));
        broken("on no page", 0, |file| change(file, "H1", "K", Some(vec![0.into(), 99.into()].into())));
        broken("stands in the structure tree twice", 7, |file| {
            change(file, "H1", "K", Some(vec![0.into(), 0.into()].into()))
        });
        broken("have the same number", 7, |file| content(file, |text| text.replacen("/MCID 1>", "/MCID 0>", 1)));
    }

    #[test]
    fn a_parent_tree_with_gaps_is_found() {
        broken("leads elsewhere", 7, |file| {
            let tree = root(file, "Root").get(b"StructTreeRoot").unwrap().as_reference().unwrap();
            let tree = file.get_dictionary(tree).unwrap().get(b"ParentTree").unwrap().as_reference().unwrap();
            file.get_object_mut(tree).unwrap().as_dict_mut().unwrap().set("Nums", Vec::<Object>::new());
        });
    }

    #[test]
    fn a_glyph_that_stands_for_nothing_and_stray_paint_are_found_at_their_line() {
        broken("stands for no character", 7, |file| {
            content(file, |text| text.replacen(" Tm\n", " Tm\n<0000> Tj\n", 1))
        });
        broken("neither content nor artifact", 7, |file| content(file, |text| format!("{text}\n0 0 9 9 re f\n")));
    }

    #[test]
    fn a_link_that_says_or_leads_nowhere_is_found() {
        for (key, word) in [("Contents", "a link has no words"), ("A", "a link leads nowhere")] {
            broken(word, 7, |file| {
                let is_link = |object: &Object| object.as_dict().is_ok_and(|link| link.has(b"StructParent"));
                let id = *file.objects.iter().find(|(_, object)| is_link(object)).expect("a link").0;
                drop(file.get_object_mut(id).unwrap().as_dict_mut().unwrap().remove(key.as_bytes()));
            });
        }
    }
}
