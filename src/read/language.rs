//! The language of an article that does not name it, guessed from its words.

use super::Written;
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::tree::walk::{self, Visit};
use crate::tree::{Inline, Lang};

/// More words than this do not make the guess better.
const ENOUGH: usize = 20_000;

/// Guesses the language and says so in a note. Words that do not tell are taken for English.
pub(super) fn guess(title: &[Inline], written: &Written, diagnostics: &mut Vec<Diagnostic>) -> Lang {
    let mut words = walk::text_of(title);
    let mut add = |visit: Visit<'_>| {
        if let Visit::Inlines(text) = visit
            && words.len() < ENOUGH
        {
            words.push('\n');
            words.push_str(&walk::text_of(text));
        }
    };
    walk::body(&written.body, &mut add);
    for note in &written.notes {
        walk::blocks(&note.blocks, &mut add);
    }
    let guessed = whatlang::detect(&words).filter(whatlang::Info::is_reliable).and_then(|info| tag(info.lang()));
    let message = match &guessed {
        Some(lang) => format!("the article does not name its language; its words are taken for `{lang}`"),
        None => "the article does not name its language and its words do not tell; they are taken for `en`".to_owned(),
    };
    let lang = guessed.unwrap_or_else(Lang::english);
    let help = format!("write `lang: {lang}`, or whatever it is, in the front matter");
    diagnostics.push(Diagnostic::new(Rule::LanguageGuessed, SourceSpan::NOWHERE, message).with_help(help));
    lang
}

/// BCP 47, 2.2.1: the shortest code of ISO 639 that a language has.
fn tag(lang: whatlang::Lang) -> Option<Lang> {
    use whatlang::Lang as L;
    let tag = match lang {
        L::Epo => "eo",
        L::Eng => "en",
        L::Rus => "ru",
        L::Cmn => "zh",
        L::Spa => "es",
        L::Por => "pt",
        L::Ita => "it",
        L::Ben => "bn",
        L::Fra => "fr",
        L::Deu => "de",
        L::Ukr => "uk",
        L::Kat => "ka",
        L::Ara => "ar",
        L::Hin => "hi",
        L::Jpn => "ja",
        L::Heb => "he",
        L::Yid => "yi",
        L::Pol => "pl",
        L::Amh => "am",
        L::Jav => "jv",
        L::Kor => "ko",
        L::Nob => "nb",
        L::Dan => "da",
        L::Swe => "sv",
        L::Fin => "fi",
        L::Tur => "tr",
        L::Nld => "nl",
        L::Hun => "hu",
        L::Ces => "cs",
        L::Ell => "el",
        L::Bul => "bg",
        L::Bel => "be",
        L::Mar => "mr",
        L::Kan => "kn",
        L::Ron => "ro",
        L::Slv => "sl",
        L::Hrv => "hr",
        L::Srp => "sr",
        L::Mkd => "mk",
        L::Lit => "lt",
        L::Lav => "lv",
        L::Est => "et",
        L::Tam => "ta",
        L::Vie => "vi",
        L::Urd => "ur",
        L::Tha => "th",
        L::Guj => "gu",
        L::Uzb => "uz",
        L::Pan => "pa",
        L::Aze => "az",
        L::Ind => "id",
        L::Tel => "te",
        L::Pes => "fa",
        L::Mal => "ml",
        L::Ori => "or",
        L::Mya => "my",
        L::Nep => "ne",
        L::Sin => "si",
        L::Khm => "km",
        L::Tuk => "tk",
        L::Aka => "ak",
        L::Zul => "zu",
        L::Sna => "sn",
        L::Afr => "af",
        L::Lat => "la",
        L::Slk => "sk",
        L::Cat => "ca",
        L::Tgl => "tl",
        L::Hye => "hy",
        L::Cym => "cy",
    };
    Lang::new(tag).ok()
}
