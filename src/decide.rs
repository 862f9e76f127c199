//! `decide(desk, state, now, event) -> Decision`: everything the bot does is decided here.
//!
//! Pure: the same four arguments give the same decision. This file is the routing table; each journey
//! has a file of its own:
//!
//! | event | file |
//! |---|---|
//! | a mail, by kind of sender and by conversation | `mail`, `conversation` |
//! | a first request, or what was still missing from it; more than one in a mail; one that we have already | `request`, `several`, `alike` |
//! | an answer to an offer, a change, a cancellation | `answer`, `change` |
//! | a question for information | `inquiry` |
//! | what a contact person wrote | `host` |
//! | a mail that a machine wrote; a calendar answer | `machine`, `calendar_answer` |
//! | a command of staff | `command` and the files under it |
//! | time | `tick`, with the terms in `schedule` and `retention`; `memo`, `digest` for staff |
//! | a reminder while nobody knows whether the visit stands | `held_back` |
//! | whom staff must ring, because no letter tells them in time | `calls` |
//! | the mails in the queue, seen from their visits; which visits a mail means | `in_queue`, `which` |
//! | what became of a letter; the letters after a pause | `delivery`, `pause` |
//! | servers that are away, what lies in Junk | `post` |
//!
//! What several journeys do stands once: `steps` (offer, agree, cancel, replace a host), `reply` (may
//! this mail be answered, and to whom) and `dates` (what can be offered). All of them write into a
//! `Work` and change visits through a `Case`, so that a decision is made whole; what any change of a
//! visit brings with it stands in `outcome`, what becomes of a mail in `filing`.
//!
//! They stand on each other, and none uses one that uses it. From the ground up: `schedule`; `work`;
//! what is looked up (`dates`, `conversation`, `in_queue`, `held_back`, `turn`); `reply`, `calls`,
//! `older`; `facts`; `steps`; the journeys (`request`, `change`, `host`, `delivery`, ..., `answer`,
//! `command`); and on top who sends an event to them, `mail` and `tick`.

mod alike;
mod answer;
mod calendar_answer;
mod calls;
mod change;
mod command;
mod conversation;
mod dates;
mod decision;
mod delivery;
mod digest;
mod facts;
mod filing;
mod held_back;
mod host;
mod in_queue;
mod inquiry;
mod machine;
mod mail;
mod memo;
mod older;
mod outcome;
mod pause;
mod post;
mod reply;
mod request;
mod resolve;
mod retention;
mod rooms;
mod schedule;
mod several;
mod steps;
mod tick;
mod turn;
mod vip;
mod waiting;
mod which;
mod work;

use crate::domain::desk::Desk;
use crate::domain::event::Event;
use crate::domain::state::{ArchiveKey, Change, State};
use crate::domain::sweep::Sweep;
use crate::domain::time::Instant;
pub use decision::Decision;
use work::Work;

/// The archived records that deciding about this event needs; the engine looks them up beforehand.
pub fn recalls(desk: &Desk, state: &State, event: &Event) -> Vec<ArchiveKey> {
    let incoming = match event {
        Event::MailArrived(incoming) => incoming,
        Event::MailUnreadable { key, .. } => return vec![ArchiveKey::Mail(key.clone())],
        Event::StaffSaid { said: Ok(command), .. } => {
            // Whoever names a case that is over looks at it, or reads that it is.
            let named = command.names().filter(|case| !state.is_open(*case));
            return named.map(ArchiveKey::Visit).into_iter().collect();
        }
        Event::Started
        | Event::StaffSaid { .. }
        | Event::StartedWith { .. }
        | Event::Due { .. }
        | Event::MemosDue
        | Event::DigestDue
        | Event::DayBegan
        | Event::Trying { .. }
        | Event::Delivery { .. }
        | Event::OwnCopy { .. }
        | Event::Outage { .. }
        | Event::Recovered { .. }
        | Event::BoxNumbered { .. }
        | Event::JunkSeen { .. }
        | Event::NoticeShown { .. }
        | Event::RoomBack { .. }
        | Event::TermOver { .. } => return Vec::new(),
    };
    let mail = std::iter::once(ArchiveKey::Mail(incoming.mail.key.clone()));
    let named = conversation::visit_named(desk, &incoming.mail)
        .or_else(|| calendar_answer::visit_named(desk, &incoming.mail));
    let closed = named.filter(|id| !state.is_open(*id)).map(ArchiveKey::Visit);
    mail.chain(closed).collect()
}

/// The look through the archive that deciding about this event needs; the engine does it beforehand,
/// when what was recalled is in the event.
pub fn sweeps(state: &State, event: &Event) -> Option<Sweep> {
    let Event::StaffSaid { staff, said: Ok(command), closed, .. } = event else { return None };
    command::sweep(state, staff, command, closed.as_deref())
}

/// What stays of an event that could not be decided: that a command was given.
pub fn undecided(desk: &Desk, state: &State, now: Instant, event: &Event) -> Vec<Change> {
    let Event::StaffSaid { staff, spot, said, .. } = event else { return Vec::new() };
    let mut work = Work::new(desk, state, now);
    command::failed(&mut work, (staff, spot), said);
    outcome::of(work).changes
}

/// What this desk, in this state, at this moment, does about this event.
pub fn decide(desk: &Desk, state: &State, now: Instant, event: &Event) -> Decision {
    let mut work = Work::new(desk, state, now);
    match event {
        Event::Started => {
            post::started(&mut work);
            tick::started(&mut work);
        }
        Event::StartedWith { visit } => tick::follow_config(&mut work, *visit),
        Event::MailArrived(incoming) => {
            post::mail_came(&mut work);
            mail::arrived(&mut work, incoming);
        }
        Event::MailUnreadable { known: Some(known), .. } => {
            work.seen_before(known.filing.clone());
        }
        Event::MailUnreadable { key, file, why, known: None } => {
            mail::unreadable(&mut work, key, file, why);
        }
        Event::StaffSaid { staff, spot, said, seen, closed, swept } => {
            let found = command::Found { closed: closed.as_deref(), swept: swept.as_deref() };
            command::said(&mut work, (staff, spot), said, *seen, found);
        }
        Event::Due { visit } => tick::due(&mut work, *visit),
        Event::MemosDue => memo::due(&mut work),
        Event::DigestDue => digest::due(&mut work),
        Event::DayBegan => tick::day_began(&mut work),
        Event::Trying { letters } => delivery::trying(&mut work, letters),
        Event::Delivery { letter, handover } => delivery::tried(&mut work, letter, handover),
        Event::OwnCopy { letter, sighting } => delivery::looked_for(&mut work, letter, *sighting),
        Event::Outage { side, since, reason } => post::out(&mut work, *side, *since, reason),
        Event::Recovered { side, mails } => post::recovered(&mut work, *side, *mails),
        Event::BoxNumbered { numbering } => post::numbered(&mut work, *numbering),
        Event::JunkSeen { mails } => post::junk_seen(&mut work, mails),
        Event::NoticeShown { notice } => work.forget_notice(*notice),
        Event::RoomBack { room, in_hand } => rooms::back(&mut work, *room, *in_hand),
        Event::TermOver { records, found, more } => {
            retention::term_over(&mut work, records, found, *more);
        }
    }
    outcome::of(work)
}
