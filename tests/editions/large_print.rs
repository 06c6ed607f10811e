//! The rules of LARGE-PRINT.md's "The plain-text edition" as laws over finished bytes, for articles and for random trees, each in
//! styles of every choice. What stands in which order, and beside which label, `four_leaves` reads back.

mod finished;

use finished::{Text, for_each_text, for_each_unpaged_text};
use quatrefoil::style::{ByteOrderMark, Characters, HeadingMarks, LineEnd, Underline};
use quatrefoil::tree::walk::{self, Visit};
use quatrefoil::tree::{Alt, Body, Document, Inline, Meta, Target};
use unicode_width::UnicodeWidthStr;

/// The places where a long word may be parted.
const PLACES: [char; 5] = ['/', '?', '&', '-', '.'];

#[test]
fn no_line_is_wider_than_the_style_says() {
    for_each_text(|text| {
        for (at, line) in text.lines().iter().enumerate() {
            let line = line.trim_start_matches('\u{c}');
            if line.width() <= text.width() {
                continue;
            }
            let word = line.trim_start_matches(' ');
            let inside = &word[..word.len() - word.chars().next_back().map_or(0, char::len_utf8)];
            if word.contains(' ') || inside.contains(PLACES) || word.width() <= text.width() {
                text.fail(at, "the line is too wide");
            }
        }
    });
}

/// Letters of scripts in which a line may end between any two.
fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0xe00..0xf00 | 0x1000..0x10a0 | 0x1780..0x1800 | 0x2e80..0xa4d0 | 0xf900..0xfb00 | 0xfe30..0xfe50
        | 0xff00..0xfff0 | 0x20000..0x40000)
}

/// The characters of a text, each with whether space or a line's end stands before it; without rules below headings.
fn characters(text: &Text) -> Vec<(char, bool)> {
    let is_rule = |line: &str| 2 < line.len() && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'));
    let ruled = text.style.text.heading_underline == Underline::Rule;
    let mut list = Vec::new();
    for line in text.lines().iter().filter(|line| !(ruled && is_rule(line))) {
        let mut apart = true;
        for c in line.chars() {
            if c.is_whitespace() {
                apart = true;
            } else {
                list.push((c, std::mem::take(&mut apart)));
            }
        }
    }
    list
}

#[test]
fn words_are_parted_only_where_they_may_be_and_none_is_hyphenated() {
    for_each_unpaged_text(|text| {
        let wide = text.with("width = 80");
        let (own, wide) = (characters(text), characters(&wide));
        // The text says how wide it is.
        let mut digits = text.width().to_string().chars().zip("80".chars()).collect::<Vec<_>>().into_iter();
        let mut before = ' ';
        assert_eq!(own.len(), wide.len(), "{}, {:?}: characters are lost or added", text.name, text.sheet);
        for (at, ((c, apart), (other, others))) in own.iter().zip(&wide).enumerate() {
            let same = c == other || digits.clone().next() == Some((*c, *other)) && digits.next().is_some();
            let around: String = own[at.saturating_sub(20)..(at + 20).min(own.len())].iter().map(|(c, _)| c).collect();
            assert!(same, "{}, {:?}: {c:?} is no {other:?} in {around:?}", text.name, text.sheet);
            let may_part = PLACES.contains(&before) || is_unspaced(before) || is_unspaced(*c);
            assert!(apart == others || may_part, "{}, {:?}: a word is parted in {around:?}", text.name, text.sheet);
            before = *c;
        }
    });
}

#[test]
fn lines_hold_no_tab_no_control_character_and_no_space_at_their_end() {
    for_each_text(|text| {
        let style = &text.style.text;
        let body = text.text.trim_start_matches('\u{feff}');
        assert_eq!(text.text.starts_with('\u{feff}'), style.byte_order_mark == ByteOrderMark::Utf8, "{}", text.name);
        assert!(body.ends_with('\n') && !body.ends_with("\n\n"), "{}: the last line", text.name);
        let returns = if style.line_end == LineEnd::Crlf { body.matches('\n').count() } else { 0 };
        assert_eq!(body.matches('\r').count(), returns, "{}", text.name);
        let author = serde_json::to_string(&*text.document).expect("a document is JSON");
        for (at, line) in text.lines().iter().enumerate() {
            let inside = if text.is_paged() { line.strip_prefix('\u{c}').unwrap_or(line) } else { line };
            if inside.chars().any(char::is_control) {
                text.fail(at, "a control character");
            }
            if line.ends_with(char::is_whitespace) {
                text.fail(at, "a space at the end");
            }
            let drawn = |c: &char| ('\u{2500}'..='\u{25a0}').contains(c) && !author.contains(*c);
            if line.chars().any(|c| drawn(&c)) {
                text.fail(at, "a line that is drawn");
            }
        }
    });
}

