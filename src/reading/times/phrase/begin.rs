//! Where a time can begin, by the classes of the words: the grammar runs there alone.
//!
//! The trap is a word that leads to a time without a list of its own: what is not known here is never
//! looked at.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use crate::reading::classes::Classes;
use crate::reading::cue::Cue;
use crate::reading::times::Grammar;
use crate::reading::token::{Token, Word};

/// A time begins at most so many words before the first that can be part of it, that one included.
const LEADING_TOKENS: usize = 6;

/// What makes an hour of the number before it, and is no unit.
const HOUR_SIGNS: &[&str] = &["u", "h", "o'clock", "o’clock"];

/// Behind a number: the half of the day, and what joins it to another that says more.
const LEANS: &[&str] =
    &["am", "a.m.", "a.m", "pm", "p.m.", "p.m", "a", "p", "noch", "naar", "boven", "to", "than"];

impl Grammar<'_, '_> {
    /// Whether a time can begin here, by the class of the word and of those behind it.
    pub(super) fn may_begin(&self, at: usize) -> bool {
        let t = self.t;
        match t.word(at) {
            Word::OddNumber => false,
            Word::Sign('+' | '-' | '=') => self.policy.bare,
            Word::Sign(_) => false,
            Word::Other => {
                let opens = t.get(at).is_some_and(|token| token.cues.has(Cue::OpensTime));
                opens && !self.only_leads(at) && self.is_timely_from(at, LEADING_TOKENS)
                    || self.may_be_named(at)
            }
            // "een" is mostly an article.
            Word::Number(1) => !t.is(at + 1, &["van"]) && self.is_timely_from(at + 1, 3),
            _ => self.policy.bare || self.is_timely(at),
        }
    }

    /// "op dinsdag", "van september", "in mei": the time begins behind the word that leads to it.
    fn only_leads(&self, at: usize) -> bool {
        let t = self.t;
        let begins = match t.word(at + 1) {
            Word::Weekday { .. }
            | Word::WeekdayPart(..)
            | Word::Month(_)
            | Word::Ordinal(_)
            | Word::FullDate { .. }
            | Word::Day(_)
            | Word::PartOfDay(..)
            | Word::Relative(_) => t.is(at, &["op", "van", "in"]),
            Word::Digits { .. } | Word::Pair { .. } | Word::Clock { .. } => t.is(at, &["op"]),
            _ => false,
        };
        begins && !self.may_be_named(at)
    }

    /// The first place from here on where a time can begin, as far as the words to come tell: at one
    /// that can be part of it, or at those that lead to it.
    pub(super) fn next_beginning(&self, at: usize, to: usize) -> usize {
        if self.policy.bare {
            return at;
        }
        let may_be = |token: &Token<'_>| token.may_be(Classes::TIMELY) || self.may_name(token);
        let mut each = self.t.those(at, to, may_be);
        let timely = each.find(|(i, _)| self.is_timely(*i));
        let Some((timely, _)) = timely else { return to };
        let nearest = at.max((timely + 1).saturating_sub(LEADING_TOKENS));
        (nearest..timely).rev().take_while(|&i| self.leads(i)).last().unwrap_or(timely)
    }

    /// Whether one of so many words can be part of a time, and those before it lead to it.
    fn is_timely_from(&self, at: usize, words: usize) -> bool {
        (at..at + words).find(|&i| !self.leads(i)).is_some_and(|i| self.is_timely(i))
    }

    fn is_timely(&self, at: usize) -> bool {
        let Some(token) = self.t.get(at) else { return false };
        if !token.may_be(Classes::TIMELY) {
            return self.may_name(token) && self.may_be_named(at);
        }
        match token.word {
            // "een" is mostly an article: what it leads to tells.
            Word::Number(1) => !token.is("een") || self.t.is(at + 1, HOUR_SIGNS),
            Word::Number(..100) => {
                let hour = || !self.followed_by_thing(at + 1);
                self.counts_on(at + 1) || hour() || self.lone_day(at).is_some()
            }
            Word::Relative(_) => self.counts_on(at + 1),
            _ => true,
        }
    }

    /// Whether the word behind a number, or behind "deze", can go on a time: "twaalf personen" and "dit
    /// programma" are none.
    fn counts_on(&self, at: usize) -> bool {
        const ANY: Classes = Classes::TIMELY.or(Classes::LEADS).or(Classes::PIECE);
        let Some(token) = self.t.get(at) else { return true };
        self.policy.bare
            || !token.word.is_other()
            || token.may_be(ANY)
            || token.is_any(LEANS)
            || self.t.is(at, HOUR_SIGNS)
            || self.may_name(token)
    }

    /// Whether it can begin the name of a period, by its class.
    #[inline]
    fn may_name(&self, token: &Token<'_>) -> bool {
        !self.periods.is_empty() && token.word.is_other()
    }

    /// Whether a time can go on behind this word, though it is none itself: of the words without a
    /// class only those do that the grammar knows.
    fn leads(&self, at: usize) -> bool {
        let Some(token) = self.t.get(at) else { return false };
        if token.may_be(Classes::LEADS) {
            return !token.word.is_other() || !self.may_be_named(at);
        }
        matches!(token.word, Word::Number(1)) && !self.is_timely(at)
    }

    /// Whether a piece of a time can begin with this word.
    pub(super) fn may_be_piece(&self, at: usize) -> bool {
        let Some(token) = self.t.get(at) else { return false };
        if !token.word.is_other() {
            return token.may_be(Classes::PIECE);
        }
        // What only leads to a time is one with what it leads to.
        let led = self.policy.bare
            || !token.cues.has(Cue::OpensTime)
            || self.is_timely_from(at, LEADING_TOKENS);
        token.may_be(Classes::PIECE) && led || self.begins_period(at)
    }

    fn may_be_named(&self, at: usize) -> bool {
        !self.periods.is_empty() && self.begins_period(at) && self.named_period(at).is_some()
    }
}

/// Whether a time can go on at a word: those that stand in its phrases must be known here.
#[cfg(test)]
pub(in crate::reading::times) fn goes_on_at(word: &str) -> bool {
    let both = crate::reading::lexer::Both { text: word, lower: word };
    let body = crate::reading::body::Body::new(both);
    let mut tokens = body.tokens().0.iter();
    let known = Classes::TIMELY.or(Classes::LEADS).or(Classes::PIECE);
    tokens.all(|token| !token.word.is_other() || token.may_be(known))
}
