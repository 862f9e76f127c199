//! From a phrase to dates: the calendar algebra under the reference time and the policy.
//!
//! Every row of days is half-open. Words that name two moments keep both: a weekday that does not
//! fit its date, a year that does not fit its weekday. A date that no calendar has is not moved to
//! a neighbour; it comes back as `NoSuchDate` with the days around it.

use chrono::{Datelike, Duration, Months, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use super::{Bound, ClockTime, Day, DayRange, Edge, Phrase, Season, Stretch, Time, Which, Year};
use crate::domain::calendar::working_days_after;
use crate::domain::reading::When;
use crate::domain::time::Days;
use crate::domain::wijk::Hours;
use crate::reading::token::{Part, Unit};
use crate::reading::{Context, Policy};

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

    fn day(&self, day: &Day, past: bool) -> Option<Dated> {
        match day {
            Day::FromToday(days) => Some(Dated::sure(self.today + Duration::days(*days))),
            Day::Named { weekday, day, month: Some(month), year } => {
                self.full_date(*weekday, *day, *month, *year, past)
            }
            Day::Named { weekday, day, month: None, .. } => self.day_of_month(*weekday, *day, past),
            Day::Weekday(weekday, which) => self.weekday(*weekday, *which, past).map(Dated::sure),
            Day::Feast { feast, year } => {
                let find = |year| feast.in_year(year);
                self.yearly(*year, past, find).map(Dated::sure)
            }
            Day::WeekdayAfter(weekday, anchor) => {
                let anchor = self.day(anchor, past)?.day;
                Some(Dated::sure(weekday_after(anchor, *weekday)))
            }
            Day::NthOfMonth { nth, weekday, month, year } => {
                let find = |year| nth_weekday(year, *month, *weekday, *nth);
                self.yearly(*year, past, find).map(Dated::sure)
            }
            Day::Ahead { count, unit } => self.steps(self.today, *count, *unit).map(Dated::sure),
            Day::Later { count, unit } => {
                self.steps(self.previous.unwrap_or(self.today), *count, *unit).map(Dated::sure)
            }
        }
    }

    fn steps(&self, from: NaiveDate, count: i64, unit: Unit) -> Option<NaiveDate> {
        match unit {
            Unit::WorkingDay => Some(working_days_after(from, count.clamp(0, 400) as u32)),
            Unit::Minute | Unit::Hour => Some(from),
            Unit::Day | Unit::Week | Unit::Weekend | Unit::Month | Unit::Quarter | Unit::Year => {
                step(from, count, unit)
            }
        }
    }

    /// A yearly day: in the year that is said, else the first one not past (or the last one past).
    fn yearly(
        &self,
        year: Option<i32>,
        past: bool,
        find: impl Fn(i32) -> Option<NaiveDate>,
    ) -> Option<NaiveDate> {
        let this = self.today.year();
        if let Some(year) = year {
            return find(year);
        }
        if past {
            return [this, this - 1].into_iter().filter_map(find).find(|day| *day <= self.today);
        }
        if !self.policy.dates_look_ahead {
            return find(this);
        }
        (this..this + 9)
            .filter_map(&find)
            .find(|day| *day >= self.today)
            .filter(|day| day.year() <= this + 1)
    }

    fn full_date(
        &self,
        weekday: Option<Weekday>,
        day: u32,
        month: u32,
        year: Option<i32>,
        past: bool,
    ) -> Option<Dated> {
        let find = |year| NaiveDate::from_ymd_opt(year, month, day);
        let plain = self.yearly(year, past, find)?;
        let Some(weekday) = weekday.filter(|weekday| plain.weekday() != *weekday) else {
            return Some(Dated::sure(plain));
        };
        // The weekday contradicts the date. Another year near by may be meant.
        let this = self.today.year();
        let years = if past { [this, this - 1, this + 1] } else { [this, this + 1, this + 2] };
        let fits = years
            .into_iter()
            .filter_map(find)
            .find(|date| date.weekday() == weekday && (past || *date >= self.today));
        let same_week = nearest_weekday(plain, weekday);
        Some(match (fits, year) {
            (Some(day), None) => Dated::sure(day),
            (Some(day), Some(_)) => Dated { day, others: vec![plain, same_week] },
            (None, _) => Dated { day: plain, others: vec![same_week] },
        })
    }

    /// A day without a month: among the offers, in the period just spoken of, else the next one.
    fn day_of_month(&self, weekday: Option<Weekday>, day: u32, past: bool) -> Option<Dated> {
        let fits = |date: &NaiveDate| {
            date.day() == day && weekday.is_none_or(|weekday| date.weekday() == weekday)
        };
        if let Some(offered) = self.offered_once(fits) {
            return Some(Dated::sure(offered));
        }
        let in_frame = self.frame.and_then(|(start, end)| {
            let from = if past { start } else { start.max(self.today) };
            from.iter_days().take_while(|date| *date < end).take(400).find(fits)
        });
        let found = in_frame.or_else(|| {
            if past {
                (0..62)
                    .filter_map(|back| self.today.checked_sub_signed(Duration::days(back)))
                    .find(fits)
            } else {
                self.today.iter_days().take(62).find(fits)
            }
        });
        if let Some(found) = found {
            return Some(Dated::sure(found));
        }
        let plain = self.today.iter_days().take(62).find(|date| date.day() == day)?;
        let others = weekday.map(|weekday| nearest_weekday(plain, weekday)).into_iter().collect();
        Some(Dated { day: plain, others })
    }

    fn offered_once(&self, fits: impl Fn(&NaiveDate) -> bool) -> Option<NaiveDate> {
        let mut days: Vec<NaiveDate> =
            self.context.offered.iter().map(|option| option.slot.day()).filter(fits).collect();
        days.dedup();
        match days.as_slice() {
            &[day] => Some(day),
            _ => None,
        }
    }

    fn is_offered_once(&self, fits: impl Fn(&NaiveDate) -> bool) -> bool {
        self.offered_once(fits).is_some()
    }

    fn weekday(&self, weekday: Weekday, which: Which, past: bool) -> Option<NaiveDate> {
        let today = self.today;
        let in_week = |weeks: i64| {
            monday(today) + Duration::days(7 * weeks + i64::from(weekday.num_days_from_monday()))
        };
        Some(match which {
            Which::Bare if past => weekday_before(today, weekday),
            Which::Bare => match self.offered_once(|day| day.weekday() == weekday) {
                Some(day) => day,
                None if self.policy.weekday_may_be_today && today.weekday() == weekday => today,
                None => weekday_after(today, weekday),
            },
            Which::Coming => weekday_after(today, weekday),
            Which::Next if self.policy.next_weekday_is_next_week => in_week(1),
            Which::Next => weekday_after(today, weekday),
            Which::Last => weekday_before(today, weekday),
            Which::InWeek(weeks) => in_week(weeks),
            Which::AfterPrevious => weekday_after(self.previous.unwrap_or(today), weekday),
        })
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

    fn stretch(&self, stretch: &Stretch, past: bool) -> Option<DayRange> {
        let this_monday = monday(self.today);
        match stretch {
            Stretch::Week { number, year } => self.week(*number, *number, *year),
            Stretch::Weeks { first, last, year } => self.week(*first, *last, *year),
            Stretch::WeekFromNow { weeks, edge } => {
                let start = this_monday + Duration::days(7 * weeks);
                let (from, to) = match edge {
                    Edge::Begin | Edge::FirstHalf => (0, 2),
                    Edge::Middle => (2, 3),
                    Edge::End | Edge::SecondHalf => (3, 5),
                    Edge::Whole => (0, 7),
                };
                Some((start + Duration::days(from), start + Duration::days(to)))
            }
            Stretch::WeekOf(day) => week_from(monday(self.day(day, past)?.day)),
            Stretch::WeekAfterPrevious => {
                week_from(monday(self.previous.unwrap_or(self.today)) + Duration::days(7))
            }
            Stretch::Month { month, year, edge } => {
                let year = self.year_of_month(*month, *year, past)?;
                self.month_part(year, *month, *edge)
            }
            Stretch::MonthFromNow { months, edge } => {
                let day = step(self.today.with_day(1)?, *months, Unit::Month)?;
                self.month_part(day.year(), day.month(), *edge)
            }
            Stretch::Coming { count, unit } => self.coming(*count, *unit),
            Stretch::Weekend { weeks } => {
                let saturday = this_monday + Duration::days(7 * weeks + 5);
                Some((saturday, saturday + Duration::days(2)))
            }
            Stretch::Year { year, edge } => self.year_part(*year, *edge),
            Stretch::Named(index) => {
                self.context.periods.get(*index).map(|period| (period.start, period.end))
            }
            Stretch::NthWeek { .. } | Stretch::FirstWeeks { .. } | Stretch::NthWeekend { .. } => {
                self.part_by_count(stretch, past)
            }
            Stretch::Quarter { .. }
            | Stretch::QuarterFromNow(_)
            | Stretch::Season(_)
            | Stretch::SummerRecess
            | Stretch::FestiveDays => self.part_of_year(stretch),
        }
    }

    /// The coming (or, below zero, the past) days, weeks or months, whole ones.
    fn coming(&self, count: i64, unit: Unit) -> Option<DayRange> {
        let start = match unit {
            Unit::Week => monday(self.today),
            Unit::Month => self.today.with_day(1)?,
            Unit::Day | Unit::WorkingDay => self.today,
            Unit::Minute | Unit::Hour | Unit::Weekend | Unit::Quarter | Unit::Year => return None,
        };
        if count < 0 {
            return Some((step(start, count, unit)?, start));
        }
        let start = step(start, 1, unit)?;
        Some((start, step(start, count, unit)?))
    }

    fn part_by_count(&self, stretch: &Stretch, past: bool) -> Option<DayRange> {
        match stretch {
            Stretch::NthWeek { nth, month, year } => {
                let year = self.year_of_month(*month, *year, past)?;
                week_from(nth_whole_week(year, *month, *nth)?)
            }
            Stretch::FirstWeeks { count, month, year } => {
                let year = self.year_of_month(*month, *year, past)?;
                let start = NaiveDate::from_ymd_opt(year, *month, 1)?;
                Some((start, start + Duration::days(7 * count)))
            }
            Stretch::NthWeekend { nth, month, year } => {
                let year = self.year_of_month(*month, *year, past)?;
                let saturday = nth_weekday(year, *month, Weekday::Sat, *nth)?;
                Some((saturday, saturday + Duration::days(2)))
            }
            _ => None,
        }
    }

    fn part_of_year(&self, stretch: &Stretch) -> Option<DayRange> {
        let this = self.today.year();
        match stretch {
            Stretch::Quarter { quarter, year } => {
                let first = (quarter - 1) * 3 + 1;
                let months = |year| {
                    let start = NaiveDate::from_ymd_opt(year, first, 1)?;
                    Some((start, start.checked_add_months(Months::new(3))?))
                };
                match self.year(*year) {
                    Some(year) => months(year),
                    None => self.first_not_over(months),
                }
            }
            Stretch::QuarterFromNow(quarters) => {
                let first = (self.today.month() - 1) / 3 * 3 + 1;
                let start = NaiveDate::from_ymd_opt(this, first, 1)?;
                let start = step(start, *quarters, Unit::Quarter)?;
                Some((start, step(start, 1, Unit::Quarter)?))
            }
            Stretch::Season(season) => self.first_not_over(|year| season_in(*season, year)),
            Stretch::SummerRecess => self.first_not_over(|year| {
                Some((NaiveDate::from_ymd_opt(year, 7, 5)?, NaiveDate::from_ymd_opt(year, 9, 1)?))
            }),
            Stretch::FestiveDays => {
                let year =
                    if self.today.month() == 1 && self.today.day() < 2 { this - 1 } else { this };
                Some((
                    NaiveDate::from_ymd_opt(year, 12, 25)?,
                    NaiveDate::from_ymd_opt(year + 1, 1, 2)?,
                ))
            }
            _ => None,
        }
    }

    fn first_not_over(&self, find: impl Fn(i32) -> Option<DayRange>) -> Option<DayRange> {
        let this = self.today.year();
        [this, this + 1].into_iter().filter_map(find).find(|(_, end)| *end > self.today)
    }

    fn week(&self, first: u32, last: u32, year: Option<i32>) -> Option<DayRange> {
        let find = |year| {
            let start = NaiveDate::from_isoywd_opt(year, first, Weekday::Mon)?;
            let end = NaiveDate::from_isoywd_opt(year, last, Weekday::Mon)? + Duration::days(7);
            Some((start, end))
        };
        match year {
            Some(year) => find(year),
            None => {
                let this = self.today.iso_week().year();
                [this, this + 1].into_iter().filter_map(find).find(|(_, end)| *end > self.today)
            }
        }
    }

    fn year(&self, year: Year) -> Option<i32> {
        match year {
            Year::Unsaid => None,
            Year::Number(year) => Some(year),
            Year::FromNow(years) => Some(self.today.year() + years),
        }
    }

    fn year_of_month(&self, month: u32, year: Year, past: bool) -> Option<i32> {
        let this = self.today.year();
        let over = month < self.today.month();
        self.year(year).or(Some(match (past, over) {
            (true, _) if month > self.today.month() => this - 1,
            (false, true) if self.policy.dates_look_ahead => this + 1,
            _ => this,
        }))
    }

    fn month_part(&self, year: i32, month: u32, edge: Edge) -> Option<DayRange> {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        let end = first.checked_add_months(Months::new(1))?;
        let day = |day: u32| first + Duration::days(i64::from(day));
        Some(match edge {
            Edge::Whole => (first, end),
            Edge::Begin => (first, day(self.policy.begin_last_day)),
            Edge::Middle => (day(self.policy.begin_last_day), day(self.policy.medio_last_day)),
            Edge::End => (day(self.policy.medio_last_day), end),
            Edge::FirstHalf => (first, day(15)),
            Edge::SecondHalf => (day(15), end),
        })
    }

    fn year_part(&self, year: Year, edge: Edge) -> Option<DayRange> {
        let year = self.year(year)?;
        let first = |month: u32| NaiveDate::from_ymd_opt(year, month, 1);
        let end = NaiveDate::from_ymd_opt(year + 1, 1, 1)?;
        Some(match edge {
            Edge::Whole if first(1)? <= self.today && self.today < end => (self.today, end),
            Edge::Whole => (first(1)?, end),
            Edge::Begin => (first(1)?, first(3)?),
            Edge::Middle => (first(5)?, first(9)?),
            Edge::End => (first(11)?, end),
            Edge::FirstHalf => (first(1)?, first(7)?),
            Edge::SecondHalf => (first(7)?, end),
        })
    }

    // Bounds and hours.

    /// The days `start..end` under the bound and the hours of the phrase.
    fn bounded(&self, start: NaiveDate, end: NaiveDate, phrase: &Phrase) -> When {
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

    fn timed(&self, day: NaiveDate, time: Time) -> When {
        let at = |time: Option<NaiveTime>| time.map(|time| day.and_time(time));
        match (time, self.hours(time)) {
            (Time::At(_), (Some(time), _)) => When::DateTime(day.and_time(time)),
            (Time::Until(_), (_, until)) => {
                When::DateTimeRange { start: Some(day.and_time(NaiveTime::MIN)), end: at(until) }
            }
            (_, (from, until)) => When::DateTimeRange { start: at(from), end: at(until) },
        }
    }

    fn timed_half_line(&self, bound: Bound, day: NaiveDate, time: Time) -> When {
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
    fn hours(&self, time: Time) -> (Option<NaiveTime>, Option<NaiveTime>) {
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

    fn part(&self, part: Part) -> Hours {
        match part {
            Part::Ochtend => self.policy.ochtend,
            Part::Middag => self.policy.middag,
            Part::Avond => self.policy.avond,
        }
    }

    /// A range runs forward: "van 9 tot 3" ends in the afternoon, "van half acht tot 16.00" begins
    /// in the morning.
    fn clocks(&self, from: ClockTime, until: ClockTime) -> (Option<NaiveTime>, Option<NaiveTime>) {
        let plain = |clock: ClockTime| self.clock(ClockTime { spoken: false, ..clock });
        let (start, end) = (self.clock(from), self.clock(until));
        if start > end {
            return (plain(from), end.max(plain(until)));
        }
        let written = !from.spoken && plain(until) > start;
        (start, if written { plain(until) } else { end })
    }

    fn clock(&self, clock: ClockTime) -> Option<NaiveTime> {
        let afternoon =
            clock.spoken && (1..=self.policy.afternoon_hours_up_to).contains(&clock.hour);
        let hour = if afternoon { clock.hour + 12 } else { clock.hour % 24 };
        NaiveTime::from_hms_opt(hour, clock.minute, 0)
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
        | Stretch::WeekOf(_)
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

fn next(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

fn monday(day: NaiveDate) -> NaiveDate {
    day - Duration::days(i64::from(day.weekday().num_days_from_monday()))
}

fn week_from(start: NaiveDate) -> Option<DayRange> {
    Some((start, start + Duration::days(7)))
}

fn weekday_after(day: NaiveDate, weekday: Weekday) -> NaiveDate {
    let ahead = (weekday.num_days_from_monday() + 7 - day.weekday().num_days_from_monday()) % 7;
    day + Duration::days(i64::from(if ahead == 0 { 7 } else { ahead }))
}

fn weekday_before(day: NaiveDate, weekday: Weekday) -> NaiveDate {
    let back = (day.weekday().num_days_from_monday() + 7 - weekday.num_days_from_monday()) % 7;
    day - Duration::days(i64::from(if back == 0 { 7 } else { back }))
}

fn nearest_weekday(day: NaiveDate, weekday: Weekday) -> NaiveDate {
    let (before, after) = (weekday_before(day, weekday), weekday_after(day, weekday));
    if day - before <= after - day { before } else { after }
}

fn nth_weekday(year: i32, month: u32, weekday: Weekday, nth: i64) -> Option<NaiveDate> {
    if nth > 0 {
        return NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth as u8);
    }
    (1..=5).rev().find_map(|n| NaiveDate::from_weekday_of_month_opt(year, month, weekday, n))
}

/// The Monday of the nth week that begins in the month; of the last one that also ends in it.
fn nth_whole_week(year: i32, month: u32, nth: i64) -> Option<NaiveDate> {
    if nth > 0 {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        // A week belongs to the month that holds its Thursday (ISO 8601).
        let thursday =
            NaiveDate::from_weekday_of_month_opt(first.year(), month, Weekday::Thu, nth as u8)?;
        return Some(monday(thursday));
    }
    let last_sunday = nth_weekday(year, month, Weekday::Sun, -1)?;
    Some(monday(last_sunday))
}

fn last_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// `count` calendar units further; negative goes back.
fn step(from: NaiveDate, count: i64, unit: Unit) -> Option<NaiveDate> {
    let months = |months: i64| {
        let distance = Months::new(u32::try_from(months.abs()).ok()?);
        if months < 0 {
            from.checked_sub_months(distance)
        } else {
            from.checked_add_months(distance)
        }
    };
    match unit {
        Unit::Day | Unit::WorkingDay => from.checked_add_signed(Duration::days(count)),
        Unit::Week | Unit::Weekend => from.checked_add_signed(Duration::days(7 * count)),
        Unit::Month => months(count),
        Unit::Quarter => months(3 * count),
        Unit::Year => months(12 * count),
        Unit::Minute | Unit::Hour => Some(from),
    }
}

/// Seasons by whole months (meteorological), as people use them in planning.
fn season_in(season: Season, year: i32) -> Option<DayRange> {
    let first = match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    };
    let start = NaiveDate::from_ymd_opt(year, first, 1)?;
    Some((start, start.checked_add_months(Months::new(3))?))
}
