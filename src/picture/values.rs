//! The values in a drawing, as far as counting needs them: what they refer to and how many points a shape has.

use usvg::roxmltree::{Document, Node};

/// The most numbers and points that a shape may come to, by its element and attributes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Extent {
    /// Ends of lines and handles of curves.
    pub points: u64,
    /// Ends of lines alone, each of which may carry a marker.
    pub corners: u64,
    /// The longest side of one of its curves; 0 where it has none.
    pub curve: f64,
    /// The longest row of segments that may each draw nothing: arcs, and ends of what is closed already.
    pub idle: u64,
}

/// The extent of a shape; `None` where the element is none. No view or font of the drawing is larger than `largest`.
pub(super) fn extent(node: Node<'_, '_>, largest: f64) -> Option<Extent> {
    Some(match node.tag_name().name() {
        "path" => path(node.attribute("d").unwrap_or_default()),
        "polyline" | "polygon" => {
            let corners = numbers(node.attribute("points").unwrap_or_default()) / 2 + 1;
            Extent { points: corners, corners, ..Extent::default() }
        }
        "line" => Extent { points: 2, corners: 2, ..Extent::default() },
        // Its corners are square.
        "rect" if node.attribute("rx").or(node.attribute("ry")).is_none() => Extent { points: 5, ..Extent::default() },
        "rect" | "circle" | "ellipse" => {
            let sides = ["r", "rx", "ry"].iter().filter_map(|name| node.attribute(*name));
            let radius = sides.map(|side| length(side, largest)).fold(0.0, f64::max);
            Extent { points: 5 + 3 * curves(radius), curve: radius, ..Extent::default() }
        }
        _ => return None,
    })
}

/// Curves of one circle beyond which all are counted alike: no limit can be set so high.
const MOST_CURVES: f64 = 1e10;

/// The curves of a whole circle: so many that none is a tenth off (as `kurbo` makes them), which are few unless it is huge.
fn curves(radius: f64) -> u64 {
    // A cast of what is no number, or too large, is the nearest that there is.
    (radius * 11.163).powf(1.0 / 6.0).ceil().clamp(4.0, MOST_CURVES) as u64
}

/// The largest sizes that a drawing names anywhere, by which others are measured.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    /// Of a view or a font. Font sizes that are parts of others have no end here.
    pub any: f64,
    /// Of a font, where each that is a part of another may be one of the one before.
    pub font: f64,
    /// The width of a line.
    pub line: f64,
}

impl Sizes {
    /// Looks through the attributes, the `style` attributes and the style sheets of a drawing.
    pub fn of(document: &Document<'_>) -> Sizes {
        let of_any = |names: &[&str]| {
            let values =
                document.descendants().flat_map(|node| names.iter().filter_map(move |name| node.attribute(*name)));
            values.flat_map(magnitudes).fold(0.0, f64::max)
        };
        let views = of_any(&["viewBox", "width", "height"]);
        let (mut any, mut absolute, mut factor) = (views, 16.0, 1.0f64);
        for font in declared(document, "font", "font-size") {
            let size = magnitudes(font).fold(0.0, f64::max);
            match font.contains('%') || font.contains("em") || font.contains("ex") {
                true => {
                    any = f64::MAX;
                    factor *= if font.contains('%') { size / 100.0 } else { size }.max(1.0);
                }
                false => {
                    any = any.max(size);
                    absolute = size.max(absolute);
                }
            }
        }
        let lines = declared(document, "stroke-width", "stroke-width");
        let line = lines.map(|line| length(line.trim_start_matches(':'), views.max(absolute * factor)));
        Sizes { any, font: absolute * factor, line: line.fold(1.0, f64::max) }
    }
}

/// The values of an attribute, and of all properties in styles and style sheets whose names begin so.
fn declared<'a>(document: &'a Document<'_>, property: &'a str, attribute: &'a str) -> impl Iterator<Item = &'a str> {
    let sheets = document.descendants().filter(Node::is_text).filter_map(|node| node.text());
    let styles = document.descendants().filter_map(|node| node.attribute("style"));
    let texts = sheets.chain(styles).filter(move |text| text.contains(property));
    let values =
        texts.flat_map(move |text| text.split(property).skip(1)).filter_map(|rest| rest.split([';', '}']).next());
    values.chain(document.descendants().filter_map(move |node| node.attribute(attribute)))
}

