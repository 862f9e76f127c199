//! The derivation of a finding in words: the tree that the grammar read, in Dutch, for staff who ask
//! why ("bezoek waarom"). It says what was understood, not the date that came of it.

use std::fmt::{self, Write};

use chrono::Weekday;

use super::{Amount, Bound, Days, Kind, Phrase, Point, Time, Weekly, Which, Year};
use crate::reading::token::{Edge, Part, Season, Unit};

/// How a phrase was read.
pub(crate) fn derivation(phrase: &Phrase) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut out, phrase);
    out
}

fn write(out: &mut String, phrase: &Phrase) -> fmt::Result {
    if let Some(amount) = phrase.within {
        return write!(out, "binnen {}", Shown(amount));
    }
    if let Some(amount) = phrase.length {
        return write!(out, "duur {}", Shown(amount));
    }
    if phrase.now {
        return out.write_str("nu");
    }
    if let Some(bound) = phrase.bound {
        out.write_str(bound_name(bound))?;
    }
    if let Some(Weekly { weekdays, nth, within }) = phrase.set.as_deref() {
        out.write_str("elke")?;
        for place in nth {
            write!(out, " {place}e")?;
        }
        for day in weekdays {
            write!(out, " {}", weekday(*day))?;
        }
        if weekdays.is_empty() {
            out.write_str(" dag")?;
        }
        if let Some(days) = within {
            out.write_str(" in ")?;
            days_in(out, days)?;
        }
    }
    point(out, &phrase.start)?;
    if let Some((end, inclusive)) = &phrase.end {
        out.write_str(if *inclusive { " tot en met " } else { " tot " })?;
        point(out, end)?;
    }
    Ok(())
}

fn bound_name(bound: Bound) -> &'static str {
    match bound {
        Bound::Before | Bound::BeforeOrFor => "vóór ",
        Bound::UpTo => "uiterlijk ",
        Bound::Through => "tot en met ",
        Bound::After => "na ",
        Bound::From => "vanaf ",
    }
}

fn point(out: &mut String, point: &Point) -> fmt::Result {
    if let Some(days) = &point.days {
        days_in(out, days)?;
    }
    match point.time {
        None => Ok(()),
        Some(Time::At(at)) => write!(out, " om {}:{:02}", at.hour, at.minute),
        Some(Time::Range(from, to)) => {
            write!(out, " van {}:{:02} tot {}:{:02}", from.hour, from.minute, to.hour, to.minute)
        }
        Some(Time::From(at)) => write!(out, " vanaf {}:{:02}", at.hour, at.minute),
        Some(Time::Until(at)) => write!(out, " tot {}:{:02}", at.hour, at.minute),
        Some(Time::PartFrom(part, at)) => {
            write!(out, " in de {} vanaf {}:{:02}", part_name(part), at.hour, at.minute)
        }
        Some(Time::PartUntil(part, at)) => {
            write!(out, " in de {} tot {}:{:02}", part_name(part), at.hour, at.minute)
        }
        Some(Time::Part(part)) => write!(out, " in de {}", part_name(part)),
        Some(Time::BeginOf(part)) => write!(out, " begin van de {}", part_name(part)),
        Some(Time::EndOf(part)) => write!(out, " eind van de {}", part_name(part)),
        Some(Time::MiddleOf(part)) => write!(out, " midden op de {}", part_name(part)),
        Some(Time::Midday) => out.write_str(" rond het middaguur"),
        Some(Time::Lunch) => out.write_str(" rond de lunch"),
        Some(Time::WholeDay) => out.write_str(" hele dag"),
        Some(Time::Same) => out.write_str(" op hetzelfde uur"),
    }
}

