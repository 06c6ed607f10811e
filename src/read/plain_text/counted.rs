//! Lines that count with a word of the book's own: `AIR XII. The Old Weir`, `EXAMPLE No. 2`, a chapter in a language that nobody
//! foresaw. Knows no tree.

use super::books::Contents;
use super::characters::parts;
use super::headings::{Heading, Judge, Rank};
use super::likeness::{MOST_CHARACTERS, folded, is_capitals, is_number};
use super::markers::roman_value;
use super::pieces::PieceKind;
use super::signs;
use std::collections::BTreeMap;

/// So many lines count, and not more often than once among so many the count begins again.
const FEWEST: usize = 4;
const SHORTEST_RUN: usize = 3;
/// More words than these with a full stop behind them are a sentence.
const MOST_STOPPED: usize = 10;

impl Judge<'_, '_> {
    /// Where line after line begins with one word and a number that goes on, each above text, they are headings, whatever the word is.
    pub fn counted_words(&self, contents: &Contents, found: &mut [Option<Heading>]) {
        if !self.wide {
            return;
        }
        let mut counts: BTreeMap<String, Vec<(usize, u32)>> = BTreeMap::new();
        for at in (0..found.len().saturating_sub(1)).filter(|&at| !contents.lists(at)) {
            if let Some((word, value)) = self.counted(at) {
                counts.entry(word).or_default().push((at, value));
            }
        }
        for links in counts.into_values().filter(|links| FEWEST <= links.len()) {
            let goes_on = |pair: &&[(usize, u32)]| pair[0].1 + 1 == pair[1].1 && pair[0].0 + 1 < pair[1].0;
            let follow = links.windows(2).filter(goes_on).count();
            let begin = links.iter().filter(|(_, value)| *value == 1).count();
            let strays = links.len() - follow.min(links.len()) - begin.min(links.len() - follow);
            let first = links.first().is_some_and(|(_, value)| *value == 1);
            if first && strays * 10 <= links.len() && begin * SHORTEST_RUN <= links.len() {
                for (at, _) in links {
                    let reason = "its word and its number count with others";
                    found[at] = found[at].or(Some(Heading { rank: Rank::Chapter, reason, mark: 0 }));
                }
            }
        }
    }

    /// The word that a line begins with, and the number behind it.
    fn counted(&self, at: usize) -> Option<(String, u32)> {
        let [piece, next] = [&self.pieces[at], &self.pieces[at + 1]];
        let words = self.words(at).filter(|words| words.len() <= MOST_CHARACTERS)?;
        let apart = matches!(piece.kind, PieceKind::Text(_)) && 0 < piece.gap && 0 < next.gap;
        let mut rest = parts(words);
        let word = rest.next().filter(|word| apart && word.starts_with(char::is_uppercase))?;
        let word = word.trim_end_matches('.');
        let number = rest.next()?;
        let number = if matches!(number, "No." | "Nr." | "N°" | "Nº") { rest.next()? } else { number };
        let end = number.find(['.', ':', ',', ')', '—', '-']).unwrap_or(number.len());
        let (number, behind) = number.split_at(end);
        let value = match roman_value(number) {
            Some(value) if number.starts_with(char::is_uppercase) => value,
            _ => Some(number).filter(|number| is_number(number) && number.len() <= 3)?.parse().ok()?,
        };
        let letters = 3 <= word.chars().count() && word.chars().all(char::is_alphabetic) && !signs::is_page(word);
        let name = rest.next();
        let named = name.is_none_or(|name| !name.starts_with(char::is_lowercase)) && !behind.starts_with(',');
        let stopped = signs::without_closing_marks(words).ends_with('.') && MOST_STOPPED < parts(words).count();
        // What stands nearer to the text above it than to the text below is the caption of a picture.
        let captions = signs::is_caption(words) && (name.is_some() || piece.gap < 2 || piece.gap <= next.gap);
        let fits = letters && named && !captions && (!stopped || is_capitals(words)) && !words.ends_with([',', ';']);
        fits.then(|| (folded(word), value))
    }
}
