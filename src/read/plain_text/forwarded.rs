//! Text that a mail program quoted whole: every line begins with `>`, below a line at most that says who wrote it. Knows no tree.

use super::lines::Lines;

/// Such a text with spaces where its marks stood, so that every word keeps its place; it begins a page below the line that says who
/// wrote it. `None` for any other text.
pub fn forwarded(text: &str) -> Option<String> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next()?.trim();
    let said = first.ends_with([':', '：']) && !first.starts_with('>');
    if !said && !first.starts_with('>') || !lines.all(|line| line.trim_start().starts_with('>')) {
        return None;
    }
    // Marks of who answered whom stand deeper, and stay.
    let mut opened = String::with_capacity(text.len());
    let mut quoted = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_start();
        opened.push_str(&line[..line.len() - words.len()]);
        match words.strip_prefix('>') {
            Some(rest) => {
                opened.push(if said && quoted == 0 { '\u{c}' } else { ' ' });
                opened.push_str(rest);
                quoted += 1;
            }
            None => opened.push_str(words),
        }
    }
    (3 <= quoted).then_some(opened)
}

/// The line with which a quoted text begins.
pub fn first_quoted(lines: &Lines<'_>) -> usize {
    usize::from(1 < lines.list.len() && lines.list[0].indent < lines.list[1].indent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_quoted_whole_is_opened() {
        let quoted = "> Your visit\n>\n> Bring your tablets.\n>> Which?\n";
        let opened = "  Your visit\n \n  Bring your tablets.\n > Which?\n";
        assert_eq!(forwarded(quoted).as_deref(), Some(opened));
        let said = format!("Ada Writer wrote:\n\n{quoted}");
        assert_eq!(forwarded(&said), Some(format!("Ada Writer wrote:\n\n\u{c}{}", &opened[1..])));
        for text in [format!("{quoted}Mine."), format!("See below.\n{quoted}"), String::new(), "> One line\n".into()] {
            assert_eq!(forwarded(&text), None, "{text}");
        }
    }
}
