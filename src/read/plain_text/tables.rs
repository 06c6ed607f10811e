//! Lines whose words stand in columns → a grid of cells.

use super::lines::{Lines, Traits};
use std::ops::Range;

/// More columns than this are no table that anyone could read.
const MOST_COLUMNS: usize = 24;

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

/// Finds tables. A table begins at one line and takes all lines that look like its own; whether it does is asked for one line
/// after the other, so the answers for all lines of such a stretch are found in one pass, and kept.
#[derive(Default)]
pub struct Tables {
    known: [Option<Stretch>; 3],
}

impl Tables {
    /// Whether a table stands at the head of lines without a blank one between.
    pub fn begins(&mut self, lines: &Lines<'_>, run: Range<usize>) -> bool {
        let parted = Parted::of(lines, run.start);
        let start = run.start;
        let known = &mut self.known[parted as usize];
        if !known.as_ref().is_some_and(|known| known.lines.contains(&start)) {
            *known = Some(Stretch::of(lines, run, parted));
        }
        known.as_ref().is_some_and(|known| known.begins[start - known.lines.start])
    }

    /// Reads a table at the head of lines without a blank one between; `None` where their words do not stand in columns.
    pub fn grid(&mut self, lines: &Lines<'_>, run: Range<usize>) -> Option<Grid> {
        let start = run.start;
        if !self.begins(lines, run) {
            return None;
        }
        let parted = Parted::of(lines, start);
        let known = self.known[parted as usize].as_ref()?;
        let rows = (start..known.lines.end).filter(|&line| !parted.is_rule(lines, line));
        let rows = rows.map(|line| GridRow { line, cells: parted.cells(lines, line) });
        Some(Grid { lines: known.lines.end - start, rows: rows.collect() })
    }
}

/// What parts the cells of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parted {
    Upright,
    Tabs,
    Spaces,
}

impl Parted {
    /// What parts the cells of a line, if anything does.
    fn of(lines: &Lines<'_>, line: usize) -> Parted {
        if lines.list[line].traits.any(Traits::PIPE) {
            Parted::Upright
        } else if lines.words(line).contains('\t') {
            Parted::Tabs
        } else {
            Parted::Spaces
        }
    }

    /// Whether a line could go on with a table.
    fn goes_on(self, lines: &Lines<'_>, line: usize) -> bool {
        match self {
            Parted::Upright => lines.list[line].traits.any(Traits::PIPE),
            Parted::Tabs => lines.list[line].traits.any(Traits::COLUMNS) && lines.words(line).contains('\t'),
            Parted::Spaces => lines.list[line].traits.any(Traits::COLUMNS | Traits::DRAWN),
        }
    }

    /// Whether a line is drawn across a table.
    fn is_rule(self, lines: &Lines<'_>, line: usize) -> bool {
        let words = lines.words(line);
        match self {
            Parted::Upright => words.bytes().all(|byte| b"|-+: =".contains(&byte)),
            Parted::Tabs => false,
            Parted::Spaces => lines.list[line].traits.any(Traits::DRAWN),
        }
    }

    fn cells(self, lines: &Lines<'_>, line: usize) -> Vec<Vec<Range<usize>>> {
        match self {
            Parted::Upright => cells_between(lines, line, '|'),
            Parted::Tabs => cells_between(lines, line, '\t'),
            Parted::Spaces => cells_apart(lines, line).into_iter().map(|cell| vec![cell.bytes]).collect(),
        }
    }
}

/// Lines below each other that are parted in the same way, and for each of them whether a table begins there.
struct Stretch {
    lines: Range<usize>,
    begins: Vec<bool>,
}

impl Stretch {
    fn of(lines: &Lines<'_>, run: Range<usize>, parted: Parted) -> Stretch {
        let end = (run.start..run.end).find(|&line| !parted.goes_on(lines, line)).unwrap_or(run.end).max(run.start + 1);
        let stretch = run.start..end;
        let mut below = Below { rows: 0, even: true, ruled: parted != Parted::Upright, columns: Vec::new() };
        let mut begins = vec![false; stretch.len()];
        for line in stretch.clone().rev() {
            let framed = if parted.is_rule(lines, line) {
                below.ruled = true;
                true
            } else {
                below.add(&columns_of(lines, line, parted));
                // Upright lines between words may be anything; at the edge, or with a drawn line across, they are a table's.
                below.ruled || lines.words(line).starts_with('|')
            };
            begins[line - run.start] = framed && below.is_table();
        }
        Stretch { lines: stretch, begins }
    }
}

