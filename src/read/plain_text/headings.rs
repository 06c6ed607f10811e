//! Which pieces are headings, and how they rank. Knows no tree.
//!
//! A heading is a short piece of its own that does not end like a sentence. Title case is never asked for: most languages do
//! not have it. What the whole text does decides over the single line.

use super::alike::is_stopped;
use super::characters::{is_alphabetic, is_lowercase};
use super::dates::is_dateline;
use super::divisions::{division, is_act, is_bare_division, is_matter, is_scene};
use super::gaps::{gaps_lead, gaps_tell, is_story, outdented, wide_gaps};
use super::likeness::{
    Known, MOST_CHARACTERS, MOST_SPACELESS, MOST_WORDS, folded, is_capitals, is_heading_like, is_short, is_title_case,
    is_title_in_space,
};
use super::lines::Lines;
use super::pieces::{Piece, PieceKind, Shape};
use super::signs;
use super::survey::Survey;

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

/// Finds the headings among the pieces: one entry for each piece.
pub fn headings(lines: &Lines<'_>, survey: &Survey, pieces: &[Piece], wishes: &Wishes<'_>) -> Vec<Option<Heading>> {
    let mut found: Vec<Option<Heading>> = vec![None; pieces.len()];
    let wide = wide_gaps(lines, survey, pieces) && (wishes.book || gaps_lead(lines, pieces));
    let (gaps_tell, outdented) = (wide && gaps_tell(lines, pieces), outdented(survey, pieces));
    let known = pieces.iter().map(|piece| words(lines, piece)).collect();
    let judge = Judge {
        known,
        lines,
        survey,
        pieces,
        book: wishes.book,
        wide,
        gaps_tell,
        outdented,
        story: !wide && is_story(lines, pieces),
    };
    let contents = judge.contents();
    for (at, found) in found.iter_mut().enumerate().filter(|(at, _)| !contents.lists(*at)) {
        *found = judge.piece(at);
    }
    if wishes.book || judge.wide {
        judge.alphabet(&mut found);
    }
    judge.numbered_items(&mut found);
    judge.echoes(&mut found);
    judge.named_in_contents(&contents, &mut found);
    judge.counted_words(&contents, &mut found);
    judge.name_divisions(&mut found);
    judge.second_lines(&mut found);
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
    judge.compare(&mut found);
    judge.unstack(&mut found);
    judge.settle_capitals(&mut found);
    judge.obey(wishes, &mut found);
    found
}

/// The words of a piece as they stand in the text, if they are few.
fn words<'t>(lines: &Lines<'t>, piece: &Piece) -> Option<&'t str> {
    let list = &lines.list[piece.lines.clone()];
    let [Some(first), Some(last)] = [list.first(), list.last()] else { return None };
    let columns: u32 = list.iter().take(4).map(|line| line.width).sum();
    let few = list.len() <= 3 && columns <= 2 * MOST_CHARACTERS as u32 && last.end - first.start <= MOST_CHARACTERS * 6;
    few.then(|| &lines.text[first.start..last.end])
}

/// Whether a heading divides a book by a number.
pub fn is_numbered(heading: Option<Heading>) -> bool {
    heading.is_some_and(|heading| matches!(heading.rank, Rank::Part | Rank::Chapter | Rank::Numeral))
}

/// Whether a number stands above a heading, with at most one heading between.
pub fn below_number(at: usize, found: &[Option<Heading>]) -> bool {
    0 < at && is_numbered(found[at - 1]) || 1 < at && found[at - 1].is_some() && is_numbered(found[at - 2])
}

/// What all that is asked of a piece looks at.
pub struct Judge<'a, 't> {
    pub lines: &'a Lines<'t>,
    pub survey: &'a Survey,
    pub pieces: &'a [Piece],
    /// The words of each piece.
    known: Vec<Option<&'t str>>,
    /// Whether the text came as a book.
    pub book: bool,
    /// Whether a book's wider gaps tell its headings.
    pub wide: bool,
    /// Whether hardly anything else stands below wide gaps.
    gaps_tell: bool,
    /// Whether people speak in a text that no gaps divide: then they ask and call, and no heading does.
    pub story: bool,
    /// Whether headings stand left of the running text.
    pub outdented: bool,
}

