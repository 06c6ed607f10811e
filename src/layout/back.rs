//! The end of the document, after the article's own text: the addresses of its links, and the way to the online version.

use super::galley::{Keep, Strip};
use super::pages::{Item, ListTag, NodeId, Owner, PageTarget, Path, Segment, Shape, Tag};
use super::prose::Prose;
use super::set::{Column, Place, Setter, Setting};
use super::structure::DOCUMENT;
use crate::diagnostic::SourceSpan;
use crate::style::Pt;
use crate::style::paper::Show;
use crate::tree::{Line, Meta, Numbering, WebAddress};
use qrcodegen::{QrCode, QrCodeEcc};

impl Setter<'_> {
    /// Sets the numbered list of addresses, where the style wants one and there are any.
    pub fn address_list(&mut self, column: Column) {
        let addresses = std::mem::take(&mut self.addresses);
        if addresses.is_empty() {
            return;
        }
        let section = self.structure.open(DOCUMENT, Tag::Section, SourceSpan::NOWHERE);
        self.added_heading(self.labels.links(), section, column);
        let list = self.structure.open(section, Tag::List(ListTag::Ordered(Numbering::Decimal)), SourceSpan::NOWHERE);
        let text = self.style.paper.text;
        let setting = self.setting(text.size, text.leading);
        let widest = self.width_of(&format!("[{}] ", addresses.len()), setting.look);
        for (index, address) in addresses.iter().enumerate() {
            let item = self.structure.open(list, Tag::ListItem, SourceSpan::NOWHERE);
            let label = self.structure.open(item, Tag::Label, SourceSpan::NOWHERE);
            let owner = Owner::Content(self.structure.content(label));
            let prose = Prose::plain(&format!("[{}]", index + 1), setting.look, owner, column.direction);
            let label = self.lines(&prose, setting, column, Place::Start);
            let body = self.structure.open(item, Tag::ListBody, SourceSpan::NOWHERE);
            let first = self.galley.strips.len();
            self.address(address, body, setting, column.within(widest, 0.0));
            if let Some(strip) = self.galley.strips.get_mut(first) {
                strip.above = self.style.paper.lists.tight.0;
                strip.items.splice(0..0, label.into_iter().flat_map(|line| line.items));
            }
        }
    }

    /// An address in words, a link and a paragraph of its own.
    fn address(&mut self, address: &WebAddress, node: NodeId, setting: Setting, column: Column) {
        let words = address.in_words();
        let paragraph = self.structure.open(node, Tag::Paragraph, SourceSpan::NOWHERE);
        let tag = Tag::Link { to: PageTarget::Web(address.clone()), contents: words.to_owned() };
        let link = self.structure.open(paragraph, tag, SourceSpan::NOWHERE);
        let owner = Owner::Content(self.structure.content(link));
        let mut look = setting.look;
        (look.colour, look.underlined) = (self.style.colours.link, true);
        let mut prose = Prose::plain(words, look, owner, column.direction);
        prose.spans.iter_mut().for_each(|span| span.link = Some(link));
        let lines = self.lines(&prose, setting, column, Place::Start);
        self.push(lines, 0.0, 0.0);
    }

    /// Sets a square code that leads to the online version, and the address below it.
    pub fn online(&mut self, meta: &Meta, column: Column) {
        let style = self.style.paper.online;
        let Some(address) = meta.canonical.as_ref().filter(|_| style.show != Show::Never) else { return };
        let (Ok(code), Ok(alt)) =
            (QrCode::encode_text(address.as_str(), QrCodeEcc::Medium), Line::new(address.as_str()))
        else {
            return;
        };
        let figure = self.structure.open(DOCUMENT, Tag::Figure { alt }, SourceSpan::NOWHERE);
        let owner = Owner::Content(self.structure.content(figure));
        let side = style.square.0;
        let segments = squares(&code, column.start_of(side), side);
        let path = Path { segments, colour: self.style.colours.text, stroke: None, text: None };
        let items = vec![Item { owner, shape: Shape::Path(path), place: None }];
        let strip = Strip { height: side, items, keep: Keep::Always, ..Strip::default() };
        let text = self.style.paper.text;
        self.push(vec![strip], text.leading.0 * 1.5, text.gap.0);
        let setting = self.setting(text.size, text.leading);
        self.address(address, DOCUMENT, setting, column);
    }
}

/// The dark squares of a code, those next to each other in a row as one rectangle.
fn squares(code: &QrCode, left: f32, side: f32) -> Vec<Segment> {
    let count = code.size();
    let module = side / count as f32;
    let mut segments = Vec::new();
    for row in 0..count {
        let mut column = 0;
        while column < count {
            let dark = (column..count).take_while(|x| code.get_module(*x, row)).count() as i32;
            if dark > 0 {
                let (x, y) = (left + column as f32 * module, row as f32 * module);
                let (right, bottom) = (x + dark as f32 * module, y + module);
                segments.extend([
                    Segment::Move(Pt(x), Pt(y)),
                    Segment::Line(Pt(right), Pt(y)),
                    Segment::Line(Pt(right), Pt(bottom)),
                    Segment::Line(Pt(x), Pt(bottom)),
                    Segment::Close,
                ]);
            }
            column += dark.max(1);
        }
    }
    segments
}
