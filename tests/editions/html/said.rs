//! What a document and its page say, as words in order, each with what it is.

use super::page::{Element, Node, Page};
use quatrefoil::picture::Pictures;
use quatrefoil::tree::walk;
use quatrefoil::tree::*;

/// A stretch of words without white space, after what it stands in: `li`, `th`, `code`.
pub type Said = (&'static str, String);

/// All that the text of a document says, images by their words.
pub fn by_document(document: &Document, pictures: &Pictures) -> Vec<Said> {
    let mut said = Speaker { said: Vec::new(), pictures };
    said.body(document.body());
    for note in document.notes() {
        said.say("li", "");
        said.blocks(&note.blocks);
    }
    said.said
}

/// Whether an image is shown as a picture.
pub fn is_shown(image: &Image, pictures: &Pictures) -> bool {
    matches!(&image.source, ImageSource::File(path) if pictures.contains_key(path))
}

struct Speaker<'a> {
    said: Vec<Said>,
    pictures: &'a Pictures,
}

impl Speaker<'_> {
    fn say(&mut self, what: &'static str, words: &str) {
        say(&mut self.said, what, &without_space(words));
    }

    fn body(&mut self, body: &Body) {
        self.blocks(&body.blocks);
        for section in &body.sections {
            self.say("heading", &walk::text_of(&section.title));
            self.body(&section.body);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(text) => self.say("text", &walk::text_of(text)),
                BlockKind::List(list) => {
                    for item in &list.items {
                        self.say("li", item.task.map_or("", |task| if task == Task::Done { "☑" } else { "☐" }));
                        self.blocks(&item.blocks);
                    }
                }
                BlockKind::Quote(quoted) => {
                    self.say("blockquote", "");
                    self.blocks(quoted);
                }
                BlockKind::Callout(callout) => {
                    self.say("callout", "");
                    self.say("text", &walk::text_of(&callout.title));
                    self.blocks(&callout.blocks);
                }
                BlockKind::Code(code) => self.say("pre", &code.text),
                BlockKind::Figure(figure) => self.figure(figure),
                BlockKind::Table(table) => self.table(table),
                BlockKind::Definitions(definitions) => self.definitions(definitions),
                BlockKind::Rule => self.say("hr", ""),
            }
        }
    }

    fn figure(&mut self, figure: &Figure) {
        let words = match &figure.image.alt {
            Alt::Text(words) => words.as_str(),
            Alt::Decorative => "",
        };
        let shown = is_shown(&figure.image, self.pictures);
        if shown || !words.is_empty() {
            self.say(if shown { "img" } else { "text" }, words);
        }
        if !figure.caption.is_empty() {
            self.say("caption", &walk::text_of(&figure.caption));
        }
    }

    fn table(&mut self, table: &Table) {
        if !table.caption.is_empty() {
            self.say("caption", &walk::text_of(&table.caption));
        }
        for column in &table.columns {
            self.say("cell", &walk::text_of(&column.header));
        }
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            self.say("cell", &walk::text_of(cell));
        }
    }

    fn definitions(&mut self, definitions: &[Definition]) {
        for definition in definitions {
            for term in &definition.terms {
                self.say("dt", &walk::text_of(term));
            }
            for meaning in &definition.meanings {
                self.say("dd", "");
                self.blocks(meaning);
            }
        }
    }
}

/// All that the text of a page says, without the words that the page adds.
pub fn by_page(page: &Page) -> Vec<Said> {
    let mut said = Vec::new();
    read(page.text_of_article(), &mut said);
    said
}

fn read(element: &Element, said: &mut Vec<Said>) {
    for (index, node) in element.nodes.iter().enumerate() {
        match node {
            Node::Text(text) => {
                let after_kind = index > 0 && is_kind(&element.nodes[index - 1]);
                let words = without_space(if after_kind { without_colon(text) } else { text });
                if !words.is_empty() {
                    said.last_mut().expect("words stand in something").1.push_str(&words);
                }
            }
            Node::Element(inner) => read_element(inner, said),
        }
    }
}

fn read_element(element: &Element, said: &mut Vec<Said>) {
    let class = element.attribute("class").unwrap_or_default();
    let what = match element.name.as_str() {
        _ if is_added(element) => "",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "heading",
        "p" if !holds_only_ways_back(element) => "text",
        "li" | "blockquote" | "pre" | "hr" | "dt" | "dd" => ["li", "blockquote", "pre", "hr", "dt", "dd"]
            .into_iter()
            .find(|name| *name == element.name)
            .expect("it is one of them"),
        "caption" | "figcaption" => "caption",
        "th" | "td" => "cell",
        "div" if class.starts_with("q-callout") => "callout",
        "img" if class != "q-inline" => "img",
        _ => "",
    };
    if !what.is_empty() {
        say(said, what, "");
    }
    if let Some(words) = element.attribute("alt") {
        said.last_mut().expect("an image stands in something").1.push_str(&without_space(words));
    }
    if !is_added(element) {
        read(element, said);
    }
}

/// A paragraph goes on where an item of a list begins: whether it has an element of its own is the list's spacing.
fn say(said: &mut Vec<Said>, what: &'static str, words: &str) {
    match said.last_mut() {
        Some(("li", item)) if what == "text" => item.push_str(words),
        _ => said.push((what, words.to_owned())),
    }
}

fn holds_only_ways_back(paragraph: &Element) -> bool {
    let mut ways = paragraph.children().peekable();
    let back: usize = paragraph.children().map(|way| way.text().len()).sum();
    let spaces = paragraph.children().count().saturating_sub(1);
    ways.peek().is_some()
        && ways.all(|way| way.attribute("class") == Some("q-back"))
        && paragraph.text().len() == back + spaces
}

/// What a page adds to what the article says.
fn is_added(element: &Element) -> bool {
    let class = element.attribute("class").unwrap_or_default();
    ["q-kind", "q-ref", "q-back"].contains(&class) || element.attribute("id") == Some("q-notes")
}

/// What follows the kind of a callout or an image, without the colon of its language.
fn without_colon(text: &str) -> &str {
    ["\u{a0}: ", ": ", "："].iter().find_map(|colon| text.strip_prefix(colon)).unwrap_or(text)
}

fn is_kind(node: &Node) -> bool {
    matches!(node, Node::Element(element) if element.attribute("class") == Some("q-kind"))
}

/// The words in an element without those that the page adds.
pub fn words_of(element: &Element) -> String {
    let mut said = vec![("", String::new())];
    read(element, &mut said);
    said.into_iter().map(|(_, words)| words).collect()
}

pub fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
