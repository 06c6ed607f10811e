//! The places where a line of a text may end (UAX #14), none of them inside an unbreakable range.

use super::unbreakable::{MonthNames, unbreakable_ranges};
use unicode_linebreak::linebreaks;

pub use unicode_linebreak::BreakOpportunity;

/// Byte offsets where a line may end or must end, in order; the last is the end of the text. A line that the author ended ends
/// inside an unbreakable range too.
pub fn line_breaks(text: &str, months: MonthNames) -> impl Iterator<Item = (usize, BreakOpportunity)> {
    let mut ranges = unbreakable_ranges(text, months).into_iter().peekable();
    linebreaks(text).filter(move |(end, opportunity)| {
        while ranges.next_if(|range| range.end <= *end).is_some() {}
        let is_inside = ranges.peek().is_some_and(|range| range.start < *end);
        *opportunity == BreakOpportunity::Mandatory || !is_inside
    })
}
