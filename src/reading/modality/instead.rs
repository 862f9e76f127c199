//! Who does not come on a day, and who comes in their place: the day is that of the other.

use super::{Clause, Scene};
use crate::domain::reading::Modality;
use crate::reading::cue::Cue;
use crate::reading::times::Phrase;

impl Scene<'_, '_> {
    /// "Namens wethouder Kok (die in november met verlof is) vraagt wethouder Prins ...": of whoever is
    /// named before the bracket, and not of whoever asks.
    pub(super) fn of_absent(&self, phrase: &Phrase, clause: &Clause) -> Option<Modality> {
        if !self.is_of_absent(clause) {
            return None;
        }
        let close = (clause.from..clause.to).find(|&at| self.t.is_sign(at, ')'));
        let behind = close.is_some_and(|close| close < phrase.from);
        Some(if behind { Modality::Want } else { Modality::Fixed })
    }

    /// The bracket itself.
    pub(super) fn is_of_absent(&self, clause: &Clause) -> bool {
        let t = self.t;
        let bracket = |at: usize| t.is_sign(at, '(') && t.is(at + 1, &["die", "who"]);
        t.is(self.sentence.from, &["namens"])
            && (bracket(clause.from) || clause.from > 0 && bracket(clause.from - 1))
    }

    /// "Alles kan, behalve als er raad is (donderdag)": in a bracket the day of what is left out.
    pub(super) fn explains_exception(&self, phrase: &Phrase, clause: &Clause) -> bool {
        let before = self.clauses.iter().find(|before| before.to == clause.from);
        self.t.is_sign(clause.from, '(')
            && phrase.from == clause.from + 1
            && self.t.is_sign(phrase.to, ')')
            && before.is_some_and(|before| before.all.has(Cue::Except))
    }

    /// "Mijn collega vervangt mij vanaf maandag": who writes from then on.
    pub(super) fn is_of_substitute(&self, clause: &Clause) -> bool {
        let t = self.t;
        (clause.from..clause.to).any(|at| {
            t.is(at, &["vervangt", "vervang", "replaces"])
                && t.is(at + 1, &["mij", "me", "haar", "hem"])
        })
    }
}
