//! Hebrew as it is seen → Hebrew as it is read. Old texts in ISO-8859-8 hold each line from its left end to its right one (RFC 1556), and
//! newer ones of the same name in the order of reading: the letters that only end a word tell which.

/// The lines in the order of reading; `None` where they are in it.
pub(super) fn turned(text: &str) -> Option<String> {
    if !is_as_seen(text) {
        return None;
    }
    let lines: Vec<String> = text.split('\n').map(line_turned).collect();
    Some(lines.join("\n"))
}

/// True if letters that can only end a word start more words than they end.
fn is_as_seen(text: &str) -> bool {
    let is_last = |c: &char| matches!(c, 'ך' | 'ם' | 'ן' | 'ף' | 'ץ');
    let (mut begin, mut end) = (0usize, 0usize);
    for word in text.split(|c: char| !is_hebrew(c)) {
        let mut letters = word.chars();
        if let (Some(first), Some(last)) = (letters.next(), letters.next_back()) {
            begin += usize::from(is_last(&first));
            end += usize::from(is_last(&last));
        }
    }
    end < begin
}

fn line_turned(line: &str) -> String {
    if !line.contains(is_hebrew) {
        return line.to_owned();
    }
    // A key of front matter stands at the left of its value, whatever that runs.
    let key = line.find([':', '=']).filter(|at| line[..*at].trim_end().bytes().all(is_of_key) && 0 < *at);
    let (key, value) = line.split_at(key.map_or(0, |at| at + 1));
    let (key, value) = if key.is_empty() { (String::new(), value) } else { (format!("{key} "), value.trim()) };
    let mut turned = String::with_capacity(line.len());
    let letters: Vec<char> = value.trim_end().chars().collect();
    let mut end = letters.len();
    while let Some(last) = end.checked_sub(1) {
        let start = if runs_left_to_right(letters[last]) { start_of_run(&letters[..end]) } else { last };
        match &letters[start..end] {
            [one] => turned.push(mirrored(*one)),
            run => turned.extend(run),
        }
        end = start;
    }
    // What stood before the line moved it to the right edge.
    key + turned.trim_end()
}

/// Start of the Latin words or the number that some letters end in.
fn start_of_run(letters: &[char]) -> usize {
    let mut start = letters.len() - 1;
    let mut is_number = letters[start].is_ascii_digit();
    for at in (0..start).rev() {
        let c = letters[at];
        if is_hebrew(c) {
            break;
        }
        if runs_left_to_right(c) {
            // Two numbers with a space between them follow each other from right to left.
            let between = &letters[at + 1..start];
            if is_number && c.is_ascii_digit() && between.contains(&' ') {
                break;
            }
            is_number &= c.is_ascii_digit();
            start = at;
        }
    }
    start
}

fn is_hebrew(c: char) -> bool {
    ('א'..='ת').contains(&c)
}

fn runs_left_to_right(c: char) -> bool {
    c.is_alphanumeric() && !is_hebrew(c)
}

fn is_of_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

/// A bracket is written as what it does, and seen as the other one among letters that run from right to left.
fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines as they are read, and as they are seen from left to right.
    #[track_caller]
    fn check(read: &str, seen: &str) {
        assert_eq!(turned(seen).as_deref(), Some(read));
        assert_eq!(turned(read), None, "what is in order stays");
    }

    #[test]
    fn lines_are_turned_and_numbers_and_latin_words_in_them_are_not() {
        check("שלום לכם", "םכל םולש");
        check("קחו 2 כדורים (500 mg) ביום.", ".םויב (500 mg) םירודכ 2 וחק");
        check("כתבו אל help@example.org היום", "םויה help@example.org לא ובתכ");
        check("בין 9:00 ובין 17:30, בימים 5 10", "10 5 םימיב ,17:30 ןיבו 9:00 ןיב");
    }

    #[test]
    fn each_line_is_turned_by_itself_and_needs_no_edge() {
        check("שלום\n\nמים חמים\nNo Hebrew here", "      םולש\n\n  םימח םימ\nNo Hebrew here");
        check("---\ntitle: מים חמים\n---\nמים", "---\ntitle: םימח םימ\n---\nםימ");
    }

    #[test]
    fn a_text_without_such_letters_stays() {
        assert_eq!(turned("אבג דהו"), None);
        assert_eq!(turned("no Hebrew"), None);
    }
}
