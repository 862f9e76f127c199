//! Which conversation a mail belongs to, and who speaks in it.
//!
//! Only a key of ours opens a conversation: the signed Message-ID of a letter we sent, in In-Reply-To
//! or References, or the signed detail in the address it was sent to. A case number in the subject
//! proves nothing. And a key alone is not enough: the sender must fit.

use super::work::Work;
use crate::domain::desk::Desk;
use crate::domain::event::Incoming;
use crate::domain::ids::{LetterId, VisitId};
use crate::domain::keys;
use crate::domain::letter::LetterKind;
use crate::domain::mail::Mail;
use crate::domain::people::Address;
use crate::domain::visit::Visit;

/// Where a mail belongs.
#[derive(Debug)]
pub(super) enum Conversation<'a> {
    /// No key of ours.
    None,
    /// An open visit.
    Open { visit: &'a Visit, letter: Option<LetterId>, speaker: Speaker },
    /// A visit that has ended, as the store remembers it.
    Ended { visit: &'a Visit, speaker: Speaker },
    /// A valid key, but the visit is nowhere any more.
    Forgotten,
}

/// Who wrote, seen from a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaker {
    /// The writer, or a colleague of the same organisation.
    Office,
    Host,
    Stranger,
}

/// Providers where one domain is shared by strangers: a colleague is not recognised by it.
const SHARED_PROVIDERS: [&str; 14] = [
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "hotmail.nl",
    "live.com",
    "live.nl",
    "icloud.com",
    "yahoo.com",
    "ziggo.nl",
    "kpnmail.nl",
    "planet.nl",
    "xs4all.nl",
    "proton.me",
];

/// Finds the conversation of a mail.
pub(super) fn of<'a>(work: &Work<'a>, incoming: &'a Incoming) -> Conversation<'a> {
    let letter = letter_answered(work.desk, &incoming.mail);
    let Some(id) = visit_named(work.desk, &incoming.mail) else {
        return Conversation::None;
    };
    let Some(from) = incoming.mail.from.as_ref().map(|from| &from.address) else {
        return Conversation::None;
    };
    if let Some(visit) = work.state.visit(id) {
        let speaker = speaker(work, visit, from, letter.as_ref());
        return Conversation::Open { visit, letter, speaker };
    }
    match &incoming.closed_visit {
        Some(visit) if visit.id == id => {
            Conversation::Ended { visit, speaker: speaker(work, visit, from, letter.as_ref()) }
        }
        Some(_) | None => Conversation::Forgotten,
    }
}

/// The visit that the keys in a mail name.
pub(super) fn visit_named(desk: &Desk, mail: &Mail) -> Option<VisitId> {
    let by_letter = letter_answered(desk, mail).and_then(|letter| letter.visit());
    let by_address =
        || mail.delivered_to.iter().find_map(|address| keys::visit_of_address(desk, address));
    by_letter.or_else(by_address)
}

/// The letter of ours that a mail answers: the one in In-Reply-To, else the latest in References.
fn letter_answered(desk: &Desk, mail: &Mail) -> Option<LetterId> {
    let mut ids = mail.in_reply_to.iter().chain(mail.references.iter().rev());
    ids.find_map(|id| keys::letter_of(desk, id))
}

fn speaker(work: &Work<'_>, visit: &Visit, from: &Address, letter: Option<&LetterId>) -> Speaker {
    let is_contact = work.desk.contact_at(from).is_some();
    if is_contact && letter.is_none_or(is_to_host) {
        return Speaker::Host;
    }
    let writer = &visit.writer.mailbox.address;
    let colleague = from.domain() == writer.domain() && !SHARED_PROVIDERS.contains(&from.domain());
    if from == writer || colleague { Speaker::Office } else { Speaker::Stranger }
}

fn is_to_host(letter: &LetterId) -> bool {
    [
        LetterKind::HostInvitation,
        LetterKind::HostUpdate,
        LetterKind::HostCancellation,
        LetterKind::HostReminder,
        LetterKind::HostHeldQuestion,
    ]
    .iter()
    .any(|kind| kind.slug() == letter.slug())
}
