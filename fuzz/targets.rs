//! What is tried with any bytes, and the laws that must hold whatever they are.
//!
//! Each target is one function of bytes. `cargo fuzz` calls it (`fuzz_targets/`), and so does the seeded run on stable Rust
//! (`tests/house/fuzz.rs`). A target returns where its laws hold and panics where one does not.

// Each file of `fuzz_targets/` uses one of them.
#![allow(dead_code)]

use html5ever::tendril::TendrilSink as _;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::RcDom;
use quatrefoil::diagnostic::Rule;
use quatrefoil::export::{EXPORTERS, Edition, Exporter, Job};
use quatrefoil::layout::Fonts;
use quatrefoil::limits::{Count, Limits};
use quatrefoil::picture::{Picture, Pictures};
use quatrefoil::read::{Article, Charset, Form, Neighbours, ReadDefaults, Reading, read_with};
use quatrefoil::style::Style;
use quatrefoil::tree::{AssetPath, Document};
use serde_json::Value;
use std::io::Read as _;
use std::sync::OnceLock;

/// Bytes in; returns where every law holds.
pub type Target = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: &[(&str, Target)] = &[
    ("markdown", markdown),
    ("plain_text", plain_text),
    ("tree_json", tree_json),
    ("front_matter", front_matter),
    ("charset", charset),
    ("png", picture),
    ("jpeg", picture),
    ("svg", picture),
    ("seal", seal),
    ("editions", editions),
    ("style", style),
];

/// The Markdown reader.
pub fn markdown(bytes: &[u8]) {
    read_and_seal(&ReadDefaults::default(), &Neighbours::default(), Form::Markdown, bytes);
}

/// The plain-text reader.
pub fn plain_text(bytes: &[u8]) {
    read_and_seal(&ReadDefaults::default(), &Neighbours::default(), Form::PlainText, bytes);
}

/// The reader of trees: any JSON, and never a document that is not the same when its own JSON is read.
pub fn tree_json(bytes: &[u8]) {
    read_and_seal(&ReadDefaults::default(), &Neighbours::default(), Form::Json, bytes);
}

/// Front matter in YAML and TOML, and the `.toml` beside an article. The last byte says which.
pub fn front_matter(bytes: &[u8]) {
    let said = String::from_utf8_lossy(bytes);
    let body = "\n\n# Title\n\nWords.\n";
    let (article, beside) = match bytes.last().map_or(0, |byte| byte % 3) {
        0 => (format!("---\n{said}\n---{body}"), String::new()),
        1 => (format!("+++\n{said}\n+++{body}"), String::new()),
        _ => (body.to_owned(), said.into_owned()),
    };
    let neighbours = Neighbours { beside, ..Neighbours::default() };
    read_and_seal(&ReadDefaults::default(), &neighbours, Form::Markdown, article.as_bytes());
}

/// Bytes in a character set that the defaults names; the last byte says which.
pub fn charset(bytes: &[u8]) {
    const NAMES: [&str; 12] = [
        "utf-8",
        "utf-16le",
        "utf-16be",
        "windows-1252",
        "windows-1255",
        "iso-8859-8",
        "shift_jis",
        "gb18030",
        "euc-kr",
        "big5",
        "iso-2022-jp",
        "koi8-r",
    ];
    let name = NAMES.get(bytes.last().map_or(0, |byte| usize::from(*byte)) % (NAMES.len() + 1));
    let charset = name.and_then(|name| Charset::try_from((*name).to_owned()).ok());
    let defaults = ReadDefaults { charset, ..ReadDefaults::default() };
    read_and_seal(&defaults, &Neighbours::default(), Form::PlainText, bytes);
}

/// A file of a picture: what can be shown is shown by every edition, and what was cleaned needs no cleaning.
pub fn picture(bytes: &[u8]) {
    let most = |number: u64| Count::try_from(number).expect("a count within its range");
    let limits = Limits { picture_pixels: most(1_000_000), drawing_shapes: most(2_000), ..Limits::default() };
    let Ok(picture) = Picture::read_within(&limits, bytes) else { return };
    if let Err(why) = Picture::read(&picture.bytes) {
        panic!("a picture that was read is none: {why}");
    }
    let article = b"# Title\n\n![A picture](picture)\n";
    let Some(document) = read_and_seal(&ReadDefaults::default(), &Neighbours::default(), Form::Markdown, article)
    else {
        panic!("the article of the picture has no document");
    };
    let path = AssetPath::new("picture").expect("a path below the article");
    export(&document, &Pictures::from([(path, picture)]), &Style::handout());
}

