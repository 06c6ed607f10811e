//! What single lines give away by their words: captions, dates, addresses, speech.

use super::characters::{first_space, is_alphabetic, is_alphanumeric, is_numeric, lowercase, parts};
use super::code::is_code;
use super::dates::date;
use super::divisions::is_division_name;
use super::imprints;
use super::likeness::is_number;
use super::markers::roman_value;

/// Number signs before a heading, as some write even where nothing reads them.
pub struct NumberSigns {
    pub level: u8,
    /// Bytes of the signs and the spaces behind them.
    pub length: usize,
}

/// `## Dose`.
pub fn number_signs(words: &str) -> Option<NumberSigns> {
    let signs = words.bytes().take_while(|&b| b == b'#').count();
    let rest = &words[signs..];
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    let marked = (1..=6).contains(&signs) && 0 < spaces && rest.len() <= 240 && !rest.contains('\n');
    marked.then_some(NumberSigns { level: signs as u8, length: signs + spaces })
}

/// Marks that end a sentence or lead on to the next line.
pub fn ends_sentence(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | ';'
            | ','
            | ':'
            | '…'
            | '。'
            | '！'
            | '；'
            | '，'
            | '：'
            | '、'
            | '؛'
            | '،'
            | '۔'
            | '।'
            | '॥'
            | '։'
            | '።'
            | '․'
    )
}

/// The depth of a number like `1.2` or `3.1.4` before a heading's words; `None` for words that begin otherwise.
pub fn number_path(words: &str) -> Option<u8> {
    let (path, rest) = words.split_at(first_space(words));
    let path = path.strip_suffix(['.', ')']).unwrap_or(path);
    if !path.contains('.') {
        return None;
    }
    let parts = path.split('.');
    let depth = parts.clone().count();
    let numbers = parts.enumerate().all(|(at, part)| {
        part.len() <= 3
            && (is_number(part) || at == 0 && part.len() == 1 && part.starts_with(|c: char| c.is_ascii_uppercase()))
    });
    let named = rest.trim_start().starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
    (numbers && named && (2..=6).contains(&depth)).then_some(depth as u8)
}

/// Names before a figure's or table's number.
const CAPTIONS: &[&str] = &[
    "figure",
    "fig.",
    "fig",
    "table",
    "tab.",
    "photo",
    "plate",
    "image",
    "chart",
    "illustration",
    "box",
    "exhibit",
    "abbildung",
    "abb.",
    "tabelle",
    "figura",
    "tabla",
    "tabela",
    "tableau",
    "schéma",
    "рис.",
    "рисунок",
    "таблица",
    "図",
    "表",
    "图",
    "рис",
    "tabel",
    "figuur",
    "εικόνα",
    "πίνακας",
    "شكل",
    "جدول",
    "चित्र",
    "तालिका",
];

/// `Figure 1: The bones of the hand`.
pub fn is_caption(words: &str) -> bool {
    let mut parts = parts(words);
    let Some(first) = parts.next().filter(|first| first.len() <= 24) else { return false };
    if first.starts_with('[') && words.ends_with(']') {
        return first[1..].eq_ignore_ascii_case("illustration:") || first[1..].eq_ignore_ascii_case("illustration]");
    }
    let numbered =
        |word: &str| word.starts_with(is_numeric) || roman_value(word.trim_end_matches(['.', ':'])).is_some();
    if let Some(sign) = first.chars().next().filter(|c| matches!(c, '図' | '表' | '图')) {
        return first[sign.len_utf8()..].starts_with(|c: char| c.is_numeric());
    }
    if !first.ends_with([':', '：']) && !parts.clone().next().is_some_and(numbered) {
        return false;
    }
    let name = first.to_lowercase();
    let pictured = name.strip_suffix([':', '：']).is_some_and(|name| {
        CAPTIONS.contains(&name)
            || matches!(
                name,
                "picture" | "bild" | "foto" | "imagen" | "immagine" | "фото" | "video" | "vidéo" | "видео"
            )
    });
    pictured && parts.clone().next().is_some()
        || CAPTIONS.contains(&name.as_str()) && parts.next().is_some_and(numbered)
}

