//! A reading as an outline that a person can check: the tree, indented, one line a block, and then what was said about it.

use quatrefoil::diagnostic::{SourceSpan, render};
use quatrefoil::read::Reading;
use quatrefoil::tree::*;
use std::fmt::Write;

/// The whole reading as text. `file` is what diagnostics call the article.
pub fn of(file: &str, reading: &Reading) -> String {
    let mut outline = Outline { text: String::new() };
    match &reading.draft {
        Some(draft) => outline.draft(draft),
        None => outline.line(0, "no draft"),
    }
    if !reading.diagnostics.is_empty() {
        outline.text.push('\n');
    }
    for diagnostic in &reading.diagnostics {
        outline.line(0, &render::short(file, diagnostic));
    }
    outline.text
}

/// Inlines as one line: `[strong: words]`, `[link to: words]`, `[note 1]`; a break is `⏎`.
pub fn inlines(list: &[Inline]) -> String {
    list.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Text(text) => text.clone(),
        Inline::Emphasis(text) => format!("[em: {}]", inlines(text)),
        Inline::Strong(text) => format!("[strong: {}]", inlines(text)),
        Inline::Struck(text) => format!("[struck: {}]", inlines(text)),
        Inline::Subscript(text) => format!("[sub: {}]", inlines(text)),
        Inline::Superscript(text) => format!("[sup: {}]", inlines(text)),
        Inline::Code(text) => format!("`{text}`"),
        Inline::Link { to, text, .. } => format!("[link {}: {}]", target(to), inlines(text)),
        Inline::Image(picture) => image(picture),
        Inline::Note(reference) => format!("[note {}]", reference.note.number()),
        Inline::Foreign { lang, dir, text } => {
            format!("[{lang}{}: {}]", dir.map(|dir| format!(" {}", dir.name())).unwrap_or_default(), inlines(text))
        }
        Inline::Abbreviation { expansion, text } => format!("[abbr {expansion}: {}]", inlines(text)),
        Inline::Break => "⏎".to_owned(),
    }
}

fn target(to: &Target) -> String {
    match to {
        Target::Web(address) => address.to_string(),
        Target::Place(id) => format!("#{id}"),
        Target::Article(link) => {
            format!("article {}{}", link.stem, link.place.as_ref().map(|place| format!("#{place}")).unwrap_or_default())
        }
    }
}

fn image(image: &Image) -> String {
    let source = match &image.source {
        ImageSource::File(path) => path.to_string(),
        ImageSource::Unreachable(address) => format!("unreachable {address}"),
    };
    match &image.alt {
        Alt::Text(words) => format!("[image {source}: {words}]"),
        Alt::Decorative => format!("[image {source}, decorative]"),
    }
}

struct Outline {
    text: String,
}

impl Outline {
    fn line(&mut self, depth: usize, line: &str) {
        let _ = writeln!(self.text, "{}{line}", "  ".repeat(depth));
    }

    fn draft(&mut self, draft: &Draft) {
        self.meta(&draft.meta);
        self.body(&draft.body, 0);
        for (index, note) in draft.notes.iter().enumerate() {
            self.line(0, &format!("{} note {}", place(note.at), index + 1));
            self.blocks(&note.blocks, 1);
        }
    }

    fn meta(&mut self, meta: &Meta) {
        self.line(0, &format!("title: {}", inlines(&meta.title)));
        let Ok(serde_json::Value::Object(mut values)) = serde_json::to_value(meta) else {
            panic!("a head is an object");
        };
        values.remove("title");
        for (key, value) in values {
            match value {
                serde_json::Value::String(text) => self.line(0, &format!("{key}: {text}")),
                other => self.line(0, &format!("{key}: {other}")),
            }
        }
    }

    fn body(&mut self, body: &Body, depth: usize) {
        self.blocks(&body.blocks, depth);
        for section in &body.sections {
            let title = inlines(&section.title);
            self.line(depth, &format!("{} section #{}: {title}", place(section.at), section.id));
            self.body(&section.body, depth + 1);
        }
    }

