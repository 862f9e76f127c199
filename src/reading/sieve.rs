//! A set of numbers that answers at once, and may say yes too often but never wrongly no.
//!
//! Readers ask of every word, or of every letter, what is true of hardly one of them. A look at one
//! bit tells nearly all of those apart; only what passes is compared in earnest.

/// So many words of 64 bits.
const SIZE: usize = 256;

/// A bit for each number, shared by a few of them.
#[derive(Debug, Clone)]
pub(crate) struct Sieve([u64; SIZE]);

impl Default for Sieve {
    fn default() -> Self {
        Self([0; SIZE])
    }
}

impl Sieve {
    pub(crate) fn add(&mut self, number: u32) {
        let (word, bit) = place(number);
        if let Some(word) = self.0.get_mut(word) {
            *word |= 1 << bit;
        }
    }

    #[inline]
    pub(crate) fn may_have(&self, number: u32) -> bool {
        let (word, bit) = place(number);
        self.0.get(word).is_some_and(|word| word >> bit & 1 == 1)
    }
}

/// The bit of a number, as the word and the place in it.
#[inline]
fn place(number: u32) -> (usize, u32) {
    let hash = number.wrapping_mul(0x9e37_79b1) >> 18;
    ((hash / 64) as usize, hash % 64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_it_passes() {
        let mut sieve = Sieve::default();
        (0..50).for_each(|number| sieve.add(number * 7919));
        assert!((0..50).all(|number| sieve.may_have(number * 7919)));
        assert!(!(0..50).all(|number| sieve.may_have(number * 104_729 + 1)));
    }
}
