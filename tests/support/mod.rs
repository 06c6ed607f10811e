//! What the tests share: random documents, the articles at hand, and the editions made of them.
//!
//! Each test file uses a part of it.
#![allow(dead_code)]

pub mod articles;
pub mod editions;
pub mod leaves;
pub mod random;
pub mod trees;

/// The columns that a text takes in a terminal.
pub fn columns(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}
