//! The visible text of a mail, its calendar object and the names of what came along.
//!
//! text/plain is preferred; HTML is read when that is missing or a stub. A charset never fails: the
//! label is a hint, the bytes decide. The inside of attached mails and documents is not read.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{ContentType, Encoding, Message, MessagePart, MimeHeaders, PartType};

use super::calendar::answer;
use super::headers::{clean, turns_direction};
use super::html::visible_text;
use crate::domain::mail::CalendarPart;

const TEXT_CHARS_MAX: usize = 256 * 1024;
/// Each line is held against many phrases, however short it is.
const TEXT_LINES_MAX: usize = 20_000;
/// What is decoded of a text.
pub(crate) const TEXT_BYTES_MAX: usize = 1024 * 1024;
/// What is decoded of a page: pages may have their pictures written out in them.
pub(crate) const PAGE_BYTES_MAX: usize = 4 * 1024 * 1024;
const NAMES_MAX: usize = 100;
const CALENDAR_BYTES_MAX: usize = 256 * 1024;

/// A plain part with fewer letters than this may be a stub beside the real text in HTML.
const STUB_LETTERS_MAX: usize = 200;
/// How many times more stands in the HTML when the plain part is one.
const MORE_THAN_A_STUB: usize = 5;

/// What a person reads.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub(crate) text: String,
    pub(crate) remarks: Vec<String>,
}

/// The visible text of `message`.
pub(crate) fn read(message: &Message<'_>) -> Body {
    let mut body = from_parts(message, &message.text_body);
    let written = letters(&body.text, STUB_LETTERS_MAX);
    if written < STUB_LETTERS_MAX && message.html_body != message.text_body {
        let html = from_parts(message, &message.html_body);
        if letters(&html.text, STUB_LETTERS_MAX * MORE_THAN_A_STUB) > written * MORE_THAN_A_STUB {
            body = html;
        }
    }
    if letters(&body.text, 1) == 0 {
        body = from_parts(message, &unplaced(message));
    }
    body.text = tidied(&body.text);
    if let Some((end, _)) = body.text.char_indices().nth(TEXT_CHARS_MAX) {
        body.text.truncate(end);
        body.remarks.push(format!("only the first {TEXT_CHARS_MAX} characters were read"));
    }
    if let Some((end, _)) = body.text.match_indices('\n').nth(TEXT_LINES_MAX) {
        body.text.truncate(end);
        body.remarks.push(format!("only the first {TEXT_LINES_MAX} lines were read"));
    }
    if letters(&body.text, 1) == 0 && is_tnef(message) {
        body.remarks.push("winmail.dat only".to_owned());
    }
    body
}

/// Text without a name that the parser took for an attachment: a message whose boundaries are
/// broken, or one that says it is attached though it is all there is.
fn unplaced(message: &Message<'_>) -> Vec<u32> {
    let is_text = |part: &MessagePart<'_>| {
        part.attachment_name().is_none()
            && (part.is_content_type("text", "plain")
                || part.is_content_type("text", "html")
                || part.content_type().is_some_and(|kind| kind.ctype() == "multipart"))
    };
    let found = message.attachments.iter().copied();
    found.filter(|id| message.parts.get(*id as usize).is_some_and(is_text)).collect()
}

fn from_parts(message: &Message<'_>, ids: &[u32]) -> Body {
    let mut body = Body::default();
    for id in ids {
        let Some(part) = message.parts.get(*id as usize) else { continue };
        let text = match &part.body {
            PartType::Html(_) => {
                let visible = visible_text(&decoded(message, part));
                if visible.rough {
                    body.remarks.push("HTML too large to tell what is visible".to_owned());
                }
                visible.text
            }
            PartType::Text(_) => unflowed(part.content_type(), decoded(message, part)),
            PartType::Binary(_)
            | PartType::InlineBinary(_)
            | PartType::Message(_)
            | PartType::Multipart(_) => continue,
        };
        if part.raw_len() as usize > bytes_max(part) {
            body.remarks.push("only the beginning of a very long text was read".to_owned());
        }
        if !body.text.is_empty() && !body.text.ends_with('\n') {
            body.text.push('\n');
        }
        body.text.push_str(&text);
        if body.text.len() > TEXT_CHARS_MAX * 4 {
            break;
        }
    }
    body
}

/// How many letters stand in a text, as far as that makes a difference: no more than `most`.
fn letters(text: &str, most: usize) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).take(most).count()
}

/// The text of a part. Bytes that are UTF-8 are read as that under any one-byte label, bytes that
/// are not are read as Windows-1252: both labels are wrong daily, both contents are unmistakable.
pub(crate) fn decoded(message: &Message<'_>, part: &MessagePart<'_>) -> String {
    let label = part.content_type().and_then(|ct| ct.attribute("charset")).unwrap_or_default();
    let label = label.to_ascii_lowercase();
    let one_byte = label.is_empty()
        || ["us-ascii", "ascii", "utf-8", "utf8", "unknown-8bit", "iso-8859-1", "iso-8859-15"]
            .contains(&label.as_str())
        || label.starts_with("windows-125");
    let known = one_byte || charset_decoder(label.as_bytes()).is_some();
    let shown = part.text_contents().unwrap_or_default();
    if known && !one_byte {
        return shown.to_owned();
    }
    match contents(message, part).map(String::from_utf8) {
        Some(Ok(text)) => text,
        Some(Err(bytes)) if !label.starts_with("windows") && !label.starts_with("iso") => {
            windows_1252(bytes.as_bytes())
        }
        Some(Err(_)) | None => shown.to_owned(),
    }
}

