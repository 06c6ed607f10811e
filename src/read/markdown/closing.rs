//! A container closes: what was in it becomes a part of the tree, in the container around it.

use super::composition::Composition;
use super::frames::{Frame, Holds, Kind, LinkTo, OpenRow, Origin, Span};
use super::{definitions, lists, tables};
use crate::diagnostic::{Rule, SourceSpan};
use crate::read::rewrite::{self, KeepLinks};
use crate::read::sectioning::{Heading, Piece, written};
use crate::read::tidy::tidy;
use crate::tree::{
    Alt, Block, BlockKind, Callout, CalloutKind, Code, Figure, Image, ImageSource, Inline, Line, Note, is_blank,
    is_collapsible, is_forbidden, walk, without_unprintable,
};
use std::collections::BTreeMap;

impl Composition<'_> {
    /// Closes the innermost container; the article itself stays open.
    pub(super) fn close_top(&mut self) {
        self.flush();
        if self.frames.len() == 1 {
            return;
        }
        let Some(mut frame) = self.frames.pop() else {
            return;
        };
        if let Origin::Html(name) = &frame.origin {
            self.elements.entry(name.clone()).and_modify(|count| *count = count.saturating_sub(1));
            self.open_elements -= 1;
        }
        if frame.origin != Origin::Markdown {
            frame.range.end = self.last.max(frame.range.start);
        }
        if let (true, Some(lang)) = (frame.kind.holds() == Holds::Inlines, frame.lang.take()) {
            frame.inlines = vec![Inline::Foreign { lang, dir: frame.dir, text: std::mem::take(&mut frame.inlines) }];
        }
        let at = self.span(frame.range.clone());
        self.close_frame(frame, at);
    }

    fn close_frame(&mut self, mut frame: Frame, at: SourceSpan) {
        let blocks = std::mem::take(&mut frame.blocks);
        let inlines = std::mem::take(&mut frame.inlines);
        match std::mem::replace(&mut frame.kind, Kind::Dropped) {
            Kind::Root | Kind::InlineThrough | Kind::Dropped => {}
            Kind::Through => self.close_through(&frame),
            Kind::Rule => self.add_block(BlockKind::Rule, &frame, at),
            Kind::Quote if blocks.is_empty() => {}
            Kind::Quote => self.add_block(BlockKind::Quote(blocks), &frame, at),
            Kind::Callout { kind, title } => self.close_callout(kind, title, blocks, &frame, at),
            Kind::List(list) => lists::finished(list).into_iter().for_each(|list| self.add_block(list, &frame, at)),
            Kind::Item { task } => self.close_item(task, blocks, &frame, at),
            Kind::Note(index) => self.close_note(index, Note { blocks, at }),
            Kind::Definitions(list) => {
                definitions::finished(list).into_iter().for_each(|block| self.add_block(block, &frame, at));
            }
            Kind::Meaning => self.close_meaning(blocks, &frame, at),
            Kind::Figure { caption } => self.close_figure(caption, blocks, &frame, at),
            Kind::Table(table) => {
                let table = tables::finished(table, at, &mut self.diagnostics);
                table.into_iter().for_each(|block| self.add_block(block, &frame, at));
            }
            Kind::Row(row) => self.close_row(OpenRow { at, ..row }),
            Kind::Paragraph { titles } => self.close_paragraph(inlines, titles, &frame, at),
            Kind::Heading { level, names } => self.close_heading(level, names, inlines, at),
            Kind::Cell { header, columns } => self.close_cell(tidy(inlines), header, columns),
            Kind::Term => self.close_term(tidy(inlines), at),
            Kind::Summary => self.close_summary(tidy(inlines), &frame, at),
            Kind::Caption => self.close_caption(tidy(inlines), &frame, at),
            Kind::Verbatim { language, text } => self.close_verbatim(language, &text, &frame, at),
            Kind::Span(span) => self.close_span(span, inlines),
            Kind::Link(to) => self.close_link(to, inlines, at),
            Kind::Image { source, title } => self.close_image(source, title, &inlines, at),
            Kind::CodeSpan => self.close_code_span(inlines),
        }
    }

    /// Puts a block where blocks go. Names that wait for a block become its id.
    fn add_block(&mut self, kind: BlockKind, frame: &Frame, at: SourceSpan) {
        let mut block = Block { kind, id: None, lang: frame.lang.clone(), dir: frame.dir, at };
        for name in std::mem::take(&mut self.anchors) {
            match &block.id {
                Some(id) => self.names.alias(&name, id),
                None => block.id = Some(self.names.own(&name)),
            }
        }
        self.place_block(block);
    }

    fn place_block(&mut self, block: Block) {
        let home = self.home();
        match (&home.kind, home.kind.holds()) {
            (Kind::Root, _) => self.pieces.push(Piece::Block(block)),
            (_, Holds::Inlines) => home.inlines.extend(tables::as_words(block)),
            _ => home.blocks.push(block),
        }
    }

    /// The language and direction of an element that the tree does not know belong to the blocks that stood in it.
    fn close_through(&mut self, frame: &Frame) {
        if frame.lang.is_none() && frame.dir.is_none() {
            return;
        }
        let mark = frame.mark;
        let tell = |block: &mut Block| {
            if block.lang.is_none() && block.dir.is_none() {
                (block.lang, block.dir) = (frame.lang.clone(), frame.dir);
            }
        };
        if !matches!(self.home().kind, Kind::Root) {
            return self.home().blocks.iter_mut().skip(mark).for_each(tell);
        }
        for piece in self.pieces.iter_mut().skip(mark) {
            match piece {
                Piece::Block(block) => tell(block),
                Piece::Heading(heading) => {
                    if let Some(lang) = &frame.lang
                        && !matches!(heading.title.as_slice(), [Inline::Foreign { .. }])
                    {
                        let text = std::mem::take(&mut heading.title);
                        heading.title = vec![Inline::Foreign { lang: lang.clone(), dir: frame.dir, text }];
                    }
                }
            }
        }
    }

    fn close_paragraph(
        &mut self,
        inlines: Vec<Inline>,
        titles: Vec<(SourceSpan, Line)>,
        frame: &Frame,
        at: SourceSpan,
    ) {
        let mut text = tidy(inlines);
        if !frame.noted && !self.homeless.is_empty() && !text.is_empty() {
            text.extend(std::mem::take(&mut self.homeless).into_iter().map(Inline::Note));
        }
        if let [Inline::Image(image)] = text.as_slice() {
            let caption = titles.into_iter().map(|(_, title)| Inline::Text(title.into())).take(1).collect();
            return self.add_block(BlockKind::Figure(Figure { image: image.clone(), caption }), frame, at);
        }
        if !titles.is_empty() {
            let titles: BTreeMap<SourceSpan, Line> = titles.into_iter().collect();
            rewrite::inlines(&mut text, &mut |inline| match inline {
                Inline::Image(image) => Err(Inline::Image(match titles.get(&image.at) {
                    Some(title) => with_title(image, title),
                    None => image,
                })),
                other => Err(other),
            });
        }
        if !text.is_empty() {
            self.add_block(BlockKind::Paragraph(text), frame, at);
        }
    }

    fn close_heading(&mut self, level: u8, names: Vec<String>, inlines: Vec<Inline>, at: SourceSpan) {
        let mut title = inlines;
        let mut notes = Vec::new();
        rewrite::words_only(&mut title, KeepLinks::Yes, &mut notes);
        let title = tidy(title);
        for reference in &notes {
            let message = "a footnote mark in a heading is read out with it in every table of contents; it was moved";
            let help = "refer to the note from the text below the heading";
            self.complain(Rule::NoteMoved, reference.at, message.to_owned(), help);
        }
        if !walk::has_words(&title) {
            self.homeless.append(&mut notes);
            self.anchors.extend(names);
            return self.complain(Rule::HeadingEmpty, at, "a heading without words was left out".to_owned(), None);
        }
        self.settle_homeless();
        self.homeless.append(&mut notes);
        let anchors = std::mem::take(&mut self.anchors).into_iter().chain(names);
        let mut id = None;
        for name in anchors {
            match &id {
                Some(id) => self.names.alias(&name, id),
                None => id = Some(self.names.own(&name)),
            }
        }
        if matches!(self.home().kind, Kind::Root) {
            return self.pieces.push(Piece::Heading(Heading { level, title, id, at }));
        }
        let message = format!("`{}` stands inside another block, where no section can begin", written(level, &title));
        let help = "it is set as bold text; move it out to make it a heading";
        self.complain(Rule::HeadingLevel, at, message, help);
        let kind = BlockKind::Paragraph(vec![Inline::Strong(title)]);
        self.place_block(Block { id, ..Block::new(kind, at) });
    }

    /// Note marks that waited for a paragraph get one of their own where none came.
    pub(super) fn settle_homeless(&mut self) {
        if let Some(first) = self.homeless.first() {
            let at = first.at;
            let marks = std::mem::take(&mut self.homeless).into_iter().map(Inline::Note).collect();
            self.pieces.push(Piece::Block(Block::new(BlockKind::Paragraph(marks), at)));
        }
    }

    fn close_callout(
        &mut self,
        kind: CalloutKind,
        title: Vec<Inline>,
        blocks: Vec<Block>,
        frame: &Frame,
        at: SourceSpan,
    ) {
        if !blocks.is_empty() {
            self.add_block(BlockKind::Callout(Callout { kind, title, blocks }), frame, at);
        } else if !title.is_empty() {
            self.add_block(BlockKind::Paragraph(title), frame, at);
        }
    }

    fn close_note(&mut self, index: usize, note: Note) {
        if note.blocks.is_empty() {
            return;
        }
        match &mut self.notes[index] {
            empty @ None => *empty = Some(note),
            Some(_) => self.second_notes.push(note),
        }
    }

    fn close_summary(&mut self, text: Vec<Inline>, frame: &Frame, at: SourceSpan) {
        match &mut self.home().kind {
            Kind::Callout { title, .. } if title.is_empty() => *title = text,
            _ if text.is_empty() => {}
            _ => self.add_block(BlockKind::Paragraph(text), frame, at),
        }
    }

    fn close_caption(&mut self, text: Vec<Inline>, frame: &Frame, at: SourceSpan) {
        match &mut self.home().kind {
            Kind::Figure { caption } if caption.is_empty() => *caption = text,
            Kind::Table(table) if table.caption.is_empty() => table.caption = text,
            Kind::Table(table) => {
                table.caption.push(Inline::Break);
                table.caption.extend(text);
            }
            _ if text.is_empty() => {}
            _ => self.add_block(BlockKind::Paragraph(text), frame, at),
        }
    }

    /// A figure of one image is one; whatever else stood in it stays as it is, and its caption below.
    fn close_figure(&mut self, caption: Vec<Inline>, blocks: Vec<Block>, frame: &Frame, at: SourceSpan) {
        if let [Block { kind: BlockKind::Figure(figure), .. }] = blocks.as_slice() {
            let mut figure = figure.clone();
            if !figure.caption.is_empty() && !caption.is_empty() {
                figure.caption.push(Inline::Break);
            }
            figure.caption = tidy(figure.caption.into_iter().chain(caption).collect());
            return self.add_block(BlockKind::Figure(figure), frame, at);
        }
        blocks.into_iter().for_each(|block| self.place_block(block));
        if !caption.is_empty() {
            self.add_block(BlockKind::Paragraph(caption), frame, at);
        }
    }

    fn close_verbatim(&mut self, language: Option<Line>, text: &str, frame: &Frame, at: SourceSpan) {
        let text = printable(text);
        if !is_blank(&text) {
            self.add_block(BlockKind::Code(Code { language, text }), frame, at);
        }
    }

    fn close_span(&mut self, span: Span, inlines: Vec<Inline>) {
        self.push_inline(match span {
            Span::Emphasis => Inline::Emphasis(inlines),
            Span::Strong => Inline::Strong(inlines),
            Span::Struck => Inline::Struck(inlines),
            Span::Subscript => Inline::Subscript(inlines),
            Span::Superscript => Inline::Superscript(inlines),
            Span::Foreign(lang, dir) => Inline::Foreign { lang, dir, text: inlines },
            Span::Abbreviation(expansion) => Inline::Abbreviation { expansion, text: inlines },
        });
    }

    fn close_link(&mut self, to: LinkTo, inlines: Vec<Inline>, at: SourceSpan) {
        let mut text = inlines;
        let mut notes = Vec::new();
        rewrite::inlines(&mut text, &mut |inline| match inline {
            Inline::Note(reference) => {
                notes.push(Inline::Note(reference));
                Ok(Vec::new())
            }
            other => Err(other),
        });
        if !notes.is_empty() {
            let message = "a footnote mark in a link would be a link in a link; it was moved behind it";
            self.complain(Rule::NoteMoved, at, message.to_owned(), None);
        }
        match to {
            LinkTo::Nowhere => text.into_iter().for_each(|inline| self.push_inline(inline)),
            LinkTo::Target(to) => {
                if !walk::has_words(&text) {
                    let shown = super::links::shown(&to);
                    let message = format!("the link to `{shown}` has no words");
                    self.complain(Rule::LinkEmpty, at, message, "write what the reader finds there");
                    text.push(Inline::Text(shown));
                }
                self.push_inline(Inline::Link { to, text, at });
            }
        }
        notes.into_iter().for_each(|note| self.push_inline(note));
    }

    fn close_image(&mut self, source: ImageSource, title: Option<Line>, inlines: &[Inline], at: SourceSpan) {
        let alt = Line::new(&walk::text_of(inlines)).map_or(Alt::Decorative, Alt::Text);
        if alt == Alt::Decorative {
            let message = match &source {
                ImageSource::File(path) => format!("the image `{path}` has no words"),
                ImageSource::Unreachable(address) => format!("the image `{address}` has no words"),
            };
            let help = "say what it tells; if it tells nothing, write `<img alt=\"\">`";
            self.complain(Rule::ImageWithoutWords, at, message, help);
        }
        self.put_image(Image { source, alt, at }, title);
    }

    /// Puts an image among the words. Its title becomes the caption where it stands alone, else it follows the image's words.
    pub(super) fn put_image(&mut self, image: Image, title: Option<Line>) {
        let at = image.at;
        match (&mut self.home().kind, title) {
            (Kind::Paragraph { titles }, Some(title)) => {
                titles.push((at, title));
                self.push_inline(Inline::Image(image));
            }
            (_, Some(title)) => self.push_inline(Inline::Image(with_title(image, &title))),
            (_, None) => self.push_inline(Inline::Image(image)),
        }
    }

    /// Code is words alone: spans in it go round it.
    fn close_code_span(&mut self, inlines: Vec<Inline>) {
        let mut code = inlines;
        rewrite::inlines(&mut code, &mut |inline| match inline {
            Inline::Text(text) if is_blank(&text) => Err(Inline::Text(text)),
            Inline::Text(text) => Err(Inline::Code(single_spaced(&text))),
            other => Err(other),
        });
        code.into_iter().for_each(|inline| self.push_inline(inline));
    }
}

