//! What an article, the file beside it and its house say of its charset, before it is known: all of that is ASCII.

use super::SAMPLE;
use crate::diagnostic;
use crate::read::{ReadDefaults, front_matter};
use crate::tree::Lang;
use encoding_rs::Encoding;
use std::borrow::Cow;

/// A charset by a name of the web's Encoding Standard, of which there are several: `latin1` is `windows-1252` as on the web.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charset(pub(super) &'static Encoding);

/// The names that charsets are best known by; each has others.
const NAMES: [&str; 43] = [
    "big5",
    "euc-jp",
    "euc-kr",
    "gb18030",
    "gb2312",
    "gbk",
    "ibm866",
    "iso-2022-jp",
    "iso-8859-1",
    "iso-8859-10",
    "iso-8859-13",
    "iso-8859-14",
    "iso-8859-15",
    "iso-8859-16",
    "iso-8859-2",
    "iso-8859-3",
    "iso-8859-4",
    "iso-8859-5",
    "iso-8859-6",
    "iso-8859-7",
    "iso-8859-8",
    "iso-8859-9",
    "koi8-r",
    "koi8-u",
    "latin1",
    "macintosh",
    "shift-jis",
    "utf-16be",
    "utf-16le",
    "utf-8",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "windows-31j",
    "windows-874",
    "x-mac-cyrillic",
    "x-mac-roman",
];

impl Charset {
    /// The charset that a name means, in any case.
    ///
    /// # Errors
    /// That the name is not known, and one that is near it.
    pub fn named(name: &str) -> Result<Charset, String> {
        let known = Encoding::for_label_no_replacement(name.trim().as_bytes());
        // Letters of one's own have no meaning for readers.
        known.filter(|encoding| *encoding != encoding_rs::X_USER_DEFINED).map(Charset).ok_or_else(|| {
            let near = diagnostic::nearest(name.trim(), NAMES).unwrap_or("windows-1250");
            format!("`{}` is no charset that is known; one is `{near}`", name.trim())
        })
    }
}

impl TryFrom<String> for Charset {
    type Error = String;
    fn try_from(name: String) -> Result<Charset, String> {
        Charset::named(&name)
    }
}

impl From<Charset> for String {
    fn from(charset: Charset) -> String {
        charset.0.name().to_ascii_lowercase()
    }
}

/// What is said of an article, as far as it helps to decode it.
pub(super) struct Said {
    pub(super) charset: Option<Charset>,
    pub(super) lang: Option<Lang>,
}

/// What the front matter says, then the file beside the article, then its defaults.
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

/// Bytes as text of which only what is ASCII is right, with the line ends of this defaults.
fn readable(bytes: &[u8]) -> String {
    encoding_rs::mem::decode_latin1(bytes).replace("\r\n", "\n").replace('\r', "\n")
}

/// Where a line of an article can say its charset: mails, pages, Project Gutenberg and editors write it near the head.
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
    fn charsets_have_several_names_and_a_wrong_one_is_told_its_neighbour() {
        for (name, known) in [
            ("Windows-1250", "windows-1250"),
            (" latin1 ", "windows-1252"),
            ("ISO-8859-15", "iso-8859-15"),
            ("cp1251", "windows-1251"),
            ("sjis", "shift_jis"),
            ("mac", "macintosh"),
        ] {
            assert_eq!(Charset::named(name).map(String::from).as_deref(), Ok(known));
        }
        for (name, near) in [
            ("windows-1259", "windows-1250"),
            ("mac-roman", "x-mac-roman"),
            ("koi8r", "koi8-r"),
            ("iso-2022-kr", "iso-2022-jp"),
            ("x-user-defined", "windows-1250"),
        ] {
            let told = format!("`{name}` is no charset that is known; one is `{near}`");
            assert_eq!(Charset::named(name), Err(told));
        }
        for name in NAMES {
            assert!(Charset::named(name).is_ok(), "{name}");
        }
    }

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
