//! What is held already: for the residents of a wijk, for its hosts, and against its caps.
//!
//! Open offers count like appointments, until they expire. Holds are fetched some weeks at a time and
//! in the order of time, so that a search pays for the weeks that it looks at and no more; those of
//! the hosts only when somebody asks who could receive. `agenda` has the same as a search takes it out
//! of its days, without by whom. A visit that was closed earlier in this very
//! week has left the live state; the wijk remembers it, and the cap counts it.

mod agenda;

use std::cell::OnceCell;
use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use crate::domain::desk::Desk;
use crate::domain::ids::{ContactId, VisitId, WijkId};
use crate::domain::reason::Reason;
use crate::domain::state::State;
use crate::domain::time::{Instant, Slot, today};
use crate::domain::visit::Hold;
use crate::domain::wijk::Wijk;

pub(crate) use agenda::OnDay;

/// From the first day up to the second.
pub(crate) type Days = (NaiveDate, NaiveDate);

/// Where the holds that matter to one wijk are found.
#[derive(Debug)]
pub(crate) struct Holds<'a> {
    desk: &'a Desk,
    state: &'a State,
    now: Instant,
    wijk: &'a Wijk,
    /// The visit whose own holds do not stand in its way.
    except: Option<VisitId>,
    /// Held too, though no state has it yet.
    beside: &'a [Hold<'a>],
    /// From the Sunday before the week of the first day that matters up to the Tuesday after the last.
    from: NaiveDate,
    until: NaiveDate,
    /// The first host of the wijk that config knows.
    contact: Option<&'a ContactId>,
    backups: OnceCell<Vec<&'a ContactId>>,
    /// Who receives this visit already, and stays.
    stays: Option<&'a ContactId>,
    /// The Monday of this week, and the visits of this week that are closed already.
    this_week: (NaiveDate, u32),
}

/// What is held in some weeks, and on the day before and after.
#[derive(Debug)]
pub(crate) struct Weeks<'a> {
    monday: NaiveDate,
    end: NaiveDate,
    /// In the order of time.
    residents: Vec<Hold<'a>>,
    /// For each host in the order of config, in the order of time.
    hosts: OnceCell<Vec<Vec<Hold<'a>>>>,
}

