//! A document → the bytes of an edition. Pure: an exporter reads its job and nothing else.

mod accessibility;
pub mod epub;
mod exporter;
pub mod html;
mod inputs;
pub mod large_print;
mod mark;
pub mod pdf;
pub mod xhtml;

pub use exporter::{Edition, Exporter, Job};
pub use inputs::{InputValues, Inputs, Table};

/// Every format, in the order in which editions are listed.
pub const EXPORTERS: &[&dyn Exporter] = &[&pdf::Pdf, &epub::Epub, &html::Html, &large_print::LargePrint];
