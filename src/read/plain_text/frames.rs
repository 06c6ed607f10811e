//! Signs that authors type around the words of a heading: `== Dose ==`, `*** Dose ***`, `[Dose]`, `【用法】`. Knows no pieces.

use super::characters::is_lowercase;
use super::likeness::{is_capitals, is_heading_like};
use super::signs;

/// A wiki has headings of so many signs at most.
const MOST_EQUALS: usize = 6;

/// The signs around the words of a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Bytes before the heading's words, and behind them.
    pub before: usize,
    pub after: usize,
    /// Whether such signs stand around nothing else; if not, a text that has more of them tells.
    pub sure: bool,
    /// How many signs stand before the words, where that is how authors say how deep a heading is.
    pub level: Option<u8>,
}

/// The signs around a line, if its other words could be a heading.
pub fn frame(words: &str) -> Option<Frame> {
    let sign = words.chars().next()?;
    let closing = match sign {
        '=' | '*' | '_' | '-' | '~' | '+' | ':' | '/' | '—' | '–' => sign,
        '<' => '>',
        '[' => ']',
        '【' => '】',
        '〔' => '〕',
        _ => return None,
    };
    let inner = words.trim_start_matches(sign);
    let count = (words.len() - inner.len()) / sign.len_utf8();
    let bare = inner.trim_end_matches(closing);
    let closed = bare.len() < inner.len();
    let spaced = bare.starts_with(' ') && (!closed || bare.ends_with(' '));
    let sure = match sign {
        // Brackets also hold the names of a program's settings.
        '[' if bare.contains('.') || bare.starts_with(is_lowercase) => return None,
        '[' | '【' | '〔' if count == 1 && closed && !bare.contains([sign, closing]) => sign != '[',
        '=' if spaced && (2..=MOST_EQUALS).contains(&count) => true,
        // Such signs make words strong, and stay for those who read them.
        '*' | '_' if closed && !spaced && count <= 3 && !bare.contains(sign) && !bare.ends_with(' ') => 2 <= count,
        '*' | '_' | '-' | '~' | '+' | ':' | '<' if spaced && closed && 2 <= count => true,
        '—' | '–' | '~' if spaced && closed => 2 <= count,
        '/' if closed && count == 1 && !bare.contains([sign, '*']) => false,
        _ => return None,
    };
    let emphasis = matches!(sign, '*' | '_') && !spaced;
    let [before, after] = match emphasis {
        true => [0, 0],
        false => [words.len() - inner.trim_start().len(), inner.len() - bare.trim_end().len()],
    };
    let heading = bare.trim();
    let heading = heading.strip_suffix([':', '：']).unwrap_or(heading);
    let level = (sign == '=').then_some(count as u8);
    let like = is_heading_like(heading, is_capitals) && !signs::is_no_heading(heading);
    like.then_some(Frame { before, after, sure, level })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_around_a_heading_are_told_from_its_words() {
        for (line, heading, sure) in [
            ("== Dose ==", "Dose", true),
            ("=== Dose", "Dose", true),
            ("*** How to take it ***", "How to take it", true),
            ("-- Dose --", "Dose", true),
            ("----- Dose ----------", "Dose", true),
            ("<< Dose >>", "Dose", true),
            ("**Dose**", "**Dose**", true),
            ("_Dose_", "_Dose_", false),
            ("[Dose]", "Dose", false),
            ("【用法】", "用法", true),
            ("— Dose —", "Dose", false),
        ] {
            let Frame { before, after, sure: found, .. } = frame(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((&line[before..line.len() - after], found), (heading, sure));
        }
        for line in
            ["- Dose", "* Dose *", "== x", "-----", "[1] Dose", "--dose", "**Dose** daily", "*** 12 ***", "Dose"]
        {
            assert_eq!(frame(line), None, "{line}");
        }
    }
}
