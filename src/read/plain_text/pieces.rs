//! Lines → pieces: what belongs together before anything is said of headings or nesting.
//!
//! A piece is a paragraph, the first paragraph of a list item, a rule, a quotation or a table. Pieces cover all lines, in order.

use super::characters::is_lowercase;
use super::close;
use super::code::is_code;
use super::lines::{Line, Lines, Traits, is_spaceless};
use super::markers::{Delimiter, Mark, MarkKind, mark_of};
use super::signs;
use super::survey::{self, Survey};
use super::tables::{Grid, Tables};
use std::ops::Range;

/// No line of a heading has more columns.
const WIDEST_HEADING: u32 = 120;

/// Lines that belong together.
#[derive(Clone, Debug)]
pub struct Piece {
    pub kind: PieceKind,
    pub lines: Range<usize>,
    /// The indent of its first line; of its other lines where only the first one is indented.
    pub indent: u32,
    /// Blank lines above.
    pub gap: u32,
}

/// The kinds of piece.
#[derive(Clone, Debug)]
pub enum PieceKind {
    /// Running text, or a heading.
    Text(Shape),
    Item(Mark, Shape),
    /// A heading with a line drawn below it (and perhaps above): the line's sign.
    Underlined(char),
    /// A line of signs that parts two subjects.
    Rule,
    /// Lines that begin with `>`.
    Quoted,
    Table(Grid),
}

impl PieceKind {
    /// Whether the lines of a text were meant.
    pub fn is_verse(&self) -> bool {
        matches!(self, PieceKind::Text(Shape::Lines))
    }
}

/// What the line ends of a text mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Nothing: the lines are joined.
    Prose,
    /// Each was meant: verse, an address.
    Lines,
}

/// Cuts a text into pieces.
pub fn pieces(lines: &Lines<'_>, survey: &Survey) -> Vec<Piece> {
    let pieces = Vec::with_capacity(lines.list.len() / 3);
    let mut cutter = Cutter { lines, survey, tables: Tables::default(), pieces };
    let mut line = 0;
    while line < lines.list.len() {
        let mut end = line + 1;
        while end < lines.list.len() && lines.follows(end) {
            end += 1;
        }
        cutter.run(line..end);
        line = end;
    }
    cutter.pieces
}

struct Cutter<'a, 't> {
    lines: &'a Lines<'t>,
    survey: &'a Survey,
    tables: Tables,
    pieces: Vec<Piece>,
}

impl Cutter<'_, '_> {
    /// Lines without a blank one between.
    fn run(&mut self, run: Range<usize>) {
        let mut line = run.start;
        while line < run.end {
            let rest = line..run.end;
            line = self.table(rest.clone()).or_else(|| self.drawn(rest.clone())).unwrap_or_else(|| self.written(rest));
        }
    }

    fn push(&mut self, kind: PieceKind, lines: Range<usize>) {
        let first = self.lines.list[lines.start];
        let indent = match lines.len() {
            1 => first.indent,
            _ => first.indent.min(self.lines.list[lines.start + 1].indent),
        };
        let indent = if matches!(kind, PieceKind::Item(..)) { first.indent } else { indent };
        let gap = self.lines.gap(lines.start);
        self.pieces.push(Piece { kind, lines, indent, gap });
    }

    /// Whether a line is drawn.
    fn is_drawn(&self, line: usize) -> bool {
        self.lines.list[line].traits.any(Traits::DRAWN)
    }

    /// The sign that a line is drawn with.
    fn sign(&self, line: usize) -> Option<char> {
        if self.is_drawn(line) { drawn_line(self.lines.words(line)) } else { None }
    }

    /// A table at the head of these lines: where it ends.
    fn table(&mut self, run: Range<usize>) -> Option<usize> {
        let first = self.lines.list[run.start].traits;
        if run.len() < 2 || !first.any(Traits::COLUMNS | Traits::PIPE | Traits::DRAWN) {
            return None;
        }
        // The gap between a marker and its words parts no columns.
        let words = self.lines.words(run.start);
        let behind = mark_of(words).map(|mark| &words[mark.length..]);
        if behind.is_some_and(|words| !words.contains(['\t', '|']) && !words.contains("  ")) {
            return None;
        }
        let grid = self.tables.grid(self.lines, run.clone())?;
        let end = run.start + grid.lines;
        self.push(PieceKind::Table(grid), run.start..end);
        Some(end)
    }