/// The most that a length comes to. Some units are parts of a view, or of a font, of any size.
fn length(value: &str, largest: f64) -> f64 {
    let number = magnitudes(value).fold(0.0, f64::max);
    let unit = value.trim().trim_start_matches(|c: char| !c.is_ascii_alphabetic() && c != '%');
    match unit.trim_start_matches(['e', 'E']).trim_start_matches(|c: char| !c.is_ascii_alphabetic() && c != '%') {
        "" | "px" => number,
        "mm" | "cm" | "in" | "pt" | "pc" => number * 100.0,
        "%" => number / 100.0 * largest.max(100.0),
        _ => number * largest.max(100.0),
    }
}

/// The numbers in a text without their signs.
pub(super) fn magnitudes(text: &str) -> impl Iterator<Item = f64> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = &rest[rest.find(|c: char| c.is_ascii_digit())?..];
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let mut end = digits(rest);
        if rest[end..].starts_with('.') {
            end += 1 + digits(&rest[end + 1..]);
        }
        if rest[end..].starts_with(['e', 'E']) {
            let sign = usize::from(rest[end + 1..].starts_with(['+', '-']));
            let exponent = digits(&rest[end + 1 + sign..]);
            end += if exponent == 0 { 0 } else { 1 + sign + exponent };
        }
        let number = rest[..end].parse().unwrap_or(f64::MAX);
        rest = &rest[end..];
        Some(number)
    })
}

/// Counts path data as its grammar does (SVG 1.1, 8.3.9): numbers need no separator where a sign or a second point begins one.
fn path(data: &str) -> Extent {
    let (mut extent, mut idle) = (Extent::default(), 0);
    // A relative path goes as far as all its numbers together.
    let arc = if data.contains(['a', 'A']) { 3 * curves(magnitudes(data).sum()) } else { 0 };
    let size = match data.contains(['t', 'T']) {
        // A handle that is reflected again and again goes ever further.
        true => magnitudes(data).sum(),
        false => magnitudes(data).fold(0.0, f64::max),
    };
    let command = |c: char| c.is_ascii_alphabetic() && !matches!(c, 'e' | 'E');
    let mut rest = data;
    while let Some(at) = rest.find(command) {
        let letter = rest.as_bytes()[at];
        rest = &rest[at + 1..];
        let values = &rest[..rest.find(command).unwrap_or(rest.len())];
        // How many numbers make a segment, and how many points it has.
        let (takes, gives) = match letter.to_ascii_lowercase() {
            b'h' | b'v' => (1, 1),
            b'q' | b's' => (4, 3),
            b'c' => (6, 3),
            b'a' => (7, arc),
            _ => (2, 1),
        };
        let numbers = match letter.to_ascii_lowercase() {
            // The two flags of an arc need no separator after them (`0 01 1`), so each byte may be a number.
            b'a' => values.len() as u64,
            _ => numbers(values),
        };
        let segments = numbers / takes + 1;
        extent.points = extent.points.saturating_add(segments * gives);
        extent.corners = extent.corners.saturating_add(segments);
        if matches!(letter.to_ascii_lowercase(), b'q' | b's' | b'c' | b't' | b'a') {
            extent.curve = size;
        }
        idle = if matches!(letter, b'a' | b'A' | b'z' | b'Z') { idle + segments } else { 0 };
        extent.idle = extent.idle.max(idle);
    }
    extent
}

