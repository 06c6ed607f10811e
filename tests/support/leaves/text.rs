//! A finished large-print text → leaves, by the grammar that `src/export/large_print/mod.rs` documents.

use super::{Holder, Leaf, Leaves, cell, image_mark, link_mark, note_mark, without_colons};
use quatrefoil::style::Labels;
use quatrefoil::tree::{CalloutKind, Lang};

/// The title, the article, the notes. Front and back block are the edition's own.
pub fn leaves(bytes: &[u8], lang: &Lang) -> Vec<Leaf> {
    let text = std::str::from_utf8(bytes).expect("the text is UTF-8");
    let labels = Labels::of(lang);
    let lines: Vec<&str> = text.lines().collect();
    // Where a heading of the back block begins, and where what stands below it does. A narrow line may part its words.
    let back = |heading: &str| {
        (2..lines.len()).rev().find_map(|at| {
            let length = lines[at..].iter().position(|line| line.is_empty()).unwrap_or(lines.len() - at);
            let is_it =
                lines[at - 2].is_empty() && lines[at - 1].is_empty() && lines[at..at + length].join(" ") == heading;
            is_it.then_some((at, at + length + 1))
        })
    };
    let end = (lines.len(), lines.len());
    let about = back(labels.about()).unwrap_or(end).0;
    let (links, listed) = back(labels.links()).filter(|(at, _)| *at < about).unwrap_or((about, about));
    let (notes, noted) = back(labels.notes()).filter(|(at, _)| *at < links).unwrap_or((links, links));
    let addresses = addresses(&lines[listed..about]);
    let mut reader =
        Reader { labels: &labels, addresses, leaves: Leaves::default(), lines: &[], at: 0, holders: Vec::new() };

    let front = end_of_front(&lines, &labels);
    let title: Vec<&str> = lines.iter().copied().take_while(|line| !line.is_empty()).collect();
    let title = reader.marked(&title.join(" "));
    reader.leaves.say(Leaf::Title, &title);
    reader.blocks(&lines[front..notes]);
    if notes < links {
        reader.notes(&lines[noted..links]);
    }
    reader.leaves.list
}

/// The line after the front block: it ends in how to use the text.
fn end_of_front(lines: &[&str], labels: &Labels) -> usize {
    let usage = labels.usage(40);
    let begins = usage.split(':').next().expect("the usage has a colon").trim_end().replace('\u{a0}', " ");
    let start = lines.iter().enumerate().position(|(at, line)| {
        let two = format!("{line} {}", lines.get(at + 1).unwrap_or(&"")).replace('\u{a0}', " ");
        (at == 0 || lines[at - 1].is_empty()) && two.starts_with(&begins)
    });
    let start = start.expect("the front block says how to use the text");
    start + lines[start..].iter().position(|line| line.is_empty()).unwrap_or(lines.len() - start)
}

/// `[1] https://…`, broken without spaces.
fn addresses(lines: &[&str]) -> Vec<String> {
    let mut addresses: Vec<String> = Vec::new();
    for line in lines {
        match line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((number, address)) => {
                assert_eq!(number.parse(), Ok(addresses.len() + 1), "addresses are numbered");
                addresses.push(address.trim_start().to_owned());
            }
            None => {
                if let Some(last) = addresses.last_mut() {
                    last.push_str(line.trim_start());
                }
            }
        }
    }
    addresses
}

/// What is open: where its words begin, and how its lines are read.
struct Open {
    column: usize,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Blocks,
    /// Beside its label.
    Item,
    Table,
    Row,
    Exact,
}

struct Reader<'l> {
    labels: &'l Labels,
    addresses: Vec<String>,
    leaves: Leaves,
    lines: &'l [&'l str],
    at: usize,
    holders: Vec<Open>,
}

