//! Reading: what an author wrote arrives in the tree, whole and in order.

mod charsets;
mod golden;
#[path = "../support/numbers.rs"]
mod numbers;
mod outline;
mod pieces;
mod plain_text;
mod plain_text_books;
mod plain_text_forms;
mod plain_text_guesses;
mod plain_text_laws;
mod plain_text_pages;
mod plain_text_scores;
mod read_markdown;
mod repairs;
