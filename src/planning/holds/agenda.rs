//! What is held in some weeks, day by day, as a search takes it out of the starts of a day.
//!
//! Says that something is held and not by whom: that is for `holds`, once nothing is found. What hosts
//! hold in the wijk itself is left out, since its residents are held then too.

use std::cell::OnceCell;

use chrono::{NaiveDate, NaiveTime, Timelike};

use crate::domain::ids::ContactId;
use crate::domain::time::Slot;
use crate::domain::visit::Hold;

use super::super::day_set::{DaySet, days_between};
use super::super::starts::{Seconds, StartSet, Starts};
use super::{Holds, gap_minutes, minus, monday_of, never_same_day, on, plus, reached};

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// What is held in some weeks, buffers and roads included.
#[derive(Debug)]
pub(crate) struct Agenda<'a> {
    monday: NaiveDate,
    end: NaiveDate,
    /// The days on which no further visit fits, or in whose ISO week.
    full: DaySet,
    residents: Taken,
    /// What the host who is asked first has in other wijken.
    first_host: Taken,
    /// What each host has there, once somebody asks.
    hosts: Vec<(&'a ContactId, OnceCell<Taken>)>,
}

/// The agenda of one day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OnDay<'s, 'a> {
    agenda: &'s Agenda<'a>,
    /// Counted from the Monday of the agenda.
    number: i64,
}

/// Stretches of time that are taken, found by the day on which they begin.
#[derive(Debug, Default)]
struct Taken {
    /// Counted from the Monday with which the agenda begins; in the order of the days.
    stretches: Vec<Seconds>,
    /// For each day from the Sunday before on, how many stretches begin earlier; all of them for the
    /// days after the last.
    before: Vec<usize>,
}

impl<'a> Holds<'a> {
    /// The week of this day and those after it, `count` in all.
    pub(crate) fn agenda(&self, day: NaiveDate, count: u64) -> Agenda<'a> {
        let monday = monday_of(day);
        let end = plus(monday, 7 * count);
        let held = self.residents(monday, end);
        let buffer = self.wijk.buffer_minutes;
        Agenda {
            monday,
            end,
            full: self.full_days(&held, (monday, end)),
            residents: Taken::new(monday, held.iter().map(|hold| (hold.slot, buffer))),
            first_host: self
                .first_host()
                .map_or_else(Taken::default, |host| self.taken_elsewhere(host, monday, end)),
            hosts: self.wijk.hosts.iter().map(|host| (host, OnceCell::new())).collect(),
        }
    }

    fn full_days(&self, held: &[Hold<'a>], (monday, end): (NaiveDate, NaiveDate)) -> DaySet {
        let mut full = DaySet::none(monday, minus(end, 1));
        if self.wijk.visits_per_day_max == 0 || self.wijk.visits_per_week_max == 0 {
            full.insert(monday, end);
        }
        // This week can be full of visits that are over, with nothing held in it.
        let mut mondays = vec![self.this_week.0];
        for today in held.chunk_by(|one, other| one.slot.day() == other.slot.day()) {
            let Some(day) = today.first().map(|hold| hold.slot.day()) else { continue };
            mondays.push(monday_of(day));
            if reached(today, self.wijk.visits_per_day_max).is_some() {
                full.insert(day, plus(day, 1));
            }
        }
        mondays.dedup();
        for monday in mondays {
            if self.week_is_full(on(held, monday, plus(monday, 7)), monday).is_some() {
                full.insert(monday, plus(monday, 7));
            }
        }
        full
    }

    /// What this host has elsewhere, from one day up to another.
    fn taken_elsewhere(&self, host: &ContactId, from: NaiveDate, until: NaiveDate) -> Taken {
        let (days, here) = (self.within(minus(from, 1), plus(until, 1)), &self.wijk.id);
        let beside = self.beside(days).filter(|hold| hold.host == host && hold.wijk != here);
        let held = self.state.held_elsewhere(host, here, days, self.now);
        let held = held.filter(|hold| self.counts(hold));
        let mut elsewhere: Vec<Hold<'_>> = held.chain(beside).collect();
        elsewhere.sort_unstable_by_key(|hold| hold.slot);
        let held = elsewhere.iter().flat_map(|hold| {
            let far = never_same_day(self.desk, self.wijk, hold.wijk);
            let whole_day = far.then(|| (whole_day(hold.slot.day()), 0));
            let gap = gap_minutes(self.desk, Some(self.wijk), hold.wijk);
            std::iter::once((hold.slot, gap)).chain(whole_day)
        });
        let available = self.desk.contact(host).map(|contact| &contact.available);
        let Some(available) = available.filter(|available| !available.is_always()) else {
            return Taken::new(from, held);
        };
        let days = from.iter_days().take_while(|day| *day < until);
        let gaps = days.flat_map(|day| available.gaps(day)).map(|gap| (gap, 0));
        let mut taken: Vec<(Slot, u32)> = held.chain(gaps).collect();
        taken.sort_unstable_by_key(|(slot, _)| slot.day());
        Taken::new(from, taken.into_iter())
    }
}

