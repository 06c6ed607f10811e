//! What a book says of itself as a whole: its contents name its chapters; its speakers, letters and captions return line after line.
//! Knows the pieces of a text, no tree.

use super::back_matter::is_index;
use super::chapter_names::below_number;
use super::characters::{is_alphabetic, is_alphanumeric, parts};
use super::dates::is_dateline;
use super::divisions::{division, is_bare_division};
use super::headings::{Heading, Judge, Rank, SET_IN_SPACE};
use super::likeness::{Known, folded, is_capitals, is_title_case};
use super::markers::{mark_of, roman_value};
use super::pieces::{PieceKind, Shape};
use super::signs;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A list of contents has at least so many entries, and at most so many pieces.
const FEWEST_ENTRIES: usize = 3;
const MOST_LISTED: usize = 1500;
/// No book has so many lines that head a list and list nothing: below further ones nothing is looked for.
const MOST_VAIN: usize = 50;
/// A table of so many lines is more than an entry of a list.
const TABLE_OF_TEXT: usize = 12;
/// A line of a table that is wider than this is more than an entry.
const WIDEST_ENTRY: u32 = 120;
/// So many headings that look alike are a habit.
const MANY: usize = 10;
/// Words that stand alone so often are a speaker's name, or a line that returns.
const OFTEN: usize = 5;

/// The lists of chapters and pictures in a book.
#[derive(Debug, Default)]
pub struct Contents {
    /// The pieces of each list, without its heading.
    lists: Vec<Range<usize>>,
    named: Known,
}

impl Contents {
    /// The first piece of the first list.
    pub fn first(&self) -> Option<usize> {
        self.lists.first().map(|list| list.start)
    }

    /// Whether a piece stands in one of the lists.
    pub fn lists(&self, at: usize) -> bool {
        self.lists.get(self.lists.partition_point(|list| list.end <= at)).is_some_and(|list| list.contains(&at))
    }
}

impl Judge<'_, '_> {
    /// Finds the lists of contents: what stands below such a heading, until it begins again or running text begins.
    pub fn contents(&self) -> Contents {
        let mut contents = Contents::default();
        let (mut at, mut vain) = (0, 0);
        while (self.wide || self.book) && at + 1 < self.pieces.len() && vain < MOST_VAIN {
            at += 1;
            let head = at - 1;
            let alone = matches!(self.pieces[head].kind, PieceKind::Text(_)) && self.pieces[head].lines.len() == 1;
            let index = || head * 4 < self.pieces.len() && self.words(head).is_some_and(is_index);
            if !alone || !self.is_contents(head) && !index() {
                continue;
            }
            let mut named = BTreeSet::new();
            let end = self.end_of_contents(head, &mut named);
            // A list that takes much of the text is none, unless the book ends with it.
            let long = self.pieces.len() < (end - head) * 4 && head * 2 < self.pieces.len();
            if named.len() < FEWEST_ENTRIES || long {
                vain += 1;
                continue;
            }
            contents.lists.push(head + 1..end);
            let pictures = self.words(head).is_some_and(|words| folded(words).contains("illustration"));
            if !pictures {
                named.into_iter().for_each(|entry| contents.named.add(entry));
            }
            at = end;
        }
        contents
    }

    fn end_of_contents(&self, head: usize, named: &mut BTreeSet<String>) -> usize {
        let mut first = None;
        let last = self.pieces.len().min(head + MOST_LISTED);
        for at in head + 1..last {
            let piece = &self.pieces[at];
            let set_apart = 2 <= piece.gap && head + 1 < at;
            let key = entry(self.lines.words(piece.lines.start)).map(folded).unwrap_or_default();
            let whole = self.words(at).filter(|_| piece.lines.len() <= 3).map(folded).unwrap_or_default();
            if set_apart && (self.begins_again(at, [&key, &whole], first.as_deref(), named) || self.is_contents(at)) {
                return at;
            }
            if self.runs(at) {
                return self.last_gap(head + 1, at);
            }
            for line in piece.lines.clone() {
                let Some(entry) = entry(self.lines.words(line)) else { continue };
                let keys = [folded(entry), folded(without_number(entry)), folded(self.lines.words(line))];
                first.get_or_insert_with(|| keys[0].clone());
                named.extend(keys.into_iter().filter(|key| 3 <= key.chars().count()));
            }
            if whole.chars().count() >= 3 && 1 < piece.lines.len() {
                named.insert(whole);
            }
        }
        last
    }

