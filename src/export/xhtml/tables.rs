//! Tables: real ones, which a style sheet may take apart row by row where the window is narrower than they need.
//!
//! Each cell carries the words of its column's header, so that the row reads "Dose: 345 mg" when it stands alone.

use super::{Surroundings, Writer, push_attribute};
use crate::tree::{Align, Block, Inline, Row, RowHeaders, Table, walk};

/// How wide a table must be, so that a sheet can say in which windows it stays one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Need {
    /// Fits a phone.
    Narrow,
    /// Fits the measure of the text.
    Full,
    /// Fits that measure with its words broken here and there.
    Wide,
    /// Fits nowhere: it is read row by row.
    Rows,
}

impl<S: Surroundings> Writer<'_, S> {
    pub(super) fn table(&mut self, block: &Block, table: &Table) {
        let class = match need(table) {
            Need::Narrow => "q-table",
            Need::Full => "q-table q-full",
            Need::Wide => "q-table q-wide",
            Need::Rows => "q-table q-rows",
        };
        self.open("table", Some(class), block.id.as_ref());
        let outer = self.enter(block.lang.as_ref(), block.dir);
        self.out.push_str(">\n");
        if table.caption.is_empty() {
            self.marked(&table.caption);
        } else {
            self.out.push_str("<caption>");
            self.marked(&table.caption);
            self.out.push_str("</caption>\n");
        }
        self.table_head(table);
        let names: Vec<String> = table.columns.iter().map(|column| walk::text_of(&column.header)).collect();
        if !table.rows.is_empty() {
            self.out.push_str("<tbody>\n");
            for row in &table.rows {
                self.row(table, row, &names);
            }
            self.out.push_str("</tbody>\n");
        }
        self.close_line("table");
        self.leave(outer);
    }

    fn table_head(&mut self, table: &Table) {
        self.out.push_str("<thead>\n<tr>");
        for column in &table.columns {
            // A header without words would be announced as one all the same.
            let name = if walk::has_words(&column.header) { "th" } else { "td" };
            self.open(name, class_of(column.align), None);
            if name == "th" {
                push_attribute(&mut self.out, "scope", "col");
            }
            self.out.push('>');
            self.marked(&column.header);
            self.close(name);
        }
        self.out.push_str("</tr>\n</thead>\n");
    }

    fn row(&mut self, table: &Table, row: &Row, names: &[String]) {
        self.out.push_str("<tr>");
        for (index, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
            let names_row = match table.row_headers {
                RowHeaders::None => false,
                RowHeaders::FirstCell => index == 0 && walk::has_words(cell),
            };
            let name = if names_row { "th" } else { "td" };
            self.open(name, class_of(column.align), None);
            if names_row {
                push_attribute(&mut self.out, "scope", "row");
            } else if !cell.is_empty() && names[index].contains(|c: char| !c.is_whitespace()) {
                push_attribute(&mut self.out, "data-label", &names[index]);
            }
            self.out.push('>');
            self.marked(cell);
            self.close(name);
        }
        self.out.push_str("</tr>\n");
    }
}

fn class_of(align: Align) -> Option<&'static str> {
    match align {
        Align::Auto => None,
        Align::Start => Some("q-start"),
        Align::Center => Some("q-center"),
        Align::End => Some("q-end"),
    }
}

/// A table needs the room of the longest word of each column, and more where the cells hold sentences.
fn need(table: &Table) -> Need {
    const PADDING: usize = 3;
    let width: usize = (0..table.columns.len())
        .map(|index| {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(index));
            let header = std::iter::once(&table.columns[index].header);
            header.chain(cells).map(|cell| room_of(cell)).max().unwrap_or(0) + PADDING
        })
        .sum();
    match width {
        0..=32 => Need::Narrow,
        33..=72 => Need::Full,
        73..=108 => Need::Wide,
        _ => Need::Rows,
    }
}

/// In characters: the longest word, or a quarter of a long text, so that no cell becomes a tower of words.
fn room_of(cell: &[Inline]) -> usize {
    let text = walk::text_of(cell);
    let longest = text.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
    longest.max(text.chars().count().min(96) / 4)
}
