//! HTML → tags and text. `html5gum` calls itself for each attribute of a tag, so a tag with more than [`MAX_ATTRIBUTES`] would
//! exhaust the stack: such a tag is refused, and is text.

use html5gum::emitters::{Emitter, ForwardingEmitter};
use html5gum::{DefaultEmitter, Readable, Reader, StartTag, StringReader, Token, Tokenizer};
use std::cell::Cell;
use std::fmt;
use std::ops::Range;
use std::rc::Rc;

/// The most attributes of one tag. A tag of a page has a dozen; this many take 300 KiB of stack in a debug build.
pub(super) const MAX_ATTRIBUTES: usize = 64;

/// One piece of HTML.
pub(super) enum Piece {
    Start(StartTag<usize>),
    /// An end tag and its name.
    End(String),
    Text(String),
    Comment,
    Doctype,
    /// A tag with more than [`MAX_ATTRIBUTES`].
    Refused,
}

/// The pieces of some HTML and their places in it.
pub(super) struct Pieces<'h> {
    html: &'h str,
    /// Offset where the tokenizer started.
    base: usize,
    /// Just behind the last piece. Behind the last of all, a tag without end follows, or nothing.
    pub(super) done: usize,
    tokenizer: Tokenizer<Limited<'h>, Counting>,
    tag: Rc<Tag>,
    /// The tag that follows what the tokenizer reads.
    refused: Option<Range<usize>>,
}

impl<'h> Pieces<'h> {
    pub(super) fn new(html: &'h str) -> Pieces<'h> {
        let (tokenizer, tag) = tokenizer(html);
        Pieces { html, base: 0, done: 0, tokenizer, tag, refused: None }
    }

    /// Goes on with another part of the HTML.
    fn go_on(&mut self, part: Range<usize>) {
        self.base = part.start;
        (self.tokenizer, self.tag) = tokenizer(&self.html[part]);
    }

    /// Reads again the text before the tag that the tokenizer gave up, since it still waited; then the tag.
    fn refuse(&mut self) {
        let start = (self.base + self.tag.start.get()).clamp(self.done, self.html.len());
        let start = if self.html.is_char_boundary(start) { start } else { self.done };
        self.refused = Some(start..tag_end(self.html, start));
        self.go_on(self.done..start);
    }
}

impl Iterator for Pieces<'_> {
    type Item = (Piece, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let token = match self.tokenizer.next() {
                Some(Ok(token)) => token,
                Some(Err(TooManyAttributes)) => {
                    self.refuse();
                    continue;
                }
                None => {
                    let refused = self.refused.take()?;
                    self.done = refused.end;
                    self.go_on(refused.end..self.html.len());
                    return Some((Piece::Refused, refused));
                }
            };
            let (piece, span) = match token {
                Token::StartTag(tag) => {
                    let span = tag.span;
                    (Piece::Start(tag), span)
                }
                Token::EndTag(tag) => (Piece::End(String::from_utf8_lossy(&tag.name).into_owned()), tag.span),
                Token::String(text) => (Piece::Text(String::from_utf8_lossy(&text.value).into_owned()), text.span),
                Token::Comment(comment) => (Piece::Comment, comment.span),
                Token::Doctype(doctype) => (Piece::Doctype, doctype.span),
                Token::Error(_) => continue,
            };
            self.done = (self.base + span.end).clamp(self.done, self.html.len());
            return Some((piece, (self.base + span.start).min(self.done)..self.done));
        }
    }
}

fn tokenizer(html: &str) -> (Tokenizer<Limited<'_>, Counting>, Rc<Tag>) {
    let tag = Rc::new(Tag::default());
    let mut inner = DefaultEmitter::new_with_span();
    inner.naively_switch_states(true);
    let reader = Limited { reader: html.to_reader(), tag: tag.clone() };
    (Tokenizer::new_with_emitter(reader, Counting { inner, tag: tag.clone(), at: 0 }), tag)
}

/// The tag that is read.
#[derive(Default)]
struct Tag {
    start: Cell<usize>,
    attributes: Cell<usize>,
}

