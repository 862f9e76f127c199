//! Parts of words that mean the same wherever they stand in a word: "medewerk", "adviseur".
//!
//! A whole word is looked up once (`cue`); a part may begin at any letter. Here each place of a text
//! is looked at once, whatever the number of parts: a filter of their first letters answers "none
//! begins here" for nearly all. The trap: a part of fewer than four bytes is never found.

use super::sieve::Sieve;

/// So many bytes of a part go into the filter.
const KEY_BYTES: usize = 4;

/// A list of parts, ready to be looked for.
#[derive(Debug)]
pub(crate) struct Parts {
    begins: Sieve,
    /// By their first letters.
    keyed: Vec<(u32, &'static str)>,
}

impl Parts {
    pub(crate) fn new(parts: impl IntoIterator<Item = &'static str>) -> Self {
        let mut keyed: Vec<(u32, &'static str)> = parts
            .into_iter()
            .filter(|part| part.len() >= KEY_BYTES)
            .map(|part| (part.bytes().take(KEY_BYTES).fold(0, longer), part))
            .collect();
        keyed.sort_unstable();
        let mut begins = Sieve::default();
        keyed.iter().for_each(|(key, _)| begins.add(*key));
        Self { begins, keyed }
    }

    /// Whether one of the parts stands in this text in lower case.
    pub(crate) fn are_in(&self, lower: &str) -> bool {
        let Some((head, tail)) = lower.as_bytes().split_at_checked(KEY_BYTES - 1) else {
            return false;
        };
        let mut key = head.iter().copied().fold(0, longer);
        tail.iter().zip(KEY_BYTES - 1..).any(|(byte, last)| {
            key = longer(key, *byte);
            self.begins.may_have(key) && self.begins(lower, last, key)
        })
    }

    /// Whether a part begins with the four bytes of which this is the last.
    fn begins(&self, lower: &str, last: usize, key: u32) -> bool {
        let Some(rest) = lower.get(last + 1 - KEY_BYTES..) else { return false };
        let first = self.keyed.partition_point(|(other, _)| *other < key);
        let same = self.keyed.iter().skip(first).take_while(|(other, _)| *other == key);
        same.into_iter().any(|(_, part)| rest.starts_with(part))
    }
}

fn longer(key: u32, byte: u8) -> u32 {
    key << 8 | u32::from(byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_anywhere() {
        let parts = Parts::new(["tolk", "medewerk", "coördinator"]);
        for word in ["tolk", "doventolk", "tolken", "beleidsmedewerker", "wijkcoördinator"] {
            assert!(parts.are_in(word), "{word}");
        }
        for word in ["", "tol", "volk", "medewer", "coordinator", "ëëëë"] {
            assert!(!parts.are_in(word), "{word}");
        }
    }
}
