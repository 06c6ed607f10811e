//! The head of the document, before the article's own text: letterhead, title, the quiet lines below it, what the article is about.

use super::fonts::BOLD;
use super::fonts::Cut;
use super::galley::{Keep, Strip};
use super::pages::{Artifact, Item, NodeId, Owner, Rect, Shape, Tag};
use super::prose::Prose;
use super::set::{Column, Place, Setter, Setting};
use super::structure::DOCUMENT;
use crate::diagnostic::SourceSpan;
use crate::style::Labels;
use crate::style::Pt;
use crate::style::paper::{Letterhead, Show, Type};
use crate::tree::{AssetPath, Direction, Document, Line, Meta};

impl Setter<'_> {
    /// Sets letterhead, title, subtitle, quiet lines, the rule below them, and the description.
    pub fn front(&mut self, document: &Document, column: Column) {
        let meta = document.meta();
        let paper = &self.style.paper;
        let (title, rule, kind) = (paper.title, paper.rule, paper.subtitle);
        let headed = self.letterhead(meta, column);
        let heading = self.structure.open(DOCUMENT, Tag::Heading(1), SourceSpan::NOWHERE);
        let setting = self.heading_setting(title.size, title.leading);
        let prose = self.prose(&meta.title, setting.look, heading, column.direction, SourceSpan::NOWHERE);
        let lines = self.lines(&prose, setting, column, Place::Start);
        self.push(lines, title.above.0, title.below.0);
        if let Some(subtitle) = &meta.subtitle {
            let setting = self.coloured(kind.size, kind.leading, self.style.colours.text, Cut::default());
            let node = self.structure.open(DOCUMENT, Tag::Paragraph, SourceSpan::NOWHERE);
            let owner = Owner::Content(self.structure.content(node));
            self.line_of_words(subtitle.as_str(), owner, setting, kind, column);
        }
        let source = self.style.paper.source;
        let quiet = self.coloured(source.size, source.leading, self.style.colours.quiet, Cut::default());
        let letterhead = headed.then_some(&self.style.paper.letterhead);
        let facts = quiet_facts(meta, self.labels, letterhead, column.direction);
        for line in self.joined(&facts, quiet, column.width) {
            let node = self.structure.open(DOCUMENT, Tag::Paragraph, SourceSpan::NOWHERE);
            let owner = self.added(node, SourceSpan::NOWHERE);
            self.line_of_words(&line, owner, quiet, source, column);
        }
        for strip in &mut self.galley.strips {
            strip.keep = Keep::Always;
        }
        self.title_rule(rule.thickness.0, rule.above.0, rule.below.0, column);
        if let Some(description) = &meta.description {
            let text = self.style.paper.text;
            let lead = self.style.paper.lead;
            let setting = self.coloured(lead.size, lead.leading, self.style.colours.text, Cut::default());
            let node = self.structure.open(DOCUMENT, Tag::Paragraph, SourceSpan::NOWHERE);
            let owner = Owner::Content(self.structure.content(node));
            self.line_of_words(
                description.as_str(),
                owner,
                setting,
                Type { below: lead.below.max(text.gap), ..lead },
                column,
            );
        }
    }

    /// Groups of facts as lines, points between facts; no fact is broken that fits a line.
    fn joined(&mut self, groups: &[Vec<String>], setting: Setting, measure: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for group in groups {
            for (index, fact) in group.iter().enumerate() {
                let longer = lines.last().filter(|_| index > 0).map(|line| format!("{line} · {fact}"));
                match (longer.filter(|longer| self.width_of(longer, setting.look) <= measure), lines.last_mut()) {
                    (Some(longer), Some(line)) => *line = longer,
                    _ => lines.push(fact.clone()),
                }
            }
        }
        lines
    }

    /// One text as a paragraph of its own.
    fn line_of_words(&mut self, words: &str, owner: Owner, setting: Setting, kind: Type, column: Column) {
        let prose = Prose::plain(words, setting.look, owner, column.direction);
        let strips = self.lines(&prose, setting, column, Place::Start);
        self.push(strips, kind.above.0, kind.below.0);
    }

    /// The clinic's logo, name and telephone number above the title. Says whether it is there.
    fn letterhead(&mut self, meta: &Meta, column: Column) -> bool {
        let head = &self.style.paper.letterhead;
        let wanted = match head.show {
            Show::Never => false,
            Show::Auto => !head.name.is_empty() || !head.logo.is_empty(),
            Show::Always => true,
        };
        if !wanted {
            return false;
        }
        let kind = head.phone_type;
        let name = match (&meta.publisher, head.name.as_str()) {
            (Some(publisher), "") => publisher.to_string(),
            (_, name) => name.to_owned(),
        };
        let phone = match (&meta.phone, head.phone.as_str()) {
            (Some(phone), "") => phone.to_string(),
            (_, phone) => phone.to_owned(),
        };
        let phone = column.direction.with_number(phone.trim());
        self.logo(column);
        let text = self.style.paper.text;
        let lines = [(name, text.size, text.leading), (phone, kind.size, kind.leading)];
        for (words, size, leading) in lines.into_iter().filter(|(words, _, _)| !words.trim().is_empty()) {
            let node = self.structure.open(DOCUMENT, Tag::Paragraph, SourceSpan::NOWHERE);
            let setting = self.coloured(size, leading, self.style.colours.text, BOLD);
            let owner = self.added(node, SourceSpan::NOWHERE);
            self.line_of_words(
                words.trim(),
                owner,
                setting,
                Type { size, leading, above: kind.above, below: Pt::ZERO },
                column,
            );
        }
        if let Some(last) = self.galley.strips.last_mut() {
            last.below = kind.below.0;
        }
        true
    }

    /// The logo says no more than the name below it, so it is not read.
    fn logo(&mut self, column: Column) {
        let head = &self.style.paper.letterhead;
        let Ok(path) = AssetPath::new(&head.logo) else { return };
        let Some(picture) = self.pictures.get(&path) else { return };
        let (width, height) = super::picture_size::extent(picture);
        let scale = (head.logo_height.0 / height).min(column.width * 0.5 / width);
        let (width, height) = (width * scale, height * scale);
        let area = Rect { x: Pt(column.start_of(width)), y: Pt::ZERO, width: Pt(width), height: Pt(height) };
        let items =
            vec![Item { owner: Owner::Artifact(Artifact::Layout), shape: Shape::Picture { path, area }, place: None }];
        self.push(vec![Strip { height, items, ..Strip::default() }], 0.0, 6.0);
    }

    fn title_rule(&mut self, thickness: f32, above: f32, below: f32, column: Column) {
        if thickness <= 0.0 {
            return;
        }
        let area = Rect { x: Pt(column.left), y: Pt::ZERO, width: Pt(column.width), height: Pt(thickness) };
        let shape = Shape::Rectangle { area, colour: self.style.colours.accent };
        let items = vec![Item { owner: Owner::Artifact(Artifact::Layout), shape, place: None }];
        let strip = Strip { height: thickness, items, keep: Keep::Always, ..Strip::default() };
        self.push(vec![strip], above, below);
    }

    /// A heading that the article does not hold, in the language of the labels.
    pub fn added_heading(&mut self, words: &str, node: NodeId, column: Column) {
        let kind = self.style.paper.headings.level_2;
        let heading = self.structure.open(node, Tag::Heading(2), SourceSpan::NOWHERE);
        let owner = self.added(heading, SourceSpan::NOWHERE);
        let setting = self.heading_setting(kind.size, kind.leading);
        let prose = Prose::plain(words, setting.look, owner, column.direction);
        let mut lines = self.lines(&prose, setting, column, Place::Start);
        lines.iter_mut().for_each(|line| line.keep = Keep::Always);
        self.push(lines, kind.above.0, kind.below.0);
    }
}

