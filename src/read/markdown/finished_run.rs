//! A finished run of words → inlines: bare addresses become links, and the markup of other tools is reported.

use super::composition::Composition;
use super::run::Run;
use crate::diagnostic::Rule;
use crate::text::{BareAddress, bare_addresses};
use crate::tree::{Inline, Target};

impl Composition<'_> {
    /// The inlines that a run of words becomes. Where a link is open, `linked`, no other begins.
    pub(super) fn finished_run(&mut self, run: Run, linked: bool) -> Vec<Inline> {
        self.find_foreign_markup(&run);
        self.find_undefined_notes(&run);
        if linked {
            return vec![Inline::Text(run.text)];
        }
        let mut inlines = Vec::new();
        let mut done = 0;
        for BareAddress { bytes: range, to: address } in bare_addresses(&run.text) {
            let words = &run.text[range.clone()];
            let at = self.span(run.source_offset(range.start)..run.source_offset(range.end));
            inlines.push(Inline::Text(run.text[done..range.start].to_owned()));
            inlines.push(Inline::Link { to: Target::Web(address), text: vec![Inline::Text(words.to_owned())], at });
            done = range.end;
        }
        inlines.push(Inline::Text(run.text[done..].to_owned()));
        inlines
    }

    /// Finds `{{ … }}`, `{% … %}` and `[[wiki]]`. The words stay: a reader may need them, and the author will see them.
    fn find_foreign_markup(&mut self, run: &Run) {
        for (open, close) in [("{{", "}}"), ("{%", "%}"), ("[[", "]]")] {
            let mut from = 0;
            while let Some(start) = run.text[from..].find(open).map(|at| from + at) {
                let Some(end) = run.text[start..].find(close).map(|at| start + at + close.len()) else {
                    break;
                };
                let shown: String = run.text[start..end].chars().take(60).collect();
                let at = self.span(run.source_offset(start)..run.source_offset(end));
                let message = format!("`{shown}` is the markup of another tool; it stands in the editions as it is");
                self.complain(Rule::ForeignMarkup, at, message, "replace it by what it stands for");
                from = end;
            }
        }
    }

    /// Finds `[^label]` where no footnote has that label: Markdown leaves it among the words.
    fn find_undefined_notes(&mut self, run: &Run) {
        let mut from = 0;
        while let Some(start) = run.text[from..].find("[^").map(|at| from + at) {
            from = start + 2;
            let rest = &run.text[from..];
            let end = rest.find(|c: char| c == ']' || c == '[' || c.is_whitespace()).unwrap_or(rest.len());
            if end > 0 && rest[end..].starts_with(']') {
                let label = &rest[..end];
                let message = format!("the footnote `{label}` is never written");
                let at = self.span(run.source_offset(start)..run.source_offset(from + end + 1));
                self.complain(Rule::NoteUndefined, at, message, "write it as `[^label]:` and its words");
            }
        }
    }
}
