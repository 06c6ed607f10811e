//! Strings that are made only by their check: whoever holds one need not look at it again.

use super::characters::{is_blank, is_collapsible, is_forbidden, without_unprintable};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a string is not what it should be, as one clause: `` `En_us` is not a language tag ``.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed(pub String);

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Malformed {}

/// Declares a string type whose only constructor is `new`, which checks or repairs; serde goes through it too.
macro_rules! checked_string {
    ($(#[doc = $doc:literal])+ $name:ident) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The string as it was checked.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = Malformed;
            fn try_from(text: String) -> Result<Self, Malformed> {
                Self::new(&text)
            }
        }

        impl From<$name> for String {
            fn from(checked: $name) -> String {
                checked.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
pub(super) use checked_string;

checked_string! {
    /// A name that is unique in its document and well formed in HTML, in XML (an NCName) and in a URL fragment: a letter, then
    /// letters, digits, `-`, `_` and `.`, all ASCII, at most 100 characters.
    Id
}

impl Id {
    /// Checks a name.
    pub fn new(text: &str) -> Result<Id, Malformed> {
        let well_formed = text.len() <= 100
            && text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
        if !well_formed {
            return Err(Malformed(format!("`{text}` is not a well-formed id")));
        }
        Ok(Id(text.to_owned()))
    }
}

checked_string! {
    /// A well-formed language tag (BCP 47), its subtags in their usual case: `en`, `en-GB`, `zh-Hant-TW`.
    Lang
}

impl Lang {
    /// Checks a tag and puts its subtags into their usual case.
    pub fn new(text: &str) -> Result<Lang, Malformed> {
        let malformed = || Malformed(format!("`{text}` is not a language tag such as `en` or `pt-BR`"));
        let mut subtags = text.split('-');
        let primary = subtags.next().unwrap_or_default();
        let primary_length = if primary.eq_ignore_ascii_case("x") { 1..=1 } else { 2..=3 };
        if !primary_length.contains(&primary.len()) || !primary.chars().all(|c| c.is_ascii_alphabetic()) {
            return Err(malformed());
        }
        let mut tag = primary.to_ascii_lowercase();
        // A singleton opens an extension or, as `x`, the private rest; what it opens may not be empty.
        let mut singleton = (primary.len() == 1).then_some('x');
        let mut just_opened = singleton.is_some();
        for subtag in subtags {
            if !(1..=8).contains(&subtag.len()) || !subtag.chars().all(|c| c.is_ascii_alphanumeric()) {
                return Err(malformed());
            }
            let opens = subtag.len() == 1 && singleton != Some('x');
            if opens && just_opened {
                return Err(malformed());
            }
            tag.push('-');
            tag.push_str(&usual_case(subtag, singleton.is_some()));
            if opens {
                singleton = tag.chars().last();
            }
            just_opened = opens;
        }
        if just_opened {
            return Err(malformed());
        }
        Ok(Lang(tag))
    }

    /// English, for articles that say nothing of their language and whose words do not tell.
    pub fn english() -> Lang {
        Lang("en".to_owned())
    }

    /// The language without region or script: `pt` of `pt-BR`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// The direction of the script that the language is usually written in, or that its tag names.
    pub fn direction(&self) -> Direction {
        const RTL_LANGUAGES: [&str; 14] =
            ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "ps", "sd", "ug", "ur", "yi"];
        const RTL_SCRIPTS: [&str; 8] = ["Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Syrc", "Thaa"];
        let script = self
            .0
            .split('-')
            .skip(1)
            .find(|subtag| subtag.len() == 4 && subtag.chars().all(|c| c.is_ascii_alphabetic()));
        let rtl = match script {
            Some(script) => RTL_SCRIPTS.contains(&script),
            None => RTL_LANGUAGES.contains(&self.primary()),
        };
        if rtl { Direction::Rtl } else { Direction::Ltr }
    }
}

/// BCP 47, 2.1.1: regions in capitals, scripts with one capital, all else in lower case.
fn usual_case(subtag: &str, after_singleton: bool) -> String {
    let lower = subtag.to_ascii_lowercase();
    let letters = subtag.chars().all(|c| c.is_ascii_alphabetic());
    match subtag.len() {
        _ if after_singleton || !letters => lower,
        1 => lower,
        2 => subtag.to_ascii_uppercase(),
        4 => lower[..1].to_ascii_uppercase() + &lower[1..],
        _ => lower,
    }
}

/// The direction in which a script runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// The value of HTML's `dir` attribute.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        }
    }

    /// A telephone number for words of this direction. Its groups would change places among words that run from right to
    /// left: a mark before it (U+200E) keeps them in order, and is not seen.
    pub fn with_number(self, number: &str) -> String {
        match self {
            Direction::Rtl if !number.is_empty() => format!("\u{200e}{number}"),
            Direction::Ltr | Direction::Rtl => number.to_owned(),
        }
    }
}

/// Letters and marks that run from right to left, or ask for the algorithm that turns text (UAX #9: R, AL, RLE, RLO, RLI and the
/// blocks set aside for them).
pub fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202b}' | '\u{202e}' | '\u{2067}' | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

