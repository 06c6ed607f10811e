//! How well structure is found in text that nobody marked up: precision, recall and F1 of headings and of list items, and the
//! letters that went lost.
//!
//! A set is a folder of articles `NAME.txt`, each with what a careful reader finds in it beside it (`NAME.expected.json`: `title`,
//! `headings` and `items`, in reading order; no `items` where nobody looked for them). The standing set is
//! `tests/plain_text_scores/`, and its figures are a law. To measure on other texts, name a folder of such sets:
//!
//! ```text
//! QUATREFOIL_TEXT_SETS=/sets QUATREFOIL_TEXT_SHOW=1 cargo test --test reading plain_text_scores -- --nocapture
//! ```
//!
//! prints one line a set, and with `QUATREFOIL_TEXT_SHOW` every heading and item that was missed (`-`) or made up (`+`), and
//! why a heading was.

use icu_normalizer::ComposingNormalizerBorrowed;
use quatrefoil::diagnostic::{Diagnostic, SourceSpan};
use quatrefoil::read::{Article, Form, Neighbours, Reading, read};
use quatrefoil::tree::walk::{self, Visit};
use quatrefoil::tree::{Block, BlockKind, Body, Draft, Marker, Numbering};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a careful reader finds in an article.
#[derive(serde::Deserialize)]
struct Expected {
    #[serde(default)]
    title: String,
    headings: Vec<String>,
    #[serde(default)]
    items: Option<Vec<String>>,
}

/// What was looked for, what was found, and how much of it is the same.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    expected: usize,
    found: usize,
    same_expected: usize,
    same_found: usize,
}

/// So many headings below each other may be one that the other side wrote together (`CHAPTER I` and its name), no more.
const MOST_JOINED: usize = 3;

impl Score {
    fn precision(self) -> f64 {
        if self.found == 0 { 1.0 } else { self.same_found as f64 / self.found as f64 }
    }

    fn recall(self) -> f64 {
        if self.expected == 0 { 1.0 } else { self.same_expected as f64 / self.expected as f64 }
    }

    fn f1(self) -> f64 {
        let sum = self.precision() + self.recall();
        if sum == 0.0 { 0.0 } else { 2.0 * self.precision() * self.recall() / sum }
    }

