//! The printed page: every measure and choice of the handout on paper, from the tables `[paper…]` of a sheet.
//!
//! Each value is explained where it is set, in `styles/handout.toml`.

use super::{Em, Pt};
use serde::{Deserialize, Serialize};

/// The printed page as one sheet wants it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Paper {
    pub size: PaperSize,
    pub printing: Printing,
    pub top: Pt,
    pub bottom: Pt,
    pub inner: Pt,
    pub outer: Pt,
    /// Added to the inner margin in duplex.
    pub gutter: Pt,
    pub text: Text,
    pub title: Type,
    pub subtitle: Type,
    pub source: Type,
    pub rule: RuleLine,
    /// The description, before the text.
    pub lead: Type,
    pub headings: Headings,
    pub lists: Lists,
    pub callouts: Callouts,
    pub quotes: Quotes,
    pub code: Type,
    pub figures: Figures,
    pub tables: Tables,
    pub notes: Notes,
    pub links: LinkStyle,
    pub contents: Contents,
    pub whole: Whole,
    pub foot: Foot,
    pub letterhead: Letterhead,
    pub online: Online,
}

impl Paper {
    /// True if text can be set at all: type has a size, and the page has room for words and lines.
    pub(super) fn is_possible(&self) -> Result<(), String> {
        let (width, height) = self.size.extent();
        let (measure, depth) = (width - self.inner - self.outer, height - self.top - self.bottom);
        for (name, margin) in [
            ("top", self.top),
            ("bottom", self.bottom),
            ("inner", self.inner),
            ("outer", self.outer),
            ("gutter", self.gutter),
        ] {
            if margin < Pt::ZERO {
                return Err(format!("the margin `{name}` is less than nothing"));
            }
        }
        for (name, size, leading) in self.types() {
            if !(4.0..=144.0).contains(&size.0) || leading < size * 0.8 || leading > size * 4.0 {
                return Err(format!("`paper.{name}` is no size that can be read: {}pt on {}pt", size.0, leading.0));
            }
        }
        if measure < self.text.size * 10.0 {
            return Err(format!(
                "the margins leave a measure of {}pt, less than ten times the size of the text",
                measure.0
            ));
        }
        if depth < self.text.leading * 8.0 {
            return Err(format!("the margins leave a page of {}pt, less than eight lines", depth.0));
        }
        Ok(())
    }

    fn types(&self) -> [(&'static str, Pt, Pt); 15] {
        let of = |name, kind: Type| (name, kind.size, kind.leading);
        [
            ("text", self.text.size, self.text.leading),
            ("tables", self.tables.size, self.tables.leading),
            ("notes", self.notes.size, self.notes.leading),
            ("foot", self.foot.size, self.foot.size),
            of("title", self.title),
            of("subtitle", self.subtitle),
            of("source", self.source),
            of("lead", self.lead),
            of("headings.level-2", self.headings.level_2),
            of("headings.level-3", self.headings.level_3),
            of("headings.level-4", self.headings.level_4),
            of("headings.level-5", self.headings.level_5),
            of("headings.level-6", self.headings.level_6),
            of("code", self.code),
            of("figures.caption", self.figures.caption),
        ]
    }
}

/// The sheet of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PaperSize {
    A4,
    A5,
    Letter,
}

impl PaperSize {
    /// Width and height, upright (ISO 216; ANSI/ASME Y14.1).
    pub fn extent(self) -> (Pt, Pt) {
        const MM: f32 = 72.0 / 25.4;
        match self {
            PaperSize::A4 => (Pt(210.0 * MM), Pt(297.0 * MM)),
            PaperSize::A5 => (Pt(148.0 * MM), Pt(210.0 * MM)),
            PaperSize::Letter => (Pt(612.0), Pt(792.0)),
        }
    }
}

/// On how many sides of a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Printing {
    /// One side: every page has its inner margin at the start of its lines.
    Single,
    /// Both sides: left pages mirror right ones.
    Duplex,
}

/// Size and leading of one kind of text, and the space around it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Type {
    pub size: Pt,
    /// From baseline to baseline.
    pub leading: Pt,
    pub above: Pt,
    pub below: Pt,
}

