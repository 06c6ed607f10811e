//! Items and what stands deeper than their markers → nested lists.

use super::inlines::{Links, inlines};
use super::lines::Lines;
use super::markers::{Delimiter, Mark, MarkKind};
use super::pieces::{Piece, PieceKind, Shape};
use crate::tree::{Block, BlockKind, Item, List, Marker, Numbering, Spacing};
use std::collections::BTreeMap;

/// Lists nest no deeper than this; deeper items begin again at the margin.
const DEEPEST: usize = 9;

/// Letters and numerals that look alike count at no more places at once.
const MOST_OPEN: usize = 4;

/// A piece, and what its marker is worth as a letter and as a numeral; 0 for neither.
type Counted = (usize, u32, u32);

/// Decides about markers that may be words (`a.`, `i.`, `A.`): they are markers only where their neighbours go on counting.
/// A piece whose marker is none becomes text.
pub fn settle_letters(pieces: &mut [Piece]) {
    // By indent, case and delimiter: the last such pieces, each with the value it had as a letter and as a numeral.
    let mut open: BTreeMap<(u32, bool, Delimiter), Vec<Counted>> = BTreeMap::new();
    let mut kept = vec![false; pieces.len()];
    for at in 0..pieces.len() {
        let PieceKind::Item(Mark { kind: MarkKind::Letter(letter), .. }, _) = pieces[at].kind else { continue };
        let key = (pieces[at].indent / 2, letter.upper, letter.delimiter);
        let open = open.entry(key).or_default();
        let goes_on = |&(_, alphabetic, roman): &Counted| {
            [letter.alphabetic == alphabetic + 1 && 0 < alphabetic, letter.roman == roman + 1 && 0 < roman]
        };
        let mut here = (at, letter.alphabetic, letter.roman);
        // Below `I.` stand `A.` and `B.`; what they hold ends where `II.` goes on.
        if let Some(before) = open.iter().rposition(|before| goes_on(before).contains(&true)) {
            let [alphabetic, roman] = goes_on(&open[before]);
            kept[at] = true;
            kept[open[before].0] = true;
            here = (at, if alphabetic { letter.alphabetic } else { 0 }, if roman { letter.roman } else { 0 });
            open.truncate(before);
        } else if letter.alphabetic != 1 && letter.roman != 1 {
            open.clear();
        } else if open.len() == MOST_OPEN {
            open.remove(0);
        }
        open.push(here);
    }
    for (piece, kept) in pieces.iter_mut().zip(kept) {
        if let PieceKind::Item(Mark { kind: MarkKind::Letter(_), .. }, shape) = piece.kind
            && !kept
        {
            piece.kind = PieceKind::Text(shape);
        }
    }
}

/// Signs that may be words (`o`, dashes) are markers only where another such item, or a sign above them, stands near.
pub fn settle_signs(lines: &Lines<'_>, pieces: &mut [Piece]) {
    let sign = |piece: &Piece| match piece.kind {
        PieceKind::Item(Mark { kind: MarkKind::WeakBullet(sign), .. }, _) => Some(sign),
        _ => None,
    };
    let signs: Vec<Option<char>> = pieces.iter().map(sign).collect();
    let credits = dashes_credit(pieces);
    let mut after_item = false;
    for at in 0..pieces.len() {
        let is_item = matches!(pieces[at].kind, PieceKind::Item(..));
        if credits && is_dash(&pieces[at]) && !after_item && !is_introduced(lines, pieces, at) {
            pieces[at].kind = PieceKind::Text(Shape::Prose);
            continue;
        }
        if let Some(sign) = signs[at] {
            let beside = |other: Option<&Option<char>>| other.is_some_and(|other| *other == Some(sign));
            let introduced = is_introduced(lines, pieces, at);
            let near = beside(signs.get(at + 1)) || beside(at.checked_sub(1).and_then(|before| signs.get(before)));
            if !near && !introduced && !after_item {
                let shape = Shape::Prose;
                pieces[at].kind = PieceKind::Text(shape);
                after_item = false;
                continue;
            }
        }
        after_item = is_item;
    }
}

/// Whether a colon stands right above a piece.
fn is_introduced(lines: &Lines<'_>, pieces: &[Piece], at: usize) -> bool {
    0 < at && lines.words(pieces[at - 1].lines.end - 1).ends_with([':', '：'])
}

fn is_dash(piece: &Piece) -> bool {
    matches!(piece.kind, PieceKind::Item(Mark { kind: MarkKind::Bullet('-'), .. }, _))
}

/// Whether a hyphen stands before who said something: the lists of the text have other signs, and no two such lines stand together.
fn dashes_credit(pieces: &[Piece]) -> bool {
    let listed = |pair: &[Piece]| match (&pair[0].kind, &pair[1].kind) {
        (
            PieceKind::Item(Mark { kind: MarkKind::Bullet(sign), .. }, _),
            PieceKind::Item(Mark { kind: MarkKind::Bullet(other), .. }, _),
        ) => sign == other && *sign != '-',
        _ => false,
    };
    !pieces.windows(2).any(|pair| is_dash(&pair[0]) && is_dash(&pair[1])) && pieces.windows(2).any(listed)
}

/// Lists that are being read, the outermost first.
#[derive(Debug, Default)]
pub struct OpenLists {
    open: Vec<OpenList>,
}

