//! The list of contents: each section with the number of its page, both of them a link.

use super::galley::{Galley, Keep, Strip};
use super::make_up::Leaf;
use super::pages::{Artifact, ContentId, NodeId, Owner, PageTarget, Tag};
use super::prose::Prose;
use super::set::{Column, Place, Setter, Setting};
use super::shape::{End, Word};
use super::structure::DOCUMENT;
use crate::diagnostic::SourceSpan;
use crate::style::paper::{self, Leaders, Show};

/// True if an article of `pages` pages and its sections has a list of contents.
fn wanted(style: &paper::Contents, pages: usize, sections: usize) -> bool {
    let long = match style.show {
        Show::Never => false,
        Show::Auto => pages >= usize::from(style.from_pages),
        Show::Always => true,
    };
    long && sections > 1
}

/// True if the list may add pages to an article.
fn affordable(style: &paper::Contents, pages: usize, with_list: usize) -> bool {
    match style.show {
        Show::Never | Show::Always => true,
        Show::Auto => with_list <= pages || pages >= usize::from(style.adds_page_from),
    }
}

/// An entry that waits for its page number.
pub struct Entry {
    /// The last line of its words.
    strip: usize,
    /// Its section, as a place in the outline.
    section: usize,
    link: NodeId,
    content: ContentId,
    /// From the column's start to the end of the words of its last line.
    end: f32,
}

