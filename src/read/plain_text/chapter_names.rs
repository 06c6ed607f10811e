//! What stands right below the number of a chapter: its name, and further lines of it. Knows no tree.

use super::characters::is_lowercase;
use super::dates::is_dateline;
use super::divisions::{is_act, is_bare_division, is_scene};
use super::headings::{Heading, Judge, Rank};
use super::likeness::{MOST_CHARACTERS, MOST_WORDS, is_capitals, is_title_case, is_title_in_space};
use super::pieces::PieceKind;

impl Judge<'_, '_> {
    /// Below `CHAPTER IV.` stands its name, if most divisions of the text have one: it may end like a sentence.
    pub fn name_divisions(&self, found: &mut [Option<Heading>]) {
        let bare = |at: usize, found: &[Option<Heading>]| {
            let division = matches!(found[at], Some(Heading { rank: Rank::Chapter | Rank::Part | Rank::Numeral, .. }));
            division
                && self.matter(at).is_none()
                && self.words(at).is_some_and(|words| is_bare_division(words) && !is_scene(words))
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
    pub fn second_lines(&self, found: &mut [Option<Heading>]) {
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
        line && self.words(at).is_some_and(|words| is_title_in_space(words) && !credit(words))
            && !self.is_no_heading(at)
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
                    || self.division(at + 1).is_some())
        });
        let ends = !words.ends_with([',', ';', ':', '-', '—']);
        let named = few && ends && above_more && words.starts_with(|c: char| !is_lowercase(c));
        named && self.division(at).is_none() && !is_dateline(words)
    }
}

/// Whether a heading divides a book by a number.
pub fn is_numbered(heading: Option<Heading>) -> bool {
    heading.is_some_and(|heading| matches!(heading.rank, Rank::Part | Rank::Chapter | Rank::Numeral))
}

/// Whether a number stands above a heading, with at most one heading between.
pub fn below_number(at: usize, found: &[Option<Heading>]) -> bool {
    0 < at && is_numbered(found[at - 1]) || 1 < at && found[at - 1].is_some() && is_numbered(found[at - 2])
}
