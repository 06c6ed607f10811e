//! What stands before the words of a list item: signs, numbers, letters and roman numerals.

use super::characters::is_alphanumeric;
use super::han;
pub use crate::tree::roman_value;
use crate::tree::{Numbering, Task};

/// A list item's marker, as it stands at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    pub kind: MarkKind,
    /// Bytes from the first of the marker to the first of the item's words.
    pub length: usize,
    pub task: Option<Task>,
}

impl Mark {
    /// Whether a list may begin with it: it is a sign, or the first to count.
    pub fn begins(&self) -> bool {
        match self.kind {
            MarkKind::Bullet(_) | MarkKind::WeakBullet(_) => true,
            MarkKind::Number(value, _) => value <= 1,
            MarkKind::Letter(letter) => letter.alphabetic == 1 || letter.roman == 1,
        }
    }
}

/// The kinds of marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A sign that begins nothing but list items.
    Bullet(char),
    /// A sign that also begins other lines (`—` speech, `o` a word, `-` right before one): its neighbours decide.
    WeakBullet(char),
    /// A number with its delimiter.
    Number(u32, Delimiter),
    /// A single letter or a roman numeral, which may be a word or an initial, or a number before a sign that also stands elsewhere: its
    /// neighbours decide.
    Letter(Letter),
}

/// What a lettered marker may mean. 0 means that it cannot be read so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter {
    pub alphabetic: u32,
    pub roman: u32,
    pub upper: bool,
    /// Whether it is a number: then it counts as a letter does.
    pub number: bool,
    pub delimiter: Delimiter,
}

/// What follows a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Delimiter {
    /// `1.`
    Dot,
    /// `1)`
    Paren,
    /// `(1)`
    Parens,
    /// `①`
    Circle,
    /// `[1]`
    Square,
    /// `1:`
    Colon,
    /// `1 -`
    Dash,
    /// `1-`
    Hyphen,
    /// `1/`
    Slash,
    /// `1.-`
    DotHyphen,
    /// `1°`
    Degree,
    /// `#1`
    NumberSign,
    /// `1.` right before a word.
    CloseDot,
    /// `1)` right before a word.
    CloseParen,
}

/// Reads the marker of a line. `None` where the line begins with a word, or has nothing behind the marker.
pub fn mark_of(words: &str) -> Option<Mark> {
    let first = *words.as_bytes().first()?;
    let mut mark = match first {
        b'a'..=b'z' | b'A'..=b'Z' => lettered(words)?,
        b'0'..=b'9' => numbered(words).or_else(|| weakly_numbered(words, 0))?,
        b'(' => numbered(words)?,
        b'*' | b'-' | b'+' => bulleted(words).or_else(|| weakly_bulleted(words))?,
        b'~' | b'=' => weakly_bulleted(words)?,
        b'[' => boxed(words)?,
        b'#' => weakly_numbered(words, 1)?,
        128.. if may_begin(first) => bulleted(words)
            .or_else(|| numbered(words))
            .or_else(|| weakly_numbered(words, 0))
            .or_else(|| han::marker(words))?,
        _ => return None,
    };
    if matches!(mark.kind, MarkKind::Bullet(_) | MarkKind::Number(..)) {
        read_task(words, &mut mark);
    }
    (mark.length < words.len()).then_some(mark)
}

/// Whether a byte beyond ASCII may begin a sign, a digit or a bracket that begins a marker; most letters begin otherwise.
fn may_begin(byte: u8) -> bool {
    matches!(byte, 0xc2 | 0xd9 | 0xdb | 0xe0 | 0xe2..=0xe5 | 0xef)
}

/// Signs that need no space behind them and begin nothing else.
fn is_strong_sign(c: char) -> bool {
    "•◦▪▫‣⁃∙●○■□▶►▸▹➢➤➔→⇒✦✧❖◆◇★☆»※·・･⦁⚫⚬❍❑❏∘⬤\u{f0b7}\u{f0a7}\u{f076}\u{f0d8}\u{f0fc}".contains(c)
}

/// Signs that say something themselves: they make an item, and stay in it.
fn is_speaking_sign(c: char) -> bool {
    "✓✔✅✗✘❌☑☐☒".contains(c)
}

