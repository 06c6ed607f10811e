//! The words that the plain-text edition adds, beside those of all editions.
//!
//! Plain text has to say what other formats show by place, type or colour. The words precede a colon (`Quote:`) or in
//! square brackets (`[End: Quote]`).

use super::Labels;

impl Labels {
    /// The target of a link within the text: "Section 2.1".
    pub fn section(&self, number: &str) -> String {
        self.words.section.replace("{}", number)
    }

    /// The place of a part among its neighbours: "Part 2 of 7".
    pub fn part_of(&self, number: &str, last: &str) -> String {
        self.words.part.replacen("{}", number, 1).replacen("{}", last, 1)
    }

    /// Stands before the words of someone else.
    pub fn quote(&self) -> &'static str {
        self.words.quote
    }

    /// Stands before a table.
    pub fn table(&self) -> &'static str {
        self.words.table
    }

    /// Stands before text whose spaces and lines matter.
    pub fn exact(&self) -> &'static str {
        self.words.exact
    }

    /// Stands before the name of what ends.
    pub fn end(&self) -> &'static str {
        self.words.end
    }

    /// Stands before words that are struck out.
    pub fn deleted(&self) -> &'static str {
        self.words.deleted
    }

    /// The heading of what is said about the article at its end.
    pub fn about(&self) -> &'static str {
        self.words.about
    }

    /// "Telephone: 0800 123 456".
    pub fn phone(&self, number: &str) -> String {
        self.words.phone.replace("{}", &self.lang.direction().with_number(number))
    }

    /// "Online: https://…".
    pub fn online(&self, address: &str) -> String {
        self.words.online.replace("{}", address)
    }

    /// Instructions for the text, which is `width` columns wide.
    pub fn usage(&self, width: usize) -> String {
        self.words.usage[0].replace("{}", &width.to_string())
    }

    /// The remark that headings say their place.
    pub fn usage_of_headings(&self) -> &'static str {
        self.words.usage[1]
    }

    /// The meaning of a number in brackets.
    pub fn usage_of_links(&self) -> &'static str {
        self.words.usage[2]
    }

    /// The place of the notes.
    pub fn usage_of_notes(&self) -> &'static str {
        self.words.usage[3]
    }
}
