//! What a report says: which letter, which recipient, which status (RFC 3464, RFC 8098).
//!
//! Structured fields first, then the headers of the returned letter, then the free text. Nothing here
//! judges whether the mail is a report.

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

use super::{Facts, has_our_shape};
use crate::domain::mail::DeliveryReport;
use crate::domain::people::Address;
use crate::mail::headers::{bare_id, ids, raw_value};

/// Reports are short; a letter that came back whole may be long.
const SCANNED_BYTES_MAX: usize = 256 * 1024;

#[derive(Debug, Default)]
pub(super) struct Report {
    delivery_status: bool,
    /// `failed`, `delayed`, `delivered`, ... of each recipient.
    actions: Vec<String>,
    about: Option<String>,
    recipient: Option<Address>,
    status: Option<String>,
    names_our_letter: bool,
}

impl Report {
    pub(super) fn is_delivery_status(&self) -> bool {
        self.delivery_status
    }

    pub(super) fn names_our_letter(&self) -> bool {
        self.names_our_letter
    }

    pub(super) fn has_failure(&self) -> bool {
        self.actions.iter().any(|action| action == "failed")
    }

    pub(super) fn only_delay(&self) -> bool {
        !self.has_failure() && self.actions.iter().any(|action| action == "delayed")
    }

    /// Everybody was reached: a receipt in the shape of a bounce.
    pub(super) fn only_success(&self) -> bool {
        let reached =
            |action: &String| matches!(action.as_str(), "delivered" | "relayed" | "expanded");
        !self.actions.is_empty() && self.actions.iter().all(reached)
    }

    /// What fields do not say is looked for in the free text.
    pub(super) fn into_delivery_report(self, facts: &Facts<'_>) -> DeliveryReport {
        let free = free_text(facts);
        let recipient = self.recipient.or_else(|| {
            let failed = raw_value(facts.message, "X-Failed-Recipients").unwrap_or_default();
            addresses(&failed, facts).or_else(|| addresses(&free, facts))
        });
        let status = self.status.or_else(|| status_in(&free));
        DeliveryReport { about: self.about, recipient, status }
    }
}

/// Reads the fields and whose letter it is about; most mails give an empty report.
pub(super) fn read(facts: &Facts<'_>) -> Report {
    let mut report = Report::default();
    for part in &facts.message.parts {
        let is = |subtype: &str| part.is_content_type("message", subtype);
        if is("delivery-status") || is("global-delivery-status") {
            report.delivery_status = true;
            take_fields(&mut report, part.contents());
        } else if is("disposition-notification") || is("feedback-report") {
            take_fields(&mut report, part.contents());
        }
    }
    let ours = our_id_in_text(facts);
    report.names_our_letter = ours.is_some();
    let answered =
        || ids(facts.message.in_reply_to()).into_iter().find(|id| has_our_shape(id, facts.bot));
    report.about = returned_id(facts.message).or(report.about.take()).or(ours).or_else(answered);
    report
}

fn take_fields(report: &mut Report, contents: &[u8]) {
    let text = String::from_utf8_lossy(contents);
    for line in text.lines().take(2_000) {
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "action" => {
                let word = value.split([' ', '(']).next().unwrap_or_default();
                report.actions.push(word.to_ascii_lowercase());
            }
            "status" if report.status.is_none() => report.status = status_in(value),
            // The address that we wrote to, if it differs from the one it was passed on to.
            "original-recipient" => {
                report.recipient = typed_address(value).or(report.recipient.take())
            }
            "final-recipient" | "original-rcpt-to" if report.recipient.is_none() => {
                report.recipient = typed_address(value);
            }
            "original-message-id" => report.about = Some(bare_id(value)),
            _ => {}
        }
    }
}

/// `rfc822; a@b.example`
fn typed_address(value: &str) -> Option<Address> {
    let address = value.rsplit_once(';').map_or(value, |(_, address)| address);
    Address::parse(address.trim().trim_matches(['<', '>']))
}

/// The Message-ID of the letter that came back, whole or its header.
fn returned_id(message: &Message<'_>) -> Option<String> {
    message.parts.iter().find_map(|part| {
        if let PartType::Message(inner) = &part.body {
            return inner.message_id().map(bare_id);
        }
        if !part.is_content_type("text", "rfc822-headers") {
            return None;
        }
        let head = MessageParser::default().parse_headers(part.contents())?;
        head.message_id().map(bare_id)
    })
}

/// A Message-ID of our shape anywhere below the header.
fn our_id_in_text(facts: &Facts<'_>) -> Option<String> {
    let text = String::from_utf8_lossy(body(facts.message));
    let lines = text.lines().filter(|line| line.contains('@'));
    lines
        .flat_map(|line| line.split(|c: char| c.is_whitespace() || "<>\"'(),;".contains(c)))
        .find(|token| has_our_shape(token, facts.bot))
        .map(bare_id)
}

/// The beginning of what stands below the header, as it was sent.
pub(super) fn body<'m>(message: &'m Message<'_>) -> &'m [u8] {
    let start = message.parts.first().map_or(0, |part| part.offset_body as usize);
    let body = message.raw_message.get(start..).unwrap_or_default();
    body.get(..SCANNED_BYTES_MAX).unwrap_or(body)
}

fn free_text(facts: &Facts<'_>) -> String {
    facts.text.chars().take(20_000).collect()
}

/// The first address in a text that is neither ours nor a mail system's.
fn addresses(text: &str, facts: &Facts<'_>) -> Option<Address> {
    let sender = facts.from.map(|from| &from.address);
    text.split(|c: char| c.is_whitespace() || "<>()[]\"',;".contains(c))
        .map(|token| token.trim_matches([':', '.', '*']))
        .filter(|token| token.contains('@') && token.contains('.'))
        .filter_map(Address::parse)
        .find(|address| {
            Some(address) != sender
                && address != facts.bot
                && !has_our_shape(address.as_str(), facts.bot)
        })
}

/// An enhanced status code (RFC 3463): `5.1.1`.
fn status_in(text: &str) -> Option<String> {
    text.split(|c: char| !c.is_ascii_digit() && c != '.')
        .map(|token| token.trim_matches('.'))
        .find_map(|token| {
            let numbers: Vec<&str> = token.split('.').collect();
            let [class, subject, detail] = numbers.as_slice() else { return None };
            let sized = |n: &str| (1..=3).contains(&n.len());
            (matches!(*class, "2" | "4" | "5") && sized(subject) && sized(detail))
                .then(|| token.to_owned())
        })
}