#[derive(Debug)]
struct OpenList {
    indent: u32,
    mark: Mark,
    /// The number of the last item; 0 for bullets.
    value: u32,
    roman: bool,
    list: List,
    first: usize,
    last: usize,
}

impl OpenLists {
    /// Whether a text with this indent goes on with an open item.
    pub fn holds(&self, indent: u32) -> bool {
        self.open.first().is_some_and(|outermost| outermost.indent < indent)
    }

    /// Whether no list is open.
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Adds a block to the deepest item whose marker stands left of it.
    pub fn add(&mut self, lines: &Lines<'_>, piece: &Piece, block: Block) {
        while 1 < self.open.len() && self.open.last().is_some_and(|list| piece.indent <= list.indent) {
            self.close_one(lines);
        }
        let Some(list) = self.open.last_mut() else { return };
        list.last = piece.lines.end;
        if let Some(item) = list.list.items.last_mut() {
            item.at.end = block.at.end;
            list.list.spacing = Spacing::Loose;
            item.blocks.push(block);
        }
    }

    /// Adds an item: to the open list it goes on with, or to a new one. A list that ends before it is given back.
    pub fn item(&mut self, lines: &Lines<'_>, piece: &Piece, mark: Mark, shape: Shape) -> Option<Block> {
        let mut ended = None;
        while let Some(list) = self.open.last() {
            let deeper = list.indent + 2 <= piece.indent && self.open.len() < DEEPEST;
            if deeper || list.goes_on(piece, &mark) {
                break;
            }
            ended = self.close_one(lines).or(ended);
        }
        let mut text = inlines(lines, piece.lines.clone(), mark.length, shape, Links::Read);
        if text.is_empty() {
            // Behind the marker stood nothing that can be shown: then the marker is the word.
            text = inlines(lines, piece.lines.clone(), 0, shape, Links::Read);
        }
        let at = lines.span(piece.lines.clone());
        let item = Item { task: mark.task, blocks: vec![Block::new(BlockKind::Paragraph(text), at)], at };
        match self.open.last_mut() {
            Some(list) if list.goes_on(piece, &mark) => list.push(piece, &mark, item),
            _ => self.begin(piece, mark, item),
        }
        ended
    }

    fn begin(&mut self, piece: &Piece, mark: Mark, item: Item) {
        let (value, roman) = match mark.kind {
            MarkKind::Number(value, _) => (value, false),
            MarkKind::Letter(letter) if letter.roman == 1 || letter.alphabetic == 0 => (letter.roman, true),
            MarkKind::Letter(letter) => (letter.alphabetic, false),
            MarkKind::Bullet(_) | MarkKind::WeakBullet(_) => (0, false),
        };
        let marker = match mark.kind {
            MarkKind::Number(..) => Marker::Ordered { start: value, numbering: Numbering::Decimal },
            MarkKind::Letter(letter) => Marker::Ordered { start: value, numbering: letter.numbering(roman) },
            MarkKind::Bullet(_) | MarkKind::WeakBullet(_) => Marker::Bullet,
        };
        let list = List { marker, spacing: Spacing::Tight, items: vec![item] };
        let (first, last) = (piece.lines.start, piece.lines.end);
        self.open.push(OpenList { indent: piece.indent, mark, value, roman, list, first, last });
    }

    /// Closes all lists; the outermost one is given back.
    pub fn close(&mut self, lines: &Lines<'_>) -> Option<Block> {
        let mut outermost = None;
        while !self.open.is_empty() {
            outermost = self.close_one(lines);
        }
        outermost
    }

    /// Closes the innermost list: it goes into the item it stands in, or is given back.
    fn close_one(&mut self, lines: &Lines<'_>) -> Option<Block> {
        let closed = self.open.pop()?;
        let block = Block::new(BlockKind::List(closed.list), lines.span(closed.first..closed.last));
        let Some(outer) = self.open.last_mut() else { return Some(block) };
        outer.last = closed.last;
        if let Some(item) = outer.list.items.last_mut() {
            item.at.end = block.at.end;
            item.blocks.push(block);
        }
        None
    }
}

impl OpenList {
    /// Whether an item with this marker is the next one of the list.
    fn goes_on(&self, piece: &Piece, mark: &Mark) -> bool {
        if piece.indent.abs_diff(self.indent) > 1 {
            return false;
        }
        match (self.mark.kind, mark.kind) {
            (
                MarkKind::Bullet(sign) | MarkKind::WeakBullet(sign),
                MarkKind::Bullet(other) | MarkKind::WeakBullet(other),
            ) => {
                sign == other
                    || self.mark.length == 0 && mark.length == 0
                    || self.mark.task.is_some() && mark.task.is_some()
            }
            (MarkKind::Number(_, delimiter), MarkKind::Number(value, other)) => {
                // A number that is there twice begins a list anew: each item keeps the number that other text calls it by.
                delimiter == other && value == self.value + 1
            }
            (MarkKind::Letter(_), MarkKind::Letter(letter)) => {
                let value = if self.roman { letter.roman } else { letter.alphabetic };
                value == self.value + 1
            }
            _ => false,
        }
    }

    fn push(&mut self, piece: &Piece, mark: &Mark, item: Item) {
        self.value += u32::from(!matches!(mark.kind, MarkKind::Bullet(_) | MarkKind::WeakBullet(_)));
        self.last = piece.lines.end;
        if 0 < piece.gap {
            self.list.spacing = Spacing::Loose;
        }
        self.list.items.push(item);
    }
}
