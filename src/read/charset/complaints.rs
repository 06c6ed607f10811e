//! Diagnostics of one rule about lines, counted where they are too many to list.

use crate::diagnostic::{Diagnostic, MOST_PER_RULE, Rule};

/// Complaints of one rule about lines, once a line, each with its place. Beyond [`MOST_PER_RULE`] they are only counted: a file may
/// have one for each of ten million lines.
pub(super) struct Complaints {
    rule: Rule,
    /// Number of lines reported.
    count: usize,
    line: u32,
    line_start: usize,
    counted: usize,
    last: u32,
    /// Index of the last diagnostic that is listed.
    listed: usize,
}

impl Complaints {
    pub(super) fn new(rule: Rule) -> Complaints {
        Complaints { rule, count: 0, line: 1, line_start: 0, counted: 0, last: 0, listed: 0 }
    }

    /// Reports the place just after `before`, once per line.
    pub(super) fn add(&mut self, before: &str, diagnostics: &mut Vec<Diagnostic>, message: impl FnOnce() -> String) {
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
        if MOST_PER_RULE < self.count {
            return;
        }
        let column = before[self.line_start..].chars().count() as u32 + 1;
        let at = [self.line, column, self.line, column + 1].into();
        self.listed = diagnostics.len();
        diagnostics.push(Diagnostic::new(self.rule, at, message()));
    }

    pub(super) fn finish(self, diagnostics: &mut [Diagnostic]) {
        if let Some(last) = diagnostics.get_mut(self.listed).filter(|_| MOST_PER_RULE < self.count) {
            last.more += self.count - MOST_PER_RULE;
        }
    }
}
