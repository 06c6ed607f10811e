//! How long the handout takes, on one core: an article of a few pages, and books of ten to a thousand pages.
//!
//! `cargo bench --bench pdf` prints one line for each: pages, milliseconds of layout and of export, microseconds a page, size.
//! `cargo bench --bench pdf -- FILE…` takes articles instead. `benches/peers/pages.py` sets typst beside it.

use quatrefoil::export::{Exporter, Job, pdf::Pdf};
use quatrefoil::layout::{Fonts, Pages, lay_out};
use quatrefoil::picture::Pictures;
use quatrefoil::read::{Article, Form, Neighbours, read};
use quatrefoil::style::Style;
use quatrefoil::tree::Document;
use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

const WORDS: &str = "Your doctor may ask for a blood test before the treatment begins and again after 12 weeks because some medicines \
    change how the liver works and it is better to see this early than late most people notice nothing at all but if you feel \
    very tired lose your appetite or see that your skin turns yellow call the ward on 0800 123 456 at any hour of day or night";

/// That of the program.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let files: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    for file in &files {
        let path = Path::new(file);
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{file}: {error}"));
        let is_plain = path.extension().is_some_and(|extension| extension == "txt");
        measure(&document(&text, if is_plain { Form::PlainText } else { Form::Markdown }), 200);
    }
    if files.is_empty() {
        for (sections, runs) in [(9, 200), (32, 100), (320, 5), (960, 3), (3200, 1)] {
            measure(&document(&book(sections), Form::Markdown), runs);
        }
    }
}

fn document(text: &str, form: Form) -> Document {
    let neighbours = Neighbours::default();
    let reading = read(&Article { bytes: text.as_bytes(), form, stem: "book", neighbours: &neighbours });
    reading.draft.expect("an article with words").seal().expect("what a reader makes seals")
}

/// The mean of some runs, laid out first and exported then: the clock ticks too seldom for one run of a leaflet.
fn measure(document: &Document, runs: usize) {
    let (style, fonts, pictures) = (Style::handout(), Fonts::builtin(), Pictures::new());
    let each_of = |start: Duration| (clock() - start).as_secs_f64() * 1e3 / runs as f64;
    let start = clock();
    let mut laid_out: OnceLock<Pages> = OnceLock::new();
    for _ in 0..runs {
        laid_out = OnceLock::from(lay_out(document, &style, fonts, &pictures));
    }
    let layout = each_of(start);
    let (mut pages, mut size) = (0, 0);
    let start = clock();
    for _ in 0..runs {
        let job = Job::new(document, &style, &pictures, fonts, "book", &laid_out);
        let edition = Pdf.export(job).expect("an edition that holds its own check");
        (pages, size) = (edition.pages.unwrap_or_default(), edition.bytes.len());
    }
    let export = each_of(start);
    let each = (layout + export) * 1e3 / pages.max(1) as f64;
    println!(
        "{pages:5} pages: layout {layout:8.2} ms, export {export:8.2} ms, {each:6.0} µs a page, {:6} KB",
        size / 1024
    );
}

/// The time that this thread has had a core, where Linux tells it; elsewhere the time that has passed, for a machine at rest.
fn clock() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let told = told.and_then(|text| text.split(' ').next()?.parse().ok()).map(Duration::from_nanos);
    told.unwrap_or_else(|| START.get_or_init(Instant::now).elapsed())
}

/// A book in Markdown whose words are never the same twice in a row: sections of three paragraphs and a list.
fn book(sections: usize) -> String {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut state = 7usize;
    let mut sentence = |length: usize| {
        let picked = (0..length).map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            words[(state >> 33) % words.len()]
        });
        format!("{}.", picked.collect::<Vec<_>>().join(" "))
    };
    let mut text = String::from("# A book to measure\n\n");
    for _ in 0..sections {
        text += &format!("## {}\n\n", sentence(5).trim_end_matches('.'));
        for _ in 0..3 {
            text += &format!("{}\n\n", sentence(58));
        }
        for number in 1..=3 {
            text += &format!("{number}. {}\n", sentence(16));
        }
        text += "\n";
    }
    text
}
