//! Words of the letters a to z alone, as nearly all words are: their end is found eight letters at a
//! time, and the same eights are the `Letters` by which they are looked up. What is longer than
//! `Letters` can tell is no plain word.

use crate::reading::lexicon::{Letters, eight};

/// The plain word with which a text begins, its letters, and the text behind it; all in small letters.
#[inline(always)]
pub(super) fn split(text: &str) -> Option<(Letters, &str, &str)> {
    let bytes = text.as_bytes();
    let head = Eight::of(bytes);
    let (length, tail) = match head.count() {
        0 => return None,
        8 => long(bytes)?,
        short => (short, Eight::none()),
    };
    if bytes.get(length).is_some_and(|next| goes_on(length, *next)) {
        return None;
    }
    let (word, rest) = text.split_at_checked(length)?;
    Some((Letters { head: head.letters(), tail: tail.letters() }, word, rest))
}

/// The length of a word of eight letters or more, and its last eight if it has more than eight.
fn long(bytes: &[u8]) -> Option<(usize, Eight)> {
    let behind = Eight::of(bytes.get(8..)?).count();
    let tail = if behind == 0 { Eight::none() } else { Eight::of(bytes.get(behind..)?) };
    Some((8 + behind, tail))
}

/// Whether a word goes on with this byte behind so many plain letters; one letter may open "a.s." or
/// "t/m".
#[inline]
fn goes_on(letters: usize, next: u8) -> bool {
    match next {
        b' ' | b',' | b'\n' | b'\r' => false,
        b'.' | b'/' => letters == 1,
        b'\'' | b'0'..=b'9' | b'a'..=b'z' | 0x80.. => true,
        _ => false,
    }
}

/// Each byte of eight.
const EACH: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = EACH * 0x80;

/// Eight bytes, and which of them are letters up to the first that is none.
#[derive(Clone, Copy)]
struct Eight {
    bytes: u64,
    /// The lowest bit of each byte that is no letter.
    others: u64,
}

impl Eight {
    const fn none() -> Self {
        Self { bytes: 0, others: EACH }
    }

    #[inline(always)]
    fn of(text: &[u8]) -> Self {
        let bytes = eight(text);
        let low = bytes & !HIGH;
        // The high bit of a byte tells that it is `a` or behind it, and that it is behind `z`.
        let from_a = low + EACH * u64::from(0x80 - b'a');
        let behind_z = low + EACH * u64::from(0x7f - b'z');
        Self { bytes, others: (!from_a | behind_z | bytes) >> 7 & EACH }
    }

    #[inline(always)]
    fn count(self) -> usize {
        (self.others.trailing_zeros() / u8::BITS) as usize
    }

    /// The letters at the beginning.
    #[inline(always)]
    fn letters(self) -> u64 {
        self.bytes & (self.others & self.others.wrapping_neg()).wrapping_sub(1)
    }
}
