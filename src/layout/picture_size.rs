//! The size of a picture on paper, from its pixels and its resolution.

use crate::picture::Picture;
use crate::style::Pt;

/// Width and height in points at the picture's own resolution.
pub fn extent(picture: &Picture) -> (f32, f32) {
    let per_inch = picture.resolution.filter(|resolution| (36.0..=2400.0).contains(resolution)).unwrap_or(96.0);
    let points = |pixels: u32| (pixels.max(1) as f32) * 72.0 / per_inch;
    (points(picture.width), points(picture.height))
}

/// Width and height of a picture among words of a size: never higher than two lines or so, nor very wide.
pub fn inline_extent(picture: &Picture, size: Pt) -> (f32, f32) {
    let (width, height) = extent(picture);
    let scale = (size.0 * 2.4 / height).min(size.0 * 8.0 / width).min(1.0);
    (width * scale, height * scale)
}
