//! Tables: columns as wide as their words want and the measure allows; what does not fit is set row by row.

use super::flow::BOLD;
use super::pages::{NodeId, Scope, Tag};
use super::set::{Column, Place, Setter};
use crate::diagnostic::SourceSpan;
use crate::tree::{RowHeaders, Table};

impl Setter<'_> {
    /// Sets a table with its caption above.
    pub fn table(&mut self, table: &Table, node: NodeId, column: Column, at: SourceSpan) {
        let node = self.structure.open(node, Tag::Table, at);
        if !table.caption.is_empty() {
            self.caption(&table.caption, node, column, at);
        }
        self.row_by_row(table, node, column, at);
    }

    /// Each cell on lines of its own after the words of its column.
    fn row_by_row(&mut self, table: &Table, node: NodeId, column: Column, at: SourceSpan) {
        let style = self.style.paper.tables;
        let head = self.structure.open(node, Tag::TableHead, at);
        let head_row = self.structure.open(head, Tag::TableRow, at);
        let bold = self.coloured(style.size, style.leading, self.style.colours.text, BOLD);
        for kind in &table.columns {
            let cell = self.structure.open(head_row, Tag::HeaderCell(Scope::Column, kind.align), at);
            let prose = self.prose(&kind.header, bold.look, cell, column.direction, at);
            let lines = self.lines(&prose, bold, column, Place::Start);
            self.push(lines, 0.0, 0.0);
        }
        let body = self.structure.open(node, Tag::TableBody, at);
        for row in &table.rows {
            let row_node = self.structure.open(body, Tag::TableRow, row.at);
            for (index, (cell, kind)) in row.cells.iter().zip(&table.columns).enumerate() {
                let named = index == 0 && table.row_headers == RowHeaders::FirstCell;
                let tag = if named { Tag::HeaderCell(Scope::Row, kind.align) } else { Tag::DataCell(kind.align) };
                let cell_node = self.structure.open(row_node, tag, row.at);
                let setting = if named { bold } else { self.setting(style.size, style.leading) };
                let prose = self.prose(cell, setting.look, cell_node, column.direction, row.at);
                let lines = self.lines(&prose, setting, column.within(12.0, 0.0), Place::Start);
                self.push(lines, if index == 0 { style.padding.0 } else { 0.0 }, 0.0);
            }
        }
    }
}
