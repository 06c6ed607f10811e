//! The front and back matter that Project Gutenberg puts around a book.

use crate::tree::{Contributor, Lang, Line, Role, is_blank};
use std::ops::Range;

/// The parts of a file of Project Gutenberg.
#[derive(Debug)]
pub struct Book {
    /// The book itself, in bytes of the text.
    pub book: Range<usize>,
    pub title: Option<Line>,
    pub contributors: Vec<Contributor>,
    pub lang: Option<Lang>,
}

/// Finds the lines between which the book stands; `None` for a text that has none.
pub fn book(text: &str) -> Option<Book> {
    let start = marker(text, "START OF", 0..text.len().min(60_000))?;
    let end = marker(text, "END OF", start.end..text.len()).map_or(text.len(), |line| line.start);
    let end = last_line(text, start.end..end);
    let head = &text[..start.start];
    let field = |name: &str| field(head, name);
    let people = [("Author", "aut"), ("Translator", "trl"), ("Editor", "edt"), ("Illustrator", "ill")];
    let contributors = people.iter().filter_map(|(label, role)| {
        Some(Contributor { name: field(label)?, role: Role::new(role).ok()?, file_as: None })
    });
    let lang = field("Language").and_then(|name| language(name.as_str()));
    Some(Book { book: start.end..end, title: field("Title"), contributors: contributors.collect(), lang })
}

/// The line `*** START OF THE PROJECT GUTENBERG EBOOK … ***`, or its like. It is short: no more than its beginning is looked for.
fn marker(text: &str, words: &str, within: Range<usize>) -> Option<Range<usize>> {
    const LONGEST: usize = 400;
    let bytes = text.as_bytes();
    for found in memchr::memmem::find_iter(&bytes[within.start..within.end], words) {
        let at = within.start + found;
        let Some(start) = text[..at].trim_end_matches([' ', '\t']).strip_suffix("***").map(str::len) else { continue };
        let begins = start == within.start || within.start < start && bytes[start - 1] == b'\n';
        let rest = &bytes[at..text.len().min(at + LONGEST)];
        let length = memchr::memchr(b'\n', rest).or((at + rest.len() == text.len()).then_some(rest.len()));
        if let Some(length) = length.filter(|_| begins)
            && text[at..at + length].to_ascii_uppercase().contains("PROJECT GUTENBERG")
        {
            return Some(start..end_of_marker(text, start, at + length));
        }
    }
    None
}

/// Where a marker ends: it may be broken into two or three lines, the last with the stars.
fn end_of_marker(text: &str, start: usize, stop: usize) -> usize {
    if text[start..stop].trim_end().trim_start_matches('*').ends_with("***") {
        return stop;
    }
    let mut end = stop;
    for _ in 0..2 {
        let Some(rest) = text.get(end + 1..) else { return stop };
        end += 1 + memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        match text[stop..end].trim_end() {
            more if more.ends_with("***") => return end,
            more if more.ends_with("\n\n") || more.ends_with("\n\r\n") => return stop,
            _ => {}
        }
    }
    stop
}

/// Where the book ends: older files say `End of the Project Gutenberg EBook of …` above the last marker.
fn last_line(text: &str, book: Range<usize>) -> usize {
    let mut near = book.end.saturating_sub(800).max(book.start);
    while !text.is_char_boundary(near) {
        near += 1;
    }
    let tail = &text[near..book.end];
    let said = tail.rfind("Project Gutenberg").map(|at| tail[..at].rfind('\n').map_or(0, |end| end + 1));
    said.filter(|&line| tail[line..].trim_start().starts_with("End of ")).map_or(book.end, |line| near + line)
}

/// The words behind `Name:` in the head, with the indented lines below it; single spaces part them.
fn field(head: &str, name: &str) -> Option<Line> {
    let mut lines = head.lines();
    let first = lines.by_ref().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    let mut words = first.to_owned();
    for line in lines.take_while(|line| line.starts_with(char::is_whitespace) && !is_blank(line)) {
        words.push(' ');
        words.push_str(line);
    }
    Line::new(&words).ok()
}

/// The tag of a language that Project Gutenberg names in English.
fn language(name: &str) -> Option<Lang> {
    let tag = match name.split([',', ' ', '(']).next()?.to_ascii_lowercase().as_str() {
        "english" => "en",
        "french" => "fr",
        "german" => "de",
        "spanish" => "es",
        "italian" => "it",
        "portuguese" => "pt",
        "dutch" => "nl",
        "finnish" => "fi",
        "swedish" => "sv",
        "danish" => "da",
        "norwegian" => "no",
        "polish" => "pl",
        "czech" => "cs",
        "hungarian" => "hu",
        "russian" => "ru",
        "greek" => "el",
        "latin" => "la",
        "chinese" => "zh",
        "japanese" => "ja",
        "tagalog" => "tl",
        "catalan" => "ca",
        "esperanto" => "eo",
        "welsh" => "cy",
        "icelandic" => "is",
        "hebrew" => "he",
        "arabic" => "ar",
        "bulgarian" => "bg",
        "serbian" => "sr",
        "romanian" => "ro",
        _ => return None,
    };
    Lang::new(tag).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_book_stands_between_the_two_lines() {
        let text = "Title: The  Eye,\n\tand \t the Ear\nAuthor: A. Writer\nLanguage: French\n\n*** START OF THIS PROJECT GUTENBERG EBOOK THE EYE ***\n\nBook.\n\n*** END OF THIS PROJECT GUTENBERG EBOOK THE EYE ***\nlicence\n";
        let found = book(text).unwrap();
        assert_eq!(text[found.book.clone()].trim(), "Book.");
        assert_eq!(found.title.as_ref().map(Line::as_str), Some("The Eye, and the Ear"));
        assert_eq!(found.contributors[0].name.as_str(), "A. Writer");
        assert_eq!(found.lang.unwrap().as_str(), "fr");
        assert!(book("START OF the PROJECT GUTENBERG").is_none());
    }
}
