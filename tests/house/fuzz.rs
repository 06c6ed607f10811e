//! The seeded run: hostile variants of the articles and pictures at hand through every target of `fuzz/targets.rs`, on stable Rust.
//!
//! Without an order it tries the same few cases each time. `QUATREFOIL_FUZZ_SECONDS=120` goes on for so long, and then says which
//! cases took more than [`SLOW`] of a core, too. A case has its bytes from the seed and its number alone: a finding says
//! `QUATREFOIL_FUZZ_CASE=svg:1234`, which tries it again and makes it smaller; its bytes lie in `target/fuzz`.

use crate::support::leaves::{Leaf, assert_same, epub, html, pdf, tree};
use crate::support::random::Random;
use crate::targets::{self, Target};
use quatrefoil::picture::Pictures;
use quatrefoil::style::Style;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The targets of `fuzz/targets.rs`, and one that the extractors of the tests are needed for.
fn all() -> impl Iterator<Item = (&'static str, Target)> {
    targets::TARGETS.iter().copied().chain([("leaves", leaves as Target)])
}

/// The law of `tests/editions/four_leaves.rs` for page, book and handout: what the document says is what they say.
fn leaves(bytes: &[u8]) {
    let Some(document) = targets::article(bytes) else { return };
    let style = Style::handout();
    let made = |format| crate::support::editions::try_edition(format, &document, &Pictures::new(), &style).ok();
    if let Some(page) = made("html") {
        assert_same("html", &tree::leaves(&document), &html::leaves(&page.bytes));
    }
    if let Some(book) = made("epub") {
        assert_same("epub", &tree::leaves(&document), &epub::leaves(&book.bytes));
    }
    if let Some(handout) = made("pdf") {
        // Several terms of one meaning share a label, whose pieces stand on lines of their own without a space.
        let joined = |leaves: Vec<Leaf>| -> Vec<Leaf> {
            let joined = |leaf| match leaf {
                Leaf::Term(words) => Leaf::Term(words.replace(' ', "")),
                other => other,
            };
            leaves.into_iter().map(joined).collect()
        };
        assert_same("pdf", &joined(tree::leaves_on_paper(&document)), &joined(pdf::leaves(&handout.bytes)));
    }
}

/// Cases of each target without an order: some seconds in a build that nothing makes faster.
const FEW: u64 = 12;
/// The stack of a thread that works on articles in the program.
const STACK: usize = 2 << 20;
/// No case is larger. What is slow at a size of megabytes is found by `fuzz/hostile.py`.
const LARGEST: usize = 24 << 10;
/// Time on a core that no case of [`LARGEST`] bytes needs.
const SLOW: Duration = Duration::from_secs(10);
/// So many findings are enough for one run.
const ENOUGH: usize = 30;

#[test]
fn hostile_input_breaks_no_law() {
    let seed = order("QUATREFOIL_FUZZ_SEED").map_or(13, |seed| seed.parse().expect("a number"));
    let seeds = Seeds::find();
    if let Some(case) = order("QUATREFOIL_FUZZ_CASE") {
        return again(seed, &seeds, &case);
    }
    let seconds = order("QUATREFOIL_FUZZ_SECONDS").map(|seconds| seconds.parse().expect("a number of seconds"));
    let end = seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let only = order("QUATREFOIL_FUZZ_TARGET");
    let chosen: Vec<_> = all().filter(|(name, _)| only.as_ref().is_none_or(|only| only == name)).collect();
    let (next, findings) = (AtomicU64::new(0), Mutex::new(Vec::new()));
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let count = next.fetch_add(1, Ordering::Relaxed);
                    let is_over = end.map_or(count >= FEW * chosen.len() as u64, |end| Instant::now() >= end);
                    if is_over || findings.lock().expect("no thread panics").len() >= ENOUGH {
                        return;
                    }
                    let (name, target) = chosen[count as usize % chosen.len()];
                    let number = count / chosen.len() as u64;
                    let bytes = seeds.case(seed, name, number);
                    if let Some(what) = fault(name, target, number, &bytes, end.is_some()) {
                        let finding = finding(seed, name, number, &bytes, &what);
                        findings.lock().expect("no thread panics").push(finding);
                    }
                }
            });
        }
    });
    println!("seed {seed}: {} cases", next.into_inner());
    let findings = findings.into_inner().expect("no thread panics");
    assert!(findings.is_empty(), "{} findings:\n{}", findings.len(), findings.join("\n"));
}

