//! Times in a text: from tokens to wishes.
//!
//! The words of a time become a small tree (`Phrase`, `Days`, `Time`): the typed grammar of `amount`,
//! `hour`, `clock`, `date`, `weekday`, `unit`, `edge` and `days` reads the pieces around a trigger
//! word, `phrase` puts them together, `link` lets neighbours share what one of them says ("1 of 2 april"),
//! and `resolve` evaluates the tree against the calendar, the moment of reading and the policy. This
//! file holds the tree that goes from one to the next.

use chrono::{NaiveDate, Weekday};

use super::cursor::Tokens;
use super::feast::Feast;
use super::policy::Policy;
use super::sieve::Sieve;
use super::token::{Edge, Part, Season, Unit};
use crate::domain::reading::NamedPeriod;

pub(crate) mod amount;
pub(crate) mod bound;
pub(crate) mod clock;
mod date;
pub(crate) mod days;
mod edge;
mod except;
mod hour;
mod length;
pub(crate) mod link;
mod lone;
mod month;
mod named;
pub(crate) mod onward;
pub(crate) mod part;
pub(crate) mod phrase;
mod range;
pub(crate) mod resolve;
mod row;
pub(crate) mod set;
mod shift;
mod unit;
mod weekday;
pub(crate) mod why;
mod within;

/// The tokens and what the grammar must know to read them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grammar<'a, 't> {
    pub(crate) t: Tokens<'a, 't>,
    pub(crate) policy: &'a Policy,
    pub(crate) periods: &'a [NamedPeriod],
    /// How the names of the periods begin.
    pub(crate) period_heads: &'a Sieve,
}

/// A point on the clock as written. `spoken` hours ("twee uur") may be in the afternoon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ClockTime {
    pub(crate) hour: u8,
    pub(crate) minute: u8,
    pub(crate) second: u8,
    pub(crate) spoken: bool,
    /// The part of the day was said with it.
    pub(crate) part_said: bool,
}

impl ClockTime {
    /// An hour that a named hour may stand beside: "12 uur middernacht".
    pub(crate) fn spoken_or_noon(self) -> bool {
        self.spoken || self.hour == 12
    }
}

/// The time of day in a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Time {
    At(ClockTime),
    Range(ClockTime, ClockTime),
    From(ClockTime),
    Until(ClockTime),
    Part(Part),
    /// `'s middags vanaf 14 uur`, `'s ochtends tot elf`: the part from that hour on, or up to it.
    PartFrom(Part, ClockTime),
    PartUntil(Part, ClockTime),
    BeginOf(Part),
    EndOf(Part),
    /// `halverwege de ochtend`.
    MiddleOf(Part),
    Lunch,
    /// `rond de middag`.
    Midday,
    WholeDay,
    /// `op hetzelfde tijdstip`: the hour named before.
    Same,
}

/// A length of time, in the units that the calendar counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Amount {
    pub(crate) months: i32,
    pub(crate) days: i32,
    pub(crate) working_days: i32,
    pub(crate) seconds: i64,
    /// The smallest unit that was named.
    pub(crate) unit: Unit,
}

impl Amount {
    pub(crate) fn negated(self) -> Self {
        Self {
            months: -self.months,
            days: -self.days,
            working_days: -self.working_days,
            seconds: -self.seconds,
            unit: self.unit,
        }
    }

    /// Hours, minutes or seconds, and so a moment and not a day.
    pub(crate) fn is_clock(self) -> bool {
        self.unit <= Unit::Hour
    }

    /// A month is taken for 30 days, half a year for half of 365.
    pub(crate) fn whole_seconds(self) -> i64 {
        let [months, days, working_days] =
            [self.months, self.days, self.working_days].map(i64::from);
        let years = months / 6 * 365 * 43_200;
        years + (months % 6 * 30 + days + working_days) * 86_400 + self.seconds
    }
}

/// Which of the weekdays of that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    Bare,
    Coming,
    Next,
    This,
    /// `vorige`.
    Previous,
    /// `afgelopen`, `laatste`.
    Last,
    /// In the ISO week so many weeks from now.
    InWeek(i64),
    /// The first one after the day named before.
    AfterPrevious,
    /// "de zaterdag ervoor".
    BeforePrevious,
}

/// A year as the words name it: a number, or counted from this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Year {
    Unsaid,
    Number(i32),
    FromNow(i32),
    /// The one that makes it the first to come, or the last that was.
    Ahead,
    Behind,
}

/// A kind of day or row of days that can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Weekday(Weekday),
    Unit(Unit),
}

