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

/// So many bytes are looked at together for letters outside ASCII.
const TOGETHER: usize = 128;

/// The text in small letters, as many bytes as it was.
pub(crate) fn lowered(text: &str) -> Cow<'_, str> {
    let small = if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    };
    let blocks = text.as_bytes().chunks(TOGETHER).enumerate();
    let odd = blocks.filter(|(_, block)| !block.is_ascii());
    odd.fold(small, |small, (at, block)| lower_odd(text, small, at * TOGETHER, block))
}

/// Makes the capitals outside ASCII small that begin in these bytes of the text.
fn lower_odd<'t>(text: &str, mut small: Cow<'t, str>, from: usize, block: &[u8]) -> Cow<'t, str> {
    /// With these bytes a letter of several begins.
    const FIRST: u8 = 0xc0;
    for (at, _) in (from..).zip(block).filter(|(_, byte)| **byte >= FIRST) {
        let Some(capital) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
        let mut lower = capital.to_lowercase();
        let to = lower.next().filter(|to| to.len_utf8() == capital.len_utf8());
        if let (Some(to), None, true) = (to, lower.next(), capital.is_uppercase()) {
            let mut bytes = [0; 4];
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
