//! PNG: unpacked once to know that it is whole; unpacked again by the formats that cannot take it as it is.

use super::{Picture, PictureKind, Unshowable, check_size, plausible};
use png::{BitDepth, ColorType, Decoder, Limits, Reader, Transformations, Unit};
use std::io::Cursor;

/// The samples of a PNG, 8 bits each, row by row from the top.
pub(crate) struct Samples {
    pub width: u32,
    pub height: u32,
    /// 1 (grey) or 3 (red, green, blue) a pixel.
    pub colours: Vec<u8>,
    pub channels: u8,
    /// One a pixel, 0 where nothing is painted; `None` where all of them would be 255.
    pub alpha: Option<Vec<u8>>,
}

/// A PNG whose compressed rows can be taken as they are: not interlaced, nothing transparent, at most 8 bits a sample.
pub(crate) struct Rows {
    pub width: u32,
    pub height: u32,
    /// Bits of a sample.
    pub depth: u8,
    /// Samples of a pixel.
    pub channels: u8,
    /// Red, green and blue of each colour; `None` where the samples are colours themselves.
    pub palette: Option<Vec<u8>>,
    /// The rows with their filters, compressed by zlib.
    pub packed: Vec<u8>,
}

/// The compressed rows of a PNG that was looked through before; `None` for one that has to be unpacked.
pub(crate) fn rows(bytes: &[u8]) -> Option<Rows> {
    let reader = open(bytes, Transformations::IDENTITY, ADMITTED).ok()?;
    let info = reader.info();
    let channels = match info.color_type {
        ColorType::Grayscale | ColorType::Indexed => 1,
        ColorType::Rgb => 3,
        ColorType::GrayscaleAlpha | ColorType::Rgba => return None,
    };
    if info.interlaced || info.trns.is_some() || info.bit_depth == BitDepth::Sixteen {
        return None;
    }
    let palette = match info.color_type {
        ColorType::Indexed => Some(info.palette.as_ref()?.to_vec()),
        _ => None,
    };
    let (width, height, depth) = (info.width, info.height, info.bit_depth as u8);
    Some(Rows { width, height, depth, channels, palette, packed: image_data(bytes)? })
}

/// The content of all IDAT chunks (PNG, 5.3).
fn image_data(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut packed = Vec::new();
    let mut rest = bytes.get(8..)?;
    loop {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let content = rest.get(8..8usize.checked_add(length)?)?;
        match &rest[4..8] {
            b"IDAT" => packed.extend_from_slice(content),
            b"IEND" => return Some(packed),
            _ => {}
        }
        rest = rest.get(12 + length..)?;
    }
}

/// Looks through a whole PNG of at most so many pixels.
pub(super) fn read(bytes: &[u8], most_pixels: u64) -> Result<Picture, Unshowable> {
    let mut reader = open(bytes, Transformations::IDENTITY, most_pixels)?;
    let info = reader.info();
    let (width, height) = (info.width, info.height);
    if info.animation_control.is_some() {
        return Err(Unshowable::with_help("moves, which paper cannot", "save one of its pictures as PNG"));
    }
    let resolution = info.pixel_dims.filter(|dims| matches!(dims.unit, Unit::Meter));
    let resolution = resolution.and_then(|dims| plausible(dims.xppu as f32 * 0.0254));
    while reader.next_row().map_err(broken)?.is_some() {}
    reader.finish().map_err(broken)?;
    Ok(Picture { kind: PictureKind::Png, bytes: bytes.into(), width, height, resolution })
}

/// Unpacks a PNG that was looked through before; `None` if it was not.
pub(crate) fn samples(bytes: &[u8]) -> Option<Samples> {
    let mut reader = open(bytes, Transformations::EXPAND | Transformations::STRIP_16, ADMITTED).ok()?;
    let mut packed = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut packed).ok()?;
    let (width, height) = (frame.width, frame.height);
    debug_assert_eq!(frame.bit_depth, BitDepth::Eight);
    let (channels, opaque) = match frame.color_type {
        ColorType::Grayscale => (1, true),
        ColorType::GrayscaleAlpha => (1, false),
        ColorType::Rgb => (3, true),
        ColorType::Rgba => (3, false),
        ColorType::Indexed => return None,
    };
    if opaque {
        return Some(Samples { width, height, colours: packed, channels, alpha: None });
    }
    let pixels = packed.chunks_exact(usize::from(channels) + 1);
    let mut colours = Vec::with_capacity(pixels.len() * usize::from(channels));
    let mut alpha = Vec::with_capacity(pixels.len());
    for pixel in pixels {
        colours.extend_from_slice(&pixel[..usize::from(channels)]);
        alpha.push(pixel[usize::from(channels)]);
    }
    let alpha = alpha.iter().any(|share| *share < 255).then_some(alpha);
    Some(Samples { width, height, colours, channels, alpha })
}

