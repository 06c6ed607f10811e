//! An article → a draft of the tree, with diagnostics.
//!
//! Pure and total: any bytes give a [`Reading`], and nothing here knows a file system. A reader repairs what it can, because
//! it still knows what the author wrote, and reports each repair; it reports each guess in a note.

mod article;
mod charset;
mod composed;
mod defaults;
mod direction;
mod form;
mod front_matter;
mod json;
mod language;
mod markdown;
mod measure;
mod names;
mod not_text;
mod plain_text;
mod reading;
mod relative;
mod rewrite;
mod sectioning;
mod source;
pub mod tidy;

pub use article::{Article, Neighbours, ResolvedLinks};
pub use charset::Charset;
pub use defaults::ReadDefaults;
pub use form::Form;
pub use reading::{Reading, read, read_draft, read_with};
use source::{Source, Written};