/// A tree of every kind whose parts are put in each other's places, each by four bytes: never a document that some edition fails on.
pub fn seal(bytes: &[u8]) {
    let mut tree: Value = serde_json::from_str(include_str!("../tests/corpus/every-kind.json")).expect("JSON");
    for change in bytes.chunks_exact(4).take(64) {
        put(&mut tree, change);
    }
    let tree = tree.to_string();
    if let Some(document) = read_and_seal(&ReadDefaults::default(), &Neighbours::default(), Form::Json, tree.as_bytes())
    {
        export(&document, &Pictures::new(), &Style::handout());
    }
}

/// An article through the whole flow.
pub fn editions(bytes: &[u8]) {
    if let Some(document) = article(bytes) {
        export(&document, &Pictures::new(), &Style::handout());
    }
}

/// The document of an article: a tree where it begins with a brace, else plain text or Markdown, as its last byte says.
pub fn article(bytes: &[u8]) -> Option<Document> {
    let form = match (bytes.first(), bytes.last()) {
        (Some(b'{'), _) => Form::Json,
        (_, Some(last)) if last % 2 == 1 => Form::PlainText,
        _ => Form::Markdown,
    };
    read_and_seal(&ReadDefaults::default(), &Neighbours::default(), form, bytes)
}

/// A style sheet: one that is taken makes every edition.
pub fn style(bytes: &[u8]) {
    let Ok(style) = Style::from_toml(&String::from_utf8_lossy(bytes)) else { return };
    static DOCUMENT: OnceLock<Document> = OnceLock::new();
    let document = DOCUMENT.get_or_init(|| {
        let tree = include_bytes!("../tests/corpus/every-kind.json");
        let document = read_and_seal(&ReadDefaults::default(), &Neighbours::default(), Form::Json, tree);
        document.expect("the tree of every kind seals")
    });
    export(document, &Pictures::new(), &style);
}

/// Reads an article. A draft that a reader made seals, and its document is the same when it is read from its own JSON.
fn read_and_seal(defaults: &ReadDefaults, neighbours: &Neighbours, form: Form, bytes: &[u8]) -> Option<Document> {
    let reading = read_with(defaults, &Article { bytes, form, stem: "article", neighbours });
    said_with_words(&reading);
    let document = match reading.draft?.seal() {
        Ok(document) => document,
        Err(_) if form == Form::Json => return None,
        Err(flaws) => panic!("what was read does not seal: {}", flaws[0]),
    };
    survives_json(&document);
    Some(document)
}

/// A reading without a draft says why, and no message is empty.
fn said_with_words(reading: &Reading) {
    assert!(reading.draft.is_some() || !reading.diagnostics.is_empty(), "no draft, and nothing says why");
    assert!(reading.diagnostics.iter().all(|said| !said.message.trim().is_empty()), "a message without words");
}

fn survives_json(document: &Document) {
    let json = serde_json::to_vec(document).expect("a document can be written");
    let article = Article { bytes: &json, form: Form::Json, stem: "article", neighbours: &Neighbours::default() };
    let reading = read_with(&ReadDefaults::default(), &article);
    let Some(draft) = reading.draft else {
        panic!("the JSON of a document is not read: {:?}", reading.diagnostics.first());
    };
    match draft.seal() {
        Ok(again) => assert!(again == *document, "the JSON of a document gives another document"),
        Err(flaws) => panic!("the JSON of a document does not seal: {}", flaws[0]),
    }
}

/// Makes every edition twice: the same bytes, each whole in its format.
fn export(document: &Document, pictures: &Pictures, style: &Style) {
    for exporter in EXPORTERS {
        let (first, second) = [(), ()].map(|()| made(*exporter, document, pictures, style)).into();
        let (Some(first), Some(second)) = (first, second) else { continue };
        assert!(first == second, "{}: other bytes the second time", exporter.name());
        is_whole(exporter.extension(), &first.bytes);
    }
}

/// An edition; `None` where it is refused, but never for a bug.
fn made(exporter: &dyn Exporter, document: &Document, pictures: &Pictures, style: &Style) -> Option<Edition> {
    let pages = OnceLock::new();
    match exporter.export(Job::new(document, style, pictures, Fonts::builtin(), "article", &pages)) {
        Ok(edition) => Some(edition),
        Err(said) => {
            let bug = said.iter().find(|said| said.rule == Rule::Bug);
            assert!(bug.is_none() && !said.is_empty(), "{}: {bug:?}", exporter.name());
            None
        }
    }
}

