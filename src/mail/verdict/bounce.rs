//! Whether a mail says that a letter could not be delivered, with or without the standard's help.
//!
//! Signals of which none is enough alone, except a delivery report: an empty Return-Path, a mail
//! system as sender, a subject as mail systems write, our Message-ID in the text, Auto-Submitted, a
//! returned letter and nothing else, and the text itself. An out-of-office mail has two of them, so
//! the sender or the subject must join.

use mail_parser::{MessagePart, MimeHeaders, PartType};

use super::report::{Report, body};
use super::{Facts, auto_headers, has_empty_return_path, report_type};
use crate::domain::people::Mailbox;
use crate::mail::headers::raw_value;
use crate::mail::phrases::Section;

/// The signs that this is a bounce or a delay; none when it is not.
pub(super) fn signs(facts: &Facts<'_>, report: &Report) -> Vec<String> {
    let certain = certain(facts, report);
    let structural = structural(facts, report);
    let worded = worded(facts);
    let pointed = |sign: &String| sign.starts_with("From:") || sign.starts_with("Subject:");
    let points = structural.iter().chain(&worded).any(pointed);
    // Words alone prove nothing: a person may well write about mail that came back.
    let enough = !structural.is_empty() && points && structural.len() + worded.len() >= 2;
    let unread = unread(facts, &worded);
    if certain.is_empty() && !enough && unread.is_empty() {
        return Vec::new();
    }
    let mut signs = [certain, unread, structural, worded].concat();
    let mut seen = std::collections::BTreeSet::new();
    signs.retain(|sign| seen.insert(sign.clone()));
    signs
}

fn certain(facts: &Facts<'_>, report: &Report) -> Vec<String> {
    let mut signs = Vec::new();
    if report.is_delivery_status() {
        signs.push("message/delivery-status".to_owned());
    }
    if let Some(kind @ ("delivery-status" | "feedback-report")) = report_type(facts).as_deref() {
        signs.push(format!("report-type={kind}"));
    }
    if facts.message.parts.iter().any(|part| part.is_content_type("message", "feedback-report")) {
        signs.push("message/feedback-report".to_owned());
    }
    let local = facts.from.map_or("", |from| from.address.local_part());
    if let Some(daemon) = Section::BounceDaemon.opens(local) {
        signs.push(format!("From: {daemon}"));
    }
    for name in ["X-Failed-Recipients", "X-MS-Exchange-Message-Is-Ndr"] {
        if raw_value(facts.message, name).is_some() {
            signs.push(name.to_owned());
        }
    }
    signs
}

/// What the mail is made of.
fn structural(facts: &Facts<'_>, report: &Report) -> Vec<String> {
    let mut signs = auto_headers(facts.message);
    if has_empty_return_path(facts.message) {
        signs.push("Return-Path: <>".to_owned());
    }
    if let Some(sender) = mail_system(facts) {
        signs.push(format!("From: {sender}"));
    }
    if holds_only_a_mail(facts) {
        signs.push("message/rfc822 and no text".to_owned());
    }
    if report.names_our_letter() {
        signs.push("our Message-ID in the text".to_owned());
    }
    signs
}

/// A sender that nobody can answer, and words about mail that did not arrive.
fn unread(facts: &Facts<'_>, worded: &[String]) -> Vec<String> {
    let sender = facts.from.filter(|from| from.address.is_unread());
    let speaks = worded.iter().any(|sign| sign.starts_with("text:"));
    let sign = |from: &Mailbox| format!("From: {}", from.address.local_part());
    sender.filter(|_| speaks).map(sign).into_iter().collect()
}

/// What it says.
fn worded(facts: &Facts<'_>) -> Vec<String> {
    let mut signs = Vec::new();
    let subject = facts.subject.to_lowercase();
    let patterns = [Section::BounceSubject, Section::DelaySubject];
    // In an answer the subject is ours or a person's, whatever stands in it.
    let answer = ["re:", "fw:", "fwd:", "antw:", "aw:"].iter().any(|p| subject.starts_with(p));
    if let Some(pattern) = patterns.iter().find_map(|section| section.found_in(&subject))
        && !answer
    {
        signs.push(format!("Subject: {pattern}"));
    }
    if let Some(phrase) = Section::BounceText.found_in(&said(facts)) {
        signs.push(format!("text: {phrase}"));
    }
    signs
}

/// What stands in it, in lower case. Some mail systems build a message that cannot be taken apart: that
/// is read as it stands.
fn said(facts: &Facts<'_>) -> String {
    if facts.text.trim().is_empty() {
        return String::from_utf8_lossy(body(facts.message)).to_lowercase();
    }
    facts.text.to_lowercase()
}

/// Whether the mail is a letter that came back and not a word beside it.
fn holds_only_a_mail(facts: &Facts<'_>) -> bool {
    let holds = |part: &MessagePart<'_>| matches!(part.body, PartType::Message(_));
    facts.from.is_some() && facts.text.trim().is_empty() && facts.message.parts.iter().any(holds)
}

fn mail_system(facts: &Facts<'_>) -> Option<String> {
    let from = raw_value(facts.message, "From").unwrap_or_default().to_lowercase();
    let local = facts.from.map_or("", |from| from.address.local_part());
    let by_address = Section::BounceSender.opens(local);
    // Some mail systems have no address at all: `From: <>`, `From: Mailer-Daemon`.
    let by_name = Section::BounceName.found_in(&from);
    let nobody = (facts.from.is_none() && (from.is_empty() || from == "<>")).then_some("<>");
    by_address.or(by_name).or(nobody).map(str::to_owned)
}
