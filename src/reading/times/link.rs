//! Lets neighbouring phrases share what only one of them says: the month of "1 of 2 april" is read
//! ahead already; here it is the part of the day ("dinsdag- of donderdagmiddag"), the day of a
//! second hour ("vrijdag om 10.00 of 14.00 uur"), and rows of bare weekdays that are a habit.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "the tree of times has many kinds; what is not asked for here is treated as the rest"
)]

mod around;
pub(crate) mod leaving;
mod share;

use super::phrase::is_row;
use super::{Bound, Days, Phrase, Point, Time, Weekly, Which, shift};
use crate::reading::cue::{Cue, Phrases};
use crate::reading::cursor::Tokens;
use crate::reading::token::{Unit, Word};
use around::{day_of_month, day_of_year, except_within, goes_on, stays};
use share::{only_within, share_dated_week, share_frame, share_month, share_week, share_year};

/// Words that join two times and say nothing else.
pub(crate) const JOINS: Phrases = &[
    "of",
    "en",
    "or",
    "and",
    "dan",
    "wel",
    "danwel",
    "anders",
    "op",
    "de",
    "om",
    "on",
    "eventueel",
    "ook",
    "in",
    "een",
    "maar",
    "noch",
    "als",
    "zowel",
    "hetzij",
    "ofwel",
];

/// What may stand between a day and its hours, behind a comma or alone.
pub(crate) const LEANS: Phrases = &[
    "bij",
    "voorkeur",
    "het",
    "liefst",
    "preferably",
    "maar",
    "wel",
    "graag",
    "mits",
    "zo",
    "dan",
    "en",
    "alleen",
    "enkel",
    "uitsluitend",
    "slechts",
    "ook",
    "bijvoorbeeld",
    "ergens",
    "aanvang",
    "aanvangstijd",
    "namelijk",
    "ideally",
    "weer",
    "met",
    "als",
    "starttijd",
    "tijd",
    "tijdstip",
    "beide",
    "zij",
    "dagen",
    "telkens",
    "steeds",
    "op",
    "kan",
    "dat",
    "both",
    "days",
    "ca",
    "circa",
    "pas",
    "nog",
];

/// Links the phrases of one sentence, behind those that are linked already; without `share_all` each
/// stands for itself.
pub(crate) fn link(
    t: Tokens<'_, '_>,
    phrases: impl ExactSizeIterator<Item = Phrase>,
    linked: &mut Vec<Phrase>,
    share_all: bool,
) {
    let alone = phrases.len() < 2 || !share_all;
    let from = linked.len();
    for mut phrase in phrases {
        leaving::ends_by(t, &mut phrase);
        weekday_row(t, &mut phrase);
        if alone {
            linked.push(phrase);
        } else {
            take(t, linked, from, phrase);
        }
    }
    if !alone {
        spread_back(t, behind(linked, from));
        spread_onward(t, behind(linked, from));
        weekly(t, linked, from);
    }
}

/// The phrases of the sentence that begins there.
fn behind(linked: &mut [Phrase], from: usize) -> &mut [Phrase] {
    linked.get_mut(from..).unwrap_or_default()
}

/// Links a phrase with those before it in its sentence: it is one more, or belongs to the last.
fn take(t: Tokens<'_, '_>, linked: &mut Vec<Phrase>, from: usize, mut phrase: Phrase) {
    let row = behind(linked, from);
    if spread_hours(t, row, &phrase)
        || lend_back(t, row, &phrase)
        || only_within(t, row, &phrase)
        || each_within(t, row, &phrase)
        || stays(t, row, &phrase)
        || leaving::ends_day(t, row, &phrase)
    {
        return;
    }
    except_within(t, row, &phrase);
    if day_of_month(t, row, &mut phrase) {
        linked.pop();
    }
    if day_of_year(t, behind(linked, from), &mut phrase) {
        linked.pop();
    }
    let row = behind(linked, from);
    let joined = row.last().is_some_and(|last| is_joined(t, last.to, phrase.from));
    let apart = !row.is_empty() && !joined;
    match row.last_mut() {
        Some(last) if takes_hour(t, last, &phrase) => {
            last.start.time = finer_hours(last.start.time, phrase.start.time);
            last.to = reach(t, last, &phrase);
            spread_part(t, row);
            return;
        }
        Some(last) if joined => {
            let taken_in = is_taken_in(t, last, &mut phrase);
            if taken_in {
                return;
            }
        }
        Some(last) => {
            if matches!(last.start.days, Some(Days::Weekday(_, Which::InWeek(_)))) {
                share_frame(last, &mut phrase);
            }
            share_dated_week(last, &mut phrase);
        }
        None => {}
    }
    if apart {
        lend_day(t, row, &mut phrase);
    }
    prefer_within(t, row, &mut phrase);
    linked.push(phrase);
    spread_part(t, behind(linked, from));
}

