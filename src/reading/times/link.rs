//! Lets neighbouring phrases share what only one of them says: the month of "1 of 2 april" is read
//! ahead already; here it is the part of the day ("dinsdag- of donderdagmiddag"), the day of a
//! second hour ("vrijdag om 10.00 of 14.00 uur"), and rows of bare weekdays that are a habit.

use chrono::Weekday;

use super::{Day, Phrase, Time, Which};
use crate::reading::cursor::Tokens;

/// Links the phrases of one sentence.
pub(crate) fn link(t: Tokens<'_, '_>, phrases: Vec<Phrase>) -> Vec<Phrase> {
    let mut linked: Vec<Phrase> = Vec::with_capacity(phrases.len());
    for phrase in phrases {
        match linked.last_mut() {
            Some(last) if takes_hour(t, last, &phrase) => {
                last.time = phrase.time;
                last.to = phrase.to;
            }
            Some(last) if is_joined(t, last.to, phrase.from) => {
                if let Some(phrase) = share(t, last, phrase) {
                    linked.push(phrase);
                }
            }
            _ => linked.push(phrase),
        }
    }
    weekly(t, linked)
}

/// "maandag 25 januari, bij voorkeur tussen 13.00 en 16.00 uur": the hours are that day's.
fn takes_hour(t: Tokens<'_, '_>, last: &Phrase, next: &Phrase) -> bool {
    let only_time = next.time.is_some() && next.day.is_none() && next.stretch.is_none();
    let leans = (last.to..next.from).all(|at| {
        t.is(at, &["bij", "voorkeur", "het", "liefst", "preferably"])
            || t.get(at).is_some_and(|token| token.is_sign(','))
    });
    let open = last.day.is_some() && last.time.is_none() && last.last_day.is_none();
    only_time && next.set.is_empty() && open && last.to < next.from && leans
}

/// Whether only joining words stand between two phrases.
pub(crate) fn is_joined(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    from <= to
        && to - from <= 5
        && (from..to).all(|at| {
            t.is(
                at,
                &[
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
                ],
            ) || t.get(at).is_some_and(|x| x.is_sign(',') || x.is_sign('/') || x.is_dash())
        })
}

fn share(t: Tokens<'_, '_>, last: &mut Phrase, mut next: Phrase) -> Option<Phrase> {
    let dangling = t.get(last.to).is_some_and(|token| token.is_dash() && token.glued);
    if dangling && last.time.is_none() && matches!(next.time, Some(Time::Part(_))) {
        last.time = next.time;
        last.to += 1;
    }
    if last.bare_weekday().is_some() && last.time.is_none() {
        share_week(last, &next);
    }
    let only_stretch = next.stretch.is_some() && next.day.is_none() && next.time.is_none();
    if !last.set.is_empty() && last.stretch.is_some() && only_stretch && next.set.is_empty() {
        // "een vrijdagavond in maart of april".
        next.set = last.set.clone();
        next.time = last.time;
    }
    let only_time =
        next.time.is_some() && next.day.is_none() && next.stretch.is_none() && next.set.is_empty();
    if only_time && last.day.is_some() && next.bound.is_none() {
        let apart = (last.to..next.from).any(|at| t.is(at, &["of", "en", "or", "and"]));
        if !apart && last.time.is_none() {
            last.time = next.time;
            last.to = next.to;
            return None;
        }
        if matches!(next.time, Some(Time::At(_) | Time::Range(..))) {
            next.day = last.day.clone();
        }
    }
    Some(next)
}

/// "donderdag of vrijdag volgende week": both in that week.
fn share_week(last: &mut Phrase, next: &Phrase) {
    if let (Some(Day::Weekday(first, _)), Some(Day::Weekday(_, Which::InWeek(weeks)))) =
        (&last.day, &next.day)
    {
        last.day = Some(Day::Weekday(*first, Which::InWeek(*weeks)));
    }
}

/// Three or more bare weekdays in a row name a habit, not three days: one set.
fn weekly(t: Tokens<'_, '_>, phrases: Vec<Phrase>) -> Vec<Phrase> {
    let mut found: Vec<Phrase> = Vec::new();
    let mut run: Vec<Phrase> = Vec::new();
    for phrase in phrases {
        let joined = run.last().is_none_or(|last| is_joined(t, last.to, phrase.from));
        if !joined || phrase.bare_weekday().is_none() {
            close(&mut found, &mut run);
        }
        if phrase.bare_weekday().is_some() {
            run.push(phrase);
        } else {
            found.push(weekday_row(t, phrase));
        }
    }
    close(&mut found, &mut run);
    found
}

fn close(found: &mut Vec<Phrase>, run: &mut Vec<Phrase>) {
    let days: Vec<Weekday> = run.iter().filter_map(Phrase::bare_weekday).collect();
    match (run.first(), run.last()) {
        (Some(first), Some(last)) if days.len() >= 3 => {
            found.push(Phrase {
                from: first.from,
                to: last.to,
                set: days,
                time: last.time,
                ..Phrase::default()
            });
            run.clear();
        }
        _ => found.append(run),
    }
}

/// `maandag t/m donderdag` is a habit too; "van donderdag tot zaterdag" is this week's.
fn weekday_row(t: Tokens<'_, '_>, phrase: Phrase) -> Phrase {
    if t.was(phrase.from, &["van", "from"]) {
        return phrase;
    }
    match (&phrase.day, &phrase.last_day) {
        (Some(Day::Weekday(first, Which::Bare)), Some((Day::Weekday(last, Which::Bare), _))) => {
            let mut set = vec![*first];
            let mut day = *first;
            while day != *last && set.len() < 7 {
                day = day.succ();
                set.push(day);
            }
            Phrase { set, day: None, last_day: None, ..phrase }
        }
        _ => phrase,
    }
}
