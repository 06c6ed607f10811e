//! A charset that nobody says → a guess from the bytes.

use super::code::{Code, Order, SAMPLE};
use crate::read::language;
use crate::tree::Lang;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// UTF-16 and UTF-32 without a mark, by their zeros.
pub(super) fn wide(bytes: &[u8]) -> Option<Code> {
    memchr::memchr(0, &bytes[..bytes.len().min(SAMPLE)])?;
    utf_32(bytes).or_else(|| utf_16(bytes))
}

/// Nine of ten characters have zeros for the two bytes that count most.
fn utf_32(bytes: &[u8]) -> Option<Code> {
    let sample = &bytes[..bytes.len().min(8192)];
    let mut count = [0usize; 4];
    for (at, _) in sample.iter().enumerate().filter(|(_, byte)| **byte == 0) {
        count[at % 4] += 1;
    }
    let most = |place: usize| sample.len() / 4 * 9 <= count[place] * 10;
    match bytes.len() {
        length if !length.is_multiple_of(4) || length < 4 => None,
        _ if most(3) && most(2) => Some(Code::Utf32(Order::LittleEnd)),
        _ if most(0) && most(1) => Some(Code::Utf32(Order::BigEnd)),
        _ => None,
    }
}

/// Spaces, line ends and points have their zeros all on one side. Latin letters have zeros there, too; in other scripts these signs
/// may be few, but then the whole is text in UTF-16 and in nothing else.
fn utf_16(bytes: &[u8]) -> Option<Code> {
    let sample = &bytes[..bytes.len().min(SAMPLE) / 2 * 2];
    let is_sign = |byte: u8| matches!(byte, b' ' | b'\n' | b'\r' | b'.' | b',');
    let (mut little, mut big) = (0usize, 0usize);
    let mut zeros = [0usize; 2];
    for pair in sample.chunks_exact(2) {
        little += usize::from(pair[1] == 0 && is_sign(pair[0]));
        big += usize::from(pair[0] == 0 && is_sign(pair[1]));
        zeros[0] += usize::from(pair[0] == 0);
        zeros[1] += usize::from(pair[1] == 0);
    }
    let (encoding, signs, zeros, others) = match (little, big) {
        (little, big) if big < little => (UTF_16LE, little, zeros[1], zeros[0]),
        (little, big) if little < big => (UTF_16BE, big, zeros[0], zeros[1]),
        _ => return None,
    };
    let is_latin = sample.len() * 3 <= (zeros + others) * 100 && others * 2 < zeros;
    let is_other = || {
        let of_one_side = little.min(big) * 8 < signs && sample.len() < signs * 1000;
        of_one_side && is_text(encoding, sample, 100) && !is_text(UTF_8, sample, 8)
    };
    (is_latin || is_other()).then_some(Code::Known(encoding))
}

/// True if bytes decode to characters of text, except at most one in `one_in`.
fn is_text(encoding: &'static Encoding, bytes: &[u8], one_in: usize) -> bool {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let is_odd = |c: &char| c.is_control() && !c.is_whitespace() || ('\u{e000}'..='\u{f8ff}').contains(c);
    let (all, odd) = (text.chars().count(), text.chars().filter(is_odd).count());
    !broken && odd * one_in <= all
}

/// True if ASCII has the escapes of ISO-2022-JP.
pub(super) fn has_japanese_escapes(bytes: &[u8]) -> bool {
    let escapes = memchr::memmem::find(bytes, b"\x1b$B").or_else(|| memchr::memmem::find(bytes, b"\x1b$@"));
    escapes.is_some() && bytes.is_ascii()
}

/// True if bytes are UTF-8 with few errors, compared with the characters beyond ASCII.
pub(super) fn is_broken_utf_8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0usize, 0usize);
    for chunk in bytes[..bytes.len().min(SAMPLE)].utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    // A sample may end inside a character.
    let invalid = invalid.saturating_sub(usize::from(SAMPLE < bytes.len()));
    invalid * 4 <= valid
}

/// The charset that bytes are most likely to be in. What the language is said to be settles it where the letters alone mislead.
pub(super) fn guess(bytes: &[u8], lang: Option<&Lang>) -> &'static Encoding {
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let from = first.saturating_sub(1024);
    let sample = &bytes[from..bytes.len().min(from + SAMPLE)];
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let likely = detector.guess(None, chardetng::Utf8Detection::Deny);
    // Most letters of a language in Latin letters are ASCII, so its words tell it even where the others are wrong.
    let of_words =
        || if is_latin(likely) { language::of_words(&likely.decode_without_bom_handling(sample).0) } else { None };
    let home = lang.cloned().or_else(of_words).as_ref().and_then(home);
    let likely = home.map_or(likely, |home| at_home(&home, likely, &detector, sample));
    of_a_macintosh(likely, sample).unwrap_or(likely)
}

/// The charset that bytes are likely to be in, for a language: one that it is not written in gives way to one that it is, where the
/// letters are of one script and the words no worse.
fn at_home(
    home: &Home,
    likely: &'static Encoding,
    detector: &chardetng::EncodingDetector,
    sample: &[u8],
) -> &'static Encoding {
    let is_at_home = |encoding: &'static Encoding| home.charsets.contains(&encoding.name());
    if is_at_home(likely) {
        return likely;
    }
    let asked = detector.guess(Some(home.domain.as_bytes()), chardetng::Utf8Detection::Deny);
    let first = home.charsets.first().and_then(|name| Encoding::for_label(name.as_bytes()));
    match first {
        Some(first) if !is_at_home(asked) && is_latin(asked) && is_latin(first) => {
            let (own, _) = flaws(&first.decode_without_bom_handling(sample).0);
            let (others, _) = flaws(&asked.decode_without_bom_handling(sample).0);
            if own <= others { first } else { asked }
        }
        Some(_) | None => asked,
    }
}