fn days_in(out: &mut String, days: &Days) -> fmt::Result {
    match days {
        Days::FromToday(0) => out.write_str("vandaag"),
        Days::FromToday(days) => write!(out, "vandaag {days:+} dagen"),
        Days::Date { weekday: day_name, day, month: number, year: of } => {
            if let Some(name) = day_name {
                write!(out, "{} ", weekday(*name))?;
            }
            write!(out, "datum {day}")?;
            match number {
                Some(number) => write!(out, " {}", month(*number))?,
                None => out.write_str(" van de maand waar het over gaat")?,
            }
            year(out, *of)
        }
        Days::Weekday(day, which) => write!(out, "{}", Named(*day, *which)),
        Days::Feast(feast, of) => {
            write!(out, "feestdag {feast:?}")?;
            year(out, *of)
        }
        Days::Shift { from, by } => {
            write!(out, "{} vanaf ", Shown(*by))?;
            days_in(out, from)
        }
        Days::Ahead(by) => write!(out, "{} vanaf nu", Shown(*by)),
        Days::Previous => out.write_str("de dag die net genoemd is"),
        Days::LastSaid => out.write_str("de tijd die net genoemd is"),
        Days::MonthSaid => out.write_str("de maand die net genoemd is"),
        Days::Beside { unit: of_time, offset } => {
            let side = if *offset < 0 { "voor" } else { "na" };
            write!(out, "{} {side} de dag die net genoemd is", unit(*of_time))
        }
        Days::LoneDay(number) => write!(out, "dag {number} van de maand waar het over gaat"),
        Days::Nth { nth, count, kind, of } => {
            place(out, *nth, (*count).into())?;
            write!(out, "{} van ", kind_name(*kind))?;
            days_in(out, of)
        }
        Days::NthNear { nth, kind, of } => {
            place(out, nth.abs(), 1)?;
            write!(out, "{} {} ", kind_name(*kind), if *nth < 0 { "voor" } else { "na" })?;
            days_in(out, of)
        }
        Days::Part { edge: part, of } => {
            write!(out, "{} van ", edge(*part))?;
            days_in(out, of)
        }
        Days::In { what, frame } => {
            days_in(out, what)?;
            out.write_str(" in ")?;
            days_in(out, frame)
        }
        Days::Month { month: number, year: of } => {
            out.write_str(month(*number))?;
            year(out, *of)
        }
        Days::Year(of) => {
            out.write_str("het jaar")?;
            year(out, *of)
        }
        Days::Years { first, count } => write!(out, "{count} jaren vanaf {first}"),
        Days::Quarter { quarter, year: of } => {
            write!(out, "kwartaal {quarter}")?;
            year(out, *of)
        }
        Days::Season(which, of) => {
            out.write_str(season(*which))?;
            year(out, *of)
        }
        Days::Weeks { first, last, year: of } => {
            write!(out, "week {first}")?;
            if last != first {
                write!(out, " tot en met {last}")?;
            }
            year(out, *of)
        }
        Days::UnitOf { unit: of_time, day, offset } => {
            write!(
                out,
                "{} {} ",
                unit(*of_time),
                match offset {
                    0 => "van",
                    1.. => "na",
                    _ => "voor",
                }
            )?;
            days_in(out, day)
        }
        Days::Unit { unit: of_time, offset: 0 } => write!(out, "deze {}", unit(*of_time)),
        Days::Unit { unit: of_time, offset } => write!(out, "{} {offset:+}", unit(*of_time)),
        Days::Coming(amount) => write!(out, "de komende {}", Shown(*amount)),
        Days::Rest(of_time) => write!(out, "rest van de {}", unit(*of_time)),
        Days::Named(index) => write!(out, "periode {} van de kalender", index + 1),
        Days::SummerRecess => out.write_str("zomerreces, zonder kalender"),
        Days::Festivities => out.write_str("de feestdagen"),
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Weekday(day) => weekday(day),
        Kind::Unit(of_time) => unit(of_time),
    }
}

