//! Which pieces are headings, and how they rank. Knows no tree.
//!
//! A heading is a short piece of its own that does not end like a sentence. Title case is never asked for: most languages do
//! not have it. What the whole text does decides over the single line.

use super::alike::is_stopped;
use super::characters::is_alphabetic;
use super::divisions::{Matter, division, matter};
use super::gaps::{gaps_lead, gaps_tell, is_story, outdented, wide_gaps};
use super::imprints;
use super::likeness::{
    Known, MOST_CHARACTERS, MOST_SPACELESS, folded, is_capitals, is_heading_like, is_short, is_title_in_space,
};
use super::lines::Lines;
use super::pieces::{Piece, PieceKind, Shape};
use super::signs;
use super::survey::Survey;
use std::cell::OnceCell;

/// More short pieces than this below each other are no headings of each other: a table of contents, an address, a menu.
const MOST_STACKED: usize = 3;

/// Why a line is a heading that only the space around it tells.
pub const SET_IN_SPACE: &str = "wide gaps stand around it";

/// A piece that is a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading {
    pub rank: Rank,
    /// Why, for the note that says so.
    pub reason: &'static str,
    /// Bytes of the piece's words that are marks (`##`), not words.
    pub mark: usize,
}

/// What the front matter says about single lines.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wishes<'a> {
    pub headings: &'a [String],
    pub not_headings: &'a [String],
    /// The title of the article, as it is known so far.
    pub title: &'a str,
    /// Whether the text came as a book of Project Gutenberg.
    pub book: bool,
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

/// Finds the headings among the pieces: one entry for each piece. This is the order of all judgements: each later one may ask what
/// the earlier ones have found, and take it back.
pub fn headings(lines: &Lines<'_>, survey: &Survey, pieces: &[Piece], wishes: &Wishes<'_>) -> Vec<Option<Heading>> {
    let judge = Judge::new(lines, survey, pieces, wishes.book);
    let contents = judge.contents();
    let mut found: Vec<Option<Heading>> = vec![None; pieces.len()];
    // Each piece by itself.
    for (at, found) in found.iter_mut().enumerate().filter(|(at, _)| !contents.lists(*at)) {
        *found = judge.piece(at);
    }
    // What others say of a piece: those that count with it, announce it, or stand above it.
    if wishes.book || judge.wide {
        judge.alphabet(&mut found);
    }
    judge.numbered_items(&mut found);
    judge.echoes(&mut found);
    judge.named_in_contents(&contents, &mut found);
    judge.counted_words(&contents, &mut found);
    judge.name_divisions(&mut found);
    judge.second_lines(&mut found);
    // What only a book has.
    if wishes.book || judge.has_chapters(&contents, &found) {
        judge.listed_divisions(&mut found);
        judge.emphasised_lines(&mut found);
        judge.datelines(&mut found);
        judge.signatures(&mut found);
        judge.captions(&mut found);
        judge.sentences(&mut found);
        judge.returning_lines(&mut found);
        judge.index(&mut found);
        judge.behind_the_end(&mut found);
        judge.half_titles(wishes.title, &mut found);
        judge.title_page(&contents, &mut found);
    }
    // What all headings of the text have in common.
    judge.compare(&mut found);
    judge.unstack(&mut found);
    judge.settle_capitals(&mut found);
    // What the author says.
    judge.obey(wishes, &mut found);
    found
}

/// What is known of a piece that could be a heading by its length. What many rules ask is found when the first of them asks.
struct Candidate<'t> {
    words: &'t str,
    division: OnceCell<Option<Rank>>,
    matter: OnceCell<Option<Matter>>,
    no_heading: OnceCell<bool>,
}

