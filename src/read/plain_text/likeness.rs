//! What could be a heading by its words alone: few, and neither begun nor ended like a sentence. Knows no pieces.

use super::characters::{is_alphabetic, is_alphanumeric, is_lowercase, is_uppercase, lowercase, parts};
use super::divisions::is_ordered;
use super::lines::is_spaceless;
use super::markers::{digit_of, roman_value};
use super::signs;
use std::collections::BTreeSet;

/// A heading has at most so many characters and words; in scripts without spaces, so many characters.
pub const MOST_CHARACTERS: usize = 120;
pub const MOST_WORDS: usize = 14;
pub const MOST_SPACELESS: usize = 40;

/// Whether words could be a title where space stands around them: they may end in a full stop or stand in quotation marks, but are
/// no stage direction and no motto.
pub fn is_title_in_space(words: &str) -> bool {
    // `Halla (smiling).` speaks.
    if words.trim_end_matches('_').ends_with(").") && !is_capitals(words) {
        return false;
    }
    let quotes = ['"', '“', '„', '«', '‘'];
    if words.starts_with('[') || words.starts_with(quotes) && (words.contains("--") || words.contains('—')) {
        return false;
    }
    let bare = words.trim_matches(|c: char| "*_=()[]\\\"'“”„‘’«» ".contains(c));
    let stopped = bare.strip_suffix('.').unwrap_or(bare);
    // Many words with a full stop behind them are a sentence, and so are words in quotation marks, unless they are written like a title.
    let stops = stopped.len() < bare.len();
    let quoted = words.starts_with(quotes)
        && (stops || words.contains(['!', '?']) || 2 < words.matches(quotes_of_speech).count());
    if (stops && 6 < parts(words).count() || quoted) && !is_title_case(bare) {
        return false;
    }
    let inner = signs::has_inner_end(stopped) && !is_ordered(bare);
    begins_like_heading(words) && ends_like_heading(stopped, || false) && is_few(words) && !inner
}

/// Whether half of the longer words begin like names; capitals do too.
pub fn is_title_case(words: &str) -> bool {
    let long = parts(words).filter(|word| 4 <= word.chars().count());
    let (capitalised, all) = long.fold((0, 0), |(capitalised, all), word| {
        (capitalised + usize::from(word.contains(char::is_uppercase)), all + 1)
    });
    all <= capitalised * 2
}

/// Marks that open or close what somebody says.
fn quotes_of_speech(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Whether words are few enough to name a division, with what stands behind its number.
pub fn is_short(words: &str) -> bool {
    words.chars().count() <= MOST_CHARACTERS && parts(words).count() <= MOST_WORDS + 6
}

/// Letters, and no lowercase one among them; only scripts with two cases have capitals, so that an abbreviation in Chinese makes none.
pub fn is_capitals(words: &str) -> bool {
    let [mut capitals, mut caseless] = [0; 2];
    for c in words.chars() {
        if is_lowercase(c) {
            return false;
        }
        let capital = is_uppercase(c);
        capitals += usize::from(capital);
        caseless += usize::from(!c.is_ascii() && !capital && is_alphabetic(c));
    }
    2 <= capitals && caseless <= capitals
}

/// Whether words are few, begin like a heading and do not end like a sentence. A full stop ends no sentence where `may_stop` says so.
pub fn is_heading_like(all: &str, may_stop: impl FnOnce(&str) -> bool) -> bool {
    let words = all.trim_start_matches(|c| is_picture(c) || c == ' ');
    ends_like_heading(words, || may_stop(all))
        && begins_like_heading(words)
        && is_few(words)
        && !signs::is_quoted(words)
        && !signs::has_inner_end(words)
}

fn is_few(words: &str) -> bool {
    let (characters, spaceless) = if words.is_ascii() {
        (words.len(), 0)
    } else {
        words.chars().fold((0, 0), |(all, spaceless), c| (all + 1, spaceless + usize::from(is_spaceless(c))))
    };
    // A question may take a few words more than a name.
    let asks = words.ends_with(['?', '؟', '？']);
    let most = if asks { MOST_WORDS + 4 } else { MOST_WORDS };
    // Few characters are few words.
    let few = || words.len() < 2 * most || parts(words).count() <= most;
    characters <= MOST_CHARACTERS && spaceless <= MOST_SPACELESS && few()
}

fn begins_like_heading(words: &str) -> bool {
    let opens = |c: char| {
        matches!(
            c,
            '*' | '_' | '=' | '#' | '[' | '(' | '¿' | '¡' | '"' | '“' | '„' | '«' | '「' | '『' | '\'' | '‘' | '’'
        )
    };
    let bare = words.starts_with(|c: char| c.is_ascii_alphanumeric());
    let begins = if bare { words } else { words.trim_start_matches(|c: char| opens(c) || c.is_whitespace()) };
    match begins.chars().next() {
        None => false,
        Some(c) if is_lowercase(c) => signs::is_proper_in_lowercase(begins),
        Some(c) => is_alphanumeric(c) || matches!(c, '&' | '+' | '%' | '№' | '§'),
    }
}

/// A small picture that some set before a heading, and what belongs to it.
fn is_picture(c: char) -> bool {
    matches!(c as u32, 0x200d | 0xfe0f | 0x2600..0x27c0 | 0x2b00..0x2c00 | 0x1f000..0x1fb00)
}

fn ends_like_heading(words: &str, may_stop: impl FnOnce() -> bool) -> bool {
    let ends = signs::without_closing_marks(words);
    if signs::ends_in_brackets(words) {
        return true;
    }
    let mut last = ends.chars().rev();
    match last.next() {
        None => false,
        // `iCloud+` is a name.
        Some('+') => last.next().is_some_and(char::is_alphanumeric),
        Some('?' | '？' | '؟' | '\u{37e}') => true,
        // Greek asks with the semicolon.
        Some(';') => words.chars().any(|c| matches!(c, '\u{370}'..='\u{3ff}')),
        Some('.') => may_stop() || roman_value(ends.trim_end_matches('.')).is_some(),
        Some(c) => !signs::ends_sentence(c) && !matches!(c, '-' | '–' | '—' | '―' | '/' | '=' | '+'),
    }
}

/// Words as they compare: without case, punctuation and spaces.
pub fn folded(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    if words.is_ascii() {
        folded.extend(words.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase() as char));
    } else {
        for c in words.chars() {
            match c {
                'a'..='z' | '0'..='9' => folded.push(c),
                'A'..='Z' => folded.push(c.to_ascii_lowercase()),
                c if c.is_ascii() || !is_alphanumeric(c) => {}
                c => folded.push(lowercase(c)),
            }
        }
    }
    folded
}

