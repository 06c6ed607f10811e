//! What stands before the article's own text: letterhead, title, the quiet lines below it, and the list of contents.

use super::flow::BOLD;
use super::galley::{Keep, Strip};
use super::pages::{Artifact, Item, NodeId, Owner, Rect, Shape, Tag};
use super::prose::Prose;
use super::set::{Column, Place, Setter};
use super::structure::DOCUMENT;
use crate::diagnostic::SourceSpan;
use crate::style::Pt;
use crate::style::paper::Type;
use crate::tree::{Document, Line, Meta};

impl Setter<'_> {
    /// Sets title, subtitle, quiet lines and the rule below them.
    pub fn front(&mut self, document: &Document, column: Column) {
        let meta = document.meta();
        let paper = &self.style.paper;
        let (title_type, rule) = (paper.title, paper.rule);
        let heading = self.structure.open(DOCUMENT, Tag::Heading(1), SourceSpan::NOWHERE);
        let setting = self.coloured(title_type.size, title_type.leading, self.style.colours.accent, BOLD);
        let prose = self.prose(&meta.title, setting.look, heading, column.direction, SourceSpan::NOWHERE);
        let lines = self.lines(&prose, setting, column, Place::Start);
        self.push(lines, title_type.above.0, title_type.below.0);
        if let Some(subtitle) = &meta.subtitle {
            let kind = self.style.paper.subtitle;
            self.quiet_lines(&[subtitle.to_string()], kind, self.style.colours.text, column, false);
        }
        let quiet = quiet(meta, self.labels);
        let source = self.style.paper.source;
        self.quiet_lines(&quiet, source, self.style.colours.quiet, column, true);
        for strip in &mut self.galley.strips {
            strip.keep = Keep::Always;
        }
        self.title_rule(rule.thickness.0, rule.above.0, rule.below.0, column);
    }

    fn quiet_lines(
        &mut self,
        lines: &[String],
        kind: Type,
        colour: crate::style::Colour,
        column: Column,
        labels: bool,
    ) {
        let setting = self.coloured(kind.size, kind.leading, colour, super::fonts::Cut::default());
        for line in lines {
            let node = self.structure.open(DOCUMENT, Tag::Paragraph, SourceSpan::NOWHERE);
            if labels {
                self.say_label_language(node);
            }
            let owner = Owner::Content(self.structure.content(node));
            let prose = Prose::plain(line, setting.look, owner, column.direction);
            let strips = self.lines(&prose, setting, column, Place::Start);
            self.push(strips, kind.above.0, kind.below.0);
        }
    }

    fn title_rule(&mut self, thickness: f32, above: f32, below: f32, column: Column) {
        if thickness <= 0.0 {
            return;
        }
        let area = Rect { x: Pt(column.left), y: Pt::ZERO, width: Pt(column.width), height: Pt(thickness) };
        let shape = Shape::Rectangle { area, colour: self.style.colours.accent };
        let items = vec![Item { owner: Owner::Artifact(Artifact::Layout), shape }];
        let strip = Strip { height: thickness, items, keep: Keep::Always, ..Strip::default() };
        self.push(vec![strip], above, below);
    }

    /// A heading that the article does not hold, in the language of the labels.
    pub fn added_heading(&mut self, words: &str, node: NodeId, column: Column) {
        let kind = self.style.paper.headings.level_2;
        let heading = self.structure.open(node, Tag::Heading(2), SourceSpan::NOWHERE);
        self.say_label_language(heading);
        let owner = Owner::Content(self.structure.content(heading));
        let setting = self.coloured(kind.size, kind.leading, self.style.colours.accent, BOLD);
        let prose = Prose::plain(words, setting.look, owner, column.direction);
        let mut lines = self.lines(&prose, setting, column, Place::Start);
        lines.iter_mut().for_each(|line| line.keep = Keep::Always);
        self.push(lines, kind.above.0, kind.below.0);
    }
}

/// The quiet lines: who made the article, then who answers for it and how fresh it is.
fn quiet(meta: &Meta, labels: &crate::style::Labels) -> Vec<String> {
    let mut lines = Vec::new();
    let names: Vec<&str> = meta.contributors.iter().map(|contributor| contributor.name.as_str()).collect();
    if !names.is_empty() {
        lines.push(names.join(", "));
    }
    let mut facts: Vec<String> = Vec::new();
    facts.extend(meta.publisher.as_ref().map(Line::to_string));
    facts.extend(meta.reviewed.map(|date| labels.reviewed(date)));
    facts.extend(meta.next_review.map(|date| labels.next_review(date)));
    facts.extend(meta.version.as_ref().map(|version| labels.version(version.as_str())));
    if !facts.is_empty() {
        lines.push(facts.join(" · "));
    }
    lines
}
