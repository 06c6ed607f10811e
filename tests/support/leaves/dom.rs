//! HTML, however it was parsed → leaves. Elements are known by name, role and the few classes that the page documents.

use super::{Holder, Leaf, Leaves, cell, image_mark, link_mark, note_mark, without_colons};
use quatrefoil::tree::Numbering;

/// A node of a page.
#[derive(Clone, Debug)]
pub enum Node {
    Element { name: String, attributes: Vec<(String, String)>, kids: Vec<Node> },
    Text(String),
}

impl Node {
    pub fn name(&self) -> &str {
        match self {
            Node::Element { name, .. } => name,
            Node::Text(_) => "",
        }
    }

    pub fn attribute(&self, wanted: &str) -> Option<&str> {
        match self {
            Node::Element { attributes, .. } => {
                attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
            }
            Node::Text(_) => None,
        }
    }

    pub fn kids(&self) -> &[Node] {
        match self {
            Node::Element { kids, .. } => kids,
            Node::Text(_) => &[],
        }
    }

    fn is(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|classes| classes.split_ascii_whitespace().any(|known| known == class))
    }

    fn role(&self) -> &str {
        self.attribute("role").unwrap_or_default()
    }

    /// The first element below that satisfies a condition, this one included.
    pub fn find<'n>(&'n self, wanted: &dyn Fn(&Node) -> bool) -> Option<&'n Node> {
        if wanted(self) {
            return Some(self);
        }
        self.kids().iter().find_map(|kid| kid.find(wanted))
    }

    fn elements<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Node> {
        self.kids().iter().filter(move |kid| kid.name() == name)
    }

    /// All text below.
    fn text(&self) -> String {
        match self {
            Node::Text(text) => text.clone(),
            Node::Element { kids, .. } => kids.iter().map(Node::text).collect(),
        }
    }
}

/// Draws leaves out of pages, one after another; the notes come when all are read.
#[derive(Default)]
pub struct Reader {
    pub leaves: Leaves,
    notes: Vec<(usize, Node)>,
}

impl Reader {
    /// Reads the blocks in an element.
    pub fn read(&mut self, element: &Node) {
        let mut loose: Vec<&Node> = Vec::new();
        for kid in element.kids() {
            if is_block(kid) {
                self.paragraph(&std::mem::take(&mut loose));
                self.block(kid);
            } else {
                loose.push(kid);
            }
        }
        self.paragraph(&loose);
    }

    /// Reads the notes and gives all leaves.
    pub fn finish(mut self) -> Vec<Leaf> {
        let mut notes = std::mem::take(&mut self.notes);
        notes.sort_by_key(|(number, _)| *number);
        for (number, note) in notes {
            self.hold(Holder::Note(number), |reader| reader.read(&note));
        }
        self.leaves.list
    }

    fn hold(&mut self, holder: Holder, inside: impl FnOnce(&mut Self)) {
        self.leaves.list.push(Leaf::Open(holder));
        inside(self);
        self.leaves.list.push(Leaf::Close);
    }

    fn paragraph(&mut self, kids: &[&Node]) {
        let words: String = kids.iter().map(|kid| self.words(kid)).collect();
        self.leaves.say(Leaf::Paragraph, &words);
    }

    fn block(&mut self, node: &Node) {
        match (node.name(), node.role()) {
            ("section", "doc-endnotes") => self.endnotes(node),
            ("aside", "doc-footnote") => {
                let number = node.find(&|node| node.is("q-number")).map(Node::text).unwrap_or_default();
                let number = number.trim_end_matches('.').parse().expect("a footnote begins with its number");
                self.notes.push((number, node.clone()));
            }
            ("div", "note") => {
                let head = node.find(&|node| node.is("q-head")).map(|head| self.words(head)).unwrap_or_default();
                self.hold(Holder::Callout(without_colons(&head)), |reader| reader.read(node));
            }
            ("p", _) if node.is("q-head") || node.is("q-number") => {}
            ("p", _) if node.is("q-words") => {
                let alt = words_of_image(node);
                self.leaves.say(Leaf::Image, &alt);
            }
            ("p", _) => {
                let words = self.words(node);
                self.leaves.say(Leaf::Paragraph, &words);
            }
            ("h1", _) => {
                let words = self.words(node);
                self.leaves.say(Leaf::Title, &words);
            }
            ("h2" | "h3" | "h4" | "h5" | "h6", _) => {
                let level = usize::from(node.name().as_bytes()[1] - b'0');
                let words = self.words(node);
                self.leaves.list.push(Leaf::Heading(level, super::normal(&words)));
            }
            ("ul" | "ol", _) => self.list(node),
            ("blockquote", _) => self.hold(Holder::Quote, |reader| reader.read(node)),
            ("pre", _) => self.leaves.say(Leaf::Code, &node.text()),
            ("figure", _) => self.figure(node),
            ("table", _) => self.table(node),
            ("dl", _) => self.definitions(node),
            // The head of a book's text: all but the title is the edition's own.
            ("header", _) => {
                if let Some(title) = node.find(&|node| node.name() == "h1") {
                    self.block(title);
                }
            }
            ("footer" | "hr" | "nav" | "style" | "script", _) => {}
            _ => self.read(node),
        }
    }

