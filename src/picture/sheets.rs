//! The style sheets of a drawing, for counting: which of their declarations an element gets, and what it costs to find them.

use super::unshowable::{SIMPLER, Unshowable};
use simplecss::{AttributeOperator, Declaration, DeclarationTokenizer, PseudoClass, StyleSheet};
use usvg::roxmltree::{Document, Node};

/// Most style sheets of a drawing: the rules are put in order anew for each.
const MOST_SHEETS: usize = 100;

/// Most work of reading all style sheets: for each declaration the lines before it are counted.
const MOST_READING: u64 = 500_000_000;

/// The rules of a drawing.
pub(super) struct Sheets<'a> {
    sheet: StyleSheet<'a>,
    /// The work of holding all rules against an element with no attributes.
    work: u64,
    /// Some rule asks for an attribute by name, which may be any.
    asks_attributes: bool,
}

impl<'a> Sheets<'a> {
    /// Reads the style sheets of a drawing that nests `depth` elements deep.
    pub fn read(document: &'a Document<'_>, depth: usize) -> Result<Sheets<'a>, Unshowable> {
        let mut sheet = StyleSheet::new();
        let styles = document.descendants().filter(|node| node.tag_name().name() == "style");
        let mut work = 0u64;
        for (number, style) in styles.enumerate() {
            if number == MOST_SHEETS {
                let why = format!("is an SVG with more than {MOST_SHEETS} style sheets");
                return Err(Unshowable::with_help(why, SIMPLER));
            }
            if matches!(style.attribute("type"), None | Some("text/css")) {
                let text = style.text().unwrap_or_default();
                work = work.saturating_add(reading(text));
                if MOST_READING < work {
                    return Err(Unshowable::with_help("is an SVG with style sheets that are too long", SIMPLER));
                }
                sheet.parse_more(text);
            }
        }
        let (mut work, mut asks_attributes) = (0u64, false);
        for rule in &sheet.rules {
            let selector = rule.selector.to_string();
            // A selector of descendants is tried from each element above.
            let descendants = selector.replace(" > ", ">").replace(" + ", "+").matches(' ').count();
            let tries = choose(depth as u64, descendants as u64);
            work = work.saturating_add(tries.saturating_mul(selector.len() as u64 + 8));
            asks_attributes |= selector.replace("[class~=", "").replace("[id=", "").contains('[');
        }
        Ok(Sheets { sheet, work, asks_attributes })
    }

    /// The work of finding what holds for an element.
    pub fn work(&self, node: Node<'_, '_>) -> u64 {
        let own = node.attribute("style").map_or(0, reading);
        if self.work == 0 {
            return own;
        }
        let asked = |name: &str| self.asks_attributes || matches!(name, "class" | "id");
        let values =
            node.attributes().filter(|attribute| asked(attribute.name())).map(|attribute| attribute.value().len());
        let around = node.ancestors().take(2).map(|node| node.attributes().len()).max().unwrap_or_default();
        own.saturating_add(self.work.saturating_mul(1 + around as u64 / 8 + values.sum::<usize>() as u64 / 64))
    }

    /// All declarations for an element: those of its rules, then its own.
    pub fn declarations(&self, node: Node<'a, '_>) -> impl Iterator<Item = Declaration<'a>> {
        let rules = self.sheet.rules.iter().filter(move |rule| rule.selector.matches(&Matched(node)));
        let own = DeclarationTokenizer::from(node.attribute("style").unwrap_or_default());
        rules.flat_map(|rule| rule.declarations.iter().copied()).chain(own)
    }
}

/// The work of reading some declarations. For each `simplecss` makes an error, with its place, where the value ends.
fn reading(text: &str) -> u64 {
    let signs = text.bytes().filter(|byte| matches!(byte, b':' | b';' | b'{' | b'}')).count();
    (text.len() as u64).saturating_mul(signs as u64) / 4
}

/// In how many ways up to `some` of `all` can be chosen, at most: a search that fails has tried fewer, too, and of these the half has
/// the most ways.
fn choose(all: u64, some: u64) -> u64 {
    (0..some.min(all / 2)).fold(1, |ways: u64, step| ways.saturating_mul(all - step) / (step + 1)).max(1)
}

struct Matched<'a, 'input>(Node<'a, 'input>);

impl simplecss::Element for Matched<'_, '_> {
    fn parent_element(&self) -> Option<Self> {
        self.0.parent_element().map(Matched)
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.0.prev_sibling_element().map(Matched)
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.0.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        self.0.attribute(name).is_some_and(|value| operator.matches(value))
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        class == PseudoClass::FirstChild && self.prev_sibling_element().is_none()
    }
}
