//! An article under construction: a stack of open containers into which words fall. Markdown and the HTML in it open and close
//! the same containers, so each can stand in the other.
//!
//! Nothing here recurses, whatever the article nests: what is deeper than the tree allows stays as words.

use super::frames::{Frame, Holds, Kind, OpenRow, Origin};
use super::masks::unmasked;
use super::run::Run;
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::read::front_matter::Head;
use crate::read::names::Names;
use crate::read::sectioning::Piece;
use crate::read::{ResolvedLinks, Source};
use crate::tree::{Direction, Inline, Lang, MAX_INLINE_DEPTH, Note, NoteReference, is_blank};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

/// Deepest nesting of spans, with room for what a bare address, a language and a heading turned into a paragraph add.
const INLINE_DEPTH: usize = MAX_INLINE_DEPTH - 4;
/// Most open HTML elements.
const MAX_OPEN_ELEMENTS: usize = 256;

/// The content read so far, and the containers that are still open.
pub(super) struct Composition<'a> {
    pub(super) source: &'a Source<'a>,
    pub(super) head: &'a Head,
    /// The first is the article itself and stays.
    pub(super) frames: Vec<Frame>,
    /// Words that have not been put into a container yet.
    pub(super) run: Run,
    pub(super) pieces: Vec<Piece>,
    pub(super) names: Names,
    /// Names for the next block that is finished.
    pub(super) anchors: Vec<String>,
    /// References to notes that stood in a heading, for the next paragraph.
    pub(super) homeless: Vec<NoteReference>,
    /// The labels of notes in the order in which they were met, and their places in `notes`.
    pub(super) labels: BTreeMap<String, usize>,
    pub(super) notes: Vec<Option<Note>>,
    /// Notes whose label is taken.
    pub(super) second_notes: Vec<Note>,
    /// The fragment (after `#`) of each link to a place in this article.
    pub(super) fragments: Vec<String>,
    /// Relative links and the ways they lead.
    pub(super) links: ResolvedLinks,
    /// End tags that wait for the end of a paragraph.
    pub(super) deferred: Vec<String>,
    /// Number of open HTML elements by name.
    pub(super) elements: BTreeMap<String, usize>,
    pub(super) open_elements: usize,
    /// The offsets of openings of raw HTML that never end.
    pub(super) unclosed: Vec<usize>,
    /// The offsets of backslashes that `pulldown-cmark` did not see before a bracket.
    pub(super) misread: Vec<usize>,
    /// True if openings without end are masked in the source.
    pub(super) is_masked: bool,
    /// Number of cells that have started in the current row of Markdown.
    pub(super) row_cells: usize,
    /// Subjects that are reported only once, with the index of the diagnostic.
    said: BTreeMap<String, usize>,
    /// Just after the last word that was read.
    pub(super) last: usize,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> Composition<'a> {
    pub(super) fn new(source: &'a Source<'a>, head: &'a Head) -> Composition<'a> {
        let root = Frame {
            kind: Kind::Root,
            origin: Origin::Markdown,
            home: 0,
            range: 0..source.text.len(),
            block_depth: 0,
            inline_depth: 0,
            linked: false,
            noted: false,
            lang: None,
            dir: None,
            mark: 0,
            blocks: Vec::new(),
            inlines: Vec::new(),
        };
        Composition {
            source,
            head,
            frames: vec![root],
            run: Run::default(),
            pieces: Vec::new(),
            names: Names::default(),
            anchors: Vec::new(),
            homeless: Vec::new(),
            labels: BTreeMap::new(),
            notes: Vec::new(),
            second_notes: Vec::new(),
            fragments: Vec::new(),
            links: ResolvedLinks::new(),
            deferred: Vec::new(),
            elements: BTreeMap::new(),
            open_elements: 0,
            unclosed: Vec::new(),
            misread: Vec::new(),
            is_masked: false,
            row_cells: 0,
            said: BTreeMap::new(),
            last: 0,
            diagnostics: Vec::new(),
        }
    }

    /// The innermost container.
    pub(super) fn top(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the article itself stays open")
    }

    /// The container that takes in what is read now.
    pub(super) fn home(&mut self) -> &mut Frame {
        let home = self.top().home;
        &mut self.frames[home]
    }

    /// The places of a stretch of source, without the white space at its end.
    pub(super) fn span(&self, range: Range<usize>) -> SourceSpan {
        let text = self.source.text.get(range.clone()).unwrap_or_default();
        self.source.places.span(range.start..range.start + text.trim_end().len())
    }

    pub(super) fn complain(
        &mut self,
        rule: Rule,
        at: SourceSpan,
        message: String,
        help: impl Into<Option<&'static str>>,
    ) {
        let mut diagnostic = Diagnostic::new(rule, at, message);
        if let Some(help) = help.into() {
            diagnostic = diagnostic.with_help(help);
        }
        self.diagnostics.push(diagnostic);
    }

    /// Reports each `subject` once; that diagnostic counts all further ones.
    pub(super) fn complain_once(
        &mut self,
        subject: &str,
        rule: Rule,
        at: Range<usize>,
        message: String,
        help: impl Into<Option<&'static str>>,
    ) {
        match self.said.entry(format!("{}: {subject}", rule.name())) {
            Entry::Occupied(said) => {
                if let Some(diagnostic) = self.diagnostics.get_mut(*said.get()) {
                    diagnostic.more += 1;
                }
            }
            Entry::Vacant(said) => {
                said.insert(self.diagnostics.len());
                let at = self.span(at);
                self.complain(rule, at, message, help);
            }
        }
    }

    /// Opens a container of blocks, or a paragraph, heading or other list of words that stands among blocks.
    pub(super) fn open_block(&mut self, kind: Kind, origin: Origin, range: Range<usize>) {
        self.leave_words();
        let mut kind = kind;
        match self.home().kind.holds() {
            _ if matches!(kind, Kind::Note(_)) => {}
            Holds::Inlines => {
                self.push_inline(Inline::Break);
                kind = match kind {
                    Kind::Verbatim { .. } | Kind::Dropped => kind,
                    _ => Kind::Through,
                };
            }
            Holds::Verbatim | Holds::Nothing => {
                self.part_verbatim(&kind, &origin, range.clone());
                kind = if matches!(kind, Kind::Dropped) { kind } else { Kind::Through };
            }
            _ => kind = self.at_its_place(kind, range.clone()),
        }
        let depth = self.top().block_depth + 1;
        if kind.deepens() && depth > self.source.limits.depth.levels() {
            self.too_deep("blocks", range.clone());
            kind = Kind::Through;
        }
        self.push(kind, origin, range);
    }

    /// Opens a container of words among words.
    pub(super) fn open_inline(&mut self, kind: Kind, origin: Origin, range: Range<usize>) {
        self.flush();
        self.need_words(range.start);
        let mut kind = kind;
        if self.home().kind.holds() != Holds::Inlines {
            kind = Kind::InlineThrough;
        }
        if !kind.is_through() && self.top().inline_depth + 1 > INLINE_DEPTH {
            self.too_deep("spans", range.clone());
            kind = Kind::InlineThrough;
        }
        self.push(kind, origin, range);
    }

    fn too_deep(&mut self, what: &str, range: Range<usize>) {
        let message = format!("{what} are nested deeper here than any reader can follow; the words stay");
        let start = range.start;
        self.complain_once(what, Rule::NestingTooDeep, start..start, message, None);
    }

    /// Opens a container just as it is.
    pub(super) fn push(&mut self, kind: Kind, origin: Origin, range: Range<usize>) {
        self.flush();
        if let Origin::Html(name) = &origin {
            *self.elements.entry(name.clone()).or_default() += 1;
            self.open_elements += 1;
        }
        let above = self.top();
        let (deeper, inline_deeper) =
            (usize::from(kind.deepens()), usize::from(kind.is_inline() && !kind.is_through()));
        let note = matches!(kind, Kind::Note(_));
        let frame = Frame {
            origin,
            home: above.home,
            range,
            block_depth: if note { 1 } else { above.block_depth + deeper },
            inline_depth: if note { 0 } else { above.inline_depth + inline_deeper },
            linked: !note && above.linked || matches!(kind, Kind::Link(_) | Kind::Image { .. }),
            noted: above.noted || note,
            lang: None,
            dir: None,
            mark: 0,
            blocks: Vec::new(),
            inlines: Vec::new(),
            kind,
        };
        self.frames.push(frame);
        let index = self.frames.len() - 1;
        if !self.frames[index].kind.is_through() {
            self.frames[index].home = index;
        }
        let mark = self.block_count();
        self.top().mark = mark;
    }

    /// Number of blocks in the home.
    pub(super) fn block_count(&mut self) -> usize {
        let pieces = self.pieces.len();
        let home = self.home();
        if matches!(home.kind, Kind::Root) { pieces } else { home.blocks.len() }
    }

    /// True if one more HTML element may be opened.
    pub(super) fn room_for_element(&mut self, range: Range<usize>) -> bool {
        let room = self.open_elements < MAX_OPEN_ELEMENTS;
        if !room {
            self.too_deep("elements of HTML", range);
        }
        room
    }

    /// Sets the language and direction of the innermost container.
    pub(super) fn tongue(&mut self, lang: Option<Lang>, dir: Option<Direction>) {
        let top = self.top();
        (top.lang, top.dir) = (lang, dir);
    }

    /// Makes sure that words have a place to go.
    pub(super) fn need_words(&mut self, at: usize) {
        let holds = self.home().kind.holds();
        match holds {
            Holds::Inlines | Holds::Verbatim | Holds::Nothing => {}
            Holds::Cells => self.push(Kind::Cell { header: false, columns: 1 }, Origin::Implied, at..at),
            Holds::Rows => {
                self.push(Kind::Row(OpenRow::default()), Origin::Implied, at..at);
                self.push(Kind::Cell { header: false, columns: 1 }, Origin::Implied, at..at);
            }
            Holds::Blocks | Holds::Items | Holds::Meanings => {
                let kind = self.at_its_place(Kind::Paragraph { titles: Vec::new() }, at..at);
                self.push(kind, Origin::Implied, at..at);
            }
        }
    }

    /// Ends the words that are open, so that a block can follow: spans of HTML, and the paragraph around them. What Markdown
    /// opened stays open in name, for Markdown will close it.
    pub(super) fn leave_words(&mut self) {
        self.flush();
        loop {
            let top = self.top();
            match (&top.kind, &top.origin) {
                (kind, Origin::Html(_) | Origin::Implied) if kind.is_inline() => self.close_top(),
                (Kind::Paragraph { .. }, Origin::Html(_) | Origin::Implied) => return self.close_top(),
                (Kind::Paragraph { .. }, Origin::Markdown) => {
                    let range = top.range.clone();
                    let end = self.last.max(range.start);
                    self.top().range.end = end;
                    self.close_top();
                    return self.push(Kind::Through, Origin::Markdown, range);
                }
                _ => return,
            }
        }
    }

    /// Words of the source, or what they mean; `at` is where they stand.
    pub(super) fn text(&mut self, text: &str, at: Range<usize>) {
        if self.is_masked {
            return self.put_text(&unmasked(text), at);
        }
        self.put_text(text, at);
    }

    fn put_text(&mut self, text: &str, at: Range<usize>) {
        match self.home().kind.holds() {
            Holds::Inlines => {}
            Holds::Verbatim => {
                if let Kind::Verbatim { text: verbatim, .. } = &mut self.home().kind {
                    verbatim.push_str(text);
                }
                self.last = at.end;
                return;
            }
            Holds::Nothing => return,
            _ if is_blank(text) => return,
            _ => self.need_words(at.start),
        }
        self.run.add(text, at.start);
        self.last = self.last.max(at.end);
    }

    /// An inline, whole.
    pub(super) fn inline(&mut self, inline: Inline, at: Range<usize>) {
        self.flush();
        self.need_words(at.start);
        self.push_inline(inline);
        self.last = self.last.max(at.end);
    }

    /// Puts an inline into a home that holds words; in any other it has no place.
    pub(super) fn push_inline(&mut self, inline: Inline) {
        self.flush();
        let home = self.home();
        match (&mut home.kind, inline) {
            (Kind::Verbatim { text, .. }, Inline::Break) => text.push('\n'),
            (Kind::Verbatim { text, .. }, inline) => text.push_str(&crate::tree::walk::text_of(&[inline])),
            (kind, inline) if kind.holds() == Holds::Inlines => home.inlines.push(inline),
            _ => {}
        }
    }

    /// Puts the words that wait into their container.
    pub(super) fn flush(&mut self) {
        if !self.run.is_empty() {
            let run = std::mem::take(&mut self.run);
            let linked = self.top().linked;
            let inlines = self.finished_run(run, linked);
            self.home().inlines.extend(inlines);
        }
    }

    /// Closes the innermost container that Markdown opened, and all that is still open in it.
    pub(super) fn close_markdown(&mut self) {
        self.flush();
        while self.frames.len() > 1 {
            let markdown = self.top().origin == Origin::Markdown;
            self.find_unclosed();
            let paragraph = matches!(self.top().kind, Kind::Paragraph { .. } | Kind::Through);
            self.close_top();
            if markdown {
                if paragraph {
                    std::mem::take(&mut self.deferred).iter().for_each(|name| self.close_element(name));
                }
                return;
            }
        }
    }

    /// Remembers the innermost element if it takes no Markdown: what was around it ends, and no end tag came.
    fn find_unclosed(&mut self) {
        let top = self.top();
        let is_raw = matches!(top.origin, Origin::Html(_)) && matches!(top.kind, Kind::Verbatim { .. } | Kind::Dropped);
        let start = top.range.start;
        if is_raw {
            self.unclosed.push(start);
        }
    }

    /// Closes the innermost element of HTML with this name, and all that is open in it, unless Markdown stands between.
    pub(super) fn close_element(&mut self, name: &str) {
        self.flush();
        if self.elements.get(name).is_none_or(|count| *count == 0) {
            return;
        }
        let found = self.frames.iter().rposition(|frame| match &frame.origin {
            Origin::Html(open) => open == name,
            Origin::Markdown => true,
            Origin::Implied => false,
        });
        let Some(index) = found else {
            return;
        };
        if matches!(self.frames[index].origin, Origin::Html(_)) {
            while self.frames.len() > index {
                self.close_top();
            }
        } else if matches!(self.frames[index].kind, Kind::Paragraph { .. } | Kind::Through) && self.deferred.len() < 16
        {
            self.deferred.push(name.to_owned());
        }
    }

    /// Closes elements whose end tag may be left out, up to the nearest that `closes`, unless one that `stops` stands between.
    pub(super) fn close_implied(&mut self, closes: fn(&Kind) -> bool, stops: fn(&Kind) -> bool) {
        self.flush();
        let found = self
            .frames
            .iter()
            .rposition(|frame| frame.origin == Origin::Markdown || stops(&frame.kind) || closes(&frame.kind));
        let Some(index) = found.filter(|index| {
            let frame = &self.frames[*index];
            frame.origin != Origin::Markdown && closes(&frame.kind) && *index > 0
        }) else {
            return;
        };
        while self.frames.len() > index {
            self.close_top();
        }
    }
}
