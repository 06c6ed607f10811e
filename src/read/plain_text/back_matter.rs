//! What stands behind the chapters of a book: its index, and what the publisher has for sale. Knows the pieces of a text, no tree.

use super::characters::{is_alphanumeric, is_lowercase, parts};
use super::headings::{Heading, Judge, Rank};
use super::imprints;
use super::likeness::folded;
use super::pieces::Piece;
use super::signs;

impl Judge<'_, '_> {
    /// Below `THE END` stand notes and an index, or what the publisher has for sale: that is no part of the book.
    pub fn behind_the_end(&self, found: &mut [Option<Heading>]) {
        let last = found.len() * 3 / 4..found.len();
        // Below the end of a poem stand its notes, and the book goes on.
        let noted = |next: &Piece| next.gap < 2 && self.lines.words(next.lines.start).starts_with('[');
        let apart = |at: usize| !self.pieces.get(at + 1).is_some_and(noted);
        let end = last.clone().find(|&at| self.words(at).is_some_and(signs::is_the_end) && apart(at));
        let end = end.or_else(|| self.first_price(found));
        let mut advertised = end.is_some();
        for (at, heading) in found.iter_mut().enumerate().skip(end.unwrap_or(last.end)) {
            if self.words(at).is_none() || heading.is_none() {
                continue;
            }
            if self.matter(at).is_some() || self.division(at).is_some() {
                advertised = false;
            } else if advertised {
                *heading = None;
            }
        }
    }

    /// The heading of what a publisher has for sale at the end of a book that does not say where it ends: so many prices stand below.
    fn first_price(&self, found: &[Option<Heading>]) -> Option<usize> {
        const FEWEST: usize = 5;
        const NEAR: usize = 6;
        let last = found.len() - found.len() / 8..found.len();
        let priced =
            |at: &usize| self.pieces[*at].lines.clone().any(|line| imprints::has_price(self.lines.words(line)));
        let prices: Vec<usize> = last.filter(priced).collect();
        let first = *prices.first()?;
        let dense = FEWEST <= prices.len() && found.len() - first <= prices.len() * 6;
        let divides = |at: usize| self.matter(at).is_some() || self.division(at).is_some();
        let above = (first.saturating_sub(NEAR)..=first).rev().take_while(|&at| !divides(at));
        above.filter(|&at| found[at].is_some()).last().filter(|_| dense)
    }

    /// Single letters that follow the alphabet stand above the entries of an index or the words of a glossary: none of them counts, and
    /// none has a name below it.
    pub fn alphabet(&self, found: &mut [Option<Heading>]) {
        const FEWEST: usize = 6;
        let letters: Vec<(usize, u8)> = (0..found.len())
            .filter(|&at| found[at].is_some())
            .filter_map(|at| Some((at, letter(self.words(at)?)?)))
            .collect();
        for run in letters.chunk_by(|above, below| above.1 < below.1) {
            // `I`, `V` and `X` count.
            let plain = run.iter().filter(|(_, letter)| !b"IVXLCDM".contains(letter)).count();
            if FEWEST <= plain {
                let reason = "it follows the alphabet, as others do";
                run.iter().for_each(|(at, _)| found[*at] = Some(Heading { rank: Rank::Plain(1), reason, mark: 0 }));
            }
        }
    }

    /// The lines of an index are no headings.
    pub fn index(&self, found: &mut [Option<Heading>]) {
        let mut inside = false;
        for at in 0..found.len() {
            let (Some(heading), Some(words)) = (found[at], self.words(at)) else { continue };
            let bare = folded(words);
            if is_index(words) {
                // Some call the contents an index.
                inside = found.len() < at * 2;
            } else if self.matter(at).is_some() || matches!(heading.rank, Rank::Marked(_) | Rank::Part | Rank::Chapter)
            {
                inside = false;
            } else if inside && heading.rank != Rank::Capitals && 1 < bare.len() {
                found[at] = None;
            }
        }
    }
}

/// Whether a line heads an index: `INDEX OF NAMES`, `Namen- und Sachregister`.
pub fn is_index(words: &str) -> bool {
    const LONGEST: usize = 40;
    const MOST_WORDS: usize = 5;
    if LONGEST <= words.len() || !words.starts_with(|c: char| !is_lowercase(c)) {
        return false;
    }
    let bare = |word: &str| word.trim_matches(|c: char| !is_alphanumeric(c)).to_lowercase();
    let named = |word: &str| matches!(bare(word).as_str(), "index" | "indexes") || bare(word).ends_with("register");
    parts(words).count() <= MOST_WORDS
        && (parts(words).next().is_some_and(named) || parts(words).last().is_some_and(named))
}

/// `C.`, `I. J.`: the letter that a line has and nothing else.
fn letter(words: &str) -> Option<u8> {
    const LONGEST: usize = 8;
    let bytes = words.as_bytes();
    let letters = || bytes.iter().filter(|byte| byte.is_ascii_alphabetic());
    let alone = bytes.len() <= LONGEST
        && bytes.is_ascii()
        && !bytes.windows(2).any(|pair| pair.iter().all(u8::is_ascii_alphanumeric));
    alone.then(letters)?.next().copied().filter(u8::is_ascii_uppercase)
}