/// Of each section in order: its number by position, the last number beside it, the words of its title.
fn numbered(body: &Body, above: &str, list: &mut Vec<(String, String, String)>) {
    for (index, section) in body.sections.iter().enumerate() {
        let number = format!("{above}{}", index + 1);
        list.push((number.clone(), format!("{above}{}", body.sections.len()), walk::text_of(&section.title)));
        numbered(&section.body, &format!("{number}."), list);
    }
}

/// The parts of a number that a heading may begin with: `2.1`, `2a`, an author's `2.1.`; `None` where its first word is none.
fn parts_of_number(heading: &str) -> Option<(&str, Vec<&str>)> {
    let word = heading.split(char::is_whitespace).next()?;
    let parts: Vec<&str> = word.strip_suffix(['.', ')', ':']).unwrap_or(word).split('.').collect();
    let is_part = |part: &&str| {
        let digits = part.trim_end_matches(|c: char| c.is_ascii_lowercase());
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    };
    parts.iter().all(is_part).then_some((word, parts))
}

/// The words of a heading from its title on: behind the number that this edition adds, or from the number on that is the author's.
/// Says what is wrong where the number tells another depth than the position does, or is said twice.
fn titled<'w>(words: &'w str, position: &str, title: &str) -> Result<&'w str, String> {
    // Before its author's first number, a heading of the highest level has none.
    let depth = position.split('.').count();
    let Some((number, parts)) = parts_of_number(words) else {
        return if depth == 1 { Ok(words) } else { Err("no number".to_owned()) };
    };
    if parts.len() != depth {
        return Err(format!("{number} is not as deep as {position}"));
    }
    let rest = words[number.len()..].trim_start();
    match parts_of_number(title) {
        Some((own, _)) if number.ends_with(own) => Ok(&words[number.len() - own.len()..]),
        Some((_, own)) if parts.last() == own.last() => Err(format!("{number} is said twice")),
        Some(_) | None => Ok(rest),
    }
}

/// The words of a line, without marks and case of folding: letters and digits alone.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() && (c.is_ascii() || c.is_alphabetic())).filter(|c| *c != 'µ').collect()
}

#[test]
fn headings_have_two_empty_lines_before_them_and_one_after_and_nothing_else_has() {
    for_each_unpaged_text(|text| {
        let mut sections = Vec::new();
        numbered(text.document.body(), "", &mut sections);
        let labels = &text.labels;
        // Where a heading has a number of its own, those beside it need not have theirs by their positions.
        let by_position = sections.iter().all(|(_, _, title)| parts_of_number(title).is_none());
        let mut expected = sections;
        let back = [labels.notes(), labels.links(), labels.about()];
        let lines = text.lines();
        let empty = |at: usize| lines.get(at).is_none_or(|line| line.is_empty());
        let mut starts: Vec<usize> = Vec::new();
        for (at, line) in lines.iter().enumerate().skip(3) {
            // Exact text has the empty lines of its author.
            if !line.is_empty() && empty(at - 1) && empty(at - 2) && !line.starts_with(' ') {
                if empty(at - 3) {
                    text.fail(at, "more than two empty lines");
                }
                starts.push(at);
            }
        }
        expected.reverse();
        for at in starts {
            let end = (at..).find(|end| empty(*end)).unwrap_or(lines.len());
            let words = lines[at..end].join(" ");
            match expected.pop() {
                Some((position, last, title)) => {
                    let rest = match text.style.text.heading_marks {
                        HeadingMarks::Number if by_position && !words.starts_with(&format!("{position} ")) => {
                            text.fail(at, &format!("no {position}"))
                        }
                        HeadingMarks::Number => titled(&words, &position, &title).map(letters),
                        HeadingMarks::Part => {
                            let mark = letters(&labels.part_of(&position, &last));
                            letters(&words).strip_prefix(&mark).map(str::to_owned).ok_or(format!("no {mark}"))
                        }
                    };
                    let rest = rest.unwrap_or_else(|why| text.fail(at, &why));
                    // Between the words of a title may stand what this edition adds.
                    let mut found = rest.chars();
                    if !letters(&title).chars().all(|c| found.any(|other| other == c)) {
                        text.fail(at, &format!("the heading is not {title}"));
                    }
                }
                None if back.iter().any(|name| letters(&words) == letters(name)) => {}
                None => text.fail(at, "what stands below two empty lines is no heading"),
            }
            let after = lines[end.min(lines.len())..].iter().take_while(|line| line.is_empty()).count();
            let next_is_heading = after == 2 && !lines[end + 2].starts_with(' ');
            if after != 1 && !next_is_heading && end < lines.len() {
                text.fail(at, "not one empty line follows the heading");
            }
        }
        assert!(expected.is_empty(), "{}, {:?}: no heading {:?}", text.name, text.sheet, expected.pop());
    });
}

