//! Pieces and headings → the body: blocks into lists, lists into sections, sections into each other.

use super::frames::frame;
use super::guesses::Guesses;
use super::han;
use super::headings::{Heading, Rank};
use super::inlines::{Links, inlines, inlines_of};
use super::lines::Lines;
use super::lists::OpenLists;
use super::pieces::{Piece, PieceKind, Shape};
use super::survey::Survey;
use super::tables::Grid;
use super::{Depth, quoted};
use crate::diagnostic::SourceSpan;
use crate::read::names::Names;
use crate::tree::{
    Align, Block, BlockKind, Body, Column, Inline, MAX_SECTION_DEPTH, Row, RowHeaders, Section, Table, walk,
};

/// Builds the body of an article from its pieces.
pub struct Builder<'a, 't> {
    lines: &'a Lines<'t>,
    survey: &'a Survey,
    guesses: &'a mut Guesses,
    depth: Depth,
    body: Body,
    /// The sections that are open, the outermost first.
    open: Vec<(Rank, Section)>,
    lists: OpenLists,
    names: Names,
    /// Whether nothing stands below the last heading yet.
    at_heading: bool,
}

impl<'a, 't> Builder<'a, 't> {
    pub fn new(lines: &'a Lines<'t>, survey: &'a Survey, guesses: &'a mut Guesses, depth: Depth) -> Self {
        let (body, open, lists, names) = (Body::default(), Vec::new(), OpenLists::default(), Names::default());
        Builder { lines, survey, guesses, depth, body, open, lists, names, at_heading: false }
    }

    /// Adds a piece that is no heading.
    pub fn piece(&mut self, piece: &Piece) {
        let at = self.lines.span(piece.lines.clone());
        match &piece.kind {
            PieceKind::Item(mark, shape) if han::counts(mark, self.lines.words(piece.lines.start)) => {
                self.text(piece, *shape, at);
            }
            PieceKind::Item(mark, shape) => {
                if self.lists.is_empty() {
                    self.guesses.add(
                        self.lines,
                        piece.lines.clone(),
                        "a list",
                        "it begins with a sign or number of an item",
                    );
                }
                let ended = self.lists.item(self.lines, piece, *mark, *shape);
                self.at_heading = false;
                self.push(ended);
            }
            PieceKind::Text(shape) => self.text(piece, *shape, at),
            PieceKind::Underlined(_) => self.text(piece, Shape::Prose, at),
            PieceKind::Rule => {
                self.close_lists();
                // A rule at the edge of a section parts nothing.
                if !self.at_heading {
                    self.push(Some(Block::new(BlockKind::Rule, at)));
                }
            }
            PieceKind::Quoted => {
                let blocks = quoted(self.lines, piece.lines.clone(), self.depth, self.guesses);
                if !blocks.is_empty() {
                    self.add(piece, Block::new(BlockKind::Quote(blocks), at));
                }
            }
            PieceKind::Table(grid) => {
                self.guesses.add(self.lines, piece.lines.clone(), "a table", "its words stand in columns");
                let table = self.table(grid);
                self.add(piece, Block::new(BlockKind::Table(table), at));
            }
        }
    }

    fn text(&mut self, piece: &Piece, shape: Shape, at: SourceSpan) {
        let text = inlines(self.lines, piece.lines.clone(), 0, shape, Links::Read);
        if text.is_empty() {
            return;
        }
        let paragraph = Block::new(BlockKind::Paragraph(text), at);
        let in_list = self.lists.holds(piece.indent);
        let deep = self.survey.base + 2 <= piece.indent && self.survey.wrap.is_some();
        let indented = deep && 1 < piece.lines.len() && shape == Shape::Prose && self.indented_alike(piece);
        if in_list || !indented {
            if shape == Shape::Lines {
                self.guesses.add(
                    self.lines,
                    piece.lines.clone(),
                    "lines to be kept",
                    "they are short and end on purpose",
                );
            }
            self.add(piece, paragraph);
        } else {
            self.guesses.add(self.lines, piece.lines.clone(), "a quotation", "all its lines are indented");
            self.add(piece, Block::new(BlockKind::Quote(vec![paragraph]), at));
        }
    }

