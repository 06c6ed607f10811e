//! The bytes of an article → its text.
//!
//! The first of these decides: a byte order mark; UTF-8, if the bytes are valid; the front matter or the defaults; the zeros of
//! UTF-16 and UTF-32; a line of the article (`charset=`); a guess. Lines of the text end with `\n`, and it has no control
//! characters but tab and form feed.

use super::code::{Code, marked};
use super::complaints::Complaints;
use super::named::Charset;
use super::{guess, said, visual};
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::read::defaults::ReadDefaults;
use encoding_rs::UTF_8;

/// Decodes an article, and says what was guessed and which bytes meant nothing. `beside` is what the `.toml` beside it says.
pub(in crate::read) fn decode(
    bytes: &[u8],
    defaults: &ReadDefaults,
    beside: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    if let Some((code, length)) = marked(bytes) {
        let text = code.decode(&bytes[length..]);
        invalid_bytes(&text, diagnostics);
        return text;
    }
    // UTF-8 is checked many bytes at a time, and borrowed.
    let utf_8 = UTF_8.decode_without_bom_handling_and_without_replacement(bytes);
    match &utf_8 {
        // UTF-16 in Latin letters and ISO-2022-JP are UTF-8 by their bytes, but for zeros and escapes.
        Some(text) if memchr::memchr2(0, 0x1b, bytes).is_none() => return text.clone().into_owned(),
        Some(_) | None => {}
    }
    let said = said::said(bytes, defaults, beside);
    if let Some(Charset(encoding)) = said.charset.filter(|said| utf_8.is_none() || !said.0.is_ascii_compatible()) {
        return decoded(Code::Known(encoding), bytes, diagnostics);
    }
    if let Some(code) = guess::wide(bytes) {
        guessed(code.name(), diagnostics);
        return decoded(code, bytes, diagnostics);
    }
    if let Some(text) = utf_8 {
        if !guess::has_japanese_escapes(bytes) {
            return text.into_owned();
        }
        guessed(encoding_rs::ISO_2022_JP.name(), diagnostics);
        return decoded(Code::Known(encoding_rs::ISO_2022_JP), bytes, diagnostics);
    }
    if guess::is_broken_utf_8(bytes) {
        return decoded(Code::Known(UTF_8), bytes, diagnostics);
    }
    if let Some((encoding, line)) = said::declared(bytes) {
        let message =
            format!("the article's bytes were taken for the charset `{}`, which this line names", encoding.name());
        diagnostics.push(Diagnostic::new(Rule::CharsetGuessed, [line, 1, line, 1].into(), message).with_help(HELP));
        return decoded(Code::Known(encoding), bytes, diagnostics);
    }
    let encoding = guess::guess(bytes, said.lang.as_ref());
    guessed(encoding.name(), diagnostics);
    decoded(Code::Known(encoding), bytes, diagnostics)
}

/// Decodes, and complains of bytes that mean nothing.
fn decoded(code: Code, bytes: &[u8], diagnostics: &mut Vec<Diagnostic>) -> String {
    let text = code.decode(bytes);
    invalid_bytes(&text, diagnostics);
    if let Code::Known(encoding) = code
        && encoding == encoding_rs::ISO_8859_8
        && let Some(turned) = visual::turned(&text)
    {
        let message = "the lines hold Hebrew as it is seen, from left to right, and were turned";
        let diagnostic = Diagnostic::new(Rule::CharsetGuessed, SourceSpan::NOWHERE, message);
        diagnostics.push(diagnostic.with_help("save the article as UTF-8, in the order of reading"));
        return turned;
    }
    text
}

const HELP: &str = "save the article as UTF-8, or give its charset in the front matter: `charset: windows-1250`";

fn guessed(name: &str, diagnostics: &mut Vec<Diagnostic>) {
    let message = format!("the article's bytes were taken for the charset `{name}`");
    diagnostics.push(Diagnostic::new(Rule::CharsetGuessed, SourceSpan::NOWHERE, message).with_help(HELP));
}

/// Reports each line with a replacement character.
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

#[cfg(test)]
mod tests {
    use super::super::clean::cleaned;
    use super::*;
    use encoding_rs::Encoding;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, rules: &[Rule]) {
        let mut diagnostics = Vec::new();
        let decoded = decode(bytes, &ReadDefaults::default(), "", &mut diagnostics);
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
        let text = decode(&bytes, &ReadDefaults::default(), "", &mut diagnostics);
        assert_eq!(text, "één\nbéé \u{fffd}x\n");
        assert_eq!(diagnostics[0].rule, Rule::InvalidBytes);
        assert_eq!(diagnostics[0].at, [2, 5, 2, 6].into());
    }
    #[test]
    fn each_line_with_a_fault_is_counted_once() {
        let mut diagnostics = Vec::new();
        let text = decode("a\u{1}\u{2}b\n".repeat(250).as_bytes(), &ReadDefaults::default(), "", &mut diagnostics);
        cleaned(text, &mut diagnostics);
        let bytes = b"\xef\xbb\xbf\xff \xff\n".repeat(250);
        decode(&bytes, &ReadDefaults::default(), "", &mut diagnostics);
        for rule in [Rule::ControlCharacter, Rule::InvalidBytes] {
            let of_rule: Vec<_> = diagnostics.iter().filter(|diagnostic| diagnostic.rule == rule).collect();
            assert_eq!((of_rule.len(), of_rule[99].more), (100, 150), "{rule:?}");
            assert_eq!(of_rule.iter().map(|diagnostic| diagnostic.count()).sum::<usize>(), 250);
        }
    }
}
