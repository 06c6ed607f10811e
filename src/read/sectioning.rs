//! Headings and blocks in a row → nested sections. Levels close up: a heading that skips one, or lies deeper than there are
//! levels, is moved, and a warning says so.

use super::names::Names;
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::tree::{Block, Body, Id, Inline, MAX_SECTION_DEPTH, Section, walk};

/// Content of an article, in its order.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Heading(Heading),
    Block(Block),
}

/// A heading as its author wrote it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Heading {
    /// As written: 1 is the largest. Only the order of levels counts.
    pub(super) level: u8,
    /// Tidy, with words, and without images and notes.
    pub(super) title: Vec<Inline>,
    /// `None` lets the words make one.
    pub(super) id: Option<Id>,
    pub(super) at: SourceSpan,
}

/// Nests headings and blocks. `level` is that of the title which stands above them all: a heading one level below it skips
/// nothing.
pub(super) fn nest(pieces: Vec<Piece>, level: u8, names: &mut Names, diagnostics: &mut Vec<Diagnostic>) -> Body {
    let mut open = vec![Open { level, said: "the title".to_owned(), section: None, body: Body::default() }];
    for piece in pieces {
        match piece {
            Piece::Block(block) => innermost(&mut open).body.blocks.push(block),
            Piece::Heading(heading) => {
                let mut sibling = None;
                while open.len() > 1 && (innermost(&mut open).level >= heading.level || open.len() > MAX_SECTION_DEPTH)
                {
                    sibling = Some(innermost(&mut open).level);
                    close(&mut open);
                }
                let deepest = open.len() == MAX_SECTION_DEPTH;
                let above = innermost(&mut open);
                // What was said of a heading is not said again of those beside it.
                if heading.level > above.level.saturating_add(1) && sibling != Some(heading.level) {
                    diagnostics.push(if deepest { too_deep(&heading) } else { skipped(&heading, above) });
                }
                open.push(Open::new(heading, names));
            }
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().map(|root| root.body).unwrap_or_default()
}

/// A section that may still grow; the first is the article itself.
struct Open {
    level: u8,
    /// Name of it in messages.
    said: String,
    /// `None` for the article itself.
    section: Option<(Id, Vec<Inline>, SourceSpan)>,
    body: Body,
}

impl Open {
    fn new(heading: Heading, names: &mut Names) -> Open {
        let Heading { level, title, id, at } = heading;
        let said = format!("`{}`", written(level, &title));
        let id = names.heading(&title, id);
        Open { level, said, section: Some((id, title, at)), body: Body::default() }
    }
}

fn innermost(open: &mut [Open]) -> &mut Open {
    open.last_mut().expect("the article itself stays open")
}

fn close(open: &mut Vec<Open>) {
    let Some(Open { section: Some((id, title, at)), body, .. }) = open.pop() else {
        return;
    };
    innermost(open).body.sections.push(Section { id, title, body, at });
}

/// A heading as Markdown writes it, for messages: `## Veins`.
pub(super) fn written(level: u8, title: &[Inline]) -> String {
    let words: String = walk::text_of(title).chars().take(60).collect();
    format!("{} {words}", "#".repeat(usize::from(level)))
}

fn skipped(heading: &Heading, above: &Open) -> Diagnostic {
    let steps = heading.level - above.level;
    let found = written(heading.level, &heading.title);
    let message = format!("`{found}` is {steps} levels below {}", above.said);
    let help = format!("write it as a level-{} heading", above.level + 1);
    Diagnostic::new(Rule::HeadingLevel, heading.at, message).with_help(help)
}

fn too_deep(heading: &Heading) -> Diagnostic {
    let found = written(heading.level, &heading.title);
    let message = format!("`{found}` is deeper than the {MAX_SECTION_DEPTH} levels below the title");
    Diagnostic::new(Rule::HeadingLevel, heading.at, message).with_help("it stands one level higher in every edition")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(levels: &[u8], top: u8) -> (String, usize) {
        let pieces = levels
            .iter()
            .map(|level| {
                let title = vec![Inline::Text(level.to_string())];
                Piece::Heading(Heading { level: *level, title, id: None, at: SourceSpan::NOWHERE })
            })
            .collect();
        let mut diagnostics = Vec::new();
        let body = nest(pieces, top, &mut Names::default(), &mut diagnostics);
        (shape(&body), diagnostics.len())
    }

    fn shape(body: &Body) -> String {
        let section = |section: &Section| format!("{}({})", walk::text_of(&section.title), shape(&section.body));
        body.sections.iter().map(section).collect()
    }

    #[test]
    fn levels_never_skip() {
        assert_eq!(outline(&[2, 3, 2], 1), ("2(3())2()".into(), 0));
        assert_eq!(outline(&[2, 4, 3], 1), ("2(4()3())".into(), 1));
        assert_eq!(outline(&[3, 3, 2], 1), ("3()3()2()".into(), 1));
    }

    #[test]
    fn sections_end_at_the_fifth_level() {
        assert_eq!(outline(&[1, 2, 3, 4, 5, 6, 6], 0), ("1(2(3(4(5()6()6()))))".into(), 1));
    }
}
