//! Reads days: "donderdag 14 november", "de 16e", "volgende week vrijdag", "14/11", "over drie
//! weken", "de vrijdag na Hemelvaart".
//!
//! The trap is the bare number. It is a day only when its month follows further on ("maandag 8,
//! dinsdag 9 of donderdag 11 februari"), when a weekday stands before it and nothing countable
//! behind it, or when it is an ordinal with an article ("de 16e").

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use chrono::Weekday;

use super::{Day, Which, feast};
use crate::reading::cursor::Tokens;
use crate::reading::token::{Unit, Word};

/// The day that starts at `at`, and where it ends.
pub(crate) fn day(t: Tokens<'_, '_>, at: usize) -> Option<(Day, usize)> {
    let article = t.is(at, &["de", "the"]);
    let at = if article { at + 1 } else { at };
    if article && t.is(at, &["morgen"]) {
        return None;
    }
    named_feast(t, at)
        .or_else(|| qualified(t, at))
        .or_else(|| nth_of_month(t, at))
        .or_else(|| weekday(t, at))
        .or_else(|| date(t, at))
        .or_else(|| this_part(t, at))
        .or_else(|| counted(t, at))
        .or_else(|| ago(t, at))
        .or_else(|| later(t, at))
}

fn named_feast(t: Tokens<'_, '_>, at: usize) -> Option<(Day, usize)> {
    let (feast, next) = feast::feast(t, at)?;
    let (year, next) = year(t, next).map_or((None, next), |(year, next)| (Some(year), next));
    Some((Day::Feast { feast, year }, next))
}

/// `komende vrijdag`, `volgende week vrijdag`, `vorige week donderdag`.
fn qualified(t: Tokens<'_, '_>, at: usize) -> Option<(Day, usize)> {
    let which = which(t, at)?;
    if let Some(weekday) = plain_weekday(t, at + 1) {
        return Some((Day::Weekday(weekday, which), at + 2));
    }
    if !matches!(t.word(at + 1), Word::Unit(Unit::Week)) {
        return None;
    }
    let next = if t.is(at + 2, &["op"]) { at + 3 } else { at + 2 };
    let weekday = plain_weekday(t, next)?;
    Some((Day::Weekday(weekday, Which::InWeek(weeks_from_now(which))), next + 1))
}

fn which(t: Tokens<'_, '_>, at: usize) -> Option<Which> {
    let word = t.get(at)?.lower.as_ref();
    Some(match word {
        "komende" | "aanstaande" | "aankomende" | "eerstvolgende" | "coming" => Which::Coming,
        "volgende" | "next" => Which::Next,
        "deze" | "this" => Which::InWeek(0),
        "afgelopen" | "vorige" | "voorbije" | "last" | "jongstleden" => Which::Last,
        _ => return None,
    })
}

fn weeks_from_now(which: Which) -> i64 {
    match which {
        Which::InWeek(weeks) => weeks,
        Which::Last => -1,
        Which::Coming | Which::Next | Which::Bare | Which::AfterPrevious => 1,
    }
}

fn plain_weekday(t: Tokens<'_, '_>, at: usize) -> Option<Weekday> {
    match t.word(at) {
        Word::Weekday { day, short: false } | Word::WeekdayPart(day, _) => Some(day),
        _ => None,
    }
}

/// `de eerste maandag van maart`, `de laatste vrijdag van de maand` is left to sets.
fn nth_of_month(t: Tokens<'_, '_>, at: usize) -> Option<(Day, usize)> {
    let nth = nth(t, at)?;
    let weekday = plain_weekday(t, at + 1)?;
    if !t.is(at + 2, &["van", "in", "of"]) {
        return None;
    }
    let Word::Month(month) = t.word(at + 3) else { return None };
    let (year, next) = year(t, at + 4).map_or((None, at + 4), |(y, n)| (Some(y), n));
    Some((Day::NthOfMonth { nth, weekday, month, year }, next))
}

/// 1 for the first, -1 for the last.
pub(crate) fn nth(t: Tokens<'_, '_>, at: usize) -> Option<i64> {
    match t.word(at) {
        Word::Ordinal(n) if n <= 5 => Some(i64::from(n)),
        _ if t.is(at, &["laatste", "last"]) => Some(-1),
        _ => None,
    }
}

