//! Splits a sentence into clauses, at commas and words such as "maar". A comma inside a time or between
//! two joined times splits nothing.

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
) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = sentence.from;
    for at in sentence.from..sentence.to {
        if at > from && splits(t, at, phrases) {
            found.push((from, at));
            from = at;
        }
    }
    found.push((from, sentence.to));
    found
}

fn splits(t: Tokens<'_, '_>, at: usize, phrases: &[Phrase]) -> bool {
    // The dot of "27 oct." in a mail without capitals.
    let sign = matches!(t.word(at), Word::Sign(';' | ':' | '(' | '.'));
    let comma = matches!(t.word(at), Word::Sign(','));
    let turns = t.get(at).is_some_and(|token| token.cues.has(Cue::Turns));
    let pair = !sign
        && !comma
        && !turns
        && t.is(at, &["en", "and"])
        && (t.is(at + 1, &["niet", "wel", "geen", "not"])
            || t.was(at, &["niet"]) && phrases.iter().any(|phrase| phrase.from == at + 1));
    if !(sign || comma || turns || pair) {
        return false;
    }
    let inside = phrases.iter().any(|phrase| phrase.from < at && at < phrase.to);
    // "tot 12 uur, daarna is er ruimte": what leans on a time says something of its own.
    let leans = |next: &Phrase| next.leans_on_last() || next.is_rest_of_day();
    let onward = || phrases.iter().any(|next| next.from == at + 1 && leans(next));
    !inside && (!comma || !joins_times(t, at, phrases) || opens_clause(t, at, phrases) || onward())
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
