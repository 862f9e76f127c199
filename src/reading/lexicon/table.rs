//! The words of the lexicon, found by a hash of their letters.
//!
//! A mail asks for hundreds of words in a row. What is looked through is therefore small enough to
//! stay near the processor: a slot holds a piece of the hash and the place of the word, and only a
//! word that is almost certainly the right one is compared letter by letter.

use std::collections::BTreeMap;
use std::num::NonZero;

use crate::reading::cue::{Cue, Listed, Number};
use crate::reading::parts::Parts;
use crate::reading::token::Word;

/// What is known of a word.
#[derive(Debug)]
pub(super) struct Entry {
    /// `None` for a word that only stands further on in a phrase.
    pub(super) word: Option<Word>,
    pub(super) listed: Listed,
}

/// The words while they are being brought together.
#[derive(Debug, Default)]
pub(super) struct Draft(BTreeMap<Box<str>, Entry>);

impl Draft {
    /// The entry of a word; of a new one nothing is known yet but its number.
    pub(super) fn entry(&mut self, word: &str) -> &mut Entry {
        let number = Number::try_from(self.0.len()).ok();
        let new = || Entry { word: None, listed: Listed::numbered(number) };
        self.0.entry(word.into()).or_insert_with(new)
    }

    /// Takes every word into the lists of the parts that stand in it.
    pub(super) fn add_parts(&mut self, parts: &Parts<Cue>) {
        for (word, entry) in &mut self.0 {
            parts.kinds_in(word).for_each(|cue| entry.listed.add(cue));
        }
    }
}

/// A piece of a hash, and the place of the word among all, counted from one.
type Slot = Option<(u16, NonZero<u16>)>;

/// So many slots for each word at least: chains stay short.
const SLOTS_PER_WORD: usize = 2;

/// An open hash table: words never leave it, so a slot is free or the chain goes on.
#[derive(Debug)]
pub(super) struct Table {
    slots: Vec<Slot>,
    words: Vec<(Box<str>, Entry)>,
}

impl Table {
    pub(super) fn new(draft: Draft) -> Self {
        let words: Vec<(Box<str>, Entry)> = draft.0.into_iter().collect();
        let size = (words.len() * SLOTS_PER_WORD).next_power_of_two();
        let mut slots: Vec<Slot> = vec![None; size];
        for ((word, _), place) in words.iter().zip(1..) {
            let hash = hash(word.as_bytes());
            let free = chain(hash, size).find(|at| slots.get(*at).is_some_and(Option::is_none));
            if let Some(slot) = free.and_then(|at| slots.get_mut(at)) {
                *slot = NonZero::new(place).map(|place| (tag(hash), place));
            }
        }
        Self { slots, words }
    }

    /// The word as it stands here, and what is known of it.
    #[inline]
    pub(super) fn get(&self, word: &[u8]) -> Option<(&str, &Entry)> {
        let wanted = hash(word);
        chain(wanted, self.slots.len())
            .map_while(|at| *self.slots.get(at)?)
            .filter(|(piece, _)| *piece == tag(wanted))
            .filter_map(|(_, place)| self.words.get(usize::from(place.get()) - 1))
            .find(|(name, _)| name.as_bytes() == word)
            .map(|(name, entry)| (&**name, entry))
    }
}

/// The slots that a hash may be in, in order.
fn chain(hash: u64, size: usize) -> impl Iterator<Item = usize> {
    (0..size).map(move |step| (hash as usize).wrapping_add(step) & (size - 1))
}

/// The piece of a hash that the place in the table does not tell.
fn tag(hash: u64) -> u16 {
    (hash >> 48) as u16
}

/// Eight letters at a time; the last eight of a long word may overlap the ones before.
fn hash(word: &[u8]) -> u64 {
    let (chunks, _) = word.as_chunks::<8>();
    let mixed =
        chunks.iter().fold(word.len() as u64, |hash, chunk| mix(hash, u64::from_le_bytes(*chunk)));
    mix(mixed, last(word))
}

/// The last letters of a word, up to eight of them, as one number.
fn last(word: &[u8]) -> u64 {
    if let Some(eight) = word.last_chunk::<8>() {
        return u64::from_le_bytes(*eight);
    }
    if let (Some(head), Some(tail)) = (word.first_chunk::<4>(), word.last_chunk::<4>()) {
        return u64::from(u32::from_le_bytes(*head)) << 32 | u64::from(u32::from_le_bytes(*tail));
    }
    word.iter().fold(0, |letters, byte| letters << 8 | u64::from(*byte))
}

fn mix(hash: u64, letters: u64) -> u64 {
    let product = (hash ^ letters).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    product ^ product >> 29
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_and_no_other() {
        let words =
            ["", "a", "de", "het", "week", "dagen", "maandag", "woensdag", "donderdagmiddag"];
        let mut draft = Draft::default();
        for word in words {
            draft.entry(word).word = Some(Word::Now);
        }
        let table = Table::new(draft);
        for word in words {
            assert_eq!(table.get(word.as_bytes()).map(|(name, _)| name), Some(word));
        }
        for word in ["b", "he", "weken", "dinsdag", "donderdagavond"] {
            assert!(table.get(word.as_bytes()).is_none(), "{word}");
        }
    }
}