/// True if a charset has Latin letters beyond ASCII.
fn is_latin(encoding: &'static Encoding) -> bool {
    const LATIN: [&str; 11] = [
        "windows-1250",
        "windows-1252",
        "windows-1254",
        "windows-1257",
        "ISO-8859-2",
        "ISO-8859-3",
        "ISO-8859-4",
        "ISO-8859-10",
        "ISO-8859-13",
        "ISO-8859-14",
        "ISO-8859-16",
    ];
    LATIN.contains(&encoding.name())
}

/// Charsets of a language.
struct Home {
    charsets: &'static [&'static str],
    /// A domain of the web where the language is spoken, by which `chardetng` asks for it.
    domain: &'static str,
}

/// `None` for languages that share a domain with others, and for English: its letters are ASCII, and what is not may be of any language.
fn home(lang: &Lang) -> Option<Home> {
    const CENTRAL: &[&str] = &["windows-1250", "ISO-8859-2", "ISO-8859-16"];
    const BALTIC: &[&str] = &["windows-1257", "ISO-8859-13", "ISO-8859-4"];
    const CYRILLIC: &[&str] = &["windows-1251", "KOI8-R", "KOI8-U", "ISO-8859-5", "IBM866", "x-mac-cyrillic"];
    const ARABIC: &[&str] = &["windows-1256", "ISO-8859-6"];
    const WESTERN: &[&str] = &["windows-1252"];
    let (charsets, domain): (&[&str], &str) = match lang.primary() {
        "cs" => (CENTRAL, "cz"),
        "sl" => (CENTRAL, "si"),
        "bs" => (CENTRAL, "ba"),
        "sk" => (CENTRAL, "sk"),
        "pl" => (CENTRAL, "pl"),
        "hu" => (CENTRAL, "hu"),
        "hr" => (CENTRAL, "hr"),
        "ro" => (CENTRAL, "ro"),
        "lt" => (BALTIC, "lt"),
        "lv" => (BALTIC, "lv"),
        "ru" => (CYRILLIC, "ru"),
        "uk" => (CYRILLIC, "ua"),
        "be" => (CYRILLIC, "by"),
        "bg" => (CYRILLIC, "bg"),
        "mk" => (CYRILLIC, "mk"),
        "eo" | "mt" => (&["ISO-8859-3"], "fr"),
        "se" => (&["ISO-8859-10"], "fr"),
        "el" => (&["windows-1253", "ISO-8859-7"], "gr"),
        "tr" | "az" => (&["windows-1254"], "tr"),
        "he" | "yi" => (&["windows-1255", "ISO-8859-8", "ISO-8859-8-I"], "il"),
        "ar" => (ARABIC, "sa"),
        "fa" => (ARABIC, "ir"),
        "ur" => (ARABIC, "pk"),
        "vi" => (&["windows-1258"], "vn"),
        "th" => (&["windows-874"], "th"),
        "ja" => (&["Shift_JIS", "EUC-JP"], "jp"),
        "ko" => (&["EUC-KR"], "kr"),
        "is" | "fo" => (WESTERN, "is"),
        "ca" | "da" | "de" | "es" | "et" | "eu" | "fi" | "fr" | "ga" | "gl" | "it" | "nb" | "nl" | "nn" | "no"
        | "pt" | "sv" => (WESTERN, "fr"),
        _ => return None,
    };
    Some(Home { charsets, domain })
}

/// The charsets of old Macintosh computers, which `chardetng` does not know: read in another one of letters with two cases, their words
/// have capitals and signs inside, and read in their own they have none.
fn of_a_macintosh(likely: &'static Encoding, sample: &[u8]) -> Option<&'static Encoding> {
    if !is_latin(likely) && likely != encoding_rs::WINDOWS_1251 {
        return None;
    }
    let (flaws, letters) = flaws(&likely.decode_without_bom_handling(sample).0);
    let is_better = |encoding: &&'static Encoding| {
        let (own, _) = self::flaws(&encoding.decode_without_bom_handling(sample).0);
        own * 8 <= flaws
    };
    let macintosh = [encoding_rs::MACINTOSH, encoding_rs::X_MAC_CYRILLIC];
    // One flaw among many letters is a slip of the author.
    let is_flawed = 2 <= flaws || flaws == 1 && letters <= 16;
    if is_flawed { macintosh.into_iter().find(is_better) } else { None }
}

/// Number of characters beyond ASCII in impossible places, and the number of all beyond ASCII. Impossible are a capital after a
/// small letter, a letter of another script inside a word, a sign between two letters, an opening sign after a letter.
fn flaws(text: &str) -> (usize, usize) {
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    let (mut count, mut all) = (0, 0);
    while let Some(c) = letters.next() {
        let after = letters.peek().copied().unwrap_or(' ');
        let flawed = match c {
            c if c.is_ascii() => false,
            '„' | '‚' | '‹' | '¿' | '¡' | 'ˆ' | '˜' | '¨' | '¤' | '¥' | '£' | '¢' | '§' | '¶' | '¯' | '¸' | 'ˇ'
            | '˛' | '˘' | '˙' | '˝' => before.is_alphabetic(),
            '’' | '·' | '\u{ad}' | '–' | '—' => false,
            '\u{400}'..='\u{4ff}' if before.is_ascii_alphabetic() || after.is_ascii_alphabetic() => true,
            c if c.is_control() => true,
            c if c.is_alphabetic() => c.is_uppercase() && before.is_lowercase(),
            _ => before.is_alphabetic() && after.is_lowercase(),
        };
        count += usize::from(flawed);
        all += usize::from(!c.is_ascii());
        before = c;
    }
    (count, all)
}
