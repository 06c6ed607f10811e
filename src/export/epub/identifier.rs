//! The identifier of a book: the ISBN, DOI or URN that its author gave, else a UUID made from what it is.
//!
//! The UUID stays the same when the article is corrected, translated words aside: EPUB 3.3, 5.5.3.1, asks that a new release of a
//! publication keeps its identifier.

use super::super::Job;
use crate::tree::walk::text_of;
use uuid::Uuid;

/// A unique identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    pub text: String,
    /// The code of its kind in ONIX code list 5; `None` where the author's words are of no known kind.
    pub onix: Option<&'static str>,
}

/// A URN of whatever kind.
const URN: &str = "22";
const ISBN_13: &str = "15";
const DOI: &str = "06";

impl Identifier {
    /// The book's identifier.
    pub fn of(job: Job<'_>) -> Identifier {
        match &job.document.meta().identifier {
            Some(line) => Identifier::given(line.as_str()).unwrap_or_else(|| Identifier::derived(job)),
            None => Identifier::derived(job),
        }
    }

    /// Reads what an author wrote: `978-3-16-148410-0`, `ISBN 978…`, `doi:10.1000/182`, `https://doi.org/10.1000/182`, `urn:…`.
    /// `None` for what says it is a UUID and is none.
    fn given(text: &str) -> Option<Identifier> {
        let lower = text.to_ascii_lowercase();
        if let Some(uuid) = lower.strip_prefix("urn:uuid:") {
            let uuid = Uuid::try_parse(uuid).ok()?;
            return Some(Identifier { text: uuid.urn().to_string(), onix: Some(URN) });
        }
        if let Some(isbn) = isbn(&lower) {
            return Some(Identifier { text: format!("urn:isbn:{isbn}"), onix: Some(ISBN_13) });
        }
        if let Some(doi) = doi(text) {
            return Some(Identifier { text: format!("https://doi.org/{doi}"), onix: Some(DOI) });
        }
        let onix = lower.starts_with("urn:").then_some(URN);
        Some(Identifier { text: text.to_owned(), onix })
    }

    fn derived(job: Job<'_>) -> Identifier {
        Identifier { text: derived_uuid(job).urn().to_string(), onix: Some(URN) }
    }
}

/// RFC 9562, 5.5: version 5, from the canonical address where there is one, else from name, language and makers of the article.
fn derived_uuid(job: Job<'_>) -> Uuid {
    let meta = job.document.meta();
    if let Some(address) = &meta.canonical {
        return Uuid::new_v5(&Uuid::NAMESPACE_URL, address.as_str().as_bytes());
    }
    let mut name = vec!["quatrefoil".to_owned(), job.stem.to_owned(), text_of(&meta.title), meta.lang.to_string()];
    name.extend(meta.publisher.iter().map(ToString::to_string));
    name.extend(meta.contributors.iter().map(|contributor| contributor.name.to_string()));
    Uuid::new_v5(&Uuid::NAMESPACE_OID, name.join("\u{1f}").as_bytes())
}

/// An ISBN of 13 digits whose check digit is right; one of 10 becomes one of 13.
fn isbn(lower: &str) -> Option<String> {
    let text = lower.strip_prefix("urn:").unwrap_or(lower);
    let text = text.strip_prefix("isbn").unwrap_or(text).trim_start_matches(['-', ':', ' ']);
    let text = text.strip_prefix("13:").or_else(|| text.strip_prefix("10:")).unwrap_or(text).trim();
    if !text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' ' | 'x')) {
        return None;
    }
    let digits: Vec<u32> = text.chars().filter_map(|c| if c == 'x' { Some(10) } else { c.to_digit(10) }).collect();
    let (last, first) = digits.split_last()?;
    match digits.len() {
        13 if first.iter().all(|digit| *digit < 10) && check_digit(first) == *last => Some(joined(&digits)),
        10 if first.iter().all(|digit| *digit < 10) => {
            let sum: u32 = digits.iter().zip((1..=10).rev()).map(|(digit, weight)| digit * weight).sum();
            let mut long = vec![9, 7, 8];
            long.extend(first);
            long.push(check_digit(&long));
            sum.is_multiple_of(11).then(|| joined(&long))
        }
        _ => None,
    }
}

fn check_digit(first: &[u32]) -> u32 {
    let sum: u32 = first.iter().zip([1, 3].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    (10 - sum % 10) % 10
}

fn joined(digits: &[u32]) -> String {
    digits.iter().filter_map(|digit| char::from_digit(*digit, 10)).collect()
}

/// `10.1000/182` of any of the ways in which a DOI is written.
fn doi(text: &str) -> Option<&str> {
    let start = text.find("10.")?;
    let before = text[..start].to_ascii_lowercase();
    let known = ["", "doi:", "doi: ", "doi ", "urn:doi:", "info:doi/", "https://doi.org/", "http://doi.org/"];
    let known_host = before == "https://dx.doi.org/" || before == "http://dx.doi.org/";
    let doi = &text[start..];
    let (registrant, suffix) = doi[3..].split_once('/')?;
    let well_formed = registrant.len() >= 4
        && registrant.chars().all(|c| c.is_ascii_digit() || c == '.')
        && !suffix.is_empty()
        && !suffix.contains(char::is_whitespace);
    (well_formed && (known_host || known.contains(&before.as_str()))).then_some(doi)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_known_by_its_form() {
        for (given, text, onix) in [
            ("978-3-16-148410-0", "urn:isbn:9783161484100", Some(ISBN_13)),
            ("ISBN 978 3 16 148410 0", "urn:isbn:9783161484100", Some(ISBN_13)),
            ("urn:isbn:9783161484100", "urn:isbn:9783161484100", Some(ISBN_13)),
            ("ISBN-10: 3-16-148410-X", "urn:isbn:9783161484100", Some(ISBN_13)),
            ("doi:10.1000/182", "https://doi.org/10.1000/182", Some(DOI)),
            ("https://doi.org/10.1000/182", "https://doi.org/10.1000/182", Some(DOI)),
            (
                "urn:uuid:C0FFEE00-0000-4000-8000-000000000000",
                "urn:uuid:c0ffee00-0000-4000-8000-000000000000",
                Some(URN),
            ),
            ("urn:nbn:de:101:1-2019072802401757702913", "urn:nbn:de:101:1-2019072802401757702913", Some(URN)),
            ("Leaflet 12", "Leaflet 12", None),
        ] {
            assert_eq!(Identifier::given(given), Some(Identifier { text: text.to_owned(), onix }), "{given}");
        }
    }

    #[test]
    fn a_wrong_check_digit_is_no_isbn() {
        for given in ["978-3-16-148410-1", "3-16-148410-1", "isbn", "13:", "xxxxxxxxxx"] {
            let identifier = Identifier::given(given).unwrap();
            assert_eq!((identifier.text.as_str(), identifier.onix), (given, None));
        }
        assert_eq!(Identifier::given("urn:uuid:no"), None);
    }
}
