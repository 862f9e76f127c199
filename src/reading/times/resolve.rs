//! From a phrase to dates: the calendar algebra under the reference time and the policy.
//!
//! Every row of days is half-open. Words that name two moments keep both: a weekday that does not
//! fit its date, a year that does not fit its weekday. A date that no calendar has is not moved to
//! a neighbour; it comes back as `NoSuchDate` with the days around it.

use chrono::{Datelike, Duration, Months, NaiveDate, NaiveDateTime, Weekday};

use super::{Bound, Day, DayRange, Edge, Phrase, Stretch, Time, Which};
use crate::domain::calendar::working_days_after;
use crate::domain::reading::When;
use crate::domain::time::Days;
use crate::reading::token::Unit;
use crate::reading::{Context, Policy};

mod algebra;
mod days;
mod hours;
mod rows;

use algebra::{last_of_month, next, step, weekday_after};

/// What a phrase came to.
#[derive(Debug)]
pub(crate) enum Outcome {
    Read {
        when: When,
        alternatives: Vec<When>,
    },
    /// Read, but on a rule of thumb: worth asking.
    Guess {
        when: When,
    },
    NoSuchDate {
        nearest: Vec<NaiveDate>,
    },
    Nothing,
}

/// A day with the other days that the same words may name.
struct Dated {
    day: NaiveDate,
    others: Vec<NaiveDate>,
}

impl Dated {
    fn sure(day: NaiveDate) -> Self {
        Self { day, others: Vec::new() }
    }
}

/// Resolves the phrases of one text, in order: later ones may lean on earlier ones ("de donderdag
/// erna", "behalve de 12e").
pub(crate) struct Resolver<'c> {
    today: NaiveDate,
    now: NaiveDateTime,
    context: &'c Context<'c>,
    policy: &'c Policy,
    previous: Option<NaiveDate>,
    frame: Option<DayRange>,
}

impl<'c> Resolver<'c> {
    pub(crate) fn new(context: &'c Context<'c>) -> Self {
        Self {
            today: context.now.date(),
            now: context.now,
            context,
            policy: context.policy,
            previous: None,
            frame: None,
        }
    }

    /// `past`: the words around it speak of what has been. `habit`: a bare weekday means every one.
    pub(crate) fn resolve(&mut self, phrase: &Phrase, past: bool, habit: bool) -> Outcome {
        if let Some(seconds) = phrase.duration_seconds {
            return Outcome::Read { when: When::Duration { seconds }, alternatives: Vec::new() };
        }
        if let Some((count, unit)) = phrase.within {
            return self.within(count, unit);
        }
        if habit
            && let Some(weekday) = phrase.bare_weekday()
            && !self.is_offered_once(|day| day.weekday() == weekday)
        {
            return read(self.set(&[weekday], phrase.time, None));
        }
        if !phrase.set.is_empty() {
            let within = phrase.stretch.as_ref().and_then(|stretch| self.stretch(stretch, past));
            if let Some(within) = within {
                self.frame = Some(within);
            }
            return read(self.set(&phrase.set, phrase.time, within));
        }
        match (&phrase.day, &phrase.stretch) {
            (Some(Day::Ahead { count, unit: unit @ (Unit::Hour | Unit::Minute) }), _) => {
                self.elapsed(*count, *unit)
            }
            (Some(day), stretch) => self.on_day(day, stretch.as_ref(), phrase, past),
            (None, Some(stretch)) => self.in_stretch(stretch, phrase, past),
            (None, None) => {
                phrase.time.map_or(Outcome::Nothing, |time| read(self.time_alone(time)))
            }
        }
    }

    /// Elapsed time is counted on a clock that does not jump; the wall shows where it ends.
    fn elapsed(&self, count: i64, unit: Unit) -> Outcome {
        let step =
            if unit == Unit::Hour { Duration::hours(count) } else { Duration::minutes(count) };
        let at = crate::domain::time::instant(self.now) + step;
        read(When::DateTime(crate::domain::time::local(at)))
    }

    fn within(&self, count: i64, unit: Unit) -> Outcome {
        let end = match unit {
            Unit::WorkingDay => Some(working_days_after(self.today, count.clamp(0, 400) as u32)),
            Unit::Hour | Unit::Minute => {
                let step = if unit == Unit::Hour {
                    Duration::hours(count)
                } else {
                    Duration::minutes(count)
                };
                return read(When::DateTimeRange {
                    start: Some(self.now),
                    end: Some(self.now + step),
                });
            }
            Unit::Day | Unit::Week | Unit::Weekend | Unit::Month | Unit::Quarter | Unit::Year => {
                step(self.today, count, unit)
            }
        };
        match end.and_then(|end| end.succ_opt()) {
            Some(end) => read(When::DateRange { start: Some(self.today), end: Some(end) }),
            None => Outcome::Nothing,
        }
    }

    fn set(&self, weekdays: &[Weekday], time: Option<Time>, within: Option<DayRange>) -> When {
        let (from, until) = time.map_or((None, None), |time| self.hours(time));
        When::Set {
            weekdays: weekdays.iter().map(|day| day.number_from_monday() as u8).collect(),
            from,
            until,
            within: within.map(|(start, end)| Days { start, end }),
        }
    }

