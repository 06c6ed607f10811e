//! Defaults that a shelf sets for all its articles.

use super::charset::Charset;
use crate::limits::Limits;
use crate::tree::{Lang, Line};

/// Values for articles that do not state them, and limits. A tree in JSON states all of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadDefaults {
    /// Language of an article that names none; `None` guesses it from its words.
    pub lang: Option<Lang>,
    /// Charset of an article that names none and is not UTF-8; `None` guesses it from its bytes.
    pub charset: Option<Charset>,
    /// Publisher of an article that names none.
    pub publisher: Option<Line>,
    /// Telephone number of an article that gives none.
    pub phone: Option<Line>,
    pub limits: Limits,
}
