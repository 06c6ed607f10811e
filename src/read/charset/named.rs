//! Charsets by their names.

use crate::diagnostic;
use encoding_rs::Encoding;

/// A charset by a name of the web's Encoding Standard, of which there are several: `latin1` is `windows-1252` as on the web.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charset(pub(super) &'static Encoding);

/// The names that charsets are best known by; each has others.
const NAMES: [&str; 43] = [
    "big5",
    "euc-jp",
    "euc-kr",
    "gb18030",
    "gb2312",
    "gbk",
    "ibm866",
    "iso-2022-jp",
    "iso-8859-1",
    "iso-8859-10",
    "iso-8859-13",
    "iso-8859-14",
    "iso-8859-15",
    "iso-8859-16",
    "iso-8859-2",
    "iso-8859-3",
    "iso-8859-4",
    "iso-8859-5",
    "iso-8859-6",
    "iso-8859-7",
    "iso-8859-8",
    "iso-8859-9",
    "koi8-r",
    "koi8-u",
    "latin1",
    "macintosh",
    "shift-jis",
    "utf-16be",
    "utf-16le",
    "utf-8",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "windows-31j",
    "windows-874",
    "x-mac-cyrillic",
    "x-mac-roman",
];

impl Charset {
    /// The charset that a name means, in any case.
    ///
    /// # Errors
    /// That the name is not known, and one that is near it.
    pub fn named(name: &str) -> Result<Charset, String> {
        let known = Encoding::for_label_no_replacement(name.trim().as_bytes());
        // Letters of one's own have no meaning for readers.
        known.filter(|encoding| *encoding != encoding_rs::X_USER_DEFINED).map(Charset).ok_or_else(|| {
            let near = diagnostic::nearest(name.trim(), NAMES).unwrap_or("windows-1250");
            format!("`{}` is no charset that is known; one is `{near}`", name.trim())
        })
    }
}

impl TryFrom<String> for Charset {
    type Error = String;
    fn try_from(name: String) -> Result<Charset, String> {
        Charset::named(&name)
    }
}

impl From<Charset> for String {
    fn from(charset: Charset) -> String {
        charset.0.name().to_ascii_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charsets_have_several_names_and_a_wrong_one_suggests_its_neighbour() {
        for (name, known) in [
            ("Windows-1250", "windows-1250"),
            (" latin1 ", "windows-1252"),
            ("ISO-8859-15", "iso-8859-15"),
            ("cp1251", "windows-1251"),
            ("sjis", "shift_jis"),
            ("mac", "macintosh"),
        ] {
            assert_eq!(Charset::named(name).map(String::from).as_deref(), Ok(known));
        }
        for (name, near) in [
            ("windows-1259", "windows-1250"),
            ("mac-roman", "x-mac-roman"),
            ("koi8r", "koi8-r"),
            ("iso-2022-kr", "iso-2022-jp"),
            ("x-user-defined", "windows-1250"),
        ] {
            let message = format!("`{name}` is no charset that is known; one is `{near}`");
            assert_eq!(Charset::named(name), Err(message));
        }
        for name in NAMES {
            assert!(Charset::named(name).is_ok(), "{name}");
        }
    }
}
