//! Sections → what the text says before their headings. A heading that begins with a number of its own gets no second one, and those
//! beside it are counted on from it, so that `see section 4` leads where its author meant.

use crate::tree::{Inline, Numbering, Section};

/// The words on the place of a section.
pub(super) struct Place {
    /// `2.1`
    pub(super) number: String,
    /// The mark right before the words of the heading: `2.1 `, `2.` before `1. Before you begin`, nothing before `2.1 The cap`.
    pub(super) mark: String,
    /// True if the heading begins with the number. One before its author's first does not.
    pub(super) is_said: bool,
}

impl Place {
    fn marked(number: String) -> Place {
        Place { mark: format!("{number} "), number, is_said: true }
    }
}

/// A number that a heading begins with.
struct Own {
    count: u32,
    /// True if it says the sections above as well, where there are any.
    is_whole: bool,
    /// True if it is written as numbers of headings are: `1.`, `1)`, `2.1`. A bare one may count anything: `5 things to know`.
    is_marked: bool,
}

/// The places of sections beside each other, in the section with the number `above`, by their positions alone.
pub(super) fn by_position(sections: &[Section], above: &str) -> Vec<Place> {
    (1..=sections.len()).map(|count| Place::marked(below(above, &count.to_string()))).collect()
}

/// The places of sections beside each other, in the section with the number `above`, by their own numbers where they have any.
/// One that has none and no free number goes with the one before it: `2a`. Before its author's first, only a level says nothing of
/// itself: the highest one needs no number.
pub(super) fn by_headings(sections: &[Section], above: &str) -> Vec<Place> {
    let own = own_numbers(sections, above);
    let mut places = Vec::with_capacity(sections.len());
    let mut last: Option<u32> = None;
    let mut beside = 0;
    for (number, next) in own.iter().zip(next_counts(&own)) {
        if let Some(Own { count, is_whole, .. }) = number {
            let mark = if *is_whole { String::new() } else { format!("{above}.") };
            places.push(Place { number: below(above, &count.to_string()), mark, is_said: true });
            (last, beside) = (Some(*count), 0);
            continue;
        }
        let free = last.map_or(u32::from(1 < next), |last| last + 1);
        let said = if free < next {
            (last, beside) = (Some(free), 0);
            free.to_string()
        } else {
            beside += 1;
            format!("{}{}", last.unwrap_or_default(), Numbering::LowerAlpha.figure(beside))
        };
        let place = Place::marked(below(above, &said));
        let is_before_all = above.is_empty() && said.starts_with('0');
        places.push(if is_before_all { Place { mark: String::new(), is_said: false, ..place } } else { place });
    }
    places
}

/// For each heading the number that it begins with, or that the next one does that begins with any.
fn next_counts(own: &[Option<Own>]) -> Vec<u32> {
    let mut next = u32::MAX;
    let mut counts: Vec<u32> = Vec::with_capacity(own.len());
    for number in own.iter().rev() {
        next = number.as_ref().map_or(next, |own| own.count);
        counts.push(next);
    }
    counts.reverse();
    counts
}

/// The number that each heading begins with, where it is the number of a section: several are written as such, they count from 1 on, or
/// one is what its position says.
fn own_numbers(sections: &[Section], above: &str) -> Vec<Option<Own>> {
    let own: Vec<Option<Own>> = sections.iter().map(|section| own_number(&section.title, above)).collect();
    let counts: Vec<u32> = own.iter().flatten().map(|own| own.count).collect();
    let is_marked = own.iter().flatten().all(|own| own.is_marked);
    let count_on = counts.iter().zip(1..).all(|(count, expected)| *count == expected);
    if 1 < counts.len() && (is_marked || count_on) {
        return own;
    }
    own.into_iter().zip(1..).map(|(own, position)| own.filter(|own| own.count == position)).collect()
}

