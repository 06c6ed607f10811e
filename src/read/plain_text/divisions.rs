//! The names of the parts of a book, in the languages that books are written in: `CHAPTER IV`, `Zweites Buch`, `第三章`, `PREFACE`.

use super::characters::{first_space, is_alphanumeric, is_lowercase, parts};
use super::headings::Rank;
use super::likeness::{Hint, Hints, folded, is_number};
use super::markers::roman_value;
use std::sync::LazyLock;

/// Words that name a large division, in lowercase, between spaces.
static PARTS: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        " part book volume vol act epoch teil buch band akt aufzug partie livre tome acte parte libro tomo acto \
    jornada atto deel boek bedrijf bok bog osa kirja näytös del akten liber actus część księga tom rész könyv часть книга \
    том действие акт βιβλιον βιβλίο μέρος pars ",
    )
});
/// Words that name a smaller one.
static CHAPTERS: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        " chapter chap section scene appendix letter canto stave lesson lecture episode fable sonnet psalm elegy satire ode epistle eclogue idyll idyl \
    hymn adventure story tale sermon essay dialogue exercise problem article kapitel abschnitt auftritt szene scene brief gesang anhang \
    märchen chapitre scène lettre chant conte leçon élégie épître églogue capítulo capitulo capitolo capítol escena scena carta lettera canto \
    lección hoofdstuk tooneel toneel brief luku runo kohtaus kapitlet kapittel scenen caput scaena rozdział kapitola \
    fejezet jelenet глава розділ явление сцена κεφάλαιο κεφαλαιον κεφάλαιον σκηνή bölüm अध्याय الفصل chương ",
    )
});
/// Those of them that only plays have.
static SCENES: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        " scene szene auftritt scène escena scena cena tooneel toneel kohtaus scenen scaena jelenet явление сцена ",
    )
});
static ACTS: LazyLock<Words> =
    LazyLock::new(|| Words::of(" act akt aufzug acte acto atto ato jornada bedrijf näytös akten actus действие акт "));
/// Numbers in words, as they follow a division's name or, as ordinals, stand before it.
static NUMBERS: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        " one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred the last a b c d e \
    eins zwei drei vier fünf sechs sieben acht neun zehn un deux trois quatre cinq uno due tre ",
    )
});
static ORDINALS: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        " first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth \
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth last erster erste erstes zweiter zweite \
    zweites dritter dritte drittes vierter vierte viertes fünfter fünfte fünftes sechster sechste sechstes siebenter siebente \
    siebentes siebte siebtes achter achte achtes neunter neunte neuntes zehnter zehnte zehntes elftes zwölftes letzter letztes \
    première premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième seconde second dernière \
    dernier primera segunda tercera cuarta quinta primero primer segundo tercero tercer cuarto quinto prima seconda terza \
    quarta primo secondo terzo quarto primeira primeiro terceira terceiro eerste tweede derde vierde vijfde zesde zevende \
    achtste negende tiende första andra tredje fjärde femte første anden tredie fjerde ensimmäinen toinen kolmas neljäs \
    viides prīma secunda tertia primus secundus tertius первая вторая третья первый второй третий первое второе третье \
    четвертая четвертое пятое pierwszy drugi trzeci pierwsza druga trzecia πρώτο πρώτη δεύτερο δευτέρα ",
    )
});
/// The parts before and behind the chapters, without spaces and marks.
static MATTER: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        " preface prefatorynote foreword introduction introductory introductorynote prologue epilogue conclusion \
    contents tableofcontents contentsofvolumei index generalindex appendix appendices footnotes notes endnotes illustrations \
    listofillustrations glossary bibliography dedication advertisement postscript afterword errata corrigenda addenda \
    acknowledgments acknowledgements abbreviations authorsnote authorspreface \
    editorsnote publishersnote translatorsnote translatorspreface vorwort einleitung nachwort inhalt inhaltsverzeichnis \
    anmerkungen fußnoten widmung préface avantpropos introduction conclusion tabledesmatières notes épilogue dédicace \
    prólogo introducción epílogo notas índice indice prefacio prefazione introduzione note prefácio introdução \
    voorrede voorwoord inleiding inhoud noten aanteekeningen inhoudsopgave förord inledning innehåll forord indhold \
    indledning esipuhe johdanto sisällys sisältö przedmowa wstęp spistreści przypisy предисловие введение содержание \
    оглавление примечания πρόλογος περιεχόμενα ",
    )
});
/// Those of them that list the chapters.
static CONTENTS: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        " contents tableofcontents contentsofvolumei inhalt inhaltsverzeichnis tabledesmatières índice indice \
    inhoud inhoudsopgave innehåll indhold sisällys sisältö spistreści содержание оглавление περιεχόμενα listofillustrations \
    illustrations listofplates fulllistofillustrations abbildungen listedesillustrations inhaltsübersicht sommaire sommario \
    sumario sumário summario índex obsah tartalom cuprins efnisyfirlit enhavo ",
    )
});

