//! What is held already: for the residents of a wijk, for its hosts, and against its caps.
//!
//! Open offers count like appointments, until they expire. Fetched once per search and kept sorted,
//! so that a year of days costs a year of look-ups. A visit that was closed earlier in this very week
//! has left the live state and no longer counts against the cap.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};

use crate::domain::desk::Desk;
use crate::domain::ids::{ContactId, VisitId, WijkId};
use crate::domain::reason::Reason;
use crate::domain::state::State;
use crate::domain::time::{Instant, Slot};
use crate::domain::visit::{Hold, Visit};
use crate::domain::wijk::Wijk;

/// The holds that matter to one wijk.
#[derive(Debug)]
pub(crate) struct Holds<'a> {
    desk: &'a Desk,
    wijk: &'a Wijk,
    /// Held in this wijk, in the order of time.
    residents: Vec<Hold<'a>>,
    /// Held for a host of this wijk, wherever, in the order of time.
    hosts: Vec<Hold<'a>>,
}

impl<'a> Holds<'a> {
    /// Everything from the week of `from` to the week of `until`, both inclusive, apart from what
    /// the visit `except` holds itself.
    pub(crate) fn between(
        desk: &'a Desk,
        state: &'a State,
        now: Instant,
        wijk: &'a Wijk,
        (from, until): (NaiveDate, NaiveDate),
        except: Option<VisitId>,
    ) -> Self {
        let (monday, end) = (monday_of(from), plus(monday_of(until), 8));
        let mut holds = Self { desk, wijk, residents: Vec::new(), hosts: Vec::new() };
        for hold in state.holds_between(monday, end, now).filter(|hold| Some(hold.visit) != except)
        {
            if *hold.wijk == wijk.id {
                holds.residents.push(hold);
            }
            if wijk.hosts.contains(hold.host) {
                holds.hosts.push(hold);
            }
        }
        holds.residents.sort_by_key(|hold| hold.slot);
        holds.hosts.sort_by_key(|hold| hold.slot);
        holds
    }

    /// The holds of one week, all visits included.
    pub(crate) fn of_week(
        desk: &'a Desk,
        state: &'a State,
        now: Instant,
        wijk: &'a Wijk,
        day: NaiveDate,
    ) -> Self {
        Self::between(desk, state, now, wijk, (day, day), None)
    }

    /// Why no further visit fits on this day or in its ISO week. An offer counts in each week in
    /// which it holds a slot, since each of them may be chosen.
    pub(crate) fn caps_reached(&self, day: NaiveDate) -> Vec<Reason> {
        let mut reasons = Vec::new();
        let (per_day, per_week) = (self.wijk.visits_per_day_max, self.wijk.visits_per_week_max);
        let monday = monday_of(day);
        if visits(on(&self.residents, day, plus(day, 1))) >= per_day as usize {
            reasons.push(Reason::DayFull { max: per_day });
        }
        if visits(on(&self.residents, monday, plus(monday, 7))) >= per_week as usize {
            reasons.push(Reason::WeekFull { max: per_week });
        }
        reasons
    }

    /// The visit for which the residents are held, the buffer of the wijk on both sides included.
    pub(crate) fn residents_held_by(&self, slot: Slot) -> Option<VisitId> {
        let claimed = slot.widened(self.wijk.buffer_minutes);
        let hold =
            around(&self.residents, slot).iter().find(|hold| claimed.overlaps(&hold.slot))?;
        Some(hold.visit)
    }

    /// What keeps this host from the slot.
    pub(crate) fn host_held(&self, host: &ContactId, slot: Slot) -> Option<Reason> {
        let theirs = || around(&self.hosts, slot).iter().filter(|hold| hold.host == host);
        let blocking = theirs().find(|hold| clashes(self.desk, Some(self.wijk), hold, slot));
        let taken = blocking.map(|hold| Reason::Taken { by: hold.visit });
        taken.or_else(|| {
            let far = theirs().find(|hold| {
                hold.slot.day() == slot.day() && never_same_day(self.desk, self.wijk, hold.wijk)
            })?;
            Some(Reason::OtherWijkSameDay { by: far.visit })
        })
    }