fn with_title(image: Image, title: &Line) -> Image {
    let words = match &image.alt {
        Alt::Text(words) if words == title => return image,
        Alt::Text(words) => format!("{words} ({title})"),
        Alt::Decorative => title.as_str().to_owned(),
    };
    Image { alt: Line::new(&words).map_or(Alt::Decorative, Alt::Text), ..image }
}

fn single_spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if is_collapsible(c) { ' ' } else { c };
        if c != ' ' || !spaced.ends_with(' ') {
            spaced.push(c);
        }
    }
    spaced
}

/// Tabs become spaces, up to the next column that four divides; control characters are replaced or go, and blank lines at either
/// end go.
fn printable(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in without_unprintable(text).split('\n') {
        let mut printed = String::new();
        let mut column = 0;
        for c in line.chars() {
            let width = if c == '\t' { 4 - column % 4 } else { 1 };
            if c == '\t' {
                printed.extend(std::iter::repeat_n(' ', width));
            } else {
                // What is forbidden still is white space.
                printed.push(if is_forbidden(c) { ' ' } else { c });
            }
            column += width;
        }
        lines.push(printed);
    }
    let first = lines.iter().position(|line| !is_blank(line)).unwrap_or(lines.len());
    let end = lines.iter().rposition(|line| !is_blank(line)).map_or(first, |last| last + 1);
    lines[first..end].join("\n")
}
