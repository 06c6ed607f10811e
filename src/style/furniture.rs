//! Parts of a handout beside its text: the list of contents, the running foot, the letterhead and the way to the online version.
//!
//! Each value is explained where it is set, in `styles/handout.toml`.

use super::units::{Pt, Type};
use serde::{Deserialize, Serialize};

/// The list of contents.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Contents {
    /// The condition on which it is shown.
    pub show: Show,
    /// The fewest pages of an article that has one, where `show` is `auto`.
    pub from_pages: u16,
    /// The fewest pages of an article whose list may itself add a page, where `show` is `auto`.
    pub adds_page_from: u16,
    /// The number of levels of sections that it lists.
    pub depth: u8,
    /// The line from an entry to its page number.
    pub leaders: Leaders,
    /// Space between entries.
    pub gap: Pt,
}

/// The condition on which something is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Show {
    /// Not shown.
    Never,
    /// Shown where there is reason to.
    Auto,
    /// Shown in every article.
    Always,
}

/// The leader from an entry to its page number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leaders {
    /// Nothing.
    None,
    /// A line of dots.
    Dots,
}

/// The running foot.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Foot {
    /// The size of the letters.
    pub size: Pt,
    /// From the baseline to the edge of the paper.
    pub height: Pt,
    /// The condition for the title; `auto` means from the second page on.
    pub title: Show,
    /// The number of the page.
    pub number: PageNumber,
    /// The weight of the letters.
    pub weight: Weight,
}

/// The form of a page number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageNumber {
    /// No number.
    None,
    /// "2".
    Number,
    /// "Page 2 of 5".
    PageOf,
}

/// The weight of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// The usual weight.
    Regular,
    /// Bold.
    Bold,
}

/// The content above the title of the first page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Letterhead {
    /// The name of the clinic or charity; empty for none.
    pub name: String,
    /// The telephone number, set large; empty takes the article's own.
    pub phone: String,
    /// The path of a picture, from the folder of the sheet; empty for none.
    pub logo: String,
    /// The highest logo.
    pub logo_height: Pt,
    /// The type of the number.
    pub phone_type: Type,
    /// The condition for all of it; `auto` means where there is a name or a logo.
    pub show: Show,
}

/// The way to the online version: a code to point a telephone at, and the address in words.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Online {
    /// The condition for all of it; `auto` means where the article says where it is online.
    pub show: Show,
    /// The side of the square.
    pub square: Pt,
}
