//! Puts the pieces of a time together: one phrase is a day or a row of days, a time of day, and
//! what bounds them, in whatever order Dutch allows.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use chrono::Weekday;

use super::{Bound, Day, Phrase, Stretch, Time, Which, clock, day, stretch};
use crate::domain::reading::NamedPeriod;
use crate::reading::cursor::Tokens;
use crate::reading::lexer::Sentence;
use crate::reading::token::{Part, Unit, Word};

/// All phrases of a sentence, in order.
pub(crate) fn phrases(
    t: Tokens<'_, '_>,
    sentence: Sentence,
    periods: &[NamedPeriod],
) -> Vec<Phrase> {
    let t = t.until(sentence.to);
    let mut found: Vec<Phrase> = Vec::new();
    let mut at = sentence.from;
    while at < sentence.to {
        if let Some(week) = another_week(t, found.last(), at) {
            at = week.to;
            found.push(week);
            continue;
        }
        match phrase(t, at, periods) {
            Some(phrase) if phrase.to > at => {
                at = phrase.to;
                found.push(phrase);
            }
            _ => at += 1,
        }
    }
    found
}

/// The "46" of "week 45 en 46".
fn another_week(t: Tokens<'_, '_>, last: Option<&Phrase>, at: usize) -> Option<Phrase> {
    let last = last?;
    let Some(Stretch::Week { year, .. }) = last.stretch else { return None };
    let joint =
        t.was(at, &["en", "of", "and", "or"]) || t.before(at).is_some_and(|b| b.is_sign(','));
    if !joint || last.to + 1 != at {
        return None;
    }
    let number = stretch::week_number(t, at)?;
    let plain = !matches!(t.word(at + 1), Word::Other)
        || t.is(at + 1, &["zijn", "is", "kan", "past", "passen", "kunnen"]);
    plain.then(|| Phrase {
        from: at,
        to: at + 1,
        stretch: Some(Stretch::Week { number, year }),
        ..Phrase::default()
    })
}

fn phrase(t: Tokens<'_, '_>, at: usize, periods: &[NamedPeriod]) -> Option<Phrase> {
    let mut p = Phrase { from: at, to: at, ..Phrase::default() };
    if let Some((within, next)) = within(t, at) {
        p.within = Some(within);
        p.to = next;
        return Some(p);
    }
    if let Some(next) = piece(t, at, &mut p, periods) {
        p.to = next;
    } else if let Some((bound, next)) = bound(t, at) {
        p.bound = Some(bound);
        p.to = piece(t, next, &mut p, periods)
            .filter(|_| p.day.is_some() || p.stretch.is_some() || p.time.is_some())?;
        if p.time.is_some()
            && p.day.is_none()
            && p.stretch.is_none()
            && !matches!(bound, Bound::UpTo)
        {
            return None;
        }
    } else if let Some((seconds, next)) = duration(t, at) {
        p.duration_seconds = Some(seconds);
        p.to = next;
        return Some(p);
    } else {
        return None;
    }
    extend(t, &mut p, periods);
    let opened = (p.from..p.to).any(|i| t.get(i).is_some_and(|token| token.is_sign('(')));
    if opened && t.get(p.to).is_some_and(|token| token.is_sign(')')) {
        p.to += 1;
    }
    (!only_weak(t, &p)).then_some(p)
}

/// Takes further pieces as long as they fit.
fn extend(t: Tokens<'_, '_>, p: &mut Phrase, periods: &[NamedPeriod]) {
    range_end(t, p);
    loop {
        let start = skip_glue(t, p.to);
        let next = piece(t, start, p, periods)
            .or_else(|| bare_clock(t, start, p))
            .filter(|next| *next > p.to);
        match next {
            Some(next) => p.to = next,
            None => return,
        }
        range_end(t, p);
    }
}

/// `vrijdag om 10`, once a day is known.
fn bare_clock(t: Tokens<'_, '_>, at: usize, p: &mut Phrase) -> Option<usize> {
    if p.day.is_none() || p.time.is_some() {
        return None;
    }
    let (time, next) = clock::time(t, at, true)?;
    p.time = Some(time);
    Some(next)
}

