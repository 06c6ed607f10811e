//! What the headings of one text have in common: a line that breaks with it is none, however short it is, and lines that follow
//! one pattern are headings together. Knows no tree.

use super::chapter_names::is_numbered;
use super::characters::{is_lowercase, is_numeric};
use super::code::is_code;
use super::dates::date;
use super::frames::frame;
use super::headings::{Heading, Judge, Rank};
use super::likeness::{MOST_CHARACTERS, MOST_SPACELESS, is_heading_like};
use super::lines::{Traits, is_spaceless};
use super::pieces::{Piece, PieceKind, Shape};
use super::signs;
use std::collections::BTreeSet;

/// One date or quotation alone may be anything; so many of them, each above text of its own, are headings.
const DATES: usize = 3;
const QUOTATIONS: usize = 2;
/// So many short lines with a full stop above text are headings, not sentences; they are no wider than so many columns.
const STOPS: usize = 3;
const STOPPED: u32 = 48;
/// In scripts without spaces, of so many characters.
const STOPPED_SPACELESS: usize = 9;
/// A line wider than this is running text.
const LONG: u32 = 100;
/// So many headings that ask tell a longer question from the text, which has at most so many words.
const QUESTIONS: usize = 3;
const QUESTION_WORDS: usize = 20;
/// So many words of a script with capitals may say something and ask, wherever they stand alone.
const SHORT_QUESTION: usize = 8;
/// A fact has at most so many words before its colon, and so many behind it.
const LABEL_WORDS: usize = 3;
const VALUE_WORDS: usize = 10;

impl Judge<'_, '_> {
    /// Adds headings that only their likes tell, and takes back those that are unlike the others of the text.
    pub fn compare(&self, found: &mut [Option<Heading>]) {
        if !self.wide {
            let dated = |words: &str| is_date(words);
            self.add_alike(found, DATES, "it is a date, and other dates stand above text as well", dated);
            let told = self.survey.first_line_indent.is_some() || self.survey.dashes_speak;
            if !told {
                // Among chapters, and where people speak, it is a sentence.
                let chapters = found.iter().filter(|heading| is_numbered(**heading)).count();
                if !self.book && !self.story && chapters < STOPS {
                    self.add_stopped(found);
                    self.add_colons(found);
                    self.add_questions(found);
                }
                let reason = "it is a short quotation, and others stand above text as well";
                self.add_alike(found, QUOTATIONS, reason, is_quoted_title);
            }
        }
        self.heed_frames(found);
        self.heed_marks(found);
        self.drop_within_items(found);
        self.drop_counted(found);
        self.drop_addressed(found);
        self.drop_facts(found);
        self.drop_announced(found);
        self.drop_level(found);
        self.drop_unlike(found);
    }

    /// Adds single lines of one kind, if enough of them stand above text.
    fn add_alike(
        &self,
        found: &mut [Option<Heading>],
        least: usize,
        reason: &'static str,
        kind: impl Fn(&str) -> bool,
    ) {
        let is_it = |at: usize| {
            let piece = &self.pieces[at];
            let text = matches!(piece.kind, PieceKind::Text(_)) && piece.lines.len() == 1;
            text && kind(self.lines.words(piece.lines.start))
        };
        let above_more = |at: &usize| self.pieces.get(at + 1).is_some_and(|next| !matches!(next.kind, PieceKind::Rule));
        let alike: Vec<usize> = (0..found.len()).filter(|&at| is_it(at)).collect();
        // Where they stand below each other they are a list.
        let listed = alike.windows(2).any(|pair| pair[1] == pair[0] + 1);
        if least <= alike.len() && !listed {
            for at in alike.into_iter().filter(above_more) {
                found[at] = found[at].or(Some(Heading { rank: Rank::Plain(1), reason, mark: 0 }));
            }
        }
    }

