//! The text of `quatrefoil.toml` → its values, or every fault with its place.

use super::file::{ConfigFile, text_of};
use super::values::Config;
use crate::batch::report::Reporter;
use crate::diagnostic::{Diagnostic, LineIndex, Rule, nearest};
use crate::tree::AssetPath;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::de::{DeTable, DeValue};

/// Reads the file. Each fault is reported.
pub fn read(path: &Path, reporter: &Reporter) -> Result<(Config, ConfigFile), String> {
    let fault = |error: std::io::Error| format!("{}: {error}", path.display());
    let text = text_of(path).map_err(|why| format!("{}: {why}", path.display()))?;
    let folder = path.canonicalize().map_err(fault)?.parent().map_or_else(PathBuf::new, Path::to_owned);
    match parse(&text) {
        Ok((config, places)) => Ok((config, ConfigFile { path: path.to_owned(), folder, text, places })),
        Err(diagnostics) => {
            reporter.file(path, &text, &diagnostics);
            Err(refusal(path))
        }
    }
}

/// Last message about a configuration that cannot be used.
pub fn refusal(path: &Path) -> String {
    format!("`{}` cannot be used; nothing was made", path.display())
}

type Places = BTreeMap<String, Range<usize>>;

/// All values and the places of those that are written; or all faults.
pub fn parse(text: &str) -> Result<(Config, Places), Vec<Diagnostic>> {
    let index = LineIndex::new(text);
    let syntax = |error: toml::de::Error| {
        let message = error.message().lines().next().unwrap_or("this is no TOML").to_owned();
        vec![Diagnostic::new(Rule::ConfigSyntax, index.span(error.span().unwrap_or(0..0)), message)]
    };
    let written = DeTable::parse(text).map_err(syntax)?;
    let default = toml::Table::try_from(Config::default()).expect("every value has a form in TOML");
    let mut check = Check { index, default: &default, places: Places::new(), diagnostics: Vec::new() };
    check.table(&[], written.get_ref());
    match toml::from_str::<Config>(text) {
        Ok(config) => {
            check.folders(&config);
            check.formats(&config);
            if check.diagnostics.is_empty() {
                return Ok((config, check.places));
            }
        }
        Err(error) => check.value_fault(&error),
    }
    check.diagnostics.sort_by_key(|diagnostic| diagnostic.at);
    Err(check.diagnostics)
}

fn article_of(kind: &str) -> String {
    let vowel = kind.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {kind}", if vowel { "an" } else { "a" })
}

/// Keys of a folder, which have no defaults of their own.
const FOLDER: [&str; 3] = ["style", "language", "charset"];

/// Keys that a table may have.
fn known<'d>(default: &'d toml::Table, above: &[&str]) -> Vec<&'d str> {
    match above {
        [] => default.keys().map(String::as_str).collect(),
        ["folders", ..] => FOLDER.to_vec(),
        [table, ..] => match default.get(*table) {
            Some(toml::Value::Table(table)) => table.keys().map(String::as_str).collect(),
            _ => Vec::new(),
        },
    }
}

fn default_of<'d>(default: &'d toml::Table, path: &[&str]) -> Option<&'d toml::Value> {
    match path {
        [key] => default.get(*key),
        [table, key] => default.get(*table)?.get(*key),
        _ => None,
    }
}

struct Check<'a> {
    index: LineIndex<'a>,
    default: &'a toml::Table,
    places: Places,
    diagnostics: Vec<Diagnostic>,
}

