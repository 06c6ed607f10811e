//! Rows of cells → a table that is a rectangle below one header row. No cell is lost, however ragged the rows are.

use super::composition::Composition;
use super::frames::{Kind, OpenRow, OpenTable};
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::read::measure;
use crate::read::tidy::tidy;
use crate::tree::{Align, Block, BlockKind, Column, Inline, Row, RowHeaders, Table, walk};
use std::ops::Range;

impl Composition<'_> {
    /// The table that the innermost container is.
    pub(super) fn home_table(&mut self) -> Option<&mut OpenTable> {
        match &mut self.home().kind {
            Kind::Table(table) => Some(table),
            _ => None,
        }
    }

    /// A cell that spans several columns is followed by empty ones. One with words beyond the last column makes its row too wide: the
    /// article is then refused.
    pub(super) fn close_cell(&mut self, text: Vec<Inline>, header: bool, columns: usize) {
        let most = usize::try_from(self.source.limits.table_columns.number()).unwrap_or(usize::MAX);
        let Kind::Row(row) = &mut self.home().kind else {
            return;
        };
        row.header_cells += usize::from(header);
        if row.cells.len() < most {
            row.cells.push(text);
            let empty = columns.saturating_sub(1).min(most - row.cells.len());
            row.cells.extend(std::iter::repeat_n(Vec::new(), empty));
        } else {
            row.too_wide |= !text.is_empty();
        }
    }

    pub(super) fn close_row(&mut self, row: OpenRow) {
        let limits = self.source.limits;
        let Some(table) = self.home_table().filter(|_| !row.cells.is_empty()) else {
            return;
        };
        table.width = table.width.max(row.cells.len());
        if row.too_wide && !std::mem::replace(&mut table.too_wide, true) {
            self.diagnostics.push(measure::columns(row.at, limits));
            return;
        }
        if table.width.saturating_mul(table.rows.len() + 1) as u64 <= limits.table_cells.number() {
            table.rows.push(row);
        } else if !std::mem::replace(&mut table.too_large, true) {
            self.diagnostics.push(measure::table(row.at, limits));
        }
    }
}

