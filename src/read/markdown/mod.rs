//! Markdown → the body of a draft.
//!
//! `pulldown-cmark` says what begins and ends; a [`composition::Composition`] turns that into blocks; here they get their title,
//! their sections, their notes and their links. Every decision about what real articles bring is made once, in this folder.

mod closing;
mod composition;
mod definitions;
mod events;
mod finished_run;
mod fitting;
mod frames;
mod html;
mod links;
mod lists;
mod masks;
mod notes;
mod references;
mod run;
mod tables;
mod tokens;
mod unclosed;

use super::front_matter::Head;
use super::rewrite::{self, KeepLinks};
use super::sectioning::{Heading, Piece, nest, written};
use super::tidy::tidy;
use super::{Source, Written};
use crate::diagnostic::{Diagnostic, Rule};
use crate::tree::{Block, BlockKind, Inline, walk};
use composition::Composition;

/// Reads an article in Markdown.
pub(super) fn markdown(source: &Source<'_>, head: &Head, diagnostics: &mut Vec<Diagnostic>) -> Written {
    let mut found = Vec::new();
    let written = unclosed::composed(source, head, &mut found, finished);
    let (written, mut said) = written;
    diagnostics.append(&mut found);
    diagnostics.append(&mut said);
    written
}

/// A finished composition → the text and its diagnostics.
fn finished(mut composition: Composition<'_>) -> (Written, Vec<Diagnostic>) {
    let title = composition.take_title();
    composition.settle_homeless();
    let pieces = std::mem::take(&mut composition.pieces);
    let mut body = nest(pieces, 1, &mut composition.names, &mut composition.diagnostics);
    let mut notes = notes::settle(&mut composition, &mut body);
    let Composition { fragments, links, names, diagnostics: mut found, .. } = composition;
    links::settle(&mut body, &mut notes, &fragments, &names, &mut found);
    (Written { title, body, notes, links, ..Written::default() }, found)
}

/// Inline Markdown that stands in a value of the front matter: its words and what is said of them, without links and images, and
/// the complaints that concern a value too. What is no single paragraph is taken as it is written.
pub(super) fn inline_markdown(source: &Source<'_>) -> (Vec<Inline>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let (mut text, said) = unclosed::composed(source, &Head::silent(), &mut found, |mut composition| {
        let text = match composition.pieces.as_mut_slice() {
            [Piece::Block(Block { kind: BlockKind::Paragraph(text), .. })] => std::mem::take(text),
            _ => vec![Inline::Text(source.text.to_owned())],
        };
        (text, composition.diagnostics)
    });
    rewrite::words_only(&mut text, KeepLinks::No, &mut Vec::new());
    found.extend(said.into_iter().filter(|said| said.rule == Rule::ControlCharacter));
    (tidy(text), found)
}

impl Composition<'_> {
    /// Takes the title out of the text: its first heading, if it is of level 1 or stands above all others. Where the front matter
    /// gives the title, a heading that repeats it goes.
    fn take_title(&mut self) -> Vec<Inline> {
        let headings = || self.pieces.iter().enumerate().filter_map(|(at, piece)| heading_of(piece).map(|it| (at, it)));
        let Some((at, first)) = headings().next() else {
            return Vec::new();
        };
        if !self.head.title.is_empty() {
            if at == 0 && same_words(&first.title, &self.head.title) {
                let message =
                    format!("`{}` repeats the title, which is shown once", written(first.level, &first.title));
                let at = first.at;
                self.complain(Rule::TitleRepeated, at, message, None);
                self.take_heading(0);
            }
            return Vec::new();
        }
        let alone = at == 0 && headings().skip(1).all(|(_, heading)| heading.level > first.level);
        if first.level != 1 && !alone {
            return Vec::new();
        }
        if first.level != 1 {
            let message =
                format!("`{}` stands above all headings and is the title", written(first.level, &first.title));
            let place = first.at;
            self.complain(Rule::HeadingLevel, place, message, "write it as a level-1 heading");
        }
        let Some(heading) = self.take_heading(at) else {
            return Vec::new();
        };
        self.shift_up(heading.level);
        let repeated = self.pieces.get(at).and_then(heading_of).filter(|next| same_words(&next.title, &heading.title));
        if let Some(place) = repeated.map(|next| next.at) {
            let message = "the heading repeats the title above it, and is shown once".to_owned();
            self.complain(Rule::TitleRepeated, place, message, None);
            self.take_heading(at);
        }
        let second = self.pieces.iter().filter_map(heading_of).find(|next| next.level == 1);
        if let Some((place, found)) = second.map(|next| (next.at, written(next.level, &next.title))) {
            let message = format!("`{found}` stands at the level of the title, of which there is one; it is a section");
            self.complain(
                Rule::HeadingLevel,
                place,
                message,
                "write it as a level-2 heading, and those in it one lower",
            );
        }
        let mut title = heading.title;
        rewrite::words_only(&mut title, KeepLinks::No, &mut Vec::new());
        tidy(title)
    }

    /// Takes a heading away. What links to it leads to the first thing that is left.
    fn take_heading(&mut self, at: usize) -> Option<Heading> {
        let Piece::Heading(heading) = self.pieces.remove(at) else {
            return None;
        };
        Some(heading)
    }

    /// Counts levels from a title that is not at level 1.
    fn shift_up(&mut self, level: u8) {
        for piece in &mut self.pieces {
            if let Piece::Heading(heading) = piece {
                heading.level = heading.level.saturating_sub(level - 1).max(1);
            }
        }
    }
}

fn heading_of(piece: &Piece) -> Option<&Heading> {
    match piece {
        Piece::Heading(heading) => Some(heading),
        Piece::Block(_) => None,
    }
}

/// True if two headings have the same words, ignoring case and punctuation.
fn same_words(one: &[Inline], other: &[Inline]) -> bool {
    let words = |text: &[Inline]| -> String {
        walk::text_of(text).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    words(one) == words(other)
}
