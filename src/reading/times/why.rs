//! The derivation of a finding in words: the tree that the grammar read, for staff who ask why.
//!
//! Written in the names of the grammar, not in sentences: `weekday(Fri, next) in week(47)`.

use std::fmt::{self, Write};

use super::{Amount, Days, Kind, Phrase, Point, Time, Weekly};

/// How a phrase was read.
pub(crate) fn derivation(phrase: &Phrase) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut out, phrase);
    out
}

fn write(out: &mut String, phrase: &Phrase) -> fmt::Result {
    if let Some(amount) = phrase.within {
        return write!(out, "within {}", Shown(amount));
    }
    if let Some(amount) = phrase.length {
        return write!(out, "length {}", Shown(amount));
    }
    if phrase.now {
        return write!(out, "now");
    }
    if let Some(bound) = phrase.bound {
        write!(out, "{bound:?} ")?;
    }
    if let Some(Weekly { weekdays, within }) = &phrase.set {
        write!(out, "every{weekdays:?}")?;
        if let Some(days) = within {
            write!(out, " in ")?;
            days_in(out, days)?;
        }
    }
    point(out, &phrase.start)?;
    if let Some((end, inclusive)) = &phrase.end {
        write!(out, " {} ", if *inclusive { "through" } else { "until" })?;
        point(out, end)?;
    }
    Ok(())
}

fn point(out: &mut String, point: &Point) -> fmt::Result {
    if let Some(days) = &point.days {
        days_in(out, days)?;
    }
    match point.time {
        None => Ok(()),
        Some(Time::At(at)) => write!(out, " at {:02}:{:02}", at.hour, at.minute),
        Some(Time::Range(from, to)) => {
            write!(out, " at {:02}:{:02}-{:02}:{:02}", from.hour, from.minute, to.hour, to.minute)
        }
        Some(Time::From(at)) => write!(out, " from {:02}:{:02}", at.hour, at.minute),
        Some(Time::Until(at)) => write!(out, " until {:02}:{:02}", at.hour, at.minute),
        Some(Time::Part(part)) => write!(out, " {part:?}"),
        Some(Time::BeginOf(part)) => write!(out, " begin of {part:?}"),
        Some(Time::EndOf(part)) => write!(out, " end of {part:?}"),
        Some(Time::MiddleOf(part)) => write!(out, " middle of {part:?}"),
        Some(Time::Lunch) => write!(out, " lunch"),
        Some(Time::Midday) => write!(out, " midday"),
        Some(Time::WholeDay) => write!(out, " whole day"),
        Some(Time::Same) => write!(out, " same hour"),
    }
}

fn days_in(out: &mut String, days: &Days) -> fmt::Result {
    match days {
        Days::FromToday(days) => write!(out, "today{days:+}"),
        Days::Date { weekday, day, month, year } => {
            if let Some(weekday) = weekday {
                write!(out, "{weekday} ")?;
            }
            write!(out, "date({day}, {month:?}, {year:?})")
        }
        Days::Weekday(weekday, which) => write!(out, "weekday({weekday}, {which:?})"),
        Days::Feast(feast, year) => write!(out, "feast({feast:?}, {year:?})"),
        Days::WeekdayNear { weekday, after, of } => {
            write!(out, "{weekday} {} ", if *after { "after" } else { "before" })?;
            days_in(out, of)
        }
        Days::Shift { from, by } => {
            write!(out, "{} from ", Shown(*by))?;
            days_in(out, from)
        }
        Days::Ahead(by) => write!(out, "{} from now", Shown(*by)),
        Days::Previous => write!(out, "the day named before"),
        Days::WeekAfterPrevious => write!(out, "the week after the day named before"),
        Days::Nth { nth, count, kind, of } => {
            match kind {
                Kind::Weekday(weekday) => write!(out, "nth({nth} x{count}, {weekday}) of ")?,
                Kind::Unit(unit) => write!(out, "nth({nth} x{count}, {unit:?}) of ")?,
            }
            days_in(out, of)
        }
        Days::NthAfter { nth, weekday, of } => {
            write!(out, "nth({nth}, {weekday}) after ")?;
            days_in(out, of)
        }
        Days::Part { edge, of } => {
            write!(out, "{edge:?} of ")?;
            days_in(out, of)
        }
        Days::In { what, frame } => {
            days_in(out, what)?;
            write!(out, " in ")?;
            days_in(out, frame)
        }
        Days::Month { month, year } => write!(out, "month({month}, {year:?})"),
        Days::Year(year) => write!(out, "year({year:?})"),
        Days::Years { first, count } => write!(out, "years({first}, {count})"),
        Days::Quarter { quarter, year } => write!(out, "quarter({quarter}, {year:?})"),
        Days::Season(season, year) => write!(out, "season({season:?}, {year:?})"),
        Days::Weeks { first, last, year } => write!(out, "week({first}-{last}, {year:?})"),
        Days::UnitOf { unit, day, offset } => {
            write!(out, "{unit:?}{offset:+} of ")?;
            days_in(out, day)
        }
        Days::Unit { unit, offset } => write!(out, "{unit:?}{offset:+}"),
        Days::Coming(amount) => write!(out, "coming {}", Shown(*amount)),
        Days::Rest(unit) => write!(out, "rest of {unit:?}"),
        Days::Named(index) => write!(out, "period({index})"),
        Days::SummerRecess => write!(out, "summer recess"),
        Days::FestiveDays => write!(out, "festive days"),
    }
}

struct Shown(Amount);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Amount { months, days, working_days, seconds, .. } = self.0;
        for (count, unit) in
            [(months, "months"), (days, "days"), (working_days, "working days"), (seconds, "s")]
        {
            if count != 0 {
                write!(f, "{count} {unit}")?;
            }
        }
        Ok(())
    }
}
