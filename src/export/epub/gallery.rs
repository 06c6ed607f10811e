//! The pictures of a book: which of the article's it shows, and what they are called in it.

use super::super::xhtml::PictureUse;
use super::resource::{Place, Resource};
use crate::picture::{Picture, Pictures};
use crate::tree::AssetPath;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Pictures by their path, numbered as they are first shown. Authors' file names stay out of the book: they may hold spaces, other
/// scripts, or differ only in capitals.
#[derive(Debug)]
pub struct Gallery<'a> {
    pictures: &'a Pictures,
    names: BTreeMap<&'a AssetPath, usize>,
    shown: Vec<&'a Picture>,
}

impl<'a> Gallery<'a> {
    /// An empty gallery over the pictures of an article.
    pub fn of(pictures: &'a Pictures) -> Gallery<'a> {
        Gallery { pictures, names: BTreeMap::new(), shown: Vec::new() }
    }

    /// The address and size of a picture; `None` where it cannot be shown.
    pub fn show(&mut self, path: &AssetPath) -> Option<PictureUse> {
        let (path, picture) = self.pictures.get_key_value(path)?;
        let index = *self.names.entry(path).or_insert_with(|| {
            self.shown.push(picture);
            self.shown.len() - 1
        });
        let shown = |pixels: u32| (pixels as f32 * picture.pixel() * 96.0 / 72.0).round().max(1.0) as u32;
        Some(PictureUse {
            address: address(index, picture),
            width: shown(picture.width),
            height: shown(picture.height),
        })
    }

    /// The files of all pictures that were shown, in the order of their numbers.
    pub fn into_resources(self) -> impl Iterator<Item = Resource<'a>> {
        self.shown.into_iter().enumerate().map(|(index, picture)| Resource {
            path: address(index, picture),
            media_type: picture.kind.media_type(),
            bytes: Cow::Borrowed(&*picture.bytes),
            place: Place::Beside,
            properties: None,
        })
    }
}

fn address(index: usize, picture: &Picture) -> String {
    format!("pictures/picture-{}.{}", index + 1, picture.kind.extension())
}
