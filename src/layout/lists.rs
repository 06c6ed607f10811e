//! Lists, tasks and definitions. Numbers and bullets hang in front of their items, their ends one below the other.

use super::fonts::BOLD;
use super::galley::{Keep, Strip, WITHIN};
use super::pages::{ListTag, NodeId, Owner, Tag};
use super::prose::{Prose, Span};
use super::set::{Column, Place, Setter};
use crate::diagnostic::SourceSpan;
use crate::style::paper::{LeadIn, Stress};
use crate::tree::{Block, BlockKind, Definition, Item, List, Marker, Spacing, Task, walk};

/// The measures of the items of one list.
#[derive(Clone, Copy)]
struct Measures {
    /// Between items.
    between: f32,
    /// From the lines around to those of an item.
    indent: f32,
    /// From the lines around to the ends of the labels.
    hang: f32,
    lead_in: LeadIn,
}

impl Setter<'_> {
    /// Sets a list. Its labels are words that the article does not hold.
    pub fn list(&mut self, list: &List, node: NodeId, column: Column, at: SourceSpan) {
        let text = self.style.paper.text;
        let style = self.style.paper.lists;
        let tag = match list.marker {
            _ if list.items.iter().all(|item| item.task.is_some()) => ListTag::Tasks,
            Marker::Bullet => ListTag::Bullet,
            Marker::Ordered { numbering, .. } => ListTag::Ordered(numbering),
        };
        let node = self.structure.open(node, Tag::List(tag), at);
        let setting = self.setting(text.size, text.leading);
        let labels: Vec<String> =
            list.items.iter().enumerate().map(|(index, item)| label(list.marker, index, item)).collect();
        let gap = style.label_gap.at(text.size).0;
        let widest = labels.iter().map(|label| self.width_of(label, setting.look)).fold(0.0, f32::max);
        let lead_in = if walk::has_lead_ins(list) { style.lead_in } else { LeadIn::Plain };
        let indent = style.indent.at(text.size).0.max(widest + gap);
        let measures = Measures { between: self.between(list), indent, hang: indent - gap, lead_in };
        for (index, (item, label)) in list.items.iter().zip(labels).enumerate() {
            let first = self.galley.strips.len();
            let item_node = self.structure.open(node, Tag::ListItem, item.at);
            self.item(item, &label, item_node, column, measures);
            let is_last = index + 1 == list.items.len();
            let lost = self.galley.strips.len() - first == 1 && index > 0 && is_last;
            if lost {
                self.galley.strips[first - 1].keep = self.galley.strips[first - 1].keep.max(Keep::Lines);
            }
            if let Some(strip) = self.galley.strips.get_mut(first) {
                strip.above = if index == 0 { text.gap.0.min(style.loose.0) } else { measures.between };
            }
            // One line of a list alone at the foot or the head of a page looks lost.
            let lonely = self.galley.strips.len() - first == 1 && index == 0;
            if let Some(last) = self.galley.strips.last_mut() {
                last.keep = if lonely { last.keep.max(Keep::Lines) } else { last.keep };
                let below = if is_last { text.gap.0 } else { measures.between };
                last.below = if ends_in_words(item) { below } else { last.below.max(below) };
            }
        }
    }

    /// The space between items: no less than between the paragraphs in them.
    fn between(&self, list: &List) -> f32 {
        let style = self.style.paper.lists;
        let between = match list.spacing {
            Spacing::Tight => style.tight.0,
            Spacing::Loose => style.loose.0,
        };
        let parted = list
            .items
            .iter()
            .any(|item| item.blocks.windows(2).any(|pair| pair.iter().all(|block| block.paragraph().is_some())));
        if parted { between.max(self.style.paper.text.gap.0) } else { between }
    }

    /// An item with its label, which hangs in front of it.
    fn item(&mut self, item: &Item, label: &str, node: NodeId, column: Column, measures: Measures) {
        let text = self.style.paper.text;
        let setting = self.setting(text.size, text.leading);
        let label_node = self.structure.open(node, Tag::Label, item.at);
        let owner = Owner::Content(self.structure.content(label_node));
        let body = self.structure.open(node, Tag::ListBody, item.at);
        let prose = Prose::plain(label, setting.look, owner, column.direction);
        let inner = column.within(measures.indent, 0.0);
        if column.width - inner.width > measures.indent - WITHIN {
            let first = self.galley.strips.len();
            self.words_of_item(item, body, inner, measures);
            self.hang(&prose, first, column, measures.hang);
        } else {
            // In lists nested so deeply that items move in no further, words would cover their labels.
            let mut lines = self.lines(&prose, setting, column, Place::Start);
            lines.iter_mut().for_each(|line| line.keep = Keep::Always);
            self.push(lines, measures.between, WITHIN);
            self.words_of_item(item, body, inner, measures);
        }
    }

    fn words_of_item(&mut self, item: &Item, node: NodeId, column: Column, measures: Measures) {
        let between = measures.between;
        let Some((first, rest)) = item.blocks.split_first() else { return };
        match &first.kind {
            BlockKind::Paragraph(inlines)
                if measures.lead_in == LeadIn::Strong && first.lang.is_none() && first.dir.is_none() =>
            {
                let text = self.style.paper.text;
                let paragraph = self.structure.open(node, Tag::Paragraph, first.at);
                self.structure.name(paragraph, first.id.as_ref());
                let setting = self.setting(text.size, text.leading);
                let mut prose = self.prose(inlines, setting.look, paragraph, column.direction, first.at);
                lead_in(&mut prose, self.style.paper.text.strong);
                let lines = self.lines(&prose, setting, column, Place::Start);
                self.push(lines, between, between);
                self.keep_with_list(first, rest);
            }
            _ => self.blocks(std::slice::from_ref(first), node, column),
        }
        let from = self.galley.strips.len();
        self.blocks(rest, node, column);
        let lists = rest.first().is_some_and(|block| matches!(block.kind, BlockKind::List(_)));
        if let Some([before, first]) = self.galley.strips.get_mut(from.saturating_sub(1)..=from).filter(|_| lists) {
            // A list is as close to the words of its item as items are to each other.
            (before.below, first.above) = (before.below.min(between), first.above.min(between));
        }
    }

    /// A line that introduces a list inside an item stays with it.
    fn keep_with_list(&mut self, _first: &Block, rest: &[Block]) {
        if rest.first().is_some_and(|block| matches!(block.kind, BlockKind::List(_)))
            && let Some(last) = self.galley.strips.last_mut()
        {
            last.keep = last.keep.max(Keep::Lines);
        }
    }

    /// Draws a label in the line of strip `first`, ending `indent` after the column's start.
    fn hang(&mut self, label: &Prose, first: usize, column: Column, indent: f32) {
        let text = self.style.paper.text;
        let setting = self.setting(text.size, text.leading);
        let words = self.words(label, f32::INFINITY);
        let hanging = Column { left: column.left, width: indent, ..column };
        let hanging = match column.direction {
            crate::tree::Direction::Ltr => hanging,
            crate::tree::Direction::Rtl => Column { left: column.left + column.width - indent, ..hanging },
        };
        let Some(drawn) = self.set_words(label, &words, setting, hanging, Place::End).into_iter().next() else {
            return;
        };
        if self.galley.strips.len() == first {
            // An item with nothing to be seen still has its label.
            let backgrounds = self.backgrounds.clone();
            self.galley.strips.push(Strip { height: setting.leading, backgrounds, ..Strip::default() });
        }
        // A frame's air is not where the words begin.
        let at = (first..self.galley.strips.len()).find(|at| !self.galley.strips[*at].air).unwrap_or(first);
        self.galley.strips[at].items.splice(0..0, drawn.items);
    }

    pub fn width_of(&mut self, text: &str, look: super::prose::LetterStyle) -> f32 {
        let owner = Owner::Artifact(super::pages::Artifact::Layout);
        let prose = Prose::plain(text, look, owner, crate::tree::Direction::Ltr);
        self.words(&prose, f32::INFINITY).iter().map(|word| word.width + word.space).sum()
    }

    /// Sets terms, bold, and what they mean below them.
    pub fn definitions(&mut self, definitions: &[Definition], node: NodeId, column: Column, at: SourceSpan) {
        let text = self.style.paper.text;
        let indent = self.style.paper.lists.indent.at(text.size).0;
        let node = self.structure.open(node, Tag::List(ListTag::Definitions), at);
        for definition in definitions {
            let item = self.structure.open(node, Tag::ListItem, definition.at);
            let setting = self.coloured(text.size, text.leading, self.style.colours.text, BOLD);
            for (index, term) in definition.terms.iter().enumerate() {
                // ISO 32000-1, table 336: an item may have several labels. In one, terms would be read as one word.
                let label = self.structure.open(item, Tag::Label, definition.at);
                let prose = self.prose(term, setting.look, label, column.direction, definition.at);
                let mut lines = self.lines(&prose, setting, column, Place::Start);
                lines.iter_mut().for_each(|line| line.keep = Keep::Always);
                self.push(lines, if index == 0 { text.gap.0 } else { 0.0 }, 0.0);
            }
            let body = self.structure.open(item, Tag::ListBody, definition.at);
            for meaning in &definition.meanings {
                let first = self.galley.strips.len();
                self.blocks(meaning, body, column.within(indent, 0.0));
                if let Some(strip) = self.galley.strips.get_mut(first) {
                    strip.above = strip.above.min(WITHIN);
                }
            }
        }
    }
}

