//! The free slots of one wijk for one ask.
//!
//! One pass over the days that a wish can mean, the cheapest question first: is the wijk open on this
//! day of the week, is the day closed, is the week or the day full, and only then slot by slot. No
//! reason is built on the way: most searches succeed, so `why_not` works them out afterwards, for
//! exactly the days that were asked for.

mod why_not;

use std::borrow::Cow;
use std::ops::ControlFlow;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use crate::domain::desk::Desk;
use crate::domain::ids::ContactId;
use crate::domain::people::Office;
use crate::domain::reason::Reason;
use crate::domain::state::State;
use crate::domain::time::{Instant, Slot, local, today};
use crate::domain::wijk::{Hours, Wijk};

use super::Ask;
use super::days::{Calendar, Word};
use super::guest::Elsewhere;
use super::holds::{Holds, Near, Weeks, plus};
use super::office;
use super::wishes::{Fit, Wishes};

pub(crate) use why_not::most_telling;
use why_not::without_repeats;

/// Minutes between two slots that are tried.
const STEP_MINUTES: u32 = 30;
/// Weeks whose holds are fetched together: most searches end within them.
const WEEKS_AT_ONCE: u64 = 4;

/// A search in one wijk.
#[derive(Debug)]
pub(crate) struct Search<'a> {
    wijk: &'a Wijk,
    office: Office,
    party_size: u32,
    pub(crate) wishes: Wishes<'a>,
    pub(crate) calendar: Calendar<'a>,
    holds: Holds<'a>,
    guest: Elsewhere<'a>,
    minutes: u32,
    now: NaiveDateTime,
}

/// A free slot and who would receive.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Free<'a> {
    pub(crate) slot: Slot,
    pub(crate) host: &'a ContactId,
}

impl<'a> Search<'a> {
    pub(crate) fn new(
        desk: &'a Desk,
        state: &'a State,
        now: Instant,
        ask: &Ask<'a>,
        wijk: &'a Wijk,
    ) -> Self {
        let calendar = Calendar::new(desk, state, now, wijk, Some(ask.office));
        let days = (today(now), calendar.last);
        let held = (days.0, plus(days.1, 1));
        Self {
            wijk,
            office: ask.office,
            party_size: ask.party.map_or(0, |party| party.max),
            wishes: Wishes::new(ask.wishes, calendar.first, calendar.last),
            calendar,
            holds: Holds::between(desk, state, now, wijk, days, ask.visit, ask.beside)
                .staying(ask.host),
            guest: Elsewhere::new(desk, state, now, wijk, (ask.visit, ask.guest), held),
            minutes: ask.duration_minutes.unwrap_or(wijk.duration_minutes).max(1),
            now: local(now),
        }
    }

    /// Why no day of this wijk will do, whatever the date.
    pub(crate) fn refusal(&self) -> Option<Reason> {
        if !self.holds.has_host() {
            return Some(Reason::NoHost);
        }
        let max = self.wijk.party_max;
        (self.party_size > max).then_some(Reason::PartyTooLarge { max })
    }