impl<'l> Reader<'l> {
    fn blocks(&mut self, lines: &'l [&'l str]) {
        self.lines = lines;
        self.at = 0;
        self.holders.clear();
        while self.at < self.lines.len() {
            if self.line().is_empty() {
                self.at += 1;
                continue;
            }
            let (column, text) = indented(self.line());
            self.close_down_to(column);
            if column == 0 && self.empty_before() >= 2 {
                self.heading();
            } else {
                self.block(column, text);
            }
        }
        self.close_all();
    }

    fn notes(&mut self, lines: &'l [&'l str]) {
        let starts: Vec<usize> = (0..lines.len())
            .filter(|at| self.note_label(lines[*at], *at == 0 || lines[*at - 1].is_empty()).is_some())
            .collect();
        for (index, start) in starts.iter().enumerate() {
            let end = starts.get(index + 1).copied().unwrap_or(lines.len());
            let rest = self.note_label(lines[*start], true).expect("it is one");
            self.leaves.list.push(Leaf::Open(Holder::Note(index + 1)));
            // What follows the label begins where the other lines of the note begin.
            let mut note: Vec<String> = lines[*start..end].iter().map(|line| moved_out(line).to_owned()).collect();
            note[0] = rest;
            let note: Vec<&str> = note.iter().map(String::as_str).skip_while(|line| line.is_empty()).collect();
            let mut reader = Reader {
                labels: self.labels,
                addresses: self.addresses.clone(),
                leaves: std::mem::take(&mut self.leaves),
                lines: &[],
                at: 0,
                holders: Vec::new(),
            };
            reader.blocks(&note);
            self.leaves = reader.leaves;
            self.leaves.list.push(Leaf::Close);
        }
    }

    /// What follows `Note 3:`.
    fn note_label(&self, line: &str, begins: bool) -> Option<String> {
        let name = self.labels.note(quatrefoil::tree::NoteId::from_index(0));
        let name = name.trim_end_matches('1');
        let rest = line.strip_prefix(name)?;
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let colon = self.labels.colon().trim_end();
        let rest = rest[digits..].strip_prefix(colon)?;
        (begins && digits > 0).then(|| rest.trim_start().to_owned())
    }

    fn line(&self) -> &'l str {
        self.lines[self.at]
    }

    fn empty_before(&self) -> usize {
        self.lines[..self.at].iter().rev().take_while(|line| line.is_empty()).count()
    }

    fn close_down_to(&mut self, column: usize) {
        while self.holders.last().is_some_and(|open| open.column > column) {
            self.close();
        }
    }

    fn close(&mut self) {
        self.holders.pop();
        self.leaves.list.push(Leaf::Close);
    }

    fn close_all(&mut self) {
        while !self.holders.is_empty() {
            self.close();
        }
    }

    fn open(&mut self, holder: Holder, column: usize, kind: Kind) {
        self.leaves.list.push(Leaf::Open(holder));
        self.holders.push(Open { column, kind });
    }

    /// `2.1 Side effects`, or `2.1. Side effects` where the number is its author's. One without a number is of the highest level.
    fn heading(&mut self) {
        self.close_all();
        let text = self.joined(|_| true);
        let is_part = |part: &str| part.starts_with(|c: char| c.is_ascii_digit());
        let number = |word: &str| word.split('.').all(is_part).then(|| word.split('.').count());
        let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text.as_str(), ""));
        let depth = number(first.trim_end_matches(['.', ')', ':']));
        let title = self.marked(if depth.is_some() { rest } else { &text });
        let level = depth.unwrap_or(1) + 1;
        self.leaves.list.push(Leaf::Heading(level, super::normal(&title)));
    }

    /// The line at hand and those after it up to an empty one, as long as they satisfy a condition.
    fn joined(&mut self, goes_on: impl Fn(&str) -> bool) -> String {
        let mut words = self.line().trim_start().to_owned();
        self.at += 1;
        while self.at < self.lines.len() && !self.line().is_empty() && goes_on(self.line()) {
            words.push(' ');
            words.push_str(self.line().trim_start());
            self.at += 1;
        }
        words
    }

    fn block(&mut self, column: usize, text: &str) {
        match self.holders.last().map(|open| open.kind) {
            Some(Kind::Table) => {
                let column = self.holders.last().map_or(0, |open| open.column);
                self.leaves.list.push(Leaf::Open(Holder::Row));
                self.holders.push(Open { column, kind: Kind::Row });
                return;
            }
            Some(Kind::Row) => return self.cell(),
            Some(Kind::Blocks | Kind::Item | Kind::Exact) | None => {}
        }
        if text == "* * *" {
            self.at += 1;
        } else if text.starts_with(&format!("[{}{}", self.labels.end(), self.labels.colon().trim_end())) {
            self.joined(|_| true);
        } else if let Some((label, rest)) = label_of(text) {
            self.item(column, label, rest);
        } else {
            self.words_of_block(column);
        }
    }

    fn exact(&mut self) {
        let column = self.holders.last().map_or(0, |open| open.column);
        let mut code = String::new();
        // A long word may begin before the column of the others; after the code there is an empty line.
        let goes_on = |line: &str, above: &str| line.is_empty() || !above.is_empty() || indented(line).0 >= column;
        let first = self.at;
        while self.at < self.lines.len() && (self.at == first || goes_on(self.line(), self.lines[self.at - 1])) {
            code.push_str(self.line());
            code.push('\n');
            self.at += 1;
        }
        // The name `Exact text` is no holder: what stood in it is a leaf.
        self.leaves.list.pop();
        self.holders.pop();
        self.leaves.say(Leaf::Code, &code);
    }

    /// One cell; an empty line ends the row.
    fn cell(&mut self) {
        if self.empty_before() > 0 && !matches!(self.leaves.list.last(), Some(Leaf::Open(Holder::Row))) {
            return self.close();
        }
        let column = self.holders.last().map_or(0, |open| open.column);
        let text = self.joined(|line| indented(line).0 > column);
        let words = self.marked(&text);
        self.leaves.list.push(cell("", &words));
    }

    fn item(&mut self, column: usize, label: String, rest: &str) {
        let line = self.line();
        let after = line.len() - rest.len();
        self.at += 1;
        if rest.is_empty() {
            let below = self.lines.get(self.at).filter(|line| !line.is_empty()).map(|line| indented(line).0);
            let inside = below.filter(|below| *below > column);
            self.open(Holder::Item(label), inside.unwrap_or(column + 1), Kind::Item);
            return;
        }
        let inside = super::super::columns(&line[..after]);
        self.open(Holder::Item(label), inside, Kind::Item);
        self.at -= 1;
        self.first_in_item(inside, rest);
    }

    /// What stands beside a label: another label, or words.
    fn first_in_item(&mut self, column: usize, rest: &str) {
        if let Some((label, after)) = label_of(rest) {
            let inside = column + super::super::columns(&rest[..rest.len() - after.len()]);
            self.open(Holder::Item(label), inside, Kind::Item);
            if after.is_empty() {
                self.at += 1;
            } else {
                self.first_in_item(inside, after);
            }
        } else {
            self.words_from(column, rest.to_owned());
        }
    }

    fn words_of_block(&mut self, column: usize) {
        let text = self.line().trim_start().to_owned();
        self.words_from(column, text);
    }

    /// A paragraph, a term, an image with its caption, or the name of what follows further in.
    fn words_from(&mut self, column: usize, first: String) {
        let mut entries = vec![first];
        self.at += 1;
        let mut in_item = self.holders.last().is_some_and(|open| open.kind == Kind::Item);
        while self.at < self.lines.len() && !self.line().is_empty() {
            let (at, text) = indented(self.line());
            in_item &= self.holders.last().is_some_and(|open| open.column <= at);
            if at < column && label_of(text).is_some()
                || at == column && in_item && nested_label(text, self.lines.get(self.at + 1))
            {
                break;
            }
            if at == column + 2 {
                break;
            }
            match entries.last_mut() {
                Some(last) if at != column || !last.ends_with(self.labels.colon().trim_end()) => {
                    last.push(' ');
                    last.push_str(text);
                }
                _ => entries.push(text.to_owned()),
            }
            self.at += 1;
        }
        let next = self.lines[self.at.min(self.lines.len())..].iter().position(|line| !line.is_empty());
        let gap = next.unwrap_or(0);
        let deeper = next.is_some_and(|gap| indented(self.lines[self.at + gap]).0 > column);
        if deeper && gap == 0 && indented(self.line()).0 == column + 2 {
            for term in entries {
                let term = self.marked(term.trim_end_matches(':'));
                self.leaves.say(Leaf::Term, &term);
            }
            self.open(Holder::Meaning, column + 2, Kind::Blocks);
            return;
        }
        let text = entries.join(" ");
        let named = self.name_of(&text);
        if deeper && gap > 0 || named.is_some() {
            let marked = self.marked(&text);
            let (holder, kind) = named.unwrap_or((Holder::Callout(without_colons(&marked)), Kind::Blocks));
            let holder = match holder {
                Holder::Table(_) => Holder::Table(without_colons(
                    marked.trim_start().strip_prefix(self.labels.table()).unwrap_or(&marked),
                )),
                other => other,
            };
            self.open(holder, column + 2, kind);
            if kind == Kind::Exact {
                self.at += gap;
                self.exact();
            }
            return;
        }
        let words = self.marked(&text);
        self.leaves.say(Leaf::Paragraph, &words);
    }

    /// What a line such as `Table: Doses` opens.
    fn name_of(&self, text: &str) -> Option<(Holder, Kind)> {
        let colon = self.labels.colon().trim_end();
        let is = |name: &str| text.strip_prefix(name).is_some_and(|rest| rest == colon);
        if text.strip_prefix(self.labels.table()).is_some_and(|rest| rest.starts_with(colon)) {
            return Some((Holder::Table(String::new()), Kind::Table));
        }
        if is(self.labels.quote()) {
            return Some((Holder::Quote, Kind::Blocks));
        }
        if is(self.labels.exact()) {
            return Some((Holder::Quote, Kind::Exact));
        }
        let kinds = [
            CalloutKind::Aside,
            CalloutKind::Note,
            CalloutKind::Tip,
            CalloutKind::Important,
            CalloutKind::Warning,
            CalloutKind::Caution,
        ];
        let kind = kinds.into_iter().map(|kind| self.labels.callout(kind)).find(|kind| is(kind))?;
        Some((Holder::Callout(kind.to_owned()), Kind::Blocks))
    }

    /// Words with what stands in brackets read.
    fn marked(&self, text: &str) -> String {
        let mut marked = String::new();
        let mut rest = text;
        while let Some(at) = rest.find('[') {
            marked.push_str(&rest[..at]);
            let (read, length) = self.bracket(&rest[at..]);
            marked.push_str(&read);
            rest = &rest[at + length..];
        }
        marked + rest
    }

    /// What a bracket at the head of a text says, and how long it is in the text.
    fn bracket(&self, text: &str) -> (String, usize) {
        let Some(end) = closing(text) else {
            return ("[".to_owned(), 1);
        };
        let inside = &text[1..end];
        let colon = self.labels.colon().trim_end();
        let after = |name: &str| inside.strip_prefix(name)?.strip_prefix(colon);
        let number = |text: &str| text.parse::<usize>().ok().filter(|number| *number > 0);
        let note = self.labels.note(quatrefoil::tree::NoteId::from_index(0));
        let section = self.labels.section("");
        let is_place = |place: &str| place.split('.').all(|part| number(part).is_some());
        let read = if let Some(address) = number(inside).and_then(|number| self.addresses.get(number - 1)) {
            // Another article's edition is named by its file; no other format can name that one.
            if address.contains(".txt") && !address.contains("://") { String::new() } else { link_mark(address) }
        } else if let Some(number) = inside.strip_prefix(note.trim_end_matches('1')).and_then(number) {
            note_mark(number)
        } else if inside.strip_prefix(&section).is_some_and(is_place) {
            String::new()
        } else if let Some(alt) = after(self.labels.image()) {
            image_mark(&self.marked(alt.trim_start()))
        } else if let Some(words) = after(self.labels.deleted()) {
            self.marked(words.trim_start())
        } else {
            format!("[{}]", self.marked(inside))
        };
        let space_before_nothing = read.is_empty();
        (if space_before_nothing { "⟦⟧".to_owned() } else { read }, end + 1)
    }
}