fn bulleted(words: &str) -> Option<Mark> {
    let sign = words.chars().next().filter(|c| !is_alphanumeric(*c))?;
    let rest = &words[sign.len_utf8()..];
    let spaces = rest.len() - rest.trim_start().len();
    if is_speaking_sign(sign) {
        let task = match sign {
            '☐' => Some(Task::Open),
            '☑' | '☒' => Some(Task::Done),
            _ => None,
        };
        let length = if task.is_some() { sign.len_utf8() + spaces } else { 0 };
        return Some(Mark { kind: MarkKind::Bullet(sign), length, task });
    }
    let kind = match sign {
        '*' | '-' | '+' if spaces > 0 => MarkKind::Bullet(sign),
        '–' | '—' | '―' if spaces > 0 => MarkKind::WeakBullet(sign),
        '»' | '※' | '→' | '⇒' | '★' | '☆' if spaces == 0 => return None,
        sign if is_strong_sign(sign) => MarkKind::Bullet(sign),
        _ => return None,
    };
    Some(Mark { kind, length: sign.len_utf8() + spaces, task: None })
}

/// `-> Rest`, `~ Rest`, `-- Rest`, `-Rest`, `*Rest`: signs that also draw, mark and join.
fn weakly_bulleted(words: &str) -> Option<Mark> {
    let signs = words.len() - words.trim_start_matches(['-', '=', '*', '+', '~', '>']).len();
    let (signs, rest) = words.split_at(signs);
    let spaces = rest.len() - rest.trim_start().len();
    let sign = match signs {
        "->" | "-->" => '→',
        "=>" | "==>" => '⇒',
        "--" => '–',
        "~" => '~',
        "**" => '⁑',
        // The options of a program are short, and a star may also close.
        "-" if names(rest) => '-',
        "*" if names(rest) && !rest.contains('*') => '*',
        _ => return None,
    };
    let close = matches!(sign, '-' | '*');
    (close || 0 < spaces).then_some(Mark { kind: MarkKind::WeakBullet(sign), length: signs.len() + spaces, task: None })
}

/// Whether words begin with a capital, or with a word of three letters or more.
fn names(words: &str) -> bool {
    let mut letters = words.chars().take_while(|c| c.is_alphabetic());
    letters.next().is_some_and(|first| !first.is_lowercase() || letters.count() >= 2)
}

/// `[ ] Rest`, `[x] Rest`, `[1] Rest`, `[a] Rest`.
fn boxed(words: &str) -> Option<Mark> {
    let mut mark = Mark { kind: MarkKind::Bullet('☐'), length: 0, task: None };
    read_task(words, &mut mark);
    if mark.task.is_some() {
        return Some(mark);
    }
    let (name, rest) = words[1..].split_at_checked(words[1..].bytes().take(5).position(|b| b == b']')?)?;
    let rest = rest.strip_prefix(']').filter(|rest| rest.starts_with(' '))?;
    let letter = match name.bytes().all(|b| b.is_ascii_digit()) {
        true => number_as_letter(name.parse().ok()?, Delimiter::Square),
        false => letter_of(name, Delimiter::Square)?,
    };
    Some(Mark { kind: MarkKind::Letter(letter), length: words.len() - rest.trim_start().len(), task: None })
}

/// `1: Rest`, `1 - Rest`, `1- Rest`, `1/ Rest`, `1° Rest`, `1.- Rest`, `1.Rest`, `1)Rest`, and `#1 Rest` behind its sign.
fn weakly_numbered(words: &str, before: usize) -> Option<Mark> {
    let (mut value, mut end) = (0_u32, before);
    for c in words[before..].chars().take(3) {
        let Some(digit) = digit_of(c) else { break };
        value = value * 10 + digit;
        end += c.len_utf8();
    }
    let behind = &words[end..];
    if value == 0 || behind.starts_with(|c: char| digit_of(c).is_some()) {
        return None;
    }
    const SPACED: [(&str, Delimiter); 7] = [
        (" - ", Delimiter::Dash),
        (" – ", Delimiter::Dash),
        (": ", Delimiter::Colon),
        ("- ", Delimiter::Hyphen),
        ("/ ", Delimiter::Slash),
        (".- ", Delimiter::DotHyphen),
        ("° ", Delimiter::Degree),
    ];
    let letter = |rest: &str| rest.starts_with(char::is_alphabetic);
    let (delimiter, rest) = match before {
        0 => match SPACED.iter().find_map(|(sign, kind)| behind.strip_prefix(sign).map(|rest| (*kind, rest))) {
            Some(found) => found,
            None => {
                let close = [('.', Delimiter::CloseDot), (')', Delimiter::CloseParen)];
                let found = |(sign, kind): (char, Delimiter)| behind.strip_prefix(sign).map(|rest| (kind, rest));
                close.into_iter().find_map(found).filter(|(_, rest)| letter(rest))?
            }
        },
        _ => (Delimiter::NumberSign, behind.strip_prefix(' ')?),
    };
    let kind = MarkKind::Letter(number_as_letter(value, delimiter));
    Some(Mark { kind, length: words.len() - rest.trim_start().len(), task: None })
}

