//! Code → lines as they were written. A line longer than the column goes on below with a larger indent, so that its rest does not
//! look like a line of its own. Nothing is added to the text: a copy is what was written.

use super::galley::{BlockBackground, Strip, keep_ends};
use super::lines::{Measure, break_line};
use super::pages::{NodeId, Owner, Tag};
use super::prose::Prose;
use super::set::{Column, Place, Setter, Setting};
use super::shape::{End, Word};
use crate::diagnostic::SourceSpan;
use crate::style::paper::Ground;
use crate::tree::Code;

/// The indent of the lines that a long line goes on in, in ems.
const STEP: f32 = 1.5;
/// A line that begins further in than this part of the column goes on as if it began there.
const DEEPEST: f32 = 0.25;

impl Setter<'_> {
    pub(super) fn code(&mut self, code: &Code, node: NodeId, column: Column, at: SourceSpan) {
        let style = self.style.paper.code;
        let node = self.structure.open(node, Tag::CodeBlock, at);
        let owner = Owner::Content(self.structure.content(node));
        let setting = self.setting(style.size, style.leading);
        self.shaper.at = at;
        let mut prose = Prose::plain(&code.text, setting.look, owner, column.direction);
        let place = self.ordinals.of_code(code);
        prose.spans.iter_mut().for_each(|span| (span.code, span.place) = (true, place));
        let padding = self.style.paper.callouts.padding.0;
        let ground = match self.style.paper.callouts.ground {
            Ground::Tint => Some(self.style.colours.tint),
            Ground::Paper => None,
        };
        let outline = ground.is_none().then_some(self.style.colours.quiet);
        let first = self.galley.strips.len();
        let background = BlockBackground { left: column.left, width: column.width, ground, bar: None, outline };
        self.with_background(background, padding, |setter| {
            let lines = setter.lines_of_code(&prose, setting, column.within(padding, padding));
            setter.push(lines, 0.0, 0.0);
        });
        let strips = &mut self.galley.strips[first..];
        strips[0].above = style.above.0;
        if let Some(last) = strips.last_mut() {
            last.below = style.below.0;
        }
        let tallest = self.page_height * self.style.paper.whole.code;
        self.galley.group(first, tallest);
    }

    fn lines_of_code(&mut self, prose: &Prose, setting: Setting, column: Column) -> Vec<Strip> {
        let words = self.shaper.words(prose, &|_| 0.0);
        let mut strips = Vec::new();
        for written in words.split_inclusive(|word| word.end == End::Line) {
            let hanging = column.within(lead(written).min(column.width * DEEPEST) + STEP * setting.look.size.0, 0.0);
            let is_long = written.iter().map(|word| word.width + word.space).sum::<f32>() > column.width;
            let mut words = joined(written);
            if is_long {
                words = self.shaper.fit(words, prose, hanging.width);
            }
            let measure = Measure { first: column.width, others: hanging.width, longest: self.line_length() };
            for (index, line) in break_line(&words, measure, setting.edge).into_iter().enumerate() {
                let column = if index == 0 { column } else { hanging };
                strips.push(self.line(prose, &words[line], setting, column, Place::Start));
            }
        }
        keep_ends(&mut strips);
        strips
    }
}

/// The words of a line between its spaces: an option such as `--to-file` is split only where it is longer than a line.
fn joined(words: &[Word]) -> Vec<Word> {
    let mut list: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        match list.last_mut() {
            Some(last) if last.end == End::Joint => {
                last.parts.extend(word.parts.iter().cloned());
                last.width += last.space + word.width;
                last.length += word.length;
                (last.space, last.end) = (word.space, word.end);
            }
            Some(_) | None => list.push(word.clone()),
        }
    }
    list
}

/// The width of the spaces that a line begins with.
fn lead(words: &[Word]) -> f32 {
    words.first().filter(|word| word.width == 0.0).map_or(0.0, |word| word.space)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::pages::Shape;
    use crate::layout::{Fonts, lay_out};
    use crate::picture::Pictures;
    use crate::style::Style;
    use crate::tree::{Block, BlockKind, Body, Draft, Inline, Lang, Meta, SCHEMA};

    /// The left ends of the lines of a code on paper, with what each says.
    fn lines(text: &str) -> Vec<(f32, String)> {
        let code = BlockKind::Code(Code { language: None, text: text.to_owned() });
        let body = Body { blocks: vec![Block::new(code, SourceSpan::NOWHERE)], sections: Vec::new() };
        let meta = Meta::new(vec![Inline::Text("Code".to_owned())], Lang::new("en").expect("a language"));
        let draft = Draft { schema: SCHEMA, meta, body, notes: Vec::new() };
        let document = draft.seal().expect("no flaw");
        let pages = lay_out(&document, &Style::handout(), Fonts::builtin(), &Pictures::new());
        let runs = pages.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.shape {
            Shape::Glyphs(run) if run.size == Style::handout().paper.code.size => Some((run.x.0, run.text.clone())),
            _ => None,
        });
        runs.collect()
    }

    #[test]
    fn a_line_goes_on_further_in_than_it_began() {
        let long = "word ".repeat(30);
        let lines = lines(&format!("{long}\n  {long}\nshort"));
        let lefts: Vec<f32> = lines.iter().map(|(left, _)| *left).collect();
        assert!(lefts.iter().filter(|left| **left == lefts[0]).count() == 3, "three lines begin: {lines:?}");
        assert!(lefts[0] < lefts[1] && lines[1].1.starts_with("word"), "{lines:?}");
        assert_eq!(
            lines.iter().map(|(_, text)| text.as_str()).collect::<String>(),
            format!("{long} {0}{long} short", "  ")
        );
    }

    #[test]
    fn what_has_hyphens_is_parted_only_where_it_is_longer_than_a_line() {
        let option = "--a-long-option-with-hyphens";
        let lines = lines(&format!("{option} ").repeat(8));
        assert!(1 < lines.len() && lines.iter().all(|(_, text)| text.trim_end().ends_with(option)), "{lines:?}");
    }
}
