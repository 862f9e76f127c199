//! Splits a sentence into clauses, at commas and words such as "maar". A comma inside a time or between
//! two joined times splits nothing.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::scope;
use crate::reading::classes::Classes;
use crate::reading::cue::Cue;
use crate::reading::cursor::Tokens;
use crate::reading::sentence::Sentence;
use crate::reading::times::{Phrase, link};
use crate::reading::token::Word;

/// Splits a sentence into clauses. A comma inside a phrase or between two joined times is none.
pub(super) fn clauses(
    t: Tokens<'_, '_>,
    sentence: Sentence,
    phrases: &[Phrase],
) -> impl Iterator<Item = (usize, usize)> {
    // "PS ons buurthuis bestaat dan 25 jaar".
    let mut from = sentence.from + usize::from(t.is(sentence.from, &["ps", "p.s", "p.s."]));
    let may = t.being(from + 1, sentence.to, Classes::PARTS).map(|(at, _)| at);
    let splits = may.filter(move |&at| splits(t, at, phrases));
    splits.chain([sentence.to]).map(move |to| (std::mem::replace(&mut from, to), to))
}

fn splits(t: Tokens<'_, '_>, at: usize, phrases: &[Phrase]) -> bool {
    let Some(token) = t.get(at) else { return false };
    let comma = token.is_sign(',');
    if token.is_sign(')') {
        return scope::ends_aside(t, at, phrases);
    }
    if token.is_any(NEGATIONS) {
        return refuses_behind(t, at, phrases);
    }
    if token.is_any(&["en", "and"]) && !token.cues.has(Cue::Turns) && !joins(t, at, phrases) {
        return false;
    }
    // "Sla 15 april maar over": no turn, a word that softens.
    let softens = token.is("maar") && t.is(at + 1, &["over", "door", "weg", "af", "vallen"]);
    if softens && matches!(t.word(at + 2), Word::Sign(_)) {
        return false;
    }
    let inside = phrases.iter().any(|phrase| phrase.from < at && at < phrase.to);
    // "tot 12 uur, daarna is er ruimte": what leans on a time says something of its own.
    let leans = |next: &Phrase| next.leans_on_last() || next.is_rest_of_day();
    let onward = || phrases.iter().any(|next| next.from == at + 1 && leans(next));
    !inside && (!comma || !joins_times(t, at, phrases) || opens_clause(t, at, phrases) || onward())
}

const NEGATIONS: &[&str] = &["niet", "geen", "not"];

/// The "niet" of "ergens na Pasen niet op dinsdag": right behind one time, and before another.
fn refuses_behind(t: Tokens<'_, '_>, at: usize, phrases: &[Phrase]) -> bool {
    let led = t.is(at, &["geen"]) || t.is(at + 1, &["op", "in", "on"]);
    led && phrases.iter().any(|phrase| phrase.to == at) && scope::leads(t, at, phrases)
}

/// The "en" of "maandag niet en dinsdag wel", "en niet op vrijdag", "landt om 11.20 uur en kan om 14.00
/// uur bij u zijn".
fn joins(t: Tokens<'_, '_>, at: usize, phrases: &[Phrase]) -> bool {
    t.is(at + 1, &["niet", "wel", "geen", "not"])
        || t.is(at + 1, &["kan", "kunnen", "wil", "zou", "is", "moet", "ben", "doen"])
            && phrases.iter().any(|phrase| phrase.to <= at)
            && phrases.iter().any(|phrase| phrase.from > at)
        || t.was(at, &["niet"]) && phrases.iter().any(|phrase| phrase.from == at + 1)
}

/// "..., week 20 heeft onze voorkeur", "graag in maart of mei, april niet": behind the comma stands a
/// sentence of its own, and before it one that says something.
fn opens_clause(t: Tokens<'_, '_>, comma: usize, phrases: &[Phrase]) -> bool {
    let Some(after) = phrases.iter().find(|phrase| phrase.from > comma) else { return false };
    let before = phrases.iter().rev().find(|phrase| phrase.to <= comma);
    let start = before.map_or(comma, |phrase| phrase.from).saturating_sub(4);
    let verb = t.get(after.to).is_some_and(|next| next.cues.has(Cue::Verb));
    let surely = t.is(after.to, &["beslist", "zeker", "echt", "absoluut", "helaas", "sowieso"]);
    let word = after.to + usize::from(surely);
    let judged = t.is(word, &["niet", "wel"])
        && t.get(word + 1).is_none_or(|end| matches!(end.word, Word::Sign(_)));
    let said = before.is_some_and(|phrase| {
        [Cue::No, Cue::Want, Cue::Prefer, Cue::Away]
            .iter()
            .any(|cue| t.has(start, phrase.from, *cue) || t.has(phrase.to, comma, *cue))
    });
    (verb || judged) && said
}

fn joins_times(t: Tokens<'_, '_>, at: usize, phrases: &[Phrase]) -> bool {
    let before = phrases.iter().rev().find(|phrase| phrase.to <= at);
    let after = phrases.iter().find(|phrase| phrase.from > at);
    match (before, after) {
        (Some(before), Some(after)) => link::is_joined(t, before.to, after.from),
        _ => false,
    }
}
