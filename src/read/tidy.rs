//! Inlines as a reader collects them → inlines as the tree wants them.

use crate::tree::{Inline, is_collapsible, is_forbidden, joins_words, windows_1252, without_unprintable};

/// Joins texts, leaves empty ones out, makes white space single spaces and drops it at both ends and beside a break.
///
/// Spans that are left without anything in them vanish. Control characters are replaced or left out, as
/// [`without_unprintable`](crate::tree::without_unprintable) does; a reader that wants to report them looks before.
pub fn tidy(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut list = Tidy { after_space: true, after_break: true, last: None, left_out: false }.list(inlines);
    trim_end(&mut list, &mut true);
    list
}

struct Tidy {
    /// True if the last character written already separates words.
    after_space: bool,
    /// True at the start of a line.
    after_break: bool,
    /// The last character of the text before this one; `None` after an image or a note.
    last: Option<char>,
    /// True if a character was left out since the last one that was written.
    left_out: bool,
}

impl Tidy {
    fn list(&mut self, inlines: Vec<Inline>) -> Vec<Inline> {
        let mut list: Vec<Inline> = Vec::with_capacity(inlines.len());
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.text(&mut list, &text),
                Inline::Code(code) => self.code(&mut list, &code),
                Inline::Emphasis(text) => self.span(&mut list, text, Inline::Emphasis),
                Inline::Strong(text) => self.span(&mut list, text, Inline::Strong),
                Inline::Struck(text) => self.span(&mut list, text, Inline::Struck),
                Inline::Subscript(text) => self.span(&mut list, text, Inline::Subscript),
                Inline::Superscript(text) => self.span(&mut list, text, Inline::Superscript),
                Inline::Link { to, text, at } => self.span(&mut list, text, |text| Inline::Link { to, text, at }),
                Inline::Foreign { lang, dir, text } => {
                    self.span(&mut list, text, |text| Inline::Foreign { lang, dir, text })
                }
                Inline::Abbreviation { expansion, text } => {
                    self.span(&mut list, text, |text| Inline::Abbreviation { expansion, text })
                }
                Inline::Image(_) | Inline::Note(_) => {
                    self.written();
                    self.last = None;
                    list.push(inline);
                }
                Inline::Break if self.after_break => {}
                Inline::Break => {
                    (self.after_space, self.after_break) = (true, true);
                    list.push(Inline::Break);
                }
            }
        }
        list
    }

    fn written(&mut self) {
        (self.after_space, self.after_break, self.left_out) = (false, false, false);
    }

    fn text(&mut self, list: &mut Vec<Inline>, text: &str) {
        let mut clean = match list.pop_if(|last| matches!(last, Inline::Text(_))) {
            Some(Inline::Text(before)) => before,
            _ => String::new(),
        };
        for c in text.chars() {
            if is_collapsible(c) {
                if !self.after_space {
                    clean.push(' ');
                }
                self.after_space = true;
            } else if !is_forbidden(c) {
                if self.left_out {
                    self.part(&mut clean, c);
                }
                clean.push(c);
                self.written();
            } else if let Some(meant) = windows_1252(c) {
                clean.push(meant);
                self.written();
            } else {
                self.left_out = true;
            }
        }
        self.last = clean.chars().next_back().or(self.last);
        if !clean.is_empty() {
            list.push(Inline::Text(clean));
        }
    }

    /// Puts a space before a character if, with what was left out before it, it would go on with the last word.
    fn part(&mut self, clean: &mut String, next: char) {
        let before = clean.chars().next_back().or(self.last).filter(|_| !self.after_space);
        if before.is_some_and(|before| joins_words(before, next)) {
            clean.push(' ');
        }
    }

    fn code(&mut self, list: &mut Vec<Inline>, code: &str) {
        let clean: String =
            without_unprintable(code).chars().map(|c| if is_collapsible(c) { ' ' } else { c }).collect();
        let (Some(first), last) = (clean.chars().next(), clean.chars().next_back()) else {
            self.left_out |= !code.is_empty();
            return;
        };
        if self.left_out {
            self.part_code(list, first);
        }
        self.written();
        self.last = last;
        list.push(Inline::Code(clean));
    }

    /// As [`Tidy::part`], before code.
    fn part_code(&mut self, list: &mut Vec<Inline>, next: char) {
        if self.last.filter(|_| !self.after_space).is_some_and(|before| joins_words(before, next)) {
            match list.last_mut() {
                Some(Inline::Text(text)) => text.push(' '),
                _ => list.push(Inline::Text(" ".to_owned())),
            }
        }
    }

    fn span(&mut self, list: &mut Vec<Inline>, inner: Vec<Inline>, wrap: impl FnOnce(Vec<Inline>) -> Inline) {
        let inner = self.list(inner);
        if !inner.is_empty() {
            list.push(wrap(inner));
        }
    }
}