/// Running text.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Text {
    pub size: Pt,
    pub leading: Pt,
    /// Between paragraphs.
    pub gap: Pt,
    /// The most that a gap may grow so that a full page ends at the same height as the others.
    pub stretch: Pt,
    /// The longest line in characters of mean width; 0 leaves it to the margins.
    pub line_length: u16,
    /// The size of raised and lowered letters, as a part of that of the others.
    pub raised: f32,
    pub emphasis: Stress,
    pub strong: Stress,
}

/// The way in which words are told apart from those around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stress {
    Italic,
    Bold,
    Underline,
    BoldUnderline,
}

/// A rule across the measure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RuleLine {
    pub thickness: Pt,
    pub above: Pt,
    pub below: Pt,
}

/// The headings of sections; all are bold.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Headings {
    pub level_2: Type,
    pub level_3: Type,
    pub level_4: Type,
    pub level_5: Type,
    pub level_6: Type,
}

impl Headings {
    /// The type of a level from 2 to 6.
    pub fn level(&self, level: u8) -> Type {
        match level {
            0..=2 => self.level_2,
            3 => self.level_3,
            4 => self.level_4,
            5 => self.level_5,
            6.. => self.level_6,
        }
    }
}

/// Lists of all kinds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Lists {
    /// From the start of the lines around to those of an item, at least: wide numbers take more.
    pub indent: Em,
    /// Between a number or bullet and its item.
    pub label_gap: Em,
    /// Between the items of a tight list.
    pub tight: Pt,
    /// Between the items of a loose list.
    pub loose: Pt,
    pub lead_in: LeadIn,
}

/// The setting of the words before a colon at the head of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeadIn {
    Plain,
    Strong,
}

/// Warnings, tips and other blocks set apart from the text.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Callouts {
    pub bar: Pt,
    /// From the bar to the words, and above and below them.
    pub padding: Pt,
    pub ground: Ground,
    pub above: Pt,
    pub below: Pt,
}

/// The ground of a callout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// The colour `tint`.
    Tint,
    /// The page itself.
    Paper,
}

/// Words of someone else.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Quotes {
    pub indent: Pt,
    /// A bar at the start of the lines; 0 for none.
    pub bar: Pt,
}

/// Figures.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Figures {
    pub caption: Type,
    /// The highest image, as a part of the page's text.
    pub tallest: f32,
    pub above: Pt,
    pub below: Pt,
}

/// Tables.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Tables {
    pub size: Pt,
    pub leading: Pt,
    /// Air in a cell.
    pub padding: Pt,
    /// The rule below the header row.
    pub header_rule: Pt,
    /// The rules between rows.
    pub row_rule: Pt,
    pub above: Pt,
    pub below: Pt,
}

/// Notes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Notes {
    pub place: NotePlace,
    pub mark: NoteMark,
    pub size: Pt,
    pub leading: Pt,
    pub gap: Pt,
}

/// The place of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotePlace {
    /// At the foot of the page that refers to them.
    Foot,
    /// After the article, under a heading.
    End,
}

/// The mark of a note in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteMark {
    /// A small number above the line.
    Raised,
    /// A number in square brackets, as large as the text.
    Bracketed,
}

/// Links on paper.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LinkStyle {
    pub address: LinkAddress,
}

/// The way in which paper says where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkAddress {
    /// No address: the words alone.
    None,
    /// In brackets after the words.
    Words,
    /// In a numbered list at the end.
    List,
}

/// The list of contents.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Contents {
    pub show: Show,
    /// The fewest pages of an article that has one, where `show` is `auto`.
    pub from_pages: u16,
    /// The fewest pages of an article whose list may itself add a page, where `show` is `auto`.
    pub adds_page_from: u16,
    /// The number of levels of sections that it lists.
    pub depth: u8,
    pub leaders: Leaders,
    pub gap: Pt,
}

/// The greatest height of a block that is kept whole on one page, as a part of the height of a page's text.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Whole {
    pub callout: f32,
    pub table: f32,
    pub code: f32,
}

/// The condition on which something is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Show {
    Never,
    Auto,
    Always,
}

/// The leader from an entry to its page number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leaders {
    None,
    Dots,
}

/// The running foot.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Foot {
    pub size: Pt,
    /// From the baseline to the edge of the paper.
    pub height: Pt,
    pub title: Show,
    pub number: PageNumber,
    pub weight: Weight,
}

/// The form of a page number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageNumber {
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
    Regular,
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
    pub show: Show,
}

/// The way to the online version: a code to point a telephone at, and the address in words.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Online {
    pub show: Show,
    /// The side of the square.
    pub square: Pt,
}
