//! Text and the ranges of it that stay on one line.

use std::ops::Range;

/// Words as lines will hold them.
#[derive(Default)]
pub(super) struct GluedText {
    /// `\n` where the author ended a line.
    pub(super) text: String,
    /// The ranges that stay on one line: in order, apart from each other.
    pub(super) glued: Vec<Range<usize>>,
}

impl GluedText {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.glued.clear();
    }
}

/// Wholes and what is glued to the word before it: one list in order, apart from each other. Those that overlap are one where it fits;
/// else the whole stays, and what was glued to it is so no more. Both are in order.
pub(super) fn joined_where(
    text: &str,
    wholes: Vec<Range<usize>>,
    glued: &[Range<usize>],
    fits: impl Fn(&Range<usize>) -> bool,
) -> Vec<Range<usize>> {
    if glued.is_empty() {
        return wholes;
    }
    let mut list: Vec<Range<usize>> = Vec::with_capacity(wholes.len() + glued.len());
    let mut glued = glued.iter().cloned().peekable();
    let mut wholes = wholes.into_iter().peekable();
    loop {
        let (range, is_whole) = match (wholes.peek(), glued.peek()) {
            (Some(whole), Some(other)) if other.start < whole.start => (glued.next(), false),
            (Some(_), _) => (wholes.next(), true),
            (None, _) => (glued.next(), false),
        };
        let Some(range) = range else { return list };
        match list.last_mut() {
            Some(last) if range.start < last.end => {
                let union = last.start..last.end.max(range.end);
                if fits(&union) {
                    *last = union;
                } else if is_whole {
                    last.end = text[..range.start].trim_end_matches(' ').len();
                    list.push(range);
                } else if let Some(space) = text.get(last.end..range.end).and_then(|rest| rest.find(' ')) {
                    let start = last.end + space + 1;
                    list.push(start..range.end);
                }
            }
            Some(_) | None => list.push(range),
        }
    }
}

/// Words that would be taken for the label of an item at the head of a line, each with the word before it: `such as 1.`
pub(super) fn like_labels(text: &str) -> impl Iterator<Item = Range<usize>> {
    const LONGEST: usize = 10;
    text.match_indices('.').filter_map(move |(point, _)| {
        let bytes = text.as_bytes();
        let ends = bytes.get(point + 1).is_none_or(|next| matches!(next, b' ' | b'\n'));
        let length = bytes[..point].iter().rev().take(LONGEST + 1).take_while(|b| b.is_ascii_alphanumeric()).count();
        let start = point - length;
        if !ends || length == 0 || LONGEST < length || start < 2 || bytes[start - 1] != b' ' {
            return None;
        }
        let word = &bytes[start..point];
        let all = |is: fn(&u8) -> bool| word.iter().all(is);
        let is_letters = length <= 2 && (all(u8::is_ascii_lowercase) || all(u8::is_ascii_uppercase));
        let is_roman = all(|b| b"ivxlcdm".contains(b)) || all(|b| b"IVXLCDM".contains(b));
        let before = text[..start - 1].rfind([' ', '\n']).map_or(0, |space| space + 1);
        (is_letters || is_roman || all(u8::is_ascii_digit)).then_some(before..point + 1)
    })
}
