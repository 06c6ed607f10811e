//! Names of files → one form for all spellings that some system takes for the same file. Knows no file system.
//!
//! Systems differ in two ways: whether the case of letters counts, and whether a letter with its accent is one character (`é`, as Linux
//! and Windows keep what is typed) or the letter and an accent that follows it (as macOS writes names).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A name without the case of its letters, each letter apart from its marks (Unicode normalization form D). Marks of one letter are
/// in the order of their numbers.
pub fn folded(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    let mut letters: Vec<char> = Vec::with_capacity(name.len());
    name.to_lowercase().chars().for_each(|c| push(c, &mut letters));
    let is_mark = |c: &char| MARKS.contains(c) || ('\u{300}'..='\u{36f}').contains(c);
    letters.chunk_by_mut(|one, other| is_mark(one) && is_mark(other)).for_each(<[char]>::sort_unstable);
    letters.into_iter().collect()
}

fn push(c: char, letters: &mut Vec<char>) {
    let syllable = u32::from(c).checked_sub(HANGUL).filter(|syllable| *syllable < 11_172);
    if let Some((base, mark)) = PAIRS.get(&c) {
        push(*base, letters);
        letters.extend(mark);
    } else if let Some(syllable) = syllable {
        // Unicode, 3.12: a syllable of Hangul is a leading consonant, a vowel and perhaps a consonant that ends it.
        let parts = [0x1100 + syllable / 588, 0x1161 + syllable % 588 / 28, 0x11a7 + syllable % 28];
        letters.extend(parts.into_iter().filter(|part| *part != 0x11a7).filter_map(char::from_u32));
    } else {
        letters.push(c);
    }
}

/// The first syllable of Hangul.
const HANGUL: u32 = 0xac00;

/// What each letter is made of; without a mark where it only is another letter.
static PAIRS: LazyLock<BTreeMap<char, (char, Option<char>)>> = LazyLock::new(|| {
    let pairs = |(mark, bases, letters): &(char, &'static str, &'static str)| {
        let mark = Some(*mark);
        letters.chars().zip(bases.chars().map(move |base| (base, mark)))
    };
    let others = OTHERS.1.chars().zip(OTHERS.0.chars().map(|base| (base, None)));
    DECOMPOSITIONS.iter().flat_map(pairs).chain(others).collect()
});

/// The marks that letters are parted from.
static MARKS: LazyLock<BTreeSet<char>> = LazyLock::new(|| DECOMPOSITIONS.iter().map(|(mark, ..)| *mark).collect());

/// Letters that are other letters: what they are, and how they are written.
#[rustfmt::skip]
const OTHERS: (&str, &str) = (
    "\u{300}\u{301}\u{313}ʹ;·άέήίόύώιΐΰ΅`´\u{2002}\u{2003}〈〉",
    "\u{340}\u{341}\u{343}ʹ;·άέήίόύώιΐΰ΅`´\u{2000}\u{2001}〈〉",
);

