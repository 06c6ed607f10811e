//! A finished handout → leaves: its structure tree says what is read, in which order; the marked content of the pages says the
//! words, through the fonts' ToUnicode maps or as `ActualText`.

use super::{Holder, Leaf, Leaves, cell, image_mark, link_mark, normal, note_mark, without_colons};
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// What the structure tree says. Spans that are titled "added", labels and the sections that begin with an added heading are the
/// edition's own.
pub fn leaves(bytes: &[u8]) -> Vec<Leaf> {
    let document = Document::load_mem(bytes).expect("a PDF");
    let catalog = document.catalog().expect("a catalog");
    let root = dictionary(&document, catalog.get(b"StructTreeRoot").expect("a tagged PDF"));
    let mut paper =
        Paper { words: words_of_pages(&document), document: &document, leaves: Leaves::default(), notes: Vec::new() };
    for element in paper.elements(root) {
        paper.block(element);
    }
    let mut notes = std::mem::take(&mut paper.notes);
    notes.sort_by_key(|(number, _)| *number);
    for (number, element) in notes {
        paper.leaves.list.push(Leaf::Open(Holder::Note(number)));
        paper.blocks(element);
        paper.leaves.list.push(Leaf::Close);
    }
    paper.leaves.list
}

struct Paper<'d> {
    document: &'d Document,
    /// The text of each marked content: by page and MCID.
    words: BTreeMap<(ObjectId, i64), String>,
    leaves: Leaves,
    notes: Vec<(usize, &'d Dictionary)>,
}

impl<'d> Paper<'d> {
    fn hold(&mut self, holder: Holder, inside: impl FnOnce(&mut Self)) {
        self.leaves.list.push(Leaf::Open(holder));
        inside(self);
        self.leaves.list.push(Leaf::Close);
    }