/// What is held near one day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Near<'s, 'a> {
    holds: &'s Holds<'a>,
    weeks: &'s Weeks<'a>,
    day: NaiveDate,
    residents: &'s [Hold<'a>],
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
        beside: &'a [Hold<'a>],
    ) -> Self {
        // With the day before: who is on the road after a Sunday evening is not back on Monday.
        let (from, until) = (minus(monday_of(from), 1), plus(monday_of(until), 8));
        let contact = wijk.hosts.iter().find(|host| desk.contact(host).is_some());
        let monday = monday_of(today(now));
        let held = state.year(&wijk.id).into_iter().flat_map(|year| &year.held);
        let closed = held.filter(|held| monday_of(held.day) == monday).count();
        let this_week = (monday, u32::try_from(closed).unwrap_or(u32::MAX));
        let backups = OnceCell::new();
        let stays = None;
        Self {
            desk,
            state,
            now,
            wijk,
            except,
            beside,
            from,
            until,
            contact,
            backups,
            stays,
            this_week,
        }
    }

    /// The same, where this host receives the visit already.
    pub(crate) fn staying(self, host: Option<&'a ContactId>) -> Self {
        let known =
            |host: &&ContactId| self.wijk.hosts.contains(host) && self.desk.contact(host).is_some();
        Self { stays: host.filter(known), ..self }
    }

    /// The week of this day and those after it, `count` in all.
    pub(crate) fn weeks(&self, day: NaiveDate, count: u64) -> Weeks<'a> {
        let monday = monday_of(day);
        let end = plus(monday, 7 * count);
        Weeks { monday, end, residents: self.residents(monday, end), hosts: OnceCell::new() }
    }

    /// What the residents hold from one day up to another, and on the day before and after.
    fn residents(&self, from: NaiveDate, until: NaiveDate) -> Vec<Hold<'a>> {
        let days = self.within(minus(from, 1), plus(until, 1));
        let held = self.state.held_in(&self.wijk.id, days, self.now);
        let beside = self.beside(days).filter(|hold| *hold.wijk == self.wijk.id);
        in_order(held.filter(|hold| self.counts(hold)).collect(), beside)
    }

    fn held_for(&self, host: &ContactId, days: (NaiveDate, NaiveDate)) -> Vec<Hold<'a>> {
        let held = self.state.held_for(host, days, self.now).filter(|hold| self.counts(hold));
        let beside = self.beside(days).filter(|hold| hold.host == host);
        let mut all: Vec<Hold<'a>> = held.chain(beside).collect();
        all.sort_by_key(|hold| hold.slot);
        all
    }

    fn beside(&self, (from, until): (NaiveDate, NaiveDate)) -> impl Iterator<Item = Hold<'a>> {
        let beside = self.beside.iter().filter(|hold| self.counts(hold)).copied();
        beside.filter(move |hold| (from..until).contains(&hold.slot.day()))
    }

    fn counts(&self, hold: &Hold<'_>) -> bool {
        Some(hold.visit) != self.except
    }

    fn within(&self, from: NaiveDate, until: NaiveDate) -> (NaiveDate, NaiveDate) {
        (from.max(self.from), until.min(self.until))
    }

    /// Why no further visit fits on this day or in its ISO week. An offer counts in each week in
    /// which it holds a slot, since each of them may be chosen.
    pub(crate) fn caps_reached(
        &self,
        weeks: &Weeks<'a>,
        day: NaiveDate,
    ) -> impl Iterator<Item = Reason> {
        let week = weeks.residents_in_week_of(day);
        let day_full = self.day_is_full(week, day).map(|max| Reason::DayFull { max });
        let week_full = self.week_is_full(week, day).map(|max| Reason::WeekFull { max });
        day_full.into_iter().chain(week_full)
    }

    /// By whom a full day is taken, each visit once.
    pub(crate) fn taken_on(&self, weeks: &Weeks<'a>, day: NaiveDate) -> Vec<Reason> {
        let week = weeks.residents_in_week_of(day);
        if self.day_is_full(week, day).is_none() {
            return Vec::new();
        }
        let mut visits: Vec<VisitId> =
            on(week, day, plus(day, 1)).iter().map(|hold| hold.visit).collect();
        visits.sort_unstable();
        visits.dedup();
        visits.into_iter().map(|by| Reason::Taken { by }).collect()
    }

    /// A reason of what is held, where those holds are offers and nobody chose them yet: by whom, and
    /// until when.
    pub(crate) fn if_offered(
        &self,
        weeks: &Weeks<'a>,
        day: NaiveDate,
        reason: Reason,
    ) -> Vec<Reason> {
        let week = weeks.residents_in_week_of(day);
        let of_day = on(week, day, plus(day, 1));
        let firm: Vec<Hold<'a>> = week.iter().filter(|hold| hold.firm).copied().collect();
        let taken_by = |by| of_day.iter().filter(move |hold| hold.visit == by);
        let (stands, held): (bool, Vec<Hold<'a>>) = if let Reason::Taken { by } = reason {
            (taken_by(by).any(|hold| hold.firm), taken_by(by).copied().collect())
        } else if matches!(reason, Reason::DayFull { .. }) {
            (self.day_is_full(&firm, day).is_some(), of_day.to_vec())
        } else if matches!(reason, Reason::WeekFull { .. }) {
            (self.week_is_full(&firm, day).is_some(), week.to_vec())
        } else {
            return vec![reason];
        };
        let offered = self.offered(held.iter().filter(|hold| !hold.firm && !stands));
        if offered.is_empty() { vec![reason] } else { offered }
    }

    /// By whom these are held, each once, and until when its offer stands.
    fn offered<'h>(&self, held: impl Iterator<Item = &'h Hold<'a>>) -> Vec<Reason>
    where
        'a: 'h,
    {
        let by: BTreeSet<VisitId> = held.map(|hold| hold.visit).collect();
        let until = |by: VisitId| self.state.brief(by)?.offered_until();
        by.into_iter().filter_map(|by| Some(Reason::Offered { by, until: until(by)? })).collect()
    }

    /// The cap of a day, if it is reached; `week` holds what is held in its week.
    fn day_is_full(&self, week: &[Hold<'a>], day: NaiveDate) -> Option<u32> {
        reached(on(week, day, plus(day, 1)), self.wijk.visits_per_day_max)
    }

    /// The cap of the ISO week of this day, if it is reached.
    fn week_is_full(&self, week: &[Hold<'a>], day: NaiveDate) -> Option<u32> {
        let (monday, closed) = self.this_week;
        let max = self.wijk.visits_per_week_max;
        let closed = if monday_of(day) == monday { closed } else { 0 };
        reached(week, max.saturating_sub(closed)).map(|_| max)
    }

    /// Whether the wijk has a host at all.
    pub(crate) fn has_host(&self) -> bool {
        self.contact.is_some()
    }

    pub(crate) fn first_host(&self) -> Option<&'a ContactId> {
        self.stays.or(self.contact)
    }

    /// Who is asked to receive, one after the other: who receives already, then the contact person,
    /// whom the wijk knows, then the backups.
    pub(crate) fn hosts(&self) -> impl Iterator<Item = &'a ContactId> {
        let backups = std::iter::once_with(|| self.backups().iter().copied()).flatten();
        self.stays.into_iter().chain(self.contact).chain(backups)
    }

    /// The hosts who are asked after the contact person: the least loaded first, then who
    /// received longest ago, in the order of config among equals. Worked out when somebody asks, since
    /// it costs a look at all they have.
    fn backups(&self) -> &[&'a ContactId] {
        self.backups.get_or_init(|| {
            let known = self.wijk.hosts.iter().filter(|host| self.desk.contact(host).is_some());
            let mut backups: Vec<&ContactId> = known.skip(1).collect();
            backups.sort_by_cached_key(|host| self.load_of(host));
            backups
        })
    }

    /// How many visits this host holds something for or received in a year, and the last of those.
    fn load_of(&self, host: &ContactId) -> (usize, Option<NaiveDate>) {
        let today = today(self.now);
        let held = self.state.years().flat_map(|year| year.held_by(today));
        let days: Vec<NaiveDate> =
            held.filter(|held| held.host == *host).map(|held| held.day).collect();
        (self.visits_of(host) + days.len(), days.into_iter().max())
    }

    /// Why somebody else than the contact person receives, where they did not do so already.
    pub(crate) fn stands_in(&self, host: &ContactId) -> Option<Reason> {
        let is_known = [self.contact, self.stays].contains(&Some(host));
        (!is_known).then(|| Reason::StandsIn { visits: self.load_of(host).0 })
    }

    /// How many visits this host holds something for.
    fn visits_of(&self, host: &ContactId) -> usize {
        let holds = self.held_for(host, (self.from, self.until));
        let mut visits: Vec<VisitId> = holds.iter().map(|hold| hold.visit).collect();
        visits.sort_unstable();
        visits.dedup();
        visits.len()
    }
}

