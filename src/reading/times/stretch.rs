//! Reads rows of days: "week 46", "de week van 13 april", "eind maart", "de tweede helft van
//! november", "het eerste kwartaal van volgend jaar", "na het zomerreces".
//!
//! The trap is the name of a month by itself: "Mei" and "Juni" are also names of people, so a
//! month counts only behind a word such as "in" or "begin", or before a year.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::{Day, Edge, Season, Stretch, Year, day};
use crate::domain::reading::NamedPeriod;
use crate::reading::cursor::Tokens;
use crate::reading::token::{Token, Unit, Word};

/// The row of days that starts at `at`, and where it ends.
pub(crate) fn stretch(
    t: Tokens<'_, '_>,
    at: usize,
    periods: &[NamedPeriod],
) -> Option<(Stretch, usize)> {
    let mut at = at;
    while t.is(at, &["de", "het", "the", "in", "ergens"]) && !t.is(at, &["in"]) {
        at += 1;
    }
    named_period(t, at, periods)
        .or_else(|| numbered_week(t, at))
        .or_else(|| week_of(t, at))
        .or_else(|| counted_part(t, at))
        .or_else(|| edged(t, at))
        .or_else(|| from_now(t, at))
        .or_else(|| quarter(t, at))
        .or_else(|| month(t, at))
        .or_else(|| season(t, at))
}

fn named_period(t: Tokens<'_, '_>, at: usize, periods: &[NamedPeriod]) -> Option<(Stretch, usize)> {
    for (index, period) in periods.iter().enumerate() {
        let name = period.name.to_lowercase();
        let words: Vec<&str> = name.split_whitespace().collect();
        if !words.is_empty() && t.are(at, &words) {
            return Some((Stretch::Named(index), at + words.len()));
        }
    }
    t.is(at, &["zomerreces"]).then_some((Stretch::SummerRecess, at + 1))
}

/// `week 46`, `wk 8`, `week 22 t/m 24`, `week 1 2027`.
fn numbered_week(t: Tokens<'_, '_>, at: usize) -> Option<(Stretch, usize)> {
    if !matches!(t.word(at), Word::Unit(Unit::Week)) && !t.is(at, &["weeknummer"]) {
        return None;
    }
    let mut start = at + 1;
    while t.is(start, &["nr", "nummer"])
        || t.get(start).is_some_and(|dot| dot.is_sign('.') && dot.glued)
    {
        start += 1;
    }
    if let Word::Pair { left, right, sign: '-', .. } = t.word(start)
        && left < right
        && right <= 53
    {
        return Some((Stretch::Weeks { first: left, last: right, year: None }, start + 1));
    }
    let number = week_number(t, start)?;
    if let Some(next) = week_joint(t, start + 1)
        && let Some(last) = week_number(t, next)
        && last > number
    {
        let (year, end) = day::year(t, next + 1).map_or((None, next + 1), |(y, n)| (Some(y), n));
        return Some((Stretch::Weeks { first: number, last, year }, end));
    }
    let (year, end) = day::year(t, start + 1).map_or((None, start + 1), |(y, n)| (Some(y), n));
    Some((Stretch::Week { number, year }, end))
}

pub(crate) fn week_number(t: Tokens<'_, '_>, at: usize) -> Option<u32> {
    match t.word(at) {
        Word::Digits { value, .. } if (1..=53).contains(&value) => {
            (!matches!(t.word(at + 1), Word::Month(_)) && !t.is(at + 1, &["uur", "personen"]))
                .then_some(value)
        }
        _ => None,
    }
}

fn week_joint(t: Tokens<'_, '_>, at: usize) -> Option<usize> {
    let words = t.any_of(at, &[&["t/m"], &["tot", "en", "met"], &["tot"], &["to"]]);
    words.map(|n| at + n).or_else(|| t.get(at).filter(|token| token.is_dash()).map(|_| at + 1))
}

/// `de week van 13 april`, `the week of 15 June`, `de week erna`.
fn week_of(t: Tokens<'_, '_>, at: usize) -> Option<(Stretch, usize)> {
    if !matches!(t.word(at), Word::Unit(Unit::Week)) {
        return None;
    }
    if t.is(at + 1, &["erna", "daarna", "nadien", "daarop"]) {
        return Some((Stretch::WeekAfterPrevious, at + 2));
    }
    let weeks = match t.get(at + 1)?.lower.as_ref() {
        "van" | "of" | "vanaf" => 0,
        "voor" | "vóór" | "before" => -1,
        "na" | "after" => 1,
        _ => return None,
    };
    let (day, next) = day::day(t, at + 2)?;
    matches!(day, Day::Named { .. } | Day::Feast { .. })
        .then(|| (Stretch::WeekOf { day: Box::new(day), weeks }, next))
}

