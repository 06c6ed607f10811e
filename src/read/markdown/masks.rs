//! Masks: characters that replace a `<` or `[` in the source, so that no parser takes it for markup.

use std::collections::BTreeSet;

/// Stands for the `<` of an opening that is text, so that neither parser sees a tag. A source has no control characters.
const MASK: &str = "\u{2}";
/// Stands for a `[` and the backslash before it.
const BRACKET_MASK: &str = "\u{3}\u{4}";
/// A source with masks for openings without end and for brackets that were misread.
pub(super) fn masked(text: &str, openings: &BTreeSet<usize>, misread: Vec<usize>) -> String {
    let openings = openings.iter().map(|at| (*at, MASK));
    let mut masks: Vec<(usize, &str)> = openings.chain(misread.into_iter().map(|at| (at, BRACKET_MASK))).collect();
    masks.sort_unstable();
    masks.dedup();
    let mut masked = String::with_capacity(text.len());
    let mut kept = 0;
    for (at, mask) in masks {
        masked.push_str(&text[kept..at]);
        masked.push_str(mask);
        kept = at + mask.len();
    }
    masked + &text[kept..]
}

/// A text of a masked source, as its author meant it.
pub(super) fn unmasked(text: &str) -> String {
    text.replace(MASK, "<").replace(BRACKET_MASK, "[")
}

/// Offset in a link's source of a backslash before the label that `pulldown-cmark` overlooked. A label has no bracket without a
/// backslash.
pub(super) fn misread_label(link: &str) -> Option<usize> {
    let bytes = link.as_bytes();
    let is_escaped = |at: usize| bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1;
    let last = bytes.len().checked_sub(1)?;
    let open = memchr::memrchr2_iter(b'[', b']', &bytes[..last]).find(|at| !is_escaped(*at) || bytes[*at] == b'[')?;
    let backslash = open.checked_sub(1).filter(|at| bytes[*at] == b'\\' && !is_escaped(*at))?;
    let closes = backslash.checked_sub(1).is_some_and(|at| bytes[at] == b']' && !is_escaped(at));
    (bytes[open] == b'[' && closes).then_some(backslash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_that_an_escape_opens_is_found() {
        for (link, backslash) in [
            ("[a]\\[b]", Some(3)),
            ("![a]\\[b]", Some(4)),
            ("[a][b]", None),
            ("[a\\]\\[x][b]", None),
            ("[a][b\\]c]", None),
            ("[a [b]\\[c] d][e]", None),
            ("[a]\\\\[b]", None),
            ("[a]", None),
            ("", None),
        ] {
            assert_eq!(misread_label(link), backslash, "{link}");
        }
    }
}
