//! Whether an option is taken as it was offered, or with a change: "de tweede, maar dan een half
//! uur later", "optie 2, maar 's middags", "komt de 9e nog vrij? zo niet dan optie 1".
//!
//! Of times only hours count: who names another day weighs options. The trap is what merely happens
//! that day: an hour within the visit is a change only if it is wanted or if somebody must go then.

use chrono::{NaiveDateTime, NaiveTime};

use super::super::body::Body;
use super::super::cue::{Cue, Cues, Phrases};
use super::clause::falls_back;
use crate::domain::reading::{Choice, Modality, Offered, When, Wish, recurs_on};
use crate::domain::time::Slot;

/// What may change the hours of an option.
const ALTERS: &Cues = &Cues::these(&[Cue::Sooner, Cue::ButThen]);

/// A change is announced.
pub(crate) const BUT_THEN: Phrases = &["maar dan", "but then"];

/// Those who come do not come together.
pub(crate) const SPLITS: Phrases = &[
    "splitsen",
    "splitst",
    "gesplitst",
    "opsplitsen",
    "opgesplitst",
    "opdelen",
    "opgedeeld",
    "twee groepen",
    "twee groepjes",
    "drie groepen",
    "drie groepjes",
    "two groups",
    "three groups",
    "split up",
];

/// More places than the one that is offered.
pub(crate) const ALL_PLACES: Phrases = &[
    "naar allebei",
    "naar beide",
    "naar alle",
    "naar alle drie",
    "naar alledrie",
    "allebei de wijken",
    "beide wijken",
    "alle wijken",
    "alle drie de wijken",
    "to both",
    "both neighbourhoods",
    "all neighbourhoods",
];

/// How many tokens stand between "later" and its amount at most.
const AMOUNT_TOKENS: usize = 3;

/// Whether the text wants other hours of the option than it has.
///
/// `minutes`: how long the visit is to last, if the text says so.
pub(super) fn is_altered(
    body: &Body<'_>,
    wishes: &[Wish],
    minutes: Option<u32>,
    choice: &Choice,
    offered: &[Offered],
) -> bool {
    let slot = offered.iter().find(|offer| offer.option == choice.option).map(|offer| offer.slot);
    let cut = slot.is_some_and(|slot| {
        let length = (slot.end - slot.start).num_minutes();
        let lasts = minutes.is_some_and(|minutes| i64::from(minutes) != length);
        // Hours of another option are weighed against those of this one.
        let others = || offered.iter().filter(|offer| offer.option != choice.option);
        let own = |wish: &&Wish| !others().any(|offer| super::fits(&wish.when, offer));
        let cuts = |wish| cuts(wish, slot);
        lasts || !prefers_hour_of(wishes, slot) && wishes.iter().filter(own).any(cuts)
    });
    cut || body.cues.meets(ALTERS) && shifts(body, choice)
        || body.cues.has(Cue::SplitsGroup)
        || body.cues.has(Cue::AllPlaces)
        || body.cues.has(Cue::FallsBack) && hangs_on_answer(body, choice)
}

/// "Komt de 9e nog vrij? Zo niet dan optie 1": the option is taken only if our answer is no.
fn hangs_on_answer(body: &Body<'_>, choice: &Choice) -> bool {
    let t = body.tokens();
    let mut asked = false;
    body.sentences.iter().any(|s| {
        let behind_question = std::mem::replace(&mut asked, s.asks);
        let named = (s.from..s.to).find(|&at| t.span(at, at + 1)[0] >= choice.span[0]);
        behind_question && named.is_some_and(|at| falls_back(t, s.from, at).is_some())
    })
}

/// "Liever 10.00 dan 9.00 uur": the hour of the slot goes before any other that is named.
fn prefers_hour_of(wishes: &[Wish], slot: Slot) -> bool {
    let mut preferred = wishes.iter().filter(|wish| wish.modality == Modality::Prefer);
    preferred.any(|wish| moment(&wish.when, slot) == Some(slot.start))
}

