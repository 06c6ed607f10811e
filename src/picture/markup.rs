//! The text of an SVG before XML is read from it: reading takes more than the text does where entities stand for more than their
//! names, or where one element has attributes or prefixes beyond measure. Counts all of them and reads nothing.

use super::unshowable::{SIMPLER, Unshowable};
use std::collections::{BTreeMap, BTreeSet};

/// Most attributes of one element; each is compared with all before it.
const MOST_ATTRIBUTES: usize = 256;
/// Most prefixes of namespaces; each element that declares one remembers all.
const MOST_PREFIXES: usize = 32;
/// Most entities; each reference looks through all.
const MOST_ENTITIES: usize = 64;
/// Most `<` and `=` signs: for each of them room is made before reading begins.
const MOST_SIGNS: usize = 2_000_000;

/// Refuses a text that reading would unfold to more than `most_bytes`, or that takes more than linear time to read.
pub(super) fn check(text: &str, most_bytes: usize) -> Result<(), Unshowable> {
    for sign in ['<', '='] {
        if text.matches(sign).nth(MOST_SIGNS).is_some() {
            return Err(too_many(&format!("`{sign}` signs"), MOST_SIGNS));
        }
    }
    if text.contains("<!ENTITY") {
        check_entities(text, most_bytes)?;
    }
    let mut prefixes = BTreeSet::new();
    for (at, _) in text.match_indices("xmlns:") {
        prefixes.extend(text[at + 6..].split(['=', ' ', '\t', '\n', '\r']).next());
        if MOST_PREFIXES < prefixes.len() {
            return Err(too_many("prefixes", MOST_PREFIXES));
        }
    }
    check_attributes(text)
}

fn too_many(what: &str, most: usize) -> Unshowable {
    Unshowable::with_help(format!("is an SVG with more than {most} {what}"), SIMPLER)
}

/// Counts what the entities come to. One name may be declared more than once, also where nothing is declared at all, as in a
/// comment; then the longest counts.
fn check_entities(text: &str, most_bytes: usize) -> Result<(), Unshowable> {
    let mut entities: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (number, (at, _)) in text.match_indices("<!ENTITY").enumerate() {
        if number == MOST_ENTITIES {
            return Err(too_many("entities", MOST_ENTITIES));
        }
        if let Some((name, value)) = declaration(&text[at + 8..]) {
            if value.contains('<') {
                let why = format!("is an SVG whose entity `{name}` holds elements");
                return Err(Unshowable::with_help(why, SIMPLER));
            }
            entities.entry(name).or_default().push(value);
        }
    }
    let mut sizes = BTreeMap::new();
    let unfolded = references(text)
        .map(|name| size_of(name, &entities, &mut sizes))
        .fold(text.len() as u64, |sum, size| sum.saturating_add(size));
    if unfolded > most_bytes as u64 {
        return Err(Unshowable::with_help(
            "is an SVG whose entities unfold to more than a drawing may be large",
            SIMPLER,
        ));
    }
    Ok(())
}

/// Name and value of an entity; `None` for one that names a file, which is never read.
fn declaration(text: &str) -> Option<(&str, &str)> {
    const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];
    let text = text.trim_start_matches(SPACE);
    let text = text.strip_prefix('%').map_or(text, |rest| rest.trim_start_matches(SPACE));
    let (name, rest) = text.split_once(SPACE)?;
    let rest = rest.trim_start_matches(SPACE);
    let quote = rest.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
    let value = rest[1..].split(quote).next()?;
    Some((name, value))
}

/// The names between `&` and `;`. References to characters are among them, which no entity has for a name.
fn references(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('&').filter_map(|(at, _)| {
        let rest = &text[at + 1..];
        // A name that is longer than any that is declared needs no end to be none of them.
        let end = rest.bytes().position(|byte| matches!(byte, b';' | b'&' | b'<' | b'"' | b'\''))?;
        Some(&rest[..end])
    })
}