    fn endnotes(&mut self, section: &Node) {
        let notes = section.elements("ol").flat_map(|list| list.elements("li"));
        self.notes.extend(notes.enumerate().map(|(index, note)| (index + 1, note.clone())));
    }

    fn list(&mut self, list: &Node) {
        let start: u32 = list.attribute("start").map_or(1, |start| start.parse().expect("a list starts with a number"));
        for (index, item) in list.elements("li").enumerate() {
            let task = item.find(&|node| node.is("q-box")).filter(|_| item.is("q-task")).map(|sign| {
                match sign.text().as_str() {
                    "☐" => "[ ]",
                    "☑" => "[x]",
                    other => panic!("`{other}` is no box"),
                }
            });
            let number = start + index as u32;
            let numbering = match list.attribute("type") {
                None => Numbering::Decimal,
                Some("a") => Numbering::LowerAlpha,
                Some("A") => Numbering::UpperAlpha,
                Some("i") => Numbering::LowerRoman,
                Some("I") => Numbering::UpperRoman,
                Some(other) => panic!("`{other}` is no type of list"),
            };
            let label = match (list.name(), task) {
                ("ul", None) => "•".to_owned(),
                ("ul", Some(task)) => task.to_owned(),
                (_, None) => format!("{}.", numbering.figure(number)),
                (_, Some(task)) => format!("{}. {task}", numbering.figure(number)),
            };
            self.hold(Holder::Item(label), |reader| reader.read(item));
        }
    }

    fn figure(&mut self, figure: &Node) {
        if let Some(image) = figure.elements("img").next() {
            self.leaves.say(Leaf::Image, image.attribute("alt").expect("every image has its words, or none"));
        }
        if let Some(words) = figure.kids().iter().find(|kid| kid.is("q-words")) {
            self.leaves.say(Leaf::Image, &words_of_image(words));
        }
        if let Some(caption) = figure.elements("figcaption").next() {
            let caption = self.words(caption);
            self.leaves.say(Leaf::Caption, &caption);
        }
    }

    fn table(&mut self, table: &Node) {
        let caption = table.elements("caption").next().map(|caption| self.words(caption)).unwrap_or_default();
        let rows_of = |part: &str| -> Vec<Vec<Node>> {
            let rows = table.elements(part).flat_map(|part| part.elements("tr"));
            rows.map(|row| row.kids().iter().filter(|kid| matches!(kid.name(), "th" | "td")).cloned().collect())
                .collect()
        };
        let headers = rows_of("thead").into_iter().next().expect("a table has a header row");
        let mut rows = rows_of("tbody");
        if rows.is_empty() {
            rows = vec![vec![Node::Text(String::new()); headers.len()]];
        }
        self.hold(Holder::Table(without_colons(&caption)), |reader| {
            for row in &rows {
                assert_eq!(row.len(), headers.len(), "a row has a cell for each column");
                reader.hold(Holder::Row, |reader| {
                    for (header, words) in headers.iter().zip(row) {
                        let header = reader.words(header);
                        let words = reader.words(words);
                        reader.leaves.list.push(cell(&header, &words));
                    }
                });
            }
        });
    }

    fn definitions(&mut self, list: &Node) {
        for group in list.elements("div") {
            for term in group.elements("dt") {
                let term = self.words(term);
                self.leaves.say(Leaf::Term, &term);
            }
            self.hold(Holder::Meaning, |reader| group.elements("dd").for_each(|meaning| reader.read(meaning)));
        }
    }

    /// The words of phrasing content, with the marks in it.
    fn words(&mut self, node: &Node) -> String {
        let Node::Element { name, kids, .. } = node else {
            return node.text();
        };
        if node.role() == "doc-backlink" || node.is("q-box") {
            return String::new();
        }
        if node.is("q-words") {
            return image_mark(&words_of_image(node));
        }
        if node.role() == "doc-noteref" {
            return note_mark(node.text().parse().expect("a reference to a note is its number"));
        }
        let words: String = kids.iter().map(|kid| self.words(kid)).collect();
        match name.as_str() {
            "br" => " ".to_owned(),
            "img" => {
                let alt = node.attribute("alt").expect("every image has its words, or none");
                if alt.is_empty() { String::new() } else { image_mark(alt) }
            }
            "a" => {
                let address = node.attribute("href").expect("every link leads somewhere");
                let leads_out = ["http:", "https:", "mailto:", "tel:"].iter().any(|scheme| address.starts_with(scheme));
                if leads_out { words + &link_mark(address) } else { words }
            }
            "abbr" => {
                let long =
                    self.leaves.expansion(&words, node.attribute("title").expect("an abbreviation has its meaning"));
                words + &long
            }
            _ => words,
        }
    }
}

/// "Image: its words", without the label.
fn words_of_image(node: &Node) -> String {
    let label = node.kids().iter().find(|kid| kid.is("q-kind")).map(Node::text).unwrap_or_default();
    let text = node.text();
    let words = text.strip_prefix(&label).expect("the label comes first");
    words.trim_start().trim_start_matches([':', '：']).to_owned()
}

fn is_block(node: &Node) -> bool {
    const BLOCKS: [&str; 28] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "div",
        "dl",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
        "style",
        "script",
        "details",
        "summary",
    ];
    BLOCKS.contains(&node.name())
}
