//! Tables: real ones, which a style sheet may take apart row by row where the window is narrower than they need.
//!
//! Each cell carries the words of its column's header, so that the row reads "Dose: 345 mg" when it is alone. In a book the table
//! lies in a box that a style sheet can measure: there the window says nothing of the width and the type of a page.

use super::{Dialect, Writer, XhtmlHost, held_together, push_attribute};
use crate::style::Labels;
use crate::tree::{Align, Block, Column, Inline, Row, RowHeaders, Table, walk};

/// The room that a table needs to stay one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Need {
    /// The width of any phone whose type is not large.
    Least,
    /// 18 ems.
    Small,
    /// 24 ems.
    Middle,
    /// The measure of the text.
    Measure,
    /// More than there is: it is read row by row.
    Rows,
}

/// The common traits of the cells of one column.
struct Cells {
    class: Option<&'static str>,
    /// The header's words and their colon, which precede a cell that is alone; empty where there are none.
    label: String,
}

impl<S: XhtmlHost> Writer<'_, S> {
    pub(super) fn table(&mut self, block: &Block, table: &Table) {
        let class = match need(table) {
            Need::Least => "q-table",
            Need::Small => "q-table q-small",
            Need::Middle => "q-table q-middle",
            Need::Measure => "q-table q-full",
            Need::Rows => "q-table q-rows",
        };
        let dialect = self.surroundings.dialect();
        match dialect {
            Dialect::Page => {}
            Dialect::Book => self.out.push_str("<div class=\"q-room\">\n"),
        }
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
        let labels = self.labels;
        let columns: Vec<Cells> = (0..table.columns.len()).map(|index| cells_of(table, index, labels)).collect();
        self.table_head(table, &columns);
        if !table.rows.is_empty() {
            self.out.push_str("<tbody>\n");
            for row in &table.rows {
                self.row(table.row_headers, row, &columns);
            }
            self.out.push_str("</tbody>\n");
        }
        self.close_line("table");
        self.leave(outer);
        match dialect {
            Dialect::Page => {}
            Dialect::Book => self.close_line("div"),
        }
    }

    fn table_head(&mut self, table: &Table, columns: &[Cells]) {
        let is_blank = columns.iter().all(|cells| cells.label.is_empty());
        self.open("thead", is_blank.then_some("q-blank"), None);
        self.out.push_str(">\n<tr>");
        for (column, cells) in table.columns.iter().zip(columns) {
            // A header without words would be announced as one all the same.
            let name = if cells.label.is_empty() { "td" } else { "th" };
            self.open(name, cells.class, None);
            if name == "th" {
                push_attribute(&mut self.out, "scope", "col");
            }
            self.out.push('>');
            self.marked(&column.header);
            self.close(name);
        }
        self.out.push_str("</tr>\n</thead>\n");
    }

    fn row(&mut self, row_headers: RowHeaders, row: &Row, columns: &[Cells]) {
        self.out.push_str("<tr>");
        for (index, (cell, cells)) in row.cells.iter().zip(columns).enumerate() {
            let names_row = match row_headers {
                RowHeaders::None => false,
                RowHeaders::FirstCell => index == 0 && walk::has_words(cell),
            };
            let name = if names_row { "th" } else { "td" };
            self.open(name, cells.class, None);
            if names_row {
                push_attribute(&mut self.out, "scope", "row");
            } else if !cell.is_empty() && !cells.label.is_empty() {
                push_attribute(&mut self.out, "data-label", &cells.label);
            }
            self.out.push('>');
            self.marked(cell);
            self.close(name);
        }
        self.out.push_str("</tr>\n");
    }
}

fn cells_of(table: &Table, index: usize, labels: &Labels) -> Cells {
    let column = &table.columns[index];
    let mut label = String::new();
    if walk::has_words(&column.header) {
        label = held_together(&walk::text_of(&column.header), labels).into_owned();
        label.push_str(labels.colon_after(&label));
    }
    Cells { class: class_of(column, table.rows.iter().map(|row| row.cells[index].as_slice())), label }
}

