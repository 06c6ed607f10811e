//! Tables: columns as wide as their words want and the measure allows. A table that cannot fit is set row by row.
//!
//! The structure is the same either way: a head, a body, rows of cells. Row by row, the head's words are drawn before the cells
//! of the first row, and before those of the others as artifacts.

use super::assembly::moved;
use super::columns::{self, Wish};
use super::fonts::BOLD;
use super::galley::{Keep, Strip};
use super::pages::{Artifact, Item, NodeId, Owner, Rect, Scope, Shape, Tag};
use super::prose::{Prose, Span};
use super::set::{Column, Place, Setter, Setting};
use super::shape::Word;
use crate::diagnostic::SourceSpan;
use crate::style::{Colour, Labels, Pt};
use crate::tree::{Align, Direction, RowHeaders, Table, walk};

/// A table read: its nodes are made and its words are shaped.
struct Grid {
    head: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
}

/// One cell: its words and how they are set.
struct Cell {
    prose: Prose,
    words: Vec<Word>,
    setting: Setting,
    place: Place,
    /// The indent of its start from that of its column, so that decimal marks are one below the other.
    shift: f32,
}

impl Setter<'_> {
    /// Sets a table with its caption above.
    pub fn table(&mut self, table: &Table, node: NodeId, column: Column, at: SourceSpan) {
        let style = self.style.paper.tables;
        let node = self.structure.open(node, Tag::Table, at);
        let first = self.galley.strips.len();
        if !table.caption.is_empty() {
            self.caption(&table.caption, node, column, at);
            self.galley.strips[first..].iter_mut().for_each(|strip| strip.keep = Keep::Always);
            if let Some(last) = self.galley.strips.last_mut() {
                last.below = style.padding.0;
            }
        }
        let mut grid = self.grid(table, node, column, at);
        self.align_decimals(table, &mut grid);
        let gap = style.padding.0 * 2.0;
        let wishes = wishes(&grid);
        match columns::widths(&wishes, column.width - gap * (wishes.len() - 1) as f32) {
            Some(widths) if self.rows_fit(&grid, &widths) => self.columns(&grid, &widths, gap, column),
            _ => self.row_by_row(&grid, column),
        }
        if let Some(strip) = self.galley.strips.get_mut(first) {
            strip.above = style.above.0;
        }
        if let Some(last) = self.galley.strips.last_mut() {
            last.below = style.below.0;
        }
        let tallest = self.page_height * self.style.paper.whole.table;
        self.galley.group(first, tallest);
    }

    fn grid(&mut self, table: &Table, node: NodeId, column: Column, at: SourceSpan) -> Grid {
        let style = self.style.paper.tables;
        let bold = self.coloured(style.size, style.leading, self.style.colours.text, BOLD);
        let plain = self.setting(style.size, style.leading);
        // ISO 32000-1, table 337: a head needs a body.
        let head = if table.rows.is_empty() { node } else { self.structure.open(node, Tag::TableHead, at) };
        let row = self.structure.open(head, Tag::TableRow, at);
        let mut cells = Vec::with_capacity(table.columns.len());
        for kind in &table.columns {
            let cell = self.structure.open(row, Tag::HeaderCell(Scope::Column, kind.align), at);
            let prose = self.prose(&kind.header, bold.look, cell, column.direction, at);
            cells.push(self.cell(prose, bold, kind.align));
        }
        let mut rows = Vec::with_capacity(table.rows.len());
        if table.rows.is_empty() {
            return Grid { head: cells, rows };
        }
        let body = self.structure.open(node, Tag::TableBody, at);
        for row in &table.rows {
            let node = self.structure.open(body, Tag::TableRow, row.at);
            let mut cells = Vec::with_capacity(row.cells.len());
            for (index, (words, kind)) in row.cells.iter().zip(&table.columns).enumerate() {
                let named = index == 0 && table.row_headers == RowHeaders::FirstCell;
                let (tag, setting) = match named {
                    true => (Tag::HeaderCell(Scope::Row, kind.align), bold),
                    false => (Tag::DataCell(kind.align), plain),
                };
                let cell = self.structure.open(node, tag, row.at);
                let prose = self.prose(words, setting.look, cell, column.direction, row.at);
                cells.push(self.cell(prose, setting, kind.align));
            }
            rows.push(cells);
        }
        Grid { head: cells, rows }
    }

    fn cell(&mut self, prose: Prose, setting: Setting, align: Align) -> Cell {
        let words = self.words(&prose, f32::INFINITY);
        let place = match align {
            Align::Auto | Align::Start => Place::Start,
            Align::Center => Place::Center,
            Align::End => Place::End,
        };
        Cell { prose, words, setting, place, shift: 0.0 }
    }

    /// Aligns numbers at their decimal mark in a column whose alignment is left to the style.
    fn align_decimals(&mut self, table: &Table, grid: &mut Grid) {
        for (index, kind) in table.columns.iter().enumerate() {
            let texts: Vec<String> = table.rows.iter().map(|row| walk::text_of(&row.cells[index])).collect();
            let numeric = texts.iter().any(|text| !text.is_empty())
                && texts.iter().all(|text| text.is_empty() || columns::is_quantity(text));
            let row_names = index == 0 && table.row_headers == RowHeaders::FirstCell;
            if kind.align != Align::Auto || !numeric || row_names {
                continue;
            }
            let look = self.setting(self.style.paper.tables.size, self.style.paper.tables.leading).look;
            let before: Vec<f32> =
                texts.iter().map(|text| self.width_of(&text[..columns::whole_part(text)], look)).collect();
            let widest = before.iter().copied().fold(0.0, f32::max);
            for (row, before) in grid.rows.iter_mut().zip(before) {
                row[index].shift = widest - before;
            }
        }
    }

    /// True if a page can hold each row with the head above it.
    fn rows_fit(&mut self, grid: &Grid, widths: &[f32]) -> bool {
        let leading = self.style.paper.tables.leading.0;
        let tallest = self.page_height * 0.45;
        grid.rows.iter().chain([&grid.head]).all(|row| {
            row.iter().zip(widths).all(|(cell, width)| {
                let total: f32 = cell.words.iter().map(|word| word.width + word.space).sum();
                // Ragged lines are filled to four fifths or so.
                total / (width * 0.8).max(1.0) * leading < tallest
            })
        })
    }

    fn columns(&mut self, grid: &Grid, widths: &[f32], gap: f32, column: Column) {
        let style = self.style.paper.tables;
        let width = widths.iter().sum::<f32>() + gap * (widths.len() - 1) as f32;
        // A head without words would be an empty line over a rule.
        let headed = grid.head.iter().any(|cell| !cell.words.is_empty());
        let table = headed.then_some(self.galley.heads.len());
        if headed {
            let mut head = self.row(&grid.head, widths, gap, column, Foot::Below);
            let rule =
                Rect { x: Pt(column.start_of(width)), y: Pt(head.height), width: Pt(width), height: style.header_rule };
            head.items.push(self.rule_item(rule, self.style.colours.text));
            head.height += style.header_rule.0;
            head.keep = Keep::Always;
            head.table = table;
            self.galley.heads.push(vec![repeated(&head)]);
            self.galley.strips.push(head);
        }
        for (index, cells) in grid.rows.iter().enumerate() {
            let mut strip = self.row(cells, widths, gap, column, Foot::Above);
            if index > 0 {
                let rule =
                    Rect { x: Pt(column.start_of(width)), y: Pt::ZERO, width: Pt(width), height: style.row_rule };
                strip.items.insert(0, self.rule_item(rule, self.style.colours.quiet));
            }
            // A row alone below its head, or alone on the next page, looks lost.
            let lost = index == 0 || index + 2 == grid.rows.len();
            strip.keep = if lost && index + 1 < grid.rows.len() { Keep::Lines } else { Keep::Free };
            strip.table = table;
            self.galley.strips.push(strip);
        }
    }

    fn rule_item(&self, area: Rect, colour: Colour) -> Item {
        let shape = Shape::Rectangle { area, colour };
        Item { owner: Owner::Artifact(Artifact::Layout), shape, place: None }
    }

    /// One row as a strip with air above and below. Words of a head are at its foot, those of other rows at the top.
    fn row(&mut self, cells: &[Cell], widths: &[f32], gap: f32, column: Column, foot: Foot) -> Strip {
        let padding = self.style.paper.tables.padding.0;
        let mut start = 0.0;
        let mut set: Vec<Vec<Strip>> = Vec::with_capacity(cells.len());
        for (cell, width) in cells.iter().zip(widths) {
            let rest = column.width - start - width;
            let within = Column { width: column.width - start - rest, left: left_of(column, start, *width), ..column };
            let shifted = within.within(cell.shift, 0.0);
            let words = self.shaper.fit(cell.words.clone(), &cell.prose, shifted.width);
            set.push(self.set_words(&cell.prose, &words, cell.setting, shifted, cell.place));
            start += width + gap;
        }
        let depth = |lines: &[Strip]| lines.iter().map(|line| line.height).sum::<f32>();
        let leading = self.style.paper.tables.leading.0;
        let height = set.iter().map(|lines| depth(lines)).fold(leading, f32::max);
        let mut row =
            Strip { height: height + 2.0 * padding, backgrounds: self.backgrounds.clone(), ..Strip::default() };
        for lines in set {
            let mut y = match foot {
                Foot::Below => padding + height - depth(&lines),
                Foot::Above => padding,
            };
            for line in lines {
                row.notes.extend(line.notes);
                row.items.extend(line.items.into_iter().map(|item| moved(item, 0.0, y)));
                y += line.height;
            }
        }
        row
    }

    /// Each cell on lines of its own, after the words of its column.
    fn row_by_row(&mut self, grid: &Grid, column: Column) {
        let style = self.style.paper.tables;
        if grid.rows.is_empty() {
            for cell in &grid.head {
                let words = self.shaper.fit(cell.words.clone(), &cell.prose, column.width);
                let lines = self.set_words(&cell.prose, &words, cell.setting, column, Place::Start);
                self.push(lines, 0.0, 0.0);
            }
        }
        for (number, row) in grid.rows.iter().enumerate() {
            let first = self.galley.strips.len();
            for (head, cell) in grid.head.iter().zip(row) {
                let prose = labelled(head, cell, number == 0, self.labels);
                if prose.text.is_empty() {
                    continue;
                }
                let lines = self.lines(&prose, cell.setting, column.within(style.padding.0 * 2.0, 0.0), Place::Start);
                self.push(lines, style.padding.0 / 2.0, 0.0);
            }
            let strips = &mut self.galley.strips[first..];
            if let Some((last, rest)) = strips.split_last_mut() {
                last.below = style.padding.0;
                rest.iter_mut().for_each(|strip| strip.keep = strip.keep.max(Keep::Group));
            }
            let area = Rect { x: Pt(column.left), y: Pt::ZERO, width: Pt(column.width), height: style.row_rule };
            let rule = self.rule_item(area, self.style.colours.quiet);
            if let Some(strip) = self.galley.strips.get_mut(first) {
                strip.above = style.padding.0;
                strip.height += style.padding.0;
                let items = std::mem::take(&mut strip.items);
                strip.items = items.into_iter().map(|item| moved(item, 0.0, style.padding.0)).collect();
                strip.items.insert(0, rule);
            }
        }
    }
}

