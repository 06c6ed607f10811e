//! Words → lines no wider than the style says. Knows columns and graphemes, no document.

use crate::text::display_width;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The lines of a text as they are written, from the first to the last.
pub(super) struct TextBuffer {
    text: String,
    /// Columns of a line.
    width: usize,
    /// Columns before the words of the lines to come.
    pub(super) indent: usize,
    /// Columns of the present line that are taken.
    column: usize,
    /// Empty lines owed before the next one.
    gap: usize,
    /// The labels that the next line begins with; its words begin at the indent.
    head: String,
    /// The start of the words of the present line.
    start: usize,
    /// True if a label precedes them.
    labelled: bool,
    /// True if the present line goes on from the one above.
    turned: bool,
}

impl TextBuffer {
    pub(super) fn new(width: usize) -> TextBuffer {
        let text = String::with_capacity(1024);
        TextBuffer {
            text,
            width,
            indent: 0,
            column: 0,
            gap: 0,
            head: String::new(),
            start: 0,
            labelled: false,
            turned: false,
        }
    }

    /// The most that lists and quotes may move words in: half a line.
    pub(super) fn deepest_indent(&self) -> usize {
        self.width / 2
    }

    /// The columns that a line has for words, `hang` columns further in than the first one.
    pub(super) fn room(&self, hang: usize) -> usize {
        self.width.saturating_sub(self.indent + hang)
    }

    /// Asks for at least so many empty lines before the next line.
    pub(super) fn gap(&mut self, lines: usize) {
        self.gap = self.gap.max(lines);
    }

    /// Asks for one more empty line before the next line.
    pub(super) fn another_gap(&mut self) {
        self.gap += 1;
    }

    /// Lets the next line begin with a label in a column.
    pub(super) fn label(&mut self, column: usize, label: &str) {
        // Half a line in, labels no longer move further in: each begins a line of its own.
        if column < display_width(&self.head) + usize::from(!self.head.is_empty() && !self.head.ends_with(' ')) {
            self.flush_label();
        }
        while display_width(&self.head) < column {
            self.head.push(' ');
        }
        self.head.push_str(label);
    }

    /// Writes the labels that still wait for their words.
    pub(super) fn flush_label(&mut self) {
        if !self.head.is_empty() {
            self.begin();
        }
    }

    /// Writes words. `\n` ends a line; no line ends inside a glued range, unless it is longer than a line. Lines after the
    /// first one begin `hang` columns further in. Words that are only white space are nothing.
    pub(super) fn words(&mut self, words: &str, glued: &[Range<usize>], hang: usize) {
        if words.trim().is_empty() {
            return;
        }
        let indent = self.indent;
        let mut at = 0;
        let mut begun = false;
        for line in words.split('\n') {
            let range = at..at + line.len();
            at = range.end + 1;
            if line.trim().is_empty() {
                continue;
            }
            if begun {
                self.turn();
                self.turned = false;
            } else {
                self.begin();
                self.indent = indent + hang;
                begun = true;
            }
            let pieces = Pieces { text: words, at: range.start, end: range.end, glued };
            for (spaces, piece) in pieces {
                self.piece(spaces, piece);
            }
        }
        self.indent = indent;
    }

    /// A rule below the line just written, as long as the longest of the lines from `start` on.
    pub(super) fn underline(&mut self, start: usize, mark: char) {
        let longest = self.text[start..].lines().map(display_width).max().unwrap_or_default();
        let rule: String = std::iter::repeat_n(mark, longest).collect();
        self.words(&rule, &[], 0);
    }

    /// The number of bytes written.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// All lines, each with its end.
    pub(super) fn finish(mut self) -> String {
        self.trim();
        self.text.push('\n');
        self.text
    }

    fn begin(&mut self) {
        if !self.text.is_empty() {
            self.trim();
            for _ in 0..=self.gap {
                self.text.push('\n');
            }
        }
        self.gap = 0;
        self.labelled = !self.head.is_empty();
        self.text.push_str(&self.head);
        self.column = display_width(&self.head);
        self.head.clear();
        self.pad();
        self.start = self.text.len();
        self.turned = false;
    }

    /// Ends the line and goes on below it.
    fn turn(&mut self) {
        self.trim();
        self.text.push('\n');
        self.column = 0;
        self.pad();
        self.start = self.text.len();
        self.labelled = false;
        self.turned = true;
    }

    fn pad(&mut self) {
        while self.column < self.indent {
            self.text.push(' ');
            self.column += 1;
        }
    }

    /// Takes white space off the end of the present line.
    fn trim(&mut self) {
        let length = self.text.trim_end_matches(|c: char| c != '\n' && c.is_whitespace()).len();
        self.text.truncate(length);
    }

    /// True if the present line has no words yet.
    fn is_bare(&self) -> bool {
        self.start == self.text.len()
    }

