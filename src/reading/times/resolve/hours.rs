//! Bounds and hours: from days and a time of day to a `When`.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "the tree of times has many kinds; what is not asked for here is treated as the rest"
)]

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use super::super::{Bound, ClockTime, Phrase, Time};
use super::Resolver;
use super::algebra::next;
use crate::domain::reading::When;
use crate::domain::wijk::Hours;
use crate::reading::policy::{BareTime, PartOfDay, RangeEnd};
use crate::reading::token::Part;

impl Resolver<'_> {
    /// The days `start..end` under the bound and the hours of the phrase.
    pub(super) fn bounded(&self, start: NaiveDate, end: NaiveDate, phrase: &Phrase) -> When {
        let one_day = next(start) == end;
        match (phrase.bound, phrase.start.time) {
            (None, None | Some(Time::WholeDay)) if one_day => When::Date(start),
            (None, None | Some(Time::WholeDay)) => {
                When::DateRange { start: Some(start), end: Some(end) }
            }
            (None, Some(time)) => self.timed(start, time),
            (Some(bound), None | Some(Time::WholeDay)) => self.half_line(bound, start, end),
            (Some(bound), Some(time)) => self.timed_half_line(bound, start, time),
        }
    }

    pub(super) fn timed(&self, day: NaiveDate, time: Time) -> When {
        let time = match (time, self.previous_time) {
            (Time::Same, Some(previous)) if previous != Time::Same => previous,
            (Time::Same, _) => return When::Date(day),
            (time, _) => time,
        };
        let part = matches!(
            time,
            Time::Part(_) | Time::BeginOf(_) | Time::EndOf(_) | Time::Lunch | Time::Midday
        );
        match (time, self.hours_on(day, time)) {
            (Time::MiddleOf(_) | Time::Midday, (Some(at), None)) => When::DateTime(at),
            (Time::At(clock), (Some(at), _)) => {
                When::DateTime(if clock.hour == 24 { at + Duration::days(1) } else { at })
            }
            (_, (Some(at), _)) if part && self.policy.part_of_day == PartOfDay::Start => {
                When::DateTime(at)
            }
            (Time::From(_), (Some(at), _)) if self.policy.part_of_day == PartOfDay::Start => {
                When::DateTime(at)
            }
            (Time::Until(_), (_, Some(at))) if self.policy.part_of_day == PartOfDay::Start => {
                When::DateTime(at)
            }
            (Time::Until(_), (_, until)) => {
                let midnight = day.and_time(NaiveTime::MIN);
                let start = self.policy.until_from_midnight.then_some(midnight);
                When::DateTimeRange { start, end: until }
            }
            (_, (from, until)) => When::DateTimeRange { start: from, end: until },
        }
    }

    fn half_line(&self, bound: Bound, start: NaiveDate, end: NaiveDate) -> When {
        let day = next(start) == end;
        match bound {
            Bound::Before | Bound::BeforeOrFor => When::DateRange { start: None, end: Some(start) },
            Bound::UpTo if self.policy.range_end == RangeEnd::Exclusive => {
                When::DateRange { start: None, end: Some(start) }
            }
            Bound::UpTo | Bound::Through => When::DateRange { start: None, end: Some(end) },
            Bound::After if day && self.policy.after_includes_day => {
                When::DateRange { start: Some(start), end: None }
            }
            Bound::After => When::DateRange { start: Some(end), end: None },
            Bound::From => When::DateRange { start: Some(start), end: None },
        }
    }

    /// From and until on a day; the small hours of a night are those of the next one.
    fn hours_on(
        &self,
        day: NaiveDate,
        time: Time,
    ) -> (Option<NaiveDateTime>, Option<NaiveDateTime>) {
        let (from, until) = self.hours(time);
        let over_midnight = matches!((from, until), (Some(from), Some(until)) if until <= from);
        let last = if over_midnight { next(day) } else { day };
        (from.map(|time| day.and_time(time)), until.map(|time| last.and_time(time)))
    }

    fn timed_half_line(&self, bound: Bound, day: NaiveDate, time: Time) -> When {
        let (from, until) = self.hours_on(day, time);
        match bound {
            Bound::Before | Bound::BeforeOrFor => {
                When::DateTimeRange { start: None, end: from.or(until) }
            }
            Bound::UpTo | Bound::Through => {
                When::DateTimeRange { start: None, end: until.or(from) }
            }
            Bound::After | Bound::From => When::DateTimeRange { start: from.or(until), end: None },
        }
    }

    /// A time of day without a day.
    pub(super) fn time_alone(&self, time: Time) -> When {
        match (self.policy.bare_time, time, self.hours(time)) {
            (BareTime::Time, Time::At(_) | Time::MiddleOf(_) | Time::Midday, (Some(at), None)) => {
                When::Time(at)
            }
            (BareTime::Time, _, (from, until)) => When::TimeRange { from, until },
            (BareTime::Today, ..) => self.timed(self.today, time),
            (BareTime::Next, Time::Until(_), (_, until)) => When::DateTimeRange {
                start: None,
                end: until.map(|until| self.today.and_time(until)),
            },
            (BareTime::Next, Time::From(_), (Some(from), _)) => {
                When::DateTime(self.today.and_time(from))
            }
            (BareTime::Next, _, (from, until)) => {
                let over = matches!(time, Time::At(clock) if !clock.part_said)
                    && from.or(until).is_some_and(|at| at <= self.now.time());
                self.timed(if over { next(self.today) } else { self.today }, time)
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
            Time::Part(part) => both(self.part_hours(part)),
            Time::PartFrom(part, clock) => {
                let (from, until) = (self.clock(clock), Some(self.part_hours(part).until));
                (from, until.filter(|until| from.is_none_or(|from| from < *until)))
            }
            Time::PartUntil(part, clock) => {
                let (from, until) = (Some(self.part_hours(part).from), self.clock(clock));
                (from.filter(|from| until.is_none_or(|until| *from < until)), until)
            }
            Time::BeginOf(Part::Middag | Part::Namiddag) => both(policy.begin_van_de_middag),
            Time::EndOf(Part::Middag | Part::Namiddag) => both(policy.eind_van_de_middag),
            Time::BeginOf(part) => both(first_half(self.part_hours(part))),
            Time::EndOf(part) => both(second_half(self.part_hours(part))),
            Time::MiddleOf(part) => (Some(first_half(self.part_hours(part)).until), None),
            Time::Midday if policy.midday_is_noon => (NaiveTime::from_hms_opt(12, 0, 0), None),
            Time::Lunch | Time::Midday => both(policy.lunch),
            Time::WholeDay => (None, None),
            Time::Same => match self.previous_time {
                Some(time) if time != Time::Same => self.hours(time),
                Some(_) | None => (None, None),
            },
        }
    }

    fn part_hours(&self, part: Part) -> Hours {
        match part {
            Part::Ochtend => self.policy.ochtend,
            Part::Middag => self.policy.middag,
            Part::Namiddag => self.policy.namiddag,
            Part::Avond => self.policy.avond,
            Part::Nacht => self.policy.nacht,
        }
    }

    /// A range runs forward: "van 9 tot 3" ends in the afternoon, "van half acht tot 16.00" begins
    /// in the morning.
    fn clocks(&self, from: ClockTime, until: ClockTime) -> (Option<NaiveTime>, Option<NaiveTime>) {
        let plain = |clock: ClockTime| self.clock(ClockTime { spoken: false, ..clock });
        let (start, end) = (self.clock(from), self.clock(until));
        let late = NaiveTime::from_hms_opt(20, 0, 0);
        if !from.spoken && start >= late && until.spoken && plain(until) < start {
            // "van 23:00 tot 3".
            return (start, plain(until));
        }
        if start > end {
            let end = end.max(plain(until));
            // "van 11:00 tot 3": the afternoon that follows.
            let later = moment(until.hour + 12, until);
            let morning = from.hour <= 12 || from.part_said;
            let afternoon =
                later.filter(|later| morning && until.hour < 12 && Some(*later) > plain(from));
            return (plain(from), if plain(from) > end { afternoon.or(end) } else { end });
        }
        let written = !from.spoken && plain(until) > start;
        (start, if written { plain(until) } else { end })
    }

    fn clock(&self, clock: ClockTime) -> Option<NaiveTime> {
        let afternoon =
            clock.spoken && (1..=self.policy.afternoon_hours_up_to).contains(&clock.hour.into());
        let later = clock.spoken && self.policy.hours_look_ahead && (1..12).contains(&clock.hour);
        let plain = moment(clock.hour % 24, clock)?;
        let over = later && plain <= self.now.time();
        let hour = if afternoon || over { clock.hour + 12 } else { clock.hour };
        moment(hour % 24, clock)
    }
}

/// The minute and the second of a clock in this hour.
fn moment(hour: u8, clock: ClockTime) -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(hour.into(), clock.minute.into(), clock.second.into())
}

fn first_half(hours: Hours) -> Hours {
    Hours { until: middle(hours), ..hours }
}

fn second_half(hours: Hours) -> Hours {
    Hours { from: middle(hours), ..hours }
}

/// The middle of the hours, to the minute: a part that ends at 23:59:59 is meant to end at midnight.
fn middle(hours: Hours) -> NaiveTime {
    let seconds = (hours.until - hours.from).num_seconds();
    hours.from + Duration::minutes((seconds + 60) / 120)
}
