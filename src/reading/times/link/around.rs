//! What a time takes from another one further on in its sentence: the hour of leaving ("arriveert om
//! 10.00 en vertrekt om 12.30"), and the row of days in which an exception lies ("alles behalve de
//! woensdag is goed in week 43").

use super::super::phrase::is_row;
use super::super::{Days, Phrase, Time, Weekly, Which, Year};
use super::{STRAIGHT_TOKENS, is_week};
use crate::reading::cue::Cue;
use crate::reading::cursor::Tokens;
use crate::reading::token::{Unit, Word};

const ARRIVES: &[&str] = &[
    "arriveert",
    "arriveren",
    "arriveer",
    "aankomt",
    "aankomen",
    "aankomst",
    "komt",
    "komen",
    "arrives",
    "arrive",
];
const LEAVES: &[&str] = &[
    "vertrekt",
    "vertrekken",
    "vertrek",
    "gaat",
    "gaan",
    "moet",
    "moeten",
    "leaves",
    "leave",
    "departs",
];
/// What ends "gaat weer weg": without it the guest only goes somewhere.
const AWAY: &[&str] = &["weg", "terug", "door"];
/// So many words may stand between the verb of arriving and its hour.
const ARRIVAL_TOKENS: usize = 10;

/// "Zij arriveert om 10.00 en vertrekt om 12.30": the guest is there in between. Says whether it was so.
pub(super) fn stays(t: Tokens<'_, '_>, linked: &mut [Phrase], next: &Phrase) -> bool {
    let Some(last) = linked.last_mut() else { return false };
    let (Some(Time::At(from)), Some(Time::At(until) | Time::Until(until))) =
        (last.start.time, next.start.time)
    else {
        return false;
    };
    if !next.is_hours_only() || last.end.is_some() || last.bound.is_some() {
        return false;
    }
    let near = next.from.saturating_sub(last.to) <= STRAIGHT_TOKENS;
    if !near || !arrives(t, last) || !leaves(t, last.to, next) {
        return false;
    }
    last.start.time = Some(Time::Range(from, until));
    last.to = next.to;
    true
}

/// A verb of arriving before the hour, or the "aan" of "komt om 10.00 uur aan" behind it.
fn arrives(t: Tokens<'_, '_>, phrase: &Phrase) -> bool {
    let before = phrase.to.saturating_sub(ARRIVAL_TOKENS)..phrase.to;
    t.is(phrase.to, &["aan"])
        || before.rev().take_while(|&at| !ends_sentence(t, at)).any(|at| t.is(at, ARRIVES))
}

fn leaves(t: Tokens<'_, '_>, from: usize, next: &Phrase) -> bool {
    let straight = (from..next.from).all(|at| !ends_sentence(t, at));
    let until = matches!(next.start.time, Some(Time::Until(_)));
    if until {
        return straight && (from..next.from).any(|at| t.is(at, &["blijft", "blijven", "stays"]));
    }
    let verb = (from..next.from).find(|&at| t.is(at, LEAVES));
    verb.is_some_and(|at| {
        let plain = t.is(at, &["gaat", "gaan", "moet", "moeten"]);
        straight && (!plain || t.is(next.to, AWAY) || t.was(next.from, AWAY))
    })
}

fn ends_sentence(t: Tokens<'_, '_>, at: usize) -> bool {
    matches!(t.word(at), Word::Sign('.' | ';' | '?' | '!' | ':'))
}

/// "In april kan de wethouder op de 6e", "april kan pas vanaf de 12e": of that month, and not the month: says
/// so.
pub(super) fn day_of_month(t: Tokens<'_, '_>, linked: &[Phrase], next: &mut Phrase) -> bool {
    let Some(last) = linked.last() else { return false };
    let Some(Days::Month { month: of, year: in_year }) = last.start.days else { return false };
    let plain = last.bound.is_none() && last.end.is_none() && last.start.time.is_none();
    let only = || (last.to..next.from).any(|at| t.is(at, &["pas"]));
    let straight = next.from.saturating_sub(last.to) <= STRAIGHT_TOKENS
        && (t.was(last.from, &["in"]) || only())
        && !(last.to..next.from).any(|at| matches!(t.word(at), Word::Sign(_)));
    if let Some(Days::Date { month: month @ None, year: year @ Year::Unsaid, .. }) =
        &mut next.start.days
        && plain
        && straight
    {
        *month = Some(of);
        *year = in_year;
        return true;
    }
    false
}