/// `de laatste week van maart`, `de eerste twee weken van november`, `het eerste weekend van juni`.
fn counted_part(t: Tokens<'_, '_>, at: usize) -> Option<(Stretch, usize)> {
    let nth = day::nth(t, at)?;
    let count = t.count(at + 1).map(i64::from);
    let unit_at = if count.is_some() { at + 2 } else { at + 1 };
    let Word::Unit(unit) = t.word(unit_at) else {
        return half_of_month(t, at, nth);
    };
    if !t.is(unit_at + 1, &["van", "in", "of"]) {
        return None;
    }
    let (month, year, next) = month_and_year(t, unit_at + 2)?;
    let stretch = match (unit, count) {
        (Unit::Week, Some(count)) if nth == 1 => Stretch::FirstWeeks { count, month, year },
        (Unit::Week, None) => Stretch::NthWeek { nth, month, year },
        (Unit::Weekend, None) => Stretch::NthWeekend { nth, month, year },
        _ => return None,
    };
    Some((stretch, next))
}

/// `de eerste helft van juni`.
fn half_of_month(t: Tokens<'_, '_>, at: usize, nth: i64) -> Option<(Stretch, usize)> {
    if !t.is(at + 1, &["helft", "half"]) || !t.is(at + 2, &["van", "of"]) {
        return None;
    }
    let edge = if nth == 1 { Edge::FirstHalf } else { Edge::SecondHalf };
    let (month, year, next) = month_and_year(t, at + 3)?;
    Some((Stretch::Month { month, year, edge }, next))
}

/// `begin maart`, `medio maart`, `eind volgende week`, `begin volgend jaar`.
fn edged(t: Tokens<'_, '_>, at: usize) -> Option<(Stretch, usize)> {
    let edge = match t.get(at)?.lower.as_ref() {
        "begin" | "early" => Edge::Begin,
        "medio" | "half" | "midden" | "mid" | "halverwege" => Edge::Middle,
        "eind" | "einde" | "late" | "end" => Edge::End,
        _ => return None,
    };
    let mut next = at + 1;
    while t.is(next, &["van", "of", "in", "the", "de", "het"])
        || t.get(next).is_some_and(|x| x.is_dash())
    {
        next += 1;
    }
    if let Some((month, year, next)) = month_and_year(t, next) {
        return Some((Stretch::Month { month, year, edge }, next));
    }
    match from_now(t, next).or_else(|| this_unit(t, next))? {
        (Stretch::WeekFromNow { weeks, .. }, end) => {
            Some((Stretch::WeekFromNow { weeks, edge }, end))
        }
        (Stretch::MonthFromNow { months, .. }, end) => {
            Some((Stretch::MonthFromNow { months, edge }, end))
        }
        (Stretch::Year { year, .. }, end) => Some((Stretch::Year { year, edge }, end)),
        _ => None,
    }
}

/// The "de maand" of "eind van de maand": the one that runs.
fn this_unit(t: Tokens<'_, '_>, at: usize) -> Option<(Stretch, usize)> {
    let behind = t.was(at, &["de", "het", "the"]);
    let stretch = match t.word(at) {
        Word::Unit(Unit::Week) => Stretch::WeekFromNow { weeks: 0, edge: Edge::Whole },
        Word::Unit(Unit::Month) => Stretch::MonthFromNow { months: 0, edge: Edge::Whole },
        Word::Unit(Unit::Year) => Stretch::Year { year: Year::FromNow(0), edge: Edge::Whole },
        _ => return None,
    };
    behind.then_some((stretch, at + 1))
}

/// `volgende week`, `deze maand`, `komend weekend`, `volgend jaar`, `het nieuwe jaar`.
fn from_now(t: Tokens<'_, '_>, at: usize) -> Option<(Stretch, usize)> {
    if t.any_of(at, &[&["nieuwe", "jaar"], &["new", "year"]]).is_some() {
        return Some((Stretch::Year { year: Year::FromNow(1), edge: Edge::Whole }, at + 2));
    }
    let offset: i64 = match t.get(at)?.lower.as_ref() {
        "volgende" | "volgend" | "komende" | "komend" | "aankomende" | "aanstaande" | "next"
        | "coming" => 1,
        "deze" | "dit" | "this" => 0,
        "vorige" | "vorig" | "afgelopen" | "last" => -1,
        _ => return None,
    };
    if let Some(found) = coming_units(t, at, offset) {
        return Some(found);
    }
    let coming = t.is(at, &["komende", "komend", "aankomende", "aanstaande", "coming"]);
    let Word::Unit(unit) = t.word(at + 1) else { return None };
    let stretch = match unit {
        Unit::Week => Stretch::WeekFromNow { weeks: offset, edge: Edge::Whole },
        Unit::Month => Stretch::MonthFromNow { months: offset, edge: Edge::Whole },
        Unit::Weekend => Stretch::Weekend { weeks: if coming { 0 } else { offset } },
        Unit::Year => Stretch::Year { year: Year::FromNow(offset as i32), edge: Edge::Whole },
        Unit::Quarter => Stretch::QuarterFromNow(offset),
        Unit::Minute | Unit::Hour | Unit::Day | Unit::WorkingDay => return None,
    };
    Some((stretch, at + 2))
}

