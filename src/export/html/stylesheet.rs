//! The page's style sheet: the values of the style as custom properties, and the rules of `styles/page.css`.

use super::super::xhtml::with_rows;
use crate::style::{Colour, Colours, Style};
use std::fmt::Write;
use std::sync::OnceLock;

const PAGE: &str = include_str!("../../../styles/page.css");
const ROWS: &str = include_str!("../../../styles/rows.css");

/// The conditions under which the tables of a class are taken apart into rows: in narrow windows or under large type, and everywhere where the words need
/// more room than a page has. (Container queries would ask more exactly, but the Nu checker does not know them.)
const ROWS_WHERE: [(&str, &str); 5] = [
    (".q-table", "@media screen and (max-width: 17em)"),
    (".q-small", "@media screen and (max-width: 24em)"),
    (".q-middle", "@media screen and (max-width: 32em)"),
    (".q-full", "@media screen and (max-width: 48em)"),
    (".q-rows", "@media all"),
];

/// Writes the style sheet of a page.
pub(super) fn push(css: &mut String, style: &Style) {
    push_values(css, style);
    css.push_str(page());
}

/// The rules that are the same for every page, without their comments.
fn page() -> &'static str {
    static PAGE_AND_ROWS: OnceLock<String> = OnceLock::new();
    PAGE_AND_ROWS.get_or_init(|| with_rows(PAGE, ROWS, &ROWS_WHERE))
}

/// The values of a style as custom properties, by day and by night.
fn push_values(css: &mut String, style: &Style) {
    let screen = &style.screen;
    css.push_str(":root {\n");
    push_colours(css, &style.colours);
    write!(
        css,
        "--faces: {};\n--size: {}rem;\n--line-height: {};\n--measure: {}ch;\n}}\n",
        faces(&screen.faces),
        screen.size.0,
        screen.line_height,
        screen.measure
    )
    .expect("writing into a string does not fail");
    css.push_str("@media screen and (prefers-color-scheme: dark) { :root {\n");
    push_colours(css, &screen.dark);
    css.push_str("} }\n");
}

fn push_colours(css: &mut String, colours: &Colours) {
    let lines = between(colours.quiet, colours.paper);
    for (name, colour) in [
        ("paper", colours.paper),
        ("text", colours.text),
        ("accent", colours.accent),
        ("quiet", colours.quiet),
        ("link", colours.link),
        ("tint", colours.tint),
        ("warning", colours.warning),
        ("line", lines),
    ] {
        writeln!(css, "--{name}: {};", String::from(colour)).expect("writing into a string does not fail");
    }
}

/// The colour of thin lines, which part what white space parts already: half quiet, half paper.
fn between(one: Colour, other: Colour) -> Colour {
    let half = |a: u8, b: u8| ((u16::from(a) + u16::from(b)) / 2) as u8;
    Colour { red: half(one.red, other.red), green: half(one.green, other.green), blue: half(one.blue, other.blue) }
}

/// A list of families: generic ones are keywords, all others strings in which nothing can end the string.
fn faces(families: &[String]) -> String {
    const GENERIC: [&str; 6] = ["serif", "sans-serif", "monospace", "system-ui", "ui-sans-serif", "ui-rounded"];
    let names = families.iter().map(|family| {
        if GENERIC.contains(&family.as_str()) {
            return family.clone();
        }
        let mut name = String::from("\"");
        for c in family.chars() {
            if c.is_alphanumeric() || matches!(c, ' ' | '-') {
                name.push(c);
            } else {
                write!(name, "\\{:x} ", u32::from(c)).expect("writing into a string does not fail");
            }
        }
        name + "\""
    });
    names.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::signs::Sign;
    use crate::tree::CalloutKind;

    #[test]
    fn no_family_ends_its_string() {
        let families = ["Noto Sans", "serif", "a\"</style>;}"].map(str::to_owned);
        assert_eq!(faces(&families), "\"Noto Sans\", serif, \"a\\22 \\3c \\2f style\\3e \\3b \\7d \"");
    }

    #[test]
    fn callouts_have_one_sign_on_the_page_where_they_have_one_on_paper() {
        let kinds = [
            (CalloutKind::Aside, ".q-aside"),
            (CalloutKind::Note, ".q-note"),
            (CalloutKind::Tip, ".q-tip"),
            (CalloutKind::Important, ".q-important"),
            (CalloutKind::Warning, ".q-warning"),
            (CalloutKind::Caution, ".q-caution"),
        ];
        let sign_of = |class: &str| {
            let rule = PAGE.lines().find(|line| line.contains("{ --sign:") && line.contains(class))?;
            rule.split("--sign: ").nth(1)
        };
        assert_eq!(sign_of(".q-note"), Some("\"i\" }"));
        for (kind, class) in kinds {
            for (other, another) in kinds {
                let same_on_paper = Sign::of_callout(kind) == Sign::of_callout(other);
                assert_eq!(sign_of(class) == sign_of(another), same_on_paper, "{class} and {another}");
            }
        }
    }

    #[test]
    fn comments_are_not_sent() {
        assert!(!page().contains("/*"));
    }
}