    fn time_alone(&self, time: Time) -> When {
        match (time, self.hours(time)) {
            (Time::At(_), (Some(at), _)) => When::Time(at),
            (_, (from, until)) => When::TimeRange { from, until },
        }
    }

    // Days.

    fn on_day(
        &mut self,
        day: &Day,
        stretch: Option<&Stretch>,
        phrase: &Phrase,
        past: bool,
    ) -> Outcome {
        let inside = stretch.and_then(|stretch| self.stretch(stretch, past));
        let dated = match (day, inside) {
            (Day::Weekday(weekday, _), Some((start, end))) => start
                .iter_days()
                .take_while(|d| *d < end)
                .find(|d| d.weekday() == *weekday)
                .map(Dated::sure),
            _ => self.day(day, past),
        };
        let Some(dated) = dated else { return self.missing(day) };
        self.previous = Some(dated.day);
        if matches!(day, Day::Named { month: Some(_), .. }) && !past {
            // "op 12 januari of op de 14e": the month goes without saying.
            self.frame = self.month_part(dated.day.year(), dated.day.month(), Edge::Whole);
        }
        if let Some((last, inclusive)) = &phrase.last_day {
            return self.row(dated.day, last, *inclusive, phrase.bound, past);
        }
        let others: Vec<When> =
            dated.others.iter().map(|day| self.bounded(*day, next(*day), phrase)).collect();
        Outcome::Read {
            when: self.bounded(dated.day, next(dated.day), phrase),
            alternatives: others,
        }
    }

    fn row(
        &mut self,
        first: NaiveDate,
        last: &Day,
        inclusive: bool,
        bound: Option<Bound>,
        past: bool,
    ) -> Outcome {
        let Some(last_dated) = self.day(last, past) else { return self.missing(last) };
        let mut end = match last {
            Day::Weekday(weekday, Which::Bare) => weekday_after(first, *weekday),
            Day::FromToday(_)
            | Day::Named { .. }
            | Day::Weekday(..)
            | Day::Feast { .. }
            | Day::WeekdayAfter(..)
            | Day::NthOfMonth { .. }
            | Day::Ahead { .. }
            | Day::Later { .. } => last_dated.day,
        };
        if end < first
            && let Some(later) = end.checked_add_months(Months::new(12))
        {
            end = later;
        }
        let end = if inclusive { next(end) } else { end };
        self.previous = end.pred_opt();
        self.frame = Some((first, end));
        let start = (!matches!(bound, Some(Bound::Before | Bound::UpTo))).then_some(first);
        read(When::DateRange { start, end: Some(end) })
    }

    fn missing(&self, day: &Day) -> Outcome {
        let Day::Named { day, month: Some(month), year, .. } = day else { return Outcome::Nothing };
        let year = year.unwrap_or_else(|| {
            let over = NaiveDate::from_ymd_opt(self.today.year(), *month, 28)
                .is_some_and(|d| d < self.today);
            self.today.year() + i32::from(over)
        });
        let last = last_of_month(year, *month);
        let nearest: Vec<NaiveDate> =
            last.into_iter().flat_map(|last| [last, next(last)]).collect();
        if *day > 28 { Outcome::NoSuchDate { nearest } } else { Outcome::Nothing }
    }

    // Rows of days.

    fn in_stretch(&mut self, stretch: &Stretch, phrase: &Phrase, past: bool) -> Outcome {
        let Some((start, end)) = self.stretch(stretch, past) else { return Outcome::Nothing };
        self.frame = Some((start, end));
        self.previous = end.pred_opt();
        let any_day = phrase.bound.is_none() && phrase.time.is_some_and(|t| t != Time::WholeDay);
        if any_day {
            return read(self.set(&[], phrase.time, Some((start, end))));
        }
        let start = if before_the_end(stretch, phrase.bound) { end } else { start };
        let when = self.bounded(start, end, phrase);
        if *stretch == Stretch::SummerRecess { Outcome::Guess { when } } else { read(when) }
    }
}

/// "vóór het eind van het jaar" is before it ends, not before its last part begins.
fn before_the_end(stretch: &Stretch, bound: Option<Bound>) -> bool {
    let edge = match stretch {
        Stretch::Month { edge, .. }
        | Stretch::MonthFromNow { edge, .. }
        | Stretch::WeekFromNow { edge, .. }
        | Stretch::Year { edge, .. } => *edge,
        Stretch::Week { .. }
        | Stretch::Weeks { .. }
        | Stretch::WeekOf { .. }
        | Stretch::WeekAfterPrevious
        | Stretch::NthWeek { .. }
        | Stretch::FirstWeeks { .. }
        | Stretch::Coming { .. }
        | Stretch::QuarterFromNow(_)
        | Stretch::Weekend { .. }
        | Stretch::NthWeekend { .. }
        | Stretch::Quarter { .. }
        | Stretch::Season(_)
        | Stretch::Named(_)
        | Stretch::SummerRecess
        | Stretch::FestiveDays => Edge::Whole,
    };
    edge == Edge::End && matches!(bound, Some(Bound::Before | Bound::BeforeOrFor))
}

fn read(when: When) -> Outcome {
    Outcome::Read { when, alternatives: Vec::new() }
}
