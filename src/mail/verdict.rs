//! What kind of sender a mail has: a person, or one of the machines that write mail.
//!
//! A verdict names its signs, so that staff can see why a mail got no answer. The traps: only half
//! of all bounces says `Auto-Submitted`, and `X-Auto-Response-Suppress` stands on Outlook mail that
//! people wrote: it asks for silence and proves nothing about the sender.

mod bounce;
mod report;

use mail_parser::{Message, MimeHeaders};

use super::body::is_answer;
use super::headers::{raw_value, raw_values};
use super::phrases::Section;
use crate::domain::mail::{CalendarPart, DeliveryReport, SenderKind, SenderVerdict};
use crate::domain::people::{Address, Mailbox};

/// What a verdict is based on.
#[derive(Debug)]
pub(crate) struct Facts<'a> {
    pub(crate) message: &'a Message<'a>,
    pub(crate) from: Option<&'a Mailbox>,
    pub(crate) subject: &'a str,
    /// All visible text, quotes included.
    pub(crate) text: &'a str,
    /// What the writer wrote: a letter of ours in a quote says nothing about who sent it back.
    pub(crate) own: &'a str,
    pub(crate) calendar: Option<&'a CalendarPart>,
    pub(crate) bot: &'a Address,
}

/// The verdict, and what the mail says about a letter of ours if it is a report.
pub(crate) fn judge(facts: &Facts<'_>) -> (SenderVerdict, Option<DeliveryReport>) {
    let report = report::read(facts);
    let judges: [fn(&Facts<'_>, &report::Report) -> Option<SenderVerdict>; 6] =
        [own, calendar, receipt, delivery, auto_or_list, away];
    let verdict = judges.iter().find_map(|judge| judge(facts, &report));
    let human = || SenderVerdict { kind: SenderKind::Human, signs: Vec::new(), by_words: false };
    let verdict = verdict.unwrap_or_else(human);
    let about =
        matches!(verdict.kind, SenderKind::Bounce | SenderKind::Delay | SenderKind::Receipt);
    (verdict, about.then(|| report.into_delivery_report(facts)))
}

/// Whether the writer's system asks that nothing answers by itself (MS-OXCMAIL 2.2.1), or is one that
/// sends in bulk: Feedback-ID is where a provider files complaints. A person may write through such a
/// system, so it silences us and proves nothing. The same goes for words as ticket systems send them:
/// answering those makes the next ticket, and a person who writes so misses a courtesy only.
pub(crate) fn wants_no_auto_reply(facts: &Facts<'_>) -> bool {
    if raw_value(facts.message, "Feedback-ID").is_some() || acknowledges(facts) {
        return true;
    }
    let values = raw_values(facts.message, "X-Auto-Response-Suppress");
    let mut tokens = values.iter().flat_map(|value| value.split([',', ';', ' ']));
    tokens.any(|token| token.eq_ignore_ascii_case("All") || token.eq_ignore_ascii_case("AutoReply"))
}

fn acknowledges(facts: &Facts<'_>) -> bool {
    let text = format!("{}\n{}", facts.subject, facts.own).to_lowercase();
    Section::ReceivedText.found_in(&text).is_some() && Section::NumberText.found_in(&text).is_some()
}

pub use crate::domain::keys::has_our_shape;

fn verdict(kind: SenderKind, signs: Vec<String>) -> Option<SenderVerdict> {
    (!signs.is_empty()).then_some(SenderVerdict { kind, signs, by_words: false })
}

fn own(facts: &Facts<'_>, _: &report::Report) -> Option<SenderVerdict> {
    let mut signs = Vec::new();
    if facts.from.is_some_and(|from| is_bot(&from.address, facts.bot)) {
        signs.push("From: our own address".to_owned());
    }
    if let Some(id) = facts.message.message_id().filter(|id| has_our_shape(id, facts.bot)) {
        signs.push(format!("Message-ID: {id}"));
    }
    verdict(SenderKind::Own, signs)
}

/// The bot's mailbox, with or without a detail behind a plus.
fn is_bot(address: &Address, bot: &Address) -> bool {
    let local = address.local_part().split('+').next().unwrap_or_default();
    local == bot.local_part() && address.domain() == bot.domain()
}

fn calendar(facts: &Facts<'_>, _: &report::Report) -> Option<SenderVerdict> {
    let part = facts.calendar.filter(|part| is_answer(&part.method))?;
    verdict(SenderKind::Calendar, vec![format!("text/calendar; method={}", part.method)])
}

fn receipt(facts: &Facts<'_>, report: &report::Report) -> Option<SenderVerdict> {
    let mut signs = Vec::new();
    if facts.message.parts.iter().any(|p| p.is_content_type("message", "disposition-notification"))
        || report_type(facts).as_deref() == Some("disposition-notification")
    {
        signs.push("report-type=disposition-notification".to_owned());
    }
    if report.only_success() {
        signs.push("Action: delivered".to_owned());
    }
    let subject = facts.subject.to_lowercase();
    if let Some(opening) = Section::ReceiptSubject.opens(&subject) {
        let text = facts.text.to_lowercase();
        let says_so = Section::ReceiptText.found_in(&text).is_some();
        if says_so || has_empty_return_path(facts.message) {
            signs.push(format!("Subject: {opening}"));
        }
    }
    verdict(SenderKind::Receipt, signs)
}

fn delivery(facts: &Facts<'_>, report: &report::Report) -> Option<SenderVerdict> {
    let signs = bounce::signs(facts, report);
    let subject = facts.subject.to_lowercase();
    let late = Section::DelaySubject.found_in(&subject).is_some() && !report.has_failure();
    let kind = if report.only_delay() || late { SenderKind::Delay } else { SenderKind::Bounce };
    verdict(kind, signs)
}

/// The `report-type` of a multipart/report (RFC 6522).
fn report_type(facts: &Facts<'_>) -> Option<String> {
    let kind = facts.message.content_type()?;
    kind.attribute("report-type").map(str::to_ascii_lowercase)
}

fn has_empty_return_path(message: &Message<'_>) -> bool {
    raw_value(message, "Return-Path").is_some_and(|value| value.is_empty() || value == "<>")
}

/// Machines that say so in their header: mailing lists first, because theirs are also automatic.
fn auto_or_list(facts: &Facts<'_>, report: &report::Report) -> Option<SenderVerdict> {
    let automatic = auto_headers(facts.message);
    let list = list_headers(facts);
    // Old out-of-office programs call themselves bulk and nothing else.
    if !list.is_empty()
        && list.iter().all(|sign| sign.starts_with("Precedence:"))
        && let Some(away) = away(facts, report)
    {
        return Some(away);
    }
    let answers = automatic.iter().any(|sign| sign.contains("auto-replied"));
    if !list.is_empty() && !answers {
        return verdict(SenderKind::List, [list, automatic].concat());
    }
    verdict(SenderKind::AutoReply, automatic)
}

fn auto_headers(message: &Message<'_>) -> Vec<String> {
    let mut signs = Vec::new();
    if let Some(value) = raw_value(message, "Auto-Submitted")
        && !value.to_ascii_lowercase().starts_with("no")
        && !value.is_empty()
    {
        signs.push(format!("Auto-Submitted: {}", value.to_ascii_lowercase()));
    }
    for name in [
        "X-Autoreply",
        "X-Autorespond",
        "X-Autoresponder",
        "X-Autoreply-From",
        "X-Autogenerated",
        "X-Mail-Autoreply",
        "X-Auto-Reply-From",
    ] {
        if raw_value(message, name).is_some_and(|value| !value.eq_ignore_ascii_case("no")) {
            signs.push(name.to_owned());
        }
    }
    for value in raw_values(message, "Precedence") {
        if matches!(value.to_ascii_lowercase().as_str(), "auto_reply" | "auto-reply" | "junk") {
            signs.push(format!("Precedence: {value}"));
        }
    }
    signs
}

fn list_headers(facts: &Facts<'_>) -> Vec<String> {
    let message = facts.message;
    let named = |name: &&str| raw_value(message, name).is_some_and(|value| !value.is_empty());
    let unsubscribes = named(&"List-Unsubscribe").then(|| "List-Unsubscribe".to_owned());
    let mut strong: Vec<String> = unsubscribes.into_iter().collect();
    for value in raw_values(message, "Precedence") {
        if matches!(value.to_ascii_lowercase().as_str(), "bulk" | "list") {
            strong.push(format!("Precedence: {value}"));
        }
    }
    let weak: Vec<String> = ["List-Id", "List-Post", "X-MLServer"]
        .iter()
        .filter(|n| named(n))
        .map(|n| (*n).to_owned())
        .collect();
    // A person whose mail passes a distribution list on its way answers us all the same.
    let answers_us = super::headers::ids(message.in_reply_to())
        .iter()
        .chain(&super::headers::ids(message.references()))
        .any(|id| has_our_shape(id, facts.bot));
    if strong.is_empty() && answers_us { Vec::new() } else { [strong, weak].concat() }
}

/// Out-of-office mail whose program says nothing in the header: by subject, else subject and text.
fn away(facts: &Facts<'_>, _: &report::Report) -> Option<SenderVerdict> {
    let subject = facts.subject.to_lowercase();
    let text = facts.own.to_lowercase();
    let said: Vec<&str> = Section::AwayText.all_in(&text).collect();
    let alone = |phrase: &str| {
        let behind = subject.strip_prefix(phrase).map(str::trim_start);
        let ends = |b: &str| b.is_empty() || b.starts_with(':') || b.starts_with("re:");
        behind.is_some_and(|b| phrase.ends_with(':') || ends(b))
    };
    let machine = Section::AutoSubject.opens(&subject);
    let person = || Section::AwaySubject.phrases().iter().copied().find(|phrase| alone(phrase));
    let (opening, enough) = match (machine, person()) {
        (Some(opening), _) => (Some(opening), 0),
        (None, Some(opening)) => (Some(opening), 2),
        (None, None) => (None, 4),
    };
    if said.len() < enough {
        return None;
    }
    let mut signs: Vec<String> = opening.map(|o| format!("Subject: {o}")).into_iter().collect();
    signs.extend(said.iter().map(|phrase| format!("text: {phrase}")));
    // "Out of office visit" is a subject like any other.
    let by_words = !machine.is_some_and(|opening| alone(opening) || !said.is_empty());
    verdict(SenderKind::AutoReply, signs).map(|verdict| SenderVerdict { by_words, ..verdict })
}