fn order(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Why a case is a finding. Time counts only where the run was ordered to look for it.
fn fault(name: &str, target: Target, number: u64, bytes: &[u8], times: bool) -> Option<String> {
    let owned = bytes.to_vec();
    // A stack that runs over ends the whole process; what Rust then says names the thread, and so the case.
    let thread = std::thread::Builder::new().name(format!("{name}:{number}")).stack_size(STACK);
    let worker = thread.spawn(move || {
        let began = processor_time();
        target(&owned);
        processor_time().saturating_sub(began)
    });
    match worker.expect("a thread can be had").join() {
        Ok(took) if times && took > SLOW => Some(format!("it took {} s of a core", took.as_secs())),
        Ok(_) => None,
        Err(panic) => {
            let words = panic.downcast_ref::<String>().cloned();
            Some(words.or_else(|| panic.downcast_ref::<&str>().map(|words| (*words).to_owned())).unwrap_or_default())
        }
    }
}

/// What this thread used of a core until now; nothing where the system does not tell.
fn processor_time() -> Duration {
    let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(told.split(' ').next().and_then(|nanoseconds| nanoseconds.parse().ok()).unwrap_or(0))
}

/// What is said of a finding, whose bytes are kept.
fn finding(seed: u64, name: &str, number: u64, bytes: &[u8], what: &str) -> String {
    let folder = Path::new("target/fuzz");
    let file = folder.join(format!("{name}-{seed}-{number}"));
    let kept = fs::create_dir_all(folder).and_then(|()| fs::write(&file, bytes));
    let what: String = what.chars().take(300).collect();
    let place = if kept.is_ok() { file.display().to_string() } else { "kept nowhere".to_owned() };
    format!("QUATREFOIL_FUZZ_SEED={seed} QUATREFOIL_FUZZ_CASE={name}:{number} ({} bytes, {place}): {what}", bytes.len())
}

/// Tries one case again, and again with less and less of it as long as it fails.
fn again(seed: u64, seeds: &Seeds, case: &str) {
    let (name, number) = case.split_once(':').expect("a target and a number, such as `svg:1234`");
    let (_, target) = all().find(|(known, _)| *known == name).expect("the name of a target");
    let number = number.parse().expect("a number");
    let mut bytes = seeds.case(seed, name, number);
    println!("{}", finding(seed, name, number, &bytes, "as it was made"));
    let Some(mut what) = fault(name, target, number, &bytes, true) else { return };
    let mut part = bytes.len() / 2;
    while part > 0 {
        let mut at = 0;
        while at < bytes.len() {
            let rest = [&bytes[..at], &bytes[(at + part).min(bytes.len())..]].concat();
            match fault(name, target, number, &rest, true) {
                Some(now) => (bytes, what) = (rest, now),
                None => at += part,
            }
        }
        part /= 2;
    }
    panic!("{what}\n{} bytes: {:?}", bytes.len(), String::from_utf8_lossy(&bytes));
}

/// The files at hand by their extension, in the order of their paths.
struct Seeds(BTreeMap<String, Vec<Vec<u8>>>);

impl Seeds {
    fn find() -> Seeds {
        let mut paths = Vec::new();
        for folder in ["tests/corpus", "sources", "styles", "../shared/articles", "../shared/cases"] {
            find(Path::new(folder), &mut paths);
        }
        paths.sort();
        let mut seeds = Seeds(BTreeMap::new());
        for path in paths {
            let Some(extension) = path.extension().and_then(|extension| extension.to_str()) else { continue };
            let Ok(bytes) = fs::read(&path) else { continue };
            seeds.0.entry(extension.to_owned()).or_default().push(bytes);
        }
        seeds.0.entry("jpg".to_owned()).or_default().push(jpeg());
        seeds
    }

    /// The bytes of a case.
    fn case(&self, seed: u64, name: &str, number: u64) -> Vec<u8> {
        let place = all().position(|(known, _)| known == name).expect("a target") as u64;
        let mut random = Random::new(seed ^ place << 56 ^ number << 8);
        let extensions: &[&str] = match name {
            "plain_text" | "charset" => &["txt", "txt", "md"],
            "tree_json" => &["json"],
            "png" => &["png"],
            "jpeg" => &["jpg"],
            "svg" => &["svg"],
            "style" => &["toml"],
            "seal" => &[],
            "editions" | "leaves" => &["md", "md", "txt", "json"],
            _ => &["md"],
        };
        let Some(known) = extensions.get(random.below(extensions.len().max(1))).and_then(|kind| self.0.get(*kind))
        else {
            return (0..4 + 4 * random.below(12)).map(|_| random.below(256) as u8).collect();
        };
        let one = &known[random.below(known.len())];
        let other = &known[random.below(known.len())];
        let mut bytes = match name {
            "front_matter" => head_of(one).to_vec(),
            // A part of a long article is tried more often than the whole.
            "png" | "jpeg" | "tree_json" => one.clone(),
            _ => part_of(one, &mut random).to_vec(),
        };
        let changes = 1 << random.below(6);
        for _ in 0..1 + random.below(changes) {
            change(&mut bytes, other, dictionary(name), &mut random);
        }
        bytes.truncate(LARGEST.max(one.len()));
        bytes
    }
}

fn find(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { find(&path, paths) } else { paths.push(path) }
    }
}

