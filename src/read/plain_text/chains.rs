//! Numbers that go on from one piece to the next: numbered headings, told from the items of a list by what stands below them.

use super::alike::is_stopped;
use super::characters::is_lowercase;
use super::headings::{Heading, Judge, Rank};
use super::likeness::{MOST_CHARACTERS, MOST_WORDS, is_capitals, is_heading_like};
use super::markers::{Delimiter, Mark, MarkKind};
use super::pieces::{Piece, PieceKind, Shape};
use super::signs;
use std::collections::{BTreeSet, VecDeque};

/// Numbered headings, their steps and the steps of these: no text counts at more places at once.
const MOST_CHAINS: usize = 8;
/// Among so many numbered headings one may be so long that its text ran into it.
const FULL_ONES: usize = 4;

impl Judge<'_, '_> {
    /// Numbered items that stand above running text are headings, where their numbers go on and none is plainly an item.
    pub fn numbered_items(&self, found: &mut [Option<Heading>]) {
        let mut chains: VecDeque<Chain> = VecDeque::new();
        let margins = self.list_margins();
        for at in 0..self.pieces.len() {
            let number = self.numbered(at, &margins).or_else(|| self.number_alone(at));
            let Some(Number { values, sign, standing }) = number.filter(|number| number.standing != Standing::Listed)
            else {
                continue;
            };
            let column = self.column_of_words(at);
            // The steps below a numbered heading have numbers too: a number goes on with the latest chain that it follows, and
            // rather with one that stands as deep.
            let follows = |chain: &Chain| chain.sign == sign && values.contains(&(chain.last + 1));
            let alike = chains.iter().rposition(|chain| follows(chain) && chain.column == column);
            match alike.or_else(|| chains.iter().rposition(follows)) {
                Some(followed) => {
                    let chain = &mut chains[followed];
                    (chain.last, chain.column) = (chain.last + 1, column);
                    chain.links.push((at, standing));
                }
                None => chains.push_back(Chain { sign, column, last: values[0], links: vec![(at, standing)] }),
            }
            if MOST_CHAINS < chains.len()
                && let Some(chain) = chains.pop_front()
            {
                self.settle(chain, found);
            }
        }
        chains.into_iter().for_each(|chain| self.settle(chain, found));
    }

    /// Where the words of a piece stand, behind its marker.
    pub fn column_of_words(&self, at: usize) -> u32 {
        let piece = &self.pieces[at];
        let PieceKind::Item(mark, _) = piece.kind else { return piece.indent };
        piece.indent + self.lines.words(piece.lines.start)[..mark.length].chars().count() as u32
    }

    /// `216.` far below the last text, or between paragraphs: the number of a letter, a poem or a chapter.
    fn number_alone(&self, at: usize) -> Option<Number> {
        let piece = &self.pieces[at];
        let alone = matches!(piece.kind, PieceKind::Text(_)) && piece.lines.len() == 1;
        let words = self.words(at).filter(|words| alone && words.len() <= 12)?;
        if !(self.wide && 2 <= piece.gap || !self.wide && self.parts_paragraphs(at)) {
            return None;
        }
        // The sign of a note may follow it.
        let (number, note) = words.split_once('.').unwrap_or((words, ""));
        let noted = note.is_empty() || note.trim().strip_prefix('[').is_some_and(|note| note.ends_with(']'));
        let value = Some(number).filter(|number| noted && number.len() <= 4)?.parse().ok()?;
        let next = self.pieces.get(at + 1)?;
        let standing = if matches!(next.kind, PieceKind::Text(_)) { Standing::AboveText } else { Standing::Item };
        Some(Number { values: [value; 2], sign: (Count::Alone, Delimiter::Dot), standing })
    }

    /// Whether a line stands between two paragraphs that end and begin with it; the number of a page breaks sentences.
    fn parts_paragraphs(&self, at: usize) -> bool {
        let piece = &self.pieces[at];
        let [above, below] = [at.checked_sub(1).map(|above| &self.pieces[above]), self.pieces.get(at + 1)];
        let ended = above.is_some_and(|above| {
            above.lines.len() == 1
                || self.lines.words(above.lines.end - 1).ends_with(|c| signs::ends_sentence(c) || "?”\"’»)".contains(c))
        });
        0 < piece.gap
            && ended
            && below.is_some_and(|below| {
                let paragraph = matches!(below.kind, PieceKind::Text(Shape::Prose)) && 3 <= below.lines.len();
                0 < below.gap
                    && paragraph
                    && self.lines.words(below.lines.start).starts_with(|c: char| !is_lowercase(c))
            })
    }

