//! Which conversation a mail belongs to, and who speaks in it.
//!
//! Only a key of ours opens a conversation: the signed Message-ID of a letter we sent, in In-Reply-To
//! or References, or the signed detail in the address it was sent to. A case number in the subject
//! proves nothing. And a key alone is not enough: the sender must fit.

use super::work::Work;
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
    let letter = letter_answered(work, &incoming.mail);
    let Some(id) = visit_named(work, &incoming.mail, letter.as_ref()) else {
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

/// The visits that the keys in a mail name; the engine looks the closed ones up beforehand.
pub(super) fn visit_named(
    work: &Work<'_>,
    mail: &Mail,
    letter: Option<&LetterId>,
) -> Option<VisitId> {
    letter.and_then(LetterId::visit).or_else(|| {
        mail.delivered_to.iter().find_map(|address| keys::visit_of_address(work.desk, address))
    })
}

/// The letter of ours that a mail answers: the one in In-Reply-To, else the latest in References.
pub(super) fn letter_answered(work: &Work<'_>, mail: &Mail) -> Option<LetterId> {
    let ids = mail.in_reply_to.iter().chain(mail.references.iter().rev());
    ids.filter_map(|id| keys::letter_of(work.desk, id)).next()
}

fn speaker(
    work: &Work<'_>,
    visit: &Visit,
    from: &Address,
    letter: Option<&LetterId>,
) -> Speaker {
    let is_contact = work.desk.contact_at(from).is_some();
    if is_contact && letter.is_none_or(|letter| is_to_host(letter)) {
        return Speaker::Host;
    }
    let writer = &visit.writer.mailbox.address;
    let colleague =
        from.domain() == writer.domain() && !SHARED_PROVIDERS.contains(&from.domain());
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