    /// Shows each day with free slots that fit what the guest wants, in the order of time, until
    /// `see` has seen enough.
    pub(crate) fn each_open_day(
        &self,
        mut see: impl FnMut(NaiveDate, &[Free<'a>]) -> ControlFlow<()>,
    ) {
        let timetable = self.timetable();
        let mut weeks: Option<Weeks<'a>> = None;
        let mut free = Vec::new();
        for day in self.wishes.wants.days(self.calendar.first, self.calendar.last) {
            if self.is_out_of_the_question(day) {
                continue;
            }
            let weeks = self.turn_to(&mut weeks, day);
            if self.holds.are_full(weeks, day) {
                continue;
            }
            free.clear();
            self.find_free(day, weeks, &timetable, &mut free);
            if !free.is_empty() && see(day, &free).is_break() {
                return;
            }
        }
    }

    /// The first day for which an offer can be held in full; every day for a guest who named some.
    pub(crate) fn unhurried_from(&self) -> NaiveDate {
        let named = self.wishes.wants.has_days() || self.wishes.prefers.has_days();
        if named { self.calendar.first } else { self.calendar.unhurried() }
    }

    /// Why this host and not the contact person.
    pub(crate) fn stands_in(&self, host: &ContactId) -> Option<Reason> {
        self.holds.stands_in(host)
    }

    fn is_out_of_the_question(&self, day: NaiveDate) -> bool {
        self.calendar.opening(day).is_empty()
            || self.calendar.is_closed(day, self.word(day))
            || self.calendar.is_bridge_day(day)
    }

    /// The weeks that were fetched, or fresh ones from this day on.
    fn turn_to<'w>(&self, weeks: &'w mut Option<Weeks<'a>>, day: NaiveDate) -> &'w Weeks<'a> {
        let still_good = weeks.take().filter(|weeks| weeks.cover(day));
        weeks.insert(still_good.unwrap_or_else(|| self.holds.weeks(day, WEEKS_AT_ONCE)))
    }

    fn find_free(
        &self,
        day: NaiveDate,
        weeks: &Weeks<'a>,
        timetable: &Timetable,
        free: &mut Vec<Free<'a>>,
    ) {
        let near = weeks.near(&self.holds, day);
        let times = self.times(day, timetable);
        free.extend(self.wanted(day, &times).filter_map(|slot| self.free(slot, near)));
    }

    /// Everything that is free on a day that is neither closed nor full.
    pub(crate) fn free_on(&self, day: NaiveDate) -> Vec<Free<'a>> {
        let mut free = Vec::new();
        self.find_free(day, &self.holds.weeks(day, 1), &self.timetable(), &mut free);
        free
    }

    fn free(&self, slot: Slot, near: Near<'_, 'a>) -> Option<Free<'a>> {
        if self.in_the_way(slot).is_some() || near.residents_held_by(slot).is_some() {
            return None;
        }
        Some(Free { slot, host: near.host(slot)? })
    }

    /// On whose word this day is looked at.
    fn word(&self, day: NaiveDate) -> Word {
        if self.wishes.name_the_day(day) { Word::Guest } else { Word::Planner }
    }

    /// What stands in the way of a slot, apart from what is held: the clock, the duties of the guest,
    /// their own words, where they are already.
    fn in_the_way(&self, slot: Slot) -> Option<Reason> {
        if slot.start <= self.now {
            return Some(Reason::InThePast);
        }
        let cannot = |text: &str| Reason::GuestCannot { text: text.to_owned() };
        let said = || self.wishes.against(slot).map(cannot);
        let elsewhere = || self.guest_elsewhere(slot).into_iter().next();
        self.duty(slot).or_else(said).or_else(elsewhere)
    }

    /// What the guest has elsewhere and the planner minds.
    pub(crate) fn guest_elsewhere(&self, slot: Slot) -> Vec<Reason> {
        self.guest.against(slot, Word::Planner)
    }

    fn duty(&self, slot: Slot) -> Option<Reason> {
        let cabinet = self.office == Office::Bewindspersoon;
        let what = cabinet.then(|| office::duty_during(slot)).flatten()?;
        Some(Reason::CabinetDay { what })
    }

    /// A host for exactly this slot, or everything that is against it. Staff go against the notice
    /// period and the days of the office, and may have a guest in two wijken on one day.
    pub(crate) fn host_for(&self, slot: Slot, by_staff: bool) -> Result<ContactId, Vec<Reason>> {
        let day = slot.day();
        let word = if by_staff { Word::Staff } else { self.word(day) };
        let weeks = self.holds.weeks(day, 1);
        let mut reasons: Vec<Reason> = self.calendar.closed(day, word).collect();
        reasons.extend((slot.start <= self.now).then_some(Reason::InThePast));
        reasons.extend((!self.is_open_during(slot)).then_some(Reason::OutsideOpeningHours));
        reasons.extend(self.duty(slot).filter(|_| !by_staff));
        reasons.extend(self.holds.caps_reached(&weeks, day));
        reasons.extend(self.guest.against(slot, word));
        match host(slot, weeks.near(&self.holds, day)) {
            Ok(host) if reasons.is_empty() => return Ok(host.clone()),
            Ok(_) => {}
            Err(held) => reasons.extend(held),
        }
        Err(without_repeats(reasons))
    }

    fn is_open_during(&self, slot: Slot) -> bool {
        let day = slot.day();
        self.calendar.opening(day).iter().any(|hours| {
            day.and_time(hours.from) <= slot.start && slot.end <= day.and_time(hours.until)
        })
    }
}

