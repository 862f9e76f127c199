//! Words of the letters a to z alone, as nearly all words are: their end is found eight letters at a
//! time, and on the way they become `Letters` in lower case.

use crate::reading::lexicon::{Letters, eight};

/// A word of the letters a to z, in capitals or not.
pub(super) struct Plain<'t> {
    pub(super) text: &'t str,
    /// In lower case.
    pub(super) letters: Letters,
    pub(super) has_capitals: bool,
}

/// The plain word with which a text begins, and the text behind it.
#[inline]
pub(super) fn split(text: &str) -> Option<(Plain<'_>, &str)> {
    let bytes = text.as_bytes();
    let first = Eight::of(bytes);
    let (mut length, mut capitals) = (first.count(), first.capitals());
    while length % 8 == 0 && length > 0 {
        let next = Eight::of(bytes.get(length..)?);
        capitals |= next.capitals();
        if next.count() == 0 {
            break;
        }
        length += next.count();
    }
    if length == 0 || goes_on(length, bytes.get(length).copied()) {
        return None;
    }
    let (word, rest) = text.split_at_checked(length)?;
    let tail = if length > 8 { eight(bytes.get(length - 8..)?) | SMALL } else { 0 };
    let letters = Letters { head: first.word(), tail };
    Some((Plain { text: word, letters, has_capitals: capitals != 0 }, rest))
}

/// Whether a word may go on behind so many plain letters; one letter may open "a.s." or "t/m".
#[inline]
fn goes_on(letters: usize, next: Option<u8>) -> bool {
    next.is_some_and(|next| match next {
        b'.' | b'/' => letters == 1,
        b'\'' => true,
        _ => next.is_ascii_digit() || !next.is_ascii(),
    })
}

/// Each byte of eight.
const EACH: u64 = 0x0101_0101_0101_0101;
/// The bit in which a small letter differs from its capital.
const SMALL: u64 = EACH * 0x20;
const HIGH: u64 = EACH * 0x80;

/// Eight bytes, and which of them belong to the letters at their beginning.
#[derive(Clone, Copy)]
struct Eight {
    bytes: u64,
    /// All bits of the letters.
    letters: u64,
}

impl Eight {
    #[inline]
    fn of(text: &[u8]) -> Self {
        let bytes = eight(text);
        let low = (bytes | SMALL) & !HIGH;
        // The high bit of a byte tells that it is `a` or behind it, and that it is behind `z`.
        let from_a = low + EACH * u64::from(0x80 - b'a');
        let behind_z = low + EACH * u64::from(0x7f - b'z');
        let other = (!from_a | behind_z | bytes) & HIGH;
        // The lowest bit of the first other byte; below it are the letters.
        let ends = other >> 7;
        Self { bytes, letters: (ends & ends.wrapping_neg()).wrapping_sub(1) }
    }

    #[inline]
    fn count(self) -> usize {
        (self.letters.trailing_ones() / u8::BITS) as usize
    }

    /// Not zero where one of the letters is a capital.
    #[inline]
    fn capitals(self) -> u64 {
        !self.bytes & self.letters & SMALL
    }

    /// The letters, small.
    #[inline]
    fn word(self) -> u64 {
        (self.bytes | SMALL) & self.letters
    }
}
