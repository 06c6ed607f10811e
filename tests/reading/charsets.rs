//! Laws of reading bytes: in whatever charset an article is written, its words come out; where they cannot, that is said.

mod texts;

use crate::numbers::Numbers;
use encoding_rs::Encoding;
use quatrefoil::diagnostic::Rule;
use quatrefoil::read::{Article, Charset, Form, Neighbours, ReadDefaults, Reading, read_with};
use texts::TEXTS;

/// Reads bare lines; `beside` is the `.toml` beside them.
fn reading(bytes: &[u8], beside: &str, defaults: &ReadDefaults) -> Reading {
    let neighbours = Neighbours { beside: beside.to_owned(), ..Neighbours::default() };
    read_with(defaults, &Article { bytes, form: Form::PlainText, stem: "article", neighbours: &neighbours })
}

/// The text in a charset of `encoding_rs`, which writes no UTF-16.
#[track_caller]
fn encoded(label: &str, text: &str) -> Vec<u8> {
    let (bytes, _, broken) = Encoding::for_label(label.as_bytes()).unwrap().encode(text);
    assert!(!broken, "{label} cannot write {text}");
    bytes.into_owned()
}

/// What is said of the charset: whether it was guessed, and whether bytes meant nothing.
fn complaints(reading: &Reading) -> Vec<Rule> {
    let rules = [Rule::CharsetGuessed, Rule::InvalidBytes, Rule::ControlCharacter, Rule::FrontMatterValue];
    reading.diagnostics.iter().map(|said| said.rule).filter(|rule| rules.contains(rule)).collect()
}

#[track_caller]
fn check(bytes: &[u8], beside: &str, defaults: &ReadDefaults, text: &str, said: &[Rule]) {
    let reading = reading(bytes, beside, defaults);
    assert_eq!(reading.text, text, "{:?}", reading.diagnostics);
    assert_eq!(complaints(&reading), said, "{:?}", reading.diagnostics);
}

#[test]
fn a_text_of_forty_words_tells_its_charset() {
    let defaults = ReadDefaults::default();
    for text in TEXTS {
        for label in text.guessed {
            println!("{} in {label}", text.lang);
            check(&encoded(label, text.text), "", &defaults, text.text, &[Rule::CharsetGuessed]);
        }
    }
}

#[test]
fn a_language_that_is_said_never_makes_the_guess_worse() {
    for text in TEXTS {
        for label in text.guessed.iter().chain(text.with_lang) {
            println!("{} in {label}", text.lang);
            let bytes = encoded(label, text.text);
            let beside = format!("lang = \"{}\"\n", text.lang);
            check(&bytes, &beside, &ReadDefaults::default(), text.text, &[Rule::CharsetGuessed]);
            let defaults =
                ReadDefaults { lang: Some(text.lang.to_owned().try_into().unwrap()), ..ReadDefaults::default() };
            check(&bytes, "", &defaults, text.text, &[Rule::CharsetGuessed]);
            for head in
                [format!("---\nlang: {}\n---\n", text.lang), format!("+++\r\nlang = '{}'\r\n+++\r\n", text.lang)]
            {
                let whole = format!("{}{}", head.replace("\r\n", "\n"), text.text);
                let bytes = [head.as_bytes(), &bytes].concat();
                check(&bytes, "", &ReadDefaults::default(), &whole, &[Rule::CharsetGuessed]);
            }
        }
    }
}

#[test]
fn a_charset_that_is_named_is_not_guessed() {
    for text in TEXTS {
        for label in text.guessed.iter().chain(text.with_lang).chain(text.named) {
            println!("{} in {label}", text.lang);
            let bytes = encoded(label, text.text);
            check(&bytes, &format!("charset = \"{label}\""), &ReadDefaults::default(), text.text, &[]);
            let defaults = ReadDefaults { charset: Some(Charset::named(label).unwrap()), ..ReadDefaults::default() };
            check(&bytes, "", &defaults, text.text, &[]);
            // What is nearer to the article counts.
            let other = ReadDefaults { charset: Some(Charset::named("ibm866").unwrap()), ..ReadDefaults::default() };
            check(&bytes, &format!("encoding = '{label}'"), &other, text.text, &[]);
            let head = format!("---\ntitle: Drops\ncharset: {label} # old\n---\n");
            check(&[head.as_bytes(), &bytes].concat(), "charset = 'ibm866'", &other, &(head + text.text), &[]);
        }
    }
}

