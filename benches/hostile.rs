//! How long hostile articles take with all four editions made: `cargo bench --bench hostile`. Each kind is made at one, two, four and
//! eight times a size, so that the lines read as a doubling table: twice the size is to take about twice the time.
//!
//! `cargo bench --bench hostile -- links` makes one kind alone.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use quatrefoil::export::{EXPORTERS, Job};
use quatrefoil::layout::{Fonts, Pages};
use quatrefoil::picture::Pictures;
use quatrefoil::read::{Article, Form, Neighbours, read};
use quatrefoil::style::Style;
use std::sync::OnceLock;

/// That of the program.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// Makes all four editions of an article, as the program does. An article that is refused is read, and no more.
fn make(text: &[u8], form: Form) {
    let neighbours = Neighbours::default();
    let reading = read(&Article { bytes: text, form, stem: "article", neighbours: &neighbours });
    let Some(document) = reading.draft.and_then(|draft| draft.seal().ok()) else { return };
    let (style, pictures) = (Style::handout(), Pictures::new());
    let pages: OnceLock<Pages> = OnceLock::new();
    let job = Job::new(&document, &style, &pictures, Fonts::builtin(), "article", &pages);
    for exporter in EXPORTERS {
        let _ = black_box(exporter.export(job));
    }
}

fn repeat(bencher: Bencher<'_, '_>, part: &str, size: usize) {
    let text = format!("# Title\n\na{}\n", part.repeat(size / part.len()));
    let text = text.as_bytes();
    bencher.counter(BytesCount::of_slice(text)).bench_local(|| make(black_box(text), Form::Markdown));
}

/// One word, or one paragraph, of characters that join, combine, turn round or have no glyph: sizes in bytes.
#[divan::bench(
    args = [
        "\u{1f468}\u{200d}", "\u{1f1e9}\u{1f1ea}", "\u{e0067}", "\u{301}", "\u{301}\u{323}", "ผู้ป่วยควรดื่มน้ำ", "ຄົນເຈັບຄວນດື່ມນ້ຳ", "អ្នកជំងឺគួរតែ",
        "လူနာသည်ရေကို", "病人应该每天喝足够的水", "سلامعليكم", "שלום ", "a\u{202e}b\u{202c}", "a\u{2060}", "a\u{ad}", "a\u{200b}", "loremipsum",
        "https://a.b/", "1/", "ÿ",
    ],
    consts = [20_000, 40_000, 80_000, 160_000],
    sample_count = 1
)]
fn characters<const SIZE: usize>(bencher: Bencher<'_, '_>, part: &str) {
    repeat(bencher, part, SIZE);
}

/// Many pieces of one kind: sizes in pieces.
#[divan::bench(
    args = ["links", "notes", "headings", "numbered headings", "items", "paragraphs", "tables", "rows", "emphasis", "images", "anchors"],
    consts = [12_500, 25_000, 50_000, 100_000],
    sample_count = 1
)]
fn pieces<const COUNT: usize>(bencher: Bencher<'_, '_>, kind: &str) {
    let each = |part: &dyn Fn(usize) -> String| (0..COUNT).map(part).collect::<String>();
    let body = match kind {
        "links" => each(&|n| format!("[a{n}](https://example.org/{n}) ")),
        "notes" => each(&|n| format!("a[^{n}] ")) + "\n\n" + &each(&|n| format!("[^{n}]: Wash.\n\n")),
        "headings" => each(&|_| "## Wash\n\n".to_owned()),
        "numbered headings" => each(&|n| format!("## Wash {n}\n\n[Wash](#wash-{n})\n\n")),
        "items" => each(&|_| "- Wash\n".to_owned()),
        "paragraphs" => each(&|_| "Wash.\n\n".to_owned()),
        "tables" => each(&|_| "|a|\n|-|\n|b|\n\n".to_owned()),
        "rows" => format!("|a|b|\n|-|-|\n{}", each(&|_| "|1|2|\n".to_owned())),
        "emphasis" => each(&|_| "*a* ".to_owned()),
        "images" => each(&|n| format!("![a{n}](no{n}.png \"b\") ")),
        _ => each(&|n| format!("<a id=\"x{n}\"></a>a\n\n")),
    };
    let text = format!("# Title\n\n{body}\n");
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| make(black_box(text.as_bytes()), Form::Markdown));
}

/// One word or one paragraph over many pages: sizes in bytes.
#[divan::bench(args = ["a", "word ", "A word of its own. "], consts = [500_000, 1_000_000, 2_000_000, 4_000_000], sample_count = 1)]
fn long<const SIZE: usize>(bencher: Bencher<'_, '_>, part: &str) {
    repeat(bencher, part, SIZE);
}