impl<'t> Judge<'_, 't> {
    /// The words of a piece as they stand in the text; `None` where they are too many for a heading.
    pub fn words(&self, at: usize) -> Option<&'t str> {
        *self.known.get(at)?
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
        let last = at + 1 == self.pieces.len();
        if last || shape == Shape::Lines && !self.is_short_stack(at) {
            return None;
        }
        let heading = |rank, reason| Some(Heading { rank, reason, mark: 0 });
        if self.stands_inside(at) {
            return None;
        }
        if self.wide && is_matter(words) && piece.lines.len() == 1 {
            return heading(Rank::Chapter, "it names a part of a book");
        }
        if let Some(rank) = division(words) {
            let other = signs::is_index_entry(words) || signs::is_masthead(words) || signs::is_verse_of_bible(words);
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
            return set.filter(|_| !signs::is_no_heading(words));
        }
        if signs::is_no_heading(words) || self.is_credit(at, words) {
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
        wrapped
            && self.lines.follows(piece.lines.start)
            && at.checked_sub(1).is_some_and(|above| {
                let text = match self.pieces[above].kind {
                    PieceKind::Text(_) => true,
                    PieceKind::Underlined(_) => self.book,
                    PieceKind::Item(..) | PieceKind::Rule | PieceKind::Quoted | PieceKind::Table(_) => false,
                };
                text && self.words(above).is_none_or(|words| division(words).is_none())
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
        let called = words.strip_suffix(['!', '！']).map(str::trim_end).filter(|_| !story && 0 < at);
        let above_text = self.pieces.get(at + 1).is_some_and(|next| {
            let [here, below] = [&self.pieces[at], next].map(|piece| self.lines.list[piece.lines.start].width);
            let apart = 0 < next.gap || self.survey.tight && here * 2 < below;
            apart && here < below && matches!(next.kind, PieceKind::Text(_))
        });
        let few = |words: &str| words.split_whitespace().count() <= 6 && words.chars().count() <= MOST_SPACELESS;
        above_text
            && called.is_some_and(|words| {
                few(words) && is_heading_like(words, |_| false) && !words.contains([',', '，', '、'])
            })
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

    /// Below `CHAPTER IV.` stands its name, if most divisions of the text have one: it may end like a sentence.
    fn name_divisions(&self, found: &mut [Option<Heading>]) {
        let bare = |at: usize, found: &[Option<Heading>]| {
            let division = matches!(found[at], Some(Heading { rank: Rank::Chapter | Rank::Part | Rank::Numeral, .. }));
            division
                && self.words(at).is_some_and(|words| is_bare_division(words) && !is_matter(words) && !is_scene(words))
        };
        let divisions: Vec<usize> = (0..self.pieces.len().saturating_sub(2)).filter(|&at| bare(at, found)).collect();
        // The verses of a poem may be numbered where chapters have names.
        for numerals in [false, true] {
            let of_kind = |at: &&usize| found[**at].is_some_and(|heading| (heading.rank == Rank::Numeral) == numerals);
            let kind: Vec<usize> = divisions.iter().filter(of_kind).copied().collect();
            let set = |at: usize| self.words(at - 1).is_some_and(is_act) && !self.words(at).is_some_and(is_capitals);
            let named: Vec<usize> = kind.iter().map(|at| at + 1).filter(|&at| self.is_name(at) && !set(at)).collect();
            if named.len() * 5 < kind.len() * 3 {
                continue;
            }
            for at in named {
                let reason = "it stands below the number of a division";
                found[at] = found[at].or(Some(Heading { rank: Rank::Plain(1), reason, mark: 0 }));
            }
        }
    }

    /// In a book whose wide gaps tell headings, short lines between a numbered heading and another wide gap are its name, whom a
    /// letter is for, and where it was written.
    fn second_lines(&self, found: &mut [Option<Heading>]) {
        let capitals = |at: usize| is_capitals(self.words(at).unwrap_or_default());
        let digit = |at: usize| self.lines.words(self.pieces[at].lines.start).starts_with(|c: char| c.is_ascii_digit());
        for at in 1..found.len().saturating_sub(1) {
            if !self.wide || found[at].is_some() || found[at - 1].is_none() || !self.is_second_line(at) {
                continue;
            }
            // `OR` stands between the two titles of a book.
            let alike = capitals(at - 1) && capitals(at) && self.words(at).is_some_and(|words| 4 < words.len());
            let few = || self.words(at).is_some_and(|words| words.split_whitespace().count() <= 6);
            let numbered = digit(at - 1) || is_numbered(found[at - 1]);
            let play = |words: &str| is_scene(words) || is_act(words);
            if !capitals(at) && self.words(at - 1).is_some_and(play) {
                continue;
            }
            let below = self.gaps_tell && (numbered || below_number(at, found) && (alike || few()))
                || alike && 2 <= self.gap(at - 1);
            let end = (at + 1..found.len()).take(2).find(|&next| !self.is_second_line(next)).unwrap_or(at + 1);
            let ends =
                found.get(end).is_some_and(|heading| heading.is_some_and(|heading| heading.rank == Rank::Numeral))
                    || self.pieces.get(end).is_some_and(|next| 2 <= next.gap)
                    || alike && self.words(end).is_some_and(|words| words.starts_with('['));
            if below && ends {
                let reason = "it stands between a numbered heading and a wide gap";
                found[at] = Some(Heading { rank: Rank::Plain(1), reason, mark: 0 });
            }
        }
    }

    /// Whether a piece could be a further line of the heading above it.
    fn is_second_line(&self, at: usize) -> bool {
        let piece = &self.pieces[at];
        let line = matches!(piece.kind, PieceKind::Text(_)) && piece.lines.len() == 1 && piece.gap == 1;
        let credit = |words: &str| words.get(..3).is_some_and(|by| by.eq_ignore_ascii_case("by "));
        line && self
            .words(at)
            .is_some_and(|words| is_title_in_space(words) && !signs::is_no_heading(words) && !credit(words))
    }

    /// Whether a piece could be the name of the division above it.
    fn is_name(&self, at: usize) -> bool {
        let piece = &self.pieces[at];
        let text = matches!(piece.kind, PieceKind::Text(_)) && piece.gap <= 3 && piece.lines.len() <= 3;
        let Some(words) = self.words(at).filter(|_| text) else { return false };
        // The old chapters tell in their names all that happens in them.
        let times = match () {
            () if is_capitals(words) => 3,
            () if is_title_case(words) && !words.ends_with('.') => 2,
            () => 1,
        };
        let few =
            words.split_whitespace().count() <= MOST_WORDS * times && words.chars().count() <= MOST_CHARACTERS * times;
        let next = self.pieces.get(at + 1);
        let above_more = next.is_some_and(|next| {
            0 < next.gap
                && (next.lines.len() > 2
                    || 2 <= next.gap
                    || is_capitals(words)
                    || self.gaps_tell && is_title_in_space(words)
                    || self.words(at + 1).is_some_and(|next| division(next).is_some()))
        });
        let ends = !words.ends_with([',', ';', ':', '-', '—']);
        let named = few && ends && above_more && words.starts_with(|c: char| !is_lowercase(c));
        named && division(words).is_none() && !is_dateline(words)
    }

    /// Headings below each other, with nothing between: few are headings and their sub-headings, many are a list.
    fn unstack(&self, found: &mut [Option<Heading>]) {
        let mut at = 0;
        while at < found.len() {
            let mut stack = Vec::new();
            let mut next = at;
            while let Some(Some(_)) = found.get(next) {
                stack.push(next);
                next += 1;
            }
            if stack.len() > MOST_STACKED {
                let is_division = |at: usize| {
                    let numeral = |at: usize| matches!(found[at], Some(Heading { rank: Rank::Numeral, .. }));
                    let numbered = self.wide && numeral(at) && !numeral(at - 1) && !numeral(at + 1);
                    numbered
                        || matches!(found[at], Some(Heading { rank: Rank::Marked(_) | Rank::Part | Rank::Chapter, .. }))
                };
                let inner = stack[1..stack.len() - 1].iter().copied();
                let listed: Vec<usize> = inner.filter(|&at| !is_division(at) && !is_division(at - 1)).collect();
                listed.into_iter().for_each(|at| found[at] = None);
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