/// The words of a list between spaces, to be found at once.
struct Words {
    hints: Hints,
    sorted: Vec<&'static str>,
}

impl Words {
    fn of(list: &'static str) -> Words {
        let mut sorted: Vec<&str> = list.split_ascii_whitespace().collect();
        sorted.sort_unstable();
        Words { hints: Hints::of(sorted.iter().copied()), sorted }
    }

    fn has(&self, word: &str) -> bool {
        self.sorted.binary_search(&word).is_ok()
    }

    /// Whether the list has a word in lowercase.
    fn has_lowercase(&self, word: &str) -> bool {
        self.hints.may_have(Hint::of(word)) && self.has(&word.to_lowercase())
    }

    /// Whether the list has words with this hint, as they compare.
    fn has_folded(&self, words: &str, hint: Hint) -> bool {
        self.hints.may_have(hint) && self.has(&folded(words))
    }
}

/// What may stand before the name of a division.
const OPENING: [char; 5] = ['[', '_', '*', '=', '('];

/// Whether a line names a division of a book (`CHAPTER IV. The Storm`, `Part One`, `第三章`), or is a numeral alone.
pub fn division(words: &str) -> Option<Rank> {
    if let Some(rank) = spaceless_division(words) {
        return Some(rank);
    }
    const LONGEST: usize = 24;
    // Where words have no spaces between them, the first one is not looked through to its end.
    let begin = words.trim_start().trim_start_matches(OPENING);
    let near = begin.floor_char_boundary(LONGEST + 4);
    if near < begin.len() && first_space(&begin[..near]) == near {
        return None;
    }
    let mut parts = parts(words);
    let first = parts.next()?.trim_start_matches(OPENING);
    let numeral = first.trim_end_matches(['.', ':', ']', ')', '_', '*']);
    // `II (A 1, 6)` is the second in one order, and the sixth in another.
    let alone = parts.clone().next().is_none_or(|next| next.starts_with('(') && words.ends_with(')'));
    if alone
        && first.len() <= 8
        && roman_value(numeral).is_some()
        && numeral.starts_with(|c: char| c.is_ascii_uppercase())
    {
        return Some(Rank::Numeral);
    }
    if first.len() > LONGEST || !first.starts_with(|c: char| !is_lowercase(c)) {
        return None;
    }
    let number = parts.next()?;
    if !may_name(first) && !may_name(number) {
        return None;
    }
    let name = first.to_lowercase();
    let name = name.trim_end_matches([':', ',', '.', '_', '—', '-']);
    if let Some(rank) = ordered_division(name, number, parts.clone()) {
        return Some(rank);
    }
    let bare = number.trim_matches(|c: char| !is_alphanumeric(c));
    let numbered = is_number(bare) || roman_value(bare).is_some() || roman_with_more(bare) || is_number_word(bare);
    if !numbered {
        return None;
    }
    let rank = rank_of(name)?;
    let goes_on = words.ends_with([',', ';']) || bare.starts_with(char::is_lowercase) && parts.clone().count() > 6;
    // `Part of the …`, `Book the …` and `Section 3 says that …` are sentences; a division ends, or its name begins.
    let name_begins = number.ends_with(['.', ':', '—', '-', ',', ')', '_'])
        || parts.next().is_none_or(|next| !next.starts_with(char::is_lowercase));
    (name_begins && !goes_on).then_some(rank)
}