    fn blocks(&mut self, blocks: &[Block], depth: usize) {
        for block in blocks {
            self.block(block, depth);
        }
    }

    fn block(&mut self, block: &Block, depth: usize) {
        let mut head = place(block.at);
        let lang = block.lang.as_ref().map(|lang| format!(" lang={lang}"));
        let dir = block.dir.map(|dir| format!(" dir={}", dir.name()));
        let id = block.id.as_ref().map(|id| format!(" #{id}"));
        let marks: String = [id, lang, dir].into_iter().flatten().collect();
        let mut start = |kind: &str| {
            let _ = write!(head, " {kind}{marks}");
            std::mem::take(&mut head)
        };
        match &block.kind {
            BlockKind::Paragraph(text) => {
                let line = format!("{}: {}", start("paragraph"), inlines(text));
                self.line(depth, &line);
            }
            BlockKind::List(list) => {
                let line = start(&format!("list {:?} {:?}", list.marker, list.spacing).to_lowercase());
                self.line(depth, &line);
                for item in &list.items {
                    let task = item.task.map(|task| format!(" {task:?}").to_lowercase()).unwrap_or_default();
                    self.line(depth + 1, &format!("{} item{task}", place(item.at)));
                    self.blocks(&item.blocks, depth + 2);
                }
            }
            BlockKind::Quote(quoted) => {
                self.line(depth, &start("quote"));
                self.blocks(quoted, depth + 1);
            }
            BlockKind::Callout(callout) => {
                let line = start(&format!("callout {:?}", callout.kind).to_lowercase());
                self.line(depth, &format!("{line}: {}", inlines(&callout.title)));
                self.blocks(&callout.blocks, depth + 1);
            }
            BlockKind::Code(code) => {
                let language = code.language.as_ref().map(|language| format!(" {language}")).unwrap_or_default();
                self.line(depth, &start(&format!("code{language}")));
                code.text.split('\n').for_each(|line| self.line(depth + 1, &format!("|{line}")));
            }
            BlockKind::Figure(figure) => {
                let line = format!("{}: {} {}", start("figure"), image(&figure.image), inlines(&figure.caption));
                self.line(depth, line.trim_end());
            }
            BlockKind::Table(table) => {
                let line = start(&format!("table, row headers {:?}", table.row_headers).to_lowercase());
                self.line(depth, &format!("{line}: {}", inlines(&table.caption)));
                self.table(table, depth + 1);
            }
            BlockKind::Definitions(definitions) => {
                self.line(depth, &start("definitions"));
                definitions.iter().for_each(|definition| self.definition(definition, depth + 1));
            }
            BlockKind::Rule => self.line(depth, &start("rule")),
        }
    }

    fn table(&mut self, table: &Table, depth: usize) {
        let column = |column: &Column| format!("{} ({:?})", inlines(&column.header), column.align);
        self.line(depth, &table.columns.iter().map(column).collect::<Vec<_>>().join(" | "));
        for row in &table.rows {
            let cells: Vec<String> = row.cells.iter().map(|cell| inlines(cell)).collect();
            self.line(depth, &format!("{} {}", place(row.at), cells.join(" | ")));
        }
    }

    fn definition(&mut self, definition: &Definition, depth: usize) {
        let terms: Vec<String> = definition.terms.iter().map(|term| inlines(term)).collect();
        self.line(depth, &format!("{} {}", place(definition.at), terms.join(" / ")));
        for meaning in &definition.meanings {
            self.line(depth + 1, "means");
            self.blocks(meaning, depth + 2);
        }
    }
}

fn place(at: SourceSpan) -> String {
    if at == SourceSpan::NOWHERE { "nowhere".to_owned() } else { format!("{}:{}", at.start.line, at.start.column) }
}
