//! Outcomes of a run and of its articles. Knows neither how articles are made nor how outcomes are reported.

mod article;
pub mod faults;
mod reason;
mod run;

pub use article::ArticleOutcome;
pub use reason::Reason;
pub use run::{Outcome, outcome_of};
