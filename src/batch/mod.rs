//! The only room that touches the outside world: finds and loads articles, runs every exporter on every core, writes whole files.
//!
//! Its folders, the lowest first; each imports only from itself and from those before it:
//!
//! | folder | holds |
//! |---|---|
//! | `files` | whole writes, digests, stamps |
//! | `threads` | workers, results in order, interruption |
//! | `source_article.rs` | one article and the place of its editions |
//! | `state` | the manifest and the other state files of earlier runs |
//! | `outcome` | outcomes of a run and of an article |
//! | `report` | messages and records |
//! | `config` | `quatrefoil.toml` and the build profile of each folder |
//! | `shelf` | finding articles |
//! | `make` | making editions |
//! | `serve`, `watch` | the preview; making again what is saved |
//! | `commands` | one function for each command |

mod commands;
mod config;
mod files;
mod make;
mod outcome;
mod report;
#[cfg(feature = "serve")]
mod serve;
mod shelf;
mod source_article;
mod state;
mod threads;
#[cfg(feature = "watch")]
mod watch;

pub use commands::{
    build, build_with, completions, config, init, licenses, man, manifest, misused, rules, tree, verify, version,
};
pub use outcome::Outcome;
#[cfg(feature = "watch")]
pub use watch::{watch, watch_with};