    /// Whether the body of the book begins: what the list has named stands there once more.
    fn begins_again(&self, at: usize, keys: [&String; 2], first: Option<&str>, named: &BTreeSet<String>) -> bool {
        let [key, whole] = keys;
        if self.words(at).is_some_and(is_bare) {
            // The chapters of each volume count from one: the name below tells, which is no number itself.
            let named_below = (at + 1..).take(2).find_map(|next| self.words(next).filter(|words| !is_bare(words)));
            let name = named_below.map(folded).unwrap_or_default();
            return first == Some(key)
                || 3 <= name.len() && (named.contains(&name) || named.contains(&format!("{key}{name}")));
        }
        3 <= key.len() && (first == Some(key) || named.contains(key) || named.contains(whole))
    }

    /// Whether a piece is running text: lines that are joined, and a sentence that ends. What sums up a chapter is parted by dashes.
    fn runs(&self, at: usize) -> bool {
        let piece = &self.pieces[at];
        let prose = matches!(piece.kind, PieceKind::Text(Shape::Prose) | PieceKind::Item(_, Shape::Prose));
        if !prose || piece.lines.len() < 3 {
            return false;
        }
        let words = |line: usize| self.lines.words(line);
        let dashes =
            piece.lines.clone().filter(|&line| words(line).contains("--") || words(line).contains('—')).count();
        let last = words(piece.lines.end - 1);
        signs::without_closing_marks(last).ends_with(['.', '?', '!', ':', ';', ',']) && dashes * 3 < piece.lines.len()
    }

    /// Whether a piece is more than an entry of a list: two lines that are joined, or verse.
    fn is_text(&self, at: usize) -> bool {
        let piece = &self.pieces[at];
        let dashes = piece.lines.clone().filter(|&line| self.lines.words(line).contains("--")).count();
        match piece.kind {
            PieceKind::Text(Shape::Prose) => 2 <= piece.lines.len() && dashes == 0,
            PieceKind::Text(Shape::Lines) => 2 <= piece.lines.len(),
            // What people say in a play may be set in columns.
            PieceKind::Table(_) => {
                let wide = |line: usize| WIDEST_ENTRY < self.lines.list[line].width;
                TABLE_OF_TEXT <= piece.lines.len() || piece.lines.clone().any(wide)
            }
            PieceKind::Item(..) | PieceKind::Underlined(_) | PieceKind::Rule => false,
            PieceKind::Quoted => true,
        }
    }

    /// The last piece below the widest gap among the few before running text.
    fn last_gap(&self, from: usize, text: usize) -> usize {
        let few = from.max(text.saturating_sub(6))..text;
        few.rev().max_by_key(|&at| self.pieces[at].gap.min(4)).filter(|&at| 2 <= self.pieces[at].gap).unwrap_or(text)
    }

    /// A line that the contents name is a heading where it stands alone.
    pub fn named_in_contents(&self, contents: &Contents, found: &mut [Option<Heading>]) {
        if contents.named.is_empty() {
            return;
        }
        for at in 0..found.len().saturating_sub(1) {
            let piece = &self.pieces[at];
            let text = matches!(piece.kind, PieceKind::Text(_) | PieceKind::Item(..)) && piece.lines.len() <= 3;
            if found[at].is_some() || !text || contents.lists(at) || piece.gap == 0 || self.pieces[at + 1].gap == 0 {
                continue;
            }
            let Some(words) = self.words(at) else { continue };
            let bare = without_note(words);
            let named = |words: &str| contents.named.has(words);
            let below_number = 0 < at
                && found[at - 1].is_some()
                && self.words(at - 1).is_some_and(|number| named(&format!("{number}{bare}")));
            // What stands behind a number ends as all the words do.
            let named_alone = || named(bare) || named(without_number(bare));
            if (below_number || contents.named.may_end(bare) && named_alone())
                && words.contains(is_alphabetic)
                && !signs::is_no_heading(bare)
                && !(signs::is_quoted(words) && signs::without_closing_marks(words).ends_with(['.', ',', '?', '!']))
            {
                let rank = if is_capitals(words) { Rank::Capitals } else { Rank::Plain(1) };
                found[at] = Some(Heading { rank, reason: "the contents of the book name it", mark: 0 });
            }
        }
    }

