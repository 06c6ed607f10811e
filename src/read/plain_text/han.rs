//! Numbers in Han digits before headings and items. The tree cannot count so: they tell headings, and stay words.

use super::markers::{Delimiter, Mark, MarkKind};

/// The marker of `一、休む`, `（二）休む` and `十三、休む`. `None` for all else.
pub fn marker(words: &str) -> Option<Mark> {
    let opened = words.strip_prefix('（').or_else(|| words.strip_prefix('('));
    let inner = opened.unwrap_or(words);
    let end = inner.char_indices().take(4).find(|(_, c)| !HAN.contains(*c)).map(|(at, _)| at).filter(|end| 0 < *end)?;
    let value = value_of(&inner[..end])?;
    let mut rest = inner[end..].chars();
    let delimiter = match (rest.next()?, opened) {
        ('、' | '．', None) => Delimiter::Dot,
        ('）' | ')', Some(_)) => Delimiter::Parens,
        _ => return None,
    };
    let length = words.len() - rest.as_str().trim_start().len();
    Some(Mark { kind: MarkKind::Number(value, delimiter), length, task: None })
}

/// The digits of Han, and ten.
const HAN: &str = "一二三四五六七八九十";

/// The value of a number below a hundred in Han digits.
fn value_of(name: &str) -> Option<u32> {
    let digit = |part: &str| match part.chars().count() {
        0 => None,
        1 => HAN.chars().position(|c| part.starts_with(c)).map(|at| at as u32 + 1).filter(|value| *value < 10),
        _ => None,
    };
    match name.split_once('十') {
        None => digit(name),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            Some(tens * 10 + if ones.is_empty() { 0 } else { digit(ones)? })
        }
    }
}

/// Whether the marker that `words` begin with is such a number.
pub fn counts(mark: &Mark, words: &str) -> bool {
    words[..mark.length].contains(|c| HAN.contains(c))
}
