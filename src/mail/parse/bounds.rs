//! What a mail may cost, checked on its bytes in one pass before anything is built from them.
//!
//! Every part and every header costs a record in memory many times its few bytes, and mails inside
//! one another cost stack. Real mail stays far below each of these.

use crate::domain::event::Unreadable;

const MAILS_INSIDE_MAX: usize = 500;
const BOUNDARIES_MAX: usize = 20_000;
const HEADERS_MAX: usize = 200_000;
const HEADER_BYTES_MAX: usize = 1024 * 1024;

/// Refuses a mail that is built to be expensive.
pub(super) fn check(bytes: &[u8]) -> Result<(), Unreadable> {
    let (mut mails, mut boundaries, mut headers, mut header_bytes) = (0, 0, 0, 0);
    for line in bytes.split(|byte| *byte == b'\n') {
        if line.starts_with(b"--") {
            boundaries += 1;
            header_bytes = 0;
        } else if line.starts_with(b" ") || line.starts_with(b"\t") {
            header_bytes += if header_bytes > 0 { line.len() } else { 0 };
        } else if is_header(line) {
            headers += 1;
            header_bytes = line.len();
        } else {
            header_bytes = 0;
        }
        if holds_mail(line) {
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
    let name = line.iter().take(80).take_while(|byte| byte.is_ascii_graphic() && **byte != b':');
    let length = name.count();
    length > 0 && line.get(length) == Some(&b':')
}

/// Whether a part that is itself a mail may be announced here (`message/rfc822`, or a digest, whose
/// parts are mails without saying so).
fn holds_mail(line: &[u8]) -> bool {
    // Most lines of a large mail are base64; those need no second look.
    let may = line.starts_with(b" ") || line.starts_with(b"\t") || line.contains(&b':');
    if !may || line.len() > 1_000 || !line.contains(&b'/') {
        return false;
    }
    let lower = line.to_ascii_lowercase();
    [&b"message/rfc822"[..], b"message/global", b"multipart/digest"]
        .iter()
        .any(|kind| lower.windows(kind.len()).any(|window| window == *kind))
}
