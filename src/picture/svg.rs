//! SVG: read, cleaned and written anew. What comes out has no script, no link, no reference to anything outside and no text:
//! words are drawn as paths in one face, so that every edition shows the same picture.

use super::checked_picture::{Picture, PictureKind};
use super::room::ROOM;
use super::size::check_size;
use super::unshowable::{SIMPLER, SMALLER, Unshowable};
use super::{budget, ids, jpeg, markup, png};
use crate::limits::Limits;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use usvg::roxmltree::{Document, Error, ParsingOptions};
use usvg::{FontResolver, ImageHrefResolver, ImageKind, Options, Tree, WriteOptions, fontdb};

/// Bytes of memory for the elements of a drawing, for each byte of its file.
const ELEMENTS: usize = 16;
/// Bytes of memory beyond its elements that a drawing may take without waiting for room.
const LITTLE: usize = 16 << 20;

/// Reads and cleans an SVG.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Picture, Unshowable> {
    if bytes.len() > limits.drawing.count() {
        return Err(Unshowable::with_help(format!("is a drawing larger than {}", limits.drawing), SIMPLER));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Unshowable::new("is no PNG, JPEG or SVG file"))?;
    let text = text.trim_start_matches('\u{feff}');
    markup::check(text, limits.drawing.count())?;
    let mut room = ROOM.take(bytes.len().saturating_mul(ELEMENTS));
    let mut elements = document(text, limits.drawing_shapes.number())?;
    let memory = budget::check(&elements, limits)?;
    if LITTLE < memory {
        // Nobody waits for room while it has some.
        drop((elements, room));
        room = ROOM.take(bytes.len().saturating_mul(ELEMENTS).saturating_add(memory));
        elements = document(text, limits.drawing_shapes.number())?;
    }
    let tree = tree(&elements, limits)?;
    drop(elements);
    let size = tree.size();
    let (width, height) = (size.width().ceil() as u32, size.height().ceil() as u32);
    check_size(width, height, limits.picture_pixels.number())?;
    let clean = tree.to_string(&WriteOptions { coordinates_precision: 4, ..WriteOptions::default() });
    drop(tree);
    if clean.len() > limits.drawing_cleaned.count() {
        let why = format!("is a drawing larger than {} when it is cleaned", limits.drawing_cleaned);
        return Err(Unshowable::with_help(why, SIMPLER));
    }
    let clean = ids::renamed(&clean)?;
    // Whatever an author's file holds, no edition gets what is no XML.
    Document::parse(&clean).map_err(|error| Unshowable::new(format!("is an SVG that cannot be cleaned: {error}")))?;
    drop(room);
    Ok(Picture { kind: PictureKind::Svg, bytes: clean.into_bytes().into(), width, height, resolution: None })
}

/// The drawing in an SVG that was read and cleaned before.
pub(crate) fn parse(text: &str) -> Result<Tree, Unshowable> {
    let document = document(text, u64::MAX)?;
    Tree::from_xmltree(&document, &options_of(|data| Some(embedded(data, u64::MAX).ok()?.0))).map_err(broken)
}

fn broken(error: impl std::fmt::Display) -> Unshowable {
    Unshowable::new(format!("is a broken SVG: {error}"))
}

/// The elements of an SVG.
fn document(text: &str, most_shapes: u64) -> Result<Document<'_>, Unshowable> {
    // Text between elements makes nodes, too.
    let nodes_limit = u32::try_from(most_shapes.saturating_mul(4)).unwrap_or(u32::MAX);
    let options = ParsingOptions { allow_dtd: true, nodes_limit, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        Error::NodesLimitReached => {
            Unshowable::with_help(format!("is a drawing that comes to more than {most_shapes} shapes"), SIMPLER)
        }
        error if text.contains("<svg") => broken(error),
        _ => Unshowable::new("is no PNG, JPEG or SVG file"),
    })?;
    if document.root_element().tag_name().name() != "svg" {
        return Err(Unshowable::new("is no PNG, JPEG or SVG file"));
    }
    Ok(document)
}

