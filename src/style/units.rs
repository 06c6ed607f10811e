//! Units of length. A sheet writes them as words: `"12.5pt"`, `"20mm"`, `"1.6em"`.

use serde::{Deserialize, Serialize};
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in PostScript points: 1/72 inch. Never NaN or infinite in a style.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pt(pub f32);

/// A length relative to the size of the type it is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Em(pub f32);

impl Pt {
    /// No length at all.
    pub const ZERO: Pt = Pt(0.0);

    /// The larger of two lengths.
    pub fn max(self, other: Pt) -> Pt {
        Pt(self.0.max(other.0))
    }

    /// The smaller of two lengths.
    pub fn min(self, other: Pt) -> Pt {
        Pt(self.0.min(other.0))
    }
}

impl Em {
    /// The length at a size of type.
    pub fn at(self, size: Pt) -> Pt {
        size * self.0
    }
}

impl Add for Pt {
    type Output = Pt;
    fn add(self, other: Pt) -> Pt {
        Pt(self.0 + other.0)
    }
}

impl Sub for Pt {
    type Output = Pt;
    fn sub(self, other: Pt) -> Pt {
        Pt(self.0 - other.0)
    }
}

impl Neg for Pt {
    type Output = Pt;
    fn neg(self) -> Pt {
        Pt(-self.0)
    }
}

impl AddAssign for Pt {
    fn add_assign(&mut self, other: Pt) {
        self.0 += other.0;
    }
}

impl SubAssign for Pt {
    fn sub_assign(&mut self, other: Pt) {
        self.0 -= other.0;
    }
}

impl Mul<f32> for Pt {
    type Output = Pt;
    fn mul(self, factor: f32) -> Pt {
        Pt(self.0 * factor)
    }
}

impl Div<f32> for Pt {
    type Output = Pt;
    fn div(self, divisor: f32) -> Pt {
        Pt(self.0 / divisor)
    }
}

impl Div for Pt {
    type Output = f32;
    fn div(self, other: Pt) -> f32 {
        self.0 / other.0
    }
}

impl std::iter::Sum for Pt {
    fn sum<I: Iterator<Item = Pt>>(lengths: I) -> Pt {
        Pt(lengths.map(|length| length.0).sum())
    }
}

impl TryFrom<String> for Pt {
    type Error = String;
    fn try_from(text: String) -> Result<Pt, String> {
        const UNITS: [(&str, f32); 4] = [("pt", 1.0), ("mm", 72.0 / 25.4), ("cm", 72.0 / 2.54), ("in", 72.0)];
        UNITS
            .iter()
            .find_map(|(unit, points)| Some(Pt(finite(text.strip_suffix(unit)?)? * points)))
            .ok_or_else(|| format!("`{text}` is not a length such as `12.5pt`, `20mm` or `1in`"))
    }
}

impl From<Pt> for String {
    fn from(length: Pt) -> String {
        format!("{}pt", length.0)
    }
}

impl TryFrom<String> for Em {
    type Error = String;
    fn try_from(text: String) -> Result<Em, String> {
        let number = text.strip_suffix("em").and_then(finite);
        number.map(Em).ok_or_else(|| format!("`{text}` is not a length such as `1.5em`"))
    }
}

impl From<Em> for String {
    fn from(length: Em) -> String {
        format!("{}em", length.0)
    }
}

fn finite(number: &str) -> Option<f32> {
    number.trim().parse().ok().filter(|number: &f32| number.is_finite())
}

/// Size and leading of one kind of text, and the space around it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Type {
    /// The size of the letters.
    pub size: Pt,
    /// From baseline to baseline.
    pub leading: Pt,
    /// Space above.
    pub above: Pt,
    /// Space below.
    pub below: Pt,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_a_unit() {
        for (text, points) in [("12.5pt", 12.5), ("25.4mm", 72.0), ("1in", 72.0), ("-1 cm", -28.346457)] {
            assert_eq!(Pt::try_from(text.to_owned()), Ok(Pt(points)));
        }
        for text in ["12", "pt", "NaNpt", "infpt", "1px", "1em"] {
            assert!(Pt::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