impl Setter<'_> {
    /// The pages that `parted` makes of the galley, with the list of contents where the style wants one: after the first `front`
    /// strips, as kid `place` of the document.
    pub fn with_contents(
        &mut self,
        (front, place): (usize, usize),
        column: Column,
        parted: impl Fn(&Self) -> Vec<Leaf>,
    ) -> (Vec<Leaf>, Vec<Entry>) {
        let without = parted(self);
        if !wanted(&self.style.paper.contents, without.len(), self.outline.len()) {
            return (without, Vec::new());
        }
        let (strips, mark) = (self.galley.strips.len(), self.structure.mark());
        let entries = self.contents(front, place, column);
        let with = parted(self);
        if affordable(&self.style.paper.contents, without.len(), with.len()) {
            return (with, entries);
        }
        let added = self.galley.strips.len() - strips;
        self.galley.strips.drain(front..front + added);
        self.structure.forget(mark, DOCUMENT, place);
        (without, Vec::new())
    }

    /// Sets the list after the first `front` strips of the galley and makes it the kid `place` of the document.
    fn contents(&mut self, front: usize, place: usize, column: Column) -> Vec<Entry> {
        let style = self.style.paper.contents;
        let body = self.galley.strips.split_off(front);
        let node = self.structure.open(DOCUMENT, Tag::Contents, SourceSpan::NOWHERE);
        self.structure.move_last_kid(DOCUMENT, place);
        self.heading_of_contents(node, column);
        let setting = self.entry_setting();
        let room = self.width_of("8888", setting.look) + setting.look.size.0;
        // lists[depth - 1] is the node that entries of that depth go into.
        let mut lists = vec![node];
        let mut entries = Vec::new();
        let depth = style.depth.clamp(1, 5);
        let sections: Vec<(usize, u8)> = self.outline.iter().enumerate().map(|(at, entry)| (at, entry.depth)).collect();
        for (section, level) in sections.into_iter().filter(|(_, level)| *level <= depth) {
            lists.truncate(usize::from(level));
            while lists.len() < usize::from(level) {
                let outer = lists[lists.len() - 1];
                lists.push(self.structure.open(outer, Tag::Contents, SourceSpan::NOWHERE));
            }
            let list = lists[usize::from(level) - 1];
            let indent = f32::from(level - 1) * setting.look.size.0 * 1.5;
            entries.extend(self.entry(section, list, setting, column.within(indent, 0.0), indent, room));
        }
        if let Some(last) = self.galley.strips.last_mut() {
            last.below = self.style.paper.headings.level_2.above.0;
        }
        self.galley.strips.extend(body);
        entries
    }

    fn entry_setting(&self) -> Setting {
        let text = self.style.paper.text;
        self.setting(text.size, text.leading)
    }

    fn heading_of_contents(&mut self, node: NodeId, column: Column) {
        let kind = self.style.paper.headings.level_2;
        let caption = self.structure.open(node, Tag::Caption, SourceSpan::NOWHERE);
        let owner = self.added(caption, SourceSpan::NOWHERE);
        let setting = self.heading_setting(kind.size, kind.leading);
        let prose = Prose::plain(self.labels.contents(), setting.look, owner, column.direction);
        let mut lines = self.lines(&prose, setting, column, Place::Start);
        lines.iter_mut().for_each(|line| line.keep = Keep::Always);
        self.push(lines, 0.0, kind.below.0);
    }

    fn entry(
        &mut self,
        section: usize,
        list: NodeId,
        setting: Setting,
        column: Column,
        indent: f32,
        room: f32,
    ) -> Option<Entry> {
        let title = self.outline[section].title.clone();
        let id = self.structure.id_of(self.outline[section].node)?;
        let item = self.structure.open(list, Tag::ContentsItem, SourceSpan::NOWHERE);
        let tag = Tag::Link { to: PageTarget::Place(id), contents: title.clone() };
        let link = self.structure.open(item, tag, SourceSpan::NOWHERE);
        let owner = Owner::Content(self.structure.content(link));
        let content = self.structure.content(link);
        let mut prose = Prose::plain(&title, setting.look, owner, column.direction);
        prose.spans.iter_mut().for_each(|span| span.link = Some(link));
        let narrow = column.within(0.0, room);
        let words = self.words(&prose, narrow.width);
        let lines = super::lines::break_lines(&words, narrow.width, self.line_length(), setting.edge);
        let last = lines.last().map_or(&words[..0], |line| &words[line.clone()]);
        let end = indent + last.iter().map(|word| word.width + word.space).sum::<f32>();
        let mut strips = self.set_words(&prose, &words, setting, narrow, Place::Start);
        if let Some((_, rest)) = strips.split_last_mut() {
            rest.iter_mut().for_each(|strip| strip.keep = Keep::Always);
        }
        self.push(strips, self.style.paper.contents.gap.0, 0.0);
        Some(Entry { strip: self.galley.strips.len() - 1, section, link, content, end })
    }

    /// Adds to each entry the number of the page that its section begins on.
    pub fn fill_contents(&mut self, entries: &[Entry], starts: &[(u32, f32)], galley: &mut Galley, column: Column) {
        let setting = self.entry_setting();
        let dot = self.width_of(".", setting.look);
        for entry in entries {
            let page = starts.get(entry.section).map_or(0, |(page, _)| *page);
            let number = format!(" {}", page + 1);
            let width = self.width_of(&number, setting.look);
            if self.style.paper.contents.leaders == Leaders::Dots {
                let free = column.width - entry.end - width - setting.look.size.0 * 0.8;
                let dots = ".".repeat((free / (dot * 2.0)).max(0.0) as usize);
                let spaced: String = dots.chars().flat_map(|dot| [' ', dot]).collect();
                let prose = Prose::plain(
                    spaced.trim_start(),
                    setting.look,
                    Owner::Artifact(Artifact::Layout),
                    column.direction,
                );
                let shorter = column.within(0.0, width);
                self.add_at_end(&prose, setting, shorter, &mut galley.strips[entry.strip]);
            }
            let mut prose = Prose::plain(&number, setting.look, Owner::Content(entry.content), column.direction);
            prose.spans.iter_mut().for_each(|span| span.link = Some(entry.link));
            self.add_at_end(&prose, setting, column, &mut galley.strips[entry.strip]);
        }
    }

    fn add_at_end(&mut self, prose: &Prose, setting: Setting, column: Column, strip: &mut Strip) {
        let words = self.words(prose, f32::INFINITY);
        // One line, whatever its length: all of its words are one.
        let mut joined = Word { parts: Vec::new(), width: 0.0, space: 0.0, length: 0, end: End::Line };
        for word in words {
            joined.width += joined.space + word.width;
            joined.space = word.space;
            joined.parts.extend(word.parts);
        }
        let lines = self.set_words(prose, &[joined], setting, column, Place::End);
        strip.items.extend(lines.into_iter().flat_map(|line| line.items));
    }
}
