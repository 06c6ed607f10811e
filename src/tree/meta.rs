//! Facts about an article rather than words in it.

use super::{Date, Direction, Image, Inline, Lang, Line, Role, WebAddress};
use serde::{Deserialize, Serialize};

/// The head of an article. Everything but title and language may be absent, and then no edition claims it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meta {
    /// The only heading of level 1. Never without words; holds no image, note or link.
    pub title: Vec<Inline>,
    /// A second line of the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<Line>,
    /// The language of all that names no other.
    pub lang: Lang,
    /// `None` means the direction of the language's script.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dir: Option<Direction>,
    /// Authors and all others, in the order in which they are named; empty where nobody is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contributors: Vec<Contributor>,
    /// A sentence or two on the subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Line>,
    /// The clinic, charity or press that answers for the article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Line>,
    /// The day of its first publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// The day of its last change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<Date>,
    /// When the facts were last checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<Date>,
    /// When they are to be checked again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_review: Option<Date>,
    /// The edition of the text, as the author counts: `2.1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Line>,
    /// An ISBN, DOI or URN, as the author wrote it; `None` lets each edition derive one from what the document says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<Line>,
    /// Subjects in the words of a catalogue; empty where none is given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<Line>,
    /// Copyright and licence in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rights: Option<Line>,
    /// The series that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<Series>,
    /// The address of the online version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub canonical: Option<WebAddress>,
    /// The picture on the book's cover; `None` lets the EPUB make one from title and style.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<Image>,
    /// The name of whoever certifies the accessibility of the editions (EPUB Accessibility 1.1, 3.3); `None` for nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certified_by: Option<Line>,
    /// The number that a reader can call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Line>,
}

impl Meta {
    /// A head with nothing but what every article must have.
    pub fn new(title: Vec<Inline>, lang: Lang) -> Meta {
        Meta {
            title,
            subtitle: None,
            lang,
            dir: None,
            contributors: Vec::new(),
            description: None,
            publisher: None,
            published: None,
            modified: None,
            reviewed: None,
            next_review: None,
            version: None,
            identifier: None,
            subjects: Vec::new(),
            rights: None,
            series: None,
            canonical: None,
            cover: None,
            certified_by: None,
            phone: None,
        }
    }
}

/// Someone who made the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contributor {
    /// As readers see it.
    pub name: Line,
    /// A MARC relator code; `aut` is the author.
    pub role: Role,
    /// The name as a catalogue sorts it; `None` where the author did not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_as: Option<Line>,
}

/// The series that an article belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// As readers see it.
    pub name: Line,
    /// As the author wrote it (`3`, `2.1`); `None` where the series has no order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Line>,
}

impl Series {
    /// The series and the article's place in it, as a reader sees them: "Living well, 3".
    pub fn words(&self) -> String {
        match &self.position {
            Some(position) => format!("{}, {position}", self.name),
            None => self.name.to_string(),
        }
    }
}
