//! `quatrefoil config`: every value in force and its origin, as TOML.

use super::file::ConfigFile;
use super::settings::Settings;
use super::values::FILE_NAME;
use crate::diagnostic::render::printable;
use std::fmt::Write;
use std::path::Path;

/// Every value in force, one a line, with its origin in a remark: the command line, a line of the file, or the default.
pub fn show(settings: &Settings, shelf: &Path) -> String {
    let mut text = match &settings.file {
        Some(file) => format!("# {}\n", printable(&file.path.display().to_string())),
        None => format!("# no {FILE_NAME} in `{}` or above it\n", printable(&shelf.display().to_string())),
    };
    let values = toml::Table::try_from(&settings.config).expect("every value has a form in TOML");
    let mut lines = Vec::new();
    flatten(String::new(), String::new(), &values, &mut lines);
    let width = lines.iter().map(|(line, _)| line.chars().count()).filter(|width| *width <= 60).max().unwrap_or(0);
    for (line, key) in &lines {
        let _ = writeln!(text, "{line:width$}  # {}", origin(settings, key));
    }
    text
}

/// Each value as `key = value`, and its key as `ConfigFile::place` takes it.
fn flatten(written: String, key: String, table: &toml::Table, lines: &mut Vec<(String, String)>) {
    for (name, value) in table {
        let below =
            |above: &str, name: &str| if above.is_empty() { name.to_owned() } else { format!("{above}.{name}") };
        let (written, key) = (below(&written, &quoted(name)), below(&key, name));
        match value {
            toml::Value::Table(table) => flatten(written, key, table, lines),
            value => lines.push((format!("{written} = {value}"), key)),
        }
    }
}

/// A key in TOML: bare if possible.
fn quoted(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    if bare { name.to_owned() } else { toml::Value::String(name.to_owned()).to_string() }
}

fn origin(settings: &Settings, key: &str) -> String {
    if settings.chosen.contains(key) {
        return "command line".to_owned();
    }
    let name = |file: &ConfigFile| printable(&file.path.display().to_string()).into_owned();
    let line = |file: &ConfigFile| Some(format!("{}:{}", name(file), file.place(key)?.start.line));
    settings.file.as_ref().and_then(line).unwrap_or_else(|| "default".to_owned())
}
