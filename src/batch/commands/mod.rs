//! The commands of the program, one function each. `main` turns the outcome into an exit code.

mod about;
mod build;
mod command_words;
mod config;
mod init;
mod misuse;
mod standard_output;
mod tree;
mod verify;

pub use about::{licenses, rules, version};
pub use build::{build, build_with};
pub use command_words::{completions, man};
pub use config::config;
pub use init::init;
pub use misuse::misused;
pub use tree::tree;
pub use verify::{manifest, verify};