/// A part of a day without a day is only a time when somebody asks for one ("een ochtend").
fn only_weak(t: Tokens<'_, '_>, p: &Phrase) -> bool {
    if p.day.is_some() || p.stretch.is_some() || !p.set.is_empty() {
        return false;
    }
    match p.time {
        Some(Time::WholeDay) => true,
        Some(Time::Part(_)) => {
            !t.is(p.from, &["een", "in", "de", "'s", "’s", "elke", "rond", "liefst"])
                && !t.was(p.from, &["voorkeur", "liefst", "graag", "of", "en", "een", "any"])
        }
        _ => false,
    }
}

fn skip_glue(t: Tokens<'_, '_>, at: usize) -> usize {
    let mut next = at;
    while next < at + 3 {
        let word = t.is(
            next,
            &[
                "op",
                "in",
                "om",
                "de",
                "rond",
                "circa",
                "ca",
                "pas",
                "ergens",
                "on",
                "at",
                "alleen",
                "bijvoorbeeld",
                "en",
                "wel",
            ],
        );
        // "the morning of 20 January", "de ochtend van 20 januari".
        let of_part = t.is(next, &["of", "van"])
            && matches!(next.checked_sub(1).map(|i| t.word(i)), Some(Word::Part(_)));
        let sign =
            t.get(next).is_some_and(|token| matches!(token.word, Word::Sign(',' | '(' | ':')));
        if t.is(next, &["en"]) && !t.is(next + 1, &["wel"]) || !(word || sign || of_part) {
            break;
        }
        next += 1;
    }
    next
}

/// Reads one piece at `at` into the phrase if there is room for it; says where it ends.
fn piece(t: Tokens<'_, '_>, at: usize, p: &mut Phrase, periods: &[NamedPeriod]) -> Option<usize> {
    let has_day = p.day.is_some() || !p.set.is_empty();
    if let Some((time, next)) = clock::time(t, at, has_day)
        && take_time(p, time)
    {
        return Some(next);
    }
    let room = p.day.is_none() && p.set.is_empty() && p.time.is_none_or(|_| at > p.from);
    if room
        && p.stretch.is_none()
        && let Some((set, part, next)) = recurring(t, at)
    {
        p.set = set;
        p.time = part.map(Time::Part).or(p.time);
        return Some(next);
    }
    let weekday_only = matches!(p.day, Some(Day::Weekday(_, Which::Bare))) || !p.set.is_empty();
    if p.stretch.is_none()
        && (room || weekday_only)
        && let Some((stretch, next)) = stretch::stretch(t, at, periods)
    {
        p.stretch = Some(stretch);
        return Some(next);
    }
    if !room || at > p.from && p.to > p.from && comma_before(t, at) && p.stretch.is_some() {
        return None;
    }
    let (day, next) = day::day(t, at)?;
    if p.time.is_none() {
        p.time = part_in(t, at, next).map(Time::Part);
    }
    p.day = Some(day);
    Some(next)
}

fn comma_before(t: Tokens<'_, '_>, at: usize) -> bool {
    t.before(at).is_some_and(|token| token.is_sign(','))
}

/// Two times in one phrase: the exact one stays, a part of the day beside it only tells the half.
fn take_time(p: &mut Phrase, time: Time) -> bool {
    let merged = match (p.time, time) {
        (None, time) => time,
        (Some(Time::Part(part)), Time::At(mut clock)) => {
            shift(&mut clock, part);
            Time::At(clock)
        }
        (Some(Time::Part(_)), time @ (Time::Range(..) | Time::From(_) | Time::Until(_))) => time,
        (Some(Time::At(mut clock)), Time::Part(part)) => {
            shift(&mut clock, part);
            Time::At(clock)
        }
        (Some(Time::WholeDay), _) => return false,
        (Some(time @ (Time::Range(..) | Time::From(_))), Time::Part(_)) => time,
        _ => return false,
    };
    p.time = Some(merged);
    true
}

fn shift(clock: &mut super::ClockTime, part: Part) {
    match part {
        Part::Ochtend => clock.spoken = false,
        Part::Middag | Part::Avond => {
            if clock.hour < 12 && clock.spoken {
                clock.hour += 12;
                clock.spoken = false;
            }
        }
    }
}

