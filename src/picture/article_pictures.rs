//! The images that a document names, and the pictures of one article within the limits of one article.

use super::checked_picture::{Picture, Pictures};
use super::unshowable::{SMALLER, Unshowable};
use crate::diagnostic::SourceSpan;
use crate::limits::Limits;
use crate::tree::{AssetPath, Document, Image, ImageSource, walk};
use std::collections::BTreeMap;

/// Each path that a document names, with the first place where it does and the number of such places.
pub fn pictures_named_by(document: &Document) -> BTreeMap<AssetPath, (SourceSpan, usize)> {
    let mut named = BTreeMap::new();
    let mut name = |image: &Image| match &image.source {
        ImageSource::File(path) => {
            named.entry(path.clone()).or_insert((image.at, 0)).1 += 1;
        }
        ImageSource::Unreachable(_) => {}
    };
    if let Some(cover) = &document.meta().cover {
        name(cover);
    }
    walk::images(document, &mut name);
    named
}

/// The pictures of one article that were read so far. Together they are at most as large as [`Limits::pictures`].
#[derive(Debug)]
pub(crate) struct ArticlePictures<'l> {
    limits: &'l Limits,
    /// Bytes that further pictures may have.
    left: usize,
    pictures: Pictures,
}

impl<'l> ArticlePictures<'l> {
    /// No pictures yet.
    pub fn within(limits: &'l Limits) -> ArticlePictures<'l> {
        ArticlePictures { limits, left: limits.pictures.count(), pictures: Pictures::new() }
    }

    /// Reads one picture more, which the article shows `uses` times: the page holds it as often.
    ///
    /// # Errors
    /// As [`Picture::read_within`], and a picture that makes all of them together too large. It is then not among them.
    pub fn read(&mut self, path: AssetPath, uses: usize, bytes: &[u8]) -> Result<(), Unshowable> {
        let picture = Picture::read_within(self.limits, bytes)?;
        let bytes = picture.bytes.len().checked_mul(uses);
        self.left = bytes.and_then(|bytes| self.left.checked_sub(bytes)).ok_or_else(|| {
            let each = if uses > 1 { format!(", since it is shown {uses} times") } else { String::new() };
            let why = format!("makes the pictures of the article larger than {} together{each}", self.limits.pictures);
            Unshowable::with_help(why, SMALLER)
        })?;
        self.pictures.insert(path, picture);
        Ok(())
    }

    /// All that were read.
    pub fn into_pictures(self) -> Pictures {
        self.pictures
    }
}
