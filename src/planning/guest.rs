//! The guest as a party: who is the same guest, where they are already, what that says of a slot.
//!
//! Nobody is in two places at once, so what is held for the guest elsewhere binds everybody. Two wijken
//! on one day, and the time to travel between them, bind until staff say otherwise: a secretary who
//! asks for two visits seldom means one long day. The trap is the name: one secretariat writes for
//! several people, and for one it writes "wethouder Smit" today and "Anna Smit" tomorrow.

use chrono::NaiveDate;

use crate::domain::desk::Desk;
use crate::domain::ids::{VisitId, WijkId};
use crate::domain::names::can_be_one_person;
use crate::domain::people::Address;
use crate::domain::reason::Reason;
use crate::domain::state::State;
use crate::domain::time::{Instant, Slot};
use crate::domain::visit::{Hold, Visit};
use crate::domain::wijk::Wijk;

use super::Ask;
use super::holds::{Days, are_close, never_same_day, on, plus, travel_minutes};
use super::office::Word;

/// Wijken that one guest can see on one day.
const WIJKEN_PER_DAY_MAX: usize = 2;

/// By what a guest is known again in another case.
#[derive(Debug, Clone, Copy)]
pub struct GuestKey<'a> {
    /// Who writes for them.
    pub writer: &'a Address,
    pub name: Option<&'a str>,
    /// The other cases of the same mail: the same guest, unless two names say otherwise.
    pub beside: &'a [VisitId],
    /// The cases with which staff put this one on one day: the same guest, whatever the names.
    pub day_with: &'a [VisitId],
}

impl<'a> GuestKey<'a> {
    pub fn of(visit: &'a Visit) -> Self {
        Self {
            writer: &visit.writer.mailbox.address,
            name: visit.guest.name.as_deref(),
            beside: &visit.request.origin.beside,
            day_with: &visit.day_with,
        }
    }

    /// Whether this case of the same writer is of the same guest.
    fn is_guest_of(&self, visit: &Visit) -> bool {
        match (self.name, visit.guest.name.as_deref()) {
            (Some(name), Some(other)) => can_be_one_person(name, other),
            (Some(_) | None, _) => self.beside.contains(&visit.id),
        }
    }
}

/// Whether two cases are of the same guest.
pub(crate) fn is_same(one: &Visit, other: &Visit) -> bool {
    let key = GuestKey::of(one);
    let asked = key.writer == &other.writer.mailbox.address && key.is_guest_of(other);
    asked || key.day_with.contains(&other.id)
}

/// What is held for the guest in other cases, seen from one wijk.
#[derive(Debug)]
pub(crate) struct Elsewhere<'a> {
    desk: &'a Desk,
    wijk: &'a Wijk,
    day_with: &'a [VisitId],
    /// In the order of time.
    holds: Vec<Hold<'a>>,
    /// What the visit holds itself: an offer of another case does not undo it.
    own: Vec<Slot>,
}

impl<'a> Elsewhere<'a> {
    pub(crate) fn new(
        desk: &'a Desk,
        state: &'a State,
        now: Instant,
        wijk: &'a Wijk,
        ask: &Ask<'a>,
        days: Days,
    ) -> Self {
        let own = ask.visit.and_then(|id| state.visit(id)).into_iter();
        let theirs = |guest| {
            let mut holds = held(state, now, ask.visit, guest, days);
            holds.extend(given_to(state, ask, guest));
            holds.sort_by_key(|hold| (hold.slot, hold.visit));
            holds
        };
        Self {
            desk,
            wijk,
            day_with: ask.guest.map_or(&[], |guest| guest.day_with),
            holds: ask.guest.map_or_else(Vec::new, theirs),
            own: own.flat_map(|visit| visit.holds(now)).map(|hold| hold.slot).collect(),
        }
    }

    /// Whether they are expected nowhere else.
    pub(crate) fn is_nowhere(&self) -> bool {
        self.holds.is_empty()
    }

    /// Whether nothing on this day can be against any slot of it.
    pub(crate) fn is_free_on(&self, day: NaiveDate) -> bool {
        let together = !self.day_with.is_empty();
        self.holds.is_empty() || (!together && on(&self.holds, day, plus(day, 1)).is_empty())
    }

