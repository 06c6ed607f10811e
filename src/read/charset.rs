//! The bytes of an article → its text. Knows nothing of what the text says.
//!
//! A mark at the head decides, else UTF-8 where the bytes are UTF-8, else UTF-16 and UTF-32 by their zeros, else the charset
//! that `chardetng` guesses. In the text lines end with `\n`, and there is no control character but tab and form feed.

use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::tree::is_forbidden;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// Complaints about single lines beyond this many say nothing new.
const MOST: usize = 100;
/// Bytes that are enough to guess a charset by.
const SAMPLE: usize = 256 * 1024;

/// Decodes an article, and says what was guessed and which bytes meant nothing.
pub(super) fn decode(bytes: &[u8], diagnostics: &mut Vec<Diagnostic>) -> String {
    let (charset, length) = marked(bytes);
    let bytes = &bytes[length..];
    let text = match charset.or_else(|| zeros(bytes, diagnostics)) {
        Some(Charset::Known(encoding)) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        Some(Charset::Utf32(order)) => utf_32(bytes, order),
        None => return unmarked(bytes, diagnostics),
    };
    invalid_bytes(&text, diagnostics);
    text
}

/// Ends every line with `\n` and leaves control characters out; form feeds stay, since they part pages. Says which lines had any.
pub(super) fn cleaned(text: String, diagnostics: &mut Vec<Diagnostic>) -> String {
    let bytes = text.as_bytes();
    let Some(first) = special(bytes, 0) else { return text };
    let mut clean = String::with_capacity(text.len());
    let mut complaints = Complaints::new(Rule::ControlCharacter);
    let (mut at, mut next) = (0, Some(first));
    while let Some(found) = next {
        clean.push_str(&text[at..found]);
        let c = text[found..].chars().next().unwrap_or('\n');
        at = found + c.len_utf8();
        match c {
            '\r' => {
                // CR LF, CR CR LF (a file converted twice) and CR alone end one line.
                if bytes.get(at..at + 2) == Some(b"\r\n") {
                    at += 2;
                } else if bytes.get(at) == Some(&b'\n') {
                    at += 1;
                }
                clean.push('\n');
            }
            '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
            c if is_forbidden(c) => complaints
                .add(&clean, diagnostics, || format!("the control character U+{:04X} was left out", u32::from(c))),
            c => clean.push(c),
        }
        next = special(bytes, at);
    }
    clean.push_str(&text[at..]);
    complaints.finish(diagnostics);
    clean
}

/// A charset, as far as this module must know.
enum Charset {
    Known(&'static Encoding),
    Utf32(Order),
}

/// Which byte of a number stands first.
#[derive(Clone, Copy)]
enum Order {
    LittleEnd,
    BigEnd,
}

/// The charset that a mark at the head names, and the mark's length.
fn marked(bytes: &[u8]) -> (Option<Charset>, usize) {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => (Some(Charset::Utf32(Order::LittleEnd)), 4),
        [0, 0, 0xfe, 0xff, ..] => (Some(Charset::Utf32(Order::BigEnd)), 4),
        [0xff, 0xfe, ..] => (Some(Charset::Known(UTF_16LE)), 2),
        [0xfe, 0xff, ..] => (Some(Charset::Known(UTF_16BE)), 2),
        [0xef, 0xbb, 0xbf, ..] => (None, 3),
        [0x84, 0x31, 0x95, 0x33, ..] => (Some(Charset::Known(encoding_rs::GB18030)), 4),
        _ => (None, 0),
    }
}

