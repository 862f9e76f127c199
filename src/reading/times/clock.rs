//! Reads times of day: "10.00 – 12.30 uur", "half elf", "vanaf 19.30 uur", "einde van de middag".
//!
//! The trap is that "10.00" may be a price, "twee uur" a length and "9-11" a date. A reading
//! therefore has a strength, and what is weak only counts beside a word that asks for a time or
//! inside a phrase that already has a day.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::{ClockTime, Time};
use crate::reading::cursor::Tokens;
use crate::reading::token::{Part, Unit, Word};

/// How sure the words are of being a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    /// A bare number.
    Bare,
    /// A number and "uur": as likely a length.
    Hours,
    /// `10.00`.
    Dotted,
    Sure,
}

struct Point {
    clock: ClockTime,
    next: usize,
    strength: Strength,
}

impl Point {
    fn new(hour: u32, minute: u32, spoken: bool, next: usize, strength: Strength) -> Option<Self> {
        (hour <= 24 && minute < 60).then_some(Self {
            clock: ClockTime { hour, minute, spoken },
            next,
            strength,
        })
    }
}

/// The time of day that starts at `at`, and where it ends.
pub(crate) fn time(t: Tokens<'_, '_>, at: usize, has_day: bool) -> Option<(Time, usize)> {
    opened_range(t, at, has_day)
        .or_else(|| hours_range(t, at))
        .or_else(|| joined_range(t, at, has_day))
        .or_else(|| bounded(t, at))
        .or_else(|| pointed(t, at, has_day))
        .or_else(|| part_of_day(t, at))
}

/// `van 9.30 tot 11.00 uur`, `tussen 10 en 15 uur`.
fn opened_range(t: Tokens<'_, '_>, at: usize, has_day: bool) -> Option<(Time, usize)> {
    if !t.is(at, &["van", "tussen", "from", "between"]) {
        return None;
    }
    joined_range(t, at + 1, true)
        .filter(|_| has_day || ends_in_hour(t, at + 1))
        .or_else(|| bare_range(t, at + 1).filter(|_| has_day))
}

/// `van 9 tot 11`, once the day is known.
fn bare_range(t: Tokens<'_, '_>, at: usize) -> Option<(Time, usize)> {
    let first = point(t, at)?;
    let second = point(t, range_joint(t, first.next, true)?)?;
    let is_date =
        matches!(t.word(second.next), Word::Month(_)) || followed_by_thing(t, second.next);
    (!is_date && second.clock.hour != first.clock.hour)
        .then_some((Time::Range(first.clock, second.clock), second.next))
}

/// Whether the range from `at` says that it is about hours somewhere.
fn ends_in_hour(t: Tokens<'_, '_>, at: usize) -> bool {
    (at..at + 8).any(|i| {
        t.is(i, &["uur", "u", "h", "am", "pm"])
            || matches!(t.word(i), Word::Clock { .. } | Word::Pair { sign: '.' | ':', .. })
    })
}

/// `9-11 uur`.
fn hours_range(t: Tokens<'_, '_>, at: usize) -> Option<(Time, usize)> {
    let Word::Pair { left, right, sign: '-', .. } = t.word(at) else { return None };
    if !t.is(at + 1, &["uur", "u", "h"]) || right > 24 || left >= right {
        return None;
    }
    let clock = |hour| ClockTime { hour, minute: 0, spoken: true };
    Some((Time::Range(clock(left), clock(right)), at + 2))
}

fn joined_range(t: Tokens<'_, '_>, at: usize, opened: bool) -> Option<(Time, usize)> {
    let first = point(t, at)?;
    let joint = range_joint(t, first.next, opened)?;
    let second = point(t, joint)?;
    let best = first.strength.max(second.strength);
    let is_date = matches!(t.word(second.next), Word::Month(_));
    let plausible = match best {
        Strength::Bare => false,
        Strength::Hours => opened || first.strength == Strength::Bare,
        Strength::Dotted => opened || first.strength == second.strength,
        Strength::Sure => true,
    };
    (plausible && !is_date).then_some((Time::Range(first.clock, second.clock), second.next))
}

fn range_joint(t: Tokens<'_, '_>, at: usize, opened: bool) -> Option<usize> {
    if t.get(at)?.is_dash() || t.is(at, &["t/m", "to", "until", "till"]) {
        return Some(at + 1);
    }
    if t.is(at, &["tot"]) {
        return Some(
            t.any_of(at, &[&["tot", "en", "met"], &["tot", "ongeveer"]]).map_or(at + 1, |n| at + n),
        );
    }
    (opened && t.is(at, &["en", "and"])).then_some(at + 1)
}

