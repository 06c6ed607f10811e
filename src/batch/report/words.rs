//! Words of messages.

/// A word in the plural unless it counts one thing.
pub fn plural(count: usize, word: &str) -> String {
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}
