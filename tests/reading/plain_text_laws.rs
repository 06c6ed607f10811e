//! The law of reading plain text: not one word lost, changed or moved, whatever the article looks like.
//!
//! Random articles are put together from pieces that make a reader stumble, and real ones are cut up and mixed. What may differ
//! between an article and its draft is markup (bullets, numbers of items, drawn lines, `>`, emphasis) and what a note sets aside
//! and names by its lines. What is set aside is said elsewhere in its own words, links lead where their words say, and front matter
//! says what it says whatever stands below it. A letter and its accent may become one character.

use crate::numbers::Numbers;
use crate::pieces::{FRAMES, PIECES, SPACES};
use icu_normalizer::ComposingNormalizerBorrowed;
use quatrefoil::diagnostic::{Diagnostic, Rule};
use quatrefoil::read::{Article, Form, Neighbours, Reading, read};
use quatrefoil::tree::walk::{self, Visit};
use quatrefoil::tree::{Draft, Inline, Target};
use std::path::PathBuf;

fn reading(bytes: &[u8]) -> Reading {
    let neighbours = Neighbours::default();
    read(&Article { bytes, form: Form::PlainText, stem: "article", neighbours: &neighbours })
}

/// One word and the line it stands on; whether it is among the first of its line, where markers stand.
#[derive(Clone, Debug, PartialEq)]
struct Word {
    text: String,
    line: u32,
    nth: usize,
}

/// Characters that may be markup, or part words from each other: they are not compared.
fn is_mark(c: char) -> bool {
    "*_>#=|`~+-.,:;!-–—―─═━•◦▪▫‣⁃∙●○■□▶►▸▹➢➤➔→⇒✦✧❖◆◇★☆»※·・･⦁⚫⚬❍❑❏∘⬤⁂､、．。。☐☑☒".contains(c)
        || ('①'..='⒇').contains(&c)
        || ('❶'..='❿').contains(&c)
        || ('\u{f000}'..='\u{f0ff}').contains(&c)
}

/// Whether a script writes without spaces: its lines are joined without one.
fn is_spaceless(c: char) -> bool {
    matches!(c as u32, 0x2e80..=0x2fff | 0x3001..0xa4d0 | 0xf900..0xfb00 | 0xfe30..0xfe50 | 0xff01..0xff61 | 0x20000..0x40000)
}

/// A text with each letter and its accents as one character.
fn composed(text: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc().normalize(text).into_owned()
}

/// The words of a line: what white space and marks part, and each character of a script without spaces.
fn words(line: &str, number: u32, list: &mut Vec<Word>) {
    let line = composed(line);
    let mut nth = 0;
    let mut word = String::new();
    for c in line.chars().chain([' ']) {
        let parts = c.is_whitespace() || is_mark(c);
        if (parts || is_spaceless(c)) && !word.is_empty() {
            list.push(Word { text: std::mem::take(&mut word), line: number, nth });
            nth += 1;
        }
        if !parts {
            word.push(c);
        }
        if is_spaceless(c) && !word.is_empty() {
            list.push(Word { text: std::mem::take(&mut word), line: number, nth });
            nth += 1;
        }
    }
}

/// Whether a word at the head of a line can be the number of an item, or the box of a task.
fn is_label(word: &Word) -> bool {
    let bare = word.text.trim_matches(['(', ')', '[', ']', '（', '）']);
    let number = bare.chars().count() <= 3 && bare.chars().all(char::is_numeric);
    let letters = bare.len() <= 6 && bare.chars().all(|c| "ivxlcIVXLC".contains(c));
    word.nth <= 3 && (number || letters || bare.chars().count() <= 1)
}

/// Whether a diagnostic says that its lines are no part of the body, and where they went.
fn sets_aside(said: &Diagnostic) -> bool {
    let kinds = ["taken for the title", "taken for the description", "taken for a remark", "set aside"];
    said.rule == Rule::TitleRepeated
        || said.rule == Rule::StructureGuessed && kinds.iter().any(|kind| said.message.contains(kind))
}