/// The numbers in a list, each with its sign, point and exponent.
fn numbers(list: &str) -> u64 {
    let (mut count, mut before, mut pointed) = (0, b' ', false);
    for byte in list.bytes() {
        let begins = match byte {
            b'0'..=b'9' => !matches!(before, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'),
            b'-' | b'+' => !matches!(before, b'e' | b'E'),
            b'.' => pointed || !matches!(before, b'0'..=b'9' | b'-' | b'+'),
            _ => false,
        };
        if begins {
            count += 1;
            pointed = false;
        }
        match byte {
            b'.' => pointed = true,
            b'0'..=b'9' | b'-' | b'+' | b'e' | b'E' => {}
            _ => pointed = false,
        }
        before = byte;
    }
    count
}

/// The id of a link to an element of the same drawing: `#a`.
pub(super) fn link(value: &str) -> Option<&str> {
    value.trim_start().strip_prefix('#')?.split(' ').next()
}

/// The ids that a property refers to: `url(#a)`, quoted or not.
pub(super) fn references(value: &str) -> impl Iterator<Item = &str> {
    value.split("url(").skip(1).filter_map(|rest| {
        let rest = rest.trim_start();
        let quote = rest.chars().next().filter(|quote| ['"', '\''].contains(quote));
        let id = rest.trim_start_matches(['"', '\'']).trim_start().strip_prefix('#')?;
        match quote {
            Some(quote) => id.split(quote).next().map(str::trim_end),
            None => id.split([' ', ')']).next(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_without_end_overflow_no_count() {
        for data in [
            "M0 0 A1e999 1 0 0 1 9 9",
            "a99999999999999999999999999999999999999999999 1 0 0 1 9 9",
            "M1e400 1e400 C1e400 1 1 1 1 1",
        ] {
            assert!(path(&data.repeat(1_000)).points > 1_000, "{data}");
        }
    }

    #[test]
    fn numbers_are_counted_as_the_grammar_reads_them() {
        for (list, count) in [
            ("", 0),
            ("1 2,3\n4", 4),
            ("1-1-1-1", 4),
            ("1.1.1.1", 3),
            (".5.5-.5", 3),
            ("1e5-1e-5+3", 3),
            ("0.0.0", 2),
            ("-1.5.5", 2),
            ("12 34", 2),
        ] {
            assert_eq!(numbers(list), count, "{list}");
        }
    }

    #[test]
    fn a_path_has_at_least_the_corners_that_are_drawn() {
        for (data, corners, points) in [
            ("M0 0", 1, 1),
            ("m1-1-1-1-1-1", 3, 3),
            ("M0 0l1.1.1.1", 3, 3),
            ("M0 0h1-1-1", 4, 4),
            ("M0 0C1 1 2 2 3 3", 2, 4),
            ("M0 0a1 1 0 01.1.1", 2, 2),
        ] {
            let extent = path(data);
            assert!(corners <= extent.corners && points <= extent.points, "{data}: {extent:?}");
            assert!(extent.corners <= 2 * corners + 3, "{data}: {extent:?}");
        }
    }

    #[test]
    fn arcs_and_ends_in_a_row_are_counted() {
        for (data, idle) in
            [("M0 0L1 1z", 1), ("zZzz", 4), ("zzMzL", 2), ("a1 1 0 0 1 1 1A1 1 0 0 1 1 1", 4), ("M1 1h1", 0)]
        {
            let extent = path(data);
            assert!(idle <= extent.idle && extent.idle <= 2 * idle, "{data}: {extent:?}");
        }
    }

    #[test]
    fn the_curves_of_a_circle_grow_with_it() {
        assert_eq!((curves(9.0), curves(300.0)), (4, 4));
        assert!(100 < curves(1e12) && 1_000_000 < curves(1e38) && 1_000_000 < curves(f64::INFINITY));
        assert_eq!(magnitudes("M1-2.5.5e3 1e-2,1e").collect::<Vec<_>>(), [1.0, 2.5, 5e3, 0.01, 1.0]);
        for (value, most) in [("9", 9.0), (" 9px ", 9.0), ("1e3", 1e3), ("1e-1px", 0.1), ("2mm", 200.0)] {
            assert_eq!(length(value, 1e30), most, "{value}");
        }
        assert!(["100%", "1em", "1e1em", "1ex"].iter().all(|value| 1e30 <= length(value, 1e30)));
    }

    #[test]
    fn references_are_read_with_and_without_quotes() {
        let all = |value| references(value).collect::<Vec<_>>();
        assert_eq!(all("url(#a) url( '#b c ' )"), ["a", "b c"]);
        assert_eq!(all("url(\"#a\") red"), ["a"]);
        assert_eq!(all("#fff"), [""; 0]);
        assert_eq!((link(" #a "), link("http://x#a")), (Some("a"), None));
    }
}
