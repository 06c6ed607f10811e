//! What stands before the first chapter of a book and heads nothing: its title page. Knows the pieces of a text, no tree.

use super::books::Contents;
use super::characters::is_alphanumeric;
use super::divisions::is_volume;
use super::headings::{Heading, Judge, Rank};
use super::likeness::folded;

/// A heading with fewer letters than this below it, on the first pages, heads nothing.
const FEWEST_LETTERS: usize = 200;
/// No title goes on in more lines than these.
const MOST_TITLE_LINES: usize = 4;

impl Judge<'_, '_> {
    /// Lines on the title page head nothing: little stands below them before the next one. Up to the contents all is title page,
    /// but for what has text of its own.
    pub fn title_page(&self, contents: &Contents, found: &mut [Option<Heading>]) {
        let listed = contents.first().filter(|first| first * 4 < found.len()).unwrap_or(0);
        let headings: Vec<usize> = (0..found.len()).filter(|&at| found[at].is_some()).collect();
        let mut begun = false;
        for (number, &at) in headings.iter().enumerate() {
            // A line right below a title belongs to it.
            let joined = |pair: &[usize]| pair[0] + 1 == pair[1] && self.pieces[pair[1]].gap == 1;
            let more = headings[number..].windows(2).take(MOST_TITLE_LINES).take_while(|pair| joined(pair)).count();
            let after = |number: usize| headings.get(number + 1).copied().unwrap_or(found.len());
            let letters = self.letters_between(headings[number + more], after(number + more));
            let words = self.words(at).unwrap_or_default();
            let marked = matches!(found[at], Some(Heading { rank: Rank::Marked(_) | Rank::Numeral, .. }));
            let volume = letters < FEWEST_LETTERS && is_volume(words) && !self.holds(after(number), found);
            let divides = self.division(at).is_some() && !volume || self.matter(at).is_some();
            begun |= FEWEST_LETTERS <= letters || marked || divides;
            if begun && listed <= at {
                return;
            }
            if letters < FEWEST_LETTERS && !marked && !divides {
                found[at] = None;
            }
        }
    }

    /// The letters of the text between two headings, as far as they tell that there is one.
    fn letters_between(&self, above: usize, below: usize) -> usize {
        let lines = (above + 1..below).map(|at| &self.pieces[at].lines).filter(|lines| 3 <= lines.len());
        lines.flat_map(|lines| lines.clone().take(40)).map(|line| self.lines.words(line).len()).sum()
    }

    /// Whether the heading below a part of a book is one that stands in parts.
    fn holds(&self, below: usize, found: &[Option<Heading>]) -> bool {
        found.get(below).is_some_and(|heading| {
            matches!(heading, Some(Heading { rank: Rank::Marked(_) | Rank::Chapter | Rank::Numeral, .. }))
        })
    }

    /// The title of the book, where it stands once more above the first chapter, heads nothing; its article may stand on a line above.
    pub fn half_titles(&self, title: &str, found: &mut [Option<Heading>]) {
        let title = folded(title);
        let said = |at: usize| self.words(at).map(folded).unwrap_or_default();
        let whole = |above: usize| is_article(self.words(above)) && said(above) + &said(above + 1) == title;
        for (at, heading) in found.iter_mut().enumerate() {
            let marked = matches!(heading, Some(Heading { rank: Rank::Marked(_), .. }));
            let given = || said(at) == title || whole(at) || 0 < at && whole(at - 1);
            if heading.is_some() && !marked && given() {
                *heading = None;
            }
        }
    }
}

/// Whether a line has an article and nothing more, as titles in lines do.
fn is_article(words: Option<&str>) -> bool {
    const ARTICLES: [&str; 14] =
        ["the", "a", "an", "der", "die", "das", "le", "la", "les", "el", "il", "os", "de", "het"];
    words.is_some_and(|words| {
        let bare = words.trim_matches(|c: char| !is_alphanumeric(c));
        bare.len() <= 6 && ARTICLES.contains(&bare.to_lowercase().as_str())
    })
}
