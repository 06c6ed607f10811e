//! Sizes and resolutions that a picture may have.

use super::unshowable::{SMALLER, Unshowable};

/// The longest side of a picture: that of a JPEG, and about what browsers show. A row is held in memory as a whole.
const LONGEST_SIDE: u32 = 65_535;

/// Refuses sizes that a page cannot show or a machine should not unpack.
pub(super) fn check_size(width: u32, height: u32, most_pixels: u64) -> Result<(), Unshowable> {
    if width == 0 || height == 0 {
        return Err(Unshowable::new("has no size"));
    }
    if LONGEST_SIDE < width.max(height) && u64::from(width) * u64::from(height) <= most_pixels {
        let why = format!("has {width} × {height} pixels, more than {LONGEST_SIDE} on one side");
        return Err(Unshowable::with_help(why, SMALLER));
    }
    if u64::from(width) * u64::from(height) > most_pixels {
        let why = format!("has {width} × {height} pixels, more than {most_pixels}");
        return Err(Unshowable::with_help(why, SMALLER));
    }
    Ok(())
}

/// A resolution in pixels per inch that can be meant; files that say 1 or 0 mean nothing by it.
pub(super) fn plausible(per_inch: f32) -> Option<f32> {
    (20.0..=10_000.0).contains(&per_inch).then_some(per_inch)
}