    /// Short lines with a full stop are headings, if several stand alone above lists and far longer paragraphs, and hardly any
    /// elsewhere. Where no item has a sign they may be items.
    fn add_stopped(&self, found: &mut [Option<Heading>]) {
        if !self.has_items() {
            return;
        }
        let mut fit = Vec::new();
        let mut stray = 0;
        for (at, piece) in self.pieces.iter().enumerate().skip(1) {
            let text = matches!(piece.kind, PieceKind::Text(_)) && piece.lines.len() == 1 && found[at].is_none();
            let line = &self.lines.list[piece.lines.start];
            if !text || STOPPED < line.width || !is_stopped(self.lines.words(piece.lines.start)) {
                continue;
            }
            let above = self.pieces.get(at + 1).is_some_and(|next| match next.kind {
                PieceKind::Item(mark, _) => mark.begins(),
                PieceKind::Text(_) => 2 <= next.lines.len() || line.width * 2 < self.lines.list[next.lines.start].width,
                _ => false,
            });
            let apart = 0 < piece.gap || self.survey.tight;
            if above && apart { fit.push(at) } else { stray += 1 }
        }
        if STOPS <= fit.len() && stray * 4 <= fit.len() {
            let reason = "it is short and stands above text, as others with a full stop do";
            for at in fit {
                found[at] = Some(Heading { rank: Rank::Plain(1), reason, mark: 0 });
            }
        }
    }

    /// Where most headings ask, one may ask twice, or say something first; a few words may do so anywhere.
    fn add_questions(&self, found: &mut [Option<Heading>]) {
        let asks = |at: usize| self.words(at).is_some_and(|words| words.ends_with(['?', '؟', '？']));
        let headings: Vec<usize> = (0..found.len()).filter(|&at| found[at].as_ref().is_some_and(is_guess)).collect();
        let asking = headings.iter().filter(|at| asks(**at)).count();
        let most_ask = QUESTIONS <= asking && headings.len() <= asking * 2;
        for at in 1..found.len().saturating_sub(1) {
            let [piece, next] = [&self.pieces[at], &self.pieces[at + 1]];
            let text = [piece, next].iter().all(|piece| matches!(piece.kind, PieceKind::Text(_)) && 0 < piece.gap);
            let alone = found[at].is_none() && text && piece.indent <= self.survey.base + 1;
            let short = |words: &str| {
                let begins = words.trim_start_matches('¿').starts_with(char::is_uppercase);
                begins && words.split_whitespace().count() <= SHORT_QUESTION
            };
            let few = || self.words(at).is_some_and(short);
            if alone && asks(at) && (most_ask || few()) && self.words(at).is_some_and(is_long_question) {
                let reason = "it asks, as other headings do";
                found[at] = Some(Heading { rank: Rank::Plain(1), reason, mark: 0 });
            }
        }
    }

    /// Short lines with a colon are headings, if several stand alone above far longer paragraphs; above a list, one announces it.
    fn add_colons(&self, found: &mut [Option<Heading>]) {
        if !self.has_items() {
            return;
        }
        let titled = |at: usize| {
            let piece = &self.pieces[at];
            let alone = matches!(piece.kind, PieceKind::Text(_)) && piece.lines.len() == 1 && 0 < piece.gap;
            let words = self.words(at).filter(|_| alone && found[at].is_none())?;
            let words = words.strip_suffix([':', '：'])?;
            (is_heading_like(words, |_| false) && !signs::is_no_heading(words)).then_some(())
        };
        let above_text = |at: usize| {
            let [here, next] = [&self.pieces[at], &self.pieces[at + 1]];
            let [line, below] = [here, next].map(|piece| self.lines.list[piece.lines.start].width);
            let last = signs::without_closing_marks(self.lines.words(next.lines.end - 1));
            let sentence = last.ends_with(|c| signs::ends_sentence(c) || matches!(c, '?' | '？'));
            let longer = 2 <= next.lines.len() || line * 2 < below;
            matches!(next.kind, PieceKind::Text(Shape::Prose)) && sentence && longer
        };
        let fit: Vec<usize> =
            (0..found.len().saturating_sub(1)).filter(|&at| titled(at).is_some() && above_text(at)).collect();
        // Where other lines are headings, items have no signs, or it returns, it announces what stands below.
        let words: BTreeSet<&str> = fit.iter().filter_map(|&at| self.words(at)).collect();
        let others = found.iter().flatten().count();
        if STOPS <= fit.len() && words.len() == fit.len() && others * 2 <= fit.len() {
            let reason = "it is short and stands above text, as others with a colon do";
            for at in fit {
                found[at] = Some(Heading { rank: Rank::Plain(1), reason, mark: 0 });
            }
        }
    }