/// UTF-16 and UTF-32 without a mark: spaces, line ends and Latin letters have zeros at every second byte, or at three of four.
fn zeros(bytes: &[u8], diagnostics: &mut Vec<Diagnostic>) -> Option<Charset> {
    memchr::memchr(0, &bytes[..bytes.len().min(SAMPLE)])?;
    let sample = &bytes[..bytes.len().min(8192)];
    let mut count = [0usize; 4];
    for (at, _) in sample.iter().enumerate().filter(|(_, byte)| **byte == 0) {
        count[at % 4] += 1;
    }
    let words = (sample.len() / 4).max(1);
    let all: usize = count.iter().sum();
    if all * 100 < sample.len() * 3 {
        return None;
    }
    let (charset, name) = if bytes.len().is_multiple_of(4) && words * 9 <= count[3] * 10 && words * 9 <= count[2] * 10 {
        (Charset::Utf32(Order::LittleEnd), "UTF-32LE")
    } else if bytes.len().is_multiple_of(4) && words * 9 <= count[0] * 10 && words * 9 <= count[1] * 10 {
        (Charset::Utf32(Order::BigEnd), "UTF-32BE")
    } else {
        let plain =
            |pair: &&[u8], zero: usize| pair[zero] == 0 && matches!(pair[1 - zero], b' ' | b'\n' | b'\r' | b'.' | b',');
        let little = sample.chunks_exact(2).filter(|pair| plain(pair, 1)).count();
        let big = sample.chunks_exact(2).filter(|pair| plain(pair, 0)).count();
        let (odd, even) = (count[1] + count[3], count[0] + count[2]);
        if big < little && even * 2 < odd {
            (Charset::Known(UTF_16LE), "UTF-16LE")
        } else if little < big && odd * 2 < even {
            (Charset::Known(UTF_16BE), "UTF-16BE")
        } else {
            return None;
        }
    };
    guessed(name, diagnostics);
    Some(charset)
}

fn utf_32(bytes: &[u8], order: Order) -> String {
    let word = |word: &[u8]| {
        let word = [word[0], word[1], word[2], word[3]];
        let value = match order {
            Order::LittleEnd => u32::from_le_bytes(word),
            Order::BigEnd => u32::from_be_bytes(word),
        };
        char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER)
    };
    let rest = if bytes.len().is_multiple_of(4) { None } else { Some(char::REPLACEMENT_CHARACTER) };
    bytes.chunks_exact(4).map(word).chain(rest).collect()
}

/// Bytes without a mark and without the zeros of UTF-16.
fn unmarked(bytes: &[u8], diagnostics: &mut Vec<Diagnostic>) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        // ISO-2022-JP is all ASCII: escapes switch to Japanese and back.
        let escapes = memchr::memmem::find(bytes, b"\x1b$B").or_else(|| memchr::memmem::find(bytes, b"\x1b$@"));
        if escapes.is_some() && text.is_ascii() {
            return decoded(encoding_rs::ISO_2022_JP, bytes, diagnostics);
        }
        return text.to_owned();
    }
    if is_broken_utf_8(bytes) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        invalid_bytes(&text, diagnostics);
        return text;
    }
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let from = first.saturating_sub(1024);
    let sample = &bytes[from..bytes.len().min(from + SAMPLE)];
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    decoded(encoding, bytes, diagnostics)
}

/// Decodes by a guessed charset, and says so.
fn decoded(encoding: &'static Encoding, bytes: &[u8], diagnostics: &mut Vec<Diagnostic>) -> String {
    let (text, broken): (Cow<'_, str>, bool) = encoding.decode_without_bom_handling(bytes);
    guessed(encoding.name(), diagnostics);
    let text = text.into_owned();
    if broken {
        invalid_bytes(&text, diagnostics);
    }
    text
}

/// Whether bytes are UTF-8 but for a few: what is no UTF-8 is far less than what is, beyond ASCII.
fn is_broken_utf_8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0usize, 0usize);
    for chunk in bytes[..bytes.len().min(SAMPLE)].utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    // A sample may end inside a character.
    let invalid = invalid.saturating_sub(usize::from(SAMPLE < bytes.len()));
    invalid * 4 <= valid
}

fn guessed(name: &str, diagnostics: &mut Vec<Diagnostic>) {
    let message = format!("the article's bytes were taken for the charset `{name}`");
    let note = Diagnostic::new(Rule::CharsetGuessed, SourceSpan::NOWHERE, message);
    diagnostics.push(note.with_help("save the article as UTF-8 to be sure"));
}

/// Complains about each line with a replacement character.
fn invalid_bytes(text: &str, diagnostics: &mut Vec<Diagnostic>) {
    let mut complaints = Complaints::new(Rule::InvalidBytes);
    let mut last_line = 0;
    for found in memchr::memmem::find_iter(text.as_bytes(), "\u{fffd}") {
        // One complaint a line: the rest of it is looked at no more.
        if found < last_line {
            continue;
        }
        complaints
            .add(&text[..found], diagnostics, || "bytes that mean nothing here were replaced by U+FFFD".to_owned());
        last_line = memchr::memchr(b'\n', &text.as_bytes()[found..]).map_or(text.len(), |length| found + length);
    }
    complaints.finish(diagnostics);
}

/// Complaints of one rule about lines, each with its place, up to [`MOST`].
struct Complaints {
    rule: Rule,
    count: usize,
    line: u32,
    line_start: usize,
    counted: usize,
    last: u32,
}

