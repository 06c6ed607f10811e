//! Questions that several rooms ask of words: what stays on one line, where lines may end, how wide text is on a terminal, what is
//! a bare address. Knows words and addresses, no document, style or format.

mod addresses;
mod line_breaks;
mod unbreakable;
mod width;

pub use addresses::{BareAddress, bare_addresses};
pub use line_breaks::{BreakOpportunity, line_breaks};
pub use unbreakable::{MonthNames, unbreakable_ranges};
pub use width::display_width;
