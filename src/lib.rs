//! One article, four editions that say the same: tagged PDF, EPUB, accessible HTML and large-print text.
//!
//! An [`Article`] is Markdown, plain text or a tree in JSON. Reading it gives a [`ReadArticle`], which makes each edition in a
//! [`Style`]:
//!
//! ```
//! use quatrefoil::{Article, Style};
//!
//! let text = "# Eye drops\n\nTake **one** drop in the left eye at night.\n";
//! let pdf = Article::from_markdown(text).read()?.to_pdf(&Style::default())?;
//! assert!(pdf.bytes.starts_with(b"%PDF-1.7"));
//! assert_eq!(pdf.pages, Some(1));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! All four at once are laid out once ([`ReadArticle::editions`]). Pictures come as bytes, by the path that the article names:
//!
//! ```
//! use quatrefoil::{Article, Style};
//!
//! let drop = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>"#;
//! let article = Article::from_markdown("# Eye drops\n\n![One drop](images/drop.svg)\n")
//!     .named("eye-drops")
//!     .with_picture("images/drop.svg", drop)
//!     .read()?;
//! let editions = article.editions(&Style::default())?;
//! for (extension, edition) in
//!     [("pdf", editions.pdf), ("epub", editions.epub), ("html", editions.html), ("txt", editions.text)]
//! {
//!     println!("eye-drops.{extension}: {} bytes", edition.bytes.len());
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Diagnostics
//!
//! Nothing is repaired, guessed or lost in silence. A [`Diagnostic`] has its [`Rule`], [`Severity`], place and message;
//! [`diagnostic::render`] writes it for people or programs. An article that breaks a rule can still be read; one that there is
//! nothing to make an edition from is a [`ReadError`].
//!
//! ```
//! use quatrefoil::{Article, Lang, Rule};
//!
//! let article = Article::from_markdown("# Leaf\n\n### Veins\n\nThey carry water.\n");
//! let article = article.with_default_language(Lang::english()).read()?;
//! let found = &article.diagnostics()[0];
//! assert_eq!((found.rule, found.at.start.line), (Rule::HeadingLevel, 3));
//!
//! assert!(Article::from_markdown("").read().is_err());
//! # Ok::<(), quatrefoil::ReadError>(())
//! ```
//!
//! # Promises
//!
//! - The same article and [`Style`] give the same bytes: no clock, no random number, no order of threads.
//! - The library opens no file, starts no thread and has no network.
//! - Articles and pictures may be hostile: [`Limits`] bound what they take, and nothing in them runs in an edition. The deepest tree
//!   that the limits let through needs more stack than most threads have: give strangers' articles a thread with
//!   [`limits::WORKER_STACK`] bytes.
//!
//! # Features
//!
//! `cli` is the program `quatrefoil`; `watch` and `serve` are two of its commands. All three are on by default, and the library
//! needs none of them: write `default-features = false`.
//!
//! # Parts
//!
//! ```text
//! article ── read ──▶ Draft ── seal ──▶ Document ─┬─ layout ─▶ Pages ─┬─▶ export/pdf          .pdf
//!  bytes              + diagnostics               │                   └─▶ export/epub .epub
//!                                                 ├─────────────────────▶ export/html         .html
//!                                                 └─────────────────────▶ export/large_print  .txt
//! library: one article in memory, for other Rust programs
//! batch: finds, loads, runs all of it on every core, stores whole files or none
//! ```
//!
//! Each folder of `src/` knows only what stands above it here; `tests/house/architecture.rs` holds them to it.

// Here and not among the lints of the package: its tests and benches are programs, whose `pub` nobody outside can reach.
#![deny(missing_docs)]

pub mod diagnostic;
mod library;
pub mod limits;
pub mod picture;
pub mod style;
pub mod tree;

// The tests, the benches, the fuzz targets and the program reach inside. None of these is part of the public API: they change without
// notice in any version.
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod batch;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod export;
#[doc(hidden)]
pub mod layout;
#[doc(hidden)]
pub mod read;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod shard;
#[doc(hidden)]
pub mod text;

pub use diagnostic::{Diagnostic, Position, Rule, Severity, SourceSpan};
pub use export::Edition;
pub use layout::{Fonts, NotAFont};
pub use library::{Article, Editions, ExportError, ReadArticle, ReadError};
pub use limits::Limits;
pub use picture::{Picture, PictureKind};
pub use read::{Charset, Form};
pub use style::{Style, StyleError};
pub use tree::{Date, Document, Draft, Lang, Line, WebAddress};