    /// The elements in an element.
    fn elements(&self, element: &'d Dictionary) -> Vec<&'d Dictionary> {
        let kids = kids(self.document, element).into_iter();
        let dictionaries = kids.filter_map(|kid| resolve(self.document, kid).as_dict().ok());
        dictionaries.filter(|kid| kid.has(b"S")).collect()
    }

    fn named(&self, element: &'d Dictionary, kind: &str) -> Vec<&'d Dictionary> {
        self.elements(element).into_iter().filter(|kid| type_of(kid) == kind).collect()
    }

    fn blocks(&mut self, element: &'d Dictionary) {
        for kid in self.elements(element) {
            self.block(kid);
        }
    }

    fn block(&mut self, element: &'d Dictionary) {
        match type_of(element) {
            "H1" => self.say(Leaf::Title, element),
            kind @ ("H2" | "H3" | "H4" | "H5" | "H6") => {
                let level = usize::from(kind.as_bytes()[1] - b'0');
                let words = self.words(element);
                self.leaves.list.push(Leaf::Heading(level, normal(&words)));
            }
            "P" => self.say(Leaf::Paragraph, element),
            "Code" => self.say(Leaf::Code, element),
            "Caption" => self.say(Leaf::Caption, element),
            "Figure" => {
                let alt = text(element, b"Alt").expect("a figure has words");
                self.leaves.say(Leaf::Image, &alt);
            }
            "BlockQuote" => self.hold(Holder::Quote, |paper| paper.blocks(element)),
            "Aside" => self.callout(element),
            "L" => self.list(element),
            "Table" => self.table(element),
            "Note" => self.note(element),
            "Sect" if self.is_added(element) => {
                for note in self.named(element, "Note") {
                    self.note(note);
                }
            }
            "TOC" | "Lbl" => {}
            "Document" | "Sect" => self.blocks(element),
            other => panic!("no block is tagged {other}"),
        }
    }

    fn say(&mut self, kind: fn(String) -> Leaf, element: &'d Dictionary) {
        let words = self.words(element);
        self.leaves.say(kind, &words);
    }

    /// Whether a section begins with a heading that the edition added.
    fn is_added(&mut self, section: &'d Dictionary) -> bool {
        let first = self.elements(section).into_iter().next();
        first.is_some_and(|heading| type_of(heading).starts_with('H') && self.says_nothing(heading))
    }

    /// Whether all words in an element are added ones. Looking does not tell what an abbreviation stands for.
    fn says_nothing(&mut self, element: &'d Dictionary) -> bool {
        let before = self.leaves.expanded.clone();
        let words = self.words(element);
        self.leaves.expanded = before;
        normal(&words).is_empty()
    }

    fn note(&mut self, element: &'d Dictionary) {
        let label = self.named(element, "Lbl").first().map(|label| self.raw(label)).unwrap_or_default();
        let number = label.trim().parse().unwrap_or_else(|_| panic!("`{label}` is no number of a note"));
        self.notes.push((number, element));
    }

    /// The kind of a callout is a paragraph of added words.
    fn callout(&mut self, element: &'d Dictionary) {
        let kids = self.elements(element);
        let kind = kids.first().filter(|first| type_of(first) == "P" && self.says_nothing(first));
        let kind = kind.map(|kind| self.raw(kind)).unwrap_or_default();
        self.hold(Holder::Callout(without_colons(&kind)), |paper| paper.blocks(element));
    }

    fn list(&mut self, element: &'d Dictionary) {
        let attributes = resolve(self.document, element.get(b"A").expect("a list has attributes"));
        let numbering = attributes.as_dict().and_then(|list| list.get(b"ListNumbering")).and_then(Object::as_name);
        let numbered = numbering.expect("a list says how it is numbered") != b"None";
        for item in self.named(element, "LI") {
            let labels = self.named(item, "Lbl");
            let sign = self.raw(labels[0]);
            let sign = match sign.trim() {
                "☐" => Some("[ ]"),
                "☑" => Some("[x]"),
                other => numbered.then_some(other),
            };
            let holder = match sign {
                Some(sign) => Holder::Item(sign.to_owned()),
                None => {
                    labels.into_iter().for_each(|term| self.say(Leaf::Term, term));
                    Holder::Meaning
                }
            };
            self.hold(holder, |paper| {
                for body in paper.named(item, "LBody") {
                    paper.blocks(body);
                }
            });
        }
    }

    fn table(&mut self, element: &'d Dictionary) {
        let caption = self.named(element, "Caption").first().map(|caption| self.words(caption)).unwrap_or_default();
        let rows = |paper: &Self, part: &'d Dictionary| -> Vec<Vec<&'d Dictionary>> {
            paper.named(part, "TR").into_iter().map(|row| paper.elements(row)).collect()
        };
        // A head stands only above a body.
        let head = self.named(element, "THead").first().copied().unwrap_or(element);
        let headers = rows(self, head).swap_remove(0);
        let rows: Vec<_> = self.named(element, "TBody").into_iter().flat_map(|body| rows(self, body)).collect();
        let rows: Vec<Vec<Option<&Dictionary>>> = match rows.is_empty() {
            true => vec![vec![None; headers.len()]],
            false => rows.into_iter().map(|row| row.into_iter().map(Some).collect()).collect(),
        };
        self.hold(Holder::Table(without_colons(&caption)), |paper| {
            for row in rows {
                assert_eq!(row.len(), headers.len(), "a row has a cell for each column");
                paper.hold(Holder::Row, |paper| {
                    for (header, words) in headers.iter().zip(row) {
                        let header = paper.words(header);
                        let words = words.map(|words| paper.words(words)).unwrap_or_default();
                        paper.leaves.list.push(cell(&header, &words));
                    }
                });
            }
        });
    }

    /// The article's words in an element, with the marks among them.
    fn words(&mut self, element: &'d Dictionary) -> String {
        if text(element, b"T").is_some_and(|title| title == "added") {
            return String::new();
        }
        let page = element.get(b"Pg").and_then(Object::as_reference).ok();
        let mut words = String::new();
        let mut address = None;
        for kid in kids(self.document, element) {
            match resolve(self.document, kid) {
                Object::Integer(mcid) => words.push_str(self.content(page, *mcid)),
                Object::Dictionary(kid) if kid.has(b"MCID") => {
                    let page = kid.get(b"Pg").and_then(Object::as_reference).ok().or(page);
                    words.push_str(self.content(page, kid.get(b"MCID").and_then(Object::as_i64).expect("a number")));
                }
                Object::Dictionary(kid) if kid.has(b"Obj") => {
                    let annotation = dictionary(self.document, kid.get(b"Obj").expect("it is there"));
                    let action = annotation.get(b"A").ok().map(|action| dictionary(self.document, action));
                    address = action.and_then(|action| text(action, b"URI"));
                }
                Object::Dictionary(kid) => words.push_str(&self.words_of_kid(kid)),
                other => panic!("{other:?} is no kid of an element"),
            }
        }
        if let Some(address) = address.filter(|_| type_of(element) == "Link") {
            words.push_str(&link_mark(&address));
        }
        if let Some(long) = text(element, b"E") {
            words = words.clone() + &self.leaves.expansion(&words, &long);
        }
        words
    }

    fn words_of_kid(&mut self, kid: &'d Dictionary) -> String {
        match type_of(kid) {
            "Figure" => image_mark(&text(kid, b"Alt").expect("a figure has words")),
            "Reference" => {
                let number = self.words(kid);
                note_mark(number.trim_matches(['[', ']', ' ']).parse().expect("a reference to a note is its number"))
            }
            "Lbl" => String::new(),
            _ => self.words(kid),
        }
    }

    /// All words in an element, added ones too.
    fn raw(&self, element: &'d Dictionary) -> String {
        let page = element.get(b"Pg").and_then(Object::as_reference).ok();
        let mut words = String::new();
        for kid in kids(self.document, element) {
            match resolve(self.document, kid) {
                Object::Integer(mcid) => words.push_str(self.content(page, *mcid)),
                Object::Dictionary(kid) if kid.has(b"S") => words.push_str(&self.raw(kid)),
                Object::Dictionary(kid) if kid.has(b"MCID") => {
                    let page = kid.get(b"Pg").and_then(Object::as_reference).ok().or(page);
                    words.push_str(self.content(page, kid.get(b"MCID").and_then(Object::as_i64).expect("a number")));
                }
                _ => {}
            }
        }
        words
    }

    fn content(&self, page: Option<ObjectId>, mcid: i64) -> &str {
        let page = page.expect("marked content is on a page");
        self.words.get(&(page, mcid)).unwrap_or_else(|| panic!("no content {mcid} on page {page:?}"))
    }
}

fn kids<'d>(document: &'d Document, element: &'d Dictionary) -> Vec<&'d Object> {
    match element.get(b"K").ok().map(|kids| resolve(document, kids)) {
        None => Vec::new(),
        Some(Object::Array(kids)) => kids.iter().collect(),
        Some(_) => vec![element.get(b"K").expect("it is there")],
    }
}

fn resolve<'d>(document: &'d Document, object: &'d Object) -> &'d Object {
    document.dereference(object).expect("every reference has its object").1
}

fn dictionary<'d>(document: &'d Document, object: &'d Object) -> &'d Dictionary {
    resolve(document, object).as_dict().expect("a dictionary")
}

fn type_of(element: &Dictionary) -> &str {
    let name = element.get(b"S").and_then(Object::as_name).expect("an element has a type");
    std::str::from_utf8(name).expect("types are ASCII")
}

/// A text string of a dictionary: UTF-16 with its mark, or Latin letters.
fn text(dictionary: &Dictionary, key: &[u8]) -> Option<String> {
    Some(decoded(dictionary.get(key).ok()?.as_str().ok()?))
}

fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).expect("well-formed UTF-16")
}