/// "maandag 25 januari, bij voorkeur tussen 13.00 en 16.00 uur": the hours are that day's.
fn takes_hour(t: Tokens<'_, '_>, last: &Phrase, next: &Phrase) -> bool {
    let open = (last.start.days.is_some() || last.set.is_some()) && last.end.is_none();
    let finer = matches!(
        (last.start.time, next.start.time),
        (None, _)
            | (
                Some(Time::Part(_)),
                Some(Time::At(_) | Time::Range(..) | Time::From(_) | Time::Until(_))
            )
            | (Some(Time::From(_)), Some(Time::Until(_)))
    );
    if !next.is_hours_only() || !open || !finer || last.to >= next.from || last.moves_by_hours() {
        return false;
    }
    if is_no_day(t, last) || is_set_off(t, last, next) {
        return false;
    }
    let leans = (last.to..next.from)
        .all(|at| t.get(at).is_some_and(|token| token.cues.has(Cue::Leans) || token.is_sign(',')));
    // "Vrijdag kan desnoods ook, maar dan pas vanaf 14 uur".
    let but_then = next.from >= last.to + 3
        && t.is(next.from - 3, &["maar", "but"])
        && t.is(next.from - 2, &["dan", "then"])
        && t.is(next.from - 1, &["pas", "alleen", "liefst", "wel", "only"])
        && next.from - last.to <= STRAIGHT_TOKENS
        && !t.has(last.to, next.from, Cue::No);
    // "woensdag: ja, na 11.00 uur".
    let answered = t.is_sign(last.to, ':')
        && t.is(last.to + 1, &["ja", "yes"])
        && t.is_sign(last.to + 2, ',')
        && next.from == last.to + 3;
    // "Vrijdag kan de heer Wiersinga de hele middag": nothing turns the sentence in between.
    let straight = next.from - last.to <= STRAIGHT_TOKENS
        && (last.to..next.from).all(|at| {
            t.get(at).is_some_and(|token| {
                let comma = token.is_sign(',') && t.is(at + 1, &["zo", "liefst", "ergens"]);
                (comma || !matches!(token.word, Word::Sign(_)))
                    && !token.is_any(&["en", "of", "maar", "want"])
            })
        });
    let one_day = !last.start.days.as_ref().is_some_and(is_row);
    leans
        || answered
        || but_then
        || leaving::limits(t, last, next)
        || one_day && (straight || goes_on(t, last, next))
        || last.set.is_some() && straight
}

/// "10.00-11.30 en 15.00-16.00 vrij op maandag 6 mei": hours that stand before their day.
fn lend_back(t: Tokens<'_, '_>, linked: &mut [Phrase], next: &Phrase) -> bool {
    let plain_day = next.start.days.as_ref().is_some_and(|days| !is_row(days))
        && next.start.time.is_none()
        && next.end.is_none()
        && next.bound.is_none();
    let Some(last) = linked.last().filter(|last| plain_day && last.is_hours_only()) else {
        return false;
    };
    // "... van 15.00 tot 17.00 uur en vindt plaats op 8 maart".
    let goes_on = |at: usize| t.is(at, &["en"]) && t.is(at + 1, &["vindt", "is", "begint"]);
    let straight = next.from.saturating_sub(last.to) <= STRAIGHT_TOKENS
        && (last.to..next.from).all(|at| {
            t.get(at).is_some_and(|token| !matches!(token.word, Word::Sign(_)))
                && (goes_on(at) || !t.is(at, &["en", "of", "maar", "want", "and", "or", "but"]))
        });
    if !straight {
        return false;
    }
    for phrase in linked.iter_mut().rev().take_while(|phrase| phrase.is_hours_only()) {
        phrase.start.days.clone_from(&next.start.days);
    }
    if let Some(last) = linked.last_mut() {
        last.to = reach(t, last, next);
    }
    true
}

