//! Leaves → pages: each strip at its place, the grounds behind it, the running foot.

use super::galley::{BlockBackground, Galley, Strip, WITHIN};
use super::geometry::PageGeometry;
use super::make_up::{Leaf, MakeUp, Measures};
use super::pages::{Artifact, Item, Owner, Page, Rect, Segment, Shape};
use super::prose::Prose;
use super::set::{Column, Place, Setter};
use crate::style::Pt;
use crate::style::paper::{PageNumber, Printing, Show, Weight};
use std::collections::BTreeMap;

/// The pages of a galley, without their feet.
pub fn pages(
    galley: &mut Galley,
    note_strips: &mut [Strip],
    leaves: &[Leaf],
    geometry: PageGeometry,
    setter: &Setter<'_>,
) -> Vec<Page> {
    let mut pages = Vec::with_capacity(leaves.len());
    for (number, leaf) in leaves.iter().enumerate() {
        let left = geometry.left[number % 2];
        let last = number + 1 == leaves.len();
        let tops = tops(galley, leaf, geometry, last, setter.style.paper.text.stretch.0);
        let mut items = backgrounds(galley, leaf, &tops, geometry, left);
        if let Some(head) = leaf.head {
            let mut y = geometry.top;
            for strip in &galley.heads[head] {
                items.extend(strip.items.iter().cloned().map(|item| moved(item, left, y)));
                y += strip.height;
            }
        }
        for (strip, top) in galley.strips[leaf.strips.clone()].iter_mut().zip(tops) {
            items.extend(std::mem::take(&mut strip.items).into_iter().map(|item| moved(item, left, top)));
        }
        if !leaf.notes.is_empty() {
            foot_notes(&mut note_strips[leaf.notes.clone()], geometry, left, setter, &mut items);
        }
        let label = (number + 1).to_string();
        pages.push(Page { width: Pt(geometry.width), height: Pt(geometry.height), label, items });
    }
    pages
}

/// The top of each strip of a page. What room is left goes between the strips, so that full pages end at one height.
pub fn tops(galley: &Galley, leaf: &Leaf, geometry: PageGeometry, last: bool, stretch: f32) -> Vec<f32> {
    let start = leaf.strips.start;
    let strips = &galley.strips;
    let gap = |index: usize| if index == start { 0.0 } else { strips[index].above.max(strips[index - 1].below) };
    let gaps = leaf.strips.clone().filter(|index| gap(*index) > WITHIN).count();
    let grown = if gaps == 0 || last { 0.0 } else { leaf.room / gaps as f32 };
    // A page that would have to be stretched too far stays as it is: better a shorter page than a loose one.
    let grown = if grown <= stretch { grown } else { 0.0 };
    let mut y = geometry.top;
    if let Some(head) = leaf.head {
        y += galley.heads[head].iter().map(|strip| strip.height).sum::<f32>();
    }
    let mut tops = Vec::with_capacity(leaf.strips.len());
    for index in leaf.strips.clone() {
        let gap = gap(index);
        y += if gap > WITHIN { gap + grown } else { gap };
        tops.push(y);
        let strip = &strips[index];
        y += strip.height_at(index == start);
    }
    tops
}

/// Grounds and bars behind the strips of a page, outer before inner. A ground that goes on over the page's end reaches a little
/// into the margin, so that no letter touches its edge.
fn backgrounds(galley: &Galley, leaf: &Leaf, tops: &[f32], geometry: PageGeometry, left: f32) -> Vec<Item> {
    const BLEED: f32 = 5.5;
    let mut extents: BTreeMap<usize, (f32, f32)> = BTreeMap::new();
    for (strip, top) in galley.strips[leaf.strips.clone()].iter().zip(tops) {
        for background in &strip.backgrounds {
            let extent = extents.entry(*background).or_insert((*top, *top));
            extent.1 = (top + strip.height).min(geometry.top + geometry.depth + 12.0).max(extent.1);
        }
    }
    let goes_on =
        |background: usize, strip: Option<&Strip>| strip.is_some_and(|strip| strip.backgrounds.contains(&background));
    let before = leaf.strips.start.checked_sub(1).and_then(|before| galley.strips.get(before));
    let after = galley.strips.get(leaf.strips.end);
    extents
        .into_iter()
        .flat_map(|(number, (mut top, mut bottom))| {
            let background = &galley.backgrounds[number];
            if background.ground.is_some() || background.outline.is_some() {
                top -= if goes_on(number, before) { BLEED } else { 0.0 };
                bottom += if goes_on(number, after) { BLEED } else { 0.0 };
            }
            background_items(background, left, top, bottom)
        })
        .collect()
}

fn background_items(background: &BlockBackground, left: f32, top: f32, bottom: f32) -> Vec<Item> {
    let owner = Owner::Artifact(Artifact::Layout);
    let mut items = Vec::new();
    let area = |x: f32, width: f32| Rect { x: Pt(left + x), y: Pt(top), width: Pt(width), height: Pt(bottom - top) };
    if let Some(colour) = background.ground {
        items.push(Item {
            owner,
            shape: Shape::Rectangle { area: area(background.left, background.width), colour },
            place: None,
        });
    }
    if let Some((x, thickness, colour)) = background.bar {
        items.push(Item { owner, shape: Shape::Rectangle { area: area(x, thickness), colour }, place: None });
    }
    if let Some(colour) = background.outline {
        let (x, y) = (left + background.left, top);
        let corner = |dx: f32, dy: f32| (Pt(x + dx), Pt(y + dy));
        let corners =
            [corner(background.width, 0.0), corner(background.width, bottom - top), corner(0.0, bottom - top)];
        let mut segments = vec![Segment::Move(Pt(x), Pt(y))];
        segments.extend(corners.map(|(x, y)| Segment::Line(x, y)));
        segments.push(Segment::Close);
        let path = super::pages::Path { segments, colour, stroke: Some(Pt(0.75)), text: None };
        items.push(Item { owner, shape: Shape::Path(path), place: None });
    }
    items
}

