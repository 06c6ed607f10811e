//! Lines whose words stand in columns → a grid of cells.

use super::lines::{Lines, Traits};
use std::ops::Range;

/// A table found in lines: the cells as bytes of the text.
#[derive(Clone, Debug)]
pub struct Grid {
    /// How many lines it takes, drawn ones included.
    pub lines: usize,
    /// The first one is the header. All have as many cells.
    pub rows: Vec<GridRow>,
}

/// One row: its line, and its cells as bytes of the text (one range for each line that a cell has).
#[derive(Clone, Debug)]
pub struct GridRow {
    pub line: usize,
    pub cells: Vec<Vec<Range<usize>>>,
}

/// Reads a table at the head of lines without a blank one between; `None` where their words do not stand in columns.
pub fn grid(lines: &Lines<'_>, run: Range<usize>) -> Option<Grid> {
    let first = lines.list[run.start].traits;
    if first.any(Traits::PIPE) {
        return separated(lines, run, '|');
    }
    if lines.words(run.start).contains('\t') {
        return separated(lines, run, '\t');
    }
    aligned(lines, run)
}

/// Cells parted by tabs or upright lines: every line has as many.
fn separated(lines: &Lines<'_>, run: Range<usize>, sign: char) -> Option<Grid> {
    let mut rows = Vec::new();
    let mut columns = 0;
    let mut end = run.start;
    // Upright lines between words may be anything; at the edge, or with a drawn line across, they are a table's.
    let mut framed = sign != '|' || lines.words(run.start).starts_with(sign);
    for line in run {
        let words = lines.words(line);
        if !words.contains(sign) {
            break;
        }
        end = line + 1;
        if sign == '|' && words.chars().all(|c| "|-+: =".contains(c)) {
            framed = true;
            continue;
        }
        let cells = cells_between(lines, line, sign);
        if rows.is_empty() {
            columns = cells.len();
        }
        if cells.len() != columns {
            return None;
        }
        rows.push(GridRow { line, cells });
    }
    let start = rows.first()?.line;
    (framed && 2 <= rows.len() && 2 <= columns && columns <= 24).then(|| Grid { lines: end - start, rows })
}

fn cells_between(lines: &Lines<'_>, line: usize, sign: char) -> Vec<Vec<Range<usize>>> {
    let words = lines.words(line);
    let start = lines.list[line].start;
    let inner = if sign == '|' { words.strip_prefix('|').unwrap_or(words) } else { words };
    let lead = words.len() - inner.len();
    let inner = if sign == '|' { inner.strip_suffix('|').unwrap_or(inner) } else { inner };
    let mut cells = Vec::new();
    let mut at = start + lead;
    for cell in inner.split(sign) {
        let left = cell.len() - cell.trim_start().len();
        let trimmed = cell.trim();
        let range = at + left..at + left + trimmed.len();
        cells.push(if trimmed.is_empty() { Vec::new() } else { vec![range] });
        at += cell.len() + sign.len_utf8();
    }
    cells
}

/// Cells parted by two or more spaces that stand below each other.
fn aligned(lines: &Lines<'_>, run: Range<usize>) -> Option<Grid> {
    let mut rows: Vec<(usize, Vec<Cell>)> = Vec::new();
    let mut end = run.start;
    for line in run {
        let words = lines.words(line);
        if super::pieces::drawn_line(words).is_some() {
            end = line + 1;
            continue;
        }
        if !lines.list[line].traits.any(Traits::COLUMNS) {
            break;
        }
        rows.push((line, cells_apart(lines, line)));
        end = line + 1;
    }
    let start = rows.first()?.0;
    let columns = rows[0].1.len();
    let even = rows.iter().all(|(_, cells)| cells.len() == columns);
    if rows.len() < 2 || columns < 2 || 24 < columns || !even {
        return None;
    }
    for column in 1..columns {
        let lefts = rows.iter().all(|(_, cells)| cells[column].left == rows[0].1[column].left);
        let rights = rows.iter().all(|(_, cells)| cells[column].right == rows[0].1[column].right);
        let middles = rows.iter().all(|(_, cells)| cells[column].middle().abs_diff(rows[0].1[column].middle()) <= 2);
        if !lefts && !rights && !middles {
            return None;
        }
    }
    let rows = rows
        .into_iter()
        .map(|(line, cells)| GridRow { line, cells: cells.into_iter().map(|cell| vec![cell.bytes]).collect() });
    Some(Grid { lines: end - start, rows: rows.collect() })
}

struct Cell {
    bytes: Range<usize>,
    left: u32,
    right: u32,
}

impl Cell {
    /// Twice the middle column.
    fn middle(&self) -> u32 {
        self.left + self.right
    }
}

fn cells_apart(lines: &Lines<'_>, line: usize) -> Vec<Cell> {
    let words = lines.words(line);
    let Some(&super::lines::Line { start, indent, .. }) = lines.list.get(line) else { return Vec::new() };
    let mut cells = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let length = words[at..].find("  ").unwrap_or(words.len() - at);
        let column = |byte: usize| indent + words[..byte].chars().count() as u32;
        cells.push(Cell { bytes: start + at..start + at + length, left: column(at), right: column(at + length) });
        at += length;
        at += words[at..].len() - words[at..].trim_start().len();
    }
    cells
}