    /// A rule, a heading between or above drawn lines, or a quotation with marks: where it ends.
    fn drawn(&mut self, run: Range<usize>) -> Option<usize> {
        let line = run.start;
        let words = self.lines.words(line);
        if words.starts_with('>') {
            let end = run.clone().find(|&at| !self.lines.words(at).starts_with('>')).unwrap_or(run.end);
            self.push(PieceKind::Quoted, line..end);
            return Some(end);
        }
        if let Some(sign) = self.sign(line) {
            let framed = line + 2 < run.end && self.sign(line + 2) == Some(sign);
            if framed && self.sign(line + 1).is_none() && self.frames(line, line + 1) {
                self.push(PieceKind::Underlined(sign), line + 1..line + 2);
                return Some(line + 3);
            }
            self.push(PieceKind::Rule, line..line + 1);
            return Some(line + 1);
        }
        let (end, sign) = self.underline(&run)?;
        self.push(PieceKind::Underlined(sign), line..end);
        Some(end + 1)
    }

    /// Whether a drawn line may belong to a heading: one that is drawn in parts stands around columns, and no heading is wider than a page.
    fn frames(&self, drawn: usize, heading: usize) -> bool {
        let words = self.lines.words(drawn);
        let parted = words.contains(' ') && words.split(' ').any(|part| 1 < part.len());
        !parted && self.lines.list[heading].width <= WIDEST_HEADING
    }

    /// Where a heading at the head of these lines ends, and the sign of the line drawn below it. A heading may have three lines.
    fn underline(&self, run: &Range<usize>) -> Option<(usize, char)> {
        let end = (run.start + 1..run.end.min(run.start + 4)).find(|&line| self.is_drawn(line))?;
        let lines = &self.lines.list[run.start..end];
        let sign = self.sign(end).filter(|&sign| "=-~^*_─═━".contains(sign))?;
        let below = self.lines.list[end].width;
        let [last, widest] = [lines.last()?.width, lines.iter().map(|line| line.width).max()?];
        if sign == '_' && !self.is_drawn_for(run.start..end, end) {
            return None;
        }
        let near = below.abs_diff(last) <= 3
            || below.abs_diff(widest) <= 3
            || lines.len() == 1 && widest < below + below / 2 + 4 && !self.lines.follows(run.start);
        let plain = mark_of(self.lines.words(run.start)).is_none_or(|mark| !matches!(mark.kind, MarkKind::Bullet(_)));
        (near && plain && widest <= WIDEST_HEADING && self.frames(end, end - 1)).then_some((end, sign))
    }

    /// Whether a low line is drawn below a heading: programs also part sections by one, which is as wide as the page.
    fn is_drawn_for(&self, heading: Range<usize>, below: usize) -> bool {
        let sentence = signs::without_closing_marks(self.lines.words(heading.end - 1)).ends_with(signs::ends_sentence);
        let [last, line] = [heading.end - 1, below].map(|line| self.lines.list[line]);
        !sentence && line.width < last.width * 2 && last.indent.abs_diff(line.indent) < 2
    }

    /// A paragraph or an item: where it ends.
    fn written(&mut self, run: Range<usize>) -> usize {
        let first = run.start;
        let mark = self.mark(first, true);
        let mut end = first + 1;
        while end < run.end && !self.begins(first, end, mark.as_ref(), &run) {
            end += 1;
        }
        match mark {
            Some(mark) => {
                let shape = self.item_shape(first..end);
                let end = self.first_paragraph(first..end, shape);
                self.push(PieceKind::Item(mark, shape), first..end);
                end
            }
            None => self.paragraphs(first..end),
        }
    }

