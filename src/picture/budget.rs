//! Counts what will be drawn of an SVG before anything is: with each `use`, marker, pattern, mask, clip path and filter replaced by
//! what it stands for, wherever an attribute, a style sheet or an element above asks for it.
//!
//! The count goes the way that `usvg` goes and stops at the first count that is over its limit, so it takes no longer than the
//! limits allow. What it cannot know, such as which of two values of a property holds, it counts as both.

use super::sheets::Sheets;
use super::unshowable::{SIMPLER, Unshowable};
use super::values::{self, Extent, Sizes};
use crate::limits::Limits;
use std::collections::BTreeMap;
use usvg::roxmltree::{Document, Node, NodeId};

/// Deeper trees are no drawings; readers that recurse would run out of stack.
const MOST_DEPTH: usize = 64;
/// The same, where elements are replaced by what they stand for.
const MOST_USES: usize = 96;
/// Points of one character; in the built-in face few have more.
const CHARACTER: u64 = 40;
/// Memory in a PDF for a gradient and each of its stops, in points.
const STOP: u64 = 20;
/// Most work beyond what grows with the size of a drawing: rules held against elements, spans of a text against its characters. A
/// unit takes some nanoseconds.
const MOST_WORK: u64 = 500_000_000;
/// Work of the outline of a curve that is one unit large. It grows with the root of the size.
const OUTLINE: f64 = 100.0;
/// The widest line. The outline of a curve in wider lines has pieces beyond measure, for lack of digits.
const WIDEST_LINE: f64 = 100_000.0;
/// Most properties whose element stands in the very thing that they refer to. `usvg` takes each away and begins its search anew.
const MOST_LOOPS: u64 = 16;
/// Most arcs in a row in one path, and most ends of what is closed already. For each that comes to nothing `svgtypes` calls itself.
const MOST_IDLE: u64 = 10_000;

/// Counts a drawing within some limits; about what it takes in memory while it is read, in bytes.
///
/// # Errors
/// The count that is over its limit.
pub(super) fn check(document: &Document<'_>, limits: &Limits) -> Result<usize, Unshowable> {
    let depth = check_depth(document)?;
    let mut ids: BTreeMap<&str, Vec<Node<'_, '_>>> = BTreeMap::new();
    for node in document.descendants() {
        for id in node.attributes().filter(|attribute| attribute.name() == "id") {
            // Where an id is given twice, some links lead to the first and some to the last.
            let nodes = ids.entry(id.value()).or_default();
            nodes.truncate(1);
            nodes.push(node);
        }
    }
    let sheets = Sheets::read(document, depth)?;
    let sizes_named = Sizes::of(document);
    if WIDEST_LINE < sizes_named.line {
        return Err(over("has lines wider than", WIDEST_LINE, "units"));
    }
    let mut counter = Counter {
        ids,
        sheets,
        limits,
        sizes_named,
        counts: Counts::default(),
        within: Vec::new(),
        contexts: BTreeMap::new(),
        sizes: BTreeMap::new(),
    };
    counter.element(document.root_element(), &Context::default())?;
    let Counts { shapes, points, bytes, .. } = counter.counts;
    Ok(usize::try_from(shapes * 2_000 + points * 60 + bytes * 8).unwrap_or(usize::MAX))
}

/// The depth of the deepest element.
fn check_depth(document: &Document<'_>) -> Result<usize, Unshowable> {
    let (mut depth, mut deepest, mut node) = (0, 0, document.root());
    loop {
        node = if let Some(child) = node.first_child() {
            depth += 1;
            child
        } else {
            while node.next_sibling().is_none() {
                depth -= 1;
                match node.parent() {
                    Some(parent) if depth > 0 => node = parent,
                    _ => return Ok(deepest),
                }
            }
            node.next_sibling().expect("looked for above")
        };
        deepest = deepest.max(depth);
        if MOST_DEPTH < depth {
            return Err(over("nests deeper than", MOST_DEPTH, "elements"));
        }
    }
}

