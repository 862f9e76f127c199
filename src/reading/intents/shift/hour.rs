//! Another hour on the day that stands: arriving later than agreed, asking to begin at another hour.

use super::super::{Sentence, Span, Text};
use crate::domain::reading::When;

/// "Wij zijn er morgen pas om 10.45 uur", "we will not be there until 10.45": they come later than agreed.
pub(super) fn arrives_late(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    /// Of hours too, only a few words stand between "not" and "until".
    const NEAR: usize = 5;
    if s.asks || text.offered || !text.names_time(s) {
        return None;
    }
    let t = text.t;
    let at = (s.from..s.to).find(|&at| {
        let not = || (at.saturating_sub(NEAR).max(s.from)..at).any(|i| t.is(i, &["not", "won't"]));
        t.is(at, &["pas"]) || t.is(at, &["until", "before"]) && not()
    })?;
    let says = |words: &[&str]| (s.from..s.to).any(|i| t.is(i, words));
    let we = says(&["wij", "we", "ik", "i", "hij", "zij", "ze", "she", "he"]);
    let there = (s.from..s.to).any(|i| t.any_of(i, BEING_THERE).is_some());
    (we && there && names_hour(text, s)).then(|| t.span(at, at + 1))
}

fn names_hour(text: &Text<'_, '_>, s: &Sentence) -> bool {
    text.times_in(s).any(|wish| match wish.when {
        When::Time(_) | When::DateTime(_) => true,
        When::DateTimeRange { start: Some(start), end: Some(end) } => start.date() == end.date(),
        When::TimeRange { .. } => true,
        When::DateTimeRange { .. }
        | When::Date(_)
        | When::DateRange { .. }
        | When::Duration { .. }
        | When::Set { .. } => false,
    })
}

/// "Is het goed als we morgen om 10.30 uur beginnen?": nobody asks this of a visit still to be agreed,
/// unless that is asked for as well.
pub(super) fn asks_to_begin(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    const OPENS: &[&str] =
        &["kan", "kunnen", "mag", "mogen", "is", "zou", "zouden", "vind", "vindt", "vinden", "can"];
    const BEGINS: &[&str] = &["beginnen", "starten", "start", "begin"];
    let t = text.t;
    let we = || t.any(s.from, s.to, &["we", "wij", "ik"]);
    let verb = || (s.from + 1..s.to).find(|&at| t.is(at, BEGINS));
    let opens = s.asks && !text.offered && t.is(s.from, OPENS);
    let begins = verb().filter(|_| opens && we() && names_hour(text, s))?;
    Some(t.span(begins, begins + 1))
}

const BEING_THERE: &[&[&str]; 12] = &[
    &["er", "pas"],
    &["komen"],
    &["kom"],
    &["zijn", "er"],
    &["ben", "er"],
    &["is", "er"],
    &["er", "zijn"],
    &["zijn", "we", "er"],
    &["aan"],
    &["arriveren"],
    &["be", "there"],
    &["arrive"],
];
