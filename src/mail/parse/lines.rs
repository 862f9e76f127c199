//! Pieces of a mail's bytes, found the way the standard library finds them: many bytes at a time.

use std::io::BufRead;

/// The lines of `bytes`, each with its end.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    pieces(bytes, b'\n')
}

/// `bytes` cut behind each `end`.
pub(super) fn pieces(bytes: &[u8], end: u8) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let length = match rest.first() {
            // A mail of nothing but line ends is a million pieces a megabyte.
            Some(first) if *first == end => 1,
            Some(_) | None => (&mut &*rest).skip_until(end).ok().filter(|length| *length > 0)?,
        };
        let (piece, behind) = rest.split_at_checked(length)?;
        rest = behind;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_between_two_pieces() {
        for text in ["", "\n", "a", "a\n", "a\n\nb", "\n\na\r\n"] {
            assert_eq!(lines(text.as_bytes()).collect::<Vec<_>>().concat(), text.as_bytes());
        }
        assert_eq!(lines(b"a\nb").count(), 2);
    }
}
