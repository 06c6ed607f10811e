//! A run of words that Markdown hands out in parts.

/// Words that stand side by side, though Markdown hands them out in parts.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) text: String,
    /// Offsets in `text` and in the source, one pair for each part.
    parts: Vec<(usize, usize)>,
}

impl Run {
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn add(&mut self, text: &str, at: usize) {
        self.parts.push((self.text.len(), at));
        self.text.push_str(text);
    }

    /// Offset in the source of an offset in the run.
    pub(super) fn source_offset(&self, offset: usize) -> usize {
        let part = self.parts.partition_point(|(start, _)| *start <= offset);
        let (start, at) = part.checked_sub(1).and_then(|part| self.parts.get(part)).copied().unwrap_or_default();
        at + (offset - start)
    }
}
