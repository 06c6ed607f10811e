//! Bytes that are no text: what someone dropped among the articles, or named by mistake. Editions of them would hold nothing that can
//! be read, and nobody would be told.

use super::form::Form;
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};

/// Bytes that are enough to tell.
const SAMPLE: usize = 8192;

/// Reports a file whose first bytes show that it has none of the forms.
pub(super) fn foreign(bytes: &[u8], form: Form) -> Option<Diagnostic> {
    let (kind, help) = match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => ("a PDF", COPY),
        [b'P', b'K', 3, 4, ..] => ("a document of an office program, a book or an archive", SAVE),
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => ("a document of an old office program", SAVE),
        [b'{', b'\\', b'r', b't', b'f', ..] => ("a document in Rich Text Format", SAVE),
        [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] => ("a picture", SHOW),
        // Of a width below 2,304 pixels; words about GIF begin so, too.
        [b'G', b'I', b'F', b'8', _, b'a', _, 0..9, ..] => ("a picture", SHOW),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => ("a picture", SHOW),
        _ if form == Form::PlainText && is_page(bytes) => ("a page of the web", COPY),
        _ => return None,
    };
    Some(complaint(&format!("the file is {kind}, and no text"), help))
}

const COPY: &str = "copy its words into a text file, or turn it into Markdown: many programs do that";
const SAVE: &str = "save it as plain text or as Markdown: most programs can";
const SHOW: &str = "write an article that shows it: `![what it shows](picture.png)`";

/// Reports decoded text that is mostly characters which no text has.
pub(super) fn unreadable(text: &str) -> Option<Diagnostic> {
    let sample = &text.as_bytes()[..text.len().min(SAMPLE)];
    let is_odd = |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0xc | 0x1b | 8);
    let odd = sample.iter().filter(|byte| is_odd(byte)).count();
    // A few stray ones are left out and told one by one.
    let is_text = odd < 16 || odd * 10 <= sample.len();
    (!is_text).then(|| complaint("the file is no text: much of it is control characters", COPY))
}

fn complaint(message: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Rule::NotText, SourceSpan::NOWHERE, message).with_help(help)
}

/// True if plain text starts like a whole HTML page.
fn is_page(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins = |with: &[u8]| bytes.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
    begins(b"<!doctype html") || begins(b"<html>") || begins(b"<html ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Article, Neighbours, read};

    #[track_caller]
    fn check(bytes: &[u8], form: Form, message: Option<&str>) {
        let reading = read(&Article { bytes, form, stem: "article", neighbours: &Neighbours::default() });
        let found: Vec<&str> = reading.diagnostics.iter().map(|told| told.message.as_str()).collect();
        match message {
            Some(message) => assert_eq!((found, reading.draft), (vec![message], None)),
            None => assert!(reading.draft.is_some(), "{found:?}"),
        }
    }

    #[test]
    fn what_is_no_text_is_told_and_nothing_is_made_of_it() {
        for (bytes, kind) in [
            (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nwords".as_slice(), "a PDF"),
            (b"PK\x03\x04words", "a document of an office program, a book or an archive"),
            (b"{\\rtf1 words}", "a document in Rich Text Format"),
            (b"\x89PNG\r\n\x1a\nwords", "a picture"),
            (b"GIF89a\x10\x00\x10\x00words", "a picture"),
            (b"RIFF....WEBPwords", "a picture"),
        ] {
            let message = format!("the file is {kind}, and no text");
            check(bytes, Form::PlainText, Some(&message));
            check(bytes, Form::Markdown, Some(&message));
        }
        let odd = [b"words \x01\x02\x03".as_slice(); 12].concat();
        check(&odd, Form::PlainText, Some("the file is no text: much of it is control characters"));
    }

    #[test]
    fn a_page_of_the_web_is_no_bare_lines_and_is_markdown() {
        for page in ["<!DOCTYPE html>\n<p>Words</p>", "\u{feff}\n<HTML lang=en><p>Words</p>"] {
            check(page.as_bytes(), Form::PlainText, Some("the file is a page of the web, and no text"));
            check(page.as_bytes(), Form::Markdown, None);
        }
    }

    #[test]
    fn text_that_speaks_of_such_files_is_text() {
        for text in
            ["PDF files begin with %PDF-1.7.", "GIF89a is old.", "A page begins with <html>.", "Words \x01\x02.", "PK"]
        {
            check(text.as_bytes(), Form::PlainText, None);
        }
    }
}
