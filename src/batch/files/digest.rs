//! Digests of files: BLAKE3 for everything that goes into an edition, SHA-256 for the edition itself, as archives and libraries
//! expect it.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// A digest of `N` bytes. In JSON and in messages it is a string of lowercase hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest<const N: usize = 32>([u8; N]);

impl Digest {
    /// The BLAKE3 of some bytes.
    pub fn blake3(bytes: &[u8]) -> Digest {
        Digest(blake3::hash(bytes).into())
    }

    /// The SHA-256 of some bytes.
    pub fn sha256(bytes: &[u8]) -> Digest {
        Digest(Sha256::digest(bytes).into())
    }

    /// The SHA-256 of a file, read in pieces.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn sha256_of_file(path: &Path) -> std::io::Result<Digest> {
        let (mut file, mut hasher, mut piece) = (File::open(path)?, Sha256::new(), vec![0; 1 << 16]);
        loop {
            match file.read(&mut piece)? {
                0 => return Ok(Digest(hasher.finalize().into())),
                length => hasher.update(&piece[..length]),
            }
        }
    }

    /// Its first eight bytes: a key that is short enough to be repeated.
    pub fn key(self) -> Digest<8> {
        let mut key = [0; 8];
        key.copy_from_slice(&self.0[..8]);
        Digest(key)
    }

    /// Its first eight bytes as a number.
    pub fn number(self) -> u64 {
        u64::from_be_bytes(self.key().0)
    }
}

impl<const N: usize> Digest<N> {
    /// All bytes of the digest.
    pub fn bytes(self) -> [u8; N] {
        self.0
    }
}

impl From<blake3::Hash> for Digest {
    fn from(hash: blake3::Hash) -> Self {
        Digest(hash.into())
    }
}

impl<const N: usize> fmt::Display for Digest<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl<const N: usize> fmt::Debug for Digest<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl<const N: usize> Serialize for Digest<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digits: String = self
            .0
            .iter()
            .flat_map(|byte| [byte >> 4, byte & 15])
            .map(|digit| char::from(DIGITS[usize::from(digit)]))
            .collect();
        serializer.serialize_str(&digits)
    }
}

impl<'de, const N: usize> Deserialize<'de> for Digest<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Digits<const N: usize>;
        impl<const N: usize> de::Visitor<'_> for Digits<N> {
            type Value = Digest<N>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{} hexadecimal digits", 2 * N)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Digest<N>, E> {
                from_digits(text.as_bytes()).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_str(Digits::<N>)
    }
}

fn from_digits<const N: usize>(digits: &[u8]) -> Option<Digest<N>> {
    let value = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    if digits.len() != 2 * N {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
        *byte = value(pair[0])? << 4 | value(pair[1])?;
    }
    Some(Digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_read_back_from_its_digits() {
        let digest = Digest::sha256(b"abc");
        let json = serde_json::to_string(&digest).unwrap();
        assert_eq!(json, "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"");
        assert_eq!(serde_json::from_str::<Digest>(&json).unwrap(), digest);
        for wrong in ["\"ba\"", "\"BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"", "3", "\"é\""] {
            assert!(serde_json::from_str::<Digest>(wrong).is_err(), "{wrong}");
        }
    }
}
