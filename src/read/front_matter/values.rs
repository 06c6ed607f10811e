//! YAML and TOML → values with their places. Every value stays as its author wrote it: `no` is a language, `1.10` a version.

use granit_parser::{Event, Parser, ScalarStyle};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and where it stands, in bytes of the article.
#[derive(Debug, PartialEq)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) at: Range<usize>,
}

/// A value of front matter.
#[derive(Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_at: Range<usize>,
    pub(super) value: Node,
}

/// A syntax error in front matter, and its offset in the article.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) at: usize,
}

/// Deepest nesting of lists and maps: front matter needs three levels.
const MAX_DEPTH: usize = 64;

/// Reads YAML that stands at the offset `start` of an article.
pub(super) fn yaml(inside: &str, start: usize) -> Result<Node, Fault> {
    let mut open: Vec<Node> = Vec::new();
    // The key of each open map that waits for its value.
    let mut keys: Vec<Option<(String, Range<usize>)>> = Vec::new();
    let mut whole = None;
    for next in Parser::new_from_str(inside) {
        let (event, span) = next.map_err(|error| {
            let at = error.marker().byte_offset().unwrap_or(0).min(inside.len());
            Fault { message: format!("the front matter is not YAML: {}", error.info()), at: start + at }
        })?;
        let bytes = span.byte_range().unwrap_or(0..0);
        let at = start + bytes.start..start + bytes.end;
        let fault = |message: &str| Fault { message: message.to_owned(), at: at.start };
        if open.len() > MAX_DEPTH {
            return Err(fault(&format!("the front matter nests deeper than {MAX_DEPTH} levels")));
        }
        let done = match event {
            Event::Scalar(text, style, ..) => Node { value: scalar(&text, style), at },
            Event::SequenceStart(..) => {
                open.push(Node { value: Value::List(Vec::new()), at });
                keys.push(None);
                continue;
            }
            Event::MappingStart(..) => {
                open.push(Node { value: Value::Map(Vec::new()), at });
                keys.push(None);
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                keys.pop();
                match open.pop() {
                    Some(node) => node,
                    None => continue,
                }
            }
            Event::Alias(_) => {
                return Err(fault("the front matter refers to another of its values, which is not read"));
            }
            Event::DocumentStart(..) if whole.is_some() => {
                return Err(fault("the front matter holds a second document"));
            }
            _ => continue,
        };
        match (open.last_mut().map(|node| &mut node.value), keys.last_mut()) {
            (Some(Value::List(items)), _) => items.push(done),
            (Some(Value::Map(entries)), Some(waiting)) => match (waiting.take(), done) {
                (Some((key, key_at)), value) => entries.push(Entry { key, key_at, value }),
                (None, Node { value: Value::Text(key), at }) => *waiting = Some((key, at)),
                (None, node) => {
                    return Err(Fault {
                        message: "a key of the front matter is not a word".to_owned(),
                        at: node.at.start,
                    });
                }
            },
            _ => whole = Some(done),
        }
    }
    Ok(whole.unwrap_or(Node { value: Value::Null, at: start..start }))
}

fn scalar(text: &str, style: ScalarStyle) -> Value {
    let null = matches!(style, ScalarStyle::Plain) && matches!(text, "" | "~" | "null" | "Null" | "NULL");
    if null { Value::Null } else { Value::Text(text.to_owned()) }
}

/// Reads TOML that stands at the offset `start` of an article.
pub(super) fn toml(inside: &str, start: usize) -> Result<Node, Fault> {
    match DeTable::parse(inside) {
        Ok(table) => {
            let at = table.span();
            Ok(Node { value: entries(inside, start, table.into_inner()), at: start + at.start..start + at.end })
        }
        Err(error) => {
            let at = start + error.span().map_or(0, |span| span.start.min(inside.len()));
            let message = error.message().lines().next().unwrap_or_default().to_owned();
            Err(Fault { message: format!("the front matter is not TOML: {message}"), at })
        }
    }
}

/// The entries of a table in the order in which they stand.
fn entries(inside: &str, start: usize, table: DeTable<'_>) -> Value {
    let entry = |(key, value): (Spanned<toml::de::DeString<'_>>, Spanned<DeValue<'_>>)| {
        let at = key.span();
        Entry {
            key: key.into_inner().into_owned(),
            key_at: start + at.start..start + at.end,
            value: node(inside, start, value),
        }
    };
    let mut entries: Vec<Entry> = table.into_iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.key_at.start);
    Value::Map(entries)
}

fn node(inside: &str, start: usize, value: Spanned<DeValue<'_>>) -> Node {
    let span = value.span();
    let at = start + span.start..start + span.end;
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Array(items) => Value::List(items.into_iter().map(|item| node(inside, start, item)).collect()),
        DeValue::Table(table) => entries(inside, start, table),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
            Value::Text(inside.get(span).unwrap_or_default().to_owned())
        }
    };
    Node { value, at }
}
