//! The content of a page on its way to bytes (ISO 32000-1, 7.8.2): operators with their operands before them.
//!
//! Written here and not by `printpdf`, whose operation for each string between two kerns costs more than all else that a page does.

use super::text::{hexadecimal, push_escaped, write_name};

/// The operators of one page.
#[derive(Default)]
pub(super) struct Operators {
    bytes: Vec<u8>,
}

impl Operators {
    /// An operator without operands, or the last operand's operator.
    pub fn operator(&mut self, operator: &str) -> &mut Operators {
        self.bytes.extend_from_slice(operator.as_bytes());
        self.bytes.push(b'\n');
        self
    }

    /// A number to a hundredth: of a point, that is finer than any printer.
    pub fn number(&mut self, number: f32) -> &mut Operators {
        push_decimal(&mut self.bytes, f64::from(number), 100);
        self.bytes.push(b' ');
        self
    }

    pub fn numbers(&mut self, numbers: impl IntoIterator<Item = f32>) -> &mut Operators {
        for number in numbers {
            self.number(number);
        }
        self
    }

    /// The share of a colour's channel, to a thousandth: finer than the 256 steps that colours are given in.
    pub fn share(&mut self, share: f32) -> &mut Operators {
        push_decimal(&mut self.bytes, f64::from(share), 1000);
        self.bytes.push(b' ');
        self
    }

    pub fn name(&mut self, name: &str) -> &mut Operators {
        write_name(&mut self.bytes, name.as_bytes());
        self.bytes.push(b' ');
        self
    }

    /// Begins marked content with properties: pairs of a name and what is written for its value.
    pub fn begin_marked(&mut self, tag: &str, mcid: Option<usize>, names: &[(&str, &str)], actual: Option<&[u8]>) {
        self.name(tag);
        self.bytes.extend_from_slice(b"<<");
        for (key, value) in names {
            self.name(key).name(value);
        }
        if let Some(mcid) = mcid {
            self.name("MCID");
            push_integer(&mut self.bytes, mcid as i64);
        }
        if let Some(text) = actual {
            self.name("ActualText");
            hexadecimal(&mut self.bytes, text);
        }
        self.bytes.extend_from_slice(b">>");
        self.operator("BDC");
    }

    /// Begins the operand of `TJ`.
    pub fn begin_glyphs(&mut self) -> Glyphs<'_> {
        self.bytes.push(b'[');
        Glyphs { bytes: &mut self.bytes, in_string: false }
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Glyphs that are shown by one `TJ`: strings, and between them how far the pen steps back.
pub(super) struct Glyphs<'a> {
    bytes: &'a mut Vec<u8>,
    in_string: bool,
}

impl Glyphs<'_> {
    /// A glyph by its number in the font.
    pub fn glyph(&mut self, id: u16) {
        if !self.in_string {
            self.bytes.push(b'(');
            self.in_string = true;
        }
        for byte in id.to_be_bytes() {
            push_escaped(self.bytes, byte);
        }
    }

    /// A step back, in thousandths of the size of type; a negative one goes on.
    pub fn back(&mut self, thousandths: i32) {
        self.end_string();
        push_integer(self.bytes, thousandths.into());
    }

    /// Shows them.
    pub fn show(mut self) {
        self.end_string();
        self.bytes.extend_from_slice(b"]TJ\n");
    }

    fn end_string(&mut self) {
        if self.in_string {
            self.bytes.push(b')');
            self.in_string = false;
        }
    }
}

/// A number as PDF writes it (ISO 32000-1, 7.3.3), to one part in `parts`, a power of ten; never `-0`.
pub(super) fn push_decimal(bytes: &mut Vec<u8>, number: f64, parts: u64) {
    // What is not a number, or beyond all bounds, is written as a number all the same: `as` holds it within the integers.
    let scaled = (number * parts as f64).round() as i64;
    if scaled < 0 {
        bytes.push(b'-');
    }
    let scaled = scaled.unsigned_abs();
    push_digits(bytes, scaled / parts);
    let (mut rest, mut parts) = (scaled % parts, parts);
    if rest == 0 {
        return;
    }
    bytes.push(b'.');
    while rest > 0 {
        parts /= 10;
        bytes.push(b'0' + (rest / parts) as u8);
        rest %= parts;
    }
}

/// A whole number as PDF writes it.
pub(super) fn push_integer(bytes: &mut Vec<u8>, number: i64) {
    if number < 0 {
        bytes.push(b'-');
    }
    push_digits(bytes, number.unsigned_abs());
}

fn push_digits(bytes: &mut Vec<u8>, mut number: u64) {
    let mut digits = [0; 20];
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    bytes.extend_from_slice(&digits[start..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_never_minus_nothing() {
        for (number, parts, expected) in [
            (0.0, 100, "0"),
            (-0.001, 100, "0"),
            (79.370003, 100, "79.37"),
            (-1.5, 100, "-1.5"),
            (12.0, 100, "12"),
            (0.05, 100, "0.05"),
            (0.102, 1000, "0.102"),
            (571.777, 100, "571.78"),
            (f64::NAN, 100, "0"),
        ] {
            let mut bytes = Vec::new();
            push_decimal(&mut bytes, number, parts);
            assert_eq!(String::from_utf8_lossy(&bytes), expected);
        }
    }

    #[test]
    fn a_string_of_glyphs_survives_the_bytes_that_pdf_reads_otherwise() {
        let mut content = Operators::default();
        let mut glyphs = content.begin_glyphs();
        glyphs.glyph(0x0128);
        glyphs.back(-12);
        glyphs.glyph(0x0d5c);
        glyphs.show();
        assert_eq!(content.into_bytes(), b"[(\x01\\()-12(\\r\\\\)]TJ\n");
    }
}