    /// The marker of a line. `opens` says that the line stands below a blank one or another item.
    fn mark(&self, line: usize, opens: bool) -> Option<Mark> {
        if !self.lines.list[line].traits.any(Traits::MARKED) {
            return None;
        }
        let mark = mark_of(self.lines.words(line))?;
        let weak = matches!(mark.kind, MarkKind::WeakBullet(sign) if sign != 'o' && self.survey.dashes_speak);
        let rule = self.is_drawn(line);
        let note = self.survey.notes && is_boxed(&mark);
        let framed =
            || matches!(mark.kind, MarkKind::WeakBullet(_)) && self.survey.frame(self.lines.words(line)).is_some();
        (!weak && !rule && !note && (opens || self.is_meant(line, &mark)) && !framed()).then_some(mark)
    }

    /// Whether a marker inside a paragraph can be one: the line above was ended on purpose.
    fn is_meant(&self, line: usize, mark: &Mark) -> bool {
        let above = self.lines.words(line - 1);
        let signed = matches!(mark.kind, MarkKind::Bullet(sign) if !sign.is_ascii() && !is_arrow(sign));
        signed
            || above.ends_with([':', '：'])
            || !self.survey.is_full(self.lines, line - 1) && self.survey.wrap.is_some()
            || self.survey.wrap.is_none() && !matches!(mark.kind, MarkKind::Letter(_))
            || self.lines.list[line - 1].indent + 2 <= self.lines.list[line].indent
    }

    /// Whether a line begins something else than what `first` began.
    fn begins(&mut self, first: usize, line: usize, item: Option<&Mark>, run: &Range<usize>) -> bool {
        let words = self.lines.words(line);
        let [above, here] = [self.lines.list[line - 1], self.lines.list[line]];
        if words.starts_with('>') || self.is_drawn(line) || self.begins_table(line, run) {
            return true;
        }
        let mark = self.mark(line, item.is_some());
        if let Some(item) = item {
            let set_in = self.lines.is_set_in(line) && !self.lines.is_set_in(first);
            let deeper = here.indent > self.lines.list[first].indent && !set_in;
            // Inside an item, a number that does not go on and is no deeper than the text is text.
            return mark
                .is_some_and(|mark| !deeper || !is_stray(&mark, item) || !self.survey.is_full(self.lines, line - 1))
                || !deeper && !self.survey.is_full(self.lines, line - 1) && self.survey.wrap.is_some()
                || !deeper && self.survey.wrap.is_none();
        }
        if mark.is_some() {
            return true;
        }
        if self.underline(&(line..run.end)).is_some_and(|(end, _)| end == line + 1) {
            return true;
        }
        let rest = first..run.end;
        if line == first + 1 && (self.is_marked(&rest) || self.survey.heads_line(self.lines, &rest)) {
            return true;
        }
        // A first line that is indented begins a paragraph of its own, where the lines above it are not.
        line > first + 1 && here.indent >= above.indent + 2 && self.survey.first_line_indent.is_some()
            || here.indent > above.indent + 1
                && line == first + 1
                && self.survey.first_line_indent.is_some()
                && self.lines.list[first].indent > self.survey.base
    }

    /// Whether signs around or before the words of the first of some lines make it a heading. Behind number signs a long heading goes on
    /// below, and a program may follow.
    fn is_marked(&self, run: &Range<usize>) -> bool {
        let words = self.lines.words(run.start);
        if words.starts_with('#') {
            let below = self.lines.words(run.start + 1);
            let text =
                || !self.survey.is_full(self.lines, run.start) && !below.starts_with(is_lowercase) && !is_code(below);
            let ended = || self.lines.words(run.end - 1).ends_with(signs::ends_sentence);
            return signs::number_signs(words).is_some() && text() && ended();
        }
        words.starts_with(|c: char| !c.is_alphanumeric()) && self.survey.frame(words).is_some()
    }

    /// Whether a table begins inside a paragraph: this line and the next stand in columns that a tab or an upright line parts.
    fn begins_table(&mut self, line: usize, run: &Range<usize>) -> bool {
        let traits = self.lines.list[line].traits;
        let words = self.lines.words(line);
        let parted = traits.any(Traits::PIPE) || traits.any(Traits::COLUMNS) && words.contains('\t');
        parted && mark_of(words).is_none() && self.tables.begins(self.lines, line..run.end)
    }