checked_string! {
    /// One line of words: never empty, no control characters, white space is single spaces and none at the ends.
    Line
}

impl Line {
    /// Joins white space, and repairs or leaves out what no edition may hold ([`without_unprintable`]); an error where nothing is
    /// left.
    pub fn new(text: &str) -> Result<Line, Malformed> {
        let clean = without_unprintable(text);
        let words: Vec<&str> = clean.split(is_collapsible).filter(|word| !word.is_empty()).collect();
        if words.iter().all(|word| is_blank(word)) {
            return Err(Malformed("a line of words is empty".to_owned()));
        }
        Ok(Line(words.join(" ")))
    }
}

checked_string! {
    /// The path of a file below the article's folder: relative, parts joined by `/`, none of them empty, `.` or `..`.
    AssetPath
}

impl AssetPath {
    /// Checks a path. `./` at its head is left out.
    pub fn new(text: &str) -> Result<AssetPath, Malformed> {
        let path = text.strip_prefix("./").unwrap_or(text);
        let below = !path.is_empty()
            && !path.contains(['\\', ':', '\0'])
            && !path.chars().any(is_forbidden)
            && path.split('/').all(|part| !matches!(part, "" | "." | ".."));
        if !below {
            return Err(Malformed(format!("`{text}` is not a path below the article's folder")));
        }
        Ok(AssetPath(path.to_owned()))
    }
}

checked_string! {
    /// A MARC relator code: three lowercase letters, such as `aut`, `edt`, `ill` or `trl`.
    Role
}

impl Role {
    /// Checks the form of a code, not that it is on the Library of Congress's list.
    pub fn new(text: &str) -> Result<Role, Malformed> {
        if text.len() != 3 || !text.chars().all(|c| c.is_ascii_lowercase()) {
            return Err(Malformed(format!("`{text}` is not a MARC relator code such as `aut`")));
        }
        Ok(Role(text.to_owned()))
    }

    /// `aut`: who wrote it.
    pub fn author() -> Role {
        Role("aut".to_owned())
    }
}

/// A calendar date of the proleptic Gregorian calendar, as exact as the author knew it (ISO 8601): `2026`, `2026-05` or
/// `2026-05-12`. It has no time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

impl Date {
    /// Reads `2026`, `2026-05` or `2026-05-12`.
    pub fn new(text: &str) -> Result<Date, Malformed> {
        Self::parse(text).ok_or_else(|| Malformed(format!("`{text}` is not a date such as `2026-05-12`")))
    }