/// Ranges of the cells in a row of a Markdown table (GFM 4.10): between bars without a backslash.
pub(super) fn cells_of(row: &str) -> Vec<Range<usize>> {
    // White space beyond ASCII is a word of its cell, as it is for `pulldown-cmark`.
    let space = |c: char| c.is_ascii_whitespace() || c == '\u{b}';
    let end = row.trim_end_matches(space).len();
    let start = row[..end].len() - row[..end].trim_start_matches(space).len();
    let start = if row[start..end].starts_with('|') { start + 1 } else { start };
    let mut cells = Vec::new();
    let (mut from, mut escaped) = (start, false);
    for (at, byte) in row.bytes().enumerate().take(end).skip(start) {
        if byte == b'|' && !escaped {
            cells.push(from..at);
            from = at + 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    if from < end {
        cells.push(from..end);
    }
    cells
}

/// The table that rows make. Where there are no cells its caption is a paragraph, if it has one.
pub(super) fn finished(open: OpenTable, at: SourceSpan, diagnostics: &mut Vec<Diagnostic>) -> Option<BlockKind> {
    let OpenTable { caption, aligns, mut rows, .. } = open;
    let Some(width) = rows.iter().map(|row| row.cells.len()).max().filter(|width| *width > 0) else {
        return if caption.is_empty() { None } else { Some(BlockKind::Paragraph(tidy(caption))) };
    };
    let first = rows.first()?;
    let has_head = first.head || first.header_cells == first.cells.len() && first.header_cells > 0;
    let mut header = if has_head { rows.remove(0) } else { OpenRow::default() };
    let asked = if has_head { header.written.max(header.cells.len()) } else { width };
    complain_of_ragged_rows(&rows, asked, diagnostics);
    if !header.cells.iter().any(|cell| walk::has_words(cell)) {
        header = headless(&mut rows, header, at, diagnostics);
    }
    header.cells.resize(width, Vec::new());
    let row_headers = row_headers(&header, &rows);
    let aligns = aligns.into_iter().chain(std::iter::repeat(Align::Auto));
    let columns = header.cells.into_iter().zip(aligns).map(|(header, align)| Column { header, align }).collect();
    let rows = rows.into_iter().map(|mut row| {
        row.cells.resize(width, Vec::new());
        Row { cells: row.cells, at: row.at }
    });
    Some(BlockKind::Table(Table { caption, columns, row_headers, rows: rows.collect() }))
}

fn complain_of_ragged_rows(rows: &[OpenRow], asked: usize, diagnostics: &mut Vec<Diagnostic>) {
    for row in rows {
        let written = row.written.max(row.cells.len());
        if written != asked {
            let cells = if written == 1 { "1 cell".to_owned() } else { format!("{written} cells") };
            let message = format!("a row has {cells} in a table of {asked} columns");
            let help = "give every row as many cells as the header; an empty cell is `| |`";
            diagnostics.push(Diagnostic::new(Rule::TableRagged, row.at, message).with_help(help));
        }
    }
}

/// A header row without words: the first row takes its place where its author set all of it in bold, else it stays empty.
fn headless(rows: &mut Vec<OpenRow>, header: OpenRow, at: SourceSpan, diagnostics: &mut Vec<Diagnostic>) -> OpenRow {
    let bold = |cell: &Vec<Inline>| matches!(cell.as_slice(), [Inline::Strong(_)]);
    if rows.len() > 1 && rows[0].cells.iter().all(bold) {
        return rows.remove(0);
    }
    let message = "the table has no header row, so nothing says what its columns are";
    let help = "give every column a name in the first row";
    diagnostics.push(Diagnostic::new(Rule::TableWithoutHeader, at, message).with_help(help));
    header
}

/// True if the first cells name their rows: the author says so (`<th>`, bold, an empty corner), or all have different words.
fn row_headers(header: &OpenRow, rows: &[OpenRow]) -> RowHeaders {
    let first_cells: Vec<&Vec<Inline>> = rows.iter().filter_map(|row| row.cells.first()).collect();
    if header.cells.len() < 2 || rows.is_empty() || !first_cells.iter().all(|cell| walk::has_words(cell)) {
        return RowHeaders::None;
    }
    let written = rows.iter().all(|row| row.header_cells == 1);
    let bold = first_cells.iter().all(|cell| matches!(cell.as_slice(), [Inline::Strong(_)]));
    let corner = header.cells.first().is_some_and(|cell| !walk::has_words(cell));
    let mut words: Vec<String> = first_cells.iter().map(|cell| walk::text_of(cell)).collect();
    let lettered = words.iter().all(|words| words.chars().any(char::is_alphabetic));
    words.sort_unstable();
    words.dedup();
    let distinct = rows.len() > 1 && words.len() == rows.len() && lettered;
    if written || bold || corner || distinct { RowHeaders::FirstCell } else { RowHeaders::None }
}

/// A block that stands where only words may.
pub(super) fn as_words(block: Block) -> Vec<Inline> {
    match block.kind {
        BlockKind::Paragraph(text) => text,
        BlockKind::Code(code) => {
            let lines = code.text.split('\n').flat_map(|line| [Inline::Break, Inline::Code(line.to_owned())]);
            lines.chain([Inline::Break]).collect()
        }
        BlockKind::Figure(figure) => [vec![Inline::Image(figure.image), Inline::Break], figure.caption].concat(),
        // A container that opens among words is let go of at once, so none of these arrives here.
        BlockKind::List(_) | BlockKind::Quote(_) | BlockKind::Callout(_) | BlockKind::Table(_) => Vec::new(),
        BlockKind::Definitions(_) | BlockKind::Rule => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_between_bars() {
        for (row, cells) in [
            ("| a | b |", vec![" a ", " b "]),
            ("a|b", vec!["a", "b"]),
            (" |a\\|b| |", vec!["a\\|b", " "]),
            ("| a | b | c", vec![" a ", " b ", " c"]),
            ("|", vec![]),
            ("", vec![]),
            (" \t", vec![]),
            ("\u{a0}", vec!["\u{a0}"]),
            ("\u{3000}| a |\u{2003}", vec!["\u{3000}", " a ", "\u{2003}"]),
        ] {
            let found: Vec<&str> = cells_of(row).into_iter().map(|range| &row[range]).collect();
            assert_eq!(found, cells, "{row}");
        }
    }
}