/// `Twenty-one`, `FIRST`.
fn is_number_word(word: &str) -> bool {
    let first = word.split('-').next().unwrap_or_default();
    NUMBERS.has_lowercase(first) || ORDINALS.has_lowercase(first)
}

/// `IV.--The` and `XII—The`: a numeral that is written together with the first word of its name.
fn roman_with_more(word: &str) -> bool {
    let numeral = word.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    numeral.len() < word.len() && (is_number(numeral) || roman_value(numeral).is_some())
}

/// Whether a word may be the name of a division, with or without signs around it.
fn may_name(word: &str) -> bool {
    let hint = Hint::of(word);
    CHAPTERS.hints.may_have(hint) || PARTS.hints.may_have(hint)
}

/// How the name of a division ranks.
fn rank_of(name: &str) -> Option<Rank> {
    if CHAPTERS.has(name) {
        return Some(Rank::Chapter);
    }
    PARTS.has(name).then_some(Rank::Part)
}

/// Whether a word is the name of a division, in lowercase.
pub fn is_division_name(word: &str) -> bool {
    rank_of(word).is_some()
}

/// `Second Part`, `ERSTES BUCH.`, `Première partie: le début`, `2. Kapitel`.
fn ordered_division<'a>(ordinal: &str, name: &str, mut rest: impl Iterator<Item = &'a str>) -> Option<Rank> {
    let roman =
        || ordinal.starts_with(['i', 'ı', 'v', 'x', 'l', 'c']) && roman_value(&ordinal.to_uppercase()).is_some();
    if !ORDINALS.has(ordinal) && !is_number(ordinal) && !roman() {
        return None;
    }
    let ended = name.ends_with(['.', ':', ',', '—']);
    let rank = rank_of(&name.trim_end_matches(['.', ':', ',', '—', '_']).to_lowercase())?;
    (ended || rest.next().is_none()).then_some(rank)
}

/// `First Gesture. Anger`: counted in words, with a name behind it.
pub fn is_ordered(words: &str) -> bool {
    let mut parts = words.split_whitespace();
    let ordinal = parts.next().is_some_and(|first| ORDINALS.has_lowercase(first));
    ordinal && parts.next().is_some_and(|name| name.ends_with(['.', ':'])) && parts.count() <= 6
}

/// `第三章`, `第2節`.
fn spaceless_division(words: &str) -> Option<Rank> {
    let rest = words.strip_prefix('第')?;
    let sign = rest.chars().take(6).find(|c| "章節节回話话篇部卷編编".contains(*c))?;
    Some(if "部卷篇編编".contains(sign) { Rank::Part } else { Rank::Chapter })
}

/// Whether a division's line has its number and nothing more.
pub fn is_bare_division(words: &str) -> bool {
    match spaceless_division(words) {
        Some(_) => words.chars().count() <= 5,
        None => {
            let mut parts = words.split_whitespace().skip(1);
            let article = parts.next().is_some_and(|word| word.eq_ignore_ascii_case("the"));
            let number = |word: &str| is_number_word(word.trim_end_matches(|c: char| !c.is_alphanumeric()));
            parts.clone().next().is_none() || parts.clone().count() == 1 && (article || parts.all(number))
        }
    }
}

/// Whether a line names a scene of a play: below it stands who is there, and where.
pub fn is_scene(words: &str) -> bool {
    parts(words).take(2).any(|word| SCENES.has_lowercase(word.trim_matches(|c: char| !is_alphanumeric(c))))
}

/// Whether a line names a volume, as title pages do.
pub fn is_volume(words: &str) -> bool {
    let volume = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        matches!(word.as_str(), "volume" | "vol" | "volumen" | "band" | "tome" | "tomo" | "deel")
    };
    words.split_whitespace().take(2).any(volume)
}