impl Complaints {
    fn new(rule: Rule) -> Complaints {
        Complaints { rule, count: 0, line: 1, line_start: 0, counted: 0, last: 0 }
    }

    /// Complains about the place just behind `before`, once a line.
    fn add(&mut self, before: &str, diagnostics: &mut Vec<Diagnostic>, message: impl FnOnce() -> String) {
        if MOST <= self.count {
            self.count += 1;
            return;
        }
        for end in memchr::memchr_iter(b'\n', &before.as_bytes()[self.counted..]) {
            self.line += 1;
            self.line_start = self.counted + end + 1;
        }
        self.counted = before.len();
        if self.last == self.line {
            return;
        }
        self.last = self.line;
        self.count += 1;
        let column = before[self.line_start..].chars().count() as u32 + 1;
        let at = [self.line, column, self.line, column + 1].into();
        diagnostics.push(Diagnostic::new(self.rule, at, message()));
    }

    fn finish(self, diagnostics: &mut Vec<Diagnostic>) {
        if MOST < self.count {
            let message = format!("the same was found {} times more", self.count - MOST);
            diagnostics.push(Diagnostic::new(self.rule, SourceSpan::NOWHERE, message));
        }
    }
}

/// Whether a character may begin at a byte that is a line end of another system or may not stand in a tree; 0 where none does. It is
/// told without a branch.
fn could_be_special(byte: u8) -> u8 {
    let control = u8::from(byte < 32) & u8::from(byte != b'\t') & u8::from(byte != b'\n') & u8::from(byte != 0xc);
    let lead = u8::from(byte == 0xc2) | u8::from(byte == 0xe2) | u8::from(byte == 0xef) | u8::from(0xf0 <= byte);
    control | lead | u8::from(byte == 127)
}

