//! Text → the lines of a cover in a script that no font at hand has. The reading system sets them in a face of its own, so widths
//! are those of a usual bold sans serif, measured generously.

/// Text broken into at most `most` lines no wider than a measure, in ems, and all about as long as each other. A word that is wider
/// than the measure is split; what has no room is left out, and an ellipsis says so.
pub fn broken(text: &str, measure: f32, most: usize) -> Vec<String> {
    let mut lines = full_lines(text, measure);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while width_of(last) + width_of_character('…') > measure && last.pop().is_some() {}
            last.truncate(last.trim_end().len());
            last.push('…');
        }
        return lines;
    }
    let mut narrower = measure * 0.95;
    while narrower >= widest(text) && narrower > measure * 0.5 {
        let other = full_lines(text, narrower);
        if other.len() > lines.len() {
            break;
        }
        lines = other;
        narrower *= 0.95;
    }
    lines
}

/// The width of the widest stretch that no line ends in, in ems.
pub fn widest(text: &str) -> f32 {
    pieces(text).into_iter().map(|(piece, _)| width_of(piece)).fold(0.0, f32::max)
}

/// Each line as full as it can be.
fn full_lines(text: &str, measure: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut width = 0.0;
    for (piece, spaced) in pieces(text) {
        let space = if spaced { width_of_character(' ') } else { 0.0 };
        match lines.last_mut() {
            Some(line) if width + space + width_of(piece) <= measure => {
                if spaced {
                    line.push(' ');
                }
                line.push_str(piece);
                width += space + width_of(piece);
            }
            _ => {
                lines.push(String::new());
                width = 0.0;
                for c in piece.chars() {
                    if width + width_of_character(c) > measure && width > 0.0 {
                        lines.push(String::new());
                        width = 0.0;
                    }
                    lines.last_mut().expect("pushed above").push(c);
                    width += width_of_character(c);
                }
            }
        }
    }
    lines
}

/// Words, and single ideographs, each with true if a space precedes it.
fn pieces(text: &str) -> Vec<(&str, bool)> {
    let mut pieces = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut spaced = !pieces.is_empty();
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let end = if is_wide(first) { first.len_utf8() } else { rest.find(is_wide).unwrap_or(rest.len()) };
            let (piece, after) = rest.split_at(end);
            pieces.push((piece, spaced));
            spaced = false;
            rest = after;
        }
    }
    pieces
}

/// About how wide text is, in ems.
fn width_of(text: &str) -> f32 {
    text.chars().map(width_of_character).sum()
}

fn width_of_character(c: char) -> f32 {
    match c {
        ' ' => 0.3,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' => 0.32,
        'f' | 't' | 'r' | 's' | 'c' | '-' | '(' | ')' => 0.48,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 0.98,
        c if is_wide(c) => 1.05,
        c if c.is_uppercase() => 0.74,
        _ => 0.64,
    }
}

/// Ideographs, kana and hangul, which fill a square and between which a line may end.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_their_measure_and_say_everything() {
        for text in [
            "Hope in Sight: Breakthroughs in Metastatic Breast Cancer Care",
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
            "水分の取り方と腎臓の病気について知っておきたいこと",
            "A",
        ] {
            let lines = broken(text, 7.5, 100);
            assert!(lines.iter().all(|line| width_of(line) <= 7.5), "{lines:?}");
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            assert_eq!(letters(&lines.concat()), letters(text));
        }
    }

    #[test]
    fn lines_are_about_as_long_as_each_other() {
        assert_eq!(broken("Living with kidney disease at home", 11.0, 9), ["Living with kidney", "disease at home"]);
    }

    #[test]
    fn what_has_no_room_is_told_by_an_ellipsis() {
        let lines = broken("one two three four five six seven", 4.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…') && width_of(&lines[1]) <= 4.0, "{lines:?}");
    }
}
