//! Dates as people write them → the tree's dates.

use super::characters::is_alphanumeric;
use super::likeness::{Hint, Hints};
use crate::tree::Date;
use std::sync::LazyLock;

/// The months in lowercase, as they stand in dates: English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Russian.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "jänner", "janvier", "enero", "gennaio", "janeiro", "januari", "stycznia", "января"],
    &["february", "februar", "février", "febrero", "febbraio", "fevereiro", "februari", "lutego", "февраля"],
    &["march", "märz", "mars", "marzo", "março", "maart", "marca", "марта"],
    &["april", "avril", "abril", "aprile", "kwietnia", "апреля"],
    &["may", "mai", "mayo", "maggio", "maio", "mei", "maja", "мая"],
    &["june", "juni", "juin", "junio", "giugno", "junho", "czerwca", "июня"],
    &["july", "juli", "juillet", "julio", "luglio", "julho", "lipca", "июля"],
    &["august", "août", "agosto", "augustus", "sierpnia", "августа"],
    &["september", "septembre", "septiembre", "settembre", "setembro", "września", "сентября"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro", "października", "октября"],
    &["november", "novembre", "noviembre", "novembro", "listopada", "ноября"],
    &["december", "dezember", "décembre", "diciembre", "dicembre", "dezembro", "grudnia", "декабря"],
];

/// Tells nearly all words that name no month; English months have short names too.
static MONTH_HINTS: LazyLock<Hints> = LazyLock::new(|| {
    let short = MONTHS.iter().map(|names| &names[0][..3]).chain(["sept"]);
    Hints::of(MONTHS.iter().copied().flatten().copied().chain(short))
});
/// As much for the days of the week.
static WEEKDAY_HINTS: LazyLock<Hints> = LazyLock::new(|| Hints::of(WEEKDAYS.iter().copied()));

/// The number of a month, by its name or, in English, the first letters of it; `None` for any other word.
pub fn month(word: &str) -> Option<u8> {
    if !(3..=24).contains(&word.len()) || !MONTH_HINTS.may_have(Hint::of(word)) {
        return None;
    }
    let word = word.to_lowercase();
    let short = word.len() == 3 || word == "sept";
    let at = MONTHS.iter().position(|names| names.contains(&word.as_str()) || short && names[0].starts_with(&word))?;
    Some(at as u8 + 1)
}

/// The days of the week in lowercase, in the languages of the months that most letters are written in.
const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
];

fn is_weekday(word: &str) -> bool {
    WEEKDAY_HINTS.may_have(Hint::of(word)) && WEEKDAYS.contains(&word.to_lowercase().as_str())
}

/// `Old Town, 12 May 1826.`, `Tuesday morning`, `Ce jeudi 3 mars`: a short line that says when something was written, and where.
pub fn is_dateline(words: &str) -> bool {
    const MOST: usize = 9;
    if 80 < words.len() {
        return false;
    }
    // Without figures, no more than a day of the week dates a line.
    let figures = words.bytes().any(|byte| byte.is_ascii_digit());
    let most = if figures { MOST } else { 3 };
    let [mut count, mut months, mut days, mut years, mut weekdays] = [0; 5];
    for part in words.split(|c: char| !is_alphanumeric(c)).filter(|part| !part.is_empty()) {
        count += 1;
        if most < count {
            return false;
        }
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let number: u32 = part[..digits].parse().unwrap_or(0);
        days += usize::from(0 < digits && part.len() <= digits + 2 && (1..=31).contains(&number));
        years += usize::from(digits == 4 && part.len() == 4 && (1000..2100).contains(&number));
        months += usize::from(figures && month(part).is_some());
        weekdays += usize::from(is_weekday(part));
    }
    months == 1 && 0 < days + years || weekdays == 1 && count <= 3
}