    /// The day that lies a number of seconds after the beginning of 1970 (UTC); `None` outside the years 0 to 9999.
    pub fn from_unix_seconds(seconds: i64) -> Option<Date> {
        // Howard Hinnant's civil-from-days: eras of 400 years that begin on 1 March.
        let days = seconds.div_euclid(86_400) + 719_468;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = (day_of_year - (153 * shifted_month + 2) / 5 + 1) as u8;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 } as u8;
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let year = u16::try_from(year).ok().filter(|year| *year <= 9999)?;
        Some(Date { year, month: Some(month), day: Some(day) })
    }

    /// The year, 0 to 9999.
    pub fn year(self) -> u16 {
        self.year
    }

    /// 1 to 12; `None` where only the year is known.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// 1 to 31; `None` where only the month is known.
    pub fn day(self) -> Option<u8> {
        self.day
    }

    fn parse(text: &str) -> Option<Date> {
        let mut parts = text.trim().split('-');
        let number = |part: &str, digits: usize| -> Option<u16> {
            (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
        };
        let year = number(parts.next()?, 4)?;
        let month = parts.next().map(|part| number(part, 2).ok_or(())).transpose().ok()?.map(|m| m as u8);
        let day = parts.next().map(|part| number(part, 2).ok_or(())).transpose().ok()?.map(|d| d as u8);
        let in_range = month.is_none_or(|month| (1..=12).contains(&month))
            && day.is_none_or(|day| (1..=days_in(year, month.unwrap_or(1))).contains(&day));
        (in_range && parts.next().is_none()).then_some(Date { year, month, day })
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl TryFrom<String> for Date {
    type Error = Malformed;
    fn try_from(text: String) -> Result<Self, Malformed> {
        Date::new(&text)
    }
}

impl From<Date> for String {
    fn from(date: Date) -> String {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_tags_are_put_into_their_usual_case() {
        for (text, tag) in [
            ("EN", "en"),
            ("en-gb", "en-GB"),
            ("ZH-hant-tw", "zh-Hant-TW"),
            ("de-x-KLINIK", "de-x-klinik"),
            ("sl-rozaj-1994", "sl-rozaj-1994"),
        ] {
            assert_eq!(Lang::new(text).unwrap().as_str(), tag);
        }
        for text in ["", "e", "en_GB", "en-", "-en", "english-language", "en-a", "deutschland1", "é"] {
            assert!(Lang::new(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_script_decides_the_direction() {
        for (tag, direction) in [
            ("ar", Direction::Rtl),
            ("ar-Latn", Direction::Ltr),
            ("he-IL", Direction::Rtl),
            ("az-Arab", Direction::Rtl),
            ("en", Direction::Ltr),
        ] {
            assert_eq!(Lang::new(tag).unwrap().direction(), direction, "{tag}");
        }
    }

    #[test]
    fn a_number_among_right_to_left_words_begins_with_a_mark() {
        assert_eq!(Direction::Ltr.with_number("020"), "020");
        assert_eq!(Direction::Rtl.with_number("020"), "\u{200e}020");
        assert_eq!(Direction::Rtl.with_number(""), "");
    }

    #[test]
    fn lines_are_clean_or_refused() {
        assert_eq!(Line::new(" a\n b\u{0}\tc\u{a0}d ").unwrap().as_str(), "a b c\u{a0}d");
        for text in ["", " \n\t", "\u{0}", "\u{a0}"] {
            assert!(Line::new(text).is_err());
        }
    }

    #[test]
    fn asset_paths_stay_below_the_article() {
        assert_eq!(AssetPath::new("./a/b c.png").unwrap().as_str(), "a/b c.png");
        for text in ["", "/a", "../a", "a/../b", "a//b", "C:\\a", "http://a/b", "."] {
            assert!(AssetPath::new(text).is_err(), "{text}");
        }
    }

    #[test]
    fn dates_exist_in_the_calendar() {
        for text in ["2026", "2026-05", "2024-02-29", "0001-01-01"] {
            assert_eq!(Date::new(text).unwrap().to_string(), text);
        }
        for text in ["26", "2026-13", "2026-02-29", "2026-5-1", "2026-05-12T10:00", "2026-00", "2026-01-00", "+026"] {
            assert!(Date::new(text).is_err(), "{text}");
        }
        for (seconds, text) in
            [(0, "1970-01-01"), (951_782_400, "2000-02-29"), (-1, "1969-12-31"), (1_795_478_400, "2026-11-24")]
        {
            assert_eq!(Date::from_unix_seconds(seconds).unwrap().to_string(), text);
        }
        assert_eq!(Date::from_unix_seconds(i64::MAX / 2), None);
    }
}