fn place(out: &mut String, nth: i64, count: i64) -> fmt::Result {
    match (nth, count) {
        (-1, 1) => out.write_str("laatste "),
        (-1, count) => write!(out, "laatste {count} "),
        (nth, 1) => write!(out, "{nth}e "),
        (nth, count) => write!(out, "{count} vanaf de {nth}e "),
    }
}

fn year(out: &mut String, year: Year) -> fmt::Result {
    match year {
        Year::Unsaid => Ok(()),
        Year::Number(year) => write!(out, " {year}"),
        Year::FromNow(0) => out.write_str(" van dit jaar"),
        Year::FromNow(years) => write!(out, " van het jaar {years:+}"),
        Year::Ahead => out.write_str(", de eerste die komt"),
        Year::Behind => out.write_str(", de laatste die was"),
    }
}

/// A weekday with which one it is.
struct Named(Weekday, Which);

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = weekday(self.0);
        match self.1 {
            Which::Bare => f.write_str(name),
            Which::Coming => write!(f, "eerstkomende {name}"),
            Which::Next => write!(f, "volgende {name}"),
            Which::This => write!(f, "{name} van deze week"),
            Which::Last => write!(f, "afgelopen {name}"),
            Which::Previous => write!(f, "vorige {name}"),
            Which::InWeek(weeks) => write!(f, "{name} van week {weeks:+}"),
            Which::AfterPrevious => write!(f, "{name} na de dag die net genoemd is"),
            Which::BeforePrevious => write!(f, "{name} voor de dag die net genoemd is"),
        }
    }
}

struct Shown(Amount);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Amount { months, days, working_days, seconds, .. } = self.0;
        let [months, days, working_days] = [months, days, working_days].map(i64::from);
        let parts = [
            (months, "maanden"),
            (days, "dagen"),
            (working_days, "werkdagen"),
            (seconds / 60, "minuten"),
            (seconds % 60, "seconden"),
        ];
        let mut said = parts.iter().filter(|(count, _)| *count != 0);
        if let Some((count, name)) = said.next() {
            write!(f, "{count} {name}")?;
        }
        said.try_for_each(|(count, name)| write!(f, " {count} {name}"))
    }
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "maandag",
        Weekday::Tue => "dinsdag",
        Weekday::Wed => "woensdag",
        Weekday::Thu => "donderdag",
        Weekday::Fri => "vrijdag",
        Weekday::Sat => "zaterdag",
        Weekday::Sun => "zondag",
    }
}

pub(in crate::reading) const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

fn month(number: u32) -> &'static str {
    MONTHS.get(number.saturating_sub(1) as usize).copied().unwrap_or("maand")
}

fn part_name(part: Part) -> &'static str {
    match part {
        Part::Ochtend => "ochtend",
        Part::Middag => "middag",
        Part::Namiddag => "namiddag",
        Part::Avond => "avond",
        Part::Nacht => "nacht",
    }
}

fn edge(edge: Edge) -> &'static str {
    match edge {
        Edge::Begin => "begin",
        Edge::Middle => "midden",
        Edge::End => "eind",
        Edge::Later => "rest",
        Edge::Earlier => "voorbije deel",
        Edge::FirstHalf => "eerste helft",
        Edge::SecondHalf => "tweede helft",
    }
}

fn season(season: Season) -> &'static str {
    match season {
        Season::Spring => "lente",
        Season::Summer => "zomer",
        Season::Autumn => "herfst",
        Season::Winter => "winter",
    }
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Second => "seconde",
        Unit::Minute => "minuut",
        Unit::Hour => "uur",
        Unit::Day => "dag",
        Unit::WorkingDay => "werkdag",
        Unit::Weekend => "weekend",
        Unit::WorkWeek => "werkweek",
        Unit::Week => "week",
        Unit::Month => "maand",
        Unit::Quarter => "kwartaal",
        Unit::HalfYear => "halfjaar",
        Unit::Year => "jaar",
        Unit::Decade => "decennium",
        Unit::Century => "eeuw",
    }
}
