//! Figures: images as large as their resolution makes them, or their words in a frame.

use super::draw::LinePlace;
use super::galley::{BlockBackground, Keep, Strip};
use super::pages::{Artifact, Item, NodeId, Owner, Rect, Shape, Tag, TextPlace};
use super::picture_size::extent;
use super::set::{Column, Place, Setter};
use crate::diagnostic::SourceSpan;
use crate::picture::Picture;
use crate::style::Pt;
use crate::tree::{Alt, Figure, Image, ImageSource, Inline, Line};

impl Setter<'_> {
    /// Sets a figure with its caption below.
    pub fn figure(&mut self, figure: &Figure, node: NodeId, column: Column, at: SourceSpan) {
        let style = self.style.paper.figures;
        let first = self.galley.strips.len();
        let shown = match &figure.image.source {
            ImageSource::File(path) => self.pictures.get(path),
            ImageSource::Unreachable(_) => None,
        };
        match (shown, &figure.image.alt) {
            (Some(picture), _) => self.picture(&figure.image, picture, node, column, at),
            (None, Alt::Text(words)) => {
                let place = self.ordinals.of_figure(&figure.image);
                self.words_in_frame(words, place, node, column, at);
            }
            (None, Alt::Decorative) => {}
        }
        if !figure.caption.is_empty() {
            self.caption(&figure.caption, node, column, at);
        }
        let strips = &mut self.galley.strips[first..];
        if let Some((last, rest)) = strips.split_last_mut() {
            last.below = last.below.max(style.below.0);
            rest.iter_mut().for_each(|strip| strip.keep = Keep::Always);
        }
        if let Some(strip) = self.galley.strips.get_mut(first) {
            strip.above = style.above.0;
        }
    }

    fn picture(&mut self, image: &Image, picture: &Picture, node: NodeId, column: Column, at: SourceSpan) {
        let ImageSource::File(path) = &image.source else { return };
        let (width, height) = extent(picture);
        let tallest = self.page_height * self.style.paper.figures.tallest.clamp(0.1, 0.9);
        let scale = (column.width / width).min(tallest / height).min(1.0);
        let (width, height) = (width * scale, height * scale);
        let owner = match &image.alt {
            Alt::Text(alt) => {
                let figure = self.structure.open(node, Tag::Figure { alt: alt.clone() }, at);
                Owner::Content(self.structure.content(figure))
            }
            Alt::Decorative => Owner::Artifact(Artifact::Layout),
        };
        let x = column.start_of(width);
        let area = Rect { x: Pt(x), y: Pt::ZERO, width: Pt(width), height: Pt(height) };
        let items = vec![Item {
            owner,
            shape: Shape::Picture { path: path.clone(), area },
            place: self.ordinals.of_figure(image),
        }];
        let strip = Strip { height, items, backgrounds: self.backgrounds.clone(), ..Strip::default() };
        self.galley.strips.push(strip);
    }

    /// Sets the words of an image that cannot be shown in its place.
    fn words_in_frame(&mut self, words: &Line, place: Option<TextPlace>, node: NodeId, column: Column, at: SourceSpan) {
        let figure = self.structure.open(node, Tag::Figure { alt: words.clone() }, at);
        let padding = self.style.paper.callouts.padding.0;
        let background = BlockBackground {
            left: column.left,
            width: column.width,
            ground: None,
            bar: None,
            outline: Some(self.style.colours.quiet),
        };
        self.with_background(background, padding, |setter| {
            let text = setter.style.paper.text;
            let setting = setter.setting(text.size, text.leading);
            let inlines = [Inline::Text(words.as_str().to_owned())];
            let mut prose = setter.prose(&inlines, setting.look, figure, column.direction, at);
            prose.spans.iter_mut().for_each(|span| span.place = place);
            let lines = setter.lines(&prose, setting, column.within(padding, padding), Place::Start);
            setter.push(lines, 0.0, 0.0);
        });
    }

    /// A caption in a node of its own.
    pub fn caption(&mut self, caption: &[Inline], node: NodeId, column: Column, at: SourceSpan) {
        let kind = self.style.paper.figures.caption;
        let node = self.structure.open(node, Tag::Caption, at);
        let setting = self.setting(kind.size, kind.leading);
        let prose = self.prose(caption, setting.look, node, column.direction, at);
        let lines = self.lines(&prose, setting, column, Place::Start);
        self.push(lines, kind.above.0, kind.below.0);
    }

    /// Sets blocks in a frame, with air at its top and foot.
    pub fn with_background(&mut self, background: BlockBackground, padding: f32, set: impl FnOnce(&mut Self)) {
        let first = self.galley.strips.len();
        self.galley.backgrounds.push(background);
        self.backgrounds.push(self.galley.backgrounds.len() - 1);
        self.air(padding, Keep::Always);
        set(self);
        if let Some(last) = self.galley.strips.last_mut() {
            last.keep = last.keep.max(Keep::Always);
            last.below = 0.0;
        }
        if let Some(strip) = self.galley.strips.get_mut(first + 1) {
            strip.above = 0.0;
        }
        self.air(padding, Keep::Free);
        self.backgrounds.pop();
    }

    fn air(&mut self, height: f32, keep: Keep) {
        let strip = Strip { height, keep, backgrounds: self.backgrounds.clone(), air: true, ..Strip::default() };
        self.galley.strips.push(strip);
    }

    /// Draws a sign in a colour as decoration.
    pub fn sign(
        &self,
        sign: super::signs::Sign,
        place: LinePlace,
        size: Pt,
        colour: crate::style::Colour,
    ) -> Vec<Item> {
        let paths = sign.draw(Pt(place.x), Pt(place.baseline), size, colour, "");
        let owner = Owner::Artifact(Artifact::Layout);
        paths
            .into_iter()
            .map(|path| Item { owner, shape: Shape::Path(super::pages::Path { text: None, ..path }), place: None })
            .collect()
    }
}
