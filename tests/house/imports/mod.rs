//! The imports of every source file, drawn as arrows between files, and what is found wrong with them: circles, and
//! arrows that run up the house. It reads code as text: `use` trees and the paths that code names, with re-exports
//! followed to the file that defines the name.

use std::collections::{BTreeMap, BTreeSet};

/// Source files and the arrows from each file to the files whose names it uses.
pub struct Imports {
    pub arrows: BTreeMap<String, BTreeSet<String>>,
}

impl Imports {
    /// Draws the imports of files: pairs of a path below `src/` and the code up to the first test module.
    pub fn of<'c>(files: impl IntoIterator<Item = (&'c str, &'c str)>) -> Imports {
        let modules: BTreeMap<Vec<String>, Module> =
            files.into_iter().map(|(path, code)| (module_path(path), Module::of(path, code))).collect();
        let mut arrows = BTreeMap::new();
        for (path, module) in &modules {
            let from: &mut BTreeSet<String> = arrows.entry(module.file.clone()).or_default();
            for name in &module.names {
                let defined = resolve(&modules, path, name, 0);
                from.extend(defined.filter(|to| *to != module.file));
            }
        }
        Imports { arrows }
    }

    /// Groups of files that import each other in a circle, each group sorted.
    pub fn circles(&self) -> Vec<Vec<&str>> {
        let reached: BTreeMap<&str, BTreeSet<&str>> =
            self.arrows.keys().map(|file| (file.as_str(), self.reached_from(file))).collect();
        let mut circles: Vec<Vec<&str>> = Vec::new();
        for file in self.arrows.keys() {
            if !reached[file.as_str()].contains(file.as_str()) || circles.iter().any(|known| known.contains(&&**file)) {
                continue;
            }
            let back = |other: &&str| reached.get(other).is_some_and(|from| from.contains(file.as_str()));
            circles.push(reached[file.as_str()].iter().copied().filter(back).collect());
        }
        circles
    }

    /// Every file that arrows lead to from a file, in one step or in many.
    fn reached_from(&self, file: &str) -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&str> = vec![file];
        while let Some(next) = open.pop() {
            for to in self.arrows.get(next).into_iter().flatten() {
                if reached.insert(to.as_str()) {
                    open.push(to);
                }
            }
        }
        reached
    }

    /// Arrows from a file to one that stands later in `order`, a list of path prefixes from the lowest room up.
    pub fn arrows_up(&self, order: &[&str]) -> Vec<(&str, &str)> {
        let floor = |file: &str| order.iter().position(|room| file.starts_with(room));
        let arrows = self.arrows.iter().flat_map(|(from, to)| to.iter().map(move |to| (from.as_str(), to.as_str())));
        arrows.filter(|(from, to)| floor(from) < floor(to)).collect()
    }

    /// The arrows between the files of one circle, one on a line, for a message.
    pub fn drawn(&self, circle: &[&str]) -> String {
        let mut drawn = String::new();
        for from in circle {
            for to in self.arrows[*from].iter().filter(|to| circle.contains(&to.as_str())) {
                drawn += &format!("\n  {from} -> {to}");
            }
        }
        drawn
    }
}

/// One source file as a module: the modules it declares, the names it imports and the paths it uses.
struct Module {
    file: String,
    /// Its imports by the name that they bring into scope: `Name` to the segments of its path.
    scope: BTreeMap<String, Vec<String>>,
    /// Modules whose every name is imported (`use super::*`).
    globs: Vec<Vec<String>>,
    /// Paths that its code depends on. A name that is only passed on (`pub use`) is not among them.
    names: Vec<Vec<String>>,
}