    /// Who marks headings with number signs marks all of them.
    fn heed_marks(&self, found: &mut [Option<Heading>]) {
        let marked: Vec<usize> = (0..found.len())
            .filter(|&at| found[at].is_some_and(|heading| 0 < heading.mark && is_marked(&heading)))
            .collect();
        if marked.len() < 2 {
            return;
        }
        // In a program, such signs stand right above what they explain.
        let alone = |at: &usize| {
            self.pieces.get(at + 1).is_some_and(|next| {
                let [words, last] = [next.lines.start, next.lines.end - 1].map(|line| self.lines.words(line));
                let text = || !words.starts_with(is_lowercase) && !words.starts_with('#') && !is_code(words);
                0 < next.gap || text() && last.ends_with(signs::ends_sentence)
            })
        };
        if marked.iter().filter(|at| alone(at)).count() * 2 < marked.len() {
            marked.into_iter().for_each(|at| found[at] = None);
            return;
        }
        for heading in found.iter_mut() {
            *heading = heading.filter(is_marked);
        }
    }

    /// Brackets and single signs around words make headings of them where hardly any other line is one.
    fn heed_frames(&self, found: &mut [Option<Heading>]) {
        let framed = |at: usize| {
            let signs = found[at].filter(|heading| 0 < heading.mark && !is_marked(heading));
            signs.is_some() && self.words(at).and_then(frame).is_some_and(|frame| !frame.sure)
        };
        let framed: Vec<usize> = (0..found.len()).filter(|&at| framed(at)).collect();
        let others = found.iter().flatten().filter(|heading| is_guess(heading)).count();
        if framed.len() <= others * 2 {
            framed.into_iter().for_each(|at| found[at] = None);
        }
    }

    /// `Where: London` above `Language: English`: facts, each with its label. An address with commas stands beside them.
    fn drop_facts(&self, found: &mut [Option<Heading>]) {
        let is_fact = |at: usize| {
            self.pieces.get(at).is_some_and(|piece| {
                let text = matches!(piece.kind, PieceKind::Text(_)) && piece.lines.len() == 1;
                text && is_fact(self.lines.words(piece.lines.start))
            })
        };
        for (at, heading) in found.iter_mut().enumerate() {
            if !heading.as_ref().is_some_and(is_guess) {
                continue;
            }
            let address = || self.words(at).is_some_and(|words| words.contains([',', '，', '、', '،']));
            if (is_fact(at) || address()) && (is_fact(at.wrapping_sub(1)) || is_fact(at + 1)) {
                *heading = None;
            }
        }
    }

    /// Short lines below each other that a colon announces are a list without signs; only the last of them can be a heading.
    fn drop_announced(&self, found: &mut [Option<Heading>]) {
        let signed = self.has_items();
        let mut at = 1;
        while at < found.len() {
            let above = &self.pieces[at - 1];
            // Who wrote what a mail quotes stands left of all of it.
            let said = at == 1 && self.pieces[1..].iter().all(|piece| above.indent < piece.indent);
            let announces = found[at - 1].is_none()
                && !said
                && matches!(above.kind, PieceKind::Text(_))
                && self.lines.words(above.lines.end - 1).ends_with([':', '：']);
            let end =
                (at..found.len()).find(|&next| !found[next].as_ref().is_some_and(is_guess)).unwrap_or(found.len());
            // Right below it, one alone is none either, unless it stands above a paragraph where items have signs.
            let alone = self.pieces[at].gap == 0 && at + 1 == end && !(signed && self.is_above_paragraph(at));
            let last = if alone { end } else { end.saturating_sub(1).max(at) };
            if announces && at < last {
                found[at..last].fill(None);
            }
            at = end.max(at + 1);
        }
    }