/// What is wrong with a reading, if anything.
fn fault(bytes: &[u8]) -> Option<String> {
    let reading = reading(bytes);
    let mut source = Vec::new();
    let aside: Vec<(u32, u32)> = reading
        .diagnostics
        .iter()
        .filter(|said| sets_aside(said))
        .map(|said| (said.at.start.line, said.at.end.line - u32::from(said.at.end.column == 1)))
        .collect();
    let mut titles = Vec::new();
    for (number, line) in (1..).zip(reading.text.split('\n')) {
        if !aside.iter().any(|(first, last)| *first <= number && number <= *last) {
            words(line, number, &mut source);
        } else if titled(&reading, number) {
            words(line, number, &mut titles);
        }
    }
    let Some(draft) = &reading.draft else {
        return source.first().map(|word| format!("nothing was read, not even {word:?}"));
    };
    if let Err(flaws) = draft.clone().seal() {
        return Some(format!("it does not seal: {flaws:?}"));
    }
    let mut found = Vec::new();
    walk::body(&draft.body, &mut |visit| {
        if let Visit::Inlines(inlines) = visit {
            words(&shown(inlines), 0, &mut found);
        }
    });
    let mut title = Vec::new();
    words(&shown(&draft.meta.title), 0, &mut title);
    same(&source, &found)
        .or_else(|| {
            // `Subject` may stand before the title.
            let told = titles.len().saturating_sub(title.len()).min(1);
            if titles.is_empty() { None } else { same(&titles[told..], &title) }
        })
        .or_else(|| aside_is_kept(&reading, draft))
        .or_else(|| links_lead_where_they_say(draft))
}