/// The text of each marked content of every page.
fn words_of_pages(document: &Document) -> BTreeMap<(ObjectId, i64), String> {
    let mut words = BTreeMap::new();
    for page in document.get_pages().into_values() {
        let fonts = document.get_page_fonts(page).expect("a page has fonts");
        let maps: BTreeMap<Vec<u8>, BTreeMap<u16, String>> =
            fonts.into_iter().map(|(name, font)| (name, to_unicode(document, font))).collect();
        let bytes = document.get_page_content(page);
        let content = Content::decode(&bytes).expect("operators and operands");
        let mut font: Option<&BTreeMap<u16, String>> = None;
        // What is open: the MCID, and whether its words are given.
        let mut open: Vec<(Option<i64>, bool)> = Vec::new();
        for operation in &content.operations {
            match operation.operator.as_str() {
                "Tf" => font = maps.get(operation.operands[0].as_name().expect("a font has a name")),
                "BMC" => open.push((None, false)),
                "BDC" => {
                    let properties = operation.operands[1].as_dict().expect("properties stand in the content");
                    let mcid = properties.get(b"MCID").and_then(Object::as_i64).ok();
                    let actual = text(properties, b"ActualText");
                    if let Some(mcid) = mcid {
                        assert!(!words.contains_key(&(page, mcid)), "an MCID is used once");
                        words.insert((page, mcid), actual.clone().unwrap_or_default());
                    } else if let (Some(actual), Some((Some(outer), _))) = (&actual, open.last()) {
                        words.entry((page, *outer)).or_default().push_str(actual);
                    }
                    open.push((mcid.or(open.last().and_then(|(outer, _)| *outer)), actual.is_some()));
                }
                "EMC" => {
                    open.pop();
                }
                "Tj" | "TJ" => {
                    if let Some((Some(mcid), false)) = open.last() {
                        let shown = shown(&operation.operands[0], font.expect("a font is chosen"));
                        words.entry((page, *mcid)).or_default().push_str(&shown);
                    }
                }
                _ => {}
            }
        }
    }
    words
}