    /// Whether a text has the parts of a book: a list of contents, or chapters.
    pub fn has_chapters(&self, contents: &Contents, found: &[Option<Heading>]) -> bool {
        let chapters =
            found.iter().flatten().filter(|heading| matches!(heading.rank, Rank::Part | Rank::Chapter)).count();
        self.wide && (!contents.lists.is_empty() || 3 <= chapters)
    }

    /// Many divisions with no running text between are a list of them; the last of them may head the first chapter.
    pub fn listed_divisions(&self, found: &mut [Option<Heading>]) {
        let mut run: Vec<usize> = Vec::new();
        for at in 0..found.len() {
            if run.is_empty() && found[at].is_none() {
                continue;
            }
            let text = self.runs(at) || found[at].is_none() && self.is_text(at);
            if text || at + 1 == found.len() {
                if 3 < run.len() {
                    run[..run.len() - 1].iter().for_each(|&listed| found[listed] = None);
                }
                run.clear();
            } else if found[at].is_some() && self.division(at).is_some() {
                let first = run.first().and_then(|&first| self.words(first)).map(folded);
                let again = first.is_some() && first == self.words(at).map(folded);
                if again && 3 < run.len() {
                    run.drain(..).for_each(|listed| found[listed] = None);
                }
                run.push(at);
            }
        }
    }

    /// A line with a date below a heading says when a letter was written; where most such lines do, the others say it too.
    pub fn datelines(&self, found: &mut [Option<Heading>]) {
        let guessed = |at: usize, found: &[Option<Heading>]| {
            matches!(found[at], Some(Heading { rank: Rank::Capitals | Rank::Plain(1), .. }))
        };
        // `OLD TOWN,[12] APRIL`
        let dated = |words: &str| is_dateline(words) || is_dateline(&without_notes(words));
        let dated: Vec<usize> =
            (0..found.len()).filter(|&at| guessed(at, found) && self.words(at).is_some_and(dated)).collect();
        let (below, apart): (Vec<usize>, Vec<usize>) =
            dated.into_iter().partition(|&at| 0 < at && found[at - 1].is_some());
        let all = apart.len() <= below.len();
        below.into_iter().chain(apart.into_iter().filter(|_| all)).for_each(|at| found[at] = None);
    }

    /// Who signs a letter stands below a few words that end in a comma: `Yours ever,`.
    pub fn signatures(&self, found: &mut [Option<Heading>]) {
        const MOST_WORDS: usize = 6;
        for at in 1..found.len() {
            let guessed = matches!(found[at], Some(Heading { rank: Rank::Capitals | Rank::Plain(1), .. }));
            let above = || self.words(at - 1).filter(|_| found[at - 1].is_none() && self.pieces[at].gap <= 1);
            let takes_leave = |words: &str| words.ends_with(',') && parts(words).count() <= MOST_WORDS;
            if guessed && above().is_some_and(takes_leave) {
                found[at] = None;
            }
        }
    }

    /// What stands between `[Illustration:` and the bracket that closes it is said of a picture.
    pub fn captions(&self, found: &mut [Option<Heading>]) {
        const MOST_PIECES: usize = 12;
        let ends = |at: usize| self.lines.words(self.pieces[at].lines.end - 1).ends_with(']');
        let mut at = 0;
        while at < found.len() {
            let count = |sign: char| {
                let lines = self.pieces[at].lines.clone();
                lines.map(|line| self.lines.words(line).matches(sign).count()).sum::<usize>()
            };
            let opens = signs::opens_picture(self.lines.words(self.pieces[at].lines.start)) && count(']') < count('[');
            let near = if opens { MOST_PIECES } else { 0 };
            let end = (at..found.len()).take(near).find(|&end| ends(end));
            if let Some(end) = end {
                found[at..=end].fill(None);
            }
            at = end.unwrap_or(at) + 1;
        }
    }