fn over(verb: &str, most: impl std::fmt::Display, what: &str) -> Unshowable {
    Unshowable::with_help(format!("is a drawing that {verb} {most} {what}"), SIMPLER)
}

/// Properties that elements inherit and that add to what is drawn.
const INHERITED: [&str; 8] = [
    "fill",
    "stroke",
    "marker-start",
    "marker-mid",
    "marker-end",
    "font-family",
    "font-variation-settings",
    "stroke-dasharray",
];

/// Inherited properties: every value that each may have.
#[derive(Clone, Default)]
struct Context<'a> {
    values: [Vec<&'a str>; INHERITED.len()],
}

impl<'a> Context<'a> {
    /// The properties that content of an element with properties `own` inherits.
    fn with(&self, own: &[(&'a str, &'a str)]) -> Context<'a> {
        let mut context = self.clone();
        for (at, property) in INHERITED.iter().enumerate() {
            let mut values: Vec<&str> =
                own.iter().filter(|(name, _)| name == property).map(|(_, value)| *value).collect();
            if !values.is_empty() {
                let inherits = values.contains(&"inherit");
                let above = if inherits { &self.values[at][..] } else { &[] };
                values.extend(above);
                values.sort_unstable();
                values.dedup();
                context.values[at] = values;
            }
        }
        context
    }

    /// Bytes that are written again for each shape: a list of dashes, the id of a paint.
    fn bytes(&self) -> u64 {
        self.values.iter().flatten().map(|value| value.len() as u64).sum()
    }
}

#[derive(Clone, Copy, Default)]
struct Counts {
    shapes: u64,
    points: u64,
    bytes: u64,
    work: u64,
    loops: u64,
}

struct Counter<'a, 'l> {
    ids: BTreeMap<&'a str, Vec<Node<'a, 'a>>>,
    sheets: Sheets<'a>,
    limits: &'l Limits,
    /// Lengths that percentages may refer to.
    sizes_named: Sizes,
    counts: Counts,
    /// The elements around what is counted, through all uses.
    within: Vec<NodeId>,
    contexts: BTreeMap<usize, Context<'a>>,
    /// The elements that each element comes to, `use` replaced.
    sizes: BTreeMap<usize, u64>,
}

type Counted = Result<(), Unshowable>;