/// `[Illustration: The pier`, as books of Project Gutenberg hold the place of a picture.
pub fn opens_picture(words: &str) -> bool {
    words.get(..13).is_some_and(|begin| begin.eq_ignore_ascii_case("[illustration"))
}

/// Words without the brackets, quotes and emphasis that close them.
pub fn without_closing_marks(words: &str) -> &str {
    let bold = words.strip_prefix('=').and_then(|words| words.strip_suffix('=')).unwrap_or(words);
    bold.trim_end_matches(|c: char| {
        matches!(c, '*' | '_' | ')' | ']' | '"' | '\'' | '”' | '’' | '»' | '』' | '」' | '）')
            || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
    })
}

/// `Other plans (day, week, etc.)`: the full stop in the brackets ends a word, not the line.
pub fn ends_in_brackets(words: &str) -> bool {
    let Some((before, inner)) = words.strip_suffix(".)").and_then(|words| words.rsplit_once('(')) else { return false };
    let last = inner.rsplit(' ').next().unwrap_or_default();
    !before.trim().is_empty() && last.chars().count() <= 4 && !before.trim_end().ends_with(ends_sentence)
}

/// `Tel 0123 456 789`, `+44 20 7946 0000`: so many digits in a row are called.
fn has_phone_number(words: &str) -> bool {
    let dials = |c: char| c.is_ascii_digit() || matches!(c, '+' | '(' | ')' | '-' | '/' | '.' | ' ' | '\u{a0}');
    words.split(|c: char| !dials(c)).any(|run| {
        let run = run.trim_start_matches([' ', '-', '/', '.', '\u{a0}']);
        let digits = run.bytes().filter(u8::is_ascii_digit).count();
        9 <= digits || 7 <= digits && run.starts_with(['0', '+', '('])
    })
}

/// `@`, `://` or `www.`, with or without the rest of an address.
fn has_address(words: &str) -> bool {
    let bytes = words.as_bytes();
    let is_sign = |at: usize| bytes[at] == b'@' || bytes[at..].starts_with(b"://") || bytes[at..].starts_with(b"www.");
    memchr::memchr3_iter(b'@', b':', b'w', bytes).any(is_sign)
}

/// Whether a short line is something else than a heading: a caption, an address, a date, a number, a name below a letter.
pub fn is_no_heading(words: &str) -> bool {
    let (letters, digits) = letters_and_digits(words);
    let first = parts(words).next().unwrap_or_default();
    letters == 0
        || letters < digits
        || is_caption(words)
        || has_address(words)
        || matches!(first, "©" | "by")
        || words.eq_ignore_ascii_case("by")
        || words.starts_with("--")
        || words.starts_with('[') && !words.contains(']')
        || words.ends_with(']') && !words.contains('[')
        || first == "By" && parts(words).count() > 2
        || words.starts_with("(c) ")
        || imprints::is_imprint(words)
        || imprints::is_transcribers(words)
        || is_code(words)
        || words.starts_with('[') && words.ends_with(']')
        || is_run_in(words)
        || words.starts_with("Produced by ")
        || words.starts_with("E-text prepared by ")
        || 0 < digits && is_figures(words, first, digits)
        || words.starts_with(['(', '（']) && words.trim_end_matches('.').ends_with([')', '）'])
        || is_end(words)
        || is_head_of_contents(words)
        || imprints::has_unit_of_price(words)
        || is_menu(words)
        || is_salutation(words)
        || 4 < digits && ends_with_post_code(words)
}

/// `Old Town 179434`: the last line of an address.
pub fn ends_with_post_code(words: &str) -> bool {
    let words = words.trim_end();
    if !words.ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let last = words.rsplit(char::is_whitespace).next().unwrap_or_default();
    (5..=7).contains(&last.len()) && last.bytes().all(|b| b.is_ascii_digit()) && !last.starts_with("20")
}