    /// The hosts in the order in which they are asked: the contact person, whom the wijk knows;
    /// then the backups, the least loaded first, in the order of config among equals.
    pub(crate) fn hosts_in_order(&self) -> Vec<&'a ContactId> {
        let known = |host: &&ContactId| self.desk.contact(host).is_some();
        let mut hosts: Vec<&ContactId> = self.wijk.hosts.iter().filter(known).collect();
        if let Some((_, backups)) = hosts.split_first_mut() {
            backups.sort_by_key(|host| visits(self.hosts.iter().filter(|hold| hold.host == *host)));
        }
        hosts
    }
}

/// The other visit that this host has at the time of the slot, buffers and travel included. Without
/// a wijk for the slot, only the buffers of the others count.
pub(crate) fn host_held_by(
    desk: &Desk,
    state: &State,
    now: Instant,
    except: Option<VisitId>,
    wijk: Option<&Wijk>,
    host: &ContactId,
    slot: Slot,
) -> Option<VisitId> {
    let (from, until) = (minus(slot.day(), 1), plus(slot.day(), 2));
    state
        .holds_between(from, until, now)
        .filter(|hold| Some(hold.visit) != except && hold.host == host)
        .find(|hold| clashes(desk, wijk, hold, slot))
        .map(|hold| hold.visit)
}

/// The wijk a visit is for, as far as it is known.
pub(crate) fn wijk_of(visit: &Visit) -> Option<&WijkId> {
    let agreed = visit.appointment.as_ref().map(|appointment| &appointment.wijk);
    agreed.or(visit.wijk.as_ref())
}

/// Whether a host cannot do both: the larger of the two buffers must lie between them, and the time
/// to travel when they are in different wijken.
fn clashes(desk: &Desk, wijk: Option<&Wijk>, hold: &Hold<'_>, slot: Slot) -> bool {
    let there = desk.wijk(hold.wijk);
    let buffer = |wijk: Option<&Wijk>| wijk.map_or(0, |wijk| wijk.buffer_minutes);
    let gap = buffer(wijk).max(buffer(there)).max(travel_minutes(wijk, there));
    slot.widened(gap).overlaps(&hold.slot)
}

/// Minutes between two wijken; config may give them on either side.
fn travel_minutes(here: Option<&Wijk>, there: Option<&Wijk>) -> u32 {
    let (Some(here), Some(there)) = (here, there) else { return 0 };
    let one_way = here.travel_minutes.get(&there.id).copied();
    let other_way = there.travel_minutes.get(&here.id).copied();
    one_way.max(other_way).filter(|_| here.id != there.id).unwrap_or(0)
}

fn never_same_day(desk: &Desk, here: &Wijk, there: &WijkId) -> bool {
    let apart =
        |(a, b): &(WijkId, WijkId)| (*a == here.id && b == there) || (*b == here.id && a == there);
    desk.planning.never_same_day.iter().any(apart)
}

fn visits<'h>(holds: impl IntoIterator<Item = &'h Hold<'h>>) -> usize {
    holds.into_iter().map(|hold| hold.visit).collect::<BTreeSet<_>>().len()
}

/// The holds that start on a day from `from` up to `until`.
fn on<'s, 'a>(holds: &'s [Hold<'a>], from: NaiveDate, until: NaiveDate) -> &'s [Hold<'a>] {
    let before = |day: NaiveDate| holds.partition_point(|hold| hold.slot.day() < day);
    holds.get(before(from)..before(until)).unwrap_or_default()
}

/// The holds that a slot can touch: a day on both sides, for a buffer that reaches past midnight.
fn around<'s, 'a>(holds: &'s [Hold<'a>], slot: Slot) -> &'s [Hold<'a>] {
    on(holds, minus(slot.day(), 1), plus(slot.day(), 2))
}

fn monday_of(day: NaiveDate) -> NaiveDate {
    minus(day, u64::from(day.weekday().num_days_from_monday()))
}

fn plus(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

fn minus(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN)
}
