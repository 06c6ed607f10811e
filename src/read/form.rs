//! The forms that an article can be written in, and which of them a text without a file name is in.

/// The form of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// CommonMark with GitHub's tables, footnotes, task lists and alerts.
    Markdown,
    /// Bare lines.
    PlainText,
    /// A tree as `quatrefoil tree` prints it.
    Json,
}

impl Form {
    /// The form that the words of an article show: a tree begins with a brace; Markdown has front matter or at least one mark that
    /// people type for no other reason; anything else is plain text, which loses nothing where a single mark was missed.
    pub fn told_by(bytes: &[u8]) -> Form {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if bytes.trim_ascii_start().starts_with(b"{") {
            return Form::Json;
        }
        let fenced = |fence: &[u8]| {
            bytes.strip_prefix(fence).is_some_and(|rest| rest.starts_with(b"\n") || rest.starts_with(b"\r"))
        };
        if fenced(b"---") || fenced(b"+++") {
            return Form::Markdown;
        }
        let marked = bytes
            .split(|byte| *byte == b'\n' || *byte == b'\r')
            .any(|line| is_marked_up(&String::from_utf8_lossy(line)));
        if marked { Form::Markdown } else { Form::PlainText }
    }
}

/// True if a line has a mark of Markdown that plain text has no use for: a heading with `#`, a fence, the rule of a table, a link, a
/// picture, a note, bold words, an alert, or a block of HTML.
fn is_marked_up(line: &str) -> bool {
    let text = line.trim_start();
    let heading = text.trim_start_matches('#');
    let hashes = text.len() - heading.len();
    if (1..=6).contains(&hashes) && heading.starts_with([' ', '\t']) {
        return true;
    }
    if ["```", "~~~", "> [!", "[^"].iter().any(|mark| text.starts_with(mark)) {
        return true;
    }
    let is_rule =
        text.contains('|') && text.contains("--") && text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'));
    is_rule || has_link(text) || has_bold(text) || has_element(text)
}

/// True if a line has `[words](address)`.
fn has_link(text: &str) -> bool {
    text.match_indices("](").any(|(index, _)| text[..index].contains('[') && text[index..].contains(')'))
}

/// True if a line has words between two stars on each side.
fn has_bold(text: &str) -> bool {
    let mut parts = text.split("**").skip(1);
    parts.next().is_some_and(|words| words.trim() == words && !words.is_empty()) && parts.next().is_some()
}

/// True if a line begins with an element of HTML and ends it.
fn has_element(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('<') else { return false };
    let name = &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len())];
    !name.is_empty() && text.contains(&format!("</{name}>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_without_a_name_is_read_as_its_words_show() {
        for (text, form) in [
            ("{\"schema\": 1}", Form::Json),
            (" \n{", Form::Json),
            ("---\ntitle: Eye\n---\nRest.\n", Form::Markdown),
            ("Eye drops\n\n## Before\n\nWash.\n", Form::Markdown),
            ("| a | b |\n|---|---|\n| 1 | 2 |\n", Form::Markdown),
            ("See [the drops](drops.md).\n", Form::Markdown),
            ("Take **two** tablets.\n", Form::Markdown),
            ("<p>Take two.</p>\n", Form::Markdown),
            ("> [!NOTE]\n> Rest.\n", Form::Markdown),
            ("EYE DROPS\n\n1. Wash your hands.\n2. Tilt your head.\n\n- one\n* two\n", Form::PlainText),
            ("Call #2 on ward 7 (24 h).\n\n---\n\n#hashtag\n", Form::PlainText),
            ("2 * 3 ** 4\n", Form::PlainText),
            ("", Form::PlainText),
        ] {
            assert_eq!(Form::told_by(text.as_bytes()), form, "{text}");
        }
    }
}