    /// Where lists stand that begin below running text at the margin.
    fn list_margins(&self) -> BTreeSet<u32> {
        let text = |piece: &Piece| matches!(piece.kind, PieceKind::Text(_) | PieceKind::Underlined(_));
        let below = |pair: &&[Piece]| text(&pair[0]) && pair[0].indent <= self.survey.base + 1;
        let bullet = |piece: &Piece| {
            matches!(piece.kind, PieceKind::Item(Mark { kind: MarkKind::Bullet(_) | MarkKind::WeakBullet(_), .. }, _))
        };
        self.pieces.windows(2).filter(below).filter(|pair| bullet(&pair[1])).map(|pair| pair[1].indent).collect()
    }

    /// The number of an item at the margin, how it is written, and what the item could be. `margins` says where lists stand.
    fn numbered(&self, at: usize, margins: &BTreeSet<u32>) -> Option<Number> {
        let piece = &self.pieces[at];
        let PieceKind::Item(mark, shape) = piece.kind else { return None };
        let (values, sign) = counted(mark.kind)?;
        let words = self.words(at).and_then(|words| words.get(mark.length..)).unwrap_or_default();
        if self.survey.base + 1 < piece.indent && piece.gap < 2 && !is_capitals(words) {
            return None;
        }
        // A number far below the last text names a chapter, even where its words end like a sentence.
        let apart = 2 <= piece.gap && (sign.0 == Count::Letter || self.wide);
        let chapter = apart && words.split_whitespace().count() <= MOST_WORDS && words.len() <= MOST_CHARACTERS;
        let like = shape == Shape::Prose && (chapter || is_heading_like(words, is_capitals));
        let standing = match self.pieces.get(at + 1) {
            Some(next) if like => self.standing(piece, next, margins),
            // `2. Conditions.`: a few words may have a full stop, where they stand alone.
            Some(next) if shape == Shape::Prose && 0 < next.gap && is_stopped(words) => {
                let standing = self.standing(piece, next, margins);
                if standing == Standing::AboveText { standing } else { Standing::Item }
            }
            _ => Standing::Item,
        };
        let standing = if self.is_listed(at) { Standing::Listed } else { standing };
        Some(Number { values, sign, standing })
    }

    fn standing(&self, piece: &Piece, next: &Piece, margins: &BTreeSet<u32>) -> Standing {
        match next.kind {
            // Items of its own would stand deeper.
            PieceKind::Item(Mark { kind: MarkKind::Bullet(_) | MarkKind::WeakBullet(_), .. }, _)
                if 0 < next.gap && (next.indent <= piece.indent + 1 || margins.contains(&next.indent)) =>
            {
                Standing::AboveText
            }
            PieceKind::Text(_)
                if next.indent <= piece.indent + 1
                    || self.survey.first_line_indent.is_some()
                    || self.lines.is_set_in(next.lines.start)
                    || self.outdented && next.indent <= self.survey.base =>
            {
                Standing::AboveText
            }
            PieceKind::Text(_) | PieceKind::Table(_) | PieceKind::Quoted => Standing::Either,
            PieceKind::Item(Mark { kind: MarkKind::Number(1, _), .. }, _)
                if 0 < next.gap && next.indent <= piece.indent + 1 =>
            {
                Standing::AboveText
            }
            // `1.` below `H. Miscellaneous` counts anew.
            PieceKind::Item(mark, _) if 0 < next.gap && mark.begins() => Standing::Either,
            PieceKind::Item(mark, _) if piece.indent + 2 <= next.indent || matches!(mark.kind, MarkKind::Bullet(_)) => {
                Standing::Either
            }
            PieceKind::Item(..) | PieceKind::Underlined(_) | PieceKind::Rule => Standing::Item,
        }
    }

