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
use crate::domain::people::{Address, Mailbox};
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
    /// Keys of more than one visit: which is meant, a person sees.
    TwoVisits,
}

/// Who wrote, seen from a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaker {
    /// The writer, or a colleague of the same organisation.
    Office,
    /// A contact person who receives this visit, or could.
    Host,
    /// Anybody else, a contact person of another wijk included.
    Stranger,
}

/// Providers where one domain is shared by strangers: a colleague is not recognised by it.
const SHARED_PROVIDERS: [&str; 49] = [
    "aol.com",
    "caiway.nl",
    "casema.nl",
    "chello.nl",
    "delta.nl",
    "fastmail.com",
    "freedom.nl",
    "gmail.com",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hccnet.nl",
    "hetnet.nl",
    "home.nl",
    "hotmail.be",
    "hotmail.com",
    "hotmail.nl",
    "icloud.com",
    "kpnmail.nl",
    "kpnplanet.nl",
    "live.be",
    "live.com",
    "live.nl",
    "mac.com",
    "mail.com",
    "me.com",
    "msn.com",
    "online.nl",
    "outlook.be",
    "outlook.com",
    "outlook.nl",
    "planet.nl",
    "pm.me",
    "proton.me",
    "protonmail.com",
    "quicknet.nl",
    "skynet.be",
    "solcon.nl",
    "tele2.nl",
    "telenet.be",
    "telfort.nl",
    "upcmail.nl",
    "versatel.nl",
    "web.de",
    "xs4all.nl",
    "yahoo.com",
    "ziggo.nl",
    "zonnet.nl",
];

/// Providers with an address space in many countries (`yahoo.co.uk`, `gmx.at`).
const SHARED_FAMILIES: [&str; 5] = ["gmx", "hotmail", "live", "outlook", "yahoo"];

/// Whether strangers share this domain.
pub(super) fn is_shared(domain: &str) -> bool {
    let family = domain.split('.').next().unwrap_or(domain);
    SHARED_PROVIDERS.contains(&domain) || SHARED_FAMILIES.contains(&family)
}

/// Who wrote a mail: From, or the colleague of the same organisation who pressed the button.
pub(super) fn writer(mail: &Mail) -> Option<&Mailbox> {
    let from = mail.from.as_ref()?;
    let domain = from.address.domain();
    let colleague = |sender: &&Mailbox| sender.address.domain() == domain && !is_shared(domain);
    Some(mail.sender.as_ref().filter(colleague).unwrap_or(from))
}

/// Finds the conversation of a mail.
pub(super) fn of<'a>(work: &Work<'a>, incoming: &'a Incoming) -> Conversation<'a> {
    let letter = letter_answered(work.desk, &incoming.mail);
    let Some(id) = visit_named(work.desk, &incoming.mail) else {
        return Conversation::None;
    };
    if visits_named(work.desk, &incoming.mail).any(|other| other != id) {
        return Conversation::TwoVisits;
    }
    let Some(from) = incoming.mail.from.as_ref().map(|from| &from.address) else {
        return Conversation::None;
    };
    if let Some(visit) = work.state.visit(id) {
        let speaker = speaker(work, visit, from, letter.as_ref());
        return Conversation::Open { visit, letter, speaker };
    }
    match &incoming.closed_visit {
        Some(visit) if visit.id == id => match went_into(work, visit) {
            Some(visit) => Conversation::Open {
                visit,
                letter: None,
                speaker: speaker(work, visit, from, None),
            },
            None => {
                Conversation::Ended { visit, speaker: speaker(work, visit, from, letter.as_ref()) }
            }
        },
        Some(_) | None => Conversation::Forgotten,
    }
}

/// The open case that this one went into, unless it was opened again since: what answers the one is
/// about the other.
fn went_into<'a>(work: &Work<'a>, visit: &Visit) -> Option<&'a Visit> {
    visit.went_into().and_then(|case| work.state.visit(case))
}

/// The visit that the keys in a mail name: the letter before the address.
pub(super) fn visit_named(desk: &Desk, mail: &Mail) -> Option<VisitId> {
    visits_named(desk, mail).next()
}

/// The visits that the letter it answers and the addresses it went to name.
fn visits_named<'m>(desk: &'m Desk, mail: &'m Mail) -> impl Iterator<Item = VisitId> + 'm {
    let by_letter = letter_answered(desk, mail).and_then(|letter| letter.visit());
    let addresses = mail.delivered_to.iter();
    by_letter
        .into_iter()
        .chain(addresses.filter_map(|address| keys::visit_of_address(desk, address)))
}

/// The letter of ours that a mail answers: the one in In-Reply-To, else the latest in References.
fn letter_answered(desk: &Desk, mail: &Mail) -> Option<LetterId> {
    let mut ids = mail.in_reply_to.iter().chain(mail.references.iter().rev());
    ids.find_map(|id| keys::letter_of(desk, id))
}

fn speaker(work: &Work<'_>, visit: &Visit, from: &Address, letter: Option<&LetterId>) -> Speaker {
    let writer = &visit.writer.mailbox.address;
    if work.desk.contact_at(from).is_some() {
        // Whoever asked for the visit may be a contact person too; which of the two speaks, the letter
        // tells. Colleagues of a contact person are not the office of the guest.
        let asked = from == writer && !letter.is_some_and(is_to_host);
        return match (asked, receives(work, visit, from)) {
            (true, _) => Speaker::Office,
            (false, true) => Speaker::Host,
            (false, false) => Speaker::Stranger,
        };
    }
    let colleague = from.domain() == writer.domain() && !is_shared(from.domain());
    if from == writer || colleague { Speaker::Office } else { Speaker::Stranger }
}

/// Whether this is the address of the host of a visit, of one who stands in for them, or of whoever
/// answers for the residents.
fn receives(work: &Work<'_>, visit: &Visit, from: &Address) -> bool {
    let wijk = visit.wijk.as_ref().and_then(|wijk| work.desk.wijk(wijk));
    let stand_ins = wijk.into_iter().flat_map(|wijk| wijk.hosts.iter().chain(&wijk.residents));
    visit
        .host
        .iter()
        .chain(stand_ins)
        .filter_map(|id| work.desk.contact(id))
        .any(|contact| contact.address == *from)
}

fn is_to_host(letter: &LetterId) -> bool {
    letter.kind().is_some_and(LetterKind::is_for_host)
}

#[cfg(test)]
mod tests {
    use super::is_shared;

    #[test]
    fn strangers_share_a_provider_and_colleagues_an_organisation() {
        for domain in ["hetnet.nl", "msn.com", "yahoo.co.uk", "gmx.at", "telfort.nl"] {
            assert!(is_shared(domain), "{domain}");
        }
        for domain in ["tweedekamer.example", "zeist.nl", "yahoogemeente.nl"] {
            assert!(!is_shared(domain), "{domain}");
        }
    }
}
