//! Each article of `tests/corpus` reads as the outline beside it says, and seals.
//!
//! `UPDATE_GOLDEN=1 cargo test --test reading golden` writes the outlines anew; read what changed before you commit it. An outline
//! that belongs to no article fails the run.

use quatrefoil::read::{Article, Form, Neighbours, read};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What links of the corpus can lead to.
fn neighbours() -> Neighbours {
    let stems = ["leaflets/eye-drops", "asthma"].map(str::to_owned);
    Neighbours { stems: Arc::new(stems.into()), folder: "leaflets".to_owned(), base_url: None, beside: String::new() }
}

fn form_of(path: &Path) -> Option<Form> {
    match path.extension()?.to_str()? {
        "md" => Some(Form::Markdown),
        "txt" => Some(Form::PlainText),
        "json" => Some(Form::Json),
        _ => None,
    }
}

#[test]
fn every_article_reads_as_its_golden_outline_says() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut files: Vec<PathBuf> = fs::read_dir(&corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut faults = Vec::new();
    let mut produced = BTreeSet::new();
    for path in &files {
        let Some(form) = form_of(path) else {
            continue;
        };
        let name = path.file_name().unwrap().to_str().unwrap();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let bytes = fs::read(path).unwrap();
        let reading = read(&Article { bytes: &bytes, form, stem, neighbours: &neighbours() });
        let found = crate::outline::of(name, &reading);
        if let Some(Err(flaws)) = reading.draft.map(|draft| draft.seal()) {
            faults.push(format!("{name} does not seal: {flaws:#?}"));
        }
        let golden = corpus.join(format!("{name}.golden"));
        if update {
            fs::write(&golden, &found).unwrap();
        } else if let Err(fault) = compare(&fs::read_to_string(&golden).unwrap_or_default(), &found) {
            faults.push(format!("{name}: {fault}"));
        }
        produced.insert(golden);
    }
    for path in files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "golden")) {
        if !produced.contains(path) {
            faults.push(format!("{} belongs to no article", path.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    assert!(!produced.is_empty(), "the corpus is empty");
}

/// The first line that differs, with both sides.
fn compare(golden: &str, found: &str) -> Result<(), String> {
    if golden == found {
        return Ok(());
    }
    let (mut expected, mut actual) = (golden.lines(), found.lines());
    for number in 1.. {
        match (expected.next(), actual.next()) {
            (None, None) => break,
            (one, other) if one == other => {}
            (one, other) => {
                let [one, other] = [one, other].map(|line| line.unwrap_or("(nothing)"));
                return Err(format!("line {number} of its outline\n  should be {one}\n  but is    {other}"));
            }
        }
    }
    Err("its outline differs in line ends".to_owned())
}