    /// Whether items of the text have signs or numbers.
    fn has_items(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece.kind, PieceKind::Item(..)))
    }

    /// Whether a paragraph follows that is far longer than the line above it.
    fn is_above_paragraph(&self, at: usize) -> bool {
        self.pieces.get(at + 1).is_some_and(|next| {
            let [here, below] = [self.pieces[at].lines.start, next.lines.start].map(|line| self.lines.list[line].width);
            matches!(next.kind, PieceKind::Text(_)) && LONG.max(here * 2) < below
        })
    }

    /// Short lines right below each other that do not end like sentences are rows, or items without signs. The first of them may
    /// be their heading, the last one that of the text below.
    fn drop_level(&self, found: &mut [Option<Heading>]) {
        let ended = |at: usize, marks: fn(char) -> bool| {
            signs::without_closing_marks(self.lines.words(self.pieces[at].lines.end - 1)).ends_with(marks)
        };
        for at in (1..found.len().saturating_sub(1)).rev() {
            let [here, next] = [&self.pieces[at], &self.pieces[at + 1]];
            let line = next.gap == 0 && next.lines.len() == 1 && matches!(next.kind, PieceKind::Text(_));
            if !line || found[at + 1].is_some() || !found[at].as_ref().is_some_and(is_guess) {
                continue;
            }
            let first = 0 < here.gap || ended(at - 1, |c| signs::ends_sentence(c) && !matches!(c, ':' | '：'));
            let [here, below] = [here, next].map(|piece| self.lines.list[piece.lines.start].width);
            if !first && !ended(at + 1, signs::ends_sentence) && below <= here + here / 2 {
                found[at] = None;
            }
        }
    }

    /// Where blank lines stand below the headings of a text, a line right above another is none; where they stand above, a line
    /// right below another is none.
    fn drop_unlike(&self, found: &mut [Option<Heading>]) {
        let rarity = if self.is_spaced() { 1 } else { 4 };
        let below = |at: usize, _: &[Option<Heading>]| self.pieces.get(at + 1).map(|next| next.gap);
        drop_rare(found, rarity, below);
        let above = |at: usize, found: &[Option<Heading>]| {
            let under = at.checked_sub(1).is_some_and(|above| found[above].is_some());
            (!under && 0 < at).then(|| self.pieces[at].gap)
        };
        drop_rare(found, rarity, above);
    }

    /// Whether nearly all running text stands between blank lines, so that lines without any are rows or items.
    fn is_spaced(&self) -> bool {
        let long = |piece: &Piece| {
            matches!(piece.kind, PieceKind::Text(_))
                && (2 <= piece.lines.len() || LONG < self.lines.list[piece.lines.start].width)
        };
        let (mut spaced, mut all) = (0, 0);
        for pair in self.pieces.windows(2).filter(|pair| long(&pair[0])) {
            spaced += usize::from(0 < pair[0].gap && 0 < pair[1].gap);
            all += 1;
        }
        all * 3 <= spaced * 4
    }

    /// Whether words stand in columns in one of the lines of a piece: a row of a table, or a line of a table of contents.
    pub fn has_columns(&self, at: usize) -> bool {
        self.pieces[at].lines.clone().any(|line| {
            let columns = self.lines.list[line].traits.any(Traits::COLUMNS);
            // A gap behind the number of a heading parts nothing.
            let parted = |words: &str| {
                let rest = words.split_once([' ', '\t']).map_or("", |(_, rest)| rest.trim_start());
                rest.contains('\t') || rest.contains("   ") || first_gap(words)
            };
            columns && parted(self.lines.words(line))
        })
    }
}

/// Takes back headings with no gap, where so many times as many headings have one. `None` for headings of which it says nothing.
fn drop_rare(found: &mut [Option<Heading>], rarity: usize, gap: impl Fn(usize, &[Option<Heading>]) -> Option<u32>) {
    let mut apart = 0;
    let mut close = Vec::new();
    for at in (0..found.len()).filter(|&at| found[at].as_ref().is_some_and(is_guess)) {
        match gap(at, found) {
            Some(0) => close.push(at),
            Some(_) => apart += 1,
            None => {}
        }
    }
    if 3 <= apart && close.len() * rarity <= apart {
        close.into_iter().for_each(|at| found[at] = None);
    }
}

/// Whether a wide gap stands behind a first word that is no number.
fn first_gap(words: &str) -> bool {
    let Some((first, rest)) = words.split_once([' ', '\t']) else { return false };
    let wide = rest.starts_with("  ") || words[first.len()..].starts_with('\t');
    wide && !first.ends_with(['.', ')', ':']) && !first.starts_with(|c: char| c.is_numeric())
}