/// Walks a list from its end and drops white space before a break and before the end, and breaks before the end, however deep
/// they are nested; spans left empty go too. `at_end` says whether nothing, or a break, follows what is looked at.
fn trim_end(list: &mut Vec<Inline>, at_end: &mut bool) {
    let mut kept = Vec::with_capacity(list.len());
    while let Some(mut last) = list.pop() {
        let stays = match &mut last {
            Inline::Text(text) => {
                if *at_end {
                    text.truncate(text.trim_end_matches(' ').len());
                }
                *at_end &= text.is_empty();
                !text.is_empty()
            }
            Inline::Break => !std::mem::replace(at_end, true),
            Inline::Emphasis(text)
            | Inline::Strong(text)
            | Inline::Struck(text)
            | Inline::Subscript(text)
            | Inline::Superscript(text) => {
                trim_end(text, at_end);
                !text.is_empty()
            }
            Inline::Link { text, .. } | Inline::Foreign { text, .. } | Inline::Abbreviation { text, .. } => {
                trim_end(text, at_end);
                !text.is_empty()
            }
            Inline::Code(_) | Inline::Image(_) | Inline::Note(_) => {
                *at_end = false;
                true
            }
        };
        if stays {
            kept.push(last);
        }
    }
    kept.reverse();
    *list = kept;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Inline {
        Inline::Text(words.to_owned())
    }

    #[test]
    fn white_space_is_single_and_inside() {
        let list = vec![text(" a "), text("\n b "), Inline::Emphasis(vec![text(" c ")]), text(" ")];
        assert_eq!(tidy(list), [text("a b "), Inline::Emphasis(vec![text("c")])]);
    }

    #[test]
    fn no_space_or_break_stands_beside_a_break_or_an_end() {
        let list = vec![
            Inline::Break,
            text("a "),
            Inline::Strong(vec![Inline::Break, Inline::Break]),
            Inline::Emphasis(vec![text(" b "), Inline::Emphasis(vec![text(" ")])]),
            Inline::Break,
            Inline::Strong(vec![Inline::Break, text(" ")]),
        ];
        let tidied = tidy(list);
        assert_eq!(tidied, [text("a"), Inline::Strong(vec![Inline::Break]), Inline::Emphasis(vec![text("b")])]);
    }

    #[test]
    fn no_words_are_glued_by_what_is_left_out() {
        for (list, tidied) in [
            (vec![text("1\u{96}2")], vec![text("1–2")]),
            (vec![text("1"), text("\u{1}"), text("2")], vec![text("1 2")]),
            (vec![text("1\u{1}"), Inline::Code("2".into())], vec![text("1 "), Inline::Code("2".into())]),
            (vec![Inline::Code("1".into()), text("\u{1}2")], vec![Inline::Code("1".into()), text(" 2")]),
            (
                vec![Inline::Strong(vec![text("1")]), text("\u{1}"), Inline::Strong(vec![text("2")])],
                vec![Inline::Strong(vec![text("1")]), Inline::Strong(vec![text(" 2")])],
            ),
            (vec![text("a \u{1}b \u{1} c\u{1}.")], vec![text("a b c.")]),
        ] {
            assert_eq!(tidy(list), tidied);
        }
    }

    #[test]
    fn spans_without_content_vanish() {
        let list = vec![text("a"), Inline::Strong(vec![Inline::Emphasis(vec![text("")])]), text("b")];
        assert_eq!(tidy(list), [text("ab")]);
    }
}
