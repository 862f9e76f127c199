//! Parts of words that mean the same wherever they stand in a word: "medewerk", "adviseur".
//!
//! A whole word is looked up once (`cue`); a part may begin at any letter. Here each place of a text
//! is looked at once, whatever the number of parts: a filter of their first letters answers "none
//! begins here" for nearly all. The trap: a part of fewer than four bytes is never found.

use super::sieve::Sieve;

/// A part has so many bytes at least: they go into the filter.
pub(crate) const SHORTEST: usize = 4;

/// Parts of words, each of a kind, ready to be looked for.
#[derive(Debug)]
pub(crate) struct Parts<K> {
    begins: Sieve,
    /// By their first letters.
    keyed: Vec<(u32, &'static str, K)>,
}

impl<K: Copy> Parts<K> {
    pub(crate) fn new(parts: impl IntoIterator<Item = (K, &'static str)>) -> Self {
        let mut keyed: Vec<(u32, &'static str, K)> = parts
            .into_iter()
            .filter_map(|(kind, part)| Some((key(part.as_bytes().first_chunk()?), part, kind)))
            .collect();
        keyed.sort_unstable_by_key(|(key, part, _)| (*key, *part));
        let mut begins = Sieve::default();
        keyed.iter().for_each(|(key, _, _)| begins.add(*key));
        Self { begins, keyed }
    }

    /// Whether one of the parts stands in this text in lower case.
    pub(crate) fn are_in(&self, lower: &str) -> bool {
        self.places_in(lower).any(|(text, key)| self.beginning(text, key).next().is_some())
    }

    /// Takes the kinds of all parts that stand in this text in lower case.
    #[inline]
    pub(crate) fn take_kinds(&self, lower: &str, mut take: impl FnMut(K)) {
        for (text, key) in self.places_in(lower) {
            self.beginning(text, key).for_each(&mut take);
        }
    }

    /// Where a part may begin, with the first letters there.
    #[inline(always)]
    fn places_in<'w>(&self, lower: &'w str) -> impl Iterator<Item = (&'w str, u32)> {
        let places = lower.as_bytes().array_windows().map(key).enumerate();
        let may_begin = places.filter(|(_, key)| self.begins.may_have(*key));
        may_begin.map(|(at, key)| (lower.get(at..).unwrap_or(""), key))
    }

    /// The kinds of the parts with which a text begins that begins with these letters.
    fn beginning(&self, text: &str, key: u32) -> impl Iterator<Item = K> {
        let first = self.keyed.partition_point(|(other, ..)| *other < key);
        let same = self.keyed.iter().skip(first).take_while(move |(other, ..)| *other == key);
        same.filter(move |(_, part, _)| text.starts_with(part)).map(|(.., kind)| *kind)
    }
}

fn key(letters: &[u8; SHORTEST]) -> u32 {
    u32::from_le_bytes(*letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_anywhere() {
        let parts = Parts::new(["tolk", "medewerk", "coördinator"].map(|part| ((), part)));
        for word in ["tolk", "doventolk", "tolken", "beleidsmedewerker", "wijkcoördinator"] {
            assert!(parts.are_in(word), "{word}");
        }
        for word in ["", "tol", "volk", "medewer", "coordinator", "ëëëë"] {
            assert!(!parts.are_in(word), "{word}");
        }
    }
}