/// A day or a row of days as the words name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Days {
    FromToday(i64),
    Date {
        weekday: Option<Weekday>,
        day: u32,
        month: Option<u32>,
        year: Year,
    },
    Weekday(Weekday, Which),
    Feast(Feast, Year),
    /// So much later than a day; negative is earlier.
    Shift {
        from: Box<Days>,
        by: Amount,
    },
    /// So much later than now; negative is earlier.
    Ahead(Amount),
    /// The day spoken of before.
    Previous,
    /// Whatever time was named last, a day or a row, hours included.
    LastSaid,
    /// The month to come that was named before: of which "de laatste week" is the last.
    MonthSaid,
    /// `de week erna`, `de maand ervoor`: so many units after the one spoken of before.
    Beside {
        unit: Unit,
        offset: i64,
    },
    /// `9 wel`: a number that is a day only where an offer or a date just named gives the month.
    LoneDay(u32),
    /// `derde dinsdag van september`; -1 is the last. `count` of them in a row.
    Nth {
        nth: i64,
        count: i32,
        kind: Kind,
        of: Box<Days>,
    },
    /// `derde dinsdag na kerst`, `de laatste werkdag voor het reces`: below zero it is before.
    NthNear {
        nth: i64,
        kind: Kind,
        of: Box<Days>,
    },
    Part {
        edge: Edge,
        of: Box<Days>,
    },
    /// `vrijdag in week 47`, `maart volgend jaar`.
    In {
        what: Box<Days>,
        frame: Box<Days>,
    },
    Month {
        month: u32,
        year: Year,
    },
    Year(Year),
    /// The years from the first, so many of them: `de jaren negentig`, `de 21e eeuw`.
    Years {
        first: i32,
        count: i32,
    },
    Quarter {
        quarter: u32,
        year: Year,
    },
    Season(Season, Year),
    Weeks {
        first: u32,
        last: u32,
        year: Year,
    },
    /// The week (weekend, month) of a day, or so many before or after it.
    UnitOf {
        unit: Unit,
        day: Box<Days>,
        offset: i64,
    },
    /// `deze week`, `volgende maand`, `vorig jaar`.
    Unit {
        unit: Unit,
        offset: i64,
    },
    /// `de komende drie weken`; below zero the past ones.
    Coming(Amount),
    /// `de rest van de week`.
    Rest(Unit),
    /// A period of the context, by its place in the list.
    Named(usize),
    /// The summer recess, while no calendar says when it is.
    SummerRecess,
    Festivities,
}

/// What stands before a day or a row of days and turns it into a half line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    /// `vóór 1 december`, `tot 1 juli`.
    Before,
    /// `uiterlijk vrijdag`: that day included, if the policy says so.
    UpTo,
    /// `t/m vrijdag`: that day included.
    Through,
    /// `na 1 september`: that day excluded.
    After,
    /// `vanaf 1 september`.
    From,
    /// "voor": before a day, or meant for it ("praktische zaken voor 8 oktober").
    BeforeOrFor,
}

/// A day, an hour, or both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) days: Option<Days>,
    pub(crate) time: Option<Time>,
}

/// Recurring weekdays; none means any day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Weekly {
    pub(crate) weekdays: Vec<Weekday>,
    /// Which of the month; each if empty, and -1 is the last.
    pub(crate) nth: Vec<i8>,
    pub(crate) within: Option<Days>,
}

impl Weekly {
    /// What recurs, as a phrase holds it.
    pub(crate) fn set(weekdays: Vec<Weekday>, within: Option<Days>) -> Option<Box<Self>> {
        Some(Box::new(Self { weekdays, nth: Vec::new(), within }))
    }
}

/// What one phrase says, as written; nothing is resolved yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// Indices of tokens, half-open.
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) bound: Option<Bound>,
    pub(crate) start: Point,
    /// The other end of a row, and whether it is in it.
    pub(crate) end: Option<(Point, bool)>,
    /// Few recur, so what recurs stands apart.
    pub(crate) set: Option<Box<Weekly>>,
    /// `binnen vijf werkdagen`.
    pub(crate) within: Option<Amount>,
    pub(crate) length: Option<Amount>,
    /// This very moment.
    pub(crate) now: bool,
}

impl Phrase {
    /// A weekday and nothing that pins it down.
    pub(crate) fn bare_weekday(&self) -> Option<Weekday> {
        match (&self.start.days, &self.end) {
            (Some(Days::Weekday(weekday, Which::Bare)), None) => Some(*weekday),
            _ => None,
        }
    }

    /// `daarna`, `daarvoor`: from the end of the time named last, or up to its beginning.
    pub(crate) fn leans_on_last(&self) -> bool {
        self.start.days == Some(Days::LastSaid)
    }

    /// `vandaag`, `morgen`, `deze week`.
    pub(crate) fn is_near(&self) -> bool {
        matches!(
            self.start.days,
            Some(Days::FromToday(0..=1) | Days::Unit { unit: Unit::Week, offset: 0 })
        )
    }

    /// `de rest van de dag`: of the day named before.
    pub(crate) fn is_rest_of_day(&self) -> bool {
        self.start.days == Some(Days::Rest(Unit::Day))
    }

    /// `een uur later`: it moves the hour of a day that was named.
    pub(crate) fn moves_by_hours(&self) -> bool {
        matches!(&self.start.days, Some(Days::Shift { by, .. }) if by.is_clock())
    }

    /// A time of day and nothing else.
    pub(crate) fn is_hours_only(&self) -> bool {
        self.has_hours_only() && self.bound.is_none()
    }

    /// A time of day, and perhaps what bounds it.
    pub(crate) fn has_hours_only(&self) -> bool {
        self.start.time.is_some()
            && self.start.days.is_none()
            && self.set.is_none()
            && self.end.is_none()
    }
}

/// The first day and the day after the last.
pub(crate) type DayRange = (NaiveDate, NaiveDate);