/// Where the bracket that opens a text closes.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// A line of a note as it stands in it. A word that does not fit beside the indent begins before it.
fn moved_out(line: &str) -> &str {
    line.strip_prefix("  ").unwrap_or(line.trim_start_matches(' '))
}

fn indented(line: &str) -> (usize, &str) {
    let text = line.trim_start_matches(' ');
    (line.len() - text.len(), text)
}

/// The label at the head of a line, and what follows it.
pub fn label_of(text: &str) -> Option<(String, &str)> {
    for bullet in ["•", "[ ]", "[x]"] {
        if let Some(rest) = text.strip_prefix(bullet)
            && (rest.is_empty() || rest.starts_with(' '))
        {
            return Some((bullet.to_owned(), rest.trim_start_matches(' ')));
        }
    }
    let (number, rest) = text.split_once('.')?;
    let counts = number.len() <= 10 && number.bytes().all(|b| b.is_ascii_digit())
        || number.len() <= 2
            && (number.bytes().all(|b| b.is_ascii_lowercase()) || number.bytes().all(|b| b.is_ascii_uppercase()))
        || number.bytes().all(|b| b"ivxlcdm".contains(&b))
        || number.bytes().all(|b| b"IVXLCDM".contains(&b));
    if number.is_empty() || !counts || !(rest.is_empty() || rest.starts_with(' ')) {
        return None;
    }
    let rest = rest.trim_start_matches(' ');
    for task in ["[ ]", "[x]"] {
        if let Some(after) = rest.strip_prefix(task) {
            return Some((format!("{number}. {task}"), after.trim_start_matches(' ')));
        }
    }
    Some((format!("{number}."), rest))
}

/// Whether a line among the words of an item begins a list in it, rather than a sentence that ends in a short word.
fn nested_label(text: &str, next: Option<&&str>) -> bool {
    label_of(text).is_some_and(|(label, rest)| {
        let number = label.split('.').next().unwrap_or_default();
        let first = number.chars().count() == 1 || number.bytes().all(|b| b"ivxIVX".contains(&b) || b.is_ascii_digit());
        let words = !rest.is_empty() || next.is_some_and(|next| !next.is_empty());
        (first || !label.ends_with('.')) && words
    })
}
