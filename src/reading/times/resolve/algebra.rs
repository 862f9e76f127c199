//! Calendar arithmetic on whole days: weekdays, weeks, months, seasons. Knows no mail and no "now".

use chrono::{Datelike, Duration, Months, NaiveDate, Weekday};

use super::super::{DayRange, Season};
use crate::reading::token::Unit;

pub(super) fn next(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

pub(super) fn monday(day: NaiveDate) -> NaiveDate {
    day - Duration::days(i64::from(day.weekday().num_days_from_monday()))
}

pub(super) fn week_from(start: NaiveDate) -> Option<DayRange> {
    Some((start, start + Duration::days(7)))
}

pub(super) fn weekday_after(day: NaiveDate, weekday: Weekday) -> NaiveDate {
    let ahead = (weekday.num_days_from_monday() + 7 - day.weekday().num_days_from_monday()) % 7;
    day + Duration::days(i64::from(if ahead == 0 { 7 } else { ahead }))
}

pub(super) fn weekday_before(day: NaiveDate, weekday: Weekday) -> NaiveDate {
    let back = (day.weekday().num_days_from_monday() + 7 - weekday.num_days_from_monday()) % 7;
    day - Duration::days(i64::from(if back == 0 { 7 } else { back }))
}

pub(super) fn nearest_weekday(day: NaiveDate, weekday: Weekday) -> NaiveDate {
    let (before, after) = (weekday_before(day, weekday), weekday_after(day, weekday));
    if day - before <= after - day { before } else { after }
}

pub(super) fn nth_weekday(year: i32, month: u32, weekday: Weekday, nth: i64) -> Option<NaiveDate> {
    if nth > 0 {
        return NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth as u8);
    }
    (1..=5).rev().find_map(|n| NaiveDate::from_weekday_of_month_opt(year, month, weekday, n))
}

/// The Monday of the nth week that begins in the month; of the last one that also ends in it.
pub(super) fn nth_whole_week(year: i32, month: u32, nth: i64) -> Option<NaiveDate> {
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

pub(super) fn last_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// `count` calendar units further; negative goes back.
pub(super) fn step(from: NaiveDate, count: i64, unit: Unit) -> Option<NaiveDate> {
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
pub(super) fn season_in(season: Season, year: i32) -> Option<DayRange> {
    let first = match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    };
    let start = NaiveDate::from_ymd_opt(year, first, 1)?;
    Some((start, start.checked_add_months(Months::new(3))?))
}