    /// Where hardly any heading ends in a full stop, what does is a sentence; so is what stands right below a heading.
    pub fn sentences(&self, found: &mut [Option<Heading>]) {
        let stopped = |at: usize| {
            let words = self.words(at).unwrap_or_default();
            signs::without_closing_marks(words).ends_with('.')
        };
        let told = |at: &usize| matches!(found[*at], Some(Heading { rank: Rank::Capitals | Rank::Plain(1), .. }));
        let told: Vec<usize> = (0..found.len()).filter(told).collect();
        let all = told.iter().filter(|&&at| stopped(at)).count();
        let hardly = all * 4 < told.len();
        for at in told {
            let words = self.words(at).unwrap_or_default();
            // What stands right below a heading may begin its text.
            let begins = || 0 < at && found[at - 1].is_some() && !words.starts_with(['_', '=', '*']);
            let set_in_space = found[at].is_some_and(|heading| heading.reason == SET_IN_SPACE);
            if set_in_space && stopped(at) && !is_title_case(words) && (hardly || begins()) {
                found[at] = None;
            }
        }
    }

    /// Names of speakers, and lines that return, are no headings; nor are the other short lines that are written like most of them.
    pub fn returning_lines(&self, found: &mut [Option<Heading>]) {
        let plain = |at: usize, found: &[Option<Heading>]| {
            let plain = matches!(found[at], Some(Heading { rank: Rank::Capitals | Rank::Plain(1), .. }));
            // Poems to one person may share their title: it has more words than a name, and capitals that no line of verse has.
            let titled =
                |words: &str| words.split_whitespace().nth(3).is_some() && !is_capitals(words) && is_title_case(words);
            self.words(at).filter(|words| plain && words.len() <= 80 && !titled(words))
        };
        let below_number = |at: usize| below_number(at, found);
        // Below a number stands the name of a chapter, which may be in capitals what elsewhere is a line that returns.
        let bare = |words: &'_ str| words.trim_matches(|c: char| !is_alphanumeric(c)).to_owned();
        let met: Vec<Option<(String, String)>> =
            (0..found.len()).map(|at| plain(at, found).map(|words| (bare(words), folded(words)))).collect();
        let mut lines: BTreeMap<&str, Returning> = BTreeMap::new();
        let mut chapter = 0;
        for at in 0..found.len() {
            chapter += usize::from(matches!(found[at], Some(Heading { rank: Rank::Part | Rank::Chapter, .. })));
            let Some((written, said)) = met[at].as_ref().filter(|_| !below_number(at)) else { continue };
            if written != said {
                lines.entry(written).or_default().meet(chapter);
            }
            lines.entry(said).or_default().meet(chapter);
        }
        let often = |at: usize| {
            let key = met[at].as_ref().map(|(written, said)| if below_number(at) { written } else { said });
            key.and_then(|key| lines.get(key.as_str())).is_some_and(Returning::is_no_heading)
        };
        // By how a line is written: how many return, and how many there are.
        let mut kinds: BTreeMap<(bool, bool, bool), (usize, usize)> = BTreeMap::new();
        for at in 0..found.len() {
            if let Some(kind) = plain(at, found).and_then(speaker_kind) {
                let (returning, all) = kinds.entry(kind).or_default();
                *returning += usize::from(often(at));
                *all += 1;
            }
        }
        let spoken = |words: &str| {
            let kind = speaker_kind(words).and_then(|kind| kinds.get(&kind));
            kind.is_some_and(|(returning, all)| *all < *returning * 2)
        };
        let goes =
            |at: &usize| plain(*at, found).is_some_and(|words| often(*at) || !below_number(*at) && spoken(words));
        let returning: Vec<usize> = (0..found.len()).filter(goes).collect();
        returning.into_iter().for_each(|at| found[at] = None);
    }

