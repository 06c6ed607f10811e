//! A block in a container that does not hold such blocks: what it needs is opened around it, or it becomes a part of the text there.

use super::composition::Composition;
use super::frames::{Holds, Kind, OpenRow, Origin};
use std::ops::Range;

impl Composition<'_> {
    /// Parts a block from the verbatim text that it stands in: it becomes a part of that text. An item keeps its marker.
    pub(super) fn part_verbatim(&mut self, kind: &Kind, origin: &Origin, range: Range<usize>) {
        let source = self.source.text.get(range).unwrap_or_default();
        let Kind::Verbatim { text, .. } = &mut self.home().kind else { return };
        let ends = match kind {
            Kind::Cell { .. } if text.ends_with(char::is_whitespace) => "",
            Kind::Cell { .. } => " ",
            _ if text.is_empty() => "",
            Kind::Row(_) | Kind::Item { .. } | Kind::Term | Kind::Meaning => "\n",
            _ if *origin == Origin::Markdown => "\n\n",
            _ => "\n",
        };
        let there = ends.len().min(text.len() - text.trim_end_matches('\n').len());
        text.push_str(if ends == " " { ends } else { &ends[there..] });
        if let (Kind::Item { .. }, Origin::Markdown) = (kind, origin) {
            text.push_str(source.split_ascii_whitespace().next().unwrap_or_default());
            text.push(' ');
        }
    }

    /// Opens what a block needs around it, or lets go of a block that has not around it what it needs.
    pub(super) fn at_its_place(&mut self, kind: Kind, range: Range<usize>) -> Kind {
        let fits = |kind: &Kind, holds: Holds| match holds {
            Holds::Items => matches!(kind, Kind::Item { .. }),
            Holds::Meanings => matches!(kind, Kind::Meaning | Kind::Term),
            Holds::Rows => matches!(kind, Kind::Row(_) | Kind::Caption),
            Holds::Cells => matches!(kind, Kind::Cell { .. }),
            Holds::Blocks => {
                !matches!(kind, Kind::Item { .. } | Kind::Meaning | Kind::Term | Kind::Row(_) | Kind::Cell { .. })
            }
            Holds::Inlines | Holds::Verbatim | Holds::Nothing => true,
        };
        let through = matches!(kind, Kind::Through | Kind::Dropped | Kind::Caption);
        for _ in 0..3 {
            let holds = self.home().kind.holds();
            if through || fits(&kind, holds) {
                return kind;
            }
            let implied = match holds {
                Holds::Items => Kind::Item { task: None },
                Holds::Meanings => Kind::Meaning,
                Holds::Rows => Kind::Row(OpenRow::default()),
                Holds::Cells => Kind::Cell { header: false, columns: 1 },
                _ => return Kind::Through,
            };
            self.push(implied, Origin::Implied, range.clone());
        }
        Kind::Through
    }
}
