//! The inputs of a format: what its editions are made from, besides their article.

use crate::style::paper::Paper;
use crate::style::{BookStyle, Colours, Screen, Style, TextStyle};
use serde::Serialize;

/// The inputs that a format names. Nothing else makes its editions anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Inputs {
    /// The tables of the style sheet that it reads.
    pub tables: &'static [Table],
    /// It reads the bytes of pictures, not only the words for them.
    pub pictures: bool,
    /// It reads [`Job::pages`](super::Job::pages), and so the fonts and the logo.
    pub pages: bool,
}

/// A table of the style sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Table {
    Colours,
    Paper,
    Book,
    Screen,
    Text,
}

/// The inputs of a format with their values in one style. As long as these serialise alike, another style makes the same edition.
#[derive(Debug, Serialize)]
pub struct InputValues<'s> {
    inputs: Inputs,
    style: Vec<TableValues<'s>>,
}

/// The values of one table.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
enum TableValues<'s> {
    Colours(&'s Colours),
    Paper(&'s Paper),
    Book(&'s BookStyle),
    Screen(&'s Screen),
    Text(&'s TextStyle),
}

impl Inputs {
    /// The inputs with the values of a style.
    pub fn values(self, style: &Style) -> InputValues<'_> {
        let values = |table: &Table| match table {
            Table::Colours => TableValues::Colours(&style.colours),
            Table::Paper => TableValues::Paper(&style.paper),
            Table::Book => TableValues::Book(&style.book),
            Table::Screen => TableValues::Screen(&style.screen),
            Table::Text => TableValues::Text(&style.text),
        };
        InputValues { inputs: self, style: self.tables.iter().map(values).collect() }
    }
}