/// Whether a heading was told by its looks alone: no signs stand around it.
pub fn is_guess(heading: &Heading) -> bool {
    matches!(heading.rank, Rank::Plain(1) | Rank::Capitals) && heading.mark == 0
}

/// Whether number signs or equals signs mark a heading, or a line drawn below it.
fn is_marked(heading: &Heading) -> bool {
    matches!(heading.rank, Rank::Marked(_))
}

/// `July 2026`, `12 May 2026`, `1990s`.
fn is_date(words: &str) -> bool {
    let decade =
        words.strip_suffix('s').is_some_and(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
    decade || words.len() <= 60 && words.contains(|c: char| c.is_ascii_digit()) && date(words).is_some()
}

/// `“I am too old for this”`: what people say, as the heading of what is true. It does not end like a sentence.
fn is_quoted_title(words: &str) -> bool {
    let closing = ['"', '“', '”', '»', '«', '」', '』', '’'];
    let inner = words.trim_matches(|c| closing.contains(&c) || matches!(c, '„' | '「' | '『' | '‘'));
    signs::is_quoted(words)
        && inner.len() + 2 <= words.len()
        && !inner.ends_with(['?', '？'])
        && inner.split_whitespace().count() <= 10
        && is_heading_like(inner, |_| false)
}

/// `Keep it dry.`: a few words with a full stop.
pub fn is_stopped(words: &str) -> bool {
    words.strip_suffix(['.', '。', '।', '۔']).is_some_and(|words| {
        let spaceless = words.chars().filter(|c| is_spaceless(*c)).count();
        words.split_whitespace().count() <= 7
            && spaceless <= STOPPED_SPACELESS
            && is_heading_like(words, |_| false)
            && !signs::is_no_heading(words)
    })
}

/// `May I eat? And what may I drink?`: begins like a heading, and ends as a question.
fn is_long_question(words: &str) -> bool {
    words.chars().count() <= MOST_CHARACTERS
        && words.split_whitespace().count() <= QUESTION_WORDS
        && words.chars().filter(|c| is_spaceless(*c)).count() <= MOST_SPACELESS
        && words.matches(['?', '؟', '？']).count() <= 2
        && words.starts_with(|c: char| c == '¿' || c.is_alphanumeric() && !c.is_lowercase())
        && !signs::is_no_heading(words)
}

/// `Phone: 0123 456`, `Language: English`: a label, a colon and a few words. A number in the label counts something.
fn is_fact(words: &str) -> bool {
    // Most lines have no colon: they are looked through without a look at each character.
    let mut signs = memchr::memchr2_iter(b':', "：".as_bytes()[0], words.as_bytes());
    let Some(colon) = signs.find(|&at| words[at..].starts_with([':', '：'])) else { return false };
    let (label, colon) = words.split_at(colon);
    let (sign, value) = colon.split_at(if colon.starts_with(':') { 1 } else { '：'.len_utf8() });
    let spaced = value.starts_with(char::is_whitespace) || sign == "：";
    let few = |words: &str, most: usize| (1..=most).contains(&words.split_whitespace().count());
    spaced
        && !label.starts_with('[')
        && few(label, LABEL_WORDS)
        && few(value, VALUE_WORDS)
        && !label.contains(is_numeric)
        && !value.ends_with(['?', '؟', '？'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_told_from_headings_with_a_colon() {
        for words in ["Language: English", "Where: East Asia; South Asia", "電話：03 1234"] {
            assert!(is_fact(words), "{words}");
        }
        for words in ["Step 1: Wash", "Eye drops: how do I use them?", "Glaucoma", "12:30 Lunch", "Dose:"] {
            assert!(!is_fact(words), "{words}");
        }
    }

    #[test]
    fn dates_alone_are_told_from_sentences_with_a_date() {
        for words in ["July 2026", "1990s", "12 mai 2026"] {
            assert!(is_date(words), "{words}");
        }
        for words in ["In July 2026", "July", "the 1990s", "90s"] {
            assert!(!is_date(words), "{words}");
        }
    }
}