#[test]
fn a_line_that_names_the_charset_is_believed_and_said() {
    for text in TEXTS {
        for label in
            text.guessed.iter().chain(text.with_lang).chain(text.named).filter(|label| **label != "iso-2022-jp")
        {
            let head = format!("Subject: Drops\nContent-Type: text/plain; charset={label}\n\n");
            let bytes = [head.as_bytes(), &encoded(label, text.text)].concat();
            let reading = reading(&bytes, "", &ReadDefaults::default());
            assert_eq!(reading.text, head + text.text, "{label}");
            let said = reading.diagnostics.iter().find(|said| said.rule == Rule::CharsetGuessed).expect("a note");
            assert_eq!(said.at.start.line, 2);
        }
    }
}

#[test]
fn hebrew_that_is_stored_as_it_is_seen_is_read_in_order() {
    let text = TEXTS.iter().find(|text| text.lang == "he").unwrap().text;
    let lines: Vec<String> =
        text.split_whitespace().collect::<Vec<_>>().chunks(8).map(|words| words.join(" ")).collect();
    let seen: Vec<String> = lines.iter().map(|line| line.chars().rev().collect()).collect();
    let (text, bytes) = (lines.join("\n"), encoded("iso-8859-8", &seen.join("\n")));
    check(&bytes, "charset = 'iso-8859-8'", &ReadDefaults::default(), &text, &[Rule::CharsetGuessed]);
    check(&bytes, "", &ReadDefaults::default(), &text, &[Rule::CharsetGuessed, Rule::CharsetGuessed]);
    // The other name says that the lines are in the order of reading.
    let kept = reading(&bytes, "charset = 'iso-8859-8-i'", &ReadDefaults::default());
    assert_eq!(kept.text, seen.join("\n"));
}

/// The text in UTF-16 or UTF-32.
fn wide(text: &str, unit: usize, little: bool) -> Vec<u8> {
    let order =
        |bytes: &[u8]| -> Vec<u8> { if little { bytes.to_vec() } else { bytes.iter().rev().copied().collect() } };
    match unit {
        2 => text.encode_utf16().flat_map(|unit| order(&unit.to_le_bytes())).collect(),
        _ => text.chars().flat_map(|c| order(&u32::from(c).to_le_bytes())).collect(),
    }
}

#[test]
fn utf_16_and_utf_32_are_read_with_and_without_a_mark() {
    let defaults = ReadDefaults::default();
    for text in TEXTS {
        for (unit, little) in [(2, true), (2, false), (4, true), (4, false)] {
            println!("{} in units of {unit}, {little}", text.lang);
            let bytes = wide(text.text, unit, little);
            check(&bytes, "", &defaults, text.text, &[Rule::CharsetGuessed]);
            check(&[wide("\u{feff}", unit, little), bytes].concat(), "", &defaults, text.text, &[]);
        }
    }
}

#[test]
fn stray_zeros_make_no_utf_16() {
    for text in TEXTS {
        for stray in ["\n\0", "\0\n", " \0", "\0 ", ".\0\0", "\x1b\x07\0\n"] {
            // What counts is that the words are there.
            let bytes = format!("one{stray}two{stray}{}{stray}", text.text);
            let found = reading(bytes.as_bytes(), "", &ReadDefaults::default()).text;
            assert!(found.contains(text.text), "{} with {stray:?}: {found:?}", text.lang);
        }
    }
}

#[test]
fn utf_8_is_utf_8_whatever_is_said() {
    for text in TEXTS {
        for charset in ["windows-1252", "utf-16le", "iso-2022-jp", "shift_jis"] {
            let defaults = ReadDefaults { charset: Some(Charset::named(charset).unwrap()), ..ReadDefaults::default() };
            check(text.text.as_bytes(), "charset = 'koi8-r'", &defaults, text.text, &[]);
            check(&[b"\xef\xbb\xbf", text.text.as_bytes()].concat(), "", &defaults, text.text, &[]);
        }
        // A header that outlived the conversion of its file.
        let stale = format!("charset=iso-8859-1\n\n{}", text.text);
        check(stale.as_bytes(), "", &ReadDefaults::default(), &stale, &[]);
    }
}

#[test]
fn a_few_broken_bytes_in_utf_8_cost_no_other_word() {
    for text in TEXTS.iter().filter(|text| text.text.chars().filter(|c| !c.is_ascii()).count() > 8) {
        let bytes = [text.text.as_bytes(), b"broken: \xff\xfe.\n", text.text.as_bytes()].concat();
        let whole = format!("{}broken: \u{fffd}\u{fffd}.\n{}", text.text, text.text);
        check(&bytes, "", &ReadDefaults::default(), &whole, &[Rule::InvalidBytes]);
        let reading = reading(&bytes, "", &ReadDefaults::default());
        let broken = reading.diagnostics.iter().find(|said| said.rule == Rule::InvalidBytes).unwrap();
        assert_eq!(broken.at.start.line, 2);
    }
}

