//! JPEG: followed from part to part to its end. The pixels are not unpacked, since every edition takes the file as it is.

use super::checked_picture::{Picture, PictureKind};
use super::size::{check_size, plausible};
use super::unshowable::Unshowable;

/// Most scans after the first: each makes readers go over all pixels again. Ten are usual in a progressive JPEG.
const MOST_SCANS: usize = 100;

/// Properties of a JPEG from its segments.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct JpegHeader {
    /// As stored, before it is turned.
    pub width: u16,
    pub height: u16,
    /// 1 (grey), 3 (colour) or 4 (inks).
    pub components: u8,
    /// Inks are stored the other way round: 255 means none (Adobe's mark, APP14).
    pub inverted: bool,
    /// Rotation that a viewer must apply: 1 to 8 (Exif 2.3, 4.6.4, Orientation).
    pub orientation: u8,
    resolution: Option<f32>,
}

/// Checks a JPEG to its end; it may have at most `most_pixels`.
pub(super) fn read(bytes: &[u8], most_pixels: u64) -> Result<Picture, Unshowable> {
    let header = header(bytes)?;
    check_size(header.width.into(), header.height.into(), most_pixels)?;
    let (width, height) = match header.orientation {
        5..=8 => (header.height, header.width),
        _ => (header.width, header.height),
    };
    Ok(Picture {
        kind: PictureKind::Jpeg,
        bytes: bytes.into(),
        width: width.into(),
        height: height.into(),
        resolution: header.resolution,
    })
}

/// Reads the parts of a JPEG (ITU-T T.81, annex B).
pub(crate) fn header(bytes: &[u8]) -> Result<JpegHeader, Unshowable> {
    let cut = || Unshowable::new("is a JPEG that is cut short");
    let mut found =
        JpegHeader { width: 0, height: 0, components: 0, inverted: false, orientation: 1, resolution: None };
    let mut at = 2;
    loop {
        // Fill bytes may precede a marker.
        while bytes.get(at) == Some(&0xff) && bytes.get(at + 1) == Some(&0xff) {
            at += 1;
        }
        let marker = match bytes.get(at..at + 2).ok_or_else(cut)? {
            [0xff, marker] => *marker,
            _ => return Err(Unshowable::new("is a broken JPEG")),
        };
        at += 2;
        match marker {
            0xd9 => return Err(Unshowable::new("is a JPEG without a picture")),
            0x01 | 0xd0..=0xd7 => continue,
            _ => {}
        }
        let length = bytes.get(at..at + 2).map(be16).ok_or_else(cut)?;
        let part = bytes.get(at + 2..at + usize::from(length).max(2)).ok_or_else(cut)?;
        at += usize::from(length).max(2);
        match marker {
            0xc0..=0xc2 => start_of_frame(part, &mut found)?,
            0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Err(Unshowable::with_help("is a JPEG of a rare kind", "save it as a baseline JPEG"));
            }
            0xe0 => found.resolution = found.resolution.or_else(|| jfif_resolution(part)),
            0xe1 => exif(part, &mut found),
            0xee if part.starts_with(b"Adobe") => found.inverted = true,
            0xda => break,
            _ => {}
        }
    }
    if found.components == 0 {
        return Err(Unshowable::new("is a JPEG without a picture"));
    }
    // Cameras append previews and maps after the end, so the end may be anywhere.
    let rest = &bytes[at.min(bytes.len())..];
    if !rest.windows(2).any(|pair| pair == [0xff, 0xd9]) {
        return Err(cut());
    }
    if rest.windows(2).filter(|pair| *pair == [0xff, 0xda]).nth(MOST_SCANS).is_some() {
        return Err(Unshowable::with_help("is a JPEG of a rare kind", "save it as a baseline JPEG"));
    }
    Ok(found)
}

fn start_of_frame(part: &[u8], found: &mut JpegHeader) -> Result<(), Unshowable> {
    let [precision, h1, h0, w1, w0, components, rest @ ..] = part else {
        return Err(Unshowable::new("is a broken JPEG"));
    };
    if *precision != 8 || !matches!(components, 1 | 3 | 4) {
        return Err(Unshowable::with_help("is a JPEG of a rare kind", "save it as a baseline JPEG"));
    }
    if found.components != 0 || rest.len() < usize::from(*components) * 3 {
        return Err(Unshowable::new("is a broken JPEG"));
    }
    found.width = u16::from_be_bytes([*w1, *w0]);
    found.height = u16::from_be_bytes([*h1, *h0]);
    found.components = *components;
    Ok(())
}