impl<'a> Agenda<'a> {
    pub(crate) fn covers(&self, day: NaiveDate) -> bool {
        (self.monday..self.end).contains(&day)
    }

    pub(crate) fn weeks(&self) -> u64 {
        u64::try_from((self.end - self.monday).num_weeks()).unwrap_or(1)
    }

    pub(crate) fn on(&self, day: NaiveDate) -> OnDay<'_, 'a> {
        OnDay { agenda: self, number: days_between(self.monday, day) }
    }
}

impl<'a> OnDay<'_, 'a> {
    /// Whether no further visit fits on the day or in its ISO week.
    pub(crate) fn is_full(&self) -> bool {
        self.agenda.full.has(self.number)
    }

    /// The starts at which the residents are held.
    pub(crate) fn for_residents(&self, starts: &Starts) -> StartSet {
        self.agenda.residents.on(self.number, starts)
    }

    /// The starts at which the host who is asked first is held in another wijk, or on the road.
    pub(crate) fn first_host_elsewhere(&self, starts: &Starts) -> StartSet {
        self.agenda.first_host.on(self.number, starts)
    }

    /// The starts at which this host is held in another wijk, or on the road.
    pub(crate) fn elsewhere(
        &self,
        holds: &Holds<'a>,
        host: &ContactId,
        starts: &Starts,
    ) -> StartSet {
        let Agenda { monday, end, hosts, .. } = self.agenda;
        let theirs = hosts.iter().find(|(other, _)| *other == host);
        theirs.map_or_else(StartSet::default, |(host, taken)| {
            let taken = taken.get_or_init(|| holds.taken_elsewhere(host, *monday, *end));
            taken.on(self.number, starts)
        })
    }
}

impl Taken {
    /// Of slots in the order of time, each with the minutes that it takes before and after.
    fn new(monday: NaiveDate, slots: impl Iterator<Item = (Slot, u32)>) -> Self {
        let mut taken = Self::default();
        for (slot, margin) in slots {
            let margin = i64::from(margin) * 60;
            let day = days_between(monday, slot.day());
            let start = day * DAY_SECONDS + i64::from(slot.start.num_seconds_from_midnight());
            let end = start + (slot.end - slot.start).num_seconds();
            let days = usize::try_from(day + 2).unwrap_or(0).max(taken.before.len());
            taken.before.resize(days, taken.stretches.len());
            taken.stretches.push((start - margin, end + margin));
        }
        taken
    }

    /// The starts of a day, counted from the Monday, at which anything is taken: what begins on the
    /// day itself, on the day before and on the day after.
    fn on(&self, day: i64, starts: &Starts) -> StartSet {
        if self.stretches.is_empty() {
            return StartSet::default();
        }
        let before = |day: i64| {
            let counts = usize::try_from(day + 1).map_or(Some(&0), |place| self.before.get(place));
            counts.copied().unwrap_or(self.stretches.len())
        };
        let near = self.stretches.get(before(day - 1)..before(day + 2)).unwrap_or_default();
        let midnight = day * DAY_SECONDS;
        near.iter().fold(StartSet::default(), |taken, (from, until)| {
            taken.with(starts.touching((from - midnight, until - midnight)))
        })
    }
}

fn whole_day(day: NaiveDate) -> Slot {
    Slot { start: day.and_time(NaiveTime::MIN), end: plus(day, 1).and_time(NaiveTime::MIN) }
}
