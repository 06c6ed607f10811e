//! Style sheets as they are written down → as they are sent. Comments are for those who change them.

/// A style sheet without comments, empty lines and indentation.
pub fn bare_css(css: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_not_sent() {
        assert_eq!(bare_css("/* a */\n  b { c }\n\n d /* e */{ f }\n"), "b { c }\nd { f }\n");
    }
}