impl<'a> Counter<'a, '_> {
    fn add(&mut self, more: Counts) -> Counted {
        let counts = &mut self.counts;
        counts.shapes = counts.shapes.saturating_add(more.shapes);
        counts.points = counts.points.saturating_add(more.points);
        counts.bytes = counts.bytes.saturating_add(more.bytes);
        counts.work = counts.work.saturating_add(more.work);
        counts.loops = counts.loops.saturating_add(more.loops);
        let limits = self.limits;
        if counts.shapes > limits.drawing_shapes.number() {
            Err(over("comes to more than", limits.drawing_shapes.number(), "shapes"))
        } else if counts.points > limits.drawing_points.number() {
            Err(over("comes to more than", limits.drawing_points.number(), "points"))
        } else if counts.bytes > limits.drawing_cleaned.count() as u64 {
            Err(over("comes to more than", limits.drawing_cleaned, "when it is cleaned"))
        } else if counts.work > MOST_WORK {
            Err(over("takes more than", MOST_WORK, "comparisons of its rules or the parts of its texts"))
        } else if counts.loops > MOST_LOOPS {
            Err(over("refers to itself in more than", MOST_LOOPS, "places"))
        } else {
            Ok(())
        }
    }

    /// Counts an element with all that it draws.
    fn element(&mut self, node: Node<'a, 'a>, around: &Context<'a>) -> Counted {
        const SVG: &str = "http://www.w3.org/2000/svg";
        if !node.is_element() || !matches!(node.tag_name().namespace(), None | Some(SVG)) {
            return Ok(());
        }
        if MOST_USES < self.within.len() {
            return Err(over("nests deeper than", MOST_USES, "elements that use each other"));
        }
        self.within.push(node.id());
        let own = self.properties(node)?;
        let context = around.with(&own);
        self.add(Counts { shapes: 1, ..Counts::default() })?;
        for (property, kind) in [("clip-path", "clipPath"), ("mask", "mask"), ("filter", "filter")] {
            for (_, value) in own.iter().filter(|(name, _)| *name == property) {
                self.referred(node, value, &[kind])?;
            }
        }
        match node.tag_name().name() {
            "use" => self.used(node, &context)?,
            "text" => self.text(node, &context)?,
            name => {
                if let Some(extent) = values::extent(node, self.sizes_named.any) {
                    self.shape(node, &context, extent)?;
                }
                if matches!(name, "linearGradient" | "radialGradient" | "stop") {
                    self.add(Counts { points: STOP, ..Counts::default() })?;
                }
                if matches!(name, "linearGradient" | "radialGradient" | "pattern" | "filter" | "feImage") {
                    for target in self.links(node) {
                        self.elsewhere(node, target)?;
                    }
                }
                for child in node.children() {
                    self.element(child, &context)?;
                }
            }
        }
        self.within.pop();
        Ok(())
    }

    /// The properties of an element from its attributes, the style sheets and its own style. Those that are not inherited count
    /// only here.
    fn properties(&mut self, node: Node<'a, 'a>) -> Result<Vec<(&'a str, &'a str)>, Unshowable> {
        self.add(Counts { work: self.sheets.work(node), ..Counts::default() })?;
        let mut own: Vec<(&str, &str)> =
            node.attributes().map(|attribute| (attribute.name(), attribute.value())).collect();
        for declaration in self.sheets.declarations(node) {
            match declaration.name {
                "marker" => own.extend(INHERITED[2..5].iter().map(|name| (*name, declaration.value))),
                // The shorthand names the faces last.
                "font" => own.push(("font-family", declaration.value)),
                name => own.push((name, declaration.value)),
            }
        }
        let bytes = own.iter().map(|(_, value)| value.len() as u64).sum();
        // A declaration looks for the one that it takes the place of.
        let replaced = (own.len() as u64).saturating_mul(own.len() as u64) / 4;
        // Each quote in an id is written as an entity, before which all that follows makes way.
        let quotes = own.iter().map(|(_, value)| value.matches('"').count() as u64 * value.len() as u64 / 64);
        let work = replaced.saturating_add(quotes.sum());
        self.add(Counts { bytes, work, ..Counts::default() })?;
        Ok(own)
    }

    /// The elements that an attribute `href` leads to.
    fn links(&self, node: Node<'a, 'a>) -> Vec<Node<'a, 'a>> {
        let links = node.attributes().filter(|attribute| attribute.name() == "href");
        let ids = links.filter_map(|attribute| self.ids.get(values::link(attribute.value())?));
        ids.flatten().copied().collect()
    }

    fn used(&mut self, node: Node<'a, 'a>, context: &Context<'a>) -> Counted {
        for target in self.links(node) {
            // What would draw itself inside itself is left out.
            if node.ancestors().any(|above| above == target) {
                continue;
            }
            self.not_within(target)?;
            self.element(target, context)?;
        }
        Ok(())
    }

    fn not_within(&self, target: Node<'a, 'a>) -> Counted {
        if !self.within.contains(&target.id()) {
            return Ok(());
        }
        Err(Unshowable::with_help("is a drawing with an element that uses itself", SIMPLER))
    }

    /// Counts what a property refers to.
    fn referred(&mut self, node: Node<'a, 'a>, value: &'a str, kinds: &[&str]) -> Counted {
        for id in values::references(value) {
            for target in self.ids.get(id).cloned().unwrap_or_default() {
                // What is inside patterns, masks and clip paths is searched for what leads back to them.
                let inside = self.within.len() as u64;
                let size = self.size(target, 0);
                self.add(Counts { work: inside.saturating_mul(size), ..Counts::default() })?;
                if !kinds.contains(&target.tag_name().name()) {
                    continue;
                }
                self.add(Counts { work: self.sheets.work(node), ..Counts::default() })?;
                let own = node.attributes().any(|attribute| attribute.value() == value)
                    || node.attribute("style").is_some_and(|style| style.contains(value))
                    || self.sheets.declarations(node).any(|declaration| declaration.value == value);
                if own && node.ancestors().any(|above| above == target) {
                    self.add(Counts { loops: 1, ..Counts::default() })?;
                    continue;
                }
                self.elsewhere(node, target)?;
            }
        }
        Ok(())
    }

    /// Counts an element elsewhere in the drawing, which inherits from the elements above it there.
    fn elsewhere(&mut self, node: Node<'a, 'a>, target: Node<'a, 'a>) -> Counted {
        if node == target {
            return self.add(Counts { loops: 1, ..Counts::default() });
        }
        self.not_within(target)?;
        let context = match target.parent_element() {
            Some(above) => self.context(above)?,
            None => Context::default(),
        };
        self.element(target, &context)
    }

    /// The properties that elements inside an element inherit.
    fn context(&mut self, node: Node<'a, 'a>) -> Result<Context<'a>, Unshowable> {
        if let Some(context) = self.contexts.get(&node.id().get_usize()) {
            return Ok(context.clone());
        }
        let above = match node.parent_element() {
            Some(above) => self.context(above)?,
            None => Context::default(),
        };
        let own = self.properties(node)?;
        let context = above.with(&own);
        self.contexts.insert(node.id().get_usize(), context.clone());
        Ok(context)
    }

    /// The elements that an element comes to, `use` replaced.
    fn size(&mut self, node: Node<'a, 'a>, depth: usize) -> u64 {
        if let Some(size) = self.sizes.get(&node.id().get_usize()) {
            return *size;
        }
        if MOST_USES < depth {
            return u64::MAX;
        }
        // While it is looked for, so that a ring ends.
        self.sizes.insert(node.id().get_usize(), 0);
        let mut size = 1u64;
        let used = if node.tag_name().name() == "use" { self.links(node) } else { Vec::new() };
        for inner in node.children().filter(Node::is_element).chain(used) {
            size = size.saturating_add(self.size(inner, depth + 1));
        }
        self.sizes.insert(node.id().get_usize(), size);
        size
    }

    /// Counts a shape with what it is painted with and its markers.
    fn shape(&mut self, node: Node<'a, 'a>, context: &Context<'a>, extent: Extent) -> Counted {
        self.add(Counts { points: extent.points, bytes: context.bytes(), ..Counts::default() })?;
        if MOST_IDLE < extent.idle {
            return Err(over("has a path with more than", MOST_IDLE, "arcs in a row"));
        }
        self.outlined(context, extent.points / 3, extent.curve)?;
        self.painted(node, context)?;
        if extent.corners == 0 {
            return Ok(());
        }
        for (at, times) in [(2, 1), (3, extent.corners), (4, 1)] {
            for id in context.values[at].iter().flat_map(|value| values::references(value)) {
                for target in self.ids.get(id).cloned().unwrap_or_default() {
                    // A marker is not drawn on what is inside it.
                    if target.tag_name().name() != "marker" || self.within.contains(&target.id()) {
                        continue;
                    }
                    let before = self.counts;
                    self.elsewhere(node, target)?;
                    self.again(before, times - 1)?;
                }
            }
        }
        Ok(())
    }

    /// Adds everything counted since `before` another `times` times.
    fn again(&mut self, before: Counts, times: u64) -> Counted {
        let now = self.counts;
        self.add(Counts {
            shapes: (now.shapes - before.shapes).saturating_mul(times),
            points: (now.points - before.points).saturating_mul(times),
            bytes: (now.bytes - before.bytes).saturating_mul(times),
            work: (now.work - before.work).saturating_mul(times),
            loops: 0,
        })
    }

    /// Counts the work of finding the outline of some curves that are drawn as lines: the larger they are, the more pieces each has.
    fn outlined(&mut self, context: &Context<'a>, curves: u64, size: f64) -> Counted {
        if size == 0.0 || context.values[1].iter().all(|stroke| matches!(stroke.trim(), "none" | "inherit")) {
            return Ok(());
        }
        let work = (curves as f64 * OUTLINE * size.sqrt()) as u64;
        self.add(Counts { work, ..Counts::default() })
    }

    fn painted(&mut self, node: Node<'a, 'a>, context: &Context<'a>) -> Counted {
        for value in context.values[..2].iter().flatten() {
            self.referred(node, value, &["linearGradient", "radialGradient", "pattern"])?;
        }
        Ok(())
    }

    fn text(&mut self, node: Node<'a, 'a>, context: &Context<'a>) -> Counted {
        let mut stretch = Stretch::default();
        self.spans(node, context, &mut stretch)?;
        self.close(&mut stretch)
    }

    fn spans(&mut self, parent: Node<'a, 'a>, context: &Context<'a>, stretch: &mut Stretch) -> Counted {
        for node in parent.children() {
            if let Some(text) = node.text().filter(|_| node.is_text()) {
                self.span(parent, context, text, stretch)?;
                continue;
            }
            if !node.is_element() {
                continue;
            }
            if MOST_USES < self.within.len() {
                return Err(over("nests deeper than", MOST_USES, "elements that use each other"));
            }
            self.within.push(node.id());
            let own = self.properties(node)?;
            self.add(Counts { shapes: 1, ..Counts::default() })?;
            let context = context.with(&own);
            let name = node.tag_name().name();
            let placed = ["x", "y"].iter().any(|name| node.attribute(*name).is_some_and(is_numbers));
            if placed || name == "textPath" {
                self.close(stretch)?;
            }
            if matches!(name, "tref" | "textPath") {
                for target in self.links(node) {
                    self.along(node, &context, target, stretch)?;
                }
            }
            self.spans(node, &context, stretch)?;
            if name == "textPath" {
                self.close(stretch)?;
            }
            self.within.pop();
        }
        Ok(())
    }

    /// Counts a stretch of characters that share all their properties.
    fn span(&mut self, node: Node<'a, 'a>, context: &Context<'a>, text: &str, stretch: &mut Stretch) -> Counted {
        let characters = text.chars().count() as u64;
        stretch.bytes += text.len() as u64;
        stretch.spans += 1;
        self.add(Counts { points: characters.saturating_mul(CHARACTER), bytes: context.bytes(), ..Counts::default() })?;
        self.outlined(context, characters.saturating_mul(CHARACTER / 3), self.sizes_named.font)?;
        self.painted(node, context)
    }

    /// Counts the words that a `tref` says, or the path that text runs along.
    fn along(
        &mut self,
        node: Node<'a, 'a>,
        context: &Context<'a>,
        target: Node<'a, 'a>,
        stretch: &mut Stretch,
    ) -> Counted {
        if node.tag_name().name() == "tref" {
            let mut texts = target.descendants().filter(Node::is_text).filter_map(|node| node.text());
            return texts.try_for_each(|text| self.span(node, context, text, stretch));
        }
        let extent = values::extent(target, self.sizes_named.any).unwrap_or_default();
        stretch.path = extent.points;
        self.add(Counts { points: extent.points, work: extent.points.saturating_mul(1_000), ..Counts::default() })
    }

    /// Counts the work of a stretch of text that is set as one: each span is held against each of its characters, and each
    /// character against those before it.
    fn close(&mut self, stretch: &mut Stretch) -> Counted {
        let Stretch { bytes, spans, path } = std::mem::take(stretch);
        let work = bytes.saturating_mul((bytes / 4).saturating_add(spans.saturating_mul(64)).saturating_add(path));
        self.add(Counts { work, ..Counts::default() })
    }
}

/// Text between two places that are given.
#[derive(Default)]
struct Stretch {
    bytes: u64,
    spans: u64,
    /// Points of the path that it runs along.
    path: u64,
}

/// True if a value is a list of plain numbers, which surely gives its text its own position.
fn is_numbers(value: &str) -> bool {
    let mut words = value.split([' ', ',', '\n', '\t']).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| word.trim_end_matches("px").parse::<f32>().is_ok_and(f32::is_finite))
}
