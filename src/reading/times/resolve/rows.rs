//! Which row of days the words name: weeks, months and their parts, quarters, seasons, recess.

use chrono::{Datelike, Duration, Months, NaiveDate, Weekday};

use super::super::{DayRange, Edge, Stretch, Year};
use super::Resolver;
use super::algebra::{monday, nth_weekday, nth_whole_week, season_in, step, week_from};
use crate::reading::token::Unit;

impl Resolver<'_> {
    pub(super) fn stretch(&self, stretch: &Stretch, past: bool) -> Option<DayRange> {
        let this_monday = monday(self.today);
        match stretch {
            Stretch::Week { number, year } => self.week(*number, *number, *year),
            Stretch::Weeks { first, last, year } => self.week(*first, *last, *year),
            Stretch::WeekFromNow { weeks, edge } => self.part_of_week(*weeks, *edge),
            Stretch::WeekOf { day, weeks } => {
                week_from(step(monday(self.day(day, past)?.day), *weeks, Unit::Week)?)
            }
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
            Stretch::NthWeek { nth, month, year } => {
                let year = self.year_of_month(*month, *year, past)?;
                week_from(nth_whole_week(year, *month, *nth)?)
            }
            Stretch::FirstWeeks { count, month, year } => {
                let year = self.year_of_month(*month, *year, past)?;
                let start = NaiveDate::from_ymd_opt(year, *month, 1)?;
                Some((start, step(start, *count, Unit::Week)?))
            }
            Stretch::NthWeekend { nth, month, year } => {
                let year = self.year_of_month(*month, *year, past)?;
                let saturday = nth_weekday(year, *month, Weekday::Sat, *nth)?;
                Some((saturday, saturday + Duration::days(2)))
            }
            Stretch::Quarter { quarter, year } => self.quarter(*quarter, *year),
            Stretch::QuarterFromNow(quarters) => self.quarter_from_now(*quarters),
            Stretch::Season(season) => self.first_not_over(|year| season_in(*season, year)),
            Stretch::SummerRecess => self.first_not_over(|year| {
                Some((NaiveDate::from_ymd_opt(year, 7, 5)?, NaiveDate::from_ymd_opt(year, 9, 1)?))
            }),
            Stretch::FestiveDays => self.festive_days(),
        }
    }

    fn part_of_week(&self, weeks: i64, edge: Edge) -> Option<DayRange> {
        let start = step(monday(self.today), weeks, Unit::Week)?;
        let (from, to) = match edge {
            Edge::Begin | Edge::FirstHalf => (0, 2),
            Edge::Middle => (2, 3),
            Edge::End | Edge::SecondHalf => (3, 5),
            Edge::Whole => (0, 7),
        };
        Some((start + Duration::days(from), start + Duration::days(to)))
    }

    fn quarter(&self, quarter: u32, year: Year) -> Option<DayRange> {
        let months = |year| {
            let start = NaiveDate::from_ymd_opt(year, (quarter - 1) * 3 + 1, 1)?;
            Some((start, start.checked_add_months(Months::new(3))?))
        };
        match self.year(year) {
            Some(year) => months(year),
            None => self.first_not_over(months),
        }
    }

    fn quarter_from_now(&self, quarters: i64) -> Option<DayRange> {
        let first = (self.today.month() - 1) / 3 * 3 + 1;
        let start = NaiveDate::from_ymd_opt(self.today.year(), first, 1)?;
        let start = step(start, quarters, Unit::Quarter)?;
        Some((start, step(start, 1, Unit::Quarter)?))
    }

    /// Christmas to New Year's Day; on that day itself still the ones that end then.
    fn festive_days(&self) -> Option<DayRange> {
        let new_year = self.today.month() == 1 && self.today.day() < 2;
        let year = self.today.year() - i32::from(new_year);
        Some((NaiveDate::from_ymd_opt(year, 12, 25)?, NaiveDate::from_ymd_opt(year + 1, 1, 2)?))
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

    pub(super) fn month_part(&self, year: i32, month: u32, edge: Edge) -> Option<DayRange> {
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
}