/// The one moment that is named; an hour alone is one of the slot's day.
fn moment(when: &When, slot: Slot) -> Option<NaiveDateTime> {
    match *when {
        When::Time(at) => Some(slot.start.date().and_time(at)),
        When::DateTime(at) => Some(at),
        When::Date(_)
        | When::DateRange { .. }
        | When::DateTimeRange { .. }
        | When::TimeRange { .. }
        | When::Duration { .. }
        | When::Set { .. } => None,
    }
}

/// "Een half uur eerder", "niet langer dan een uur" in any sentence, "maar dan" behind the option in its own.
fn shifts(body: &Body<'_>, choice: &Choice) -> bool {
    let t = body.tokens();
    body.sentences.iter().any(|s| {
        let amount = |at: usize| {
            let (from, to) = (at.saturating_sub(AMOUNT_TOKENS), at + 1 + AMOUNT_TOKENS);
            t.at(from.max(s.from), to.min(s.to), Cue::AmountOfTime).is_some()
        };
        let sooner = t.at(s.from, s.to, Cue::Sooner).is_some_and(amount);
        let then = t.at(s.from, s.to, Cue::ButThen);
        let behind = |at: usize| {
            let [from, to] = t.span(s.from, at);
            from <= choice.span[0] && choice.span[1] <= to
        };
        sooner || then.is_some_and(behind)
    })
}

/// Whether a wish about hours does not go with a slot.
fn cuts(wish: &Wish, slot: Slot) -> bool {
    let inside = |at| slot.start < at && at < slot.end;
    match wish.modality {
        Modality::Want | Modality::Prefer => !fits(&wish.when, slot),
        Modality::Fixed => moment(&wish.when, slot).is_some_and(inside),
        Modality::Cannot => meets(&wish.when, slot),
        Modality::Deadline | Modality::Past => false,
    }
}

/// Whether hours that cannot be lie within a slot: "na 12.00 uur kan zij niet meer".
fn meets(when: &When, slot: Slot) -> bool {
    let day = slot.start.date();
    let (starts, ends) = (slot.start.time(), slot.end.time());
    let overlap = |from: Option<NaiveTime>, until: Option<NaiveTime>| {
        let hours = from.is_some() || until.is_some();
        hours && from.is_none_or(|from| from < ends) && until.is_none_or(|until| starts < until)
    };
    match *when {
        When::Time(at) => starts <= at && at < ends,
        When::DateTime(at) => slot.start <= at && at < slot.end,
        When::TimeRange { from, until } => overlap(from, until),
        When::DateTimeRange { start, end } => {
            start.is_none_or(|start| start < slot.end) && end.is_none_or(|end| slot.start < end)
        }
        When::Set { ref weekdays, ref nth, from, until, .. } => {
            overlap(from, until) && recurs_on(day, weekdays, nth)
        }
        When::Date(_) | When::DateRange { .. } | When::Duration { .. } => false,
    }
}

/// Whether a slot lies within hours that are wanted; what says nothing of that day's hours fits.
fn fits(when: &When, slot: Slot) -> bool {
    let day = slot.start.date();
    let (starts, ends) = (slot.start.time(), slot.end.time());
    let within = |from: Option<_>, until: Option<_>| {
        from.is_none_or(|from| from <= starts) && until.is_none_or(|until| ends <= until)
    };
    match *when {
        When::Time(at) => at == starts || at == ends,
        When::DateTime(at) => at.date() != day || at == slot.start || at == slot.end,
        When::TimeRange { from, until } => within(from, until),
        When::DateTimeRange { start, end } => {
            let elsewhere = start.is_some_and(|start| day < start.date())
                || end.is_some_and(|end| end <= day.and_time(NaiveTime::MIN));
            let holds = start.is_none_or(|start| start <= slot.start)
                && end.is_none_or(|end| slot.end <= end);
            elsewhere || holds
        }
        When::Set { ref weekdays, ref nth, from, until, .. } => {
            within(from, until) || !recurs_on(day, weekdays, nth)
        }
        When::Date(_) | When::DateRange { .. } | When::Duration { .. } => true,
    }
}
