//! What is held in some weeks, day by day, as a search takes it out of the starts of a day.
//!
//! Says that something is held and not by whom: that is for `holds`, once nothing is found. What hosts
//! hold in the wijk itself is left out, since its residents are held then too.

use std::cell::OnceCell;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};

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
    weeks: u64,
    /// The days on which no further visit fits, or in whose ISO week.
    full: DaySet,
    residents: Taken,
    /// What the host who is asked first has in other wijken.
    first_host: Taken,
    /// What each host has there, once somebody asks.
    hosts: OnceCell<Vec<(&'a ContactId, OnceCell<Taken>)>>,
}

/// The agenda of one day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OnDay<'s, 'a> {
    agenda: &'s Agenda<'a>,
    /// Counted from the Monday of the agenda.
    number: i64,
}

/// Stretches of time that are taken, found by the days that they touch.
#[derive(Debug, Default)]
struct Taken {
    /// The day, counted from the Monday, and the stretch, counted from its midnight; one that lasts
    /// past midnight stands with each of its days. In the order of the days.
    stretches: Vec<(i64, Seconds)>,
    /// For each day from the Monday on, how many stretches stand with earlier ones; all of them for
    /// the days after the last.
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
            weeks: count,
            full: self.full_days(&held, (monday, end)),
            residents: Taken::new(monday, held.iter().map(|hold| (hold.slot, buffer))),
            first_host: self
                .first_host()
                .map_or_else(Taken::default, |host| self.taken_elsewhere(host, monday, end)),
            hosts: OnceCell::new(),
        }
    }

    fn full_days(&self, held: &[Hold<'a>], (monday, end): (NaiveDate, NaiveDate)) -> DaySet {
        let mut full = DaySet::none(monday, minus(end, 1));
        if self.wijk.visits_per_day_max == 0 || self.wijk.visits_per_week_max == 0 {
            full.insert(monday, end);
        }
        if held.is_empty() && self.this_week.1 == 0 {
            return full;
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

    /// What this host has elsewhere, and when config lets them receive nobody, from one day up to
    /// another.
    fn taken_elsewhere(&self, host: &ContactId, from: NaiveDate, until: NaiveDate) -> Taken {
        let (days, here) = (self.within(minus(from, 1), plus(until, 1)), &self.wijk.id);
        let beside = self.beside(days).filter(|hold| hold.host == host && hold.wijk != here);
        let held = self.state.held_elsewhere(host, here, days, self.now);
        let held = held.filter(|hold| self.counts(hold)).chain(beside);
        let apart = |there| {
            let far = never_same_day(self.desk, self.wijk, there);
            (there, far, gap_minutes(self.desk, Some(self.wijk), there))
        };
        // What is held comes one wijk after the other.
        let mut last = apart(here);
        let held = held.flat_map(|hold| {
            if last.0 != hold.wijk {
                last = apart(hold.wijk);
            }
            let (_, far, gap) = last;
            let whole_day = far.then(|| (whole_day(hold.slot.day()), 0));
            std::iter::once((hold.slot, gap)).chain(whole_day)
        });
        let available = self.desk.contact(host).map(|contact| &contact.available);
        let limited = available.filter(|available| !available.is_always()).into_iter();
        let days = || from.iter_days().take_while(|day| *day < until);
        let gaps = limited.flat_map(|available| days().flat_map(|day| available.gaps(day)));
        Taken::new(from, held.chain(gaps.map(|gap| (gap, 0))))
    }
}

impl<'a> Agenda<'a> {
    /// With which it begins.
    pub(crate) fn monday(&self) -> NaiveDate {
        self.monday
    }

    /// Whether the day of this number, counted from the Monday, is in one of the weeks.
    pub(crate) fn covers(&self, number: i64) -> bool {
        (0..7 * self.weeks.cast_signed()).contains(&number)
    }

    pub(crate) fn weeks(&self) -> u64 {
        self.weeks
    }

    /// The day of this number, counted from the Monday.
    pub(crate) fn on(&self, number: i64) -> OnDay<'_, 'a> {
        OnDay { agenda: self, number }
    }

    pub(crate) fn on_date(&self, day: NaiveDate) -> OnDay<'_, 'a> {
        self.on(days_between(self.monday, day))
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
        let Agenda { monday, weeks, hosts, .. } = self.agenda;
        let of_wijk = || holds.wijk.hosts.iter().map(|host| (host, OnceCell::new())).collect();
        let theirs = hosts.get_or_init(of_wijk).iter().find(|(other, _)| *other == host);
        theirs.map_or_else(StartSet::default, |(host, taken)| {
            let taken = taken
                .get_or_init(|| holds.taken_elsewhere(host, *monday, plus(*monday, 7 * weeks)));
            taken.on(self.number, starts)
        })
    }
}

impl Taken {
    /// Of slots, each with the minutes that it takes before and after.
    fn new(monday: NaiveDate, slots: impl Iterator<Item = (Slot, u32)>) -> Self {
        let mut stretches = Vec::with_capacity(slots.size_hint().0);
        for (Slot { start, end }, margin) in slots {
            let margin = i64::from(margin) * 60;
            let (from, until) = (second(monday, start) - margin, second(monday, end) + margin);
            for day in from.div_euclid(DAY_SECONDS)..=(until - 1).div_euclid(DAY_SECONDS) {
                let midnight = day * DAY_SECONDS;
                stretches.push((day, (from - midnight, until - midnight)));
            }
        }
        stretches.sort_by_key(|(day, _)| *day);
        let mut before = Vec::new();
        for (place, (day, _)) in stretches.iter().enumerate() {
            let days = usize::try_from(day + 1).unwrap_or(0);
            before.resize(days.max(before.len()), place);
        }
        Self { stretches, before }
    }

    /// What is taken of a day, counted from the Monday.
    fn of(&self, day: i64) -> &[(i64, Seconds)] {
        let before = |day: i64| {
            let place = usize::try_from(day).ok().and_then(|day| self.before.get(day));
            place.copied().unwrap_or(self.stretches.len())
        };
        self.stretches.get(before(day)..before(day + 1)).unwrap_or_default()
    }

    /// The starts of such a day at which anything is taken.
    fn on(&self, day: i64, starts: &Starts) -> StartSet {
        if self.stretches.is_empty() {
            return StartSet::default();
        }
        let touching = self.of(day).iter().map(|(_, stretch)| starts.touching(*stretch));
        touching.fold(StartSet::default(), StartSet::with)
    }
}

/// Counted from the midnight with which this day begins.
fn second(day: NaiveDate, at: NaiveDateTime) -> i64 {
    days_between(day, at.date()) * DAY_SECONDS + i64::from(at.num_seconds_from_midnight())
}

fn whole_day(day: NaiveDate) -> Slot {
    Slot { start: day.and_time(NaiveTime::MIN), end: plus(day, 1).and_time(NaiveTime::MIN) }
}