fn part_in(t: Tokens<'_, '_>, from: usize, to: usize) -> Option<Part> {
    (from..to).find_map(|at| match t.word(at) {
        Word::WeekdayPart(_, part) | Word::PartOfDay(_, part) => Some(part),
        Word::Part(part) if t.was(at, &["deze", "this"]) => Some(part),
        Word::Day(_) if t.was(at, &["deze"]) => Some(Part::Ochtend),
        _ => None,
    })
}

/// `een maandag of vrijdag`, `maandagen`, `elke dinsdagmiddag`, `op werkdagen`.
fn recurring(t: Tokens<'_, '_>, at: usize) -> Option<(Vec<Weekday>, Option<Part>, usize)> {
    let opened = t.is(at, &["een", "elke", "iedere", "alle", "every", "any", "a"]);
    let mut next = if opened { at + 1 } else { at };
    if opened && day::nth(t, next).is_some() {
        return every_nth(t, next + 1);
    }
    let plural = matches!(t.word(next), Word::Weekdays(_));
    if t.is(next, &["doordeweeks"]) {
        use Weekday::{Fri, Mon, Thu, Tue, Wed};
        return Some((vec![Mon, Tue, Wed, Thu, Fri], None, next + 1));
    }
    if t.is(next, &["weekend", "weekends", "weekenden"]) && !opened {
        return lone_weekend(t, next);
    }
    if !opened && !plural {
        return None;
    }
    let (mut days, mut part) = (Vec::new(), None);
    loop {
        match t.word(next) {
            Word::Weekday { day, .. } | Word::Weekdays(day) => days.push(day),
            Word::WeekdayPart(day, of_day) => {
                days.push(day);
                part = Some(of_day);
            }
            _ => return None,
        }
        next += 1;
        if let Word::Part(of_day) = t.word(next) {
            part = Some(of_day);
            next += 1;
        }
        match another_weekday(t, next) {
            Some(further) => next = further,
            None => break,
        }
    }
    let dated = matches!(
        t.word(next),
        Word::Digits { .. } | Word::Ordinal(_) | Word::Pair { sign: '/', .. }
    );
    (!dated).then_some((days, part, next))
}

fn lone_weekend(t: Tokens<'_, '_>, at: usize) -> Option<(Vec<Weekday>, Option<Part>, usize)> {
    let one_of_them = t.was(at, &["dit", "komend", "volgend", "this", "next", "eerste", "laatste"]);
    (!one_of_them).then(|| (vec![Weekday::Sat, Weekday::Sun], None, at + 1))
}

/// `elke eerste maandag van de maand`.
fn every_nth(t: Tokens<'_, '_>, at: usize) -> Option<(Vec<Weekday>, Option<Part>, usize)> {
    let Word::Weekday { day, short: false } = t.word(at) else { return None };
    let tail = t.any_of(at + 1, &[&["van", "de", "maand"], &["of", "the", "month"]]);
    Some((vec![day], None, at + 1 + tail.unwrap_or(0)))
}

fn another_weekday(t: Tokens<'_, '_>, at: usize) -> Option<usize> {
    let mut next = at;
    while next < at + 3
        && (t.is(next, &["of", "en", "or", "and", "een"])
            || t.get(next).is_some_and(|x| x.is_sign(',') || x.is_dash()))
    {
        next += 1;
    }
    let weekday =
        matches!(t.word(next), Word::Weekday { .. } | Word::WeekdayPart(..) | Word::Weekdays(_));
    (next > at && weekday).then_some(next)
}

/// The far end of a row of days: "t/m woensdag 21 januari".
fn range_end(t: Tokens<'_, '_>, p: &mut Phrase) {
    if p.last_day.is_some() || p.day.is_none() || p.time.is_some() {
        return;
    }
    if let Some((first, last)) = joined_days(t, p) {
        p.day = Some(first);
        p.last_day = Some((last, true));
        return;
    }
    let opened = t.was(p.from, &["tussen", "between"]) || t.is(p.from, &["tussen", "between"]);
    let Some((next, inclusive)) = row_joint(t, p.to, opened) else { return };
    if let Some((day, end)) = day::day(t, next) {
        p.last_day = Some((day, inclusive));
        p.to = end;
    }
}