/// A weekday, with the date that may follow it.
fn weekday(t: Tokens<'_, '_>, at: usize) -> Option<(Day, usize)> {
    let (weekday, short) = match t.word(at) {
        Word::Weekday { day, short } => (day, short),
        Word::WeekdayPart(day, _) => (day, false),
        _ => return None,
    };
    let mut next = at + 1;
    if short && t.get(next).is_some_and(|token| token.is_sign('.') && token.glued) {
        next += 1;
    }
    let plain = next;
    while t.is(next, &["de", "d.d.", "the"]) || t.get(next).is_some_and(|token| token.is_sign(','))
    {
        next += 1;
    }
    if let Some((Day::Named { day, month, year, .. }, end)) =
        date(t, next).or_else(|| number_alone(t, next))
    {
        let by_comma = t.before(next).is_some_and(|token| token.is_sign(','));
        // "ma, 9 personen": behind a comma only a whole date belongs to the weekday.
        if !by_comma
            || month.is_some()
                && t.get(next).is_some_and(|n| !matches!(n.word, Word::Weekday { .. }))
        {
            return Some((Day::Named { weekday: Some(weekday), day, month, year }, end));
        }
    }
    if short && !short_weekday_is_meant(t, at, plain) {
        return None;
    }
    weekday_alone(t, weekday, plain)
}

/// What may follow a weekday that has no date: "na Hemelvaart", "erna", "a.s.", "volgende week".
fn weekday_alone(t: Tokens<'_, '_>, weekday: Weekday, at: usize) -> Option<(Day, usize)> {
    if t.is(at, &["na"]) {
        let start = if t.is(at + 1, &["de"]) { at + 2 } else { at + 1 };
        if let Some((anchor, next)) = named_feast(t, start).or_else(|| date(t, start)) {
            return Some((Day::WeekdayAfter(weekday, Box::new(anchor)), next));
        }
    }
    if t.is(at, &["erna", "daarna", "daarop", "erop", "nadien"]) {
        return Some((Day::Weekday(weekday, Which::AfterPrevious), at + 1));
    }
    if t.is(at, &["daaropvolgend"]) {
        return Some((Day::Weekday(weekday, Which::AfterPrevious), at + 1));
    }
    if t.is(at, &["a.s.", "a.s", "aanstaande"]) {
        return Some((Day::Weekday(weekday, Which::Coming), at + 1));
    }
    if t.is(at, &["over"])
        && let Some((Day::Ahead { count, unit: Unit::Week }, next)) = counted(t, at)
    {
        return Some((Day::Weekday(weekday, Which::InWeek(count)), next));
    }
    if t.is(at, &["jl", "j.l.", "jongstleden"]) {
        return Some((Day::Weekday(weekday, Which::Last), at + 1));
    }
    if let Some(which) = which(t, at)
        && matches!(t.word(at + 1), Word::Unit(Unit::Week))
    {
        return Some((Day::Weekday(weekday, Which::InWeek(weeks_from_now(which))), at + 2));
    }
    Some((Day::Weekday(weekday, Which::Bare), at))
}

/// "do", "zo" and "ma" are words of their own: they are days only beside a number, an hour or each
/// other.
fn short_weekday_is_meant(t: Tokens<'_, '_>, at: usize, next: usize) -> bool {
    let joint = |i: usize| {
        t.is(i, &["of", "en", "or", "and", "t/m"])
            || t.get(i)
                .is_some_and(|token| token.is_sign(',') || token.is_sign('/') || token.is_dash())
    };
    let is_short = |i: usize| matches!(t.word(i), Word::Weekday { short: true, .. });
    let beside = joint(next) && is_short(next + 1) || at >= 2 && joint(at - 1) && is_short(at - 2);
    let timed = t.is(next, &["om", "vanaf", "ochtend", "middag", "avond"]);
    beside || timed && !t.is(at, &["zo", "do"])
}

/// A date with its month: "14 november '26", "14/11", "2025-04-03", "15 June", "June 15th".
fn date(t: Tokens<'_, '_>, at: usize) -> Option<(Day, usize)> {
    match t.word(at) {
        Word::FullDate { year, month, day } => Some((named(day, Some(month), Some(year)), at + 1)),
        Word::Pair { left, right, sign, right_len } => {
            paired(t, at, (left, right, sign, right_len))
        }
        Word::Digits { value, .. } => day_and_month(t, at, value, false),
        Word::Number(value)
            if matches!(t.word(at + 1), Word::Month(_)) && !t.is(at, &["een", "one"]) =>
        {
            day_and_month(t, at, value, false)
        }
        Word::Ordinal(value) => day_and_month(t, at, value, true),
        Word::Month(month) => month_first(t, at, month),
        _ => None,
    }
}

fn named(day: u32, month: Option<u32>, year: Option<i32>) -> Day {
    Day::Named { weekday: None, day, month, year }
}

