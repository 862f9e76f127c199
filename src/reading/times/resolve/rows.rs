//! Which row of days the words name: weeks, months and their parts, quarters, seasons, recess.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "the tree of times has many kinds; what is not asked for here is treated as the rest"
)]

use chrono::{Datelike, Duration, NaiveDate, NaiveTime, Weekday};

use super::super::{Amount, DayRange, Days, Year};
use super::algebra::{
    add, add_days, add_months, monday, next, nth_weekday, nth_whole_week, season_in, week_from,
};
use super::{Resolver, Value, cut, shifted};
use crate::reading::policy::{
    Coming, DateWithoutYear, Edges, MonthAlone, RangeEnd, RelativeUnit, Seasons,
};
use crate::reading::token::{Edge, Season, Unit};

impl Resolver<'_> {
    /// The rows of days of the tree; single days are `value`'s.
    pub(super) fn row_of(&self, days: &Days, past: bool) -> Option<Value> {
        let row = match days {
            Days::Beside { unit, offset } => {
                let first = self.previous_row.map(|(start, _)| start);
                let day = first.filter(|_| *offset < 0).or(self.previous);
                self.unit_around(day.unwrap_or(self.today), *unit, *offset)
            }
            Days::Part { edge, of } => match self.part_of_one_day(*edge, of, past) {
                Some(value) => return Some(value),
                None => self.part(*edge, of, past),
            },
            Days::Month { month, year } => return self.month(*month, *year, past),
            Days::Year(year) => self.whole_year(self.year(*year)?, self.is_now(*year)),
            Days::Years { first, count } => {
                Some((first_of(*first, 1)?, first_of(*first + *count, 1)?))
            }
            Days::Quarter { quarter, year } => self.quarter(*quarter, *year),
            Days::Season(season, year) => self.season(*season, *year),
            Days::Weeks { first, last, year } => self.weeks(*first, *last, *year, past),
            Days::UnitOf { unit, day, offset } => {
                // "begin volgende week ..., eind die week": the week of the row just named.
                let row = self.previous_row.filter(|_| **day == Days::Previous);
                let (start, end) = match row {
                    Some(row) => row,
                    None => self.value(day, past)?.range(),
                };
                // "De week voor Pasen" ends on that Sunday.
                let ends_week = matches!(**day, Days::Feast(..))
                    && start.weekday() == Weekday::Sun
                    && (*unit, *offset) == (Unit::Week, -1)
                    && !self.policy.bare;
                let day = if *offset > 0 { end.pred_opt()? } else { start };
                self.unit_around(day, *unit, if ends_week { 0 } else { *offset })
            }
            Days::Unit { unit, offset } => return self.unit(*unit, *offset),
            Days::Coming(amount) => return self.coming(*amount),
            Days::Rest(unit) => {
                if let (Unit::Day, Some(end)) = (*unit, self.policy.end_of_day) {
                    return Some(Value::Moments(self.now, self.today.and_time(end)));
                }
                let (_, end) = self.unit_around(self.today, *unit, 0)?;
                let last = self.policy.range_end == RangeEnd::Exclusive;
                Some((self.today, if last { end.pred_opt()? } else { end }))
            }
            Days::Named(index) => self.named(*index, past),
            Days::SummerRecess => self.first_not_over(|year| {
                Some((NaiveDate::from_ymd_opt(year, 7, 5)?, first_of(year, 9)?))
            }),
            Days::Festivities => self.festive_days(),
            Days::FromToday(_)
            | Days::Date { .. }
            | Days::LoneDay(_)
            | Days::Weekday(..)
            | Days::Feast(..)
            | Days::Shift { .. }
            | Days::Ahead(_)
            | Days::Previous
            | Days::LastSaid
            | Days::MonthSaid
            | Days::Nth { .. }
            | Days::NthNear { .. }
            | Days::In { .. } => None,
        };
        let (start, end) = row?;
        if self.policy.weekend_begins_friday_at < 24
            && matches!(days, Days::Unit { unit: Unit::Weekend, .. })
        {
            let friday =
                start.pred_opt()?.and_hms_opt(self.policy.weekend_begins_friday_at, 0, 0)?;
            return Some(Value::Moments(friday, end.and_hms_opt(0, 0, 0)?));
        }
        Some(Value::Row((start, end)))
    }

    /// The week, month, ... that holds a day, or so many further.
    fn unit_around(&self, day: NaiveDate, unit: Unit, offset: i64) -> Option<DayRange> {
        let months = |first: NaiveDate, each: i64| {
            let start = add_months(first, offset * each)?;
            Some((start, add_months(start, each)?))
        };
        let year = day.year();
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour => None,
            Unit::Day | Unit::WorkingDay => {
                let start = add_days(day, offset)?;
                Some((start, next(start)))
            }
            Unit::Week => week_from(add_days(monday(day), 7 * offset)?),
            Unit::WorkWeek => {
                let start = add_days(monday(day), 7 * offset)?;
                Some((start, add_days(start, 5)?))
            }
            Unit::Weekend => {
                let saturday = add_days(monday(day), 7 * offset + 5)?;
                Some((saturday, add_days(saturday, 2)?))
            }
            Unit::Month => months(day.with_day(1)?, 1),
            Unit::Quarter => months(first_of(year, (day.month() - 1) / 3 * 3 + 1)?, 3),
            Unit::HalfYear => months(first_of(year, (day.month() - 1) / 6 * 6 + 1)?, 6),
            Unit::Year => months(first_of(year, 1)?, 12),
            Unit::Decade => months(first_of(year / 10 * 10, 1)?, 120),
            Unit::Century => months(first_of(year / 100 * 100, 1)?, 1200),
        }
    }

    /// `deze week`, `volgende maand`, `vorig jaar`.
    fn unit(&self, unit: Unit, offset: i64) -> Option<Value> {
        if self.policy.unit == RelativeUnit::Shifted && unit != Unit::Weekend {
            return self.shifted_unit(unit, offset).map(Value::day);
        }
        let (start, end) = self.unit_around(self.today, unit, offset)?;
        if unit == Unit::Weekend && self.policy.weekend_begins_friday_at < 24 {
            let hour = self.policy.weekend_begins_friday_at;
            let friday = start.pred_opt()?.and_hms_opt(hour, 0, 0)?;
            return Some(Value::Moments(friday, end.and_hms_opt(0, 0, 0)?));
        }
        let runs = unit == Unit::Year && offset == 0 && self.policy.this_unit_from_today;
        Some(Value::Row((if runs { self.today } else { start }, end)))
    }

    fn shifted_unit(&self, unit: Unit, offset: i64) -> Option<NaiveDate> {
        match (unit, offset) {
            (Unit::Week, 0) => {
                add_days(self.today, -i64::from(self.today.weekday().num_days_from_sunday()))
            }
            (_, 0) => Some(self.unit_around(self.today, unit, 0)?.0),
            (Unit::Week, _) => add_days(self.today, 7 * offset),
            (Unit::Day | Unit::WorkingDay, _) => add_days(self.today, offset),
            (Unit::Quarter, _) => add_months(self.today, 3 * offset),
            (Unit::Year, _) => add_months(self.today, 12 * offset),
            (_, _) => add_months(self.today, offset),
        }
    }

    /// The coming (or, below zero, the past) days, weeks or months.
    fn coming(&self, amount: Amount) -> Option<Value> {
        let back = amount.whole_seconds() < 0;
        if self.policy.coming == Coming::End {
            if amount.is_clock() {
                return Some(Value::Moment(self.elapsed(amount)?));
            }
            return add(self.today, amount).map(Value::day);
        }
        if amount.is_clock() {
            return self.coming_hours(amount, back);
        }
        if self.policy.coming == Coming::Rolling && amount.unit < Unit::Decade {
            let start = if back { self.today } else { next(self.today) };
            let other = add(start, amount)?;
            return Some(Value::Row((start.min(other), start.max(other))));
        }
        let unit = match amount.unit {
            Unit::WorkingDay => Unit::Day,
            unit => unit,
        };
        let (this, following) = self.unit_around(self.today, unit, 0)?;
        let start = if back { this } else { following };
        let other = add(start, amount)?;
        Some(Value::Row((start.min(other), start.max(other))))
    }

    fn coming_hours(&self, amount: Amount, back: bool) -> Option<Value> {
        let length = Duration::try_seconds(amount.seconds.abs())?;
        let whole = self.policy.coming == Coming::WholeUnits;
        let now = if whole { cut(self.now, amount.unit) } else { self.now };
        if back {
            return Some(Value::Moments(now - length, now));
        }
        let one = match amount.unit {
            Unit::Second => Duration::seconds(1),
            Unit::Minute => Duration::minutes(1),
            _ => Duration::hours(1),
        };
        if whole {
            return Some(Value::Moments(now + one, now + one + length));
        }
        let end = add(now.date(), amount)?.and_time(now.time()) + length;
        Some(Value::Moments(now, end))
    }

    /// `eerste week van 2019`, `laatste twee weken van juni`, `tweede weekend van mei`.
    pub(super) fn nth_row(
        &self,
        (nth, count): (i64, i64),
        unit: Unit,
        of: &Days,
        (start, end): DayRange,
    ) -> Option<Value> {
        let row = match (unit, of) {
            (Unit::Week, Days::Year(_) | Days::Unit { unit: Unit::Year, .. }) if count == 1 => {
                let weeks = NaiveDate::from_ymd_opt(start.year(), 12, 28)?.iso_week().week();
                let number = if nth > 0 { nth } else { i64::from(weeks) + 1 + nth };
                let number = u32::try_from(number).ok()?;
                week_from(NaiveDate::from_isoywd_opt(start.year(), number, Weekday::Mon)?)
            }
            (Unit::Week, _) if count == 1 => {
                week_from(nth_whole_week(start.year(), start.month(), nth)?)
            }
            (Unit::Weekend, _) if count == 1 => {
                let saturday = nth_weekday(start.year(), start.month(), Weekday::Sat, nth)?;
                Some((saturday, add_days(saturday, 2)?))
            }
            (Unit::Day | Unit::Week | Unit::WorkingDay, _) => {
                let each = if unit == Unit::Week { 7 } else { 1 };
                let length = each * count;
                if nth > 0 {
                    let from = add_days(start, (nth - 1) * each)?;
                    Some((from, add_days(from, length)?.min(end)))
                } else {
                    Some((add_days(end, -length)?.max(start), end))
                }
            }
            (Unit::Month | Unit::Quarter, _) => {
                let each = if unit == Unit::Quarter { 3 } else { 1 };
                let from = if nth > 0 {
                    add_months(start, (nth - 1) * each)?
                } else {
                    add_months(end, -each * count)?
                };
                Some((from, add_months(from, each * count)?))
            }
            _ => None,
        };
        row.map(Value::Row)
    }

    /// `eind van de dag`, `later op de dag`, where the policy gives a day its parts.
    fn part_of_one_day(&self, edge: Edge, of: &Days, past: bool) -> Option<Value> {
        let last = self.policy.end_of_day?;
        let (start, end) = match self.value(of, past)? {
            Value::Day(dated) => (dated.day, next(dated.day)),
            Value::Row((start, end)) if next(start) == end => (start, end),
            Value::Row(_) | Value::Moment(_) | Value::Moments(..) => return None,
        };
        let at = |hour| start.and_hms_opt(hour, 0, 0);
        Some(match edge {
            Edge::Begin | Edge::Earlier | Edge::FirstHalf => Value::Moments(at(0)?, at(12)?),
            Edge::Middle => Value::Moments(at(10)?, at(14)?),
            Edge::Later | Edge::SecondHalf => Value::Moments(at(12)?, end.and_time(NaiveTime::MIN)),
            Edge::End => Value::Moment(start.and_time(last)),
        })
    }

    /// The part of a row with the running one cut at today: "later deze maand".
    fn part(&self, edge: Edge, of: &Days, past: bool) -> Option<DayRange> {
        let (start, end) = self.whole_part(edge, of, past)?;
        Some(match edge {
            Edge::Later if self.today < end => (start.max(self.today), end),
            Edge::Earlier if start < self.today => (start, end.min(self.today)),
            Edge::Later
            | Edge::Earlier
            | Edge::Begin
            | Edge::Middle
            | Edge::End
            | Edge::FirstHalf
            | Edge::SecondHalf => (start, end),
        })
    }

    /// The part of a row: of a month by the policy, of a week and a year by habit, else by thirds.
    fn whole_part(&self, edge: Edge, of: &Days, past: bool) -> Option<DayRange> {
        let of = match of {
            // "Eind van de maand" where none was named.
            Days::MonthSaid if self.value(of, past).is_none() => {
                &Days::Unit { unit: Unit::Month, offset: 0 }
            }
            of => of,
        };
        let (start, end) = match self.value(of, past)? {
            // "begin januari" of a month that a policy reads as one day.
            Value::Day(dated) if matches!(of, Days::Month { .. }) => self.month_of(dated.day)?,
            value => value.range(),
        };
        let length = (end - start).num_days();
        let halves = self.policy.edges == Edges::Halves;
        if (28..=31).contains(&length) && start.day() == 1 {
            return self.month_part(start.year(), start.month(), Some(edge));
        }
        let of_week = match edge {
            Edge::Begin | Edge::Earlier if halves => (0, 3),
            Edge::End | Edge::Later if halves => (3, 7),
            Edge::Begin | Edge::Earlier | Edge::FirstHalf => (0, 2),
            Edge::Middle => (2, 3),
            Edge::End | Edge::Later | Edge::SecondHalf => (3, 5),
        };
        if length == 7 {
            return Some((shifted(start, of_week.0), shifted(start, of_week.1)));
        }
        if let Days::Year(_) | Days::Unit { unit: Unit::Year, .. } = of {
            return self.part_of_year(
                start.year(),
                edge,
                matches!(of, Days::Year(Year::Number(_))),
            );
        }
        let at =
            |numerator: i64, denominator: i64| shifted(start, length * numerator / denominator);
        Some(match edge {
            Edge::Begin | Edge::Earlier => (start, at(1, 3)),
            Edge::Middle => (at(1, 3), at(2, 3)),
            Edge::End | Edge::Later => (at(2, 3), end),
            Edge::FirstHalf => (start, at(1, 2)),
            Edge::SecondHalf => (at(1, 2), end),
        })
    }

    /// Where edges are halves, only the running years are halved; a year in figures has thirds.
    fn part_of_year(&self, year: i32, edge: Edge, figures: bool) -> Option<DayRange> {
        let first = |month: u32| first_of(year, month);
        let end = first_of(year + 1, 1)?;
        let halves = self.policy.edges == Edges::Halves;
        Some(match edge {
            Edge::Begin | Edge::Earlier if halves && figures => (first(1)?, first(5)?),
            Edge::End | Edge::Later if halves && figures => (first(9)?, end),
            Edge::Begin | Edge::Earlier if halves => (first(1)?, first(7)?),
            Edge::End | Edge::Later if halves => (first(7)?, end),
            Edge::Begin | Edge::Earlier => (first(1)?, first(3)?),
            Edge::Middle => (first(5)?, first(9)?),
            Edge::End | Edge::Later => (first(11)?, end),
            Edge::FirstHalf => (first(1)?, first(7)?),
            Edge::SecondHalf => (first(7)?, end),
        })
    }

    fn month(&self, month: u32, year: Year, past: bool) -> Option<Value> {
        let year = self.year_of_month(month, year, past)?;
        let (start, end) = self.month_part(year, month, None)?;
        Some(match self.policy.month {
            MonthAlone::Whole => Value::Row((start, end)),
            MonthAlone::FirstDay => Value::day(start),
            MonthAlone::SameDay => {
                let same = NaiveDate::from_ymd_opt(year, month, self.today.day());
                Value::day(same.or(end.pred_opt())?)
            }
        })
    }

    pub(super) fn month_of(&self, day: NaiveDate) -> Option<DayRange> {
        self.month_part(day.year(), day.month(), None)
    }

    pub(super) fn month_part(&self, year: i32, month: u32, edge: Option<Edge>) -> Option<DayRange> {
        let first = first_of(year, month)?;
        let end = add_months(first, 1)?;
        let day = |day: u32| shifted(first, i64::from(day));
        Some(match edge {
            None => (first, end),
            Some(Edge::Begin | Edge::Earlier) => (first, day(self.policy.begin_last_day)),
            Some(Edge::Middle) if self.policy.edges == Edges::Halves => (day(9), day(20)),
            Some(Edge::Middle) => {
                (day(self.policy.begin_last_day), day(self.policy.medio_last_day))
            }
            Some(Edge::End | Edge::Later) if self.policy.edges == Edges::Halves => (day(15), end),
            Some(Edge::End | Edge::Later) => (day(self.policy.medio_last_day), end),
            Some(Edge::FirstHalf) => (first, day(15)),
            Some(Edge::SecondHalf) => (day(15), end),
        })
    }

    fn whole_year(&self, year: i32, running: bool) -> Option<DayRange> {
        let (start, end) = (first_of(year, 1)?, first_of(year + 1, 1)?);
        let runs = running && start <= self.today && self.today < end;
        Some((if runs && self.policy.this_unit_from_today { self.today } else { start }, end))
    }

    fn is_now(&self, year: Year) -> bool {
        year == Year::FromNow(0)
    }

    fn quarter(&self, quarter: u32, year: Year) -> Option<DayRange> {
        let months = |year| {
            let start = first_of(year, (quarter - 1) * 3 + 1)?;
            Some((start, add_months(start, 3)?))
        };
        match self.year(year) {
            Some(year) => months(year),
            None => self.first_not_over(months),
        }
    }

    fn season(&self, season: Season, year: Year) -> Option<DayRange> {
        let astronomical = self.policy.seasons == Seasons::Astronomical;
        let find = |year| season_in(season, year, astronomical);
        match (self.year(year), year) {
            (Some(said), Year::Number(_)) => find(said),
            (Some(said), _) if said != self.today.year() => find(said),
            (_, Year::Behind) => {
                let this = self.today.year();
                (this - 2..=this).rev().filter_map(find).find(|(_, end)| *end <= self.today)
            }
            _ => {
                let this = self.today.year();
                let years = if astronomical { this - 1..=this + 1 } else { this..=this + 1 };
                years.filter_map(find).find(|(_, end)| *end > self.today)
            }
        }
    }

    /// Christmas to New Year's Day; on that day itself still the ones that end then.
    fn festive_days(&self) -> Option<DayRange> {
        let new_year = self.today.month() == 1 && self.today.day() < 2;
        let year = self.today.year() - i32::from(new_year);
        Some((NaiveDate::from_ymd_opt(year, 12, 25)?, NaiveDate::from_ymd_opt(year + 1, 1, 2)?))
    }

    /// The next period of this name. Each region of schools has its own: whoever names it may mean any
    /// of those that overlap.
    fn named(&self, index: usize, past: bool) -> Option<DayRange> {
        let periods = self.context.periods;
        let name = &periods.get(index)?.name;
        let alike = || periods.iter().filter(|other| other.name.eq_ignore_ascii_case(name));
        let next = alike().filter(|period| period.end > self.today).min_by_key(|one| one.start);
        let last = alike().filter(|period| period.start < self.today).max_by_key(|one| one.start);
        let meant = if past { last.or(next) } else { next.or(last) }?;
        let one = alike().filter(|other| other.start < meant.end && meant.start < other.end);
        one.map(|period| (period.start, period.end))
            .reduce(|all, period| (all.0.min(period.0), all.1.max(period.1)))
    }

    fn first_not_over(&self, find: impl Fn(i32) -> Option<DayRange>) -> Option<DayRange> {
        let this = self.today.year();
        [this, this + 1].into_iter().filter_map(find).find(|(_, end)| *end > self.today)
    }

    fn weeks(&self, first: u32, last: u32, year: Year, past: bool) -> Option<DayRange> {
        let find = |year| {
            let start = NaiveDate::from_isoywd_opt(year, first, Weekday::Mon)?;
            let end = NaiveDate::from_isoywd_opt(year, last, Weekday::Mon)? + Duration::days(7);
            Some((start, end))
        };
        if let Some(year) = self.year(year) {
            return find(year);
        }
        let this = self.today.iso_week().year();
        if past {
            return [this, this - 1].into_iter().filter_map(find).find(|(s, _)| *s <= self.today);
        }
        [this, this + 1].into_iter().filter_map(find).find(|(_, end)| *end > self.today)
    }

    /// The year that is said; `None` where the day itself decides.
    pub(super) fn year(&self, year: Year) -> Option<i32> {
        match year {
            Year::Unsaid | Year::Ahead | Year::Behind => None,
            Year::Number(year) => Some(year),
            Year::FromNow(years) => Some(self.today.year() + years),
        }
    }

    fn year_of_month(&self, month: u32, year: Year, past: bool) -> Option<i32> {
        let this = self.today.year();
        if let Some(year) = self.year(year) {
            return Some(year);
        }
        let now = self.today.month();
        if self.policy.date_without_year == DateWithoutYear::Nearest && year == Year::Unsaid {
            return Some(self.yearly(year, past, |year| first_of(year, month))?.year());
        }
        Some(match year {
            Year::Behind => this - i32::from(month >= now),
            Year::Ahead => this + i32::from(month <= now),
            _ if past => this - i32::from(month > now),
            _ if self.policy.date_without_year == DateWithoutYear::ThisYear => this,
            _ => this + i32::from(month < now),
        })
    }
}

fn first_of(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)
}