/// `Distinguished guests, ladies and gentlemen`: those whom a speaker greets.
pub fn is_salutation(words: &str) -> bool {
    const GREETED: [&str; 18] = [
        "ladies and gentlemen",
        "distinguished guests",
        "excellencies",
        "colleagues",
        "friends",
        "friends and colleagues",
        "meine damen und herren",
        "sehr geehrte damen und herren",
        "mesdames et messieurs",
        "señoras y señores",
        "senhoras e senhores",
        "signore e signori",
        "dames en heren",
        "panie i panowie",
        "szanowni państwo",
        "дамы и господа",
        "уважаемые дамы и господа",
        "女士们先生们",
    ];
    let first = words.chars().next().map(lowercase);
    let begins = GREETED.iter().any(|greeted| greeted.chars().next() == first);
    let greets =
        |part: &str| GREETED.iter().any(|greeted| greeted.len() == part.len() && *greeted == part.to_lowercase());
    words.len() <= 120 && begins && words.split([',', '，', '、']).map(str::trim).all(greets)
}

/// `Home | Visits | Contact`: names that upright lines part.
fn is_menu(words: &str) -> bool {
    let bytes = words.as_bytes();
    let parts = |at: &usize| bytes[..*at].ends_with(b" ") && bytes[at + 1..].starts_with(b" ");
    1 < memchr::memchr_iter(b'|', bytes).filter(parts).count()
}

/// Whether the figures of a line say what it is: a time, a date, a number to call, a file, a verse, an entry of an index, a price.
fn is_figures(words: &str, first: &str, digits: usize) -> bool {
    starts_with_time(first)
        || 4 <= digits && is_dated(words)
        || 7 <= digits && has_phone_number(words)
        || is_download(words)
        || is_verse_of_bible(words)
        || is_index_entry(words)
        || imprints::is_priced(words)
}

/// How many letters words have, and how many figures.
fn letters_and_digits(words: &str) -> (usize, usize) {
    if words.is_ascii() {
        let letters = words.bytes().filter(u8::is_ascii_alphabetic).count();
        return (letters, words.bytes().filter(u8::is_ascii_digit).count());
    }
    words.chars().fold((0, 0), |(letters, digits), c| {
        (letters + usize::from(is_alphabetic(c)), digits + usize::from(is_numeric(c)))
    })
}

/// `_Chorus._ What are they?`, `=Weir.=--See dam.`: emphasised words that begin a text.
fn is_run_in(words: &str) -> bool {
    let Some(sign) = words.chars().next().filter(|sign| matches!(sign, '_' | '=')) else { return false };
    let Some((begin, rest)) = words[1..].split_once(sign) else { return false };
    let goes_on = rest.trim_start().starts_with(|c: char| c.is_uppercase())
        && begin.ends_with(['.', ':'])
        && begin.contains(char::is_lowercase);
    goes_on || rest.starts_with("--") || rest.starts_with('—')
}

/// `Romans 14:16`: where the words above it stand.
pub fn is_verse_of_bible(words: &str) -> bool {
    let Some((book, verse)) = words.trim_end_matches(['.', ',']).rsplit_once(' ') else { return false };
    let figures = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let Some((chapter, verses)) = verse.split_once(':') else { return false };
    let (from, to) = verses.split_once(['-', '–']).unwrap_or((verses, verses));
    book.split(' ').count() <= 3 && [chapter, from, to].into_iter().all(figures)
}

