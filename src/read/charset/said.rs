//! The charset that an article, the file beside it or the defaults name, read before it is known: all of that is ASCII.

use super::code::SAMPLE;
use super::named::Charset;
use crate::read::defaults::ReadDefaults;
use crate::read::front_matter;
use crate::tree::Lang;
use encoding_rs::Encoding;
use std::borrow::Cow;

/// Statements about an article that help to decode it.
pub(super) struct Said {
    pub(super) charset: Option<Charset>,
    pub(super) lang: Option<Lang>,
}

/// Reads the statements: from the front matter, else the file beside the article, else the defaults.
pub(super) fn said(bytes: &[u8], defaults: &ReadDefaults, beside: &str) -> Said {
    let head = readable(&bytes[..bytes.len().min(defaults.limits.front_matter.count())]);
    let own = |key: &str| front_matter::line_of(&head, &defaults.limits, key);
    let charset = |name: &str| Charset::named(name).ok();
    // Front matter that can be read without decoding is in no charset of two bytes for each letter, whatever it says.
    let of_bytes = |charset: &Charset| charset.0.is_ascii_compatible() || charset.0 == encoding_rs::ISO_2022_JP;
    let charset = own("charset")
        .and_then(charset)
        .filter(of_bytes)
        .or_else(|| front_matter::line_among(beside, "charset").and_then(charset))
        .or(defaults.charset);
    let lang = own("lang").or_else(|| front_matter::line_among(beside, "lang"));
    let lang = lang.and_then(|tag| Lang::new(&tag.replace('_', "-")).ok()).or_else(|| defaults.lang.clone());
    Said { charset, lang }
}

/// Bytes as text of which only what is ASCII is right, with every line ending in `\n`.
fn readable(bytes: &[u8]) -> String {
    encoding_rs::mem::decode_latin1(bytes).replace("\r\n", "\n").replace('\r', "\n")
}

/// Length of the start in which a line may name the charset: mails, web pages, Project Gutenberg and editors write it there.
const HEAD: usize = 4096;

/// The charset that a line near the head names (`charset=…`, `encoding: …`), and the line. `None` where the bytes are no text in it.
pub(super) fn declared(bytes: &[u8]) -> Option<(&'static Encoding, u32)> {
    let head: Cow<'_, str> = encoding_rs::mem::decode_latin1(&bytes[..bytes.len().min(HEAD)]);
    let head = head.to_ascii_lowercase();
    let names = ["charset", "coding"].iter().flat_map(|word| head.match_indices(word));
    let mut found: Vec<(usize, &'static Encoding)> = names
        .filter_map(|(at, word)| {
            let rest = head[at + word.len()..].trim_start_matches(' ').strip_prefix(['=', ':'])?;
            let rest = rest.trim_start_matches([' ', '"', '\'']);
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:".contains(c)).unwrap_or(rest.len());
            Some((at, one_that_can_be(&rest[..end])?))
        })
        .collect();
    found.sort_by_key(|(at, _)| *at);
    let (at, encoding) = *found.first()?;
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[..bytes.len().min(SAMPLE)]);
    // A sample may end inside a character.
    let is_text = |text: Cow<'_, str>| !text.contains(|c| ('\u{80}'..='\u{9f}').contains(&c));
    if !text.map_or(SAMPLE < bytes.len(), is_text) {
        return None;
    }
    let line = 1 + head[..at].replace("\r\n", "\n").matches(['\n', '\r']).count() as u32;
    Some((encoding, line))
}

/// A charset that text which is neither UTF-8 nor ASCII can have.
fn one_that_can_be(name: &str) -> Option<&'static Encoding> {
    if ["ascii", "us-ascii"].contains(&name) {
        return None;
    }
    let encoding = Charset::named(name).ok()?.0;
    (encoding != encoding_rs::UTF_8 && encoding.is_ascii_compatible()).then_some(encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_near_the_head_names_the_charset_if_the_bytes_can_be_text_in_it() {
        let check = |head: &str, name: Option<(&str, u32)>| {
            let bytes = [head.as_bytes(), b"\n\n\xf0\xd2\xc9\xd7\xc5\xd4\n"].concat();
            assert_eq!(declared(&bytes).map(|(encoding, line)| (encoding.name(), line)), name, "{head}");
        };
        check("From: a@b.example\r\nContent-Type: text/plain; charset=\"KOI8-R\"", Some(("KOI8-R", 2)));
        check("# Drops\n\n<meta charset='koi8-r'>", Some(("KOI8-R", 3)));
        check("Character set encoding: ISO-8859-5.", Some(("ISO-8859-5", 1)));
        check("-*- coding: cp1251 -*-", Some(("windows-1251", 1)));
        check("charset=us-ascii", None);
        check("charset=utf-8", None);
        check("charset=klingon", None);
        check("The coding of diagnoses: see page 4", None);
        // 0xf0 begins no character of three bytes there.
        check("charset=euc-kr", None);
    }
}
