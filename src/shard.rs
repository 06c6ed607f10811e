//! Shards: parts of a shelf that several machines build.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

/// One part of a shelf. The part of an article depends only on its path below the shelf, so adding or removing an article moves no
/// other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shard {
    /// From 1 on.
    number: u32,
    of: NonZeroU32,
}

impl Shard {
    /// A shard; `None` unless `number` is from 1 to `of`.
    pub fn new(number: u32, of: u32) -> Option<Shard> {
        let of = NonZeroU32::new(of)?;
        (1 <= number && number <= of.get()).then_some(Shard { number, of })
    }

    /// From 1 on.
    pub fn number(self) -> u32 {
        self.number
    }

    /// Number of parts.
    pub fn of(self) -> u32 {
        self.of.get()
    }

    /// Part of the names of its files: `3-of-16`.
    pub fn file_part(self) -> String {
        format!("{}-of-{}", self.number, self.of)
    }

    /// The shard whose manifest has this name; `None` for any other file.
    pub fn of_manifest(name: &str) -> Option<Shard> {
        let (number, of) = name.strip_prefix("manifest-")?.strip_suffix(".json")?.split_once("-of-")?;
        let shard = Shard::new(number.parse().ok()?, of.parse().ok()?)?;
        (shard.file_part() == format!("{number}-of-{of}")).then_some(shard)
    }
}

impl FromStr for Shard {
    type Err = String;
    fn from_str(text: &str) -> Result<Shard, String> {
        let parts = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        let shard = parts.and_then(|(number, of)| Shard::new(number, of));
        shard.ok_or_else(|| "write the number of the part and how many there are, such as `3/16`".to_owned())
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_written_as_a_fraction() {
        assert_eq!("3/16".parse(), Ok(Shard::new(3, 16).unwrap()));
        for wrong in ["0/16", "17/16", "3", "3/0", "/", "3/-1", "a/b", ""] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
        assert_eq!(Shard::of_manifest("manifest-3-of-16.json"), Shard::new(3, 16));
        for other in ["manifest.json", "manifest-17-of-16.json", "manifest-03-of-16.json", "manifest-3-of-16.txt"] {
            assert_eq!(Shard::of_manifest(other), None, "{other}");
        }
    }
}
