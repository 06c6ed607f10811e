//! Lines → the bytes of the edition: pages, ends of lines and the mark of the encoding.

use crate::style::{ByteOrderMark, Characters, Labels, LineEnd, TextStyle};

/// The finished bytes, and the number of pages where the style has any.
pub(super) fn bound(text: String, style: &TextStyle, labels: &Labels) -> (Vec<u8>, Option<usize>) {
    let (text, pages) = match style.lines.count() {
        Some(lines) => {
            let (text, pages) = paged(&text, lines, labels, style.characters);
            (text, Some(pages))
        }
        None => (text, None),
    };
    let mut bytes = match style.byte_order_mark {
        ByteOrderMark::None => Vec::new(),
        ByteOrderMark::Utf8 => "\u{feff}".as_bytes().to_vec(),
    };
    match style.line_end {
        LineEnd::Lf if bytes.is_empty() => bytes = text.into_bytes(),
        LineEnd::Lf => bytes.extend_from_slice(text.as_bytes()),
        LineEnd::Crlf => bytes.extend_from_slice(text.replace('\n', "\r\n").as_bytes()),
    }
    (bytes, pages)
}

/// The text in pages of `lines_of_page` lines. Each ends in an empty line and its number; a form feed precedes the first line of
/// the next one.
fn paged(text: &str, lines_of_page: usize, labels: &Labels, characters: Characters) -> (String, usize) {
    let lines: Vec<&str> = text.lines().collect();
    let pages = split(&lines, lines_of_page - 2);
    let mut paged = String::with_capacity(text.len() + pages.len() * 20);
    for (index, page) in pages.iter().enumerate() {
        if index > 0 {
            paged.push('\u{c}');
        }
        for line in *page {
            paged.push_str(line);
            paged.push('\n');
        }
        paged.push('\n');
        let number = labels.page_of(index + 1, pages.len());
        match characters {
            Characters::Unicode => paged.push_str(&number),
            Characters::Ascii => super::fold::push_ascii(&mut paged, &number),
        }
        paged.push('\n');
    }
    (paged, pages.len())
}

/// The lines of each page, at most so many; no empty line begins or ends a page.
fn split<'l, 't>(lines: &'l [&'t str], most: usize) -> Vec<&'l [&'t str]> {
    let mut pages = Vec::new();
    let mut start = 0;
    loop {
        start += lines[start..].iter().take_while(|line| line.is_empty()).count();
        if lines.len() - start <= most {
            break;
        }
        let end = end_of_page(lines, start, most);
        pages.push(trimmed(&lines[start..end]));
        start = end;
    }
    if start < lines.len() {
        pages.push(trimmed(&lines[start..]));
    }
    pages
}

/// The end of the page that begins at a line: as late as it may be. Not between a heading or a name such as `Table:` and what follows it,
/// and not so that one line of a block is alone. Where headings alone fill half a page, between two of them; where one fills it,
/// in the other half.
fn end_of_page(lines: &[&str], start: usize, most: usize) -> usize {
    let late = || (start + most / 2..=start + most).rev();
    let best = late().find(|end| may_end(lines, start, *end));
    let between = || late().find(|end| is_before_heading(lines, *end));
    let early = || (start + 1..start + most / 2).rev().find(|end| may_end(lines, start, *end));
    best.or_else(between).or_else(early).unwrap_or(start + most)
}

fn is_before_heading(lines: &[&str], end: usize) -> bool {
    let next = (end..lines.len()).find(|at| !lines[*at].is_empty());
    (lines[end].is_empty() || lines[end - 1].is_empty()) && next.is_some_and(|next| is_heading(lines, next))
}

fn may_end(lines: &[&str], start: usize, end: usize) -> bool {
    let empty = |at: usize| lines.get(at).is_none_or(|line| line.is_empty());
    if empty(end) || empty(end - 1) {
        // Between blocks: the block above is no heading, and no name of what follows.
        let last = (start..end).rev().find(|at| !empty(*at));
        return last.is_none_or(|last| !lines[last].ends_with(':') && !is_heading(lines, last));
    }
    let stands_alone = empty(end + 1) || end < start + 2 || empty(end - 2);
    let heading_above = (start..end).rev().find(|at| empty(*at)).is_some_and(|gap| is_heading(lines, gap + 1));
    !stands_alone && !heading_above
}

/// True for a line of a block below two empty lines: only headings do, and exact text, which is indented.
fn is_heading(lines: &[&str], at: usize) -> bool {
    let start = (0..at).rev().find(|above| lines[*above].is_empty()).map_or(0, |gap| gap + 1);
    start >= 2 && lines[start - 2].is_empty() && !lines[start].starts_with(' ')
}

/// Without empty lines at the end.
fn trimmed<'l, 't>(page: &'l [&'t str]) -> &'l [&'t str] {
    let end = page.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    &page[..end]
}
