//! The words that editions add, one file for each language.
//!
//! A language is a file here, its `mod` line and its place in [`ALL`]; the compiler asks for every word. `{}` stands for what is
//! named, in the order in which it is spoken of. Words are written so that no number changes their form, and nobody needs to be
//! asked whether "1 page" and "2 pages" differ.

use crate::tree::Lang;

mod ar;
mod cs;
mod da;
mod de;
mod el;
mod en;
mod es;
mod fi;
mod fr;
mod he;
mod hi;
mod it;
mod ja;
mod ko;
mod nb;
mod nl;
mod pl;
mod pt;
mod ru;
mod sv;
mod tr;
mod uk;
mod vi;
mod words_of_language;
mod zh;
mod zh_hant;

pub(super) use words_of_language::Words;

/// Every language that editions speak.
pub(super) const ALL: &[&Words] = &[
    &ar::WORDS,
    &cs::WORDS,
    &da::WORDS,
    &de::WORDS,
    &el::WORDS,
    &en::WORDS,
    &es::WORDS,
    &fi::WORDS,
    &fr::WORDS,
    &he::WORDS,
    &hi::WORDS,
    &it::WORDS,
    &ja::WORDS,
    &ko::WORDS,
    &nb::WORDS,
    &nl::WORDS,
    &pl::WORDS,
    &pt::WORDS,
    &ru::WORDS,
    &sv::WORDS,
    &tr::WORDS,
    &uk::WORDS,
    &vi::WORDS,
    &zh::WORDS,
    &zh_hant::WORDS,
];

/// The words where an article's language has none.
pub(super) const ENGLISH: &Words = &en::WORDS;

/// The words of a language; `None` where it has none here.
pub(super) fn words_of(lang: &Lang) -> Option<&'static Words> {
    let spoken = match lang.primary() {
        "no" => "nb",
        "iw" => "he",
        "zh" if is_traditional(lang) => "zh-Hant",
        other => other,
    };
    ALL.iter().find(|words| words.lang == spoken).copied()
}

/// True for Chinese in traditional characters: its tag says so, or names a place where it is and no other script.
fn is_traditional(lang: &Lang) -> bool {
    let has = |wanted: &str| lang.as_str().split('-').any(|subtag| subtag == wanted);
    has("Hant") || !has("Hans") && ["TW", "HK", "MO"].into_iter().any(has)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every text of a language, with how many `{}` it has room for.
    fn texts(words: &'static Words) -> Vec<(&'static str, usize)> {
        let w = words;
        let plain = [w.contents, w.notes, w.links, w.image, w.skip, w.cover, w.back, w.first_day, w.colon, w.quote];
        let more = [w.table, w.exact, w.end, w.deleted, w.about, w.article, w.landmarks, w.pages];
        let summaries = [w.summary_text, w.summary_images, w.summary_headings, w.summary_pages];
        let one = [w.note, w.page, w.published, w.modified, w.reviewed, w.next_review, w.version, w.section];
        let two = [w.page_of, w.part];
        let mut texts: Vec<(&str, usize)> =
            plain.into_iter().chain(more).chain(summaries).map(|text| (text, 0)).collect();
        texts.extend(w.callouts.into_iter().chain(w.tasks).chain(w.months).chain(w.months_alone).map(|text| (text, 0)));
        texts.extend(one.into_iter().chain(w.made_by).chain([w.phone, w.online]).map(|text| (text, 1)));
        texts.extend(two.map(|text| (text, 2)));
        texts.extend(w.usage.into_iter().zip([1, 0, 0, 0]));
        texts
    }

    #[test]
    fn every_word_is_there_and_has_its_places() {
        for words in ALL {
            for (text, places) in texts(words) {
                assert!(!text.trim().is_empty(), "{}", words.lang);
                assert_eq!(text.matches("{}").count(), places, "{}: {text}", words.lang);
            }
            for (pattern, names) in [
                (words.date, &["{d}", "{m}", "{y}"][..]),
                (words.month_and_year, &["{m}", "{y}"]),
                (words.year, &["{y}"]),
            ] {
                assert!(names.iter().all(|name| pattern.matches(name).count() == 1), "{}: {pattern}", words.lang);
                assert_eq!(pattern.matches('{').count(), names.len(), "{}: {pattern}", words.lang);
            }
        }
    }

    #[test]
    fn no_two_words_that_tell_things_apart_are_the_same() {
        for words in ALL {
            for told_apart in [&words.callouts[..], &words.tasks, &words.months, &words.months_alone] {
                let mut seen = told_apart.to_vec();
                seen.sort_unstable();
                seen.dedup();
                assert_eq!(seen.len(), told_apart.len(), "{}: {told_apart:?}", words.lang);
            }
        }
    }

    #[test]
    fn each_language_has_its_tag_and_the_writing_of_its_script() {
        for words in ALL {
            let lang = Lang::new(words.lang).expect("a tag");
            assert_eq!(words_of(&lang).map(|found| found.lang), Some(words.lang));
            let letters = texts(words).into_iter().flat_map(|(text, _)| text.chars()).filter(|c| c.is_alphabetic());
            let foreign: Vec<char> = letters.filter(|c| !is_of_script(*c, lang.primary())).collect();
            assert!(foreign.is_empty(), "{}: {foreign:?}", words.lang);
        }
    }

    /// True for a letter of the script that a language is written in: a letter of another that looks the same is a slip.
    fn is_of_script(c: char, primary: &str) -> bool {
        match primary {
            "ar" => ('\u{600}'..='\u{6ff}').contains(&c),
            "he" => ('\u{590}'..='\u{5ff}').contains(&c),
            "el" => ('\u{370}'..='\u{3ff}').contains(&c),
            "ru" | "uk" => ('\u{400}'..='\u{4ff}').contains(&c),
            "hi" => ('\u{900}'..='\u{97f}').contains(&c),
            "ko" => ('\u{ac00}'..='\u{d7a3}').contains(&c),
            "ja" | "zh" => ('\u{3040}'..='\u{9fff}').contains(&c),
            _ => c < '\u{250}' || ('\u{1e00}'..='\u{1eff}').contains(&c),
        }
    }

    #[test]
    fn a_script_or_place_tells_which_chinese() {
        for (tag, found) in [
            ("zh", "zh"),
            ("zh-CN", "zh"),
            ("zh-Hans-HK", "zh"),
            ("zh-TW", "zh-Hant"),
            ("zh-Hant", "zh-Hant"),
            ("no", "nb"),
            ("nb-NO", "nb"),
            ("pt-BR", "pt"),
        ] {
            assert_eq!(words_of(&Lang::new(tag).unwrap()).map(|words| words.lang), Some(found), "{tag}");
        }
        assert!(words_of(&Lang::new("cy").unwrap()).is_none());
    }
}