    /// Counts what is the same in the same order, and shows what is not.
    fn add(&mut self, kind: &str, expected: &[String], found: &[String], shown: &mut Vec<String>) {
        let [left, right] = [expected, found].map(|list| list.iter().map(|words| folded(words)).collect::<Vec<_>>());
        // `best[i][j]`: how much is the same from the i-th expected and the j-th found one on.
        let mut best = vec![vec![0; right.len() + 1]; left.len() + 1];
        for i in (0..=left.len()).rev() {
            for j in (0..=right.len()).rev() {
                let skipped = best.get(i + 1).map_or(0, |row| row[j]).max(best[i].get(j + 1).copied().unwrap_or(0));
                let joined = joins(&left[i..], &right[j..]).map(|(a, b)| a + b + best[i + a][j + b]);
                best[i][j] = joined.max().unwrap_or(0).max(skipped);
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < left.len() || j < right.len() {
            let joined =
                joins(&left[i..], &right[j..]).find(|(a, b)| best[i][j] == a + b + best[i + a][j + b] && 0 < *a);
            match joined {
                Some((a, b)) => {
                    self.same_expected += a;
                    self.same_found += b;
                    (i, j) = (i + a, j + b);
                }
                None if i < left.len() && best[i][j] == best[i + 1][j] => {
                    shown.push(format!("   - {kind} {}", expected[i]));
                    i += 1;
                }
                None => {
                    shown.push(format!("   + {kind} {}", found[j]));
                    j += 1;
                }
            }
        }
        self.expected += expected.len();
        self.found += found.len();
    }
}

/// The ways in which one heading on one side is the same as one or more on the other.
fn joins<'a>(left: &'a [String], right: &'a [String]) -> impl Iterator<Item = (usize, usize)> + 'a {
    let same = |one: &[String], many: &[String], count: usize| {
        one.first().is_some_and(|one| count <= many.len() && *one == many[..count].concat())
    };
    let left_one = (1..=MOST_JOINED).filter(move |&count| same(left, right, count)).map(|count| (1, count));
    let right_one = (2..=MOST_JOINED).filter(move |&count| same(right, left, count)).map(|count| (count, 1));
    left_one.chain(right_one)
}

/// The figures of one set.
#[derive(Debug, Default)]
struct Figures {
    articles: usize,
    headings: Score,
    items: Score,
    letters_lost: usize,
}

/// A text with each letter and its accents as one character, as drafts have them.
fn composed(text: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc().normalize(text).into_owned()
}

/// Words as they compare: without case, punctuation and spaces.
fn folded(words: &str) -> String {
    composed(words).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn headings_of(body: &Body, list: &mut Vec<String>) {
    for section in &body.sections {
        list.push(walk::text_of(&section.title));
        headings_of(&section.body, list);
    }
}

/// The first words of each item, each item before those of the lists within it.
fn items_of(body: &Body) -> Vec<String> {
    let mut items = Vec::new();
    items_among(&body.blocks, &mut items);
    body.sections.iter().for_each(|section| items.extend(items_of(&section.body)));
    items
}

fn items_among(blocks: &[Block], items: &mut Vec<String>) {
    for block in blocks {
        match &block.kind {
            BlockKind::List(list) => {
                for item in &list.items {
                    items.push(match item.blocks.first().map(|block| &block.kind) {
                        Some(BlockKind::Paragraph(text)) => walk::text_of(text),
                        _ => String::new(),
                    });
                    items_among(&item.blocks, items);
                }
            }
            BlockKind::Quote(quoted) => items_among(quoted, items),
            _ => {}
        }
    }
}

/// Letters of the article that its draft has no more, whatever their order, each with how many. The signs `o` and `[x]` of an item are
/// none; the letters and numerals that count items are kept as their numbers; what was set aside as no part of a book, became a remark
/// about the article, or was its title once more, is told.
fn letters_lost(reading: &Reading, draft: &Draft) -> BTreeMap<char, i64> {
    const TOLD: [&str; 3] = ["set aside", "a remark about", "the title stands in the text again"];
    let mut count: BTreeMap<char, i64> = BTreeMap::new();
    // The article's own words stand between backticks.
    let own = |said: &Diagnostic| said.message.rsplit('`').next().unwrap_or_default().to_owned();
    let told = |said: &&Diagnostic| TOLD.iter().any(|what| own(said).contains(what));
    let aside: Vec<SourceSpan> = reading.diagnostics.iter().filter(told).map(|said| said.at).collect();
    for (number, line) in (1..).zip(composed(&reading.text).lines()) {
        if aside.iter().any(|span| span.start.line <= number && number <= span.end.line) {
            continue;
        }
        let words = line.trim_start();
        let words = words.strip_prefix("o ").or(words.strip_prefix("[x] ")).unwrap_or(words);
        words.chars().filter(|c| c.is_alphabetic()).for_each(|c| *count.entry(c).or_default() += 1);
    }
    // The head of a book is set aside, and with it the lines that gave its title and its people.
    let headed = reading.diagnostics.iter().any(|said| own(said).contains("set aside"));
    let mut kept = if headed { String::new() } else { walk::text_of(&draft.meta.title) };
    walk::body(&draft.body, &mut |visit| match visit {
        Visit::Inlines(inlines) => kept.push_str(&walk::text_of(inlines)),
        Visit::Block(Block { kind: BlockKind::List(list), .. }) => {
            if let Marker::Ordered { start, numbering } = list.marker {
                (start..).zip(&list.items).for_each(|(value, _)| kept.push_str(&label(numbering, value)));
            }
        }
        _ => {}
    });
    let meta = &draft.meta;
    kept.extend(meta.description.iter().map(|line| line.as_str()));
    kept.extend(meta.contributors.iter().filter(|_| !headed).map(|person| person.name.as_str()));
    composed(&kept).chars().filter(|c| c.is_alphabetic()).for_each(|c| *count.entry(c).or_default() -= 1);
    count.retain(|_, count| 0 < *count);
    count
}

/// The letters that count an item.
fn label(numbering: Numbering, value: u32) -> String {
    let letter = || char::from_u32(96 + value).map(String::from).unwrap_or_default();
    match numbering {
        Numbering::Decimal => String::new(),
        Numbering::LowerAlpha => letter(),
        Numbering::UpperAlpha => letter().to_uppercase(),
        Numbering::LowerRoman => roman(value),
        Numbering::UpperRoman => roman(value).to_uppercase(),
    }
}

fn roman(mut value: u32) -> String {
    let digits = [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let mut name = String::new();
    for (worth, digits) in digits {
        while worth <= value {
            name.push_str(digits);
            value -= worth;
        }
    }
    name
}

/// Says of each heading that was made up why it was taken for one.
fn explain(reading: &Reading, shown: &mut [String]) {
    let reasons: BTreeMap<String, &str> = reading
        .diagnostics
        .iter()
        .filter_map(|said| {
            let (_, rest) = said.message.split_once('`')?;
            let (words, reason) = rest.rsplit_once("` was taken for a heading: ")?;
            Some((folded(words), reason))
        })
        .collect();
    for line in shown {
        let Some(words) = line.strip_prefix("   + heading ") else { continue };
        let words = folded(words);
        let reason = reasons.iter().find(|(begin, _)| words.starts_with(begin.as_str())).map(|(_, reason)| *reason);
        if let Some(reason) = reason {
            line.push_str(&format!(" ({reason})"))
        }
    }
}

/// Measures one set; shows what was missed where `show` says so.
fn figures(set: &Path, show: bool) -> Figures {
    let mut figures = Figures::default();
    let entries = std::fs::read_dir(set).unwrap_or_else(|error| panic!("{}: {error}", set.display()));
    let mut texts: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    texts.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    texts.sort();
    for path in texts {
        let bytes = std::fs::read(&path).unwrap();
        let beside = std::fs::read(path.with_extension("expected.json")).unwrap();
        let expected: Expected = serde_json::from_slice(&beside).unwrap();
        let neighbours = Neighbours::default();
        let reading = read(&Article { bytes: &bytes, form: Form::PlainText, stem: "text", neighbours: &neighbours });
        let draft = reading.draft.clone().unwrap_or_else(|| panic!("{}: nothing was read", path.display()));
        let mut shown = Vec::new();
        let mut headings = Vec::new();
        headings_of(&draft.body, &mut headings);
        let title = folded(&walk::text_of(&draft.meta.title));
        // The title of a book stands among its headings or before them.
        let headings_expected: Vec<String> =
            expected.headings.iter().filter(|words| folded(words) != title).cloned().collect();
        if !expected.title.is_empty() && folded(&expected.title) != title {
            shown.push(format!("   - title {}", expected.title));
        }
        figures.headings.add("heading", &headings_expected, &headings, &mut shown);
        explain(&reading, &mut shown);
        if let Some(items) = &expected.items {
            figures.items.add("item", items, &items_of(&draft.body), &mut shown);
        }
        let letters = letters_lost(&reading, &draft);
        let lost = letters.values().sum::<i64>() as usize;
        if 0 < lost {
            shown.push(format!("   letters lost: {letters:?}"));
        }
        figures.letters_lost += lost;
        figures.articles += 1;
        if show && (!shown.is_empty() || 0 < lost) {
            println!("== {} ({lost} letters lost)\n{}", path.display(), shown.join("\n"));
        }
    }
    figures
}

fn print(name: &str, figures: &Figures) {
    let said = |score: Score| {
        let (precision, recall, f1) = (score.precision(), score.recall(), score.f1());
        format!(
            "P {precision:.3} R {recall:.3} F1 {f1:.3} ({} of {}, {} of {})",
            score.same_expected, score.expected, score.same_found, score.found
        )
    };
    println!(
        "{name:16} {:4} headings {}   items {}   letters lost {}",
        figures.articles,
        said(figures.headings),
        said(figures.items),
        figures.letters_lost
    );
}

#[test]
fn the_standing_set_is_read_as_a_careful_reader_reads_it() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/plain_text_scores"));
    let figures = figures(root, true);
    print("standing", &figures);
    assert!(9 < figures.articles);
    assert!(0.97 <= figures.headings.precision() && 0.97 <= figures.headings.recall(), "{:?}", figures.headings);
    assert!(0.98 <= figures.items.f1(), "{:?}", figures.items);
    assert_eq!(figures.letters_lost, 0);
}

#[test]
fn further_sets_are_measured() {
    let Some(root) = std::env::var_os("QUATREFOIL_TEXT_SETS") else {
        println!("skipped: QUATREFOIL_TEXT_SETS names no folder of sets");
        return;
    };
    let show = std::env::var_os("QUATREFOIL_TEXT_SHOW").is_some();
    let mut sets: Vec<PathBuf> = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    sets.retain(|path| path.is_dir());
    sets.sort();
    for set in sets {
        let figures = figures(&set, show);
        print(&set.file_name().unwrap().to_string_lossy(), &figures);
        assert!(0 < figures.articles, "{}: no articles", set.display());
    }
}
