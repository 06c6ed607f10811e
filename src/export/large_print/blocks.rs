//! Blocks → lines: one function for each kind.

use super::glued::GluedText;
use super::writer::Writer;
use crate::style::Characters;
use crate::tree::{
    Block, BlockKind, Callout, CalloutKind, Code, Definition, Figure, Inline, Item, List, Marker, Row, Spacing, Table,
    Task, walk,
};

/// The indent of what a quote, a callout or a term holds.
const STEP: usize = 2;

impl Writer<'_> {
    /// Writes blocks, an empty line between them.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for (index, block) in blocks.iter().enumerate() {
            if index > 0 {
                self.sheet.gap(1);
            }
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(text) => self.write(text, 0),
            BlockKind::List(list) => self.list(list),
            BlockKind::Quote(quoted) => self.quote(quoted),
            BlockKind::Callout(callout) => self.callout(callout),
            BlockKind::Code(code) => self.code(code),
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Definitions(definitions) => self.definitions(definitions),
            BlockKind::Rule => self.write_line("* * *", 0),
        }
    }

    fn list(&mut self, list: &List) {
        let labels: Vec<String> =
            list.items.iter().enumerate().map(|(index, item)| self.label_of(list.marker, index, item)).collect();
        let widest = labels.iter().map(|label| label.chars().count() + 1).max().unwrap_or_default();
        let column = self.sheet.indent.min(self.sheet.deepest_indent());
        let outer = std::mem::replace(&mut self.sheet.indent, column + widest);
        let apart = stands_apart(list);
        for (index, (item, label)) in list.items.iter().zip(&labels).enumerate() {
            if index > 0 {
                self.sheet.gap(usize::from(apart));
            }
            self.sheet.label(column, label);
            self.item(item, apart);
        }
        self.sheet.indent = outer;
    }

    /// The label of an item, without the space after it.
    fn label_of(&self, marker: Marker, index: usize, item: &Item) -> String {
        let task = item.task.map(|task| match task {
            Task::Open => "[ ]",
            Task::Done => "[x]",
        });
        match (marker, task) {
            (Marker::Bullet, Some(task)) => task.to_owned(),
            // A dash would be taken for one among the words: a list in a tight item follows them without an empty line.
            (Marker::Bullet, None) => match self.style.characters {
                Characters::Unicode => "•".to_owned(),
                Characters::Ascii => "*".to_owned(),
            },
            (Marker::Ordered { start, numbering }, task) => {
                let number = u32::try_from(index).map_or(u32::MAX, |index| start.saturating_add(index));
                let label = format!("{}.", numbering.figure(number));
                task.map_or(label.clone(), |task| format!("{label} {task}"))
            }
        }
    }

    fn item(&mut self, item: &Item, apart: bool) {
        for (index, block) in item.blocks.iter().enumerate() {
            let follows_closely = matches!(block.kind, BlockKind::List(_)) && !apart;
            if index > 0 {
                self.sheet.gap(usize::from(!follows_closely));
            }
            self.block(block);
        }
        // An item that holds only a decorative image is an item all the same.
        self.sheet.flush_label();
    }

    fn quote(&mut self, quoted: &[Block]) {
        let name = self.labels.quote();
        self.named(name, &[], quoted.len(), |writer| writer.blocks(quoted));
    }

    fn callout(&mut self, callout: &Callout) {
        let kind = self.labels.callout(callout.kind);
        let kind_is_said = callout.kind != CalloutKind::Aside || !walk::has_words(&callout.title);
        if kind_is_said {
            self.named(kind, &callout.title, callout.blocks.len(), |writer| writer.blocks(&callout.blocks));
        } else {
            self.write(&callout.title, 0);
            self.moved_in(|writer| writer.blocks(&callout.blocks));
            self.end(kind, callout.blocks.len());
        }
    }

    fn code(&mut self, code: &Code) {
        let name = self.labels.exact();
        self.named(name, &[], 1, |writer| {
            for (index, line) in code.text.trim_end().split('\n').enumerate() {
                if line.trim().is_empty() && index > 0 {
                    writer.sheet.another_gap();
                    continue;
                }
                let mut words = GluedText::default();
                writer.say_text(&mut words, line);
                let lead = line.len() - line.trim_start_matches(' ').len();
                // What goes on below is indented more than what begins a line.
                writer.sheet.words(&words.text, &[], lead.min(writer.sheet.deepest_indent() / 2) + STEP);
            }
        });
    }

    fn figure(&mut self, figure: &Figure) {
        let mut words = std::mem::take(&mut self.words);
        words.clear();
        self.say_image(&mut words, &figure.image);
        self.put(&mut words, 0);
        self.words = words;
        self.write(&figure.caption, 0);
    }

    fn table(&mut self, table: &Table) {
        let name = self.labels.table();
        self.named(name, &table.caption, table.rows.len(), |writer| {
            for (index, row) in table.rows.iter().enumerate() {
                if index > 0 {
                    writer.sheet.gap(1);
                }
                writer.row(table, row);
            }
            if table.rows.is_empty() {
                let cells = table.columns.iter().map(|_| Vec::new()).collect();
                writer.row(table, &Row { cells, at: Default::default() });
            }
        });
    }

    fn row(&mut self, table: &Table, row: &Row) {
        for (column, cell) in table.columns.iter().zip(&row.cells) {
            let mut words = std::mem::take(&mut self.words);
            words.clear();
            if walk::has_words(&column.header) {
                self.say(&mut words, &column.header);
                let colon = self.labels.colon_after(&words.text);
                self.say_text(&mut words, colon);
            }
            if has_content(cell) {
                self.say(&mut words, cell);
            } else {
                self.say_text(&mut words, "–");
            }
            self.put(&mut words, STEP);
            self.words = words;
        }
    }

    fn definitions(&mut self, definitions: &[Definition]) {
        for (index, definition) in definitions.iter().enumerate() {
            if index > 0 {
                self.sheet.gap(1);
            }
            for term in &definition.terms {
                let mut words = std::mem::take(&mut self.words);
                words.clear();
                self.say(&mut words, term);
                let colon = self.labels.colon_after(&words.text);
                self.say_text(&mut words, colon.trim_end());
                self.put(&mut words, 2 * STEP);
                self.words = words;
            }
            self.step_in(|writer| {
                for (index, meaning) in definition.meanings.iter().enumerate() {
                    if index > 0 {
                        writer.sheet.gap(1);
                    }
                    writer.blocks(meaning);
                }
            });
        }
    }

    /// Writes a block with a name: `Table: title`, then what it holds further in, then its end where it holds more than one
    /// block.
    fn named(&mut self, name: &str, title: &[Inline], count: usize, hold: impl FnOnce(&mut Self)) {
        let mut words = std::mem::take(&mut self.words);
        words.clear();
        self.say_text(&mut words, name);
        if walk::has_words(title) {
            self.say_text(&mut words, self.labels.colon());
            self.say(&mut words, title);
        } else {
            self.say_text(&mut words, self.labels.colon().trim_end());
        }
        self.put(&mut words, 2 * STEP);
        self.words = words;
        self.moved_in(hold);
        self.end(name, count);
    }

    fn end(&mut self, name: &str, count: usize) {
        if count > 1 {
            self.sheet.gap(1);
            let end = format!("[{}{}{name}]", self.labels.end(), self.labels.colon());
            self.write_line(&end, 0);
        }
    }

    fn moved_in(&mut self, hold: impl FnOnce(&mut Self)) {
        self.sheet.gap(1);
        self.step_in(hold);
    }

    fn step_in(&mut self, hold: impl FnOnce(&mut Self)) {
        let outer = self.sheet.indent;
        self.sheet.indent = (outer + STEP).min(self.sheet.deepest_indent().max(outer));
        hold(self);
        self.sheet.indent = outer;
    }
}

/// True if the items of a list have empty lines between them: as the author wrote them, or because an item holds more than
/// words and lists that are close together themselves.
fn stands_apart(list: &List) -> bool {
    let is_close = |(index, block): (usize, &Block)| match &block.kind {
        BlockKind::Paragraph(_) => index == 0,
        BlockKind::List(inner) => !stands_apart(inner),
        BlockKind::Quote(_)
        | BlockKind::Callout(_)
        | BlockKind::Code(_)
        | BlockKind::Figure(_)
        | BlockKind::Table(_)
        | BlockKind::Definitions(_)
        | BlockKind::Rule => false,
    };
    list.spacing == Spacing::Loose || !list.items.iter().all(|item| item.blocks.iter().enumerate().all(is_close))
}

/// True if a cell will have anything in it: words, or the number of a note.
fn has_content(cell: &[Inline]) -> bool {
    let mut noted = false;
    walk::inlines(cell, &mut |inline| noted |= matches!(inline, Inline::Note(_)));
    noted || walk::has_words(cell)
}