/// The vertical place of the words of a row: top or foot.
#[derive(Clone, Copy)]
enum Foot {
    Above,
    Below,
}

fn left_of(column: Column, start: f32, width: f32) -> f32 {
    match column.direction {
        Direction::Ltr => column.left + start,
        Direction::Rtl => column.left + column.width - start - width,
    }
}

fn wishes(grid: &Grid) -> Vec<Wish> {
    let wish = |cell: &Cell| {
        let longest = columns::longest_line(&cell.words);
        let widest = cell.words.iter().map(|word| word.width).fold(0.0, f32::max);
        // A number aligned at its mark is never broken.
        let (least, word) =
            if cell.shift > 0.0 { (longest, longest) } else { (widest, columns::widest_word(&cell.words)) };
        Wish { least: least + cell.shift, word: word + cell.shift, most: longest + cell.shift }
    };
    let mut wishes: Vec<Wish> = grid.head.iter().map(wish).collect();
    for row in &grid.rows {
        for (total, cell) in wishes.iter_mut().zip(row) {
            let own = wish(cell);
            *total = Wish {
                least: total.least.max(own.least),
                word: total.word.max(own.word),
                most: total.most.max(own.most),
            };
        }
    }
    wishes
}

/// A head as the next pages repeat it: not read again, and without links.
fn repeated(head: &Strip) -> Strip {
    let drawn = head.items.iter().filter(|item| !matches!(item.shape, Shape::LinkArea { .. }));
    let owner = Owner::Artifact(Artifact::Layout);
    let items = drawn.map(|item| Item { owner, shape: item.shape.clone(), place: None }).collect();
    Strip { items, notes: Vec::new(), ..head.clone() }
}

