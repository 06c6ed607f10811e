//! The program as its users run it: its messages, its editions, and that it never loses a file.
//!
//! The tests start the program as a Unix shell does, with signals, pipes and permissions; on other systems this file is empty.
#![cfg(unix)]

mod at_once;
mod command_line;
mod command_words;
mod configuration;
mod cut_off;
mod devices;
mod finding;
mod habits;
mod harm;
mod incremental;
mod kept;
mod library;
mod limits;
mod messages;
mod panicking;
mod program;
mod shelves;
mod survival;
mod terminal;
mod watching;
