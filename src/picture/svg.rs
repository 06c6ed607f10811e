//! SVG: read, cleaned and written anew. What comes out has no script, no link, no reference to anything outside and no text:
//! words are drawn as paths in one face, so that every edition shows the same picture.

use super::{Picture, PictureKind, Unshowable, check_size};
use crate::limits::Limits;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use usvg::roxmltree::{Document, Node, ParsingOptions};
use usvg::{FontResolver, ImageHrefResolver, ImageKind, Options, Tree, WriteOptions, fontdb};

/// Deeper trees are no drawings; readers that recurse would run out of stack.
const MAX_DEPTH: usize = 64;

/// Reads and cleans an SVG.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Picture, Unshowable> {
    if bytes.len() > limits.drawing.count() {
        return Err(Unshowable::with_help(
            format!("is a drawing larger than {}", limits.drawing),
            "simplify the drawing",
        ));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Unshowable::new("is no PNG, JPEG or SVG file"))?;
    let tree = parse_within(text, limits.drawing_shapes.number(), limits.picture_pixels.number())?;
    let size = tree.size();
    let (width, height) = (size.width().ceil() as u32, size.height().ceil() as u32);
    check_size(width, height, limits.picture_pixels.number())?;
    let clean = tree.to_string(&WriteOptions { coordinates_precision: 4, ..WriteOptions::default() });
    Ok(Picture { kind: PictureKind::Svg, bytes: clean.into_bytes().into(), width, height, resolution: None })
}

/// The drawing in an SVG that was read and cleaned before.
pub(crate) fn parse(text: &str) -> Result<Tree, Unshowable> {
    parse_within(text, u64::MAX, u64::MAX)
}

/// The drawing in an SVG: at most so many shapes, and so many pixels in each picture in it.
fn parse_within(text: &str, most_shapes: u64, most_pixels: u64) -> Result<Tree, Unshowable> {
    // Text between elements makes nodes, too.
    let nodes_limit = u32::try_from(most_shapes.saturating_mul(4)).unwrap_or(u32::MAX);
    let options = ParsingOptions { allow_dtd: true, nodes_limit, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text.trim_start_matches('\u{feff}'), options).map_err(|error| {
        if text.contains("<svg") {
            Unshowable::new(format!("is a broken SVG: {error}"))
        } else {
            Unshowable::new("is no PNG, JPEG or SVG file")
        }
    })?;
    if document.root_element().tag_name().name() != "svg" {
        return Err(Unshowable::new("is no PNG, JPEG or SVG file"));
    }
    check_extent(&document, most_shapes)?;
    Tree::from_xmltree(&document, &options_of(most_pixels))
        .map_err(|error| Unshowable::new(format!("is a broken SVG: {error}")))
}

/// Refuses a drawing whose `use` elements multiply it beyond measure, or that is nested beyond measure. Ten groups that each use
/// the one before ten times are a few lines of text and ten thousand million shapes.
fn check_extent(document: &Document<'_>, most_shapes: u64) -> Result<(), Unshowable> {
    let too_large = || Unshowable::with_help("is an SVG with too many shapes", "simplify the drawing");
    let ids: BTreeMap<&str, Node<'_, '_>> =
        document.descendants().filter_map(|node| Some((node.attribute("id")?, node))).collect();
    for node in document.descendants() {
        if node.ancestors().nth(MAX_DEPTH).is_some() {
            return Err(too_large());
        }
    }
    let mut known = BTreeMap::new();
    let mut extent = extent_of(document.root_element(), &ids, &mut known, 0);
    // A style sheet can give any element any pattern, mask or marker that it names.
    let elements = document.descendants().filter(Node::is_element).count() as u64;
    let sheets = document.descendants().filter(|node| node.is_element() && node.tag_name().name() == "style");
    for target in sheets.flat_map(|sheet| references(sheet.text().unwrap_or_default())) {
        if let Some(target) = ids.get(target) {
            let each = extent_of(*target, &ids, &mut known, 0);
            extent = extent.saturating_add(each.saturating_mul(elements));
        }
    }
    if extent > most_shapes { Err(too_large()) } else { Ok(()) }
}

/// The elements that a node comes to. One that uses itself, or is used through too many others, counts as endless.
fn extent_of<'a>(
    node: Node<'a, 'a>,
    ids: &BTreeMap<&str, Node<'a, 'a>>,
    known: &mut BTreeMap<usize, u64>,
    depth: usize,
) -> u64 {
    if depth > 4 * MAX_DEPTH {
        return u64::MAX;
    }
    let key = node.id().get_usize();
    if let Some(extent) = known.get(&key) {
        return *extent;
    }
    known.insert(key, u64::MAX);
    let mut extent = u64::from(node.is_element());
    for child in node.children().filter(Node::is_element) {
        extent = extent.saturating_add(extent_of(child, ids, known, depth + 1));
    }
    // Whatever an attribute refers to may be drawn again where it is referred to: shapes, patterns, masks, markers.
    for attribute in node.attributes() {
        for target in references(attribute.value()).filter_map(|name| ids.get(name)) {
            if node.ancestors().any(|above| above == *target) {
                continue;
            }
            let each = extent_of(*target, ids, known, depth + 1);
            let times = if target.tag_name().name() == "marker" { corners(node) } else { 1 };
            extent = extent.saturating_add(each.saturating_mul(times));
        }
    }
    known.insert(key, extent);
    extent
}

