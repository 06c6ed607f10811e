//! Lines that belong to what stands beside them, and head nothing: to an item, to paragraphs that count, to an address or a greeting.
//! Knows no tree.

use super::alike::is_guess;
use super::headings::{Heading, Judge, Rank};
use super::pieces::{Piece, PieceKind};
use super::signs;

/// So many paragraphs that begin with numbers are counted.
const COUNTED: usize = 3;

impl Judge<'_, '_> {
    /// A line that stands below an item as deep as its words goes on with it: where no blank line parts them, or where most
    /// headings stand elsewhere.
    pub fn drop_within_items(&self, found: &mut [Option<Heading>]) {
        let could_be = |(at, piece): (usize, &Piece)| found[at].as_ref().is_some_and(is_guess) && 0 < piece.indent;
        if !self.pieces.iter().enumerate().any(could_be) {
            return;
        }
        let mut open: Vec<(u32, u32)> = Vec::new();
        let (mut close, mut apart) = (Vec::new(), Vec::new());
        for (at, piece) in self.pieces.iter().enumerate() {
            let is_item = matches!(piece.kind, PieceKind::Item(..)) && found[at].is_none();
            open.retain(|(sign, _)| *sign < piece.indent);
            if is_item {
                open.push((piece.indent, self.column_of_words(at)));
            } else if found[at].as_ref().is_some_and(is_guess) && open.iter().any(|(_, words)| *words == piece.indent) {
                if piece.gap == 0 { close.push(at) } else { apart.push(at) }
            }
        }
        let all = found.iter().flatten().filter(|heading| is_guess(heading)).count() - close.len();
        let few = apart.len() * 2 < all;
        close.into_iter().chain(apart.into_iter().filter(|_| few)).for_each(|at| found[at] = None);
    }

    /// `12 May I show a picture?` among paragraphs that begin with a number each is one of them; where most of what counts could be
    /// headings, all of it is.
    pub fn drop_counted(&self, found: &mut [Option<Heading>]) {
        let is_headed = |at: usize, found: &[Option<Heading>]| found[at].as_ref().is_some_and(is_guess);
        let numbered = |at: usize| self.words(at).is_some_and(|words| number_of(words).is_some());
        if !(0..found.len()).any(|at| is_headed(at, found) && numbered(at)) {
            return;
        }
        let count = |(at, piece): (usize, &Piece)| {
            let text = matches!(piece.kind, PieceKind::Text(_));
            number_of(self.lines.words(piece.lines.start)).filter(|_| text).map(|value| (at, value))
        };
        let counted: Vec<(usize, u32)> = self.pieces.iter().enumerate().filter_map(count).collect();
        for run in counted.chunk_by(|above, below| above.1 + 1 == below.1) {
            let headed = run.iter().filter(|(at, _)| is_headed(*at, found)).count();
            if COUNTED < run.len() && headed * 2 < run.len() {
                for (at, _) in run {
                    found[*at] = found[*at].filter(|heading| !is_guess(heading));
                }
            }
        }
    }

    /// Short lines right above the greeting of a speech name whom it greets; those above a line with a post code are the
    /// address, and only the first of them can be a heading.
    pub fn drop_addressed(&self, found: &mut [Option<Heading>]) {
        let is_name = |at: &usize, found: &[Option<Heading>]| {
            found[*at].is_some_and(|heading| heading.rank == Rank::Plain(1) && heading.mark == 0)
        };
        for at in 1..found.len() {
            let headed = found[at].is_some() || is_name(&(at - 1), found);
            let Some(words) = self.words(at).filter(|_| headed) else { continue };
            let greets = signs::is_salutation(words);
            if !greets && !signs::ends_with_post_code(words) {
                continue;
            }
            let above = (0..at).rev().take_while(|at| is_name(at, found)).count();
            let first = at - above + usize::from(!greets && 0 < above);
            found[first..=at].fill(None);
        }
    }
}

/// The number that a line begins with, with nothing but a space behind it.
fn number_of(words: &str) -> Option<u32> {
    let (number, _) = words.split_once([' ', '\u{a0}'])?;
    let short = number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit());
    number.parse().ok().filter(|_| short)
}
