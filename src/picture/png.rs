//! PNG: unpacked once to know that it is whole; unpacked again by the formats that cannot take it as it is.

use super::checked_picture::{Picture, PictureKind};
use super::size::{check_size, plausible};
use super::unshowable::Unshowable;
use png::{BitDepth, ColorType, Decoder, Info, Limits, Reader, Transformations, Unit};
use std::io::Cursor;

/// The samples of a PNG, unpacked to 8 bits each.
pub(crate) struct Samples {
    pub width: u32,
    pub height: u32,
    /// 1 (grey) or 3 (red, green, blue) a pixel.
    pub channels: u8,
    /// Some pixel can be seen through.
    pub see_through: bool,
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
        // What is beyond the samples is no colour of the picture.
        ColorType::Indexed => {
            Some(info.palette.iter().flat_map(|p| p.iter()).copied().take(3 << info.bit_depth as u8).collect())
        }
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

/// Checks a whole PNG; it may have at most `most_pixels`.
pub(super) fn read(bytes: &[u8], most_pixels: u64) -> Result<Picture, Unshowable> {
    let mut reader = open(bytes, Transformations::IDENTITY, most_pixels)?;
    let info = reader.info();
    let (width, height) = (info.width, info.height);
    if info.animation_control.is_some() {
        return Err(Unshowable::with_help("moves, which paper cannot", "save one of its pictures as PNG"));
    }
    let resolution = info.pixel_dims.filter(|dims| matches!(dims.unit, Unit::Meter));
    let resolution = resolution.and_then(|dims| plausible(dims.xppu as f32 * 0.0254));
    let colours = colours_of(info)?;
    while let Some(row) = reader.next_row().map_err(broken)? {
        if colours.is_some_and(|(colours, depth)| names_more(row.data(), colours, depth)) {
            return Err(Unshowable::new("is a PNG with pixels whose colour is not in its palette"));
        }
    }
    reader.finish().map_err(broken)?;
    Ok(Picture { kind: PictureKind::Png, bytes: bytes.into(), width, height, resolution })
}

/// Number of colours in a PNG's palette and bits of a sample, if a sample can exceed the palette; else `None`.
fn colours_of(info: &Info<'_>) -> Result<Option<(usize, u8)>, Unshowable> {
    if info.color_type != ColorType::Indexed {
        return Ok(None);
    }
    // PNG 11.2.2: there must be one, of three bytes a colour.
    let palette = info.palette.as_deref().unwrap_or_default();
    if palette.is_empty() || !palette.len().is_multiple_of(3) {
        return Err(Unshowable::new("is a PNG without its palette"));
    }
    let (colours, depth) = (palette.len() / 3, info.bit_depth as u8);
    Ok((colours < 1 << depth).then_some((colours, depth)))
}

/// True if a sample of a row exceeds the number of colours. Bits after the last pixel do not count: no reader looks at them, and
/// encoders leave them at 0.
fn names_more(row: &[u8], colours: usize, depth: u8) -> bool {
    let mask = (1 << depth) - 1;
    let most = |byte: &u8| (0..8 / depth).map(|at| usize::from(byte >> (at * depth)) & mask).max();
    match depth {
        8 => row.iter().max().is_some_and(|most| colours <= usize::from(*most)),
        _ => row.iter().any(|byte| most(byte) >= Some(colours)),
    }
}

/// Bytes of memory for unpacking a PNG that was checked before.
pub(crate) fn memory(bytes: &[u8]) -> usize {
    let whole = |reader: Reader<_>| if reader.info().interlaced { reader.output_buffer_size() } else { None };
    open(bytes, Transformations::EXPAND | Transformations::STRIP_16, ADMITTED).ok().and_then(whole).unwrap_or(0)
}

/// Unpacks a PNG that was looked through before, from the top down: `take` gets the colours of some rows and their opacity, one
/// sample a pixel, none where all of it is opaque. `None` if it was not looked through.
///
/// Only the rows of an interlaced PNG are in memory all at once.
pub(crate) fn unpack(bytes: &[u8], mut take: impl FnMut(&[u8], &[u8])) -> Option<Samples> {
    let mut reader = open(bytes, Transformations::EXPAND | Transformations::STRIP_16, ADMITTED).ok()?;
    let (width, height, interlaced) = (reader.info().width, reader.info().height, reader.info().interlaced);
    let (colour, depth) = reader.output_color_type();
    debug_assert_eq!(depth, BitDepth::Eight);
    let (channels, opaque) = match colour {
        ColorType::Grayscale => (1, true),
        ColorType::GrayscaleAlpha => (1, false),
        ColorType::Rgb => (3, true),
        ColorType::Rgba => (3, false),
        ColorType::Indexed => return None,
    };
    let (mut see_through, mut colours, mut alpha) = (false, Vec::new(), Vec::new());
    let mut give = |row: &[u8]| {
        if opaque {
            return take(row, &[]);
        }
        colours.clear();
        alpha.clear();
        for pixel in row.chunks_exact(usize::from(channels) + 1) {
            colours.extend_from_slice(&pixel[..usize::from(channels)]);
            alpha.push(pixel[usize::from(channels)]);
        }
        see_through |= alpha.iter().any(|share| *share < 255);
        take(&colours, &alpha);
    };
    if interlaced {
        let mut frame = vec![0; reader.output_buffer_size()?];
        reader.next_frame(&mut frame).ok()?;
        let row = reader.output_line_size(width)?;
        frame.chunks(row).for_each(&mut give);
    } else {
        while let Some(row) = reader.next_row().ok()? {
            give(row.data());
        }
    }
    Some(Samples { width, height, channels, see_through })
}

/// Of a picture that was looked through before the pixels are not counted again.
const ADMITTED: u64 = u64::MAX;

fn open(bytes: &[u8], transformations: Transformations, most_pixels: u64) -> Result<Reader<Cursor<&[u8]>>, Unshowable> {
    // Eight bytes a pixel is the most there is: RGBA of 16 bits each.
    let limits = Limits { bytes: usize::try_from(most_pixels.saturating_mul(8)).unwrap_or(usize::MAX) };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_transformations(transformations);
    decoder.ignore_checksums(false);
    // Neither is shown by any edition, and a small one can unpack to gigabytes.
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
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
            let mut colours = 0;
            let samples = unpack(&bytes, |row, _| colours += row.len()).unwrap();
            assert_eq!((samples.channels, samples.see_through), (channels, alpha), "{colour:?} {depth:?}");
            assert_eq!(colours, 4 * usize::from(channels));
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

    /// A file of four bits a pixel with a palette of `colours`; no palette for 0.
    fn indexed(colours: usize, pixels: [u8; 4]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 4, 2);
        encoder.set_color(ColorType::Indexed);
        encoder.set_depth(BitDepth::Four);
        encoder.set_palette(vec![7; 3 * colours.max(1)]);
        encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
        if colours == 0 {
            let at = bytes.windows(4).position(|name| name == b"PLTE").unwrap();
            bytes.drain(at - 4..at + 8 + 3);
        }
        bytes
    }