/// True if an item ends in lines of text, not in something set apart from what follows it.
fn ends_in_words(item: &Item) -> bool {
    item.blocks.last().is_none_or(|block| match block.kind {
        BlockKind::Paragraph(_) | BlockKind::List(_) | BlockKind::Definitions(_) => true,
        BlockKind::Quote(_) | BlockKind::Callout(_) | BlockKind::Code(_) => false,
        BlockKind::Figure(_) | BlockKind::Table(_) | BlockKind::Rule => false,
    })
}

fn label(marker: Marker, index: usize, item: &Item) -> String {
    match (item.task, marker) {
        (Some(Task::Open), _) => "☐".to_owned(),
        (Some(Task::Done), _) => "☑".to_owned(),
        (None, Marker::Bullet) => "•".to_owned(),
        (None, Marker::Ordered { start, numbering }) => numbering.figure(start.saturating_add(index as u32)) + ".",
    }
}

/// Makes the lead-in of an item strong.
fn lead_in(prose: &mut Prose, stress: Stress) {
    let Some(end) = walk::lead_in(&prose.text) else { return };
    // A link that goes on after the colon is one thing: half of it bold would look like two.
    if prose.spans.iter().any(|span| span.link.is_some() && span.range.start < end && end < span.range.end) {
        return;
    }
    let mut spans: Vec<Span> = Vec::with_capacity(prose.spans.len() + 1);
    for span in prose.spans.drain(..) {
        let strong = super::prose::stressed(span.look, stress);
        if span.range.end <= end {
            spans.push(Span { look: strong, ..span });
        } else if span.range.start >= end {
            spans.push(span);
        } else {
            spans.push(Span { look: strong, range: span.range.start..end, ..span.clone() });
            spans.push(Span { range: end..span.range.end, place: span.place_at(end), ..span });
        }
    }
    prose.spans = spans;
}