impl<'a> Weeks<'a> {
    pub(crate) fn cover(&self, day: NaiveDate) -> bool {
        (self.monday..self.end).contains(&day)
    }

    fn residents_in_week_of(&self, day: NaiveDate) -> &[Hold<'a>] {
        let monday = monday_of(day);
        on(&self.residents, monday, plus(monday, 7))
    }

    pub(crate) fn near<'s>(&'s self, holds: &'s Holds<'a>, day: NaiveDate) -> Near<'s, 'a> {
        Near { holds, weeks: self, day, residents: around(&self.residents, day) }
    }

    /// What this host holds near a day.
    fn of_host(&self, holds: &Holds<'a>, host: &ContactId, day: NaiveDate) -> &[Hold<'a>] {
        let hosts = &holds.wijk.hosts;
        let all = self.hosts.get_or_init(|| {
            let days = holds.within(minus(self.monday, 1), plus(self.end, 1));
            hosts.iter().map(|host| holds.held_for(host, days)).collect()
        });
        let theirs = hosts.iter().zip(all).find(|(other, _)| *other == host);
        theirs.map_or(&[], |(_, theirs)| around(theirs, day))
    }
}

impl<'s, 'a> Near<'s, 'a> {
    /// The visit for which the residents are held, the buffer of the wijk on both sides included.
    pub(crate) fn residents_held_by(&self, slot: Slot) -> Option<VisitId> {
        let buffer = self.holds.wijk.buffer_minutes;
        let mut holds = self.residents.iter();
        Some(holds.find(|hold| are_close(slot, hold.slot, buffer))?.visit)
    }