/// The first host who is free, with the residents; or who has the slot.
fn host<'a>(slot: Slot, near: Near<'_, 'a>) -> Result<&'a ContactId, Vec<Reason>> {
    if let Some(by) = near.residents_held_by(slot) {
        return Err(vec![Reason::Taken { by }]);
    }
    let held = || std::iter::once(Reason::NoHost).chain(near.hosts_held(slot)).collect();
    near.host(slot).ok_or_else(held)
}

// ---- the hours of a week ----

/// When a visit can begin and end.
type Times = (NaiveTime, NaiveTime);

/// The times that are tried on each day of the week, from Monday to Sunday; in the order of time.
#[derive(Debug)]
struct Timetable([Vec<Times>; 7]);

impl<'a> Search<'a> {
    /// Every half hour from the opening of each stretch.
    fn timetable(&self) -> Timetable {
        Timetable(self.calendar.opening_by_weekday().map(|opening| {
            let starts = opening.iter().filter_map(|hours| self.starts(hours));
            let starts = starts.flat_map(|starts| starts.step_by(STEP_MINUTES as usize));
            in_order(starts.filter_map(|start| self.times_from(start)).collect())
        }))
    }

    /// The times of one day, with those that the guest named.
    fn times<'t>(&self, day: NaiveDate, timetable: &'t Timetable) -> Cow<'t, [Times]> {
        use chrono::Datelike;
        let weekday = day.weekday().num_days_from_monday() as usize;
        let usual = timetable.0.get(weekday).map_or(&[] as &[Times], Vec::as_slice);
        let opening = self.calendar.opening(day);
        let within = |start: u32| {
            opening.iter().filter_map(|hours| self.starts(hours)).any(|all| all.contains(&start))
        };
        let named = self.wishes.starts_on(day).map(minute_of_day).filter(|start| within(*start));
        let named = named.filter_map(|start| self.times_from(start));
        let unusual: Vec<Times> = named.filter(|times| !usual.contains(times)).collect();
        match unusual.is_empty() {
            true => Cow::Borrowed(usual),
            false => Cow::Owned(in_order([usual, unusual.as_slice()].concat())),
        }
    }

    /// The slots at these times that fit what the guest wants, free or not.
    fn wanted(&self, day: NaiveDate, times: &[Times]) -> impl Iterator<Item = Slot> {
        let slots = times
            .iter()
            .map(move |(start, end)| Slot { start: day.and_time(*start), end: day.and_time(*end) });
        slots.filter(|slot| self.wishes.wants.fit(*slot) == Fit::Whole)
    }

    /// The minutes after midnight from which a whole visit lies within these hours.
    fn starts(&self, hours: &Hours) -> Option<std::ops::RangeInclusive<u32>> {
        let last = minute_of_day(hours.until).checked_sub(self.minutes)?;
        Some(minute_of_day(hours.from)..=last)
    }

    fn times_from(&self, start: u32) -> Option<Times> {
        let at = |minute| NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0);
        Some((at(start)?, at(start + self.minutes)?))
    }
}

fn in_order(mut times: Vec<Times>) -> Vec<Times> {
    times.sort_unstable();
    times.dedup();
    times
}

fn minute_of_day(time: NaiveTime) -> u32 {
    time.num_seconds_from_midnight() / 60
}
