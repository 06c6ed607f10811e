//! The widths of the columns of a table, and the cells that are numbers. Knows widths and words, not glyphs.

use super::shape::{End, Word};

/// The widths that a column asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wish {
    /// The width of its widest word, split at hyphens.
    pub least: f32,
    /// The width of its widest word.
    pub word: f32,
    /// The width of its longest cell on one line.
    pub most: f32,
}

/// Words that fit to a hair still fit when widths were rounded.
const SLACK: f32 = 0.05;

/// The widths of columns that share a measure; `None` where not even their widest words fit beside each other.
///
/// Shares out the width by what each column would like, so that long cells become equally high rather than equally wide.
/// Columns that would like less than an even share get all of it, where no cell becomes a line higher for that. No word is split at
/// its hyphens where an even share holds it whole and the others have room enough.
pub fn widths(wishes: &[Wish], measure: f32) -> Option<Vec<f32>> {
    let even = measure / wishes.len() as f32;
    let whole = |wish: &Wish| Wish { least: if wish.word <= even { wish.word } else { wish.least }, ..*wish };
    let unparted: Vec<Wish> = wishes.iter().map(whole).collect();
    let has_room = unparted.iter().map(|wish| wish.least).sum::<f32>() <= measure;
    let wishes = if has_room { &unparted } else { wishes };
    let least: f32 = wishes.iter().map(|wish| wish.least).sum();
    let most: f32 = wishes.iter().map(|wish| wish.most).sum();
    if most <= measure {
        return Some(wishes.iter().map(|wish| wish.most + SLACK).collect());
    }
    if least > measure {
        return None;
    }
    let content = |wish: &Wish| if wish.most <= even { Wish { least: wish.most + SLACK, ..*wish } } else { *wish };
    let generous: Vec<Wish> = wishes.iter().map(content).collect();
    let shared = shares(wishes, measure);
    if generous.iter().map(|wish| wish.least).sum::<f32>() > measure {
        return Some(shared);
    }
    let kind = shares(&generous, measure);
    let lines =
        |widths: &[f32]| wishes.iter().zip(widths).map(|(wish, width)| (wish.most / width).ceil()).fold(0.0, f32::max);
    Some(if lines(&kind) <= lines(&shared) { kind } else { shared })
}

/// The widths of columns by how much they would like; none gets less than its least.
fn shares(wishes: &[Wish], measure: f32) -> Vec<f32> {
    let widths: Vec<f32> = wishes.iter().map(|wish| wish.least).collect();
    let mut is_open = vec![true; wishes.len()];
    loop {
        let all = || wishes.iter().zip(&widths).zip(&is_open);
        let fixed: f32 = all().filter(|(_, open)| !**open).map(|((_, width), _)| width).sum();
        let wanted: f32 = all().filter(|(_, open)| **open).map(|((wish, _), _)| wish.most).sum();
        let free = measure - fixed;
        let share = |wish: &Wish| wish.most / wanted.max(0.01) * free;
        // Whoever would get less than the least gets that and leaves the division.
        let short = all().position(|((wish, _), open)| *open && share(wish) < wish.least);
        let Some(short) = short else {
            let shared = all().map(|((wish, width), open)| if *open { share(wish) } else { *width });
            return shared.collect();
        };
        is_open[short] = false;
    }
}

/// The width of the longest line where only the author ends lines.
pub fn longest_line(words: &[Word]) -> f32 {
    let (mut longest, mut line, mut space) = (0.0f32, 0.0, 0.0);
    for word in words {
        line += space + word.width;
        space = word.space;
        longest = longest.max(line);
        if word.end == End::Line {
            (line, space) = (0.0, 0.0);
        }
    }
    longest
}

/// The width of the widest word, its hyphens and strokes no place to part it.
pub fn widest_word(words: &[Word]) -> f32 {
    let (mut widest, mut whole) = (0.0f32, 0.0);
    for word in words {
        whole += word.width;
        widest = widest.max(whole);
        match word.end {
            End::Joint => {}
            End::Space | End::Line => whole = 0.0,
        }
    }
    widest
}