    /// The first host who is free.
    pub(crate) fn host(&self, slot: Slot) -> Option<&'a ContactId> {
        let free = |theirs: &[Hold<'a>]| self.kept_by(theirs, slot).is_none();
        let can = |host: &ContactId| is_available(self.holds.desk, host, slot);
        let mut hosts = self.holds.hosts().filter(|host| can(host));
        hosts.find(|host| free(self.weeks.of_host(self.holds, host, self.day)))
    }

    /// What keeps each of the hosts.
    pub(crate) fn hosts_held(&self, slot: Slot) -> impl Iterator<Item = Reason> {
        let hosts = self.holds.contact.into_iter().chain(self.holds.backups().iter().copied());
        hosts.filter_map(move |host| {
            let away = !is_available(self.holds.desk, host, slot);
            let theirs = || self.weeks.of_host(self.holds, host, self.day);
            away.then_some(Reason::HostAway).or_else(|| self.kept_by(theirs(), slot))
        })
    }

    /// What keeps a host with these holds from the slot.
    fn kept_by(&self, theirs: &[Hold<'a>], slot: Slot) -> Option<Reason> {
        let (desk, wijk) = (self.holds.desk, self.holds.wijk);
        let blocking = theirs.iter().find(|hold| clashes(desk, Some(wijk), hold, slot));
        let taken = blocking.map(|hold| Reason::Taken { by: hold.visit });
        taken.or_else(|| {
            let far = theirs.iter().find(|hold| {
                hold.slot.day() == self.day && never_same_day(desk, wijk, hold.wijk)
            })?;
            Some(Reason::OtherWijkSameDay { by: far.visit })
        })
    }
}

/// Whether config lets this host receive in the slot.
pub(crate) fn is_available(desk: &Desk, host: &ContactId, slot: Slot) -> bool {
    desk.contact(host).is_none_or(|contact| contact.available.allows(slot))
}

/// The other visit that this host has at the time of the slot, buffers and travel included, or on that
/// day in a wijk too far away. Without a wijk for the slot, only the buffers of the others count.
/// Of several on one day, the oldest case.
pub(crate) fn host_held_by(
    desk: &Desk,
    state: &State,
    now: Instant,
    except: Option<VisitId>,
    wijk: Option<&Wijk>,
    host: &ContactId,
    slot: Slot,
) -> Option<VisitId> {
    let days = (minus(slot.day(), 1), plus(slot.day(), 2));
    let is_far = |hold: &Hold<'_>| {
        let far = wijk.is_some_and(|wijk| never_same_day(desk, wijk, hold.wijk));
        far && hold.slot.day() == slot.day()
    };
    let keeps = |hold: &Hold<'_>| clashes(desk, wijk, hold, slot) || is_far(hold);
    state
        .held_for(host, days, now)
        .filter(|hold| Some(hold.visit) != except && keeps(hold))
        .min_by_key(|hold| (hold.slot.day(), hold.visit))
        .map(|hold| hold.visit)
}