/// `vanaf 13.00 uur`, `na 16.00 uur`, `vóór 12 uur`.
fn bounded(t: Tokens<'_, '_>, at: usize) -> Option<(Time, usize)> {
    let later = t.is(at, &["vanaf", "na", "after", "from"]);
    let sooner = t.is(at, &["tot", "voor", "vóór", "until", "before", "till"]);
    if !later && !sooner {
        return None;
    }
    let mut next = at + 1;
    if t.is(next, &["ongeveer", "circa", "ca"]) {
        next += 1;
    }
    let point = point(t, next).filter(|point| point.strength > Strength::Bare)?;
    let time = if later { Time::From(point.clock) } else { Time::Until(point.clock) };
    Some((time, point.next))
}

/// A point in time, with or without "om" before it.
fn pointed(t: Tokens<'_, '_>, at: usize, has_day: bool) -> Option<(Time, usize)> {
    let asks = t.is(at, &["om", "tegen", "at", "rond", "omstreeks", "around"]);
    let mut start = if asks { at + 1 } else { at };
    if asks && t.is(start, &["ongeveer", "circa", "ca", "de", "rond"]) {
        start += 1;
    }
    let point = point(t, start)?;
    let asked = asks || t.was(at, &["om", "tegen", "at", "rond", "omstreeks", "around", "circa"]);
    let asked_exactly = t.is(start.saturating_sub(1), &["om", "at", "tegen"]);
    let enough = match point.strength {
        Strength::Sure => true,
        Strength::Dotted => asked || has_day || t.is(point.next, &["uur", "u"]),
        Strength::Hours => {
            let about =
                t.was(at, &["van", "circa", "ongeveer", "maximaal", "minimaal", "duur", "voor"]);
            let part = part_of_day(t, point.next).is_some();
            // Nobody comes for nine hours: from there on "15 uur" is the clock.
            let late = (9..24).contains(&point.clock.hour) && !t.is(point.next - 1, &["uren"]);
            asked || part || !about && (has_day || late)
        }
        Strength::Bare => {
            asked && has_day && !matches!(t.word(point.next), Word::Month(_))
                || asked_exactly && !followed_by_thing(t, point.next)
        }
    };
    enough.then_some((Time::At(point.clock), point.next))
}

/// A bare number counts things when a plain word follows: "om 3 redenen".
fn followed_by_thing(t: Tokens<'_, '_>, at: usize) -> bool {
    match t.word(at) {
        Word::Month(_) | Word::Unit(_) | Word::Digits { .. } | Word::Pair { .. } => true,
        _ if t.get(at).is_none() => false,
        Word::Other => !t.is(at, &["op", "in", "of", "en", "graag", "is", "past", "kan", "lukt"]),
        _ => false,
    }
}

fn point(t: Tokens<'_, '_>, at: usize) -> Option<Point> {
    half_or_quarter(t, at)
        .or_else(|| minutes_before_or_after(t, at))
        .or_else(|| about_hours(t, at))
        .or_else(|| written(t, at))
}

/// `half elf`, `kwart over negen`, `half past two`.
fn half_or_quarter(t: Tokens<'_, '_>, at: usize) -> Option<Point> {
    if t.is(at, &["half"]) {
        if t.is(at + 1, &["past"]) {
            let hour = t.count(at + 2).filter(|h| *h <= 12)?;
            return Point::new(hour, 30, true, at + 3, Strength::Sure);
        }
        let hour = t.count(at + 1).filter(|h| (1..=12).contains(h))?;
        let hour = if hour == 1 { 12 } else { hour - 1 };
        return Point::new(hour, 30, true, at + 2, Strength::Sure);
    }
    t.is(at, &["kwart", "quarter"]).then(|| before_or_after(t, at + 1, 15)).flatten()
}

/// `tien voor half elf`, `vijf over drie`.
fn minutes_before_or_after(t: Tokens<'_, '_>, at: usize) -> Option<Point> {
    let minutes = t.count(at).filter(|n| (1..30).contains(n))?;
    let mut next = at + 1;
    if matches!(t.word(next), Word::Unit(Unit::Minute)) {
        next += 1;
    }
    before_or_after(t, next, minutes)
}

fn before_or_after(t: Tokens<'_, '_>, at: usize, minutes: u32) -> Option<Point> {
    let after = t.is(at, &["over", "past"]);
    if !after && !t.is(at, &["voor", "to"]) {
        return None;
    }
    let half = t.is(at + 1, &["half"]);
    let at = if half { at + 2 } else { at + 1 };
    let hour = t.count(at).filter(|h| (1..=12).contains(h))?;
    let base = if half { hour * 60 - 30 } else { hour * 60 };
    let total = if after { base + minutes } else { base.checked_sub(minutes)? };
    let next = if t.is(at + 1, &["uur"]) { at + 2 } else { at + 1 };
    // "twee over drie" (two out of three) is no time unless it is said as one.
    let said = half || matches!(minutes, 5 | 10 | 15 | 20);
    said.then(|| Point::new(total / 60, total % 60, true, next, Strength::Sure)).flatten()
}