    /// An item's text goes on as long as its lines are prose; a line that was ended on purpose makes it lines.
    fn item_shape(&self, lines: Range<usize>) -> Shape {
        let meant = (lines.start + 1..lines.end).filter(|&line| !self.goes_on(line)).count();
        if meant * 2 > lines.len().saturating_sub(1) { Shape::Lines } else { Shape::Prose }
    }

    /// Where the first paragraph of an item ends: a sentence that ends well before the edge ends it, though no blank line follows.
    fn first_paragraph(&self, lines: Range<usize>, shape: Shape) -> usize {
        let wrapped = self.survey.wrap.is_some() && shape == Shape::Prose;
        let ended =
            |line: usize| signs::without_closing_marks(self.lines.words(line)).ends_with(['.', '!', '?', '。', '！']);
        let mut inner = (lines.start + 1..lines.end).filter(|_| wrapped);
        inner.find(|&line| ended(line - 1) && !self.goes_on(line)).unwrap_or(lines.end)
    }

    /// Whether a line goes on with the sentence of the line above it.
    fn goes_on(&self, line: usize) -> bool {
        if self.survey.is_full(self.lines, line - 1) {
            return true;
        }
        // Verse may go on with a small letter too, but far from the edge.
        let near =
            self.survey.wrap.is_some_and(|wrap| wrap * 3 / 5 <= self.lines.list[line - 1].edge(self.survey.ruler));
        near && self.lines.words(line).starts_with(is_lowercase)
    }

    /// Cuts lines into paragraphs where an end was meant; short ones that belong together stay one, with their lines.
    fn paragraphs(&mut self, lines: Range<usize>) -> usize {
        if lines.len() == 1 {
            self.push(PieceKind::Text(Shape::Prose), lines.clone());
            return lines.end;
        }
        let last = lines.end - 1;
        if self.survey.close.below_text && close::stands_below_prose(self.lines, lines.clone()) {
            self.paragraphs(lines.start..last);
            self.push(PieceKind::Text(Shape::Prose), last..lines.end);
            return lines.end;
        }
        let spaceless = self.is_spaceless_prose(&lines);
        let cuts: Vec<usize> = (lines.start + 1..lines.end)
            .filter(|&line| !(self.goes_on(line) || spaceless && self.is_open(&lines, line)))
            .collect();
        if self.survey.heads_paragraph(self.lines, &lines, &cuts) {
            self.push(PieceKind::Text(Shape::Prose), lines.start..lines.start + 1);
            self.push(PieceKind::Text(Shape::Prose), lines.start + 1..lines.end);
            return lines.end;
        }
        if cuts.is_empty() || self.is_local_prose(&lines, cuts.len()) {
            self.push(PieceKind::Text(Shape::Prose), lines.clone());
            return lines.end;
        }
        let mut starts = cuts.clone();
        starts.insert(0, lines.start);
        starts.push(lines.end);
        let parts: Vec<Range<usize>> = starts.windows(2).map(|pair| pair[0]..pair[1]).collect();
        // Where every line end is meant, the title ends with its line.
        let titled = self.survey.tight && lines.start == 0;
        if !titled && self.are_kept_lines(&parts) {
            self.push(PieceKind::Text(Shape::Lines), lines.clone());
        } else {
            for part in parts {
                self.push(PieceKind::Text(Shape::Prose), part);
            }
        }
        lines.end
    }

    /// Whether lines are wrapped prose of a script without spaces. Some programs break it only at the few spaces that it has: then
    /// its lines end anywhere.
    fn is_spaceless_prose(&self, lines: &Range<usize>) -> bool {
        let long = self.survey.wrap.map_or(60, |wrap| wrap * 2 / 3);
        let list = &self.lines.list[lines.clone()];
        let long = |line: &Line| long <= line.edge(self.survey.ruler);
        self.survey.broken_anywhere && list.iter().any(Line::is_wide) && list.iter().any(long)
    }

