//! Times in a text: from tokens to wishes.
//!
//! Four steps, each in a file of its own: `clock`, `day` and `stretch` read the pieces around a
//! trigger word; `phrase` puts pieces together; `link` lets neighbours share what one of them says
//! ("1 of 2 april"); `resolve` turns a phrase into dates, given the moment of reading and the
//! policy. This file holds the small tree that goes from one to the next.

use chrono::{NaiveDate, Weekday};

use super::token::{Part, Unit};

pub(crate) mod clock;
pub(crate) mod day;
pub(crate) mod feast;
pub(crate) mod link;
pub(crate) mod phrase;
pub(crate) mod resolve;
pub(crate) mod stretch;

/// A point on the clock as written. `spoken` hours ("twee uur") may be in the afternoon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ClockTime {
    pub(crate) hour: u32,
    pub(crate) minute: u32,
    pub(crate) spoken: bool,
}

/// The time of day in a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Time {
    At(ClockTime),
    Range(ClockTime, ClockTime),
    From(ClockTime),
    Until(ClockTime),
    Part(Part),
    BeginOf(Part),
    EndOf(Part),
    Lunch,
    WholeDay,
}

/// Which of the weekdays of that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    Bare,
    Coming,
    Next,
    Last,
    /// In the ISO week so many weeks from now.
    InWeek(i64),
    /// The first one after the day named before.
    AfterPrevious,
}

/// A day as the words name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Day {
    FromToday(i64),
    Named {
        weekday: Option<Weekday>,
        day: u32,
        month: Option<u32>,
        year: Option<i32>,
    },
    Weekday(Weekday, Which),
    Feast {
        feast: feast::Feast,
        year: Option<i32>,
    },
    WeekdayAfter(Weekday, Box<Day>),
    NthOfMonth {
        nth: i64,
        weekday: Weekday,
        month: u32,
        year: Option<i32>,
    },
    /// So many units from now.
    Ahead {
        count: i64,
        unit: Unit,
    },
    /// So many units after the day named before.
    Later {
        count: i64,
        unit: Unit,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    Whole,
    Begin,
    Middle,
    End,
    FirstHalf,
    SecondHalf,
}

/// A year as the words name it: a number, or counted from this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Year {
    Unsaid,
    Number(i32),
    FromNow(i32),
}

/// A row of days as the words name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stretch {
    Week {
        number: u32,
        year: Option<i32>,
    },
    Weeks {
        first: u32,
        last: u32,
        year: Option<i32>,
    },
    WeekFromNow {
        weeks: i64,
        edge: Edge,
    },
    /// The week of a day, or so many weeks before or after it.
    WeekOf {
        day: Box<Day>,
        weeks: i64,
    },
    WeekAfterPrevious,
    Month {
        month: u32,
        year: Year,
        edge: Edge,
    },
    MonthFromNow {
        months: i64,
        edge: Edge,
    },
    NthWeek {
        nth: i64,
        month: u32,
        year: Year,
    },
    FirstWeeks {
        count: i64,
        month: u32,
        year: Year,
    },
    /// `de komende drie weken`; below zero the past ones.
    Coming {
        count: i64,
        unit: Unit,
    },
    QuarterFromNow(i64),
    Weekend {
        weeks: i64,
    },
    NthWeekend {
        nth: i64,
        month: u32,
        year: Year,
    },
    Quarter {
        quarter: u32,
        year: Year,
    },
    Year {
        year: Year,
        edge: Edge,
    },
    Season(Season),
    /// A period of the context, by its place in the list.
    Named(usize),
    /// The summer recess, while no calendar says when it is.
    SummerRecess,
    FestiveDays,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// What stands before a day or a stretch and turns it into a half line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    /// `vóór 1 december`, `tot 1 juli`.
    Before,
    /// `uiterlijk vrijdag`: that day included.
    UpTo,
    /// `na 1 september`: that day excluded.
    After,
    /// `vanaf 1 september`.
    From,
    /// "voor": before a day, or meant for it ("praktische zaken voor 8 oktober").
    BeforeOrFor,
}

/// What one phrase says, as written; nothing is resolved yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// Indices of tokens, half-open.
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) bound: Option<Bound>,
    pub(crate) day: Option<Day>,
    /// The other end of a row of days, and whether that day is in it.
    pub(crate) last_day: Option<(Day, bool)>,
    pub(crate) stretch: Option<Stretch>,
    /// Recurring weekdays.
    pub(crate) set: Vec<Weekday>,
    pub(crate) time: Option<Time>,
    /// `binnen vijf werkdagen`.
    pub(crate) within: Option<(i64, Unit)>,
    pub(crate) duration_seconds: Option<i64>,
}

impl Phrase {
    /// A weekday and nothing that pins it down.
    pub(crate) fn bare_weekday(&self) -> Option<Weekday> {
        match (&self.day, &self.stretch, &self.last_day) {
            (Some(Day::Weekday(weekday, Which::Bare)), None, None) => Some(*weekday),
            _ => None,
        }
    }
}

/// The first day and the day after the last.
pub(crate) type DayRange = (NaiveDate, NaiveDate);