    fn piece(&mut self, spaces: usize, piece: &str) {
        if piece.is_ascii() || !piece.chars().any(is_wide_letter) {
            return self.whole(spaces, piece);
        }
        let mut spaces = spaces;
        let mut start = 0;
        for (end, _) in unicode_linebreak::linebreaks(piece) {
            let after = piece[end..].chars().next();
            let before = piece[..end].chars().next_back();
            if end == piece.len() || before.is_some_and(is_wide_letter) || after.is_some_and(is_wide_letter) {
                self.whole(spaces, &piece[start..end]);
                start = end;
                spaces = 0;
            }
        }
    }

    /// Writes what no line ends inside, on this line or the next.
    fn whole(&mut self, spaces: usize, piece: &str) {
        let width = display_width(piece);
        let spaces = if self.turned && self.is_bare() { 0 } else { spaces };
        if self.column + spaces + width <= self.width {
            self.text.extend(std::iter::repeat_n(' ', spaces));
            self.text.push_str(piece);
            self.column += spaces + width;
        } else if self.indent + width <= self.width {
            self.turn();
            self.text.push_str(piece);
            self.column += width;
        } else {
            self.broken(spaces, piece, width);
        }
    }

    /// Writes what is longer than a line: broken at its spaces, else at `/ ? & - .`, else, in scripts that part no words,
    /// between graphemes. A word without any such place stays whole.
    fn broken(&mut self, spaces: usize, piece: &str, width: usize) {
        if piece.contains(' ') {
            let mut spaces = spaces;
            for word in piece.split(' ') {
                self.piece(spaces, word);
                spaces = 1;
            }
            return;
        }
        if !self.is_bare() {
            self.turn();
        }
        let first = after_place(piece);
        if first < piece.len() {
            let mut rest = piece;
            while !rest.is_empty() {
                let (part, after) = rest.split_at(after_place(rest));
                self.whole(0, part);
                rest = after;
            }
        } else if piece.chars().any(parts_no_words) && piece.graphemes(true).nth(1).is_some() {
            for grapheme in piece.graphemes(true) {
                self.whole(0, grapheme);
            }
        } else {
            if self.labelled {
                self.turn();
            }
            self.out_of_the_indent(width);
            self.text.push_str(piece);
            self.column += width;
        }
    }

    /// A word that fits into a line but not beside the indent begins as far to the left as it has to.
    fn out_of_the_indent(&mut self, width: usize) {
        if width <= self.width {
            let excess = (self.column + width).saturating_sub(self.width).min(self.column);
            self.text.truncate(self.text.len() - excess);
            self.column -= excess;
        }
    }
}

/// The end of the first part of a word that may be broken off: just after one of `/ ? & - .`, or after two or three in a
/// row (`://`, `...`). A place that a mark combines with is none.
fn after_place(word: &str) -> usize {
    const PLACES: [char; 5] = ['/', '?', '&', '-', '.'];
    let mut from = 0;
    while let Some(ahead) = word[from..].find(PLACES) {
        let place = from + ahead;
        let end = place + word[place..].chars().take(3).take_while(|c| PLACES.contains(c)).count();
        if word[end - 1..].graphemes(true).next().is_some_and(|grapheme| grapheme.len() == 1) {
            return end;
        }
        from = end;
    }
    word.len()
}

/// Ideographs, kana and their marks: a line may end between them. Hangul parts its words by spaces.
fn is_wide_letter(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}'
        | '\u{1b000}'..='\u{1b2ff}' | '\u{20000}'..='\u{3ffff}')
}

/// Thai, Lao, Burmese and Khmer letters: words follow each other without a space.
fn parts_no_words(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// A line of words → the pieces between its spaces, each with the number of spaces before it.
struct Pieces<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    /// Those that are not behind `at`.
    glued: &'t [Range<usize>],
}

impl<'t> Iterator for Pieces<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<(usize, &'t str)> {
        let bytes = &self.text.as_bytes()[..self.end];
        let spaces = bytes[self.at..].iter().take_while(|b| **b == b' ').count();
        let start = self.at + spaces;
        if start == self.end {
            return None;
        }
        self.at = start;
        loop {
            let ahead = bytes[self.at..].iter().position(|b| matches!(b, b' ' | 0xe2));
            self.at = ahead.map_or(self.end, |ahead| self.at + ahead);
            if self.at == self.end {
                return Some((spaces, &self.text[start..self.end]));
            }
            if bytes[self.at] == b' ' && !self.is_held(self.at) {
                return Some((spaces, &self.text[start..self.at]));
            }
            // U+200B says that a line may end there; it is not written.
            if bytes[self.at..].starts_with("\u{200b}".as_bytes()) {
                let piece = &self.text[start..self.at];
                self.at += "\u{200b}".len();
                return Some((spaces, piece));
            }
            self.at += 1;
        }
    }
}

impl Pieces<'_> {
    /// True for a space at which no line may end: it is inside a glued range, or the base of a combining mark.
    fn is_held(&mut self, space: usize) -> bool {
        while self.glued.first().is_some_and(|range| range.end <= space) {
            self.glued = &self.glued[1..];
        }
        let next = self.text[space + 1..].chars().next();
        self.glued.first().is_some_and(|range| range.start < space)
            || next.is_some_and(|c| {
                !c.is_ascii() && self.text[space..space + 1 + c.len_utf8()].graphemes(true).count() == 1
            })
    }
}
