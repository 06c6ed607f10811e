//! The ranges of a text that stay on one line: doses, units, dates, times, telephone numbers, codes such as `HER2-`.
//!
//! One law for all four editions. It looks at words and the spaces between them once, from left to right.

use crate::tree::is_collapsible;
use std::ops::Range;

/// The ranges of bytes of a text that must stay on one line: in order, apart from each other, never empty. Most are
/// several words; a single word is listed only where a hyphen or slash in it would otherwise end a line. `months` are the names
/// of the months in the language of the text, in each of their forms.
///
/// A range that is longer than the line has to be broken all the same, at its spaces first.
pub fn unbreakable_ranges(text: &str, months: MonthNames) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut before: [Option<Word<'_>>; 2] = [None, None];
    let mut call: Option<Call> = None;
    for word in words(text, months) {
        if !word.unmarked && stays_in_one_piece(word.whole) {
            add(&mut ranges, word.range());
        }
        if let [two_before, Some(last)] = &before
            && belong_together(two_before.as_ref(), last, &word)
        {
            add(&mut ranges, last.start..word.end());
        }
        call = Call::extended(call, &word);
        if let Some(call) = &call
            && call.groups > 1
            && call.digits >= 6
        {
            add(&mut ranges, call.start..word.end());
        }
        before = [before[1].take(), Some(word)];
    }
    ranges
}

/// The names of months in one language: in whole dates, and beside a year alone.
pub type MonthNames = [&'static [&'static str]; 2];

/// Adds a range that begins after all others or in the last one.
fn add(ranges: &mut Vec<Range<usize>>, range: Range<usize>) {
    while let Some(last) = ranges.last_mut() {
        if last.end <= range.start {
            break;
        }
        if last.start <= range.start {
            last.end = last.end.max(range.end);
            return;
        }
        ranges.pop();
    }
    ranges.push(range);
}

/// A word between spaces: as it stands, and without the marks around it.
struct Word<'t> {
    start: usize,
    whole: &'t str,
    /// Without brackets and quotes before it, and without marks after it.
    core: &'t str,
    /// Nothing but ASCII letters and digits, as most words are.
    unmarked: bool,
    kind: Kind,
    /// Ends a clause: what follows belongs to something else.
    closes: bool,
}

/// The role that a word can play in a range.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// A number, with its digits before the first mark; `None` where they are too many to be a day or a year.
    Number(Option<u32>),
    Month,
    /// A thing counted or a unit of measure.
    Unit,
    /// `≥`, `±`, `×`, `x`, `=`.
    Operator,
    /// Words that name the number after them: `No.`, `Page`, `Table`.
    Counter,
    /// `Dr.`, `Mrs`: the name follows.
    Title,
    /// A capitalised word after a title, and so part of a name.
    Name,
    /// `de` in a Spanish or Portuguese date.
    Of,
    Other,
}

impl Word<'_> {
    fn range(&self) -> Range<usize> {
        self.start..self.end()
    }

    fn end(&self) -> usize {
        self.start + self.whole.len()
    }
}

fn words(text: &str, months: MonthNames) -> impl Iterator<Item = Word<'_>> {
    let mut after_title = 0;
    let months = Months::of(months);
    pieces(text).map(move |(whole, unmarked)| {
        let (opened, core) = if unmarked { (whole, whole) } else { stripped(whole) };
        let is_known =
            !unmarked || whole.as_bytes()[0].is_ascii_digit() || lists_of(whole) != 0 || months.may_hold(whole);
        let mut kind = if is_known { kind_of(core, &months) } else { Kind::Other };
        after_title = match kind {
            Kind::Title => 3,
            _ if after_title > 0 && core.starts_with(char::is_uppercase) => after_title - 1,
            _ => 0,
        };
        let is_initial = !unmarked && is_initial(core);
        if kind == Kind::Other && (after_title > 0 || is_initial) {
            kind = Kind::Name;
        }
        let closes = core.len() < opened.len() || core.ends_with('.') && kind == Kind::Other && !is_initial;
        if closes {
            after_title = 0;
        }
        Word { start: whole.as_ptr() as usize - text.as_ptr() as usize, whole, core, unmarked, kind, closes }
    })
}

