//! Colours in sRGB and how well they are told apart.

use serde::{Deserialize, Serialize};

/// A colour in sRGB. A sheet writes it as `"#003B5C"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour {
    /// 0 to 255.
    pub red: u8,
    /// 0 to 255.
    pub green: u8,
    /// 0 to 255.
    pub blue: u8,
}

/// The colours of all editions that have any. Each is checked against its ground when the sheet is read (WCAG 2.2,
/// 1.4.3 and 1.4.6).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Colours {
    /// The page.
    pub paper: Colour,
    /// Running text: 7:1 on paper.
    pub text: Colour,
    /// Title, headings and the rule below the title: 7:1 on paper.
    pub accent: Colour,
    /// Quiet lines such as the source line and the foot: 7:1 on paper.
    pub quiet: Colour,
    /// Links: 4.5:1 on paper; they are underlined as well.
    pub link: Colour,
    /// The ground of a callout: text keeps 7:1 on it.
    pub tint: Colour,
    /// The bar and sign of a callout that warns: 4.5:1 on paper and on the tint.
    pub warning: Colour,
}

impl Colour {
    /// The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio").
    pub fn contrast(self, other: Colour) -> f32 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The share of each channel, from 0 to 1: red, green, blue.
    pub fn shares(self) -> [f32; 3] {
        [self.red, self.green, self.blue].map(|channel| f32::from(channel) / 255.0)
    }

    /// WCAG 2.2, "relative luminance".
    fn luminance(self) -> f32 {
        let [red, green, blue] = self
            .shares()
            .map(|share| if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl TryFrom<String> for Colour {
    type Error = String;
    fn try_from(text: String) -> Result<Colour, String> {
        let digits =
            text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let channel = |from: usize| u8::from_str_radix(digits?.get(from..from + 2)?, 16).ok();
        match (channel(0), channel(2), channel(4)) {
            (Some(red), Some(green), Some(blue)) => Ok(Colour { red, green, blue }),
            _ => Err(format!("`{text}` is not a colour such as `#003B5C`")),
        }
    }
}

impl From<Colour> for String {
    fn from(Colour { red, green, blue }: Colour) -> String {
        format!("#{red:02X}{green:02X}{blue:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((colour("#000000").contrast(colour("#FFFFFF")) - 21.0).abs() < 0.01);
        assert!((colour("#767676").contrast(colour("#FFFFFF")) - 4.54).abs() < 0.01);
        assert!(colour("#003B5C").contrast(colour("#FFFFFF")) > 11.0);
    }

    #[test]
    fn colours_have_six_digits() {
        for text in ["003B5C", "#03B", "#00000g", "#+10000", "#é0000"] {
            assert!(Colour::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
