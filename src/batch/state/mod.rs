//! State files in the folder for editions: what earlier runs left for the next one.

pub mod begun;
pub mod journal;
pub mod ledger;
pub mod lock;
pub mod manifest;
pub mod names;
pub mod previous_build;
pub mod suspects;
