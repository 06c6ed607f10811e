//! The bytes of an image file → a picture with a kind and a size, or why it is none.
//!
//! A picture is looked at once, before any edition is made, so all editions agree on which images can be shown. Knows no format
//! of edition and no file system: bytes come in.

mod article_pictures;
mod budget;
mod checked_picture;
mod ids;
pub(crate) mod jpeg;
mod markup;
pub(crate) mod png;
mod read;
pub(crate) mod room;
mod sheets;
mod size;
pub(crate) mod svg;
mod unshowable;
mod values;

pub(crate) use article_pictures::ArticlePictures;
pub use article_pictures::pictures_named_by;
pub use checked_picture::{Picture, PictureKind, Pictures};
pub use unshowable::Unshowable;