/// Reads `2026-05-12`, `12 May 2026`, `May 12, 2026`, `12th May 2026`, `12. Mai 2026`, `12 de mayo de 2026`, `12.05.2026`,
/// `2026年5月12日`, `May 2026` and `2026`; `None` for anything else. A date in figures that two countries read differently
/// (`5/12/2026`) is none.
pub fn date(words: &str) -> Option<Date> {
    let words = words.trim().trim_end_matches('.');
    if let Some(date) = Date::new(words).ok().or_else(|| in_figures(words)) {
        return Some(date);
    }
    // `of` between the parts, and the word for a year behind them, say nothing more.
    let said = |part: &&str| !part.is_empty() && !matches!(*part, "de" | "del" | "r" | "г" | "года" | "roku");
    let mut parts = words.split([' ', ',']).filter(said);
    let day = |part: &str| -> Option<u8> {
        let digits = part.trim_end_matches(|c: char| c.is_alphabetic() || matches!(c, '.' | 'º'));
        let ordinal = matches!(&part[digits.len()..], "" | "st" | "nd" | "rd" | "th" | "." | "er" | "º");
        digits.parse().ok().filter(|day| ordinal && (1..=31).contains(day))
    };
    let (year, month, day) = match [parts.next(), parts.next(), parts.next(), parts.next()] {
        [Some(first), Some(second), Some(year), None] => match (month(first), month(second)) {
            (Some(month), _) => (year, month, Some(day(second)?)),
            (None, Some(month)) => (year, month, Some(day(first)?)),
            (None, None) => return None,
        },
        [Some(first), Some(year), None, _] => (year, month(first)?, None),
        _ => return None,
    };
    let text = match day {
        Some(day) => format!("{year}-{month:02}-{day:02}"),
        None => format!("{year}-{month:02}"),
    };
    Date::new(&text).ok()
}

/// `12.05.2026`, which no country reads otherwise, `2026年5月12日` and `2026년 5월 12일`.
fn in_figures(words: &str) -> Option<Date> {
    let ends = ['.', '年', '月', '日', '년', '월', '일'];
    let mut parts = words.split(ends).map(str::trim).filter(|part| !part.is_empty());
    let figures = |part: &&str| part.bytes().all(|b| b.is_ascii_digit());
    let [first, second, third] = [parts.next(), parts.next(), parts.next()].map(|part| part.filter(figures));
    let [year, month, day] = match (first?, second?, third?) {
        _ if parts.next().is_some() => return None,
        (day, month, year) if words.contains('.') && year.len() == 4 => [year, month, day],
        (year, month, day) if words.contains(['年', '년']) => [year, month, day],
        _ => return None,
    };
    Date::new(&format!("{year}-{:02}-{:02}", month.parse::<u8>().ok()?, day.parse::<u8>().ok()?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_say_when_a_letter_was_written_are_told() {
        for words in [
            "Old Town, 12 May 1826.",
            "Tuesday morning.",
            "Ce jeudi 3 mars 1672",
            "_March, 1825._",
            "Napoli, 4 febbraio",
        ] {
            assert!(is_dateline(words), "{words}");
        }
        for words in
            ["The March of the Ten", "Friday's Child and the Man from the Mill", "Chapter 12", "1825", "May I?", ""]
        {
            assert!(!is_dateline(words), "{words}");
        }
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (words, iso) in [
            ("12 May 2026", "2026-05-12"),
            ("May 12, 2026", "2026-05-12"),
            ("3rd Sept 2026.", "2026-09-03"),
            ("March 2025", "2025-03"),
            ("2026-05-12", "2026-05-12"),
            ("2026", "2026"),
            ("12. Mai 2026", "2026-05-12"),
            ("1er août 2026", "2026-08-01"),
            ("12 de mayo de 2026", "2026-05-12"),
            ("1º de março de 2026", "2026-03-01"),
            ("3 settembre 2026", "2026-09-03"),
            ("12 mei 2026", "2026-05-12"),
            ("12 maja 2026 r.", "2026-05-12"),
            ("12 мая 2026 г.", "2026-05-12"),
            ("12.05.2026", "2026-05-12"),
            ("2026年5月12日", "2026-05-12"),
        ] {
            assert_eq!(date(words).map(|date| date.to_string()).as_deref(), Some(iso), "{words}");
        }
        for words in
            ["5/12/2026", "soon", "32 May 2026", "May", "12 May", "30 February 2026", "32.01.2026", "年", "1.2", ""]
        {
            assert_eq!(date(words), None, "{words}");
        }
    }
}
