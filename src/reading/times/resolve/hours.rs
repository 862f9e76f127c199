//! Bounds and hours: from days and a time of day to a `When`.

use chrono::{NaiveDate, NaiveTime};

use super::super::{Bound, ClockTime, Phrase, Time};
use super::Resolver;
use super::algebra::next;
use crate::domain::reading::When;
use crate::domain::wijk::Hours;
use crate::reading::token::Part;

impl Resolver<'_> {
    /// The days `start..end` under the bound and the hours of the phrase.
    pub(super) fn bounded(&self, start: NaiveDate, end: NaiveDate, phrase: &Phrase) -> When {
        let one_day = next(start) == end;
        match (phrase.bound, phrase.time) {
            (None, None | Some(Time::WholeDay)) if one_day => When::Date(start),
            (None, None | Some(Time::WholeDay)) => {
                When::DateRange { start: Some(start), end: Some(end) }
            }
            (None, Some(time)) => self.timed(start, time),
            (Some(bound), None | Some(Time::WholeDay)) => half_line(bound, start, end),
            (Some(bound), Some(time)) => self.timed_half_line(bound, start, time),
        }
    }

    pub(super) fn timed(&self, day: NaiveDate, time: Time) -> When {
        let at = |time: Option<NaiveTime>| time.map(|time| day.and_time(time));
        match (time, self.hours(time)) {
            (Time::At(_), (Some(time), _)) => When::DateTime(day.and_time(time)),
            (Time::Until(_), (_, until)) => {
                When::DateTimeRange { start: Some(day.and_time(NaiveTime::MIN)), end: at(until) }
            }
            (_, (from, until)) => When::DateTimeRange { start: at(from), end: at(until) },
        }
    }

    pub(super) fn timed_half_line(&self, bound: Bound, day: NaiveDate, time: Time) -> When {
        let (from, until) = self.hours(time);
        let at = |time: Option<NaiveTime>| time.map(|time| day.and_time(time));
        match bound {
            Bound::Before | Bound::BeforeOrFor => {
                When::DateTimeRange { start: None, end: at(from.or(until)) }
            }
            Bound::UpTo => When::DateTimeRange { start: None, end: at(until.or(from)) },
            Bound::After | Bound::From => {
                When::DateTimeRange { start: at(from.or(until)), end: None }
            }
        }
    }

    /// From and until; a point in time is only a from.
    pub(super) fn hours(&self, time: Time) -> (Option<NaiveTime>, Option<NaiveTime>) {
        let policy = self.policy;
        let both = |hours: Hours| (Some(hours.from), Some(hours.until));
        match time {
            Time::At(clock) | Time::From(clock) => (self.clock(clock), None),
            Time::Until(clock) => (None, self.clock(clock)),
            Time::Range(from, until) => self.clocks(from, until),
            Time::Part(Part::Ochtend) => both(policy.ochtend),
            Time::Part(Part::Middag) => both(policy.middag),
            Time::Part(Part::Avond) => both(policy.avond),
            Time::BeginOf(Part::Middag) => both(policy.begin_van_de_middag),
            Time::EndOf(Part::Middag) => both(policy.eind_van_de_middag),
            Time::BeginOf(part) => both(first_half(self.part(part))),
            Time::EndOf(part) => both(second_half(self.part(part))),
            Time::Lunch => both(policy.lunch),
            Time::WholeDay => (None, None),
        }
    }

    pub(super) fn part(&self, part: Part) -> Hours {
        match part {
            Part::Ochtend => self.policy.ochtend,
            Part::Middag => self.policy.middag,
            Part::Avond => self.policy.avond,
        }
    }

    /// A range runs forward: "van 9 tot 3" ends in the afternoon, "van half acht tot 16.00" begins
    /// in the morning.
    pub(super) fn clocks(
        &self,
        from: ClockTime,
        until: ClockTime,
    ) -> (Option<NaiveTime>, Option<NaiveTime>) {
        let plain = |clock: ClockTime| self.clock(ClockTime { spoken: false, ..clock });
        let (start, end) = (self.clock(from), self.clock(until));
        if start > end {
            return (plain(from), end.max(plain(until)));
        }
        let written = !from.spoken && plain(until) > start;
        (start, if written { plain(until) } else { end })
    }

    pub(super) fn clock(&self, clock: ClockTime) -> Option<NaiveTime> {
        let afternoon =
            clock.spoken && (1..=self.policy.afternoon_hours_up_to).contains(&clock.hour);
        let hour = if afternoon { clock.hour + 12 } else { clock.hour % 24 };
        NaiveTime::from_hms_opt(hour, clock.minute, 0)
    }
}

fn half_line(bound: Bound, start: NaiveDate, end: NaiveDate) -> When {
    match bound {
        Bound::Before | Bound::BeforeOrFor => When::DateRange { start: None, end: Some(start) },
        Bound::UpTo => When::DateRange { start: None, end: Some(end) },
        Bound::After => When::DateRange { start: Some(end), end: None },
        Bound::From => When::DateRange { start: Some(start), end: None },
    }
}

fn first_half(hours: Hours) -> Hours {
    Hours { until: hours.from + (hours.until - hours.from) / 2, ..hours }
}

fn second_half(hours: Hours) -> Hours {
    Hours { from: hours.from + (hours.until - hours.from) / 2, ..hours }
}
