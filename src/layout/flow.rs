//! Sections and blocks → strips of the galley, and the structure that they belong to.

use super::draw::LinePlace;
use super::fonts::BOLD;
use super::galley::{BlockBackground, Keep, Strip, WITHIN};
use super::pages::{Artifact, Item, NodeId, OutlineEntry, Owner, Rect, Shape, Tag};
use super::prose::Prose;
use super::set::{Column, Place, Setter};
use super::signs::Sign;
use crate::diagnostic::SourceSpan;
use crate::style::Pt;
use crate::style::paper::Ground;
use crate::tree::{Block, BlockKind, Body, Callout, CalloutKind, Inline, Section, walk};

impl Setter<'_> {
    /// Sets a body whose headings have level `level`: its blocks, then its sections.
    pub fn body(&mut self, body: &Body, node: NodeId, column: Column, level: u8) {
        self.blocks(&body.blocks, node, column);
        for section in &body.sections {
            self.section(section, node, column, level);
        }
    }

    fn section(&mut self, section: &Section, node: NodeId, column: Column, level: u8) {
        let node = self.structure.open(node, Tag::Section, section.at);
        let heading = self.structure.open(node, Tag::Heading(level), section.at);
        self.structure.name(heading, Some(&section.id));
        let title = walk::text_of(&section.title);
        self.outline.push(OutlineEntry { depth: level - 1, title, page: 0, y: Pt::ZERO, node: heading });
        let strips = self.heading(&section.title, heading, column, level, section.at);
        let entry = self.outline.len() - 1;
        let kind = self.style.paper.headings.level(level);
        let first = self.galley.strips.len();
        self.push(strips, kind.above.0, kind.below.0);
        self.galley.strips[first].section = Some(entry);
        self.body(&section.body, node, column, level + 1);
    }

    /// The lines of a heading, kept with each other and with what follows.
    pub fn heading(&mut self, title: &[Inline], node: NodeId, column: Column, level: u8, at: SourceSpan) -> Vec<Strip> {
        let kind = self.style.paper.headings.level(level);
        let setting = self.heading_setting(kind.size, kind.leading);
        let column = Column { direction: walk::direction_of_heading(title, column.direction), ..column };
        let prose = self.prose(title, setting.look, node, column.direction, at);
        let mut strips = self.lines(&prose, setting, column, Place::Start);
        strips.iter_mut().for_each(|strip| strip.keep = Keep::Always);
        strips
    }

    /// Sets blocks one below the other.
    pub fn blocks(&mut self, blocks: &[Block], node: NodeId, column: Column) {
        for (index, block) in blocks.iter().enumerate() {
            let first = self.galley.strips.len();
            self.block(block, node, column);
            let introduces =
                blocks.get(index + 1).is_some_and(|next| next.paragraph().is_none()) && ends_in_colon(block);
            // One line below a heading is little to end a page with.
            let added = self.galley.strips.len() - first;
            let headed = first > 0 && self.galley.strips[first - 1].keep == Keep::Always;
            let lonely = added == 1 && headed && index + 1 < blocks.len();
            if let Some(last) = self.galley.strips[first..].last_mut() {
                last.keep = match (introduces, lonely) {
                    (true, _) => last.keep.max(Keep::Lines),
                    (false, true) => last.keep.max(Keep::Group),
                    (false, false) => last.keep,
                };
            }
        }
    }

    fn block(&mut self, block: &Block, node: NodeId, column: Column) {
        let direction = block.dir.or(block.lang.as_ref().map(|lang| lang.direction())).unwrap_or(column.direction);
        let column = Column { direction, ..column };
        let before = self.lang.clone();
        if block.lang.is_some() {
            self.lang = block.lang.clone();
        }
        // The nodes of the block are the kids that its parent gets from here on; its language and name go to the first.
        let first = self.structure.next();
        self.block_kind(block, node, column);
        if self.structure.next() > first {
            let lang = block.lang.as_ref().filter(|lang| Some(*lang) != before.as_ref());
            self.structure.mark_kids(node, first, lang, block.id.as_ref());
        } else if let Some(id) = &block.id {
            self.structure.name_next(id);
        }
        self.lang = before;
    }

    fn block_kind(&mut self, block: &Block, node: NodeId, column: Column) {
        let text = self.style.paper.text;
        match &block.kind {
            BlockKind::Paragraph(inlines) => {
                let node = self.structure.open(node, Tag::Paragraph, block.at);
                self.paragraph(inlines, node, column, text.gap.0, block.at);
            }
            BlockKind::List(list) => self.list(list, node, column, block.at),
            BlockKind::Quote(blocks) => self.quote(blocks, node, column, block.at),
            BlockKind::Callout(callout) => self.callout(callout, node, column, block.at),
            BlockKind::Code(code) => self.code(code, node, column, block.at),
            BlockKind::Figure(figure) => self.figure(figure, node, column, block.at),
            BlockKind::Table(table) => self.table(table, node, column, block.at),
            BlockKind::Definitions(definitions) => self.definitions(definitions, node, column, block.at),
            BlockKind::Rule => self.rule(column),
        }
    }

    /// A paragraph in running text.
    pub fn paragraph(&mut self, inlines: &[Inline], node: NodeId, column: Column, gap: f32, at: SourceSpan) {
        let text = self.style.paper.text;
        let setting = self.setting(text.size, text.leading);
        let prose = self.prose(inlines, setting.look, node, column.direction, at);
        let lines = self.lines(&prose, setting, column, Place::Start);
        self.push(lines, gap, gap);
    }

    fn quote(&mut self, blocks: &[Block], node: NodeId, column: Column, at: SourceSpan) {
        let style = self.style.paper.quotes;
        let node = self.structure.open(node, Tag::Quote, at);
        let bar = (style.bar.0 > 0.0).then(|| (column.start_of(style.bar.0), style.bar.0, self.style.colours.quiet));
        self.galley.backgrounds.push(BlockBackground {
            left: column.left,
            width: column.width,
            ground: None,
            bar,
            outline: None,
        });
        self.backgrounds.push(self.galley.backgrounds.len() - 1);
        self.blocks(blocks, node, column.within(style.indent.0, 0.0));
        self.backgrounds.pop();
    }

    fn callout(&mut self, callout: &Callout, node: NodeId, column: Column, at: SourceSpan) {
        let style = self.style.paper.callouts;
        let node = self.structure.open(node, Tag::Aside, at);
        let colour = match callout.kind {
            CalloutKind::Warning | CalloutKind::Caution => self.style.colours.warning,
            CalloutKind::Aside | CalloutKind::Note | CalloutKind::Tip | CalloutKind::Important => {
                self.style.colours.accent
            }
        };
        let ground = match style.ground {
            Ground::Tint => Some(self.style.colours.tint),
            Ground::Paper => None,
        };
        let bar = Some((column.start_of(style.bar.0), style.bar.0, colour));
        let background = BlockBackground { left: column.left, width: column.width, ground, bar, outline: None };
        let first = self.galley.strips.len();
        let inner = column.within(style.bar.0 + style.padding.0, style.padding.0);
        self.with_background(background, style.padding.0, |setter| {
            let said = callout.kind != CalloutKind::Aside || callout.title.is_empty();
            if said {
                setter.kind_of_callout(callout.kind, node, inner, colour, at);
            }
            if !callout.title.is_empty() {
                let text = setter.style.paper.text;
                let title = setter.structure.open(node, Tag::Paragraph, at);
                let setting = setter.coloured(text.size, text.leading, setter.style.colours.text, BOLD);
                let prose = setter.prose(&callout.title, setting.look, title, column.direction, at);
                let mut lines = setter.lines(&prose, setting, inner, Place::Start);
                lines.iter_mut().for_each(|line| line.keep = Keep::Always);
                setter.push(lines, WITHIN, WITHIN);
            }
            let words = setter.galley.strips.len();
            setter.blocks(&callout.blocks, node, inner);
            if let Some(strip) = setter.galley.strips.get_mut(words) {
                strip.above = strip.above.min(4.0);
            }
        });
        let strips = &mut self.galley.strips[first..];
        strips[0].above = style.above.0;
        if let Some(last) = strips.last_mut() {
            last.below = style.below.0;
        }
        let tallest = self.page_height * self.style.paper.whole.callout;
        self.galley.group(first, tallest);
    }

    /// The kind in bold words after its sign, a paragraph of its own that the article does not hold.
    fn kind_of_callout(
        &mut self,
        kind: CalloutKind,
        node: NodeId,
        column: Column,
        colour: crate::style::Colour,
        at: SourceSpan,
    ) {
        let text = self.style.paper.text;
        let setting = self.coloured(text.size, text.leading, colour, BOLD);
        let node = self.structure.open(node, Tag::Paragraph, at);
        let owner = self.added(node, at);
        let prose = Prose::plain(self.labels.callout(kind), setting.look, owner, column.direction);
        let size = text.size * 1.1;
        let sign = Sign::of_callout(kind);
        let room = sign.map_or(0.0, |sign| sign.width() * size.0 + text.size.0 * 0.3);
        let mut lines = self.lines(&prose, setting, column.within(room, 0.0), Place::Start);
        if let (Some(sign), Some(line)) = (sign, lines.first_mut()) {
            let x = column.start_of(sign.width() * size.0);
            let place = LinePlace { x, baseline: self.baseline(setting), top: 0.0, height: setting.leading };
            let signs = self.sign(sign, place, size, colour);
            line.items.splice(0..0, signs);
        }
        lines.iter_mut().for_each(|line| line.keep = Keep::Always);
        self.push(lines, 0.0, WITHIN);
    }

    fn rule(&mut self, column: Column) {
        let text = self.style.paper.text;
        let width = column.width * 0.3;
        let x = column.left + (column.width - width) / 2.0;
        let area = Rect { x: Pt(x), y: Pt(text.leading.0 / 2.0), width: Pt(width), height: Pt(0.75) };
        let shape = Shape::Rectangle { area, colour: self.style.colours.quiet };
        let items = vec![Item { owner: Owner::Artifact(Artifact::Layout), shape, place: None }];
        // A change of subject differs from the end of a page only if something follows it on the page.
        let keep = Keep::Always;
        let strip =
            Strip { height: text.leading.0, items, keep, backgrounds: self.backgrounds.clone(), ..Strip::default() };
        self.push(vec![strip], text.gap.0, text.gap.0);
    }

    /// A piece of content for words that layout adds, in the language of the labels where that is not the document's.
    pub fn added(&mut self, node: NodeId, at: SourceSpan) -> Owner {
        let added = self.structure.open(node, Tag::Added, at);
        if self.labels.lang != *self.shaper.document_language() {
            self.structure.say_language(added, Some(&self.labels.lang));
        }
        Owner::Content(self.structure.content(added))
    }
}

fn ends_in_colon(block: &Block) -> bool {
    block.paragraph().is_some_and(|text| walk::text_of(text).trim_end().ends_with([':', '：']))
}
