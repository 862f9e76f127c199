//! Builds the bytes of a letter (RFC 5322, MIME, RFC 6047).
//!
//! The same letter always gives the same bytes: Date, Message-ID and boundaries come from the
//! letter, never from chance. The result is 7-bit, so that every relay passes it on as it is.
//! Calendar parts are base64: line breaks encoded as quoted-printable broke Outlook.

use std::time::SystemTime;

use lettre::Message;
use lettre::address::Envelope;
use lettre::message::header::{
    ContentDisposition, ContentTransferEncoding, ContentType, HeaderName, HeaderValue,
    MIME_VERSION_1_0,
};
use lettre::message::{Body, MessageBuilder, MultiPart, SinglePart};

use crate::domain::letter::Method;
use crate::domain::people::{Address, Mailbox};
use crate::domain::time::Instant;

use super::values::foldable;
use super::visible::visible;

/// The parts of a message, ready to be put together.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    pub(super) from: &'a Mailbox,
    pub(super) to: &'a Mailbox,
    pub(super) cc: &'a [Mailbox],
    pub(super) reply_to: Option<Address>,
    pub(super) subject: &'a str,
    pub(super) date: Instant,
    /// Without angle brackets, as all ids here.
    pub(super) message_id: &'a str,
    pub(super) in_reply_to: Option<String>,
    pub(super) references: Vec<String>,
    /// Whether the letter answers a mail by itself (RFC 3834).
    pub(super) is_answer: bool,
    pub(super) language: &'a str,
    pub(super) text: String,
    pub(super) html: String,
    pub(super) calendar: Option<(Method, String)>,
    /// Makes the boundaries: characters that may stand in one, the same for the same letter.
    pub(super) seed: &'a str,
}

/// The whole message.
///
/// # Errors
/// What is wrong with the address or the header that cannot be written down.
pub(super) fn message(parts: Parts<'_>) -> Result<String, String> {
    let builder = headers(&parts)?;
    let body = body(&parts)?;
    let message = builder.multipart(body).map_err(|error| error.to_string())?;
    let text = String::from_utf8(message.formatted()).map_err(|error| error.to_string())?;
    if text.is_ascii() { Ok(text) } else { Err("a header is not ASCII".to_owned()) }
}

fn headers(parts: &Parts<'_>) -> Result<MessageBuilder, String> {
    let to = mailbox(parts.to)?;
    // Nobody uses it; without one, lettre reads the headers again to make it.
    let envelope = Envelope::new(None, vec![to.email.clone()]).map_err(|e| e.to_string())?;
    let mut builder = Message::builder()
        .envelope(envelope)
        .from(mailbox(parts.from)?)
        .to(to)
        .subject(for_header(parts.subject))
        .date(SystemTime::from(parts.date))
        .message_id(Some(format!("<{}>", parts.message_id)));
    for cc in parts.cc {
        builder = builder.cc(mailbox(cc)?);
    }
    if let Some(address) = &parts.reply_to {
        let named = Mailbox { name: parts.from.name.clone(), address: address.clone() };
        builder = builder.reply_to(mailbox(&named)?);
    }
    if let Some(id) = &parts.in_reply_to {
        builder = builder.in_reply_to(format!("<{id}>"));
    }
    if !parts.references.is_empty() {
        let ids: Vec<String> = parts.references.iter().map(|id| format!("<{id}>")).collect();
        builder = builder.references(ids.join(" "));
    }
    Ok(builder
        .raw_header(raw("Auto-Submitted", auto_submitted(parts.is_answer)))
        .raw_header(raw("X-Auto-Response-Suppress", "All"))
        .raw_header(raw("Content-Language", parts.language))
        .header(MIME_VERSION_1_0))
}

fn auto_submitted(is_answer: bool) -> &'static str {
    if is_answer { "auto-replied" } else { "auto-generated" }
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// Words that stand in a header as they are: no line breaks, no word as long as a line, and nothing
/// that a mail program would decode as an encoded word (RFC 2047).
fn for_header(text: &str) -> String {
    foldable(&visible(text)).replace("=?", "= ?")
}

fn mailbox(mailbox: &Mailbox) -> Result<lettre::message::Mailbox, String> {
    let address = mailbox.address.as_str();
    let is_ascii = address.is_ascii();
    let parsed = address.parse::<lettre::Address>().ok().filter(|_| is_ascii);
    let name = mailbox.name.as_deref().map(for_header).filter(|name| !name.is_empty());
    match parsed {
        Some(parsed) => Ok(lettre::message::Mailbox::new(name, parsed)),
        None => Err(format!(
            "an address at `{}` cannot stand in a header; use one of plain letters, digits and dots",
            mailbox.address.domain()
        )),
    }
}

fn body(parts: &Parts<'_>) -> Result<MultiPart, String> {
    let alternative = with_boundary(MultiPart::alternative(), "alt", parts.seed)
        .singlepart(text_part("text/plain; charset=utf-8", &parts.text)?)
        .singlepart(text_part("text/html; charset=utf-8", &parts.html)?);
    let Some((method, calendar)) = &parts.calendar else {
        return Ok(alternative);
    };
    let kind = format!("text/calendar; charset=utf-8; method={}; component=VEVENT", method.name());
    let alternative = alternative.singlepart(calendar_part(&kind, calendar, None)?);
    let attached = Some(ContentDisposition::attachment("invite.ics"));
    Ok(with_boundary(MultiPart::mixed(), "mix", parts.seed)
        .multipart(alternative)
        .singlepart(calendar_part("application/ics; name=\"invite.ics\"", calendar, attached)?))
}

/// lettre draws a boundary at random; ours replaces it. `=_` occurs in neither quoted-printable nor
/// base64, so the boundary cannot occur in a part.
fn with_boundary(builder: lettre::message::MultiPartBuilder, level: &str, seed: &str) -> MultiPart {
    builder.boundary(format!("=_{level}_{seed}")).build()
}

fn text_part(kind: &str, text: &str) -> Result<SinglePart, String> {
    part(
        kind,
        text.replace('\n', "\r\n").into_bytes(),
        ContentTransferEncoding::QuotedPrintable,
        None,
    )
}

fn calendar_part(
    kind: &str,
    calendar: &str,
    disposition: Option<ContentDisposition>,
) -> Result<SinglePart, String> {
    part(kind, calendar.as_bytes().to_vec(), ContentTransferEncoding::Base64, disposition)
}

fn part(
    kind: &str,
    bytes: Vec<u8>,
    encoding: ContentTransferEncoding,
    disposition: Option<ContentDisposition>,
) -> Result<SinglePart, String> {
    let kind = ContentType::parse(kind).map_err(|error| error.to_string())?;
    let body = Body::new_with_encoding(bytes, encoding)
        .map_err(|_| "a part cannot be encoded".to_owned())?;
    let mut builder = SinglePart::builder().header(kind);
    if let Some(disposition) = disposition {
        builder = builder.header(disposition);
    }
    Ok(builder.body(body))
}
