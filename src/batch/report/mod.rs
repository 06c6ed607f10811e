//! Reports of a run: messages go to standard error, results to standard output. Records for programs are results.

mod records;
mod reporter;
mod run_id;
mod tally;
mod words;

pub use reporter::Reporter;
pub use tally::Tally;