/// The words between spaces, each with true if it is nothing but ASCII letters and digits.
fn pieces(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(is_collapsible);
        if rest.is_empty() {
            return None;
        }
        let letters = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let end = match rest.as_bytes().get(letters) {
            None | Some(b' ') => letters,
            Some(_) => letters + rest[letters..].find(is_collapsible).unwrap_or(rest.len() - letters),
        };
        let piece;
        (piece, rest) = rest.split_at(end);
        Some((piece, end == letters))
    })
}

/// A word without brackets and quotes before it, and the same without marks after it, but for one full stop.
fn stripped(whole: &str) -> (&str, &str) {
    let opened = whole.trim_start_matches(['(', '[', '“', '"', '‘', '\'', '«', '„', '¿', '¡']);
    let marks = [',', ';', ':', '!', '?', ')', ']', '”', '"', '’', '\'', '»', '…', '،', '؛', '؟', '、', '。', '，'];
    let bare = opened.trim_end_matches(|c| c == '.' || marks.contains(&c));
    let core = if opened[bare.len()..].starts_with('.') { &opened[..bare.len() + 1] } else { bare };
    (opened, core)
}

fn kind_of(core: &str, months: &Months) -> Kind {
    let bare = core.trim_end_matches('.');
    if is_number(core) {
        let digits: String =
            core.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        return Kind::Number(digits.parse().ok());
    }
    if core.len() <= 3
        && core.chars().count() == 1
        && core.contains(['=', '<', '>', '≤', '≥', '±', '×', '+', '−', '≈', '~', 'x', '–'])
    {
        return Kind::Operator;
    }
    if months.hold(bare) {
        return Kind::Month;
    }
    if is_listed(UNITS, bare) || bare.len() < core.len() && is_listed(UNITS, core) || is_ratio(bare) {
        return Kind::Unit;
    }
    if is_listed(COUNTERS, bare) {
        return Kind::Counter;
    }
    if is_listed(TITLES, bare) {
        return Kind::Title;
    }
    if core == "de" { Kind::Of } else { Kind::Other }
}

/// True if no line may end between two words. `before` is the word before both.
fn belong_together(before: Option<&Word<'_>>, last: &Word<'_>, word: &Word<'_>) -> bool {
    if last.closes {
        // `12 May, 2026` and `May 12, 2026` go on after the comma.
        let dated = last.whole.ends_with(',')
            && (last.kind == Kind::Month || before.is_some_and(|before| before.kind == Kind::Month));
        return dated && is_year(word) && matches!(last.kind, Kind::Month | Kind::Number(_));
    }
    match (last.kind, word.kind) {
        (Kind::Number(_), Kind::Unit) => true,
        (Kind::Number(Some(day)), Kind::Month) => day <= 31,
        (Kind::Month, Kind::Number(Some(number))) => number <= 31 || is_year(word),
        (Kind::Number(Some(day)), Kind::Of) => day <= 31,
        (Kind::Of, Kind::Month) => before.is_some_and(|before| matches!(before.kind, Kind::Number(_))),
        (Kind::Month, Kind::Of) => before.is_some_and(|before| before.kind == Kind::Of),
        (Kind::Of, Kind::Number(_)) => before.is_some_and(|before| before.kind == Kind::Month),
        // `10 000`: thousands parted by spaces.
        (Kind::Number(_), Kind::Number(_)) => {
            let plain = |word: &Word<'_>| word.core.bytes().all(|b| b.is_ascii_digit());
            plain(last)
                && last.core.len() <= 3
                && word.core.len() >= 3
                && word.core.bytes().take(3).all(|b| b.is_ascii_digit())
        }
        (Kind::Operator, Kind::Number(_)) | (Kind::Number(_), Kind::Operator) => true,
        (Kind::Counter, Kind::Number(_)) => true,
        (Kind::Title | Kind::Name, Kind::Name) => true,
        (Kind::Title, Kind::Title) => true,
        // `5 pm.`, `10.30 a.m. today` end with the unit; `mg per day` is read on its own.
        (Kind::Unit | Kind::Other | Kind::Operator | Kind::Counter | Kind::Title | Kind::Name, _) => false,
        (Kind::Number(_) | Kind::Month | Kind::Of, _) => false,
    }
}