/// The lines of an article's front matter; those of an article that has none are a title.
fn head_of(article: &[u8]) -> &[u8] {
    let text = std::str::from_utf8(article).unwrap_or_default();
    let inside = text.strip_prefix("---\n").and_then(|rest| rest.split("\n---").next());
    inside.map_or(b"title: Eye drops\nlang: en\n", str::as_bytes)
}

/// Some lines of a file, or all of a short one.
fn part_of<'b>(bytes: &'b [u8], random: &mut Random) -> &'b [u8] {
    let length = 256 << random.below(6);
    if bytes.len() <= length {
        return bytes;
    }
    let at = random.below(bytes.len() - length);
    let start = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    &bytes[start..at + length]
}

/// The smallest file that is taken for a JPEG: there is none among the articles.
fn jpeg() -> Vec<u8> {
    let mut bytes = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x02\x01\0\x48\0\x48\0\0\xff\xdb\0\x43\0".to_vec();
    bytes.extend([1; 64]);
    bytes.extend(b"\xff\xc0\0\x11\x08\0\x0a\0\x0a\x03\x01\x11\0\x02\x11\0\x03\x11\0\xff\xc4\0\x14\0\x01");
    bytes.extend([0; 16]);
    bytes.extend(b"\xff\xda\0\x0c\x03\x01\0\x02\0\x03\0\0\x3f\0\x55\x55\x55\xff\xd9");
    bytes
}

