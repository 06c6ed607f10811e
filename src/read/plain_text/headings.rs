//! Which pieces are headings, and how they rank. Knows no tree.
//!
//! A heading is a short piece of its own that does not end like a sentence. Title case is never asked for: most languages do
//! not have it. What the whole text does decides over the single line.

use super::lines::{Lines, is_spaceless};
use super::markers::{Delimiter, MarkKind, digit_of, roman_value};
use super::pieces::{Piece, PieceKind, Shape};
use super::signs;
use super::survey::Survey;

/// A heading has at most so many characters and words; in scripts without spaces, so many characters.
const MOST_CHARACTERS: usize = 120;
const MOST_WORDS: usize = 14;
const MOST_SPACELESS: usize = 40;
/// More short pieces than this below each other are no headings of each other: a table of contents, an address, a menu.
const MOST_STACKED: usize = 3;

/// A piece that is a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading {
    pub rank: Rank,
    /// Why, for the note that says so.
    pub reason: &'static str,
    /// Bytes of the piece's words that are marks (`##`), not words.
    pub mark: usize,
}

/// How headings stand to each other: a lower rank holds the higher ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// `#` to `######`, and lines drawn below.
    Marked(u8),
    Part,
    Chapter,
    Numeral,
    Capitals,
    /// By its number (`1.2` is 2); a heading without any is 1.
    Plain(u8),
}

/// Finds the headings among the pieces from `first` on: one entry for each piece.
pub fn headings(lines: &Lines<'_>, survey: &Survey, pieces: &[Piece], first: usize) -> Vec<Option<Heading>> {
    let mut found: Vec<Option<Heading>> = vec![None; pieces.len()];
    let judge = Judge { lines, survey, pieces, wide: wide_gaps(survey, pieces) };
    for at in first..pieces.len() {
        found[at] = judge.piece(at);
    }
    judge.numbered_items(first, &mut found);
    judge.name_divisions(first, &mut found);
    judge.unstack(first, &mut found);
    judge.settle_capitals(&mut found);
    found
}

/// Whether a book's wider gaps tell its headings: some pieces, but few, stand below two or more blank lines.
fn wide_gaps(survey: &Survey, pieces: &[Piece]) -> bool {
    let wide = pieces.iter().skip(1).filter(|piece| 2 <= piece.gap).count();
    survey.wrap.is_some() && 2 <= wide && wide * 4 <= pieces.len()
}

struct Judge<'a, 't> {
    lines: &'a Lines<'t>,
    survey: &'a Survey,
    pieces: &'a [Piece],
    wide: bool,
}

