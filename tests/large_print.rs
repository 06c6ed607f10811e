//! The rules of LARGE-PRINT.md's "The plain-text edition" as laws over finished bytes, for articles and for random trees.

mod support;

use quatrefoil::picture::Pictures;
use quatrefoil::style::{Labels, Style};
use quatrefoil::tree::Document;
use support::{articles, editions, trees};
use unicode_width::UnicodeWidthStr;

/// The styles that the laws are tried with.
const SHEETS: [&str; 6] = [
    "",
    "[text]\nwidth = 20\nemphasis = \"stars\"",
    "[text]\nwidth = 80\nheading-marks = \"part\"",
    "[text]\ncharacters = \"ascii\"\nheading-underline = \"rule\"",
    "[text]\nlines = 24\nheading-marks = \"part\"",
    "[text]\nline-end = \"crlf\"\nbyte-order-mark = \"utf8\"\nlines = 12\nwidth = 32",
];

/// A finished text and how it was made.
struct Text {
    name: String,
    sheet: &'static str,
    style: Style,
    text: String,
}

impl Text {
    #[track_caller]
    fn fail(&self, line: usize, why: &str) -> ! {
        let lines: Vec<&str> = self.text.lines().collect();
        let around = lines[line.saturating_sub(4)..(line + 4).min(lines.len())].join("\n");
        panic!("{}, {:?}, line {}: {why}\n{around}", self.name, self.sheet, line + 1);
    }
}