/// `14/11` is a date wherever it stands; `14.11` and `14-11` only behind a word that wants one.
fn paired(t: Tokens<'_, '_>, at: usize, pair: (u32, u32, char, usize)) -> Option<(Day, usize)> {
    let (day, month, sign, right_len) = pair;
    if sign == '-' && day < month && matches!(t.word(at + 1), Word::Month(_)) {
        // "9-11 november": read as its last day here, as a row of days in `phrase`.
        return day_and_month(t, at, month, false);
    }
    if !(1..=31).contains(&day) || !(1..=12).contains(&month) || t.is(at + 1, &["uur", "u"]) {
        return None;
    }
    let wanted = t
        .was(at, &["op", "d.d.", "datum", "per", "voor", "vóór", "na", "dag", "of", "en"])
        || matches!(
            at.checked_sub(1).map(|i| t.word(i)),
            Some(Word::Weekday { .. } | Word::WeekdayPart(..))
        );
    let is_date = match sign {
        '/' => !t.get(at + 1).is_some_and(|next| next.glued && !matches!(next.word, Word::Sign(_))),
        '-' => wanted && !matches!(t.word(at + 1), Word::Month(_)),
        '.' => wanted && right_len == 2 && !t.was(at, &["voor", "vóór", "na", "of", "en"]),
        _ => false,
    };
    is_date.then(|| (named(day, Some(month), None), at + 1))
}

fn day_and_month(t: Tokens<'_, '_>, at: usize, value: u32, ordinal: bool) -> Option<(Day, usize)> {
    if !(1..=31).contains(&value) {
        return None;
    }
    let mut next = at + 1;
    while (t.is(next, &["of", "van", "dag"])
        || t.get(next).is_some_and(|dash| dash.is_dash() && dash.glued))
        && matches!(t.word(next + 1), Word::Month(_))
    {
        next += 1;
    }
    if let Word::Month(month) = t.word(next) {
        let mut end = next + 1;
        if t.get(end).is_some_and(|dot| dot.is_sign('.') && dot.glued)
            && t.get(next).is_some_and(|m| m.text.len() <= 4)
        {
            end += 1;
        }
        if t.get(end).is_some_and(|sign| sign.is_sign(',') || sign.is_dash())
            && year(t, end + 1).is_some()
        {
            end += 1;
        }
        let (year, end) = year(t, end).map_or((None, next + 1), |(y, n)| (Some(y), n));
        return Some((named(value, Some(month), year), end));
    }
    if let Some((month, year)) = month_ahead(t, at + 1) {
        return Some((named(value, Some(month), year), at + 1));
    }
    let written_as_number = t.get(at)?.text.starts_with(|c: char| c.is_ascii_digit());
    let article = t.was(at, &["de", "the", "den"]);
    (ordinal && article && written_as_number && !counts_something(t, at + 1))
        .then(|| (named(value, None, None), at + 1))
}

/// A number behind a weekday that has no month anywhere: "maandag 8".
fn number_alone(t: Tokens<'_, '_>, at: usize) -> Option<(Day, usize)> {
    let (Word::Digits { value, .. } | Word::Ordinal(value)) = t.word(at) else { return None };
    let is_hour = t.is(at + 1, &["uur", "u", "tot", "-", "–", "h"]);
    let is_day = (1..=31).contains(&value) && !is_hour && !counts_something(t, at + 1);
    is_day.then(|| (named(value, None, None), at + 1))
}

fn counts_something(t: Tokens<'_, '_>, at: usize) -> bool {
    match t.word(at) {
        Word::Unit(_) | Word::Month(_) => true,
        _ => t.is(
            at,
            &[
                "personen",
                "mensen",
                "man",
                "leden",
                "gasten",
                "helft",
                "keer",
                "verdieping",
                "klas",
                "eeuw",
                "etage",
                "deelnemers",
                "kamer",
                "optie",
                "voorstel",
                "kwartaal",
                "people",
                "floor",
                "paasdag",
                "plaats",
                "instantie",
                "collega's",
                "raadsleden",
            ],
        ),
    }
}