impl<'t> Judge<'_, 't> {
    /// The words of a piece as they stand in the text; `None` where they are too many for a heading.
    fn words(&self, at: usize) -> Option<&'t str> {
        let piece = &self.pieces[at];
        if piece.lines.len() > 3 {
            return None;
        }
        let text = &self.lines.text[self.lines.list[piece.lines.start].start..self.lines.list[piece.lines.end - 1].end];
        (text.len() <= MOST_CHARACTERS * 6).then_some(text)
    }

    fn piece(&self, at: usize) -> Option<Heading> {
        let piece = &self.pieces[at];
        let shape = match piece.kind {
            PieceKind::Underlined(sign) => return Some(self.underlined(sign)),
            PieceKind::Text(shape) => shape,
            PieceKind::Item(..) | PieceKind::Rule | PieceKind::Quoted | PieceKind::Table(_) => return None,
        };
        let words = self.words(at)?;
        if let Some(mark) = signs::number_signs(words) {
            let rank = Rank::Marked(mark.level);
            return Some(Heading { rank, reason: "it begins with number signs", mark: mark.length });
        }
        let last = at + 1 == self.pieces.len();
        if last || shape == Shape::Lines && !self.is_short_stack(at) {
            return None;
        }
        let heading = |rank, reason| Some(Heading { rank, reason, mark: 0 });
        if let Some(rank) = signs::division(words) {
            return if is_short(words) { heading(rank, "it names a division") } else { None };
        }
        let capitals = is_capitals(words);
        if !is_heading_like(words, capitals) || signs::is_no_heading(words) {
            return None;
        }
        let set_apart = !self.wide || 2 <= piece.gap || at == 0;
        let depth = signs::number_path(words);
        if !set_apart && depth.is_none() {
            return None;
        }
        match depth {
            Some(depth) => heading(Rank::Plain(depth), "it is short and numbered"),
            None if capitals => heading(Rank::Capitals, "it is short and in capitals"),
            None => heading(Rank::Plain(1), "it is short, stands alone and does not end like a sentence"),
        }
    }

    /// Two or three short lines that a gap sets apart are a title in lines.
    fn is_short_stack(&self, at: usize) -> bool {
        let piece = &self.pieces[at];
        self.wide && 2 <= piece.gap && piece.lines.len() <= 3
    }

    fn underlined(&self, sign: char) -> Heading {
        let level = match sign {
            '=' | '═' | '#' | '*' => 1,
            _ => 2,
        };
        Heading { rank: Rank::Marked(level), reason: "a line is drawn below it", mark: 0 }
    }

    /// Numbered items that each stand above running text are headings, where their numbers go on.
    fn numbered_items(&self, first: usize, found: &mut [Option<Heading>]) {
        let mut chain: Vec<usize> = Vec::new();
        let mut before: Option<(u32, bool)> = None;
        for at in first..self.pieces.len() {
            let Some((value, roman)) = self.heading_number(at) else { continue };
            if before.is_none_or(|(before, was)| value != before + 1 || was != roman) {
                settle(&mut chain, found);
            }
            before = Some((value, roman));
            chain.push(at);
        }
        settle(&mut chain, found);

        fn settle(chain: &mut Vec<usize>, found: &mut [Option<Heading>]) {
            if 2 <= chain.len() {
                for &at in chain.iter() {
                    let reason = "it is numbered and stands above running text";
                    found[at] = Some(Heading { rank: Rank::Plain(1), reason, mark: 0 });
                }
            }
            chain.clear();
        }
    }

    /// The number of an item that could be a heading, and whether it is a letter or a numeral.
    fn heading_number(&self, at: usize) -> Option<(u32, bool)> {
        let piece = &self.pieces[at];
        let PieceKind::Item(mark, Shape::Prose) = piece.kind else { return None };
        let (value, letter) = match mark.kind {
            MarkKind::Number(value, Delimiter::Dot | Delimiter::Paren) => (value, false),
            MarkKind::Letter(letter) if letter.upper && letter.delimiter == Delimiter::Dot => {
                (if letter.roman > 0 { letter.roman } else { letter.alphabetic }, true)
            }
            MarkKind::Number(..) | MarkKind::Letter(_) | MarkKind::Bullet(_) | MarkKind::WeakBullet(_) => return None,
        };
        let words = self.words(at)?.get(mark.length..)?;
        let next = self.pieces.get(at + 1)?;
        let above_text = match next.kind {
            PieceKind::Text(_) => next.indent <= piece.indent + 1 || self.survey.first_line_indent.is_some(),
            PieceKind::Item(next, _) => matches!(next.kind, MarkKind::Bullet(_)),
            PieceKind::Table(_) => true,
            PieceKind::Underlined(_) | PieceKind::Rule | PieceKind::Quoted => false,
        };
        let capitals = is_capitals(words);
        // A numeral far below the last text names a chapter, even where its words end like a sentence.
        let chapter = letter
            && 2 <= piece.gap
            && words.split_whitespace().count() <= MOST_WORDS
            && words.len() <= MOST_CHARACTERS;
        let placed = piece.indent <= self.survey.base + 1 || 2 <= piece.gap || capitals;
        (placed && above_text && (chapter || is_heading_like(words, capitals))).then_some((value, letter))
    }

    /// Below `CHAPTER IV.` stands its name, if most divisions of the text have one: it may end like a sentence.
    fn name_divisions(&self, first: usize, found: &mut [Option<Heading>]) {
        let bare = |at: usize, found: &[Option<Heading>]| {
            let division = matches!(found[at], Some(Heading { rank: Rank::Chapter | Rank::Part | Rank::Numeral, .. }));
            division && self.words(at).is_some_and(signs::is_bare_division)
        };
        let divisions: Vec<usize> =
            (first..self.pieces.len().saturating_sub(2)).filter(|&at| bare(at, found)).collect();
        let named: Vec<usize> = divisions.iter().map(|at| at + 1).filter(|&at| self.is_name(at)).collect();
        if named.len() * 5 < divisions.len() * 3 {
            return;
        }
        for at in named {
            let heading = Heading { rank: Rank::Plain(1), reason: "it stands below the number of a division", mark: 0 };
            found[at] = found[at].or(Some(heading));
        }
    }

    /// Whether a piece could be the name of the division above it.
    fn is_name(&self, at: usize) -> bool {
        let piece = &self.pieces[at];
        let text = matches!(piece.kind, PieceKind::Text(_)) && piece.gap <= 3 && piece.lines.len() <= 3;
        text && self.words(at).is_some_and(|words| {
            let few = words.split_whitespace().count() <= MOST_WORDS && words.chars().count() <= MOST_CHARACTERS;
            few && signs::division(words).is_none() && words.starts_with(|c: char| !c.is_lowercase())
        })
    }

    /// Headings below each other, with nothing between: few are headings and their sub-headings, many are a list.
    fn unstack(&self, first: usize, found: &mut [Option<Heading>]) {
        let mut at = first;
        while at < found.len() {
            let mut stack = Vec::new();
            let mut next = at;
            while let Some(Some(_)) = found.get(next) {
                stack.push(next);
                next += 1;
            }
            if stack.len() > MOST_STACKED {
                for &inner in &stack[1..stack.len() - 1] {
                    if !matches!(found[inner], Some(Heading { rank: Rank::Marked(_), .. })) {
                        found[inner] = None;
                    }
                }
            }
            // A heading above nothing says nothing.
            if next == found.len()
                && let Some(&last) = stack.last()
            {
                let marked = matches!(found[last], Some(Heading { rank: Rank::Marked(_), .. }));
                found[last] = found[last].filter(|_| marked);
            }
            at = next + 1;
        }
    }

    /// A word or two in capitals among headings that are not (`FAQ`) rank like those.
    fn settle_capitals(&self, found: &mut [Option<Heading>]) {
        let is = |heading: &Option<Heading>, rank| heading.is_some_and(|heading| heading.rank == rank);
        let capitals = found.iter().filter(|heading| is(heading, Rank::Capitals)).count();
        let plain = found.iter().filter(|heading| is(heading, Rank::Plain(1))).count();
        if capitals == 1 && 1 < plain {
            for heading in found.iter_mut().flatten().filter(|heading| heading.rank == Rank::Capitals) {
                heading.rank = Rank::Plain(1);
            }
        }
    }
}

