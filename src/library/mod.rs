//! The crate as other Rust programs use it: an article in, finished editions out.
//!
//! Joins reading, sealing, layout and export for one article in memory. Knows no file system, clock or thread: bytes come in and
//! bytes go out.

mod article;
mod errors;
mod read_article;

pub use article::Article;
pub use errors::{ExportError, ReadError};
pub use read_article::{Editions, ReadArticle};

#[cfg(test)]
mod laws;
