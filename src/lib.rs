//! One article, four editions that say the same.
//!
//! ```text
//! article ── read ──▶ Draft ── seal ──▶ Document ─┬─ layout ─▶ Pages ─┬─▶ export/pdf          .pdf
//!  bytes              + diagnostics               │                   └─▶ export/epub .epub
//!                                                 ├─────────────────────▶ export/html         .html
//!                                                 └─────────────────────▶ export/large_print  .txt
//! batch: finds, loads, runs all of it on every core, stores whole files or none
//! ```
//!
//! Each folder below knows only what stands above it; `tests/house/architecture.rs` holds them to it.

pub mod batch;
pub mod cli;
pub mod diagnostic;
pub mod export;
pub mod layout;
pub mod limits;
pub mod picture;
pub mod read;
pub mod shard;
pub mod style;
pub mod text;
pub mod tree;
