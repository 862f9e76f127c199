//! A large mail without the bytes that nobody reads: of an attachment only its name counts, and of a
//! text only the beginning, so the rest need not be taken apart and decoded.
//!
//! Headers and lines that could be a boundary stay, so every part is still there.

use std::borrow::Cow;

use super::bounds::{HEAD_BYTES_MAX, block, is_packed};
use super::lines::{dashed_line, lines};
use crate::mail::body::{PAGE_BYTES_MAX, TEXT_BYTES_MAX};

/// Of a mail that is encoded inside this one only the header is read; more could hide mails
/// without end.
const PACKED_MAX: usize = 12 * 1024;
/// Mails up to this size are taken as they are.
const WHOLE_MAX: usize = PACKED_MAX;
/// What is left of a part that is too long shows that it is.
const MARGIN: usize = 64 * 1024;
/// Behind this much, a part keeps its header only.
const ALL_PARTS_MAX: usize = 8 * 1024 * 1024;

/// `bytes` with every part cut to what is read of it.
pub(super) fn lean(bytes: &[u8]) -> Cow<'_, [u8]> {
    if bytes.len() <= WHOLE_MAX {
        return Cow::Borrowed(bytes);
    }
    let mut kept = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let first = lines(rest).next().map_or(0, <[u8]>::len);
        let (_, behind) = rest.split_at_checked(first).unwrap_or_default();
        let length = first + dashed_line(behind).unwrap_or(behind.len());
        let (part, next) = rest.split_at_checked(length).unwrap_or((rest, b""));
        copy(part, &mut kept);
        rest = next;
    }
    Cow::Owned(kept)
}

/// Adds the header of a part and the beginning of what stands below it.
fn copy(part: &[u8], kept: &mut Vec<u8>) {
    let header = block(part);
    let body = part.get(header.len()..).unwrap_or_default();
    let left = if kept.len() > ALL_PARTS_MAX { 0 } else { most_of(header) };
    kept.extend_from_slice(header.get(..HEAD_BYTES_MAX).unwrap_or(header));
    kept.extend_from_slice(body.get(..left).unwrap_or(body));
}

/// How much is read of a part with this header.
fn most_of(header: &[u8]) -> usize {
    if is_packed(header) {
        return PACKED_MAX;
    }
    lines(header).filter_map(most_of_kind).last().unwrap_or(TEXT_BYTES_MAX + MARGIN)
}

/// How much is read of a part of the kind that this line of a header names, if it names one.
fn most_of_kind(line: &[u8]) -> Option<usize> {
    let kind = behind(line, b"content-type:")?.trim_ascii();
    let is = |begin: &[u8]| behind(kind, begin).is_some();
    // A calendar object may call itself an application.
    let read: [&[u8]; 5] =
        [b"text/", b"message/", b"multipart/", b"application/ics", b"application/calendar"];
    if kind.is_empty() {
        return None;
    }
    Some(if is(b"text/html") {
        PAGE_BYTES_MAX + MARGIN
    } else if read.into_iter().any(is) {
        TEXT_BYTES_MAX + MARGIN
    } else {
        0
    })
}

fn behind<'l>(line: &'l [u8], begin: &[u8]) -> Option<&'l [u8]> {
    let (start, rest) = line.split_at_checked(begin.len())?;
    start.eq_ignore_ascii_case(begin).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attachments_go_and_every_part_stays() {
        let photo = "A".repeat(70) + "\n";
        let mail = format!(
            "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nDag\n\
             --b\ncontent-type: IMAGE/png;\n name=a.png\n\n{}--b\n\nNaschrift\n--b--\n",
            photo.repeat(10_000)
        );
        let left = lean(mail.as_bytes());
        let left = String::from_utf8_lossy(&left);
        assert_eq!(left, mail.replace(&photo, ""));
    }

    #[test]
    fn a_long_text_keeps_its_beginning_even_on_one_line() {
        let mail = format!("Subject: x\n\n{}", "dag ".repeat(2_000_000));
        let left = lean(mail.as_bytes());
        assert!(left.len() > TEXT_BYTES_MAX && left.len() < TEXT_BYTES_MAX * 2);
        assert!(mail.as_bytes().starts_with(&left));
    }
}
