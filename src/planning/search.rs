//! The free slots of one wijk for one ask, or every reason why there are none.
//!
//! One pass over the days that can be offered, with everything that is held fetched beforehand. The
//! reasons are not kept along the way: most searches succeed, so they are worked out afterwards, for
//! exactly the days that were asked for.

mod why_not;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use crate::domain::desk::Desk;
use crate::domain::ids::ContactId;
use crate::domain::people::Office;
use crate::domain::reason::Reason;
use crate::domain::state::State;
use crate::domain::time::{Instant, Slot, local, today};
use crate::domain::wijk::{Hours, OpenDay, Wijk};

use super::Ask;
use super::days::{Calendar, Judged, Word};
use super::holds::Holds;
use super::office;
use super::wishes::{Fit, Wishes};

pub(crate) use why_not::most_telling;
use why_not::without_repeats;

/// Minutes between two slots that are tried.
const STEP_MINUTES: u32 = 30;

/// A search in one wijk.
#[derive(Debug)]
pub(crate) struct Search<'a> {
    wijk: &'a Wijk,
    office: Office,
    party_size: u32,
    pub(crate) wishes: Wishes<'a>,
    pub(crate) calendar: Calendar<'a>,
    holds: Holds<'a>,
    hosts: Vec<&'a ContactId>,
    minutes: u32,
    now: NaiveDateTime,
}

