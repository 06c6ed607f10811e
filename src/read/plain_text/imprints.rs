//! What lines of a book's first and last pages give away: who printed and copied it, and what it costs. Knows no pieces.

use super::characters::{is_alphabetic, parts};

/// `COPYRIGHT, 1905, BY THE MILL PRESS`, `Printed in Old Town`: what stands on the back of a title page.
pub fn is_imprint(words: &str) -> bool {
    const PRINTED: [&str; 6] =
        ["printed in ", "printed by ", "printed for ", "published by ", "edited by ", "translated by "];
    let words = words.trim_start_matches(['_', '*', '=']);
    let begins = |with: &str| words.get(..with.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(with));
    let year = || words.contains(|c: char| c.is_ascii_digit());
    PRINTED.iter().any(|with| begins(with))
        || begins("all rights reserved")
        || begins("copyright") && year()
        || is_masthead(words)
}

/// `VOL. XII. MAY, 1844. NO. 3.`: what stands at the head of a periodical.
pub fn is_masthead(words: &str) -> bool {
    let volume = words.get(..3).is_some_and(|begin| begin.eq_ignore_ascii_case("vol"));
    volume && words.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case("no"))
}

/// `Transcriber's Notes:`, `Anmerkungen zur Transkription`: who copied the book speaks about it.
pub fn is_transcribers(words: &str) -> bool {
    const STEMS: [&str; 3] = ["transcri", "transkri", "trascri"];
    let begins = |word: &str, with: &str| {
        let bare = word.trim_start_matches(|c: char| !is_alphabetic(c));
        bare.get(..with.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(with))
    };
    let noted = begins(words, "not") || begins(words, "anmerkung");
    let stem = |word: &str| STEMS.iter().any(|stem| begins(word, stem));
    words.len() < 60
        && (begins(words, "transcriber") || noted && words.split([' ', '\'', '’']).skip(1).take(4).any(stem))
}

/// `Crown 8vo, cloth, 3s. 6d.`, `$1.50, net`: what a book costs, and how large it is.
pub fn has_price(words: &str) -> bool {
    const SIZES: [&str; 5] = ["12mo", "16mo", "18mo", "8vo", "4to"];
    let pence = |word: &str| {
        let sum = word.trim_matches(['(', ')', ',', ';', ':']);
        let shillings = sum.strip_suffix("s.").or_else(|| sum.strip_suffix("d."));
        shillings.is_some_and(|sum| !sum.is_empty() && sum.bytes().all(|b| b.is_ascii_digit()))
    };
    let figures = words.bytes().any(|b| b.is_ascii_digit());
    figures && is_priced(words)
        || has_unit_of_price(words)
        || figures && parts(words).any(|word| pence(word) || SIZES.iter().any(|size| word.contains(size)))
}

/// `THE HAPPY WATCH $1.50`, `12mo, cloth`: a line of a bookseller's list.
pub fn is_priced(words: &str) -> bool {
    let bytes = words.as_bytes();
    let price = memchr::memchr_iter(b'$', bytes).any(|sign| bytes.get(sign + 1).is_some_and(u8::is_ascii_digit));
    let decimal = words.rsplit(' ').next().and_then(|last| last.split_once('.'));
    let sum = decimal.is_some_and(|(whole, cents)| {
        cents.len() == 2
            && !whole.is_empty()
            && [whole, cents].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()))
    });
    price || sum && 3 < parts(words).count() || words.contains("12mo")
}

/// `Cloth, 50 cents`: all the same where it has no figures.
pub fn has_unit_of_price(words: &str) -> bool {
    words.contains(" cents") || words.contains(" net.")
}