/// Some words as they compare, to be found at once.
#[derive(Debug, Default)]
pub struct Known {
    hints: Hints,
    folded: BTreeSet<String>,
}

impl Known {
    /// Adds words that are folded already.
    pub fn add(&mut self, folded: String) {
        self.hints.add(&folded);
        self.folded.insert(folded);
    }

    /// Whether words are among them.
    pub fn has(&self, words: &str) -> bool {
        self.hints.may_have(Hint::of(words)) && self.folded.contains(&folded(words))
    }

    /// `false` where no words among them end as these do.
    pub fn may_end(&self, words: &str) -> bool {
        self.hints.ends[Hint::end_of(words)] != 0
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }
}

/// What some words begin and end with: most others are told by that, before they are folded.
#[derive(Debug)]
pub struct Hints {
    /// A bit for each beginning.
    begins: u64,
    /// By the end of words, a bit for each beginning.
    ends: [u64; Hints::ENDS],
}

impl Default for Hints {
    fn default() -> Hints {
        Hints { begins: 0, ends: [0; Hints::ENDS] }
    }
}

impl Hints {
    const ENDS: usize = 512;

    /// The hints of some words, folded or not.
    pub fn of<'t>(words: impl IntoIterator<Item = &'t str>) -> Hints {
        let mut hints = Hints::default();
        words.into_iter().for_each(|words| hints.add(words));
        hints
    }

    /// Adds words, folded or not.
    pub fn add(&mut self, words: &str) {
        let Hint { begin, end } = Hint::of(words);
        self.begins |= 1 << begin;
        self.ends[end] |= 1 << begin;
    }

    /// `false` where none of those that were added begins as the words of a hint do.
    pub fn may_begin(&self, hint: Hint) -> bool {
        self.begins >> hint.begin & 1 == 1
    }

    /// `false` where the words of a hint are none of those that were added, whatever their case and their marks.
    pub fn may_have(&self, hint: Hint) -> bool {
        self.ends[hint.end] >> hint.begin & 1 == 1
    }
}

/// The first letters and the last ones of some words, as numbers; the same for all words that compare alike.
#[derive(Clone, Copy, Debug)]
pub struct Hint {
    begin: u32,
    end: usize,
}

impl Hint {
    /// The hint of words, folded or not.
    pub fn of(words: &str) -> Hint {
        Hint { begin: Hint::mixed(words.chars()) >> 26, end: Hint::end_of(words) }
    }

    fn end_of(words: &str) -> usize {
        Hint::mixed(words.chars().rev()) as usize >> 20 & (Hints::ENDS - 1)
    }

    /// A number made of the first letters.
    fn mixed(characters: impl Iterator<Item = char>) -> u32 {
        const MOST: usize = 3;
        let (mut number, mut left) = (0x811c_9dc5_u32, MOST);
        for c in characters {
            let letter = match c {
                '\0'..='\u{7f}' => char::from(LOWERCASE[c as usize]),
                // A small sigma is written otherwise at the end of a word.
                'ς' => 'σ',
                c => Some(lowercase(c)).filter(|letter| is_alphanumeric(*letter)).unwrap_or('\0'),
            };
            if letter != '\0' {
                number = (number ^ letter as u32).wrapping_mul(0x0100_0193);
                left -= 1;
                if left == 0 {
                    break;
                }
            }
        }
        number
    }
}

/// The letters and digits of ASCII, in lowercase; 0 for all else.
const LOWERCASE: [u8; 128] = {
    let mut letters = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8;
        letters[byte] = if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { 0 };
        byte += 1;
    }
    letters
};

/// Whether words are digits alone.
pub fn is_number(words: &str) -> bool {
    !words.is_empty() && words.chars().all(|c| digit_of(c).is_some())
}