/// JFIF 1.02: unit 1 is pixels per inch, 2 per centimetre, 0 an aspect ratio only.
fn jfif_resolution(part: &[u8]) -> Option<f32> {
    let [b'J', b'F', b'I', b'F', 0, _, _, unit, x1, x0, ..] = part else {
        return None;
    };
    let density = f32::from(u16::from_be_bytes([*x1, *x0]));
    match unit {
        1 => plausible(density),
        2 => plausible(density * 2.54),
        _ => None,
    }
}

/// Exif 2.3, 4.6: orientation (0x0112), x resolution (0x011a) and its unit (0x0128: 2 is inch, 3 is centimetre).
fn exif(part: &[u8], found: &mut JpegHeader) {
    let Some(tiff) = part.strip_prefix(b"Exif\0\0") else {
        return;
    };
    let little = tiff.starts_with(b"II");
    let short = |at: usize| -> Option<u16> {
        let pair: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let long = |at: usize| -> Option<u32> {
        let four: [u8; 4] = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    };
    let Some(directory) = long(4).map(|at| at as usize) else {
        return;
    };
    let (mut per_unit, mut unit) = (None, 2);
    for entry in 0..usize::from(short(directory).unwrap_or(0)) {
        let at = directory + 2 + entry * 12;
        match short(at) {
            Some(0x0112) => found.orientation = short(at + 8).map_or(1, |turn| turn.clamp(1, 8) as u8),
            Some(0x011a) => {
                per_unit = long(at + 8).and_then(|at| {
                    let (over, under) = (long(at as usize)?, long((at as usize).checked_add(4)?)?);
                    Some(over as f32 / under as f32)
                });
            }
            Some(0x0128) => unit = short(at + 8).unwrap_or(2),
            Some(_) => {}
            None => break,
        }
    }
    let per_inch = per_unit.map(|density| if unit == 3 { density * 2.54 } else { density });
    found.resolution = found.resolution.or_else(|| per_inch.and_then(plausible));
}

fn be16(pair: &[u8]) -> u16 {
    u16::from_be_bytes([pair[0], pair[1]])
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: u64 = 1_000_000;

    fn part(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = (content.len() as u16 + 2).to_be_bytes();
        [&[0xff, marker], &length[..], content].concat()
    }

    fn file(parts: &[Vec<u8>]) -> Vec<u8> {
        [&[0xff, 0xd8][..], &parts.concat(), &part(0xda, &[1, 1, 0, 0, 63, 0]), &[1, 2, 3, 0xff, 0xd9]].concat()
    }

    const FRAME: [u8; 15] = [8, 0, 30, 0, 40, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0];

    #[test]
    fn the_parts_say_size_resolution_and_turn() {
        let jfif = part(0xe0, b"JFIF\0\x01\x02\x01\x00\x96\x00\x96\x00\x00");
        let exif = part(0xe1, b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
        let picture = read(&file(&[jfif.clone(), part(0xc0, &FRAME)]), MOST).unwrap();
        assert_eq!((picture.width, picture.height, picture.resolution), (40, 30, Some(150.0)));
        let turned = read(&file(&[jfif, exif, part(0xc2, &FRAME)]), MOST).unwrap();
        assert_eq!((turned.width, turned.height), (30, 40));
    }

    #[test]
    fn inks_are_known_by_adobes_mark() {
        let inks = [8, 0, 30, 0, 40, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0];
        let header = header(&file(&[part(0xee, b"Adobe\0\x64\0\0\0\0\x02"), part(0xc0, &inks)])).unwrap();
        assert_eq!((header.components, header.inverted), (4, true));
    }

    #[test]
    fn what_is_cut_short_or_rare_is_refused() {
        let whole = file(&[part(0xc0, &FRAME)]);
        for length in 2..whole.len() {
            assert!(read(&whole[..length], MOST).is_err(), "{length}");
        }
        assert!(read(&file(&[part(0xc3, &FRAME)]), MOST).is_err(), "lossless");
        assert!(read(&file(&[]), MOST).is_err(), "no frame");
        let scans = |number: usize| {
            let scan = part(0xda, &[1, 1, 0, 0, 63, 0]);
            [&file(&[part(0xc2, &FRAME)])[..whole.len() - 2], &scan.repeat(number), &[0xff, 0xd9]].concat()
        };
        assert!(read(&scans(MOST_SCANS), MOST).is_ok());
        assert!(read(&scans(MOST_SCANS + 1), MOST).is_err(), "scans");
    }
}