/// `een uur of elf`.
fn about_hours(t: Tokens<'_, '_>, at: usize) -> Option<Point> {
    let says = t.any_of(at, &[&["een", "uur", "of"], &["uur", "of"]])?;
    let hour = t.count(at + says).filter(|h| *h <= 24)?;
    Point::new(hour, 0, true, at + says + 1, Strength::Sure)
}

fn written(t: Tokens<'_, '_>, at: usize) -> Option<Point> {
    half_named(t, at).or_else(|| plainly_written(t, at))
}

/// `9 am`, `2.30 p.m.`: the half of the day is said behind it.
fn half_named(t: Tokens<'_, '_>, at: usize) -> Option<Point> {
    let morning = t.is(at + 1, &["am", "a.m."]);
    if !morning && !t.is(at + 1, &["pm", "p.m."]) {
        return None;
    }
    let (hour, minute) = match t.word(at) {
        Word::Pair { left, right, sign: '.' | ':', right_len: 2 } => (left, right),
        _ => (t.count(at)?, 0),
    };
    let hour = if morning { hour % 12 } else { hour % 12 + 12 };
    Point::new(hour, minute, false, at + 2, Strength::Sure)
}

fn plainly_written(t: Tokens<'_, '_>, at: usize) -> Option<Point> {
    let next = at + 1;
    let says_hour = t.is(next, &["uur", "u", "h", "o'clock", "hrs", "hours"]);
    let after = if says_hour { next + 1 } else { next };
    match t.word(at) {
        Word::Clock { hour, minute } => {
            let text = t.get(at)?.text;
            let spoken = minute == 0 && !text.starts_with('0') && !text.contains(['.', ':', 'm']);
            Point::new(hour, minute, spoken, after, Strength::Sure)
        }
        Word::Pair { left, right, sign: ':', right_len: 2 } => {
            Point::new(left, right, false, after, Strength::Sure)
        }
        Word::Pair { left, right, sign: '.', right_len: 2 } => {
            let strength = if says_hour { Strength::Sure } else { Strength::Dotted };
            Point::new(left, right, false, after, strength)
        }
        Word::Digits { value, len: 4 } if says_hour || t.was(at, &["van", "tot", "om"]) => {
            let strength = if says_hour { Strength::Sure } else { Strength::Dotted };
            Point::new(value / 100, value % 100, false, after, strength)
        }
        Word::Digits { .. } | Word::Number(_) => {
            let hour = t.count(at)?;
            let spoken = !t.get(at)?.text.starts_with('0');
            let strength = if says_hour { Strength::Hours } else { Strength::Bare };
            Point::new(hour, 0, spoken, after, strength)
        }
        _ => None,
    }
}

/// `in de ochtend`, `einde van de middag`, `'s avonds`, `de hele dag`, `rond lunchtijd`.
fn part_of_day(t: Tokens<'_, '_>, at: usize) -> Option<(Time, usize)> {
    let mut i = at;
    while t.is(
        i,
        &[
            "rond", "in", "op", "de", "het", "een", "the", "'s", "’s", "loop", "van", "hele",
            "gehele", "late", "vroege",
        ],
    ) && i < at + 4
    {
        if t.is(i, &["hele", "gehele"]) && t.is(i + 1, &["dag"]) {
            return Some((Time::WholeDay, i + 2));
        }
        i += 1;
    }
    if t.is(i, &["lunchtijd", "lunchtime", "middaguur"])
        || t.are(i, &["lunch"]) && t.was(i, &["de"]) && t.is(at, &["rond"])
    {
        return Some((Time::Lunch, i + 1));
    }
    if t.any_of(i, &[&["whole", "day"], &["all", "day"]]).is_some() {
        return Some((Time::WholeDay, i + 2));
    }
    let edge = t.is(i, &["begin", "eind", "einde", "end", "start"]).then_some(i);
    if let Some(start) = edge {
        let mut j = start + 1;
        while t.is(j, &["van", "de", "of", "the"]) {
            j += 1;
        }
        let Word::Part(part) = t.word(j) else { return None };
        let begin = t.is(start, &["begin", "start"]);
        return Some((if begin { Time::BeginOf(part) } else { Time::EndOf(part) }, j + 1));
    }
    if t.is(at, &["rond"]) && t.is(i, &["middag"]) {
        return Some((Time::Lunch, i + 1));
    }
    if t.is(i, &["morgen"]) && t.was(i, &["de"]) && i > at {
        return Some((Time::Part(Part::Ochtend), i + 1));
    }
    let Word::Part(part) = t.word(i) else { return None };
    let greets = t.was(i, &["goede", "good", "fijne", "prettige", "gezellige"]);
    (!greets).then_some((Time::Part(part), i + 1))
}
