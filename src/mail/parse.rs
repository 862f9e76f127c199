//! From raw bytes to a `domain::Mail`. Total: every file is a mail or has a reason why it is none.
//!
//! Decides nothing and reads nothing into the words. The trap is the hostile mail: bounds are checked
//! on the bytes before they are parsed, because memory that runs out and a stack that overflows
//! cannot be caught; panics of the parsers are caught here and nowhere else.

mod bounds;
mod lean;
mod lines;

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::DateTime;
use mail_parser::{Message, MessageParser};
use sha2::{Digest, Sha256};

use super::body::{self, Body};
use super::headers;
use super::verdict;
use super::zones::{Divided, Letterhead, divide};
use crate::domain::event::Unreadable;
use crate::domain::ids::MailKey;
use crate::domain::mail::{Mail, Reporter, Zone, ZoneKind};
use crate::domain::people::{Address, Mailbox};
use crate::domain::time::Instant;
use crate::mail::phrases::Section;
use bounds::HEAD_BYTES_MAX;
use lean::lean;
use lines::{lines, pieces};

const JUDGED_BYTES_MAX: usize = 64 * 1024;
const HASHED_AT_ONCE: usize = 16 * 1024;
/// Carriage returns are few when they are less than one byte in so many.
const FEW: usize = 16;

/// Reads a whole mail. `authserv_id` tells the reports of our own server on senders (RFC
/// 8601); `bot` is our own address.
///
/// Errors: `Empty` without bytes, `NotAMail` without a header, `Poison` beyond the bounds or when a
/// parser panicked. A strange mail is not an error.
pub fn parse(
    bytes: &[u8],
    authserv_id: Option<&Reporter>,
    bot: &Address,
) -> Result<Mail, Unreadable> {
    guarded(bytes, None, authserv_id, bot)
}

/// Reads a mail of which only the beginning was fetched, because all `size` bytes of it are more
/// than `bytes_max`: headers only, no zones, and a remark for staff.
pub fn parse_head(
    head: &[u8],
    size: u64,
    bytes_max: u64,
    authserv_id: Option<&Reporter>,
    bot: &Address,
) -> Result<Mail, Unreadable> {
    guarded(head, Some((size, bytes_max)), authserv_id, bot)
}

/// Names something in the box that cannot be read as a mail: by all its bytes.
pub fn raw_key(bytes: &[u8]) -> MailKey {
    key_of(&Sha256::digest(bytes))
}

fn guarded(
    bytes: &[u8],
    cut: Option<(u64, u64)>,
    authserv_id: Option<&Reporter>,
    bot: &Address,
) -> Result<Mail, Unreadable> {
    let unified = with_line_feeds(bytes);
    let bytes = without_envelope_line(&unified);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty);
    }
    if is_binary(bytes) {
        return Err(Unreadable::NotAMail);
    }
    bounds::check(bytes)?;
    let read = || read(bytes, cut, authserv_id, bot);
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err(Unreadable::Poison { reason: "the parser gave up on it".to_owned() })
    })
}

fn read(
    bytes: &[u8],
    cut: Option<(u64, u64)>,
    authserv_id: Option<&Reporter>,
    bot: &Address,
) -> Result<Mail, Unreadable> {
    let bytes = with_readable_head(bytes);
    let lean = lean(&bytes);
    let parser = MessageParser::default();
    let message = match cut {
        Some(_) => parser.parse_headers(lean.as_ref()),
        None => parser.parse(lean.as_ref()),
    };
    let message = message.filter(is_mail).ok_or(Unreadable::NotAMail)?;
    let mut body = if cut.is_some() { Body::default() } else { body::read(&message) };
    if headers::from_lines(&message) > 1 {
        body.remarks.push("more than one From".to_owned());
    }
    if let Some((_, bytes_max)) = cut {
        body.remarks.push(format!("larger than {} MB", bytes_max / (1024 * 1024)));
    }
    let sent = match cut {
        Some((size, _)) => Sent::Head { size },
        None => Sent::Whole { bytes: &bytes },
    };
    Ok(assembled(&message, body, &sent, authserv_id, bot))
}

/// What was sent, of which `Message` may hold only the beginning.
enum Sent<'a> {
    Whole { bytes: &'a [u8] },
    Head { size: u64 },
}

impl Sent<'_> {
    fn size(&self) -> u64 {
        match self {
            Self::Whole { bytes } => bytes.len() as u64,
            Self::Head { size } => *size,
        }
    }
}

fn assembled(
    message: &Message<'_>,
    body: Body,
    sent: &Sent<'_>,
    authserv_id: Option<&Reporter>,
    bot: &Address,
) -> Mail {
    let key = key(message, sent);
    let subject = message.subject().map(headers::clean).unwrap_or_default();
    let date = date(message);
    let head = Letterhead { sent: date, forwarded: is_forwarded(&subject), bot: Some(bot) };
    let (to, cc) = (headers::mailboxes(message.to()), headers::mailboxes(message.cc()));
    let named: Vec<_> = to.iter().chain(&cc).cloned().collect();
    let from = first(message.from());
    let Divided { zones, passed_on } = divide(&body.text, &head);
    let own = own_text(&zones);
    let calendar = body::calendar(message);
    let facts = verdict::Facts {
        message,
        from: from.as_ref(),
        subject: &subject,
        text: beginning(&body.text),
        own: beginning(&own),
        calendar: calendar.as_ref(),
        bot,
    };
    let (verdict, report) = verdict::judge(&facts);
    let wants_no_auto_reply = verdict::wants_no_auto_reply(&facts);
    Mail {
        message_id: message_id(message, &key),
        in_reply_to: headers::ids(message.in_reply_to()),
        references: headers::ids(message.references()),
        sender: first(message.sender()).filter(|sender| Some(sender) != from.as_ref()),
        reply_to: first(message.reply_to()),
        delivered_to: headers::delivered_to(message, &named),
        authenticity: headers::authenticity(message, authserv_id, from.as_ref()),
        wants_no_auto_reply,
        attachments: body::attachments(message),
        bytes: sent.size(),
        remarks: body.remarks,
        key,
        from,
        to,
        cc,
        subject,
        date,
        zones,
        verdict,
        calendar,
        report,
        passed_on,
    }
}

