//! The page breaks. Knows heights and how strongly strips hold together, not what they show.

use super::galley::{Galley, Keep, Strip};
use std::ops::Range;

/// The part of a galley that one page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    pub strips: Range<usize>,
    /// The page goes on with a table: its head is repeated at the top.
    pub head: Option<usize>,
    /// The strips of notes at its foot, as places in the list of all strips of notes.
    pub notes: Range<usize>,
    /// Room that is left over.
    pub room: f32,
}

/// The input of the make-up of pages.
pub struct MakeUp<'g> {
    strips: &'g [Strip],
    /// The height of each table's head.
    heads: Vec<f32>,
    note_strips: &'g [Strip],
    /// For each strip, the number of strips of notes that belong to the strips before it.
    noted: Vec<usize>,
    /// The height of a page's text.
    height: f32,
    /// The space and rule above the notes of a page.
    separator: f32,
    /// The leading of running text.
    leading: f32,
}

/// The measures of a page.
#[derive(Clone, Copy)]
pub struct Measures {
    /// The height of a page's text.
    pub height: f32,
    /// The space and rule above the notes of a page.
    pub separator: f32,
    /// The leading of running text.
    pub leading: f32,
}

/// The least part of a page that must be full for it to end at a break of each kind.
const FILLED: [(Keep, f32); 3] = [(Keep::Free, 0.4), (Keep::Group, 0.3), (Keep::Lines, 0.0)];

impl<'g> MakeUp<'g> {
    /// `notes` holds the number of strips of each note at the foot of the page; empty where notes are elsewhere.
    pub fn new(galley: &'g Galley, note_strips: &'g [Strip], notes: &[usize], measures: Measures) -> MakeUp<'g> {
        let strips = galley.strips.as_slice();
        let heads = galley.heads.iter().map(|head| head.iter().map(|strip| strip.height).sum()).collect();
        let mut noted = Vec::with_capacity(strips.len() + 1);
        let mut unset = notes.to_vec();
        let mut count = 0;
        for strip in strips {
            noted.push(count);
            // A note is at the foot of the page that first refers to it.
            for note in &strip.notes {
                if let Some(strips) = unset.get_mut(note.index()) {
                    count += std::mem::take(strips);
                }
            }
        }
        noted.push(count);
        let Measures { height, separator, leading } = measures;
        MakeUp { strips, heads, note_strips, noted, height, separator, leading }
    }

    /// Parts the galley into pages. Each page is as full as it can be without parting what holds together.
    pub fn leaves(&self) -> Vec<Leaf> {
        let mut leaves: Vec<Leaf> = Vec::new();
        let mut start = 0;
        let mut noted = 0;
        while start < self.strips.len() || noted < self.noted[self.strips.len()] {
            let leaf = self.leaf(start, noted);
            (start, noted) = (leaf.strips.end, leaf.notes.end);
            leaves.push(leaf);
        }
        self.mend_last(&mut leaves);
        leaves
    }

    fn leaf(&self, start: usize, noted: usize) -> Leaf {
        let head = self
            .strips
            .get(start)
            .and_then(|strip| strip.table)
            .filter(|table| start > 0 && self.strips[start - 1].table == Some(*table));
        let mut y = head.map_or(0.0, |table| self.heads[table]);
        // Notes that the page before had no room for.
        let carried = self.noted[start];
        let mut notes;
        // ends[n]: the height that is used when the page ends before strip start + 1 + n.
        let mut ends = Vec::new();
        for index in start..self.strips.len() {
            y += self.gap(index, start) + self.strips[index].height_at(index == start);
            notes = self.noted[index + 1];
            let used = y + self.notes_height(noted..notes);
            if used > self.height + 0.01 && index > start {
                break;
            }
            ends.push((y, notes));
        }
        let full = start + ends.len() < self.strips.len();
        let end = if full { self.best_end(start, &ends) } else { self.strips.len() };
        let (y, notes) = if end > start { ends[end - start - 1] } else { (0.0, carried) };
        let notes = self.fitting(noted..notes, self.height - y);
        let room = (self.height - y - self.notes_height(notes.clone())).max(0.0);
        Leaf { strips: start..end, head, notes, room }
    }

    /// The end of a page among all that fit: the last that splits nothing, unless that leaves the page too empty.
    fn best_end(&self, start: usize, ends: &[(f32, usize)]) -> usize {
        let fits = start + ends.len();
        for (keep, filled) in FILLED {
            let end = (start + 1..=fits).rev().find(|end| self.strips[end - 1].keep <= keep);
            if let Some(end) = end
                && ends[end - start - 1].0 >= filled * self.height
            {
                return end;
            }
        }
        fits
    }

    /// The last page is not left with a line or two where the page before can spare some more.
    fn mend_last(&self, leaves: &mut [Leaf]) {
        let [.., before, last] = leaves else { return };
        let least = 3.5 * self.leading;
        let height = |from: usize| {
            (from..last.strips.end)
                .map(|index| self.gap(index, from) + self.strips[index].height_at(index == from))
                .sum::<f32>()
        };
        if last.strips.is_empty() || !last.notes.is_empty() || height(last.strips.start) >= least {
            return;
        }
        let whole = height(before.strips.start);
        let better = (before.strips.start + 1..last.strips.start).rev().find(|end| {
            self.strips[end - 1].keep == Keep::Free && self.strips[*end].table.is_none() && height(*end) >= least
        });
        if let Some(end) = better
            && height(end) <= 0.5 * self.height
            && whole - height(end) >= 0.5 * self.height
            && self.strips[end..before.strips.end].iter().all(|strip| strip.notes.is_empty())
        {
            before.room += height(end) - height(last.strips.start);
            before.strips.end = end;
            last.strips.start = end;
            last.head = None;
        }
    }

    /// The space above a strip on a page that begins with strip `start`.
    pub fn gap(&self, index: usize, start: usize) -> f32 {
        if index == start { 0.0 } else { self.strips[index].above.max(self.strips[index - 1].below) }
    }

    /// The height of notes at a page's foot with the rule above; a page gives at most half of itself to them.
    pub fn notes_height(&self, notes: Range<usize>) -> f32 {
        if notes.is_empty() {
            return 0.0;
        }
        let most = self.height * 0.5;
        let mut height = 0.0;
        for strip in &self.note_strips[notes] {
            height += strip.above + strip.height;
            // Thousands of notes may wait for a page: what has no room on this one is not added up for each of its lines.
            if height + self.separator >= most {
                return most;
            }
        }
        height + self.separator
    }

    /// The number of strips of notes that have room, at least one on a page without text.
    fn fitting(&self, notes: Range<usize>, room: f32) -> Range<usize> {
        let mut y = self.separator;
        let mut end = notes.start;
        for strip in &self.note_strips[notes.clone()] {
            y += strip.above + strip.height;
            if y > room + 0.01 && (end > notes.start || room < self.height) {
                break;
            }
            end += 1;
        }
        notes.start..end
    }
}
