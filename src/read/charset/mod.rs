//! The bytes of an article → its text.

mod clean;
mod code;
mod complaints;
mod decode;
mod guess;
mod named;
mod said;
mod visual;

pub(super) use clean::cleaned;
pub(super) use decode::decode;
pub use named::Charset;
