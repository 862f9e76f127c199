//! Pieces of a mail's bytes, found many bytes at a time: a mail is millions of them.

use std::io::BufRead;

/// Bytes that the processor compares at once.
const STRIDE: usize = 32;

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

/// Whether a line with its end is empty; one of blanks is not, as it may belong to the header
/// before it.
pub(super) fn is_end(line: &[u8]) -> bool {
    matches!(line, b"\n" | b"\r\n")
}

/// Where the first two dashes stand, with which a boundary begins.
pub(super) fn dashes(bytes: &[u8]) -> Option<usize> {
    let behind = bytes.get(1..)?;
    let strides = bytes.chunks(STRIDE).zip(behind.chunks(STRIDE));
    for (nth, (first, second)) in strides.enumerate() {
        let pairs = first.iter().zip(second);
        let is_pair = |(a, b): (&u8, &u8)| (*a == b'-') & (*b == b'-');
        // Without a branch for each byte.
        if pairs.clone().fold(false, |found, pair| found | is_pair(pair)) {
            return pairs.into_iter().position(is_pair).map(|at| nth * STRIDE + at);
        }
    }
    None
}

/// Where the first line stands that begins with two dashes.
pub(super) fn dashed_line(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = bytes.get(at..)?;
        let found = dashes(rest)?;
        if found.checked_sub(1).is_none_or(|before| rest.get(before) == Some(&b'\n')) {
            return Some(at + found);
        }
        // What stands in the middle of a line is passed over with the whole line.
        at += found + lines(rest.get(found..)?).next()?.len();
    }
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

    #[test]
    fn dashes_are_found_wherever_they_stand() {
        for before in 0..100 {
            let text = "a".repeat(before) + "--b";
            assert_eq!(dashes(text.as_bytes()), Some(before));
            assert_eq!(dashed_line(text.as_bytes()), (before == 0).then_some(0));
            let lines = format!("-a- --x\n{}\n--b", "-a".repeat(before));
            assert_eq!(dashed_line(lines.as_bytes()), lines.find("--b"));
        }
        for text in ["", "-", "a", "-\n-", "a-b-"] {
            assert_eq!(dashes(text.as_bytes()), None, "{text}");
        }
    }
}