/// What a string of glyphs means; numbers between strings move them.
fn shown(operand: &Object, map: &BTreeMap<u16, String>) -> String {
    match operand {
        Object::String(bytes, _) => bytes
            .chunks_exact(2)
            .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
            .map(|code| map.get(&code).unwrap_or_else(|| panic!("glyph {code} has no meaning")).as_str())
            .collect(),
        Object::Array(parts) => parts.iter().map(|part| shown(part, map)).collect(),
        _ => String::new(),
    }
}

/// A font's ToUnicode map: two-byte codes → text.
fn to_unicode(document: &Document, font: &Dictionary) -> BTreeMap<u16, String> {
    let stream = resolve(document, font.get(b"ToUnicode").expect("a font says what its glyphs mean"));
    let stream = stream.as_stream().expect("a stream");
    let text = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    let text = String::from_utf8_lossy(&text).into_owned();
    let mut map = BTreeMap::new();
    for (section, is_range) in [("bfchar", false), ("bfrange", true)] {
        for part in text.split(&format!("begin{section}")).skip(1) {
            let part = part.split(&format!("end{section}")).next().expect("a section ends");
            let numbers: Vec<Vec<u8>> =
                part.split('<').skip(1).filter_map(|hex| bytes_of(hex.split('>').next()?)).collect();
            let code = |bytes: &[u8]| u16::from_be_bytes([bytes[0], bytes[1]]);
            if is_range {
                for range in numbers.chunks_exact(3) {
                    let first = utf16(&range[2]).chars().next().expect("a range means characters");
                    for (step, glyph) in (code(&range[0])..=code(&range[1])).enumerate() {
                        map.insert(
                            glyph,
                            char::from_u32(u32::from(first) + step as u32).expect("a character").to_string(),
                        );
                    }
                }
            } else {
                map.extend(numbers.chunks_exact(2).map(|pair| (code(&pair[0]), utf16(&pair[1]))));
            }
        }
    }
    map
}

fn bytes_of(hex: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = hex.bytes().filter(u8::is_ascii_hexdigit).collect();
    digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}