#[test]
fn bytes_that_a_named_charset_has_not_are_replaced_and_their_line_is_said() {
    let reading = reading(b"one\ntwo \xff\xff x\n", "charset = \"shift_jis\"", &ReadDefaults::default());
    assert!(reading.text.starts_with("one\ntwo \u{fffd}"), "{:?}", reading.text);
    let broken = reading.diagnostics.iter().find(|said| said.rule == Rule::InvalidBytes).unwrap();
    assert_eq!(broken.at.start.line, 2);
}

#[test]
fn a_name_that_is_none_is_told_with_its_neighbour() {
    let defaults = ReadDefaults::default();
    let reading = reading(b"---\ncharset: windows-1259\n---\n\ncaf\xe9 or not\n", "", &defaults);
    let fault = reading.diagnostics.iter().find(|said| said.rule == Rule::FrontMatterValue).expect("a fault");
    assert_eq!(fault.message, "`windows-1259` is no charset that is known; one is `windows-1250`");
    assert_eq!(fault.at.start.line, 2);
    assert!(reading.text.ends_with("café or not\n"), "{:?}", reading.text);
}

#[test]
fn front_matter_that_can_be_read_is_not_in_utf_16_whatever_it_says() {
    let reading = reading(b"---\ncharset: utf-16le\n---\n\nTwo caf\xe9s and a guest.\n", "", &ReadDefaults::default());
    assert!(reading.text.ends_with("Two cafés and a guest.\n"), "{:?}", reading.text);
}

#[test]
fn an_english_text_may_hold_words_of_any_language() {
    let beside = "lang = 'en'";
    for text in TEXTS.iter().filter(|text| text.lang != "en") {
        // That of Esperanto is found by its words alone, and these are said to be English.
        for label in text.guessed.iter().filter(|label| !["iso-2022-jp", "iso-8859-3"].contains(label)) {
            let whole = format!("The same in another language, for those who read it better:\n\n{}", text.text);
            let bytes = encoded(label, &whole);
            let found = reading(&bytes, beside, &ReadDefaults::default()).text;
            let plain = reading(&bytes, "", &ReadDefaults::default()).text;
            assert!(found == whole || plain != whole, "{} in {label}: {found:?}", text.lang);
        }
    }
}

/// Bytes as they come: even, high ones only, zeros between, lines, and marks of every charset before them.
fn random_bytes(numbers: &mut Numbers) -> Vec<u8> {
    const MARKS: [&[u8]; 8] = [
        b"",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xff\xfe\0\0",
        b"\0\0\xfe\xff",
        b"\x84\x31\x95\x33",
        b"---\ncharset: euc-kr\nlang: he\n",
    ];
    let mut bytes = MARKS[numbers.below(MARKS.len())].to_vec();
    let kind = numbers.below(6);
    for _ in 0..numbers.below(400) {
        let byte = numbers.below(256) as u8;
        match kind {
            0 => bytes.push(byte),
            1 => bytes.push(byte | 0x80),
            2 => bytes.extend([byte, 0]),
            3 => bytes.extend([0, byte]),
            4 => bytes
                .extend_from_slice([b"\n".as_slice(), b"\x1b$B", b"\x1b(B", b" ", b"\r\n", &[byte]][numbers.below(6)]),
            _ => bytes.extend_from_slice("zażółć\n".as_bytes().get(..numbers.below(14)).unwrap_or(&[byte])),
        }
    }
    bytes
}

#[test]
fn any_bytes_are_read_in_any_charset() {
    let charsets: Vec<&str> = TEXTS.iter().flat_map(|text| text.guessed.iter().chain(text.named)).copied().collect();
    let mut numbers = Numbers(7);
    for round in 0..10_000 {
        let bytes = random_bytes(&mut numbers);
        let charset = match numbers.below(3) {
            0 => Some(Charset::named(charsets[numbers.below(charsets.len())]).unwrap()),
            1 => Some(Charset::named(["utf-16le", "utf-16be", "utf-8"][numbers.below(3)]).unwrap()),
            _ => None,
        };
        let beside = format!("lang = '{}'", TEXTS[numbers.below(TEXTS.len())].lang);
        let defaults = ReadDefaults { charset, ..ReadDefaults::default() };
        let reading = reading(&bytes, if numbers.below(2) == 0 { "" } else { &beside }, &defaults);
        let stray = reading.text.chars().find(|c| c.is_control() && !"\n\t\u{c}".contains(*c));
        assert_eq!(stray, None, "round {round}: {bytes:?}");
        if let Some(draft) = reading.draft {
            assert!(draft.seal().is_ok(), "round {round}: {bytes:?}");
        }
        let lines = reading.text.matches('\n').count() as u32 + 1;
        assert!(reading.diagnostics.iter().all(|said| said.at.start.line <= lines), "round {round}: {bytes:?}");
    }
}