/// The facts of the quiet lines: who made the article, then who answers for it and how fresh it is, group by group, without
/// what the letterhead says.
fn quiet_facts(meta: &Meta, labels: &Labels, headed: Option<&Letterhead>, dir: Direction) -> [Vec<String>; 2] {
    // A letterhead without words of its own says those of the article.
    let unsaid = |head: fn(&Letterhead) -> &String, line: &Option<Line>| {
        let said = |line: &&Line| headed.is_some_and(|of| head(of).is_empty() || head(of) == line.as_str());
        line.as_ref().filter(|line| !said(line)).map(Line::to_string)
    };
    let mut facts: Vec<String> = Vec::new();
    facts.extend(unsaid(|head| &head.name, &meta.publisher));
    facts.extend(unsaid(|head| &head.phone, &meta.phone).map(|number| dir.with_number(&number)));
    facts.extend(meta.published.map(|date| labels.published(date)));
    facts.extend(meta.modified.map(|date| labels.modified(date)));
    facts.extend(meta.reviewed.map(|date| labels.reviewed(date)));
    facts.extend(meta.next_review.map(|date| labels.next_review(date)));
    facts.extend(meta.version.as_ref().map(|version| labels.version(version.as_str())));
    [labels.made_by(&meta.contributors), facts]
}