/// Where a time ends that takes in the next. "Vrijdag kan niet tussen 10 en 12": what is denied in
/// between is denied of it, so those words are none of its own.
fn reach(t: Tokens<'_, '_>, last: &Phrase, next: &Phrase) -> usize {
    if t.has(last.to, next.from, Cue::No) { last.to } else { next.to }
}

/// So many words may stand between a day and its hours.
const STRAIGHT_TOKENS: usize = 8;

/// The hours of a day, from what is said of it twice: "dinsdagavond ..., zo rond acht uur".
fn finer_hours(last: Option<Time>, next: Option<Time>) -> Option<Time> {
    match (last, next) {
        (Some(Time::Part(part)), Some(time)) => Some(shift::in_part(time, part)),
        (Some(Time::From(from)), Some(Time::Until(until))) => Some(Time::Range(from, until)),
        (_, next) => next,
    }
}

/// "ma 9 of wo 11 maart, beide dagen van 13.00 tot 15.00 uur": the hours are for all of them.
fn spread_hours(t: Tokens<'_, '_>, linked: &mut [Phrase], next: &Phrase) -> bool {
    let Some(last) = linked.last() else { return false };
    let all = &["beide", "telkens", "steeds", "allebei", "alle", "both", "each"];
    let said = next.is_hours_only() && (last.to..next.from).any(|at| t.is(at, all));
    if !said {
        return false;
    }
    for phrase in linked.iter_mut().filter(|p| p.start.days.is_some() && p.end.is_none()) {
        phrase.start.time = phrase.start.time.or(next.start.time);
    }
    true
}

/// "20 of 27 oktober, in de avond": the part of the day behind the comma is of the whole row.
fn spread_part(t: Tokens<'_, '_>, linked: &mut [Phrase]) {
    let Some((last, before)) = linked.split_last_mut() else { return };
    let set_off = || (last.from..last.to).any(|at| t.is_sign(at, ','));
    if !matches!(last.start.time, Some(Time::Part(_))) || last.set.is_some() || !set_off() {
        return;
    }
    let mut from = last.from;
    for phrase in before.iter_mut().rev() {
        let joined = phrase.to + 1 == from && t.is(phrase.to, &["of", "en", "or", "and"]);
        let plain = phrase.start.days.is_some() && phrase.start.time.is_none();
        if !joined || !plain || phrase.end.is_some() {
            return;
        }
        phrase.start.time = last.start.time;
        from = phrase.from;
    }
}

/// "... is prima, behalve tussen 11.00 en 12.00 uur", "de ochtend valt af, de middag is vrij": hours
/// further on in the sentence are of the day that was named.
fn lend_day(t: Tokens<'_, '_>, linked: &[Phrase], next: &mut Phrase) {
    let mut before = linked.iter().rev().skip_while(|phrase| phrase.moves_by_hours());
    let Some(last) = before.next() else { return };
    let one_day = last.start.days.as_ref().is_some_and(|days| !is_row(days));
    // "aankomst 9.45 uur, vertrek uiterlijk 12.30 uur".
    let latest = next.bound == Some(Bound::UpTo) && last.bound.is_none();
    let hours = next.has_hours_only()
        && (next.bound.is_none() || latest)
        && !matches!(next.start.time, Some(Time::Until(_)) if leaving::is_left_by(t, next));
    let apart = is_no_day(t, last) || is_set_off(t, last, next);
    if hours && one_day && !apart && last.end.is_none() {
        next.start.days = last.start.days.as_ref().map(lent);
    }
}