/// The drawing of a document that was counted, with pictures in it up to some limits.
fn tree(document: &Document<'_>, limits: &Limits) -> Result<Tree, Unshowable> {
    let most = limits.picture_pixels.number();
    // Each `use` of a picture holds it anew.
    let left = Mutex::new(Some((most, limits.drawing_cleaned.count())));
    let options = options_of(|data| {
        let mut left = left.lock().unwrap_or_else(PoisonError::into_inner);
        let (pixels, bytes) = (*left)?;
        match embedded(Arc::clone(&data), most) {
            Ok((kind, size)) => {
                *left = pixels.checked_sub(size).zip(bytes.checked_sub(data.len()));
                left.and(Some(kind))
            }
            Err(Unshowable { help: Some(SMALLER), .. }) => {
                *left = None;
                None
            }
            Err(_) => None,
        }
    });
    let tree = Tree::from_xmltree(document, &options).map_err(broken)?;
    drop(options);
    if left.into_inner().unwrap_or_else(PoisonError::into_inner).is_none() {
        let largest = limits.drawing_cleaned;
        let why = format!("is a drawing with pictures of more than {most} pixels or {largest} in it");
        return Err(Unshowable::with_help(why, SIMPLER));
    }
    Ok(tree)
}

fn options_of<'a>(picture: impl Fn(Arc<Vec<u8>>) -> Option<ImageKind> + Send + Sync + 'a) -> Options<'a> {
    Options {
        font_family: "Noto Sans".to_owned(),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(move |_, data, _| picture(data)),
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

/// A picture inside a drawing, and how many pixels it has: one that could be shown by itself. A drawing inside a drawing is left
/// out.
fn embedded(data: Arc<Vec<u8>>, most_pixels: u64) -> Result<(ImageKind, u64), Unshowable> {
    let (picture, kind): (_, fn(_) -> _) = match data.as_slice() {
        [0x89, b'P', b'N', b'G', ..] => (png::read(&data, most_pixels)?, ImageKind::PNG),
        [0xff, 0xd8, ..] => (jpeg::read(&data, most_pixels)?, ImageKind::JPEG),
        _ => return Err(Unshowable::new("is no PNG or JPEG file")),
    };
    Ok((kind(data), u64::from(picture.width) * u64::from(picture.height)))
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

    /// The reason why a drawing is refused within some limits; `None` if it is accepted.
    fn refused(points: u64, shapes: u64, inside: &str) -> Option<String> {
        let count = |number: u64| crate::limits::Count::try_from(number).unwrap();
        let limits = Limits { drawing_points: count(points), drawing_shapes: count(shapes), ..Limits::default() };
        read(svg(inside).as_bytes(), &limits).err().map(|error| error.why)
    }

    #[test]
    fn whatever_is_drawn_again_is_counted_again() {
        let (path, rect) = ("<path d='M0 0h1-1-1v1'/>", "<rect width='2' height='2'/>");
        let marker = format!("<marker id='m'>{rect}</marker>");
        let pattern = format!("<pattern id='p' width='9' height='9'>{rect}</pattern>");
        let clip = format!("<clipPath id='c'>{rect}</clipPath>");
        for (shapes, inside) in [
            // The drawing itself, then its content, then each use.
            (1 + 2 + 3 * 2, format!("<g id='g'>{rect}</g>{}", "<use xlink:href='#g'/>".repeat(2))),
            // A path of at most eight corners, as they are counted.
            (1 + 2 + 1 + 8 * 2, format!("{marker}{}", path.replace("d=", "marker-mid='url(#m)' d="))),
            (1 + 2 + 1 + 1 + 8 * 2, format!("{marker}<g marker-mid='url( \"#m\" )'>{path}</g>")),
            (1 + 1 + 2 + 1 + 8 * 2, format!("<style>path {{ marker-mid: url(#m) }}</style>{marker}{path}")),
            (1 + 2 + 1 + 3 * 3, format!("{pattern}<g style='fill: url(#p)'>{}</g>", rect.repeat(3))),
            (1 + 1 + 2 + 1 + 3, format!("<style>g rect {{ clip-path: url(#c) }}</style>{clip}<g>{rect}</g>")),
        ] {
            assert_eq!(refused(9_999, shapes, &inside), None, "{shapes}: {inside}");
            assert!(refused(9_999, shapes - 1, &inside).unwrap().contains("shapes"), "{shapes}: {inside}");
        }
        for huge in [
            "<circle r='1e38'/>",
            "<circle r='100%'/><svg viewBox='0 0 1e38 1'/>",
            "<path d='M0 0A1e38 1e38 0 0 1 5 5'/>",
        ] {
            assert!(refused(9_999, 99, huge).unwrap().contains("points"), "{huge}");
        }
        for (points, inside) in [
            (3 * 40, "<defs><text id='t'>abc</text></defs>".to_owned()),
            (9 * 40, "<defs><text id='t'>abc</text></defs><use xlink:href='#t'/><use xlink:href='#t'/>".to_owned()),
        ] {
            assert_eq!(refused(points, 99, &inside), None, "{points}: {inside}");
            assert!(refused(points - 1, 99, &inside).unwrap().contains("points"), "{points}: {inside}");
        }
    }

    /// Reason why counting refuses a drawing with more points and shapes than most; `None` for one that is drawn.
    fn counted(inside: &str) -> Option<String> {
        let many = crate::limits::Count::try_from(100_000_000).unwrap();
        let limits = Limits { drawing_points: many, drawing_shapes: many, ..Limits::default() };
        let text = svg(inside);
        let document = document(&text, 1_000_000).unwrap();
        budget::check(&document, &limits).err().map(|error| error.why)
    }

    #[test]
    fn a_drawing_is_refused_from_the_first_step_over_a_limit() {
        let square = "<rect width='9' height='9'/>";
        let nested = |depth: usize| format!("{}{square}{}", "<g>".repeat(depth), "</g>".repeat(depth));
        let used = |levels: usize| {
            let level = |from: usize| format!("<g id='g{from}'><use xlink:href='#g{}'/></g>", from - 1);
            format!("<g id='g0'>{square}</g>{}", (1..=levels).map(level).collect::<String>())
        };
        let clips = |count: usize| {
            (0..count).map(|n| format!("<clipPath id='c{n}' clip-path='url(#c{n})'>{square}</clipPath>")).collect()
        };
        let text = |bytes: usize| format!("<text>{}</text>", "a".repeat(bytes));
        let spans = |count: usize| format!("<text>{}</text>", "<tspan>a</tspan>".repeat(count));
        let rules = |count: usize| format!("<style>{}</style>{}", ".a{fill:red}".repeat(count), square.repeat(10_000));
        let path = |end: &str, count: usize| format!("<path d='M0 0h1{}'/>", end.repeat(count));
        let sheet = |count: usize| format!("<style>{}</style>", ".a{fill:red}".repeat(count));
        let selector = |parts: usize| format!("<style>{}rect{{fill:red}}</style>{}", "g ".repeat(parts), nested(50));
        let style = |count: usize| format!("<g style='{}'/>", "fill:red;".repeat(count));
        let lines = |curves: usize, properties: &str| {
            format!("<path {properties} d='M0 0{}'/>", "C1 2 3 4 5 100000".repeat(curves))
        };
        for (within, over, why) in [
            (nested(62), nested(63), "nests deeper than 64 elements"),
            (used(47), used(48), "nests deeper than 96 elements that use each other"),
            ("<style/>".repeat(100), "<style/>".repeat(101), "more than 100 style sheets"),
            (sheet(5_000), sheet(10_000), "style sheets that are too long"),
            (selector(2), selector(4_000), "takes more than 500000000 comparisons"),
            (style(5_000), style(20_000), "takes more than 500000000 comparisons"),
            (clips(16), clips(17), "refers to itself in more than 16 places"),
            (text(44_500), text(44_700), "takes more than 500000000 comparisons"),
            (spans(2_700), spans(2_800), "takes more than 500000000 comparisons"),
            (rules(1_000), rules(6_500), "takes more than 500000000 comparisons"),
            (lines(5, "stroke-width='99999'"), lines(5, "stroke-width='100001'"), "lines wider than 100000 units"),
            (
                lines(5, "style='stroke-width: 99999'"),
                lines(5, "style='stroke-width: 1e6'"),
                "lines wider than 100000 units",
            ),
            (lines(7_000, "stroke='red'"), lines(8_500, "stroke='red'"), "takes more than 500000000 comparisons"),
            (
                lines(8_500, "stroke='none'"),
                lines(8_500, "style='stroke: red'"),
                "takes more than 500000000 comparisons",
            ),
            (path("z", 10_000), path("z", 10_001), "more than 10000 arcs in a row"),
            (path("a0 0 0 0 0 1 1", 2_400), path("a0 0 0 0 0 1 1", 10_001), "more than 10000 arcs in a row"),
        ] {
            assert_eq!(counted(&within), None, "{why}");
            assert!(counted(&over).unwrap_or_default().contains(why), "{why}: {:?}", counted(&over));
        }
    }

    #[test]
    fn no_path_that_is_let_through_exhausts_a_quarter_of_the_stack() {
        let ends = svg(&format!("<path d='M0 0h1{}'/>", "z".repeat(10_000)));
        let arcs = svg(&format!("<path d='M0 0h1{}'/>", "a999 999 0 0 0 1e-14 0".repeat(2_400)));
        let small = std::thread::Builder::new().stack_size(crate::limits::WORKER_STACK / 4);
        let read = small.spawn(move || [ends, arcs].map(|drawing| clean(&drawing).is_ok()));
        assert_eq!(read.unwrap().join().unwrap(), [true, true]);
    }

    #[test]
    fn no_drawing_leads_back_to_itself() {
        let rect = "<rect width='2' height='2'/>";
        for ring in [
            // `usvg` looks two steps far.
            (0..3).map(|n| format!("<pattern id='p{n}' width='9' height='9'><rect width='9' height='9' fill='url(#p{})'/></pattern>", (n + 1) % 3)).collect(),
            format!("<g fill='url(#p)'><pattern id='p' width='9' height='9'>{rect}</pattern>{rect}</g>"),
            "<filter id='f'><feImage xlink:href='#g'/></filter><g id='g'><g><path d='M0 0h9' filter='url(#f)'/></g></g>".to_owned(),
            format!("<linearGradient id='a' xlink:href='#b'/><linearGradient id='b' xlink:href='#c'/><linearGradient id='c' xlink:href='#b'/>{rect}"),
        ] {
            assert!(clean(&svg(&ring)).unwrap_err().contains("uses itself"), "{ring}");
        }
        for shown in [
            format!(
                "<style>rect {{ fill: url(#p) }}</style><pattern id='p' width='9' height='9'>{rect}</pattern>{rect}"
            ),
            "<style>path { marker-end: url(#m) }</style><marker id='m'><path d='M0 0h9'/></marker><path d='M0 0h9'/>"
                .to_owned(),
            format!("<g id='g'>{rect}<use xlink:href='#g'/></g>"),
        ] {
            assert!(clean(&svg(&shown)).is_ok(), "{shown}");
        }
    }

    #[test]
    fn what_comes_out_is_xml_whatever_the_ids() {
        let clean = clean(&svg("<linearGradient id='a&lt;b'><stop/><stop offset='1'/></linearGradient>\
             <g id='&quot;&amp;&gt;'><path id='x&lt;' d='M0 0h9v9' fill='url(#a&lt;b)'/></g>"))
        .unwrap();
        let document = Document::parse(&clean).unwrap();
        let gradient =
            document.descendants().find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "linearGradient")));
        assert!(clean.contains(&format!("fill=\"url(#{})\"", gradient.unwrap().attribute("id").unwrap())), "{clean}");
    }

    #[test]
    fn pictures_in_a_drawing_are_counted_together() {
        let mut bytes = Vec::new();
        let mut encoder = ::png::Encoder::new(&mut bytes, 10, 10);
        encoder.set_color(::png::ColorType::Grayscale);
        encoder.write_header().unwrap().write_image_data(&[7; 100]).unwrap();
        let sixty_four =
            |byte: usize| b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[byte & 63] as char;
        let coded: String = bytes
            .chunks(3)
            .map(|three| {
                let bits = three.iter().fold(0, |bits, byte| bits << 8 | usize::from(*byte)) << (8 * (3 - three.len()));
                let coded: String = (0..4).map(|at| sixty_four(bits >> (18 - 6 * at))).collect();
                coded[..=three.len()].to_owned() + &"="[..(3 - three.len()).min(1)].repeat(3 - three.len())
            })
            .collect();
        let image = format!(
            "<image id='i' width='9' height='9' xlink:href='data:image/png;base64,{coded}'/><use xlink:href='#i'/>"
        );
        let within = |pixels: u64| {
            let limits = Limits { picture_pixels: pixels.try_into().unwrap(), ..Limits::default() };
            read(svg(&image).replace("width='40' height='30'", "width='9' height='9'").as_bytes(), &limits)
        };
        assert!(within(200).is_ok());
        assert!(within(199).unwrap_err().why.contains("more than 199 pixels"));
    }

    #[test]
    fn what_is_no_drawing_says_so() {
        for text in ["", "words", "<html/>", "<svg", "<svg xmlns='http://www.w3.org/2000/svg' width='0' height='3'/>"] {
            assert!(clean(text).is_err(), "{text}");
        }
    }
}
