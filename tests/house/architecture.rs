//! The house as `src/lib.rs` draws it: what each folder must not know, where each dependency lives, how files look.

use crate::imports::Imports;
use std::path::{Path, PathBuf};

/// A source file without its comments and its tests.
struct Source {
    /// From `src/` on, with `/`.
    path: String,
    text: String,
    /// Lines of code, comments dropped, up to the first test module.
    code: String,
}

fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    find(Path::new("src"), &mut paths);
    // Laws are tests that fill a file of their own.
    paths.retain(|path| !path.ends_with("laws.rs"));
    paths.sort();
    paths.iter().map(|path| source(path)).collect()
}

fn source(path: &Path) -> Source {
    let text = std::fs::read_to_string(path).expect("a source file is UTF-8");
    let code: Vec<&str> = text
        .lines()
        .take_while(|line| !line.starts_with("#[cfg(test)]"))
        .map(|line| line.find("//").filter(|at| !line[..*at].contains('"')).map_or(line, |at| &line[..at]))
        .collect();
    let path = path.strip_prefix("src").expect("below src").to_str().expect("UTF-8").replace('\\', "/");
    Source { path, code: code.join("\n"), text }
}

fn find(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            find(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

/// Whether code names a path: `std::fs`, or `fs` in a group that begins with `std`.
fn names(code: &str, path: &str) -> bool {
    let starts = |at: usize| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
    let ends = |at: usize| !code[at..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
    code.match_indices(path).any(|(at, _)| starts(at) && ends(at + path.len()))
}

/// A folder and the names that it must not use.
const UNKNOWN: &[(&str, &[&str])] = &[
    ("diagnostic/", &["crate::tree", "crate::read", "crate::style", "crate::layout", "crate::export", "crate::batch"]),
    (
        "tree/",
        &[
            "crate::text",
            "crate::read",
            "crate::style",
            "crate::layout",
            "crate::export",
            "crate::batch",
            "crate::picture",
        ],
    ),
    ("text/", &["crate::read", "crate::style", "crate::layout", "crate::export", "crate::batch", "crate::picture"]),
    ("picture/", &["crate::read", "crate::style", "crate::layout", "crate::export", "crate::batch"]),
    ("style/", &["crate::read", "crate::layout", "crate::export", "crate::batch"]),
    ("read/", &["crate::style", "crate::layout", "crate::export", "crate::batch"]),
    ("layout/", &["crate::read", "crate::export", "crate::batch", "printpdf", "lopdf"]),
    ("export/", &["crate::read", "crate::batch"]),
    ("library/", &["crate::cli", "crate::batch"]),
];

#[test]
fn each_folder_knows_only_what_stands_above_it() {
    for source in sources() {
        for (folder, unknown) in UNKNOWN {
            for path in *unknown {
                let breaks = source.path.starts_with(folder) && names(&source.code, path);
                assert!(!breaks, "src/{} names {path}", source.path);
            }
        }
    }
}

/// The rooms of the house, the lowest first: each imports only from itself and from those before it.
const ORDER: &[&str] = &[
    "diagnostic/",
    "limits.rs",
    "shard.rs",
    "tree/",
    "text/",
    "picture/",
    "style/",
    "read/",
    "layout/",
    "export/",
    "library/",
    "cli.rs",
    "batch/files/",
    "batch/threads/",
    "batch/source_article.rs",
    "batch/state/",
    "batch/outcome/",
    "batch/report/",
    "batch/config/",
    "batch/shelf/",
    "batch/make/",
    "batch/serve/",
    "batch/watch/",
    "batch/commands/",
    "batch/mod.rs",
    "lib.rs",
    "main.rs",
];

/// Rooms whose files still import each other in circles. The list only shrinks: an entry that is not needed any more fails too.
const CIRCLES_LEFT: &[&[&str]] = &[&["read/plain_text/"]];

fn imports() -> Imports {
    let sources = sources();
    Imports::of(sources.iter().map(|source| (source.path.as_str(), source.code.as_str())))
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let imports = imports();
    let circles = imports.circles();
    let is_left = |rooms: &[&str], circle: &[&str]| circle.iter().all(|file| rooms.iter().any(|r| file.starts_with(r)));
    for circle in &circles {
        let known = CIRCLES_LEFT.iter().any(|rooms| is_left(rooms, circle));
        assert!(known, "files import each other in a circle:{}", imports.drawn(circle));
    }
    for rooms in CIRCLES_LEFT {
        let needed = circles.iter().any(|circle| is_left(rooms, circle));
        assert!(needed, "{rooms:?} has no circle any more: take it out of CIRCLES_LEFT");
    }
}

#[test]
fn no_arrow_runs_up_the_house() {
    let imports = imports();
    for file in imports.arrows.keys() {
        assert!(ORDER.iter().any(|room| file.starts_with(room)), "src/{file} stands in no room of ORDER");
    }
    let up: Vec<String> = imports.arrows_up(ORDER).iter().map(|(from, to)| format!("{from} imports {to}")).collect();
    assert!(up.is_empty(), "imports of a room above: {up:#?}");
}

#[test]
fn only_batch_touches_the_world() {
    let world = [
        "std::fs",
        "std::env",
        "std::net::Tcp",
        "std::net::Udp",
        "std::process",
        "std::thread",
        "std::time",
        "SystemTime",
        "Instant::now",
    ];
    for source in sources() {
        let may = source.path.starts_with("batch/") || ["main.rs", "cli.rs"].contains(&source.path.as_str());
        for path in world.iter().filter(|_| !may) {
            assert!(!names(&source.code, path), "src/{} names {path}", source.path);
        }
        // The words that were shaped are looked up by key; where all are gone through, their order says nothing.
        let may = may || ["layout/shape.rs", "layout/memory.rs"].contains(&source.path.as_str());
        let hashed = ["HashMap", "HashSet", "RandomState"].iter().find(|path| !may && names(&source.code, path));
        assert!(hashed.is_none(), "src/{} names {}: its order is random", source.path, hashed.unwrap_or(&""));
    }
}

/// Crates that reach out to the network. None of them is among the dependencies, or among theirs.
const CLIENTS: [&str; 12] = [
    "attohttpc",
    "curl",
    "h2",
    "hickory-resolver",
    "hyper",
    "isahc",
    "minreq",
    "native-tls",
    "quinn",
    "reqwest",
    "ureq",
    "rustls",
];

#[test]
fn nothing_reaches_out_to_the_network() {
    for source in sources() {
        // The local preview is asked, by this machine alone; nobody asks.
        let is_asked = source.path.starts_with("batch/serve/");
        for word in ["TcpStream", "TcpListener"].iter().filter(|_| !is_asked) {
            assert!(!names(&source.code, word), "src/{} names {word}", source.path);
        }
        for word in ["UdpSocket", "UnixStream", "UnixListener", "ToSocketAddrs", "UNSPECIFIED"] {
            assert!(!names(&source.code, word), "src/{} names {word}", source.path);
        }
        for call in ["::connect(", "connect_timeout(", ".connect("] {
            assert!(!source.code.contains(call), "src/{} calls {call}", source.path);
        }
        for (at, _) in source.code.match_indices("TcpListener::bind(") {
            let bound = &source.code[at..];
            assert!(
                bound.starts_with("TcpListener::bind((Ipv4Addr::LOCALHOST, "),
                "src/{} listens to all",
                source.path
            );
        }
    }
    let lock = std::fs::read_to_string("Cargo.lock").expect("the checkout has a lock file");
    for client in CLIENTS {
        assert!(!lock.contains(&format!("name = \"{client}\"")), "{client} is among the dependencies");
    }
    // A drawing shows what is inside it: neither its address of a picture nor its name of a font is ever followed.
    let drawing = std::fs::read_to_string("src/picture/svg.rs").expect("drawings are read there");
    assert!(drawing.contains("resolve_string: Box::new(|_, _| None)"));
    let manifest = std::fs::read_to_string("Cargo.toml").expect("the checkout has a manifest");
    assert!(manifest.contains("usvg = { version = \"0.49.0\", default-features = false, features = [\"text\"] }"));
}

/// Where each dependency is named. Most have one home; the others are the vocabulary of several.
const HOMES: &[(&str, &[&str])] = &[
    ("base64", &["export/html/"]),
    ("blake3", &["batch/"]),
    ("chardetng", &["read/charset/"]),
    ("clap", &["cli.rs", "main.rs"]),
    ("clap_complete", &["batch/"]),
    ("clap_mangen", &["batch/"]),
    ("ctrlc", &["batch/"]),
    ("encoding_rs", &["read/charset/"]),
    ("epub_builder", &["export/epub/"]),
    ("emojis", &["layout/emoji.rs"]),
    ("epaint_default_fonts", &["layout/fonts.rs"]),
    ("flate2", &["export/pdf/"]),
    ("foldhash", &["layout/"]),
    ("granit_parser", &["read/front_matter/"]),
    ("harfrust", &["layout/"]),
    ("html5gum", &["read/markdown/"]),
    ("httparse", &["batch/serve/"]),
    ("icu_normalizer", &["batch/files/same_name.rs", "read/composed.rs"]),
    ("idna", &["tree/address.rs"]),
    ("ignore", &["batch/"]),
    ("indicatif", &["batch/"]),
    ("lopdf", &["export/pdf/"]),
    ("memchr", &["read/", "text/"]),
    ("mimalloc", &["main.rs"]),
    ("notify", &["batch/"]),
    // The face is set by layout; a picture's own words are set in it too.
    ("notosans", &["layout/fonts.rs", "picture/svg.rs"]),
    ("png", &["picture/", "export/pdf/pictures.rs"]),
    ("printpdf", &["export/pdf/"]),
    ("pulldown_cmark", &["read/markdown/"]),
    ("qrcodegen", &["layout/"]),
    ("rayon", &["batch/"]),
    (
        "serde",
        &["limits.rs", "diagnostic/", "tree/", "style/", "read/", "batch/", "export/inputs.rs", "export/html/about.rs"],
    ),
    ("serde_json", &["diagnostic/", "read/json.rs", "batch/", "export/html/about.rs"]),
    ("sha2", &["export/pdf/", "batch/"]),
    ("simplecss", &["picture/"]),
    // Glyphs are measured by layout; the PDF describes and subsets their fonts.
    ("skrifa", &["layout/", "export/pdf/fonts.rs"]),
    ("subsetter", &["export/pdf/"]),
    ("toml", &["style/sheet.rs", "read/front_matter/", "batch/"]),
    ("unicode_bidi", &["layout/"]),
    ("unicode_linebreak", &["text/"]),
    ("unicode_script", &["layout/"]),
    (
        "unicode_segmentation",
        &["text/", "layout/", "export/large_print/", "read/composed.rs", "batch/make/editions.rs"],
    ),
    ("unicode_width", &["text/", "diagnostic/render.rs"]),
    ("usvg", &["picture/", "export/pdf/"]),
    ("uuid", &["export/epub/"]),
    ("whatlang", &["read/language.rs"]),
    // The preview looks into finished books.
    ("zip", &["export/epub/", "batch/serve/"]),
];

#[test]
fn each_dependency_is_named_at_home_alone() {
    for source in sources() {
        for (name, homes) in HOMES {
            let used = names(&source.code, &format!("{name}::")) || source.code.contains(&format!("use {name};"));
            // A module of the crate may bear the name of a dependency: `png::read` in `picture/`.
            let home = homes.iter().any(|home| source.path.starts_with(home));
            assert!(!used || home, "src/{} names {name}", source.path);
        }
    }
}

#[test]
fn each_dependency_has_a_home() {
    let manifest = std::fs::read_to_string("Cargo.toml").expect("the checkout has a manifest");
    let dependencies = manifest.split("[dependencies]").nth(1).and_then(|rest| rest.split("\n[").next());
    let names = dependencies.expect("there are dependencies").lines().filter_map(|line| line.split_once(" = "));
    for (name, _) in names.filter(|(name, _)| !name.starts_with('#')) {
        let name = name.trim().replace('-', "_");
        assert!(HOMES.iter().any(|(known, _)| *known == name), "{name} has no home in tests/house/architecture.rs");
    }
}

#[test]
fn the_library_alone_needs_nothing_that_only_the_program_does() {
    let manifest = std::fs::read_to_string("Cargo.toml").expect("the checkout has a manifest");
    let is_of_program = |home: &&str| home.starts_with("batch/") || ["cli.rs", "main.rs"].contains(home);
    for (name, homes) in HOMES {
        let name = name.replace('_', "-");
        let lines = || manifest.lines().filter_map(|line| line.split_once(" = "));
        let is_optional =
            lines().any(|(key, value)| key.replace('_', "-") == name && value.contains("optional = true"));
        assert_eq!(is_optional, homes.iter().all(is_of_program), "{name}, at home in {homes:?}");
    }
}

#[test]
fn a_file_is_an_hours_read_and_says_what_it_is() {
    const LONGEST: usize = 500;
    for source in sources() {
        let lines = source.text.lines().count();
        assert!(lines <= LONGEST, "src/{} has {lines} lines", source.path);
        assert!(source.text.starts_with("//!"), "src/{} does not say what it is", source.path);
    }
}

#[test]
fn the_words_of_a_reason_lead_to_the_rule_that_gives_it() {
    let reader: String =
        sources().into_iter().filter(|s| s.path.starts_with("read/plain_text/")).map(|s| s.code).collect();
    let quoted = reader.lines().flat_map(|line| line.split('"').skip(1).step_by(2));
    let reasons: Vec<&str> =
        quoted.filter(|words| ["it ", "its ", "they "].iter().any(|it| words.starts_with(it))).collect();
    assert!(20 < reasons.len(), "{reasons:?}");
    for reason in &reasons {
        assert_eq!(reasons.iter().filter(|other| *other == reason).count(), 1, "two rules say `{reason}`");
    }
}

/// Types whose every variant each format has to decide on.
const DECIDED: [&str; 8] =
    ["BlockKind::", "Inline::", "Marker::", "Numbering::", "CalloutKind::", "Alt::", "Target::", "Task::"];

#[test]
fn a_match_over_the_tree_has_no_wildcard() {
    for source in
        sources().iter().filter(|source| ["export/", "layout/"].iter().any(|folder| source.path.starts_with(folder)))
    {
        for arms in matches_in(&source.code) {
            // A question about one kind may leave all others together; a decision about several may not.
            let decided = arms.iter().filter(|arm| DECIDED.iter().any(|kind| arm.starts_with(kind))).count();
            let wildcard = arms.contains(&"_");
            assert!(decided < 3 || !wildcard, "src/{}: a wildcard beside `{}`", source.path, arms[0]);
        }
    }
}

/// The patterns of each `match` in a code, as far as counting brackets can tell.
fn matches_in(code: &str) -> Vec<Vec<&str>> {
    let starts = code.match_indices("match ").map(|(at, _)| at);
    starts.filter_map(|start| Some(patterns(body_of(&code[start..])?))).collect()
}

/// What stands in the first pair of braces.
fn body_of(code: &str) -> Option<&str> {
    let open = code.find(['{', ';'])?;
    if code[open..].starts_with(';') {
        return None;
    }
    let mut depth = 0;
    for (at, c) in code[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(&code[open + 1..open + at]);
        }
    }
    None
}

fn patterns(body: &str) -> Vec<&str> {
    let mut patterns = Vec::new();
    let (mut depth, mut start) = (0, 0);
    let mut in_pattern = true;
    for (at, c) in body.char_indices() {
        match c {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => {
                depth -= 1;
                if depth == 0 && c == '}' && !in_pattern {
                    (start, in_pattern) = (at + 1, true);
                }
            }
            ',' if depth == 0 => (start, in_pattern) = (at + 1, true),
            '=' if depth == 0 && in_pattern && body[at..].starts_with("=>") => {
                patterns.push(body[start..at].trim());
                in_pattern = false;
            }
            _ => {}
        }
    }
    patterns
}

#[test]
fn the_scan_sees_wildcards() {
    let code = "match kind { Marker::Bullet => 1, Marker::Ordered { start, .. } if start > 1 => { 2 } _ => 3, }";
    assert_eq!(matches_in(code), [["Marker::Bullet", "Marker::Ordered { start, .. } if start > 1", "_"]]);
}