    /// Makes headings of numbered items, if they are: most stand above running text, or a heading parts them.
    fn settle(&self, chain: Chain, found: &mut [Option<Heading>]) {
        let links = &chain.links;
        let items = links.iter().filter(|(_, standing)| *standing == Standing::Item).count();
        let full = links.iter().filter(|(at, standing)| *standing == Standing::Item && self.may_have_text(*at)).count();
        let [Some((first, _)), Some((last, _))] = [links.first(), links.last()] else { return };
        if links.len() < 2 || full < items || links.len() < full * FULL_ONES {
            return;
        }
        let above_text = links.iter().filter(|(_, standing)| *standing == Standing::AboveText).count();
        // The text that comes back to the margin behind the items below a number is above it, too.
        let returned = links.windows(2).filter(|pair| {
            let ((at, standing), (next, _)) = (pair[0], pair[1]);
            standing == Standing::Either && (at + 2..next).any(|inner| self.is_back_at(self.pieces[at].indent, inner))
        });
        let returned = returned.count();
        // No list goes on behind a heading.
        let parted = found[*first..*last].iter().any(Option::is_some);
        if (above_text + returned) * 2 < links.len() && !parted {
            return;
        }
        let rank = if chain.sign.0 == Count::Alone { Rank::Numeral } else { Rank::Plain(1) };
        for (at, _) in chain.links.into_iter().filter(|(_, standing)| *standing != Standing::Item) {
            found[at] = Some(Heading { rank, reason: "it is numbered and stands above running text", mark: 0 });
        }
    }

    /// Whether the text of a heading may have run into an item, since its first line was full.
    fn may_have_text(&self, at: usize) -> bool {
        let lines = &self.pieces[at].lines;
        1 < lines.len() && self.survey.is_full(self.lines, lines.start)
    }

    /// Whether an item stands right below or right above its neighbour in a list.
    fn is_listed(&self, at: usize) -> bool {
        let follows = |above: usize, below: usize| {
            let [Some(above), Some(below)] = [above, below].map(|at| self.pieces.get(at)) else { return false };
            let (PieceKind::Item(above_mark, _), PieceKind::Item(mark, _)) = (&above.kind, &below.kind) else {
                return false;
            };
            below.gap == 0 && goes_on(above_mark.kind, mark.kind)
        };
        follows(at, at + 1) || at.checked_sub(1).is_some_and(|above| follows(above, at))
    }

    /// Whether a piece is text that stands no deeper than a margin.
    fn is_back_at(&self, margin: u32, at: usize) -> bool {
        let piece = &self.pieces[at];
        matches!(piece.kind, PieceKind::Text(_)) && 0 < piece.gap && piece.indent <= margin
    }
}

/// The number of a piece.
struct Number {
    /// What it may count: a letter may be a roman numeral.
    values: [u32; 2],
    sign: Sign,
    standing: Standing,
}

/// What a marker may count, and how it is written.
fn counted(kind: MarkKind) -> Option<([u32; 2], Sign)> {
    match kind {
        MarkKind::Number(value, delimiter) if delimiter != Delimiter::Circle => {
            Some(([value; 2], (Count::Number, delimiter)))
        }
        MarkKind::Letter(letter) => {
            let first = if letter.roman > 0 { letter.roman } else { letter.alphabetic };
            let count = if letter.upper { Count::Letter } else { Count::Small };
            Some(([first, letter.alphabetic], (count, letter.delimiter)))
        }
        MarkKind::Number(..) | MarkKind::Bullet(_) | MarkKind::WeakBullet(_) => None,
    }
}

/// Whether one marker counts on from another.
fn goes_on(above: MarkKind, below: MarkKind) -> bool {
    let (Some((above, above_sign)), Some((below, sign))) = (counted(above), counted(below)) else { return false };
    above_sign == sign && (below[0] == above[0] + 1 || below[1] == above[1] + 1)
}

/// How a number is written, and what stands behind it.
type Sign = (Count, Delimiter);

/// What counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Count {
    Number,
    /// A capital or a roman numeral.
    Letter,
    /// A small letter or numeral.
    Small,
    /// A number with no words behind it.
    Alone,
}

/// Numbered items whose numbers follow each other.
struct Chain {
    sign: Sign,
    /// Where the words of the last of them stand.
    column: u32,
    last: u32,
    links: Vec<(usize, Standing)>,
}

/// What a numbered item could be, by what stands below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    AboveText,
    Either,
    Item,
    /// It stands right beside an item that counts on.
    Listed,
}
