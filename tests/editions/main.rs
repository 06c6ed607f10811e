//! Editions: the finished bytes, read back as strangers read them.

mod determinism;
mod epub;
mod four_leaves;
mod hostile;
mod html;
mod large_print;
mod large_print_on_paper;
mod large_print_words;
mod pdf;
#[path = "../support/mod.rs"]
mod support;