impl Module {
    fn of(file: &str, code: &str) -> Module {
        let code = bare(code);
        let (statements, rest) = use_statements(&code);
        let words: Vec<&str> = rest.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        let mut module = Module { file: file.to_owned(), scope: BTreeMap::new(), globs: Vec::new(), names: Vec::new() };
        for (passed_on, tree) in statements {
            for (path, alias) in leaves(&tree) {
                if path.last().is_some_and(|last| last == "*") {
                    let glob = path[..path.len() - 1].to_vec();
                    module.names.push(glob.clone());
                    module.globs.push(glob);
                    continue;
                }
                if !passed_on || words.contains(&alias.as_str()) {
                    module.names.push(path.clone());
                }
                module.scope.insert(alias, path);
            }
        }
        let kids: Vec<&str> = rest.match_indices("mod ").filter_map(|(at, _)| declared(&rest, at)).collect();
        for kid in &kids {
            module.scope.insert((*kid).to_owned(), vec!["self".to_owned(), (*kid).to_owned()]);
        }
        for path in paths(&without_visibilities(&rest)) {
            let from_here = ["crate", "super", "self"].contains(&path[0].as_str()) || kids.contains(&path[0].as_str());
            if from_here {
                module.names.push(path);
            } else if let Some(start) = module.scope.get(&path[0]) {
                module.names.push(start.iter().chain(&path[1..]).cloned().collect());
            }
        }
        module
    }
}

/// The name in `mod name;` at an offset.
fn declared(code: &str, at: usize) -> Option<&str> {
    let before = code[..at].chars().next_back();
    let name = code[at + 4..].split(';').next()?;
    let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_');
    (is_name && before.is_none_or(char::is_whitespace)).then_some(name)
}

/// The path of a file as a module: `tree/mod.rs` is `tree`, `lib.rs` the root, `main.rs` a crate of its own.
fn module_path(file: &str) -> Vec<String> {
    let bare = file.trim_end_matches(".rs");
    let bare = bare.strip_suffix("/mod").unwrap_or(bare);
    if bare == "lib" { Vec::new() } else { bare.split('/').map(String::from).collect() }
}

/// The file that defines what a path names, seen from a module; `None` for what is no part of the crate.
fn resolve(modules: &BTreeMap<Vec<String>, Module>, from: &[String], path: &[String], depth: usize) -> Option<String> {
    let (mut at, mut rest) = match path.first()?.as_str() {
        "crate" => (Vec::new(), &path[1..]),
        "self" => (from.to_vec(), &path[1..]),
        "super" => (from[..from.len().checked_sub(1)?].to_vec(), &path[1..]),
        first => {
            let mut kid = from.to_vec();
            kid.push(first.to_owned());
            modules.contains_key(&kid).then_some((kid, &path[1..]))?
        }
    };
    while let Some(next) = rest.first() {
        if next == "super" {
            at.pop();
            rest = &rest[1..];
            continue;
        }
        let mut kid = at.clone();
        kid.push(next.clone());
        if !modules.contains_key(&kid) {
            break;
        }
        (at, rest) = (kid, &rest[1..]);
    }
    let module = modules.get(&at)?;
    // A chain of re-exports is finite; the limit keeps a mistake in this scan from going round.
    if let Some(name) = rest.first().filter(|_| depth < 8)
        && let Some(passed_on) = module.scope.get(name)
    {
        return resolve(modules, &at, passed_on, depth + 1).or_else(|| Some(module.file.clone()));
    }
    Some(module.file.clone())
}

/// The `use` statements of a code, each with whether it passes its names on, and the code without them.
fn use_statements(code: &str) -> (Vec<(bool, String)>, String) {
    let (mut statements, mut rest) = (Vec::new(), String::new());
    for statement in code.split_inclusive(';') {
        let at = statement.match_indices("use ").map(|(at, _)| at);
        let mut starts = at.filter(|at| statement[..*at].chars().next_back().is_none_or(char::is_whitespace));
        let Some(at) = starts.next() else {
            rest += statement;
            continue;
        };
        let line = statement[..at].rfind('\n').map_or(0, |end| end + 1);
        statements.push((statement[line..at].contains("pub"), statement[at + 4..].trim_end_matches(';').to_owned()));
        rest += &statement[..line];
    }
    (statements, rest)
}

