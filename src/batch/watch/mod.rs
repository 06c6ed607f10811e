//! `quatrefoil watch`: rebuilds whatever a saved file changes.

mod changes;
#[cfg(not(feature = "serve"))]
mod no_preview;
mod session;
#[expect(clippy::module_inception, reason = "the folder holds one command, and this file is it")]
mod watch;

pub use watch::{watch, watch_with};
