//! Rows with two ends: "van 3 tot en met 5 mei", "vandaag tot morgenmiddag", "tussen maart en juni".

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "the tree of times has many kinds; what is not asked for here is treated as the rest"
)]

use chrono::{Datelike, Months, NaiveDate, NaiveDateTime, NaiveTime};

use super::super::{Bound, Days, Phrase, Point, Time, Year};
use super::algebra::{next, weekday_after};
use super::{Outcome, Resolver, Value, is_open_weekday, read};
use crate::domain::reading::When;
use crate::reading::policy::{DateWithoutYear, Edges};
use crate::reading::token::Edge;

impl Resolver<'_> {
    /// From the value of the first end to the second one.
    pub(super) fn row(
        &mut self,
        first: &Value,
        phrase: &Phrase,
        (last, inclusive): (&Point, bool),
        past: bool,
    ) -> Outcome {
        let behind = phrase.bound == Some(Bound::After);
        let mut start = if behind { first.range().1 } else { first.range().0 };
        let Some(days) = &last.days else { return Outcome::Nothing };
        let Some(value) = self.value(days, past) else { return self.missing(days) };
        let (mut end, mut after) = value.range();
        if let Some(weekday) = is_open_weekday(days).filter(|_| end < start) {
            (end, after) = (weekday_after(start, weekday), next(weekday_after(start, weekday)));
        } else if is_open_weekday(days).is_some()
            && matches!(phrase.start.days, Some(Days::Date { .. }))
        {
            let weekday = end.weekday();
            (end, after) = (weekday_after(start, weekday), next(weekday_after(start, weekday)));
        }
        if self.policy.edges == Edges::Halves {
            let first = phrase.start.days.as_ref();
            start = first.and_then(|days| self.edge_moment(days, past)).unwrap_or(start);
            if let Some(moment) = self.edge_moment(days, past) {
                (end, after) = (moment, moment);
            }
        }
        let moved = (end < start).then(|| self.running_start(phrase, end)).flatten();
        let runs = moved.as_ref().map(|value| value.range().0);
        let first = moved.as_ref().unwrap_or(first);
        start = runs.unwrap_or(start);
        if end < start {
            let later = |day: NaiveDate| day.checked_add_months(Months::new(12)).unwrap_or(day);
            (end, after) = (later(end), later(after));
        }
        // "van mei t/m maart" in September: the row that runs.
        let (mut start, year_long) =
            (start, |day: NaiveDate| day.checked_sub_months(Months::new(12)));
        if is_undated(phrase.start.days.as_ref())
            && is_undated(Some(days))
            && start > self.today
            && let (Some(ran), Some(ended), Some(behind)) =
                (year_long(start), year_long(end), year_long(after))
            && ended > self.today
            && self.policy.date_without_year == DateWithoutYear::Ahead
        {
            (start, end, after) = (ran, ended, behind);
        }
        if phrase.start.time.is_some() || last.time.is_some() {
            return self.timed_row(first, phrase, end, last.time);
        }
        if let Value::Moment(at) = value {
            return read(When::DateTimeRange {
                start: Some(self.moment(first, None)),
                end: Some(at),
            });
        }
        let end = if self.holds_end(inclusive) { after } else { end };
        self.previous = end.pred_opt();
        self.frame = Some((start, end));
        let from_here = !matches!(phrase.bound, Some(Bound::Before | Bound::UpTo));
        read(When::DateRange { start: from_here.then_some(start), end: Some(end) })
    }

    /// "van 20 november tot 5 december", said on 25 November: it has begun.
    fn running_start(&self, phrase: &Phrase, end: NaiveDate) -> Option<Value> {
        let days = phrase.start.days.as_ref()?;
        let yearly = matches!(
            days,
            Days::Month { year: Year::Unsaid, .. }
                | Days::Date { month: Some(_), year: Year::Unsaid, .. }
                | Days::Nth { .. }
        );
        let started = self.value(days, true).filter(|_| yearly)?;
        (started.range().0 <= end).then_some(started)
    }

    /// The begin, middle or end of a row as the one moment that a longer row begins or ends at.
    fn edge_moment(&self, days: &Days, past: bool) -> Option<NaiveDate> {
        let Days::Part { edge, of } = days else { return None };
        let (start, end) = self.value(of, past)?.range();
        match edge {
            Edge::Begin | Edge::Earlier => Some(start),
            Edge::Middle => start.checked_add_signed((end - start) / 2),
            Edge::End | Edge::Later => Some(end),
            Edge::FirstHalf | Edge::SecondHalf => None,
        }
    }

    fn timed_row(
        &mut self,
        first: &Value,
        phrase: &Phrase,
        last: NaiveDate,
        until: Option<Time>,
    ) -> Outcome {
        let start = self.moment(first, phrase.start.time);
        let end = match until {
            Some(time) => {
                let (from, to) = self.hours(time);
                let exact = matches!(time, Time::At(_));
                let at = if exact { from } else { self.end_of(time).or(to).or(from) };
                last.and_time(at.unwrap_or(NaiveTime::MIN))
            }
            None => match self.policy.part_of_day {
                crate::reading::policy::PartOfDay::Start => last.and_time(self.now.time()),
                crate::reading::policy::PartOfDay::Hours => next(last).and_time(NaiveTime::MIN),
            },
        };
        read(When::DateTimeRange { start: Some(start), end: Some(end) })
    }

    /// The end of a row at a part of the day: where the part begins, if parts are moments.
    fn end_of(&self, time: Time) -> Option<NaiveTime> {
        let moments = self.policy.part_of_day == crate::reading::policy::PartOfDay::Start;
        moments.then(|| self.hours(time).0).flatten()
    }

    fn moment(&self, value: &Value, time: Option<Time>) -> NaiveDateTime {
        let (day, _) = value.range();
        match (value, time) {
            (Value::Moment(at), _) => *at,
            (_, Some(time)) => {
                let (from, until) = self.hours(time);
                day.and_time(from.or(until).unwrap_or(NaiveTime::MIN))
            }
            (_, None) if self.policy.part_of_day == crate::reading::policy::PartOfDay::Start => {
                day.and_time(self.now.time())
            }
            (_, None) => day.and_time(NaiveTime::MIN),
        }
    }
}

/// A month, or a day of one, without a year.
fn is_undated(days: Option<&Days>) -> bool {
    matches!(
        days,
        Some(
            Days::Month { year: Year::Unsaid, .. }
                | Days::Date { weekday: None, month: Some(_), year: Year::Unsaid, .. }
        )
    )
}