/// "Vorig jaar kwamen we op 14 maart", "volgend jaar kan het in het voorjaar": of that year, and not the
/// year: says so; "volgend jaar, liefst in mei" is both.
pub(super) fn day_of_year(t: Tokens<'_, '_>, linked: &[Phrase], next: &mut Phrase) -> bool {
    let Some(last) = linked.last() else { return false };
    let plain = last.bound.is_none() && last.end.is_none() && last.start.time.is_none();
    let Some(of) = last.start.days.as_ref().and_then(year_alone).filter(|_| plain) else {
        return false;
    };
    let Some(year) = next.start.days.as_mut().and_then(unsaid_year) else { return false };
    let mut between = last.to..next.from;
    let near = between.len() <= STRAIGHT_TOKENS;
    let parts = |at| matches!(t.word(at), Word::Sign(_)) || t.is(at, &["en", "of"]);
    let prefers = |at| t.is(at, &["liefst", "voorkeur", "bijvoorbeeld", "preferably", "ideally"]);
    let leans = |at: usize| {
        t.get(at)
            .is_some_and(|token| token.cues.has(Cue::Leans) || token.is_sign(',') || token.is("in"))
    };
    let straight = near && !between.clone().any(parts);
    if straight || near && between.clone().any(prefers) && between.all(leans) {
        *year = of;
    }
    straight
}

/// The year, where nothing but a year is said.
fn year_alone(days: &Days) -> Option<Year> {
    match *days {
        Days::Unit { unit: Unit::Year, offset } => i32::try_from(offset).ok().map(Year::FromNow),
        Days::Year(year) => Some(year),
        _ => None,
    }
}

/// The year of a time of the year, where none is said with it.
fn unsaid_year(days: &mut Days) -> Option<&mut Year> {
    match days {
        Days::Date { month: Some(_), year, .. }
        | Days::Month { year, .. }
        | Days::Quarter { year, .. }
        | Days::Weeks { year, .. }
        | Days::Season(_, year)
        | Days::Feast(_, year) => Some(year).filter(|year| **year == Year::Unsaid),
        Days::Part { of, .. } | Days::Nth { of, .. } => unsaid_year(of),
        _ => None,
    }
}

/// "Alles behalve de woensdag is goed in week 43": the Wednesday of that week; of a month it is each of
/// them.
pub(super) fn except_within(t: Tokens<'_, '_>, linked: &mut [Phrase], next: &Phrase) {
    let Some(last) = linked.last_mut() else { return };
    let plain = next.bound.is_none() && next.end.is_none() && next.start.time.is_none();
    let Some(row) = next.start.days.as_ref().filter(|days| plain && is_row(days)) else { return };
    let excepted = t.at(last.from.saturating_sub(2), last.from, Cue::Except).is_some();
    let joined = |at| matches!(t.word(at), Word::Sign(_)) || t.is(at, &["en", "of", "maar"]);
    let straight =
        next.from.saturating_sub(last.to) <= STRAIGHT_TOKENS && !(last.to..next.from).any(joined);
    if !excepted || !straight || !t.has(last.to, next.from, Cue::Verb) {
        return;
    }
    if let Some(set) = last.set.as_mut().filter(|set| set.within.is_none()) {
        set.within = Some(row.clone());
    }
    let Some(weekday) = last.bare_weekday() else { return };
    if is_week(row) {
        let what = Box::new(Days::Weekday(weekday, Which::Bare));
        last.start.days = Some(Days::In { what, frame: Box::new(row.clone()) });
    } else {
        last.set = Weekly::set(vec![weekday], Some(row.clone()));
        last.start.days = None;
    }
}

/// "Kan ik u dinsdag aanbieden, van 13.15 tot 14.45 uur": no word turns the sentence in between.
pub(super) fn goes_on(t: Tokens<'_, '_>, last: &Phrase, next: &Phrase) -> bool {
    let ranges = matches!(next.start.time, Some(Time::Range(..) | Time::From(_) | Time::At(_)));
    let near = next.from - last.to <= STRAIGHT_TOKENS;
    let turned =
        [Cue::No, Cue::Except, Cue::Turns].iter().any(|cue| t.has(last.to, next.from, *cue));
    let plain = (last.to..next.from).all(|at| {
        t.get(at).is_some_and(|token| !matches!(token.word, Word::Sign(sign) if sign != ','))
            && !t.is(at, &["en", "of", "or", "and"])
    });
    let only = t.was(next.from, &["alleen", "behalve", "only"]);
    ranges && near && !only && !turned && plain && last.start.time.is_none()
}