impl<'t> Candidate<'t> {
    /// `None` where a piece has more words than any heading.
    fn of(lines: &Lines<'t>, piece: &Piece) -> Option<Candidate<'t>> {
        let list = &lines.list[piece.lines.clone()];
        let [Some(first), Some(last)] = [list.first(), list.last()] else { return None };
        let columns: u32 = list.iter().take(4).map(|line| line.width).sum();
        let few =
            list.len() <= 3 && columns <= 2 * MOST_CHARACTERS as u32 && last.end - first.start <= MOST_CHARACTERS * 6;
        let words = &lines.text[first.start..last.end];
        few.then(|| Candidate {
            words,
            division: OnceCell::new(),
            matter: OnceCell::new(),
            no_heading: OnceCell::new(),
        })
    }
}

/// What all that is asked of a piece looks at.
pub struct Judge<'a, 't> {
    pub lines: &'a Lines<'t>,
    pub survey: &'a Survey,
    pub pieces: &'a [Piece],
    /// What is known of each piece; `None` where it has too many words for a heading.
    known: Vec<Option<Candidate<'t>>>,
    /// Whether the text came as a book.
    pub book: bool,
    /// Whether a book's wider gaps tell its headings.
    pub wide: bool,
    /// Whether hardly anything else stands below wide gaps.
    pub gaps_tell: bool,
    /// Whether people speak in a text that no gaps divide: then they ask and call, and no heading does.
    pub story: bool,
    /// Whether headings stand left of the running text.
    pub outdented: bool,
}

impl<'a, 't> Judge<'a, 't> {
    /// Looks at what holds for all pieces. `book` says that they came as a book of Project Gutenberg.
    fn new(lines: &'a Lines<'t>, survey: &'a Survey, pieces: &'a [Piece], book: bool) -> Judge<'a, 't> {
        let wide = wide_gaps(lines, survey, pieces) && (book || gaps_lead(lines, pieces));
        let (gaps_tell, outdented) = (wide && gaps_tell(lines, pieces), outdented(survey, pieces));
        let known = pieces.iter().map(|piece| Candidate::of(lines, piece)).collect();
        let story = !wide && is_story(lines, pieces);
        Judge { known, lines, survey, pieces, book, wide, gaps_tell, outdented, story }
    }

    /// The words of a piece as they stand in the text; `None` where they are too many for a heading.
    pub fn words(&self, at: usize) -> Option<&'t str> {
        Some(self.candidate(at)?.words)
    }