fn number_as_letter(value: u32, delimiter: Delimiter) -> Letter {
    Letter { alphabetic: value, roman: 0, upper: false, number: true, delimiter }
}

/// `[ ]` and `[x]` behind a marker.
fn read_task(words: &str, mark: &mut Mark) {
    let rest = &words[mark.length..];
    let state = match rest.as_bytes() {
        [b'[', b' ', b']', b' ', ..] => Task::Open,
        [b'[', b'x' | b'X', b']', b' ', ..] => Task::Done,
        _ => return,
    };
    mark.task = Some(state);
    mark.length += rest.len() - rest[4..].trim_start().len();
}

/// `1.`, `1)`, `(1)`, `１．`, `①`, `(a)`.
fn numbered(words: &str) -> Option<Mark> {
    let opened = words.strip_prefix(['(', '（']);
    let inner = opened.unwrap_or(words);
    let begin = words.len() - inner.len();
    if opened.is_none()
        && let Some(number) = words.chars().next().and_then(circled)
    {
        let rest = &words['①'.len_utf8()..];
        let length = words.len() - rest.trim_start().len();
        return Some(Mark { kind: MarkKind::Number(number, Delimiter::Circle), length, task: None });
    }
    let mut value: u32 = 0;
    let mut digits = 0;
    let mut end = begin;
    for c in inner.chars() {
        let Some(digit) = digit_of(c) else { break };
        value = value.saturating_mul(10).saturating_add(digit);
        digits += 1;
        end += c.len_utf8();
    }
    if digits == 0 && opened.is_some() {
        return parenthesised_letter(inner, begin);
    }
    if !(1..=3).contains(&digits) {
        return None;
    }
    let (delimiter, length) = delimited(words, end, opened.is_some())?;
    Some(Mark { kind: MarkKind::Number(value, delimiter), length, task: None })
}

/// The delimiter at a byte, and where the words behind it begin. Full-width delimiters need no space.
fn delimited(words: &str, end: usize, opened: bool) -> Option<(Delimiter, usize)> {
    let delimiter = words[end..].chars().next()?;
    let rest = &words[end + delimiter.len_utf8()..];
    let kind = match delimiter {
        '.' | '．' | '、' | '۔' if !opened => Delimiter::Dot,
        ')' | '）' if opened => Delimiter::Parens,
        ')' | '）' => Delimiter::Paren,
        _ => return None,
    };
    let spaced = rest.starts_with(char::is_whitespace) || !delimiter.is_ascii();
    (spaced && !rest.is_empty()).then(|| (kind, words.len() - rest.trim_start().len()))
}

fn parenthesised_letter(inner: &str, begin: usize) -> Option<Mark> {
    let (name, rest) = inner.split_once(')')?;
    let spaced = rest.starts_with(char::is_whitespace);
    let kind = MarkKind::Letter(letter_of(name, Delimiter::Parens)?);
    let length = begin + inner.len() - rest.trim_start().len();
    spaced.then_some(Mark { kind, length, task: None })
}