/// `9-11 november` in one breath: the pair was read as its last day.
fn joined_days(t: Tokens<'_, '_>, p: &Phrase) -> Option<(Day, Day)> {
    let at = (p.from..p.to).find(|&at| matches!(t.word(at), Word::Pair { sign: '-', .. }))?;
    let Word::Pair { left, right, .. } = t.word(at) else { return None };
    let (Some(Day::Named { day, month: Some(month), year, .. }), true) = (&p.day, left < right)
    else {
        return None;
    };
    let named = |day| Day::Named { weekday: None, day, month: Some(*month), year: *year };
    (*day == right && matches!(t.word(at + 1), Word::Month(_))).then(|| (named(left), named(right)))
}

fn row_joint(t: Tokens<'_, '_>, at: usize, opened: bool) -> Option<(usize, bool)> {
    if let Some(n) =
        t.any_of(at, &[&["t/m"], &["tot", "en", "met"], &["tot", "/", "met"], &["through"]])
    {
        return Some((at + n, true));
    }
    if t.get(at).is_some_and(|token| token.is_dash()) {
        return Some((at + 1, true));
    }
    if opened && t.is(at, &["en", "and"]) {
        return Some((at + 1, true));
    }
    t.is(at, &["tot", "until", "to"]).then_some((at + 1, t.is(at, &["to"])))
}

fn bound(t: Tokens<'_, '_>, at: usize) -> Option<(Bound, usize)> {
    let found = [
        (Bound::UpTo, &["tot", "en", "met"][..]),
        (Bound::UpTo, &["t/m"]),
        (Bound::UpTo, &["uiterlijk", "op"]),
        (Bound::UpTo, &["uiterlijk"]),
        (Bound::UpTo, &["by"]),
        (Bound::Before, &["vóór"]),
        (Bound::BeforeOrFor, &["voor"]),
        (Bound::Before, &["before"]),
        (Bound::Before, &["tot"]),
        (Bound::Before, &["until"]),
        (Bound::After, &["na"]),
        (Bound::After, &["after"]),
        (Bound::From, &["vanaf"]),
        (Bound::From, &["from"]),
        (Bound::From, &["per"]),
    ];
    found
        .iter()
        .find(|(_, words)| t.are(at, words))
        .map(|(bound, words)| (*bound, at + words.len()))
}

/// `binnen vijf werkdagen`, `within two weeks`.
fn within(t: Tokens<'_, '_>, at: usize) -> Option<((i64, Unit), usize)> {
    if !t.is(at, &["binnen", "within"]) {
        return None;
    }
    let count = t.count(at + 1)?;
    let Word::Unit(unit) = t.word(at + 2) else { return None };
    Some(((i64::from(count), unit), at + 3))
}

/// "een uur eerder", "een half uur later": how far a time moves, no length.
fn shifts(t: Tokens<'_, '_>, at: usize) -> bool {
    t.is(at, &["later", "eerder", "vroeger", "earlier"])
}

/// `anderhalf uur`, `maximaal twee uur`, `90 minuten`; in seconds.
pub(crate) fn duration(t: Tokens<'_, '_>, at: usize) -> Option<(i64, usize)> {
    let start =
        if t.is(at, &["maximaal", "circa", "ca", "ongeveer", "minimaal"]) { at + 1 } else { at };
    if t.was(at, &["over", "om", "na", "per", "al", "of", "binnen"]) {
        return None;
    }
    if t.is(start, &["anderhalf"]) && matches!(t.word(start + 1), Word::Unit(Unit::Hour)) {
        return (!shifts(t, start + 2)).then_some((5400, start + 2));
    }
    if t.any_of(start, &[&["een", "half", "uur"], &["half", "an", "hour"]]).is_some() {
        return (!shifts(t, start + 3)).then_some((1800, start + 3));
    }
    let (count, next) = match t.word(start) {
        Word::Pair { left, right: 5, sign: ',' | '.', right_len: 1 } => {
            (f64::from(left) + 0.5, start + 1)
        }
        _ => (f64::from(t.count(start)?), start + 1),
    };
    let half = t.any_of(next, &[&["en", "een", "half"], &["and", "a", "half"]]);
    let (count, next) = half.map_or((count, next), |n| (count + 0.5, next + n));
    let seconds = match t.word(next) {
        Word::Unit(Unit::Hour) => 3600.0,
        Word::Unit(Unit::Minute) => 60.0,
        _ => return None,
    };
    (count <= 600.0 && !shifts(t, next + 1)).then_some(((count * seconds) as i64, next + 1))
}