    /// What binds on this word, the most telling first.
    pub(crate) fn against(&self, slot: Slot, word: Word) -> Vec<Reason> {
        if self.holds.is_empty() {
            return Vec::new();
        }
        let day = slot.day();
        let today = on(&self.holds, day, plus(day, 1));
        let settled = self.own.contains(&slot);
        let binding = today.iter().filter(|hold| hold.firm || !settled);
        let mut reasons: Vec<Reason> =
            binding.filter_map(|hold| self.between(hold, slot, word)).collect();
        reasons.extend(self.too_many_wijken(today));
        reasons.extend(self.on_another_day(today).filter(|_| word != Word::Staff));
        reasons
    }

    /// What a visit elsewhere on the day of the slot has against it.
    fn between(&self, hold: &Hold<'_>, slot: Slot, word: Word) -> Option<Reason> {
        let by = hold.visit;
        if hold.slot.overlaps(&slot) {
            return Some(Reason::GuestElsewhere { by });
        }
        if *hold.wijk == self.wijk.id {
            return None;
        }
        if never_same_day(self.desk, self.wijk, hold.wijk) {
            return Some(Reason::GuestElsewhere { by });
        }
        if word == Word::Staff {
            return None;
        }
        let minutes = travel_minutes(Some(self.wijk), self.desk.wijk(hold.wijk));
        if are_close(slot, hold.slot, minutes) {
            return Some(Reason::TravelTooShort { minutes, by });
        }
        let agreed = self.day_with.contains(&by) && half_day(slot) != half_day(hold.slot);
        (!agreed).then_some(Reason::GuestElsewhere { by })
    }

    fn too_many_wijken(&self, today: &[Hold<'_>]) -> Option<Reason> {
        let mut wijken: Vec<&WijkId> = today.iter().map(|hold| hold.wijk).collect();
        wijken.push(&self.wijk.id);
        wijken.sort_unstable();
        wijken.dedup();
        let max = WIJKEN_PER_DAY_MAX;
        (wijken.len() > max).then_some(Reason::ThreeWijken)
    }

    /// Staff put this visit on one day with another, and that one has no moment on this day.
    fn on_another_day(&self, today: &[Hold<'_>]) -> Option<Reason> {
        let is_with = |hold: &&Hold<'_>| self.day_with.contains(&hold.visit);
        let elsewhere = self.holds.iter().find(is_with)?;
        let with = elsewhere.visit;
        (!today.iter().any(|hold| is_with(&hold))).then_some(Reason::NotTogether { with })
    }
}

/// What is held for this guest in other cases, in the order of time.
fn held<'a>(
    state: &'a State,
    now: Instant,
    visit: Option<VisitId>,
    guest: GuestKey<'a>,
    days: Days,
) -> Vec<Hold<'a>> {
    let others = guest.day_with.iter().filter_map(|id| state.visit(*id));
    let mut holds: Vec<Hold<'a>> = others.flat_map(|other| other.holds(now)).collect();
    if guest.name.is_some() || !guest.beside.is_empty() {
        let of_writer = state.held_by(guest.writer, days, now);
        holds.extend(of_writer.filter(|hold| {
            Some(hold.visit) != visit
                && !guest.day_with.contains(&hold.visit)
                && state.visit(hold.visit).is_some_and(|other| guest.is_guest_of(other))
        }));
    }
    holds.sort_by_key(|hold| (hold.slot, hold.visit));
    holds
}

/// What other cases of this guest are given in the same decision.
fn given_to<'a>(
    state: &'a State,
    ask: &Ask<'a>,
    guest: GuestKey<'a>,
) -> impl Iterator<Item = Hold<'a>> {
    let (own, beside) = (ask.visit, ask.beside.iter().copied());
    beside.filter(move |hold| {
        let other = state.visit(hold.visit);
        let same = |other: &Visit| {
            other.writer.mailbox.address == *guest.writer && guest.is_guest_of(other)
        };
        let theirs = guest.day_with.contains(&hold.visit) || other.is_some_and(same);
        Some(hold.visit) != own && theirs
    })
}

/// The other case in which this guest has something at the very time of the slot.
pub(crate) fn held_by(state: &State, now: Instant, visit: &Visit, slot: Slot) -> Option<VisitId> {
    let days = (slot.day(), plus(slot.day(), 1));
    let holds = held(state, now, Some(visit.id), GuestKey::of(visit), days);
    holds.into_iter().find(|hold| hold.slot.overlaps(&slot)).map(|hold| hold.visit)
}

/// Morning, afternoon or evening: one guest sees one wijk in each.
fn half_day(slot: Slot) -> u8 {
    use chrono::Timelike;
    match slot.start.hour() {
        0..12 => 0,
        12..18 => 1,
        _ => 2,
    }
}