/// Length of an expanded entity. One that contains itself is endless.
fn size_of<'t>(name: &'t str, entities: &BTreeMap<&'t str, Vec<&'t str>>, sizes: &mut BTreeMap<&'t str, u64>) -> u64 {
    if let Some(size) = sizes.get(name) {
        return *size;
    }
    let Some(values) = entities.get(name) else { return 0 };
    sizes.insert(name, u64::MAX);
    let mut longest = 0;
    for value in values {
        let inner = references(value).map(|inner| size_of(inner, entities, sizes));
        longest = longest.max(inner.fold(value.len() as u64, |sum, size| sum.saturating_add(size)));
    }
    sizes.insert(name, longest);
    longest
}

/// Counts the attributes of each element: its quoted values.
fn check_attributes(text: &str) -> Result<(), Unshowable> {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let passage = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")];
        if let Some((begin, end)) = passage.iter().find(|(begin, _)| rest.starts_with(begin)) {
            let Some(after) = rest[begin.len()..].find(end) else { return Ok(()) };
            rest = &rest[begin.len() + after + end.len()..];
            continue;
        }
        if rest.starts_with(['!', '/']) {
            continue;
        }
        let mut attributes = 0;
        while let Some(at) = rest.find(['"', '\'', '>']) {
            let sign = rest.as_bytes()[at];
            rest = &rest[at + 1..];
            if sign == b'>' {
                break;
            }
            attributes += 1;
            let Some(end) = rest.find(char::from(sign)) else { return Ok(()) };
            rest = &rest[end + 1..];
        }
        if MOST_ATTRIBUTES < attributes {
            return Err(too_many("attributes on one element", MOST_ATTRIBUTES));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_count_as_what_they_stand_for() {
        let ten = |name: &str| format!("&{name};").repeat(10);
        let text = |value: &str, inside: &str| {
            format!("<!DOCTYPE svg [<!ENTITY a '{value}'><!ENTITY b \"{}\">]><svg>{inside}</svg>", ten("a"))
        };
        // Ten of `a` in the declaration of `b`, and thirty of `b`, which is ten of `a` and the names of ten.
        let whole = text(&"x".repeat(100), &"&b;".repeat(30));
        let unfolded = whole.len() + 10 * 100 + 30 * (10 * 100 + 30);
        assert!(check(&whole, unfolded).is_ok());
        assert!(check(&whole, unfolded - 1).is_err());
        assert!(check(&text("&b;", "&b;"), usize::MAX - 1).is_err(), "endless");
        assert!(check(&text("<rect/>", "&a;"), usize::MAX).is_err(), "elements");
        assert!(check("<!DOCTYPE svg [<!ENTITY e SYSTEM 'file'>]><svg>&e;</svg>", 1_000).is_ok(), "reading tells");
    }

    #[test]
    fn a_declaration_in_a_comment_hides_no_other() {
        let text = format!(
            "<!DOCTYPE svg [<!ENTITY a '{}'><!-- <!ENTITY a ''> -->]><svg>{}</svg>",
            "x".repeat(1_000),
            "&a;".repeat(1_000)
        );
        assert!(check(&text, 1_000_000).is_err());
    }

    #[test]
    fn attributes_and_prefixes_have_their_most() {
        let attributes = |number: usize| {
            let attributes: String = (0..number).map(|n| format!(" a{n}='>'")).collect();
            format!("<!-- <a b='c --><svg><a{attributes}/><b c='d'/></svg>")
        };
        assert!(check(&attributes(MOST_ATTRIBUTES), 1 << 20).is_ok());
        assert!(check(&attributes(MOST_ATTRIBUTES + 1), 1 << 20).is_err());
        let prefixes = |number: usize| -> String { (0..number).map(|n| format!("<a xmlns:p{n}='u'/>")).collect() };
        assert!(check(&prefixes(MOST_PREFIXES), 1 << 20).is_ok());
        assert!(check(&prefixes(MOST_PREFIXES + 1), 1 << 20).is_err());
        let entities = |number: usize| -> String { (0..number).map(|n| format!("<!ENTITY e{n} ''>")).collect() };
        assert!(check(&entities(MOST_ENTITIES), 1 << 20).is_ok());
        assert!(check(&entities(MOST_ENTITIES + 1), 1 << 20).is_err());
    }
}
