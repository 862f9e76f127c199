//! What a mail may cost, checked on its bytes in one pass before anything is built from them.
//!
//! Every part and every header costs a record in memory many times its few bytes, and mails inside
//! one another cost stack. Real mail stays far below each of these.
//!
//! Only what the parser may take for a header is looked at. The trap: it sees a boundary in the
//! middle of a line too, and it knows `Content-Type` however it is spaced.

use super::lines::{dashes, is_end, lines};
use crate::domain::event::Unreadable;

const MAILS_INSIDE_MAX: usize = 100;
const BOUNDARIES_MAX: usize = 20_000;
const HEADERS_MAX: usize = 200_000;
const LINES_MAX: usize = 1_000_000;
const HEADER_BYTES_MAX: usize = 1024 * 1024;
/// The header of the mail itself is asked for by name dozens of times.
const HEAD_HEADERS_MAX: usize = 10_000;
pub(super) const HEAD_BYTES_MAX: usize = 2 * HEADER_BYTES_MAX;
/// A long name of a file comes in some forty pieces (RFC 2231).
const PARAMETERS_MAX: usize = 200;
/// Bytes times parameters, over all headers that have any: putting the pieces of a value together costs
/// that much.
const PARAMETER_WORK_MAX: usize = 16_000_000;
/// A name of a header is shorter.
const NAME_BYTES_MAX: usize = 80;

/// Refuses a mail that is built to be expensive.
pub(super) fn check(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut tally = Tally::default();
    let head = block(bytes);
    within(head.len(), HEAD_BYTES_MAX, "bytes in its header")?;
    tally.count_block(head, true)?;
    within(tally.headers, HEAD_HEADERS_MAX, "headers")?;
    let mut rest = behind(bytes, head.len());
    while !rest.is_empty() {
        let skipped = if tally.header_follows() { 0 } else { dashes(rest).unwrap_or(rest.len()) };
        let begun = skipped == 0 || rest.get(..skipped).is_some_and(|it| it.ends_with(b"\n"));
        rest = behind(rest, skipped);
        // What `lean` takes for a part.
        let apart = begun && rest.starts_with(b"--");
        rest = behind(rest, tally.count_block(rest, apart)?);
    }
    Ok(())
}

/// Lines up to and with the first empty one.
pub(super) fn block(bytes: &[u8]) -> &[u8] {
    let mut length = 0;
    for line in lines(bytes) {
        length += line.len();
        if is_end(line) {
            break;
        }
    }
    bytes.get(..length).unwrap_or(bytes)
}

fn behind(bytes: &[u8], length: usize) -> &[u8] {
    bytes.get(length..).unwrap_or_default()
}

fn within(count: usize, max: usize, what: &str) -> Result<(), Unreadable> {
    if count > max {
        return Err(Unreadable::Poison { reason: format!("more than {max} {what}") });
    }
    Ok(())
}

/// What was found so far.
#[derive(Default)]
struct Tally {
    lines: usize,
    mails: usize,
    boundaries: usize,
    headers: usize,
    parameter_work: usize,
    /// The parts of a digest are mails without saying so.
    digest: bool,
    /// The last block announced a mail.
    mail: bool,
}

/// The header that is being counted; of no bytes when the last line was none.
#[derive(Default)]
struct Header {
    bytes: usize,
    typed: bool,
    parameters: usize,
}

impl Tally {
    fn header_follows(&self) -> bool {
        self.mail || self.digest
    }

    /// Counts what stands up to and with the first empty line, and answers how long that is.
    /// `apart` when it is the header of the mail, or of a part with a line of its own.
    fn count_block(&mut self, bytes: &[u8], apart: bool) -> Result<usize, Unreadable> {
        self.mail = false;
        let (mut header, mut boundary, mut length) = (Header::default(), false, 0);
        for line in lines(bytes) {
            length += line.len();
            if is_end(line) {
                break;
            }
            if is_folded(line) && header.bytes > 0 {
                header.bytes += line.len();
                header.typed |= is_typed(line);
            } else {
                self.count_header(&header)?;
                header = Header::of(line);
            }
            if line.starts_with(b"--") {
                self.boundaries += 1;
            } else {
                boundary |= dashes(line).is_some();
            }
            self.count_line(&mut header, line)?;
        }
        // A boundary inside a line makes a part only with an empty line behind it.
        self.boundaries += usize::from(boundary);
        within(self.boundaries, BOUNDARIES_MAX, "parts")?;
        self.count_header(&header)?;
        self.look_inside(bytes.get(..length).unwrap_or(bytes), apart)?;
        Ok(length)
    }