/// At most how many corners a path has, each of which may carry a marker: one for every pair of numbers.
fn corners(path: Node<'_, '_>) -> u64 {
    let numbers = path.attribute("d").or_else(|| path.attribute("points")).unwrap_or_default();
    numbers.split(|c: char| !c.is_ascii_digit() && c != '.').count() as u64 / 2 + 1
}

/// The ids that an attribute's value refers to: `#a`, `url(#a)`.
fn references(value: &str) -> impl Iterator<Item = &str> {
    value.split('#').skip(1).map(|rest| {
        let end = rest.find(|c: char| c == ')' || c == '"' || c == '\'' || c == ';' || c.is_whitespace());
        &rest[..end.unwrap_or(rest.len())]
    })
}

fn options_of(most_pixels: u64) -> Options<'static> {
    Options {
        font_family: "Noto Sans".to_owned(),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(move |_, data, _| embedded(data, most_pixels)),
            // Nothing outside the file is ever looked at.
            resolve_string: Box::new(|_, _| None),
        },
        font_resolver: FontResolver {
            select_font: Box::new(|font, faces| {
                let style = match font.style() {
                    usvg::FontStyle::Normal => fontdb::Style::Normal,
                    usvg::FontStyle::Italic | usvg::FontStyle::Oblique => fontdb::Style::Italic,
                };
                faces.query(&fontdb::Query {
                    families: &[fontdb::Family::Name("Noto Sans")],
                    weight: fontdb::Weight(font.weight()),
                    stretch: fontdb::Stretch::Normal,
                    style,
                })
            }),
            select_fallback: Box::new(|_, _, _| None),
        },
        fontdb: FACES.clone(),
        ..Options::default()
    }
}

/// The one family that words in drawings are set in.
static FACES: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut faces = fontdb::Database::new();
    for face in [notosans::REGULAR_TTF, notosans::BOLD_TTF, notosans::ITALIC_TTF, notosans::BOLD_ITALIC_TTF] {
        faces.load_font_source(fontdb::Source::Binary(Arc::new(face)));
    }
    Arc::new(faces)
});

/// A picture inside a drawing: one that could be shown by itself. A drawing inside a drawing is left out.
fn embedded(data: Arc<Vec<u8>>, most_pixels: u64) -> Option<ImageKind> {
    match data.as_slice() {
        [0x89, b'P', b'N', b'G', ..] => super::png::read(&data, most_pixels).ok().map(|_| ImageKind::PNG(data)),
        [0xff, 0xd8, ..] => super::jpeg::read(&data, most_pixels).ok().map(|_| ImageKind::JPEG(data)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> Result<String, String> {
        let picture = read(text.as_bytes(), &Limits::default()).map_err(|error| error.why)?;
        Ok(String::from_utf8(picture.bytes.to_vec()).unwrap())
    }

    fn svg(inside: &str) -> String {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='40' height='30'>{inside}</svg>"
        )
    }

    #[test]
    fn nothing_active_or_outside_survives() {
        let clean = clean(&svg("<script>alert(1)</script><rect width='9' height='9' onclick='alert(1)' fill='red'/>\
             <a xlink:href='javascript:alert(1)'><rect width='5' height='5'/></a>\
             <image width='9' height='9' xlink:href='http://example.org/x.png'/>\
             <image width='9' height='9' xlink:href='/etc/passwd'/>\
             <foreignObject><p>words</p></foreignObject><text y='20'>Dose</text>"))
        .unwrap();
        for gone in ["script", "alert", "onclick", "javascript", "example.org", "passwd", "foreignObject", "<text"] {
            assert!(!clean.contains(gone), "{gone} in {clean}");
        }
        assert_eq!(clean.matches("<path").count(), 3, "two rectangles and one stretch of words: {clean}");
    }

    #[test]
    fn a_drawing_reads_the_same_after_it_was_cleaned() {
        let once = clean(&svg("<circle cx='9' cy='9' r='5' fill='#003B5C' opacity='.5'/>")).unwrap();
        assert_eq!(clean(&once).unwrap(), once);
    }

    #[test]
    fn bombs_are_refused_before_they_unfold() {
        let tenfold = |from: usize| {
            let uses = format!("<use xlink:href='#g{}'/>", from - 1).repeat(10);
            format!("<g id='g{from}'>{uses}</g>")
        };
        let uses: String = (1..12).map(tenfold).collect();
        let entities = "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>\
            <!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>\
            <!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'><!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'>]>";
        for bomb in [
            svg(&format!("<g id='g0'><rect width='9' height='9'/></g>{uses}")),
            svg("<g id='a'><use xlink:href='#b'/></g><g id='b'><use xlink:href='#a'/></g>"),
            svg(&format!("{}{}", "<g>".repeat(500), "</g>".repeat(500))),
            svg("<rect width='99999' height='99999'/>")
                .replace("width='40' height='30'", "width='99999' height='99999'"),
            format!("{entities}{}", svg("<text>&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;</text>")),
        ] {
            assert!(clean(&bomb).is_err());
        }
    }

    #[test]
    fn what_is_no_drawing_says_so() {
        for text in ["", "words", "<html/>", "<svg", "<svg xmlns='http://www.w3.org/2000/svg' width='0' height='3'/>"] {
            assert!(clean(text).is_err(), "{text}");
        }
    }
}
