//! `quatrefoil config`: every value in force and its origin.

use crate::batch::config::show;
use crate::batch::config::{DEFAULT, Settings};
use crate::batch::outcome::Outcome;
use crate::batch::report::Reporter;
use crate::cli::ConfigOrder;

/// Prints every value in force and its origin, or the whole default file.
pub fn config(order: &ConfigOrder) -> Outcome {
    let reporter = Reporter::new();
    if order.export {
        reporter.print(DEFAULT.trim_end());
        return reporter.ended(Outcome::AllMade);
    }
    match Settings::load(std::slice::from_ref(&order.shelf), &order.choices, &reporter) {
        Ok(settings) => {
            reporter.print(show(&settings, &order.shelf).trim_end());
            reporter.ended(Outcome::AllMade)
        }
        Err(message) => reporter.could_not_run(&message),
    }
}
