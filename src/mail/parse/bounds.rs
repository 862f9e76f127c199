//! What a mail may cost, checked on its bytes in one pass before anything is built from them.
//!
//! Every part and every header costs a record in memory many times its few bytes, and mails inside
//! one another cost stack. Real mail stays far below each of these.

use super::lines::lines;
use crate::domain::event::Unreadable;

const MAILS_INSIDE_MAX: usize = 500;
const BOUNDARIES_MAX: usize = 20_000;
const HEADERS_MAX: usize = 200_000;
const HEADER_BYTES_MAX: usize = 1024 * 1024;
/// A name of a header is shorter, and a line that announces a part too.
const NAME_BYTES_MAX: usize = 80;
const ANNOUNCEMENT_BYTES_MAX: usize = 1_000;

/// Refuses a mail that is built to be expensive.
pub(super) fn check(bytes: &[u8]) -> Result<(), Unreadable> {
    let (mut mails, mut boundaries, mut headers, mut header_bytes) = (0, 0, 0, 0);
    for line in lines(bytes) {
        if line.len() <= 2 && !line.starts_with(b"--") {
            header_bytes = 0;
            continue;
        }
        let folded = line.starts_with(b" ") || line.starts_with(b"\t");
        // Most lines of a large mail are base64, and say nothing.
        let speaks = folded || line.contains(&b':');
        if line.starts_with(b"--") {
            boundaries += 1;
            header_bytes = 0;
        } else if folded {
            header_bytes += if header_bytes > 0 { line.len() } else { 0 };
        } else if speaks && is_header(line) {
            headers += 1;
            header_bytes = line.len();
        } else {
            header_bytes = 0;
        }
        if speaks && holds_mail(line) {
            mails += 1;
        }
        within(mails, MAILS_INSIDE_MAX, "mails inside one another")?;
        within(boundaries, BOUNDARIES_MAX, "parts")?;
        within(headers, HEADERS_MAX, "headers")?;
        within(header_bytes, HEADER_BYTES_MAX, "bytes in one header")?;
    }
    Ok(())
}

fn within(count: usize, max: usize, what: &str) -> Result<(), Unreadable> {
    if count > max {
        return Err(Unreadable::Poison { reason: format!("more than {max} {what}") });
    }
    Ok(())
}

fn is_header(line: &[u8]) -> bool {
    let graphic = |byte: &&u8| byte.is_ascii_graphic() && **byte != b':';
    let length = line.iter().take(NAME_BYTES_MAX).take_while(graphic).count();
    length > 0 && line.get(length) == Some(&b':')
}

/// Whether a part that is itself a mail may be announced here (`message/rfc822`, or a digest, whose
/// parts are mails without saying so).
fn holds_mail(line: &[u8]) -> bool {
    if line.len() > ANNOUNCEMENT_BYTES_MAX || !line.contains(&b'/') {
        return false;
    }
    let lower = line.to_ascii_lowercase();
    [&b"message/rfc822"[..], b"message/global", b"multipart/digest"]
        .iter()
        .any(|kind| lower.windows(kind.len()).any(|window| window == *kind))
}
