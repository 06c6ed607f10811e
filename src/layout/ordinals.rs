//! The ordinals of a document's texts in the walk over it, so that what is drawn can say which text it draws.

use super::pages::TextPlace;
use crate::tree::walk::{self, Visit};
use crate::tree::{BlockKind, Code, Document, Image, Inline};

/// The ordinal of each text, by the text's address in memory: a document does not move while it is laid out.
pub struct Ordinals {
    /// Sorted by address.
    list: Vec<(usize, u32)>,
}

impl Ordinals {
    /// Walks through a document.
    pub fn of(document: &Document) -> Ordinals {
        let mut list = Vec::new();
        walk::numbered(document, &mut |ordinal, visit| match visit {
            // Empty lists have no address of their own, and nothing to draw.
            Visit::Inlines(text) if !text.is_empty() => list.push((text.as_ptr().addr(), ordinal)),
            Visit::Inlines(_) | Visit::Section(..) => {}
            Visit::Block(block) => match &block.kind {
                BlockKind::Code(code) => list.push((std::ptr::from_ref(code).addr(), ordinal)),
                BlockKind::Figure(figure) => list.push((std::ptr::from_ref(&figure.image).addr(), ordinal)),
                BlockKind::Paragraph(_) | BlockKind::List(_) | BlockKind::Quote(_) | BlockKind::Callout(_) => {}
                BlockKind::Table(_) | BlockKind::Definitions(_) | BlockKind::Rule => {}
            },
        });
        list.sort_unstable();
        Ordinals { list }
    }

    /// The beginning of a list of inlines; `None` for one that the walk does not meet.
    pub fn of_inlines(&self, text: &[Inline]) -> Option<TextPlace> {
        self.at(text.as_ptr().addr()).filter(|_| !text.is_empty())
    }

    /// The beginning of a code block; `None` for one that the walk does not meet.
    pub fn of_code(&self, code: &Code) -> Option<TextPlace> {
        self.at(std::ptr::from_ref(code).addr())
    }

    /// The figure of an image; `None` for an image that has none.
    pub fn of_figure(&self, image: &Image) -> Option<TextPlace> {
        self.at(std::ptr::from_ref(image).addr())
    }

    fn at(&self, address: usize) -> Option<TextPlace> {
        let found = self.list.binary_search_by_key(&address, |(address, _)| *address).ok()?;
        Some(TextPlace { ordinal: self.list[found].1, offset: 0 })
    }
}
