//! Bare lines → the body of a draft: the structure of an article that nobody marked up.
//!
//! ```text
//! text ─▶ lines ─▶ survey ─▶ pieces ─▶ headings, lists, tables ─▶ sections
//!         measured  habits    what      what each piece is         the tree
//!                   of all    belongs
//!                             together
//! ```
//!
//! Each step is one pass. What holds for the whole text (where lines were wrapped, how deep it stands, how wide its gaps are)
//! is looked at before any line is judged. Words are never changed; what is guessed is said in a note.

mod alike;
mod back_matter;
mod beside;
mod books;
mod chains;
mod chapter_names;
mod characters;
mod close;
mod code;
mod counted;
mod dates;
mod divisions;
mod forwarded;
mod frames;
mod gaps;
mod guesses;
mod gutenberg;
mod han;
mod headings;
mod imprints;
mod inlines;
mod likeness;
mod lines;
mod lists;
mod markers;
mod matter;
mod pieces;
mod sections;
mod signs;
mod survey;
mod tables;
mod title_pages;

use super::front_matter::Head;
use super::{Source, Written};
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::tree::{Block, Body, Inline, walk};
use guesses::Guesses;
use headings::Wishes;
use lines::Lines;
use matter::Matter;
use pieces::Piece;
use sections::Builder;
use std::ops::Range;
use survey::Survey;

/// How many quotations a text stands in. Marks beyond this many are characters.
type Depth = usize;
const DEEPEST_QUOTE: Depth = 6;

/// Reads an article that has no markup. `head` is what its front matter said; the title that it gives, or has not given, decides
/// what the first line is.
pub(super) fn plain_text(source: &Source<'_>, head: &Head, diagnostics: &mut Vec<Diagnostic>) -> Written {
    let mut written = Written::default();
    let mut guesses = Guesses::default();
    let first_line = source.places.position(0).line;
    let book = gutenberg::book(source.text);
    let (text, first_line) = match &book {
        Some(book) => {
            set_aside(source, book.book.clone(), diagnostics);
            let above = memchr::memchr_iter(b'\n', &source.text.as_bytes()[..book.book.start]).count();
            (&source.text[book.book.clone()], first_line + above as u32)
        }
        None => (source.text, first_line),
    };
    let is_book = book.is_some();
    if let Some(book) = book {
        if let Some(title) = book.title.filter(|_| head.title.is_empty()) {
            written.title = vec![Inline::Text(title.into())];
        }
        if head.meta.contributors.is_empty() {
            written.contributors = book.contributors;
        }
        written.lang = book.lang;
    }
    let opened = forwarded::forwarded(text);
    let lines = Lines::new(opened.as_deref().unwrap_or(text), first_line, 0);
    if opened.is_some() {
        let quoted = forwarded::first_quoted(&lines)..lines.list.len();
        guesses.add(&lines, quoted, "the article itself", "all of it is quoted with `>`");
    }
    let survey = if is_book { Survey::of_book(&lines) } else { Survey::of(&lines) };
    let mut pieces = settled(&lines, &survey);
    let mut matter = Matter { lines: &lines, head, written: &mut written, guesses: &mut guesses, diagnostics };
    matter.take(&mut pieces);
    let title = walk::text_of(if head.title.is_empty() { &written.title } else { &head.title });
    let wishes = Wishes { headings: &head.headings, not_headings: &head.not_headings, title: &title, book: is_book };
    written.body = body(&lines, &survey, &pieces, &wishes, &mut guesses);
    guesses.into_diagnostics(diagnostics);
    written
}

/// Says that what stands around the book is no part of it.
fn set_aside(source: &Source<'_>, book: Range<usize>, diagnostics: &mut Vec<Diagnostic>) {
    for part in [0..book.start, book.end..source.text.len()] {
        if !source.text[part.clone()].trim().is_empty() {
            let message = "the licence and the lists that Project Gutenberg puts around a book were set aside";
            diagnostics.push(Diagnostic::new(Rule::StructureGuessed, source.places.span(part), message));
        }
    }
}

/// The pieces of a text, with every marker decided.
fn settled(lines: &Lines<'_>, survey: &Survey) -> Vec<Piece> {
    let mut pieces = pieces::pieces(lines, survey);
    lists::settle_letters(&mut pieces);
    lists::settle_signs(lines, &mut pieces);
    pieces
}

fn body(lines: &Lines<'_>, survey: &Survey, pieces: &[Piece], wishes: &Wishes<'_>, guesses: &mut Guesses) -> Body {
    let headings = headings::headings(lines, survey, pieces, wishes);
    let mut builder = Builder::new(lines, survey, guesses, 0);
    for (piece, heading) in pieces.iter().zip(&headings) {
        match heading {
            Some(heading) => builder.heading(heading, piece),
            None => builder.piece(piece),
        }
    }
    builder.finish()
}

/// The blocks of lines that begin with `>`, read without their marks.
fn quoted(lines: &Lines<'_>, range: Range<usize>, depth: Depth, guesses: &mut Guesses) -> Vec<Block> {
    let mut text = String::new();
    let first = lines.list[range.start].number;
    let last = lines.list[range.end - 1].number;
    let mut line = range.start;
    for number in first..=last {
        if line < range.end && lines.list[line].number == number {
            let words = lines.words(line);
            let inner = if depth < DEEPEST_QUOTE {
                words.strip_prefix('>').unwrap_or(words)
            } else {
                words.trim_start_matches(['>', ' '])
            };
            text.push_str(inner.strip_prefix(' ').unwrap_or(inner));
            line += 1;
        }
        text.push('\n');
    }
    let at = lines.span(range);
    let inner = Lines::new(&text, at.start.line, at.start.column + 1);
    let survey = Survey::of(&inner);
    let pieces = settled(&inner, &survey);
    let mut builder = Builder::new(&inner, &survey, guesses, depth + 1);
    for piece in &pieces {
        builder.piece(piece);
    }
    let blocks = builder.finish().blocks;
    if blocks.is_empty() && at != SourceSpan::NOWHERE { Vec::new() } else { blocks }
}
