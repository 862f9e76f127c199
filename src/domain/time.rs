//! Time as the house uses it: instants in UTC, appointments on the wall clock of Amsterdam.
//!
//! An appointment is a promise about a wall clock, so it is kept as local time and only turned into
//! an instant when something must happen. The traps are the two nights when the clock changes: a
//! local time that does not exist means the first that does, one that comes twice means the first.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::Amsterdam;
use serde::{Deserialize, Serialize};

/// A point in time, in UTC.
pub type Instant = DateTime<Utc>;

/// What the clocks in the Netherlands show at `instant`.
pub fn local(instant: Instant) -> NaiveDateTime {
    instant.with_timezone(&Amsterdam).naive_local()
}

/// The day in the Netherlands at `instant`.
pub fn today(instant: Instant) -> NaiveDate {
    local(instant).date()
}

/// The instant at which Dutch clocks show `wall`; in the hour that is skipped, the end of the gap;
/// in the hour that comes twice, the first time.
pub fn instant(wall: NaiveDateTime) -> Instant {
    match Amsterdam.from_local_datetime(&wall) {
        chrono::LocalResult::Single(at) => at.with_timezone(&Utc),
        chrono::LocalResult::Ambiguous(first, _) => first.with_timezone(&Utc),
        chrono::LocalResult::None => end_of_gap(wall),
    }
}

fn end_of_gap(wall: NaiveDateTime) -> Instant {
    let hour_later = wall + Duration::hours(1);
    let after = match Amsterdam.from_local_datetime(&hour_later) {
        chrono::LocalResult::Single(at) | chrono::LocalResult::Ambiguous(at, _) => at,
        // No zone skips two hours at once; UTC is the harmless answer if one ever does.
        chrono::LocalResult::None => return Utc.from_utc_datetime(&wall),
    };
    let into_gap = Duration::minutes(i64::from(chrono::Timelike::minute(&wall)))
        + Duration::seconds(i64::from(chrono::Timelike::second(&wall)));
    (after - into_gap).with_timezone(&Utc)
}

/// A stretch of one wall clock, from `start` up to but not including `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Slot {
    pub start: NaiveDateTime,
    pub end: NaiveDateTime,
}

impl Slot {
    /// The slot of `minutes` that begins on `day` at `from`.
    pub fn on(day: NaiveDate, from: NaiveTime, minutes: u32) -> Self {
        let start = day.and_time(from);
        Self { start, end: start + Duration::minutes(i64::from(minutes)) }
    }

    pub fn day(&self) -> NaiveDate {
        self.start.date()
    }

    pub fn minutes(&self) -> i64 {
        (self.end - self.start).num_minutes()
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The slot with `minutes` added on both sides: what travel and tidying up take.
    pub fn widened(&self, minutes: u32) -> Self {
        let margin = Duration::minutes(i64::from(minutes));
        Self { start: self.start - margin, end: self.end + margin }
    }
}

/// A row of days, from `start` up to but not including `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Days {
    pub start: NaiveDate,
    pub end: NaiveDate,
}

impl Days {
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.start <= day && day < self.end
    }

    pub fn iter(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let end = self.end;
        self.start.iter_days().take_while(move |day| *day < end)
    }
}

/// The ISO year and week of a day.
pub fn iso_week(day: NaiveDate) -> (i32, u32) {
    let week = day.iso_week();
    (week.year(), week.week())
}

/// A part of the day, as Dutch mail uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dagdeel {
    Ochtend,
    Middag,
    Avond,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wall(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    #[test]
    fn a_time_that_does_not_exist_is_the_end_of_the_gap() {
        assert_eq!(local(instant(wall("2027-03-28 02:30"))), wall("2027-03-28 03:00"));
        assert_eq!(instant(wall("2027-03-28 02:30")).to_rfc3339(), "2027-03-28T01:00:00+00:00");
    }

    #[test]
    fn a_time_that_comes_twice_is_the_first() {
        assert_eq!(instant(wall("2027-10-31 02:30")).to_rfc3339(), "2027-10-31T00:30:00+00:00");
    }

    #[test]
    fn summer_and_winter_give_the_same_wall_clock_back() {
        for text in ["2027-01-15 10:00", "2027-07-15 10:00"] {
            assert_eq!(local(instant(wall(text))), wall(text));
        }
    }
}
