//! A tree as `quatrefoil tree` prints it → a draft. The gate is the caller's: nothing is checked here but the form.

use crate::diagnostic::{Diagnostic, Position, Rule, SourceSpan};
use crate::tree::Draft;

/// The tree nests at most 241 brackets deep at its own limits; what is deeper is not read, so that no input can exhaust the stack.
const MAX_DEPTH: usize = 256;

/// Reads the JSON form of a draft; `None` where it is none, and an error says where.
pub(super) fn json(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Draft> {
    if let Some(at) = too_deep(text) {
        let places = crate::diagnostic::LineIndex::new(text);
        let message = format!("the JSON nests deeper than {MAX_DEPTH} brackets");
        diagnostics.push(Diagnostic::new(Rule::TreeSyntax, SourceSpan::point(places.position(at)), message));
        return None;
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    deserializer.disable_recursion_limit();
    let read = serde::Deserialize::deserialize(&mut deserializer).and_then(|draft| deserializer.end().map(|()| draft));
    read.map_err(|error: serde_json::Error| diagnostics.push(complaint(&error))).ok()
}

/// The offset of the first bracket that is too deep.
fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'[' | b'{' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Some(at);
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

fn complaint(error: &serde_json::Error) -> Diagnostic {
    let at = Position { line: (error.line() as u32).max(1), column: (error.column() as u32).max(1) };
    // serde_json repeats the place at the end of its message.
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default().to_owned();
    Diagnostic::new(Rule::TreeSyntax, SourceSpan::point(at), message)
}
