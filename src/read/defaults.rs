//! What a house says once for all its articles.

use super::charset::Charset;
use crate::limits::Limits;
use crate::tree::{Lang, Line};

/// What holds for an article that is silent, and how large it may be. A tree in JSON is never silent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadDefaults {
    /// The language of an article that names none; `None` lets its words tell.
    pub lang: Option<Lang>,
    /// The charset of an article that is not in UTF-8 and names none; `None` lets its bytes tell.
    pub charset: Option<Charset>,
    /// Who answers for an article that names nobody.
    pub publisher: Option<Line>,
    /// The number to call, where the article gives none.
    pub phone: Option<Line>,
    pub limits: Limits,
}