/// What was set aside and is said nowhere else, if anything. The licence around a book of Project Gutenberg is.
fn aside_is_kept(reading: &Reading, draft: &Draft) -> Option<String> {
    let lines: Vec<&str> = reading.text.split('\n').collect();
    let meta = &draft.meta;
    let bare = |text: &str| {
        composed(text).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    for said in reading.diagnostics.iter().filter(|said| sets_aside(said)) {
        let end = said.at.end.line - u32::from(said.at.end.column == 1);
        let words = bare(&lines[said.at.start.line as usize - 1..end as usize].join(" "));
        let is = |kind: &str| said.message.contains(kind);
        let title = bare(&walk::text_of(&meta.title));
        let kept = if said.rule == Rule::TitleRepeated {
            words == title || words.trim_start_matches(char::is_numeric) == title
        } else if is("taken for the description") {
            meta.description.as_ref().is_some_and(|description| bare(description.as_str()) == words)
        } else if is("taken for a remark") {
            let names = meta.contributors.iter().map(|someone| bare(someone.name.as_str()));
            let all: String = names.clone().collect();
            let by_name = !all.is_empty() && names.clone().all(|name| words.contains(&name));
            let versions = meta.version.iter().any(|version| words == format!("version{}", bare(version.as_str())));
            let dates = [meta.published, meta.modified, meta.reviewed, meta.next_review].into_iter().flatten();
            // The year at least, in whatever order and calendar of months it stands.
            let dated = dates.map(|date| date.to_string()).any(|date| words.contains(&date[..4]));
            by_name || versions || dated
        } else {
            true
        };
        if !kept {
            return Some(format!("`{words}` was set aside and is not kept: {meta:?}"));
        }
    }
    None
}

/// A link whose address is not what its words say, if there is one.
fn links_lead_where_they_say(draft: &Draft) -> Option<String> {
    let mut wrong = None;
    let mut look = |list: &[Inline]| {
        walk::inlines(list, &mut |inline| {
            let Inline::Link { to, text, .. } = inline else { return };
            let Target::Web(address) = to else { return wrong = Some(format!("a bare line leads to {to:?}")) };
            let (address, shown) = (address.as_str(), walk::text_of(text));
            let schemes = ["", "https://", "http://", "mailto:"];
            if !schemes.iter().any(|scheme| address == format!("{scheme}{shown}")) {
                wrong = Some(format!("`{shown}` leads to `{address}`"));
            }
        });
    };
    look(&draft.meta.title);
    walk::body(&draft.body, &mut |visit| {
        if let Visit::Inlines(inlines) = visit {
            look(inlines);
        }
    });
    wrong
}

/// The words of inlines, with a mark where emphasis begins and ends, as there is one in the article.
fn shown(list: &[Inline]) -> String {
    let mut text = String::new();
    for inline in list {
        match inline {
            Inline::Text(words) => text.push_str(words),
            Inline::Strong(inner) | Inline::Emphasis(inner) => {
                text.push('*');
                text.push_str(&shown(inner));
                text.push('*');
            }
            Inline::Link { text: inner, .. } => text.push_str(&shown(inner)),
            Inline::Break => text.push(' '),
            other => panic!("bare lines have no {other:?}"),
        }
    }
    text
}

/// Whether a note takes a line for the title.
fn titled(reading: &Reading, line: u32) -> bool {
    let is_title = |said: &&Diagnostic| said.message.contains("was taken for the title");
    reading.diagnostics.iter().filter(is_title).any(|said| said.at.start.line <= line && line <= said.at.end.line)
}

/// The first word that differs. Words at the head of a line that can be a label may be missing.
fn same(source: &[Word], found: &[Word]) -> Option<String> {
    let mut at = 0;
    for (place, word) in found.iter().enumerate() {
        while at < source.len() && source[at].text != word.text && is_label(&source[at]) {
            at += 1;
        }
        if source.get(at).is_none_or(|source| source.text != word.text) {
            let around = &found[place.saturating_sub(3)..found.len().min(place + 4)];
            let around: Vec<&str> = around.iter().map(|word| word.text.as_str()).collect();
            return Some(format!("{:?} should stand where `{}` is, in {around:?}", source.get(at), word.text));
        }
        at += 1;
    }
    source[at..].iter().find(|word| !is_label(word)).map(|word| format!("{word:?} is lost"))
}

/// So many faults at once tell enough.
const ENOUGH: usize = 12;

/// Reads an article made of pieces; where it breaks the law, leaves out pieces as long as it does so, and shows what is left.
fn check(mut pieces: Vec<String>, faults: &mut Vec<String>) {
    if faults.len() == ENOUGH || fault(pieces.concat().as_bytes()).is_none() {
        return;
    }
    let mut at = 0;
    while at < pieces.len() {
        let piece = pieces.remove(at);
        if fault(pieces.concat().as_bytes()).is_none() {
            pieces.insert(at, piece);
            at += 1;
        }
    }
    let text = pieces.concat();
    faults.push(format!("{text:?}: {}", fault(text.as_bytes()).unwrap_or_default()));
}

#[test]
fn no_word_is_lost_or_changed_in_random_articles() {
    let mut faults = Vec::new();
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    for _ in 0..3000 {
        let count = 1 + numbers.below(24);
        let mut pieces: Vec<String> = Vec::new();
        for _ in 0..count {
            match numbers.below(8) {
                0 => pieces.push(SPACES[numbers.below(SPACES.len())].to_owned()),
                1 => pieces.push(FRAMES[numbers.below(FRAMES.len())].to_owned()),
                _ => {
                    pieces.push(PIECES[numbers.below(PIECES.len())].to_owned());
                    pieces.push(["\n", "\n", "\n\n", "\n\n", "\n\n\n", " ", "\r\n", "\r"][numbers.below(8)].to_owned());
                }
            }
        }
        check(pieces, &mut faults);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The articles of the corpus that have no front matter, and the real one, where it is.
fn articles() -> Vec<String> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    for folder in ["tests/corpus", "tests/plain_text_scores", "../shared/articles"] {
        let Ok(entries) = std::fs::read_dir(root.join(folder)) else {
            println!("skipped: no {folder}");
            continue;
        };
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
        paths.sort();
        texts.extend(paths.iter().filter_map(|path| String::from_utf8(std::fs::read(path).unwrap()).ok()));
    }
    texts.retain(|text| !text.starts_with("---") && !text.starts_with('\u{feff}'));
    texts
}

#[test]
fn no_word_is_lost_or_changed_in_real_articles_that_were_mixed() {
    let texts = articles();
    let lines: Vec<&str> = texts.iter().flat_map(|text| text.split_inclusive('\n')).collect();
    let mut numbers = Numbers(99);
    let mut faults = Vec::new();
    for text in &texts {
        check(text.split_inclusive('\n').map(str::to_owned).collect(), &mut faults);
    }
    for _ in 0..1500 {
        let mut pieces = Vec::new();
        for _ in 0..1 + numbers.below(5) {
            let first = numbers.below(lines.len());
            let step = 1 + numbers.below(2);
            let count = 1 + numbers.below(12);
            pieces.extend(lines[first..].iter().step_by(step).take(count).map(|line| (*line).to_owned()));
            if numbers.below(3) == 0 {
                pieces.push(SPACES[numbers.below(SPACES.len())].to_owned());
            }
        }
        check(pieces, &mut faults);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Words for a value of front matter: none of them makes it another kind of value.
const VALUES: &[&str] =
    &["Ada", "Writer", "dose", "Ärztin", "薬", "no:", "#1", "½", "it's", "345 mg", "—", "[x]", "a\\b", "{y}", "& so"];

/// Lines of front matter, in YAML or TOML, and what they say by their keys.
fn front_matter(numbers: &mut Numbers) -> (String, Vec<(&'static str, String)>) {
    const KEYS: [&str; 9] =
        ["title", "subtitle", "description", "publisher", "version", "rights", "author", "phone", "certified-by"];
    let yaml = numbers.below(2) == 0;
    let (fence, between) = if yaml { ("---", ": ") } else { ("+++", " = ") };
    let end = ["\n", "\r\n"][numbers.below(2)];
    let mut said = Vec::new();
    let mut text = format!("{fence}{end}");
    for key in KEYS.into_iter().filter(|_| numbers.below(3) != 0).collect::<Vec<_>>() {
        let words: Vec<&str> = (0..1 + numbers.below(6)).map(|_| VALUES[numbers.below(VALUES.len())]).collect();
        let value = words.join(" ");
        let quoted = if yaml { value.replace('\'', "''") } else { value.replace('\\', "\\\\") };
        let mark = if yaml { '\'' } else { '"' };
        text.push_str(&format!("{key}{between}{mark}{quoted}{mark}{end}"));
        said.push((key, value));
    }
    (format!("{text}{fence}{end}"), said)
}

#[test]
fn front_matter_says_what_it_says_whatever_stands_below() {
    let mut numbers = Numbers(31);
    for _ in 0..1500 {
        let (head, said) = front_matter(&mut numbers);
        let mut below = String::from("\nThe first line of all\n\n");
        for _ in 0..numbers.below(8) {
            below.push_str(PIECES[numbers.below(PIECES.len())]);
            below.push_str(["\n", "\n\n"][numbers.below(2)]);
        }
        for form in [Form::PlainText, Form::Markdown] {
            let text = format!("{head}{below}");
            let neighbours = Neighbours::default();
            let reading = read(&Article { bytes: text.as_bytes(), form, stem: "article", neighbours: &neighbours });
            let meta = reading.draft.unwrap_or_else(|| panic!("nothing was read of {text:?}")).meta;
            for (key, value) in &said {
                let found = match *key {
                    "title" => Some(walk::text_of(&meta.title)),
                    "subtitle" => meta.subtitle.as_ref().map(ToString::to_string),
                    "description" => meta.description.as_ref().map(ToString::to_string),
                    "publisher" => meta.publisher.as_ref().map(ToString::to_string),
                    "version" => meta.version.as_ref().map(ToString::to_string),
                    "rights" => meta.rights.as_ref().map(ToString::to_string),
                    "phone" => meta.phone.as_ref().map(ToString::to_string),
                    "certified-by" => meta.certified_by.as_ref().map(ToString::to_string),
                    _ => meta.contributors.first().map(|someone| someone.name.to_string()),
                };
                // A title may have emphasis and links, so it is read as Markdown, where a stroke may stand for the next sign.
                assert_eq!(found.as_ref(), Some(value), "{key} in {text:?}");
            }
        }
    }
}
