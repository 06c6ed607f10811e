//! The inlines: words in a line of text, and what is said of them.

use super::{AssetPath, Direction, Id, Lang, Line, WebAddress};
use crate::diagnostic::SourceSpan;
use serde::{Deserialize, Serialize};

/// A piece of text, or something in it.
///
/// In a sealed list of inlines texts are joined, never empty, without control characters, and their white space is single
/// spaces, none of them at the start or the end of the list or beside a [`Inline::Break`]. A no-break space (U+00A0) is a
/// character like any other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Inline {
    /// Words.
    Text(String),
    /// Words that are stressed.
    Emphasis(Vec<Inline>),
    /// Words of great importance.
    Strong(Vec<Inline>),
    /// No longer valid: struck through.
    Struck(Vec<Inline>),
    /// Lowered: the 2 of H₂O.
    Subscript(Vec<Inline>),
    /// Raised: the 2 of m².
    Superscript(Vec<Inline>),
    /// Text typed or printed by a machine. Not empty.
    Code(String),
    /// Words that lead somewhere.
    Link {
        /// The place that it leads to.
        to: Target,
        /// Never without words. Holds no other link and no note.
        text: Vec<Inline>,
        /// The place in the source.
        #[serde(default)]
        at: SourceSpan,
    },
    /// An image among the words.
    Image(Image),
    /// The mark of a note.
    Note(NoteReference),
    /// Words in another language (WCAG 2.2, 3.1.2).
    Foreign {
        /// Their language.
        lang: Lang,
        /// Their direction; `None` means that of the language.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dir: Option<Direction>,
        /// The words.
        text: Vec<Inline>,
    },
    /// A short form.
    Abbreviation {
        /// The long form.
        expansion: Line,
        /// The short form.
        text: Vec<Inline>,
    },
    /// A line that the author ended on purpose.
    Break,
}

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// A web, mail or telephone address.
    Web(WebAddress),
    /// A section or block of this document.
    Place(Id),
    /// Another article of the same build: each format leads to its own edition of it.
    Article(ArticleLink),
}

/// Another article of the same build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleLink {
    /// From the folder of this article's editions to that of the other's, without the extension: `leaflets/asthma`, `../eye`.
    pub stem: Line,
    /// The place in that article; `None` means its beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Id>,
}

/// A picture: where it is and what it says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Image {
    /// The file of its pixels or paths.
    pub source: ImageSource,
    /// The words for those who do not see it.
    pub alt: Alt,
    /// The place in the source.
    #[serde(default)]
    pub at: SourceSpan,
}

/// The source of the pixels or paths of an image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImageSource {
    /// A file below the article's folder.
    File(AssetPath),
    /// An address that is remote or outside the folder: nothing is ever fetched, and the image's words stand for it.
    Unreachable(Line),
}

/// The words of an image for those who do not see it. An empty string would mean neither (WCAG 2.2, 1.1.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Alt {
    /// Words that say the same as the image.
    Text(Line),
    /// It says nothing: no format mentions it.
    Decorative,
}

/// The number of a note, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NoteId(std::num::NonZeroU32);

impl NoteId {
    /// The id of the note at a place in the list of notes, counted from 0.
    pub fn from_index(index: usize) -> NoteId {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        NoteId(std::num::NonZeroU32::new(number).expect("one more than an index is not zero"))
    }

    /// Its place in the list of notes, counted from 0.
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }

    /// The number that readers see.
    pub fn number(self) -> u32 {
        self.0.get()
    }
}

/// The mark in the text that sends the reader to a note. A note may be referred to more than once.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteReference {
    /// The note that is meant.
    pub note: NoteId,
    /// The place in the source.
    #[serde(default)]
    pub at: SourceSpan,
}