    /// Where many lines that are wholly emphasised are headings, the longer ones that stand as they do are headings too.
    pub fn emphasised_lines(&self, found: &mut [Option<Heading>]) {
        let alike = |at: usize| {
            let piece = &self.pieces[at];
            let apart =
                2 <= piece.gap && self.pieces.get(at + 1).is_some_and(|next| 0 < next.gap && next.gap < piece.gap);
            let emphasised = |words: &str| words.starts_with('_') && words.trim_end_matches('.').ends_with('_');
            matches!(piece.kind, PieceKind::Text(_)) && apart && self.words(at).is_some_and(emphasised)
        };
        let alike: Vec<usize> = (0..found.len()).filter(|&at| alike(at)).collect();
        let headings = alike.iter().filter(|&&at| found[at].is_some()).count();
        if headings < MANY || headings * 2 < alike.len() {
            return;
        }
        for at in alike {
            let reason = "it is emphasised and set apart like many headings";
            found[at] = found[at].or(Some(Heading { rank: Rank::Plain(1), reason, mark: 0 }));
        }
    }
}

/// How often a line stands alone in a book.
#[derive(Debug, Default)]
struct Returning {
    count: usize,
    /// The chapter that it was met in last, and whether one chapter has it twice.
    chapter: usize,
    twice: bool,
}

impl Returning {
    fn meet(&mut self, chapter: usize) {
        self.twice |= 0 < self.count && self.chapter == chapter;
        self.count += 1;
        self.chapter = chapter;
    }

    /// What stands once in each chapter (`Summary`) is a heading.
    fn is_no_heading(&self) -> bool {
        OFTEN <= self.count && self.twice
    }
}

/// How a name of one or two words is written: emphasised, in capitals, with a full stop.
fn speaker_kind(words: &str) -> Option<(bool, bool, bool)> {
    let emphasised = words.starts_with('_') && words.ends_with('_');
    let few = parts(words).count() <= 2;
    few.then(|| (emphasised, is_capitals(words), words.trim_end_matches('_').ends_with('.')))
}

/// Whether a line has the number of a division and nothing more.
fn is_bare(words: &str) -> bool {
    is_bare_division(words) && division(words).is_some()
}

/// An entry of a list of contents without its page, its leader and its marks; `None` for what stands above the columns.
fn entry(line: &str) -> Option<&str> {
    let bare = line.trim_matches(|c: char| "*_|=".contains(c) || c.is_whitespace()).trim_end_matches(['.', ',']);
    let mut words = bare;
    if let Some((before, page)) = bare.rsplit_once(|c: char| c.is_whitespace() || c == '.' || c == ',') {
        let page = page.trim_matches(|c: char| "[]()".contains(c));
        let numbered = !page.is_empty() && page.len() <= 6 && page.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        let roman = roman_value(page).is_some() && page.starts_with(|c: char| c.is_ascii_lowercase());
        let above = page.eq_ignore_ascii_case("page") || page.eq_ignore_ascii_case("seite");
        if (numbered || roman || above) && before.contains(char::is_alphabetic) && !is_bare(bare) {
            words = before;
        }
    }
    let words = words.trim_end_matches(|c: char| c.is_whitespace() || ".,·_-".contains(c));
    let said = words.to_lowercase();
    (!words.is_empty() && !matches!(said.as_str(), "page" | "chapter" | "chap" | "seite" | "pag" | "chapter page"))
        .then_some(words)
}

/// The name behind `CHAPTER IV.`, `IV.` or `4.`; all the words where no number stands before them.
fn without_number(words: &str) -> &str {
    let trim = |words: &'_ str| words.trim_start_matches(|c: char| c.is_whitespace() || ".:-—–".contains(c)).len();
    if let Some(mark) = mark_of(words).filter(|mark| 0 < mark.length) {
        return &words[mark.length..];
    }
    if division(words).is_none() {
        return words;
    }
    let mut parts = words.splitn(3, char::is_whitespace);
    let [Some(_), Some(_), Some(name)] = [parts.next(), parts.next(), parts.next()] else { return words };
    &name[name.len() - trim(name)..]
}

/// Words without the signs of notes among them.
fn without_notes(words: &str) -> String {
    let parts = words.split('[').map(|part| part.split_once(']').map_or(part, |(_, rest)| rest));
    parts.collect()
}

/// Words without the sign of a note behind them: `[1]`.
fn without_note(words: &str) -> &str {
    let Some((before, note)) = words.strip_suffix(']').and_then(|words| words.rsplit_once('[')) else { return words };
    let sign = note.len() <= 3 && note.chars().all(char::is_alphanumeric);
    if sign && !before.trim().is_empty() { before } else { words }
}