fn own_number(title: &[Inline], above: &str) -> Option<Own> {
    let Some(Inline::Text(text)) = title.first() else { return None };
    let (word, _) = text.split_once(char::is_whitespace)?;
    let bare = word.strip_suffix(['.', ')', ':']).unwrap_or(word);
    let in_it = bare.strip_prefix(above).and_then(|rest| rest.strip_prefix('.')).filter(|_| !above.is_empty());
    let last = in_it.unwrap_or(bare);
    // A longer one is a year.
    let counts = (1..=3).contains(&last.len()) && last.bytes().all(|b| b.is_ascii_digit());
    Some(Own {
        count: last.parse().ok().filter(|_| counts)?,
        is_whole: in_it.is_some() || above.is_empty(),
        is_marked: in_it.is_some() || bare.len() < word.len(),
    })
}

/// The number of a section in another: `2.1`.
fn below(above: &str, said: &str) -> String {
    if above.is_empty() { said.to_owned() } else { format!("{above}.{said}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceSpan;
    use crate::tree::{Body, Id};

    fn check(above: &str, titles: &[&str], said: &[&str]) {
        let section = |title: &&str| Section {
            id: Id::new("section").expect("an id"),
            title: vec![Inline::Text((*title).to_owned())],
            body: Body { blocks: Vec::new(), sections: Vec::new() },
            at: SourceSpan::NOWHERE,
        };
        let sections: Vec<Section> = titles.iter().map(section).collect();
        let places = by_headings(&sections, above);
        let found: Vec<String> = places.iter().zip(titles).map(|(place, title)| place.mark.clone() + title).collect();
        assert_eq!(found, said);
    }

    #[test]
    fn a_heading_without_a_number_gets_one() {
        check("", &["Doses", "Dangers"], &["1 Doses", "2 Dangers"]);
        check("2", &["Doses", "Dangers"], &["2.1 Doses", "2.2 Dangers"]);
    }

    #[test]
    fn a_heading_that_says_its_number_gets_no_second_one() {
        check("", &["1. Doses", "2. Dangers"], &["1. Doses", "2. Dangers"]);
        check("", &["1 Doses", "2 Dangers"], &["1 Doses", "2 Dangers"]);
        check("", &["3) Doses", "4) Dangers"], &["3) Doses", "4) Dangers"]);
        check("2", &["2.1 Doses", "2.2. Dangers"], &["2.1 Doses", "2.2. Dangers"]);
        check("2", &["1. Doses", "2. Dangers"], &["2.1. Doses", "2.2. Dangers"]);
    }

    #[test]
    fn headings_beside_numbered_ones_are_counted_on() {
        check("", &["In short", "1. Doses", "2. Dangers", "Help"], &["In short", "1. Doses", "2. Dangers", "3 Help"]);
        check("", &["1. Doses", "Drops", "2. Dangers"], &["1. Doses", "1a Drops", "2. Dangers"]);
        check("", &["For whom", "In short", "1. Doses", "2. Help"], &["For whom", "In short", "1. Doses", "2. Help"]);
        check("2", &["In short", "1. Doses", "2. Help"], &["2.0 In short", "2.1. Doses", "2.2. Help"]);
        check("", &["1. Doses", "2. Help", "1. Doses"], &["1. Doses", "2. Help", "1. Doses"]);
        check("", &["In short", "2. Doses", "4. Dangers"], &["1 In short", "2. Doses", "4. Dangers"]);
    }

    #[test]
    fn a_number_that_counts_something_else_is_no_number_of_a_heading() {
        check("", &["Doses", "5 things to know"], &["1 Doses", "2 5 things to know"]);
        check("", &["2026 in short", "Help"], &["1 2026 in short", "2 Help"]);
        check("", &["2.5 mg tablets", "5 mg tablets"], &["1 2.5 mg tablets", "2 5 mg tablets"]);
        check("", &["In short", "2. Doses"], &["1 In short", "2. Doses"]);
        check("", &["In short", "1. Doses"], &["1 In short", "2 1. Doses"]);
    }
}