impl Check<'_> {
    /// Reports every unknown key of a table, and records the places of the others.
    fn table(&mut self, above: &[&str], table: &DeTable<'_>) {
        let default = self.default;
        let known = known(default, above);
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if !matches!(above, ["folders"]) && !known.contains(&name) {
                self.unknown(name, key.span(), &known);
                continue;
            }
            let path = [above, &[name]].concat();
            let is_table = matches!(default_of(default, &path), Some(toml::Value::Table(_)) | None) && path.len() < 3;
            match value.get_ref() {
                DeValue::Table(below) if is_table => self.table(&path, below),
                other if matches!(default_of(default, &path), Some(toml::Value::Table(_))) => {
                    let message = format!("`{name}` is a table and cannot be {}", article_of(other.type_str()));
                    let help = format!("write `[{name}]` and its keys below it, each on a line of its own");
                    let diagnostic = Diagnostic::new(Rule::ConfigValue, self.index.span(value.span()), message);
                    self.diagnostics.push(diagnostic.with_help(help));
                }
                _ => {
                    self.places.insert(path.join("."), value.span());
                }
            }
        }
    }

    fn unknown(&mut self, name: &str, at: Range<usize>, known: &[&str]) {
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("perhaps `{near}` is meant"),
            None => {
                let known: Vec<_> = known.iter().map(|key| format!("`{key}`")).collect();
                format!("the keys here are {}", known.join(", "))
            }
        };
        let message = format!("the key `{name}` is not known");
        self.diagnostics.push(Diagnostic::new(Rule::ConfigKey, self.index.span(at), message).with_help(help));
    }

    /// Reports serde's message about a value, with the default as an example.
    fn value_fault(&mut self, error: &toml::de::Error) {
        let at = error.span().unwrap_or(0..0);
        if self.diagnostics.iter().any(|reported| reported.at == self.index.span(at.clone())) {
            return;
        }
        let inside = |place: &Range<usize>| place.start <= at.start && at.end <= place.end;
        let key = self.places.iter().find(|(_, place)| inside(place)).map(|(key, _)| key.clone());
        let words = error.message().lines().next().unwrap_or_default();
        let message = match &key {
            Some(key) => format!("`{key}` has a wrong value: {words}"),
            None => words.to_owned(),
        };
        let mut diagnostic = Diagnostic::new(Rule::ConfigValue, self.index.span(at), message);
        let default = key.as_deref().and_then(|key| default_of(self.default, &key.split('.').collect::<Vec<_>>()));
        if let (Some(key), Some(default)) = (&key, default) {
            let name = key.rsplit('.').next().unwrap_or(key);
            diagnostic = diagnostic.with_help(format!("its default is `{name} = {default}`"));
        }
        self.diagnostics.push(diagnostic);
    }

    /// Reports an empty list of formats.
    fn formats(&mut self, config: &Config) {
        if config.to.is_empty() {
            let at = self.places.get("to").cloned().unwrap_or(0..0);
            let diagnostic = Diagnostic::new(Rule::ConfigValue, self.index.span(at), "`to` names no format");
            self.diagnostics.push(diagnostic.with_help("leave the key out to make all of them"));
        }
    }

    /// Reports folders that are not below the file's.
    fn folders(&mut self, config: &Config) {
        for name in config.folders.keys() {
            if AssetPath::new(name.trim_end_matches('/')).is_err() {
                let places = self.places.iter().find(|(key, _)| key.starts_with(&format!("folders.{name}.")));
                let at = places.map_or(0..0, |(_, place)| place.clone());
                let message = format!("`{name}` is not a folder below this file");
                let help = "write its path with `/` between the parts, without `..`";
                self.diagnostics.push(Diagnostic::new(Rule::ConfigValue, self.index.span(at), message).with_help(help));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::DEFAULT;
    use super::*;
    use crate::diagnostic::render;

    #[test]
    fn the_documented_file_holds_every_default() {
        let (config, places) = parse(DEFAULT).unwrap();
        assert_eq!(config, Config::default());
        let whole = toml::Table::try_from(Config::default()).unwrap();
        let keys = whole.iter().flat_map(|(key, value)| match value {
            toml::Value::Table(table) => table.keys().map(|below| format!("{key}.{below}")).collect(),
            _ => vec![key.clone()],
        });
        assert_eq!(places.keys().cloned().collect::<std::collections::BTreeSet<_>>(), keys.collect());
    }

    #[test]
    fn every_line_of_the_documented_file_says_what_it_is() {
        for line in DEFAULT.lines().filter(|line| line.contains(" = ")) {
            assert!(line.contains('#'), "{line}");
        }
    }

    #[track_caller]
    fn check(text: &str, said: &str) {
        let diagnostics = parse(text).unwrap_err();
        let lines: Vec<_> = diagnostics.iter().map(|diagnostic| render::short("q", diagnostic)).collect();
        assert_eq!(lines.join("\n"), said);
    }

    #[test]
    fn an_unknown_key_is_told_with_the_one_that_is_meant() {
        check("styl = 'a'", "q:1:1: error[config-key]: the key `styl` is not known (perhaps `style` is meant)");
        check(
            "\n[clinic]\nname = 'a'\n  phon = 'b'\n",
            "q:4:3: error[config-key]: the key `phon` is not known (perhaps `phone` is meant)",
        );
        check(
            "[folders.a]\nout = 'b'\n",
            "q:2:1: error[config-key]: the key `out` is not known (the keys here are `style`, `language`, `charset`)",
        );
    }

    #[test]
    fn a_wrong_value_is_told_with_its_place_and_the_default() {
        check("to = []", "q:1:6: error[config-value]: `to` names no format (leave the key out to make all of them)");
        check(
            "language = 7",
            "q:1:12: error[config-value]: `language` has a wrong value: invalid type: integer `7`, expected a string \
             (its default is `language = \"\"`)",
        );
        check(
            "to = ['pdf', 'docx']",
            "q:1:6: error[config-value]: `to` has a wrong value: `docx` is none of the formats `pdf`, `epub`, `html`, `txt` \
             (its default is `to = [\"pdf\", \"epub\", \"html\", \"txt\"]`)",
        );
        check(
            "[limits]\npicture = '8'",
            "q:2:11: error[config-value]: `limits.picture` has a wrong value: `8` is not a size such as `64 KiB` or `8 MiB` \
             (its default is `picture = \"64 MiB\"`)",
        );
        check(
            "[folders.'../x']\nlanguage = 'cy'",
            "q:2:12: error[config-value]: `../x` is not a folder below this file \
             (write its path with `/` between the parts, without `..`)",
        );
        check(
            "limits = 3",
            "q:1:10: error[config-value]: `limits` is a table and cannot be an integer \
             (write `[limits]` and its keys below it, each on a line of its own)",
        );
    }

    #[test]
    fn every_fault_is_told() {
        let diagnostics = parse("a = 1\nb = 2\nout = 3\n").unwrap_err();
        assert_eq!(diagnostics.len(), 3);
        assert!(parse("out = \n").unwrap_err()[0].rule == Rule::ConfigSyntax);
    }
}
