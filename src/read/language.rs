//! The language of an article that does not name it, guessed from its words.

use super::source::Written;
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::tree::walk::{self, Visit};
use crate::tree::{Inline, Lang};
use whatlang::Lang as Guess;

/// In bytes: more words than this do not make the guess better.
const ENOUGH: usize = 4_000;
/// In bytes: of a text without end, no more is looked at.
const MOST: usize = 4 * ENOUGH;

/// Guesses the language and says so in a note. Words that do not tell are taken for English.
pub(super) fn guess(title: &[Inline], written: &Written, diagnostics: &mut Vec<Diagnostic>) -> Lang {
    let mut words = walk::text_of(title);
    let mut add = |visit: Visit<'_>| {
        if let Visit::Inlines(text) = visit
            && words.len() < ENOUGH
        {
            words.push('\n');
            words.push_str(&walk::text_of(text));
            words.truncate(words.floor_char_boundary(MOST));
        }
    };
    walk::body(&written.body, &mut add);
    for note in &written.notes {
        walk::blocks(&note.blocks, &mut add);
    }
    let guessed = of_words(&words);
    let message = match &guessed {
        Some(lang) => format!("the article does not name its language; its words are taken for `{lang}`"),
        None => "the article does not name its language and its words do not tell; they are taken for `en`".to_owned(),
    };
    let lang = guessed.unwrap_or_else(Lang::english);
    let help = format!("write `lang: {lang}`, or whatever it is, in the front matter");
    diagnostics.push(Diagnostic::new(Rule::LanguageGuessed, SourceSpan::NOWHERE, message).with_help(help));
    lang
}

/// The language that words are reliably of; `None` where they do not tell.
pub(super) fn of_words(words: &str) -> Option<Lang> {
    let words = &words[..words.floor_char_boundary(MOST)];
    whatlang::detect(words).filter(whatlang::Info::is_reliable).and_then(|info| tag(info.lang()))
}

/// BCP 47, 2.2.1: the shortest code of ISO 639 that a language has.
const TAGS: [(Guess, &str); 70] = [
    (Guess::Epo, "eo"),
    (Guess::Eng, "en"),
    (Guess::Rus, "ru"),
    (Guess::Cmn, "zh"),
    (Guess::Spa, "es"),
    (Guess::Por, "pt"),
    (Guess::Ita, "it"),
    (Guess::Ben, "bn"),
    (Guess::Fra, "fr"),
    (Guess::Deu, "de"),
    (Guess::Ukr, "uk"),
    (Guess::Kat, "ka"),
    (Guess::Ara, "ar"),
    (Guess::Hin, "hi"),
    (Guess::Jpn, "ja"),
    (Guess::Heb, "he"),
    (Guess::Yid, "yi"),
    (Guess::Pol, "pl"),
    (Guess::Amh, "am"),
    (Guess::Jav, "jv"),
    (Guess::Kor, "ko"),
    (Guess::Nob, "nb"),
    (Guess::Dan, "da"),
    (Guess::Swe, "sv"),
    (Guess::Fin, "fi"),
    (Guess::Tur, "tr"),
    (Guess::Nld, "nl"),
    (Guess::Hun, "hu"),
    (Guess::Ces, "cs"),
    (Guess::Ell, "el"),
    (Guess::Bul, "bg"),
    (Guess::Bel, "be"),
    (Guess::Mar, "mr"),
    (Guess::Kan, "kn"),
    (Guess::Ron, "ro"),
    (Guess::Slv, "sl"),
    (Guess::Hrv, "hr"),
    (Guess::Srp, "sr"),
    (Guess::Mkd, "mk"),
    (Guess::Lit, "lt"),
    (Guess::Lav, "lv"),
    (Guess::Est, "et"),
    (Guess::Tam, "ta"),
    (Guess::Vie, "vi"),
    (Guess::Urd, "ur"),
    (Guess::Tha, "th"),
    (Guess::Guj, "gu"),
    (Guess::Uzb, "uz"),
    (Guess::Pan, "pa"),
    (Guess::Aze, "az"),
    (Guess::Ind, "id"),
    (Guess::Tel, "te"),
    (Guess::Pes, "fa"),
    (Guess::Mal, "ml"),
    (Guess::Ori, "or"),
    (Guess::Mya, "my"),
    (Guess::Nep, "ne"),
    (Guess::Sin, "si"),
    (Guess::Khm, "km"),
    (Guess::Tuk, "tk"),
    (Guess::Aka, "ak"),
    (Guess::Zul, "zu"),
    (Guess::Sna, "sn"),
    (Guess::Afr, "af"),
    (Guess::Lat, "la"),
    (Guess::Slk, "sk"),
    (Guess::Cat, "ca"),
    (Guess::Tgl, "tl"),
    (Guess::Hye, "hy"),
    (Guess::Cym, "cy"),
];

fn tag(guess: Guess) -> Option<Lang> {
    let (_, tag) = TAGS.iter().find(|(known, _)| *known == guess)?;
    Lang::new(tag).ok()
}