/// The space, the short rule and the space above the notes of a page.
pub const SEPARATOR: f32 = 20.0;

fn foot_notes(strips: &mut [Strip], geometry: PageGeometry, left: f32, setter: &Setter<'_>, items: &mut Vec<Item>) {
    let height: f32 = strips.iter().map(|strip| strip.above + strip.height).sum();
    let mut y = geometry.top + geometry.depth - height;
    let column = Column { left, width: geometry.measure, direction: setter.direction };
    let width = geometry.measure * 0.25;
    let area = Rect { x: Pt(column.start_of(width)), y: Pt(y - 6.0), width: Pt(width), height: Pt(0.75) };
    let shape = Shape::Rectangle { area, colour: setter.style.colours.quiet };
    items.push(Item { owner: Owner::Artifact(Artifact::Layout), shape, place: None });
    for strip in strips {
        y += strip.above;
        items.extend(std::mem::take(&mut strip.items).into_iter().map(|item| moved(item, left, y)));
        y += strip.height;
    }
}

/// Adds the running foot: the short title at the start, the page's place at the end; on left pages the other way round.
pub fn feet(pages: &mut [Page], title: &str, geometry: PageGeometry, setter: &mut Setter<'_>) {
    let foot = setter.style.paper.foot;
    let count = pages.len();
    let cut = super::fonts::Cut { bold: foot.weight == Weight::Bold, italic: false };
    let colour = match foot.weight {
        Weight::Regular => setter.style.colours.quiet,
        Weight::Bold => setter.style.colours.text,
    };
    let setting = setter.coloured(foot.size, foot.size * 1.4, colour, cut);
    let labels = setter.labels;
    let number_of = |page: usize| match foot.number {
        PageNumber::None => String::new(),
        PageNumber::Number => page.to_string(),
        PageNumber::PageOf => labels.page_of(page, count),
    };
    let longest = number_of(count);
    let beside = geometry.foot[0].1 - setter.width_of(&longest, setting.look) - foot.size.0 * 2.0;
    let short = shortened(title, beside.min(geometry.foot[0].1 * 0.68), setter, setting.look);
    for (index, page) in pages.iter_mut().enumerate() {
        let number = number_of(index + 1);
        let mirrored = setter.style.paper.printing == Printing::Duplex && index % 2 == 1;
        let titled = match foot.title {
            Show::Always => true,
            Show::Auto => index > 0,
            Show::Never => false,
        };
        let (title_place, number_place) =
            if mirrored { (Place::End, Place::Start) } else { (Place::Start, Place::End) };
        for (text, place) in [(if titled { short.as_str() } else { "" }, title_place), (number.as_str(), number_place)]
        {
            if text.is_empty() {
                continue;
            }
            let (left, width) = geometry.foot[index % 2];
            let column = Column { left: 0.0, width, direction: setter.direction };
            let prose = Prose::plain(text, setting.look, Owner::Artifact(Artifact::Footer), setter.direction);
            let top = geometry.height - foot.height.0 - setter.baseline(setting);
            for strip in setter.lines(&prose, setting, column, place).into_iter().take(1) {
                page.items.extend(strip.items.into_iter().map(|item| moved(item, left, top)));
            }
        }
    }
}

/// The words of a title that fit a width, with `…` where some are missing.
fn shortened(title: &str, widest: f32, setter: &mut Setter<'_>, look: super::prose::LetterStyle) -> String {
    if setter.width_of(title, look) <= widest {
        return title.to_owned();
    }
    // The words before a colon are a title of their own.
    if let Some((head, _)) = title.split_once(": ")
        && setter.width_of(head, look) <= widest
    {
        return head.to_owned();
    }
    let mut short = String::new();
    for word in title.split(' ') {
        let longer = if short.is_empty() { word.to_owned() } else { format!("{short} {word}") };
        if setter.width_of(&format!("{longer}…"), look) > widest {
            break;
        }
        short = longer;
    }
    if short.is_empty() {
        String::new()
    } else {
        format!("{}…", short.trim_end_matches([',', ';', ':', '–', '-', ' ']))
    }
}

/// An item further to the right and further down.
pub fn moved(mut item: Item, x: f32, y: f32) -> Item {
    let (dx, dy) = (Pt(x), Pt(y));
    match &mut item.shape {
        Shape::Glyphs(run) => {
            run.x += dx;
            run.y += dy;
        }
        Shape::Rectangle { area, .. } | Shape::Picture { area, .. } | Shape::LinkArea { area, .. } => {
            area.x += dx;
            area.y += dy;
        }
        Shape::Path(path) => {
            for segment in &mut path.segments {
                match segment {
                    Segment::Move(x, y) | Segment::Line(x, y) => (*x, *y) = (*x + dx, *y + dy),
                    Segment::Curve(points) => points.iter_mut().for_each(|(x, y)| (*x, *y) = (*x + dx, *y + dy)),
                    Segment::Close => {}
                }
            }
        }
    }
    item
}

impl Setter<'_> {
    /// The leaves that the galley is split into.
    pub fn leaves(&self, note_strips: &[Strip], notes: &[usize], geometry: PageGeometry) -> Vec<Leaf> {
        let leading = self.style.paper.text.leading.0;
        let measures = Measures { height: geometry.depth, separator: SEPARATOR, leading };
        MakeUp::new(&self.galley, note_strips, notes, measures).leaves()
    }
}