/// The addresses of a document in the order in which it leads to them, each once.
fn addresses(document: &Document) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    let mut look = |text: &[Inline]| {
        walk::inlines(text, &mut |inline| {
            let Inline::Link { to, .. } = inline else { return };
            let address = match to {
                Target::Web(address) => address.as_str().to_owned(),
                Target::Article(link) => {
                    let place = link.place.as_ref().map(|place| format!("#{place}")).unwrap_or_default();
                    format!("{}.txt{place}", link.stem)
                }
                Target::Place(_) => return,
            };
            if !list.contains(&address) {
                list.push(address);
            }
        });
    };
    look(&document.meta().title);
    walk::document(document, &mut |visit| match visit {
        Visit::Inlines(text) => look(text),
        Visit::Section(..) | Visit::Block(_) => {}
    });
    list
}

/// The lines of the back block below a heading with a name: from behind it up to the next two empty lines.
fn back_block<'l>(lines: &'l [&'l str], name: &str) -> Option<&'l [&'l str]> {
    let start = (2..lines.len()).rev().find_map(|at| {
        let length = lines[at..].iter().take_while(|line| !line.is_empty()).count();
        let heading: String = lines[at..at + length].iter().map(|line| letters(line)).collect();
        (lines[at - 1].is_empty() && lines[at - 2].is_empty() && heading == letters(name)).then_some(at + length + 1)
    })?;
    let rest = &lines[start.min(lines.len())..];
    let end = rest.windows(2).position(|two| two[0].is_empty() && two[1].is_empty()).unwrap_or(rest.len());
    Some(&rest[..end])
}

#[test]
fn addresses_stand_at_the_end_with_the_numbers_that_the_text_says() {
    for_each_unpaged_text(|text| {
        let expected = addresses(&text.document);
        let lines = text.lines();
        let block = back_block(&lines, text.labels.links()).filter(|_| !expected.is_empty()).unwrap_or_default();
        let mut listed: Vec<String> = Vec::new();
        for line in block {
            match line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
                Some((number, address)) => {
                    assert_eq!(number.parse(), Ok(listed.len() + 1), "{}: {line}", text.name);
                    listed.push(address.trim_start().to_owned());
                }
                None => listed.last_mut().expect("the first line is an address").push_str(line.trim_start()),
            }
        }
        let shown = |address: &String| {
            address.strip_prefix("mailto:").or(address.strip_prefix("tel:")).unwrap_or(address).replace(' ', "")
        };
        // The name of another article's file may have spaces, and end a line there.
        let listed: Vec<String> = listed.iter().map(|address| address.replace(' ', "")).collect();
        assert_eq!(listed, expected.iter().map(shown).collect::<Vec<_>>(), "{}, {:?}", text.name, text.sheet);
        let said = lines[..lines.len() - block.len()].join(" ");
        for number in 1..=listed.len() {
            assert!(said.contains(&format!("[{number}]")), "{}: nothing refers to address {number}", text.name);
        }
    });
}

