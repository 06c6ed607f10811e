//! Body → XHTML, for the page and the book alike.
//!
//! One [`Writer`] writes everything that the tree can say into one string. Where page and book differ (addresses, pictures, the
//! serialisation), it asks its [`XhtmlHost`]. Ids of the document stay as they are; those of the writer begin with `q-`, as do
//! its classes. It knows no file and no package.

mod blocks;
mod css;
mod held;
mod host;
mod imprint;
mod inlines;
mod markup;
mod notes;
mod pending;
mod tables;
mod writer;

pub use css::with_rows;
pub use held::held_together;
pub use host::{Mark, PictureUse, Reference, XhtmlHost, note_id, reference_id};
pub use imprint::{push_foot, push_publisher};
pub use markup::{Dialect, push_attribute, push_number, push_text};
pub use writer::{Outer, Writer};