fn is_year(word: &Word<'_>) -> bool {
    matches!(word.kind, Kind::Number(Some(1000..=2999))) && word.core.trim_end_matches('.').len() == 4
}

fn is_number(core: &str) -> bool {
    let first = core.chars().next();
    if first.is_none_or(|c| c.is_ascii_alphabetic()) {
        return false;
    }
    let digits = core.bytes().filter(u8::is_ascii_digit).count();
    let starts = first.is_some_and(|c| c.is_ascii_digit() || "+-−–±~≈<>≤≥€£$¥#½¼¾".contains(c));
    let fraction = core.contains(['½', '¼', '¾', '⅓', '⅔']);
    if !starts || digits == 0 && !fraction {
        return false;
    }
    let ordinal = ["st", "nd", "rd", "th", "er", "º", "ª"].iter().find_map(|ending| core.strip_suffix(ending));
    let rest = ordinal.unwrap_or(core);
    rest.chars().all(|c| c.is_ascii_digit() || ".,:/+-−–±~≈<>≤≥€£$¥#½¼¾⅓⅔×x'’%°".contains(c))
}

fn is_initial(core: &str) -> bool {
    let mut characters = core.chars();
    matches!((characters.next(), characters.next(), characters.next()), (Some(first), Some('.'), None) if first.is_uppercase())
}

/// The names of months in one language, and their English short forms.
struct Months {
    names: [&'static [&'static str]; 3],
    /// A bit for each byte that one of them begins with: most words are told by it.
    begins: [u64; 4],
}

impl Months {
    const SHORT: [&str; 13] =
        ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "May"];

    fn of([dated, alone]: MonthNames) -> Months {
        let names: [&[&str]; 3] = [dated, alone, &Months::SHORT];
        let mut begins = [0; 4];
        for first in names.iter().copied().flatten().filter_map(|name| name.as_bytes().first()) {
            begins[usize::from(first >> 6)] |= 1 << (first & 63);
        }
        Months { names, begins }
    }

    fn may_hold(&self, word: &str) -> bool {
        word.as_bytes().first().is_some_and(|first| self.begins[usize::from(first >> 6)] >> (first & 63) & 1 == 1)
    }

    fn hold(&self, word: &str) -> bool {
        self.may_hold(word) && self.names.iter().any(|names| names.contains(&word))
    }
}