/// Whether a host cannot do both: the larger of the two buffers must lie between them, and the time
/// to travel when they are in different wijken.
fn clashes(desk: &Desk, wijk: Option<&Wijk>, hold: &Hold<'_>, slot: Slot) -> bool {
    are_close(slot, hold.slot, gap_minutes(desk, wijk, hold.wijk))
}

/// Minutes that lie between two visits of one host at least.
fn gap_minutes(desk: &Desk, wijk: Option<&Wijk>, there: &WijkId) -> u32 {
    let there = desk.wijk(there);
    let buffer = |wijk: Option<&Wijk>| wijk.map_or(0, |wijk| wijk.buffer_minutes);
    buffer(wijk).max(buffer(there)).max(travel_minutes(wijk, there))
}

/// Minutes between two wijken; config may give them on either side.
pub(crate) fn travel_minutes(here: Option<&Wijk>, there: Option<&Wijk>) -> u32 {
    let (Some(here), Some(there)) = (here, there) else { return 0 };
    let one_way = here.travel_minutes.get(&there.id).copied();
    let other_way = there.travel_minutes.get(&here.id).copied();
    one_way.max(other_way).filter(|_| here.id != there.id).unwrap_or(0)
}

pub(crate) fn never_same_day(desk: &Desk, here: &Wijk, there: &WijkId) -> bool {
    let apart =
        |(a, b): &(WijkId, WijkId)| (*a == here.id && b == there) || (*b == here.id && a == there);
    desk.planning.never_same_day.iter().any(apart)
}

/// Whether less than `minutes` lie between two slots.
pub(crate) fn are_close(slot: Slot, other: Slot, minutes: u32) -> bool {
    slot.widened(minutes).overlaps(&other)
}

/// The cap, if these holds are of at least as many visits. A visit holds a handful of slots at most,
/// so the look back over the holds before stays short.
fn reached(holds: &[Hold<'_>], max: u32) -> Option<u32> {
    let count = max as usize;
    if holds.len() < count {
        return None;
    }
    let is_first = |(number, hold): &(usize, &Hold<'_>)| {
        !holds.iter().take(*number).any(|before| before.visit == hold.visit)
    };
    let visits = holds.iter().enumerate().filter(is_first).take(count).count();
    (visits >= count).then_some(max)
}

/// What is held, with what is given beside it, in the order of time.
fn in_order<'a>(mut held: Vec<Hold<'a>>, beside: impl Iterator<Item = Hold<'a>>) -> Vec<Hold<'a>> {
    let before = held.len();
    held.extend(beside);
    if held.len() > before {
        held.sort_by_key(|hold| hold.slot);
    }
    held
}

/// The holds that start on a day from `from` up to `until`.
pub(crate) fn on<'s, 'a>(
    holds: &'s [Hold<'a>],
    from: NaiveDate,
    until: NaiveDate,
) -> &'s [Hold<'a>] {
    let before = |day: NaiveDate| holds.partition_point(|hold| hold.slot.day() < day);
    holds.get(before(from)..before(until)).unwrap_or_default()
}

/// The holds that a slot on this day can touch: a day on both sides, for a buffer that reaches past
/// midnight.
fn around<'s, 'a>(holds: &'s [Hold<'a>], day: NaiveDate) -> &'s [Hold<'a>] {
    on(holds, minus(day, 1), plus(day, 2))
}

fn monday_of(day: NaiveDate) -> NaiveDate {
    minus(day, u64::from(day.weekday().num_days_from_monday()))
}

pub(crate) fn plus(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(chrono::Days::new(days)).unwrap_or(NaiveDate::MAX)
}

fn minus(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(chrono::Days::new(days)).unwrap_or(NaiveDate::MIN)
}