/// `a)`, `a.`, `iv.`, and the round bullet that typewriters make of `o`.
fn lettered(words: &str) -> Option<Mark> {
    let name = &words[..words.bytes().take(6).take_while(u8::is_ascii_alphabetic).count()];
    let rest = &words[name.len()..];
    if name == "o" && rest.starts_with([' ', '\t']) {
        let length = words.len() - rest.trim_start().len();
        return Some(Mark { kind: MarkKind::WeakBullet('o'), length, task: None });
    }
    let delimiter = match rest.as_bytes() {
        [b'.', b' ' | b'\t', ..] => Delimiter::Dot,
        [b')', b' ' | b'\t', ..] => Delimiter::Paren,
        _ => return None,
    };
    let kind = MarkKind::Letter(letter_of(name, delimiter)?);
    Some(Mark { kind, length: words.len() - rest[1..].trim_start().len(), task: None })
}

fn letter_of(name: &str, delimiter: Delimiter) -> Option<Letter> {
    let upper = name.starts_with(|c: char| c.is_ascii_uppercase());
    let alphabetic = match name.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => u32::from(letter.to_ascii_lowercase() - b'a') + 1,
        _ => 0,
    };
    let roman = roman_value(name).unwrap_or(0);
    (alphabetic + roman > 0).then_some(Letter { alphabetic, roman, upper, number: false, delimiter })
}

/// The value of a decimal digit in the scripts that number lists with their own.
pub fn digit_of(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '０'..='９' => '０',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        '০'..='৯' => '০',
        '๐'..='๙' => '๐',
        _ => return None,
    };
    Some(c as u32 - zero as u32)
}

fn circled(c: char) -> Option<u32> {
    match c {
        '①'..='⑳' => Some(c as u32 - '①' as u32 + 1),
        '❶'..='❿' => Some(c as u32 - '❶' as u32 + 1),
        '⑴'..='⒇' => Some(c as u32 - '⑴' as u32 + 1),
        _ => None,
    }
}

impl Letter {
    /// The numbering of a list of such markers.
    pub fn numbering(self, roman: bool) -> Numbering {
        if self.number {
            return Numbering::Decimal;
        }
        match (roman, self.upper) {
            (false, false) => Numbering::LowerAlpha,
            (false, true) => Numbering::UpperAlpha,
            (true, false) => Numbering::LowerRoman,
            (true, true) => Numbering::UpperRoman,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_told_from_words() {
        for (line, words) in [
            ("• Rest", "Rest"),
            ("•Rest", "Rest"),
            ("- Rest", "Rest"),
            ("*   Rest", "Rest"),
            ("1. Rest", "Rest"),
            ("12) Rest", "Rest"),
            ("(3) Rest", "Rest"),
            ("１．休む", "休む"),
            ("① 休む", "休む"),
            ("٢. راحة", "راحة"),
            ("a) Rest", "Rest"),
            ("iv. Rest", "Rest"),
            ("(b) Rest", "Rest"),
            ("- [x] Rest", "Rest"),
            ("☐ Rest", "Rest"),
            ("✓ Rest", "✓ Rest"),
            ("-> Rest", "Rest"),
            ("-Rest", "Rest"),
            ("~ Rest", "Rest"),
            ("[ ] Rest", "Rest"),
            ("[2] Rest", "Rest"),
            ("2: Rest", "Rest"),
            ("2 - Rest", "Rest"),
            ("2.Rest", "Rest"),
            ("#2 Rest", "Rest"),
            ("二、休む", "休む"),
            ("（十二）休む", "休む"),
        ] {
            let mark = mark_of(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(&line[mark.length..], words);
        }
        for line in ["-v rest", "1.5 mg", "2026. Then", "Rest", "•", "1.", "(see) Rest", "i.e. so", "*", "", "Mr. Rest"]
        {
            assert_eq!(mark_of(line), None, "{line}");
        }
    }

    #[test]
    fn no_sign_of_a_marker_is_passed_over() {
        for c in ('\u{80}'..=char::MAX).filter(|c| !may_begin(c.to_string().as_bytes()[0])) {
            for words in [format!("{c} x"), format!("{c}. x"), format!("{c}x")] {
                assert_eq!(bulleted(&words).or_else(|| numbered(&words)), None, "{words}");
            }
        }
        for c in ('\0'..=char::MAX).filter(|c| is_alphanumeric(*c)) {
            assert!(!is_strong_sign(c) && !is_speaking_sign(c), "{c}");
        }
    }
}