/// One change: a hostile word, a few bits, a cut, a repeat, or something of another file.
fn change(bytes: &mut Vec<u8>, other: &[u8], words: &[&[u8]], random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    let length = random.pick(&[1, 2, 8, 40, 200, 1000]).min(bytes.len() - at);
    let stretch = at..at + length;
    match random.below(7) {
        0 | 1 => {
            let word = words[random.below(words.len())];
            bytes.splice(at..at, word.repeat(random.pick(&[1, 1, 1, 2, 9, 300])));
        }
        2 if length > 0 => bytes[at] ^= 1 << random.below(8),
        3 => drop(bytes.drain(stretch)),
        4 if bytes.len() < LARGEST => {
            let again = bytes[stretch].repeat(random.pick(&[1, 2, 30]));
            bytes.splice(at..at, again);
        }
        5 if !other.is_empty() => {
            let from = random.below(other.len());
            let word = &other[from..other.len().min(from + length)];
            bytes.splice(at..at, word.iter().copied());
        }
        _ => {
            let word = words[random.below(words.len())];
            bytes.splice(stretch, word.iter().copied());
        }
    }
}

/// The hostile words of a target.
fn dictionary(name: &str) -> &'static [&'static [u8]] {
    match name {
        "tree_json" => JSON,
        "png" | "jpeg" => BINARY,
        "svg" => DRAWING,
        "front_matter" | "style" => SHEET,
        _ => ARTICLE,
    }
}