fn first(value: Option<&mail_parser::Address<'_>>) -> Option<Mailbox> {
    headers::mailboxes(value).into_iter().next()
}

/// As much of a text as tells who wrote it: mail programs are brief.
fn beginning(text: &str) -> &str {
    text.get(..text.floor_char_boundary(JUDGED_BYTES_MAX)).unwrap_or(text)
}

fn own_text(zones: &[Zone]) -> String {
    zones.iter().filter(|zone| zone.kind == ZoneKind::Own).map(|zone| zone.text.as_str()).collect()
}

fn message_id(message: &Message<'_>, key: &MailKey) -> String {
    let given = message.message_id().map(headers::bare_id).filter(|id| !id.is_empty());
    given.unwrap_or_else(|| format!("{key}@without-message-id.invalid"))
}

fn date(message: &Message<'_>) -> Option<Instant> {
    let date = message.date().filter(|date| date.is_valid())?;
    DateTime::from_timestamp(date.to_timestamp(), 0)
}

fn is_forwarded(subject: &str) -> bool {
    let lower = subject.to_lowercase();
    let first = lower.split_once(':').map_or("", |(first, _)| first.trim());
    Section::ForwardSubject.has(first)
}

/// Names a mail by what its writer made: Message-ID, From, Date, Subject and body. What servers add
/// on the way (Received, Return-Path, Delivered-To) and how they end lines makes no difference. Of one
/// that is too large to be read whole there are only its headers: its size is no part of its name,
/// because what servers add counts in it.
fn key(message: &Message<'_>, sent: &Sent<'_>) -> MailKey {
    let mut hash = Sha256::new();
    for name in ["Message-ID", "From", "Date", "Subject"] {
        hash.update(headers::raw_value(message, name).unwrap_or_default());
        hash.update([0]);
    }
    match sent {
        Sent::Head { .. } => hash.update(b"too large"),
        Sent::Whole { bytes } => hash_body(&mut hash, halves(bytes).1.trim_ascii_end()),
    }
    key_of(&hash.finalize())
}

/// Hashes a body without its carriage returns.
fn hash_body(hash: &mut Sha256, body: &[u8]) {
    let mut kept = [0; HASHED_AT_ONCE];
    for bytes in body.chunks(HASHED_AT_ONCE) {
        let returns = bytes.iter().filter(|byte| **byte == b'\r').count();
        if returns * FEW < HASHED_AT_ONCE {
            for piece in pieces(bytes, b'\r') {
                hash.update(piece.strip_suffix(b"\r").unwrap_or(piece));
            }
            continue;
        }
        // In very short lines each byte is looked at sooner than each line.
        let mut length = 0;
        for byte in bytes {
            if let Some(place) = kept.get_mut(length) {
                *place = *byte;
            }
            length += usize::from(*byte != b'\r');
        }
        hash.update(kept.get(..length).unwrap_or(&kept));
    }
}

fn key_of(digest: &[u8]) -> MailKey {
    let hexadecimal: Vec<String> = digest.iter().take(16).map(|b| format!("{b:02x}")).collect();
    MailKey(hexadecimal.concat())
}

/// Header and body: what stands before and behind the first empty line.
fn halves(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    for line in lines(bytes) {
        at += line.len();
        if line.trim_ascii().is_empty() {
            break;
        }
    }
    (bytes.get(..at).unwrap_or_default(), bytes.get(at..).unwrap_or_default())
}

/// A header of ours (RFC 5322) must be in it; any file has a colon somewhere.
fn is_mail(message: &Message<'_>) -> bool {
    message.headers().iter().any(|header| !header.name.is_other())
}

/// Whether the header, or what stands in its place, has NUL in it as only other files have.
fn is_binary(bytes: &[u8]) -> bool {
    let (head, _) = halves(bytes.get(..HEAD_BYTES_MAX).unwrap_or(bytes));
    let binary = head.iter().filter(|byte| **byte == 0).count();
    binary * 20 > head.len()
}

/// Files of an old Macintosh end their lines in CR alone; the parser knows LF.
fn with_line_feeds(bytes: &[u8]) -> Cow<'_, [u8]> {
    if bytes.contains(&b'\n') || !bytes.contains(&b'\r') {
        return Cow::Borrowed(bytes);
    }
    Cow::Owned(bytes.iter().map(|byte| if *byte == b'\r' { b'\n' } else { *byte }).collect())
}

/// Without what mailbox files put before the header: empty lines, a byte order mark, `From `.
fn without_envelope_line(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if !bytes.starts_with(b"From ") {
        return bytes;
    }
    bytes.splitn(2, |byte| *byte == b'\n').nth(1).unwrap_or_default()
}

/// Header bytes that are not UTF-8 were written by a program that said nothing about its charset.
fn with_readable_head(bytes: &[u8]) -> Cow<'_, [u8]> {
    let (head, rest) = halves(bytes);
    if std::str::from_utf8(head).is_ok() {
        return Cow::Borrowed(bytes);
    }
    let mut whole = body::windows_1252(head).into_bytes();
    whole.extend_from_slice(rest);
    Cow::Owned(whole)
}