/// Whether the bytes are a whole file of their format.
fn is_whole(extension: &str, bytes: &[u8]) {
    match extension {
        "pdf" => {
            lopdf::Document::load_mem(bytes).expect("the PDF can be read");
        }
        "html" => {
            let dom = parse_document(RcDom::default(), ParseOpts::default()).one(text_of(bytes));
            assert!(dom.errors.borrow().is_empty(), "the page is not well formed: {:?}", dom.errors.borrow().first());
        }
        "txt" => {
            let stray = text_of(bytes).chars().find(|c| c.is_control() && *c != '\n');
            assert!(stray.is_none(), "the text holds {stray:?}");
        }
        _ => each_part_is_whole(bytes),
    }
}

fn each_part_is_whole(book: &[u8]) {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("the book is an archive");
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).expect("each part can be read");
        let name = part.name().to_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("each part can be unpacked");
        if [".xhtml", ".opf", ".ncx", ".xml", ".svg"].iter().any(|extension| name.ends_with(extension)) {
            is_xml(&name, text_of(&bytes));
        }
    }
}

fn text_of(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the edition is UTF-8")
}

fn is_xml(name: &str, text: &str) {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    if let Err(error) = roxmltree::Document::parse_with_options(text, options) {
        panic!("{name} is not well formed: {error}");
    }
}

/// Words and numbers that go wrong where something is careless.
const HOSTILE: &[&str] = &[
    "null",
    "0",
    "-1",
    "4294967295",
    "1e300",
    "true",
    "\"\"",
    "\" \"",
    "\"a\"",
    "[]",
    "{}",
    "\"\\u0096\"",
    "\"\\u200d\"",
    "\"\\u00a0\"",
    "\"a\\u0301\\u0301\"",
    "\"\\u202ea\"",
    "\"\\ufeff\"",
    "\"\\ud83d\\udc41\\ufe0f\"",
    "\"q-1\"",
    "\"rule\"",
    "\"https://a.b/\"",
    "\"../a\"",
    "{\"text\":\"a\"}",
    "{\"text\":\"\\u05d0\\u05d1 1 mg\"}",
    "{\"paragraph\":[{\"text\":\"a\"}]}",
    "{\"note\":1}",
    "{\"note\":2}",
    "{\"emphasis\":[{\"text\":\"a\"}]}",
    "{\"text\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}",
];

/// One change of a tree: the part that the first two bytes name goes away, comes twice, or gives its place to another part of the tree
/// or to something hostile.
fn put(tree: &mut Value, change: &[u8]) {
    let count = count_of(tree);
    let at = usize::from(u16::from_le_bytes([change[0], change[1]])) % count;
    let other = usize::from(change[3]);
    match change[2] % 4 {
        0 => {
            let donor = nth(tree, &mut (other * 7 % count)).map(|part| part.clone()).unwrap_or_default();
            // A tree that holds itself many times over tells nothing more.
            if let Some(part) = nth(tree, &mut at.clone()).filter(|_| count < 20_000) {
                *part = donor;
            }
        }
        1 => {
            let hostile = serde_json::from_str(HOSTILE[other % HOSTILE.len()]).expect("JSON");
            if let Some(part) = nth(tree, &mut at.clone()) {
                *part = hostile;
            }
        }
        kind => match nth(tree, &mut at.clone()) {
            Some(Value::Array(parts)) if !parts.is_empty() => {
                let place = other % parts.len();
                if kind == 2 {
                    parts.remove(place);
                } else {
                    parts.insert(place, parts[place].clone());
                }
            }
            _ => {}
        },
    }
}

/// How many parts a tree has, itself counted in.
fn count_of(tree: &Value) -> usize {
    1 + match tree {
        Value::Array(parts) => parts.iter().map(count_of).sum(),
        Value::Object(parts) => parts.values().map(count_of).sum::<usize>(),
        _ => 0,
    }
}

/// The part with a number, counted from the top; what is left of the number where there are fewer.
fn nth<'t>(tree: &'t mut Value, number: &mut usize) -> Option<&'t mut Value> {
    if *number == 0 {
        return Some(tree);
    }
    *number -= 1;
    match tree {
        Value::Array(parts) => parts.iter_mut().find_map(|part| nth(part, number)),
        Value::Object(parts) => parts.values_mut().find_map(|part| nth(part, number)),
        _ => None,
    }
}
