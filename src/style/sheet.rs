//! TOML → Style: a sheet is laid over the handout's, read, and its colours are measured.

use super::{Colour, Colours, Style};
use std::fmt;
use std::str::FromStr;

/// The sheet that is whole: every other says only what it changes.
const HANDOUT: &str = include_str!("../../styles/handout.toml");

/// Why a sheet cannot be used: one clause, and the line and column where TOML knows them (1 and 1 where it does not).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleError {
    /// One clause: what cannot be used and why.
    pub message: String,
    /// Counts from 1.
    pub line: u32,
    /// Counts characters from 1.
    pub column: u32,
}

impl fmt::Display for StyleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for StyleError {}

impl Style {
    /// The built-in sheet.
    pub fn handout() -> Style {
        Style::from_toml("").expect("the compiled-in sheet is whole: `handout_is_whole` tests it")
    }

    /// Reads a style sheet in TOML; what it leaves out comes from the handout's.
    ///
    /// ```
    /// use quatrefoil::Style;
    ///
    /// let style = Style::from_toml("name = \"large\"\n[paper.text]\nsize = \"14pt\"\nleading = \"20pt\"")?;
    /// assert_eq!(style.colours, Style::default().colours);
    /// let error = Style::from_toml("[colours]\ntext = \"#777777\"").unwrap_err();
    /// assert!(error.to_string().contains("contrast"));
    /// # Ok::<(), quatrefoil::StyleError>(())
    /// ```
    ///
    /// # Errors
    /// Text that is not TOML, a key or value that a sheet does not have, or colours that are too close to each other.
    pub fn from_toml(text: &str) -> Result<Style, StyleError> {
        let over: toml::Table = toml::from_str(text).map_err(|error| fault(text, &error))?;
        let mut sheet: toml::Table = toml::from_str(HANDOUT).map_err(|error| fault(HANDOUT, &error))?;
        lay_over(&mut sheet, over);
        let style: Style = sheet.try_into().map_err(|error| fault(text, &error))?;
        are_legible("colours", &style.colours)?;
        are_legible("screen.dark", &style.screen.dark)?;
        style.paper.is_possible().map_err(|message| StyleError { message, line: 1, column: 1 })?;
        Ok(style)
    }
}

impl Default for Style {
    /// The built-in sheet, [`Style::handout`].
    fn default() -> Style {
        Style::handout()
    }
}

impl FromStr for Style {
    type Err = StyleError;

    /// As [`Style::from_toml`].
    fn from_str(text: &str) -> Result<Style, StyleError> {
        Style::from_toml(text)
    }
}

/// Checks the contrast of a table of colours.
fn are_legible(table: &str, c: &Colours) -> Result<(), StyleError> {
    let pairs: [(&str, Colour, &str, Colour, f32); 10] = [
        ("text", c.text, "paper", c.paper, 7.0),
        ("accent", c.accent, "paper", c.paper, 7.0),
        ("accent", c.accent, "tint", c.tint, 4.5),
        ("quiet", c.quiet, "paper", c.paper, 7.0),
        ("quiet", c.quiet, "tint", c.tint, 4.5),
        ("link", c.link, "paper", c.paper, 4.5),
        ("link", c.link, "tint", c.tint, 4.5),
        ("text", c.text, "tint", c.tint, 7.0),
        ("warning", c.warning, "paper", c.paper, 4.5),
        ("warning", c.warning, "tint", c.tint, 4.5),
    ];
    for (name, colour, ground, on, least) in pairs {
        let ratio = colour.contrast(on);
        if ratio < least {
            let message =
                format!("`{table}.{name}` has a contrast of {ratio:.1}:1 on `{table}.{ground}`, less than {least}:1");
            return Err(StyleError { message, line: 1, column: 1 });
        }
    }
    Ok(())
}

/// Tables join key by key; any other value replaces the one below it.
fn lay_over(below: &mut toml::Table, over: toml::Table) {
    for (key, value) in over {
        match (below.get_mut(&key), value) {
            (Some(toml::Value::Table(below)), toml::Value::Table(over)) => lay_over(below, over),
            (_, value) => {
                below.insert(key, value);
            }
        }
    }
}

fn fault(text: &str, error: &toml::de::Error) -> StyleError {
    let before = &text[..text.floor_char_boundary(error.span().map_or(0, |span| span.start))];
    let line = before.matches('\n').count() as u32 + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u32 + 1;
    StyleError { message: error.message().to_owned(), line, column }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handout_is_whole() {
        assert_eq!(Style::handout().name, "handout");
    }

    #[test]
    fn a_sheet_changes_only_what_it_says() {
        let style = Style::from_toml("name = \"mine\"\n[colours]\naccent = \"#000000\"\n").unwrap();
        assert_eq!(style.name, "mine");
        assert_eq!(style.colours.text, Style::handout().colours.text);
        assert_ne!(style.colours.accent, Style::handout().colours.accent);
    }

    #[test]
    fn a_faulty_sheet_says_what_and_where() {
        for (text, words) in [
            ("name = ", "1:8"),
            ("[colours]\ninkwell = \"#000000\"", "inkwell"),
            ("[colours]\ntext = \"#777777\"", "contrast of 4.5:1"),
            ("[screen.dark]\ntext = \"#777777\"", "`screen.dark.text`"),
        ] {
            let fault = Style::from_toml(text).unwrap_err().to_string();
            assert!(fault.contains(words), "{fault}");
        }
    }
}
