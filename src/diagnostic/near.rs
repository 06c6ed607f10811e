//! An unknown word → the known word that was probably meant.

/// The known word that differs by a letter or two; `None` if there is none.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word: Vec<char> = word.to_lowercase().replace('_', "-").chars().take(40).collect();
    let near = known.into_iter().map(|known| (distance(&word, known), known)).min_by_key(|(steps, _)| *steps)?;
    (near.0 <= 2 && near.0 < word.len()).then_some(near.1)
}

/// Number of letters to insert, delete or replace.
fn distance(word: &[char], other: &str) -> usize {
    let mut row: Vec<usize> = (0..=word.len()).collect();
    for (line, c) in other.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], line + 1);
        for (column, letter) in word.iter().enumerate() {
            let changed = diagonal + usize::from(*letter != c);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[word.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_or_two_away_is_near() {
        let known = ["style", "out", "language"];
        for (word, near) in [
            ("styl", Some("style")),
            ("Languge", Some("language")),
            ("ou", Some("out")),
            ("x", None),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known), near, "{word}");
        }
    }
}
