//! What the reader took for what, and why: the notes that `quatrefoil tree --explain` prints.

use super::lines::Lines;
use crate::diagnostic::{Diagnostic, Rule};
use std::ops::Range;

/// Notes beyond this many help nobody, and cost a large book more than its reading.
const MOST: usize = 2000;

/// The notes so far.
#[derive(Debug, Default)]
pub struct Guesses {
    notes: Vec<Diagnostic>,
    left_out: usize,
}

impl Guesses {
    /// Notes that some lines were taken for something, with the reason.
    pub fn add(&mut self, lines: &Lines<'_>, range: Range<usize>, what: &str, reason: &str) {
        if self.notes.len() == MOST {
            self.left_out += 1;
            return;
        }
        let words = lines.words(range.start);
        let start: String = words.chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect();
        let more = if start.len() < words.len() || 1 < range.len() { "…" } else { "" };
        let message = format!("`{start}{more}` was taken for {what}: {reason}");
        self.notes.push(Diagnostic::new(Rule::StructureGuessed, lines.span(range), message));
    }

    /// All notes; the last counts those left out.
    pub fn into_diagnostics(mut self, diagnostics: &mut Vec<Diagnostic>) {
        if let Some(last) = self.notes.last_mut() {
            last.more = self.left_out;
        }
        diagnostics.append(&mut self.notes);
    }
}