    fn count_line(&mut self, header: &mut Header, line: &[u8]) -> Result<(), Unreadable> {
        self.lines += 1;
        if header.typed {
            header.parameters += line.iter().filter(|byte| **byte == b';').count();
            let digest = says(line, b"digest");
            self.digest |= digest;
            if digest || says(line, b"message") {
                self.mail = true;
                self.mails += 1;
            }
        }
        within(self.lines, LINES_MAX, "lines in its headers")?;
        within(self.mails, MAILS_INSIDE_MAX, "mails inside one another")?;
        within(header.parameters, PARAMETERS_MAX, "parameters in one header")?;
        within(header.bytes, HEADER_BYTES_MAX, "bytes in one header")
    }

    /// What lies in an encoded mail cannot be counted here. `lean` keeps the beginning of those that
    /// have a part to themselves, and there are no others in real mail.
    fn look_inside(&self, block: &[u8], apart: bool) -> Result<(), Unreadable> {
        if !is_encoded(block) {
            return Ok(());
        }
        let own = own_part(block, apart);
        let hidden = is_packed(block) && !own.is_some_and(is_packed);
        let untold = self.digest && !own.is_some_and(is_told);
        if hidden || untold {
            return Err(Unreadable::Poison { reason: "an encoded mail inside another".to_owned() });
        }
        Ok(())
    }

    fn count_header(&mut self, header: &Header) -> Result<(), Unreadable> {
        self.headers += usize::from(header.bytes > 0);
        self.parameter_work += header.bytes * header.parameters;
        within(self.headers, HEADERS_MAX, "headers")?;
        within(self.parameter_work, PARAMETER_WORK_MAX, "bytes times parameters in its headers")
    }
}

impl Header {
    fn of(line: &[u8]) -> Self {
        let typed = is_typed(line);
        let bytes = if typed || is_header(line.trim_ascii_start()) { line.len() } else { 0 };
        Self { bytes, typed, parameters: 0 }
    }
}

fn is_header(line: &[u8]) -> bool {
    let graphic = |byte: &&u8| byte.is_ascii_graphic() && **byte != b':';
    let length = line.iter().take(NAME_BYTES_MAX).take_while(graphic).count();
    length > 0 && line.get(length) == Some(&b':')
}

fn is_folded(line: &[u8]) -> bool {
    line.starts_with(b" ") || line.starts_with(b"\t")
}

/// Whether a header says that what follows it must be decoded.
fn is_encoded(block: &[u8]) -> bool {
    const PLAIN: [&[u8]; 3] = [b"7bit", b"8bit", b"binary"];
    let plain = |line: &[u8]| {
        let value = line.rsplit(|byte| *byte == b':').next().unwrap_or_default().trim_ascii();
        PLAIN.iter().any(|plain| value.eq_ignore_ascii_case(plain))
    };
    let mut named = false;
    lines(block).any(|line| {
        let goes_on = named && is_folded(line);
        named = is_named(line, &[b"content-transfer-encoding"]);
        goes_on || (named && !plain(line))
    })
}

/// Whether a part is a mail that must be decoded.
pub(super) fn is_packed(header: &[u8]) -> bool {
    if !is_encoded(header) {
        return false;
    }
    let (mut typed, mut message, mut kind) = (false, false, false);
    for line in lines(header) {
        typed = is_typed(line) || (typed && is_folded(line));
        message |= typed && says(line, b"message");
        kind |= typed && (says(line, b"rfc822") || says(line, b"global"));
    }
    message && kind
}

/// What `lean` takes for the header of the last part that is announced in a block.
fn own_part(block: &[u8], apart: bool) -> Option<&[u8]> {
    let (mut at, mut own) = (0, apart.then_some(block));
    for line in lines(block) {
        if line.starts_with(b"--") && (at > 0 || apart) {
            own = block.get(at..);
        }
        at += line.len();
    }
    own
}

