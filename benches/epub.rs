//! How long it takes to bind a book, its pages laid out already: the leaflet of a few pages that most articles are, and a book of
//! three megabytes made of it. And how long book and web page of a leaflet take together, with the layout that the book's list of
//! pages is read from.
//!
//! `../shared/articles/hope-in-sight.txt` beside the checkout is bound where it is there, else an article of `sources/`.

use divan::{Bencher, black_box};
use quatrefoil::export::{Exporter, Job, epub::Epub, html::Html};
use quatrefoil::layout::{Fonts, Pages};
use quatrefoil::picture::Pictures;
use quatrefoil::read::{Article, Form, Neighbours, read};
use quatrefoil::style::Style;
use quatrefoil::tree::Document;
use std::sync::OnceLock;

/// That of the program.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// The article as often as is asked for, each time with headings of its own.
fn document(copies: usize) -> Document {
    let paths = ["../shared/articles/hope-in-sight.txt", "sources/living-with-metastatic-breast-cancer.txt"];
    let text = paths.iter().find_map(|path| std::fs::read_to_string(path).ok()).expect("`sources` holds an article");
    let book: Vec<String> = (1..=copies).map(|copy| text.replace("What is", &format!("{copy}. What is"))).collect();
    let bytes = book.join("\n\n").into_bytes();
    let neighbours = Neighbours::default();
    let article = Article { bytes: &bytes, form: Form::PlainText, stem: "book", neighbours: &neighbours };
    read(&article).draft.expect("the article has words").seal().expect("readers give whole drafts")
}

fn bind(bencher: Bencher<'_, '_>, copies: usize) {
    let (document, style, pictures) = (document(copies), Style::handout(), Pictures::new());
    let pages: OnceLock<Pages> = OnceLock::new();
    let job = Job::new(&document, &style, &pictures, Fonts::builtin(), "book", &pages);
    job.pages();
    bencher.bench_local(|| black_box(Epub.export(job).expect("the article can be bound")));
}

#[divan::bench]
fn leaflet(bencher: Bencher<'_, '_>) {
    bind(bencher, 1);
}

#[divan::bench]
fn leaflet_with_its_page_and_layout(bencher: Bencher<'_, '_>) {
    let (document, style, pictures) = (document(1), Style::handout(), Pictures::new());
    bencher.bench_local(|| {
        let pages: OnceLock<Pages> = OnceLock::new();
        let job = Job::new(&document, &style, &pictures, Fonts::builtin(), "book", &pages);
        let book = Epub.export(job).expect("the article can be bound");
        let page = Html.export(job).expect("a page can always be made");
        black_box((book, page))
    });
}

#[divan::bench(sample_count = 10)]
fn book_of_three_megabytes(bencher: Bencher<'_, '_>) {
    bind(bencher, 277);
}
