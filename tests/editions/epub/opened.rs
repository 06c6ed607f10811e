//! A book opened again: its files out of the archive, its XML parsed.

use quatrefoil::layout::Pages;
use quatrefoil::layout::pages::{Kid, Owner, Page, Shape, Tag};
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use zip::{CompressionMethod, DateTime, ZipArchive};

const OPF: &str = "http://www.idpf.org/2007/opf";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const XHTML: &str = "http://www.w3.org/1999/xhtml";
const OPS: &str = "http://www.idpf.org/2007/ops";

/// A book's files by name, and the order they stand in.
pub struct Opened {
    bytes: Vec<u8>,
    order: Vec<String>,
    files: BTreeMap<String, Vec<u8>>,
}

/// XHTML has a document type.
pub fn with_doctype<'a>() -> ParsingOptions<'a> {
    ParsingOptions { allow_dtd: true, ..ParsingOptions::default() }
}

/// The text in an element.
pub fn words(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

/// Whether a label is the bullet, box or number of an item.
fn is_number(label: &str) -> bool {
    let figure = label.trim_end_matches('.');
    label.chars().all(|c| !c.is_alphabetic()) || figure != label && figure.len() <= 5
}

/// The first characters that a page prints of the article's own text, white space left out.
pub fn first_words_of(page: &Page, pages: &Pages, count: usize) -> String {
    let (mut outside, mut labels) = (BTreeSet::new(), BTreeSet::new());
    // The words that layout adds stand in these (see `src/layout/mod.rs`).
    let mut add = |index: usize, inside: bool| {
        let node = &pages.nodes[index];
        let added = inside || matches!(node.tag, Tag::Reference(_) | Tag::Contents | Tag::Note(_) | Tag::Added);
        for kid in &node.kids {
            if let (Kid::Content(content), true) = (kid, added) {
                outside.insert(*content);
            }
            if let (Kid::Content(content), Tag::Label) = (kid, &node.tag) {
                labels.insert(*content);
            }
        }
        added
    };
    let mut inside = vec![false; pages.nodes.len()];
    for index in 0..pages.nodes.len() {
        inside[index] = add(index, inside[index]);
        for kid in &pages.nodes[index].kids {
            if let Kid::Node(kid) = kid {
                inside[kid.0 as usize] |= inside[index];
            }
        }
    }
    let mut first = String::new();
    for item in &page.items {
        let Owner::Content(content) = item.owner else { continue };
        if outside.contains(&content) {
            continue;
        }
        match &item.shape {
            // The number or bullet of an item; the term of a meaning is a label too.
            Shape::Glyphs(run) if labels.contains(&content) && is_number(run.text.trim()) => {}
            Shape::Glyphs(run) => first.extend(run.text.chars().filter(|c| !c.is_whitespace())),
            // Comparison ends at a picture.
            Shape::Picture { .. } => break,
            Shape::Rectangle { .. } | Shape::Path(_) | Shape::LinkArea { .. } => {}
        }
        if first.chars().count() >= count {
            break;
        }
    }
    first.chars().take(count).collect()
}

impl Opened {
    pub fn new(bytes: &[u8]) -> Opened {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an EPUB is a zip archive");
        let mut opened = Opened { bytes: bytes.to_vec(), order: Vec::new(), files: BTreeMap::new() };
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            opened.order.push(file.name().to_owned());
            opened.files.insert(file.name().to_owned(), content);
        }
        assert_eq!(opened.order.len(), opened.files.len(), "no name is there twice");
        opened
    }

    pub fn names(&self) -> &[String] {
        &self.order
    }

    pub fn file(&self, name: &str) -> &[u8] {
        self.files.get(name).unwrap_or_else(|| panic!("no file {name} in {:?}", self.order))
    }

    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.file(name).to_vec()).unwrap()
    }

    fn package<T>(&self, read: impl FnOnce(Node<'_, '_>) -> T) -> T {
        let text = self.text("OEBPS/content.opf");
        read(Document::parse(&text).unwrap().root_element())
    }

    /// The values of a metadata element (`dc:title`) or property (`role`), in order.
    pub fn metadata(&self, name: &str) -> Vec<String> {
        self.package(|package| {
            let nodes = package.descendants().filter(|node| match name.strip_prefix("dc:") {
                Some(element) => node.has_tag_name((DC, element)),
                None => node.has_tag_name((OPF, "meta")) && node.attribute("property") == Some(name),
            });
            nodes.map(words).collect()
        })
    }

    /// Language and direction of the package, and the direction of its pages.
    pub fn package_attributes(&self) -> (String, String, String) {
        self.package(|package| {
            let lang = package.attribute(("http://www.w3.org/XML/1998/namespace", "lang")).unwrap();
            let spine = package.children().find(|node| node.has_tag_name((OPF, "spine"))).unwrap();
            let pages = spine.attribute("page-progression-direction").unwrap();
            (lang.to_owned(), package.attribute("dir").unwrap().to_owned(), pages.to_owned())
        })
    }

    fn manifest(&self) -> Vec<(String, String)> {
        self.package(|package| {
            let items = package.descendants().filter(|node| node.has_tag_name((OPF, "item")));
            items
                .map(|item| (item.attribute("id").unwrap().to_owned(), item.attribute("href").unwrap().to_owned()))
                .collect()
        })
    }

    /// The files that are read, in order.
    pub fn spine(&self) -> Vec<String> {
        let items: BTreeMap<String, String> = self.manifest().into_iter().collect();
        self.package(|package| {
            let refs = package.descendants().filter(|node| node.has_tag_name((OPF, "itemref")));
            refs.map(|itemref| items[itemref.attribute("idref").unwrap()].clone()).collect()
        })
    }

    /// The links of one `nav`: words and address, in order.
    pub fn nav(&self, kind: &str) -> Vec<(String, String)> {
        let text = self.text("OEBPS/nav.xhtml");
        let document = Document::parse_with_options(&text, with_doctype()).unwrap();
        let Some(nav) = document
            .descendants()
            .find(|node| node.attribute((OPS, "type")) == Some(kind) && node.has_tag_name((XHTML, "nav")))
        else {
            return Vec::new();
        };
        let links = nav.descendants().filter(|node| node.has_tag_name((XHTML, "a")));
        links.map(|link| (words(link), link.attribute("href").unwrap().to_owned())).collect()
    }

    /// How many lists an entry of the contents is in.
    pub fn nav_depth(&self, entry: &str) -> usize {
        let text = self.text("OEBPS/nav.xhtml");
        let document = Document::parse_with_options(&text, with_doctype()).unwrap();
        let link =
            document.descendants().find(|node| node.has_tag_name((XHTML, "a")) && words(*node) == entry).unwrap();
        link.ancestors().filter(|node| node.has_tag_name((XHTML, "ol"))).count()
    }

    /// The words after an address, white space left out, and the name of what stands there.
    pub fn words_after(&self, address: &str, count: usize) -> (String, String) {
        let (path, id) = address.split_once('#').unwrap();
        let text = self.text(&format!("OEBPS/{path}"));
        let document = Document::parse_with_options(&text, with_doctype()).unwrap();
        let mark = document.descendants().find(|node| node.attribute("id") == Some(id)).unwrap();
        assert_eq!(mark.attribute("role"), Some("doc-pagebreak"));
        assert_eq!(mark.attribute((OPS, "type")), Some("pagebreak"));
        let mut after = String::new();
        for node in document.descendants().filter(|node| node.is_text() && node.range().start >= mark.range().end) {
            let added = node.ancestors().any(|around| {
                let class = around.attribute("class").unwrap_or_default();
                matches!(around.attribute("role"), Some("doc-noteref" | "doc-backlink"))
                    || ["q-box", "q-number", "q-kind"].contains(&class)
            });
            if !added {
                // The colon between the kind of a callout and its title is the edition's own.
                let follows_kind = node.prev_sibling().is_some_and(|kind| kind.attribute("class") == Some("q-kind"));
                let text = node.text().unwrap_or_default();
                let text = if follows_kind { text.trim_start_matches(['\u{a0}', ':', '：']) } else { text };
                after.extend(text.chars().filter(|c| !c.is_whitespace()));
            }
            if after.chars().count() >= count {
                break;
            }
        }
        (after.chars().take(count).collect(), mark.attribute("aria-label").unwrap().to_owned())
    }

    /// EPUB 3.3, 4.2.3.3: `mimetype` first, stored, without extra field. No date that says when it was made.
    pub fn archive_is_an_ocf(&self) {
        assert_eq!(self.order[0], "mimetype");
        assert_eq!(self.file("mimetype"), b"application/epub+zip");
        assert_eq!(&self.bytes[30..58], b"mimetypeapplication/epub+zip");
        let mut archive = ZipArchive::new(Cursor::new(&self.bytes)).unwrap();
        for index in 0..archive.len() {
            let file = archive.by_index_raw(index).unwrap();
            assert_eq!(file.last_modified(), Some(DateTime::default()));
            assert_eq!(file.unix_mode().map(|mode| mode & 0o777), Some(0o644), "{}", file.name());
            let is_stored = file.compression() == CompressionMethod::Stored;
            if file.name() == "mimetype" || file.name().ends_with(".png") {
                assert!(is_stored, "{}", file.name());
            } else {
                // A file of a few lines is not worth a compressor of its own.
                assert!(!is_stored || file.size() < 1_000, "{}", file.name());
            }
        }
        assert!(self.order.iter().all(|name| !name.ends_with(".ncx") && !name.contains("apple")));
    }

    pub fn manifest_lists_every_file(&self) {
        let listed: BTreeSet<String> = self.manifest().into_iter().map(|(_, href)| format!("OEBPS/{href}")).collect();
        let others = ["mimetype", "META-INF/container.xml", "OEBPS/content.opf"];
        let there: BTreeSet<String> =
            self.order.iter().filter(|name| !others.contains(&name.as_str())).cloned().collect();
        assert_eq!(listed, there);
        assert_eq!(self.manifest().len(), listed.len());
    }

    fn documents(&self) -> impl Iterator<Item = (&String, String)> {
        self.order.iter().filter(|name| name.ends_with(".xhtml")).map(|name| (name, self.text(name)))
    }

    /// The ids of every XHTML file.
    pub fn ids(&self) -> BTreeMap<String, Vec<String>> {
        let of = |text: &str| {
            let document = Document::parse_with_options(text, with_doctype()).unwrap();
            document.descendants().filter_map(|node| node.attribute("id")).map(str::to_owned).collect()
        };
        self.documents().map(|(name, text)| (name.clone(), of(&text))).collect()
    }

    pub fn ids_are_unique(&self) {
        for (name, ids) in self.ids() {
            let unique: BTreeSet<&String> = ids.iter().collect();
            assert_eq!(unique.len(), ids.len(), "{name}: {ids:?}");
        }
        let package_ids: Vec<String> = self.package(|package| {
            package.descendants().filter_map(|node| node.attribute("id")).map(str::to_owned).collect()
        });
        assert_eq!(package_ids.iter().collect::<BTreeSet<_>>().len(), package_ids.len());
    }

    pub fn links_lead_somewhere(&self) {
        let ids = self.ids();
        for (name, text) in self.documents() {
            let document = Document::parse_with_options(&text, with_doctype()).unwrap();
            let here =
                document.descendants().flat_map(|node| ["href", "src"].map(|attribute| node.attribute(attribute)));
            for address in here.flatten().filter(|address| !address.contains("://")) {
                let (path, id) = address.split_once('#').map_or((address, None), |(path, id)| (path, Some(id)));
                let file = if path.is_empty() { name.clone() } else { format!("OEBPS/{path}") };
                assert!(self.files.contains_key(&file), "{name}: {address}");
                let there = id.is_none_or(|id| ids[&file].iter().any(|known| known == id));
                assert!(there, "{name}: {address}");
            }
            let labels = document.descendants().filter_map(|node| node.attribute("aria-labelledby"));
            for label in labels {
                assert!(ids[name].iter().any(|id| id == label), "{name}: {label}");
            }
        }
    }

    pub fn every_document_says_its_language(&self) {
        for (name, text) in self.documents() {
            let document = Document::parse_with_options(&text, with_doctype()).unwrap();
            let html = document.root_element();
            let lang = html.attribute("lang");
            assert!(
                lang.is_some() && lang == html.attribute(("http://www.w3.org/XML/1998/namespace", "lang")),
                "{name}"
            );
            assert!(html.attribute("dir").is_some(), "{name}");
        }
    }
}