/// `Madrigal, 274, 280`: words and the pages where they stand.
pub fn is_index_entry(words: &str) -> bool {
    let words = words.strip_suffix("(a)").unwrap_or(words).trim_end();
    let Some((before, page)) = words.rsplit_once(' ') else { return false };
    let page = page.trim_end_matches('.');
    before.ends_with(',') && (1..=3).contains(&page.len()) && page.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a word names a page.
pub fn is_page(word: &str) -> bool {
    const PAGE: [&str; 8] = ["page", "seite", "pagina", "página", "pág.", "sidan", "side", "sivu"];
    word.starts_with(['p', 'P', 's', 'S']) && PAGE.contains(&word.to_lowercase().as_str())
}

/// `CHAPTER PAGE`: what stands above the columns of a table of contents.
fn is_head_of_contents(words: &str) -> bool {
    const LONGEST: usize = 60;
    if LONGEST < words.len() {
        return false;
    }
    let mut parts = parts(words);
    let [Some(first), Some(last), None] = [parts.next(), parts.next(), parts.next()] else { return false };
    is_page(last) && is_division_name(&first.to_lowercase())
}

/// `View the slides (PDF, 412 KB, 10 pages)`: a link that says what it leads to.
fn is_download(words: &str) -> bool {
    let Some((_, said)) = words.strip_suffix(')').and_then(|words| words.rsplit_once('(')) else { return false };
    let mut parts = said.split([' ', ',', '\u{a0}']).filter(|part| !part.is_empty()).peekable();
    while let Some(part) = parts.next() {
        let number = part.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit = if number.len() < part.len() { &part[number.len()..] } else { parts.peek().copied().unwrap_or("") };
        let counted = number.starts_with(|c: char| c.is_ascii_digit());
        if counted && matches!(unit.to_ascii_lowercase().as_str(), "kb" | "mb" | "gb" | "kib" | "mib" | "ko" | "mo") {
            return true;
        }
    }
    false
}

/// A word that begins with a lowercase letter all the same: `iPhone`, `data.gov.uk`, `pH`.
pub fn is_proper_in_lowercase(words: &str) -> bool {
    let word = parts(words).next().unwrap_or_default();
    let inner = word.trim_end_matches(|c: char| !is_alphanumeric(c));
    inner.chars().skip(1).any(char::is_uppercase) || inner.split('.').filter(|part| 1 < part.len()).count() > 1
}

/// Whether all the words stand in quotation marks: someone else's words, not a heading.
pub fn is_quoted(words: &str) -> bool {
    let opens = words.starts_with(['"', '“', '„', '«', '»', '「', '『', '‘']);
    opens && words.ends_with(['"', '”', '“', '»', '«', '」', '』', '’'])
}

/// Whether a short line is somebody's speech: it ends inside quotation marks like a sentence.
pub fn is_speech(words: &str) -> bool {
    let inner = words.trim_end_matches(['"', '”', '“', '»', '’', '\'']);
    let starts = words.starts_with(['"', '“', '„', '«', '‘', '—']);
    starts && !is_closed_early(words) || inner.len() < words.len() && inner.ends_with(['?', '!', '.', ',', '-', '—'])
}

/// `"Identified" status`: the quotation ends, and the line goes on.
fn is_closed_early(words: &str) -> bool {
    let inner = words.trim_end_matches(['"', '”', '»', '’', '?', '.', '!']);
    inner.len() == words.len() && words.chars().skip(1).any(|c| matches!(c, '"' | '”' | '»' | '“'))
}

/// Whether a sentence ends inside the words: `Who pays? Who cares?`, `It is short. It stands alone`.
pub fn has_inner_end(words: &str) -> bool {
    // Most lines have no sign that ends a sentence, nor a character that begins as one does.
    if !words.bytes().any(|byte| matches!(byte, b'.' | b'!' | b'?' | 0xdb | 0xe0 | 0xe3 | 0xef)) {
        return false;
    }
    let mut asked = 0;
    let mut before: [char; 3] = [' '; 3];
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        let more = chars.peek().is_some();
        let spaced = chars.peek().is_some_and(|next| next.is_whitespace());
        match c {
            '。' | '।' | '۔' if more => return true,
            '？' => asked += 1,
            '?' if spaced || !more => asked += 1,
            // A full stop behind a word of three small letters or more is no abbreviation, unless a small letter follows, nor is
            // one behind two letters of a script that has no small ones.
            '.' | '!' if spaced && more && before.iter().all(|c| c.is_lowercase()) => {
                let next = chars.clone().find(|c| !c.is_whitespace());
                if !next.is_some_and(char::is_lowercase) {
                    return true;
                }
            }
            '.' | '!' if spaced && more && before[1..].iter().all(|c| is_caseless(*c)) => return true,
            _ => {}
        }
        before = [before[1], before[2], c];
    }
    2 <= asked
}

