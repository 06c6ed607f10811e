//! Inlines as a reader collects them → inlines as the tree wants them.

use crate::tree::Inline;

/// Joins texts, leaves empty ones out, makes white space single spaces and drops it at both ends and beside a break.
///
/// Spans that are left without anything in them vanish. Control characters are left out; a reader that wants to speak of them
/// looks before.
pub fn tidy(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut tidy = Tidy { after_space: true };
    let mut list = tidy.list(inlines);
    trim_end(&mut list);
    list
}

struct Tidy {
    /// Whether what was last written leaves no room for a space.
    after_space: bool,
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
                    self.after_space = false;
                    list.push(inline);
                }
                Inline::Break => {
                    trim_end(&mut list);
                    self.after_space = true;
                    list.push(Inline::Break);
                }
            }
        }
        list
    }

    fn text(&mut self, list: &mut Vec<Inline>, text: &str) {
        let mut clean = match list.pop() {
            Some(Inline::Text(before)) => before,
            Some(other) => {
                list.push(other);
                String::new()
            }
            None => String::new(),
        };
        for c in text.chars() {
            if crate::tree::is_collapsible(c) {
                if !self.after_space {
                    clean.push(' ');
                }
                self.after_space = true;
            } else if !crate::tree::is_forbidden(c) {
                clean.push(c);
                self.after_space = false;
            }
        }
        if !clean.is_empty() {
            list.push(Inline::Text(clean));
        }
    }

    fn code(&mut self, list: &mut Vec<Inline>, code: &str) {
        let clean: String = code
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .filter(|c| !crate::tree::is_forbidden(*c))
            .collect();
        if !clean.is_empty() {
            self.after_space = false;
            list.push(Inline::Code(clean));
        }
    }

    fn span(&mut self, list: &mut Vec<Inline>, inner: Vec<Inline>, wrap: impl FnOnce(Vec<Inline>) -> Inline) {
        let inner = self.list(inner);
        if !inner.is_empty() {
            list.push(wrap(inner));
        }
    }
}

/// Drops breaks and white space at the end, wherever the last text is nested; spans left empty go too.
fn trim_end(list: &mut Vec<Inline>) {
    while let Some(last) = list.last_mut() {
        let emptied = match last {
            Inline::Text(text) => {
                text.truncate(text.trim_end_matches(' ').len());
                text.is_empty()
            }
            Inline::Break => true,
            Inline::Emphasis(text)
            | Inline::Strong(text)
            | Inline::Struck(text)
            | Inline::Subscript(text)
            | Inline::Superscript(text) => {
                trim_end(text);
                text.is_empty()
            }
            Inline::Link { text, .. } | Inline::Foreign { text, .. } | Inline::Abbreviation { text, .. } => {
                trim_end(text);
                text.is_empty()
            }
            Inline::Code(_) | Inline::Image(_) | Inline::Note(_) => false,
        };
        if !emptied {
            return;
        }
        list.pop();
    }
}