#[rustfmt::skip]
const ARTICLE: &[&[u8]] = &[
    b"<pre>", b"</pre>", b"<pre>a\n\n\n b</pre>", b"|", b"|a|b|\n|-|-|\n|c|d|\n", b"\xe2\x80\x8d", b"\xc2\xa0", b"\0", b"\x80", b"\x96", b"\x9f", b"\xc2\x96",
    b"&#150;", b"&#0;", b"&#x200d;", b"&amp;", b"&nbsp;", b"&", b"[^1]", b"[^1]: a\n", b"\n[^1]: ", b":::", b"::: tip\n", b"```", b"~~~\n", b"\n\n", b"\n", b"\r", b"\r\n",
    b"\t", b"\x0c", b"    ", b"  \n", b"\\", b"*", b"**", b"_", b"`", b"~~", b"[", b"](", b"![](a.png)", b"[a](#b)", b"[a][b]", b"<", b"</", b"<b>", b"</b>", b"<i><b></i>",
    b"<table><tr><td>", b"<td rowspan=3 colspan=2>", b"</table>", b"<ul><li>", b"</ul>", b"<dl><dt>a<dd>", b"<h2>", b"<h6>a</h6>", b"<br>", b"<div>\n\n", b"</div>", b"<p>", b"<!--", b"-->",
    b"<script>", b"<details><summary>a", b"<sup>", b"<img src=a alt=' '>", b"<a id='q-1'></a>", b"# ", b"###### a\n", b"a\n===\n", b"---\n", b"---\ntitle: a\n---\n", b"> ", b"> [!NOTE]\n> ",
    b"- ", b"1. ", b"999999999. ", b"- [ ] ", b"\xe2\x80\xa2 ", b"(a) ", b"iv. ", b"CHAPTER I\n\n", b"\n: a\n", b"https://a.b/c", b"a@b.c", b"{#a .b}", b"$$", b"==", b"[[a]]",
    b"\xcc\x81", b"e\xcc\x81", b"\xe1\x84\x80", b"\xe2\x80\xae", b"\xe2\x81\xa7", b"\xef\xbb\xbf", b"\xef\xbf\xbe", b"\xed\xa0\x80", b"\xf0\x9f\x91\x81\xef\xb8\x8f", b"\xf0\x9f\x87\xa6", b"\xd7\x90\xd7\x91",
    b"\xd8\xa8", b"\xe0\xb8\x81", b"\xe6\xbc\xa2", b"\xf3\xa0\x81\xa1", b"\xc2\xad", b"\xe2\x81\xa0", b"\xe2\x80\xa8", b"\xc2\x85", b"345 mg", b"12 May 2026", b"10:30", b"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
];
#[rustfmt::skip]
const JSON: &[&[u8]] = &[
    b"{", b"}", b"[", b"]", b"\"", b",", b":", b"null", b"true", b"0", b"-1", b"1e9", b"4294967296", b"\"\"", b"\" \"", b"\"a\"", b"\"\\u0096\"", b"\"\\u200d\"", b"\"\\ud800\"", b"\\u00a0",
    b"{\"text\":\"a\"}", b"{\"note\":1}", b"{\"paragraph\":[{\"text\":\"a\"}]}", b"\"rule\"", b"{\"emphasis\":[", b"\"text\"", b"\\n", b"\xe2\x80\x8d",
];
#[rustfmt::skip]
const BINARY: &[&[u8]] = &[
    b"\0", b"\xff", b"\0\0\0\0", b"\xff\xff\xff\xff", b"\0\0\0\x01", b"\xff\xd8", b"\xff\xd9", b"\xff\xda\0\x02", b"\xff\xc0", b"\xff\xe1\0\x02", b"Exif\0\0MM\0*\0\0\0\x08", b"Exif\0\0II*\0\x08\0\0\0",
    b"IDAT", b"IHDR", b"PLTE", b"tRNS", b"iCCP", b"pHYs", b"IEND", b"acTL", b"\x78\x9c",
];
#[rustfmt::skip]
const DRAWING: &[&[u8]] = &[
    b"<g>", b"</g>", b"<use href=\"#a\"/>", b" id=\"a\"", b" fill=\"url(#a)\"", b" clip-path=\"url(#a)\"", b" mask=\"url(#a)\"", b" filter=\"url(#a)\"", b" marker-mid=\"url(#a)\"",
    b"<clipPath id=\"a\">", b"</clipPath>", b"<mask id=\"a\">", b"</mask>", b"<pattern id=\"a\" width=\"1\" height=\"1\">", b"</pattern>", b"<filter id=\"a\"><feFlood/></filter>", b"<marker id=\"a\">", b"</marker>",
    b"<text>a</text>", b"<text>\xe2\x80\x8d\xcc\x81</text>", b"<tspan>", b"</tspan>", b"<style>*{fill:url(#a)}</style>", b"<linearGradient id=\"a\" href=\"#a\"/>", b"<symbol id=\"a\">", b"</symbol>", b"<switch>", b"</switch>",
    b"<rect width=\"9\" height=\"9\"/>", b" transform=\"scale(0)\"", b" transform=\"matrix(1e38 0 0 1e38 0 0)\"", b" stroke-dasharray=\"0.001\" stroke=\"#000\"", b" opacity=\"0.5\"", b" width=\"1e9\"", b" width=\"0\"", b" viewBox=\"0 0 0 0\"",
    b"1e38", b"-1", b"nan", b"M0 0L1 1", b"A1 1 0 1 1 2 2", b"<image href=\"data:image/png;base64,AA\"/>", b"<!DOCTYPE svg [<!ENTITY a \"b\">]>", b"&a;", b"<![CDATA[", b"]]>", b"\"", b"'", b"<", b">", b"/>",
];
#[rustfmt::skip]
const SHEET: &[&[u8]] = &[
    b"\n", b": ", b" = ", b"\"", b"'", b"[", b"]", b"{", b"}", b"- ", b"  ", b"\t", b"#", b"&a ", b"*a", b"<<: ", b"|\n", b">\n", b"---\n", b"+++\n", b"...\n", b"!!binary ", b"\\u0096", b"\\u200d", b"\0", b"\xc2\x96", b"\xe2\x80\x8d",
    b"title: ", b"title = ", b"lang: ", b"author: ", b"authors:\n  - name: ", b"date: ", b"reviewed: ", b"cover: ", b"identifier: ", b"canonical: ", b"rights: ", b"series: ", b"2026-02-31", b"2026-13", b"0000", b"-1", b"1e30", b"nan", b"inf",
    b"0 pt", b"-1 pt", b"1e9 pt", b"0.001 em", b"999 em", b"true", b"null", b"~", b"\"\"", b"en", b"he", b"x-a",
];
