//! Lines of programs, as they stand among the text of books on computing. Knows no pieces.
//!
//! No book says where its programs begin; a line of one gives itself away by signs that no heading has.

/// Whether a short line is a line of a program, or names the file that a program stands in.
pub fn is_code(words: &str) -> bool {
    // Most lines have none of the signs that each of these needs, and are told by one look at their bytes.
    let [mut brackets, mut signs, mut colon] = [false; 3];
    for byte in words.bytes() {
        brackets |= matches!(byte, b'(' | b')' | b'{' | b'}' | b'[' | b']' | b'<');
        signs |= matches!(byte, b'=' | b'<' | b'&' | b'|');
        colon |= byte == b':';
    }
    brackets && (ends_like_code(words) || is_call(words) || is_path(words))
        || signs && assigns(words)
        || colon && names_file(words)
}

/// `fluidPage(`, `fn main() {`, `};`: a bracket that the next lines close, or the last of those lines.
fn ends_like_code(words: &str) -> bool {
    let words = words.trim_end();
    words.ends_with(['(', '{'])
        || words.ends_with(");")
        || words.ends_with("};")
        || words.ends_with("()?")
        || words.ends_with("</p>")
        || words.strip_prefix(['}', ')', ']']).is_some_and(|rest| !rest.contains(char::is_alphanumeric))
}

/// `x <- 1`, `a == b`, `target = "arm"`, `|x| x + 1`.
fn assigns(words: &str) -> bool {
    const SIGNS: [&str; 9] = [" <- ", " == ", " != ", " => ", " && ", " || ", " += ", " |> ", "|| {"];
    SIGNS.iter().any(|sign| words.contains(sign))
        || words.split_once(" = ").is_some_and(|(name, value)| {
            let name = name.strip_prefix("let ").unwrap_or(name);
            is_name(name) && (value.starts_with(['"', '\'', '[']) || value.ends_with(';') || !value.contains(' '))
        })
        || words.split_once(" = ").is_some_and(|(before, _)| before.contains('(') && words.ends_with([')', ',']))
}

/// `plot(x, y)`, `sales[rows, ]`, `a.modify(|r| w)`: a name, and at once what stands in brackets. Empty brackets also end the name of
/// what a chapter is about.
fn is_call(words: &str) -> bool {
    let Some(open) = words.find(['(', '[']) else { return false };
    let close = if words[open..].starts_with('(') { ')' } else { ']' };
    let inside = words[open + 1..].trim_end_matches([';', ',', '?', '.']).strip_suffix(close);
    is_name(&words[..open])
        && inside.filter(|inside| !inside.starts_with(close)).is_some_and(|inside| {
            inside.contains(['"', '=', '$', ',', '|', '(', '&', '\'', '[', '{'])
                || is_name(inside) && inside.contains('_')
        })
}

/// `knitr::plot(…)`, `self.pins.read()`: the parts of a name that points or colons join, and a bracket.
fn is_path(words: &str) -> bool {
    let Some(open) = words.find('(') else { return false };
    let name = &words[..open];
    is_name(name) && (name.contains("::") || 2 <= name.matches('.').count())
}

/// `Filename: src/main.rs`.
fn names_file(words: &str) -> bool {
    let Some((label, file)) = words.split_once(": ") else { return false };
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    !label.contains(' ')
        && !file.contains(' ')
        && (1..=5).contains(&extension.len())
        && extension.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

/// What a program may call something: no space, and no sign but those that join the parts of a name.
fn is_name(words: &str) -> bool {
    let joined = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':' | '$' | '!' | '-');
    words.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && words.chars().all(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_programs_are_told_from_headings() {
        for words in [
            "fluidPage(",
            "fn main() {",
            "plot(x, y)",
            "show(\"pier.png\", width = 30)",
            "boats::row(pier)",
            "unique(boats$pier)",
            "boats[boats$pier == \"old\", ]",
            "self.pier.open()",
            "row <- 2",
            "target = \"pier\"",
            "let pier = 3;",
            "Filename: src/main.rs",
            "});",
        ] {
            assert!(is_code(words), "{words}");
        }
        for words in [
            "row() and steer(oar)",
            "row()",
            "Using a Box<T> to Point to the Pier",
            "std::env",
            "Vitamin(s)",
            "Cancer (breast)",
            "Sodium (salt), and what it does",
            "Either/or",
            "Doses of 2.5 mg",
            "E = mc2 and what it means",
            "Rooms [and how to book them]",
            "The and Operator",
            "Read more: nhs.uk and others",
        ] {
            assert!(!is_code(words), "{words}");
        }
    }
}