/// `mg/ml`, `beats/min`: units on both sides of a stroke.
fn is_ratio(bare: &str) -> bool {
    bare.split_once('/').is_some_and(|(above, below)| {
        is_listed(UNITS, above) && (is_listed(UNITS, below) || below.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// True for a word that must not be broken at its hyphens and strokes: `HER2-`, `ER+/HER2-`, `12-week`, `e-mail`, `10–20`. An address may.
fn stays_in_one_piece(word: &str) -> bool {
    const LONGEST: usize = 24;
    // The first byte of `‐` and `–` too.
    let may_be_parted = word.bytes().any(|b| matches!(b, b'-' | b'/' | b'+' | 0xe2));
    if !may_be_parted || !word.contains(['-', '‐', '–', '/', '+']) || word.len() > LONGEST || is_address(word) {
        return false;
    }
    let part_is_short = word.split(['-', '‐']).any(|part| part.chars().filter(|c| c.is_alphanumeric()).count() <= 2);
    word.bytes().any(|b| b.is_ascii_digit()) || word.contains('+') || word.contains(['-', '‐']) && part_is_short
}

fn is_address(word: &str) -> bool {
    word.contains("://")
        || word.contains('@')
        || word.starts_with("www.")
        || word.matches('/').count() > 1 && word.contains('.')
}

/// A telephone number: groups of digits with no mark but brackets, dots and hyphens.
struct Call {
    start: usize,
    groups: usize,
    digits: usize,
}

impl Call {
    fn extended(call: Option<Call>, word: &Word<'_>) -> Option<Call> {
        let only =
            word.core.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'(' | b')' | b'-' | b'.' | b'/'));
        let digits = if only { word.core.bytes().filter(u8::is_ascii_digit).count() } else { 0 };
        if digits < 2 {
            return None;
        }
        let start = word.start;
        let (start, groups, before) = call.map_or((start, 0, 0), |call| (call.start, call.groups, call.digits));
        let ends = word.closes && !word.whole.ends_with(')');
        // A number after a clause's end begins anew: `2 tablets, 500 mg`.
        (!ends || groups > 0).then_some(Call { start, groups: groups + 1, digits: before + digits })
    }
}

/// True if a sorted list holds a word. `list` is its place in [`LISTS`].
fn is_listed(list: usize, word: &str) -> bool {
    lists_of(word) >> list & 1 == 1 && LISTS[list].binary_search(&word).is_ok()
}

/// The lists that may hold a word, a bit for each: most words are in none, and their length, first and last letter tell.
fn lists_of(word: &str) -> u8 {
    MARKS[mark(word.as_bytes())]
}

/// A number below 4,096, the same for few words.
const fn mark(word: &[u8]) -> usize {
    match word {
        [] => 0,
        [only] => *only as usize,
        [first, .., last] => (word.len() * 509 + *first as usize * 31 + *last as usize * 7) % 4096,
    }
}

/// For each mark the lists with a word that has it.
static MARKS: [u8; 4096] = {
    let mut marks = [0; 4096];
    let mut list = 0;
    while list < LISTS.len() {
        let mut at = 0;
        while at < LISTS[list].len() {
            marks[mark(LISTS[list][at].as_bytes())] |= 1 << list;
            at += 1;
        }
        list += 1;
    }
    marks
};

const UNITS: usize = 0;
const COUNTERS: usize = 1;
const TITLES: usize = 2;

/// The last one holds what is told apart by itself.
const LISTS: [&[&str]; 4] = [UNIT_WORDS, COUNTER_WORDS, TITLE_WORDS, &["de", "x"]];

/// Sorted by bytes. Counted things are here in the languages of the labels.
#[rustfmt::skip]
const UNIT_WORDS: &[&str] = &[
    "%", "A.M", "AM", "Bq", "GB", "Gy", "Hz", "IE", "IU", "Jahre", "Jahren", "Kapseln", "MB", "MBq", "MHz", "Minuten",
    "Monate", "Monaten", "P.M", "PM", "Stunden", "Tabletten", "Tage", "Tagen", "Tropfen", "UI", "Uhr", "Wochen",
    "a.m", "am", "anni", "années", "ans", "años", "bpm", "capsule", "capsules", "cm", "compresse", "comprimidos",
    "comprimés", "cups", "dL", "dagen", "day", "days", "degrees", "dl", "dose", "doses", "drops", "días", "eV",
    "feet", "fl", "ft", "g", "giorni", "gocce", "gotas", "gouttes", "gram", "grams", "h", "heures", "horas", "hour",
    "hours", "hr", "hrs", "in", "inch", "inches", "jaar", "jours", "kBq", "kJ", "kPa", "kcal", "kg", "kilograms",
    "km", "l", "lb", "lbs", "litre", "litres", "m", "mL", "mSv", "maanden", "mcg", "meses", "mesi", "metres", "mg",
    "microgram", "micrograms", "midnight", "miles", "milligram", "milligrams", "millilitre", "millilitres", "min",
    "mins", "minute", "minuten", "minutes", "minuti", "minutos", "ml", "mm", "mmHg", "mmol", "mois", "month",
    "months", "ng", "nmol", "noon", "o'clock", "ore", "oz", "p.m", "percent", "pg", "pm", "pmol", "points", "pt",
    "puffs", "s", "sec", "second", "seconds", "semaines", "semanas", "settimane", "spoonfuls", "stone", "tablet",
    "tablets", "tabletten", "times", "unit", "units", "uur", "week", "weeks", "weken", "year", "years", "°", "°C",
    "°F", "µg", "μg", "€",
];

/// Sorted by bytes. Words that are followed by their number.
#[rustfmt::skip]
const COUNTER_WORDS: &[&str] = &[
    "Abb", "Abbildung", "Chapter", "Fig", "Figure", "Kapitel", "No", "Note", "Nr", "Page", "Part", "Room", "Seite",
    "Stage", "Step", "Tabelle", "Table", "Teil", "Ward", "chapter", "figure", "grade", "n", "no", "p", "page",
    "phase", "pp", "room", "stage", "step", "table", "type", "ward",
];

/// Sorted by bytes. Titles before a name.
#[rustfmt::skip]
const TITLE_WORDS: &[&str] = &[
    "Dott", "Dr", "Dra", "Frau", "Herr", "Lady", "Lord", "M", "Miss", "Mme", "Mr", "Mrs", "Ms", "Nurse", "Prof",
    "Professor", "Sig", "Sir", "Sister", "Sr", "Sra", "St",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::Labels;
    use crate::tree::Lang;

    #[track_caller]
    fn check(lang: &str, text: &str, whole: &[&str]) {
        let labels = Labels::of(&Lang::new(lang).unwrap());
        let found: Vec<&str> =
            unbreakable_ranges(text, labels.month_names()).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, whole, "{text}");
    }

    #[test]
    fn a_number_stays_with_its_unit() {
        check("en", "was 3.7 months versus 2.0 months on care", &["3.7 months", "2.0 months"]);
        check("en", "Take 345 mg, or (2 × 500 mg).", &["345 mg,", "(2 × 500 mg)."]);
        check("en", "at 18 pt or 5 mg/ml, 20 °C, 5 %", &["18 pt", "5 mg/ml,", "20 °C,", "5 %"]);
        check("en", "in 2 cases, and 12 months", &["12 months"]);
        check("ar", "0.1 %، 5 mg؟", &["0.1 %،", "5 mg؟"]);
        check("fr", "10 000 personnes", &["10 000"]);
        check("en", "p ≥ 0.05 and ½ tablet", &["≥ 0.05", "½ tablet"]);
    }

    #[test]
    fn a_date_or_time_stays_whole() {
        check("en", "on 12 May 2026 at 10.30 am or May 12, 2026.", &["12 May 2026", "10.30 am", "May 12, 2026."]);
        check("en", "at 12:00 noon", &["12:00 noon"]);
        check("de", "am 3. März 2026 um 10 Uhr", &["3. März 2026", "10 Uhr"]);
        check("es", "el 12 de mayo de 2026, a las", &["12 de mayo de 2026,"]);
        check("pl", "maj 2026 albo 3 maja 2026", &["maj 2026", "3 maja 2026"]);
        check("en", "In May 3 people came", &["May 3"]);
        check("en", "May I ask?", &[]);
    }

    #[test]
    fn a_telephone_number_stays_whole() {
        check("en", "call 0800 123 456, now", &["0800 123 456,"]);
        check("en", "(+44 20 7946 0018) or 116 117.", &["(+44 20 7946 0018)", "116 117."]);
        check("en", "in 2020, 2021 and 15", &[]);
    }

    #[test]
    fn a_title_stays_with_its_name() {
        check("en", "by Dr. Virginia Kaklamani, MD, who", &["Dr. Virginia Kaklamani,"]);
        check("en", "Mrs A. Smith said", &["Mrs A. Smith"]);
    }

    #[test]
    fn codes_are_not_broken_at_their_hyphens() {
        check("en", "with ER+/HER2- metastatic, IL-6, a 12-week e-mail", &["ER+/HER2-", "IL-6,", "12-week", "e-mail"]);
        check("en", "one-size-fits-all well-being https://a.b/c-1", &[]);
        check("en", "10–20 mg", &["10–20 mg"]);
    }

    #[test]
    fn the_lists_are_sorted() {
        for list in LISTS {
            for pair in list.windows(2) {
                assert!(pair[0] < pair[1], "{} {}", pair[0], pair[1]);
            }
        }
    }
}