/// `June 15`, `June 15th, 2027`: the English order, so "maart 2" is left alone.
fn month_first(t: Tokens<'_, '_>, at: usize, month: u32) -> Option<(Day, usize)> {
    let value = match t.word(at + 1) {
        Word::Ordinal(value) => value,
        Word::Digits { value, .. } => value,
        _ => return None,
    };
    let behind_number = matches!(
        at.checked_sub(1).map(|i| t.word(i)),
        Some(Word::Digits { .. } | Word::Ordinal(_))
    );
    // "in maart 2 bezoeken": a word behind the number makes it a count.
    let counts = counts_something(t, at + 2)
        || t.is(at + 2, &["uur"])
        || t.word(at + 2) == Word::Other
            && matches!(t.word(at + 1), Word::Digits { .. })
            && t.get(at + 2).is_some_and(|next| next.breaks == 0);
    let full_dutch =
        t.is(at, &["januari", "februari", "maart", "mei", "juni", "juli", "augustus", "oktober"]);
    if behind_number || !(1..=31).contains(&value) || counts || full_dutch {
        return None;
    }
    let mut next = at + 2;
    if t.get(next).is_some_and(|token| token.is_sign(',')) && year(t, next + 1).is_some() {
        next += 1;
    }
    let (year, next) = year(t, next).map_or((None, at + 2), |(y, n)| (Some(y), n));
    Some((named(value, Some(month), year), next))
}

/// The month that a row of days ends with: from behind "1" in "1 of 2 april".
fn month_ahead(t: Tokens<'_, '_>, at: usize) -> Option<(u32, Option<i32>)> {
    let mut days = 0;
    let mut joint = false;
    for i in at..at + 14 {
        match t.word(i) {
            Word::Month(month) if days > 0 => {
                return Some((month, year(t, i + 1).map(|(year, _)| year)));
            }
            Word::Digits { value, .. } | Word::Ordinal(value) if joint && value <= 31 => {
                days += 1;
                joint = false;
            }
            Word::Weekday { .. } if joint => {}
            Word::Sign(',' | '-' | '–' | '/' | '&') => joint = true,
            _ if t.is(i, &["of", "en", "t/m", "tot", "met", "or", "and", "to"]) => joint = true,
            _ if t.is(i, &["de", "op", "anders", "the"]) && joint => {}
            _ => return None,
        }
    }
    None
}

/// A year: "2027", "'26", "volgend jaar".
pub(crate) fn year(t: Tokens<'_, '_>, at: usize) -> Option<(i32, usize)> {
    let token = t.get(at)?;
    if let Word::Digits { value, len: 4 } = token.word
        && (1950..2150).contains(&value)
        && !t.is(at + 1, &["uur"])
    {
        return Some((value as i32, at + 1));
    }
    let short = token.text.strip_prefix(['\'', '’'])?;
    let value: i32 = short.parse().ok()?;
    (short.len() == 2).then_some((2000 + value, at + 1))
}

/// `deze middag`: today; the part itself is read beside it.
fn this_part(t: Tokens<'_, '_>, at: usize) -> Option<(Day, usize)> {
    let is = t.is(at, &["deze", "this"])
        && (matches!(t.word(at + 1), Word::Part(_)) || t.is(at + 1, &["morgen"]));
    is.then_some((Day::FromToday(0), at + 2))
}

/// `drie weken geleden`, `two days ago`.
fn ago(t: Tokens<'_, '_>, at: usize) -> Option<(Day, usize)> {
    let count = t.count(at)?;
    let Word::Unit(unit) = t.word(at + 1) else { return None };
    t.is(at + 2, &["geleden", "terug", "ago"])
        .then(|| (Day::Ahead { count: -i64::from(count), unit }, at + 3))
}

/// `over drie weken`, `in two weeks`.
fn counted(t: Tokens<'_, '_>, at: usize) -> Option<(Day, usize)> {
    match t.word(at) {
        Word::Day(days) if !t.was(at, &["goede", "good"]) => {
            return Some((Day::FromToday(days), at + 1));
        }
        Word::PartOfDay(days, _) => return Some((Day::FromToday(days), at + 1)),
        _ => {}
    }
    if !t.is(at, &["over", "in"]) {
        return None;
    }
    let count = t.count(at + 1)?;
    let Word::Unit(unit) = t.word(at + 2) else { return None };
    let dutch_in =
        t.is(at, &["in"]) && !t.is(at + 2, &["days", "weeks", "months", "week", "month"]);
    (!dutch_in).then(|| (Day::Ahead { count: i64::from(count), unit }, at + 3))
}

/// `een week later`, `twee dagen daarna`.
fn later(t: Tokens<'_, '_>, at: usize) -> Option<(Day, usize)> {
    let count = t.count(at)?;
    let Word::Unit(unit) = t.word(at + 1) else { return None };
    t.is(at + 2, &["later", "daarna", "erna"])
        .then(|| (Day::Later { count: i64::from(count), unit }, at + 3))
}