/// The words of a column, a colon, and those of a cell. Only in the first row are those of the column content.
fn labelled(head: &Cell, cell: &Cell, first: bool, labels: &Labels) -> Prose {
    let mut prose = head.prose.clone();
    let artifact = Owner::Artifact(Artifact::Layout);
    if !first {
        prose.notes.clear();
        for span in &mut prose.spans {
            (span.owner, span.link) = (artifact, None);
        }
    }
    let colon = labels.colon_after(&prose.text);
    if !prose.text.is_empty() && !colon.is_empty() {
        let from = prose.text.len();
        prose.text.push_str(colon);
        let look = head.setting.look;
        prose.spans.push(Span {
            range: from..from + colon.len(),
            look,
            owner: artifact,
            link: None,
            lang: None,
            dir: None,
            code: false,
            place: None,
        });
    }
    let offset = prose.text.len();
    prose.text.push_str(&cell.prose.text);
    let moved = |span: &Span| Span { range: span.range.start + offset..span.range.end + offset, ..span.clone() };
    prose.spans.extend(cell.prose.spans.iter().map(moved));
    prose.images.extend(cell.prose.images.iter().map(|(at, image)| (at + offset, image.clone())));
    prose.notes.extend(cell.prose.notes.iter().map(|(at, note)| (at + offset, *note)));
    prose
}
