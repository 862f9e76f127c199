//! The words of the lexicon, found by a hash of their letters.
//!
//! A mail asks for hundreds of words in a row. What is looked through is therefore small enough to
//! stay near the processor: a slot holds a piece of the hash and the place of the word, and only a
//! word that is almost certainly the right one is compared letter by letter.

use std::collections::BTreeMap;
use std::num::NonZero;

use super::letters::{Letters, TOLD};
use crate::reading::classes::Classes;
use crate::reading::cue::{Cue, Listed, Number};
use crate::reading::parts::Parts;
use crate::reading::token::Word;

/// What is known of a word.
#[derive(Debug)]
pub(crate) struct Entry {
    letters: Letters,
    name: Box<str>,
    pub(crate) word: Word,
    /// Whether it may be another word with a slip in it: it has no class, and stands in no list but
    /// further on in a phrase.
    pub(crate) may_be_slip: bool,
    pub(crate) listed: Listed,
}

impl Entry {
    /// Whether it is this word.
    #[inline(always)]
    fn is(&self, letters: Letters, word: &str) -> bool {
        self.letters == letters
            && self.name.len() == word.len()
            && (word.len() <= TOLD || *self.name == *word)
    }
}

/// The words while they are being brought together.
#[derive(Debug, Default)]
pub(super) struct Draft(BTreeMap<Box<str>, Entry>);

impl Draft {
    /// The entry of a word; of a new one nothing is known yet but its number.
    pub(super) fn entry(&mut self, word: &str) -> &mut Entry {
        let number = Number::try_from(self.0.len()).ok();
        self.0.entry(word.into()).or_insert_with(|| Entry {
            letters: Letters::of(word.as_bytes()),
            name: word.into(),
            word: Word::Other,
            may_be_slip: true,
            listed: Listed::numbered(number),
        })
    }

    /// Gives a word its class.
    pub(super) fn put(&mut self, name: &str, word: Word) {
        let entry = self.entry(name);
        entry.word = word;
        entry.may_be_slip = false;
    }

    /// Takes every word into the lists of the parts that stand in it.
    pub(super) fn add_parts(&mut self, parts: &Parts<Cue>) {
        for (word, entry) in &mut self.0 {
            parts.take_kinds(word, |cue| entry.listed.add(cue));
        }
    }
}

/// So many slots for each word at least: hardly two words share one.
const SLOTS_PER_WORD: usize = 4;

/// An open hash table: words never leave it, so a slot is free or the chain goes on.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// The place of a word among all, counted from one.
    slots: Vec<Option<NonZero<u16>>>,
    words: Vec<Entry>,
}

impl Lexicon {
    pub(super) fn new(draft: Draft) -> Self {
        let mut words: Vec<Entry> = draft.0.into_values().collect();
        for Entry { name, word, listed, .. } in &mut words {
            listed.classes = Classes::of(name, *word, listed);
        }
        let size = (words.len() * SLOTS_PER_WORD).next_power_of_two();
        let mut slots = vec![None; size];
        for (word, place) in words.iter().zip(1..) {
            let mut chain = chain(word.letters, size);
            let free = chain.find(|at| slots.get(*at).is_none_or(Option::is_none));
            if let Some(slot) = free.and_then(|at| slots.get_mut(at)) {
                *slot = NonZero::new(place);
            }
        }
        Self { slots, words }
    }

    /// What is known of a word; `letters` are those of the word in lower case.
    #[inline(always)]
    pub(crate) fn get(&self, letters: Letters, word: &str) -> Option<&Entry> {
        for at in chain(letters, self.slots.len()) {
            let place = (*self.slots.get(at)?)?;
            let entry = self.words.get(usize::from(place.get()) - 1)?;
            if entry.is(letters, word) {
                return Some(entry);
            }
        }
        None
    }
}

/// The slots in which a word may be, one after the other; `size` is a power of two.
#[inline(always)]
fn chain(letters: Letters, size: usize) -> impl Iterator<Item = usize> {
    let last = size.wrapping_sub(1);
    ((letters.hash() >> 48) as usize..).map(move |at| at & last)
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
            draft.put(word, Word::Now);
        }
        let table = Lexicon::new(draft);
        let find = |word: &str| table.get(Letters::of(word.as_bytes()), word);
        for word in words {
            assert_eq!(find(word).map(|entry| &*entry.name), Some(word));
        }
        for word in ["b", "he", "weken", "dinsdag", "donderdagavond"] {
            assert!(find(word).is_none(), "{word}");
        }
    }
}
