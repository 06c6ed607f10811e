//! `quatrefoil watch --serve`: a preview of all editions for the browser of this machine.

mod articles;
mod files;
mod http;
mod page;
mod preview;
mod server;

pub use preview::Preview;
