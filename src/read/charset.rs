//! The bytes of an article → its text. Knows nothing of what the text says.

use crate::diagnostic::{Diagnostic, Rule, SourceSpan};

/// Reads UTF-8, without the mark that may stand at its head; what is no UTF-8 becomes U+FFFD, and a warning says so.
pub(super) fn decode(bytes: &[u8], diagnostics: &mut Vec<Diagnostic>) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = String::from_utf8_lossy(bytes);
    if matches!(text, std::borrow::Cow::Owned(_)) {
        let message = "some bytes of the article are not UTF-8";
        diagnostics.push(Diagnostic::new(Rule::InvalidBytes, SourceSpan::NOWHERE, message));
    }
    text.into_owned()
}