    #[test]
    fn every_pixel_is_of_the_palette() {
        assert!(read(&indexed(3, [0x21, 0, 0, 0x12]), 8).is_ok());
        assert!(read(&indexed(3, [0x21, 0, 0, 0x13]), 8).unwrap_err().why.contains("not in its palette"));
        assert!(read(&indexed(16, [0xff; 4]), 8).is_ok());
        assert!(read(&indexed(0, [0; 4]), 8).unwrap_err().why.contains("without its palette"));
    }

    #[test]
    fn a_row_is_no_longer_than_a_side_may_be() {
        let file = |width: u32| {
            let mut bytes = Vec::new();
            let mut encoder = png::Encoder::new(&mut bytes, width, 1);
            encoder.set_depth(BitDepth::One);
            encoder.write_header().unwrap().write_image_data(&vec![0; width.div_ceil(8) as usize]).unwrap();
            bytes
        };
        assert!(read(&file(65_535), 1 << 20).is_ok());
        assert!(read(&file(65_536), 1 << 20).unwrap_err().why.contains("more than 65535 on one side"));
    }

    #[test]
    fn a_picture_that_claims_too_many_pixels_is_not_unpacked() {
        let mut bytes = Vec::new();
        png::Encoder::new(&mut bytes, 100_000, 100_000).write_header().unwrap();
        assert_eq!(read(&bytes, 40_000_000).unwrap_err().why, "has 100000 × 100000 pixels, more than 40000000");
    }
}