/// Words with one plain space between them.
fn spaced(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn notes_stand_at_the_end_with_the_numbers_that_the_text_says() {
    for_each_unpaged_text(|text| {
        let lines = text.lines();
        for index in 0..text.document.notes().len() {
            let name = spaced(&text.labels.note(quatrefoil::tree::NoteId::from_index(index)));
            let all = text.joined();
            assert!(all.contains(&format!("[{name}]")), "{}: nothing refers to {name}", text.name);
            let block = back_block(&lines, text.labels.notes()).unwrap_or_else(|| panic!("{}: no notes", text.name));
            let label = spaced(&format!("{name}{}", text.labels.colon()));
            let begins = block.iter().filter(|line| spaced(line).starts_with(&label)).count();
            assert_eq!(begins, 1, "{}, {:?}: {label}", text.name, text.sheet);
        }
    });
}

#[test]
fn an_image_is_its_words_and_a_decorative_one_is_nothing() {
    for_each_unpaged_text(|text| {
        let mut with_words = 0;
        walk::images(&text.document, &mut |image| with_words += usize::from(matches!(image.alt, Alt::Text(_))));
        let all = text.joined();
        let author = serde_json::to_string(&*text.document).expect("a document is JSON");
        let mark = spaced(&format!("[{}{}", text.labels.image(), text.labels.colon()));
        assert_eq!(all.matches(&mark).count(), with_words, "{}, {:?}", text.name, text.sheet);
        assert!(all.matches("[]").count() <= author.matches("[]").count(), "{}: brackets around nothing", text.name);
    });
}

#[test]
fn the_front_block_says_title_source_dates_and_how_to_use_the_text() {
    for_each_unpaged_text(|text| {
        let lines = text.lines();
        let end = lines.windows(2).position(|two| two == ["", ""]).unwrap_or(lines.len());
        let front = letters(&lines[..end].join(" "));
        let meta = text.document.meta();
        let mut expected = vec![text.labels.usage(text.width())];
        // Words for signs are told by `ascii_leaves_no_sign_that_is_not_ascii`.
        let meta_is_said = text.style.text.characters == Characters::Unicode;
        let meta = if meta_is_said { meta } else { &Meta::new(meta.title.clone(), meta.lang.clone()) };
        expected.extend(meta.publisher.iter().map(|publisher| publisher.as_str().to_owned()));
        expected.extend(meta.version.iter().map(|version| text.labels.version(version.as_str())));
        expected.extend(meta.reviewed.map(|date| text.labels.reviewed(date)));
        for words in expected {
            assert!(front.contains(&letters(&words)), "{}, {:?}: no {words:?} in {front}", text.name, text.sheet);
        }
        let first = lines.iter().take_while(|line| !line.is_empty()).copied().collect::<Vec<_>>().join(" ");
        let mut found = letters(&first).chars().collect::<Vec<_>>().into_iter();
        let title = letters(&walk::text_of(&meta.title));
        assert!(title.chars().all(|c| found.any(|other| other == c)), "{}: {first} is not {title}", text.name);
    });
}

/// How many characters of emphasis a style adds.
fn marks_of_emphasis(document: &Document) -> usize {
    let mut count = 0;
    let mut look = |text: &[Inline]| {
        walk::inlines(text, &mut |inline| {
            count += 2 * usize::from(matches!(inline, Inline::Strong(_) | Inline::Emphasis(_)))
        });
    };
    look(&document.meta().title);
    walk::document(document, &mut |visit| match visit {
        Visit::Inlines(text) => look(text),
        Visit::Section(..) | Visit::Block(_) => {}
    });
    count
}

#[test]
fn emphasis_adds_its_marks_and_nothing_else() {
    for_each_unpaged_text(|text| {
        let (none, stars) = (text.with("emphasis = \"none\""), text.with("emphasis = \"stars\""));
        let bare = |text: &Text| -> Vec<char> {
            characters(text).into_iter().map(|(c, _)| c).filter(|c| !['*', '_'].contains(c)).collect()
        };
        assert_eq!(bare(&none), bare(&stars), "{}, {:?}", text.name, text.sheet);
        let added = characters(&stars).len() - characters(&none).len();
        // The header of a column is said in every row.
        let least = marks_of_emphasis(&text.document);
        assert!(least <= added && added.is_multiple_of(2), "{}, {:?}: {added} marks", text.name, text.sheet);
    });
}

#[test]
fn ascii_leaves_no_sign_that_is_not_ascii_no_entity_and_every_letter() {
    for_each_unpaged_text(|text| {
        let (ascii, unicode) = (text.with("characters = \"ascii\""), text.with("characters = \"unicode\""));
        for (at, line) in ascii.lines().iter().enumerate() {
            let sign = |c: char| {
                matches!(c, '\u{a0}'..='\u{bf}' | '×' | '÷' | '\u{2010}'..='\u{205f}' | '\u{2150}'..='\u{215f}')
                    && !matches!(c, 'ª' | 'º' | '\u{202a}'..='\u{202e}')
            };
            if let Some(c) = line.chars().find(|c| sign(*c)) {
                ascii.fail(at, &format!("the sign {c:?}"));
            }
        }
        let count = |text: &Text, sought: &str| text.joined().matches(sought).count();
        assert_eq!(count(&ascii, "&"), count(&unicode, "&"), "{}", text.name);
        let others = |text: &Text| -> Vec<char> {
            let letters = text.text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic());
            letters.filter(|c| !['µ', 'ʼ'].contains(c)).collect()
        };
        assert_eq!(others(&ascii), others(&unicode), "{}", text.name);
    });
}