/// Of a picture that was looked through before the pixels are not counted again.
const ADMITTED: u64 = u64::MAX;

fn open(bytes: &[u8], transformations: Transformations, most_pixels: u64) -> Result<Reader<Cursor<&[u8]>>, Unshowable> {
    // Eight bytes a pixel is the most there is: RGBA of 16 bits each.
    let limits = Limits { bytes: usize::try_from(most_pixels.saturating_mul(8)).unwrap_or(usize::MAX) };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_transformations(transformations);
    decoder.ignore_checksums(false);
    decoder.set_ignore_text_chunk(true);
    let header = decoder.read_header_info().map_err(broken)?;
    check_size(header.width, header.height, most_pixels)?;
    decoder.read_info().map_err(broken)
}

fn broken(error: png::DecodingError) -> Unshowable {
    match error {
        png::DecodingError::IoError(_) => Unshowable::new("is a PNG that is cut short"),
        png::DecodingError::LimitsExceeded => Unshowable::new("is a PNG that unpacks to more than it should"),
        _ => Unshowable::new("is a broken PNG"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(colour: ColorType, depth: BitDepth, pixels: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 2, 2);
        encoder.set_color(colour);
        encoder.set_depth(depth);
        encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: 11811, yppu: 11811, unit: Unit::Meter }));
        if colour == ColorType::Indexed {
            encoder.set_palette(vec![0, 0, 0, 255, 0, 0]);
            encoder.set_trns(vec![0, 255]);
        }
        encoder.write_header().unwrap().write_image_data(pixels).unwrap();
        bytes
    }

    #[test]
    fn a_file_says_its_size_and_resolution() {
        let picture = read(&file(ColorType::Grayscale, BitDepth::Eight, &[0, 9, 9, 0]), 4).unwrap();
        assert_eq!((picture.width, picture.height), (2, 2));
        assert!((picture.resolution.unwrap() - 300.0).abs() < 0.1);
    }

    #[test]
    fn every_kind_of_sample_unpacks_to_eight_bits() {
        for (colour, depth, pixels, channels, alpha) in [
            (ColorType::Grayscale, BitDepth::One, vec![0x40, 0x80], 1, false),
            (ColorType::Grayscale, BitDepth::Sixteen, vec![7; 8], 1, false),
            (ColorType::GrayscaleAlpha, BitDepth::Eight, vec![7; 8], 1, true),
            (ColorType::Rgb, BitDepth::Sixteen, vec![7; 24], 3, false),
            (ColorType::Rgba, BitDepth::Eight, vec![7; 16], 3, true),
            (ColorType::Rgba, BitDepth::Eight, vec![255; 16], 3, false),
            (ColorType::Indexed, BitDepth::One, vec![0x40, 0x80], 3, true),
        ] {
            let bytes = file(colour, depth, &pixels);
            assert!(read(&bytes, 4).is_ok());
            let samples = samples(&bytes).unwrap();
            assert_eq!((samples.channels, samples.alpha.is_some()), (channels, alpha), "{colour:?} {depth:?}");
            assert_eq!(samples.colours.len(), 4 * usize::from(channels));
        }
    }

    #[test]
    fn what_is_cut_short_or_altered_is_refused() {
        let bytes = file(ColorType::Rgb, BitDepth::Eight, &[7; 12]);
        for length in 8..bytes.len() - 12 {
            assert!(read(&bytes[..length], 4).is_err(), "{length}");
        }
        let mut altered = bytes;
        let last = altered.len() - 20;
        altered[last] ^= 1;
        assert!(read(&altered, 4).is_err());
    }

    #[test]
    fn a_picture_that_claims_too_many_pixels_is_not_unpacked() {
        let mut bytes = Vec::new();
        png::Encoder::new(&mut bytes, 100_000, 100_000).write_header().unwrap();
        assert_eq!(read(&bytes, 40_000_000).unwrap_err().why, "has 100000 × 100000 pixels, more than 40000000");
    }
}
