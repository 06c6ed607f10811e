//! How long the page takes, on one core: an article, and a book of 277 copies of it.
//!
//! `cargo bench --bench html` prints one line for each: kilobytes of page, milliseconds. It reads `hope-in-sight.txt` where it
//! stands beside the checkout, else the sample article.

use quatrefoil::export::{Exporter, Job, html::Html};
use quatrefoil::layout::Fonts;
use quatrefoil::picture::Pictures;
use quatrefoil::read::{Article, Form, Neighbours, read};
use quatrefoil::style::Style;
use quatrefoil::tree::{Document, Id, Section};
use std::sync::OnceLock;
use std::time::Instant;

const ARTICLES: [&str; 2] =
    ["../shared/articles/hope-in-sight.txt", "sources/living-with-metastatic-breast-cancer.txt"];

/// That of the program.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let (path, bytes) = ARTICLES
        .iter()
        .find_map(|path| Some((path, std::fs::read(path).ok()?)))
        .expect("the checkout holds the sample articles");
    let neighbours = Neighbours::default();
    let reading = read(&Article { bytes: &bytes, form: Form::PlainText, stem: "article", neighbours: &neighbours });
    let article = reading.draft.and_then(|draft| draft.seal().ok()).expect("the article can be read");
    println!("{path}");
    measure("article", &article, 200);
    measure("book", &book(&article, 277), 5);
}

/// The best of several runs: what the machine does besides is not ours.
fn measure(name: &str, document: &Document, runs: usize) {
    let style = Style::handout();
    let pictures = Pictures::new();
    let mut best = f64::INFINITY;
    let mut size = 0;
    for _ in 0..runs {
        let pages = OnceLock::new();
        let job = Job::new(document, &style, &pictures, Fonts::builtin(), "article", &pages);
        let start = Instant::now();
        let edition = Html.export(job).expect("a page can always be made");
        best = best.min(start.elapsed().as_secs_f64() * 1e3);
        size = edition.bytes.len();
    }
    println!("{name:8} {:7} kB {best:8.3} ms", size / 1000);
}

fn book(article: &Document, copies: usize) -> Document {
    let mut draft = article.clone().into_draft();
    let sections = std::mem::take(&mut draft.body.sections);
    for copy in 0..copies {
        draft.body.sections.extend(sections.iter().cloned().map(|section| numbered(section, copy)));
    }
    draft.seal().expect("copies with ids of their own have no flaw")
}

fn numbered(mut section: Section, copy: usize) -> Section {
    let id: String = section.id.as_str().chars().take(80).collect();
    section.id = Id::new(&format!("{id}-{copy}")).expect("an id with a number is one");
    let inner = std::mem::take(&mut section.body.sections);
    section.body.sections = inner.into_iter().map(|section| numbered(section, copy)).collect();
    section
}
