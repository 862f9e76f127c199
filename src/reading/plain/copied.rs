//! An option that only stands in words copied from our own letter: between quotation marks, or as a
//! line of the offer, with its day and both its hours, above a question.
//!
//! Such words name an option and take none; something outside them must agree. A line that is all of
//! an answer is one that they picked.

use super::is_within;
use super::words::taking::FITS;
use crate::domain::reading::{Reading, Span, When, Wish};
use crate::reading::body::Body;
use crate::reading::cursor::Tokens;
use crate::reading::sentence::Sentence;
use crate::reading::token::Word;

/// Whether nothing outside the copied words takes the option that `own` names.
pub(super) fn is_copied(
    body: &Body<'_>,
    reading: &Reading<'_>,
    own: Sentence,
    option: Span,
) -> bool {
    let t = body.tokens();
    let at = (own.from..own.to).find(|&at| t.span(at, at + 1)[1] > option[0]);
    let quoted = || at.is_some_and(|at| (0..at).filter(|&i| is_mark(t, i)).count() % 2 == 1);
    let line = || is_line_of_offer(t, reading, own) && is_asked_about(body, own);
    (line() || quoted()) && !agrees_outside(body, own)
}

fn is_mark(t: Tokens<'_, '_>, at: usize) -> bool {
    matches!(t.word(at), Word::Sign('"' | '“' | '”' | '„'))
}

/// `"Optie 2" graag`; in a mail that asks nothing also the other sentences: "dat is goed".
fn agrees_outside(body: &Body<'_>, own: Sentence) -> bool {
    let t = body.tokens();
    let asks = body.sentences.iter().any(|s| s.asks);
    let mut quoted = false;
    body.sentences.iter().any(|s| {
        let counts = s.from == own.from || !asks;
        (s.from..s.to).any(|at| {
            quoted ^= is_mark(t, at);
            counts && !quoted && t.is(at, FITS)
        })
    })
}

/// "2. Vrijdag 9 april 2027, 10.00 tot 12.30 uur, Vollenhoven": the day, its hours and the wijk.
fn is_line_of_offer(t: Tokens<'_, '_>, reading: &Reading<'_>, own: Sentence) -> bool {
    const BETWEEN: &[&str] = &["in", "om", "optie", "option", "te", "tot", "uur", "van"];
    let [from, to] = t.span(own.from, own.to);
    let whole = |wish: &&Wish| match wish.when {
        When::DateTimeRange { start, end } => start.is_some() && end.is_some(),
        When::Date(_)
        | When::DateTime(_)
        | When::Time(_)
        | When::DateRange { .. }
        | When::TimeRange { .. }
        | When::Duration { .. }
        | When::Set { .. } => false,
    };
    let mut inside = reading.when.iter().filter(|w| from <= w.span[0] && w.span[1] <= to);
    let wijken: Vec<Span> = reading.wijken.iter().map(|wijk| wijk.span).collect();
    let known =
        |at: usize| !t.word(at).is_other() || t.is(at, BETWEEN) || is_within(t, &wijken, at);
    inside.any(|wish| whole(&wish)) && (own.from..own.to).all(known)
}

/// The mail asks something, or the line stands below words that announce it: "u schrijft:".
fn is_asked_about(body: &Body<'_>, own: Sentence) -> bool {
    let t = body.tokens();
    let colon = own.from.checked_sub(1).is_some_and(|at| t.is_sign(at, ':'));
    colon || body.sentences.iter().any(|s| s.asks)
}