/// End of the tag that starts at `start`: after its `>` outside quoted values, or the end of the text.
fn tag_end(html: &str, start: usize) -> usize {
    let bytes = html.as_bytes();
    let is_space = |at: &usize| matches!(bytes.get(*at), Some(b' ' | b'\t' | b'\n' | b'\x0c'));
    let find = |from: usize, ends: &dyn Fn(u8) -> bool| (from..bytes.len()).find(|at| ends(bytes[*at]));
    let ends_name = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\x0c' | b'/' | b'>');
    let mut at = find(start, &ends_name).unwrap_or(bytes.len());
    let mut is_named = false;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'>' => return at,
            b'=' if is_named => {
                is_named = false;
                at += (at..bytes.len()).take_while(is_space).count();
                at = match bytes.get(at) {
                    Some(quote @ (b'"' | b'\'')) => {
                        find(at + 1, &|byte| byte == *quote).map_or(bytes.len(), |end| end + 1)
                    }
                    _ => find(at, &|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\x0c' | b'>')).unwrap_or(bytes.len()),
                };
            }
            b'/' => is_named = false,
            byte => is_named |= !byte.is_ascii_whitespace(),
        }
    }
    bytes.len()
}

/// Counts the attributes of the tag that is read.
struct Counting {
    inner: DefaultEmitter<usize>,
    tag: Rc<Tag>,
    /// Offset that the tokenizer has reached.
    at: usize,
}

impl ForwardingEmitter for Counting {
    type Token = Token<usize>;

    fn inner(&mut self) -> &mut impl Emitter<Token = Token<usize>> {
        &mut self.inner
    }

    fn start_open_tag(&mut self) {
        // The `<` is read already.
        self.tag.start.set(self.at.saturating_sub(1));
        Emitter::start_open_tag(&mut self.inner);
    }

    fn move_position(&mut self, offset: isize) {
        self.at = self.at.saturating_add_signed(offset);
        Emitter::move_position(&mut self.inner, offset);
    }

    fn init_start_tag(&mut self) {
        self.tag.attributes.set(0);
        Emitter::init_start_tag(&mut self.inner);
    }

    fn init_end_tag(&mut self) {
        self.tag.attributes.set(0);
        Emitter::init_end_tag(&mut self.inner);
    }

    fn init_attribute(&mut self) {
        self.tag.attributes.set(self.tag.attributes.get() + 1);
        Emitter::init_attribute(&mut self.inner);
    }
}

/// Reads on only while the tag has no more than [`MAX_ATTRIBUTES`].
struct Limited<'h> {
    reader: StringReader<'h>,
    tag: Rc<Tag>,
}

/// A tag has more than [`MAX_ATTRIBUTES`].
#[derive(Debug)]
struct TooManyAttributes;

impl fmt::Display for TooManyAttributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a tag has more than {MAX_ATTRIBUTES} attributes")
    }
}

impl std::error::Error for TooManyAttributes {}

impl Limited<'_> {
    fn within(&self) -> Result<(), TooManyAttributes> {
        if self.tag.attributes.get() <= MAX_ATTRIBUTES { Ok(()) } else { Err(TooManyAttributes) }
    }
}

impl Reader for Limited<'_> {
    type Error = TooManyAttributes;

    fn read_byte(&mut self) -> Result<Option<u8>, TooManyAttributes> {
        self.within()?;
        let Ok(byte) = self.reader.read_byte();
        Ok(byte)
    }

    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        buffer: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, TooManyAttributes> {
        self.within()?;
        let Ok(chunk) = self.reader.read_until(needle, buffer);
        Ok(chunk)
    }

    fn try_read_string(&mut self, text: &[u8], case_sensitive: bool) -> Result<bool, TooManyAttributes> {
        self.within()?;
        let Ok(found) = self.reader.try_read_string(text, case_sensitive);
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, refused: &[&str]) {
        let pieces = Pieces::new(html).filter(|(piece, _)| matches!(piece, Piece::Refused));
        assert_eq!(pieces.map(|(_, range)| &html[range]).collect::<Vec<_>>(), refused, "{html}");
    }

    #[test]
    fn a_tag_with_too_many_attributes_is_refused_and_no_other() {
        let tag = |count: usize| format!("<a{}>", (0..count).map(|n| format!(" a{n}=\"> {n}\"")).collect::<String>());
        check(&tag(MAX_ATTRIBUTES), &[]);
        let long = tag(MAX_ATTRIBUTES + 1);
        check(&format!("<b x='y'>words {long} words</b>"), &[&long]);
        check(&format!("{long}{long}</b >{}<i>", tag(3)), &[&long, &long]);
        check(&format!("<!-- {long} --><script>'{long}'</script>{long}"), &[&long]);
        let endless = format!("<a{}", " b=\"c\"".repeat(100_000));
        check(&endless, &[&endless]);
    }
}
