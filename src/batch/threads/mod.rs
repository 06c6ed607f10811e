//! Worker threads, results in order, and interruption.

pub mod interrupt;
pub mod ordered;
pub mod workers;
