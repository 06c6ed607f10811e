//! The events of `pulldown-cmark` → containers that open and close.

use super::composition::Composition;
use super::frames::{Frame, Kind, OpenList, OpenRow, OpenTable, Origin, Span};
use super::masks::{misread_label, unmasked};
use super::references::meant;
use super::tables;
use crate::diagnostic::Rule;
use crate::tree::{
    Align, CalloutKind, Inline, Line, Marker, NoteId, NoteReference, Numbering, Task, is_blank, is_collapsible,
    is_forbidden, without_unprintable,
};
use pulldown_cmark::{
    Alignment, BlockQuoteKind, BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag,
    TagEnd,
};
use std::ops::Range;

/// Extensions of CommonMark. Quotation marks and dashes stay as the author wrote them.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

impl Composition<'_> {
    /// Reads the whole article.
    pub(super) fn read(&mut self) {
        let source = self.source;
        let mut broken: Vec<(Range<usize>, String)> = Vec::new();
        let mut note_broken = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
            if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) && !link.reference.starts_with('^') {
                broken.push((link.span.clone(), link.reference.to_string()));
            }
            None
        };
        let parser = Parser::new_with_broken_link_callback(source.text, options(), Some(&mut note_broken));
        let mut html: Option<HtmlBlock> = None;
        for (event, range) in parser.into_offset_iter() {
            match (event, &mut html) {
                (Event::Start(Tag::HtmlBlock), _) => html = Some(HtmlBlock::default()),
                (Event::Html(part) | Event::Text(part), Some(block)) => block.add(&part, range.start),
                (Event::End(TagEnd::HtmlBlock), block) => {
                    let block = block.take().unwrap_or_default();
                    self.html_block(&block.text, &block.parts);
                }
                (event, _) => self.event(event, range),
            }
        }
        while self.frames.len() > 1 {
            self.close_markdown();
        }
        self.flush();
        for (range, reference) in broken {
            let message = format!("the link definition `[{reference}]` is nowhere in the article");
            let at = self.span(range);
            self.complain(Rule::LinkNowhere, at, message, "add a line such as `[name]: https://…`");
        }
    }

    /// Reads the words of one cell that its table has no column for.
    fn read_further_cell(&mut self, cell: Range<usize>) {
        let source = self.source;
        for (event, range) in Parser::new_ext(&source.text[cell.clone()], options()).into_offset_iter() {
            let range = range.start + cell.start..range.end + cell.start;
            match event {
                Event::Start(
                    Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. },
                )
                | Event::End(
                    TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image,
                )
                | Event::Text(_)
                | Event::Code(_)
                | Event::InlineHtml(_)
                | Event::FootnoteReference(_)
                | Event::SoftBreak
                | Event::HardBreak => self.event(event, range),
                _ => {}
            }
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(TagEnd::Table) => self.close_markdown(),
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => self.end_row(range),
            Event::End(_) => self.close_markdown(),
            Event::Text(text) => self.markdown_text(&text, range),
            Event::Code(code) => {
                let code = if self.is_masked { unmasked(&code) } else { code.into_string() };
                let code = if is_blank(&code) { Inline::Text(" ".to_owned()) } else { Inline::Code(code) };
                self.inline(code, range);
            }
            Event::Html(html) | Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, range),
            Event::FootnoteReference(label) => {
                let note = NoteId::from_index(self.label(&label));
                let at = self.span(range.clone());
                self.inline(Inline::Note(NoteReference { note, at }), range);
            }
            Event::SoftBreak => self.text("\n", range),
            Event::HardBreak => self.inline(Inline::Break, range),
            Event::Rule => self.rule(range),
            Event::TaskListMarker(done) => self.task(if done { Task::Done } else { Task::Open }),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let kind = match tag {
            Tag::Paragraph => {
                if let Some(list) = self.list_of_item() {
                    list.loose = true;
                }
                Kind::Paragraph { titles: Vec::new() }
            }
            Tag::Heading { level, id, .. } => {
                Kind::Heading { level: level_of(level), names: id.iter().map(|id| id.to_string()).collect() }
            }
            Tag::BlockQuote(None) => Kind::Quote,
            Tag::BlockQuote(Some(kind)) => Kind::Callout { kind: callout_of(kind), title: Vec::new() },
            Tag::CodeBlock(kind) => Kind::Verbatim { language: language_of(&kind), text: String::new() },
            Tag::List(start) => Kind::List(OpenList {
                marker: start.map_or(Marker::Bullet, |start| Marker::Ordered {
                    start: u32::try_from(start).unwrap_or(u32::MAX),
                    numbering: Numbering::Decimal,
                }),
                loose: false,
                items: Vec::new(),
                written: 0,
            }),
            Tag::Item => Kind::Item { task: None },
            Tag::FootnoteDefinition(label) => Kind::Note(self.label(&label)),
            Tag::DefinitionList => Kind::Definitions(Vec::new()),
            Tag::DefinitionListTitle => Kind::Term,
            Tag::DefinitionListDefinition => Kind::Meaning,
            Tag::Table(aligns) => {
                Kind::Table(OpenTable { aligns: aligns.into_iter().map(align_of).collect(), ..OpenTable::default() })
            }
            Tag::TableHead | Tag::TableRow => {
                self.row_cells = 0;
                Kind::Row(OpenRow { head: tag == Tag::TableHead, ..OpenRow::default() })
            }
            Tag::TableCell => {
                self.row_cells += 1;
                Kind::Cell { header: false, columns: 1 }
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) => Kind::Through,
            inline => return self.start_inline(inline, range),
        };
        self.open_block(kind, Origin::Markdown, range);
    }

    fn start_inline(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let (Tag::Link { link_type, .. } | Tag::Image { link_type, .. }) = &tag else {
            return self.start_span(tag, range);
        };
        if *link_type == LinkType::Reference {
            let link = self.source.text.get(range.clone()).unwrap_or_default();
            self.misread.extend(misread_label(link).map(|at| at + range.start));
        }
        self.start_link(tag, range);
    }

    fn start_span(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let kind = match tag {
            Tag::Emphasis => Kind::Span(Span::Emphasis),
            Tag::Strong => Kind::Span(Span::Strong),
            Tag::Strikethrough => Kind::Span(Span::Struck),
            Tag::Superscript => Kind::Span(Span::Superscript),
            Tag::Subscript => Kind::Span(Span::Subscript),
            _ => Kind::InlineThrough,
        };
        self.open_inline(kind, Origin::Markdown, range);
    }

    fn start_link(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let at = self.span(range.clone());
        let kind = match tag {
            Tag::Link { link_type, dest_url, title, .. } => {
                let (dest_url, title) = self.decoded(&dest_url, &title, range.clone());
                if !title.is_empty() {
                    let title = without_unprintable(&title);
                    let message = format!("the hover text `{title}` of a link was left out");
                    self.complain(Rule::LinkTitle, at, message, "say it in the words of the link");
                }
                let mail = link_type == LinkType::Email;
                let address = if mail { format!("mailto:{dest_url}") } else { dest_url };
                let to = self.link_to(&address, at);
                return self.open_link(to, Origin::Markdown, range);
            }
            Tag::Image { dest_url, title, .. } => {
                let (dest_url, title) = self.decoded(&dest_url, &title, range.clone());
                Kind::Image { source: self.image_source(&dest_url, at), title: Line::new(&title).ok() }
            }
            _ => Kind::InlineThrough,
        };
        self.open_inline(kind, Origin::Markdown, range);
    }

    /// The address and the title of a link or an image, as references in them are meant.
    fn decoded(&mut self, address: &str, title: &str, range: Range<usize>) -> (String, String) {
        let of = |text: &str| if self.is_masked { unmasked(&meant(text)) } else { meant(text).into_owned() };
        let (address, title) = (of(address), of(title));
        self.check_decoded(&title, range);
        (address, title)
    }

    /// A row ends: cells that the table has no column for are read now, for `pulldown-cmark` leaves them out.
    fn end_row(&mut self, range: Range<usize>) {
        self.flush();
        let text = self.source.text.get(range.clone()).unwrap_or_default();
        let cells = tables::cells_of(text);
        let known = match &mut self.home().kind {
            Kind::Row(row) => {
                row.written = cells.len();
                row.cells.len()
            }
            _ => self.row_cells,
        };
        for cell in cells.into_iter().skip(known) {
            let cell = cell.start + range.start..cell.end + range.start;
            self.open_block(Kind::Cell { header: false, columns: 1 }, Origin::Markdown, cell.clone());
            self.read_further_cell(cell);
            self.close_markdown();
        }
        self.close_markdown();
    }

    /// A change of subject.
    pub(super) fn rule(&mut self, range: Range<usize>) {
        self.open_block(Kind::Rule, Origin::Implied, range.clone());
        self.last = self.last.max(range.end);
        self.close_top();
    }

    /// The place of a label among all labels. GitHub does not mind upper and lower case.
    fn label(&mut self, label: &str) -> usize {
        let next = self.labels.len();
        let index = *self.labels.entry(label.to_lowercase()).or_insert(next);
        if index == self.notes.len() {
            self.notes.push(None);
        }
        index
    }

    /// The list whose item is the innermost container.
    fn list_of_item(&mut self) -> Option<&mut OpenList> {
        match self.frames.as_mut_slice() {
            [.., Frame { kind: Kind::List(list), .. }, Frame { kind: Kind::Item { .. }, .. }] => Some(list),
            _ => None,
        }
    }
}