/// UnicodeData.txt, canonical decompositions of what has no other lowercase, but for Hangul and ideographs: a mark, letters without it,
/// the same letters with it.
#[rustfmt::skip]
const DECOMPOSITIONS: &[(char, &str, &str)] = &[
    ('\u{300}', "aeiouünеиēōwâăêôơưyἀἁἐἑἠἡἰἱὀὁὐὑὠὡαεηιουω᾿ϊ῾ϋ¨", "àèìòùǜǹѐѝḕṑẁầằềồờừỳἂἃἒἓἢἣἲἳὂὃὒὓὢὣὰὲὴὶὸὺὼ῍ῒ῝ῢ῭"),
    ('\u{301}', "aeiouyclnrszügåæø\u{308}¨ϊαεηιϋουωϒгкçēïkmõōpũwâăê", "áéíóúýćĺńŕśźǘǵǻǽǿ\u{344}΅ΐάέήίΰόύώϓѓќḉḗḯḱḿṍṓṕṹẃấắế"),
    ('\u{301}', "ôơưἀἁἐἑἠἡἰἱὀὁὐὑὠὡ᾿῾", "ốớứἄἅἔἕἤἥἴἵὄὅὔὕὤὥ῎῞"),
    ('\u{302}', "aeioucghjswyzạẹọ", "âêîôûĉĝĥĵŝŵŷẑậệộ"),
    ('\u{303}', "anoiuvâăeêôơưy", "ãñõĩũṽẫẵẽễỗỡữỹ"),
    ('\u{304}', "aeiouüäȧæǫöõȯyиуgḷṛαιυ", "āēīōūǖǟǡǣǭȫȭȱȳӣӯḡḹṝᾱῑῡ"),
    ('\u{306}', "aegiouиужаеȩạαιυ", "ăĕğĭŏŭйўӂӑӗḝặᾰῐῠ"),
    ('\u{307}', "cegzaobdfhmnprsśšṣtwxyſ", "ċėġżȧȯḃḋḟḣṁṅṗṙṡṥṧṩṫẇẋẏẛ"),
    ('\u{308}', "aeiouyιυϒеіаәжзиоөэучыhõūwxt", "äëïöüÿϊϋϔёїӓӛӝӟӥӧӫӭӱӵӹḧṏṻẅẍẗ"),
    ('\u{309}', "aâăeêioôơuưy", "ảẩẳẻểỉỏổởủửỷ"),
    ('\u{30a}', "auwy", "åůẘẙ"),
    ('\u{30b}', "ouу", "őűӳ"),
    ('\u{30c}', "cdelnrstzaiouügkʒjh", "čďěľňřšťžǎǐǒǔǚǧǩǯǰȟ"),
    ('\u{30f}', "aeioruѵ", "ȁȅȉȍȑȕѷ"),
    ('\u{311}', "aeioru", "ȃȇȋȏȓȗ"),
    ('\u{313}', "αεηιουωρ", "ἀἐἠἰὀὐὠῤ"),
    ('\u{314}', "αεηιουωρ", "ἁἑἡἱὁὑὡῥ"),
    ('\u{31b}', "ou", "ơư"),
    ('\u{323}', "bdhklmnrstvwzaeioơuưy", "ḅḍḥḳḷṃṇṛṣṭṿẉẓạẹịọợụựỵ"),
    ('\u{324}', "u", "ṳ"),
    ('\u{325}', "a", "ḁ"),
    ('\u{326}', "st", "șț"),
    ('\u{327}', "cgklnrstedh", "çģķļņŗşţȩḑḩ"),
    ('\u{328}', "aeiuo", "ąęįųǫ"),
    ('\u{32d}', "delntu", "ḓḙḽṋṱṷ"),
    ('\u{32e}', "h", "ḫ"),
    ('\u{330}', "eiu", "ḛḭṵ"),
    ('\u{331}', "bdklnrtzh", "ḇḏḵḻṉṟṯẕẖ"),
    ('\u{338}', "←→↔⇐⇔⇒∃∈∋∣∥∼≃≅≈=≡≍<>≤≥≲≳≶≷≺≻⊂⊃⊆⊇⊢⊨⊩⊫≼≽⊑⊒⊲⊳⊴⊵⫝", "↚↛↮⇍⇎⇏∄∉∌∤∦≁≄≇≉≠≢≭≮≯≰≱≴≵≸≹⊀⊁⊄⊅⊈⊉⊬⊭⊮⊯⋠⋡⋢⋣⋪⋫⋬⋭⫝̸"),
    ('\u{342}', "ἀἁἠἡἰἱὐὑὠὡα¨η᾿ιϊ῾υϋω", "ἆἇἦἧἶἷὖὗὦὧᾶ῁ῆ῏ῖῗ῟ῦῧῶ"),
    ('\u{345}', "ἀἁἂἃἄἅἆἇἠἡἢἣἤἥἦἧὠὡὢὣὤὥὦὧὰαάᾶὴηήῆὼωώῶ", "ᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾲᾳᾴᾷῂῃῄῇῲῳῴῷ"),
    ('\u{5b4}', "\u{5d9}", "\u{fb1d}"),
    ('\u{5b7}', "\u{5f2}\u{5d0}", "\u{fb1f}\u{fb2e}"),
    ('\u{5b8}', "\u{5d0}", "\u{fb2f}"),
    ('\u{5b9}', "\u{5d5}", "\u{fb4b}"),
    ('\u{5bc}', "\u{5d0}\u{5d1}\u{5d2}\u{5d3}\u{5d4}\u{5d5}\u{5d6}", "\u{fb30}\u{fb31}\u{fb32}\u{fb33}\u{fb34}\u{fb35}\u{fb36}"),
    ('\u{5bc}', "\u{5d8}\u{5d9}\u{5da}\u{5db}\u{5dc}\u{5de}\u{5e0}", "\u{fb38}\u{fb39}\u{fb3a}\u{fb3b}\u{fb3c}\u{fb3e}\u{fb40}"),
    ('\u{5bc}', "\u{5e1}\u{5e3}\u{5e4}\u{5e6}\u{5e7}\u{5e8}\u{5e9}", "\u{fb41}\u{fb43}\u{fb44}\u{fb46}\u{fb47}\u{fb48}\u{fb49}"),
    ('\u{5bc}', "\u{5ea}", "\u{fb4a}"),
    ('\u{5bf}', "\u{5d1}\u{5db}\u{5e4}", "\u{fb4c}\u{fb4d}\u{fb4e}"),
    ('\u{5c1}', "\u{5e9}\u{fb49}", "\u{fb2a}\u{fb2c}"),
    ('\u{5c2}', "\u{5e9}\u{fb49}", "\u{fb2b}\u{fb2d}"),
    ('\u{653}', "\u{627}", "\u{622}"),
    ('\u{654}', "\u{627}\u{648}\u{64a}\u{6d5}\u{6c1}\u{6d2}", "\u{623}\u{624}\u{626}\u{6c0}\u{6c2}\u{6d3}"),
    ('\u{655}', "\u{627}", "\u{625}"),
    ('\u{93c}', "नरळकखगजडढफय", "ऩऱऴक़ख़ग़ज़ड़ढ़फ़य़"),
    ('\u{9bc}', "ডঢয", "ড়ঢ়য়"),
    ('\u{9be}', "\u{9c7}", "\u{9cb}"),
    ('\u{9d7}', "\u{9c7}", "\u{9cc}"),
    ('\u{a3c}', "ਲਸਖਗਜਫ", "ਲ਼ਸ਼ਖ਼ਗ਼ਜ਼ਫ਼"),
    ('\u{b3c}', "ଡଢ", "ଡ଼ଢ଼"),
    ('\u{b3e}', "\u{b47}", "\u{b4b}"),
    ('\u{b56}', "\u{b47}", "\u{b48}"),
    ('\u{b57}', "\u{b47}", "\u{b4c}"),
    ('\u{bbe}', "\u{bc6}\u{bc7}", "\u{bca}\u{bcb}"),
    ('\u{bd7}', "ஒ\u{bc6}", "ஔ\u{bcc}"),
    ('\u{c56}', "\u{c46}", "\u{c48}"),
    ('\u{cc2}', "\u{cc6}", "\u{cca}"),
    ('\u{cd5}', "\u{cbf}\u{cc6}\u{cca}", "\u{cc0}\u{cc7}\u{ccb}"),
    ('\u{cd6}', "\u{cc6}", "\u{cc8}"),
    ('\u{d3e}', "\u{d46}\u{d47}", "\u{d4a}\u{d4b}"),
    ('\u{d57}', "\u{d46}", "\u{d4c}"),
    ('\u{dca}', "\u{dd9}\u{ddc}", "\u{dda}\u{ddd}"),
    ('\u{dcf}', "\u{dd9}", "\u{ddc}"),
    ('\u{ddf}', "\u{dd9}", "\u{dde}"),
    ('\u{f72}', "\u{f71}", "\u{f73}"),
    ('\u{f74}', "\u{f71}", "\u{f75}"),
    ('\u{f80}', "\u{fb2}\u{fb3}\u{f71}", "\u{f76}\u{f78}\u{f81}"),
    ('\u{fb5}', "ཀ\u{f90}", "ཀྵ\u{fb9}"),
    ('\u{fb7}', "གཌདབཛ\u{f92}\u{f9c}\u{fa1}\u{fa6}\u{fab}", "གྷཌྷདྷབྷཛྷ\u{f93}\u{f9d}\u{fa2}\u{fa7}\u{fac}"),
    ('\u{102e}', "ဥ", "ဦ"),
    ('\u{1b35}', "ᬅᬇᬉᬋᬍᬑ\u{1b3a}\u{1b3c}\u{1b3e}\u{1b3f}\u{1b42}", "ᬆᬈᬊᬌᬎᬒ\u{1b3b}\u{1b3d}\u{1b40}\u{1b41}\u{1b43}"),
    ('\u{3099}', "かきくけこさしすせそたちつてとはひふへほうゝカキクケコサシスセソタチツテトハヒフヘホウワヰヱヲヽ", "がぎぐげござじずぜぞだぢづでどばびぶべぼゔゞガギグゲゴザジズゼゾダヂヅデドバビブベボヴヷヸヹヺヾ"),
    ('\u{309a}', "はひふへほハヒフヘホ", "ぱぴぷぺぽパピプペポ"),
    ('\u{110ba}', "𑂙𑂛𑂥", "𑂚𑂜𑂫"),
    ('\u{11127}', "\u{11131}\u{11132}", "\u{1112e}\u{1112f}"),
    ('\u{1133e}', "\u{11347}", "\u{1134b}"),
    ('\u{11357}', "\u{11347}", "\u{1134c}"),
    ('\u{114b0}', "\u{114b9}", "\u{114bc}"),
    ('\u{114ba}', "\u{114b9}", "\u{114bb}"),
    ('\u{114bd}', "\u{114b9}", "\u{114be}"),
    ('\u{115af}', "\u{115b8}\u{115b9}", "\u{115ba}\u{115bb}"),
    ('\u{11930}', "\u{11935}", "\u{11938}"),
    ('\u{1d165}', "𝅗𝅘𝆹𝆺", "𝅗𝅥𝅘𝅥𝆹𝅥𝆺𝅥"),
    ('\u{1d16e}', "𝅘𝅥𝆹𝅥𝆺𝅥", "𝅘𝅥𝅮𝆹𝅥𝅮𝆺𝅥𝅮"),
    ('\u{1d16f}', "𝅘𝅥𝆹𝅥𝆺𝅥", "𝅘𝅥𝅯𝆹𝅥𝅯𝆺𝅥𝅯"),
    ('\u{1d170}', "𝅘𝅥", "𝅘𝅥𝅰"),
    ('\u{1d171}', "𝅘𝅥", "𝅘𝅥𝅱"),
    ('\u{1d172}', "𝅘𝅥", "𝅘𝅥𝅲"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_some_system_takes_for_the_same_fold_to_the_same() {
        for (one, other) in [
            ("Eye", "eYE"),
            ("caf\u{e9}", "cafe\u{301}"),
            ("CAF\u{c9}", "cafe\u{301}"),
            ("thu\u{1ed1}c", "thuo\u{302}\u{301}c"),
            ("o\u{323}\u{302}", "o\u{302}\u{323}"),
            ("\u{ac15}\u{c544}", "\u{1100}\u{1161}\u{11bc}\u{110b}\u{1161}"),
            ("\u{304c}", "\u{304b}\u{3099}"),
            ("\u{439}", "\u{438}\u{306}"),
            ("\u{212b}", "A\u{30a}"),
        ] {
            assert_eq!(folded(one), folded(other), "{one:?} {other:?}");
        }
        for (one, other) in [("cafe", "caf\u{e9}"), ("\u{438}", "\u{439}"), ("a", "b"), ("\u{ac15}", "\u{ac16}")] {
            assert_ne!(folded(one), folded(other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn every_letter_of_the_list_has_its_parts() {
        for (mark, bases, letters) in DECOMPOSITIONS {
            assert_eq!(bases.chars().count(), letters.chars().count(), "{mark:?}");
        }
        assert_eq!(OTHERS.0.chars().count(), OTHERS.1.chars().count());
        let all: usize = DECOMPOSITIONS.iter().map(|(_, _, letters)| letters.chars().count()).sum();
        assert_eq!(PAIRS.len(), all + OTHERS.1.chars().count(), "no letter is there twice");
    }
}
