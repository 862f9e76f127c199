//! An open visit in brief: what is asked of all visits at once, and what the indexes have of it.
//!
//! Memory keeps this of every open visit, and the rest only of those that were at work lately
//! (`Whole`). So what stands here is paid for by every visit: a few hundred bytes, and no words.

use crate::domain::ids::{ContactId, VisitId, WijkId};
use crate::domain::people::Address;
use crate::domain::stage::Stage;
use crate::domain::time::{Instant, Slot, instant};
use crate::domain::visit::{Due, Hold, Loose, Task, Visit, Waiting};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    pub id: VisitId,
    pub version: u32,
    pub stage: Stage,
    pub opened: Instant,
    pub writer: Address,
    pub owner: Option<Box<str>>,
    pub wijk: Option<WijkId>,
    /// The wijken that were asked for.
    pub wanted: Box<[WijkId]>,
    /// The visits that are on one day with it, or were asked for in the same mail.
    pub linked: Box<[VisitId]>,
    pub waits: Option<Waiting>,
    pub next_due: Option<Instant>,
    pub marks: Marks,
    holds: Box<[Kept]>,
}

/// What tells whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// Something waits for staff while the appointment stands.
    pub is_loose: bool,
    /// That the office asked for another moment.
    pub move_wanted: bool,
    /// What came free for who waits is not offered yet.
    pub came_free: bool,
    /// Whether or not it expired.
    pub has_offer: bool,
    /// What is agreed cannot go ahead: the wijk closed.
    pub is_shut: bool,
    /// Nobody says whether it went ahead, and soon nobody is asked any more.
    pub held_lapses: bool,
    /// Whoever must still say yes was reminded of it.
    pub consent_reminded: bool,
    /// A question of ours to the office is open.
    pub asks: bool,
    /// A reminder waits for a person, or for the end of a pause.
    pub reminder_held: bool,
}

impl Marks {
    fn of(visit: &Visit) -> Self {
        let agreed = visit.appointment.as_ref();
        let start = agreed.map(|agreed| instant(agreed.slot.start));
        let is_held = |due: &Due| {
            matches!(due.task, Task::Remind { .. }) && start.is_some_and(|start| start <= due.at)
        };
        Self {
            is_loose: !visit.loose_ends.is_empty(),
            move_wanted: visit.is_loose(Loose::MoveWanted),
            came_free: visit.is_loose(Loose::CameFree),
            has_offer: visit.offer.is_some(),
            is_shut: agreed.is_some_and(|agreed| agreed.shut.is_some()),
            held_lapses: visit.due.iter().any(|due| due.task == Task::HeldLapses),
            consent_reminded: visit.consent.as_ref().is_some_and(|consent| consent.reminded),
            asks: visit.asked.is_some(),
            reminder_held: visit.due.iter().any(is_held),
        }
    }
}

/// A hold of the visit, in the order of `Visit::kept`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Kept {
    wijk: WijkId,
    host: ContactId,
    slot: Slot,
    /// Until when; `None` for an appointment.
    expires: Option<Instant>,
}

impl Brief {
    pub(super) fn of(visit: &Visit) -> Self {
        Self {
            id: visit.id,
            version: visit.version,
            stage: visit.stage,
            opened: visit.opened,
            writer: visit.writer.mailbox.address.clone(),
            owner: visit.owner.as_deref().map(Box::from),
            wijk: visit.wijk.clone(),
            wanted: visit.request.wijken.clone().into(),
            linked: linked(visit),
            waits: visit.waits,
            next_due: visit.next_due(),
            marks: Marks::of(visit),
            holds: kept(visit),
        }
    }

    /// As `Visit::holds`.
    pub fn holds(&self, now: Instant) -> impl Iterator<Item = Hold<'_>> {
        let standing = self.numbered().filter(move |(_, _, expires)| stands(*expires, now));
        standing.map(|(_, hold, _)| hold)
    }

    /// All that it holds, offers included that have expired: each with its number, and until when.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, Hold<'_>, Option<Instant>)> {
        self.holds.iter().enumerate().map(|(number, kept)| {
            let Kept { wijk, host, slot, expires } = kept;
            let (visit, firm) = (self.id, expires.is_none());
            (number, Hold { visit, wijk, host, slot: *slot, firm }, *expires)
        })
    }

    /// When the last of what it holds with an offer lapses.
    pub fn offered_until(&self) -> Option<Instant> {
        self.holds.iter().filter_map(|kept| kept.expires).max()
    }

    /// What was agreed.
    pub fn agreed(&self) -> Option<Hold<'_>> {
        self.numbered().map(|(_, hold, _)| hold).find(|hold| hold.firm)
    }

    /// As `Visit::in_wijk`.
    pub fn in_wijk(&self) -> Option<&WijkId> {
        self.agreed().map(|agreed| agreed.wijk).or(self.wijk.as_ref())
    }
}

/// Whether what is held until then is held at `now`.
pub(super) fn stands(expires: Option<Instant>, now: Instant) -> bool {
    expires.is_none_or(|expires| now < expires)
}

fn kept(visit: &Visit) -> Box<[Kept]> {
    // Offers count whether or not they expired: that is judged when they are read.
    let kept = visit.kept().map(|(hold, expires)| Kept {
        wijk: hold.wijk.clone(),
        host: hold.host.clone(),
        slot: hold.slot,
        expires,
    });
    kept.collect()
}

fn linked(visit: &Visit) -> Box<[VisitId]> {
    visit.day_with.iter().chain(&visit.request.origin.beside).copied().collect()
}