/// A block of HTML, whose lines may stand in a quote or a list.
#[derive(Default)]
struct HtmlBlock {
    text: String,
    /// Offsets in `text` and in the source, one pair for each line.
    parts: Vec<(usize, usize)>,
}

impl HtmlBlock {
    fn add(&mut self, part: &str, at: usize) {
        self.parts.push((self.text.len(), at));
        self.text.push_str(part);
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn callout_of(kind: BlockQuoteKind) -> CalloutKind {
    match kind {
        BlockQuoteKind::Note => CalloutKind::Note,
        BlockQuoteKind::Tip => CalloutKind::Tip,
        BlockQuoteKind::Important => CalloutKind::Important,
        BlockQuoteKind::Warning => CalloutKind::Warning,
        BlockQuoteKind::Caution => CalloutKind::Caution,
    }
}

fn align_of(align: Alignment) -> Align {
    match align {
        Alignment::None => Align::Auto,
        Alignment::Left => Align::Start,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::End,
    }
}

/// The first word after the fence; other tools put more there.
fn language_of(kind: &CodeBlockKind<'_>) -> Option<Line> {
    match kind {
        CodeBlockKind::Indented => None,
        CodeBlockKind::Fenced(words) => {
            let word =
                words.split(|c: char| is_collapsible(c) || is_forbidden(c) || c == ',').find(|word| !word.is_empty());
            Line::new(word?).ok()
        }
    }
}
