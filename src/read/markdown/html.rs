//! Raw HTML, read for what it means: its elements open and close the same containers as Markdown does. What the tree has no
//! place for goes, its words stay, and a warning says which element went.

use super::composition::Composition;
use super::frames::{Kind, LinkTo, OpenList, OpenRow, OpenTable, Origin, Span};
use super::masks::unmasked;
use super::references::unprintable;
use super::tokens::{MAX_ATTRIBUTES, Piece, Pieces};
use crate::diagnostic::Rule;
use crate::tree::{Alt, CalloutKind, Direction, Image, Inline, Lang, Line, Marker, Numbering, Task, is_blank};
use html5gum::{HtmlString, StartTag};
use std::ops::Range;

/// A start tag.
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    /// In the source.
    range: Range<usize>,
}

impl Element {
    fn new(tag: StartTag<usize>, range: Range<usize>, is_masked: bool) -> Element {
        let value_of = |value: &HtmlString| if is_masked { unmasked(&text_of(value)) } else { text_of(value) };
        let attributes = tag.attributes.into_iter().map(|(name, value)| (text_of(&name), value_of(&value.value)));
        Element { name: text_of(&tag.name), attributes: attributes.collect(), range }
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    fn origin(&self) -> Origin {
        Origin::Html(self.name.clone())
    }

    fn dir(&self) -> Option<Direction> {
        match self.attribute("dir")?.to_ascii_lowercase().as_str() {
            "ltr" => Some(Direction::Ltr),
            "rtl" => Some(Direction::Rtl),
            _ => None,
        }
    }
}

fn text_of(html: &HtmlString) -> String {
    String::from_utf8_lossy(html).into_owned()
}

impl Composition<'_> {
    /// Reads one tag among words.
    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        self.html_block(html, &[(0, range.start)]);
    }

    /// Reads HTML whose parts stand at the given places: pairs of an offset in it and one in the source.
    pub(super) fn html_block(&mut self, html: &str, parts: &[(usize, usize)]) {
        let place = |offset: usize| {
            let part = parts.partition_point(|(start, _)| *start <= offset).checked_sub(1);
            part.and_then(|part| parts.get(part)).map_or(0, |(start, at)| at + (offset - start))
        };
        let mut pieces = Pieces::new(html);
        for (piece, at) in pieces.by_ref() {
            let range = place(at.start)..place(at.end);
            if matches!(piece, Piece::Start(_) | Piece::Text(_)) && !self.is_in_dropped() {
                for reference in unprintable(&html[at.clone()]) {
                    self.complain_of_reference(&html[at.clone()][reference.clone()], place(at.start + reference.start));
                }
            }
            match piece {
                Piece::Start(tag) => self.start_element(&Element::new(tag, range, self.is_masked)),
                Piece::End(name) => self.end_element(&name, range),
                Piece::Text(text) => self.text(&text, range),
                Piece::Comment => self.comment(&html[at], range),
                Piece::Doctype => {}
                Piece::Refused => {
                    let place = self.span(range.clone());
                    let message = format!("a tag has more than {MAX_ATTRIBUTES} attributes; it was taken for text");
                    self.complain(Rule::RawHtml, place, message, None);
                    self.text(&html[at], range);
                }
            }
        }
        // A tag that never ends is no tag; what was written is there to be read.
        if let Some(rest) = html.get(pieces.done..).filter(|rest| !is_blank(rest)) {
            let range = place(pieces.done)..place(html.len());
            self.complain_once("tag", Rule::RawHtml, range.clone(), "a tag of HTML has no end".to_owned(), None);
            self.text(rest, range);
        }
    }

    /// A comment says nothing to readers. One without end is remembered: it is taken for text. What only HTML takes for a comment
    /// has words (`</ x>`, `<![CDATA[x]]>`), which stay.
    fn comment(&mut self, comment: &str, range: Range<usize>) {
        let ends = match comment {
            comment if comment.starts_with("<!--") => {
                comment.len() > 6 && comment.ends_with("-->") || comment.ends_with("--!>") || comment.len() <= 6
            }
            comment => comment.ends_with('>'),
        };
        if !ends {
            self.unclosed.push(range.start);
        } else if comment.starts_with("</") {
            self.text(comment, range);
        } else if let Some(words) = comment.strip_prefix("<![CDATA[") {
            self.text(words.strip_suffix("]]>").unwrap_or(words), range);
        }
    }

    /// True in an element whose content no reader is to see.
    fn is_in_dropped(&mut self) -> bool {
        matches!(self.home().kind, Kind::Dropped)
    }

    fn start_element(&mut self, element: &Element) {
        // HTML, 13.2.5.15: in a script or a style there are no tags but its own end.
        if self.is_in_dropped() {
            return;
        }
        let range = element.range.clone();
        match element.name.as_str() {
            "br" => return self.inline(Inline::Break, range),
            "wbr" | "col" | "source" | "track" | "meta" | "link" | "base" => return,
            "hr" => return self.rule(range),
            "img" => return self.image_element(element),
            _ => {}
        }
        if !self.room_for_element(range) {
            return;
        }
        match element.name.as_str() {
            "em" | "i" | "cite" | "var" | "dfn" | "b" | "strong" | "s" | "del" | "strike" | "sub" | "sup" => {
                self.span_element(element);
            }
            "code" | "kbd" | "samp" | "tt" => self.words(Kind::CodeSpan, element),
            "abbr" | "acronym" => self.abbreviation(element),
            "a" => self.anchor(element),
            "q" => {
                self.words(Kind::InlineThrough, element);
                self.text("“", element.range.clone());
            }
            "span" | "bdi" | "bdo" | "u" | "ins" | "mark" | "small" | "big" | "font" | "time" | "data" | "label"
            | "nobr" | "ruby" | "rb" | "rt" | "rp" | "picture" => self.words(Kind::InlineThrough, element),
            _ => self.block_element(element),
        }
    }

    /// Elements that stand among blocks.
    fn block_element(&mut self, element: &Element) {
        let kind = match element.name.as_str() {
            "p" => {
                self.close_implied(|kind| matches!(kind, Kind::Paragraph { .. }), |kind| !kind.is_inline());
                Kind::Paragraph { titles: Vec::new() }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                Kind::Heading { level: element.name.as_bytes()[1] - b'0', names: Vec::new() }
            }
            "blockquote" => Kind::Quote,
            "details" => Kind::Callout { kind: CalloutKind::Aside, title: Vec::new() },
            "summary" => Kind::Summary,
            "figure" => Kind::Figure { caption: Vec::new() },
            "figcaption" | "caption" => Kind::Caption,
            "ul" | "menu" | "ol" => {
                Kind::List(OpenList { marker: marker_of(element), loose: false, items: Vec::new(), written: 0 })
            }
            "li" => {
                self.close_implied(|kind| matches!(kind, Kind::Item { .. }), |kind| matches!(kind, Kind::List(_)));
                Kind::Item { task: None }
            }
            "dl" => Kind::Definitions(Vec::new()),
            "dt" | "dd" => {
                let stops = |kind: &Kind| matches!(kind, Kind::Definitions(_));
                self.close_implied(|kind| matches!(kind, Kind::Term | Kind::Meaning), stops);
                if element.name == "dt" { Kind::Term } else { Kind::Meaning }
            }
            "pre" => Kind::Verbatim { language: None, text: String::new() },
            "script" | "style" => {
                self.complain_of_element(element, "was left out, with all that is in it");
                Kind::Dropped
            }
            "table" | "tr" | "td" | "th" => self.table_element(element),
            "thead" | "tbody" | "tfoot" | "colgroup" | "div" | "section" | "article" | "header" | "footer" | "main"
            | "nav" | "aside" | "center" | "address" | "hgroup" | "search" => Kind::Through,
            "html" | "body" | "head" => Kind::Through,
            "input" => return self.input(element),
            _ => return self.complain_of_element(element, "means nothing in an edition; its words stay"),
        };
        self.name_element(element);
        let lang = self.lang_of(element);
        self.open_block(kind, element.origin(), element.range.clone());
        self.tongue(lang, element.dir());
        self.last = self.last.max(element.range.end);
    }

    fn table_element(&mut self, element: &Element) -> Kind {
        let in_table = |kind: &Kind| matches!(kind, Kind::Table(_));
        match element.name.as_str() {
            "table" => Kind::Table(OpenTable::default()),
            "tr" => {
                self.close_implied(|kind| matches!(kind, Kind::Row(_)), in_table);
                let head =
                    self.frames.iter().rev().take(2).any(|frame| frame.origin == Origin::Html("thead".to_owned()));
                Kind::Row(OpenRow { head, ..OpenRow::default() })
            }
            name => {
                self.close_implied(
                    |kind| matches!(kind, Kind::Cell { .. }),
                    |kind| matches!(kind, Kind::Row(_) | Kind::Table(_)),
                );
                let columns = element.attribute("colspan").and_then(|count| count.trim().parse().ok()).unwrap_or(1);
                let rows = element.attribute("rowspan").is_some_and(|count| count.trim() != "1");
                if columns != 1 || rows {
                    let message = "a cell spans several columns or rows; its words stand in the first".to_owned();
                    self.complain_once("cells that span", Rule::RawHtml, element.range.clone(), message, None);
                }
                Kind::Cell { header: name == "th", columns }
            }
        }
    }

    fn end_element(&mut self, name: &str, range: Range<usize>) {
        let is_other = |origin: &Origin| !matches!(origin, Origin::Html(open) if open == name);
        if self.is_in_dropped() && is_other(&self.home().origin) {
            return;
        }
        if name == "q" && self.elements.get(name).is_some_and(|open| *open > 0) {
            self.text("”", range.clone());
        }
        self.last = self.last.max(range.end);
        self.close_element(name);
    }

    /// Opens a container of words, in the language that the element names.
    fn words(&mut self, kind: Kind, element: &Element) {
        self.name_element(element);
        let lang = self.lang_of(element);
        let kind = match (kind, &lang) {
            (Kind::InlineThrough, Some(lang)) => Kind::Span(Span::Foreign(lang.clone(), element.dir())),
            (kind, _) => kind,
        };
        let foreign = matches!(kind, Kind::Span(Span::Foreign(..)));
        self.open_inline(kind, element.origin(), element.range.clone());
        if !foreign {
            self.tongue(lang, element.dir());
        }
    }

    fn span_element(&mut self, element: &Element) {
        let span = match element.name.as_str() {
            "b" | "strong" => Span::Strong,
            "s" | "del" | "strike" => Span::Struck,
            "sub" => Span::Subscript,
            "sup" => Span::Superscript,
            _ => Span::Emphasis,
        };
        self.words(Kind::Span(span), element);
    }

    fn abbreviation(&mut self, element: &Element) {
        let kind = match element.attribute("title").map(Line::new) {
            Some(Ok(expansion)) => Kind::Span(Span::Abbreviation(expansion)),
            _ => Kind::InlineThrough,
        };
        self.words(kind, element);
    }

    fn anchor(&mut self, element: &Element) {
        if let Some(name) = element.attribute("name").filter(|name| element.attribute("id") != Some(name)) {
            self.anchors.push(name.to_owned());
        }
        let Some(address) = element.attribute("href") else {
            return self.words(Kind::InlineThrough, element);
        };
        self.name_element(element);
        let at = self.span(element.range.clone());
        let to = if self.top().linked { LinkTo::Nowhere } else { self.link_to(address, at) };
        let lang = self.lang_of(element);
        self.open_link(to, element.origin(), element.range.clone());
        self.tongue(lang, element.dir());
    }

    fn image_element(&mut self, element: &Element) {
        self.name_element(element);
        let range = element.range.clone();
        let at = self.span(range.clone());
        let source = self.image_source(element.attribute("src").unwrap_or_default(), at);
        let alt = match element.attribute("alt").map(Line::new) {
            Some(Ok(words)) => Alt::Text(words),
            Some(Err(_)) => Alt::Decorative,
            None => {
                let message = "an image has no `alt`".to_owned();
                let help = "say what it tells; if it tells nothing, write `alt=\"\"`";
                self.complain(Rule::ImageWithoutWords, at, message, help);
                Alt::Decorative
            }
        };
        let title = element.attribute("title").and_then(|title| Line::new(title).ok());
        self.flush();
        self.need_words(range.start);
        self.put_image(Image { source, alt, at }, title);
        self.last = self.last.max(range.end);
    }

    /// A box to tick, as some tools write task lists.
    fn input(&mut self, element: &Element) {
        let tick = element.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
        if !tick {
            return self.complain_of_element(element, "means nothing in an edition");
        }
        let done = element.attribute("checked").is_some();
        self.task(if done { Task::Done } else { Task::Open });
    }

    /// The id of an element becomes that of the block that it is, or that is around it.
    fn name_element(&mut self, element: &Element) {
        if let Some(id) = element.attribute("id").filter(|id| !id.trim().is_empty()) {
            self.anchors.push(id.to_owned());
        }
    }

    fn lang_of(&mut self, element: &Element) -> Option<Lang> {
        let tag = element.attribute("lang").or_else(|| element.attribute("xml:lang"))?;
        let lang = Lang::new(tag);
        if let Err(malformed) = &lang {
            let at = self.span(element.range.clone());
            self.complain(Rule::RawHtml, at, malformed.to_string(), None);
        }
        lang.ok()
    }

    fn complain_of_element(&mut self, element: &Element, what: &str) {
        let name = &element.name;
        let message = format!("the element `<{name}>` {what}");
        self.complain_once(name, Rule::RawHtml, element.range.clone(), message, None);
    }
}

/// HTML, 4.4.5: the `type` of an ordered list minds upper and lower case.
fn marker_of(element: &Element) -> Marker {
    if element.name != "ol" {
        return Marker::Bullet;
    }
    let numbering = match element.attribute("type") {
        Some("a") => Numbering::LowerAlpha,
        Some("A") => Numbering::UpperAlpha,
        Some("i") => Numbering::LowerRoman,
        Some("I") => Numbering::UpperRoman,
        _ => Numbering::Decimal,
    };
    let start = element.attribute("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
    Marker::Ordered { start, numbering }
}
