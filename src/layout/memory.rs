//! Words that were shaped, in this article and in earlier ones of the run: the same few hundred make up half of every one.
//!
//! A word is shaped alike on every thread, so the content of a memory changes no page. Each layout takes a memory for itself and
//! gives it back, since threads that share one would wait for each other.

use super::pages::FontId;
use crate::tree::Lang;
use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};
use unicode_script::Script;

/// The most glyphs of one kind of words that are remembered: about 25,000 words in five megabytes.
const MOST_GLYPHS: usize = 200_000;

/// The most kinds of words that are remembered: four cuts in each of four languages.
const MOST_KINDS: usize = 16;

/// The key of a shaped word beside its letters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Kind {
    pub face: FontId,
    pub script: Script,
    pub lang: Lang,
    pub rtl: bool,
}

/// Shaped words, kind by kind.
pub type Memory = HashMap<Kind, ShapedWords>;

/// The memories that no layout uses at the moment: at most one for each layout that ran at the same time.
#[derive(Debug, Default)]
pub struct Memories {
    idle: Mutex<Vec<Memory>>,
}

impl Memories {
    /// A memory for one who lays out: empty where all others are in use.
    pub fn take(&self) -> Memory {
        // Whoever panicked meanwhile left whole memories: each is added in one step.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    /// Takes a memory back. What grew too large begins anew.
    pub fn give(&self, mut memory: Memory) {
        memory.retain(|_, words| words.glyphs.len() <= MOST_GLYPHS);
        if memory.len() > MOST_KINDS {
            memory.clear();
        }
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
    }
}

/// The words of one kind.
#[derive(Debug, Default)]
pub struct ShapedWords {
    known: HashMap<Box<str>, Shaped, RandomState>,
    glyphs: Vec<ShapedGlyph>,
}

/// A shaped word: the place of its glyphs, from left to right, among those of its kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shaped {
    first: u32,
    end: u32,
    /// In units of its face.
    pub advance: f32,
    /// True if the face has a glyph for all of it.
    pub is_whole: bool,
}

/// One glyph in the units of its face.
#[derive(Clone, Copy, Debug)]
pub struct ShapedGlyph {
    pub id: u16,
    pub advance: f32,
    pub offset: (f32, f32),
    /// The bytes of the part that it shows.
    pub text: (u32, u32),
}

impl ShapedWords {
    /// A word that was shaped before.
    pub fn get(&self, word: &str) -> Option<Shaped> {
        self.known.get(word).copied()
    }

    /// Keeps glyphs, without the word that they show.
    pub fn keep(&mut self, glyphs: impl IntoIterator<Item = ShapedGlyph>) -> Shaped {
        let first = self.glyphs.len();
        self.glyphs.extend(glyphs);
        let new = &self.glyphs[first..];
        Shaped {
            first: first as u32,
            end: self.glyphs.len() as u32,
            advance: new.iter().map(|glyph| glyph.advance).sum(),
            is_whole: new.iter().all(|glyph| glyph.id != 0),
        }
    }

    /// Remembers which word glyphs show.
    pub fn name(&mut self, word: &str, shaped: Shaped) {
        self.known.insert(word.into(), shaped);
    }

    /// The glyphs of a word of this kind.
    pub fn glyphs(&self, shaped: Shaped) -> &[ShapedGlyph] {
        &self.glyphs[range(shaped)]
    }

    /// The same, to be changed.
    pub fn glyphs_mut(&mut self, shaped: Shaped) -> &mut [ShapedGlyph] {
        &mut self.glyphs[range(shaped)]
    }
}

fn range(shaped: Shaped) -> Range<usize> {
    shaped.first as usize..shaped.end as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLYPH: ShapedGlyph = ShapedGlyph { id: 7, advance: 500.0, offset: (0.0, 0.0), text: (0, 1) };

    fn kind(face: u16) -> Kind {
        Kind { face: FontId(face), script: Script::Latin, lang: Lang::english(), rtl: false }
    }

    #[test]
    fn what_is_given_back_is_known_to_the_next() {
        let memories = Memories::default();
        let mut memory = memories.take();
        let words = memory.entry(kind(0)).or_default();
        let shaped = words.keep([GLYPH, GLYPH]);
        words.name("ab", shaped);
        assert!(memories.take().is_empty());
        memories.give(memory);
        let memory = memories.take();
        let again = memory[&kind(0)].get("ab");
        assert_eq!(again, Some(shaped));
        assert_eq!((shaped.advance, memory[&kind(0)].glyphs(shaped).len()), (1000.0, 2));
        assert!(memory[&kind(0)].get("a").is_none());
    }

    #[test]
    fn memory_is_bounded() {
        let memories = Memories::default();
        let mut memory = memories.take();
        memory.entry(kind(0)).or_default().keep(std::iter::repeat_n(GLYPH, MOST_GLYPHS + 1));
        memory.entry(kind(1)).or_default().keep([GLYPH]);
        memories.give(memory);
        let mut memory = memories.take();
        assert!(!memory.contains_key(&kind(0)) && memory.contains_key(&kind(1)));
        for face in 0..MOST_KINDS as u16 + 1 {
            memory.entry(kind(face)).or_default().keep([GLYPH]);
        }
        memories.give(memory);
        assert!(memories.take().is_empty());
    }
}
