//! The content of a page, read back as bytes: its marked contents, and whether all that is painted is in one.

/// The MCIDs of a page in the order in which they are painted.
///
/// # Errors
/// The fault of the content, as one clause, and the MCIDs up to there: the last of them is at the fault, or just before.
pub(super) fn marks(content: &[u8]) -> Result<Vec<i64>, (&'static str, Vec<i64>)> {
    let mut reader = Reader { rest: content, marks: Vec::new(), open: false, in_text: false, mcid: None, void: false };
    while let Some(token) = reader.token() {
        if let Err(what) = reader.take(token) {
            return Err((what, reader.marks));
        }
    }
    if reader.open || reader.in_text {
        return Err(("a piece of content does not end on its page", reader.marks));
    }
    Ok(reader.marks)
}

struct Reader<'a> {
    rest: &'a [u8],
    marks: Vec<i64>,
    /// True while a marked content is open, and while a text object is.
    open: bool,
    in_text: bool,
    /// The MCID among the operands since the last operator.
    mcid: Option<i64>,
    /// True if a string among the operands holds the glyph that stands for none.
    void: bool,
}

enum Token<'a> {
    Name(&'a [u8]),
    Hexadecimal(&'a [u8]),
    /// With its brackets and escapes.
    Literal(&'a [u8]),
    Operator(&'a [u8]),
    /// Numbers and brackets.
    Other,
}

/// For each byte, true if it can be in a name or operator: neither white space nor a delimiter (ISO 32000-1, 7.2.2).
const REGULAR: [bool; 256] = {
    let mut regular = [false; 256];
    let mut byte = 0;
    while byte < regular.len() {
        let delimits = matches!(byte as u8, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%' | 0);
        regular[byte] = !delimits && !(byte as u8).is_ascii_whitespace();
        byte += 1;
    }
    regular
};

impl<'a> Reader<'a> {
    fn take(&mut self, token: Token<'a>) -> Result<(), &'static str> {
        match token {
            Token::Name(b"MCID") => self.mcid = self.number(),
            Token::Hexadecimal(digits) => self.void |= digits.chunks(4).any(|code| code == b"0000"),
            Token::Literal(string) => self.void |= shows_void(string),
            Token::Operator(operator) => {
                self.operator(operator)?;
                (self.mcid, self.void) = (None, false);
            }
            Token::Name(_) | Token::Other => {}
        }
        Ok(())
    }

    fn operator(&mut self, operator: &[u8]) -> Result<(), &'static str> {
        match operator {
            b"BDC" | b"BMC" => {
                if self.open {
                    return Err("a piece of content stands in another");
                }
                if self.in_text {
                    return Err("a piece of content begins among letters");
                }
                self.open = true;
                self.marks.extend(self.mcid);
            }
            b"EMC" => {
                if !self.open || self.in_text {
                    return Err("a piece of content ends that never began");
                }
                self.open = false;
            }
            b"BT" => self.in_text = true,
            b"ET" => self.in_text = false,
            b"Tj" | b"TJ" | b"'" | b"\"" | b"Do" | b"sh" | b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b"
            | b"b*" => {
                if !self.open {
                    return Err("something is painted that is neither content nor artifact");
                }
                let shows_text = matches!(operator, b"Tj" | b"TJ" | b"'" | b"\"");
                if shows_text && self.void {
                    return Err("a glyph is shown that stands for no character");
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The number that follows.
    fn number(&mut self) -> Option<i64> {
        self.skip_space();
        let length = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) = self.rest.split_at(length);
        self.rest = rest;
        std::str::from_utf8(digits).ok()?.parse().ok()
    }

    fn skip_space(&mut self) {
        let length = self.rest.iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == 0).count();
        self.rest = &self.rest[length..];
    }

    fn cut(&mut self, length: usize) -> &'a [u8] {
        let (token, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        token
    }

    fn token(&mut self) -> Option<Token<'a>> {
        self.skip_space();
        let regular = |byte: &u8| REGULAR[usize::from(*byte)];
        Some(match self.rest {
            [] => return None,
            [b'/', rest @ ..] => {
                let length = rest.iter().take_while(|byte| regular(byte)).count();
                Token::Name(&self.cut(length + 1)[1..])
            }
            [b'<', b'<', ..] | [b'>', b'>', ..] => {
                self.cut(2);
                Token::Other
            }
            [b'<', rest @ ..] => {
                let length = rest.iter().take_while(|byte| **byte != b'>').count();
                let digits = self.cut(length + 2);
                Token::Hexadecimal(&digits[1..digits.len().max(2) - 1])
            }
            [b'(', ..] => Token::Literal(self.literal()),
            [first, ..] if regular(first) => {
                let length = self.rest.iter().take_while(|byte| regular(byte)).count();
                let word = self.cut(length);
                let is_number = matches!(first, b'0'..=b'9' | b'+' | b'-' | b'.');
                let is_value = is_number || matches!(word, b"true" | b"false" | b"null");
                if is_value { Token::Other } else { Token::Operator(word) }
            }
            _ => {
                self.cut(1);
                Token::Other
            }
        })
    }

    fn literal(&mut self) -> &'a [u8] {
        let mut depth = 0;
        let mut at = 0;
        while at < self.rest.len() {
            match self.rest[at] {
                b'\\' => at += 1,
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            at += 1;
            if depth == 0 {
                break;
            }
        }
        self.cut(at)
    }
}

/// True if a literal string of glyphs, two bytes each, holds glyph 0.
fn shows_void(string: &[u8]) -> bool {
    let mut bytes = string.get(1..string.len().max(2) - 1).unwrap_or_default().iter();
    // Escaped are here only bytes that are not 0; what else an escape may stand for is not written.
    let mut byte = || bytes.next().and_then(|byte| if *byte == b'\\' { bytes.next() } else { Some(byte) });
    while let (Some(high), Some(low)) = (byte(), byte()) {
        if (*high, *low) == (0, 0) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_in_order() {
        let content = b"/P <</MCID 0>> BDC BT /T0 9 Tf <00010002> Tj ET EMC\n\
            /Artifact <</Type /Layout>> BDC 0 0 1 1 re f EMC /Span <</ActualText (a\\)b) /MCID 1>> BDC [<0003> -3 (\\(\0\0\\\\)] TJ EMC";
        assert_eq!(marks(content), Ok(vec![0, 1]));
    }

    #[test]
    fn what_is_wrong_is_found() {
        for (content, word) in [
            (&b"BT <0001> Tj ET"[..], "neither"),
            (b"/P <</MCID 0>> BDC /P <</MCID 1>> BDC EMC EMC", "in another"),
            (b"/P <</MCID 0>> BDC BT <00010000> Tj ET EMC", "no character"),
            (b"/P <</MCID 0>> BDC BT [(\0\\()-3(\0\x07\0\0)] TJ ET EMC", "no character"),
            (b"/P <</MCID 0>> BDC", "does not end"),
            (b"EMC", "never began"),
            (b"BT /P <</MCID 0>> BDC EMC ET", "among letters"),
        ] {
            assert!(marks(content).unwrap_err().0.contains(word), "{word}");
        }
    }
}
