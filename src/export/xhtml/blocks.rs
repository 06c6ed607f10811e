//! Blocks → flow content: one function for each kind.

use super::{Writer, XhtmlHost, push_attribute, push_number};
use crate::style::paper::LeadIn;
use crate::tree::{
    Alt, Block, BlockKind, Callout, CalloutKind, Code, Definition, Figure, Item, List, Marker, Numbering, Spacing,
    Task, walk,
};

impl<S: XhtmlHost> Writer<'_, S> {
    /// Writes blocks.
    pub fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        self.marks_before(block);
        match &block.kind {
            BlockKind::Paragraph(text) => self.paragraph(block, |writer| writer.marked(text)),
            BlockKind::List(list) => self.list(block, list),
            BlockKind::Quote(quoted) => self.quote(block, quoted),
            BlockKind::Callout(callout) => self.callout(block, callout),
            BlockKind::Code(code) => self.code(block, code),
            BlockKind::Figure(figure) => self.figure(block, figure),
            BlockKind::Table(table) => self.table(block, table),
            BlockKind::Definitions(definitions) => self.definitions(block, definitions),
            BlockKind::Rule => self.rule(block),
        }
    }

    pub(super) fn marks_before(&mut self, block: &Block) {
        for mark in self.surroundings.marks_before(block) {
            self.out.push_str(&mark.markup);
        }
    }

    pub(super) fn paragraph(&mut self, block: &Block, write: impl FnOnce(&mut Self)) {
        self.open("p", None, block.id.as_ref());
        let outer = self.enter(block.lang.as_ref(), block.dir);
        self.out.push('>');
        write(self);
        self.close_line("p");
        self.leave(outer);
    }

    fn list(&mut self, block: &Block, list: &List) {
        let name = match list.marker {
            Marker::Bullet => "ul",
            Marker::Ordered { .. } => "ol",
        };
        let class = match list.spacing {
            Spacing::Tight => None,
            Spacing::Loose => Some("q-loose"),
        };
        self.open(name, class, block.id.as_ref());
        let outer = self.enter(block.lang.as_ref(), block.dir);
        match list.marker {
            Marker::Bullet => {}
            Marker::Ordered { start, numbering } => self.numbering(start, numbering),
        }
        self.out.push_str(">\n");
        let lead_in = if walk::has_lead_ins(list) { self.lead_in } else { LeadIn::Plain };
        for item in &list.items {
            self.item(item, list.spacing, lead_in);
        }
        self.close_line(name);
        self.leave(outer);
    }

    fn numbering(&mut self, start: u32, numbering: Numbering) {
        let kind = match numbering {
            Numbering::Decimal => None,
            Numbering::LowerAlpha => Some("a"),
            Numbering::UpperAlpha => Some("A"),
            Numbering::LowerRoman => Some("i"),
            Numbering::UpperRoman => Some("I"),
        };
        if let Some(kind) = kind {
            push_attribute(&mut self.out, "type", kind);
        }
        if start != 1 {
            push_attribute(&mut self.out, "start", &start.to_string());
        }
    }

    fn item(&mut self, item: &Item, spacing: Spacing, lead_in: LeadIn) {
        let class = item.task.map(|_| "q-task");
        self.open("li", class, None);
        self.out.push('>');
        if let Some(task) = item.task {
            self.task_box(task);
        }
        if let Some((first, rest)) = item.blocks.split_first() {
            self.head_of_item(first, rest, spacing, lead_in);
            self.blocks(rest);
        }
        self.close_line("li");
    }

    /// The first block of an item, whose lead-in may stand out. That of a tight item is in the item itself, unless something
    /// is said of it alone.
    fn head_of_item(&mut self, first: &Block, rest: &[Block], spacing: Spacing, lead_in: LeadIn) {
        let Some(text) = first.paragraph() else { return self.block(first) };
        self.marks_before(first);
        let is_plain = first.id.is_none() && first.lang.is_none() && first.dir.is_none();
        if spacing == Spacing::Tight && is_plain {
            self.marked_with_lead_in(text, lead_in);
            self.out.push_str(if rest.is_empty() { "" } else { "\n" });
        } else {
            self.paragraph(first, |writer| writer.marked_with_lead_in(text, lead_in));
        }
    }

    /// A box that is seen, and that says its state to those who do not see it.
    fn task_box(&mut self, task: Task) {
        let sign = match task {
            Task::Open => "☐",
            Task::Done => "☑",
        };
        self.out.push_str("<span class=\"q-box\" role=\"img\"");
        push_attribute(&mut self.out, "aria-label", self.labels.task(task));
        self.label_lang();
        self.out.push('>');
        self.out.push_str(sign);
        self.out.push_str("</span> ");
    }

    fn quote(&mut self, block: &Block, quoted: &[Block]) {
        self.open("blockquote", None, block.id.as_ref());
        let outer = self.enter(block.lang.as_ref(), block.dir);
        self.out.push_str(">\n");
        self.blocks(quoted);
        self.close_line("blockquote");
        self.leave(outer);
    }

    fn callout(&mut self, block: &Block, callout: &Callout) {
        let class = match callout.kind {
            CalloutKind::Aside => "q-callout q-aside",
            CalloutKind::Note => "q-callout q-note",
            CalloutKind::Tip => "q-callout q-tip",
            CalloutKind::Important => "q-callout q-important",
            CalloutKind::Warning => "q-callout q-warning",
            CalloutKind::Caution => "q-callout q-caution",
        };
        let label = self.next_label();
        self.open("div", Some(class), block.id.as_ref());
        push_attribute(&mut self.out, "role", "note");
        push_attribute(&mut self.out, "aria-labelledby", &label);
        let outer = self.enter(block.lang.as_ref(), block.dir);
        self.out.push_str(">\n<p class=\"q-head\"");
        push_attribute(&mut self.out, "id", &label);
        self.out.push('>');
        self.callout_head(callout);
        self.close_line("p");
        self.blocks(&callout.blocks);
        self.close_line("div");
        self.leave(outer);
    }

    /// "Warning", "Warning: the author's words", or for an aside its own words alone.
    fn callout_head(&mut self, callout: &Callout) {
        let says_kind = match callout.kind {
            CalloutKind::Aside => callout.title.is_empty(),
            CalloutKind::Note
            | CalloutKind::Tip
            | CalloutKind::Important
            | CalloutKind::Warning
            | CalloutKind::Caution => true,
        };
        if says_kind {
            self.label("q-kind", self.labels.callout(callout.kind));
            if !callout.title.is_empty() {
                self.out.push_str(self.labels.colon());
            }
        }
        self.marked(&callout.title);
    }

    fn code(&mut self, block: &Block, code: &Code) {
        self.open("pre", None, block.id.as_ref());
        let outer = self.enter(block.lang.as_ref(), block.dir);
        self.out.push_str("><code");
        if let Some(language) = &code.language {
            push_attribute(&mut self.out, "data-language", language.as_str());
        }
        self.out.push('>');
        self.marked_code(code);
        self.out.push_str("</code></pre>\n");
        self.leave(outer);
    }

    fn figure(&mut self, block: &Block, figure: &Figure) {
        let decoration = figure.image.alt == Alt::Decorative && figure.caption.is_empty();
        // A figure that says nothing would still be announced as one.
        let name = if decoration { "div" } else { "figure" };
        self.open(name, decoration.then_some("q-figure"), block.id.as_ref());
        let outer = self.enter(block.lang.as_ref(), block.dir);
        self.out.push_str(">\n");
        match self.picture_of(&figure.image) {
            Some(picture) => self.img(&picture, &figure.image.alt, None),
            None => self.words_of_image(&figure.image.alt, "p"),
        }
        self.out.push('\n');
        if figure.caption.is_empty() {
            self.marked(&figure.caption);
        } else {
            self.out.push_str("<figcaption>");
            self.marked(&figure.caption);
            self.out.push_str("</figcaption>\n");
        }
        self.close_line(name);
        self.leave(outer);
    }

    fn definitions(&mut self, block: &Block, definitions: &[Definition]) {
        self.open("dl", None, block.id.as_ref());
        let outer = self.enter(block.lang.as_ref(), block.dir);
        self.out.push_str(">\n");
        for definition in definitions {
            self.definition(definition);
        }
        self.close_line("dl");
        self.leave(outer);
    }

    fn definition(&mut self, definition: &Definition) {
        self.out.push_str("<div>\n");
        for term in &definition.terms {
            self.out.push_str("<dt>");
            self.marked(term);
            self.out.push_str("</dt>\n");
        }
        for meaning in &definition.meanings {
            self.out.push_str("<dd>");
            self.blocks(meaning);
            self.out.push_str("</dd>\n");
        }
        self.out.push_str("</div>\n");
    }

    fn rule(&mut self, block: &Block) {
        self.open("hr", None, block.id.as_ref());
        self.out.push_str(self.surroundings.dialect().void_end());
        self.out.push('\n');
    }

    /// An id for the next element that another one is labelled by.
    pub(super) fn next_label(&mut self) -> String {
        self.labelled += 1;
        let mut label = "q-label-".to_owned();
        push_number(&mut label, self.labelled);
        label
    }
}
