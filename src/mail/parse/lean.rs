//! A large mail without the bytes that nobody reads: of an attachment only its name counts, and of a
//! text only the beginning, so the rest need not be taken apart and decoded.
//!
//! Headers and lines that could be a boundary stay, so every part is still there.

use std::borrow::Cow;

use super::lines::lines;
use crate::mail::body::{PAGE_BYTES_MAX, TEXT_BYTES_MAX};

/// Mails up to this size are taken as they are.
const WHOLE_MAX: usize = 512 * 1024;
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
    let mut part = Part::new(0);
    for line in lines(bytes) {
        if line.starts_with(b"--") {
            part = Part::new(kept.len());
        }
        kept.extend_from_slice(part.beginning_of(line));
    }
    Cow::Owned(kept)
}

/// The part that is being copied.
struct Part {
    in_header: bool,
    spent: bool,
    left: usize,
}

impl Part {
    fn new(kept: usize) -> Self {
        let spent = kept > ALL_PARTS_MAX;
        Self { in_header: true, spent, left: if spent { 0 } else { TEXT_BYTES_MAX + MARGIN } }
    }

    /// What is kept of a line. A header is kept: its size was checked before.
    fn beginning_of<'l>(&mut self, line: &'l [u8]) -> &'l [u8] {
        if self.in_header {
            self.in_header = !line.trim_ascii().is_empty();
            if let Some(most) = most_of_kind(line).filter(|_| !self.spent) {
                self.left = most;
            }
            return line;
        }
        let beginning = line.get(..self.left).unwrap_or(line);
        self.left -= beginning.len();
        beginning
    }
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
