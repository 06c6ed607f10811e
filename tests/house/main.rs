//! The house: how its files import each other, and hostile input at every door.

mod architecture;
mod fuzz;
mod imports;
#[path = "../support/mod.rs"]
mod support;
#[path = "../../fuzz/targets.rs"]
mod targets;
