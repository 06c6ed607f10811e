//! The words that the plain-text edition adds, in the languages of [`Labels`].
//!
//! What other formats show by place, type or colour, plain text has to say. The words stand before a colon (`Quote:`) or in
//! square brackets (`[End: Quote]`).

use super::Labels;
use super::words::Words;

/// The words of the plain-text edition in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextLabels(&'static Words);

impl TextLabels {
    /// The words in the language of other labels.
    pub fn of(labels: &Labels) -> TextLabels {
        TextLabels(labels.words)
    }

    /// What parts a label from what it labels: `: `, and in French a no-break space before it.
    pub fn colon(self) -> &'static str {
        self.0.colon
    }

    /// Where a link within the text leads: "Section 2.1".
    pub fn section(self, number: &str) -> String {
        self.0.section.replace("{}", number)
    }

    /// The place of a part among its neighbours: "Part 2 of 7".
    pub fn part_of(self, number: &str, last: &str) -> String {
        self.0.part.replacen("{}", number, 1).replacen("{}", last, 1)
    }

    /// Stands before the words of someone else.
    pub fn quote(self) -> &'static str {
        self.0.quote
    }

    /// Stands before a table.
    pub fn table(self) -> &'static str {
        self.0.table
    }

    /// Stands before text whose spaces and lines matter.
    pub fn exact(self) -> &'static str {
        self.0.exact
    }

    /// Stands before the name of what ends.
    pub fn end(self) -> &'static str {
        self.0.end
    }

    /// Stands before words that are struck out.
    pub fn deleted(self) -> &'static str {
        self.0.deleted
    }

    /// The heading of what is said about the article at its end.
    pub fn about(self) -> &'static str {
        self.0.about
    }

    /// "Telephone: 0800 123 456".
    pub fn phone(self, number: &str) -> String {
        self.0.phone.replace("{}", number)
    }

    /// "Online: https://…".
    pub fn online(self, address: &str) -> String {
        self.0.online.replace("{}", address)
    }

    /// How to use the text, of that many columns.
    pub fn usage(self, width: usize) -> String {
        self.0.usage[0].replace("{}", &width.to_string())
    }

    /// That headings say their place.
    pub fn usage_of_headings(self) -> &'static str {
        self.0.usage[1]
    }

    /// What a number in brackets means.
    pub fn usage_of_links(self) -> &'static str {
        self.0.usage[2]
    }

    /// Where the notes are.
    pub fn usage_of_notes(self) -> &'static str {
        self.0.usage[3]
    }
}
