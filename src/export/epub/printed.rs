//! What the laid-out pages show, stretch by stretch: the words of each piece of the structure, and where each page begins.

use super::breaks::Stretch;
use crate::layout::Pages;
use crate::layout::pages::{ContentId, Item, Kid, Node, NodeId, Owner, Shape, Tag};
use std::collections::BTreeMap;

/// The printed text of an article.
#[derive(Debug)]
pub struct Printed {
    /// In the order in which they are first drawn.
    pub texts: Vec<PrintedText>,
    /// For each page the texts that it draws, in order, each with how many of its characters earlier pages drew.
    pub pages: Vec<Vec<(usize, usize)>>,
}

/// The text of one element of the structure.
#[derive(Debug, Default)]
pub struct PrintedText {
    /// Its characters without white space.
    pub words: String,
    count: usize,
}

impl Printed {
    /// Reads the pages in the order of painting, which is that of reading.
    pub fn of(pages: &Pages) -> Printed {
        let owners = owners_of(pages);
        let mut numbers: BTreeMap<NodeId, usize> = BTreeMap::new();
        let mut printed = Printed { texts: Vec::new(), pages: Vec::new() };
        for page in &pages.pages {
            let mut begun: Vec<(usize, usize)> = Vec::new();
            for item in &page.items {
                let Some(node) = owner_of(item, &owners) else { continue };
                let text = *numbers.entry(node).or_insert_with(|| {
                    printed.texts.push(PrintedText::default());
                    printed.texts.len() - 1
                });
                if !begun.iter().rev().any(|(known, _)| *known == text) {
                    begun.push((text, printed.texts[text].count));
                }
                printed.texts[text].add(item, &pages.nodes[node.0 as usize]);
            }
            printed.pages.push(begun);
        }
        printed
    }

    /// For each text the stretch of the document that it prints: the nth of those with the same words.
    pub fn found_in(&self, stretches: &[Stretch<'_>]) -> Vec<Option<usize>> {
        let mut known: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, stretch) in stretches.iter().enumerate().rev() {
            known.entry(&stretch.words).or_default().push(index);
        }
        self.texts.iter().map(|text| known.get_mut(text.words.as_str())?.pop()).collect()
    }
}

impl PrintedText {
    fn add(&mut self, item: &Item, node: &Node) {
        match (&item.shape, &node.tag) {
            // Whatever a figure draws, its words are the same.
            (_, Tag::Figure { alt }) => {
                if self.words.is_empty() {
                    self.words = squeezed(alt.as_str());
                }
                self.count = self.words.chars().count();
            }
            (Shape::Glyphs(run), _) => {
                self.count += push_printed(&mut self.words, &run.text);
            }
            (Shape::Rectangle { .. } | Shape::Path(_) | Shape::Picture { .. } | Shape::LinkArea { .. }, _) => {}
        }
    }
}

/// The element that each piece of content is text of; `None` for what the document does not hold as text of its own.
fn owners_of(pages: &Pages) -> Vec<Option<NodeId>> {
    let mut owners = Vec::new();
    if !pages.nodes.is_empty() {
        let mut open = vec![(NodeId(0), None)];
        while let Some((id, around)) = open.pop() {
            let node = &pages.nodes[id.0 as usize];
            let owner = match node.tag {
                Tag::Contents | Tag::ContentsItem | Tag::Reference(_) => continue,
                // What paper adds in the middle of a text, such as the address of a link, is no part of the text that is looked for.
                Tag::Added => None,
                Tag::Code | Tag::Span | Tag::Expansion(_) | Tag::Strong | Tag::Emphasis | Tag::Link { .. } => around,
                Tag::Document | Tag::Section | Tag::Heading(_) | Tag::Paragraph | Tag::List(_) | Tag::ListItem => {
                    Some(id)
                }
                Tag::Label | Tag::ListBody | Tag::Table | Tag::TableHead | Tag::TableBody | Tag::TableRow => Some(id),
                Tag::HeaderCell(..) | Tag::DataCell(_) | Tag::Figure { .. } | Tag::Caption | Tag::Quote => Some(id),
                Tag::CodeBlock | Tag::Aside | Tag::Note(_) => Some(id),
            };
            for kid in &node.kids {
                match *kid {
                    Kid::Node(kid) => open.push((kid, owner)),
                    Kid::Content(ContentId(content)) => {
                        let content = content as usize;
                        if owners.len() <= content {
                            owners.resize(content + 1, None);
                        }
                        owners[content] = owner;
                    }
                }
            }
        }
    }
    owners
}

fn owner_of(item: &Item, owners: &[Option<NodeId>]) -> Option<NodeId> {
    match item.owner {
        Owner::Content(ContentId(content)) => owners.get(content as usize).copied().flatten(),
        Owner::Artifact(_) => None,
    }
}

/// Whether a character leaves ink that can be compared: white space, soft hyphens and marks of direction do not.
pub fn is_printed(c: char) -> bool {
    // Most characters are letters of the alphabet that this is written in.
    c.is_ascii_graphic()
        || !c.is_whitespace()
            && !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The characters of a text that are printed.
pub fn squeezed(text: &str) -> String {
    let mut words = String::new();
    push_printed(&mut words, text);
    words
}

/// Adds the characters of a text that are printed, and tells how many they are.
pub fn push_printed(words: &mut String, text: &str) -> usize {
    words.reserve(text.len());
    let mut count = 0;
    for piece in text.split(|c| !is_printed(c)) {
        words.push_str(piece);
        count += piece.chars().count();
    }
    count
}
