//! The people of the front matter and what they did.

use super::head_reader::HeadReader;
use super::values::{Entry, Node, Value};
use crate::tree::{Contributor, Line, Role};

/// Common words for what someone did → the MARC relator code.
const ROLES: [(&str, &str); 20] = [
    ("author", "aut"),
    ("writer", "aut"),
    ("editor", "edt"),
    ("illustrator", "ill"),
    ("translator", "trl"),
    ("reviewer", "rev"),
    ("medical reviewer", "rev"),
    ("contributor", "ctb"),
    ("designer", "dsr"),
    ("photographer", "pht"),
    ("artist", "art"),
    ("compiler", "com"),
    ("narrator", "nrt"),
    ("proofreader", "pfr"),
    ("corrector", "crr"),
    ("consultant", "csl"),
    ("publisher", "pbl"),
    ("sponsor", "spn"),
    ("funder", "fnd"),
    ("researcher", "res"),
];

/// One name, one person, or a list of them.
pub(super) fn contributors(reading: &mut HeadReader<'_>, value: Node) -> Vec<Contributor> {
    match value.value {
        Value::List(items) => items.into_iter().filter_map(|item| contributor(reading, item)).collect(),
        _ => contributor(reading, value).into_iter().collect(),
    }
}

fn contributor(reading: &mut HeadReader<'_>, value: Node) -> Option<Contributor> {
    match value.value {
        Value::Map(entries) => person(reading, entries, value.at),
        _ => {
            let name = reading.line("author", &value)?;
            Some(Contributor { name, role: Role::author(), file_as: None })
        }
    }
}

fn person(reading: &mut HeadReader<'_>, entries: Vec<Entry>, at: std::ops::Range<usize>) -> Option<Contributor> {
    let (mut name, mut role, mut file_as): (Option<Line>, Role, Option<Line>) = (None, Role::author(), None);
    for Entry { key, key_at, value } in entries {
        match key.to_lowercase().replace('_', "-").as_str() {
            "name" => name = reading.line("name", &value),
            "role" => role = role_of(reading, &value).unwrap_or(role),
            "file-as" => file_as = reading.line("file-as", &value),
            _ => {
                let help = Some("a person has `name`, `role` and `file-as`".to_owned());
                reading.fault(key_at, format!("a person has no `{key}`"), help);
            }
        }
    }
    if name.is_none() {
        let shown: String = reading.source(at.clone()).lines().next().unwrap_or_default().chars().take(40).collect();
        let message = if shown.is_empty() {
            "a person has no `name`".into()
        } else {
            format!("a person has no `name`: `{shown}`")
        };
        reading.fault(at, message, None);
    }
    Some(Contributor { name: name?, role, file_as })
}

/// A MARC relator code, or a common word for it.
fn role_of(reading: &mut HeadReader<'_>, value: &Node) -> Option<Role> {
    let text = reading.text("role", value)?;
    let word = text.trim().to_lowercase();
    let code = ROLES.iter().find(|(name, _)| *name == word).map_or(word.as_str(), |(_, code)| code);
    match Role::new(code) {
        Ok(role) => Some(role),
        Err(_) => {
            let help = Some("write a MARC relator code such as `edt`, or a word such as `editor`".to_owned());
            reading.fault(value.at.clone(), format!("the role `{text}` is not known"), help);
            Role::new("ctb").ok()
        }
    }
}
