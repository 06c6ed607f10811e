//! The words by which finished bytes show which program made them, and of which article.

/// The text between the first occurrences of two words, in bytes that are UTF-8 as far as that; `None` where one is missing.
pub fn between<'b>(bytes: &'b [u8], open: &str, close: &str) -> Option<&'b str> {
    let start = position(bytes, open)? + open.len();
    let end = start + position(&bytes[start..], close)?;
    std::str::from_utf8(&bytes[start..end]).ok()
}

/// The offset of the first occurrence of some words.
pub fn position(bytes: &[u8], words: &str) -> Option<usize> {
    bytes.windows(words.len()).position(|window| window == words.as_bytes())
}
