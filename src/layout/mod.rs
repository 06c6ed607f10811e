//! A document and a style → pages of drawn items and their structure. Knows no PDF.
//!
//! Layout works by runs: stretches of text with one font, script, language and direction.

pub mod pages;

pub use pages::Pages;
