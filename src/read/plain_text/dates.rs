//! Dates as people write them → the tree's dates.

use crate::tree::Date;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The number of an English month, by its name or the first letters of it; `None` for any other word.
pub fn month(word: &str) -> Option<u8> {
    if !(3..=9).contains(&word.len()) || !word.is_ascii() {
        return None;
    }
    let word = word.to_ascii_lowercase();
    let short = word.len() == 3 || word == "sept";
    let at = MONTHS.iter().position(|month| *month == word || short && month.starts_with(&word))?;
    Some(at as u8 + 1)
}

/// Reads `2026-05-12`, `12 May 2026`, `May 12, 2026`, `12th May 2026`, `May 2026` and `2026`; `None` for anything else. A date in
/// figures that two countries read differently (`5/12/2026`) is none.
pub fn date(words: &str) -> Option<Date> {
    let words = words.trim().trim_end_matches('.');
    if let Ok(date) = Date::new(words) {
        return Some(date);
    }
    let parts: Vec<&str> = words.split([' ', ',']).filter(|part| !part.is_empty()).collect();
    let day = |part: &str| -> Option<u8> {
        let digits = part.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ordinal = matches!(&part[digits.len()..], "" | "st" | "nd" | "rd" | "th");
        digits.parse().ok().filter(|day| ordinal && (1..=31).contains(day))
    };
    let (year, month, day) = match parts.as_slice() {
        [first, second, year] => match (month(first), month(second)) {
            (Some(month), _) => (year, month, Some(day(second)?)),
            (None, Some(month)) => (year, month, Some(day(first)?)),
            (None, None) => return None,
        },
        [first, year] => (year, month(first)?, None),
        _ => return None,
    };
    let text = match day {
        Some(day) => format!("{year}-{month:02}-{day:02}"),
        None => format!("{year}-{month:02}"),
    };
    Date::new(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (words, iso) in [
            ("12 May 2026", "2026-05-12"),
            ("May 12, 2026", "2026-05-12"),
            ("3rd Sept 2026.", "2026-09-03"),
            ("March 2025", "2025-03"),
            ("2026-05-12", "2026-05-12"),
            ("2026", "2026"),
        ] {
            assert_eq!(date(words).map(|date| date.to_string()).as_deref(), Some(iso), "{words}");
        }
        for words in ["5/12/2026", "soon", "32 May 2026", "May", "12 May", "30 February 2026", ""] {
            assert_eq!(date(words), None, "{words}");
        }
    }
}