/// Doses, units, dates, times and telephone numbers that random trees hold.
const WHOLES: [&str; 6] = ["345 mg", "3.7 months", "12 May 2026", "0800 123 456", "10:30 a.m.", "20 °C"];

#[test]
fn doses_dates_times_and_telephone_numbers_stay_whole_on_a_line() {
    for_each_unpaged_text(|text| {
        let lines = text.lines();
        for (at, two) in lines.windows(2).enumerate() {
            let (above, below) = (two[0].trim_end(), two[1].trim_start());
            let indent = two[1].len() - below.len();
            for whole in WHOLES {
                for (space, _) in whole.match_indices(' ') {
                    let (head, tail) = (&whole[..space], &whole[space + 1..]);
                    let begins = above.strip_suffix(head).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
                    // What touches it makes another word of it.
                    let ends = below.strip_prefix(tail).is_some_and(|rest| rest.starts_with([' ', ',', ';', ')']));
                    // The word behind it may belong to it: `456 in` are inches.
                    let next =
                        below.strip_prefix(tail).unwrap_or_default().split_whitespace().next().unwrap_or_default();
                    if begins && ends && indent + whole.width() + 1 + next.width() <= text.width() {
                        text.fail(at, &format!("`{whole}` is parted"));
                    }
                }
            }
        }
    });
}

/// The lines that say something, without form feeds.
fn said<'l>(lines: &[&'l str]) -> Vec<&'l str> {
    let lines = lines.iter().map(|line| line.trim_start_matches('\u{c}'));
    lines.filter(|line| !line.is_empty()).collect()
}

/// Of each line that says something, whether it is a heading's: the block that it belongs to stands below two empty lines.
fn are_headings(lines: &[&str]) -> Vec<bool> {
    let mut list = Vec::new();
    let (mut empty, mut is_heading) = (0, false);
    for line in lines {
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if 0 < empty {
            is_heading = empty == 2 && !line.starts_with(' ');
        }
        empty = 0;
        list.push(is_heading);
    }
    list
}

#[test]
fn pages_have_their_lines_and_their_number_and_hold_the_text() {
    for_each_text(|text| {
        let Some(most) = text.style.text.lines.count() else { return };
        let unpaged = text.with("lines = 0");
        let whole = unpaged.lines();
        let pages: Vec<&str> = text.text.split('\u{c}').collect();
        let headings = are_headings(&whole);
        let mut content = Vec::new();
        for (index, page) in pages.iter().enumerate() {
            let lines: Vec<&str> = page.trim_start_matches('\u{feff}').lines().collect();
            assert!(lines.len() <= most, "{}, page {}: {} lines", text.name, index + 1, lines.len());
            let foot = lines[lines.len() - 1];
            assert!(foot.contains(&(index + 1).to_string()) && foot.contains(&pages.len().to_string()), "{foot}");
            let rest = &lines[..lines.len() - 2];
            assert!(lines[lines.len() - 2].is_empty() && !lines[0].is_empty(), "{}: {page}", text.name);
            assert!(!rest[rest.len() - 1].is_empty(), "{}: {page}", text.name);
            content.extend(said(rest));
            let heading_ends = content.len().checked_sub(1).and_then(|last| headings.get(last)) == Some(&true);
            let text_follows = headings.get(content.len()) == Some(&false);
            assert!(!heading_ends || !text_follows, "{}, {:?}: a heading at the foot\n{page}", text.name, text.sheet);
        }
        assert_eq!(content, said(&whole), "{}, {:?}", text.name, text.sheet);
    });
}
