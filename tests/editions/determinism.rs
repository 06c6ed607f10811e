//! The same bytes on one thread and on eight, today and tomorrow; and what a format is not made with makes no other bytes.

use crate::support::{articles, editions, trees};
use quatrefoil::export::{EXPORTERS, Exporter, Job};
use quatrefoil::layout::Fonts;
use quatrefoil::picture::Pictures;
use quatrefoil::style::Style;
use quatrefoil::tree::Document;
use rayon::prelude::*;
use std::sync::OnceLock;

#[test]
fn editions_are_the_same_on_one_thread_and_on_eight() {
    let mut shelf: Vec<_> = articles::articles().into_iter().map(|a| (a.name, a.document, a.pictures)).collect();
    for seed in 0..20 {
        let tree = trees::tree(seed);
        shelf.push((format!("seed {seed}"), tree.document, tree.pictures));
    }
    let style = Style::handout();
    let make = |threads: usize| -> Vec<(String, Vec<u8>)> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| {
            let work =
                shelf.par_iter().flat_map(|article| EXPORTERS.par_iter().map(move |exporter| (article, exporter)));
            work.map(|((name, document, pictures), exporter)| {
                let edition = editions::edition(exporter.name(), document, pictures, &style);
                (format!("{name}, {}", exporter.name()), edition.bytes)
            })
            .collect()
        })
    };
    let first = make(1);
    assert!(!first.is_empty());
    for threads in [8, 8] {
        for ((name, one), (_, other)) in first.iter().zip(make(threads)) {
            assert!(*one == other, "{name}: other bytes on {threads} threads");
        }
    }
}

/// A tree in which most kinds of block stand.
const RICH: u64 = 3;

/// The bytes of an edition, and whether it was laid out in pages for it.
fn made(exporter: &dyn Exporter, document: &Document, pictures: &Pictures, style: &Style) -> (Vec<u8>, bool) {
    let pages = OnceLock::new();
    let job = Job::new(document, style, pictures, Fonts::builtin(), "article", &pages);
    let bytes = exporter.export(job).expect("a tree of the tests can be shown").bytes;
    (bytes, pages.get().is_some())
}

/// The inputs of a format as a run compares them.
fn values(exporter: &dyn Exporter, style: &Style) -> Vec<u8> {
    serde_json::to_vec(&exporter.inputs().values(style)).expect("inputs can be written as JSON")
}

#[test]
fn a_style_of_the_same_values_makes_the_same_edition() {
    let documents: Vec<_> = [RICH, RICH + 1].map(trees::tree).into();
    let handout = Style::handout();
    let others = other_styles(&handout);
    // Most of the values can be changed so.
    assert!(others.len() > 120, "{} styles", others.len());
    let first: Vec<Vec<_>> = EXPORTERS
        .iter()
        .map(|exporter| {
            documents.iter().map(|tree| made(*exporter, &tree.document, &tree.pictures, &handout).0).collect()
        })
        .collect();
    others.par_iter().for_each(|(line, style)| {
        for (exporter, first) in EXPORTERS.iter().zip(&first) {
            if values(*exporter, style) != values(*exporter, &handout) {
                continue;
            }
            for (tree, first) in documents.iter().zip(first) {
                let (now, _) = made(*exporter, &tree.document, &tree.pictures, style);
                assert!(now == *first, "`{line}` changes {}, which does not name it among its values", exporter.name());
            }
        }
    });
}

#[test]
fn a_format_without_pictures_or_pages_asks_for_none() {
    let style = Style::handout();
    for seed in RICH..RICH + 10 {
        let tree = trees::tree(seed);
        for exporter in EXPORTERS {
            let (bytes, laid_out) = made(*exporter, &tree.document, &tree.pictures, &style);
            assert_eq!(laid_out, exporter.inputs().pages, "{}", exporter.name());
            let bare = made(*exporter, &tree.document, &Pictures::new(), &style).0;
            assert!(bare == bytes || exporter.inputs().pictures, "{} shows pictures", exporter.name());
        }
    }
}

/// For each value of the sheet another style in which it alone is different, as far as a value can be found that the sheet takes.
fn other_styles(handout: &Style) -> Vec<(String, Style)> {
    let sheet = std::fs::read_to_string("styles/handout.toml").expect("the checkout has its sheets");
    let (mut table, mut others) = (String::new(), Vec::new());
    for line in sheet.lines() {
        if line.starts_with('[') {
            table = line.split('#').next().unwrap_or_default().to_owned();
        }
        let Some((key, rest)) = line.split_once(" = ").filter(|(key, _)| !key.starts_with('#')) else { continue };
        let found = other_values(rest).into_iter().find_map(|value| {
            let text = format!("{table}\n{key} = {value}\n");
            Some((text.trim().replace('\n', " "), Style::parse(&text).ok().filter(|style| style != handout)?))
        });
        others.extend(found);
    }
    others
}

/// Values that may stand in the place of one: another number, the other truth, each word of the remark behind it.
fn other_values(rest: &str) -> Vec<String> {
    let (value, remark) = rest.split_once("  #").unwrap_or((rest, ""));
    let value = value.trim();
    let mut others: Vec<String> = match value {
        "true" => vec!["false".to_owned()],
        "false" => vec!["true".to_owned()],
        _ => Vec::new(),
    };
    let digits = value.find(|c: char| c.is_ascii_digit()).filter(|_| !value.contains('#'));
    if let Some(start) = digits {
        let length = value[start..].find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(value.len() - start);
        let number: f64 = value[start..start + length].parse().unwrap_or_default();
        let put = |number: String| format!("{}{number}{}", &value[..start], &value[start + length..]);
        others
            .extend([number + 1.0, number * 1.01, number * 0.99, number - 1.0].map(|number| put(format!("{number}"))));
    }
    if let Some(colour) = value.strip_prefix("\"#").and_then(|rest| rest.strip_suffix('"')) {
        others.extend(["0", "1", "F"].map(|digit| format!("\"#{}{digit}\"", &colour[..colour.len() - 1])));
    }
    let words = remark.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
    others.extend(words.map(|word| format!("\"{word}\"")));
    others
}
