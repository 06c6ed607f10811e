//! The items of a list → the list, or the lists, that they make.

use super::composition::Composition;
use super::frames::{Frame, Kind, OpenList};
use crate::diagnostic::SourceSpan;
use crate::tree::{Block, BlockKind, Item, List, Marker, Spacing, Task};

impl Composition<'_> {
    /// The list that the innermost container is.
    pub(super) fn home_list(&mut self) -> Option<&mut OpenList> {
        match &mut self.home().kind {
            Kind::List(list) => Some(list),
            _ => None,
        }
    }

    pub(super) fn close_item(&mut self, task: Option<Task>, blocks: Vec<Block>, frame: &Frame, at: SourceSpan) {
        let mut blocks = blocks;
        for block in &mut blocks {
            if block.lang.is_none() && block.dir.is_none() {
                (block.lang, block.dir) = (frame.lang.clone(), frame.dir);
            }
        }
        if let Some(list) = self.home_list() {
            if !blocks.is_empty() {
                list.items.push((list.written, Item { task, blocks, at }));
            }
            list.written += 1;
        }
    }

    /// Marks the innermost item as a task.
    pub(super) fn task(&mut self, state: Task) {
        if let Some(frame) = self.frames.iter_mut().rev().take(3).find(|frame| matches!(frame.kind, Kind::Item { .. }))
        {
            frame.kind = Kind::Item { task: Some(state) };
        }
    }
}

/// Empty items are left out; where one stood in the middle of an ordered list, a second list goes on with the right number.
pub(super) fn finished(open: OpenList) -> Vec<BlockKind> {
    let OpenList { marker, loose, items, .. } = open;
    let spacing = if loose { Spacing::Loose } else { Spacing::Tight };
    let mut lists: Vec<(usize, List)> = Vec::new();
    for (place, item) in items {
        match (lists.last_mut(), marker) {
            (Some((_, list)), Marker::Bullet) => list.items.push(item),
            (Some((next, list)), Marker::Ordered { .. }) if *next == place => {
                list.items.push(item);
                *next += 1;
            }
            _ => {
                let marker = counted_from(marker, place);
                lists.push((place + 1, List { marker, spacing, items: vec![item] }));
            }
        }
    }
    lists.into_iter().map(|(_, list)| BlockKind::List(list)).collect()
}

fn counted_from(marker: Marker, place: usize) -> Marker {
    match marker {
        Marker::Bullet => Marker::Bullet,
        Marker::Ordered { start, numbering } => {
            let start = start.saturating_add(u32::try_from(place).unwrap_or(u32::MAX));
            Marker::Ordered { start, numbering }
        }
    }
}
