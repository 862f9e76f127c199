//! The letters of a word as numbers, eight in each: a word is hashed and compared without a loop.

/// The first eight letters of a word, and the last eight of one that has more. They tell all of a
/// word of sixteen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Letters {
    pub(crate) head: u64,
    pub(crate) tail: u64,
}

/// Words of so many bytes at most are told by their `Letters`.
pub(super) const TOLD: usize = 16;

impl Letters {
    pub(crate) fn of(word: &[u8]) -> Self {
        let tail = word.last_chunk().filter(|_| word.len() > 8);
        Self { head: eight(word), tail: tail.map_or(0, |eight| u64::from_le_bytes(*eight)) }
    }

    /// The upper bits depend on every letter.
    #[inline]
    pub(super) fn hash(self) -> u64 {
        let head = self.head.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        head ^ self.tail.wrapping_mul(0xc2b2_ae3d_27d4_eb4f)
    }
}

/// The first eight bytes as one number, the first of them lowest; zeros stand for those that lack.
#[inline(always)]
pub(crate) fn eight(bytes: &[u8]) -> u64 {
    match bytes.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => fewer(bytes),
    }
}

#[cold]
fn fewer(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |all, byte| all << 8 | u64::from(*byte))
}