/// Whether a line names an act of a play: only in capitals, its name may stand below it.
pub fn is_act(words: &str) -> bool {
    parts(words).take(2).any(|word| ACTS.has_lowercase(word.trim_matches(|c: char| !is_alphanumeric(c))))
}

/// The parts of a book before and behind its chapters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// A list of the chapters or the pictures.
    Contents,
    /// A preface, notes, an index.
    Other,
}

/// The part before or behind the chapters that a line names (`PREFACE.`, `Footnotes:`), if it names one.
pub fn matter(words: &str) -> Option<Matter> {
    const LONGEST: usize = 60;
    if LONGEST < words.len() || !words.starts_with(|c: char| !is_lowercase(c)) {
        return None;
    }
    let hint = Hint::of(words);
    let volume = || CONTENTS.hints.may_begin(hint) && names_volume(words);
    if CONTENTS.has_folded(words, hint) || volume() || lists_chapters(words) {
        return Some(Matter::Contents);
    }
    MATTER.has_folded(words, hint).then_some(Matter::Other)
}

/// `INDICE DEI CAPITOLI`, `Table des chapitres`.
fn lists_chapters(words: &str) -> bool {
    const LISTS: [&str; 4] = ["indice de", "table des chapitres", "list of chapters", "inhalt der"];
    let begins = |list: &&str| words.get(..list.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(list));
    LISTS.iter().any(begins) || words.starts_with("Índice de") || words.starts_with("ÍNDICE DE")
}

/// `CONTENTS OF VOLUME II.`, `TABLE DES MATIÈRES DU TOME PREMIER`: a list of what one volume has in it.
fn names_volume(words: &str) -> bool {
    const VOLUMES: [&str; 14] = [
        "volume", "volumes", "vol", "part", "book", "tome", "tomo", "band", "bandes", "teil", "teils", "partie",
        "parte", "deel",
    ];
    const MOST_WORDS: usize = 3;
    words.match_indices(' ').take(MOST_WORDS).any(|(end, _)| {
        let (list, of) = words.split_at(end);
        let volume = |word: &str| VOLUMES.contains(&word.to_lowercase().as_str());
        CONTENTS.has_folded(list, Hint::of(list)) && of.split([' ', '.']).take(MOST_WORDS + 2).any(volume)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divisions_are_named_in_many_languages() {
        for (words, rank) in [
            ("CHAPTER IV. The Storm", Rank::Chapter),
            ("Chapter the First", Rank::Chapter),
            ("CHAPTER TWENTY-ONE", Rank::Chapter),
            ("Chapter II.--The Ford", Rank::Chapter),
            ("PART ONE", Rank::Part),
            ("Zweites Buch", Rank::Part),
            ("ERSTER AUFTRITT.", Rank::Chapter),
            ("2. Kapitel", Rank::Chapter),
            ("Capítulo XII", Rank::Chapter),
            ("Première partie", Rank::Part),
            ("EERSTE HOOFDSTUK.", Rank::Chapter),
            ("Глава первая", Rank::Chapter),
            ("XIV.", Rank::Numeral),
            ("第三章", Rank::Chapter),
        ] {
            assert_eq!(division(words), Some(rank), "{words}");
        }
        for words in
            ["Part of the harvest", "Book the tickets", "Section 3 says that", "First come the cooks", "I am", ""]
        {
            assert_eq!(division(words), None, "{words}");
        }
    }

    #[test]
    fn parts_before_and_behind_the_chapters_have_names() {
        for words in [
            "PREFACE.",
            "Footnotes:",
            "Table of Contents",
            "Vorwort",
            "TABLE DES MATIÈRES",
            "_Index_",
            "INDICE DEI CAPITOLI",
            "TABLE DES MATIÈRES DU TOME PREMIER.",
            "Contents of the Second Volume",
        ] {
            assert!(matter(words).is_some(), "{words}");
        }
        for words in ["Preface to nothing", "preface", "", "Contentment"] {
            assert_eq!(matter(words), None, "{words}");
        }
    }
}
