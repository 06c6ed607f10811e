//! Colour profiles, written byte by byte (ICC.1:2004-10, version 4.2).

/// sRGB (IEC 61966-2-1) for a display: three colours, their mixture, and one curve for all three.
pub(super) fn srgb() -> Vec<u8> {
    let matrix = |x, y, z| xyz([x, y, z]);
    profile(
        b"mntrRGB XYZ ",
        &[
            (b"desc", text("sRGB IEC61966-2.1")),
            (b"cprt", text("No copyright")),
            (b"wtpt", xyz(D50)),
            (b"chad", adaptation()),
            (b"rXYZ", matrix(0.436_065_67, 0.222_488_4, 0.013_916_016)),
            (b"gXYZ", matrix(0.385_147_1, 0.716_873_17, 0.097_076_416)),
            (b"bXYZ", matrix(0.143_066_41, 0.060_607_91, 0.714_096_07)),
            (b"rTRC", curve()),
            (b"gTRC", curve()),
            (b"bTRC", curve()),
        ],
    )
}

/// Inks as nobody's press in particular prints them: each takes its complement from white paper. For pictures that name no
/// profile of their own.
pub(super) fn inks() -> Vec<u8> {
    profile(
        b"scnrCMYKLab ",
        &[(b"desc", text("Plain inks")), (b"cprt", text("No copyright")), (b"wtpt", xyz(D50)), (b"A2B0", ink_table())],
    )
}

/// The white that profiles are relative to.
const D50: [f64; 3] = [0.9642, 1.0, 0.8249];

/// A header and tags (7.2, 7.3). `kind` is device class, colour space and connection space.
fn profile(kind: &[u8; 12], tags: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let mut content: Vec<u8> = Vec::new();
    let begin = 128 + 4 + tags.len() * 12;
    let mut known: Vec<(&[u8], usize)> = Vec::new();
    for (signature, value) in tags {
        // Tags of the same value share it.
        let at = match known.iter().find(|(other, _)| *other == value.as_slice()) {
            Some((_, at)) => *at,
            None => {
                let at = begin + content.len();
                content.extend_from_slice(value);
                content.resize(content.len().next_multiple_of(4), 0);
                known.push((value, at));
                at
            }
        };
        table.extend_from_slice(*signature);
        table.extend_from_slice(&(at as u32).to_be_bytes());
        table.extend_from_slice(&(value.len() as u32).to_be_bytes());
    }
    let size = (begin + content.len()) as u32;
    let mut header = size.to_be_bytes().to_vec();
    header.extend_from_slice(&[0; 4]);
    header.extend_from_slice(&[4, 0x20, 0, 0]);
    header.extend_from_slice(kind);
    // The day of this profile: 1 January 2026.
    header.extend([2026u16, 1, 1, 0, 0, 0].into_iter().flat_map(u16::to_be_bytes));
    header.extend_from_slice(b"acsp");
    header.resize(68, 0);
    header.extend(D50.into_iter().flat_map(fixed));
    header.resize(128, 0);
    [header, table, content].concat()
}

/// A number as s15Fixed16Number.
fn fixed(number: f64) -> [u8; 4] {
    ((number * 65536.0).round() as i32).to_be_bytes()
}

fn xyz(values: [f64; 3]) -> Vec<u8> {
    [&b"XYZ \0\0\0\0"[..], &values.map(fixed).concat()].concat()
}

/// multiLocalizedUnicodeType with one text in English.
fn text(words: &str) -> Vec<u8> {
    let units: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let numbers = [1u32, 12].map(u32::to_be_bytes).concat();
    let place = [units.len() as u32, 28].map(u32::to_be_bytes).concat();
    [&b"mluc\0\0\0\0"[..], &numbers, b"enUS", &place, &units].concat()
}

/// From the white of displays (D65) to D50, by Bradford's method.
fn adaptation() -> Vec<u8> {
    let matrix = [
        1.047_882_08,
        0.022_918_70,
        -0.050_201_42,
        0.029_586_79,
        0.990_478_52,
        -0.017_059_33,
        -0.009_231_57,
        0.015_075_68,
        0.751_678_47,
    ];
    [&b"sf32\0\0\0\0"[..], &matrix.map(fixed).concat()].concat()
}

/// parametricCurveType, function 3: linear near black, a power of 2.4 above.
fn curve() -> Vec<u8> {
    let numbers = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45];
    [&b"para\0\0\0\0\0\x03\0\0"[..], &numbers.map(fixed).concat()].concat()
}

/// Steps of each ink in the table of mixtures, from none to full.
const STEPS: u8 = 6;

/// lut8Type from four inks to Lab: the colours of mixtures in even steps; what lies between is interpolated.
fn ink_table() -> Vec<u8> {
    let mut table = b"mft1\0\0\0\0".to_vec();
    // Four in, three out.
    table.extend_from_slice(&[4, 3, STEPS, 0]);
    let identity = [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0];
    table.extend(identity.into_iter().flat_map(fixed));
    let straight: Vec<u8> = (0..=255).collect();
    table.extend(straight.repeat(4));
    // The last ink, black, changes fastest.
    let light = |step: u8| 1.0 - f64::from(step) / f64::from(STEPS - 1);
    for cyan in 0..STEPS {
        for magenta in 0..STEPS {
            for yellow in 0..STEPS {
                for black in 0..STEPS {
                    table.extend(lab([cyan, magenta, yellow].map(|ink| light(ink) * light(black))));
                }
            }
        }
    }
    table.extend(straight.repeat(3));
    table
}

/// A colour of sRGB, each channel from 0 to 1, as Lab in bytes (6.3.4.2).
fn lab(channels: [f64; 3]) -> [u8; 3] {
    const TO_XYZ: [[f64; 3]; 3] = [
        [0.436_065_67, 0.385_147_1, 0.143_066_41],
        [0.222_488_4, 0.716_873_17, 0.060_607_91],
        [0.013_916_016, 0.097_076_416, 0.714_096_07],
    ];
    let light = channels.map(|c: f64| if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
    let root = |share: f64| {
        if share > 216.0 / 24389.0 { share.cbrt() } else { (24389.0 / 27.0 * share + 16.0) / 116.0 }
    };
    let relative = |at: usize| {
        let sum: f64 = TO_XYZ[at].iter().zip(light).map(|(share, light)| share * light).sum();
        root(sum / D50[at])
    };
    let (x, y, z) = (relative(0), relative(1), relative(2));
    let lightness = (116.0 * y - 16.0) * 2.55;
    [lightness, 500.0 * (x - y) + 128.0, 200.0 * (y - z) + 128.0].map(|number| number.round().clamp(0.0, 255.0) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_as_long_as_it_says_and_its_tags_are_inside() {
        for profile in [srgb(), inks()] {
            let number = |at: usize| u32::from_be_bytes(profile[at..at + 4].try_into().unwrap()) as usize;
            assert_eq!(number(0), profile.len());
            assert_eq!(&profile[36..40], b"acsp");
            for tag in 0..number(128) {
                let (offset, size) = (number(132 + tag * 12 + 4), number(132 + tag * 12 + 8));
                assert!(offset % 4 == 0 && offset + size <= profile.len());
            }
        }
    }

    #[test]
    fn white_paper_is_white_and_all_inks_are_black() {
        assert_eq!(lab([1.0; 3]), [255, 128, 128]);
        assert_eq!(lab([0.0; 3]), [0, 128, 128]);
    }
}
