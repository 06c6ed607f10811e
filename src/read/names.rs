//! The ids of sections and blocks, and what links in the article call them.

use crate::tree::walk::{self, Visit};
use crate::tree::{Body, Id, Inline, Note, RESERVED_ID_PREFIX};
use std::collections::{BTreeMap, BTreeSet};

/// An id made from a heading is cut to this, so that a number can follow it.
const LONGEST: usize = 60;

/// The ids that are given away, and every name by which a link may mean one of them.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
    /// Number of times that each stem was made unique by a number.
    repeats: BTreeMap<String, usize>,
    /// Fragments of links → the places that they mean. The first claim wins.
    places: BTreeMap<String, Id>,
    headings: usize,
}

impl Names {
    /// The id for a name that the author gave, made well formed and unique where it is not.
    pub(super) fn own(&mut self, name: &str) -> Id {
        let as_it_is = Id::new(name).ok().filter(|id| !id.as_str().starts_with(RESERVED_ID_PREFIX));
        let id = match as_it_is {
            Some(id) if self.take(id.as_str()) => id,
            Some(_) => self.unique(name),
            None => self.unique(&stem(name).unwrap_or_else(|| "place".to_owned())),
        };
        self.alias(name, &id);
        id
    }

    /// The id of the next heading: `own`, or one made from its words as GitHub makes it, kept to ASCII.
    pub(super) fn heading(&mut self, title: &[Inline], own: Option<Id>) -> Id {
        let slug = slug(&walk::text_of(title));
        let id = own.unwrap_or_else(|| self.section(stem_of(&slug)));
        self.take(id.as_str());
        let name = match self.places.contains_key(&slug) {
            true => format!("{slug}-{}", self.count(&format!("#{slug}"))),
            false => slug,
        };
        self.places.entry(name).or_insert_with(|| id.clone());
        id
    }

    /// As [`Names::heading`], in an article that cannot link to its headings.
    pub(super) fn unlinked(&mut self, title: &[Inline]) -> Id {
        match title {
            [Inline::Text(words)] => self.section(stem(words)),
            title => self.section(stem(&walk::text_of(title))),
        }
    }

    fn section(&mut self, stem: Option<String>) -> Id {
        self.headings += 1;
        self.unique(&stem.unwrap_or_else(|| format!("section-{}", self.headings)))
    }

    /// Lets a further name mean a place.
    pub(super) fn alias(&mut self, name: &str, id: &Id) {
        self.places.entry(name.to_owned()).or_insert_with(|| id.clone());
    }

    /// The place that a link means by what stands after its `#`.
    pub(super) fn place(&self, fragment: &str) -> Option<&Id> {
        self.places.get(fragment).or_else(|| self.places.get(&slug(fragment)))
    }

    /// An id that no other name has, and that no other will have.
    fn unique(&mut self, stem: &str) -> Id {
        let stem = stem.char_indices().nth(LONGEST).map_or(stem, |(end, _)| &stem[..end]);
        // What was repeated is taken.
        let mut name = if self.repeats.contains_key(stem) { self.numbered(stem) } else { stem.to_owned() };
        loop {
            match Id::new(&name) {
                Ok(id) if self.taken.insert(name) => return id,
                _ => name = self.numbered(stem),
            }
        }
    }

    fn numbered(&mut self, stem: &str) -> String {
        format!("{stem}-{}", self.count(stem))
    }

    /// Takes a name; `false` where somebody has it.
    fn take(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_owned())
    }

    fn count(&mut self, stem: &str) -> usize {
        if let Some(count) = self.repeats.get_mut(stem) {
            *count += 1;
            return *count;
        }
        self.repeats.insert(stem.to_owned(), 1);
        1
    }
}

/// Every id that a draft holds.
pub(super) fn ids(tree: &Body, notes: &[Note]) -> BTreeSet<Id> {
    let mut ids = BTreeSet::new();
    let mut add = |visit: Visit<'_>| match visit {
        Visit::Section(section, _) => ids.extend([section.id.clone()]),
        Visit::Block(block) => ids.extend(block.id.clone()),
        Visit::Inlines(_) => {}
    };
    walk::body(tree, &mut add);
    notes.iter().for_each(|note| walk::blocks(&note.blocks, &mut add));
    ids
}

/// The fragment that GitHub gives a heading: lower case, hyphens for spaces, only letters, digits, `-` and `_`.
fn slug(words: &str) -> String {
    let words = words.trim();
    if words.is_ascii() {
        let kept =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') || (*byte as char).is_whitespace();
        let written = |byte: u8| if (byte as char).is_whitespace() { '-' } else { byte.to_ascii_lowercase() as char };
        let mut slug = String::with_capacity(words.len());
        slug.extend(words.bytes().filter(kept).map(written));
        return slug;
    }
    let mut slug = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            'a'..='z' | '0'..='9' | '-' | '_' => slug.push(c),
            'A'..='Z' => slug.push(c.to_ascii_lowercase()),
            c if c.is_whitespace() => slug.push('-'),
            c if c.is_ascii() => {}
            c => slug.extend(c.to_lowercase().filter(|c| c.is_alphanumeric())),
        }
    }
    slug
}

/// The beginning of a well-formed id from words; `None` where letters would be lost, as in any script but Latin.
fn stem(words: &str) -> Option<String> {
    let is_lost = |c: char| !c.is_ascii() && c.to_lowercase().any(|c| !c.is_ascii() && c.is_alphanumeric());
    if words.chars().any(is_lost) { None } else { stem_of(&slug(words)) }
}

fn stem_of(slug: &str) -> Option<String> {
    let slug = slug.trim_matches(['-', '_']);
    if slug.is_empty() || !slug.is_ascii() {
        return None;
    }
    let well_formed = slug.starts_with(|c: char| c.is_ascii_alphabetic()) && !slug.starts_with(RESERVED_ID_PREFIX);
    Some(if well_formed { slug.to_owned() } else { format!("section-{slug}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(names: &mut Names, words: &str) -> String {
        names.heading(&[Inline::Text(words.to_owned())], None).as_str().to_owned()
    }

    #[test]
    fn headings_are_named_as_github_names_them() {
        let mut names = Names::default();
        assert_eq!(heading(&mut names, "What's new?"), "whats-new");
        assert_eq!(heading(&mut names, "What's new?"), "whats-new-1");
        assert_eq!(heading(&mut names, "2 tablets"), "section-2-tablets");
        assert_eq!(heading(&mut names, "Q-tips"), "section-q-tips");
        assert_eq!(heading(&mut names, "Überblick"), "section-5");
        assert_eq!(heading(&mut names, "—"), "section-6");
        assert_eq!(names.place("überblick").map(Id::as_str), Some("section-5"));
        assert_eq!(names.place("Whats-New-1").map(Id::as_str), Some("whats-new-1"));
        assert_eq!(names.place("2-tablets").map(Id::as_str), Some("section-2-tablets"));
    }

    #[test]
    fn names_of_the_author_are_kept_where_they_can_be() {
        let mut names = Names::default();
        for (name, id) in [("dose", "dose"), ("dose", "dose-1"), ("q-1", "section-q-1"), ("é", "place"), ("a b", "a-b")]
        {
            assert_eq!(names.own(name).as_str(), id);
        }
        assert_eq!(heading(&mut names, "Dose"), "dose-2");
        assert_eq!(names.place("é").map(Id::as_str), Some("place"));
    }
}