    /// Whether all lines of a piece are indented beyond the text around it.
    fn indented_alike(&self, piece: &Piece) -> bool {
        piece.lines.clone().all(|line| self.survey.base + 2 <= self.lines.list[line].indent)
    }

    /// Adds a block to the open list it stands in, or below the last heading.
    fn add(&mut self, piece: &Piece, block: Block) {
        self.at_heading = false;
        if self.lists.holds(piece.indent) {
            self.lists.add(self.lines, piece, block);
        } else {
            self.close_lists();
            self.push(Some(block));
        }
    }

    fn close_lists(&mut self) {
        let closed = self.lists.close(self.lines);
        self.push(closed);
    }

    fn push(&mut self, block: Option<Block>) {
        let Some(block) = block else { return };
        self.at_heading = false;
        let body = self.open.last_mut().map_or(&mut self.body, |(_, section)| &mut section.body);
        body.blocks.push(block);
    }

    /// Begins a section.
    pub fn heading(&mut self, heading: &Heading, piece: &Piece) {
        self.close_lists();
        let range = piece.lines.clone();
        let title = match piece.kind {
            PieceKind::Text(_) if 0 < heading.mark => self.marked(range.start, heading.mark),
            PieceKind::Text(_)
            | PieceKind::Item(..)
            | PieceKind::Underlined(_)
            | PieceKind::Rule
            | PieceKind::Quoted
            | PieceKind::Table(_) => inlines(self.lines, range.clone(), 0, Shape::Prose, Links::Read),
        };
        if !walk::has_words(&title) {
            return;
        }
        self.guesses.add(self.lines, range.clone(), "a heading", heading.reason);
        // A heading right below another is below it in rank too, whatever it looks like.
        if !self.at_heading {
            self.close_sections(heading.rank);
        } else {
            while self.open.last().is_some_and(|(rank, _)| heading.rank < *rank) {
                self.close_section();
            }
        }
        while MAX_SECTION_DEPTH <= self.open.len() {
            self.close_section();
        }
        let id = self.names.unlinked(&title);
        let at = self.lines.span(range);
        self.open.push((heading.rank, Section { id, title, body: Body::default(), at }));
        self.at_heading = true;
    }

    /// The words of a heading that stands behind signs, or between them.
    fn marked(&self, line: usize, mark: usize) -> Vec<Inline> {
        let words = self.lines.words(line);
        let after = match frame(words) {
            Some(frame) => frame.after,
            // `## Dose ##`; in `# #` the second sign is all that the heading has.
            None => {
                let behind = words.get(mark..).unwrap_or_default();
                let closed = behind.trim_end_matches('#').trim_end();
                if closed.is_empty() { 0 } else { behind.len() - closed.len() }
            }
        };
        let at = self.lines.list[line];
        let start = at.start + mark;
        inlines_of(self.lines, line, start..(at.end - after).max(start))
    }

    fn close_sections(&mut self, rank: Rank) {
        while self.open.last().is_some_and(|(open, _)| rank <= *open) {
            self.close_section();
        }
    }

    fn close_section(&mut self) {
        if let Some((_, section)) = self.open.pop() {
            let body = self.open.last_mut().map_or(&mut self.body, |(_, outer)| &mut outer.body);
            body.sections.push(section);
        }
    }

    /// The finished body.
    pub fn finish(mut self) -> Body {
        self.close_lists();
        while !self.open.is_empty() {
            self.close_section();
        }
        self.body
    }

    fn table(&self, grid: &Grid) -> Table {
        let mut rows = grid.rows.iter().map(|row| {
            let cells = row.cells.iter().map(|parts| {
                let mut cell: Vec<Inline> = Vec::new();
                for part in parts {
                    if !cell.is_empty() {
                        cell.push(Inline::Break);
                    }
                    cell.extend(inlines_of(self.lines, row.line, part.clone()));
                }
                cell
            });
            Row { cells: cells.collect(), at: self.lines.span(row.line..row.line + 1) }
        });
        let header = rows.next().map(|row| row.cells).unwrap_or_default();
        let columns = header.into_iter().map(|header| Column { header, align: Align::Auto }).collect();
        Table { caption: Vec::new(), columns, row_headers: RowHeaders::None, rows: rows.collect() }
    }
}