/// "Niet later dan 30 april, bij voorkeur om 8.30 uur": not on that last day only.
fn is_set_off(t: Tokens<'_, '_>, last: &Phrase, next: &Phrase) -> bool {
    let bounded = last.bound.is_some_and(|bound| !matches!(bound, Bound::BeforeOrFor));
    bounded && t.is_sign(last.to, ',') && t.has(last.to, next.from, Cue::Prefer)
}

/// "Liever geen maandag, en niet voor 10 uur": on no day before ten.
fn is_no_day(t: Tokens<'_, '_>, phrase: &Phrase) -> bool {
    let behind =
        matches!(t.word(phrase.to), Word::Sign(',')) || t.is(phrase.to, &["en", "of", "maar"]);
    t.was(phrase.from, &["geen"])
        || behind
            && phrase.bare_weekday().is_some()
            && phrase.from >= 2
            && t.are(phrase.from - 2, &["niet", "op"])
}

/// Whether only joining words stand between two phrases.
pub(crate) fn is_joined(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    from <= to
        && to - from <= 5
        && (from..to).all(|at| {
            t.get(at).is_some_and(|x| {
                x.cues.has(Cue::Joins) && !x.is("maar")
                    || x.is_sign(',')
                    || x.is_sign('/')
                    || x.is_sign('&')
                    || x.is_dash()
            })
        })
}

/// Lets two joined phrases share what one of them says; says whether the first took in the second.
fn is_taken_in(t: Tokens<'_, '_>, last: &mut Phrase, next: &mut Phrase) -> bool {
    let dangling = t.get(last.to).is_some_and(|token| token.is_dash() && token.glued);
    if dangling && last.start.time.is_none() && matches!(next.start.time, Some(Time::Part(_))) {
        last.start.time = next.start.time;
        last.to += 1;
    }
    if share_month(last, next) {
        return true;
    }
    if last.bare_weekday().is_some() && last.start.time.is_none() {
        share_week(last, next);
    }
    share_frame(last, next);
    share_year(last, next);
    if takes_weekday(last, next) {
        return true;
    }
    let only_row = next.start.days.as_ref().is_some_and(is_row) && next.start.time.is_none();
    if let Some(set) = &last.set
        && set.within.is_some()
        && only_row
        && next.set.is_none()
    {
        // "een vrijdagavond in maart of april".
        next.set = Weekly::set(set.weekdays.clone(), next.start.days.take());
        next.start.time = last.start.time;
    }
    let lends = last.start.days.is_some() && !last.moves_by_hours() && !is_no_day(t, last);
    if next.is_hours_only() && lends {
        let apart = (last.to..next.from).any(|at| t.is(at, &["of", "en", "or", "and"]));
        if !apart && last.start.time.is_none() && last.end.is_none() {
            last.start.time = next.start.time;
            last.to = next.to;
            return true;
        }
        if matches!(
            next.start.time,
            Some(Time::At(_) | Time::Range(..) | Time::From(_) | Time::Part(_))
        ) {
            next.start.days = last.start.days.as_ref().map(lent);
        }
    }
    let sooner = matches!(next.bound, Some(Bound::Before | Bound::BeforeOrFor));
    let later = matches!(last.bound, Some(Bound::After | Bound::From));
    if later && sooner && last.end.is_none() && next.start.days.is_some() && t.is(last.to, &["en"])
    {
        // "na 1 maart en voor 1 april": one row.
        last.end = Some((next.start.clone(), false));
        last.to = next.to;
        return true;
    }
    false
}

/// The days that an hour in the same breath has too: "de dag daarna" is counted once, and then it is
/// the day that was named.
fn lent(days: &Days) -> Days {
    match days {
        Days::Shift { from, .. } if **from == Days::Previous => Days::Previous,
        Days::Beside { unit: Unit::Day, .. } => Days::Previous,
        Days::Weekday(_, Which::AfterPrevious | Which::BeforePrevious) => Days::Previous,
        days => days.clone(),
    }
}

