//! The printed page: every measure and choice of the handout on paper, from the tables `[paper…]` of a sheet.
//!
//! Each value is explained where it is set, in `styles/handout.toml`.

pub use super::furniture::{Contents, Foot, Leaders, Letterhead, Online, PageNumber, Show, Weight};
pub use super::units::Type;

use super::{Em, Pt};
use serde::{Deserialize, Serialize};

/// The printed page as one sheet wants it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Paper {
    /// The sheet of paper.
    pub size: PaperSize,
    /// One or both sides.
    pub printing: Printing,
    /// From the edge to the top of the first line.
    pub top: Pt,
    /// From the edge to the foot of the last line of a full page.
    pub bottom: Pt,
    /// The margin at the start of the lines; in duplex the one at the fold.
    pub inner: Pt,
    /// The other margin.
    pub outer: Pt,
    /// Added to the inner margin in duplex.
    pub gutter: Pt,
    /// Running text.
    pub text: Text,
    /// The title: bold, in the accent colour.
    pub title: Type,
    /// The line below the title.
    pub subtitle: Type,
    /// Authors, publisher and dates below the title.
    pub source: Type,
    /// The rule below the title.
    pub rule: RuleLine,
    /// The description, before the text.
    pub lead: Type,
    /// Headings of sections.
    pub headings: Headings,
    /// Lists.
    pub lists: Lists,
    /// Callouts.
    pub callouts: Callouts,
    /// Quotations.
    pub quotes: Quotes,
    /// Code, as it was typed.
    pub code: Type,
    /// Figures and their captions.
    pub figures: Figures,
    /// Tables.
    pub tables: Tables,
    /// Notes.
    pub notes: Notes,
    /// Links.
    pub links: LinkStyle,
    /// The list of contents.
    pub contents: Contents,
    /// Blocks that are kept on one page.
    pub whole: Whole,
    /// The running foot.
    pub foot: Foot,
    /// Name, logo and number above the title of the first page.
    pub letterhead: Letterhead,
    /// The way to the online version.
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
    /// 210 × 297 mm.
    A4,
    /// 148 × 210 mm.
    A5,
    /// 8.5 × 11 inches.
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

/// Running text.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Text {
    /// The size of the letters.
    pub size: Pt,
    /// From baseline to baseline.
    pub leading: Pt,
    /// Between paragraphs.
    pub gap: Pt,
    /// The most that a gap may grow so that a full page ends at the same height as the others.
    pub stretch: Pt,
    /// The longest line in characters of mean width; 0 leaves it to the margins.
    pub line_length: u16,
    /// The size of raised and lowered letters, as a part of that of the others.
    pub raised: f32,
    /// The setting of emphasis.
    pub emphasis: Stress,
    /// The setting of words of great importance.
    pub strong: Stress,
}

/// The way in which words are told apart from those around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stress {
    /// Italic letters.
    Italic,
    /// Bold letters.
    Bold,
    /// A line below the words.
    Underline,
    /// Bold letters with a line below.
    BoldUnderline,
}

/// A rule across the measure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RuleLine {
    /// The thickness of the line.
    pub thickness: Pt,
    /// Space above.
    pub above: Pt,
    /// Space below.
    pub below: Pt,
}

/// The headings of sections; all are bold.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Headings {
    /// Sections.
    pub level_2: Type,
    /// Sections within a section.
    pub level_3: Type,
    /// Third level of sections.
    pub level_4: Type,
    /// Fourth level of sections.
    pub level_5: Type,
    /// Fifth level of sections.
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
    /// The words before a colon at the head of an item.
    pub lead_in: LeadIn,
}

/// The setting of the words before a colon at the head of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeadIn {
    /// As the other words of the item.
    Plain,
    /// Bold, where half of a list has them.
    Strong,
}

/// Warnings, tips and other blocks set apart from the text.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Callouts {
    /// The thickness of the bar at the start of the lines.
    pub bar: Pt,
    /// From the bar to the words, and above and below them.
    pub padding: Pt,
    /// The colour behind the words.
    pub ground: Ground,
    /// Space above.
    pub above: Pt,
    /// Space below.
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
    /// From the start of the lines around to those of the quotation.
    pub indent: Pt,
    /// A bar at the start of the lines; 0 for none.
    pub bar: Pt,
}

/// Figures.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Figures {
    /// The caption.
    pub caption: Type,
    /// The highest image, as a part of the page's text.
    pub tallest: f32,
    /// Space above.
    pub above: Pt,
    /// Space below.
    pub below: Pt,
}

/// Tables.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Tables {
    /// The size of the letters.
    pub size: Pt,
    /// From baseline to baseline.
    pub leading: Pt,
    /// Air in a cell.
    pub padding: Pt,
    /// The rule below the header row.
    pub header_rule: Pt,
    /// The rules between rows.
    pub row_rule: Pt,
    /// Space above.
    pub above: Pt,
    /// Space below.
    pub below: Pt,
}

/// Notes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Notes {
    /// Foot or end.
    pub place: NotePlace,
    /// Raised or bracketed.
    pub mark: NoteMark,
    /// The size of the letters.
    pub size: Pt,
    /// From baseline to baseline.
    pub leading: Pt,
    /// Space between notes.
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
    /// The way in which paper shows the address.
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

/// The greatest height of a block that is kept whole on one page, as a part of the height of a page's text.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Whole {
    /// The highest callout.
    pub callout: f32,
    /// The highest table; a longer one goes on over pages, its header row repeated.
    pub table: f32,
    /// The highest code.
    pub code: f32,
}
