//! Words that earlier articles of the run had shaped: the same few hundred make up half of every one.
//!
//! A word comes out the same whoever shaped it, so what is remembered, and by which thread, changes no page.

use super::pages::FontId;
use super::shape::Shaped;
use crate::tree::Lang;
use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use unicode_script::Script;

/// How many words of one kind are remembered: a few megabytes.
const MOST_WORDS: usize = 20_000;

/// How many kinds are: four cuts in each of four languages. A run in more shapes the others anew in each article.
const MOST_KINDS: usize = 16;

/// What a shaped word depends on beside its letters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Kind {
    pub face: FontId,
    pub script: Script,
    pub lang: Lang,
    pub rtl: bool,
}

/// The words of all kinds.
#[derive(Debug, Default)]
pub struct Memory {
    kinds: Mutex<HashMap<Kind, Arc<Words>>>,
}

/// The words of one kind.
#[derive(Debug, Default)]
pub struct Words {
    shaped: Mutex<HashMap<Box<str>, Shaped, RandomState>>,
}

impl Memory {
    /// The words of a kind, shared by all who ask.
    pub fn of(&self, kind: Kind) -> Arc<Words> {
        // Whoever panicked meanwhile left whole words: each is added in one step.
        let mut kinds = self.kinds.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = kinds.len() >= MOST_KINDS;
        match kinds.get(&kind) {
            Some(words) => words.clone(),
            None if is_full => Arc::default(),
            None => kinds.entry(kind).or_default().clone(),
        }
    }
}

impl Words {
    /// A copy of a word that was shaped before: two threads that count the owners of one thing wait for each other.
    pub fn get(&self, word: &str) -> Option<Shaped> {
        self.shaped.lock().unwrap_or_else(PoisonError::into_inner).get(word).cloned()
    }

    /// Remembers a word, as long as there is room.
    pub fn add(&self, word: &str, shaped: &Shaped) {
        let mut words = self.shaped.lock().unwrap_or_else(PoisonError::into_inner);
        if words.len() < MOST_WORDS {
            words.insert(word.into(), shaped.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_share_their_words_and_no_others() {
        let memory = Memory::default();
        let kind = |rtl| Kind { face: FontId(0), script: Script::Latin, lang: Lang::english(), rtl };
        memory.of(kind(false)).add("word", &Shaped::default());
        assert!(memory.of(kind(false)).get("word").is_some());
        assert!(memory.of(kind(true)).get("word").is_none());
    }

    #[test]
    fn memory_is_bounded() {
        let words = Words::default();
        for number in 0..MOST_WORDS + 10 {
            words.add(&number.to_string(), &Shaped::default());
        }
        assert!(words.get(&MOST_WORDS.to_string()).is_none());
        let memory = Memory::default();
        let kind = |face| Kind { face: FontId(face), script: Script::Latin, lang: Lang::english(), rtl: false };
        for face in 0..MOST_KINDS as u16 + 1 {
            memory.of(kind(face)).add("word", &Shaped::default());
        }
        assert!(memory.of(kind(0)).get("word").is_some());
        assert!(memory.of(kind(MOST_KINDS as u16)).get("word").is_none());
    }
}