/// The paths of a `use` tree, each with the name that it brings into scope.
fn leaves(tree: &str) -> Vec<(Vec<String>, String)> {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else {
        let (path, alias) = tree.split_once(" as ").unwrap_or((tree, ""));
        let mut path: Vec<String> = path.split("::").map(|name| name.trim().to_owned()).collect();
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let name = path.last().cloned().unwrap_or_default();
        return vec![(path, if alias.is_empty() { name } else { alias.trim().to_owned() })];
    };
    let (start, group) = (&tree[..open], tree[open + 1..].trim_end().trim_end_matches('}'));
    let (mut depth, mut begin) = (0, 0);
    let mut parts = Vec::new();
    let group = format!("{group}{}", "}".repeat(group.matches('{').count().saturating_sub(group.matches('}').count())));
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&group[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&group[begin..]);
    let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(|part| leaves(&format!("{start}{}", part.trim()))).collect()
}

/// Code without `(in crate::…)`: who may see a name is no import.
fn without_visibilities(code: &str) -> String {
    let mut parts = code.split("pub(in ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |code, part| code + "pub" + part.split_once(')').map_or("", |(_, rest)| rest))
}

/// The paths of two or more names in code: `crate::style::Pt`.
fn paths(code: &str) -> Vec<Vec<String>> {
    let ends = |c: char| !c.is_alphanumeric() && c != '_' && c != ':';
    let named = code.split(ends).filter(|path| path.contains("::"));
    let segments = named.map(|path| path.split("::").take_while(|name| !name.is_empty()).map(String::from).collect());
    segments.filter(|path: &Vec<String>| path.len() > 1).collect()
}

/// Code without comments and without what is inside quotes.
fn bare(code: &str) -> String {
    let mut bare = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(raw) = rest.strip_prefix('r').map(|raw| raw.trim_start_matches('#')).filter(|raw| {
            raw.starts_with('"') && bare.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_')
        }) {
            let hashes = rest.len() - 1 - raw.len();
            let end = format!("\"{}", "#".repeat(hashes));
            1 + hashes + 1 + raw[1..].find(&end).map_or(raw.len() - 1, |at| at + end.len())
        } else if c == '"' {
            quoted(rest)
        } else if c == '\'' && (rest.starts_with("'\\") || rest.chars().nth(2) == Some('\'')) {
            1 + quoted_char(&rest[1..])
        } else {
            bare.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        bare.push(' ');
        rest = &rest[length..];
    }
    bare
}

/// The length of a string literal, quotes included.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of a character literal after its first quote.
fn quoted_char(text: &str) -> usize {
    let first = if text.starts_with('\\') { 2 } else { text.chars().next().map_or(0, char::len_utf8) };
    text[first..].find('\'').map_or(text.len(), |at| first + at + 1)
}

#[test]
fn the_scan_sees_imports() {
    let imports = Imports::of([
        ("lib.rs", "pub mod low;\npub mod high;"),
        ("low/mod.rs", "mod deep;\npub use deep::{Deep, Other as Alias};\npub struct Here;"),
        (
            "low/deep.rs",
            "use super::Here; // crate::high\npub(in crate::high) struct Deep(Here); fn f() { \"crate::high::x\"; }",
        ),
        ("high.rs", "use crate::low::{self, Deep};\nfn f(_: low::Alias) { super::side::g('\"') }"),
        ("side.rs", "pub(crate) use crate::high::{\n    f,\n};\nfn g(h: crate::high::H<'_>) {}"),
    ]);
    let arrows = |file: &str| imports.arrows[file].iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(arrows("low/mod.rs"), Vec::<&str>::new());
    assert_eq!(arrows("low/deep.rs"), ["low/mod.rs"]);
    assert_eq!(arrows("high.rs"), ["low/deep.rs", "low/mod.rs", "side.rs"]);
    assert_eq!(imports.circles(), [["high.rs", "side.rs"]]);
    assert_eq!(imports.arrows_up(&["low/", "side.rs", "high.rs"]), [("side.rs", "high.rs")]);
    assert_eq!(imports.drawn(&["high.rs", "side.rs"]), "\n  high.rs -> side.rs\n  side.rs -> high.rs");
}