/// The next such character at or behind a byte.
fn special(bytes: &[u8], from: usize) -> Option<usize> {
    const BLOCK: usize = 32;
    let mut at = from;
    loop {
        // Most blocks hold none: they are told without a branch for each byte, so that the compiler takes a block at a time.
        let (blocks, _) = bytes[at..].as_chunks::<BLOCK>();
        let special = |block: &[u8; BLOCK]| block.iter().fold(0, |any, &byte| any | could_be_special(byte)) != 0;
        at += blocks.iter().position(special).unwrap_or(blocks.len()) * BLOCK;
        at += bytes[at..].iter().position(|&byte| could_be_special(byte) != 0)?;
        let is_special = matches!(
            &bytes[at..],
            [0..=127, ..]
                | [0xc2, 0x80..=0x9f, ..]
                | [0xe2, 0x80, 0xa8 | 0xa9, ..]
                | [0xef, 0xbb, 0xbf, ..]
                | [0xef, 0xb7, 0x90..=0xaf, ..]
                | [0xef, 0xbf, 0xbe | 0xbf, ..]
                | [0xf0..=0xf4, _, 0xbf, 0xbe | 0xbf, ..]
        );
        if is_special {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, rules: &[Rule]) {
        let mut diagnostics = Vec::new();
        let decoded = decode(bytes, &mut diagnostics);
        assert_eq!(cleaned(decoded, &mut diagnostics), text);
        assert_eq!(diagnostics.iter().map(|diagnostic| diagnostic.rule).collect::<Vec<_>>(), rules, "{diagnostics:?}");
    }

    /// The text in a charset of `encoding_rs`, which cannot write UTF-16.
    fn encoded(label: &str, text: &str) -> Vec<u8> {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap();
        let (bytes, _, broken) = encoding.encode(text);
        assert!(!broken);
        bytes.into_owned()
    }

    #[test]
    fn marks_at_the_head_decide() {
        let text = "Tablets – één\n";
        let utf_16: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = utf_16.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = utf_16.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let wide: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        check(&[b"\xef\xbb\xbf", text.as_bytes()].concat(), text, &[]);
        check(&[b"\xff\xfe".as_slice(), &little].concat(), text, &[]);
        check(&[b"\xfe\xff".as_slice(), &big].concat(), text, &[]);
        check(&[b"\xff\xfe\0\0".as_slice(), &wide].concat(), text, &[]);
        check(&little, text, &[Rule::CharsetGuessed]);
        check(&big, text, &[Rule::CharsetGuessed]);
        check(&wide, text, &[Rule::CharsetGuessed]);
    }

    #[test]
    fn legacy_charsets_are_guessed_and_said() {
        for (label, text) in [
            (
                "windows-1252",
                "Nehmen Sie die Tabletten täglich ein. Fragen Sie Ihre Ärztin – sie hört Ihnen gern zu.\n",
            ),
            ("windows-1251", "Принимайте таблетки каждый день. Спросите своего врача, если вам что-то непонятно.\n"),
            ("koi8-r", "Принимайте таблетки каждый день. Спросите своего врача, если вам что-то непонятно.\n"),
            ("shift_jis", "毎日、食後に薬を飲んでください。わからないことがあれば、医師に聞いてください。\n"),
            ("euc-jp", "毎日、食後に薬を飲んでください。わからないことがあれば、医師に聞いてください。\n"),
            ("gb18030", "请每天饭后服药。如果您有任何不明白的地方，请向您的医生咨询。\n"),
            ("big5", "請每天飯後服藥。如果您有任何不明白的地方，請向您的醫生諮詢。\n"),
            ("euc-kr", "매일 식사 후에 약을 드십시오. 궁금한 점이 있으면 의사에게 물어보십시오.\n"),
            (
                "windows-1250",
                "Léky užívejte každý den po jídle. Zeptejte se svého lékaře, pokud něčemu nerozumíte. Příště přijďte včas.\n",
            ),
            (
                "iso-8859-2",
                "Leki należy przyjmować codziennie po posiłku. Proszę zapytać lekarza, jeśli coś jest niejasne.\n",
            ),
            ("iso-8859-5", "Принимайте таблетки каждый день. Спросите своего врача, если вам что-то непонятно.\n"),
            ("koi8-u", "Приймайте таблетки щодня після їжі. Запитайте свого лікаря, якщо вам щось незрозуміло.\n"),
            (
                "windows-1254",
                "İlaçlarınızı her gün yemekten sonra alınız. Anlamadığınız bir şey varsa doktorunuza sorunuz.\n",
            ),
            ("windows-1255", "קחו את הכדורים כל יום אחרי האוכל. שאלו את הרופא שלכם אם משהו אינו ברור.\n"),
            ("windows-1256", "تناول الأقراص كل يوم بعد الطعام. اسأل طبيبك إذا كان لديك أي سؤال عن الدواء.\n"),
            (
                "windows-1257",
                "Gerkite vaistus kiekvieną dieną – ir po valgio, ir prieš miegą. Paklauskite savo gydytojo, jeigu kas nors neaišku.\n",
            ),
            ("windows-1253", "Παίρνετε τα χάπια κάθε μέρα μετά το φαγητό. Ρωτήστε τον γιατρό σας αν έχετε απορίες.\n"),
        ] {
            check(&encoded(label, text), text, &[Rule::CharsetGuessed]);
        }
        check(b"\x1b$BLt\x1b(B\n", "薬\n", &[Rule::CharsetGuessed]);
    }

    #[test]
    fn bytes_that_mean_nothing_are_replaced_and_their_line_is_named() {
        let mut diagnostics = Vec::new();
        let bytes = [b"\xc3\xa9\xc3\xa9n\nb\xc3\xa9\xc3\xa9 ".as_slice(), b"\xff", b"x\n"].concat();
        let text = decode(&bytes, &mut diagnostics);
        assert_eq!(text, "één\nbéé \u{fffd}x\n");
        assert_eq!(diagnostics[0].rule, Rule::InvalidBytes);
        assert_eq!(diagnostics[0].at, [2, 5, 2, 6].into());
    }

    #[test]
    fn every_kind_of_line_end_becomes_one() {
        check("a\r\nb\rc\u{85}d\u{2028}e\u{2029}f\u{b}g\r\r\nh\n".as_bytes(), "a\nb\nc\nd\ne\nf\ng\nh\n", &[]);
        check(b"a\0b\nc\x1b\x07d\x0c\n", "ab\ncd\x0c\n", &[Rule::ControlCharacter, Rule::ControlCharacter]);
        check("a\u{feff}b\u{ffff}\u{fdd0}\u{1ffff}\n".as_bytes(), "ab\n", &[Rule::ControlCharacter]);
    }

    #[test]
    fn a_million_complaints_are_a_hundred() {
        let mut diagnostics = Vec::new();
        let text = cleaned("\0\n".repeat(1000), &mut diagnostics);
        assert_eq!((text.len(), diagnostics.len()), (1000, MOST + 1));
    }
}