/// `de komende drie weken`, `afgelopen twee maanden`; "komende weken" is some four of them.
fn coming_units(t: Tokens<'_, '_>, at: usize, offset: i64) -> Option<(Stretch, usize)> {
    if offset == 0 {
        return None;
    }
    let (count, unit_at) = match t.count(at + 1) {
        Some(count) => (i64::from(count), at + 2),
        None if t.is(at + 1, &["paar"]) => (2, at + 2),
        None if t.is(at + 1, &["weken", "maanden", "dagen", "weeks", "months"]) => (4, at + 1),
        None => return None,
    };
    let Word::Unit(unit) = t.word(unit_at) else { return None };
    let known = matches!(unit, Unit::Day | Unit::WorkingDay | Unit::Week | Unit::Month);
    known.then_some((Stretch::Coming { count: offset.signum() * count, unit }, unit_at + 1))
}

/// `het eerste kwartaal van volgend jaar`, `Q1 2027`.
fn quarter(t: Tokens<'_, '_>, at: usize) -> Option<(Stretch, usize)> {
    let (quarter, next) = match t.get(at)?.lower.as_ref() {
        "q1" => (1, at + 1),
        "q2" => (2, at + 1),
        "q3" => (3, at + 1),
        "q4" => (4, at + 1),
        _ => {
            let Word::Ordinal(n @ 1..=4) = t.word(at) else { return None };
            if !matches!(t.word(at + 1), Word::Unit(Unit::Quarter)) {
                return None;
            }
            (n, at + 2)
        }
    };
    let start = if t.is(next, &["van", "of"]) { next + 1 } else { next };
    let (year, next) = match (day::year(t, start), from_now(t, start)) {
        (Some((year, end)), _) => (Year::Number(year), end),
        (None, Some((Stretch::Year { year, .. }, end))) => (year, end),
        _ => (Year::Unsaid, next),
    };
    Some((Stretch::Quarter { quarter, year }, next))
}

fn month_and_year(t: Tokens<'_, '_>, at: usize) -> Option<(u32, Year, usize)> {
    let Word::Month(month) = t.word(at) else { return None };
    let mut next = at + 1;
    if t.get(next).is_some_and(|dot| dot.is_sign('.') && dot.glued)
        && t.get(at).is_some_and(|m| m.text.len() <= 4)
    {
        next += 1;
    }
    if let Some((year, end)) = day::year(t, next) {
        return Some((month, Year::Number(year), end));
    }
    match from_now(t, next) {
        Some((Stretch::Year { year, .. }, end)) => Some((month, year, end)),
        _ => Some((month, Year::Unsaid, at + 1)),
    }
}

fn month(t: Tokens<'_, '_>, at: usize) -> Option<(Stretch, usize)> {
    let at = if t.is(at, &["maand"]) { at + 1 } else { at };
    let (month, year, next) = month_and_year(t, at)?;
    let led = t.was(
        at,
        &[
            "in", "maand", "na", "vanaf", "tot", "of", "en", "voor", "vóór", "during", "until",
            "after", "before", "de", "tussen", "heel", "and", "or",
        ],
    );
    // "Mei Ling en April": Dutch months have no capital, Dutch names do.
    let weak = t.was(at, &["of", "en", "de", "voor"]) && t.get(at).is_some_and(Token::starts_upper);
    (led && !weak || year != Year::Unsaid)
        .then_some((Stretch::Month { month, year, edge: Edge::Whole }, next))
}

fn season(t: Tokens<'_, '_>, at: usize) -> Option<(Stretch, usize)> {
    if t.is(at, &["feestdagen", "holidays"]) {
        return Some((Stretch::FestiveDays, at + 1));
    }
    if !t.was(at, &["de", "het", "the", "dit", "this"]) && !t.is(at, &["najaar", "voorjaar"]) {
        return None;
    }
    let season = match t.get(at)?.lower.as_ref() {
        "voorjaar" | "lente" | "spring" => Season::Spring,
        "zomer" | "summer" => Season::Summer,
        "najaar" | "herfst" | "autumn" => Season::Autumn,
        "winter" => Season::Winter,
        _ => return None,
    };
    Some((Stretch::Season(season), at + 1))
}
