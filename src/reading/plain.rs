//! What is plain enough to be carried out without anybody who looks: that an option is taken, that a
//! visit is called off.
//!
//! What people write beside "optie 2" or "vervalt" cannot be foreseen ("maar mevrouw beslist zelf", "mijn
//! trein van 9.12", "het worden er toch drie"), so it is not looked for. The words that do nothing but
//! take or call off are known; with any other word a person reads it. What another reader made something
//! of (who comes, how many, where, what is needed) is no such word, and neither is a name. A rule that
//! reads a choice or a leave too eagerly then costs a look of staff, and no visit.
//!
//! Of a choice the whole sentence counts, and in the others words of what is not decided yet; of what is
//! called off the clause, without the reason.

mod words;

use words::{CALLS_OFF, GOES_ON, REASONS, TAKES, UNDECIDED};

use super::beside;
use super::body::Body;
use super::cursor::Tokens;
use super::sentence::Sentence;
use super::token::Word;
use super::unread::doubt;
use crate::domain::reading::{Doubt, Reading, Span};

/// Whether a choice says something that only a person can weigh.
pub(super) fn says_more(body: &Body<'_>, reading: &Reading<'_>, choice: Span) -> bool {
    let t = body.tokens();
    let Some(own) = body.sentence_at(choice) else { return false };
    let read = beside::spans(reading);
    let known = |at: usize| is_in(t, TAKES, own.from, at) || is_read(t, &read, at);
    let undecided = |s: &Sentence| (s.from..s.to).any(|at| t.is(at, UNDECIDED));
    let mut others = body.sentences.iter().filter(|s| s.from != own.from);
    !(own.from..own.to).all(known) || others.any(undecided)
}

/// The clause that calls something off, if it says more than that the visit is.
pub(super) fn calls_off_more(body: &Body<'_>, reading: &Reading<'_>, leave: Span) -> Option<Doubt> {
    let t = body.tokens();
    let s = body.sentence_at(leave)?;
    let (from, to) = clause(t, s, leave)?;
    let read = beside::spans(reading);
    let mut reason = false;
    let unknown = (from..to).find(|&at| {
        reason = t.is(at, REASONS) || reason && !t.is(at, GOES_ON);
        let known = is_in(t, TAKES, s.from, at) || is_in(t, CALLS_OFF, s.from, at);
        !reason && !known && !is_read(t, &read, at)
    })?;
    let words = body.words(unknown, to);
    Some(doubt(words.to_owned(), body.sentence_text(s), t.span(unknown, to)))
}

/// From sign to sign.
fn clause(t: Tokens<'_, '_>, s: Sentence, words: Span) -> Option<(usize, usize)> {
    let at = (s.from..s.to).find(|&at| t.span(at, at + 1)[0] >= words[0])?;
    let ends = |at: &usize| matches!(t.word(*at), Word::Sign(',' | ';' | ':' | '.' | '!' | '?'));
    let from = (s.from..at).rev().find(ends).map_or(s.from, |sign| sign + 1);
    Some((from, (at..s.to).find(ends).unwrap_or(s.to)))
}

/// Whether this word is of the list, or a time, a number, a name or nothing at all.
fn is_in(t: Tokens<'_, '_>, list: &[&str], first: usize, at: usize) -> bool {
    let Some(token) = t.get(at) else { return true };
    let listed = |word: &str| list.binary_search(&word).is_ok();
    let owner = token.lower.strip_suffix("'s").or_else(|| token.lower.strip_suffix("’s"));
    let is_name = token.starts_upper() && (at > first || owner.is_some());
    !token.word.is_other()
        || is_name
        || listed(token.lower)
        || owner.is_some_and(listed)
        || is_no_objection(t, at)
}

/// "Geen bezwaar", "geen probleem".
fn is_no_objection(t: Tokens<'_, '_>, at: usize) -> bool {
    const OBJECTION: &[&str] = &["bezwaar", "probleem"];
    t.is(at, &["geen"]) && t.is(at + 1, OBJECTION) || t.is(at, OBJECTION) && t.was(at, &["geen"])
}

/// Whether another reader made something of this word.
fn is_read(t: Tokens<'_, '_>, read: &[Span], at: usize) -> bool {
    let word = t.span(at, at + 1);
    read.iter().any(|span| span[0] <= word[0] && word[1] <= span[1])
}