/// "13 of 27 januari na 15.00 uur", "12/4, 19/4 of 26/4 van 9 tot 11": the hours behind the last of
/// some days of the calendar are for all of them.
fn spread_back(t: Tokens<'_, '_>, linked: &mut [Phrase]) {
    let dated = |phrase: &Phrase| {
        let date = matches!(phrase.start.days, Some(Days::Date { .. } | Days::LoneDay(_)));
        date && phrase.end.is_none() && phrase.bound.is_none()
    };
    let mut behind: Option<(usize, Time, Option<Days>)> = None;
    for phrase in linked.iter_mut().rev() {
        let days = || phrase.start.days.clone();
        let joins = |from: usize, of: &Option<Days>| {
            phrase.to + 1 == from && is_joined(t, phrase.to, from) && phrase.start.days != *of
        };
        behind = match (phrase.start.time, behind) {
            _ if !dated(phrase) => None,
            (None, Some((from, time, of))) if joins(from, &of) => {
                phrase.start.time = Some(time);
                Some((phrase.from, time, of))
            }
            (Some(time), _) if t.was(phrase.from, CHOICE) && !opens_with_part(t, phrase) => {
                Some((phrase.from, time, days()))
            }
            _ => None,
        };
    }
}

/// "Dinsdag 9 juni of de ochtend van donderdag 11 juni": the part of that one day.
fn opens_with_part(t: Tokens<'_, '_>, phrase: &Phrase) -> bool {
    let article = usize::from(t.is(phrase.from, &["de", "the"]));
    matches!(t.word(phrase.from + article), Word::Part(_))
}

/// What stands before the last of a row.
const CHOICE: &[&str] = &["of", "en", "or", "and", "dan"];

/// "van 9 tot 12 op 3, 4 of 5 februari": hours that stand before the first day are for all of them.
fn spread_onward(t: Tokens<'_, '_>, linked: &mut [Phrase]) {
    let one_day = |phrase: &Phrase| {
        phrase.start.days.as_ref().is_some_and(|days| !is_row(days)) && phrase.end.is_none()
    };
    let mut spread: Option<(usize, Time)> = None;
    for phrase in linked {
        let opens = t.is(phrase.from, &["van", "tussen", "from", "between"]) && one_day(phrase);
        match (phrase.start.time, spread) {
            (Some(time @ Time::Range(..)), _) if opens => spread = Some((phrase.to, time)),
            (None, Some((to, time))) if one_day(phrase) && is_joined(t, to, phrase.from) => {
                phrase.start.time = Some(time);
                spread = Some((phrase.to, time));
            }
            _ => spread = None,
        }
    }
}

/// "in oktober op maandag en vrijdag": both are of that month. Says whether it was so.
fn takes_weekday(last: &mut Phrase, next: &Phrase) -> bool {
    let same_hours = last.start.time == next.start.time;
    let set = last.set.as_mut().filter(|set| set.within.is_some() && same_hours);
    let (Some(set), Some(weekday)) = (set, next.bare_weekday()) else { return false };
    set.weekdays.push(weekday);
    last.to = next.to;
    true
}

/// "in de tweede helft van april, liefst vrijdag": the Fridays of that time, not the coming one. Of
/// "in april of mei" they are those of both.
fn prefer_within(t: Tokens<'_, '_>, linked: &[Phrase], next: &mut Phrase) {
    let (Some(weekday), [before @ .., last]) = (next.bare_weekday(), linked) else { return };
    let plain = |phrase: &Phrase| phrase.bound.is_none() && phrase.set.is_none();
    let row = last.start.days.as_ref().filter(|days| last.end.is_none() && is_row(days));
    let Some(row) = row.filter(|_| plain(last) && plain(next)) else { return };
    let prefers = |at| t.is(at, &["liefst", "voorkeur", "preferably", "ideally"]);
    let leans = |at: usize| {
        t.get(at).is_some_and(|token| {
            token.cues.has(Cue::Leans) || token.is_sign(',') || token.is_any(&["op", "on"])
        })
    };
    let mut between = last.to..next.from;
    if between.clone().any(prefers) && between.all(leans) {
        let joined = before.last().is_some_and(|other| is_joined(t, other.to, last.from));
        let within = (!joined).then(|| row.clone());
        next.set = Weekly::set(vec![weekday], within);
        next.start.days = None;
    }
}

/// A week, of which a weekday is one day.
fn is_week(row: &Days) -> bool {
    matches!(row, Days::Weeks { .. } | Days::UnitOf { .. } | Days::Unit { unit: Unit::Week, .. })
}

