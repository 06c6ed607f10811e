//! Style sheets as they are written down → as they are sent. Comments are for those who change them.

/// A style sheet without comments, empty lines and indentation.
fn bare_css(css: &str) -> String {
    let mut rest = css;
    let mut spoken = String::with_capacity(css.len());
    while let Some((before, after)) = rest.split_once("/*") {
        spoken.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    spoken.push_str(rest);
    let lines = spoken.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::with_capacity(spoken.len()), |bare, line| bare + line + "\n")
}

/// The rules of a page or a book, and after them those that take a table apart into rows: once for each class of tables and the place
/// where that class needs them, with the class instead of `.q-rows`.
pub fn with_rows(rules: &str, rows: &str, places: &[(&str, &str)]) -> String {
    let rows = bare_css(rows);
    let placed = places.iter().map(|(class, place)| format!("{place} {{\n{}}}\n", rows.replace(".q-rows", class)));
    bare_css(rules) + &placed.collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_not_sent() {
        assert_eq!(bare_css("/* a */\n  b { c }\n\n d /* e */{ f }\n"), "b { c }\nd { f }\n");
    }

    #[test]
    fn rows_are_sent_for_each_class_that_needs_them() {
        let css = with_rows("b { c }", ".q-rows td { d }", &[(".q-full", "@media e"), (".q-rows", "@media all")]);
        assert_eq!(css, "b { c }\n@media e {\n.q-full td { d }\n}\n@media all {\n.q-rows td { d }\n}\n");
    }
}