    fn candidate(&self, at: usize) -> Option<&Candidate<'t>> {
        self.known.get(at)?.as_ref()
    }

    /// The rank of the division of a book that a piece names, if it names one.
    pub fn division(&self, at: usize) -> Option<Rank> {
        let candidate = self.candidate(at)?;
        *candidate.division.get_or_init(|| division(candidate.words))
    }

    /// The part before or behind the chapters that a piece names, if it names one.
    pub fn matter(&self, at: usize) -> Option<Matter> {
        let candidate = self.candidate(at)?;
        *candidate.matter.get_or_init(|| matter(candidate.words))
    }

    /// Whether a piece heads a list of the chapters or the pictures.
    pub fn is_contents(&self, at: usize) -> bool {
        self.matter(at) == Some(Matter::Contents)
    }

    /// Whether a piece is something else than a heading by its words; one with many words is not asked.
    pub fn is_no_heading(&self, at: usize) -> bool {
        self.candidate(at)
            .is_some_and(|candidate| *candidate.no_heading.get_or_init(|| signs::is_no_heading(candidate.words)))
    }

    fn piece(&self, at: usize) -> Option<Heading> {
        let piece = &self.pieces[at];
        let shape = match piece.kind {
            PieceKind::Underlined(sign) => return self.underlined(at, sign),
            PieceKind::Text(shape) => shape,
            PieceKind::Item(..) | PieceKind::Rule | PieceKind::Quoted | PieceKind::Table(_) => return None,
        };
        let words = self.words(at)?;
        if let Some(mark) = signs::number_signs(words) {
            // Four columns in, the signs stand in a program.
            let rank = Rank::Marked(mark.level);
            let heading = Heading { rank, reason: "it begins with number signs", mark: mark.length };
            return (piece.indent < self.survey.base + 4).then_some(heading);
        }
        let single = piece.lines.len() == 1 && at + 1 < self.pieces.len();
        let framed = self.survey.frame(words).filter(|frame| single && 0 < frame.before);
        if let Some(frame) = framed {
            let rank = frame.level.map_or(Rank::Plain(1), Rank::Marked);
            return Some(Heading { rank, reason: "signs stand around it", mark: frame.before });
        }
        let last = at + 1 == self.pieces.len();
        if last || shape == Shape::Lines && !self.is_short_stack(at) {
            return None;
        }
        let heading = |rank, reason| Some(Heading { rank, reason, mark: 0 });
        if self.stands_inside(at) {
            return None;
        }
        if self.wide && piece.lines.len() == 1 && self.matter(at).is_some() {
            return heading(Rank::Chapter, "it names a part of a book");
        }
        if let Some(rank) = self.division(at) {
            let other = signs::is_index_entry(words) || imprints::is_masthead(words) || signs::is_verse_of_bible(words);
            let named = is_short(words) && !other && !(rank == Rank::Numeral && self.is_above_verse(at));
            return if named { heading(rank, "it names a division") } else { None };
        }
        if self.has_columns(at) {
            return None;
        }
        // `8.7 Changes to the Agreement.`
        let stopped = |words: &str| signs::number_path(words).is_some() && is_stopped(words);
        if !is_heading_like(words, is_capitals) && !stopped(words) {
            let set = match () {
                () if self.is_set_in_space(at, words) => heading(Rank::Plain(1), SET_IN_SPACE),
                () if self.is_call(at, words) => heading(Rank::Plain(1), "it is a short call that stands alone"),
                () => None,
            };
            return set.filter(|_| !self.is_no_heading(at));
        }
        if self.is_no_heading(at) || self.is_credit(at, words) {
            return None;
        }
        let capitals = is_capitals(words);
        if (self.wide || self.book) && !capitals && signs::is_speech(words) {
            return None;
        }
        let set_apart = !self.wide || 2 <= self.gap(at) || at == 0;
        let depth = signs::number_path(words);
        if !set_apart && depth.is_none() {
            return None;
        }
        match depth {
            Some(depth) => heading(Rank::Plain(depth), "it is short and numbered"),
            None if capitals => heading(Rank::Capitals, "it is short and in capitals"),
            None if self.story && signs::without_closing_marks(words).ends_with(['?', '!']) => None,
            None => heading(Rank::Plain(1), "it is short, stands alone and does not end like a sentence"),
        }
    }

    /// Blank lines above a piece; those above a picture or a remark in brackets that stands right above it count.
    pub fn gap(&self, at: usize) -> u32 {
        let own = self.pieces[at].gap;
        let bracketed = |words: &str| words.starts_with('[') && words.ends_with(']');
        let pictured = |above: usize| own == 1 && self.words(above).is_some_and(bracketed);
        own.max(at.checked_sub(1).filter(|&above| pictured(above)).map_or(0, |above| self.pieces[above].gap))
    }

    /// Whether a piece was cut out of wrapped lines that no blank line parts: those that begin such lines may be headings, those
    /// inside them hardly ever are.
    fn stands_inside(&self, at: usize) -> bool {
        let piece = &self.pieces[at];
        let spaceless = self.survey.broken_anywhere && self.lines.list[piece.lines.start].is_wide();
        let wrapped = self.survey.blank_lines && (self.survey.wrap.is_some() || spaceless);
        let below_text = self.survey.close.below_text && self.pieces.get(at + 1).is_some_and(|next| 0 < next.gap);
        wrapped
            && !below_text
            && self.lines.follows(piece.lines.start)
            && at.checked_sub(1).is_some_and(|above| {
                let text = match self.pieces[above].kind {
                    PieceKind::Text(_) => true,
                    PieceKind::Underlined(_) => self.book,
                    PieceKind::Item(..) | PieceKind::Rule | PieceKind::Quoted | PieceKind::Table(_) => false,
                };
                text && self.division(above).is_none()
            })
    }

    /// `BY CHARLES LAMB` on the first page of a book.
    fn is_credit(&self, at: usize, words: &str) -> bool {
        let credits = ["by ", "von ", "par ", "por ", "di ", "door ", "af ", "to my ", "to the memory "];
        let first = (self.wide || self.book) && at < 40;
        first
            && credits.iter().any(|credit| words.get(..credit.len()).is_some_and(|by| by.eq_ignore_ascii_case(credit)))
    }

    /// Whether a numeral counts the stanzas of a poem.
    fn is_above_verse(&self, at: usize) -> bool {
        self.pieces.get(at + 1).is_some_and(|next| {
            let deep = self.survey.wrap.is_some() && self.survey.base + 2 <= next.indent;
            let apart = self.gaps_tell && (2 <= self.pieces[at].gap || 2 <= next.gap);
            let verse = deep && 1 < next.lines.len() || next.kind.is_verse() && 4 <= next.lines.len();
            !apart && matches!(next.kind, PieceKind::Text(_)) && verse
        })
    }

    /// In a book whose wide gaps stand above headings, one may end in a full stop or stand in quotation marks.
    fn is_set_in_space(&self, at: usize, words: &str) -> bool {
        let above_more = self.pieces.get(at + 1).is_some_and(|next| 0 < next.gap);
        if !self.gaps_tell || self.gap(at) < 2 || !above_more {
            return false;
        }
        // A poem may be a call, and so may its title.
        let above_verse = self.pieces.get(at + 1).is_some_and(|next| next.kind.is_verse() && 1 < next.lines.len());
        let calls = above_verse || is_capitals(words);
        let called = words.strip_suffix('!').filter(|_| calls && words.split_whitespace().count() <= 6);
        is_title_in_space(called.unwrap_or(words))
    }

    /// `Keep at it!` above running text: a few words that are called out. In a story somebody says them, and below the title
    /// they greet.
    fn is_call(&self, at: usize, words: &str) -> bool {
        let story = self.wide || self.story || self.survey.first_line_indent.is_some() || self.survey.dashes_speak;
        let Some(called) = words.strip_suffix(['!', '！']).map(str::trim_end).filter(|_| !story && 0 < at) else {
            return false;
        };
        let above_text = self.pieces.get(at + 1).is_some_and(|next| {
            let [here, below] = [&self.pieces[at], next].map(|piece| self.lines.list[piece.lines.start].width);
            let apart = 0 < next.gap || self.survey.tight && here * 2 < below;
            apart && here < below && matches!(next.kind, PieceKind::Text(_))
        });
        let few = called.split_whitespace().count() <= 6 && called.chars().count() <= MOST_SPACELESS;
        above_text && few && is_heading_like(called, |_| false) && !called.contains([',', '，', '、'])
    }

    /// Two or three short lines that a gap sets apart are a title in lines.
    fn is_short_stack(&self, at: usize) -> bool {
        let piece = &self.pieces[at];
        self.wide && 2 <= self.gap(at) && piece.lines.len() <= 3
    }

    fn underlined(&self, at: usize, sign: char) -> Option<Heading> {
        // In a book, a line above more of the same draws a sum or a conclusion; a letter ends in `Yours,`.
        let close = self.pieces.get(at + 1).is_some_and(|next| next.gap == 0);
        let summed = |words: &str| self.book && !words.contains(is_alphabetic);
        if self.book && close || self.words(at).is_some_and(|words| words.ends_with(',') || summed(words)) {
            return None;
        }
        let level = match sign {
            '=' | '═' | '#' | '*' => 1,
            _ => 2,
        };
        Some(Heading { rank: Rank::Marked(level), reason: "a line is drawn below it", mark: 0 })
    }

    /// A short line that repeats an item of an earlier list is the heading of what that item announced.
    fn echoes(&self, found: &mut [Option<Heading>]) {
        let short = |at: usize| {
            let lines = &self.pieces[at].lines;
            lines.len() == 1 && self.lines.list[lines.start].width <= MOST_CHARACTERS as u32
        };
        let could_be = |at: usize, found: &[Option<Heading>]| {
            let text = matches!(self.pieces[at].kind, PieceKind::Text(_)) && found[at].is_none();
            text && short(at)
                && at + 1 < found.len()
                && self.words(at).is_some_and(|words| !words.ends_with(signs::ends_sentence))
        };
        if !(0..found.len()).any(|at| could_be(at, found)) {
            return;
        }
        let mut announced = Known::default();
        for at in 0..found.len() {
            if let PieceKind::Item(mark, _) = self.pieces[at].kind
                && short(at)
                && let Some(words) = self.words(at).and_then(|words| words.get(mark.length..))
            {
                announced.add(folded(words));
            } else if !announced.is_empty()
                && could_be(at, found)
                && self.words(at).is_some_and(|words| announced.has(words))
            {
                found[at] =
                    Some(Heading { rank: Rank::Plain(1), reason: "it repeats an item of an earlier list", mark: 0 });
            }
        }
    }

    /// Headings below each other, with nothing between: few are headings and their sub-headings, many are a list.
    fn unstack(&self, found: &mut [Option<Heading>]) {
        let mut at = 0;
        while at < found.len() {
            let next = (at..found.len()).find(|&next| found[next].is_none()).unwrap_or(found.len());
            let stack = at..next;
            if MOST_STACKED < stack.len() {
                let is_division = |at: usize| {
                    let numeral = |at: usize| matches!(found[at], Some(Heading { rank: Rank::Numeral, .. }));
                    let numbered = self.wide && numeral(at) && !numeral(at - 1) && !numeral(at + 1);
                    numbered
                        || matches!(found[at], Some(Heading { rank: Rank::Marked(_) | Rank::Part | Rank::Chapter, .. }))
                };
                let inner = stack.start + 1..stack.end - 1;
                let listed: Vec<usize> = inner.filter(|&at| !is_division(at) && !is_division(at - 1)).collect();
                listed.into_iter().for_each(|at| found[at] = None);
            }
            // A heading above nothing says nothing.
            if next == found.len()
                && let Some(last) = stack.last()
            {
                let marked = matches!(found[last], Some(Heading { rank: Rank::Marked(_), .. }));
                found[last] = found[last].filter(|_| marked);
            }
            at = next + 1;
        }
    }

    /// What the author says in the front matter comes before every guess.
    fn obey(&self, wishes: &Wishes<'_>, found: &mut [Option<Heading>]) {
        if wishes.headings.is_empty() && wishes.not_headings.is_empty() {
            return;
        }
        let [mut headings, mut not_headings] = [Known::default(), Known::default()];
        wishes.headings.iter().for_each(|line| headings.add(folded(line)));
        wishes.not_headings.iter().for_each(|line| not_headings.add(folded(line)));
        for (at, heading) in found.iter_mut().enumerate() {
            let Some(words) = self.words(at) else { continue };
            if not_headings.has(words) {
                *heading = None;
            } else if heading.is_none() && headings.has(words) {
                *heading = Some(Heading { rank: Rank::Plain(1), reason: "the front matter says so", mark: 0 });
            }
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
