//! What the gaps, the indents and the speech of a whole text say about where its headings may stand. Knows no headings.

use super::likeness::{MOST_CHARACTERS, is_capitals, is_heading_like, is_title_in_space};
use super::lines::Lines;
use super::pieces::{Piece, PieceKind};
use super::signs;
use super::survey::Survey;

/// Whether a book's wider gaps tell its headings: some pieces, but few, stand below two or more blank lines; or most that do are
/// short and stand nearer to what is below.
pub fn wide_gaps(lines: &Lines<'_>, survey: &Survey, pieces: &[Piece]) -> bool {
    let wide = pieces.iter().skip(1).filter(|piece| 2 <= piece.gap).count();
    let leads = |pair: &&[Piece]| {
        let short = pair[0].lines.len() == 1 && lines.list[pair[0].lines.start].width <= MOST_CHARACTERS as u32 / 2;
        2 <= pair[0].gap && pair[1].gap == 1 && short
    };
    let tell = || wide <= pieces.windows(2).filter(leads).count() * 2;
    survey.wrap.is_some() && 2 <= wide && (wide * 5 <= pieces.len() * 2 || tell())
}

/// Whether not more of the lines that look like headings stand below one blank line than below wide gaps.
pub fn gaps_lead(lines: &Lines<'_>, pieces: &[Piece]) -> bool {
    let (mut wide, mut narrow) = (0, 0);
    for above in pieces.windows(2).filter(|pair| 0 < pair[0].gap && 0 < pair[1].gap && 2 <= pair[1].lines.len()) {
        let piece = &above[0];
        let line = matches!(piece.kind, PieceKind::Text(_)) && piece.lines.len() == 1;
        let words = lines.words(piece.lines.start);
        let apart = 2 <= piece.gap;
        let like = || is_heading_like(words, is_capitals) || apart && is_title_in_space(words);
        if line && words.len() <= MOST_CHARACTERS && like() && !signs::is_no_heading(words) {
            wide += usize::from(apart);
            narrow += usize::from(!apart);
        }
    }
    narrow <= wide
}

/// Whether most of what stands below running text and a wide gap is short: then the gaps stand above headings, not between scenes.
pub fn gaps_tell(lines: &Lines<'_>, pieces: &[Piece]) -> bool {
    let is_short = |piece: &Piece| {
        let columns: u32 = lines.list[piece.lines.clone()].iter().take(3).map(|line| line.width).sum();
        piece.lines.len() <= 2 && columns <= MOST_CHARACTERS as u32
    };
    let (mut short, mut all) = (0, 0);
    for pair in pieces.windows(2).filter(|pair| 2 <= pair[1].gap && !is_short(&pair[0])) {
        short += usize::from(is_short(&pair[1]));
        all += 1;
    }
    all * 2 <= short * 3
}

/// Whether people speak in a text: one paragraph in eight, and more than a few, begin with a mark of speech.
pub fn is_story(lines: &Lines<'_>, pieces: &[Piece]) -> bool {
    let speaks = |piece: &&Piece| {
        let text = matches!(piece.kind, PieceKind::Text(_));
        text && lines.words(piece.lines.start).starts_with(['"', '“', '„', '«', '»', '‘', '—'])
    };
    let spoken = pieces.iter().filter(speaks).count();
    20 <= spoken && pieces.len() <= spoken * 8
}

/// Whether running text is indented from its first paragraph or list on, so that what stands left of it is no item that holds it.
pub fn outdented(survey: &Survey, pieces: &[Piece]) -> bool {
    let first = pieces.iter().find(|piece| match piece.kind {
        PieceKind::Text(_) => 2 <= piece.lines.len(),
        PieceKind::Item(..) => true,
        PieceKind::Underlined(_) | PieceKind::Rule | PieceKind::Quoted | PieceKind::Table(_) => false,
    });
    2 <= survey.base && first.is_some_and(|piece| survey.base <= piece.indent)
}