    /// Whether the line above has not ended its sentence. A short first one may be a heading, unless it was broken where two scripts
    /// meet.
    fn is_open(&self, lines: &Range<usize>, line: usize) -> bool {
        let [above, words] = [line - 1, line].map(|line| self.lines.words(line));
        let short = self.survey.wrap.is_none_or(|wrap| self.lines.list[line - 1].edge(self.survey.ruler) * 2 < wrap);
        let [last, first] = [above.chars().next_back(), words.chars().next()].map(|c| c.is_some_and(is_spaceless));
        let ended = above.ends_with(['。', '！', '？', '：', '…', '.', '!', '?', ':', '」']);
        !ended && (line - 1 != lines.start || !short || last != first)
    }

    /// Whether lines that do not reach the text's own width were wrapped at a narrower one (a quotation).
    fn is_local_prose(&self, lines: &Range<usize>, cuts: usize) -> bool {
        let widest = lines.clone().map(|line| self.lines.list[line].edge(self.survey.ruler)).max().unwrap_or(0);
        let small = |line: usize| self.lines.words(line).starts_with(is_lowercase);
        if self.survey.wrap.is_none() && lines.len() <= 3 && (lines.start + 1..lines.end).all(small) {
            return true;
        }
        if lines.len() < 3 || widest < self.survey.wrap.map_or(40, |wrap| wrap * 3 / 5) {
            return false;
        }
        let inner = lines.start + 1..lines.end;
        let full =
            inner.clone().filter(|&line| survey::is_full(self.lines, line - 1, widest, self.survey.ruler)).count();
        let lowercase = inner.filter(|&line| small(line)).count();
        full * 5 >= (lines.len() - 1) * 4 && lowercase * 2 >= lines.len() - 1
            || self.survey.wrap.is_some() && cuts * 8 < lines.len()
    }

    /// Whether these lines were kept short on purpose, and are one thing.
    fn are_kept_lines(&self, parts: &[Range<usize>]) -> bool {
        let short = match self.survey.wrap {
            Some(wrap) => wrap.max(50),
            None => 72,
        };
        let single = parts.iter().filter(|part| part.len() == 1).count();
        let all_short = parts.iter().flat_map(Range::clone).all(|line| self.lines.list[line].width <= short);
        self.survey.blank_lines && all_short && single * 5 >= parts.len() * 4
    }
}

/// Whether a number inside an item is a number of the text: it does not follow the item's own.
fn is_stray(mark: &Mark, item: &Mark) -> bool {
    match (mark.kind, item.kind) {
        (MarkKind::Number(value, delimiter), MarkKind::Number(before, same)) => {
            !(value == before + 1 && delimiter == same || value == 1)
        }
        (MarkKind::Number(value, _), _) => value != 1,
        (MarkKind::Letter(_), _) | (MarkKind::WeakBullet(_), _) => true,
        (MarkKind::Bullet(sign), _) => sign.is_ascii() || is_arrow(sign),
    }
}

/// `[1] Rest`.
fn is_boxed(mark: &Mark) -> bool {
    matches!(mark.kind, MarkKind::Letter(letter) if letter.delimiter == Delimiter::Square)
}

/// Signs that also stand between words (`Settings → Apps`), where a line may be broken before them.
fn is_arrow(sign: char) -> bool {
    matches!(sign, '→' | '⇒' | '➔' | '►' | '▸' | '»')
}

/// The sign that a line is drawn with: at least three of one kind, perhaps parted by spaces.
pub fn drawn_line(words: &str) -> Option<char> {
    let sign = words.chars().next()?;
    if !matches!(
        sign,
        '=' | '-' | '~' | '^' | '*' | '_' | '#' | '+' | '─' | '═' | '━' | '—' | '–' | '•' | '.' | '·' | '⁂'
    ) {
        return None;
    }
    if words == "⁂" {
        return Some(sign);
    }
    let mut count = 0;
    for c in words.chars() {
        if c == sign {
            count += 1;
        } else if !c.is_whitespace() {
            return None;
        }
    }
    (3 <= count && (sign != '.' || words.contains(' '))).then_some(sign)
}