/// A day with its free slots, in the order of time; never without any.
#[derive(Debug)]
pub(crate) struct Open<'a> {
    pub(crate) day: NaiveDate,
    pub(crate) judged: Judged,
    pub(crate) slots: Vec<Free<'a>>,
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
        let holds = Holds::between(desk, state, now, wijk, days, ask.visit);
        Self {
            wijk,
            office: ask.office,
            party_size: ask.party.map_or(0, |party| party.max),
            wishes: Wishes::new(ask.wishes, calendar.first, calendar.last),
            hosts: holds.hosts_in_order(),
            calendar,
            holds,
            minutes: ask.duration_minutes.unwrap_or(wijk.duration_minutes).max(1),
            now: local(now),
        }
    }

    /// Why no day of this wijk will do, whatever the date.
    pub(crate) fn refusal(&self) -> Option<Reason> {
        if self.hosts.is_empty() {
            return Some(Reason::NoHost);
        }
        let max = self.wijk.party_max;
        (self.party_size > max).then_some(Reason::PartyTooLarge { max })
    }

    /// The days with free slots that fit what the guest wants, in the order of time.
    pub(crate) fn open_days(&self) -> impl Iterator<Item = Open<'a>> {
        let last = self.calendar.last;
        let days = self.calendar.first.iter_days().take_while(move |day| *day <= last);
        days.filter(|day| self.wishes.wants.asks_for(*day)).filter_map(|day| self.open(day))
    }

    fn open(&self, day: NaiveDate) -> Option<Open<'a>> {
        let judged = self.calendar.judge(day, self.word(day));
        if !judged.closed.is_empty() || judged.rather_not.contains(&Reason::BridgeDay) {
            return None;
        }
        let slots: Vec<Free<'a>> = self.wanted(day).filter_map(|slot| self.free(slot)).collect();
        let full = slots.is_empty() || !self.holds.caps_reached(day).is_empty();
        (!full).then_some(Open { day, judged, slots })
    }

    fn free(&self, slot: Slot) -> Option<Free<'a>> {
        if self.in_the_way(slot).is_some() || self.holds.residents_held_by(slot).is_some() {
            return None;
        }
        let mut hosts = self.hosts.iter();
        let host = hosts.find(|host| self.holds.host_held(host, slot).is_none())?;
        Some(Free { slot, host })
    }

    /// On whose word this day is looked at.
    fn word(&self, day: NaiveDate) -> Word {
        if self.wishes.name_the_day(day) { Word::Guest } else { Word::Planner }
    }

    /// The slots within opening hours that fit what the guest wants, free or not.
    fn wanted(&self, day: NaiveDate) -> impl Iterator<Item = Slot> {
        let slots = self.starts(day).into_iter().map(move |start| {
            let time = NaiveTime::from_num_seconds_from_midnight_opt(start * 60, 0);
            Slot::on(day, time.unwrap_or_default(), self.minutes)
        });
        slots.filter(|slot| self.wishes.wants.fit(*slot) == Fit::Whole)
    }

    /// Minutes after midnight at which a visit can begin: every half hour from the opening of each
    /// stretch, and the times that the guest named.
    fn starts(&self, day: NaiveDate) -> Vec<u32> {
        let named: Vec<u32> = self.wishes.starts_on(day).map(minute_of_day).collect();
        let mut starts = Vec::new();
        for hours in self.opening(day) {
            let (from, until) = (minute_of_day(hours.from), minute_of_day(hours.until));
            let Some(last) = until.checked_sub(self.minutes) else { continue };
            starts.extend((from..=last).step_by(STEP_MINUTES as usize));
            starts.extend(named.iter().filter(|start| (from..=last).contains(start)));
        }
        starts.sort_unstable();
        starts.dedup();
        starts
    }

    fn opening(&self, day: NaiveDate) -> &[Hours] {
        self.wijk.opening.get(&OpenDay::from(day.weekday())).map_or(&[], Vec::as_slice)
    }

    /// What stands in the way of a slot, apart from what is held: the clock, the duties of the guest,
    /// their own words.
    fn in_the_way(&self, slot: Slot) -> Option<Reason> {
        if slot.start <= self.now {
            return Some(Reason::InThePast);
        }
        self.duty(slot).or_else(|| self.wishes.against(slot))
    }

    fn duty(&self, slot: Slot) -> Option<Reason> {
        let cabinet = self.office == Office::Bewindspersoon;
        let what = cabinet.then(|| office::duty_during(slot)).flatten()?;
        Some(Reason::CabinetDay { what })
    }

    /// A host for exactly this slot, or everything that is against it.
    pub(crate) fn host_for(&self, slot: Slot, by_staff: bool) -> Result<ContactId, Vec<Reason>> {
        let day = slot.day();
        let word = if by_staff { Word::Staff } else { self.word(day) };
        let mut reasons = self.calendar.closed(day, word);
        if slot.start <= self.now {
            reasons.push(Reason::InThePast);
        }
        if !self.is_open_during(slot) {
            reasons.push(Reason::OutsideOpeningHours);
        }
        if !by_staff {
            reasons.extend(self.duty(slot));
        }
        reasons.extend(self.holds.caps_reached(day));
        match (self.host(slot), reasons.is_empty()) {
            (Ok(host), true) => Ok(host.clone()),
            (Ok(_), false) => Err(without_repeats(reasons)),
            (Err(held), _) => {
                reasons.extend(held);
                Err(without_repeats(reasons))
            }
        }
    }

    fn is_open_during(&self, slot: Slot) -> bool {
        let day = slot.day();
        self.opening(day).iter().any(|hours| {
            day.and_time(hours.from) <= slot.start && slot.end <= day.and_time(hours.until)
        })
    }

    /// The first host who is free, with the residents; or who has the slot.
    fn host(&self, slot: Slot) -> Result<&'a ContactId, Vec<Reason>> {
        if let Some(by) = self.holds.residents_held_by(slot) {
            return Err(vec![Reason::Taken { by }]);
        }
        let mut reasons = vec![Reason::NoHost];
        for host in &self.hosts {
            match self.holds.host_held(host, slot) {
                None => return Ok(host),
                Some(held) => reasons.push(held),
            }
        }
        Err(reasons)
    }
}

fn minute_of_day(time: NaiveTime) -> u32 {
    time.num_seconds_from_midnight() / 60
}