/// Asks a law of every article and of 200 random trees, each in every style.
fn for_each_text(law: impl Fn(&Text)) {
    let ask = |name: &str, document: &Document, pictures: &Pictures, sheets: &[&'static str]| {
        for sheet in sheets {
            let style = Style::parse(sheet).unwrap();
            let bytes = editions::edition("txt", document, pictures, &style).bytes;
            let text = String::from_utf8(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
            law(&Text { name: name.to_owned(), sheet, style, text });
        }
    };
    for article in articles::articles() {
        ask(&article.name, &article.document, &article.pictures, &SHEETS);
    }
    for seed in 0..200 {
        let tree = trees::tree(seed);
        let sheet = 1 + seed as usize % (SHEETS.len() - 1);
        ask(&format!("seed {seed}"), &tree.document, &tree.pictures, &[SHEETS[0], SHEETS[sheet]]);
    }
}

/// The lines of a text without its mark of encoding; the form feed stays where it is.
fn lines(text: &Text) -> Vec<&str> {
    text.text.trim_start_matches('\u{feff}').lines().collect()
}

#[test]
fn no_line_is_wider_than_the_style_says() {
    for_each_text(|text| {
        let width = text.style.text.width.count();
        for (at, line) in lines(text).iter().enumerate() {
            let line = line.trim_start_matches('\u{c}');
            if line.width() <= width {
                continue;
            }
            let word = line.trim_start_matches(' ');
            let inside = &word[..word.len() - word.chars().next_back().map_or(0, char::len_utf8)];
            let breakable = word.contains(' ') || inside.contains(['/', '?', '&', '-', '.']);
            if breakable || word.width() <= width {
                text.fail(at, "the line is too wide");
            }
        }
    });
}

#[test]
fn lines_hold_no_tab_no_control_character_and_no_space_at_their_end() {
    for_each_text(|text| {
        let crlf = text.sheet.contains("crlf");
        let body = text.text.trim_start_matches('\u{feff}');
        assert_eq!(text.text.starts_with('\u{feff}'), text.sheet.contains("utf8"), "{}", text.name);
        assert!(body.ends_with('\n') && !body.ends_with("\n\n"), "{}: the last line", text.name);
        assert_eq!(body.matches('\r').count(), if crlf { body.matches('\n').count() } else { 0 }, "{}", text.name);
        for (at, line) in lines(text).iter().enumerate() {
            let paged = text.style.text.lines.count().is_some();
            let inside = if paged { line.strip_prefix('\u{c}').unwrap_or(line) } else { line };
            if inside.chars().any(char::is_control) {
                text.fail(at, "a control character");
            }
            if line.ends_with(char::is_whitespace) {
                text.fail(at, "a space at the end");
            }
        }
    });
}

#[test]
fn a_heading_has_two_empty_lines_before_it_and_one_after() {
    for_each_text(|text| {
        if text.style.text.lines.count().is_some() {
            return;
        }
        let lines = lines(text);
        let marked = |line: &str| {
            let number = line.split(' ').next().unwrap_or_default();
            number.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
                || ["Part ", "Teil ", "Partie ", "Parte ", "Deel "].iter().any(|part| line.starts_with(part))
                    && line.ends_with(':')
        };
        let mut back = false;
        for at in 3..lines.len() {
            let below_two = lines[at - 1].is_empty() && lines[at - 2].is_empty();
            if lines[at].is_empty() || !below_two || lines[at].starts_with(' ') {
                continue;
            }
            back |= !marked(lines[at]);
            if back && marked(lines[at]) && !lines[at].starts_with("[") {
                text.fail(at, "a numbered heading stands in the back block");
            }
            if lines[at - 3].is_empty() && !lines[at].starts_with(' ') {
                text.fail(at, "more than two empty lines");
            }
            let end = (at..lines.len()).find(|end| lines[*end].is_empty());
            // An article may end in a heading; another heading has its own two empty lines.
            let after = end.map_or(0, |end| lines[end..].iter().take_while(|line| line.is_empty()).count());
            if after > 2 || after == 2 && end.is_some_and(|end| lines[end + 2].starts_with(' ')) {
                text.fail(at, "more than one empty line follows the heading");
            }
        }
    });
}

#[test]
fn addresses_and_notes_have_the_numbers_that_the_text_says() {
    for seed in 0..200 {
        let tree = trees::tree(seed);
        let style = Style::handout();
        let bytes = editions::edition("txt", &tree.document, &tree.pictures, &style).bytes;
        let text = String::from_utf8(bytes).unwrap();
        let heading = format!("\n\n\n{}\n\n", Labels::of(&tree.document.meta().lang).links());
        let (text, addresses) = text.split_once(&heading).unwrap_or((&text, ""));
        let listed =
            addresses.lines().filter_map(|line| line.strip_prefix('[')?.split_once("] ")?.0.parse::<usize>().ok());
        let listed: Vec<usize> = listed.collect();
        assert_eq!(listed, (1..=listed.len()).collect::<Vec<_>>(), "seed {seed}");
        for number in &listed {
            let mark = format!("[{number}]");
            assert!(text.contains(&mark), "seed {seed}: nothing refers to address {number}\n{text}");
        }
        let most =
            text.match_indices('[').filter_map(|(at, _)| text[at + 1..].split_once(']')?.0.parse::<usize>().ok());
        assert_eq!(most.max().unwrap_or(0), listed.len(), "seed {seed}: a number without an address");
    }
}

#[test]
fn ascii_leaves_no_sign_that_is_not_ascii() {
    for_each_text(|text| {
        if !text.sheet.contains("ascii") {
            return;
        }
        for (at, line) in lines(text).iter().enumerate() {
            let sign = |c: char| {
                matches!(c, '\u{a0}'..='\u{bf}' | '×' | '÷' | '\u{2010}'..='\u{205f}' | '\u{2150}'..='\u{215f}')
                    && !matches!(c, 'ª' | 'º' | '\u{202a}'..='\u{202e}')
            };
            if let Some(c) = line.chars().find(|c| sign(*c)) {
                text.fail(at, &format!("the sign {c:?}"));
            }
        }
    });
}

#[test]
fn pages_have_their_lines_and_their_number() {
    for_each_text(|text| {
        let Some(most) = text.style.text.lines.count() else {
            return;
        };
        let pages: Vec<&str> = text.text.split('\u{c}').collect();
        for (index, page) in pages.iter().enumerate() {
            let lines: Vec<&str> = page.trim_start_matches('\u{feff}').lines().collect();
            assert!(lines.len() <= most, "{}, page {}: {} lines", text.name, index + 1, lines.len());
            let foot = lines[lines.len() - 1];
            assert!(foot.contains(&(index + 1).to_string()) && foot.contains(&pages.len().to_string()), "{foot}");
            assert!(lines[lines.len() - 2].is_empty() && !lines[0].is_empty(), "{}: {page}", text.name);
            let last = lines[lines.len() - 3];
            let part = last.ends_with(':') && last.starts_with("Part ");
            assert!(!part, "{}, page {}: a heading at the foot: {last}", text.name, index + 1);
        }
    });
}