/// A letter of a script that has neither small letters nor capitals.
fn is_caseless(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

/// `9:15`, `14.30`, `8h30`: the line of a timetable.
fn starts_with_time(word: &str) -> bool {
    let mut parts = word.split([':', 'h', '.', '：']);
    let [hour, minute] = [parts.next(), parts.next()].map(|part| part.unwrap_or_default());
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    // `0.16.1` and `3.10` count editions and sections.
    let counts =
        word.contains('.') && (parts.next().is_some_and(|part| !part.is_empty()) || hour.len() < 2 && hour < "6");
    !counts
        && (1..=2).contains(&hour.len())
        && digits(hour)
        && minute.len() >= 2
        && minute.is_char_boundary(2)
        && digits(&minute[..2])
}

/// A line that is a date and little more.
fn is_dated(words: &str) -> bool {
    let year = words
        .split(|c: char| !c.is_ascii_digit())
        .any(|part| part.len() == 4 && matches!(&part[..2], "18" | "19" | "20"));
    if !year {
        return false;
    }
    // `활성화됨: 2026년 5월 12일`, `Ward closed: 3 May 2026 to 7 May 2026`
    let begins_dated = |said: &str| {
        date(said).is_some()
            || first_parts(said, 3).is_some_and(|(day, behind)| date(day).is_some() && !behind.is_empty())
    };
    if words.split_once([':', '：']).is_some_and(|(_, said)| begins_dated(said.trim_start())) {
        return true;
    }
    // `12 May 2026 Posted in News`
    if first_parts(words, 3).is_some_and(|(day, behind)| date(day).is_some() && behind.starts_with(is_alphabetic)) {
        return true;
    }
    let count = parts(words).count();
    let month = words.split(|c: char| !c.is_alphabetic()).any(|word| super::dates::month(word).is_some());
    let digits = parts(words).filter(|word| word.chars().any(|c| c.is_ascii_digit())).count();
    month && count <= 4 || month && 2 <= digits && count <= 7
}

/// So many first words, and what stands behind them.
fn first_parts(words: &str, count: usize) -> Option<(&str, &str)> {
    let (end, _) = words.match_indices(' ').nth(count - 1)?;
    Some((&words[..end], words[end..].trim_start()))
}

/// The words that stand below the last chapter of a book.
pub fn is_the_end(words: &str) -> bool {
    const LONGEST: usize = 12;
    if 40 < words.len() {
        return false;
    }
    let bare = words.trim_matches(|c: char| !is_alphabetic(c));
    bare.len() <= LONGEST
        && bare.starts_with(['t', 'T', 'e', 'E', 'f', 'F', 'к', 'К', 'k', 'K', 's', 'S', 'l', 'L'])
        && matches!(
            bare.to_lowercase().as_str(),
            "the end"
                | "end"
                | "fin"
                | "finis"
                | "ende"
                | "fine"
                | "конец"
                | "koniec"
                | "slut"
                | "einde"
                | "loppu"
                | "fim"
                | "vége"
        )
}

/// Those words, or `END OF THE FIRST ACT.`
fn is_end(words: &str) -> bool {
    const OF: [&str; 7] = ["end of ", "ende de", "fin de ", "fin du ", "fine del", "einde van ", "slut på "];
    if 40 < words.len() {
        return false;
    }
    let bare = words.trim_start_matches(|c: char| !is_alphabetic(c));
    let ends = |of: &&str| bare.get(..of.len()).is_some_and(|begin| begin.to_lowercase() == **of);
    is_the_end(words) || bare.starts_with(['e', 'E', 'f', 'F', 's', 'S']) && OF.iter().any(ends)
}
