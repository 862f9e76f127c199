//! Calendar arithmetic on whole days: weekdays, weeks, months, seasons. Knows no mail and no "now".

use chrono::{Datelike, Duration, Months, NaiveDate, Weekday};

use super::super::{Amount, DayRange};
use crate::domain::calendar::{working_days_after, working_days_before};
use crate::reading::token::Season;

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
    let last = nth_weekday(year, month, Weekday::Thu, -1)?;
    Some(monday(add_days(last, 7 * (nth + 1))?))
}

pub(super) fn last_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// So many months later, or earlier; the last day of a shorter month where it has no such day.
pub(super) fn add_months(from: NaiveDate, months: i64) -> Option<NaiveDate> {
    let distance = Months::new(u32::try_from(months.abs()).ok()?);
    if months < 0 { from.checked_sub_months(distance) } else { from.checked_add_months(distance) }
}

pub(super) fn add_days(from: NaiveDate, days: i64) -> Option<NaiveDate> {
    from.checked_add_signed(Duration::try_days(days)?)
}

/// So much later on the calendar, hours and less left out.
pub(super) fn add(from: NaiveDate, by: Amount) -> Option<NaiveDate> {
    let worked = match by.working_days {
        0 => from,
        days if days > 0 => working_days_after(from, days.min(400) as u32),
        days => working_days_before(from, days.abs().min(400) as u32),
    };
    // Half a day is the day after.
    let half = i64::from(!by.is_clock()) * by.seconds.signum();
    add_days(add_months(worked, by.months.into())?, i64::from(by.days) + half)
}

/// The season that begins in a year, on the first of a month or on the 21st.
pub(super) fn season_in(season: Season, year: i32, astronomical: bool) -> Option<DayRange> {
    let first = match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    };
    if !astronomical {
        let start = NaiveDate::from_ymd_opt(year, first, 1)?;
        return Some((start, add_months(start, 3)?));
    }
    let start = NaiveDate::from_ymd_opt(year, first, if first == 9 { 23 } else { 21 })?;
    let next = add_months(start, 3)?;
    let end = NaiveDate::from_ymd_opt(next.year(), next.month(), if first == 6 { 24 } else { 21 })?;
    Some((start, end))
}
