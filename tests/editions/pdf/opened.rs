//! A finished PDF, read back from its bytes by `lopdf` and a few lines here: nothing of the code that wrote it is used.
//!
//! Each test file uses a part of it.
#![allow(dead_code)]

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// A file that was read back.
pub struct Opened {
    pub file: Document,
    /// What each marked content says: page and MCID.
    pub marks: BTreeMap<(ObjectId, i64), String>,
    /// Codes that are shown, by font object.
    pub shown: BTreeMap<ObjectId, Vec<u16>>,
}

impl Opened {
    /// Reads a file and what all its pages show.
    pub fn new(bytes: &[u8]) -> Opened {
        let file = Document::load_mem(bytes).expect("a PDF that can be read");
        let mut opened = Opened { file, marks: BTreeMap::new(), shown: BTreeMap::new() };
        for page in opened.file.get_pages().into_values() {
            opened.read_page(page);
        }
        opened
    }

    pub fn dictionary(&self, id: ObjectId) -> &Dictionary {
        self.file.get_dictionary(id).expect("a dictionary")
    }

    pub fn follow<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.file.dereference(object).expect("an object that is there").1
    }

    /// The value of a key, wherever it is kept.
    pub fn entry<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Object> {
        dictionary.get(key.as_bytes()).ok().map(|object| self.follow(object))
    }

    pub fn catalog(&self) -> &Dictionary {
        self.file.catalog().expect("a catalog")
    }

    pub fn pages(&self) -> Vec<ObjectId> {
        self.file.get_pages().into_values().collect()
    }

    /// The fonts of the pages: name, object.
    pub fn fonts(&self) -> BTreeMap<Vec<u8>, ObjectId> {
        let page = self.dictionary(self.pages()[0]);
        let resources = self.entry(page, "Resources").expect("resources").as_dict().unwrap();
        let fonts = self.entry(resources, "Font").expect("fonts").as_dict().unwrap();
        fonts.iter().map(|(key, font)| (key.clone(), font.as_reference().unwrap())).collect()
    }

    /// What each code of a font is read as.
    pub fn meanings(&self, font: ObjectId) -> BTreeMap<u16, String> {
        let map = self.entry(self.dictionary(font), "ToUnicode").expect("a map to Unicode").as_stream().unwrap();
        let map = String::from_utf8(map.decompressed_content().unwrap()).unwrap();
        let mut meanings = BTreeMap::new();
        let sections = map.split("beginbfchar").skip(1).map(|rest| rest.split("endbfchar").next().unwrap());
        for line in sections.flat_map(str::lines).filter(|line| line.starts_with('<')) {
            let mut parts = line.split(['<', '>']).filter(|part| !part.trim().is_empty());
            let code = u16::from_str_radix(parts.next().unwrap(), 16).unwrap();
            let units: Vec<u16> = parts
                .next()
                .unwrap_or_default()
                .as_bytes()
                .chunks(4)
                .map(|unit| u16::from_str_radix(std::str::from_utf8(unit).unwrap(), 16).unwrap())
                .collect();
            meanings.insert(code, String::from_utf16(&units).unwrap());
        }
        meanings
    }

    fn read_page(&mut self, page: ObjectId) {
        let content = self.file.get_page_content(page);
        let fonts = self.fonts();
        let meanings: BTreeMap<_, _> = fonts.values().map(|font| (*font, self.meanings(*font))).collect();
        let (mut font, mut mark, mut actual) = (None, None, None);
        for operation in Content::decode(&content).expect("a page that can be read").operations {
            match (operation.operator.as_str(), operation.operands.as_slice()) {
                ("BDC", [_, Object::Dictionary(properties)]) => {
                    assert!(mark.is_none() && actual.is_none(), "marked contents are never nested");
                    mark = Some(properties.get(b"MCID").and_then(Object::as_i64).unwrap_or(-1));
                    actual = properties.get(b"ActualText").and_then(Object::as_str).ok().map(text_of);
                    if let Some(mcid) = mark.filter(|mcid| *mcid >= 0) {
                        let text = actual.clone().unwrap_or_default();
                        assert!(self.marks.insert((page, mcid), text).is_none(), "each MCID is there once");
                    }
                }
                ("EMC", _) => (mark, actual) = (None, None),
                ("Tf", [Object::Name(name), _]) => font = Some(fonts[name]),
                ("Tj" | "TJ", operands) => {
                    let font = font.expect("a font is set");
                    let mcid = mark.expect("nothing is shown outside of marked content");
                    for code in codes(operands) {
                        self.shown.entry(font).or_default().push(code);
                        let meaning = meanings[&font].get(&code).expect("each glyph has a meaning");
                        if actual.is_none() && mcid >= 0 {
                            self.marks.get_mut(&(page, mcid)).unwrap().push_str(meaning);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// The structure tree: one line an element, its type and what it says itself; what its kids say below it.
    pub fn structure(&self) -> String {
        let root = self.entry(self.catalog(), "StructTreeRoot").expect("a structure tree").as_dict().unwrap();
        let mut lines = String::new();
        self.element(root.get(b"K").unwrap().as_reference().unwrap(), None, 0, &mut lines);
        lines
    }

    fn element(&self, id: ObjectId, page: Option<ObjectId>, depth: usize, lines: &mut String) {
        let element = self.dictionary(id);
        let page = element.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        let indent = "  ".repeat(depth);
        lines.push_str(&indent);
        lines.push_str(&String::from_utf8_lossy(element.get(b"S").unwrap().as_name().unwrap()));
        for key in ["Alt", "E", "Lang", "ID"] {
            if let Some(said) = self.entry(element, key) {
                lines.push_str(&format!(" {key}={:?}", text_of(said.as_str().unwrap())));
            }
        }
        if let Some(attributes) = self.entry(element, "A") {
            for key in ["ListNumbering", "Scope"] {
                if let Some(said) = self.entry(attributes.as_dict().unwrap(), key) {
                    lines.push_str(&format!(" {key}={}", String::from_utf8_lossy(said.as_name().unwrap())));
                }
            }
        }
        lines.push('\n');
        let mut said = String::new();
        let flush = |said: &mut String, lines: &mut String| {
            if !said.is_empty() {
                lines.push_str(&format!("{indent}  {said:?}\n"));
                said.clear();
            }
        };
        for kid in self.kids(element) {
            match kid {
                Object::Reference(kid) => {
                    flush(&mut said, lines);
                    self.element(*kid, page, depth + 1, lines);
                }
                Object::Integer(mcid) => said += &self.marks[&(page.unwrap(), *mcid)],
                Object::Dictionary(kid) if kid.has(b"MCID") => {
                    let page = kid.get(b"Pg").unwrap().as_reference().unwrap();
                    said += &self.marks[&(page, kid.get(b"MCID").unwrap().as_i64().unwrap())];
                }
                Object::Dictionary(kid) => {
                    flush(&mut said, lines);
                    let annotation = self.dictionary(kid.get(b"Obj").unwrap().as_reference().unwrap());
                    lines.push_str(&format!("{indent}  -> {}\n", self.leads_to(annotation)));
                }
                other => panic!("{other:?}"),
            }
        }
        flush(&mut said, lines);
    }

    pub fn kids<'a>(&'a self, element: &'a Dictionary) -> Vec<&'a Object> {
        match element.get(b"K") {
            Ok(Object::Array(kids)) => kids.iter().collect(),
            Ok(kid) => vec![kid],
            Err(_) => Vec::new(),
        }
    }

    /// Where an annotation leads, in words.
    pub fn leads_to(&self, annotation: &Dictionary) -> String {
        let action = self.entry(annotation, "A").expect("an action").as_dict().unwrap();
        let place = |destination: &Object| match destination {
            Object::String(name, _) => text_of(name),
            Object::Array(parts) => match &parts[0] {
                Object::Reference(page) => {
                    let number = self.pages().iter().position(|other| other == page).unwrap() + 1;
                    format!("page {number} at {}", parts[3].as_float().unwrap().round())
                }
                number => format!("page index {}", number.as_i64().unwrap()),
            },
            other => panic!("{other:?}"),
        };
        match action.get(b"S").unwrap().as_name().unwrap() {
            b"URI" => text_of(action.get(b"URI").unwrap().as_str().unwrap()),
            b"GoTo" => place(action.get(b"D").unwrap()),
            b"GoToR" => {
                let file = action.get(b"F").unwrap().as_dict().unwrap();
                format!("{} {}", text_of(file.get(b"UF").unwrap().as_str().unwrap()), place(action.get(b"D").unwrap()))
            }
            other => panic!("{other:?}"),
        }
    }

    /// The bookmarks, deeper ones further in.
    pub fn bookmarks(&self) -> String {
        let mut lines = String::new();
        if let Some(outline) = self.entry(self.catalog(), "Outlines") {
            self.bookmark_level(outline.as_dict().unwrap(), 0, &mut lines);
        }
        lines
    }

    fn bookmark_level(&self, parent: &Dictionary, depth: usize, lines: &mut String) {
        let mut next = parent.get(b"First").and_then(Object::as_reference).ok();
        while let Some(id) = next {
            let item = self.dictionary(id);
            lines.push_str(&format!(
                "{}{}\n",
                "  ".repeat(depth),
                text_of(item.get(b"Title").unwrap().as_str().unwrap())
            ));
            self.bookmark_level(item, depth + 1, lines);
            next = item.get(b"Next").and_then(Object::as_reference).ok();
        }
    }
}

/// The codes in the operands of an operator that shows text.
fn codes(operands: &[Object]) -> Vec<u16> {
    let pairs = |text: &[u8]| text.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect::<Vec<_>>();
    operands
        .iter()
        .flat_map(|operand| match operand {
            Object::String(text, _) => pairs(text),
            Object::Array(parts) => parts.iter().filter_map(|part| part.as_str().ok()).flat_map(pairs).collect(),
            _ => Vec::new(),
        })
        .collect()
}

/// A text string of PDF.
pub fn text_of(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(units) => {
            let units: Vec<u16> = units.chunks(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]])).collect();
            String::from_utf16(&units).unwrap()
        }
        None => String::from_utf8(bytes.to_vec()).unwrap(),
    }
}