/// What is known of the rows from one line to the end of its stretch.
struct Below {
    rows: usize,
    /// Whether all have as many cells.
    even: bool,
    /// Whether a line is drawn across them, or need not be.
    ruled: bool,
    columns: Vec<Column>,
}

/// How the cells of a column stand to each other.
#[derive(Clone, Copy)]
struct Column {
    first: (u32, u32),
    lefts: bool,
    rights: bool,
    /// The least and the greatest of twice the middles.
    middles: (u32, u32),
}

impl Below {
    /// Adds the row above all others.
    fn add(&mut self, cells: &[(u32, u32)]) {
        self.rows += 1;
        if self.rows == 1 {
            let column = |&(left, right): &(u32, u32)| {
                let middle = left + right;
                Column { first: (left, right), lefts: true, rights: true, middles: (middle, middle) }
            };
            self.columns = cells.iter().map(column).collect();
        }
        self.even &= cells.len() == self.columns.len();
        if !self.even {
            return;
        }
        for (column, &(left, right)) in self.columns.iter_mut().zip(cells) {
            let (least, greatest) = column.middles;
            *column = Column {
                first: (left, right),
                lefts: column.lefts && column.first.0 == left,
                rights: column.rights && column.first.1 == right,
                middles: (least.min(left + right), greatest.max(left + right)),
            };
        }
    }

    /// Whether the rows stand in columns.
    fn is_table(&self) -> bool {
        let near = |column: &Column| {
            let middle = column.first.0 + column.first.1;
            middle - column.middles.0 <= 2 && column.middles.1 - middle <= 2
        };
        self.even
            && 2 <= self.rows
            && (2..=MOST_COLUMNS).contains(&self.columns.len())
            && self.columns[1..].iter().all(|column| column.lefts || column.rights || near(column))
    }
}

/// From which column to which each cell of a row stands; cells between signs stand wherever they may.
fn columns_of(lines: &Lines<'_>, line: usize, parted: Parted) -> Vec<(u32, u32)> {
    let sign = match parted {
        Parted::Upright => '|',
        Parted::Tabs => '\t',
        Parted::Spaces => return cells_apart(lines, line).into_iter().map(|cell| (cell.left, cell.right)).collect(),
    };
    let (_, inner) = between(lines.words(line), sign);
    vec![(0, 0); inner.split(sign).take(MOST_COLUMNS + 1).count()]
}

/// The words of a line between the signs at its edges, and where they begin.
fn between(words: &str, sign: char) -> (usize, &str) {
    if sign != '|' {
        return (0, words);
    }
    let inner = words.strip_prefix('|').unwrap_or(words);
    (words.len() - inner.len(), inner.strip_suffix('|').unwrap_or(inner))
}

fn cells_between(lines: &Lines<'_>, line: usize, sign: char) -> Vec<Vec<Range<usize>>> {
    let (lead, inner) = between(lines.words(line), sign);
    let mut cells = Vec::new();
    let mut at = lines.list[line].start + lead;
    for cell in inner.split(sign) {
        let left = cell.len() - cell.trim_start().len();
        let trimmed = cell.trim();
        let range = at + left..at + left + trimmed.len();
        cells.push(if trimmed.is_empty() { Vec::new() } else { vec![range] });
        at += cell.len() + sign.len_utf8();
    }
    cells
}

struct Cell {
    bytes: Range<usize>,
    left: u32,
    right: u32,
}

/// Cells parted by two or more spaces; of very many, the first ones.
fn cells_apart(lines: &Lines<'_>, line: usize) -> Vec<Cell> {
    let words = lines.words(line);
    let super::lines::Line { start, indent, .. } = lines.list[line];
    let mut cells = Vec::new();
    let (mut at, mut column) = (0, indent);
    while at < words.len() && cells.len() <= MOST_COLUMNS {
        let length = words[at..].find("  ").unwrap_or(words.len() - at);
        let cell = &words[at..at + length];
        let right = column + cell.chars().count() as u32;
        cells.push(Cell { bytes: start + at..start + at + length, left: column, right });
        at += length;
        let space = words[at..].len() - words[at..].trim_start().len();
        column = right + words[at..at + space].chars().count() as u32;
        at += space;
    }
    cells
}
