//! A text beside itself in small letters, each of them at the same byte: whoever cuts a word out of the
//! one has it in the other as well, and no word is copied to be compared.
//!
//! The trap is the letter whose small one takes another number of bytes, such as the Turkish capital I
//! with a dot: it stays as it is.

use std::borrow::Cow;

/// A piece of text, and the same in small letters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Both<'t> {
    pub(crate) text: &'t str,
    pub(crate) lower: &'t str,
}

impl<'t> Both<'t> {
    /// In bytes.
    #[inline]
    pub(super) fn len(self) -> usize {
        self.text.len()
    }

    /// The first bytes and what stands behind them; all of it where no letter ends there.
    #[inline(always)]
    pub(super) fn split(self, length: usize) -> (Self, Self) {
        let text = self.text.split_at_checked(length).unwrap_or((self.text, ""));
        let lower = self.lower.split_at_checked(length).unwrap_or((self.lower, ""));
        (Self { text: text.0, lower: lower.0 }, Self { text: text.1, lower: lower.1 })
    }
}

/// So many bytes are looked at together for letters outside ASCII.
const TOGETHER: usize = 32;

/// The text in small letters, as many bytes as it was.
pub(crate) fn lowered(text: &str) -> Cow<'_, str> {
    let small = if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    };
    let blocks = text.as_bytes().chunks(TOGETHER).enumerate();
    let odd = blocks.filter(|(_, block)| !block.is_ascii());
    odd.fold(small, |small, (at, block)| lower_odd(text, small, at * TOGETHER, block.len()))
}

/// Makes the capitals outside ASCII small that begin in so many bytes from here.
fn lower_odd<'t>(text: &str, mut small: Cow<'t, str>, from: usize, length: usize) -> Cow<'t, str> {
    for at in from..from + length {
        let Some(capital) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
        let mut lower = capital.to_lowercase();
        if capital.is_ascii() || !capital.is_uppercase() || lower.len() > 1 {
            continue;
        }
        let to = lower.next().filter(|to| to.len_utf8() == capital.len_utf8());
        let mut bytes = [0; 4];
        if let Some(to) = to {
            let end = at + capital.len_utf8();
            small.to_mut().replace_range(at..end, to.encode_utf8(&mut bytes));
        }
    }
    small
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_stays_where_it_is() {
        for (text, small) in [
            ("dinsdag", "dinsdag"),
            ("Dinsdag ÉÉN", "dinsdag één"),
            (
                "De dag na Één à TWEE, op het Île de la Cité",
                "de dag na één à twee, op het île de la cité",
            ),
            ("İstanbul ẞ Ω", "İstanbul ẞ ω"),
        ] {
            assert_eq!(lowered(text), small);
            assert_eq!(lowered(text).len(), text.len());
        }
        assert!(matches!(lowered("één"), Cow::Borrowed(_)));
    }
}