/// Whether the header of one part says of what kind it is: in a digest a part is else a mail.
fn is_told(part: &[u8]) -> bool {
    const TYPE: &[u8] = b"content-type:";
    let plain = |line: &[u8]| {
        let (name, value) = line.split_at_checked(TYPE.len()).unwrap_or_default();
        let kind = value.trim_ascii_start().first();
        name.eq_ignore_ascii_case(TYPE) && kind.is_some_and(u8::is_ascii_alphabetic)
    };
    let mut types = lines(part).filter(|line| is_named(line, &[b"content-type"])).peekable();
    let once = lines(part).skip(1).all(|line| dashes(line).is_none());
    once && types.peek().is_some() && types.all(plain)
}

/// Whether a header with parameters begins here, which is also what announces a mail.
fn is_typed(line: &[u8]) -> bool {
    is_named(line, &[b"content-type", b"content-disposition"])
}

/// Whether a header of one of these names begins in this line.
fn is_named(line: &[u8], wanted: &[&[u8]]) -> bool {
    if !line.contains(&b':') {
        return false;
    }
    let mut names = line.split(|byte| *byte == b':');
    let _behind_the_last_colon = names.next_back();
    names.any(|name| {
        let letters = name.iter().rev().filter(|byte| !byte.is_ascii_whitespace());
        let ends = |with: &&[u8]| {
            let end = letters.clone().take(with.len()).map(u8::to_ascii_lowercase);
            end.eq(with.iter().rev().copied())
        };
        wanted.iter().any(ends)
    })
}

/// Whether a word stands in it, in whatever case.
fn says(line: &[u8], word: &[u8]) -> bool {
    line.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENCODED: &str = "Content-Transfer-Encoding: base64\n\nRnJvbTogYQo=\n";

    fn passes(mail: &str) -> bool {
        check(mail.as_bytes()).is_ok()
    }

    #[test]
    fn attached_mails_go_through_in_whatever_encoding() {
        let mail = format!("Content-Type: message/rfc822; name=\"message.eml\"\n{ENCODED}");
        let named = format!("Content-Type: text/plain; name=message.txt\n{ENCODED}");
        let status = format!("Content-Type: message/delivery-status\n{ENCODED}");
        let parts =
            [&mail, &mail, &named, &named, &status, &mail].map(|part| format!("--b\n{part}"));
        for kind in ["multipart/mixed", "multipart/digest"] {
            let head = format!("Subject: x\nContent-Type: {kind}; boundary=b\n\n");
            assert!(passes(&(head + parts.concat().as_str())), "{kind}");
        }
        assert!(passes(&format!("Subject: x\n{mail}")));
    }

    #[test]
    fn what_cannot_be_counted_must_stand_in_a_part_of_its_own() {
        let head = "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n";
        for part in [
            "x--b\nContent-Type: message/rfc822",
            "--b\nContent-Type: message/rfc822\n\nSubject: y\nContent-Type: message/rfc822",
            "--b\nContent-Type: message/rfc822\n--c",
            "--b\nContent-Type: multipart/digest; boundary=c\n\n--c\nX-Y: z",
        ] {
            assert!(!passes(&format!("{head}{part}\n{ENCODED}")), "{part}");
        }
    }

    #[test]
    fn parts_and_mails_are_counted_however_they_are_written() {
        let spaced = "Content - Type: message(a) / (b) rfc822\n\n";
        assert!(passes(&spaced.repeat(MAILS_INSIDE_MAX)));
        assert!(!passes(&spaced.repeat(MAILS_INSIDE_MAX + 1)));
        let inside = "x--b\n\n";
        assert!(passes(&format!("Subject: x\n\n{}", inside.repeat(BOUNDARIES_MAX / 2))));
        assert!(!passes(&format!("Subject: x\n\n{}", inside.repeat(BOUNDARIES_MAX + 1))));
    }

    #[test]
    fn lines_of_a_text_are_no_headers() {
        let text = "naam: waarde\n".repeat(HEADERS_MAX + 1);
        assert!(passes(&format!("Subject: x\n\n{text}")));
        assert!(!passes(&format!("Subject: x\n{text}")));
    }
}