fn is_short(words: &str) -> bool {
    words.chars().count() <= MOST_CHARACTERS && words.split_whitespace().count() <= MOST_WORDS + 6
}

/// Letters, and no lowercase one among them; only scripts with two cases have capitals.
pub fn is_capitals(words: &str) -> bool {
    let mut capitals = 0;
    for c in words.chars() {
        if c.is_lowercase() {
            return false;
        }
        capitals += usize::from(c.is_uppercase());
    }
    2 <= capitals
}

/// Whether words are few, begin like a heading and do not end like a sentence.
pub fn is_heading_like(words: &str, capitals: bool) -> bool {
    let mut characters = 0;
    let mut spaceless = 0;
    for c in words.chars() {
        characters += 1;
        spaceless += usize::from(is_spaceless(c));
    }
    let many = characters > MOST_CHARACTERS || spaceless > MOST_SPACELESS;
    if many || words.split_whitespace().count() > MOST_WORDS {
        return false;
    }
    let begins = words.trim_start_matches(|c: char| "*_#[(¿¡".contains(c) || c.is_whitespace());
    let first = begins.chars().next();
    if first.is_none_or(|c| c.is_lowercase() || !c.is_alphanumeric() && !"&+%№§".contains(c)) {
        return false;
    }
    let ends = words.trim_end_matches(|c: char| "*_)]\"'”’»』」）".contains(c));
    match ends.chars().next_back() {
        None => false,
        Some('.') => capitals || roman_value(ends.trim_end_matches('.')).is_some(),
        Some('?' | '？' | '؟' | '\u{37e}') => true,
        // Greek asks with the semicolon.
        Some(';') => words.chars().any(|c| matches!(c, '\u{370}'..='\u{3ff}')),
        Some(c) => !signs::ends_sentence(c) && !matches!(c, '-' | '–' | '—' | '/' | '=' | '+'),
    }
}

/// Whether words are digits alone.
pub fn is_number(words: &str) -> bool {
    !words.is_empty() && words.chars().all(|c| digit_of(c).is_some())
}