/// The alignment of a column. A column of numbers with equally many decimals is at the end where the author left it open.
fn class_of<'t>(column: &Column, cells: impl Iterator<Item = &'t [Inline]>) -> Option<&'static str> {
    match column.align {
        Align::Auto => {
            let numbers = cells.filter(|cell| !cell.is_empty()).map(|cell| decimals_of(&walk::text_of(cell)));
            let mut decimals: Vec<Option<usize>> = numbers.collect();
            decimals.dedup();
            matches!(decimals.as_slice(), [Some(_)]).then_some("q-end")
        }
        Align::Start => Some("q-start"),
        Align::Center => Some("q-center"),
        Align::End => Some("q-end"),
    }
}

/// The digits of a number after its point or comma; `None` for anything but a number.
fn decimals_of(text: &str) -> Option<usize> {
    let digits = text.trim_start_matches(['-', '−', '+']).trim_end_matches(['%', '\u{a0}', '\u{202f}']);
    let (whole, decimals) = digits.rsplit_once(['.', ',']).unwrap_or((digits, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (!whole.is_empty() && is_number(whole) && is_number(decimals)).then_some(decimals.len())
}

/// The widths are in ems of the text, and leave room for a fifth more: readers may ask for wider spacing (WCAG 2.2, 1.4.12).
fn need(table: &Table) -> Need {
    const PADDING: f32 = 1.6;
    let room_of_column = |index: usize| {
        let cells = table.rows.iter().map(|row| &row.cells[index]);
        let rooms = cells.chain([&table.columns[index].header]).map(|cell| room_of(cell));
        rooms.fold(Room { least: 0.0, good: 0.0 }, Room::or_larger)
    };
    let rooms: Vec<Room> = (0..table.columns.len()).map(room_of_column).collect();
    let padding = rooms.len() as f32 * PADDING;
    let least = rooms.iter().map(|room| room.least).sum::<f32>() + padding;
    let good = rooms.iter().map(|room| room.good).sum::<f32>() + padding;
    if good <= 13.0 {
        Need::Least
    } else if good <= 18.0 {
        Need::Small
    } else if good <= 24.0 {
        Need::Middle
    } else if least <= 30.0 && good <= 38.0 {
        Need::Measure
    } else {
        Need::Rows
    }
}

/// The width that a cell wants.
#[derive(Clone, Copy)]
struct Room {
    /// Its longest word: anything narrower would break it. A picture takes as much as it may.
    least: f32,
    /// A third of a long text, so that it becomes no tower of words.
    good: f32,
}

impl Room {
    fn or_larger(self, other: Room) -> Room {
        Room { least: self.least.max(other.least), good: self.good.max(other.good) }
    }
}

fn room_of(cell: &[Inline]) -> Room {
    const CHARACTER: f32 = 0.6;
    const PICTURE: f32 = 5.0;
    let text = walk::text_of(cell);
    let longest = text.split(' ').map(room_of_word).max().unwrap_or(0) as f32 * CHARACTER;
    let mut pictures = 0;
    walk::inlines(cell, &mut |inline| pictures += usize::from(matches!(inline, Inline::Image(_))));
    let least = if pictures > 0 { longest.max(PICTURE) } else { longest };
    let third = (text.chars().count().min(60) / 3) as f32 * CHARACTER;
    Room { least, good: least.max(third) }
}

/// The most characters of a word that must stay together: ideographs may be split anywhere.
fn room_of_word(word: &str) -> usize {
    if word.contains(|c: char| ('\u{2e80}'..='\u{d7ff}').contains(&c)) { 4 } else { word.chars().count() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_decimals_counted() {
        for (text, decimals) in [("12", Some(0)), ("−1.50", Some(2)), ("3,5 %", None), ("99,5%", Some(1))] {
            assert_eq!(decimals_of(text), decimals, "{text}");
        }
        for text in ["", "-", "12 mg", "1.2.3", ".5", "½"] {
            assert_eq!(decimals_of(text), None, "{text}");
        }
    }
}
