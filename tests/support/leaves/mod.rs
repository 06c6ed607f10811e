//! Leaves: what a document says, drawn out of a tree or out of finished bytes, in one form that all four formats can hold.
//!
//! The form is a sequence in reading order, notes last. Words are compared without what a format may do to them: white space is
//! one space, soft hyphens are nothing, and no space follows `/ ? & - .`, where a text breaks long words. Marks among the words
//! are written `⟦…⟧`: where a link leads, which note is meant, what an image says. A cell holds the words of its column's header
//! before its own. Rules between blocks are nothing, because on paper they are only drawn.

pub mod dom;
pub mod epub;
pub mod html;
pub mod pdf;
pub mod text;
pub mod tree;

use std::collections::BTreeSet;

/// One thing that a document says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leaf {
    Title(String),
    /// Levels 2 to 6.
    Heading(usize, String),
    Paragraph(String),
    Code(String),
    /// The words of an image that stands by itself.
    Image(String),
    Caption(String),
    Term(String),
    /// A cell, its column's header before its words.
    Cell(String),
    Open(Holder),
    Close,
}

/// What holds other leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// With its label: `•`, `1.`, `iv.`, `[x]`, `2. [ ]`.
    Item(String),
    Quote,
    /// With the words above it: its kind, its title.
    Callout(String),
    /// With its caption.
    Table(String),
    Row,
    /// What the terms before it mean.
    Meaning,
    Note(usize),
}

/// Leaves as they are drawn.
#[derive(Default)]
pub struct Leaves {
    pub list: Vec<Leaf>,
    /// The expansions of abbreviations that were told: each is told once.
    expanded: BTreeSet<(String, String)>,
}

impl Leaves {
    /// Adds a leaf with words, unless there are none.
    pub fn say(&mut self, kind: fn(String) -> Leaf, words: &str) {
        let words = normal(words);
        if !words.is_empty() {
            self.list.push(kind(words));
        }
    }

    /// Adds a holder and what is drawn into it.
    pub fn hold(&mut self, holder: Holder, inside: impl FnOnce(&mut Leaves)) {
        self.list.push(Leaf::Open(holder));
        inside(self);
        self.list.push(Leaf::Close);
    }

    /// What an abbreviation stands for, in brackets, where it was not told before.
    pub fn expansion(&mut self, short: &str, long: &str) -> String {
        let new = self.expanded.insert((normal(short), normal(long)));
        if new { format!(" [{long}]") } else { String::new() }
    }
}

/// A cell's words after those of its header. An empty cell is a dash; the colon between the two is a format's own.
pub fn cell(header: &str, words: &str) -> Leaf {
    let words = if normal(words).is_empty() { "–" } else { words };
    Leaf::Cell(without_colons(&format!("{header} {words}")))
}

/// Words above a callout, without the colon between kind and title.
pub fn without_colons(words: &str) -> String {
    normal(&words.replace([':', '：'], " "))
}

/// The mark of a link's address. Addresses of mail and telephone stand without their scheme.
pub fn link_mark(address: &str) -> String {
    let shown = address.strip_prefix("mailto:").or(address.strip_prefix("tel:")).unwrap_or(address);
    format!("⟦to {shown}⟧")
}

/// The mark of a note's number.
pub fn note_mark(number: usize) -> String {
    format!("⟦note {number}⟧")
}

/// The mark of an image among words.
pub fn image_mark(alt: &str) -> String {
    format!("⟦image {alt}⟧")
}

/// Words as they are compared.
pub fn normal(words: &str) -> String {
    let mut normal = String::with_capacity(words.len());
    let mut space = false;
    for c in words.chars() {
        match c {
            '\u{ad}' | '\u{200b}' | '^' | '\u{feff}' => continue,
            c if c.is_whitespace() => space = true,
            c => {
                let close = c == '⟦' || is_unspaced(c);
                let after = normal.chars().next_back();
                if space && !close && after.is_some_and(|after| !"/?&-.".contains(after) && !is_unspaced(after)) {
                    normal.push(' ');
                }
                space = false;
                normal.push(c);
            }
        }
    }
    // A mark that says nothing was there for the space before it.
    normal.replace("⟦⟧", "")
}

/// Letters of scripts in which a line may end without a space.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{a4cf}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// Fails with the first place where two sequences differ.
#[track_caller]
pub fn assert_same(name: &str, expected: &[Leaf], found: &[Leaf]) {
    if expected == found {
        return;
    }
    let at = expected.iter().zip(found).take_while(|(expected, found)| expected == found).count();
    let around = |leaves: &[Leaf]| {
        let lines = leaves.iter().enumerate().skip(at.saturating_sub(3)).take(7);
        lines.map(|(index, leaf)| format!("{} {leaf:?}\n", if index == at { '>' } else { ' ' })).collect::<String>()
    };
    panic!("{name}: leaf {at} differs\nthe document says\n{}the edition says\n{}", around(expected), around(found));
}
