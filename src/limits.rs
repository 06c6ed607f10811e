//! Limits on the size of an article and its pictures: no hostile or broken file stops a whole shelf.
//!
//! Every limit has its default and its reason here; `[limits]` of `quatrefoil.toml` sets any of them. Depends on nothing.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The limits of one run. Content over a limit is refused with a diagnostic, never cut off silently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Limits {
    /// The largest file of an article. A book of a thousand pages has 3 MB; what is far above it is another kind of file.
    pub article: Bytes,
    /// The longest front matter, its fences counted in. Without an end within it, the lines are words of the article.
    pub front_matter: Bytes,
    /// The most words of an article.
    pub words: Count,
    /// The most parts of an article: headings, which count twice since the list of contents has them too, paragraphs, items, cells, notes
    /// and their references, lines of code, and all that is marked among words: links, emphasis, images, line ends. Each takes some
    /// kilobytes while the editions are made. A book of a thousand pages has 20,000.
    pub parts: Count,
    /// The most cells of one table.
    pub table_cells: Count,
    /// The most columns of one table: a page has no room for more, and no reader keeps more in mind.
    pub table_columns: Count,
    /// Deepest nesting of quotations, lists and callouts, at most that of a tree.
    pub depth: Depth,
    /// The largest file of a picture.
    pub picture: Bytes,
    /// The most pixels of a picture, counted before any of them is unpacked; of a drawing, of all pictures in it together.
    pub picture_pixels: Count,
    /// Largest size of all pictures of one article together, a drawing as it was cleaned. All of them are held in memory until the
    /// editions of the article are written.
    pub pictures: Bytes,
    /// The largest file of a drawing (SVG), with entities expanded.
    pub drawing: Bytes,
    /// The most shapes of a drawing, with each `use`, marker, pattern and mask replaced by its content.
    pub drawing_shapes: Count,
    /// Most points of the shapes of a drawing, counted in the same way: ends of lines, handles of curves, stops of gradients; 40 for
    /// each character of text.
    pub drawing_points: Count,
    /// Largest size of a drawing after it was cleaned, which is how page and book hold it.
    pub drawing_cleaned: Bytes,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            article: Bytes(4 << 20),
            front_matter: Bytes(64 << 10),
            words: Count(1_000_000),
            parts: Count(75_000),
            table_cells: Count(50_000),
            table_columns: Count(64),
            depth: Depth::DEEPEST,
            picture: Bytes(64 << 20),
            picture_pixels: Count(40_000_000),
            pictures: Bytes(64 << 20),
            drawing: Bytes(8 << 20),
            drawing_shapes: Count(100_000),
            drawing_points: Count(1_000_000),
            drawing_cleaned: Bytes(16 << 20),
        }
    }
}

/// A size in bytes, written `64 KiB`, `8 MiB` or `512 B`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bytes(u64);

impl Bytes {
    /// The largest limit that `quatrefoil.toml` may set: the memory for an article and its pictures is a multiple of it.
    const LARGEST: u64 = 1 << 30;

    /// The number of bytes.
    pub fn count(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

const UNITS: [(&str, u64); 4] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1)];

impl TryFrom<String> for Bytes {
    type Error = String;
    fn try_from(text: String) -> Result<Bytes, String> {
        let malformed = || format!("`{text}` is not a size such as `64 KiB` or `8 MiB`");
        let (unit, size) = UNITS.iter().find(|(unit, _)| text.ends_with(unit)).ok_or_else(malformed)?;
        let number: u64 = text[..text.len() - unit.len()].trim().parse().map_err(|_| malformed())?;
        match number.checked_mul(*size) {
            Some(bytes @ 1..=Bytes::LARGEST) => Ok(Bytes(bytes)),
            _ => Err(format!("`{text}` is not between 1 B and 1 GiB")),
        }
    }
}

impl From<Bytes> for String {
    fn from(bytes: Bytes) -> String {
        bytes.to_string()
    }
}

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = |unit: &&(&str, u64)| self.0.is_multiple_of(unit.1);
        let (unit, size) = UNITS.iter().find(whole).expect("a byte divides every size");
        write!(f, "{} {unit}", self.0 / size)
    }
}

/// A maximum number; at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Count(u64);

impl Count {
    /// The number.
    pub fn number(self) -> u64 {
        self.0
    }
}

impl TryFrom<u64> for Count {
    type Error = String;
    fn try_from(number: u64) -> Result<Count, String> {
        match number {
            1..=1_000_000_000 => Ok(Count(number)),
            _ => Err(format!("{number} is not between 1 and 1,000,000,000")),
        }
    }
}

impl From<Count> for u64 {
    fn from(count: Count) -> u64 {
        count.0
    }
}

/// Bytes of the stack of each thread that articles are made on. The deepest tree and the deepest drawing that are let through need less
/// than a quarter of it, in a build without optimization at that (`tests/program/survival.rs`). A system gives no memory for a stack
/// before it is used.
pub const WORKER_STACK: usize = 64 << 20;

/// Depth of nested blocks: 1 to 24.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Depth(u8);

impl Depth {
    /// The depth of the tree (`MAX_BLOCK_DEPTH`).
    pub const DEEPEST: Depth = Depth(24);

    /// The number of levels.
    pub fn levels(self) -> usize {
        usize::from(self.0)
    }
}

impl TryFrom<u64> for Depth {
    type Error = String;
    fn try_from(levels: u64) -> Result<Depth, String> {
        match u8::try_from(levels) {
            Ok(depth @ 1..=24) => Ok(Depth(depth)),
            _ => Err(format!("{levels} is not between 1 and 24, the depth of a tree")),
        }
    }
}

impl From<Depth> for u64 {
    fn from(depth: Depth) -> u64 {
        depth.0.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_as_they_are_written() {
        for text in ["64 KiB", "8 MiB", "1 GiB", "1000 B"] {
            assert_eq!(Bytes::try_from(text.to_owned()).unwrap().to_string(), text);
        }
        assert_eq!(Bytes::try_from("1024 KiB".to_owned()).unwrap().to_string(), "1 MiB");
        for text in ["", "8", "MiB", "0 B", "2 GiB", "-1 B", "8 MB", "99999999999 GiB"] {
            assert!(Bytes::try_from(text.to_owned()).is_err(), "{text}");
        }
    }

    #[test]
    fn the_deepest_limit_is_the_depth_of_the_tree() {
        assert_eq!(Depth::DEEPEST.levels(), crate::tree::MAX_BLOCK_DEPTH);
    }
}