/// True for a cell that is a number, perhaps with a sign before and a unit after: `−3.5`, `≤ 12 mg`, `1,024`, `40 %`.
pub fn is_quantity(text: &str) -> bool {
    let rest = text.trim_start_matches(['+', '-', '−', '–', '±', '<', '>', '≤', '≥', '≈', '~', '€', '£', '$', ' ']);
    let number =
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\u{a0}' | '\u{202f}'));
    let unit = number.trim_start();
    rest.starts_with(|c: char| c.is_ascii_digit())
        && unit.chars().count() <= 8
        && !unit.contains(|c: char| c.is_ascii_digit() || c == ':' || c == '–')
        && unit.split(' ').count() <= 2
}

/// The end of the whole part of a quantity: at its decimal mark, else after its last digit.
pub fn whole_part(text: &str) -> usize {
    let Some(first) = text.find(|c: char| c.is_ascii_digit()) else { return 0 };
    let is_inside = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\u{a0}' | '\u{202f}');
    let end = text[first..].find(|c| !is_inside(c)).map_or(text.len(), |length| first + length);
    let number = &text[first..end];
    let mark = number.rfind(['.', ',']).filter(|mark| {
        // `1,024` counts in thousands: one comma with three digits after it is no decimal mark.
        let after = number.len() - mark - 1;
        after > 0 && (after != 3 || number.starts_with('0'))
    });
    mark.map_or(first + number.trim_end_matches(['.', ',']).len(), |mark| first + mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_share_what_there_is() {
        let wish = |least, most| Wish { least, word: least, most };
        let widths = |wishes: &[Wish], measure| {
            widths(wishes, measure).map(|widths| widths.into_iter().map(f32::round).collect::<Vec<_>>())
        };
        assert_eq!(widths(&[wish(10.0, 40.0), wish(10.0, 60.0)], 50.0), Some(vec![20.0, 30.0]));
        // A short column stays on one line where the long one is no higher for it, and only there.
        assert_eq!(widths(&[wish(10.0, 20.0), wish(10.0, 30.0)], 40.0), Some(vec![20.0, 20.0]));
        assert_eq!(widths(&[wish(5.0, 20.0), wish(10.0, 90.0)], 50.0), Some(vec![9.0, 41.0]));
        assert_eq!(widths(&[wish(30.0, 30.0), wish(10.0, 200.0)], 100.0), Some(vec![30.0, 70.0]));
        assert_eq!(widths(&[wish(30.0, 30.0), wish(80.0, 200.0)], 100.0), None);
    }

    #[test]
    fn words_are_parted_at_hyphens_only_for_want_of_room() {
        let widths = |measure| {
            let long = Wish { least: 10.0, word: 10.0, most: 400.0 };
            let widths = widths(&[Wish { least: 10.0, word: 20.0, most: 30.0 }, long], measure);
            widths.map(|widths| widths[0].round())
        };
        assert_eq!(widths(60.0), Some(20.0));
        assert_eq!(widths(36.0), Some(10.0));
    }

    #[test]
    fn quantities_are_told_from_words() {
        for text in ["3", "−3.5", "≤ 12 mg", "1,024", "40 %", "0.5 ml/h"] {
            assert!(is_quantity(text), "{text}");
        }
        for text in ["", "none", "3 times a day", "10:30", "2–3", "12 May 2026", "4 of 5 people"] {
            assert!(!is_quantity(text), "{text}");
        }
    }

    #[test]
    fn the_whole_part_ends_at_the_decimal_mark() {
        for (text, whole) in [("12.5 mg", "12"), ("1,024", "1,024"), ("0,125", "0"), ("40 %", "40"), ("≤ 7.", "≤ 7")]
        {
            assert_eq!(&text[..whole_part(text)], whole);
        }
    }
}
