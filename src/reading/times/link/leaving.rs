//! The hour by which the guests must be gone: "om 12 uur moet zij weg", "uiterlijk 12 uur klaar". All
//! of the visit lies before it; nothing is asked for by then, and that hour is not refused.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "the tree of times has many kinds; what is not asked for here is treated as the rest"
)]

use super::super::phrase::is_row;
use super::super::{Bound, Phrase, Time};
use super::STRAIGHT_TOKENS;
use crate::reading::cue::Cue;
use crate::reading::cursor::Tokens;
use crate::reading::token::Word;

const MUST: &[&str] = &["moet", "moeten", "dient", "dienen", "must"];
/// What must hold if the day is to do.
const PROVIDED: &[&str] = &["mits", "zolang", "provided"];
/// Who goes, or what ends; papers and rooms may be ready by an hour too.
const WHO: &[&str] = &[
    "ik",
    "wij",
    "we",
    "zij",
    "ze",
    "hij",
    "bezoek",
    "werkbezoek",
    "programma",
    "wethouder",
    "minister",
    "staatssecretaris",
    "burgemeester",
    "gedeputeerde",
    "kamerlid",
    "mevrouw",
    "meneer",
    "i",
    "she",
    "he",
];
const GONE: &[&str] = &[
    "weg",
    "klaar",
    "vertrekken",
    "vertrokken",
    "terug",
    "afgelopen",
    "afgerond",
    "leave",
    "finished",
];
/// Who does this ends the visit.
const ENDS: &[&str] = &["stoppen", "eindigen", "afronden", "stop", "finish"];
/// So many words before the hour tell who must, and so many behind it that they go.
const BEFORE_TOKENS: usize = 8;
const BEHIND_TOKENS: usize = 5;

/// Makes the hour the end of the visit, where the words around it say that.
pub(super) fn ends_by(t: Tokens<'_, '_>, phrase: &mut Phrase) {
    let by = matches!(phrase.bound, None | Some(Bound::UpTo | Bound::Before | Bound::BeforeOrFor));
    if let Some(Time::At(clock)) = phrase.start.time
        && by
        && phrase.has_hours_only()
        && is_left_by(t, phrase)
    {
        phrase.start.time = Some(Time::Until(clock));
        phrase.bound = None;
    }
}

/// Whether everybody is gone by the hour.
pub(crate) fn is_left_by(t: Tokens<'_, '_>, phrase: &Phrase) -> bool {
    let straight = |at: &usize| {
        !matches!(t.word(*at), Word::Sign(sign) if sign != '/') && t.get(*at).is_some()
    };
    let before = || {
        let from = phrase.from.saturating_sub(BEFORE_TOKENS);
        (from..phrase.from).rev().take_while(straight)
    };
    if t.was(phrase.from, &["einde", "eind", "eindtijd"]) {
        // "Aankomst 9.45 / start 10.00 / einde 11.45" is a programme.
        return !before().any(|at| t.is(at, &["aankomst", "inloop", "ontvangst"]));
    }
    let mut behind = (phrase.to..phrase.to + BEHIND_TOKENS).take_while(straight);
    let Some(gone) = behind.find(|at| t.is(*at, GONE) || t.is(*at, ENDS)) else { return false };
    let any = |words: &[&str]| before().chain(phrase.to..gone).any(|at| t.is(at, words));
    // "Lukt het om om 12.00 te stoppen": the visit itself ends, unless a bus or a train does.
    let thing = |at: usize| {
        t.listed(at, Cue::Determiner)
            && t.get(at + 1).is_some_and(|noun| noun.word.is_other())
            && !t.listed(at + 1, Cue::ExtendsNoun)
    };
    if t.is(gone, ENDS) && !any(&["aan"]) && (any(WHO) || !before().any(thing)) {
        return true;
    }
    let some = || before().any(|at| t.listed(at, Cue::GuestNoun) || t.listed(at, Cue::Office));
    let latest = || t.is(phrase.from, &["uiterlijk"]) && gone == phrase.to && !any(MUST);
    // "Mits wij om 15 uur klaar zijn met de raad": something else ends then.
    let of_another = || (gone + 1..gone + 3).any(|at| t.is(at, &["met", "with"]));
    let provided = || any(PROVIDED) && !of_another();
    latest() && !t.is(gone + 1, &["hebben"]) || (any(MUST) || provided()) && (any(WHO) || some())
}

/// "22 november zou kunnen, maar niet voor tienen", "1 juni kan, mits we om 12 uur klaar zijn": what is
/// left of the day.
pub(super) fn limits(t: Tokens<'_, '_>, last: &Phrase, next: &Phrase) -> bool {
    let half = matches!(next.start.time, Some(Time::From(_) | Time::Until(_)));
    let but = || t.is(next.from, &["niet", "pas"]) && t.was(next.from, &["maar", "mits"]);
    // "Mits we uiterlijk om 12 uur klaar zijn" bounds whatever hours the day has.
    let provided = || {
        let latest = t.is(next.from, &["uiterlijk"]);
        (last.to..next.from).any(|at| t.is(at, PROVIDED)) && is_left_by(t, next) && !latest
    };
    half && next.from - last.to <= STRAIGHT_TOKENS && (but() || provided())
}

/// "8 oktober om 10 uur, om 12 uur moet zij weg": the end of the hours that were named before. Says
/// whether it was so. A day without hours stays as it is, since hours by themselves narrow it.
pub(super) fn ends_day(t: Tokens<'_, '_>, linked: &mut [Phrase], next: &Phrase) -> bool {
    let Some(last) = linked.last_mut() else { return false };
    let (Some(Time::Until(until)), true) = (next.start.time, next.is_hours_only()) else {
        return false;
    };
    let one_day = last.start.days.as_ref().is_some_and(|days| !is_row(days));
    if !one_day || last.end.is_some() || last.bound.is_some() || !is_left_by(t, next) {
        return false;
    }
    last.start.time = match last.start.time {
        Some(Time::At(from) | Time::From(from)) => Some(Time::Range(from, until)),
        Some(Time::Part(part)) => Some(Time::PartUntil(part, until)),
        _ => return false,
    };
    true
}