/// "In maart zijn alle vrijdagen vrij": those of that month. Says whether it was so.
fn each_within(t: Tokens<'_, '_>, linked: &mut [Phrase], next: &Phrase) -> bool {
    let (Some(weekly), Some(last)) = (&next.set, linked.last_mut()) else { return false };
    let plain = last.bound.is_none() && last.set.is_none() && last.end.is_none();
    let signs = (last.to..next.from).any(|at| matches!(t.word(at), Word::Sign(_)));
    let verb = t.has(last.to, next.from, Cue::Verb) && next.from - last.to <= 2
        || t.is(last.to, &["op"]) && next.from == last.to + 1;
    let fits = plain && !signs && verb && weekly.within.is_none() && !weekly.weekdays.is_empty();
    let Some(row) = last.start.days.take_if(|days| fits && is_row(days)) else { return false };
    last.start.time = next.start.time.or(last.start.time);
    last.set = Weekly::set(weekly.weekdays.clone(), Some(row));
    last.to = next.to;
    true
}

/// Three or more bare weekdays in a row name a habit, not three days: one set.
fn weekly(t: Tokens<'_, '_>, phrases: &mut Vec<Phrase>, from: usize) {
    let mut at = from;
    while phrases.get(at).is_some() {
        let row = phrases.get(at..).unwrap_or_default();
        let length = weekdays_joined(t, row);
        if length >= 3 {
            let habit = row.get(..length).and_then(habit);
            phrases.splice(at..at + length, habit);
        }
        at += if length < 3 { length.max(1) } else { 1 };
    }
}

/// How many of the first phrases are bare weekdays with only joining words between them.
fn weekdays_joined(t: Tokens<'_, '_>, phrases: &[Phrase]) -> usize {
    let bare = phrases.iter().take_while(|phrase| phrase.bare_weekday().is_some()).count();
    let joined = phrases.array_windows().take_while(|[a, b]| is_joined(t, a.to, b.from)).count();
    // "maandagmiddag, dinsdagochtend en vrijdag tot 13.00 uur" have hours of their own.
    let alike = phrases.array_windows().take_while(|[a, b]| {
        a.start.time == b.start.time || a.start.time.is_none() && a.bound.is_none()
    });
    bare.min(joined + 1).min(alike.count() + 1)
}

/// A row of weekdays as one set, with the time of the last.
fn habit(row: &[Phrase]) -> Option<Phrase> {
    let (first, last) = (row.first()?, row.last()?);
    let weekdays = row.iter().filter_map(Phrase::bare_weekday).collect();
    let start = Point { days: None, time: last.start.time };
    let set = Weekly::set(weekdays, None);
    Some(Phrase { from: first.from, to: last.to, start, set, ..Phrase::default() })
}

/// What is so in every week, near behind its days.
const OPEN: &[&str] = &["open", "geopend", "bereikbaar", "aanwezig", "werk", "werkt", "werken"];
const OPEN_TOKENS: usize = 5;

/// `maandag t/m donderdag` is a habit too; "van donderdag tot zaterdag" is this week's.
fn weekday_row(t: Tokens<'_, '_>, phrase: &mut Phrase) {
    let ends = match (&phrase.start.days, &phrase.end) {
        (Some(Days::Weekday(first, Which::Bare)), Some((end, true))) => match end.days {
            Some(Days::Weekday(last, Which::Bare)) => Some((*first, last)),
            _ => None,
        },
        _ => None,
    };
    // "Van maandag tot en met donderdag zijn wij open".
    let opens = || (phrase.to..phrase.to + OPEN_TOKENS).any(|at| t.is(at, OPEN));
    let of_this_week = || t.was(phrase.from, &["van", "from", "tussen"]) && !opens();
    let Some((first, last)) = ends.filter(|_| !of_this_week()) else { return };
    let mut weekdays = vec![first];
    let mut day = first;
    while day != last && weekdays.len() < 7 {
        day = day.succ();
        weekdays.push(day);
    }
    phrase.end = None;
    phrase.set = Weekly::set(weekdays, None);
    phrase.start.days = None;
}
