//! Times that stand in a row, and what is said of the row once: "13 en 14 wel", "liever 9 dan 10 of
//! 11", "geen van de data (8, 9 of 10 december)".

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::{Clause, Scene};
use crate::domain::reading::Modality;
use crate::reading::cue::Cue;
use crate::reading::cursor::Tokens;
use crate::reading::times::Phrase;
use crate::reading::token::Word;

impl Scene<'_, '_> {
    /// What stands behind the last of a row is about all of it: "13 en 14 wel".
    pub(super) fn said_of_row(&self, phrase: &Phrase) -> Option<Modality> {
        let t = self.t;
        let own = self.said_behind(phrase);
        if own.is_some() || t.was(led_from(t, phrase), &["niet", "geen", "not"]) {
            return own;
        }
        let next = self.phrases.iter().find(|next| next.from >= phrase.to)?;
        let joint = led_from(t, next);
        let joined = joint == phrase.to + 1 && t.is(phrase.to, &["en", "of", "and", "or"]);
        if joined { self.said_of_row(next) } else { None }
    }

    /// The second of "liever 9 dan 10 december", "voorkeur voor de 9e boven de 10e of de 11e".
    pub(super) fn is_less_liked(&self, phrase: &Phrase) -> bool {
        let t = self.t;
        let mut from = led_from(t, phrase);
        // "het najaar boven een bezoek in de zomer".
        if t.was(from, &["bezoek", "werkbezoek", "datum", "dag", "moment", "afspraak"]) {
            from = from.saturating_sub(1 + usize::from(t.was(from - 1, &["een"])));
        }
        let row = t.was(from, &["en", "of", "and", "or"]);
        let before = self.phrases.iter().find(|before| row && before.to + 1 == from);
        t.was(from, &["boven", "dan", "over", "than"])
            || before.is_some_and(|before| self.is_less_liked(before))
    }

    /// "8 valt af, 9 ook", "8 niet, ook 9": what holds of the one before.
    pub(super) fn also(&self, phrase: &Phrase, at: usize) -> Option<Modality> {
        let t = self.t;
        let here = self.clauses.get(at)?;
        let last = |at: usize| t.get(at).is_none_or(|end| matches!(end.word, Word::Sign(_)));
        let behind = t.is(phrase.to, &["ook", "too"]) && last(phrase.to + 1);
        let led = here.cues.is_silent() && t.was(led_from(t, phrase), &["ook"]);
        if !behind && !led {
            return None;
        }
        let mut earlier = self.phrases.iter().rev().filter(|earlier| earlier.to <= phrase.from);
        if let Some(beside) = earlier.next().filter(|earlier| earlier.from >= here.from) {
            return self.said_of_row(beside);
        }
        let spoken = |clause: &&Clause| clause.to > clause.from + 1;
        let before = self.clauses.iter().take(at).rev().find(spoken)?;
        let cues = before.cues;
        if cues.no && !self.is_supposed_by_verb(*before) {
            return Some(Modality::Cannot);
        }
        (cues.wants() || cues.well || cues.no_problem).then_some(Modality::Want)
    }

    /// "Geen van de data (8, 9 of 10 december) past": what is listed behind the noun is all refused.
    pub(super) fn is_one_of_none(&self, phrase: &Phrase, at: usize) -> bool {
        let t = self.t;
        let pair = at.checked_sub(1).and_then(|i| self.clauses.get(i)).zip(self.clauses.get(at));
        let Some((before, here)) = pair else { return false };
        let none = || t.find(before.from, before.to, NONE_OF).is_some();
        let listed = || {
            !t.has(here.from, phrase.from, Cue::Verb)
                && !(here.from..phrase.from).any(|i| t.is(i, NOT_LISTED))
        };
        let beside = match t.word(here.from) {
            Word::Sign('(') => true,
            Word::Sign(',' | ':') => !before.all.has(Cue::Verb),
            _ => false,
        };
        beside && listed() && none()
    }
}

/// All of them are refused.
const NONE_OF: &[&[&str]] = &[
    &["geen", "van"],
    &["geen", "enkele", "van"],
    &["geen", "enkele"],
    &["none", "of"],
    &["neither", "of"],
];
/// Behind these words stands another day than those that were just refused.
const NOT_LISTED: &[&str] = &["wel", "liever", "graag", "alleen", "only", "rather"];

/// Where the small words before a time begin: "dan op 10 december", "dan 10 december".
pub(super) fn led_from(t: Tokens<'_, '_>, phrase: &Phrase) -> usize {
    let mut from = phrase.from;
    while t.was(from, &["op", "in", "om", "de", "het", "on", "at", "the"]) {
        from -= 1;
    }
    from
}