fn bytes_max(part: &MessagePart<'_>) -> usize {
    if part.is_text_html() { PAGE_BYTES_MAX } else { TEXT_BYTES_MAX }
}

fn contents(message: &Message<'_>, part: &MessagePart<'_>) -> Option<Vec<u8>> {
    let (from, to) = (part.offset_body as usize, part.offset_end as usize);
    let raw = cut(message.raw_message.get(from..to)?, bytes_max(part));
    match part.encoding {
        Encoding::None => Some(raw.to_vec()),
        Encoding::Base64 => base64_decode(raw),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
    }
}

/// At most `bytes_max` of `raw`, ending with a line if there are lines.
fn cut(raw: &[u8], bytes_max: usize) -> &[u8] {
    let Some(head) = raw.get(..bytes_max) else { return raw };
    let end = head.iter().rposition(|byte| *byte == b'\n').map_or(bytes_max, |at| at + 1);
    head.get(..end).unwrap_or(head)
}

/// Text of bytes in the charset that Windows writes when nobody says anything.
pub(crate) fn windows_1252(bytes: &[u8]) -> String {
    match charset_decoder(b"windows-1252") {
        Some(decode) => decode(bytes),
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Text whose lines were folded for sending (RFC 3676), each paragraph on one line again.
fn unflowed(kind: Option<&ContentType<'_>>, text: String) -> String {
    let says = |name: &str, value: &str| {
        kind.and_then(|kind| kind.attribute(name)).is_some_and(|v| v.eq_ignore_ascii_case(value))
    };
    if !says("format", "flowed") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        // A space in front protects lines that begin with `>` or `From`.
        let line = line.strip_prefix(' ').unwrap_or(line);
        let soft = line.ends_with(' ') && line != "-- " && !line.starts_with('>');
        out.push_str(if soft && says("delsp", "yes") { line.trim_end() } else { line });
        if !soft {
            out.push('\n');
        }
    }
    out
}

/// Text with `\n` line ends and without characters that nobody sees.
pub(crate) fn tidied(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            ' '..='~' | '\n' | '\t' => tidied.push(c),
            '\r' => {
                rest.next_if_eq(&'\n');
                tidied.push('\n');
            }
            '\u{a0}' | '\u{202f}' | '\u{2007}' => tidied.push(' '),
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fffc}' => {}
            c if c.is_control() || turns_direction(c) => {}
            c => tidied.push(c),
        }
    }
    tidied
}

fn is_tnef(message: &Message<'_>) -> bool {
    message.parts.iter().any(|part| {
        part.is_content_type("application", "ms-tnef")
            || part.attachment_name().is_some_and(|name| name.eq_ignore_ascii_case("winmail.dat"))
    })
}

/// The calendar object that came along; an answer before anything else.
pub(crate) fn calendar(message: &Message<'_>) -> Option<CalendarPart> {
    let mut found: Vec<CalendarPart> = message.parts.iter().filter_map(calendar_in).collect();
    found.sort_by_key(|part| !is_answer(&part.method));
    found.into_iter().next()
}

/// Whether a calendar object answers an invitation (RFC 5546, 3.2.3 and 3.2.7).
pub(crate) fn is_answer(method: &str) -> bool {
    matches!(method, "REPLY" | "COUNTER" | "REFRESH" | "DECLINECOUNTER")
}

fn calendar_in(part: &MessagePart<'_>) -> Option<CalendarPart> {
    let kind = part.content_type()?;
    let is_calendar = part.is_content_type("text", "calendar")
        || part.is_content_type("application", "ics")
        || part.is_content_type("application", "calendar");
    if !is_calendar || part.contents().len() > CALENDAR_BYTES_MAX {
        return None;
    }
    let text = part
        .text_contents()
        .map_or_else(|| String::from_utf8_lossy(part.contents()).into_owned(), str::to_owned);
    let named = kind.attribute("method").map(str::to_owned);
    let method = named.or_else(|| method_line(&text))?;
    let method = clean(&method).to_ascii_uppercase();
    let answer = is_answer(&method).then(|| answer(&text)).flatten();
    Some(CalendarPart { method, text, answer })
}

fn method_line(text: &str) -> Option<String> {
    let value = |line: &str| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("METHOD").then(|| value.trim().to_owned())
    };
    text.lines().find_map(value)
}

/// The names of what came along, in order; what has no name is called by its kind.
pub(crate) fn attachments(message: &Message<'_>) -> Vec<String> {
    let name = |part: &MessagePart<'_>| {
        let named = part.attachment_name().map(clean).filter(|name| !name.is_empty());
        let inner = || {
            let subject = part.message()?.subject().map(clean)?;
            Some(format!("{subject}.eml"))
        };
        let kind = || {
            let kind = part.content_type()?;
            Some(clean(&format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or("?"))))
        };
        named.or_else(inner).or_else(kind)
    };
    message.attachments().filter_map(name).take(NAMES_MAX).collect()
}
